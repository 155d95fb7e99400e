//! From YAML text to [`Node`]s.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

use super::fold::unfold;
use super::mistake::{lines_as_text, syntax_error};
use super::{Node, NodeKind, Scalar};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::{Place, SourceFile, SourceId, SourceMap, Span, nfc};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&YAML_SYNTAX];

/// A text that is not valid YAML.
pub static YAML_SYNTAX: Rule =
    Rule::error("yaml-syntax", "YAMLとして読めない", "the text is not valid YAML").losing_data();

/// YAML and where it stands in a file.
#[derive(Debug, Clone)]
pub struct Region<'a> {
    text: &'a str,
    map: SourceMap,
}

impl<'a> Region<'a> {
    /// A text, and where its parts stand.
    pub fn new(text: &'a str, map: SourceMap) -> Self {
        Self { text, map }
    }

    /// A part of a file.
    pub fn part(file: &'a SourceFile, source: SourceId, part: Range<usize>) -> Self {
        let map = SourceMap::Direct(Place(Span::new(source, part.start, part.end)));
        Self::new(&file.text()[part], map)
    }

    /// The whole of a file, without a byte order mark.
    pub fn whole(file: &'a SourceFile, source: SourceId) -> Self {
        Self::part(file, source, file.text_start()..file.text().len())
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn map(&self) -> &SourceMap {
        &self.map
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.map.span(start, end)
    }
}

/// How deep lists and mappings may nest.
const MAX_DEPTH: usize = 64;

/// How many values a text may have; aliases multiply them.
const MAX_NODES: usize = 500_000;

/// Reads YAML. A mistake of syntax is reported and ends the reading; an empty text is a null. Keys that
/// repeat are all kept: who takes the mapping apart reports them.
pub fn load(region: &Region<'_>, diagnostics: &mut Diagnostics) -> Option<Node> {
    read(region).map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()
}

/// As `load`, with the mistake as the error.
pub(super) fn read(region: &Region<'_>) -> Result<Node, Box<Diagnostic>> {
    let mut builder =
        Builder { region, open: Vec::new(), anchors: BTreeMap::new(), root: None, nodes: 0 };
    for event in Parser::new_from_str(region.text) {
        let (event, span) = event.map_err(|error| syntax_error(region, &error))?;
        builder.take(event, span.byte_range().unwrap_or(0..0))?;
    }
    let root = builder.root.unwrap_or(Node::null(region.span(0, 0)));
    let text = region.text.trim_start();
    let lines = root.scalar().is_some_and(|scalar| scalar.bare && text.trim_end().contains('\n'));
    if lines && let Some(diagnostic) = lines_as_text(region, region.text.len() - text.len()) {
        return Err(Box::new(diagnostic));
    }
    Ok(root)
}

/// A list or mapping whose end has not come yet.
struct Open {
    node: Node,
    anchor: usize,
    /// The key of a mapping that waits for its value.
    key: Option<Node>,
}

struct Builder<'a> {
    region: &'a Region<'a>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    root: Option<Node>,
    nodes: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Box<Diagnostic>> {
        let span = self.region.span(range.start, range.end);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let kind = match style {
                    ScalarStyle::Plain if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => {
                        NodeKind::Null
                    }
                    _ => NodeKind::Scalar(scalar(&text, style, range, self.region)),
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

fn scalar(decoded: &str, style: ScalarStyle, range: Range<usize>, region: &Region<'_>) -> Scalar {
    let written = &region.text[range.clone()];
    let bare = style == ScalarStyle::Plain;
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let place = Place(region.span(range.start, range.end));
    // What is decoded as it was written stands in one line.
    let map = if decoded == written {
        SourceMap::Direct(place)
    } else if quoted && written.get(1..written.len() - 1) == Some(decoded) {
        SourceMap::Direct(Place(region.span(range.start + 1, range.end - 1)))
    } else if block {
        lines(decoded, range.start, region)
            .map_or(SourceMap::Whole(place), |lines| SourceMap::Lines(place, lines))
    } else {
        SourceMap::Whole(place)
    };
    let unfolded = unfold(decoded, written, style);
    let text = unfolded.as_deref().unwrap_or(decoded);
    let composed = nfc(text);
    let map = if composed == decoded { map } else { SourceMap::Whole(place) };
    Scalar { text: composed.into_owned(), bare, block, map }
}

/// Finds each line of a literal block in the file; nothing if a line is not there as it is (folded).
fn lines(text: &str, start: usize, region: &Region<'_>) -> Option<Vec<(usize, usize)>> {
    let start = region.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let mut lines = SourceMap::line_places(text, &region.text[start..])?;
    for (_, place) in &mut lines {
        *place = region.span(start + *place, start + *place).start;
    }
    Some(lines)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::source::Project;

    fn read(text: &str) -> (Option<Node>, Diagnostics, Project) {
        let (project, source) = Project::of_text(text);
        let mut diagnostics = Diagnostics::default();
        let node = load(&Region::whole(project.source(source), source), &mut diagnostics);
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
        for (yaml, expected) in [
            ("一\n  二\n  three\n  four\n  五", "一二 three four 五"),
            ("一\r\n  二", "一二"),
            ("一\n\n  二\n  三", "一\n二三"),
            ("\"一\n  「\\\"二\\\"」\n  三\"", "一「\"二\"」三"),
            ("\"一\\n\n  二\"", "一\n 二"),
            ("'一\n  二''s'", "一二's"),
            (">\n  一\n  二\n\n  三", "一二\n三\n"),
            (">\n  一\n    二\n  三", "一\n  二\n三\n"),
            ("|\n  一 二\n  三", "一 二\n三\n"),
        ] {
            check(yaml, expected);
        }
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
        check("a: [1, 2\nb: 3\n", 1, 4, "閉じていません");
        for (yaml, line, column, help) in [
            ("title:方針\nkind: page\n", 1, 6, "「:」のあと"),
            ("kind: page\ntitle:方針\n", 2, 6, "「:」のあと"),
            ("a:\n  - name:乙\n    id: x\n", 2, 9, "「:」のあと"),
            ("period:{from: 1, until: 2}\n", 1, 7, "「:」のあと"),
            ("r:\n  - name：甲\n    id: a\n", 2, 9, "全角のコロン"),
            ("# 注：x\na: [1, 2\nb: 3\n", 2, 4, "閉じていません"),
            ("a: 1\n  　b: 2\n", 2, 3, "全角の空白"),
            ("m: ｛name: 市｝\n", 1, 4, "全角の括弧"),
            ("m: [一, 二］\nb: 3\n", 1, 9, "全角の括弧"),
            ("m: {name: 市，code: 1}\n", 1, 12, "全角のコンマ"),
            ("a: 1\nt: *強調*です\n", 2, 4, "囲んで"),
            ("t: @x\n", 1, 4, "囲んで"),
            ("t: %x\n", 1, 4, "囲んで"),
            ("t: `x`\n", 1, 4, "囲んで"),
            ("t: [*a, b]\n", 1, 5, "囲んで"),
            ("r:\n  - *a\n", 2, 5, "囲んで"),
            ("t: \"a\\\"\" b\nc: d\n", 1, 10, "閉じたあと"),
            ("t: 'a'です\n", 1, 7, "閉じたあと"),
        ] {
            check(yaml, line, column, help);
        }
    }

    #[test]
    fn repeated_keys_are_all_kept() {
        let (node, diagnostics, _) = read("a: 1\na: 2\n");
        assert_eq!(node.expect("valid YAML").mapping().map(<[_]>::len), Some(2));
        assert_eq!(diagnostics.iter().count(), 0);
    }
}
