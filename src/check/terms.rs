//! Abbreviations that a document uses and does not explain.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, counted};
use crate::document::{Document, Kind, sections};
use crate::markdown::{self, BlockKind, narrow, normalise};
use crate::source::{Project, Span};

use super::abbreviations::abbreviations;
use super::family::Family;
use super::line::Line;
use super::losses::Losses;
use super::walk::{Part, Text};

pub(super) const RULES: &[&Rule] = &[&TERM_UNDEFINED];

static TERM_UNDEFINED: Rule = Rule::warning(
    "term-undefined",
    "説明のない略語（WCAG 3.1.4）",
    "an abbreviation that is not explained (WCAG 3.1.4)",
);

/// What is known of an abbreviation that the document uses.
#[derive(Default)]
struct Use {
    /// Its places; the same text may be shown by several figures.
    places: BTreeSet<Span>,
    /// The first of them in the order of reading.
    first: Option<Span>,
    /// Whether the first use explains it.
    explained: bool,
    /// Where it is explained, if that comes later.
    later: Option<Span>,
}

/// Checks a document. What stands in places that could not be read may be explained there.
pub(super) fn check(
    family: &Family<'_>,
    texts: &[Text<'_>],
    (project, losses): (&Project, &Losses),
    diagnostics: &mut Diagnostics,
) {
    let document = family.document;
    let no_glossary = document.facts.kind == Kind::Page && document.records.glossary.is_empty();
    if no_glossary || !family.knows_base(losses) {
        return;
    }
    let base_terms = family.base().into_iter().flat_map(|base| &base.records.glossary);
    let glossary = document.records.glossary.iter().chain(base_terms);
    let terms = glossary.flat_map(|term| std::iter::once(&term.term).chain(&term.reading));
    let terms = terms.map(|text| text.value.clone()).chain(defined_terms(document));
    let mut known = known(terms);
    let symbols = document.records.legend.entries.iter();
    known.extend(symbols.map(|(symbol, _)| normalise(&symbol.value)));
    known.extend(unread(family, project, losses));
    let (uses, order) = uses(document, texts, project);
    for word in order {
        let parts: Vec<&str> = word.split('-').filter(|part| part.len() > 1).collect();
        let whole = known.contains(&word);
        if whole || parts.len() > 1 && parts.iter().all(|part| known.contains(*part)) {
            continue;
        }
        let found = &uses[&word];
        if let (false, Some(first)) = (found.explained, found.first) {
            diagnostics.push(report(&word, found, first));
        }
    }
}

/// The abbreviations that explained terms are or hold.
fn known(terms: impl Iterator<Item = String>) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for text in terms.map(|text| normalise(text.trim())) {
        let chars: Vec<char> = text.chars().collect();
        for found in abbreviations(&chars) {
            let parts = found.word.split('-').filter(|part| part.len() > 1);
            known.extend(parts.map(str::to_owned));
            known.insert(found.word);
        }
        known.insert(text);
    }
    known
}

/// The terms of the definition lists in the text: a glossary that is typed.
pub(super) fn defined_terms(document: &Document) -> Vec<String> {
    let mut terms = Vec::new();
    let chapters = sections(&document.chapters).into_iter();
    let blocks = chapters.flat_map(|chapter| chapter.blocks.iter().chain(&chapter.tail));
    for block in document.preface.iter().chain(blocks) {
        if let BlockKind::Definitions(list) = &block.kind {
            terms.extend(list.iter().map(|definition| markdown::plain(&definition.term)));
        }
    }
    terms
}

/// The abbreviations in places of the document and of its policy that could not be read.
fn unread(family: &Family<'_>, project: &Project, losses: &Losses) -> Vec<String> {
    let documents = std::iter::once(&**family.document).chain(family.base());
    let places = documents.flat_map(|document| losses.unread(document));
    let words = places.flat_map(|place| {
        let text: Vec<char> =
            project.source(place.source).slice(place).chars().map(narrow).collect();
        abbreviations(&text).into_iter().map(|found| found.word)
    });
    words.collect()
}

