//! Work in progress.

pub mod source;
pub mod site;
pub mod diagnostic;
pub mod markdown;
pub mod yaml;
pub mod calendar;
pub mod strings;
pub mod table;
pub mod outline;
pub mod document;
pub mod parse;
pub mod config;
pub mod links;
pub mod check;
