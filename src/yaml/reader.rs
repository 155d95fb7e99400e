//! Takes a mapping apart, key by key, and reports everything that does not fit.

use std::collections::BTreeMap;

use super::fault::{
    duplicate, fix, known_mistake, missing, no_mapping, unknown, wide_hyphens, wrong_kind,
};
use super::field::{Field, SEVERITIES, Shape};
use super::mistake::{Mistake, wide_bracket, wide_hyphen};
use super::{Node, NodeKind, Scalar};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, nearest};
use crate::markdown::{self, Prose};
use crate::source::{SourceMap, Span, Spanned};

/// The rules of this module.
pub const RULES: &[&Rule] =
    &[&DATE_INVALID, &FIELD_DUPLICATE, &FIELD_INVALID, &FIELD_MISSING, &FIELD_UNKNOWN];

static FIELD_UNKNOWN: Rule =
    Rule::error("field-unknown", "使えないキー", "a key that has no meaning here").losing_data();
/// A key that stands a second time, or a column.
pub(crate) static FIELD_DUPLICATE: Rule =
    Rule::error("field-duplicate", "同じキーが二度ある", "a key that occurs twice").losing_data();
/// A key that must be there; reported at the start of the mapping, or at the key's empty value.
pub static FIELD_MISSING: Rule =
    Rule::error("field-missing", "必要なキーがない", "a key that must be there is not")
        .losing_data();
pub(super) static FIELD_INVALID: Rule =
    Rule::error("field-invalid", "キーの値が正しくない", "a value of the wrong kind").losing_data();
pub(super) static DATE_INVALID: Rule =
    Rule::error("date-invalid", "日付として読めない", "a date that cannot be read").losing_data();

