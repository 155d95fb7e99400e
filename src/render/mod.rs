//! From checked documents to the site: pages, static files, attachments.
//!
//! A page's text is written by Rust (`html`, `table`) into HTML that is safe as it stands; what
//! stands around it comes from the theme's templates, which are given the structs of `view` and
//! nothing else.

mod alone;
mod around;
mod axis;
mod breadth;
mod cell;
mod changes;
mod chart;
mod code;
mod compared;
mod data;
mod document;
mod files;
mod headers;
mod html;
mod image;
mod label;
mod link;
mod linked;
mod list;
mod look;
mod pages;
mod phrase;
mod standing;
mod steps;
mod table;
mod terms;
mod trust;
mod view;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::Serialize;

use crate::check::Checked;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::document::{Document, Kind};
use crate::history::{History, Revised};
use crate::search::{self, Index};
use crate::site::{Site, SitePath};
use crate::source::Project;
use crate::table::Table;
use crate::theme::{Shared, Theme};
pub use alone::comparison;
use data::Data;
use html::Scope;
use pages::Pages;

/// Renders all pages and puts them together with the theme's files and the attachments. There is no
/// site if a template of the site's own theme has a mistake, which is reported.
pub fn render(rendering: &Rendering<'_>, diagnostics: &mut Diagnostics) -> Option<Site> {
    rendering.pages.compare_all();
    let all: Vec<_> = rendering.paths().into_iter().collect();
    let files: Vec<_> = all.par_iter().map(|path| rendering.file(path)).collect();
    let mut site = Site::default();
    let mut whole = true;
    for (path, file) in all.into_iter().zip(files) {
        match file {
            Some(Ok(bytes)) => site.insert(path, bytes),
            Some(Err(found)) => {
                whole = false;
                diagnostics.append(found);
            }
            None => {}
        }
    }
    whole.then_some(site)
}

/// A file of the site, or what is wrong with a template.
pub type Rendered = Result<Arc<[u8]>, Diagnostics>;

/// What a site is rendered from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The documents.
    pub checked: &'a Checked,
    /// The files of the site.
    pub project: &'a Project,
    /// The theme.
    pub theme: &'a Theme,
    /// The settings.
    pub config: &'a Config,
    /// The revisions of the documents.
    pub history: &'a History,
}

/// A site that is rendered file by file.
pub struct Rendering<'a> {
    checked: &'a Checked,
    project: &'a Project,
    theme: &'a Theme,
    pages: Pages<'a>,
    shared: Shared,
    /// The documents with their tables, by where they are written.
    documents: BTreeMap<&'a SitePath, (&'a Document, &'a [Table])>,
    /// The revisions that are compared, by where that is written.
    revised: BTreeMap<&'a SitePath, (&'a Document, &'a Revised)>,
    /// The data of the documents.
    data: Data<'a>,
    /// What there is to search, if the site has a page for that; made when it is asked for.
    index: OnceLock<Option<Index>>,
}

impl<'a> Rendering<'a> {
    /// Makes ready what all pages share. Nothing is rendered yet.
    pub fn new(material: Material<'a>) -> Self {
        let Material { checked, project, theme, .. } = material;
        let pages = Pages::new(material);
        let shared = theme.share(&pages.site_view());
        let documents = checked.documents().map(|it| (&it.0.output, it)).collect();
        let revised = Self::revised(&pages);
        let data = Data::of(checked);
        let index = OnceLock::new();
        Self { checked, project, theme, pages, shared, documents, revised, data, index }
    }

    /// The paths of all files.
    pub fn paths(&self) -> BTreeSet<SitePath> {
        let fixed_ones = files::ALL.iter().filter(|file| (file.write)(&self.pages).is_some());
        let fixed_ones = fixed_ones.map(|file| fixed(file.name));
        let index = self.index().into_iter().flat_map(|index| &index.files);
        let statics = self.theme.static_files().values().map(|file| &file.path);
        let attached = self.project.attachments.keys().filter_map(SitePath::new);
        let shared = index.map(|file| &file.path).chain(statics).chain(self.pages()).cloned();
        let data = self.data.paths(&self.pages);
        fixed_ones.chain(attached).chain(shared).chain(data).collect()
    }

    /// The paths of all pages: what templates make.
    pub fn pages(&self) -> impl Iterator<Item = &SitePath> {
        let standing = self.pages.standing().map(|(_, path)| path);
        let documents = self.documents.keys().chain(self.revised.keys()).copied();
        documents.chain([self.pages.listing()]).chain(standing)
    }

    /// A file of the site; none if there is none of this path.
    pub fn file(&self, path: &SitePath) -> Option<Rendered> {
        let standing = || self.pages.standing().find(|(_, at)| *at == path);
        if path == self.pages.listing() {
            return Some(self.list());
        }
        if let Some((document, tables)) = self.documents.get(path) {
            return Some(self.document(document, tables));
        }
        if let Some((document, revised)) = self.revised.get(path) {
            return Some(changes::changes_page(self, document, revised));
        }
        if let Some((page, path)) = standing() {
            return Some((page.print)(self, path, self.pages.standing_head(page, path)));
        }
        self.bytes(path).map(Ok)
    }

    /// A file that is no page.
    fn bytes(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        if let Some(bytes) = self.project.attachments.get(path.as_str()) {
            return Some(Arc::clone(bytes));
        }
        if let Some(file) = self.theme.static_files().values().find(|file| file.path == *path) {
            return Some(Arc::clone(&file.bytes));
        }
        if let Some(bytes) = self.data.bytes(path, &self.pages) {
            return Some(bytes);
        }
        let of_search = |path: &SitePath| {
            let file = self.index()?.files.iter().find(|file| file.path == *path)?;
            Some(file.text.as_bytes().into())
        };
        if search::is_script(path) {
            return of_search(path);
        }
        let file = files::ALL.iter().find(|file| file.name == path.as_str())?;
        Some((file.write)(&self.pages)?.into_bytes().into())
    }

    /// What there is to search.
    fn index(&self) -> Option<&Index> {
        let make = || {
            let documents: Vec<_> = self.checked.documents().collect();
            let (variants, words) = (self.pages.variants(), self.theme.strings());
            let documents = (self.checked.library(), documents.as_slice());
            Some(search::index(documents, self.pages.search()?, variants, words))
        };
        self.index.get_or_init(make).as_ref()
    }

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
        let tables = changes::with_links(&self.pages, document, tables);
        let scope = Scope { tables: &tables, ..self.scope_of(document, &[]) };
        match document.facts.kind {
            Kind::Page => {
                self.print("page.html", &document::page_view(&self.pages, document, scope))
            }
            Kind::Policy | Kind::Plan => {
                let data = self.data.of_document(&document.output, &self.pages);
                let view = document::document_view(&self.pages, document, scope, data);
                self.print("document.html", &view)
            }
        }
    }

    fn list(&self) -> Rendered {
        let intro = self.documents.get(self.pages.listing()).copied();
        let intro = intro.map(|(document, tables)| (document, self.scope_of(document, tables)));
        self.print("index.html", &list::list_view(&self.pages, intro))
    }

    fn print(&self, template: &str, view: &impl Serialize) -> Rendered {
        self.theme.render(template, &self.shared, view, self.project).map(Arc::from)
    }
}

/// A path that is known to be one.
fn fixed(path: &'static str) -> SitePath {
    SitePath::new(path).expect("a path of plain names")
}
