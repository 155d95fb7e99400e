//! Whether documents are what they must be. A [`Checked`] is the proof: it is made here only, and only
//! it can be rendered.
//!
//! A check reports; it changes nothing.

mod abbreviations;
mod as_of;
mod bidi;
mod coverage;
mod decimal;
mod emphasis;
mod family;
mod glossary_history;
mod goals;
mod headings;
mod line;
mod link_text;
mod links_images;
mod losses;
mod marks;
mod markup;
mod order;
mod outlines;
mod placeholders;
mod remember;
mod running;
mod settings;
mod sheet;
mod structure;
mod sums;
mod terms;
#[cfg(test)]
mod testing;
mod totals;
mod trainings;
mod walk;
mod wide_link;

pub use outlines::check as check_outlines;
pub use remember::Memories;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Diagnostics, Rule};
use crate::document::{
    Document, FigureKind, FigureRequest, Library, id_duplicate, id_reserved, sections,
};
use crate::links::Links;
use crate::outline::Outline;
use crate::source::{Project, Span, Spanned};
use crate::table::Table;
use crate::yaml::Node;

use family::Family;
use losses::Losses;
use walk::Text;

/// The rules of this module's parts.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    const ALL: &[&[&Rule]] = &[
        bidi::RULES,
        coverage::RULES,
        emphasis::RULES,
        goals::RULES,
        headings::RULES,
        link_text::RULES,
        glossary_history::RULES,
        markup::RULES,
        order::RULES,
        placeholders::RULES,
        structure::RULES,
        terms::RULES,
        links_images::RULES,
        totals::RULES,
        trainings::RULES,
    ];
    ALL.iter().copied().flatten().copied()
}

/// Documents without an error, with their figures drawn.
#[derive(Debug, Clone)]
pub struct Checked {
    library: Library,
    /// By document and figure.
    tables: Vec<Arc<[Table]>>,
    links: Arc<Links>,
}

/// What checks hold documents against.
pub struct Inputs<'a> {
    /// Which files there are.
    pub project: &'a Project,
    /// The settings, of which pages show words and images.
    pub config: &'a Config,
    /// The kinds of figures.
    pub kinds: &'a [FigureKind],
    /// The outline of a kind of document.
    pub outline_of: &'a (dyn Fn(&Document) -> Option<&'a Outline> + Sync),
    /// The sources of drafts that are not built, by their path below `content/`.
    pub drafts: &'a BTreeSet<String>,
}

/// Checks all documents. The tables are their figures as drawn, by document. Whether the result may be
/// rendered is decided by the severities that the site gives to codes: `finish` applies them.
pub fn check(
    (library, tables): (Library, Vec<Arc<[Table]>>),
    inputs: &Inputs<'_>,
    memories: &mut Memories,
    diagnostics: &mut Diagnostics,
    finish: impl FnOnce(&mut Diagnostics),
) -> Option<Checked> {
    let links = memories.links(&library, inputs);
    let losses = Losses::new(&library, inputs.project, diagnostics);
    let families = Family::all(&library);
    let subjects: Vec<Subject<'_>> =
        families.iter().zip(&tables).map(|(family, tables)| Subject { family, tables }).collect();
    let work = Work { inputs, losses: &losses, links: &links };
    memories.documents(&subjects, &work, diagnostics);
    memories.texts(inputs.project, diagnostics);
    drop(subjects);
    drop(families);
    settings::check(inputs, &links, diagnostics);
    finish(diagnostics);
    (!diagnostics.has_errors()).then_some(Checked { library, tables, links })
}

/// A document with its relatives, and its tables.
struct Subject<'a> {
    family: &'a Family<'a>,
    tables: &'a Arc<[Table]>,
}

/// What all documents are checked against.
struct Work<'a, 'i> {
    inputs: &'a Inputs<'i>,
    losses: &'a Losses,
    links: &'a Links,
}

