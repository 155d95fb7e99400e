//! The preview: a server for the author's own machine, and what runs in the pages that it shows.
//!
//! The server knows nothing of documents or of the disk: it is given a [`Files`] to ask for files, and
//! the latest [`News`] to tell the open pages.

mod address;
mod answer;
mod body;
mod hosts;
mod kinds;
mod news;
mod page;
mod patience;
mod refusal;
mod server;
mod told;
mod words;

pub use hosts::Hosts;
pub use news::{Change, News, Problem};
pub use server::{Files, serve};
