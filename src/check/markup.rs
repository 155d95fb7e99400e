//! Markup in full-width signs, which is shown as it is: `＃`, `・`, `１．`, `［文］（アドレス）`.
//!
//! A mistake is mended only where the text then parses as what was meant, which is tried.

use std::ops::Range;

use crate::diagnostic::{Diagnostics, Rule};
use crate::markdown::{self, Block, BlockKind, Inline, InlineKind};
use crate::source::{Place, Project, SourceFile, SourceMap, Span};

use super::marks::{Mark, MarkKind, describe, mark};
use super::walk::{Text, TextKind};
use super::wide_link;

pub(super) const RULES: &[&Rule] = &[&FULLWIDTH_MARKUP];

pub(super) static FULLWIDTH_MARKUP: Rule = Rule::warning(
    "fullwidth-markup",
    "全角の記号が見出しや箇条書きにならない",
    "full-width signs that do not make headings or lists",
);

pub(super) fn check(texts: &[Text<'_>], project: &Project, diagnostics: &mut Diagnostics) {
    for text in texts.iter().filter(|text| text.is_shown()) {
        let file = project.source(text.span.source);
        wide_link::check(text.inlines(), project, text.literal, diagnostics);
        if let TextKind::Paragraph(inlines) = text.kind
            && text.literal
        {
            paragraph(inlines, text.span, file, diagnostics);
        }
    }
}

/// A line of a paragraph.
struct ParagraphLine<'a> {
    /// Where it begins in the file, behind what belongs to a list or a quotation around it.
    start: usize,
    /// How much of such stands before it.
    container: usize,
    /// The spaces before its text.
    indent: &'a str,
    text: &'a str,
}

fn paragraph(inlines: &[Inline], span: Span, file: &SourceFile, diagnostics: &mut Diagnostics) {
    let before = &file.text()[..span.start];
    let prefix = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
    let lines = lines(file.slice(span), span.start, prefix);
    let others = others(inlines);
    let mut marks: Vec<Option<Mark>> = lines
        .iter()
        .map(|line| {
            let at = line.start + line.indent.len();
            mark(line.text).filter(|_| is_text(&others, at))
        })
        .collect();
    numbers_in_order(&mut marks);
    tables_once(&mut marks);
    if marks.iter().all(Option::is_none) {
        return;
    }
    let replaced = replaced(&lines, &marks);
    // What already stands in an item of a list is not known to be meant as another one.
    let bare = prefix.chars().all(|c| matches!(c, ' ' | '\t' | '>'));
    let safe = (bare || marks[0].is_none())
        && !swallows_a_line(&lines, &marks)
        && is_as_meant(&lines, &marks, &replaced);
    for ((line, mark), replaced) in lines.iter().zip(&marks).zip(replaced) {
        let Some(mark) = mark else { continue };
        let at = line.start + line.indent.len();
        let place = Span::new(span.source, at, at + mark.sign);
        let mut diagnostic = describe(mark, file.slice(place), place);
        if safe && !mark.instead.is_empty() {
            let whole = Span::new(span.source, line.start, at + mark.length);
            diagnostic = diagnostic.fix(whole, replaced);
        }
        diagnostics.push(diagnostic);
    }
}

/// The lines of a paragraph. What stands before its first line stands before the others as well, at most.
fn lines<'a>(slice: &'a str, start: usize, prefix: &str) -> Vec<ParagraphLine<'a>> {
    let width = prefix.chars().count();
    let mut at = start;
    let line = |(number, whole): (usize, &'a str)| {
        let line_start = at;
        at += whole.len();
        let whole = whole.trim_end_matches(['\n', '\r']);
        let around = |c: &char| matches!(c, ' ' | '\t' | '>');
        let most = if number == 0 { 0 } else { width };
        let container = whole.chars().take(most).take_while(around).count();
        let rest = &whole[container..];
        let text = rest.trim_start();
        let indent = &rest[..rest.len() - text.len()];
        ParagraphLine { start: line_start + container, container, indent, text }
    };
    slice.split_inclusive('\n').enumerate().map(line).collect()
}

/// The places of a paragraph that are no plain text: code and links. They do not overlap.
fn others(inlines: &[Inline]) -> Vec<Range<usize>> {
    let mut others: Vec<Range<usize>> = Vec::new();
    markdown::visit_line(inlines, &mut |inline| {
        let other = matches!(
            inline.kind,
            InlineKind::Code(_)
                | InlineKind::Link { .. }
                | InlineKind::Image { .. }
                | InlineKind::Html(_)
        );
        // What stands in another one is a part of it.
        if other && others.last().is_none_or(|last| last.end <= inline.span.start) {
            others.push(inline.span.start..inline.span.end);
        }
    });
    others
}

/// Whether a place lies in none of them.
fn is_text(others: &[Range<usize>], at: usize) -> bool {
    let next = others.partition_point(|other| other.end <= at);
    others.get(next).is_none_or(|other| at < other.start)
}

