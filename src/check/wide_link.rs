//! Links and images whose brackets are full-width: `［手引き］（guide.md）`.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::markdown::{self, Inline, InlineKind};
use crate::source::{Project, Span};

use super::markup::FULLWIDTH_MARKUP;

/// Reports them in a running text; only a block can hold the half-width brackets for certain, because YAML
/// has a meaning for them.
pub(super) fn check(
    inlines: &[Inline],
    project: &Project,
    block: bool,
    diagnostics: &mut Diagnostics,
) {
    markdown::visit_line(inlines, &mut |inline| {
        let InlineKind::Text(text) = &inline.kind else { return };
        if !text.contains(['［', '］', '（', '）']) || !text.contains([']', '］']) {
            return;
        }
        let slice = project.source(inline.span.source).slice(inline.span);
        let mut from = 0;
        while let Some(found) = next(slice, from) {
            let at = |range: &Range<usize>| {
                let start = inline.span.start + range.start;
                Span::new(inline.span.source, start, start + range.len())
            };
            diagnostics.push(report(&found, at(&found.whole), block));
            from = found.whole.end;
        }
    });
}

/// A link that was found in a text.
struct Found<'a> {
    whole: Range<usize>,
    is_image: bool,
    text: &'a str,
    target: &'a str,
}

fn next(slice: &str, from: usize) -> Option<Found<'_>> {
    for (at, open) in slice[from..].match_indices(['[', '［']) {
        let at = from + at;
        if let Some(found) = link_at(slice, at, open.len()) {
            return Some(found);
        }
    }
    None
}

fn link_at(slice: &str, at: usize, open: usize) -> Option<Found<'_>> {
    let before = &slice[..at];
    let text_at = at + open;
    let text_end = text_at + slice[text_at..].find(['[', '［', ']', '］', '\n', '`'])?;
    let close = slice[text_end..].chars().next().filter(|c| matches!(c, ']' | '］'))?;
    let paren_at = text_end + close.len_utf8();
    let paren = slice[paren_at..].chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let target_at = paren_at + paren.len_utf8();
    let target_end = target_at + slice[target_at..].find(['(', '（', ')', '）', '\n'])?;
    let end = slice[target_end..].chars().next().filter(|c| matches!(c, ')' | '）'))?;
    let whole_end = target_end + end.len_utf8();
    let sign = before.chars().next_back().filter(|c| matches!(c, '!' | '！'));
    let start = at - sign.map_or(0, char::len_utf8);
    let (text, target) = (&slice[text_at..text_end], slice[target_at..target_end].trim());
    let whole = &slice[start..whole_end];
    let wide = ['［', '］', '（', '）', '！'].iter().any(|c| whole.contains(*c));
    let fits = !text.trim().is_empty() && is_target(target) && !before.ends_with('\\');
    (wide && fits).then_some(Found {
        whole: start..whole_end,
        is_image: sign.is_some(),
        text,
        target,
    })
}

/// Whether a text in brackets can only be an address or a file.
fn is_target(text: &str) -> bool {
    const STARTS: [&str; 7] = ["https://", "http://", "mailto:", "./", "../", "#", "/"];
    const ENDS: [&str; 10] =
        [".md", ".html", ".pdf", ".png", ".jpg", ".jpeg", ".svg", ".csv", ".xlsx", ".docx"];
    let small = text.to_ascii_lowercase();
    let start = STARTS.iter().any(|it| small.starts_with(it) && small.len() > it.len());
    let named = || ENDS.iter().any(|it| small.ends_with(it) && small.len() > it.len());
    !text.contains(|c: char| c.is_whitespace() || "<>\\\"".contains(c)) && (start || named())
}

fn report(found: &Found<'_>, span: Span, block: bool) -> Diagnostic {
    let (sign, what, what_en) =
        if found.is_image { ("!", "画像", "an image") } else { ("", "リンク", "a link") };
    let instead = format!("{sign}[{}]({})", found.text, found.target);
    let message = Message::new(
        format!("全角の括弧では{what}になりません"),
        format!("full-width brackets do not make {what_en}"),
    );
    let help = Message::new(
        format!("半角の括弧で「{instead}」と書いてください。"),
        format!("write ASCII brackets: `{instead}`"),
    );
    let diagnostic = Diagnostic::new(&FULLWIDTH_MARKUP, span, message).help(help);
    if block { diagnostic.fix(span, instead) } else { diagnostic }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{fixed, page, reports, reports_of_body};

    const CODE: &str = "fullwidth-markup";

    #[test]
    fn links_are_mended() {
        let check = |body: &str, expected: &str| {
            let (text, codes) = fixed(CODE, &page(body));
            assert_eq!(text, page(expected), "{body}");
            assert_eq!(codes, [""; 0], "{body}");
        };
        let url = "https://example.lg.jp/";
        check(&format!("本文の［手引き］（{url}）です"), &format!("本文の[手引き]({url})です"));
        check(&format!("[手引き]（{url}）"), &format!("[手引き]({url})"));
        check(
            &format!("［手引き］({url})と［資料］({url})"),
            &format!("[手引き]({url})と[資料]({url})"),
        );
        check("# 目的\n\n> ［目的］（#目的）", "# 目的\n\n> [目的](#目的)");
    }

    #[test]
    fn images_and_values_are_reported() {
        assert_eq!(
            reports_of_body(CODE, "図は！［全体図］（map.png）"),
            ["1:3 ！［全体図］（map.png）"]
        );
        let notice = "---\ntitle: 題\nnotice: ［手引き］（a.md）を見る\n---\n";
        assert_eq!(reports(CODE, notice), ["3:9 ［手引き］（a.md）"]);
        assert_eq!(fixed(CODE, notice).0, notice);
        let block = "---\ntitle: 題\nnotice: |\n  ［題］（#一）\n---\n# 一\n";
        assert_eq!(fixed(CODE, block).0, block.replace("［題］（#一）", "[題](#一)"));
    }

    #[test]
    fn brackets_of_a_text_are_left_alone() {
        for body in [
            "［注］（補足）",
            "［一］（第2条）",
            "（［一］）",
            "`［一］（a.md）`",
            "\\［一］（a.md）",
            "[一](https://example.lg.jp/)（補足）",
            "［］（a.md）",
        ] {
            assert_eq!(reports_of_body(CODE, body), [""; 0], "{body}");
        }
    }
}
