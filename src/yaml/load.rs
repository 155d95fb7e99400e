//! From YAML text to [`Node`]s.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use super::{Node, NodeKind, Scalar};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::{Place, SourceFile, SourceId, SourceMap, Span, nfc};

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

/// How deep lists and mappings may nest.
const MAX_DEPTH: usize = 64;

/// How many values a text may have; aliases multiply them.
const MAX_NODES: usize = 500_000;

/// Reads YAML. A mistake of syntax is reported and ends the reading; an empty text is a null. Keys that
/// repeat are all kept: who takes the mapping apart reports them.
pub fn load(region: Region<'_>, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut builder =
        Builder { region, open: Vec::new(), anchors: BTreeMap::new(), root: None, nodes: 0 };
    for event in Parser::new_from_str(region.text()) {
        let result = match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                builder.take(event, region.span(range.start, range.end))
            }
            Err(error) => Err(syntax_error(region, &error)),
        };
        if let Err(diagnostic) = result {
            diagnostics.push(*diagnostic);
            return None;
        }
    }
    Some(builder.root.unwrap_or(Node::null(region.span(0, 0))))
}

/// A list or mapping whose end has not come yet.
struct Open {
    node: Node,
    anchor: usize,
    /// The key of a mapping that waits for its value.
    key: Option<Node>,
}

struct Builder<'a> {
    region: Region<'a>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Box<Diagnostic>> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let kind = match style {
                    ScalarStyle::Plain if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => {
                        NodeKind::Null
                    }
                    _ => NodeKind::Scalar(scalar(&text, style, span, self.region)),
                };
                self.add(Node { kind, span: Place(span) }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.begin(NodeKind::List(Vec::new()), anchor, span)
            }
            Event::MappingStart(_, anchor, _) => {
                self.begin(NodeKind::Mapping(Vec::new()), anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { mut node, anchor, .. }) => {
                    // A closing bracket is a part; the end of a block list has no sign of its own.
                    if span.start < span.end {
                        node.span.0 = node.span.0.to(span);
                    }
                    self.add(node, anchor)
                }
                None => Ok(()),
            },
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(node) => {
                    self.nodes += node.size();
                    self.add(node, 0)
                }
                None => Err(limit(span)),
            },
            Event::DocumentStart(..) if self.root.is_some() => Err(second_document(span)),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, kind: NodeKind, anchor: usize, span: Span) -> Result<(), Box<Diagnostic>> {
        if self.open.len() >= MAX_DEPTH {
            return Err(limit(span));
        }
        self.open.push(Open { node: Node { kind, span: Place(span) }, anchor, key: None });
        Ok(())
    }

    /// Puts a finished value into the list or mapping that is open.
    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Box<Diagnostic>> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(limit(node.span.0));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        // A block list or mapping has no bracket to point at: it reaches from its first to its last part.
        let own = &mut parent.node.span.0;
        *own = if own.start == own.end { node.span.0 } else { own.to(node.span.0) };
        match (&mut parent.node.kind, parent.key.take()) {
            (NodeKind::List(list), _) => list.push(node),
            (NodeKind::Mapping(entries), Some(key)) => entries.push((key, node)),
            _ => parent.key = Some(node),
        }
        Ok(())
    }
}

fn scalar(decoded: &str, style: ScalarStyle, span: Span, region: Region<'_>) -> Scalar {
    let written = region.file.slice(span);
    let bare = style == ScalarStyle::Plain;
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let place = Place(span);
    let map = if decoded == written {
        SourceMap::Direct(place)
    } else if quoted && written.get(1..written.len() - 1) == Some(decoded) {
        SourceMap::Direct(Place(Span::new(span.source, span.start + 1, span.end - 1)))
    } else if block {
        lines(decoded, span, region)
            .map_or(SourceMap::Whole(place), |lines| SourceMap::Lines(place, lines))
    } else {
        SourceMap::Whole(place)
    };
    let composed = nfc(decoded);
    let map = if composed == decoded { map } else { SourceMap::Whole(place) };
    Scalar { text: composed.into_owned(), bare, block, map }
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

fn limit(span: Span) -> Box<Diagnostic> {
    let message = Message::fixed(
        "YAMLの入れ子や参照が多すぎます",
        "the YAML nests too deep or repeats too much",
    );
    let help = Message::fixed("構造を簡単にしてください。", "make its structure simpler");
    Box::new(Diagnostic::new(&YAML_SYNTAX, span, message).help(help))
}

fn second_document(span: Span) -> Box<Diagnostic> {
    let message =
        Message::fixed("「---」の行が途中にあります", "there is a second `---` in the YAML");
    let help = Message::fixed("この行を取り除いてください。", "take this line away");
    Box::new(Diagnostic::new(&YAML_SYNTAX, span, message).help(help))
}

fn syntax_error(region: Region<'_>, error: &ScanError) -> Box<Diagnostic> {
    let text = region.text();
    let offset =
        text.floor_char_boundary(error.marker().byte_offset().unwrap_or(0).min(text.len()));
    let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    // The parser notices many mistakes only at the start of the next line, some at the end of the last.
    let previous = text[..line_start].trim_end().rfind('\n').map_or(0, |newline| newline + 1);
    let next = text[line_start..].find('\n').map_or(line_start, |newline| line_start + newline + 1);
    let reason = error.info().clone();
    let message = Message::new("YAMLの書き方に誤りがあります", format!("invalid YAML: {reason}"));
    for start in [line_start, previous, next] {
        let line = text[start..].split('\n').next().unwrap_or_default();
        if let Some((at, length, help)) = common_mistake(line) {
            let span = region.span(start + at, start + at + length);
            return Box::new(Diagnostic::new(&YAML_SYNTAX, span, message).help(help));
        }
    }
    let end = text[offset..].chars().next().map_or(offset, |c| offset + c.len_utf8());
    let help = Message::fixed(
        "この行とその前の行の字下げ、引用符、「:」のあとの空白を確かめてください。記号を含む値は \" \" で囲みます。",
        "check the indentation, the quotes and the space after `:` here and in the line before; put values with special characters into \" \"",
    );
    Box::new(Diagnostic::new(&YAML_SYNTAX, region.span(offset, end), message).help(help))
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
