//! From YAML text to [`Node`]s.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Error, Location, Options};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Node, NodeKind, Scalar};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::{Place, SourceFile, SourceId, SourceMap, Span};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&YAML_SYNTAX];

static YAML_SYNTAX: Rule =
    Rule::error("yaml-syntax", "YAMLとして読めない", "the text is not valid YAML");

/// A part of a file that holds YAML.
#[derive(Debug, Clone, Copy)]
pub struct Region<'a> {
    /// The file.
    pub file: &'a SourceFile,
    /// Its number.
    pub source: SourceId,
    /// The first byte of the YAML.
    pub start: usize,
    /// The byte after its end.
    pub end: usize,
}

impl<'a> Region<'a> {
    /// The whole of a file, without a byte order mark.
    pub fn whole(file: &'a SourceFile, source: SourceId) -> Self {
        Self { file, source, start: file.text_start(), end: file.text().len() }
    }

    fn text(&self) -> &'a str {
        &self.file.text()[self.start..self.end]
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.start + start, self.start + end)
    }
}

/// Reads YAML. A mistake of syntax is reported and ends the reading; an empty text is a null.
pub fn load(region: Region<'_>, diagnostics: &mut Diagnostics) -> Option<Node> {
    // A key that repeats must not hide the other mistakes: all entries are kept, the reader of the
    // mapping reports the repetition.
    let raw = match read(region.text(), DuplicateKeyPolicy::LastWins) {
        Ok(raw) => raw,
        Err(error) => {
            diagnostics.push(syntax_error(region, &error));
            return None;
        }
    };
    Some(place(raw, region))
}

fn read(text: &str, duplicate_keys: DuplicateKeyPolicy) -> Result<Raw, Box<Error>> {
    if text.trim().is_empty() {
        return Ok(Raw { value: RawValue::Null, start: 0, end: 0 });
    }
    let mut options = Options::default();
    options.duplicate_keys = duplicate_keys;
    options.no_schema = true;
    options.strict_booleans = true;
    options.with_snippet = false;
    serde_saphyr::from_str_with_options(text, options).map_err(Box::new)
}

/// A value as serde hands it over.
enum RawValue {
    Null,
    Scalar(String),
    List(Vec<Raw>),
    Mapping(Vec<(Raw, Raw)>),
}

struct Raw {
    value: RawValue,
    start: usize,
    end: usize,
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_saphyr::Spanned::<RawValue>::deserialize(deserializer)?;
        let span = spanned.defined.span();
        let number =
            |value: Option<u64>| value.and_then(|value| usize::try_from(value).ok()).unwrap_or(0);
        let start = number(span.byte_offset());
        let end = start + number(span.byte_len());
        Ok(Self { value: spanned.value, start, end })
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawValue;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_none<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<RawValue, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<RawValue, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(entry);
        }
        Ok(RawValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RawValue, A::Error> {
        let mut mapping = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            mapping.push(entry);
        }
        Ok(RawValue::Mapping(mapping))
    }
}

/// Turns offsets into places of the file and takes single values as they were typed: YAML's own types
/// would make 132012 of a code `0132012` and `false` of the word `off`.
fn place(raw: Raw, region: Region<'_>) -> Node {
    let own = region.span(raw.start, raw.end);
    match raw.value {
        RawValue::Null => Node { kind: NodeKind::Null, span: Place(own) },
        RawValue::Scalar(text) => {
            let scalar = scalar(text, own, region);
            Node { kind: NodeKind::Scalar(scalar), span: Place(own) }
        }
        RawValue::List(list) => {
            let list: Vec<_> = list.into_iter().map(|entry| place(entry, region)).collect();
            let span = list.iter().fold(own, |span, entry| span.to(entry.span.0));
            Node { kind: NodeKind::List(list), span: Place(span) }
        }
        RawValue::Mapping(mapping) => {
            let mapping: Vec<_> = mapping
                .into_iter()
                .map(|(key, value)| (place(key, region), place(value, region)))
                .collect();
            let all = mapping.iter().flat_map(|(key, value)| [key.span.0, value.span.0]);
            // A block mapping has no bracket to point at: it begins with its first key.
            let first = mapping.first().map_or(own, |(key, _)| key.span.0);
            let start = if own.start == own.end { first } else { own };
            Node { span: Place(all.fold(start, Span::to)), kind: NodeKind::Mapping(mapping) }
        }
    }
}

