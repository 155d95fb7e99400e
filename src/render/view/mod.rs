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
//!
//! One template a file; this one holds what all of them have.

mod accessibility;
mod changes;
mod compare;
mod data;
mod document;
mod list;
mod look;
mod not_found;
mod search;
mod trust;

pub(super) use accessibility::{AccessibilityView, TestView};
pub(super) use changes::{ChangedPartView, ChangesView, SidesView};
pub(super) use compare::{CompareView, ComparedView, MatterView};
pub(super) use data::{CodesView, DataView, DatasetView, OfDocumentView};
pub(super) use document::{
    ContentsView, CoverageView, DocumentView, DownloadView, DownloadsView, FactView, PageView,
    TextView, ValidityView,
};
pub(super) use list::{EntryView, FilterView, GroupView, IndexView, KindView};
pub(super) use look::{IconView, LogoView};
pub(super) use not_found::NotFoundView;
pub(super) use search::{ListedView, SearchGroupView, SearchKindView, SearchView};
pub(super) use trust::{ContactView, LicenseView, ShareView};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::theme::Html;

/// `site`: what is the same on all pages.
#[derive(Debug, Serialize)]
pub(super) struct SiteView {
    /// The site's title.
    pub title: String,
    /// The title with the places where it may break, for the head of a page.
    pub heading: Html,
    /// The language of the pages, as `lang` takes it.
    pub language: String,
    /// Who publishes the site.
    pub publisher: PublisherView,
    /// The day as of which the site shows its documents, in words; nothing if it shows them as they are written.
    pub as_of: Option<Html>,
    /// The colours of the page, for the frame that browsers draw around it.
    pub ground: GroundView,
}

/// `site.ground`: the colours of the page, as CSS writes them.
#[derive(Debug, Serialize)]
pub(super) struct GroundView {
    /// On light screens.
    pub light: String,
    /// On dark screens.
    pub dark: String,
}

/// `site.publisher`
#[derive(Debug, Serialize)]
pub(super) struct PublisherView {
    /// The municipality or office.
    pub name: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The postal address.
    pub address: Option<String>,
    /// Its address for mail.
    pub email: Option<String>,
    /// The ways to reach it, each with a link: telephone, mail, a form.
    pub ways: Vec<Html>,
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
    /// The address of the page to search on; nothing on that page, and where the site has none.
    pub search: Option<String>,
    /// The way here from the first page; the last entry is this page and has no address.
    pub breadcrumb: Vec<LinkView>,
    /// The main ways through the site: the list of documents, the standing pages for readers, the
    /// plain pages of the top folders.
    pub menu: Vec<LinkView>,
    /// The pages about the site itself, for the end of a page.
    pub about: Vec<LinkView>,
    /// The licence of the page's text: the document's own, or the site's.
    pub license: Option<LicenseView>,
    /// The address of the feed of changes (Atom), if the site has one.
    pub feed: Option<String>,
    /// What services show beside a link to the page; only with `canonical`.
    pub share: Option<ShareView>,
    /// The logo, if the settings name one.
    pub logo: Option<LogoView>,
    /// The icon of the page.
    pub icon: IconView,
    /// The text that the settings put at the top of each page.
    pub header: Option<Html>,
    /// The text that the settings put at the end of each page.
    pub footer: Option<Html>,
    /// The addresses of the theme's static files by their name below `static/`: `assets["style.css"]`.
    pub assets: BTreeMap<String, String>,
    /// Whether the page shows highlighted code, which `code.css` colours.
    pub has_code: bool,
    /// Whether the page shows figures that `figures.css` draws, such as steps and charts.
    pub has_figures: bool,
    /// Whether terms in the text lead to the glossary, which `terms.js` opens beside them.
    pub has_terms: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct LinkView {
    /// What it says.
    pub title: Html,
    /// Where it leads; nothing for the page that it stands on.
    pub href: Option<String>,
}
