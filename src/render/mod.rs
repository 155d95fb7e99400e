//! From checked documents to the site: pages, static files, attachments.
//!
//! A page's text is written by Rust (`html`, `table`) into HTML that is safe as it stands; what
//! stands around it comes from the theme's templates, which are given the structs of `view` and
//! nothing else.

mod breadth;
mod cell;
mod code;
mod document;
mod files;
mod headers;
mod html;
mod image;
mod label;
mod link;
mod list;
mod look;
mod pages;
mod phrase;
mod standing;
mod table;
mod terms;
mod trust;
mod view;

#[cfg(test)]
mod tests;

use rayon::prelude::*;
use serde::Serialize;

use crate::check::Checked;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::document::{Document, Kind};
use crate::search::{self, Index};
use crate::site::{Site, SitePath};
use crate::source::Project;
use crate::table::Table;
use crate::theme::{Shared, Theme};
use html::Scope;
use pages::Pages;

/// Renders all pages and puts them together with the theme's files and the attachments. There is no
/// site if a template of the site's own theme has a mistake, which is reported.
pub fn render(
    checked: &Checked,
    project: &Project,
    theme: &Theme,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let pages = Pages::new(checked, project, theme, config);
    let shared = theme.share(&pages.site_view());
    let documents: Vec<(&Document, &[Table])> = checked.documents().collect();
    let words = theme.strings();
    let search =
        pages.search().map(|here| search::index(&documents, here, pages.variants(), words));
    let index = search.as_ref();
    let press = Press { checked, project, theme, pages: &pages, shared: &shared, index };
    let (intro, own): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|(document, _)| document.output == *pages.listing());
    let mut rendered: Vec<(SitePath, Rendered)> = own
        .into_par_iter()
        .map(|(document, tables)| (document.output.clone(), press.document(document, tables)))
        .collect();
    rendered.push((pages.listing().clone(), press.list(intro.first().copied())));
    for (page, path) in pages.standing() {
        rendered.push((path.clone(), (page.print)(&press, path, pages.standing_head(page, path))));
    }
    let mut site = Site::default();
    for file in files::ALL {
        if let Some(text) = (file.write)(&pages) {
            site.insert(fixed(file.name), text.into_bytes());
        }
    }
    for file in search.into_iter().flat_map(|index| index.files) {
        site.insert(file.path, file.text.into_bytes());
    }
    let files = theme.static_files().values().map(|file| (&file.path, &file.bytes));
    files.for_each(|(path, bytes)| site.insert(path.clone(), bytes.clone()));
    for (path, bytes) in &project.attachments {
        if let Some(path) = SitePath::new(path) {
            site.insert(path, bytes.clone());
        }
    }
    let mut whole = true;
    for (path, page) in rendered {
        match page {
            Ok(page) => site.insert(path, page),
            Err(found) => {
                whole = false;
                diagnostics.append(found);
            }
        }
    }
    whole.then_some(site)
}

/// A page, or what is wrong with a template.
type Rendered = Result<Vec<u8>, Diagnostics>;

/// A path that is known to be one.
fn fixed(path: &'static str) -> SitePath {
    SitePath::new(path).expect("a path of plain names")
}

/// What it takes to make a page.
struct Press<'a> {
    checked: &'a Checked,
    project: &'a Project,
    theme: &'a Theme,
    pages: &'a Pages<'a>,
    shared: &'a Shared,
    /// What there is to search, if the site has a page for that.
    index: Option<&'a Index>,
}

impl<'a> Press<'a> {
    /// What the text of a document's page can refer to.
    fn scope_of(&self, document: &'a Document, tables: &'a [Table]) -> Scope<'_> {
        Scope { document: Some(document), tables, ..self.scope(&document.output) }
    }

    /// What the text of a standing page can refer to.
    fn scope<'s>(&'s self, here: &'s SitePath) -> Scope<'s> {
        let words = self.theme.strings();
        let (checked, project) = (self.checked, self.project);
        Scope { checked, here, document: None, tables: &[], project, words }
    }

    fn document(&self, document: &'a Document, tables: &'a [Table]) -> Rendered {
        let scope = self.scope_of(document, tables);
        match document.facts.kind {
            Kind::Page => {
                self.print("page.html", &document::page_view(self.pages, document, scope))
            }
            Kind::Policy | Kind::Plan => {
                self.print("document.html", &document::document_view(self.pages, document, scope))
            }
        }
    }

    fn list(&self, intro: Option<(&'a Document, &'a [Table])>) -> Rendered {
        let intro = intro.map(|(document, tables)| (document, self.scope_of(document, tables)));
        self.print("index.html", &list::list_view(self.pages, intro))
    }

    fn print(&self, template: &str, view: &impl Serialize) -> Rendered {
        self.theme.render(template, self.shared, view, self.project)
    }
}
