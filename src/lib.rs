#![doc = include_str!("../ARCHITECTURE.md")]

// 1. Ground: used by all, uses nothing above.
pub mod calendar;
pub mod chart;
pub mod diagnostic;
pub mod markdown;
pub mod marked;
pub mod memory;
pub mod number;
pub mod past;
pub mod sheet;
pub mod site;
pub mod source;
pub mod strings;
pub mod table;
pub mod yaml;
// 2. The compiler: pure functions.
pub mod as_of;
pub mod between;
pub mod check;
pub mod compare;
pub mod compile;
pub mod config;
pub mod data;
pub mod diff;
pub mod document;
pub mod editions;
pub mod figure;
pub mod fix;
pub mod history;
pub mod library;
pub mod links;
pub mod outline;
pub mod parse;
pub mod render;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod theme;
pub mod upcoming;
// 3. The outside world.
#[doc(hidden)]
pub mod cli;
pub mod disk;
pub mod git;
pub mod serve;

pub use compile::{Compiled, Options, compile, rules};
