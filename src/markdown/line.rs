//! A text as one line of running text: most values of front matter.

use super::build::{Shifted, run};
use super::{Block, BlockKind, Inline, InlineKind, Prose, is_japanese};
use crate::source::{Place, SourceMap, nfc};

/// Parses a text as one line of running text, whatever it begins with: `1. 目的` is no list here.
/// Line breaks in it are spaces, or nothing between two Japanese characters.
pub fn parse_line(text: &str, map: &SourceMap) -> Prose {
    if text.trim().contains(['\n', '\r']) {
        let (text, map) = without_breaks(text, map);
        return parse_single(&text, &map);
    }
    parse_single(text, map)
}

fn without_breaks(text: &str, map: &SourceMap) -> (String, SourceMap) {
    let mut joined = String::new();
    let mut places = Vec::new();
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        let beside = [joined.chars().next_back(), line.chars().next()];
        if !joined.is_empty() && !beside.iter().all(|c| c.is_some_and(is_japanese)) {
            joined.push(' ');
        }
        let at = line.as_ptr().addr() - text.as_ptr().addr();
        places.push((joined.len(), map.span(at, at).start));
        joined.push_str(line);
    }
    let whole = Place(map.span(0, text.len()));
    let map = match map {
        SourceMap::Whole(_) => SourceMap::Whole(whole),
        SourceMap::Direct(_) | SourceMap::Lines(..) => SourceMap::Lines(whole, places),
    };
    (joined, map)
}

fn parse_single(text: &str, map: &SourceMap) -> Prose {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Prose::default();
    }
    let skipped = text.len() - text.trim_start().len();
    if !trimmed.contains(MARKS) {
        let kind = InlineKind::Text(nfc(trimmed).into_owned());
        let span = map.span(skipped, skipped + trimmed.len());
        let line = BlockKind::Paragraph(vec![Inline { kind, span }]);
        return Prose { blocks: vec![Block { kind: line, span }], ..Prose::default() };
    }
    // A letter before the text keeps the parser from seeing a block; it is taken off again. No accent
    // of Unicode makes another letter of a q.
    let guarded = format!("q{trimmed}");
    let shifted = Shifted { map, skipped };
    run(&guarded, &shifted, GUARD).prose
}

/// The characters without one of which a line is plain text. Most values of front matter are.
const MARKS: [char; 9] = ['\\', '`', '*', '_', '~', '[', '<', '&', '《'];

/// The length of the letter that `parse_line` puts before a text.
const GUARD: usize = 1;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::plain;
    use crate::source::{Project, Span};

    fn map(text: &str) -> (SourceMap, Project) {
        let (project, source) = Project::of_text(text);
        (SourceMap::Direct(Place(Span::new(source, 0, text.len()))), project)
    }

    #[test]
    fn a_line_is_never_a_block() {
        for text in [
            "1. 目的",
            "# 見出し",
            "- 項目",
            "> 引用",
            "a | b",
            "    字下げ",
            "**強調**",
            "`c`",
            "[a](b.md)",
        ] {
            let prose = parse_line(text, &map(text).0);
            let line = prose.as_line().expect("a single paragraph");
            assert!(!plain(line).starts_with('q'), "{text}");
        }
        assert!(parse_line(" \n", &map(" ").0).is_empty());
        let prose = parse_line("**強調**です", &map("**強調**です").0);
        assert!(matches!(prose.as_line(), Some([Inline { kind: InlineKind::Strong(_), .. }, _])));
    }

    #[test]
    fn places_of_a_line_are_right() {
        let text = "  前[後](x.md)";
        let (map, project) = map(text);
        let prose = parse_line(text, &map);
        let inlines = prose.as_line().expect("a single paragraph");
        let slice = |at: usize| project.source(inlines[at].span.source).slice(inlines[at].span);
        assert_eq!((slice(0), slice(1)), ("前", "[後](x.md)"));
    }

    #[test]
    fn line_breaks_in_a_line_are_spaces_or_nothing() {
        for (text, expected) in [
            ("a | b\n--- | ---\n1 | 2", "a | b --- | --- 1 | 2"),
            ("一\n二\r\n\r\nthree\nfour", "一二 three four"),
            ("題\n===", "題 ==="),
            ("**一\n二**", "一二"),
            ("<!-- 注 -->", ""),
            ("\u{308}*a*", "\u{308}a"),
        ] {
            assert_eq!(parse_line(text, &map(text).0).plain(), expected, "{text}");
        }
        let text = "前\n  [後](x.md)";
        let (map, project) = map(text);
        let prose = parse_line(text, &map);
        let span = prose.as_line().expect("a single paragraph")[1].span;
        assert_eq!(project.source(span.source).slice(span), "[後](x.md)");
    }

    proptest! {
        #[test]
        fn any_line_is_one_paragraph_at_most(text in "[-a-c*_~`<>\\[\\]()|#>!:「」《》｜か\u{3099}\r\n \t\\\\&;0-3^=\"]{0,60}") {
            let prose = parse_line(&text, &map(&text).0);
            prop_assert!(prose.is_empty() || prose.as_line().is_some_and(|line| !line.is_empty()));
            prop_assert!(!prose.plain().starts_with('q'));
        }
    }
}
