//! `index.html`: the list of all documents.

use serde::Serialize;

use super::{PageHead, TextView};
use crate::theme::Html;

/// `index.html`: the list of all documents.
#[derive(Debug, Serialize)]
pub(in crate::render) struct IndexView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// The text of `content/index.md`, if it is a plain page and the list is the site's first page.
    pub text: Option<TextView>,
    /// The page's heading.
    pub heading: Html,
    /// The documents by municipality.
    pub groups: Vec<GroupView>,
    /// The plain pages; those below another document are reached from there.
    pub pages: Vec<EntryView>,
    /// By what a long list can be narrowed down; nothing for a short one.
    pub filter: Option<FilterView>,
}

/// By what the list can be narrowed down, besides the municipalities and the text.
#[derive(Debug, Serialize)]
pub(in crate::render) struct FilterView {
    /// The kinds of documents in the list; none if all are of one kind.
    pub kinds: Vec<KindView>,
}

/// A kind of document.
#[derive(Debug, Serialize)]
pub(in crate::render) struct KindView {
    /// `policy` or `plan`.
    pub kind: &'static str,
    /// The kind in words.
    pub label: String,
}

/// The documents of a municipality.
#[derive(Debug, Serialize)]
pub(in crate::render) struct GroupView {
    /// The id of its heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its policies, then its plans.
    pub documents: Vec<EntryView>,
}

/// A document in the list.
#[derive(Debug, Serialize)]
pub(in crate::render) struct EntryView {
    /// The title.
    pub title: Html,
    /// The address.
    pub href: String,
    /// `policy`, `plan` or `page`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_label: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// Where it stands on the day that the site shows, in a word; nothing if it is in force.
    pub mark: Option<String>,
    /// When it was adopted.
    pub adopted: Option<Html>,
    /// The time that it covers.
    pub period: Option<Html>,
}
