//! From pulldown-cmark's events to the tree.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{self as cmark, CodeBlockKind, Event, OffsetIter, Options, Parser, Tag};

use super::depth::MAX_DEPTH;
use super::inline::is_block;
use super::{
    Alert, Block, BlockKind, Code, Definition, Footnote, Inline, Item, List, Parsed, Prose,
};
use crate::source::{Place, SourceMap, Span};

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Parses a text with blocks. `map` says where the text stands in its file.
pub fn parse(text: &str, map: &SourceMap) -> Parsed {
    run(text, &Shifted { map, skipped: 0 }, 0)
}

/// A text that begins somewhere inside the mapped one.
pub(super) struct Shifted<'a> {
    pub(super) map: &'a SourceMap,
    pub(super) skipped: usize,
}

pub(super) fn run(text: &str, shifted: &Shifted<'_>, guard: usize) -> Parsed {
    let events = Parser::new_ext(text, options()).into_offset_iter().peekable();
    let mut builder = Builder {
        events,
        text,
        shifted,
        guard,
        footnotes: Vec::new(),
        tight: true,
        depth: 0,
        too_deep: None,
    };
    let blocks = builder.blocks();
    Parsed {
        prose: Prose { blocks, ..Prose::default() },
        footnotes: builder.footnotes,
        too_deep: builder.too_deep,
    }
}

pub(super) struct Builder<'a> {
    pub(super) events: Peekable<OffsetIter<'a>>,
    pub(super) text: &'a str,
    shifted: &'a Shifted<'a>,
    pub(super) guard: usize,
    footnotes: Vec<Footnote>,
    /// Whether the list item that is being read has no paragraph so far.
    tight: bool,
    /// How many containers are open.
    pub(super) depth: usize,
    /// Where the text nests deeper than it is kept.
    pub(super) too_deep: Option<Span>,
}

impl<'a> Builder<'a> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let at = |offset: usize| offset.saturating_sub(self.guard) + self.shifted.skipped;
        self.shifted.map.span(at(range.start), at(range.end))
    }

    /// Reads blocks up to the end of the container, whose end event is taken as well.
    fn blocks(&mut self) -> Vec<Block> {
        if self.depth >= MAX_DEPTH {
            let inlines = self.flat();
            let block = |inline: Inline| Block {
                span: inline.span,
                kind: BlockKind::Paragraph(vec![inline]),
            };
            return inlines.map(block).into_iter().collect();
        }
        self.depth += 1;
        let blocks = self.blocks_here();
        self.depth -= 1;
        blocks
    }

    fn blocks_here(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(tag) if is_block(&tag) => blocks.extend(self.block(tag, range)),
                Event::Rule => {
                    blocks.push(Block { kind: BlockKind::Rule, span: self.span(&range) });
                }
                // Running text right inside a tight item or a definition: a paragraph of its own.
                first => {
                    let start = range.start;
                    let (inlines, end) = self.inlines_from(Some((first, range)));
                    let span = self.span(&(start..end));
                    if !inlines.is_empty() {
                        blocks.push(Block { kind: BlockKind::Paragraph(inlines), span });
                    }
                }
            }
        }
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>) -> Option<Block> {
        // The line break at the end is not what a mark should show.
        let written = self.text[range.clone()].trim_end().len();
        let span = self.span(&(range.start..range.start + written));
        let kind = match tag {
            Tag::Paragraph => {
                self.tight = false;
                let inlines = self.inlines();
                if inlines.is_empty() {
                    return None;
                }
                BlockKind::Paragraph(inlines)
            }
            tag @ Tag::Heading { .. } => BlockKind::Heading(self.heading(tag, &range)?),
            Tag::BlockQuote(kind) => {
                BlockKind::Quote { alert: kind.map(alert), blocks: self.blocks() }
            }
            Tag::CodeBlock(kind) => BlockKind::Code(self.code(&kind, &range)),
            Tag::List(start) => BlockKind::List(self.list(start)),
            Tag::Table(alignments) => BlockKind::Table(self.table(&alignments)),
            Tag::DefinitionList => BlockKind::Definitions(self.definitions()),
            Tag::FootnoteDefinition(label) => {
                let blocks = self.blocks();
                let footnote = Footnote { label: label.into_string(), span: Place(span), blocks };
                self.footnotes.push(footnote);
                return None;
            }
            Tag::HtmlBlock => {
                let html = without_comments(&self.raw_text());
                if says_nothing(&html) {
                    return None;
                }
                BlockKind::Html(html)
            }
            _ => {
                // Tags that only occur inside others; their content is kept as blocks.
                return self.blocks().into_iter().next();
            }
        };
        Some(Block { kind, span })
    }

    fn raw_text(&mut self) -> String {
        let mut raw = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::End(_) => break,
                Event::Text(text) | Event::Html(text) => raw.push_str(&text),
                _ => {}
            }
        }
        raw
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) -> Code {
        let text = self.raw_text();
        let CodeBlockKind::Fenced(info) = kind else {
            let place = Place(self.span(range));
            let language = String::new();
            return Code { language, language_span: place, file: None, text, text_span: place };
        };
        let mut words = info.split_whitespace();
        let language = words.next().unwrap_or_default().to_owned();
        let file = words.next().filter(|word| word.contains('.')).map(str::to_owned);
        let whole = &self.text[range.clone()];
        let fence_line = whole.find('\n').map_or(whole.len(), |newline| newline + 1);
        let language_at = range.start + whole[..fence_line].find(&language).unwrap_or(0);
        // The closing fence may be missing at the end of the text.
        let last_line = whole.trim_end().rfind('\n').map_or(0, |newline| newline + 1);
        let closed =
            last_line >= fence_line && whole[last_line..].trim_start().starts_with(['`', '~']);
        let end = if closed { last_line } else { whole.len() }.max(fence_line);
        let text_range = range.start + fence_line..range.start + end;
        Code {
            language_span: Place(self.span(&(language_at..language_at + language.len()))),
            language,
            file,
            text,
            text_span: Place(self.span(&text_range)),
        }
    }

    fn list(&mut self, start: Option<u64>) -> List {
        let mut list = List { start, tight: true, items: Vec::new() };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let outer = std::mem::replace(&mut self.tight, true);
                    let task = match self.events.peek() {
                        Some((Event::TaskListMarker(done), _)) => Some(*done),
                        _ => None,
                    };
                    if task.is_some() {
                        self.events.next();
                    }
                    let blocks = self.blocks();
                    list.tight &= self.tight;
                    self.tight = outer;
                    list.items.push(Item { task, blocks });
                }
                _ => break,
            }
        }
        list
    }

    fn definitions(&mut self) -> Vec<Definition> {
        let mut list: Vec<Definition> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.inlines();
                    list.push(Definition { term, definitions: Vec::new() });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let blocks = self.blocks();
                    if let Some(definition) = list.last_mut() {
                        definition.definitions.push(blocks);
                    }
                }
                _ => break,
            }
        }
        list
    }
}

