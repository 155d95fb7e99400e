//! Breaking texts into lines of a terminal, as Japanese is broken: anywhere, but not before what closes a phrase
//! and not behind what opens one (行頭禁則・行末禁則, JIS X 4051).

use unicode_width::UnicodeWidthChar;

/// A text in parts that look alike, each with its look.
pub(super) type Runs<L> = Vec<(String, L)>;

/// What no line begins with.
const NOT_FIRST: &str = "、。，．・：；？！）］｝」』】〉》〕”’ー々ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%％…";

/// What no line ends with.
const NOT_LAST: &str = "（［｛「『【〈《〔“‘([{";

/// How far back a better place to break is looked for, in characters.
const MOST_BACK: usize = 12;

/// How many columns of a terminal a text takes, full-width characters two.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

fn columns_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The lines of a text that are at most so many columns wide; without a width, only the text's own line breaks
/// count. There is at least one line.
pub(super) fn wrap<L: Copy + PartialEq>(text: &Runs<L>, width: Option<usize>) -> Vec<Runs<L>> {
    let mut lines = Vec::new();
    let mut line: Vec<(char, L)> = Vec::new();
    let mut taken = 0;
    let all = text.iter().flat_map(|(text, look)| text.chars().map(|c| (c, *look)));
    for (c, look) in all {
        if c == '\n' {
            lines.push(joined(&std::mem::take(&mut line)));
            taken = 0;
            continue;
        }
        let needed = columns_of(c);
        let too_wide = |taken| width.is_some_and(|width| taken + needed > width) && needed > 0;
        while too_wide(taken) && !line.is_empty() {
            let rest = line.split_off(place(&line, c));
            lines.push(joined(&line));
            line = rest;
            taken = line.iter().map(|(c, _)| columns_of(*c)).sum();
        }
        line.push((c, look));
        taken += needed;
    }
    lines.push(joined(&line));
    lines
}

/// Where a full line is broken, before a further character: as far behind as may be.
fn place<L>(line: &[(char, L)], next: char) -> usize {
    let behind = |at: usize| line.get(at).map_or(next, |(c, _)| *c);
    let nearest = (1..=line.len()).rev().take(MOST_BACK);
    let mut may_be = nearest.filter(|at| may_break(line[at - 1].0, behind(*at)));
    may_be.next().unwrap_or(line.len())
}

fn may_break(before: char, behind: char) -> bool {
    let in_word = before.is_ascii_alphanumeric() && behind.is_ascii_alphanumeric();
    let joined = columns_of(behind) == 0;
    !in_word && !joined && !NOT_FIRST.contains(behind) && !NOT_LAST.contains(before)
}

fn joined<L: Copy + PartialEq>(line: &[(char, L)]) -> Runs<L> {
    let runs = line.chunk_by(|one, other| one.1 == other.1);
    runs.map(|run| (run.iter().map(|(c, _)| *c).collect(), run[0].1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_where_readers_expect_it() {
        let check = |text: &str, width: usize, expected: &[&str]| {
            let lines = wrap(&vec![(text.to_owned(), ())], Some(width));
            let lines: Vec<String> =
                lines.iter().map(|line| line.iter().map(|it| it.0.as_str()).collect()).collect();
            assert_eq!(lines, expected, "{text} {width}");
        };
        check("", 10, &[""]);
        check("研修を行う", 10, &["研修を行う"]);
        check("研修を行う", 6, &["研修を", "行う"]);
        check("研修を行う", 5, &["研修", "を行", "う"]);
        check("研修を行う。", 10, &["研修を行", "う。"]);
        check("研修（基礎）", 6, &["研修", "（基", "礎）"]);
        check("計画は「重要」", 8, &["計画は", "「重要」"]);
        check("DX Leader を置く", 8, &["DX ", "Leader ", "を置く"]);
        check("abcdefghijklmnopqrstuvwxyz", 20, &["abcdefghijklmnopqrst", "uvwxyz"]);
        check("一\n二", 10, &["一", "二"]);
        check("一\n\n二", 2, &["一", "", "二"]);
        check("か\u{3099}き\u{3099}", 2, &["か\u{3099}", "き\u{3099}"]);
        check("。。。。", 4, &["。。", "。。"]);
        check("研修", 1, &["研", "修"]);
    }

    #[test]
    fn looks_go_with_their_characters() {
        let text =
            vec![("研修を".to_owned(), 'a'), ("年2回".to_owned(), 'b'), ("。".to_owned(), 'a')];
        let run = |text: &str, look| (text.to_owned(), look);
        let lines = wrap(&text, Some(8));
        assert_eq!(lines[0], [run("研修を", 'a'), run("年", 'b')]);
        assert_eq!(lines[1], [run("2回", 'b'), run("。", 'a')]);
        assert_eq!(wrap(&text, None).concat(), text);
    }

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let text = "「デジタル（DX）人材」の育成を、令和7年度から2026年度まで、全庁で、進める。";
        for width in 4..60 {
            for line in wrap(&vec![(text.to_owned(), ())], Some(width)) {
                let taken: usize = line.iter().map(|it| columns(&it.0)).sum();
                assert!(taken <= width, "{line:?} {width}");
            }
        }
    }
}
