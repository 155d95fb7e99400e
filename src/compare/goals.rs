//! The goals of documents, with a column for each fiscal year that any of them has a target for.

use std::collections::BTreeSet;

use super::material::Material;
use crate::calendar::FiscalYear;
use crate::document::{Amount, Document, Goal, Target};
use crate::markdown::Prose;
use crate::number;
use crate::table::{Cell, Content, Head, Table};

pub(super) fn table(from: &Material<'_>) -> Option<Table> {
    let goals = || from.documents.iter().flat_map(|it| &it.document.records.goals);
    let targets = goals().flat_map(|goal| &goal.targets);
    let years: BTreeSet<FiscalYear> =
        targets.flat_map(|target| (target.from.0..=target.until.0).map(FiscalYear)).collect();
    let based = goals().any(|goal| !goal.baseline.is_empty());
    let year = |year: &FiscalYear| Cell::head(Head::Column, from.text(&year.show(from.calendar)));
    let mut head = vec![from.column("goal")];
    head.extend(based.then(|| from.column("baseline")));
    head.extend(years.iter().map(year));
    let rows = |document: &Document| {
        let row = document.records.goals.iter().map(|goal| {
            let mut cells = Vec::new();
            cells.extend(based.then(|| baseline(from, goal)));
            cells.extend(years.iter().map(|year| target(from, goal, *year)));
            (goal.name.clone(), cells)
        });
        row.collect()
    };
    from.table_of_groups("goals", head, rows)
}

/// Where a goal starts from, with the year: `60%（令和7年度）`.
fn baseline(from: &Material<'_>, goal: &Goal) -> Content {
    let line = |target: &Target| {
        let year = target.until.show(from.calendar);
        let year = from.words.get("in-brackets").replace("{text}", &year);
        from.text(&format!("{}{year}", amount(from, goal, target).plain()))
    };
    let mut lines: Vec<Prose> = goal.baseline.iter().map(line).collect();
    match lines.len() {
        0 => from.nothing(),
        1 => Content::Text(lines.remove(0)),
        _ => Content::List(lines),
    }
}

/// The target of a year. One that spans years is told in the first of them: merged cells would tear
/// the columns of the other documents apart.
fn target(from: &Material<'_>, goal: &Goal, year: FiscalYear) -> Content {
    let of_year = |target: &&Target| (target.from..=target.until).contains(&year);
    match goal.targets.iter().find(of_year) {
        None => from.nothing(),
        Some(target) if target.from < year => Content::Text(from.text(&from.word("same-target"))),
        Some(target) => amount(from, goal, target),
    }
}

/// An amount with its unit: other goals of the column count something else.
fn amount(from: &Material<'_>, goal: &Goal, target: &Target) -> Content {
    match (&target.amount, &goal.unit) {
        (Amount::Text(text), _) => Content::Text(text.clone()),
        (Amount::Number(number), None) => Content::Number(number::thousands(number)),
        (Amount::Number(number), Some(unit)) => {
            Content::Text(from.text(&format!("{}{}", number::thousands(number), unit.value)))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::testing::{Example, policy};

    #[test]
    fn every_year_is_a_column() {
        let first = "goals:\n\
            - {name: 任命者, unit: 人, baseline: {2025: 1000}, targets: {2026: 1200, 2028: 0}}\n\
            - {name: 研修, targets: {2026-2027: 広げる}}\n";
        let second = "goals:\n- {name: 任 命者, targets: {2030: 5}}\n";
        let files = [("a.md", policy("一", first)), ("b.md", policy("二", second))];
        let expected = "[目標（指標）] | [基準] | [令和8年度] | [令和9年度] | [令和10年度] | [令和12年度]\n\
            ├ 一→a/index.html\n\
            任命者: | 1,000人（令和7年度） | 1,200人 | · | 0人 | ·\n\
            研修: | · | 広げる | 前年度と同じ | · | ·\n\
            ├ 二→b/index.html\n\
            任 命者{任命者}: | · | · | · | · | 5";
        assert_eq!(Example::new(&files).shown("goals"), expected);
    }
}
