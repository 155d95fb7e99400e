//! Pairs emphasis delimiters by the `CommonMark` amendment for Chinese, Japanese and Korean text
//! (specification: tats-u/markdown-cjk-friendly), so that `これは**「重要」**です。` is strong.
//!
//! pulldown-cmark 0.13 follows the plain `CommonMark` rules; its main branch has the amendment as an
//! option. When that is released, this module and its two callers in `build` can go.

use std::ops::Range;

use super::depth::MAX_DEPTH;
use super::{Inline, InlineKind};
use crate::source::Span;

/// A part of running text before pairing.
#[derive(Debug)]
pub(super) enum Piece {
    /// Anything that is not a delimiter.
    Inline(Inline),
    /// One `*`, `_` or `~` that may open or close emphasis.
    Delimiter {
        character: char,
        /// Its offset in the text.
        at: usize,
    },
}

/// Tells whether a text event is a delimiter that pulldown-cmark could not pair: such ones come alone,
/// are not escaped and are not entities.
pub(super) fn left_over(event: &str, text: &str, range: &Range<usize>) -> Option<char> {
    let character = match event {
        "*" => '*',
        "_" => '_',
        "~" => '~',
        _ => return None,
    };
    let backslashes = text[..range.start].bytes().rev().take_while(|&byte| byte == b'\\').count();
    (range.len() == 1 && backslashes % 2 == 0).then_some(character)
}

/// Delimiters of one kind side by side.
#[derive(Debug, Clone, Copy)]
struct Run {
    character: char,
    start: usize,
    /// How many are not used yet.
    length: usize,
    /// How many there were, which decides what may pair with what.
    original: usize,
    opens: bool,
    closes: bool,
}

enum Item {
    Inline(Inline),
    Run(Run),
}

/// Pairs the delimiters; `start` is where the author's text begins in `text`.
pub(super) fn pair(
    pieces: Vec<Piece>,
    text: &str,
    start: usize,
    span: &dyn Fn(&Range<usize>) -> Span,
) -> Vec<Inline> {
    if !pieces.iter().any(|piece| matches!(piece, Piece::Delimiter { .. })) {
        let inline = |piece| match piece {
            Piece::Inline(inline) => Some(inline),
            Piece::Delimiter { .. } => None,
        };
        return pieces.into_iter().filter_map(inline).collect();
    }
    let mut stack = Stack { items: Vec::new(), openers: 0, bottoms: Vec::new(), span };
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Inline(inline) => stack.items.push(Item::Inline(inline)),
            Piece::Delimiter { character, at } => {
                let mut end = at + 1;
                let adjoins = |piece: &Piece, end: usize| matches!(piece, Piece::Delimiter { character: c, at } if *c == character && *at == end);
                while pieces.next_if(|piece| adjoins(piece, end)).is_some() {
                    end += 1;
                }
                stack.run(run(character, at..end, text, start));
            }
        }
    }
    stack.finish(0)
}

fn run(character: char, range: Range<usize>, text: &str, start: usize) -> Run {
    let mut before = text[start.min(range.start)..range.start].chars().rev();
    let before = before.find(|&c| !changes_the_one_before(c));
    let after = text[range.end..].chars().next();
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let punctuation = |c: Option<char>| c.is_some_and(|c| is_punctuation(c) && !is_cjk(c));
    let cjk = |c: Option<char>| c.is_some_and(is_cjk);
    let beside = |c: Option<char>| space(c) || punctuation(c) || cjk(c);
    let left = !space(after) && (!punctuation(after) || beside(before));
    let right = !space(before) && (!punctuation(before) || beside(after));
    let (opens, closes) = if character == '_' {
        let any_punctuation = |c: Option<char>| c.is_some_and(is_punctuation);
        (left && (!right || any_punctuation(before)), right && (!left || any_punctuation(after)))
    } else {
        (left, right)
    };
    let length = range.len();
    Run { character, start: range.start, length, original: length, opens, closes }
}

