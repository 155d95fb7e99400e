//! Full-width signs at the beginning of a line that look like markup and are none.

use crate::diagnostic::{Diagnostic, Message};
use crate::source::Span;

use super::markup::FULLWIDTH_MARKUP;

/// A sign at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: MarkKind,
    /// How many bytes the sign has.
    pub(super) sign: usize,
    /// How many bytes it has with the spaces behind it.
    pub(super) length: usize,
    /// What to write instead; nothing where a line alone does not tell.
    pub(super) instead: String,
}

/// What a sign is meant to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    Heading,
    Bullet,
    Number(u32),
    Quote,
    Table,
    Fence,
}

/// The sign that a line begins with, if it is one that is meant as markup.
pub(super) fn mark(line: &str) -> Option<Mark> {
    let found = heading(line).or_else(|| bullet(line)).or_else(|| number(line));
    found.or_else(|| quote(line)).or_else(|| table(line)).or_else(|| fence(line))
}

/// A sign of some bytes, which a text must follow.
fn before_text(line: &str, kind: MarkKind, sign: usize, instead: &str) -> Option<Mark> {
    let rest = &line[sign..];
    let text = rest.trim_start();
    let length = line.len() - text.len();
    (!text.is_empty()).then(|| Mark { kind, sign, length, instead: instead.to_owned() })
}

fn width(line: &str, belongs: impl Fn(char) -> bool) -> usize {
    line.chars().take_while(|&c| belongs(c)).map(char::len_utf8).sum()
}

fn heading(line: &str) -> Option<Mark> {
    let sign = width(line, |c| matches!(c, '#' | '＃'));
    let level = line[..sign].chars().count();
    let rest = &line[sign..];
    let wide = line[..sign].contains('＃') || rest.starts_with('\u{3000}');
    // ＃1 is a number, and several are tags.
    let number = rest.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if !(1..=6).contains(&level)
        || !wide
        || number
        || rest.contains(['#', '＃']) && !rest.contains('{')
    {
        return None;
    }
    before_text(line, MarkKind::Heading, sign, &format!("{} ", "#".repeat(level)))
}

fn bullet(line: &str) -> Option<Mark> {
    let first = line.chars().next()?;
    let sign = first.len_utf8();
    let next = line[sign..].chars().next()?;
    let spaced = next.is_whitespace();
    let is_bullet = match first {
        '・' | '･' | '•' => !matches!(next, '・' | '･' | '•' | '…'),
        // － 3 － is the number of a page.
        '＊' | '－' | '−' => spaced && !line.trim_end().ends_with(first),
        '-' | '*' | '+' => next == '\u{3000}',
        _ => false,
    };
    if is_bullet { before_text(line, MarkKind::Bullet, sign, "- ") } else { None }
}

