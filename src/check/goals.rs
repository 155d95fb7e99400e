//! Whether goals can be measured: each has a year and a number, and running sums add up.

use std::collections::BTreeMap;

use super::decimal::Decimal;
use super::running::{self, Step};
use super::totals;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{Amount, CUMULATIVE, Document, Goal, Target};
use crate::markdown;
use crate::number;
use crate::source::Span;

pub(super) const RULES: &[&Rule] = &[&GOAL_WITHOUT_NUMBER, &GOAL_WITHOUT_YEAR];

static GOAL_WITHOUT_NUMBER: Rule =
    Rule::warning("goal-without-number", "数のない目標", "a goal without a number");
static GOAL_WITHOUT_YEAR: Rule =
    Rule::warning("goal-without-year", "年度のない目標", "a goal without a year");

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
        if !goal.sum_of.is_empty() {
            let parts: Vec<&Goal> = goal.sum_of.iter().map(|id| &goals[id.index()]).collect();
            sum_of_parts(goal, &parts, diagnostics);
            continue;
        }
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
    goal.cumulative || goal.is_named_cumulative()
}

/// The name without what makes it a running sum or an amount of one year.
fn plain_key(goal: &Goal) -> String {
    let mut name: String = markdown::normalise(&goal.name.plain());
    for word in CUMULATIVE.iter().chain(&YEARLY) {
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
    let there = Message::fixed("年度ごとの数", "the numbers of each year");
    for diagnostic in wrong_sums(&written, &amounts) {
        diagnostics.push(diagnostic.related(yearly.id.span, there.clone()));
    }
}

/// Holds the numbers of a goal to those of the goals that it sums up: year by year, or up to each year.
fn sum_of_parts(goal: &Goal, parts: &[&Goal], diagnostics: &mut Diagnostics) {
    let unit = goal.unit.as_ref().map_or("", |unit| unit.value.as_str());
    let parts = parts.iter().map(|part| numbers_in(&part.targets, unit));
    let (Some(written), Some(parts)) = (numbers(goal), parts.collect::<Option<Vec<_>>>()) else {
        return;
    };
    let mut amounts: Numbers = BTreeMap::new();
    for (year, (number, span)) in parts.into_iter().flatten() {
        let sum = amounts.get(&year).map_or(Some(number), |(sum, _)| sum.plus(number));
        let Some(sum) = sum else { return };
        amounts.insert(year, (sum, span));
    }
    if is_running(goal) {
        for diagnostic in wrong_sums(&written, &amounts) {
            diagnostics.push(diagnostic);
        }
        return;
    }
    for (year, (number, span)) in &written {
        if let Some((sum, _)) = amounts.get(year).filter(|(sum, _)| sum != number) {
            let diagnostic = totals::mismatch(&number.to_string(), *sum, *span, false);
            diagnostics.push(diagnostic.help(mend_sum()));
        }
    }
}

fn mend_sum() -> Message {
    Message::fixed(
        "この目標の数か、sum_of: に挙げた目標の数のどちらかを直してください。このままでよいときは、hoshin.yaml の lint: に total-mismatch: off と書くと、この点検をやめられます。",
        "mend the numbers of this goal or of those in `sum_of:`; write `total-mismatch: off` in `lint:` of hoshin.yaml where they are meant",
    )
}

/// The running sums that are not those of the amounts.
fn wrong_sums(written: &Numbers, amounts: &Numbers) -> Vec<Diagnostic> {
    let years: Vec<i32> = written.keys().chain(amounts.keys()).copied().collect();
    let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) else {
        return Vec::new();
    };
    let at = |numbers: &Numbers, year: i32| numbers.get(&year).map(|it| it.0);
    // Years of which neither says anything stand between: they do not count.
    let years: Vec<i32> = (first..=last).filter(|year| years.contains(year)).collect();
    let steps: Vec<Step> = years
        .iter()
        .map(|&year| Step { amount: at(amounts, year), written: at(written, year) })
        .collect();
    let wrong = running::mistakes(&steps).into_iter().map(|(step, sum)| {
        let (number, span) = written[&years[step]];
        let help = Message::fixed(
            "累計か年度ごとの数のどちらかを直してください。このままでよいときは、hoshin.yaml の lint: に total-mismatch: off と書くと、この点検をやめられます。",
            "mend the running sum or the numbers of each year; write `total-mismatch: off` in `lint:` of hoshin.yaml where they are meant",
        );
        totals::mismatch(&number.to_string(), sum, span, true).help(help)
    });
    wrong.collect()
}

