//! Work in progress.
pub mod calendar;
pub mod check;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod links;
pub mod markdown;
pub mod outline;
pub mod parse;
pub mod render;
pub mod site;
pub mod source;
pub mod strings;
pub mod table;
pub mod theme;
pub mod yaml;
