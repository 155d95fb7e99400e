//! What documents say of themselves: kind, dates, department, and how much they define. The municipality
//! is in a document's name.

use std::collections::BTreeMap;

use super::Compared;
use super::material::{FIGURE, Material};
use crate::calendar::Date;
use crate::document::{Document, Period};
use crate::source::Spanned;
use crate::table::{Content, Table};

const COLUMNS: [&str; 8] =
    ["kind", "adopted", "period", "review", "department", "roles", "skills", "goals"];

/// The column of what few documents say: it is there if one does.
const REVIEW: usize = 3;

pub(super) fn table(from: &Material<'_>) -> Table {
    let documents: Vec<&Compared<'_>> = from.documents.iter().collect();
    let reviewed = documents.iter().any(|it| it.document.facts.review.is_some());
    let mut head: Vec<_> = COLUMNS.iter().map(|key| from.column(key)).collect();
    if !reviewed {
        head.remove(REVIEW);
    }
    let caption = from.word("section.facts");
    from.table_of_rows((FIGURE, &caption), head, &documents, |document| {
        let mut cells = row(from, document);
        if !reviewed {
            cells.remove(REVIEW);
        }
        cells
    })
}

fn row(from: &Material<'_>, document: &Document) -> Vec<Content> {
    let facts = &document.facts;
    let adopted = facts.adopted.as_ref().map(|date| date.value.show(from.calendar));
    let period = facts.period.as_ref().map(|period| shown(from, period));
    let review = facts.review.as_ref().map(|date| date.value.show(from.calendar));
    let records = &document.records;
    vec![
        Content::Text(from.text(from.words.get(facts.kind.words_key()))),
        from.words_or_nothing(adopted.as_deref()),
        from.words_or_nothing(period.as_deref()),
        from.words_or_nothing(review.as_deref()),
        from.or_nothing(facts.department.as_ref()),
        count(from, records.roles.len()),
        skills(from, document),
        count(from, records.goals.len()),
    ]
}

fn shown(from: &Material<'_>, period: &Period) -> String {
    let shown = |date: &Option<Spanned<Date>>| {
        date.as_ref().map_or_else(String::new, |date| date.value.show(from.calendar))
    };
    let words = from.words.get(period.words_key());
    words.replace("{from}", &shown(&period.from)).replace("{until}", &shown(&period.until))
}

fn count(from: &Material<'_>, count: usize) -> Content {
    if count == 0 { from.nothing() } else { Content::Number(count.to_string()) }
}

/// How many skills, and how many of each category: `14（基礎6、推進6、専門2）`.
fn skills(from: &Material<'_>, document: &Document) -> Content {
    let skills = &document.records.skills;
    let mut order: Vec<&str> = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for category in skills.iter().filter_map(|skill| skill.category.as_ref()) {
        let name = category.value.as_str();
        let count = counts.entry(name).or_default();
        *count += 1;
        if *count == 1 {
            order.push(name);
        }
    }
    if order.is_empty() {
        return count(from, skills.len());
    }
    let each: Vec<String> = order.iter().map(|name| format!("{name}{}", counts[name])).collect();
    let each = each.join(from.words.get("separator"));
    let each = from.words.get("in-brackets").replace("{text}", &each);
    Content::Text(from.text(&format!("{}{each}", skills.len())))
}

#[cfg(test)]
mod tests {
    use crate::compare::testing::{Example, plan, policy};

    #[test]
    fn documents_are_rows() {
        let facts = "municipality: {name: 甲市, code: \"13201\"}\ndepartment: 企画課\nadopted: 2023-03\n\
            period: {from: 2023-04, until: 2026-03}\nroles: [{name: 役}]\ngoals: [{name: 目標, targets: {2026: 1}}]\n\
            skills: [{name: 一, category: 基礎}, {name: 二}, {name: 三, category: 専門}, {name: 四, category: 基礎}]\n";
        let example = Example::new(&[
            ("a/index.md", policy("甲市の方針", facts)),
            ("b.md", plan("計画", "period: {from: 2026}\nskills: [{name: 一}]\n")),
        ]);
        let expected = "[文書] | [種類] | [策定] | [対象期間] | [所管部署] | [役割の数] | [スキルの数] | [目標の数]\n\
            甲市の方針→a/index.html: | 基本方針 | 令和5年3月 | 令和5年4月から令和8年3月まで | 企画課 | 1 | 4（基礎2、専門1） | 1\n\
            計画→b/index.html: | 年度計画 | · | 令和8年から（終わりの定めなし） | · | · | 1 | ·";
        assert_eq!(example.shown("facts"), expected);
        let example = Example::new(&[
            ("a.md", policy("方針", "municipality: {name: 甲市}\nreview: 2028-03\n")),
            ("b.md", plan("計画", "")),
        ]);
        let rows: Vec<_> = example.shown("facts").lines().map(str::to_owned).collect();
        assert!(rows[0].contains("[対象期間] | [見直しの予定] | [所管部署]"), "{}", rows[0]);
        assert!(rows[1].contains("| · | 令和10年3月 | ·"), "{}", rows[1]);
    }
}
