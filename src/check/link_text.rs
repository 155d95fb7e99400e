//! Links whose text does not say where they lead.

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::markdown::{self, InlineKind, normalise};

use super::walk::Text;

pub(super) const RULES: &[&Rule] = &[&LINK_TEXT_VAGUE];

static LINK_TEXT_VAGUE: Rule = Rule::warning(
    "link-text-vague",
    "行き先の分からないリンクの言葉（WCAG 2.4.4）",
    "a link whose text does not say where it leads (WCAG 2.4.4)",
);

/// What says nothing of the place, as whole texts, in small letters.
const VAGUE: &[&str] = &[
    "こちら",
    "ココ",
    "コチラ",
    "ここ",
    "こちらのページ",
    "こちらのリンク",
    "このページ",
    "このリンク",
    "詳細",
    "詳細はこちら",
    "詳しくはこちら",
    "詳しくは",
    "詳しく",
    "詳細を見る",
    "詳しく見る",
    "もっと詳しく",
    "くわしくはこちら",
    "くわしく",
    "クリック",
    "ここをクリック",
    "こちらをクリック",
    "リンク",
    "リンク先",
    "リンクはこちら",
    "もっと見る",
    "続きを読む",
    "続きを見る",
    "続き",
    "見る",
    "開く",
    "here",
    "clickhere",
    "click",
    "link",
    "more",
    "readmore",
    "learnmore",
    "details",
    "this",
    "thispage",
    "thislink",
];

/// What may stand behind it without saying more.
const ENDINGS: &[&str] = &[
    "をご覧ください",
    "をごらんください",
    "をご確認ください",
    "をご参照ください",
    "を参照してください",
    "してください",
    "を参照",
    "参照",
    "から",
    "へ",
    "です",
    "まで",
];

pub(super) fn check(texts: &[Text<'_>], diagnostics: &mut Diagnostics) {
    for text in texts.iter().filter(|text| text.is_shown()) {
        markdown::visit_line(text.inlines(), &mut |inline| {
            let InlineKind::Link { inlines, .. } = &inline.kind else { return };
            let written = markdown::plain(inlines);
            let diagnostic = if written.trim().is_empty() {
                let message = Message::fixed("リンクに言葉がありません", "the link has no text");
                Diagnostic::new(&LINK_TEXT_VAGUE, inline.span, message)
            } else if is_vague(&written) {
                let message = Message::new(
                    format!("リンクの言葉「{}」からは行き先が分かりません", written.trim()),
                    format!("the link text `{}` does not say where it leads", written.trim()),
                );
                // The text alone is the place, where it was written in one piece.
                let first = inlines.first().map_or(inline.span, |first| first.span);
                let span = inlines.last().map_or(first, |last| first.to(last.span));
                Diagnostic::new(&LINK_TEXT_VAGUE, span, message)
            } else {
                return;
            };
            let help = Message::fixed(
                "行き先のページや資料の名前をリンクの言葉にしてください。読み上げではリンクだけを拾って聞くことがあります（WCAG 2.4.4）。",
                "use the name of the page or document as the link's text: some people hear links alone (WCAG 2.4.4)",
            );
            diagnostics.push(diagnostic.help(help));
        });
    }
}

fn is_vague(written: &str) -> bool {
    let text: String =
        normalise(written).chars().filter(|c| c.is_alphanumeric() || *c == 'ー').collect();
    let text = text.to_lowercase();
    let stem = ENDINGS.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(&text);
    VAGUE.contains(&text.as_str()) || VAGUE.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::is_vague;
    use crate::check::testing::{reports, reports_of_body};

    #[test]
    fn vague_texts_are_told_from_names() {
        for text in [
            "こちら",
            "コチラ",
            "【こちら】",
            "ｺﾁﾗ",
            "こちらから",
            "詳細はこちら",
            "詳しくは、こちらをご覧ください。",
            "▶ 詳細",
            "Click here",
            "HERE",
            "もっと見る…",
            "クリックしてください",
            "リンク",
            "続きを読む >",
        ] {
            assert!(is_vague(text), "{text}");
        }
        for text in [
            "八王子市の方針",
            "詳細な手順",
            "こちらのアンケート",
            "リンク集",
            "研修の詳細",
            "https://example.lg.jp/",
            "こちら情報課",
            "ここから始める手引き",
            "PDF",
            "HEREについて",
            "1",
        ] {
            assert!(!is_vague(text), "{text}");
        }
    }

    #[test]
    fn the_text_of_the_link_is_the_place() {
        let code = "link-text-vague";
        let url = "https://example.lg.jp/";
        assert_eq!(reports_of_body(code, &format!("文は[こちら]({url})です")), ["1:4 こちら"]);
        assert_eq!(reports_of_body(code, &format!("[**ここ**]({url})")), ["1:2 **ここ**"]);
        assert_eq!(reports_of_body(code, &format!("[]({url})")), [format!("1:1 []({url})")]);
        assert_eq!(reports_of_body(code, &format!("[手引き]({url}) こちら <{url}>")), [""; 0]);
        let notice = format!("---\ntitle: 題\nnotice: \"[詳細]({url})\"\n---\n");
        assert_eq!(reports(code, &notice), ["3:11 詳細"]);
    }
}
