//! Tests of pages as they come out, and what they share: small sites, tables made by hand.

mod charts;
mod compare;
mod look;
mod pages;
mod tables;
mod text;
mod themes;
mod trust;

use crate::check::{Checked, Inputs, Memories, check};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::document::{Document, FigureRequest};
use crate::history::History;
use crate::library::library;
use crate::markdown::{self, Prose};
use crate::source::{Content as FileContent, Place, Project, SourceMap, Span};
use crate::table::{Cell, Column, Content, Form, Group, Head, Row, Table};
use crate::theme::Theme;

use super::document::text_view;
use super::html::{Scope, Writer};
use super::{Material, Rendering};

/// A site made of texts, whatever is wrong with it.
pub(crate) struct Built {
    pub(crate) project: Project,
    pub(crate) config: Config,
    pub(crate) theme: Theme,
    pub(crate) checked: Checked,
    pub(crate) history: History,
    pub(crate) diagnostics: Diagnostics,
}

/// Compiles files up to the point where they are rendered.
pub(crate) fn built(files: &[(&str, &str)], draw: impl Fn(&Document) -> Vec<Table>) -> Built {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), FileContent::Bytes(text.as_bytes().to_vec())));
    let project = Project::from_files(files);
    let mut diagnostics = Diagnostics::default();
    let config = Config::load(&project, &[], &mut diagnostics);
    let theme = Theme::load(&project, &config, &mut diagnostics);
    let mut ignored = Diagnostics::default();
    let outlines = crate::outline::Outlines::load(&project, &mut ignored);
    let outline =
        |kind| outlines.get(config.outline(kind)?.map_or_else(|name| name, |name| &name.value));
    let library = library(&project, &[], outline, &mut ignored);
    let tables = library.iter().map(|document| draw(document).into()).collect();
    let outline_of = |_: &Document| None;
    let drafts = std::collections::BTreeSet::new();
    let inputs = Inputs {
        project: &project,
        config: &config,
        kinds: &[],
        outline_of: &outline_of,
        drafts: &drafts,
    };
    let allow_all = |diagnostics: &mut Diagnostics| diagnostics.finish(|_| None);
    let checked =
        check((library, tables), &inputs, &mut Memories::default(), &mut ignored, allow_all)
            .expect("all is allowed");
    Built { project, config, theme, checked, history: History::default(), diagnostics }
}

impl Built {
    /// The site's pages and files.
    pub(crate) fn render(&mut self) -> Option<crate::site::Site> {
        let mut found = std::mem::take(&mut self.diagnostics);
        let site = super::render(&Rendering::new(self.material()), &mut found);
        self.diagnostics = found;
        site
    }

    /// What the site is rendered from.
    pub(crate) fn material(&self) -> Material<'_> {
        let Self { project, config, theme, checked, history, .. } = self;
        Material { checked, project, theme, config, history }
    }

    /// What the text of a document's page can refer to.
    pub(crate) fn scope<'a>(&'a self, document: &'a Document, tables: &'a [Table]) -> Scope<'a> {
        let (checked, project, words) = (&self.checked, &self.project, self.theme.strings());
        let (here, document) = (&document.output, Some(document));
        Scope { checked, here, document, tables, project, words }
    }

    /// The text of a rendered file.
    pub(crate) fn page(&mut self, path: &str) -> String {
        let site = self.render().expect("no template has a mistake");
        let path = crate::site::SitePath::new(path).expect("a path");
        let bytes = site.get(&path).unwrap_or_else(|| panic!("{path} is not there"));
        String::from_utf8(bytes.to_vec()).expect("text")
    }
}

/// A place that means nothing.
pub(crate) fn nowhere() -> Span {
    let (_, source) = Project::of_text("");
    Span::new(source, 0, 0)
}

/// A line of Markdown.
pub(crate) fn line(text: &str) -> Prose {
    markdown::parse_line(text, &SourceMap::Whole(Place(nowhere())))
}

pub(crate) fn text_cell(text: &str) -> Cell {
    Cell::new(Content::Text(line(text)))
}

pub(crate) fn text_head(head: Head, text: &str) -> Cell {
    Cell::head(head, line(text))
}

/// A table without rows.
pub(crate) fn blank_table(columns: usize) -> Table {
    Table {
        figure: "table",
        id: None,
        caption: None,
        legend: None,
        form: Form::Grid,
        columns: vec![Column::default(); columns],
        head: Vec::new(),
        groups: Vec::new(),
        notes: Prose::default(),
        picture: None,
        place: Place(nowhere()),
    }
}

/// Pipe tables as they stand, with heads in the first row and column.
pub(crate) fn drawn(document: &Document) -> Vec<Table> {
    let tables = document.figures.iter().map(|figure| {
        let FigureRequest::Pipe { table: pipe, caption } = &figure.request else {
            return blank_table(1);
        };
        let mut table = blank_table(pipe.head.len());
        table.caption.clone_from(caption);
        let cell = |cell: &markdown::PipeCell| line(&markdown::plain(&cell.inlines));
        let head = pipe.head.iter().map(|it| Cell::head(Head::Column, cell(it)));
        table.head = vec![Row { cells: head.collect() }];
        let rows = pipe.rows.iter().map(|row| {
            let cells = row.iter().enumerate().map(|(at, it)| {
                let content = Cell::new(Content::Text(cell(it)));
                if at == 0 { Cell { head: Some(Head::Row), ..content } } else { content }
            });
            Row { cells: cells.collect() }
        });
        table.groups = vec![Group { head: None, rows: rows.collect() }];
        table
    });
    tables.collect()
}

/// The page of a document with this text, among others that it can link to.
pub(crate) fn site_with(text: &str) -> Built {
    let page = format!("---\ntitle: 題\n---\n\n{text}");
    let files = [
        ("content/a/index.md", page.as_str()),
        ("content/a/図.svg", "<svg/>"),
        ("content/a/図2.svg", "<svg viewBox='0 0 40 30'/>"),
        ("content/a/方針.pdf", "%PDF"),
        ("content/b/index.md", "---\ntitle: 別の頁\n---\n\n# 見出し\n\n本文\n"),
    ];
    built(&files, drawn)
}

/// The body of that page and its notes.
pub(crate) fn body_and_notes(text: &str) -> (String, String) {
    let built = site_with(text);
    let documents: Vec<_> = built.checked.documents().collect();
    let (document, tables) = documents[0];
    let view = text_view(document, &mut Writer::new(built.scope(document, tables)));
    (view.body.0, view.notes.0)
}

/// The body of that page.
pub(crate) fn body(text: &str) -> String {
    body_and_notes(text).0
}
