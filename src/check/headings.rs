//! Headings that readers cannot tell apart.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{Chapter, Document};
use crate::markdown::{self, squeezed, strip_numbering};

pub(super) const RULES: &[&Rule] = &[&HEADING_DUPLICATE];

static HEADING_DUPLICATE: Rule = Rule::warning(
    "heading-duplicate",
    "同じ章の中に同じ言葉の見出しが二つある（WCAG 2.4.6）",
    "two headings of the same text below one heading (WCAG 2.4.6)",
);

pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    siblings(&document.chapters, diagnostics);
}

fn siblings(chapters: &[Chapter], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<String, &Chapter> = BTreeMap::new();
    for chapter in chapters {
        siblings(&chapter.sections, diagnostics);
        let written = markdown::plain(&chapter.heading);
        let text = squeezed(strip_numbering(written.trim()));
        if text.is_empty() {
            continue;
        }
        let Some(other) = first.get(&text) else {
            first.insert(text, chapter);
            continue;
        };
        // That two chapters stand for one of the outline is told by `chapter-duplicate`.
        if chapter.level == 1 && !chapter.covers.is_empty() && chapter.covers == other.covers {
            continue;
        }
        let written = written.trim();
        let message = Message::new(
            format!("「{written}」と同じ言葉の見出しが、同じ段にもう一つあります"),
            format!("another heading beside this one says the same: `{written}`"),
        );
        let help = Message::fixed(
            "見出しだけで区別できる言葉にしてください。読み上げでは見出しの一覧から行き先を選びます（WCAG 2.4.6）。",
            "make each say what is below it: people choose from a list of headings (WCAG 2.4.6)",
        );
        let there = Message::fixed("最初の見出し", "the first of them");
        let diagnostic = Diagnostic::new(&HEADING_DUPLICATE, chapter.span(), message);
        diagnostics.push(diagnostic.help(help).related(other.span(), there));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reports_of_body;

    #[test]
    fn headings_below_one_heading_differ() {
        let check = |body: &str, expected: &[&str]| {
            assert_eq!(reports_of_body("heading-duplicate", body), expected, "{body}");
        };
        check("# 目的\n\n文\n\n# 目的\n\n文\n", &["5:1 # 目的"]);
        check("# １．ＤＸの推進\n# 2. DXの 推進\n", &["2:1 # 2. DXの 推進"]);
        check("# 一\n## 概要\n## 概要\n## 概要\n", &["3:1 ## 概要", "4:1 ## 概要"]);
        check("# 一\n## 概要\n# 二\n## 概要\n", &[]);
        check("# 概要\n## 概要\n", &[]);
        check("# 第1章\n# 第2章\n", &[]);
        check("# 目的 {#a}\n# 目標 {#b}\n", &[]);
    }
}
