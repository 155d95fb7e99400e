//! Work in progress: a stand-in for the crate's root, so that disk and command line can be built.

pub mod source;

pub mod site;

pub mod diagnostic;

pub mod calendar;

pub mod disk;
