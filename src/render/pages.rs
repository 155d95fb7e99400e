//! What the pages of a site know of each other: titles, the way from one to the next.

use std::collections::{BTreeMap, BTreeSet};

use super::html::prose_label;
use super::view::{LinkView, NotFoundView, PageHead, PublisherView, SiteView};
use super::{NOT_FOUND, fixed};
use crate::calendar::Calendar;
use crate::check::Checked;
use crate::config::Config;
use crate::document::{Document, Kind};
use crate::site::SitePath;
use crate::strings::Strings;
use crate::theme::{Html, Theme, escaped};

/// The pages of a site.
pub(super) struct Pages<'a> {
    checked: &'a Checked,
    theme: &'a Theme,
    config: &'a Config,
    site_title: String,
    /// The site's first page.
    home: SitePath,
    /// The page with the list of documents.
    listing: SitePath,
    /// The pages that every page leads to.
    menu: Vec<(Html, SitePath)>,
    /// The documents by where they are written.
    by_output: BTreeMap<&'a str, &'a Document>,
}

/// How a page is reached from the site's first one.
pub(super) struct Way<'a> {
    /// The documents in between, from the outermost in.
    pub above: Vec<&'a Document>,
    /// The page.
    pub here: &'a SitePath,
}

impl<'a> Pages<'a> {
    pub(super) fn new(checked: &'a Checked, theme: &'a Theme, config: &'a Config) -> Self {
        let home = fixed("index.html");
        let documents = &checked.library().documents;
        let by_output: BTreeMap<_, _> =
            documents.iter().map(|document| (document.output.as_str(), document)).collect();
        // A policy may be the site's first page: then the list gives way to it.
        let free = |path: &&str| by_output.get(path).is_none_or(|it| it.facts.kind == Kind::Page);
        let listing = ["index.html", "documents/index.html"].into_iter().find(free);
        let listing = fixed(listing.unwrap_or("documents/list.html"));
        let default = || theme.strings().get("page.site_title").to_owned();
        let site_title = config.title.clone().unwrap_or_else(default);
        let menu = menu(documents, &listing, theme.strings());
        Self { checked, theme, config, site_title, home, listing, menu, by_output }
    }

    /// The documents in the order of their paths.
    pub(super) fn documents(&self) -> impl Iterator<Item = &'a Document> {
        self.checked.library().documents.iter()
    }

    /// The page with the list of documents.
    pub(super) fn listing(&self) -> &SitePath {
        &self.listing
    }

    /// Whether a page is the site's first one.
    pub(super) fn is_home(&self, page: &SitePath) -> bool {
        *page == self.home
    }

    /// The site's title.
    pub(super) fn site_title(&self) -> &str {
        &self.site_title
    }

    /// The words of the theme.
    pub(super) fn words(&self) -> &'a Strings {
        self.theme.strings()
    }

    /// How years are shown.
    pub(super) fn calendar(&self) -> Calendar {
        self.config.calendar
    }

    /// The document that is the first page of a folder.
    pub(super) fn in_folder(&self, folder: &str) -> Option<&'a Document> {
        self.by_output.get(format!("{folder}/index.html").as_str()).copied()
    }

    /// What all pages share.
    pub(super) fn site_view(&self) -> SiteView {
        let publisher = self.config.publisher.clone();
        SiteView {
            title: self.site_title.clone(),
            language: self.config.language.clone(),
            publisher: PublisherView {
                name: publisher.name,
                department: publisher.department,
                email: publisher.email,
            },
        }
    }

    /// What every page has; `title` and `about` are its own, as plain text.
    pub(super) fn head(&self, way: &Way<'_>, title: &str, about: String) -> PageHead {
        let here = way.here;
        let alone = self.is_home(here) || title == self.site_title;
        let full_title =
            if alone { self.site_title.clone() } else { format!("{title}｜{}", self.site_title) };
        let base_url = self.config.base_url.as_ref();
        let assets = self.theme.static_files().iter();
        PageHead {
            title: title.to_owned(),
            full_title,
            description: about,
            canonical: base_url.map(|base| here.url_under(base)),
            home: here.href_to(&self.home),
            breadcrumb: self.breadcrumb(way, title),
            menu: self.menu(here),
            assets: assets.map(|(name, file)| (name.clone(), here.href_to(&file.path))).collect(),
            has_code: false,
        }
    }

    /// The way to a page; the site's first page needs none.
    fn breadcrumb(&self, way: &Way<'_>, title: &str) -> Vec<LinkView> {
        if self.is_home(way.here) {
            return Vec::new();
        }
        let link =
            |title: Html, to: &SitePath| LinkView { title, href: Some(way.here.href_to(to)) };
        let home = link(Html(escaped(&self.site_title)), &self.home);
        let above = way.above.iter().map(|it| link(prose_label(&it.facts.title), &it.output));
        let last = LinkView { title: Html(escaped(title)), href: None };
        std::iter::once(home).chain(above).chain([last]).collect()
    }

    /// The page for addresses that do not exist.
    pub(super) fn not_found(&self) -> NotFoundView {
        let here = &fixed(NOT_FOUND);
        let way = Way { above: Vec::new(), here };
        let words = self.words();
        let about = words.get("page.not_found.text").to_owned();
        let head = self.head(&way, words.get("page.not_found.title"), about);
        NotFoundView { page: PageHead { canonical: None, ..head } }
    }

    /// The pages that are to be found by search engines, in the order of their paths.
    pub(super) fn public(&self) -> BTreeSet<&SitePath> {
        let documents = self.documents().filter(|document| !document.facts.draft);
        documents.map(|document| &document.output).chain([&self.listing]).collect()
    }

    fn menu(&self, here: &SitePath) -> Vec<LinkView> {
        let link = |(title, to): &(Html, SitePath)| LinkView {
            title: title.clone(),
            href: (to != here).then(|| here.href_to(to)),
        };
        self.menu.iter().map(link).collect()
    }
}

/// The list of documents and the plain pages that lie in no folder, or are the first of their folder.
fn menu(documents: &[Document], listing: &SitePath, words: &Strings) -> Vec<(Html, SitePath)> {
    let list = (Html(escaped(words.get("page.index.title"))), listing.clone());
    let near = |document: &&Document| {
        let path = document.output.as_str();
        document.facts.kind == Kind::Page
            && document.output != *listing
            && path.strip_suffix("/index.html").unwrap_or(path).split('/').count() == 1
    };
    let pages = documents.iter().filter(near);
    let pages = pages.map(|page| (prose_label(&page.facts.title), page.output.clone()));
    std::iter::once(list).chain(pages).collect()
}
