//! All texts of a document in the order in which readers meet them: one walk for all rules.
//!
//! A figure's texts stand where the figure stands. What the records hold comes once more at the end,
//! because a figure may leave some of it out.

use crate::document::{Amount, Chapter, Covered, Document, Level};
use crate::markdown::{Block, BlockKind, Inline, Prose};
use crate::source::{Span, Spanned};
use crate::table::{Content, Table};

/// A text without blocks in it, and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) kind: TextKind<'a>,
    pub(super) part: Part,
    /// Whether its lines are lines of the file in which lists and headings may stand: the body, and values
    /// that are written as literal blocks.
    pub(super) literal: bool,
    /// Where the block or the value stands.
    pub(super) span: Span,
}

/// The kinds of texts.
#[derive(Debug, Clone, Copy)]
pub(super) enum TextKind<'a> {
    /// A paragraph; its lines may begin with what looks like markup.
    Paragraph(&'a [Inline]),
    /// A heading, a cell of a pipe table, a term.
    Line(&'a [Inline]),
    /// A text that is no Markdown.
    Word(&'a str),
    /// Raw HTML.
    Html(&'a str),
}

/// Which part of the document a text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The text below the front matter.
    Body,
    /// A value that is shown: a fact, a cell, a note.
    Value,
    /// A value that is shown and is the name of something: the title, the municipality.
    Name,
    /// A value of a record, which need not be shown.
    Record,
}

impl<'a> Text<'a> {
    /// The running text; nothing for raw HTML and for what is no Markdown.
    pub(super) fn inlines(&self) -> &'a [Inline] {
        match self.kind {
            TextKind::Paragraph(inlines) | TextKind::Line(inlines) => inlines,
            TextKind::Word(_) | TextKind::Html(_) => &[],
        }
    }

    /// Whether readers see it for certain.
    pub(super) fn is_shown(&self) -> bool {
        self.part != Part::Record
    }
}

/// The texts of a document whose figures are drawn.
pub(super) fn texts<'a>(document: &'a Document, tables: &'a [Table]) -> Vec<Text<'a>> {
    let mut walk = Walk { tables, texts: Vec::new(), part: Part::Name, literal: false };
    let facts = &document.facts;
    walk.prose(&facts.title);
    walk.proses(&facts.department);
    walk.proses(facts.source.as_ref().map(|source| &source.name));
    walk.words(facts.municipality.as_ref().map(|municipality| &municipality.name));
    walk.words(facts.contact.as_ref().and_then(|contact| contact.department.as_ref()));
    walk.words(facts.license.as_ref().map(|license| &license.name));
    walk.part = Part::Value;
    walk.words(facts.license.as_ref().and_then(|license| license.text.as_ref()));
    walk.proses(&facts.notice);
    (walk.part, walk.literal) = (Part::Body, true);
    walk.blocks(&document.preface);
    document.chapters.iter().for_each(|chapter| walk.chapter(chapter));
    walk.blocks(&document.appendix);
    document.footnotes.iter().for_each(|footnote| walk.blocks(&footnote.blocks));
    (walk.part, walk.literal) = (Part::Value, false);
    for row in &document.coverage {
        if let Covered::Waived(reason) = &row.covered {
            walk.prose(reason);
        }
    }
    walk.part = Part::Record;
    walk.records(document);
    walk.texts
}

/// The texts of the settings that are Markdown.
pub(super) fn of_settings(proses: &[Prose]) -> Vec<Text<'_>> {
    let mut walk = Walk { tables: &[], texts: Vec::new(), part: Part::Value, literal: false };
    walk.proses(proses);
    walk.texts
}

struct Walk<'a> {
    tables: &'a [Table],
    texts: Vec<Text<'a>>,
    part: Part,
    literal: bool,
}

impl<'a> Walk<'a> {
    fn add(&mut self, kind: TextKind<'a>, span: Span) {
        self.texts.push(Text { kind, part: self.part, literal: self.literal, span });
    }