fn alert(kind: cmark::BlockQuoteKind) -> Alert {
    match kind {
        cmark::BlockQuoteKind::Note => Alert::Note,
        cmark::BlockQuoteKind::Tip => Alert::Tip,
        cmark::BlockQuoteKind::Important => Alert::Important,
        cmark::BlockQuoteKind::Warning => Alert::Warning,
        cmark::BlockQuoteKind::Caution => Alert::Caution,
    }
}

/// Whether HTML is nothing but white space and line breaks: between blocks there is no line to break.
fn says_nothing(html: &str) -> bool {
    let text: String = html.chars().filter(|c| !c.is_whitespace()).collect();
    text.to_ascii_lowercase().replace("<br>", "").replace("<br/>", "").is_empty()
}

/// Takes closed comments out. One that is not closed stays: it would hide the rest of the text.
fn without_comments(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once("<!--") {
        let Some((_, behind)) = after.split_once("-->") else { break };
        kept.push_str(before);
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::{InlineKind, parse_line, visit_inlines};
    use crate::source::Project;

    fn map(text: &str) -> (SourceMap, Project) {
        let (project, source) = Project::of_text(text);
        (SourceMap::Direct(Place(Span::new(source, 0, text.len()))), project)
    }

    fn parsed(text: &str) -> Vec<Block> {
        parse(text, &map(text).0).prose.blocks
    }

    #[test]
    fn comments_are_nothing_and_breaks_stay() {
        assert_eq!(parsed("<!-- 書き方の説明 -->\n\n本文 <!-- x --> です\n").len(), 1);
        assert!(matches!(parsed("<!-- 閉じない\n本文\n")[0].kind, BlockKind::Html(_)));
        let blocks = parsed("一<br>二");
        let BlockKind::Paragraph(inlines) = &blocks[0].kind else { panic!("a paragraph") };
        assert_eq!(inlines[1].kind, InlineKind::HardBreak);
    }

    #[test]
    fn code_blocks_know_their_text() {
        for text in [
            "```skill-map\ncaption: 表\n```\n",
            "```skill-map\r\ncaption: 表\r\n```\r\n",
            "```skill-map\ncaption: 表\n",
        ] {
            let (map, project) = map(text);
            let blocks = parse(text, &map).prose.blocks;
            let BlockKind::Code(code) = &blocks[0].kind else { panic!("a code block") };
            assert_eq!(code.language, "skill-map");
            let slice = |place: Place| project.source(place.0.source).slice(place.0);
            assert_eq!(slice(code.language_span), "skill-map");
            assert_eq!(slice(code.text_span).trim_end(), "caption: 表");
        }
    }

    #[test]
    fn tight_items_hold_paragraphs() {
        let blocks = parsed("- 一\n- 二\n  - 三\n\n本文\n\n1. [x] 済み\n");
        let BlockKind::List(list) = &blocks[0].kind else { panic!("a list") };
        assert!(list.tight);
        assert_eq!(list.items[1].blocks.len(), 2);
        let BlockKind::List(list) = &blocks[2].kind else { panic!("a list") };
        assert_eq!((list.start, list.items[0].task), (Some(1), Some(true)));
        let BlockKind::List(list) = &parsed("- 一\n\n- 二\n")[0].kind else { panic!("a list") };
        assert!(!list.tight);
    }

    #[test]
    fn places_stay_on_the_borders_of_characters() {
        let text = "｜ 《\\:》(";
        for parsed in [parse(text, &map(text).0).prose, parse_line(text, &map(text).0)] {
            visit_inlines(&parsed.blocks, &mut |inline| {
                assert!(text.get(inline.span.start..inline.span.end).is_some());
            });
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_a_tree_with_places_inside(text in "[-a-c*_~`<>\\[\\]()|#>!:「」。（）\u{3099}か《》｜\r\n \t\\\\&;0-3^=\"]{0,60}") {
            for parsed in [parse(&text, &map(&text).0).prose, parse_line(&text, &map(&text).0)] {
                visit_inlines(&parsed.blocks, &mut |inline| {
                    assert!(inline.span.end <= text.len());
                    assert!(text.is_char_boundary(inline.span.start) && text.is_char_boundary(inline.span.end));
                });
            }
        }
    }
}
