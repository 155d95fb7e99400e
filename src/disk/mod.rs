//! The file system: reading a site's folder.
//!
//! The only module that touches files. What is wrong with a text is not its business (that is a
//! [`Fault`](crate::source::Fault) and becomes a diagnostic); an [`Error`] is the machine's fault and
//! names the path.

#![expect(clippy::disallowed_methods, reason = "this module owns the file system")]

mod error;
mod read;

pub use error::{Action, Error};
pub use read::{find_site, load};
