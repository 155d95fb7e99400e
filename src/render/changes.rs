//! The pages that compare revisions (新旧対照表), and the links to them from the document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::document::time;
use super::html::Writer;
use super::label::{plain_heading, prose_label};
use super::link::href;
use super::pages::{Pages, Way};
use super::view::{ChangedPartView, ChangesView, LinkView, SidesView};
use super::{Rendered, Rendering};
use crate::diff::{Comparison, Frame, Part, Sheet, Subject, sheet};
use crate::document::{Document, Revision, sections};
use crate::history::Revised;
use crate::marked::Side;
use crate::site::SitePath;
use crate::table::{Cell, Column, Content, Entry, Head, Table, Target};

/// A link from a chapter to the last revision that changed it.
pub(super) struct ChapterLink {
    /// What it says: 令和7年4月改定.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// A page that compares a revision with the one before.
pub(super) fn changes_page(
    rendering: &Rendering<'_>,
    document: &Document,
    revised: &Revised,
) -> Rendered {
    rendering.print("changes.html", &changes_view(rendering, document, revised))
}

fn changes_view(rendering: &Rendering<'_>, document: &Document, revised: &Revised) -> ChangesView {
    let pages = &rendering.pages;
    let scope = rendering.scope(&revised.output);
    let words = scope.words;
    let revision = |at: usize| &document.records.revisions[at];
    let (now, before) = (revision(revised.revision), revision(revised.before));
    let comparison = revised.comparison();
    let frame = Frame { words, calendar: pages.calendar() };
    let title = words.get("diff.page.title").replace("{date}", &shown(now, pages));
    let about = words.get("diff.page.about").replace("{title}", &document.facts.title.plain());
    let mut way = super::document::way(pages, document);
    way.above.push(document);
    let way = Way { above: way.above, here: &revised.output };
    let mut writer = Writer::new(scope);
    let summary = now.summary.as_ref().map(|summary| {
        writer.prose(summary);
        writer.take()
    });
    let settings = &pages.config().comparison;
    let target = |id: &str| {
        let has = sections(&document.chapters).iter().any(|chapter| chapter.id == id);
        has.then(|| Target { page: document.output.clone(), id: Some(id.to_owned()) })
    };
    let form = Sheet { frame, settings, target: &target, span: document.span };
    if !comparison.parts.is_empty() {
        writer.table(&sheet(&comparison, words.get("diff.page.caption"), &form));
    }
    let (older, newer) = neighbours(pages, document, revised);
    let sides = SidesView { new: form.side(Side::New), old: form.side(Side::Old) };
    let left_out = comparison
        .left_out
        .iter()
        .map(|it| it.said(if it.old { &sides.old } else { &sides.new }, &frame));
    ChangesView {
        page: pages.head(&way, &title, about),
        document: LinkView {
            title: prose_label(&document.facts.title),
            href: Some(revised.output.href_to(&document.output)),
        },
        municipality: document.facts.municipality.as_ref().map(|it| it.name.value.clone()),
        revised: time(now.date.value, pages.calendar()),
        before: time(before.date.value, pages.calendar()),
        summary,
        parts: changed_parts(&comparison, &frame),
        left_out: left_out.collect(),
        table: writer.take(),
        older,
        newer,
        sides,
    }
}

fn shown(revision: &Revision, pages: &Pages<'_>) -> String {
    revision.date.value.show(pages.calendar())
}

/// The comparisons before and after one, as links.
fn neighbours(
    pages: &Pages<'_>,
    document: &Document,
    revised: &Revised,
) -> (Option<LinkView>, Option<LinkView>) {
    let all = pages.history().of(document);
    let at = all.iter().position(|it| it.revision == revised.revision).unwrap_or(0);
    let link = |to: &Revised| {
        let date = shown(&document.records.revisions[to.revision], pages);
        let title = pages.words().get("diff.page.link").replace("{date}", &date);
        LinkView { title: plain_heading(&title), href: Some(revised.output.href_to(&to.output)) }
    };
    let newer = at.checked_sub(1).and_then(|at| all.get(at));
    (all.get(at + 1).map(link), newer.map(link))
}

/// The parts that changed, with the places of their groups in the table.
fn changed_parts(comparison: &Comparison, frame: &Frame<'_>) -> Vec<ChangedPartView> {
    let shown = comparison.shown();
    let changed = shown.iter().enumerate().filter(|(_, shown)| shown.part.is_changed());
    let view = |(at, shown): (usize, &crate::diff::Shown<'_>)| ChangedPartView {
        title: plain_heading(&shown.part.name(frame)),
        href: format!("#hs-t1-g{}", at + 1),
        change: shown.part.said(frame),
    };
    changed.map(view).collect()
}

/// The last revision that changed each chapter of a document, by the chapter's id.
pub(super) fn chapter_links(
    pages: &Pages<'_>,
    document: &Document,
) -> BTreeMap<String, ChapterLink> {
    let mut links = BTreeMap::new();
    for revised in pages.history().of(document) {
        let comparison = revised.comparison();
        let date = shown(&document.records.revisions[revised.revision], pages);
        let title = pages.words().get("diff.chapter").replace("{date}", &date);
        for (at, shown) in comparison.shown().iter().enumerate() {
            let Some(id) = changed_id(shown.part) else { continue };
            links.entry(id.to_owned()).or_insert_with(|| ChapterLink {
                title: title.clone(),
                href: href(&document.output, &revised.output, Some(&format!("hs-t1-g{}", at + 1))),
            });
        }
    }
    links
}

/// The id of a chapter that changed and is still there.
fn changed_id(part: &Part) -> Option<&str> {
    let Subject::Chapter(pair) = &part.subject else { return None };
    let head = pair.new.as_ref().filter(|_| part.is_changed())?;
    Some(&head.id)
}

/// The tables of a document; its history leads to the comparisons.
pub(super) fn with_links<'t>(
    pages: &Pages<'_>,
    document: &Document,
    tables: &'t [Table],
) -> Cow<'t, [Table]> {
    let history = pages.history().of(document);
    let is_history = |table: &Table| table.figure == "revisions";
    if history.is_empty() || !tables.iter().any(is_history) {
        return Cow::Borrowed(tables);
    }
    let mut tables = tables.to_vec();
    for table in tables.iter_mut().filter(|table| is_history(table)) {
        let words = pages.words();
        let text = |text: &str| crate::markdown::Prose::words(text, document.span);
        table.columns.push(Column::default());
        for row in &mut table.head {
            row.cells.push(Cell::head(Head::Column, text(words.get("diff.page.caption"))));
        }
        let rows = table.groups.iter_mut().flat_map(|group| &mut group.rows);
        for (at, row) in rows.enumerate() {
            let link = history.iter().find(|it| it.revision == at).map(|it| Entry {
                text: text(
                    &words
                        .get("diff.page.link")
                        .replace("{date}", &shown(&document.records.revisions[at], pages)),
                ),
                target: Some(Target { page: it.output.clone(), id: None }),
            });
            let content = Content::Entries { status: None, entries: link.into_iter().collect() };
            row.cells.push(Cell::new(content));
        }
    }
    Cow::Owned(tables)
}

impl Pages<'_> {
    /// Compares the revisions of all documents. Several pages show a comparison, and an edition is part of two: made
    /// document by document, none is made twice at the same time.
    pub(super) fn compare_all(&self) {
        let compare = |document: &Document| {
            self.history().of(document).iter().for_each(|it| drop(it.comparison()));
        };
        self.library().documents.par_iter().for_each(|document| compare(document));
    }
}

impl<'a> Rendering<'a> {
    /// The revisions of all documents that have a page, by where it is.
    pub(super) fn revised(
        pages: &Pages<'a>,
    ) -> BTreeMap<&'a SitePath, (&'a Document, &'a Revised)> {
        let of = |document: &'a Document| {
            let revised = pages.history().of(document).iter();
            revised.map(move |it| (&it.output, (document, it)))
        };
        pages.documents().flat_map(of).collect()
    }
}

impl Writer<'_> {
    /// Writes which revision changed a chapter last.
    pub(super) fn revised(&mut self, id: &str) {
        let Some(ChapterLink { title, href }) = self.revised.remove(id) else { return };
        self.raw("<p class=\"revised\"><a");
        self.attribute("href", &href);
        self.raw(">");
        self.text(&title);
        self.raw("</a></p>\n");
    }
}
