//! Whether the totals of tables are the sums of what they sum up.
//!
//! People sum up in many ways: since the last subtotal, over a group, over all rows, over the
//! subtotals. A total is reported only if no reading of it adds up.

use std::ops::Range;

use super::decimal::Decimal;
use super::running::{self, Step};
use super::sheet::{Number, Sheet, SumKind};
use super::sums::{ColumnSums, Of, Places, Sums};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::Span;
use crate::table::Table;

pub(super) const RULES: &[&Rule] = &[&TOTAL_MISMATCH];

static TOTAL_MISMATCH: Rule =
    Rule::warning("total-mismatch", "合計や累計が合わない", "a total that does not add up");

/// Words of a note that says why totals need not add up.
const ROUNDED: [&str; 2] = ["端数", "四捨五入"];

pub(super) fn check(table: &Table, diagnostics: &mut Diagnostics) {
    let note = table.notes.plain();
    if ROUNDED.iter().any(|word| note.contains(word)) {
        return;
    }
    let Some(sheet) = Sheet::with_totals(table) else { return };
    total_rows(&sheet, diagnostics);
    for (at, _) in sheet.rows.iter().enumerate().filter(|(_, row)| row.kind == SumKind::Running) {
        running_row(&sheet, at, diagnostics);
    }
    for (at, column) in sheet.columns.iter().enumerate() {
        if column.numeric && matches!(column.kind, SumKind::Subtotal | SumKind::Total) {
            total_column(&sheet, at, diagnostics);
        }
    }
}

/// Reports a sum that is not what was written.
pub(super) fn mismatch(number: &str, sum: Decimal, span: Span, running: bool) -> Diagnostic {
    let (what, what_en) = if running { ("累計", "running sum") } else { ("合計", "sum") };
    let message = Message::new(
        format!("{what}が合いません（書かれた数 {number}、計算した数 {sum}）"),
        format!("the {what_en} does not add up: {number} is written, {sum} is calculated"),
    );
    let help = Message::fixed(
        "数か内訳のどちらかを直してください。端数処理で合わないときは、そのこと（「端数」か「四捨五入」を含む文）を図表の note: に書くか、hoshin.yaml の lint: に total-mismatch: off と書きます。",
        "mend the number or what it sums up; where rounding is the reason, say so in the figure's `note:`, or write `total-mismatch: off` in `lint:` of hoshin.yaml",
    );
    Diagnostic::new(&TOTAL_MISMATCH, span, message).help(help)
}

fn total_rows(sheet: &Sheet, diagnostics: &mut Diagnostics) {
    let is_total = |&at: &usize| matches!(sheet.rows[at].kind, SumKind::Subtotal | SumKind::Total);
    let totals: Vec<usize> = (0..sheet.rows.len()).filter(is_total).collect();
    let places = Places::new(&sheet.rows);
    for (column, of) in sheet.columns.iter().enumerate() {
        if totals.is_empty() || !of.numeric || of.kind == SumKind::Other {
            continue;
        }
        let sums = ColumnSums::new(sheet, column);
        for &total in &totals {
            let Some(written) = sheet.number(total, column) else { continue };
            // 10 of 甲（人） and 5 of 乙（回） are not summed up.
            let own = &sheet.rows[total].unit;
            let mut readings = row_readings(total, &places, sums.of_unit(own));
            if own.is_empty() || readings.is_empty() {
                readings.extend(row_readings(total, &places, &sums.all));
            }
            // Where a row and a column of totals meet, either may be meant.
            if matches!(of.kind, SumKind::Subtotal | SumKind::Total) {
                readings.extend(column_readings(sheet, total, column));
            }
            report(written, &readings, diagnostics);
        }
    }
}

/// The sums of rows that a total may mean, the likeliest first.
fn row_readings(total: usize, places: &Places, sums: &Sums) -> Vec<Decimal> {
    let (group, since) = (places.group_start(total), places.since_total(total));
    let rest = sums.of(Of::Amounts, since..total).unwrap_or(Decimal::ZERO);
    let with_rest = |sum: Option<Decimal>| sum.and_then(|sum| sum.plus(rest));
    let above = [
        sums.of(Of::Amounts, since..total),
        sums.of(Of::Amounts, group..total),
        sums.of(Of::Amounts, 0..total),
        with_rest(sums.of(Of::Totals, group..total)),
        with_rest(sums.of(Of::Totals, 0..total)),
        with_rest(sums.of(Of::Subtotals, 0..total)),
        // 離職率 is no amount, but 能率 may be one.
        sums.of(Of::Numbers, since..total),
    ];
    // Statistics often begin with the total.
    let first = since == total || !places.has_amounts_before(total);
    let below = first.then(|| {
        [
            sums.of(Of::Amounts, total + 1..places.next_total(total)),
            sums.of(Of::Amounts, total + 1..usize::MAX),
            sums.of(Of::Totals, total + 1..usize::MAX),
        ]
    });
    above.into_iter().chain(below.into_iter().flatten()).flatten().collect()
}

