//! Whether goals can be measured: each has a year and a number, and running sums add up.

use std::collections::BTreeMap;

use super::decimal::Decimal;
use super::running::{self, Step};
use super::totals;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{Amount, Document, Goal, Target};
use crate::markdown;
use crate::source::Span;

pub(super) const RULES: &[&Rule] = &[&GOAL_WITHOUT_NUMBER, &GOAL_WITHOUT_YEAR];

static GOAL_WITHOUT_NUMBER: Rule =
    Rule::warning("goal-without-number", "数のない目標", "a goal without a number");
static GOAL_WITHOUT_YEAR: Rule =
    Rule::warning("goal-without-year", "年度のない目標", "a goal without a year");

/// Words that make a goal the running sum of another.
const RUNNING: [&str; 2] = ["累計", "累積"];

/// Words that make a goal the amount of one year.
const YEARLY: [&str; 7] = ["各年度", "年度ごと", "単年度", "当年度", "年度", "年間", "新規"];

pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    let goals = &document.records.goals;
    for goal in goals {
        let name = goal.name.plain();
        if goal.targets.is_empty() {
            let message = Message::new(
                format!("目標「{name}」に、いつまでに達するのか（年度）がありません"),
                format!("the goal `{name}` does not say by when (no fiscal year)"),
            );
            let help = Message::fixed(
                "targets: に「年度: 値」を書いてください（例: targets: {2027: 20}）。",
                "write `fiscal year: value` in `targets:` (targets: {2027: 20})",
            );
            diagnostics.push(Diagnostic::new(&GOAL_WITHOUT_YEAR, goal.id.span, message).help(help));
        } else if !goal.targets.iter().any(|target| has_number(&target.amount)) {
            let message = Message::new(
                format!("目標「{name}」に、達したかどうかを測れる数がありません"),
                format!("the goal `{name}` has no number by which it could be measured"),
            );
            let help = Message::fixed(
                "人数、回数、割合などの数を targets: に書いてください。数で測らないと決めた目標があるときは、hoshin.yaml の lint: に goal-without-number: off と書くと、この点検をやめられます。",
                "write a number of people, times or percent in `targets:`; where goals are meant to be qualitative, write `goal-without-number: off` in `lint:` of hoshin.yaml",
            );
            diagnostics
                .push(Diagnostic::new(&GOAL_WITHOUT_NUMBER, goal.id.span, message).help(help));
        }
    }
    for goal in goals {
        let key = plain_key(goal);
        if !is_running(goal) || key.is_empty() {
            continue;
        }
        let belongs = |it: &&Goal| {
            !is_running(it) && plain_key(it) == key && it.unit == goal.unit && it.role == goal.role
        };
        let mut yearly = goals.iter().filter(belongs);
        if let (Some(yearly), None) = (yearly.next(), yearly.next()) {
            running_sum(goal, yearly, diagnostics);
        }
    }
}

fn is_running(goal: &Goal) -> bool {
    let name = goal.name.plain();
    RUNNING.iter().any(|word| name.contains(word))
}

/// The name without what makes it a running sum or an amount of one year.
fn plain_key(goal: &Goal) -> String {
    let mut name: String = markdown::normalise(&goal.name.plain());
    for word in RUNNING.iter().chain(&YEARLY) {
        name = name.replace(word, "");
    }
    name.chars().filter(|c| c.is_alphanumeric() && *c != 'の').collect()
}

/// A number, in digits or as a kanji numeral with a unit behind it.
fn has_number(amount: &Amount) -> bool {
    match amount {
        Amount::Number(_) => true,
        Amount::Text(text) => says_number(&markdown::normalise(&text.plain())),
    }
}

/// Units behind a kanji numeral that make it a number. 一部, 一層, 一日 and the like say no amount.
const UNITS: [&str; 24] = [
    "人",
    "名",
    "回",
    "件",
    "割",
    "倍",
    "つ",
    "個",
    "台",
    "校",
    "社",
    "課",
    "講座",
    "団体",
    "事業",
    "業務",
    "施設",
    "種類",
    "コース",
    "時間",
    "か所",
    "箇所",
    "ヶ所",
    "パーセント",
];

fn says_number(text: &str) -> bool {
    let kanji = |c: char| "〇一二三四五六七八九十百千万".contains(c);
    // 一人ひとり is everyone.
    let text = text.replace("一人ひとり", "").replace("一人一人", "").replace("一つ一つ", "");
    let after_kanji = text.char_indices().filter(|&(_, c)| kanji(c)).any(|(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        UNITS.iter().any(|unit| rest.starts_with(unit))
    });
    after_kanji || text.contains(|c: char| c.is_ascii_digit())
}

