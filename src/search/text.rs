//! What readers read of a document, by chapter: the text that search looks through.
//!
//! Paragraphs, items and cells end with a [`BREAK`], so that no word reaches from one into the next.

use std::collections::BTreeSet;

use super::Section;
use super::fold::BREAK;
use crate::document::{Chapter, Document};
use crate::markdown::{
    Block, BlockKind, Definition, Footnote, Inline, InlineKind, PipeTable, Prose, plain, visit_line,
};
use crate::source::SourceId;
use crate::strings::Strings;
use crate::table::{Content, Row, Table};

/// The sections of a document: its beginning under its title, its chapters in their order, the notes.
pub(super) fn sections(document: &Document, tables: &[Table], words: &Strings) -> Vec<Section> {
    let mut reading = Reading::of(document, tables);
    let notice = document.facts.notice.iter();
    notice.for_each(|notice| reading.blocks(&notice.blocks));
    reading.blocks(&document.preface);
    reading.facts();
    let mut sections = vec![reading.section("", &document.facts.title.plain())];
    for chapter in &document.chapters {
        reading.chapter(chapter, &mut sections);
    }
    reading.blocks(&document.appendix);
    sections.push(reading.section("hs-appendix", words.get("page.appendix")));
    reading.footnotes();
    sections.push(reading.section("hs-notes", words.get("page.note.title")));
    let is_there = |section: &Section| !section.id.starts_with("hs-") || !section.text.is_empty();
    sections.retain(is_there);
    sections
}

/// A document being read.
struct Reading<'a> {
    document: &'a Document,
    tables: &'a [Table],
    /// The text of the section so far.
    text: String,
    /// The words with ruby of the section, each with how it is read.
    ruby: BTreeSet<(&'a str, &'a str)>,
    /// The footnotes that the text refers to, in the order of the first reference.
    notes: Vec<usize>,
}

impl<'a> Reading<'a> {
    fn of(document: &'a Document, tables: &'a [Table]) -> Self {
        let (text, ruby, notes) = (String::new(), BTreeSet::new(), Vec::new());
        Self { document, tables, text, ruby, notes }
    }

    /// Ends a section.
    fn section(&mut self, id: &str, heading: &str) -> Section {
        for (base, reading) in std::mem::take(&mut self.ruby) {
            self.text.extend([base, "（", reading, "）"]);
            self.end();
        }
        let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        Section { id: id.to_owned(), heading, text: std::mem::take(&mut self.text) }
    }

    /// Ends a paragraph, an item or a cell.
    fn end(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(BREAK) {
            self.text.push(BREAK);
        }
    }

    /// Who wrote it, and where it was published first.
    fn facts(&mut self) {
        let facts = &self.document.facts;
        if let Some(municipality) = &facts.municipality {
            self.word(&municipality.name.value);
        }
        let source = facts.source.as_ref().map(|source| &source.name);
        for prose in facts.department.iter().chain(source) {
            self.blocks(&prose.blocks);
        }
    }

    fn chapter(&mut self, chapter: &'a Chapter, sections: &mut Vec<Section>) {
        self.ruby_of(&chapter.heading);
        self.blocks(&chapter.blocks);
        // What stands behind the sections of a chapter is the chapter's all the same.
        self.blocks(&chapter.tail);
        sections.push(self.section(&chapter.id, &plain(&chapter.heading)));
        for section in &chapter.sections {
            self.chapter(section, sections);
        }
    }

