//! Whole comparisons: what is said of two states of a document.

use super::testing::{changes, compared, page, shown};
use super::{Status, Unread};

const LONG: &str = "職員の学びを支えるため、毎年度の研修の計画を立て、必要な予算を確保する。";
const OTHER: &str = "情報システムの調達に当たっては、費用と効果を比べ、議会に報告するものとする。";

fn check(old: &str, new: &str, expected: &str) {
    assert_eq!(changes(old, new), expected, "{old} → {new}");
}

#[test]
fn a_text_that_says_the_same_has_not_changed() {
    let text = "# 一\n\n文。\n\n- 甲\n- 乙\n";
    check(text, text, "");
    check(text, "# 一\n\n文\n。\n\n* 甲\n* 乙\n", "");
    assert_eq!(compared(&page(text), &page(text)).status, Status::Same);
}

#[test]
fn chapters_are_known_again() {
    // By id, whatever it is called.
    check("# 育成 {#t}\n\n文\n", "# 研修 {#t}\n\n文\n", "# 研修 Renamed\n~ # [育成] → # [研修]");
    // Another number.
    check(
        "# 1. 目的\n\n文\n",
        "# 2. 目的\n\n文\n",
        "# 2. 目的 Renumbered\n~ # [1]. 目的 → # [2]. 目的",
    );
    // By what stands in it.
    check(
        &format!("# 育成\n\n{LONG}\n"),
        &format!("# 人づくり\n\n{LONG}\n"),
        "# 人づくり Renamed\n~ # [育成] → # [人づくり]",
    );
    // One that is new, one that is gone.
    check(
        &format!("# 甲\n\n{LONG}\n\n# 乙\n\n短い。\n"),
        &format!("# 甲\n\n{LONG}\n\n# 丙\n\n{OTHER}\n"),
        &format!("#- 乙\n- # 乙\n- 短い。\n#+ 丙\n+ # 丙\n+ {OTHER}"),
    );
    // In another order: the one that moved, not all others.
    check(
        "# 甲\n\n一\n\n# 乙\n\n二\n\n# 丙\n\n三\n",
        "# 丙\n\n三\n\n# 甲\n\n一\n\n# 乙\n\n二\n",
        "# 丙 Moved",
    );
    // Below another chapter.
    check(
        "# 甲\n\n## 節\n\n文\n\n# 乙\n\n文\n",
        "# 甲\n\n# 乙\n\n文\n\n## 節\n\n文\n",
        "## 節 Moved",
    );
}

#[test]
fn sections_of_the_same_words_are_told_apart() {
    check(
        "# 甲\n\n## 概要\n\n一\n\n# 乙\n\n## 概要\n\n二\n",
        "# 新\n\n## 概要\n\n零\n\n# 甲\n\n## 概要\n\n一\n\n# 乙\n\n## 概要\n\n二\n",
        "#+ 新\n+ # 新\n##+ 概要\n+ # 概要\n+ 零",
    );
}

#[test]
fn chapters_are_parted_and_put_together() {
    let parted = format!("# 育成\n\n{LONG}\n\n# 調達\n\n{OTHER}\n");
    let whole = format!("# 育成\n\n{LONG}\n\n{OTHER}\n");
    check(&whole, &parted, "#+ 調達 SplitFrom(Head { id: \"育成\", text: \"育成\" })\n+ # 調達");
    check(&parted, &whole, "# 育成 Merged(Head { id: \"調達\", text: \"調達\" })");
}

#[test]
fn texts_are_aligned_and_words_marked() {
    check(
        "# 甲\n\n研修を年1回行う。\n\n- 甲の項目\n- 乙の項目\n",
        "# 甲\n\n研修を年2回行う。\n\n- 甲の項目\n- 丙という別のもの\n- 乙の項目\n",
        "# 甲\n~ 研修を[年1回]行う。 → 研修を[年2回]行う。\n+ ・丙という別のもの",
    );
    check("1. 甲\n2. 乙\n", "1. 丙\n2. 甲\n3. 乙\n", "@ Preface\n+ 1. 丙");
    check(
        "ＤＸを進める。\n",
        "DXを進める。\n",
        "@ Preface\n~ {ＤＸ}を進める。 → {DX}を進める。 (WidthOnly)",
    );
    check("甲、乙。\n", "甲，乙。\n", "@ Preface\n~ 甲{、}乙。 → 甲{，}乙。 (PunctuationOnly)");
    check(
        "文を見る。\n",
        "**文**を見る。\n",
        "@ Preface\n~ {文}を見る。 → {文}を見る。 (LookOnly)",
    );
    check(
        "[計画](a.md)を見る。\n",
        "[計画](b.md)を見る。\n",
        "@ Preface\n~ {計画}を見る。 → {計画}を見る。 (TargetOnly)",
    );
}