fn number(line: &str) -> Option<Mark> {
    let digits = width(line, |c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let point = line[digits..].chars().next().filter(|c| matches!(c, '.' | '．'))?;
    let sign = digits + point.len_utf8();
    let number: String = crate::markdown::normalise(&line[..digits]);
    let next = line[sign..].chars().next()?;
    let wide = !line[..sign].is_ascii() || next == '\u{3000}';
    let value = number.parse().ok().filter(|_| number.len() <= 2)?;
    if !wide || next.is_numeric() {
        return None;
    }
    before_text(line, MarkKind::Number(value), sign, &format!("{value}. "))
}

fn quote(line: &str) -> Option<Mark> {
    let sign = line.starts_with('＞').then_some('＞'.len_utf8())?;
    before_text(line, MarkKind::Quote, sign, "> ")
}

/// A row between full-width bars, at least one cell; ruby has such a bar too.
fn table(line: &str) -> Option<Mark> {
    let line = line.trim_end();
    let bars = line.chars().filter(|c| *c == '｜').count();
    let row = line.starts_with(['｜', '|']) && line.ends_with(['｜', '|']) && bars >= 2;
    let sign = line.chars().next()?.len_utf8();
    (row && !line.contains('《')).then(|| Mark {
        kind: MarkKind::Table,
        sign,
        length: sign,
        instead: String::new(),
    })
}

fn fence(line: &str) -> Option<Mark> {
    let sign = width(line, |c| c == '｀');
    let count = line[..sign].chars().count();
    let instead = "`".repeat(count);
    (count >= 3).then_some(Mark { kind: MarkKind::Fence, sign, length: sign, instead })
}

/// Reports a sign, which stands at a place.
pub(super) fn describe(mark: &Mark, sign: &str, place: Span) -> Diagnostic {
    let (what, what_en, help) = match mark.kind {
        MarkKind::Heading => (
            "見出し",
            "a heading",
            Message::new(
                format!("半角の「#」と半角の空白で書いてください（{}見出し）。", mark.instead),
                format!("write ASCII signs and a space: `{}heading`", mark.instead),
            ),
        ),
        MarkKind::Bullet => (
            "箇条書き",
            "a list",
            Message::fixed(
                "半角のハイフンと空白で「- 項目」と書いてください。読み上げで箇条書きと分かります（WCAG 1.3.1）。",
                "write a hyphen and a space (`- item`): screen readers then tell that it is a list (WCAG 1.3.1)",
            ),
        ),
        MarkKind::Number(_) => (
            "番号つきの箇条書き",
            "a numbered list",
            Message::new(
                format!("半角の数字、点、空白で「{}項目」と書いてください。", mark.instead),
                format!("write ASCII digits, a point and a space: `{}item`", mark.instead),
            ),
        ),
        MarkKind::Quote => (
            "引用",
            "a quotation",
            Message::fixed("半角で「> 引用文」と書いてください。", "write an ASCII sign: `> text`"),
        ),
        MarkKind::Table => (
            "表",
            "a table",
            Message::fixed(
                "半角の「|」で区切り、見出しの行の次に「|---|---|」の行を書いてください。",
                "write ASCII bars, and a row `|---|---|` below the head",
            ),
        ),
        MarkKind::Fence => (
            "図表やコードの囲み",
            "a block",
            Message::fixed(
                "初めと終わりの行を半角の「```」で書いてください。",
                "write ASCII signs (```) in the first and the last line",
            ),
        ),
    };
    let message = Message::new(
        format!("行の初めの「{sign}」は{what}になりません"),
        format!("`{sign}` at the beginning of a line does not make {what_en}"),
    );
    Diagnostic::new(&FULLWIDTH_MARKUP, place, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_recognised() {
        use MarkKind::{Bullet, Fence, Heading, Number, Quote, Table};
        for (line, kind, sign, length, instead) in [
            ("＃目的", Heading, "＃", "＃", "# "),
            ("＃＃　目的", Heading, "＃＃", "＃＃　", "## "),
            ("#　目的", Heading, "#", "#　", "# "),
            ("＃目的 {#a}", Heading, "＃", "＃", "# "),
            ("・項目", Bullet, "・", "・", "- "),
            ("･ 項目", Bullet, "･", "･ ", "- "),
            ("•\t項目", Bullet, "•", "•\t", "- "),
            ("－　項目", Bullet, "－", "－　", "- "),
            ("＊ 項目", Bullet, "＊", "＊ ", "- "),
            ("-　項目", Bullet, "-", "-　", "- "),
            ("１．目的", Number(1), "１．", "１．", "1. "),
            ("12．　目的", Number(12), "12．", "12．　", "12. "),
            ("1.　目的", Number(1), "1.", "1.　", "1. "),
            ("＞ 引用", Quote, "＞", "＞ ", "> "),
            ("｜一｜二｜", Table, "｜", "｜", ""),
            ("｀｀｀roles", Fence, "｀｀｀", "｀｀｀", "```"),
        ] {
            let expected =
                Mark { kind, sign: sign.len(), length: length.len(), instead: instead.to_owned() };
            assert_eq!(mark(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn other_lines_have_none() {
        for line in [
            "",
            "目的",
            "# 目的",
            "＃",
            "＃1 会議室",
            "＃デジタル ＃人材",
            "＃＃＃＃＃＃＃深い",
            "・",
            "・・・続く",
            "・…",
            "－５度",
            "− 3 −",
            "- 項目",
            "*強調*",
            "1. 目的",
            "1.目的",
            "１．５倍",
            "１）目的",
            "123．目的",
            "１．",
            "＞",
            "｜人財《じんざい》の｜基《もと》｜",
            "縦棒｜",
            "｜一",
            "|一|二|",
            "｀一｀",
        ] {
            assert_eq!(mark(line), None, "{line}");
        }
    }
}
