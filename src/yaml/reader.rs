//! Takes a mapping apart, key by key, and reports everything that does not fit.

use std::collections::BTreeMap;

use super::fault::{fix, mistake_or, no_mapping, unknown, wide_hyphens, wrong_kind};
use super::mistake::{Mistake, wide_bracket, wide_hyphen};
use super::{Node, NodeKind, Scalar};
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::markdown::{self, Prose};
use crate::source::{Span, Spanned};

/// The rules of this module.
pub const RULES: &[&Rule] =
    &[&DATE_INVALID, &FIELD_DUPLICATE, &FIELD_INVALID, &FIELD_MISSING, &FIELD_UNKNOWN];

static FIELD_UNKNOWN: Rule =
    Rule::error("field-unknown", "使えないキー", "a key that has no meaning here");
static FIELD_DUPLICATE: Rule =
    Rule::error("field-duplicate", "同じキーが二度ある", "a key that occurs twice");
static FIELD_MISSING: Rule =
    Rule::error("field-missing", "必要なキーがない", "a key that must be there is not");
pub(super) static FIELD_INVALID: Rule =
    Rule::error("field-invalid", "キーの値が正しくない", "a value of the wrong kind");
static DATE_INVALID: Rule =
    Rule::error("date-invalid", "日付として読めない", "a date that cannot be read");

/// The keys of a mapping, each of which a caller asks for by name.
pub struct Reader<'a, 'd> {
    entries: BTreeMap<&'a str, &'a Node>,
    span: Span,
    /// Where the reader reports.
    pub diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Reader<'a, 'd> {
    /// Reads a mapping with these keys; reports unknown and repeated ones. What is no mapping is
    /// reported and gives nothing; a null counts as an empty mapping.
    pub fn new(node: &'a Node, keys: &[&str], diagnostics: &'d mut Diagnostics) -> Option<Self> {
        Self::with_rule(&FIELD_UNKNOWN, node, keys, diagnostics)
    }

    /// As `new`, with a rule of its own for unknown keys.
    pub fn with_rule(
        unknown_key: &'static Rule,
        node: &'a Node,
        keys: &[&str],
        diagnostics: &'d mut Diagnostics,
    ) -> Option<Self> {
        let pairs = match &node.kind {
            NodeKind::Mapping(pairs) => pairs.as_slice(),
            NodeKind::Null => &[],
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                let message = Message::new(
                    format!("ここには「キー: 値」を並べて書きます（{}）", keys.join("、")),
                    format!("expected keys with values ({})", keys.join(", ")),
                );
                diagnostics.push(no_mapping(node, keys, message));
                return None;
            }
        };
        let mut entries: BTreeMap<&str, &Node> = BTreeMap::new();
        let mut places: BTreeMap<&str, Span> = BTreeMap::new();
        let mut opens = false;
        for (key, value) in pairs {
            let span = key.span.0;
            let Some(name) = key.scalar().map(|scalar| scalar.text.as_str()) else {
                let message =
                    Message::fixed("キーは一つの言葉で書きます", "a key must be a single word");
                diagnostics.push(Diagnostic::new(&FIELD_INVALID, span, message));
                continue;
            };
            // A full-width space before a key is an indentation only below a key without a value.
            let indented = name.starts_with('\u{3000}');
            opens = if indented { opens } else { value.is_null() };
            if !keys.contains(&name) {
                let mut diagnostic = unknown(unknown_key, key, name, keys);
                // A colon in a key that has a value would be a second one on its line.
                let alone = value.is_null() || name.contains(['{', '[']);
                diagnostic.fix = diagnostic.fix.filter(|_| if indented { opens } else { alone });
                diagnostics.push(diagnostic);
            } else if let Some(&first) = places.get(name) {
                let message = Message::new(
                    format!("キー「{name}」が二度書かれています"),
                    format!("the key `{name}` occurs twice"),
                );
                let there = Message::fixed("最初の場所", "first written here");
                diagnostics.push(
                    Diagnostic::new(&FIELD_DUPLICATE, span, message).related(first, there).help(
                        Message::fixed("どちらか一つにまとめてください。", "keep one of them"),
                    ),
                );
            } else {
                places.insert(name, span);
                entries.insert(name, value);
            }
        }
        Some(Self { entries, span: node.span.0, diagnostics })
    }

