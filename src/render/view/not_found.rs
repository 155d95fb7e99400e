//! `404.html`.

use serde::Serialize;

use super::PageHead;

/// `404.html`: what a server shows for an address that does not exist.
#[derive(Debug, Serialize)]
pub(in crate::render) struct NotFoundView {
    /// See [`PageHead`].
    pub page: PageHead,
}
