//! `search.html`: where readers search all documents.

use serde::Serialize;

use super::{LinkView, PageHead};
use crate::theme::Html;

/// `search.html`: where readers search all documents, and find them listed with their chapters.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SearchView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// The address of the script with the list of documents, for `search.js`.
    pub index: String,
    /// The names of the municipalities that have documents, in the order of the list of documents.
    pub municipalities: Vec<String>,
    /// The kinds of documents that the site has.
    pub kinds: Vec<SearchKindView>,
    /// All documents: by municipality, then the plain pages.
    pub groups: Vec<SearchGroupView>,
}

/// A kind of document.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SearchKindView {
    /// `policy`, `plan` or `page`.
    pub name: &'static str,
    /// The kind in words.
    pub label: String,
}

/// The documents of a municipality, or the plain pages.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SearchGroupView {
    /// The id of its heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its documents.
    pub documents: Vec<ListedView>,
}

/// A document with what it leads to.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ListedView {
    /// The title.
    pub title: Html,
    /// Where it stands on the day that the site shows, in a word; nothing if it is in force.
    pub mark: Option<String>,
    /// The address.
    pub href: String,
    /// Its chapters.
    pub chapters: Vec<LinkView>,
    /// The plain pages below it.
    pub pages: Vec<LinkView>,
}
