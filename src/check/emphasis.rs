//! Signs of emphasis that readers see because they did not pair: a literal `**`, `__` or `~~`.

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::markdown::{self, Inline, InlineKind};
use crate::source::{Project, Span};

use super::walk::Text;

pub(super) const RULES: &[&Rule] = &[&EMPHASIS_UNCLOSED];

static EMPHASIS_UNCLOSED: Rule = Rule::warning(
    "emphasis-unclosed",
    "強調の記号（** など）がそのまま表示される",
    "signs of emphasis that are shown as they are",
);

/// Two or more signs side by side, and what stands on either side.
#[derive(Debug, Clone, Copy)]
struct Signs {
    sign: char,
    span: Span,
    before: Option<char>,
    after: Option<char>,
}

pub(super) fn check(texts: &[Text<'_>], project: &Project, diagnostics: &mut Diagnostics) {
    for text in texts.iter().filter(|text| text.is_shown()) {
        let mut found = Vec::new();
        markdown::visit_line(text.inlines(), &mut |inline| signs(inline, project, &mut found));
        for sign in ['*', '_', '~'] {
            let alike: Vec<Signs> = found.iter().copied().filter(|it| it.sign == sign).collect();
            for pair in alike.chunks(2) {
                diagnostics.push(report(pair[0], pair.get(1).copied()));
            }
        }
    }
}

/// Adds the signs in a plain text that were typed without a backslash.
fn signs(inline: &Inline, project: &Project, found: &mut Vec<Signs>) {
    let InlineKind::Text(text) = &inline.kind else { return };
    if !["**", "__", "~~"].iter().any(|signs| text.contains(signs)) {
        return;
    }
    let file = project.source(inline.span.source);
    let slice = file.slice(inline.span);
    // In quotes of YAML a backslash is not Markdown's.
    if slice.starts_with('"') && slice.contains('\\') {
        return;
    }
    let mut at = 0;
    while let Some(sign) = slice[at..].chars().next() {
        let length = slice[at..].chars().take_while(|&c| c == sign).count();
        let end = at + length * sign.len_utf8();
        if sign == '\\' {
            // Every second backslash is one itself; an odd one escapes what follows.
            at = end;
            if length % 2 == 1 {
                at += slice[end..].chars().next().map_or(0, char::len_utf8);
            }
            continue;
        }
        let span = Span::new(inline.span.source, inline.span.start + at, inline.span.start + end);
        let before = file.text()[..span.start].chars().next_back();
        let after = file.text()[span.end..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let counts = match sign {
            '*' => length >= 2,
            // Three are a place to write on paper.
            '_' => length == 2 && (word(before) || word(after)),
            '~' => length == 2,
            _ => false,
        };
        if counts && text.contains(&slice[at..end]) {
            found.push(Signs { sign, span, before, after });
        }
        at = end;
    }
}

fn report(first: Signs, second: Option<Signs>) -> Diagnostic {
    let signs = first.sign.to_string().repeat(2);
    let message = Message::new(
        format!("「{signs}」が強調にならず、そのまま表示されます"),
        format!("`{signs}` is not emphasis here and is shown as it is"),
    );
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let escaped: String = [first.sign; 2].iter().flat_map(|sign| ['\\', *sign]).collect();
    let help = match second {
        None => Message::new(
            format!(
                "組になる「{signs}」がありません。{signs}強調する言葉{signs} のように前後に書くか、取り除いてください。そのまま見せるときは {escaped} と書きます。"
            ),
            format!(
                "its partner is missing: write `{signs}words{signs}`, or take it away; write `{escaped}` to show it"
            ),
        ),
        Some(second) if space(first.after) || space(second.before) => Message::new(
            format!(
                "「{signs}」の内側に空白があります。{signs}強調する言葉{signs} のように詰めて書いてください。"
            ),
            format!("there is a space inside: write `{signs}words{signs}` without it"),
        ),
        Some(_) if first.sign == '_' => Message::fixed(
            "「__」は、前後に文字が続くと強調になりません。**強調する言葉** と書いてください。",
            "`__` does not work beside letters: write `**words**`",
        ),
        Some(_) => Message::new(
            format!(
                "組が合っていません。{signs}強調する言葉{signs} のように一つの語句を囲み、リンクや括弧をまたがないようにしてください。"
            ),
            format!(
                "the two do not pair: put `{signs}` around whole words, not across links or brackets"
            ),
        ),
    };
    let diagnostic = Diagnostic::new(&EMPHASIS_UNCLOSED, first.span, message).help(help);
    match second {
        None => diagnostic,
        Some(second) => {
            let there = Message::fixed("もう一方の記号", "the other one");
            diagnostic.related(second.span, there)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{page, reports, reports_of_body};

    #[test]
    fn signs_that_readers_see_are_reported() {
        let check = |body: &str, expected: &[&str]| {
            assert_eq!(reports_of_body("emphasis-unclosed", body), expected, "{body}");
        };
        check("これは** 重要 **です", &["1:4 **"]);
        check("これは**重要です", &["1:4 **"]);
        check("**一** と **二", &["1:9 **"]);
        check("これは__重要__です", &["1:4 __"]);
        check("~~ 旧 ~~ 新", &["1:1 ~~"]);
        check("**a [b** c](https://example.jp/)", &["1:1 **"]);
        check("一\n**二\n\n三**", &["2:1 **", "4:2 **"]);
        check("- 項目**\n> **引用", &["1:5 **", "2:3 **"]);
        check("# 見出し**", &["1:6 **"]);
    }

    #[test]
    fn signs_that_are_meant_are_not() {
        for body in [
            "これは**「重要」**です",
            "\\*\\*そのまま\\*\\*",
            "`2**3` と `__init__`",
            "    ** x",
            "```\n**\n```",
            "2 * 3 * 4",
            "a_b_c",
            "10~20",
            "氏名____",
            "&#42;&#42;",
            "***強調***",
            "---\n\n***\n\n___",
        ] {
            assert_eq!(reports_of_body("emphasis-unclosed", body), [""; 0], "{body}");
        }
    }

    #[test]
    fn values_are_read_as_well() {
        let code = "emphasis-unclosed";
        assert_eq!(reports(code, "---\ntitle: 題\nnotice: |\n  一\n  ** 二 **\n---\n"), ["5:3 **"]);
        assert_eq!(reports(code, "---\ntitle: 題\nnotice: 一** 二 **\n---\n"), ["3:10 **"]);
        assert_eq!(reports(code, "---\ntitle: 題\nnotice: \"\\\\*\\\\*\"\n---\n"), [""; 0]);
        assert_eq!(reports(code, &page("| ** 一 ** | 二 |\n|---|---|\n| 三 | 四 |")), ["5:3 **"]);
    }
}