/// Numbers by fiscal year, with their places.
type Numbers = BTreeMap<i32, (Decimal, Span)>;

/// The numbers of a goal by year; nothing if it has a text.
fn numbers(goal: &Goal) -> Option<Numbers> {
    let number = |target: &Target| match &target.amount {
        Amount::Number(number) if target.from == target.until => {
            Some((target.from.0, (Decimal::parse(number)?, target.amount_place.0)))
        }
        _ => None,
    };
    goal.baseline.iter().chain(&goal.targets).map(number).collect()
}

/// The numbers of targets by year. A text has one if it names one amount of the unit: `Level1から10名を育成`.
fn numbers_in(targets: &[Target], unit: &str) -> Option<Numbers> {
    let number = |target: &Target| {
        let number = match &target.amount {
            _ if target.from != target.until => return None,
            Amount::Number(number) => Decimal::parse(number)?,
            Amount::Text(text) => only_amount(&markdown::normalise(&text.plain()), unit)?,
        };
        Some((target.from.0, (number, target.amount_place.0)))
    };
    targets.iter().map(number).collect()
}

/// The only amount of a unit in a text.
fn only_amount(text: &str, unit: &str) -> Option<Decimal> {
    const PEOPLE: [&str; 2] = ["人", "名"];
    let own = [unit];
    let units: &[&str] = if PEOPLE.contains(&unit) { &PEOPLE } else { &own };
    let is_number = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let mut amounts = text.match_indices(|c: char| c.is_ascii_digit()).filter_map(|(at, _)| {
        let begins = !text[..at].ends_with(is_number);
        let rest = text[at..].trim_start_matches(is_number);
        let number = &text[at..text.len() - rest.len()];
        let unit = units.iter().find(|unit| !unit.is_empty() && rest.starts_with(**unit))?;
        // 5人程度, 5名以上 and the like leave open how many.
        let open = ["程度", "以上", "以下", "前後", "ずつ", "未満", "弱", "強"];
        let exact = !open.iter().any(|word| rest[unit.len()..].starts_with(word));
        (begins && exact).then(|| number::parse(number)).flatten()
    });
    let only = amounts.next().filter(|_| amounts.next().is_none())?;
    Decimal::parse(&only)
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
    fn goals_sum_up_those_that_they_name() {
        let check = |total: &str, expected: &[&str]| {
            let goals = format!(
                "goals:\n\
                 - {{id: m, name: 推進役, targets: {{2026: 初級から10名を育成, 2027: Level1から１０名を育成, 2028: 20}}}}\n\
                 - {{id: e, name: 専門家, targets: {{2028: 2次試験で5人}}}}\n\
                 - {{name: 任命者数, unit: 人, {total}}}\n"
            );
            check_records(&goals, expected);
        };
        check("cumulative: true, sum_of: [m], targets: {2026: 10, 2027: 20, 2028: 40}", &[]);
        check(
            "cumulative: true, sum_of: 推進役, targets: {2026: 10, 2027: 21, 2028: 41}",
            &["total-mismatch 21"],
        );
        check("cumulative: true, sum_of: [m, e], targets: {2028: 45}", &[]);
        check("cumulative: true, sum_of: [m, e], targets: {2028: 40}", &["total-mismatch 40"]);
        check("sum_of: [m, e], targets: {2026: 10, 2028: 25}", &[]);
        check("sum_of: [m, e], targets: {2026: 10, 2028: 20}", &["total-mismatch 20"]);
        check("sum_of: [m, 専門科], targets: {2028: 25}", &["goal-unknown 専門科"]);
        // Without names, a goal that only says that it is cumulative is held to nothing.
        check("cumulative: true, targets: {2026: 10, 2027: 99}", &[]);
    }

    #[test]
    fn amounts_are_taken_from_texts_that_name_one() {
        let check = |text: &str, unit: &str, expected: Option<&str>| {
            let found = only_amount(text, unit).map(|it| it.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("Level1から10名を育成", "人", Some("10"));
        check("1,200人", "人", Some("1,200"));
        check("年2回", "回", Some("2"));
        check("各課に1名、計10名", "人", None);
        check("10名程度", "人", None);
        check("10件", "人", None);
        check("10", "", None);
        check("増やす", "人", None);
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