#[test]
fn what_left_one_place_is_found_where_it_came_to() {
    check(
        &format!("# 甲\n\n{LONG}\n\n短い。\n\n# 乙\n\n別の文。\n"),
        &format!("# 甲\n\n短い。\n\n# 乙\n\n別の文。\n\n{LONG}\n"),
        &format!("# 甲\n> {LONG} (MovedTo(\"乙\"))\n# 乙\n> {LONG} → {LONG} (MovedFrom(\"甲\"))"),
    );
    check(
        &format!("{LONG}\n\n{OTHER}\n"),
        &format!("{OTHER}\n\n{LONG}\n"),
        &format!("@ Preface\n> {OTHER} → {OTHER} (Reordered)"),
    );
}

fn policy(front_matter: &str, body: &str) -> String {
    format!("---\nkind: policy\ntitle: 方針\n{front_matter}---\n\n{body}")
}

fn records(old: &str, new: &str) -> String {
    shown(&compared(&policy(old, ""), &policy(new, "")))
}

#[test]
fn facts_are_compared_as_facts() {
    let found = records(
        "department: 情報政策課\nperiod: {from: 2023-04, until: 2026-03}\n",
        "department: デジタル推進課\nperiod: {from: 2023-04, until: 2028-03}\nadopted: 2023-03\n",
    );
    let expected = "@ Facts\n\
        ~ 所管部署: [情報政策課] → [デジタル推進課]\n\
        + 策定: 令和5年3月\n\
        ~ 対象期間: 令和5年4月から[令和8年3月]まで → 令和5年4月から[令和10年3月]まで";
    assert_eq!(found, expected);
}

const MAP: &str = "legend: {◎: 必修, ○: 選択}\n\
    roles: [{id: a, name: 一般職員}, {id: b, name: 推進員}]\n\
    skills:\n\
    - {name: セキュリティ, levels: {a: ○, b: ◎}}\n\
    - {name: 業務改革, levels: {b: ◎}}\n\
    - {name: データ活用, levels: {a: ○, b: ○}}\n";

#[test]
fn tables_are_compared_cell_by_cell() {
    let new = MAP.replace("業務改革, levels: {b: ◎}", "業務改革, levels: {a: ○, b: ◎}");
    let expected =
        "@ Appendix\n~ スキルマップ › 業務改革 › 一般職員: [空欄（該当なし）] → [○（選択）]";
    assert_eq!(records(MAP, &new), expected);
}

#[test]
fn a_role_that_was_added_is_a_column() {
    let new = MAP
        .replace("name: 推進員}", "name: 推進員}, {id: c, name: 専門員}")
        .replace("データ活用, levels: {", "データ活用, levels: {c: ◎, ");
    let found = records(MAP, &new);
    let expected = "@ Appendix\n+ 求められる役割 › 専門員: 専門員\n\
        + スキルマップ › 列 › 専門員: ・データ活用：◎（必修）";
    assert_eq!(found, expected);
}

#[test]
fn rows_come_go_move_and_are_renamed() {
    let new = MAP.replace("- {name: 業務改革, levels: {b: ◎}}\n", "");
    assert_eq!(records(MAP, &new), "@ Appendix\n- スキルマップ › 業務改革: ・推進員：◎（必修）");
    let new = MAP.replace("name: セキュリティ", "name: 情報セキュリティ");
    assert_eq!(
        records(MAP, &new),
        "@ Appendix\n~ スキルマップ › 行: セキュリティ → [情報]セキュリティ"
    );
    let new = MAP.replace("- {name: セキュリティ, levels: {a: ○, b: ◎}}\n", "")
        + "- {name: セキュリティ, levels: {a: ○, b: ◎}}\n";
    assert_eq!(
        records(MAP, &new),
        "@ Appendix\n> スキルマップ: セキュリティ → セキュリティ (Reordered)"
    );
}