/// Numbers make a list where they follow each other: from 1 on, or from the paragraph's first line on.
fn numbers_in_order(marks: &mut [Option<Mark>]) {
    let number = |mark: &Option<Mark>| match mark {
        Some(Mark { kind: MarkKind::Number(number), .. }) => Some(*number),
        _ => None,
    };
    let numbers: Vec<u32> = marks.iter().filter_map(number).collect();
    let begins = marks.first().and_then(number).is_some() || numbers.first() == Some(&1);
    let follow = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if !begins || !follow {
        marks.iter_mut().filter(|mark| number(mark).is_some()).for_each(|mark| *mark = None);
    }
}

/// Whether a line without a sign follows the last item at the margin: as a list, it would become a part
/// of that item. Between two items it is one.
fn swallows_a_line(lines: &[ParagraphLine<'_>], marks: &[Option<Mark>]) -> bool {
    let is_item = |mark: &Option<Mark>| {
        mark.as_ref().is_some_and(|it| matches!(it.kind, MarkKind::Bullet | MarkKind::Number(_)))
    };
    let last = marks.iter().rposition(is_item);
    let next = last.and_then(|at| Some((lines.get(at + 1)?, marks.get(at + 1)?)));
    next.is_some_and(|(line, mark)| mark.is_none() && line.indent.is_empty())
}

/// A table is one mistake, at its first row.
fn tables_once(marks: &mut [Option<Mark>]) {
    let is_table = |mark: &Option<Mark>| mark.as_ref().is_some_and(|it| it.kind == MarkKind::Table);
    for at in (1..marks.len()).rev() {
        if is_table(&marks[at]) && is_table(&marks[at - 1]) {
            marks[at] = None;
        }
    }
}

/// What each line begins with after the change: bullets keep their depth.
fn replaced(lines: &[ParagraphLine<'_>], marks: &[Option<Mark>]) -> Vec<String> {
    let mut open: Vec<usize> = Vec::new();
    let of_line = |(line, mark): (&ParagraphLine<'_>, &Option<Mark>)| {
        let Some(mark) = mark else { return String::new() };
        if mark.kind != MarkKind::Bullet {
            return mark.instead.clone();
        }
        let width = line.indent.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
        open.retain(|&outer| outer <= width);
        if open.last() != Some(&width) {
            open.push(width);
        }
        format!("{}{}", "  ".repeat(open.len() - 1), mark.instead)
    };
    lines.iter().zip(marks).map(of_line).collect()
}

/// Whether the changed lines parse as the headings, items and quotations that were meant, no more and no
/// less. Signs whose meaning one line does not tell are counted as they are.
fn is_as_meant(lines: &[ParagraphLine<'_>], marks: &[Option<Mark>], replaced: &[String]) -> bool {
    if lines.iter().any(|line| {
        line.container != lines[lines.len() - 1].container && line.start != lines[0].start
    }) {
        return false;
    }
    let mut text = String::new();
    for ((line, mark), replaced) in lines.iter().zip(marks).zip(replaced) {
        match mark.as_ref().filter(|mark| !mark.instead.is_empty()) {
            Some(mark) => text.extend([replaced, &line.text[mark.length..], "\n"]),
            None => text.extend([line.indent, line.text, "\n"]),
        }
    }
    let place = lines.first().map_or(0, |line| line.start);
    let (_, source) = Project::of_text("");
    let map = SourceMap::Whole(Place(Span::new(source, place, place)));
    let mut found = Shape::default();
    found.add(&markdown::parse(&text, &map).prose.blocks);
    let mut meant = Shape::default();
    let mut fences = 0;
    let mut last = None;
    for mark in marks.iter().flatten() {
        match mark.kind {
            MarkKind::Heading => meant.headings += 1,
            MarkKind::Bullet | MarkKind::Number(_) => meant.items += 1,
            MarkKind::Quote => meant.quotes += usize::from(last != Some(MarkKind::Quote)),
            MarkKind::Fence => fences += 1,
            MarkKind::Table => {}
        }
        last = Some(mark.kind);
    }
    meant.codes = fences / 2;
    let numbered = marks.iter().flatten().any(|mark| matches!(mark.kind, MarkKind::Number(_)));
    let bulleted = marks.iter().flatten().any(|mark| mark.kind == MarkKind::Bullet);
    // A backslash at the end of a line is a line break that would become a text.
    let broken = lines.iter().any(|line| line.text.trim_end().ends_with('\\'));
    found == meant && fences % 2 == 0 && !(numbered && bulleted) && !broken
}

/// How many blocks of each kind a text has.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    headings: usize,
    items: usize,
    quotes: usize,
    codes: usize,
    others: usize,
}

impl Shape {
    fn add(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(_) => self.headings += 1,
                BlockKind::List(list) => {
                    for item in &list.items {
                        self.items += 1;
                        // A task, or an item that begins with something else than a text, was not meant.
                        let plain = matches!(
                            item.blocks.first(),
                            Some(Block { kind: BlockKind::Paragraph(_), .. })
                        );
                        self.others += usize::from(!plain || item.task.is_some());
                        self.add(&item.blocks);
                    }
                }
                BlockKind::Quote { blocks, .. } => {
                    self.quotes += 1;
                    self.add(blocks);
                }
                BlockKind::Code(_) => self.codes += 1,
                BlockKind::Paragraph(_) => {}
                _ => self.others += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{fixed, page, reports, reports_of_body};

    const CODE: &str = "fullwidth-markup";

    /// The body after the fixes, which must leave nothing to be reported.
    fn check(body: &str, expected: &str) {
        let (text, codes) = fixed(CODE, &page(body));
        assert_eq!(text, page(expected), "{body}");
        assert_eq!(codes, [""; 0], "{body}");
    }

    #[test]
    fn each_line_has_its_own_place() {
        let check = |body: &str, expected: &[&str]| {
            assert_eq!(reports_of_body(CODE, body), expected, "{body}");
        };
        check("次のとおり。\n・一\n　・二\n・三", &["2:1 ・", "3:2 ・", "4:1 ・"]);
        check("＃＃　目的", &["1:1 ＃＃"]);
        check("１．一\n２．二", &["1:1 １．", "2:1 ２．"]);
        check("｜一｜二｜\n｜－｜－｜\n｜三｜四｜", &["1:1 ｜"]);
        check("> ・一\n> ・二", &["1:3 ・", "2:3 ・"]);
        check("- 一\n  ・二", &["2:3 ・"]);
    }

    #[test]
    fn fixed_lines_are_what_was_meant() {
        check("次のとおり。\n・一\n・二", "次のとおり。\n- 一\n- 二");
        check("・一\n　・二\n　　・三\n　・四\n・五", "- 一\n  - 二\n    - 三\n  - 四\n- 五");
        check("・一\n続き\n・二", "- 一\n続き\n- 二");
        check("＃　目的\n＃＃　背景\n本文", "# 目的\n## 背景\n本文");
        check("次の順とする。\n１．一\n２．　二", "次の順とする。\n1. 一\n2. 二");
        check("＞ 引用\n＞ 続き", "> 引用\n> 続き");
        check("> ・一\n> ・二", "> - 一\n> - 二");
        check("- 一\n  ・二\n  ・三", "- 一\n  - 二\n  - 三");
        check("－　一\n－　二", "- 一\n- 二");
        check("｀｀｀\n文\n｀｀｀", "```\n文\n```");
        check("・一<br>\r\n・二", "- 一<br>\r\n- 二");
    }

    #[test]
    fn what_is_not_certain_is_left_to_the_author() {
        for body in [
            "｜一｜二｜\n｜三｜四｜",
            "- ・一\n- ・二",
            "・一\\\n・二",
            "・# 一",
            "・[ ] 一",
            "１．一\n・二\n２．三",
            "｀｀｀\n文",
            "次のとおり。\n・一\n・二\n以上です。",
        ] {
            assert!(!reports_of_body(CODE, body).is_empty(), "{body}");
            assert_eq!(fixed(CODE, &page(body)).0, page(body), "{body}");
        }
    }

    #[test]
    fn texts_that_are_no_markup_are_left_alone() {
        for body in [
            "# １．目的",
            "１．５倍にする",
            "１．一\n３．三",
            "文\n２．二\n３．三",
            "｜人財《じんざい》の｜基《もと》",
            "文の途中の・点",
            "`・一`",
            "一`二\n・三`",
            "```\n・一\n```",
            "    ・一",
            "| ・一 | 二 |\n|---|---|\n| 三 | 四 |",
            "[一\n・二](https://example.jp/)",
        ] {
            assert_eq!(reports_of_body(CODE, body), [""; 0], "{body}");
        }
    }

    #[test]
    fn blocks_of_the_front_matter_are_read_and_lines_are_not() {
        let policy =
            |value: &str| format!("---\ntitle: 題\nroles:\n  - name: 甲\n    duty: {value}\n---\n");
        let text = policy("|\n      次のとおり\n      ・一\n        ・二\n\n      ・三");
        assert_eq!(reports(CODE, &text), ["7:7 ・", "8:9 ・", "10:7 ・"]);
        let expected = policy("|\n      次のとおり\n      - 一\n        - 二\n\n      - 三");
        assert_eq!(fixed(CODE, &text), (expected, vec![]));
        for header in ["|-", "|  # 説明", "  |", "|2+", "!!str |", "&a |"] {
            assert_eq!(
                reports(CODE, &policy(&format!("{header}\n      ・一"))),
                ["6:7 ・"],
                "{header}"
            );
        }
        for value in ["・一", "\"・一\"", "\n      ・一", ">\n      ・一\n      ・二"] {
            assert_eq!(reports(CODE, &policy(value)), [""; 0], "{value}");
        }
        let figure = "```table\ncaption: 表\ncolumns: [一]\nrows:\n  - - |\n      ・一\n      ・二\n  - - ・三\n```";
        assert_eq!(reports_of_body(CODE, figure), ["6:7 ・", "7:7 ・"]);
    }
}
