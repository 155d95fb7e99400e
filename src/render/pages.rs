//! What the pages of a site know of each other: titles, the way from one to the next.

use std::collections::{BTreeMap, BTreeSet};

use super::Material;
use super::document::time;
use super::files;
use super::fixed;
use super::html::Scope;
use super::label::{plain_heading, prose_label};
use super::look;
use super::standing::{self, Leads, Standing};
use super::trust::{share, ways};
use super::view::{GroundView, LicenseView, LinkView, PageHead, PublisherView, SiteView};
use crate::calendar::Calendar;
use crate::check::Checked;
use crate::config::Config;
use crate::document::{Document, Kind, Library};
use crate::history::History;
use crate::site::SitePath;
use crate::source::Project;
use crate::strings::Strings;
use crate::theme::{Html, Theme, escaped};

/// The pages of a site.
pub(super) struct Pages<'a> {
    checked: &'a Checked,
    theme: &'a Theme,
    config: &'a Config,
    project: &'a Project,
    history: &'a History,
    site_title: String,
    /// The site's first page.
    home: SitePath,
    /// The page with the list of documents.
    listing: SitePath,
    /// The standing pages that the site has, and where.
    standing: Vec<(&'static Standing, SitePath)>,
    /// The pages that every page leads to.
    menu: Vec<(Html, SitePath)>,
    /// The pages about the site itself.
    about: Vec<(Html, SitePath)>,
    /// The feed of changes, if the site has one.
    feed: Option<SitePath>,
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
    pub(super) fn new(material: Material<'a>) -> Self {
        let Material { checked, project, theme, config, history } = material;
        let home = fixed("index.html");
        let documents = checked.library().iter();
        let by_output: BTreeMap<_, _> =
            documents.map(|document| (document.output.as_str(), document)).collect();
        // A policy may be the site's first page: then the list gives way to it.
        let free = |path: &&str| by_output.get(path).is_none_or(|it| it.facts.kind == Kind::Page);
        let listing = ["index.html", "documents/index.html"].into_iter().find(free);
        let listing = fixed(listing.unwrap_or("documents/list.html"));
        let default = || theme.strings().get("page.site_title").to_owned();
        let site_title = config.title.clone().unwrap_or_else(default);
        let mut pages = Self {
            checked,
            theme,
            config,
            project,
            history,
            site_title,
            home,
            listing,
            standing: Vec::new(),
            menu: Vec::new(),
            about: Vec::new(),
            feed: None,
            by_output,
        };
        pages.stand();
        pages.menu = pages.list_menu();
        pages.about = pages.led_to(Leads::About).collect();
        let has_feed = project.attachments.contains_key(files::FEED) || files::has_feed(&pages);
        pages.feed = has_feed.then(|| fixed(files::FEED));
        pages
    }

    /// Finds the standing pages that the site has: what authors write takes their place.
    fn stand(&mut self) {
        let free = |path: &str| {
            !self.by_output.contains_key(path) && !self.project.attachments.contains_key(path)
        };
        let has = |page: &&Standing| (page.wanted)(self) && free(page.path);
        self.standing = standing::ALL
            .iter()
            .copied()
            .filter(has)
            .map(|page| (page, fixed(page.path)))
            .collect();
    }

    /// All documents.
    pub(super) fn library(&self) -> &'a Library {
        self.checked.library()
    }

    /// The documents in the order of their paths.
    pub(super) fn documents(&self) -> impl Iterator<Item = &'a Document> + Clone {
        self.checked.library().iter()
    }

    /// The revisions of the documents.
    pub(super) fn history(&self) -> &'a History {
        self.history
    }

    /// The page with the list of documents.
    pub(super) fn listing(&self) -> &SitePath {
        &self.listing
    }

    /// The site's first page.
    pub(super) fn home(&self) -> &SitePath {
        &self.home
    }

    /// Whether a page is the site's first one.
    pub(super) fn is_home(&self, page: &SitePath) -> bool {
        *page == self.home
    }

    /// The site's title.
    pub(super) fn site_title(&self) -> &str {
        &self.site_title
    }

    /// A word for lists about where a document stands on the day that the site shows.
    pub(super) fn mark(&self, document: &Document) -> Option<&'a str> {
        self.library().mark(document, self.words())
    }

    /// The words of the theme.
    pub(super) fn words(&self) -> &'a Strings {
        self.theme.strings()
    }

    /// The settings.
    pub(super) fn config(&self) -> &'a Config {
        self.config
    }

    /// The page to search on, unless authors wrote one in its place or the settings want none.
    pub(super) fn search(&self) -> Option<&SitePath> {
        let found = self.standing.iter().find(|(page, _)| page.path == standing::SEARCH_PATH);
        found.map(|(_, path)| path)
    }

    /// Whether the settings want a page to search on.
    pub(super) fn is_searched(&self) -> bool {
        self.config.search.enabled
    }

    /// The site's own spellings that mean the same.
    pub(super) fn variants(&self) -> &'a [Vec<String>] {
        &self.config.search.variants
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
        let [light, dark] = self.theme.grounds();
        SiteView {
            title: self.site_title.clone(),
            heading: plain_heading(&self.site_title),
            language: self.config.language.clone(),
            as_of: self.library().as_of.map(|day| {
                let day = time(day.into(), self.calendar());
                Html(escaped(self.words().get("as_of.site")).replace("{date}", &day.0))
            }),
            ground: GroundView { light: light.clone(), dark: dark.clone() },
            publisher: PublisherView {
                ways: ways(
                    publisher.phone.as_deref(),
                    publisher.email.as_deref(),
                    publisher.url.as_deref(),
                    self.words(),
                ),
                name: publisher.name,
                department: publisher.department,
                address: publisher.address,
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
        let base_url = self.base_url();
        let image = self.config.share_image.as_deref();
        let assets = self.theme.static_files().iter();
        let (look, theme) = (&self.config.look, self.theme);
        PageHead {
            title: title.to_owned(),
            full_title,
            description: about,
            canonical: base_url.map(|base| here.url_under(base)),
            home: here.href_to(&self.home),
            search: self.search().filter(|to| *to != here).map(|to| here.href_to(to)),
            breadcrumb: self.breadcrumb(way, title),
            menu: Self::links(here, &self.menu),
            about: Self::links(here, &self.about),
            license: self.config.license.as_ref().map(LicenseView::from),
            feed: self.feed.as_ref().map(|feed| here.href_to(feed)),
            share: base_url.map(|base| share(&self.config.language, image, base)),
            logo: look::logo(look, theme, here, &self.site_title),
            icon: look::icon(look, theme, here),
            header: look::text(look.header.as_ref(), self.scope(here)),
            footer: look::text(look.footer.as_ref(), self.scope(here)),
            assets: assets.map(|(name, file)| (name.clone(), here.href_to(&file.path))).collect(),
            has_code: false,
            has_figures: false,
            has_terms: false,
        }
    }

    /// What a text that is on every page can refer to.
    fn scope<'s>(&'s self, here: &'s SitePath) -> Scope<'s> {
        let (checked, project, words) = (self.checked, self.project, self.words());
        Scope { checked, here, document: None, tables: &[], project, words }
    }

    /// Whether headings of policies and plans are to be numbered.
    pub(super) fn is_numbering(&self) -> bool {
        self.config.look.numbering
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

    /// What a standing page has.
    pub(super) fn standing_head(&self, page: &Standing, path: &SitePath) -> PageHead {
        let way = Way { above: Vec::new(), here: path };
        let words = self.words();
        let head = self.head(&way, words.get(page.title), words.get(page.about).to_owned());
        let canonical = head.canonical.filter(|_| page.public);
        let share = head.share.filter(|_| page.public);
        PageHead { canonical, share, ..head }
    }

    /// The standing pages that the site has.
    pub(super) fn standing(&self) -> impl Iterator<Item = (&'static Standing, &SitePath)> {
        self.standing.iter().map(|(page, path)| (*page, path))
    }

    /// The address that the site is published under.
    pub(super) fn base_url(&self) -> Option<&'a str> {
        self.config.base_url.as_deref()
    }

    /// The pages that are to be found by search engines, in the order of their paths.
    pub(super) fn public(&self) -> BTreeSet<&SitePath> {
        let documents = self.documents().filter(|document| !document.facts.draft);
        let revised = documents.clone().flat_map(|it| self.history.of(it)).map(|it| &it.output);
        let standing = self.standing.iter().filter(|(page, _)| page.public).map(|(_, path)| path);
        let documents = documents.map(|document| &document.output);
        documents.chain(revised).chain([&self.listing]).chain(standing).collect()
    }

    /// The list of documents, the standing pages for readers, and the plain pages that lie in no folder,
    /// or are the first of their folder.
    fn list_menu(&self) -> Vec<(Html, SitePath)> {
        let list = (Html(escaped(self.words().get("page.index.title"))), self.listing.clone());
        let standing = || self.led_to(Leads::Menu);
        let led: BTreeSet<_> =
            standing().chain(self.led_to(Leads::About)).map(|(_, path)| path).collect();
        let near = |document: &&Document| {
            let path = document.output.as_str();
            document.facts.kind == Kind::Page
                && document.output != self.listing
                && !led.contains(&document.output)
                && path.strip_suffix("/index.html").unwrap_or(path).split('/').count() == 1
        };
        let plain = self.documents().filter(near);
        let plain = plain.map(|page| (prose_label(&page.facts.title), page.output.clone()));
        std::iter::once(list).chain(standing()).chain(plain).collect()
    }

    /// The pages that are led to from a place: the standing ones, or what authors wrote instead.
    fn led_to(&self, leads: Leads) -> impl Iterator<Item = (Html, SitePath)> {
        let pages = standing::ALL.iter().filter(move |page| page.leads == leads);
        pages.filter_map(|page| {
            let path = fixed(page.path);
            let title = match self.by_output.get(page.path) {
                Some(document) => prose_label(&document.facts.title),
                None if self.standing.iter().any(|(_, standing)| *standing == path) => {
                    Html(escaped(self.words().get(page.title)))
                }
                None => return None,
            };
            Some((title, path))
        })
    }

    /// Links to pages as seen from one of them.
    fn links(here: &SitePath, to: &[(Html, SitePath)]) -> Vec<LinkView> {
        let link = |(title, to): &(Html, SitePath)| LinkView {
            title: title.clone(),
            href: (to != here).then(|| here.href_to(to)),
        };
        to.iter().map(link).collect()
    }
}
