//! Work in progress.

pub mod source;
pub mod site;
pub mod diagnostic;
pub mod calendar;