fn total_column(sheet: &Sheet, total: usize, diagnostics: &mut Diagnostics) {
    // Of a row of totals, `total_row` knows all readings.
    for row in (0..sheet.rows.len()).filter(|&row| sheet.rows[row].kind == SumKind::Amounts) {
        if let Some(written) = sheet.number(row, total) {
            report(written, &column_readings(sheet, row, total), diagnostics);
        }
    }
}

/// The sums of the columns that a total of a row may mean, the likeliest first. Where words stand among
/// the numbers, nothing can be said.
fn column_readings(sheet: &Sheet, row: usize, total: usize) -> Vec<Decimal> {
    let columns = &sheet.columns;
    let of = |kind: SumKind, range: Range<usize>| -> Vec<usize> {
        range.filter(|&at| columns[at].kind == kind && sheet.has_numbers(at)).collect()
    };
    let sum = |columns: &[usize]| {
        let numbers = columns.iter().filter_map(|&at| sheet.number(row, at));
        let own = sheet.number(row, total).map(|number| &number.unit);
        let numbers = numbers.filter(|number| Some(&number.unit) == own);
        Decimal::sum(numbers.map(|number| number.value))
    };
    let left = of(SumKind::Amounts, 0..total);
    let right = of(SumKind::Amounts, total + 1..columns.len());
    let between = match (left.first(), right.last()) {
        (Some(&first), _) => first..total,
        (None, Some(&last)) => total..last + 1,
        (None, None) => return Vec::new(),
    };
    if between.into_iter().any(|at| sheet.has_words(row, at)) {
        return Vec::new();
    }
    let last_total = (0..total).rev().find(|&at| columns[at].kind == SumKind::Subtotal);
    let since = of(SumKind::Amounts, last_total.map_or(0, |at| at + 1)..total);
    let subtotals = of(SumKind::Subtotal, 0..total);
    let right = if left.is_empty() { right } else { Vec::new() };
    let whole = [&since, &left, &subtotals, &right].into_iter().filter_map(|columns| sum(columns));
    // Columns of another kind, such as a year, may stand before those that are summed up.
    let parts = (1..left.len().saturating_sub(1)).filter_map(|from| sum(&left[from..]));
    whole.chain(parts).collect()
}

fn report(written: &Number, readings: &[Decimal], diagnostics: &mut Diagnostics) {
    let Some(&likeliest) = readings.first() else { return };
    if !readings.contains(&written.value) {
        diagnostics.push(mismatch(&written.value.to_string(), likeliest, written.span, false));
    }
}