    fn chapter(&mut self, chapter: &'a Chapter) {
        self.add(TextKind::Line(&chapter.heading), chapter.span());
        self.blocks(&chapter.blocks);
        chapter.sections.iter().for_each(|section| self.chapter(section));
        self.blocks(&chapter.tail);
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(heading) => {
                    self.add(TextKind::Line(&heading.inlines), block.span);
                }
                BlockKind::Paragraph(inlines) => self.add(TextKind::Paragraph(inlines), block.span),
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Quote { blocks, .. } => self.blocks(blocks),
                BlockKind::Table(table) => {
                    for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                        self.add(TextKind::Line(&cell.inlines), cell.span);
                    }
                }
                BlockKind::Definitions(list) => {
                    for definition in list {
                        self.add(TextKind::Line(&definition.term), block.span);
                        definition.definitions.iter().for_each(|blocks| self.blocks(blocks));
                    }
                }
                BlockKind::Html(html) => self.add(TextKind::Html(html), block.span),
                BlockKind::Figure(at) => {
                    if let Some(table) = self.tables.get(*at) {
                        let outer = std::mem::replace(&mut self.part, Part::Value);
                        self.table(table);
                        self.part = outer;
                    }
                }
                BlockKind::Code(_) | BlockKind::Rule => {}
            }
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.proses(&table.caption);
        self.cells(table.head.iter());
        for group in &table.groups {
            self.proses(group.head.iter().map(|head| &head.text));
            self.cells(group.rows.iter());
        }
        self.prose(&table.notes);
    }

    fn cells(&mut self, rows: impl Iterator<Item = &'a crate::table::Row>) {
        for cell in rows.flat_map(|row| &row.cells) {
            match &cell.content {
                Content::Text(prose) => self.prose(prose),
                Content::List(list) => self.proses(list),
                Content::Timed(timed) => self.proses(&timed.texts),
                Content::Entries { entries, .. } => {
                    self.proses(entries.iter().map(|entry| &entry.text));
                }
                Content::Empty(_)
                | Content::Symbol { .. }
                | Content::Number(_)
                | Content::Compared(_) => {}
            }
        }
    }

    fn prose(&mut self, prose: &'a Prose) {
        let outer = std::mem::replace(&mut self.literal, prose.literal);
        self.blocks(&prose.blocks);
        self.literal = outer;
    }

    fn proses(&mut self, proses: impl IntoIterator<Item = &'a Prose>) {
        proses.into_iter().for_each(|prose| self.prose(prose));
    }

    fn words(&mut self, words: impl IntoIterator<Item = &'a Spanned<String>>) {
        words.into_iter().for_each(|word| self.add(TextKind::Word(&word.value), word.span));
    }

    fn records(&mut self, document: &'a Document) {
        let records = &document.records;
        for (symbol, meaning) in &records.legend.entries {
            self.add(TextKind::Word(meaning), symbol.span);
        }
        for role in &records.roles {
            self.prose(&role.name);
            self.words(&role.group);
            let texts = [&role.short, &role.audience, &role.mission, &role.duty];
            self.proses(texts.into_iter().flatten());
        }
        for skill in &records.skills {
            self.prose(&skill.name);
            self.words(&skill.category);
            self.proses(&skill.summary);
            self.proses(&skill.methods);
            for (_, level) in &skill.levels {
                if let Level::Text(text) = level {
                    self.prose(text);
                }
            }
        }
        self.development(document);
        for goal in &records.goals {
            self.prose(&goal.name);
            self.words(&goal.unit);
            self.proses(&goal.difficulty_reason);
            for target in goal.baseline.iter().chain(&goal.targets) {
                if let Amount::Text(text) = &target.amount {
                    self.prose(text);
                }
            }
        }
        for plan in &records.plans {
            self.prose(&plan.name);
            self.proses(&plan.note);
        }
        for term in &records.glossary {
            self.words([&term.term]);
            self.words(&term.reading);
            self.prose(&term.definition);
        }
        for revision in &records.revisions {
            let texts = [&revision.summary, &revision.version, &revision.basis];
            self.proses(texts.into_iter().flatten());
        }
        self.proses(records.waivers.iter().map(|waiver| &waiver.reason));
    }

    /// How people are developed and found.
    fn development(&mut self, document: &'a Document) {
        let records = &document.records;
        for standard in &records.standards {
            self.prose(&standard.step);
            self.proses([&standard.criterion, &standard.evidence].into_iter().flatten());
        }
        for training in &records.trainings {
            self.prose(&training.name);
            self.proses(&training.methods);
            let texts = [&training.summary, &training.times, &training.hours];
            self.proses(texts.into_iter().flatten());
            self.proses([&training.owner, &training.purpose].into_iter().flatten());
            for audience in &training.audience {
                if let crate::document::Audience::Text(text) = audience {
                    self.prose(text);
                }
            }
        }
        for securing in &records.securing {
            self.prose(&securing.name);
            self.words(&securing.number);
            self.proses([&securing.method, &securing.reason].into_iter().flatten());
        }
    }
}
