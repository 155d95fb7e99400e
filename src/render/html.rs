//! The text of a page: blocks and running text as HTML, written into one string.
//!
//! Whatever authors type is escaped. Raw HTML is never passed on: where the check lets it through, it
//! is shown as the text that it is.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::ChapterLink;
use super::label::ruby;
use super::phrase;
use super::terms::Glossary;
use crate::check::Checked;
use crate::document::Document;
use crate::markdown::{
    self, Alert, Block, BlockKind, Code, Definition, Inline, InlineKind, Item, List, Prose,
};
use crate::site::SitePath;
use crate::source::Project;
use crate::strings::Strings;
use crate::table::Table;
use crate::theme::{Html, escape};

/// What the text of a policy takes, about.
const TEXT_BYTES: usize = 48 * 1024;

/// What the text of a page can refer to.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// All documents, and where links lead.
    pub checked: &'a Checked,
    /// The page.
    pub here: &'a SitePath,
    /// The document whose page it is; nothing for a standing page and for texts of the settings, which
    /// have no notes.
    pub document: Option<&'a Document>,
    /// The document's figures.
    pub tables: &'a [Table],
    /// The sources, to know which file a text comes from.
    pub project: &'a Project,
    /// The words of the theme.
    pub words: &'a Strings,
}

/// Writes the text of one page. Tables and notes are numbered as they come.
#[expect(clippy::struct_excessive_bools, reason = "each says what the page has, on its own")]
pub(super) struct Writer<'a> {
    pub(super) scope: Scope<'a>,
    pub(super) html: String,
    /// How many tables there are so far.
    pub(super) numbered: usize,
    /// How many lists of terms there are so far.
    pub(super) lists: usize,
    /// The ids of the terms so far.
    pub(super) terms: BTreeSet<String>,
    /// The footnotes in the order of their first reference: position in the document, references.
    pub(super) notes: Vec<(usize, usize)>,
    /// Whether there is highlighted code.
    pub(super) has_code: bool,
    /// Whether there are figures that are drawn by a style of their own.
    pub(super) has_figures: bool,
    /// Whether the text is a heading, which breaks between phrases only.
    pub(super) heading: bool,
    /// The terms that are explained where they come first; nothing where none is.
    pub(super) glossary: Option<Glossary>,
    /// Whether a term led to the glossary.
    pub(super) has_terms: bool,
    /// Which revision changed each chapter last.
    pub(super) revised: BTreeMap<String, ChapterLink>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(scope: Scope<'a>) -> Self {
        Self {
            scope,
            html: String::with_capacity(TEXT_BYTES),
            numbered: 0,
            lists: 0,
            terms: BTreeSet::new(),
            notes: Vec::new(),
            has_code: false,
            has_figures: false,
            heading: false,
            glossary: None,
            has_terms: false,
            revised: BTreeMap::new(),
        }
    }

    /// What has been written since the last call.
    pub(super) fn take(&mut self) -> Html {
        Html(std::mem::take(&mut self.html))
    }

    /// Appends markup.
    pub(super) fn raw(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    /// Appends text.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.html);
    }

    /// Appends a word of the theme.
    pub(super) fn word(&mut self, key: &str) {
        escape(self.scope.words.get(key), &mut self.html);
    }

    /// Appends an attribute to a tag that is still open.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.text(value);
        self.raw("\"");
    }

    /// Appends a word that is only heard, and seen on paper.
    pub(super) fn spoken(&mut self, text: &str) {
        self.raw("<span class=\"spoken\">");
        self.text(text);
        self.raw("</span>");
    }

    /// Writes a text of the front matter or of a cell: a line as it is, blocks as blocks.
    pub(super) fn prose(&mut self, prose: &Prose) {
        match prose.as_line() {
            Some(line) => self.inlines(line),
            None => self.blocks(&prose.blocks),
        }
    }

    /// Says that a table has nothing to show on the day that the site shows.
    fn without_rows(&mut self) {
        self.raw("<p>");
        self.text(self.scope.words.get("as_of.no_rows"));
        self.raw("</p>\n");
    }

    /// Writes blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(inlines),
            BlockKind::List(list) => self.list(list),
            BlockKind::Figure(at) => match self.scope.tables.get(*at) {
                Some(table) if table.is_empty() => self.without_rows(),
                Some(table) => self.table(table),
                None => {}
            },
            BlockKind::Table(table) => self.pipe_table(table, block.span),
            BlockKind::Quote { alert: None, blocks } => {
                self.raw("<blockquote>\n");
                self.blocks(blocks);
                self.raw("</blockquote>\n");
            }
            BlockKind::Quote { alert: Some(alert), blocks } => self.alert(*alert, blocks),
            BlockKind::Definitions(list) => self.definitions(list),
            BlockKind::Code(code) => self.code_block(code),
            BlockKind::Rule => self.raw("<hr>\n"),
            BlockKind::Html(text) => {
                self.raw("<p>");
                self.text(text.trim_end());
                self.raw("</p>\n");
            }
            // A heading inside a list or a quotation is none of the page's chapters.
            BlockKind::Heading(heading) => {
                self.raw("<p class=\"heading\">");
                self.without_terms(|writer| writer.wrapped("strong", &heading.inlines));
                self.raw("</p>\n");
            }
        }
    }

    fn paragraph(&mut self, inlines: &[Inline]) {
        if let [Inline { kind: InlineKind::Image { target, title, inlines, .. }, span }] = inlines
            && !title.is_empty()
        {
            self.raw("<figure class=\"image\">");
            self.image(target, inlines, *span);
            self.raw("<figcaption>");
            self.text(title);
            self.raw("</figcaption></figure>\n");
            return;
        }
        self.raw("<p>");
        self.inlines(inlines);
        self.raw("</p>\n");
    }

    fn list(&mut self, list: &List) {
        let end = match list.start {
            None => {
                self.raw("<ul>\n");
                "</ul>\n"
            }
            Some(start) => {
                self.raw("<ol");
                if start != 1 {
                    self.attribute("start", &start.to_string());
                }
                self.raw(">\n");
                "</ol>\n"
            }
        };
        for item in &list.items {
            self.item(item, list.tight);
        }
        self.raw(end);
    }

    fn item(&mut self, item: &Item, tight: bool) {
        match item.task {
            None => self.raw("<li>"),
            Some(done) => {
                self.raw("<li class=\"task\"><span class=\"task-mark\">");
                self.word(if done { "page.task.done" } else { "page.task.open" });
                self.raw("</span> ");
            }
        }
        for block in &item.blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) if tight => self.inlines(inlines),
                _ => self.block(block),
            }
        }
        self.raw("</li>\n");
    }

    fn alert(&mut self, alert: Alert, blocks: &[Block]) {
        let name = match alert {
            Alert::Note => "note",
            Alert::Tip => "tip",
            Alert::Important => "important",
            Alert::Warning => "warning",
            Alert::Caution => "caution",
        };
        self.raw("<div class=\"alert alert-");
        self.raw(name);
        self.raw("\" role=\"note\">\n<p class=\"alert-label\">");
        self.word(&format!("page.alert.{name}"));
        self.raw("</p>\n");
        self.blocks(blocks);
        self.raw("</div>\n");
    }

    fn definitions(&mut self, list: &[Definition]) {
        self.raw("<dl>\n");
        for definition in list {
            self.without_terms(|writer| writer.wrapped("dt", &definition.term));
            for blocks in &definition.definitions {
                self.raw("<dd>");
                match blocks.as_slice() {
                    [Block { kind: BlockKind::Paragraph(inlines), .. }] => self.inlines(inlines),
                    blocks => self.blocks(blocks),
                }
                self.raw("</dd>\n");
            }
        }
        self.raw("</dl>\n");
    }

    fn code_block(&mut self, code: &Code) {
        if let Some(file) = &code.file {
            self.raw("<figure class=\"hs-code\">\n<figcaption><code>");
            self.text(file);
            self.raw("</code></figcaption>\n");
        }
        self.raw("<pre><code>");
        if super::code::highlight(&code.language, &code.text, &mut self.html) {
            self.has_code = true;
        } else {
            self.text(&code.text);
        }
        self.raw("</code></pre>\n");
        if code.file.is_some() {
            self.raw("</figure>\n");
        }
    }

    /// Writes running text.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for (at, inline) in inlines.iter().enumerate() {
            if let InlineKind::Text(text) = &inline.kind
                && !self.heading
            {
                let before = at.checked_sub(1).and_then(|at| inlines.get(at));
                let before = before.and_then(markdown::last_character);
                let after = inlines.get(at + 1).and_then(markdown::first_character);
                self.running(text, [before, after]);
            } else {
                self.inline(inline);
            }
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => phrase::write(text, &mut self.html),
            InlineKind::Html(text) => self.text(text),
            InlineKind::Emphasis(inner) => self.wrapped("em", inner),
            InlineKind::Strong(inner) => self.wrapped("strong", inner),
            InlineKind::Strikethrough(inner) => self.wrapped("del", inner),
            InlineKind::Code(text) => {
                self.raw("<code>");
                self.text(text);
                self.raw("</code>");
            }
            InlineKind::Link { target, title, inlines, .. } => {
                self.link(target, title, inlines, inline.span);
            }
            InlineKind::Image { target, inlines, .. } => self.image(target, inlines, inline.span),
            InlineKind::Ruby { base, reading } => ruby(base, reading, &mut self.html),
            InlineKind::FootnoteReference(label) => self.note_reference(label, inline.span),
            InlineKind::HardBreak => self.raw("<br>\n"),
            InlineKind::SoftBreak => self.raw("\n"),
        }
    }

    /// Writes what `write` writes as a heading: it breaks between phrases only, and no term is
    /// explained in it.
    pub(super) fn as_heading(&mut self, write: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.heading, true);
        self.without_terms(write);
        self.heading = before;
    }

    /// Writes running text in an element without attributes.
    pub(super) fn wrapped(&mut self, element: &str, inlines: &[Inline]) {
        self.raw("<");
        self.raw(element);
        self.raw(">");
        self.inlines(inlines);
        self.raw("</");
        self.raw(element);
        self.raw(">");
    }
}
