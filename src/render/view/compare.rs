//! `compare.html`: the documents side by side.

use serde::Serialize;

use super::{LinkView, PageHead};
use crate::theme::Html;

/// `compare.html`: the documents side by side.
///
/// The tables say everything of all documents. A script may show two of them beside each other: it finds
/// what belongs to a document by the link to it, and what is the same in two documents by the text of the
/// head cell, or its `data-key`.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CompareView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// The documents, in the order of the list of documents.
    pub documents: Vec<ComparedView>,
    /// Links to the matters.
    pub contents: Vec<LinkView>,
    /// What is compared.
    pub matters: Vec<MatterView>,
}

/// A document that can be chosen.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ComparedView {
    /// What names it in the page's address: `hachioji`.
    pub value: String,
    /// The address of its page, as in the links of the tables.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its name where there is little room.
    pub short: String,
}

/// A matter that is compared: chapters, roles and so on.
#[derive(Debug, Serialize)]
pub(in crate::render) struct MatterView {
    /// The id of its heading.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it tells, in a sentence or two.
    pub about: String,
    /// The tables.
    pub tables: Html,
}