    /// The notes that are referred to, which may refer to further ones.
    fn footnotes(&mut self) {
        let mut at = 0;
        while let Some(&note) = self.notes.get(at) {
            self.blocks(&self.document.footnotes[note].blocks);
            at += 1;
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(heading) => self.line(&heading.inlines),
                BlockKind::Paragraph(inlines) => self.line(inlines),
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Quote { blocks, .. } => self.blocks(blocks),
                BlockKind::Code(code) => {
                    code.file.iter().for_each(|file| self.word(file));
                    self.word(&code.text);
                }
                BlockKind::Table(table) => self.pipe_table(table),
                BlockKind::Definitions(list) => self.definitions(list),
                BlockKind::Html(text) => self.word(text),
                BlockKind::Figure(at) => self.figure(*at),
                BlockKind::Rule => {}
            }
        }
    }

    fn word(&mut self, text: &str) {
        self.text.push_str(text);
        self.end();
    }

    fn line(&mut self, inlines: &'a [Inline]) {
        self.inlines(inlines);
        if let [Inline { kind: InlineKind::Image { title, .. }, .. }] = inlines {
            self.end();
            self.text.push_str(title);
        }
        self.ruby_of(inlines);
        self.end();
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Html(text) => {
                    self.text.push_str(text);
                }
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Link { inlines: inner, .. }
                | InlineKind::Image { inlines: inner, .. } => self.inlines(inner),
                InlineKind::Ruby { base, .. } => self.text.push_str(base),
                InlineKind::HardBreak => self.text.push(BREAK),
                InlineKind::SoftBreak => self.text.push(' '),
                InlineKind::FootnoteReference(label) => self.note(label, inline.span.source),
            }
        }
    }

    fn ruby_of(&mut self, inlines: &'a [Inline]) {
        visit_line(inlines, &mut |inline| {
            if let InlineKind::Ruby { base, reading } = &inline.kind {
                self.ruby.insert((base, reading));
            }
        });
    }

    /// Each part of a document has its own labels.
    fn note(&mut self, label: &str, source: SourceId) {
        let named = |note: &Footnote| note.label == label && note.span.0.source == source;
        let note = self.document.footnotes.iter().position(named);
        self.notes.extend(note.filter(|note| !self.notes.contains(note)));
    }

    fn definitions(&mut self, list: &'a [Definition]) {
        for definition in list {
            self.line(&definition.term);
            definition.definitions.iter().for_each(|blocks| self.blocks(blocks));
        }
    }

    fn pipe_table(&mut self, table: &'a PipeTable) {
        for cell in table.head.iter().chain(table.rows.iter().flatten()) {
            self.line(&cell.inlines);
        }
    }

    fn figure(&mut self, at: usize) {
        let Some(table) = self.tables.get(at) else { return };
        self.prose(table.caption.as_ref());
        self.symbols(table);
        for row in &table.head {
            self.row(row);
        }
        for group in &table.groups {
            self.prose(group.head.as_ref().map(|head| &head.text));
            group.rows.iter().for_each(|row| self.row(row));
        }
        self.blocks(&table.notes.blocks);
    }

    fn prose(&mut self, prose: Option<&'a Prose>) {
        self.blocks(prose.map_or(&[], |prose| &prose.blocks));
    }

    /// The symbols of a table, once each: a map of skills would be nothing but their meanings.
    fn symbols(&mut self, table: &Table) {
        let legend = table.legend.iter();
        let mut symbols: Vec<(&str, &str)> = legend
            .clone()
            .flat_map(|legend| &legend.entries)
            .map(|(symbol, meaning)| (symbol.as_str(), meaning.as_str()))
            .collect();
        symbols.extend(legend.filter_map(|legend| Some(("", legend.empty.as_deref()?))));
        let rows = table.groups.iter().flat_map(|group| &group.rows);
        for cell in rows.flat_map(|row| &row.cells) {
            if let Content::Symbol { symbol, meaning } = &cell.content
                && !symbols.contains(&(symbol, meaning))
            {
                symbols.push((symbol, meaning));
            }
        }
        for (symbol, meaning) in symbols {
            self.text.extend([symbol, " "]);
            self.word(meaning);
        }
    }

    fn row(&mut self, row: &'a Row) {
        for cell in &row.cells {
            match &cell.content {
                Content::Text(prose) => self.blocks(&prose.blocks),
                Content::List(items) => items.iter().for_each(|item| self.blocks(&item.blocks)),
                Content::Number(text) => self.word(text),
                Content::Entries { entries, .. } => {
                    for entry in entries {
                        self.blocks(&entry.text.blocks);
                    }
                }
                Content::Timed(timed) => timed.texts.iter().for_each(|it| self.blocks(&it.blocks)),
                Content::Symbol { .. } | Content::Empty(_) | Content::Compared(_) => {}
            }
        }
    }
}