struct Stack<'a> {
    items: Vec<Item>,
    /// How many of the items are delimiters that may open.
    openers: usize,
    /// Below which position no opener for a kind of closer is, so that no search repeats in vain.
    bottoms: Vec<((char, bool, usize), usize)>,
    span: &'a dyn Fn(&Range<usize>) -> Span,
}

impl Stack<'_> {
    fn run(&mut self, mut closer: Run) {
        while closer.closes && closer.length > 0 {
            let kind = (closer.character, closer.opens, closer.original % 3);
            let bottom =
                self.bottoms.iter().find(|(known, _)| *known == kind).map_or(0, |(_, at)| *at);
            let opener = (bottom..self.items.len())
                .rev()
                .find(|&at| matches!(&self.items[at], Item::Run(opener) if pairs(opener, &closer)));
            let Some(at) = opener else {
                self.bottoms.retain(|(known, _)| *known != kind);
                self.bottoms.push((kind, self.items.len()));
                break;
            };
            let content = self.finish(at + 1);
            self.openers -= 1;
            let Some(Item::Run(opener)) = self.items.pop() else {
                unreachable!("an opener was found there")
            };
            let used = if closer.character == '~' {
                closer.length
            } else {
                opener.length.min(closer.length).min(2)
            };
            self.wrap(opener, &mut closer, used, content);
        }
        if closer.length > 0 {
            self.push(closer);
        }
    }

    fn wrap(&mut self, mut opener: Run, closer: &mut Run, used: usize, content: Vec<Inline>) {
        opener.length -= used;
        let range = opener.start + opener.length..closer.start + used;
        closer.start += used;
        closer.length -= used;
        let kind = match (closer.character, used) {
            ('~', _) => InlineKind::Strikethrough(content),
            (_, 2) => InlineKind::Strong(content),
            _ => InlineKind::Emphasis(content),
        };
        if opener.length > 0 {
            self.push(opener);
        }
        let span = (self.span)(&range);
        self.items.push(Item::Inline(Inline { kind, span }));
        // What was below the new item may now be found again from above.
        let length = self.items.len();
        self.bottoms.retain(|(_, at)| *at <= length);
    }

    /// Keeps delimiters for later partners. Emphasis does not nest deeper than there may be open ones.
    fn push(&mut self, mut run: Run) {
        run.opens &= self.openers < MAX_DEPTH;
        self.openers += usize::from(run.opens);
        self.items.push(Item::Run(run));
    }

    /// Takes the items from a position on; delimiters without a partner are text.
    fn finish(&mut self, from: usize) -> Vec<Inline> {
        let items = self.items.split_off(from);
        let opens = |item: &&Item| matches!(item, Item::Run(run) if run.opens);
        self.openers -= items.iter().filter(opens).count();
        let inlines = items.into_iter().map(|item| match item {
            Item::Inline(inline) => inline,
            Item::Run(run) => Inline {
                kind: InlineKind::Text(run.character.to_string().repeat(run.length)),
                span: (self.span)(&(run.start..run.start + run.length)),
            },
        });
        inlines.collect()
    }
}

fn pairs(opener: &Run, closer: &Run) -> bool {
    if !opener.opens || opener.character != closer.character {
        return false;
    }
    if opener.character == '~' {
        return opener.length == closer.length && opener.length <= 2;
    }
    // "The rule of three" of CommonMark: `*a**b*` is not strong in the middle.
    let both = opener.closes || closer.opens;
    let threes = (opener.original + closer.original).is_multiple_of(3);
    !both || !threes || (opener.original.is_multiple_of(3) && closer.original.is_multiple_of(3))
}

/// Signs, as the specification has it: neither letters, digits, spaces, nor what merely changes the character
/// before it (combining marks, variation selectors, joiners).
fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !changes_the_one_before(c)
}