#[test]
fn a_legend_in_other_words_changes_no_cell() {
    let new = MAP.replace("◎: 必修", "◎: 必ず受ける");
    assert_eq!(records(MAP, &new), "@ Appendix\n~ スキルマップ › 凡例 › ◎: [必修] → [必ず受ける]");
}

#[test]
fn targets_are_compared_year_by_year() {
    let old = "goals: [{name: 推進員の数, unit: 人, targets: {2026: 10, 2027: 20}}]\n";
    let new = "goals: [{name: 推進員の数, unit: 人, targets: {2026: 10, 2027: 30, 2028: 50}}]\n";
    let expected = "@ Appendix\n\
        + 目標 › 列 › 令和10年度: ・推進員の数（人）：50\n\
        ~ 目標 › 推進員の数（人） › 令和9年度: [20] → [30]";
    assert_eq!(records(old, new), expected);
}

#[test]
fn a_chart_says_what_its_table_says() {
    let goals = "goals: [{name: 推進員の数, unit: 人, targets: {2026: 10, 2027: 20}}]\n";
    let [without, with] =
        ["", "chart: bar\n"].map(|it| policy(goals, &format!("```goals\n{it}```\n")));
    assert_eq!(compared(&without, &with).status, Status::Same);
    let other = with.replace("2027: 20", "2027: 30");
    assert!(shown(&compared(&with, &other)).contains("20"));
}

#[test]
fn numbers_of_rows_are_no_change() {
    let old = "| 番号 | 題 |\n|---|---|\n| 1 | 甲 |\n| 2 | 乙 |\n";
    let new = "| 番号 | 題 |\n|---|---|\n| 1 | 丙 |\n| 2 | 甲 |\n| 3 | 乙 |\n";
    check(old, new, "@ Preface\n+ 表: ・題：丙");
}

#[test]
fn pipe_tables_are_known_by_their_captions_and_heads() {
    let old = "表：日程\n\n| 月 | 内容 |\n|---|---|\n| 4月 | 研修 |\n| 5月 | 面談 |\n";
    let new = "表：日程\n\n| 月 | 内容 | 担当 |\n|---|---|---|\n| 4月 | 基礎研修 | 人事課 |\n| 5月 | 面談 | |\n";
    check(
        old,
        new,
        "@ Preface\n+ 日程 › 列 › 担当: ・4月：人事課\n~ 日程 › 4月 › 内容: 研修 → [基礎]研修",
    );
}

#[test]
fn what_could_not_be_read_is_left_out_and_said() {
    let broken = "---\nkind: policy\ntitle: 方針\nroles: [{name: 甲\n---\n\n# 目的\n\n文\n";
    let sound = policy("roles: [{name: 甲}, {name: 乙}]\n", "# 目的\n\n文\n");
    let comparison = compared(broken, &sound);
    let left_out: Vec<_> = comparison.left_out.iter().map(|it| (it.old, &it.what)).collect();
    assert_eq!(left_out, [(true, &Unread::FrontMatter)]);
    assert_eq!(shown(&comparison), "");
    // Only one figure is left out.
    let old = policy("roles: [{name: 甲}]\n", "```goals\n```\n\n```roles\n```\n");
    let new = policy(
        "roles: [{name: 甲}]\ngoals: [{name: 目標, targets: {2026: 1}}]\n",
        "```goals\n```\n\n```roles\n```\n",
    );
    let comparison = compared(&old, &new);
    assert_eq!(comparison.left_out.len(), 1, "{:?}", comparison.left_out);
    assert_eq!(shown(&comparison), "");
}