fn scalar(decoded: String, span: Span, region: Region<'_>) -> Scalar {
    let written = region.file.slice(span);
    let before =
        region.file.text()[region.start..span.start].trim_end_matches([' ', '\n', '\r', '\t']);
    let block = is_block_header(before) && !written.is_empty();
    let quoted = !block && written.starts_with(['"', '\'']);
    let bare = !block && !quoted && !written.contains('\n');
    let text = if bare { written.to_owned() } else { decoded };
    let place = Place(span);
    let map = if !is_nfc(&text) {
        SourceMap::Whole(place)
    } else if text == written {
        SourceMap::Direct(place)
    } else if quoted && written.len() > 2 && written[1..written.len() - 1] == text {
        SourceMap::Direct(Place(Span::new(span.source, span.start + 1, span.end - 1)))
    } else if block {
        lines(&text, span, region)
            .map_or(SourceMap::Whole(place), |lines| SourceMap::Lines(place, lines))
    } else {
        SourceMap::Whole(place)
    };
    Scalar { text: text.nfc().collect(), bare, block, map }
}

/// Whether a text ends in `|`, `>-`, `|2` and the like, after a key's colon or a list's dash.
fn is_block_header(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let head = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    head.ends_with(['|', '>']) && {
        let start = head[..head.len() - 1].trim_end();
        start.ends_with([':', '-']) && start.len() < head.len() - 1
    }
}

/// Finds each line of a literal block in the file; nothing if a line is not there as it is (folded).
fn lines(text: &str, span: Span, region: Region<'_>) -> Option<Vec<(usize, usize)>> {
    let file = region.file.text();
    let mut at = file[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let mut places = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let end = file[at..].find('\n').map_or(file.len(), |newline| at + newline + 1);
        let typed = file.get(at..end)?.trim_end_matches(['\n', '\r']);
        let shown = line.trim_end_matches('\n');
        if !typed.ends_with(shown) {
            return None;
        }
        places.push((offset, at + typed.len() - shown.len()));
        offset += line.len();
        at = end;
    }
    Some(places)
}

fn syntax_error(region: Region<'_>, error: &Error) -> Diagnostic {
    let text = region.text();
    let offset = error.location().map_or(0, |location| byte_offset(text, &location));
    let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    // The parser notices many mistakes only at the start of the next line, some at the end of the last.
    let previous = text[..line_start].trim_end().rfind('\n').map_or(0, |newline| newline + 1);
    let next = text[line_start..].find('\n').map_or(line_start, |newline| line_start + newline + 1);
    for start in [line_start, previous, next] {
        let line = text[start..].split('\n').next().unwrap_or_default();
        if let Some((at, length, help)) = common_mistake(line) {
            let span = region.span(start + at, start + at + length);
            return Diagnostic::new(&YAML_SYNTAX, span, message(error)).help(help);
        }
    }
    let end = text[offset..].chars().next().map_or(offset, |c| offset + c.len_utf8());
    Diagnostic::new(&YAML_SYNTAX, region.span(offset, end), message(error)).help(Message::fixed(
        "この行とその前の行の字下げ、引用符、「:」のあとの空白を確かめてください。記号を含む値は \" \" で囲みます。",
        "check the indentation, the quotes and the space after `:` here and in the line before; put values with special characters into \" \"",
    ))
}

fn message(error: &Error) -> Message {
    let reason = error.to_string();
    let reason = reason.split(" at line").next().unwrap_or_default().to_owned();
    Message::new("YAMLの書き方に誤りがあります", format!("invalid YAML: {reason}"))
}