fn changes_the_one_before(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Characters of Chinese, Japanese and Korean writing, their punctuation and full-width forms included.
fn is_cjk(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1100..=0x11ff | 0x2e80..=0x303f | 0x3041..=0x33ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
            | 0xa000..=0xa4cf | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xfe30..=0xfe6f
            | 0xff01..=0xffee | 0x1b000..=0x1b2ff | 0x1f200..=0x1f2ff | 0x20000..=0x3fffd
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Block, BlockKind, parse};
    use super::*;
    use crate::source::{Place, Project, SourceMap};

    /// The text with the marks that were understood: `[b …]`, `[i …]`, `[s …]`.
    fn marked(text: &str) -> String {
        let (_, source) = Project::of_text("");
        let map = SourceMap::Direct(Place(Span::new(source, 0, text.len())));
        let blocks = parse(text, &map).prose.blocks;
        let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first() else {
            panic!("a paragraph")
        };
        show(inlines)
    }

    fn show(inlines: &[Inline]) -> String {
        let shown = inlines.iter().map(|inline| match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => text.clone(),
            InlineKind::Strong(inner) => format!("[b {}]", show(inner)),
            InlineKind::Emphasis(inner) => format!("[i {}]", show(inner)),
            InlineKind::Strikethrough(inner) => format!("[s {}]", show(inner)),
            InlineKind::Link { inlines, .. } => format!("<{}>", show(inlines)),
            other => format!("{other:?}"),
        });
        shown.collect()
    }

    #[test]
    fn emphasis_works_beside_japanese_punctuation() {
        let check = |text: &str, expected: &str| assert_eq!(marked(text), expected, "{text}");
        check("これは**「重要」**です。", "これは[b 「重要」]です。");
        check("**テスト。**テスト", "[b テスト。]テスト");
        check("**この（条例）**は", "[b この（条例）]は");
        check("市は**「個人情報」**を扱う。", "市は[b 「個人情報」]を扱う。");
        check("第１条**（目的）**この", "第１条[b （目的）]この");
        check("料金は**１，０００円（税込）**です", "料金は[b １，０００円（税込）]です");
        check("**「A」及び「B」**の", "[b 「A」及び「B」]の");
        check("*「重要」*です", "[i 「重要」]です");
        check("~~「旧」~~新", "[s 「旧」]新");
        check("**「A」**と**B**の", "[b 「A」]と[b B]の");
        check("**「A」**、**「B」**、**「C」**", "[b 「A」]、[b 「B」]、[b 「C」]");
        check("重要な**[方針](x.md)**です", "重要な[b <方針>]です");
        check("これは**`code`**です", "これは[b code]です");
        check("これは***「強」***です", "これは[i [b 「強」]]です");
        check("**外*内*外**です", "[b 外[i 内]外]です");
        check("**cafe\u{301}**s", "[b café]s");
        check("**葛\u{e0100}**city", "[b 葛\u{e0100}]city");
        check("**「a」\u{fe0f}**b", "[b 「a」\u{fe0f}]b");
    }

    #[test]
    fn what_common_mark_says_elsewhere_stays() {
        let check = |text: &str, expected: &str| assert_eq!(marked(text), expected, "{text}");
        check("a **b** c", "a [b b] c");
        check("a*\"b\"*c", "a*\"b\"*c");
        check("2 * 3 * 4", "2 * 3 * 4");
        check("snake_case_word", "snake_case_word");
        check("_a_ と __b__", "[i a] と [b b]");
        check("\\*\\*文字\\*\\*", "**文字**");
        check("**閉じない", "**閉じない");
        check("&#42;文字&#42;", "*文字*");
        check("*a**b*", "[i a**b]");
        check("~a~ ~~b~~ ~~~c~~~x", "[s a] [s b] ~~~c~~~x");
        check("*a `*` b*", "[i a * b]");
        check("**a [b** c](x.md)", "**a <b** c>");
    }

    #[test]
    fn many_delimiters_do_not_take_long() {
        let text = "a**b".repeat(20_000);
        assert!(marked(&text).starts_with("a[b b"));
        let text = "*a_ ".repeat(20_000);
        assert!(!marked(&text).is_empty());
    }
}
