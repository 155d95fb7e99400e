//! A text as one line of running text: most values of front matter.

use super::build::{Shifted, run_shifted};
use super::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::source::{SourceMap, nfc};

/// Parses a text as one line of running text, whatever it begins with: `1. 目的` is no list here.
pub fn parse_line(text: &str, map: &SourceMap) -> Prose {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Prose::default();
    }
    let skipped = text.len() - text.trim_start().len();
    if !trimmed.contains(MARKS) {
        let kind = InlineKind::Text(nfc(trimmed).into_owned());
        let span = map.span(skipped, skipped + trimmed.len());
        let line = BlockKind::Paragraph(vec![Inline { kind, span }]);
        return Prose { blocks: vec![Block { kind: line, span }] };
    }
    // A letter before the text keeps the parser from seeing a block; it is taken off again.
    let guarded = format!("x{trimmed}");
    let shifted = Shifted { map, skipped };
    let mut prose = run_shifted(&guarded, &shifted, GUARD).prose;
    if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = prose.blocks.first_mut() {
        strip_guard(inlines);
    }
    prose
}

/// The characters without one of which a line is plain text. Most values of front matter are.
const MARKS: [char; 11] = ['\\', '`', '*', '_', '~', '[', '<', '&', '\n', '\r', '《'];

/// The length of the letter that `parse_line` puts before a text.
const GUARD: usize = 1;

fn strip_guard(inlines: &mut Vec<Inline>) {
    let Some(first) = inlines.first_mut() else { return };
    if let InlineKind::Text(text) = &mut first.kind {
        text.remove(0);
        if text.is_empty() {
            inlines.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::plain;
    use crate::source::{Content, Place, Project, Span};

    fn map(text: &str) -> (SourceMap, Project) {
        let file = ("hoshin.yaml".to_owned(), Content::Bytes(text.as_bytes().to_vec()));
        let project = Project::from_files([file]);
        let source = project.config.expect("the file that was added");
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
            assert!(!plain(line).starts_with('x'), "{text}");
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
}