/// A running sum goes from left to right over the row above it.
fn running_row(sheet: &Sheet, at: usize, diagnostics: &mut Diagnostics) {
    let group = sheet.rows[at].group;
    let above = (0..at).rev().take_while(|&row| sheet.rows[row].group == group);
    let Some(above) = above.into_iter().find(|&row| sheet.rows[row].kind != SumKind::Running)
    else {
        return;
    };
    let columns: Vec<usize> = (0..sheet.columns.len())
        .filter(|&column| sheet.columns[column].kind == SumKind::Amounts)
        .filter(|&column| sheet.number(at, column).is_some())
        .collect();
    let units: Vec<&str> = columns
        .iter()
        .flat_map(|&column| [sheet.number(above, column), sheet.number(at, column)])
        .flatten()
        .map(|number| number.unit.as_str())
        .collect();
    let words = columns.iter().any(|&column| sheet.has_words(above, column));
    if words
        || sheet.rows[above].kind == SumKind::Other
        || units.windows(2).any(|pair| pair[0] != pair[1])
    {
        return;
    }
    let value = |row: usize, column: usize| sheet.number(row, column).map(|number| number.value);
    let steps: Vec<Step> = columns
        .iter()
        .map(|&column| Step { amount: value(above, column), written: value(at, column) })
        .collect();
    for (step, sum) in running::mistakes(&steps) {
        if let Some(written) = sheet.number(at, columns[step]) {
            diagnostics.push(mismatch(&written.value.to_string(), sum, written.span, true));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check_text, words};

    /// A table block with these rows, in which only the given cells are reported.
    #[track_caller]
    fn check(columns: &str, rows: &[&str], expected: &[&str]) {
        let rows: Vec<String> = rows.iter().map(|row| format!("- [{row}]")).collect();
        let rows = rows.join("\n");
        let text = format!("```table\ncaption: 題\ncolumns: [{columns}]\nrows:\n{rows}\n```\n");
        let expected: Vec<String> =
            expected.iter().map(|it| format!("total-mismatch {it}")).collect();
        check_text(&text, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn rows_of_totals_add_up() {
        let two = |rows: &[&str], expected: &[&str]| check("部門, 人数", rows, expected);
        two(&["甲, 1", "乙, 2", "合計, 3"], &[]);
        two(&["甲, 1", "乙, 2", "合計, 4"], &["4"]);
        two(&["甲, 1", "乙, 2", "合　計, 4"], &["4"]);
        two(&["甲, 1", "乙, 2", "計（人）, 4"], &["4"]);
        two(&["甲, 1", "乙, 2", "総計, ''"], &[]);
        two(&["甲, '1,000.5'", "乙, ０．５", "合計, '1,001'"], &[]);
        two(&["甲, 0.1", "乙, 0.2", "合計, 0.3"], &[]);
        two(&["甲, △5", "乙, 8", "合計, 3"], &[]);
        two(&["甲, 1", "乙, －", "合計, 1"], &[]);
        two(&["甲, 1", "乙の合計の見込み, 2", "丙, 4"], &[]);
        // One cell that is no number: nothing can be said.
        two(&["甲, 1", "乙, 約2", "合計, 9"], &[]);
        two(&["甲, 1人", "乙, 2件", "合計, 9"], &[]);
        two(&["甲, 1人", "乙, 2人", "合計, 9人"], &["9人"]);
        // Percentages and averages are no sums.
        two(&["甲, 50%", "乙, 70%", "合計, 60%"], &[]);
        check("部門, 参加率", &["甲, 50", "乙, 70", "合計, 60"], &[]);
        two(&["甲, 1", "乙, 2", "平均, 1.5", "合計, 3"], &[]);
        two(&["甲, 1", "能率, 2", "合計, 3"], &[]);
        // What is counted once more is no part.
        two(&["職員, 10", "うち女性, 4", "合計, 10"], &[]);
        two(&["職員, 10", "管理職（再掲）, 4", "合計, 10"], &[]);
        two(&["甲, 6", "乙, 6", "合計（重複を除く）, 10"], &[]);
        // Brackets behind a name are not always a unit.
        two(&["甲（新設）, 1", "乙, 2", "合計, 3"], &[]);
        two(&["甲（新設）, 1", "乙, 2", "合計（見込み）, 4"], &["4"]);
        check("指標, 単位, 数", &["甲, 人, 1", "乙, 回, 2", "合計, 人, 1"], &[]);
        check("指標, 単位, 数", &["甲, 人, 1", "乙, 回, 2", "合計, 人, 3"], &["3"]);
    }

    #[test]
    fn every_way_of_summing_up_is_accepted() {
        let check = |rows: &[&str], expected: &[&str]| check("部門, 人数", rows, expected);
        check(&["甲, 1", "乙, 2", "小計, 3", "丙, 4", "小計, 4", "合計, 7"], &[]);
        check(&["甲, 1", "小計, 1", "丙, 4", "小計, 4", "合計, 7"], &["7"]);
        check(&["甲, 1", "乙, 2", "小計, 5", "丙, 4", "小計, 4", "合計, 9"], &["5"]);
        check(&["甲, 1", "小計, 1", "丙, 4", "合計, 5"], &[]);
        check(&["甲, 1", "計, 1", "丙, 4", "計, 5"], &[]);
        check(&["合計, 3", "甲, 1", "乙, 2"], &[]);
        check(&["合計, 4", "甲, 1", "乙, 2"], &["4"]);
        check(&["合計, 4"], &[]);
        let groups = |total: &str, expected: &[&str]| {
            let text = format!(
                "```table\ncaption: 題\ncolumns: [部門, 人数]\nrows:\n- 春: [[甲, 1], [計, 1]]\n- 夏: [[乙, 2], [丙, 3], [計, 5]]\n- [総計, {total}]\n```\n"
            );
            check_text(&text, expected);
        };
        groups("6", &[]);
        groups("7", &["total-mismatch 7"]);
    }

    #[test]
    fn heads_of_rows_may_be_several_or_none() {
        let pipe = |front: &str, total: &str, expected: &[&str]| {
            let text = format!(
                "---\ntitle: 題\n{front}---\n\n表：題\n\n| 区分 | 名称 | 人数 |\n|---|---|---:|\n| 本庁 | 甲 | 1 |\n| ^ | 乙 | 2 |\n| 合計 | < | {total} |\n"
            );
            crate::check::testing::check_files(&[("a.md", &text)], expected);
        };
        for front in ["", "row_heads: 0\n", "row_heads: 2\n"] {
            pipe(front, "3", &[]);
            pipe(front, "5", &["total-mismatch 5"]);
        }
    }

    #[test]
    fn columns_of_totals_add_up() {
        check("部門, 春, 夏, 計", &["甲, 1, 2, 3", "乙, 3, 4, 7", "計, 4, 6, 10"], &[]);
        check("部門, 春, 夏, 計", &["甲, 1, 2, 4", "乙, 3, 4, 7", "計, 4, 6, 11"], &["4"]);
        check("部門, 担当, 春, 夏, 合計", &["甲, 人事課, 1, 2, 4"], &["4"]);
        check("部門, 年, 春, 夏, 合計", &["甲, 2026, 1, 2, 3"], &[]);
        check("部門, 春, 夏, 参加率, 合計", &["甲, 1, 2, 80, 3"], &[]);
        check("部門, 春, 夏, 合計", &["甲, 1, 未定, 3"], &[]);
        check("部門, 春, 夏, 合計", &["甲, 1, 2, 3", "乙, 1, 未定, 3"], &[]);
        check("部門, 春, 夏, 合計", &["甲, 1, 2, 4", "乙, 1, 未定, 3"], &["4"]);
        check("部門, 春, 夏, 合計, 備考", &["甲, 1, 2, 4, 見込み"], &["4"]);
        check("部門, 合計, 春, 夏", &["甲, 3, 1, 2", "乙, 4, 1, 2"], &["4"]);
        check(
            "部門, {本庁: [春, 夏, 小計]}, {支所: [春, 小計]}, 合計",
            &["甲, 1, 2, 3, 4, 4, 7"],
            &[],
        );
        check(
            "部門, {本庁: [春, 夏, 小計]}, {支所: [春, 小計]}, 合計",
            &["甲, 1, 2, 3, 4, 4, 8"],
            &["8"],
        );
    }

    #[test]
    fn running_sums_go_from_left_to_right() {
        check("指標, 1年目, 2年目, 3年目", &["任命, 10, 10, 20", "累計, 10, 20, 40"], &[]);
        check("指標, 1年目, 2年目, 3年目", &["任命, 10, 10, 20", "累計, 10, 20, 45"], &["45"]);
        check("指標, 1年目, 2年目", &["任命, 10人, 10人", "累　計, 10人, 25人"], &["25人"]);
        check("指標, 1年目, 2年目", &["任命, 10, 増やす", "累計, 10, 25"], &[]);
        check("指標, 1年目, 2年目", &["累計, 10, 25"], &[]);
        // A running sum is no part of a total.
        check("指標, 1年目, 2年目", &["甲, 1, 2", "累計, 1, 3", "合計, 1, 2"], &[]);
    }

    #[test]
    fn a_note_about_rounding_is_believed() {
        let check = |note: &str, expected: &[&str]| {
            let text = format!(
                "```table\ncaption: 題\ncolumns: [部門, 額]\nrows: [[甲, 1], [合計, 2]]\nnote: {note}\n```\n"
            );
            check_text(&text, expected);
        };
        check("端数処理のため、合計が合わないことがあります", &[]);
        check("四捨五入した数です", &[]);
        check("令和7年度の数です", &["total-mismatch 2"]);
    }

    #[test]
    fn both_numbers_are_said() {
        let text = "---\ntitle: 題\n---\n\n表：題\n\n| 部門 | 人数 |\n|---|---:|\n| 甲 | 1,000 |\n| 計 | 1,500人 |\n| 乙 | 0.5 |\n| 計 | 2 |\n";
        // Of two units nothing can be said.
        assert!(crate::check::testing::reports_with_text(&[("a.md", text)]).is_empty());
        let text = text.replace("1,500人", "1,500");
        assert!(
            words(&text).starts_with("合計が合いません（書かれた数 1,500、計算した数 1,000） / ")
        );
    }
}