/// The abbreviations of all texts that are shown, and the order in which they first occur.
fn uses(
    document: &Document,
    texts: &[Text<'_>],
    project: &Project,
) -> (BTreeMap<String, Use>, Vec<String>) {
    let plans = document.records.plans.iter().filter_map(|plan| plan.name.blocks.first());
    let names: BTreeSet<Span> =
        plans.map(|block| block.span).chain(document.facts.title_span()).collect();
    let mut uses: BTreeMap<String, Use> = BTreeMap::new();
    let mut order = Vec::new();
    for text in texts.iter().filter(|text| text.is_shown()) {
        // The title and the names of plans and departments are what they are; they may explain, though.
        let is_name = text.part == Part::Name || names.contains(&text.span);
        let line = Line::new(text);
        for found in abbreviations(&line.chars) {
            let Some(span) = line.place(&found.range, project) else { continue };
            if is_name && !found.explained {
                continue;
            }
            let known = uses.entry(found.word.clone()).or_insert_with(|| {
                order.push(found.word.clone());
                Use::default()
            });
            if found.explained {
                known.explained |= known.places.is_empty();
                known.later.get_or_insert(span);
            }
            let counts = !found.in_name || found.explained;
            if counts && !is_name {
                known.first.get_or_insert(span);
                known.places.insert(span);
            }
        }
    }
    (uses, order)
}

fn report(word: &str, found: &Use, first: Span) -> Diagnostic {
    let count = found.places.len();
    let times = counted(count, "time");
    let message = if found.later.is_some() {
        Message::new(
            format!("略語「{word}」が、説明より前に使われています（この文書に{count}回）"),
            format!("the abbreviation `{word}` ({times} here) is used before it is explained"),
        )
    } else {
        Message::new(
            format!("略語「{word}」の説明がありません（この文書に{count}回）"),
            format!("the abbreviation `{word}` ({times} here) is not explained"),
        )
    };
    let help = Message::new(
        format!(
            "glossary: に「- {{term: {word}, definition: 意味}}」を足すか、最初に出てくるここで「{word}（意味）」のように説明してください。"
        ),
        format!(
            "add `- {{term: {word}, definition: …}}` to `glossary:`, or explain it here, where it is used first: `{word}（…）`"
        ),
    );
    let diagnostic = Diagnostic::new(&TERM_UNDEFINED, first, message).help(help);
    match found.later {
        Some(span) => diagnostic.related(span, Message::fixed("説明はここ", "explained here")),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{reports, reports_in};

    const CODE: &str = "term-undefined";

    fn policy(front_matter: &str, body: &str) -> String {
        format!("---\ntitle: 例示市DX方針\nkind: policy\n{front_matter}---\n{body}\n")
    }

    #[test]
    fn the_first_use_in_the_order_of_reading_is_reported_once() {
        let check = |front_matter: &str, body: &str, expected: &[&str]| {
            assert_eq!(reports(CODE, &policy(front_matter, body)), expected, "{body}");
        };
        check("", "BPRとRPAとBPR", &["5:1 BPR", "5:5 RPA"]);
        check("", "ＢＰＲを行う", &["5:1 ＢＰＲ"]);
        check("", "業務の見直し（BPR）。BPRを行う。", &[]);
        check("", "BPRを行う。\n\nBPR（業務の見直し）", &["5:1 BPR"]);
        check("", "「例示市DX計画」を定める", &[]);
        check("", "BPRを行う。\n\nBPR\n: 業務の見直し", &[]);
        check("", "BPR[^1]を行う\n\n[^1]: 業務の見直し", &[]);
        // The skill stands first in the file, but readers meet it in the figure behind the text.
        let skill = "roles: [{id: a, name: 甲}]\nskills: [{name: BPR, levels: {a: 必修}}]\n";
        let map = "\n```skill-map\ncaption: 表\n```";
        check(skill, &format!("BPR（業務の見直し）を行う\n{map}"), &[]);
        check(skill, &format!("文\n{map}"), &["5:17 BPR"]);
        check("plans: [{name: 例示市DX推進計画}]\n", "```plan-map\ncaption: 表\n```", &[]);
        check("legend: {AA: 必修}\n", "AAは必修", &[]);
    }

    #[test]
    fn glossaries_explain_terms_and_their_parts() {
        let check = |glossary: &str, body: &str, expected: &[&str]| {
            let glossary = format!("glossary: [{glossary}]\n");
            assert_eq!(reports(CODE, &policy(&glossary, body)), expected, "{glossary} {body}");
        };
        check("{term: BPR, definition: 見直し}", "BPRとＢＰＲ", &[]);
        check("{term: CIO補佐官, definition: 助言する人}", "CIOとCTO", &["6:5 CTO"]);
        check("{term: 見直し, reading: BPR, definition: 業務の}", "BPR", &[]);
        check("{term: AI-OCR, definition: 読み取り}", "AIとAI-OCR", &[]);
        check("{term: AI, definition: 知能}, {term: OCR, definition: 読み取り}", "AI-OCR", &[]);
        check("{term: ICT, definition: AI}", "ICT\n\n```glossary\n```", &["4:36 AI"]);
        let page = "---\ntitle: 題\n---\nBPR\n";
        assert_eq!(reports(CODE, page), [""; 0]);
        let page = "---\ntitle: 題\nglossary: [{term: 語, definition: 言葉}]\n---\nBPR\n";
        assert_eq!(reports(CODE, page), ["5:1 BPR"]);
    }

    #[test]
    fn a_plan_uses_the_glossary_of_its_policy() {
        let base = policy("glossary: [{term: BPR, definition: 見直し}]\n", "一");
        let plan = "---\ntitle: 計画\nkind: plan\nbased_on: p.md\n---\nBPRとRPA\n";
        let files = [("content/p.md", base.as_str()), ("content/q.md", plan)];
        assert_eq!(reports_in(CODE, &files), ["6:5 RPA"]);
    }
}