impl Work<'_, '_> {
    /// Checks a document in itself and beside its relatives.
    fn own(&self, subject: &Subject<'_>, texts: &[Text<'_>]) -> Diagnostics {
        let Self { inputs, losses, .. } = *self;
        let mut diagnostics = Diagnostics::default();
        let (family, project) = (subject.family, inputs.project);
        let document: &Document = family.document;
        if let Some(outline) = (inputs.outline_of)(document) {
            structure::check(document, outline, inputs.kinds, &mut diagnostics);
            order::check(document, outline, &mut diagnostics);
        }
        data(family, losses, project, &mut diagnostics);
        let sound = subject.tables.iter().filter(|table| losses.has_read_table(table));
        sound.for_each(|table| totals::check(table, &mut diagnostics));
        ids(document, &mut diagnostics);
        headings::check(document, &mut diagnostics);
        of_words(texts, project, &mut diagnostics);
        terms::check(family, texts, (project, losses), &mut diagnostics);
        diagnostics
    }

    /// Checks where the links of a document lead.
    fn of_links(&self, subject: &Subject<'_>, texts: &[Text<'_>]) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        links_images::check(subject.family.document, texts, self.links, &mut diagnostics);
        diagnostics
    }
}

/// Checks what the records say, each check where all that it looks at could be read.
fn data(family: &Family<'_>, losses: &Losses, project: &Project, diagnostics: &mut Diagnostics) {
    let document = family.document;
    coverage::check(family, losses, diagnostics);
    trainings::check(family, losses, diagnostics);
    if family.has_read(losses, &["trainings", "skills"]) && losses.has_read_text(document, project)
    {
        trainings::one_sided(document, diagnostics);
    }
    if losses.has_read(document, &["goals"]) {
        goals::check(document, diagnostics);
    }
    glossary_history::check(document, losses, diagnostics);
}

/// Checks the words of a document's texts.
fn of_words(texts: &[Text<'_>], project: &Project, diagnostics: &mut Diagnostics) {
    placeholders::check(texts, project, diagnostics);
    emphasis::check(texts, project, diagnostics);
    markup::check(texts, project, diagnostics);
    link_text::check(texts, diagnostics);
}

/// The ids that authors gave to the figures of a document, with their places.
fn figure_ids(document: &Document) -> Vec<Spanned<String>> {
    let ids = document.figures.iter().filter_map(|figure| {
        let FigureRequest::Block { options, .. } = &figure.request else { return None };
        let is_id = |key: &Node| key.scalar().is_some_and(|key| key.text == "id");
        options.mapping()?.iter().find(|(key, _)| is_id(key))?.1.word()
    });
    ids.collect()
}

/// Reports figures and headings that share an id: whichever comes later. Two headings were reported when
/// the chapters were put together.
fn ids(document: &Document, diagnostics: &mut Diagnostics) {
    let headings = sections(&document.chapters).into_iter();
    let headings = headings.map(|chapter| (chapter.span(), chapter.id.clone(), false));
    let figures = figure_ids(document).into_iter();
    let figures: Vec<_> = figures.map(|id| (id.span, id.value, true)).collect();
    for (span, id, _) in &figures {
        diagnostics.extend(id_reserved(id, *span));
    }
    let mut all: Vec<_> = headings.chain(figures).collect();
    all.sort();
    let mut taken: BTreeMap<&str, (Span, bool)> = BTreeMap::new();
    for (span, id, is_figure) in &all {
        match taken.get(id.as_str()) {
            Some(&(first, figure_first)) if *is_figure || figure_first => {
                diagnostics.push(id_duplicate(id, *span, first));
            }
            Some(_) => {}
            None => drop(taken.insert(id, (*span, *is_figure))),
        }
    }
}

impl Checked {
    /// No documents: nothing is wrong with them.
    pub(crate) fn of_nothing() -> Self {
        let (library, links) = (Library::default(), Arc::new(Links::default()));
        Self { library, tables: Vec::new(), links }
    }

    /// The documents with their tables, in the order of their paths. `BlockKind::Figure` counts into
    /// the tables.
    pub fn documents(&self) -> impl Iterator<Item = (&Document, &[Table])> {
        let tables = self.tables.iter().map(Arc::as_ref);
        self.library.documents.iter().map(Arc::as_ref).zip(tables)
    }

    /// The documents alone.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Where links lead.
    pub fn links(&self) -> &Links {
        &self.links
    }
}
