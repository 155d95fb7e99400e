//! The preview: a server for the author's own machine, and what runs in the pages that it shows.
//!
//! A [`Watch`] says that something may have changed; the [`Preview`] looks, and builds the site again; the
//! server takes files from it and tells the open pages. The server knows nothing of documents or of the
//! disk: it is given a [`Files`] to ask for files, and the latest [`News`].

mod address;
mod answer;
mod body;
mod hosts;
mod kinds;
mod news;
mod page;
mod patience;
mod preview;
mod problems;
mod refusal;
mod server;
mod shelf;
mod told;
mod watch;
mod words;

pub use hosts::Hosts;
pub use news::{Change, News, Problem};
pub use preview::{Build, Outcome, Preview};
pub use server::{Files, serve};
pub use shelf::Failure;
pub use watch::{Next, Signal, Watch};