#[test]
fn data_that_no_table_shows_are_compared_too() {
    let text = |front: &str| policy(front, "```roles\ncolumns: [name]\n```\n");
    let compared = |old: &str, new: &str| shown(&compared(&text(old), &text(new)));
    assert_eq!(
        compared("roles: [{name: 甲, duty: 助言する}]\n", "roles: [{name: 甲, duty: 指導する}]\n",),
        "@ Data\n~ 求められる役割 › 甲 › 役割: [助言]する → [指導]する"
    );
    assert_eq!(
        compared("roles: [{name: 甲, short: 子}]\n", "roles: [{name: 甲, short: 丑}]\n",),
        "@ Data\n~ 求められる役割: [表に出ない項目の変更] → [表に出ない項目の変更]"
    );
}

#[test]
fn nothing_that_changed_goes_unsaid() {
    let of_form = |old: &str, new: &str| changes(old, new);
    assert_eq!(
        of_form("- 一の項目\n- 二の項目\n", "- 一の項目\n  - 二の項目\n"),
        "@ Preface\n~ ・二の項目 → ・二の項目 (FormOnly)"
    );
    assert!(
        of_form(
            "文[^a]と語[^b]。\n\n[^a]: 甲\n[^b]: 乙\n",
            "文[^b]と語[^a]。\n\n[^a]: 甲\n[^b]: 乙\n"
        )
        .contains("注")
    );
    let numbers = of_form(
        "| 研修 | 回数 |\n|---|---|\n| 初級 | 1 |\n| 中級 | 2 |\n",
        "| 研修 | 回数 |\n|---|---|\n| 新級 | 1 |\n| 初級 | 2 |\n",
    );
    assert!(numbers.contains("表 › 初級 › 回数: [1] → [2]"), "{numbers}");
    let merged = of_form(
        "| a | b |\n|---|---|\n| x | 1 |\n| y | 1 |\n",
        "| a | b |\n|---|---|\n| x | 1 |\n| y | ^ |\n",
    );
    assert!(merged.contains("表の形"), "{merged}");
    assert_eq!(
        of_form("予算は100万円\n", "予算は~~100万円~~\n"),
        "@ Preface\n~ 予算は[100万円] → 予算は[100万円]"
    );
    assert_eq!(
        records("review: 2026-10\n", "review: 2027-11\n"),
        "@ Facts\n~ 見直しの予定: [令和8年10月] → [令和9年11月]"
    );
    assert_eq!(records("", "draft: true\n"), "@ Facts\n+ 公開の状態: 下書き");
    let renamed = records(MAP, &MAP.replace("name: 推進員}", "name: 先導役}"));
    assert!(renamed.contains("スキルマップ › 列: [推進員] → [先導役]"), "{renamed}");
}

const SCHEDULE: &str = "# 予定\n\n```schedule\nuntil: 2026\ntracks:\n- name: 研修\n  bars:\n  \
    - {from: 2025, until: 2026, text: 基礎の研修}\n  remark: 毎年\n- name: KPI\n  values: {2025: [年2回]}\n```\n";

#[test]
fn schedules_are_compared_by_the_words_of_their_tracks() {
    // A bar that goes on, on an axis that is longer.
    let longer =
        SCHEDULE.replace("until: 2026, text", "until: 2027, text").replace("until: 2026\n", "");
    check(
        SCHEDULE,
        &longer,
        "# 予定\n~ 取組の予定 › 研修: 基礎の研修［令和7年度から[令和8年度]まで］ → 基礎の研修［令和7年度から[令和9年度]まで］",
    );
    // The axis alone is no change of what is planned.
    check(
        SCHEDULE,
        &SCHEDULE.replace("until: 2026\n", "until: 2028\n"),
        "# 予定\n~ 取組の予定: [表の形、並び、リンクの変更] → [表の形、並び、リンクの変更]",
    );
    let more = SCHEDULE
        .replace("年2回]", "年2回, 演習 3件]")
        .replace("  remark: 毎年\n", "  - {from: 2026, text: 応用の研修}\n  remark: 隔年\n");
    check(
        SCHEDULE,
        &more,
        "# 予定\n~ 取組の予定 › 研修 › 備考: [毎年] → [隔年]\n\
         + 取組の予定 › 研修: 応用の研修［令和8年度から、以降も続く］ ¶ ・備考：隔年\n\
         ~ 取組の予定 › KPI: [年2回]［令和7年度］ → [年2回] ¶ [演習 3件]［令和7年度］",
    );
}