/// Holds a running sum to the amounts of each year.
fn running_sum(goal: &Goal, yearly: &Goal, diagnostics: &mut Diagnostics) {
    let (Some(written), Some(amounts)) = (numbers(goal), numbers(yearly)) else { return };
    let years: Vec<i32> = written.keys().chain(amounts.keys()).copied().collect();
    let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) else { return };
    let at =
        |numbers: &BTreeMap<i32, (Decimal, Span)>, year: i32| numbers.get(&year).map(|it| it.0);
    // Years of which neither says anything stand between: they do not count.
    let years: Vec<i32> = (first..=last).filter(|year| years.contains(year)).collect();
    let steps: Vec<Step> = years
        .iter()
        .map(|&year| Step { amount: at(&amounts, year), written: at(&written, year) })
        .collect();
    for (step, sum) in running::mistakes(&steps) {
        let (number, span) = written[&years[step]];
        let there = Message::fixed("年度ごとの数", "the numbers of each year");
        let diagnostic = totals::mismatch(&number.to_string(), sum, span, true);
        let help = Message::fixed(
            "累計か年度ごとの数のどちらかを直してください。このままでよいときは、hoshin.yaml の lint: に total-mismatch: off と書くと、この点検をやめられます。",
            "mend the running sum or the numbers of each year; write `total-mismatch: off` in `lint:` of hoshin.yaml where they are meant",
        );
        diagnostics.push(diagnostic.help(help).related(yearly.id.span, there));
    }
}

/// The numbers of a goal by year; nothing if it has a text.
fn numbers(goal: &Goal) -> Option<BTreeMap<i32, (Decimal, Span)>> {
    let number = |target: &Target| match &target.amount {
        Amount::Number(number) if target.from == target.until => {
            Some((target.from.0, (Decimal::parse(number)?, target.amount_place.0)))
        }
        _ => None,
    };
    goal.baseline.iter().chain(&goal.targets).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::check_records;

    #[test]
    fn goals_have_years_and_numbers() {
        let check = |goal: &str, expected: &[&str]| {
            check_records(&format!("goals: [{{name: 任命{goal}}}]\n"), expected);
        };
        check(", targets: {2026: 10}", &[]);
        check("", &["goal-without-year 任命"]);
        check(", id: g, targets: {2026: ~}", &["goal-without-year g"]);
        check(", baseline: {2025: 3}", &["goal-without-year 任命"]);
        check(", targets: {2026: 増やす}", &["goal-without-number 任命"]);
        check(", targets: {2026: 増やす, 2027: 20}", &[]);
        check(", targets: {2026: 各課に１名}", &[]);
        // What could not be read has been reported.
        check(", targets: {来年: 3}", &["field-invalid 来年"]);
    }

    #[test]
    fn numbers_in_words_count() {
        for text in ["5名を育成", "各課に一名", "二割減らす", "三つの業務", "十件以上", "全体の5割"]
        {
            assert!(says_number(text), "{text}");
        }
        for text in [
            "十分に広げる",
            "一部の課",
            "一層進める",
            "全庁に広げる",
            "職員一人ひとりの意識",
            "万全",
        ] {
            assert!(!says_number(text), "{text}");
        }
    }

    #[test]
    fn running_sums_of_goals_add_up() {
        let check = |running: &str, expected: &[&str]| {
            let goals = format!(
                "goals:\n- {{name: 新規任命者数, unit: 人, targets: {{2026: 10, 2027: 10, 2028: 20}}}}\n- {{{running}}}\n"
            );
            check_records(&goals, expected);
        };
        check("name: 任命者数（累計）, unit: 人, targets: {2026: 10, 2027: 20, 2028: 40}", &[]);
        check(
            "name: 任命者数（累計）, unit: 人, targets: {2026: 10, 2027: 20, 2028: 45}",
            &["total-mismatch 45"],
        );
        check("name: 累計任命者数, unit: 人, targets: {2028: 39}", &["total-mismatch 39"]);
        // Earlier years may be in the sum.
        check("name: 累計任命者数, unit: 人, targets: {2028: 41}", &[]);
        check("name: 任命者数（累計）, unit: 人, targets: {2026: 45}", &[]);
        check(
            "name: 任命者数の累計, unit: 人, baseline: {2025: 5}, targets: {2026: 15, 2027: 25}",
            &[],
        );
        check(
            "name: 任命者数の累計, unit: 人, baseline: {2025: 5}, targets: {2026: 15, 2027: 26}",
            &["total-mismatch 26"],
        );
        // Another unit, another thing, a text.
        check("name: 任命者数（累計）, unit: 回, targets: {2026: 11}", &[]);
        check("name: 修了者数（累計）, unit: 人, targets: {2026: 11}", &[]);
        check("name: 任命者数（累計）, unit: 人, targets: {2026: 11, 2027: 約20人}", &[]);
        check("name: 任命者数, unit: 人, targets: {2026: 11}", &[]);
    }

    #[test]
    fn a_row_of_goals_may_be_a_running_sum() {
        check_records(
            "goals:\n- {name: 任命者数, unit: 人, targets: {2026: 10, 2027: 10}}\n- {name: 累計, unit: 人, targets: {2026: 10, 2027: 21}}\n",
            &["total-mismatch 21"],
        );
        check_records(
            "goals:\n- {name: 甲, unit: 人, targets: {2026: 10}}\n- {name: 乙, unit: 人, targets: {2026: 5}}\n- {name: 合計, unit: 人, targets: {2026: 16}}\n",
            &["total-mismatch 16"],
        );
        check_records(
            "goals:\n- {name: 甲, unit: 人, targets: {2026: 10}}\n- {name: 乙, unit: 回, targets: {2026: 5}}\n- {name: 合計, unit: 人, targets: {2026: 10}}\n",
            &[],
        );
        check_records(
            "goals:\n- {name: 甲, unit: 人, targets: {2026: 10}}\n- {name: 乙, unit: 回, targets: {2026: 5}}\n- {name: 合計, unit: 人, targets: {2026: 15}}\n",
            &["total-mismatch 15"],
        );
    }
}
