//! Which chapters of an outline documents cover, where, and why not.

use std::collections::BTreeMap;

use super::Compared;
use super::material::{FIGURE, Material};
use crate::document::{Coverage, Covered, Document, Kind, sections};
use crate::markdown::Prose;
use crate::outline::Requirement;
use crate::table::{Cell, Content, Entry, Head, Status, Table, Target};

/// A table for each outline: policies have one, plans another.
pub(super) fn tables(from: &Material<'_>) -> Vec<Table> {
    [Kind::Policy, Kind::Plan].into_iter().filter_map(|kind| table(from, kind)).collect()
}

fn table(from: &Material<'_>, kind: Kind) -> Option<Table> {
    let of_kind = |compared: &&Compared<'_>| compared.document.facts.kind == kind;
    let documents: Vec<&Compared<'_>> = from.documents.iter().filter(of_kind).collect();
    let coverage = documents.iter().flat_map(|compared| &compared.document.coverage);
    let chapters: BTreeMap<usize, &Coverage> = coverage.map(|row| (row.position, row)).collect();
    if chapters.is_empty() {
        return None;
    }
    let head = chapters.values().map(|row| head(from, row)).collect();
    let caption = from.word("chapters").replace("{kind}", from.words.get(kind.words_key()));
    let cells = |document: &Document| {
        let by_position: BTreeMap<usize, &Coverage> =
            document.coverage.iter().map(|row| (row.position, row)).collect();
        let cell = |at| cell(from, document, by_position.get(at).map(|row| &row.covered));
        chapters.keys().map(cell).collect()
    };
    Some(from.table_of_rows((FIGURE, &caption), head, &documents, cells))
}

/// The chapter's title, and whether it may be left out: `用語集（任意）`.
fn head(from: &Material<'_>, row: &Coverage) -> Cell {
    let level = match row.requirement {
        Requirement::Required => None,
        Requirement::Recommended => Some("page.requirement.recommended"),
        Requirement::Optional => Some("page.requirement.optional"),
    };
    let level = level.map_or_else(String::new, |key| {
        from.words.get("in-brackets").replace("{text}", from.words.get(key))
    });
    let text = from.text(&format!("{}{level}", row.title));
    Cell { key: Some(row.chapter.clone()), ..Cell::head(Head::Column, text) }
}

/// Whether a document has a chapter: one that it need not have, and lacks, is not in its coverage.
fn cell(from: &Material<'_>, document: &Document, covered: Option<&Covered>) -> Content {
    let (name, entries) = match covered {
        Some(Covered::By(ids)) => ("covered", headings(document, ids)),
        Some(Covered::Waived(reason)) => ("waived", vec![reason.clone().into()]),
        Some(Covered::Missing) | None => ("missing", Vec::new()),
    };
    let word = from.words.get(&format!("page.coverage.{name}")).to_owned();
    Content::Entries { status: Some(Status { name, word }), entries }
}

/// Links to headings, in the order of the text.
fn headings(document: &Document, ids: &[String]) -> Vec<Entry> {
    let all = sections(&document.chapters);
    let covering = all.into_iter().filter(|chapter| ids.contains(&chapter.id));
    let entry = covering.map(|chapter| Entry {
        text: Prose::line(chapter.heading.clone(), chapter.span()),
        target: Some(Target { page: document.output.clone(), id: Some(chapter.id.clone()) }),
    });
    entry.collect()
}

#[cfg(test)]
mod tests {
    use crate::compare::testing::{Example, plan, policy};

    const OUTLINE: &str = "title: 章立て\nchapters:\n\
        - {id: a, title: 背景, level: required}\n\
        - {id: b, title: 目標, level: recommended}\n\
        - {id: c, title: 原則, level: optional}\n\
        - {id: d, title: 用語, level: optional}\n";

    #[test]
    fn chapters_are_covered_waived_or_missing() {
        let first = policy("一", "waivers: [{chapter: b, reason: 別に定める}]\n")
            + "# １．経緯 {covers=a}\n\n本文\n\n## 詳しい背景 {covers=a}\n\n本文\n\n# 用語\n\n本文\n";
        let second = policy("二", "") + "# 背景\n\n本文\n\n# 原則\n\n本文\n";
        let example = Example::with_outline(OUTLINE, &[("a.md", first), ("b.md", second)]);
        let expected = "[文書] | [背景]{a} | [目標（推奨）]{b} | [原則（任意）]{c} | [用語（任意）]{d}\n\
            一→a/index.html: | covered=あり／１．経緯→a/index.html#経緯／詳しい背景→a/index.html#詳しい背景 | waived=省略／別に定める | missing=なし | covered=あり／用語→a/index.html#用語\n\
            二→b/index.html: | covered=あり／背景→b/index.html#背景 | missing=なし | covered=あり／原則→b/index.html#原則 | missing=なし";
        assert_eq!(example.shown("chapters"), expected);
    }

    #[test]
    fn each_outline_has_its_table() {
        let example = Example::new(&[("a.md", policy("一", "")), ("b.md", plan("二", ""))]);
        let sections = example.sections();
        let chapters =
            sections.iter().find(|section| section.name == "chapters").expect("it is there");
        let captions: Vec<_> = chapters
            .tables
            .iter()
            .map(|table| table.caption.as_ref().expect("a caption").plain())
            .collect();
        assert_eq!(captions, ["章立てとの対応（基本方針）", "章立てとの対応（年度計画）"]);
        assert!(chapters.tables.iter().all(|table| table.row_count() == 1));
    }
}