/// The keys of a mapping, each of which a caller asks for by name.
///
/// In debug builds, whoever asks for a key is held to how the key is declared; so every test that reads
/// a record proves that its fields, and thereby the schema for editors, tell what is read.
pub struct Reader<'a, 'd> {
    pub(super) entries: BTreeMap<&'a str, &'a Node>,
    /// The keys that are not known.
    pub(super) unknown: Vec<String>,
    fields: &'d [Field],
    span: Span,
    /// Where the reader reports.
    pub diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Reader<'a, 'd> {
    /// Reads a mapping with these fields; reports unknown and repeated keys. What is no mapping is
    /// reported and gives nothing; a null counts as an empty mapping.
    pub fn new(
        node: &'a Node,
        fields: &'d [Field],
        diagnostics: &'d mut Diagnostics,
    ) -> Option<Self> {
        Self::with_rule(&FIELD_UNKNOWN, node, fields, diagnostics)
    }

    /// As `new`, with a rule of its own for unknown keys.
    pub fn with_rule(
        unknown_key: &'static Rule,
        node: &'a Node,
        fields: &'d [Field],
        diagnostics: &'d mut Diagnostics,
    ) -> Option<Self> {
        let pairs = match &node.kind {
            NodeKind::Mapping(pairs) => pairs.as_slice(),
            NodeKind::Null => &[],
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                diagnostics.push(no_mapping(node, fields));
                return None;
            }
        };
        let mut entries: BTreeMap<&str, &Node> = BTreeMap::new();
        let mut places: BTreeMap<&str, Span> = BTreeMap::new();
        let mut opens = false;
        let mut mistyped = Vec::new();
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
            if fields.iter().all(|field| field.key != name) {
                let mut diagnostic = unknown(unknown_key, key, name, fields);
                // A colon in a key that has a value would be a second one on its line.
                let alone = value.is_null() || name.contains(['{', '[']);
                diagnostic.fix = diagnostic.fix.filter(|_| if indented { opens } else { alone });
                diagnostics.push(diagnostic);
                mistyped.push(name.to_owned());
            } else if let Some(&first) = places.get(name) {
                diagnostics.push(duplicate(name, span, first));
            } else {
                places.insert(name, span);
                entries.insert(name, value);
            }
        }
        Some(Self { entries, unknown: mistyped, fields, span: node.span.0, diagnostics })
    }

    /// The place of the mapping.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The field of a key that a caller asks for as one of these shapes.
    pub(super) fn field(&self, key: &str, fits: impl FnOnce(&Shape) -> bool) -> &'d Field {
        let field = self.fields.iter().find(|field| field.key == key);
        let field =
            field.expect("callers ask for declared keys, as each test that reads one shows");
        debug_assert!(fits(&field.shape), "`{key}` is read otherwise than as {:?}", field.shape);
        #[cfg(test)]
        super::asked::note(self.fields, field);
        field
    }

    /// As `field`, for a key that must be there.
    pub(super) fn required(&self, key: &str, fits: impl FnOnce(&Shape) -> bool) -> &'d Field {
        let field = self.field(key, fits);
        debug_assert!(field.required, "`{key}` is declared as one that may be left out");
        field
    }

    /// The value of a key that its caller takes apart, unless it is absent or null.
    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.field(key, |shape| {
            matches!(
                shape,
                Shape::Symbols
                    | Shape::Levels
                    | Shape::Amounts
                    | Shape::Texts
                    | Shape::Columns(_)
                    | Shape::Conditions(_)
                    | Shape::Heads
                    | Shape::Rows
                    | Shape::Lists
            )
        });
        self.value(key)
    }

    /// Holds a caller to the names that are declared for what it takes apart itself.
    pub fn offers(&self, key: &str, names: impl Iterator<Item = &'static str>) {
        self.field(key, |shape| match shape {
            Shape::Columns(known) | Shape::Conditions(known) => known.iter().copied().eq(names),
            _ => false,
        });
    }

    /// The place of the value of a key, unless it is absent or null.
    pub fn place(&self, key: &str) -> Option<Span> {
        self.value(key).map(|node| node.span.0)
    }

    fn value(&self, key: &str) -> Option<&'a Node> {
        self.entries.get(key).copied().filter(|node| !node.is_null())
    }

    /// Reports a value of the wrong kind.
    pub fn invalid(&mut self, span: Span, key: &str, expected: &Message) {
        let help = self.fields.iter().find(|field| field.key == key).map(Field::help);
        self.diagnostics.push(Diagnostic { help, ..wrong_kind(span, key, expected) });
    }

    /// Reports a key that stands a second time in a mapping that its caller takes apart.
    pub fn repeated(&mut self, key: &str, span: Span, first: Span) {
        self.diagnostics.push(duplicate(key, span, first));
    }

    /// Reports a key that must be there. Texts that are there but empty count as missing.
    pub fn missing(&mut self, key: &str) {
        let field = self.required(key, |_| true);
        self.lacks(field);
    }

    pub(super) fn lacks(&mut self, field: &Field) {
        // A key that was mistyped is no missing one as well.
        let meant = |name: &&str| {
            name.trim_start_matches('\u{3000}').starts_with(field.key)
                || nearest(name, [field.key]).is_some()
        };
        if self.unknown.iter().any(|name| meant(&name.as_str())) {
            return;
        }
        let span = self.entries.get(field.key).map_or(self.span.at_start(), |node| node.span.0);
        self.diagnostics.push(missing(span, field));
    }

    fn scalar(&mut self, key: &str) -> Option<&'a Scalar> {
        let node = self.value(key)?;
        let scalar = node.scalar();
        if scalar.is_none() {
            self.invalid(node.span.0, key, &Message::fixed("一つの値", "a single value"));
        }
        scalar
    }

    pub(super) fn text(&mut self, key: &str) -> Option<Spanned<String>> {
        let scalar = self.scalar(key)?;
        let span = self.value(key)?.span.0;
        let text = scalar.text.trim();
        (!text.is_empty()).then(|| Spanned::new(text.to_owned(), span))
    }

    pub(super) fn required_text(&mut self, key: &str) -> Option<Spanned<String>> {
        let faults = self.diagnostics.iter().count();
        let text = self.text(key);
        if text.is_none() && self.diagnostics.iter().count() == faults {
            self.lacks(self.field(key, |_| true));
        }
        text
    }

    /// A single value as text with its place; an empty one counts as absent.
    pub fn word(&mut self, key: &str) -> Option<Spanned<String>> {
        self.field(key, |shape| matches!(shape, Shape::Word));
        self.text(key)
    }

    /// A single value that must be there. The text of a name in Markdown is one, too.
    pub fn required_word(&mut self, key: &str) -> Option<Spanned<String>> {
        self.required(key, |shape| matches!(shape, Shape::Word | Shape::Markdown));
        self.required_text(key)
    }

    /// A single value that must be there because of what else is written; its field is not `required`.
    pub fn needed_word(&mut self, key: &str) -> Option<Spanned<String>> {
        self.field(key, |shape| matches!(shape, Shape::Word));
        self.required_text(key)
    }

    /// A text in Markdown: a line, or paragraphs and lists where it is a block.
    pub fn prose(&mut self, key: &str) -> Option<Prose> {
        self.field(key, |shape| matches!(shape, Shape::Markdown));
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
        self.field(key, |shape| matches!(shape, Shape::Words));
        let nodes = self.scalars(key);
        nodes
            .into_iter()
            .filter_map(Node::word)
            .filter(|word| !word.value.trim().is_empty())
            .collect()
    }

    /// A list of texts in Markdown; one text alone is a list of one.
    pub fn proses(&mut self, key: &str) -> Vec<Prose> {
        self.field(key, |shape| matches!(shape, Shape::Markdowns));
        let nodes = self.scalars(key);
        let proses = nodes.into_iter().filter_map(Node::scalar).map(prose_of);
        proses.filter(|prose| !prose.is_empty()).collect()
    }

    fn scalars(&mut self, key: &str) -> Vec<&'a Node> {
        let Some(node) = self.value(key) else { return Vec::new() };
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
        self.field(key, |shape| matches!(shape, Shape::Rows));
        self.list_of(key, "…")
    }

    /// The entries of a list; `example` is one of them.
    fn list_of(&mut self, key: &str, example: &str) -> &'a [Node] {
        let Some(node) = self.value(key) else { return &[] };
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
                let wrong = || wrong_kind(node.span.0, key, &expected).help(help);
                let found = known_mistake(node, &[]).unwrap_or_else(wrong);
                self.diagnostics.push(found);
            }
            for diagnostic in hyphens {
                self.diagnostics.push(diagnostic);
            }
            &[]
        })
    }

    /// Reads each entry of a list as a record.
    pub fn records<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut Reader<'a, '_>) -> Option<T>,
    ) -> Vec<T> {
        let Shape::Records(fields) = self.field(key, |_| true).shape else {
            unreachable!("`{key}` is not declared as a list of records")
        };
        let mut records = Vec::new();
        let name = fields.iter().find(|field| field.key == "name").or(fields.first());
        let first = name.map_or("name", |field| field.key);
        for node in self.list_of(key, &format!("{first}: …")) {
            if let Some(mut reader) = Reader::new(node, fields, self.diagnostics) {
                records.extend(read(&mut reader));
            }
        }
        records
    }

    /// Reads the mapping under a key as a record.
    pub fn record<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Reader<'a, '_>) -> Option<T>,
    ) -> Option<T> {
        let Shape::Record(fields) = self.field(key, |_| true).shape else {
            unreachable!("`{key}` is not declared as a record")
        };
        let node = self.value(key)?;
        read(&mut Reader::new(node, fields, self.diagnostics)?)
    }

    /// Reads the mapping from codes to severities under a key; the code of each rule is a field.
    pub fn severities<T>(
        &mut self,
        key: &str,
        rules: &[&Rule],
        read: impl FnOnce(&mut Reader<'a, '_>) -> Option<T>,
    ) -> Option<T> {
        self.field(key, |shape| matches!(shape, Shape::Severities));
        let node = self.value(key)?;
        let field = |rule: &&Rule| Field {
            key: rule.code,
            shape: Shape::Choice(SEVERITIES),
            required: false,
            doc: rule.summary.clone(),
            called: &[],
            spelled: &[],
        };
        let codes: Vec<Field> = rules.iter().map(field).collect();
        read(&mut Reader::new(node, &codes, self.diagnostics)?)
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
    let (text, map) = (&scalar.text, &scalar.map);
    let block = || markdown::parse(text, map).prose;
    let prose = if scalar.block { block() } else { markdown::parse_line(text, map) };
    let literal = scalar.block && !matches!(map, SourceMap::Whole(_));
    Prose { literal, source: Some(text.trim().into()), ..prose }
}
