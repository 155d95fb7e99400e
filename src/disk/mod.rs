//! The file system: reading a site's folder, writing its output.
//!
//! The only module that touches files. What is wrong with a text is not its business (that is a
//! [`Fault`](crate::source::Fault) and becomes a diagnostic); an [`Error`] is the machine's fault and
//! names the path.

#![expect(clippy::disallowed_methods, reason = "this module owns the file system")]

mod create;
mod error;
mod folder;
mod manifest;
mod output;
mod place;
mod plan;
mod read;
mod replace;
mod reread;
mod watch;
mod write;

pub use create::create;
pub use error::{Action, Error, explain};
pub use output::check_output;
pub(crate) use place::nearest_holder;
pub use place::{folders_between, place_in_site};
pub(crate) use read::is_hidden;
pub use read::{find_site, load, load_outlines, load_themes};
pub use replace::replace;
pub use reread::Reader;
pub use watch::Watcher;
pub use write::{WriteReport, holds_site, write};
