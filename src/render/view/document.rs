//! `document.html` and `page.html`: a text with what stands around it.

use serde::Serialize;

use super::{LinkView, PageHead};
use crate::theme::Html;

/// `document.html`: a policy or a plan.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DocumentView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// The text with what stands around it.
    pub text: TextView,
    /// `policy` or `plan`.
    pub kind: &'static str,
    /// The kind in words.
    pub kind_label: String,
    /// The municipality's name.
    pub municipality: Option<String>,
    /// Where the document stands on the day that the site shows; nothing if it is in force.
    pub validity: Option<ValidityView>,
    /// 自治体, 策定, 対象期間 and so on, in the order in which they are shown.
    pub facts: Vec<FactView>,
    /// How the chapters of the outline are covered, in the outline's order.
    pub coverage: Vec<CoverageView>,
    /// The data of the document, to be downloaded.
    pub downloads: Option<DownloadsView>,
    /// The document for search engines (schema.org, as JSON-LD): the text of a `<script>`.
    pub linked_data: Html,
    /// The address that compares the document with another one, if the site has a page for that.
    pub compare: Option<String>,
}

/// Where a document stands on the day that the site shows.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ValidityView {
    /// `not_begun`, `over` or `review_due`; `newer` if only the text of a later day is there.
    pub state: &'static str,
    /// What that means for readers, in a sentence or two.
    pub text: Html,
}

/// The data of a document, to be downloaded.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DownloadsView {
    /// The files.
    pub files: Vec<DownloadView>,
    /// The address of the page that describes them, if the site has it.
    pub more: Option<String>,
}

/// A file to be downloaded.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DownloadView {
    /// What it holds, its format and its size, in words.
    pub title: String,
    /// Its address.
    pub href: String,
}

/// `page.html`: a plain page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PageView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// The text with what stands around it.
    pub text: TextView,
}

/// A text: its title, what must be known first, its chapters.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TextView {
    /// The title, for `<h1>`.
    pub title: Html,
    /// Whether the text is a draft.
    pub draft: bool,
    /// What readers must know first.
    pub notice: Option<Html>,
    /// Whether style sheets are to number the headings: the settings say so, and none has a number.
    pub numbered: bool,
    /// The chapters and their sections, two levels deep, and what stands after them.
    pub contents: Vec<ContentsView>,
    /// The text before the first chapter and the chapters with their figures, from `<h2>` on.
    pub body: Html,
    /// Figures that belong to no chapter; they have no heading of their own. Often empty.
    pub appendix: Html,
    /// The items of the list of notes, `<li>` each. Often empty.
    pub notes: Html,
}

/// An entry of the contents.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ContentsView {
    /// The heading, without links and notes.
    pub title: Html,
    /// The address on the page.
    pub href: String,
    /// The sections of a chapter; none below those.
    pub sections: Vec<ContentsView>,
}

/// A fact about a document.
#[derive(Debug, Serialize)]
pub(in crate::render) struct FactView {
    /// Which one: `municipality`, `department`, `contact`, `adopted`, `revised`, `period`,
    /// `review`, `based_on`, `source`.
    pub key: &'static str,
    /// What it is called.
    pub label: String,
    /// What it is.
    pub value: Html,
}

/// How a chapter of the outline is covered.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CoverageView {
    /// The chapter's title in the outline.
    pub title: String,
    /// `required`, `recommended` or `optional`.
    pub requirement: &'static str,
    /// The same in words.
    pub requirement_label: String,
    /// `covered`, `waived` or `missing`.
    pub status: &'static str,
    /// The same in words.
    pub status_label: String,
    /// The headings that cover it.
    pub sections: Vec<LinkView>,
    /// Why it is left out.
    pub reason: Option<Html>,
}
