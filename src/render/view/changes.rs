//! `changes.html`: what a revision changed.

use serde::Serialize;

use super::{LinkView, PageHead};
use crate::theme::Html;

/// `changes.html`: a revision of a document beside the one before (新旧対照表).
#[derive(Debug, Serialize)]
pub(in crate::render) struct ChangesView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// The document as it is now.
    pub document: LinkView,
    /// The municipality's name.
    pub municipality: Option<String>,
    /// When the revision was made.
    pub revised: Html,
    /// When the one before was made.
    pub before: Html,
    /// What the author says of the revision.
    pub summary: Option<Html>,
    /// The parts that changed: where they are on the page, and what became of them.
    pub parts: Vec<ChangedPartView>,
    /// What could not be compared, in words.
    pub left_out: Vec<String>,
    /// The table; empty if nothing could be compared.
    pub table: Html,
    /// What the sides of the table are called.
    pub sides: SidesView,
    /// The revision before, if it can be compared as well.
    pub older: Option<LinkView>,
    /// The revision after it.
    pub newer: Option<LinkView>,
}

/// What the sides of a comparison are called.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SidesView {
    /// 改正後
    pub new: String,
    /// 改正前
    pub old: String,
}

/// A part of a document that changed.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ChangedPartView {
    /// Its heading.
    pub title: Html,
    /// The address on the page.
    pub href: String,
    /// What became of it, in words.
    pub change: String,
}