    /// The place of the mapping.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value of a key, unless it is absent or null.
    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.entries.get(key).copied().filter(|node| !node.is_null())
    }

    /// Reports a value of the wrong kind.
    pub fn invalid(&mut self, span: Span, key: &str, expected: &Message) {
        self.diagnostics.push(wrong_kind(span, key, expected));
    }

    /// Reports a key that must be there. Texts that are there but empty count as missing.
    pub fn missing(&mut self, key: &str) {
        let span = self.entries.get(key).map_or(self.span.at_start(), |node| node.span.0);
        let message = Message::new(
            format!("キー「{key}」がありません"),
            format!("the key `{key}` is missing"),
        );
        let help = Message::new(
            format!("「{key}: …」の行を書き足してください。"),
            format!("add a line `{key}: …`"),
        );
        self.diagnostics.push(Diagnostic::new(&FIELD_MISSING, span, message).help(help));
    }

    /// A single value.
    pub fn scalar(&mut self, key: &str) -> Option<&'a Scalar> {
        let node = self.node(key)?;
        let scalar = node.scalar();
        if scalar.is_none() {
            self.invalid(node.span.0, key, &Message::fixed("一つの値", "a single value"));
        }
        scalar
    }

    /// A single value as text with its place; an empty one counts as absent.
    pub fn word(&mut self, key: &str) -> Option<Spanned<String>> {
        let scalar = self.scalar(key)?;
        let span = self.node(key)?.span.0;
        let text = scalar.text.trim();
        (!text.is_empty()).then(|| Spanned::new(text.to_owned(), span))
    }

    /// A single value that must be there.
    pub fn required_word(&mut self, key: &str) -> Option<Spanned<String>> {
        let faults = self.diagnostics.iter().count();
        let word = self.word(key);
        if word.is_none() && self.diagnostics.iter().count() == faults {
            self.missing(key);
        }
        word
    }

    /// A text in Markdown: a line, or paragraphs and lists where it is a block.
    pub fn prose(&mut self, key: &str) -> Option<Prose> {
        let scalar = self.scalar(key)?;
        let prose = prose_of(scalar);
        (!prose.is_empty()).then_some(prose)
    }

    /// A text in Markdown that must be there.
    pub fn required_prose(&mut self, key: &str) -> Option<Prose> {
        self.required_word(key)?;
        self.prose(key)
    }

    /// A list of single values; one value alone is a list of one.
    pub fn words(&mut self, key: &str) -> Vec<Spanned<String>> {
        let nodes = self.scalars(key);
        nodes
            .into_iter()
            .filter_map(Node::word)
            .filter(|word| !word.value.trim().is_empty())
            .collect()
    }

    /// A list of texts in Markdown; one text alone is a list of one.
    pub fn proses(&mut self, key: &str) -> Vec<Prose> {
        let nodes = self.scalars(key);
        let proses = nodes.into_iter().filter_map(Node::scalar).map(prose_of);
        proses.filter(|prose| !prose.is_empty()).collect()
    }

    fn scalars(&mut self, key: &str) -> Vec<&'a Node> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let nodes = node.list().unwrap_or(std::slice::from_ref(node));
        let expected = Message::fixed("値の並び [ , ]", "a list of values [ , ]");
        if let Some(scalar) = node.scalar()
            && let Some(Mistake { at, length, help, change }) = wide_list(scalar)
        {
            let span = scalar.map.span(at, at + length);
            let fix = change.and_then(|change| fix(scalar, change));
            let diagnostic = wrong_kind(span, key, &expected).help(help);
            self.diagnostics.push(Diagnostic { fix, ..diagnostic });
            return Vec::new();
        }
        let mut found = Vec::new();
        for entry in nodes {
            if entry.scalar().is_some() {
                found.push(entry);
            } else if !entry.is_null() {
                self.invalid(entry.span.0, key, &expected);
            }
        }
        found
    }

    /// The entries of a list, each of them a mapping or whatever the caller makes of it.
    pub fn list(&mut self, key: &str) -> &'a [Node] {
        self.list_of(key, "…")
    }

    /// The entries of a list; `example` is one of them.
    fn list_of(&mut self, key: &str, example: &str) -> &'a [Node] {
        let Some(node) = self.node(key) else { return &[] };
        node.list().unwrap_or_else(|| {
            let expected =
                Message::fixed("「- 」で始まる行の並び", "a list (lines that begin with `- `)");
            let help = Message::new(
                format!(
                    "「{key}:」の次の行から、一件ずつ「  - {example}」のように書いてください。"
                ),
                format!("write each entry below `{key}:`, beginning with `  - {example}`"),
            );
            let hyphens = wide_hyphens(node, key, &expected);
            if hyphens.is_empty() {
                let (span, help, _) = mistake_or(node, help, &[]);
                self.diagnostics.push(wrong_kind(span, key, &expected).help(help));
            }
            hyphens.into_iter().for_each(|diagnostic| self.diagnostics.push(diagnostic));
            &[]
        })
    }

    /// Reads each entry of a list as a record with these keys.
    pub fn records<T>(
        &mut self,
        key: &str,
        keys: &[&str],
        mut read: impl FnMut(&mut Reader<'a, '_>) -> Option<T>,
    ) -> Vec<T> {
        let mut records = Vec::new();
        let first = keys.iter().find(|key| **key == "name").or(keys.first()).unwrap_or(&"name");
        for node in self.list_of(key, &format!("{first}: …")) {
            if let Some(mut reader) = Reader::new(node, keys, self.diagnostics) {
                records.extend(read(&mut reader));
            }
        }
        records
    }

    /// Reads the mapping under a key as a record with these keys.
    pub fn record<T>(
        &mut self,
        key: &str,
        keys: &[&str],
        read: impl FnOnce(&mut Reader<'a, '_>) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(key)?;
        let mut reader = Reader::new(node, keys, self.diagnostics)?;
        read(&mut reader)
    }

    /// `true` or `false`; `on`, `off`, `yes` and `no` are words.
    pub fn boolean(&mut self, key: &str) -> Option<bool> {
        let word = self.word(key)?;
        match word.value.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.invalid(word.span, key, &Message::fixed("true か false", "true or false"));
                None
            }
        }
    }

    /// A whole number, not negative.
    pub fn count(&mut self, key: &str) -> Option<usize> {
        let word = self.word(key)?;
        let count = markdown::normalise(&word.value).parse().ok();
        if count.is_none() {
            let expected = Message::fixed("0以上の整数", "a whole number, 0 or more");
            self.invalid(word.span, key, &expected);
        }
        count
    }

    /// A date of any written precision.
    pub fn date(&mut self, key: &str) -> Option<Spanned<Date>> {
        let word = self.word(key)?;
        let date = Date::parse(&word.value);
        if date.is_none() {
            let message = Message::new(
                format!("「{}」は日付として読めません", word.value),
                format!("`{}` is not a date", word.value),
            );
            let help = Message::fixed(
                "2023-03、2023-03-31、令和5年3月、R5.3.31 のように書きます。",
                "write 2023-03, 2023-03-31, 令和5年3月 or R5.3.31",
            );
            self.diagnostics.push(Diagnostic::new(&DATE_INVALID, word.span, message).help(help));
        }
        date.map(|date| Spanned::new(date, word.span))
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let word = self.word(key)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == word.value) {
            return Some(*value);
        }
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let message = Message::new(
            format!("「{key}」に「{}」は使えません", word.value),
            format!("`{}` is not a value of `{key}`", word.value),
        );
        let help = Message::new(
            format!("{} のどれかを書きます。", names.join("、")),
            format!("write one of {}", names.join(", ")),
        );
        let help = did_you_mean(&word.value, names.iter().copied()).unwrap_or(help);
        self.diagnostics.push(Diagnostic::new(&FIELD_INVALID, word.span, message).help(help));
        None
    }
}

/// A value in the place of a list that is one in full-width signs.
fn wide_list(scalar: &Scalar) -> Option<Mistake> {
    let text = &scalar.text;
    if !scalar.bare {
        return None;
    }
    if text.ends_with(['］', '｝']) {
        return wide_bracket(text, 0);
    }
    // Whether the hyphen begins a line is not known here: what it should be is for the author to say.
    wide_hyphen(text).map(|mistake| Mistake { change: None, ..mistake })
}

/// The Markdown of a single value.
pub fn prose_of(scalar: &Scalar) -> Prose {
    if scalar.block {
        markdown::parse(&scalar.text, &scalar.map).prose
    } else {
        markdown::parse_line(&scalar.text, &scalar.map)
    }
}
