//! What stands in a chapter, as lines and tables in the order of the text.

use std::cell::OnceCell;

use super::edition::is_drawn;
use super::{Form, Line, Look, Piece, Profile};
use crate::markdown::{Alert, Block, BlockKind, Inline, InlineKind, Item, Prose};
use crate::strings::Strings;
use crate::table::Table;

/// Something that is compared as one: a line of text, or a table.
#[derive(Debug)]
pub(super) struct Unit<'d> {
    pub(super) what: What<'d>,
    /// What it says, without markup; of a table its caption.
    pub(super) plain: String,
    /// The same, to be compared with many others; made when that is asked for.
    profile: OnceCell<Profile>,
}

impl<'d> Unit<'d> {
    fn new(what: What<'d>, plain: String) -> Self {
        Self { what, plain, profile: OnceCell::new() }
    }

    /// What it says, to be compared with many others.
    pub(super) fn profile(&self) -> &Profile {
        self.profile.get_or_init(|| Profile::of(&self.plain))
    }
}

#[derive(Debug)]
pub(super) enum What<'d> {
    Line(Line),
    Table(&'d Table),
}

/// A heading.
pub(super) fn heading(inlines: &[Inline]) -> Line {
    Line { form: Form::Heading, depth: 0, pieces: pieces(inlines) }
}

/// What a text says, line by line.
pub(super) fn of_prose(prose: &Prose, words: &Strings) -> Vec<Line> {
    let units = units(&prose.blocks, &[], words);
    let lines = units.into_iter().filter_map(|unit| match unit.what {
        What::Line(line) => Some(line),
        What::Table(_) => None,
    });
    lines.collect()
}

/// What some blocks say, in order.
pub(super) fn units<'d>(blocks: &[Block], tables: &'d [Table], words: &Strings) -> Vec<Unit<'d>> {
    let mut walk = Walk { tables, words, units: Vec::new() };
    walk.blocks(blocks, (Form::Paragraph, 0));
    walk.units
}

struct Walk<'d, 'w> {
    tables: &'d [Table],
    words: &'w Strings,
    units: Vec<Unit<'d>>,
}

impl Walk<'_, '_> {
    fn line(&mut self, form: Form, depth: u8, pieces: Vec<Piece>) {
        let line = Line { form, depth, pieces };
        let plain = line.plain();
        if !plain.trim().is_empty() {
            self.units.push(Unit::new(What::Line(line), plain));
        }
    }

    fn words(&mut self, form: Form, depth: u8, words: &str) {
        self.line(form, depth, Line::of(words).pieces);
    }

    /// Blocks of which the first line has a form of its own: the item of a list.
    fn blocks(&mut self, blocks: &[Block], (first, depth): (Form, u8)) {
        for (at, block) in blocks.iter().enumerate() {
            // What follows the first line of an item stands below it.
            let deeper = depth.saturating_add(u8::from(first != Form::Paragraph));
            let at = if at == 0 { (first, depth) } else { (Form::Paragraph, deeper) };
            self.block(block, at);
        }
    }

    fn block(&mut self, block: &Block, (form, depth): (Form, u8)) {
        let deeper = depth.saturating_add(1);
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let image = matches!(inlines.as_slice(), [only] if matches!(only.kind, InlineKind::Image { .. }));
                let form = if image && form == Form::Paragraph { Form::Image } else { form };
                self.line(form, depth, pieces(inlines));
            }
            BlockKind::Heading(heading) => {
                self.line(Form::Heading, depth, pieces(&heading.inlines));
            }
            BlockKind::List(list) => {
                let depth = if form == Form::Paragraph { depth } else { deeper };
                for (item, number) in list.items.iter().zip(0..) {
                    let form =
                        list.start.map_or(Form::Item, |start| Form::Numbered(start + number));
                    self.item(item, form, depth);
                }
            }
            BlockKind::Quote { alert, blocks } => {
                if let Some(alert) = alert {
                    let label = self.words.get(alert_key(*alert)).to_owned();
                    self.words(Form::Term, deeper, &label);
                }
                self.blocks(blocks, (Form::Paragraph, deeper));
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    self.line(Form::Term, depth, pieces(&definition.term));
                    for blocks in &definition.definitions {
                        self.blocks(blocks, (Form::Paragraph, deeper));
                    }
                }
            }
            BlockKind::Code(code) => {
                code.text.lines().for_each(|line| self.words(Form::Code, depth, line));
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells: Vec<_> =
                        row.iter().map(|cell| crate::markdown::plain(&cell.inlines)).collect();
                    self.words(Form::Paragraph, depth, &cells.join(" | "));
                }
            }
            BlockKind::Figure(at) => {
                if let Some(table) = self.tables.get(*at).filter(|table| is_drawn(table)) {
                    let plain = table.caption.as_ref().map(Prose::plain).unwrap_or_default();
                    self.units.push(Unit::new(What::Table(table), plain));
                }
            }
            BlockKind::Html(text) => self.words(form, depth, text.trim_end()),
            BlockKind::Rule => {}
        }
    }

    fn item(&mut self, item: &Item, form: Form, depth: u8) {
        let before = self.units.len();
        self.blocks(&item.blocks, (form, depth));
        let key = match item.task {
            None => return,
            Some(true) => "page.task.done",
            Some(false) => "page.task.open",
        };
        if let Some(Unit { what: What::Line(line), plain, .. }) = self.units.get_mut(before) {
            let text = format!("{} ", self.words.get(key));
            plain.insert_str(0, &text);
            line.pieces.insert(0, Piece { text, ..Piece::default() });
        }
    }
}

fn alert_key(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "page.alert.note",
        Alert::Tip => "page.alert.tip",
        Alert::Important => "page.alert.important",
        Alert::Warning => "page.alert.warning",
        Alert::Caution => "page.alert.caution",
    }
}

/// Running text as it is compared.
pub(super) fn pieces(inlines: &[Inline]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    collect(inlines, &Look::default(), &mut pieces);
    pieces
}

fn collect(inlines: &[Inline], look: &Look, pieces: &mut Vec<Piece>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Html(text) => push(text, look, pieces),
            InlineKind::SoftBreak => push(" ", look, pieces),
            InlineKind::HardBreak => push("\n", look, pieces),
            InlineKind::Code(text) => push(text, &Look { code: true, ..look.clone() }, pieces),
            InlineKind::Emphasis(inner) => {
                collect(inner, &Look { emphasis: true, ..look.clone() }, pieces);
            }
            InlineKind::Strong(inner) => {
                collect(inner, &Look { strong: true, ..look.clone() }, pieces);
            }
            InlineKind::Strikethrough(inner) => {
                collect(inner, &Look { struck: true, ..look.clone() }, pieces);
            }
            InlineKind::Link { target, inlines, .. }
            | InlineKind::Image { target, inlines, .. } => {
                collect(inlines, &Look { target: Some(target.clone()), ..look.clone() }, pieces);
            }
            InlineKind::Ruby { base, reading } => {
                push(base, &Look { reading: Some(reading.clone()), ..look.clone() }, pieces);
            }
            InlineKind::FootnoteReference(label) => push(&format!("［注{label}］"), look, pieces),
        }
    }
}

fn push(text: &str, look: &Look, pieces: &mut Vec<Piece>) {
    match pieces.last_mut() {
        Some(last) if last.look == *look => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece { text: text.to_owned(), look: look.clone(), mark: None }),
    }
}