fn byte_offset(text: &str, location: &Location) -> usize {
    let characters = usize::try_from(location.span().offset()).unwrap_or(usize::MAX);
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

/// The mistakes that Japanese authors make: where in the line, how long, and the way out.
fn common_mistake(line: &str) -> Option<(usize, usize, Message)> {
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    if let Some(at) = line.find('\t') {
        let help = Message::fixed(
            "タブは使えません。半角の空白に置きかえてください。",
            "YAML does not allow tabs: use spaces",
        );
        return Some((at, 1, help));
    }
    if let Some(at) = line.find('\u{3000}').filter(|&at| line[..at].trim().is_empty()) {
        let help = Message::fixed(
            "全角の空白で字下げはできません。半角の空白にしてください。",
            "indent with ASCII spaces, not with full-width ones",
        );
        return Some((at, '\u{3000}'.len_utf8(), help));
    }
    let colon = line.find('：');
    if let Some(at) = colon.filter(|&at| !line[..at].contains(": ")) {
        let help = Message::fixed(
            "全角のコロン「：」です。半角の「:」と空白にしてください。",
            "this colon is full-width: write `: ` instead",
        );
        return Some((at, '：'.len_utf8(), help));
    }
    let value = line.find(": ").map(|at| at + 2)?;
    let rest = &line[value..];
    let first = rest.trim_start().chars().next();
    if let Some(quote @ ('"' | '\'')) = first {
        let closed = rest.trim_start()[1..].contains(quote);
        return (!closed).then(|| {
            let help = Message::new(
                format!(
                    "引用符 {quote} が閉じていません。値の終わりにも {quote} を書いてください。"
                ),
                format!(
                    "the quote {quote} is not closed: put another {quote} at the end of the value"
                ),
            );
            (value, rest.trim_end().len(), help)
        });
    }
    let second =
        rest.find(": ").filter(|_| first.is_some_and(|c| !matches!(c, '{' | '[' | '|' | '>')))?;
    let key = &line[indent..value - 2];
    let help = Message::new(
        format!(
            "値の中に「: 」があります。値を \" \" で囲んでください（{key}: \"{}\"）。",
            rest.trim()
        ),
        format!("the value holds another `: `: put it into quotes ({key}: \"{}\")", rest.trim()),
    );
    Some((value + second, 1, help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::source::{Content, Project};

    fn read(text: &str) -> (Option<Node>, Diagnostics, Project) {
        let file = ("hoshin.yaml".to_owned(), Content::Bytes(text.as_bytes().to_vec()));
        let project = Project::from_files([file]);
        let source = project.config.expect("the file that was added");
        let mut diagnostics = Diagnostics::default();
        let node = load(Region::whole(project.source(source), source), &mut diagnostics);
        (node, diagnostics, project)
    }

    #[test]
    fn values_are_taken_as_typed() {
        let check = |yaml: &str, expected: &str| {
            let (node, _, _) = read(&format!("a: {yaml}\n"));
            let node = node.expect("valid YAML");
            let (_, value) = &node.mapping().expect("a mapping")[0];
            assert_eq!(value.scalar().map(|scalar| scalar.text.as_str()), Some(expected), "{yaml}");
        };
        check("0132012", "0132012");
        check("off", "off");
        check("yes", "yes");
        check("1_000", "1_000");
        check("1.50", "1.50");
        check("2023-03", "2023-03");
        check("\"a\\tb\"", "a\tb");
        check("'it''s'", "it's");
        check("|\n  一\n  二", "一\n二\n");
        check("か\u{3099}", "が");
    }

    #[test]
    fn places_lead_back_to_the_file() {
        let check = |yaml: &str, part: &str| {
            let (node, _, project) = read(yaml);
            let node = node.expect("valid YAML");
            let (_, value) = node.mapping().expect("a mapping").last().expect("an entry");
            let scalar = value.scalar().expect("a single value");
            let start = scalar.text.find(part).expect("the part");
            let span = scalar.map.span(start, start + part.len());
            assert_eq!(project.source(span.source).slice(span), part, "{yaml}");
        };
        check("\u{feff}題: 八王子市の方針\n", "市の方針");
        check("a: \"市の方針\"\n", "方針");
        check("a: |\n  一行目\n\n    字下げ\n  三行目\n", "三行");
        check("x: {p: 1}\r\na: |\r\n  一行目\r\n  二行目\r\n", "二行");
    }

    #[test]
    fn common_mistakes_have_their_own_help() {
        let check = |yaml: &str, line: usize, column: usize, help: &str| {
            let (node, diagnostics, project) = read(yaml);
            assert!(node.is_none(), "{yaml}");
            let diagnostic = diagnostics.iter().next().expect("a diagnostic");
            let at = project.source(diagnostic.span.source).position(diagnostic.span.start);
            assert_eq!((at.line, at.column), (line, column), "{yaml}");
            let text = diagnostic.help.as_ref().expect("a help").get(Language::Ja);
            assert!(text.contains(help), "{yaml}: {text}");
        };
        check("title：方針\nkind: page\n", 1, 6, "全角のコロン");
        check("title: 第1章: 総則\n", 1, 11, "囲んでください");
        check("a: 1\n\tb: 2\n", 2, 1, "タブ");
        check("a: \"閉じない\nb: 1\n", 1, 4, "閉じていません");
        check("a: [1, 2\nb: 3\n", 2, 2, "字下げ");
    }

    #[test]
    fn repeated_keys_are_all_kept() {
        let (node, diagnostics, _) = read("a: 1\na: 2\n");
        assert_eq!(node.expect("valid YAML").mapping().map(<[_]>::len), Some(2));
        assert_eq!(diagnostics.iter().count(), 0);
    }
}
