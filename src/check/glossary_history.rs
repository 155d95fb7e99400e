//! Whether the glossary and the history are in order: no term twice, the newest revision first.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{Document, Revision, Term};
use crate::markdown;
use crate::source::Span;

use super::losses::Losses;

pub(super) const RULES: &[&Rule] = &[&REVISION_ORDER, &TERM_DUPLICATE];

static REVISION_ORDER: Rule = Rule::warning(
    "revision-order",
    "改定履歴が新しい順でない",
    "a history that does not begin with the newest revision",
);
static TERM_DUPLICATE: Rule = Rule::warning(
    "term-duplicate",
    "用語集に同じ用語が二度ある",
    "a term that the glossary defines twice",
);

pub(super) fn check(document: &Document, losses: &Losses, diagnostics: &mut Diagnostics) {
    if losses.has_read(document, &["revisions"]) {
        revisions(&document.records.revisions, diagnostics);
    }
    terms(&document.records.glossary, diagnostics);
}

/// Reports the first revision that is newer than the one above it.
fn revisions(revisions: &[Revision], diagnostics: &mut Diagnostics) {
    // 2025 may be any day of the year: only what is certainly newer counts.
    let newer = |pair: &&[Revision]| pair[1].date.value.first_day() > pair[0].date.value.last_day();
    let Some([above, below]) = revisions.windows(2).find(newer) else { return };
    let message = Message::fixed(
        "改定履歴が新しい順に並んでいません",
        "the revisions do not stand with the newest first",
    );
    let help = Message::fixed(
        "新しい改定を上に書いてください。読む人は、まず最近の変更を知りたいためです。",
        "put newer revisions above older ones: readers look for the latest change first",
    );
    let there = Message::fixed("この改定より新しいものです", "it is newer than this revision");
    let diagnostic = Diagnostic::new(&REVISION_ORDER, below.date.span, message);
    diagnostics.push(diagnostic.help(help).related(above.date.span, there));
}

fn terms(terms: &[Term], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for Term { term, .. } in terms {
        let key = markdown::normalise(&term.value);
        let Some(&there) = first.get(&key) else {
            first.insert(key, term.span);
            continue;
        };
        let message = Message::new(
            format!("用語「{}」が用語集に二度あります", term.value),
            format!("the glossary has the term `{}` twice", term.value),
        );
        let help = Message::fixed("説明を一つにまとめてください。", "make one entry of the two");
        let other = Message::fixed("最初の場所", "first defined here");
        let diagnostic = Diagnostic::new(&TERM_DUPLICATE, term.span, message);
        diagnostics.push(diagnostic.help(help).related(there, other));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_records;

    #[test]
    fn the_newest_revision_comes_first() {
        let check = |dates: &[&str], expected: &[&str]| {
            let dates: Vec<String> = dates.iter().map(|date| format!("{{date: {date}}}")).collect();
            check_records(&format!("revisions: [{}]\n", dates.join(", ")), expected);
        };
        check(&["2025-04-01", "2024-04-01"], &[]);
        check(&["2025-04-01", "2025-04-01"], &[]);
        check(&["2025-04-01"], &[]);
        check(&["2024-04-01", "2025-04-01", "2026-04-01"], &["revision-order 2025-04-01"]);
        check(&["令和7年4月", "2024", "2024-10"], &[]);
        check(&["令和6年4月", "R6.5"], &["revision-order R6.5"]);
        check(&["2024", "2024-10", "2025-01"], &["revision-order 2025-01"]);
    }

    #[test]
    fn a_term_is_defined_once() {
        let check = |terms: &[&str], expected: &[&str]| {
            let terms = terms.iter().map(|term| format!("- {{term: {term}, definition: 説明}}\n"));
            check_records(&format!("glossary:\n{}", terms.collect::<String>()), expected);
        };
        check(&["庁内ネットワーク", "庁内"], &[]);
        check(&["庁内", "庁外", "庁内"], &["term-duplicate 庁内"]);
        check(&["ツール", "ﾂｰﾙ"], &["term-duplicate ﾂｰﾙ"]);
        check(&["一", "一", "一"], &["term-duplicate 一", "term-duplicate 一"]);
    }
}
