//! What templates are given: the contract between the program and its themes.
//!
//! There is one struct for each template, whose fields are the template's variables. Every template
//! also has `site` ([`SiteView`]) and `words`, the theme's `strings/`. A variable that is not
//! described here does not exist, and to use it is an error. Text is escaped where a template writes
//! it; fields of the type [`Html`] hold markup that is safe as it stands. Optional fields are null
//! where they have no value.
//!
//! A change here that takes something away from templates raises `contract` in
//! `themes/default/theme.yaml`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::theme::Html;

/// `site`: what is the same on all pages.
#[derive(Debug, Serialize)]
pub(super) struct SiteView {
    /// The site's title.
    pub title: String,
    /// The language of the pages, as `lang` takes it.
    pub language: String,
    /// Who publishes the site.
    pub publisher: PublisherView,
}

/// `site.publisher`
#[derive(Debug, Serialize)]
pub(super) struct PublisherView {
    /// The municipality or office.
    pub name: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// Its address for mail.
    pub email: Option<String>,
}

/// `page`: what every page has.
#[derive(Debug, Serialize)]
pub(super) struct PageHead {
    /// The page's title without markup.
    pub title: String,
    /// The title with the site's, for `<title>`.
    pub full_title: String,
    /// What the page is about, in a sentence or two.
    pub description: String,
    /// The page's absolute address, if the settings have a `base_url` and the page is to be found.
    pub canonical: Option<String>,
    /// The address of the site's first page.
    pub home: String,
    /// The way here from the first page; the last entry is this page and has no address.
    pub breadcrumb: Vec<LinkView>,
    /// The list of documents, and the plain pages of the top folders.
    pub menu: Vec<LinkView>,
    /// The addresses of the theme's static files by their name below `static/`: `assets["style.css"]`.
    pub assets: BTreeMap<String, String>,
    /// Whether the page shows highlighted code, which `code.css` colours.
    pub has_code: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct LinkView {
    /// What it says.
    pub title: Html,
    /// Where it leads; nothing for the page that it stands on.
    pub href: Option<String>,
}

/// `document.html`: a policy or a plan.
#[derive(Debug, Serialize)]
pub(super) struct DocumentView {
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
    /// 自治体, 策定, 対象期間 and so on, in the order in which they are shown.
    pub facts: Vec<FactView>,
    /// How the chapters of the outline are covered, in the outline's order.
    pub coverage: Vec<CoverageView>,
}

/// `page.html`: a plain page.
#[derive(Debug, Serialize)]
pub(super) struct PageView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// The text with what stands around it.
    pub text: TextView,
}

/// `index.html`: the list of all documents.
#[derive(Debug, Serialize)]
pub(super) struct IndexView {
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
}

/// `404.html`: what a server shows for an address that does not exist.
#[derive(Debug, Serialize)]
pub(super) struct NotFoundView {
    /// See [`PageHead`].
    pub page: PageHead,
}

/// A text: its title, what must be known first, its chapters.
#[derive(Debug, Serialize)]
pub(super) struct TextView {
    /// The title, for `<h1>`.
    pub title: Html,
    /// Whether the text is a draft.
    pub draft: bool,
    /// What readers must know first.
    pub notice: Option<Html>,
    /// The chapters and their sections, two levels deep.
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
pub(super) struct ContentsView {
    /// The heading, without links and notes.
    pub title: Html,
    /// The address on the page.
    pub href: String,
    /// The sections of a chapter; none below those.
    pub sections: Vec<ContentsView>,
}

/// A fact about a document.
#[derive(Debug, Serialize)]
pub(super) struct FactView {
    /// Which one: `municipality`, `department`, `adopted`, `period`, `based_on`, `source`.
    pub key: &'static str,
    /// What it is called.
    pub label: String,
    /// What it is.
    pub value: Html,
}

/// How a chapter of the outline is covered.
#[derive(Debug, Serialize)]
pub(super) struct CoverageView {
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

/// The documents of a municipality.
#[derive(Debug, Serialize)]
pub(super) struct GroupView {
    /// The id of its heading.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its policies, then its plans.
    pub documents: Vec<EntryView>,
}

/// A document in the list.
#[derive(Debug, Serialize)]
pub(super) struct EntryView {
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
    /// When it was adopted.
    pub adopted: Option<Html>,
    /// The time that it covers.
    pub period: Option<Html>,
}
