//! The figures of the example policies, held against the sources that they were written after.

use crate::table::{Content, Table};

use super::testing::{Drawn, draw_file, show};

fn hachioji() -> Drawn {
    draw_file(include_str!("../../content/hachioji/index.md"))
}

fn sagamihara() -> Drawn {
    draw_file(include_str!("../../content/sagamihara/index.md"))
}

/// The symbols of each row of a map, `.` for an empty cell.
fn symbols(table: &Table) -> Vec<String> {
    let symbol = |content: &Content| match content {
        Content::Symbol { symbol, .. } => Some(symbol.clone()),
        Content::Empty(_) => Some(".".to_owned()),
        _ => None,
    };
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    rows.map(|row| row.cells.iter().filter_map(|cell| symbol(&cell.content)).collect()).collect()
}

fn count(rows: &[String], symbol: char) -> usize {
    rows.iter().flat_map(|row| row.chars()).filter(|c| *c == symbol).count()
}

#[test]
fn all_examples_are_drawn_without_a_report() {
    let policies = [
        include_str!("../../content/hachioji/index.md"),
        include_str!("../../content/sagamihara/index.md"),
        include_str!("../../content/kashiwa/index.md"),
        include_str!("../../content/kakamigahara/index.md"),
        include_str!("../../content/govtech-tokyo-plan/index.md"),
    ];
    for policy in policies {
        let drawn = draw_file(policy);
        assert_eq!(drawn.reports(), Vec::<String>::new());
        drawn.tables.iter().for_each(|table| assert!(!show(table).is_empty()));
    }
}

#[test]
fn hachioji_maps_16_skills_to_5_roles() {
    let drawn = hachioji();
    let map = drawn.block("skill-map", 0);
    let rows = symbols(map);
    assert_eq!(
        rows,
        [
            "◎....",
            ".◎...",
            "..◎.◎",
            ".○○○◎",
            ".○○.○",
            "◎◎◎◎◎",
            "..○○◎",
            "..○.◎",
            "..○○○",
            "..○○○",
            "..○○○",
            ".◎◎◎◎",
            "..○○○",
            ".◎◎◎◎",
            "◎◎◎◎◎",
            ".◎◎◎◎"
        ]
    );
    assert_eq!(['◎', '○', '.'].map(|symbol| count(&rows, symbol)), [29, 21, 30]);
    let kinds: Vec<_> = map.columns.iter().map(|column| (column.numeric, column.symbols)).collect();
    assert_eq!(kinds[..3], [(true, false), (false, false), (false, false)]);
    assert_eq!(kinds[3..], [(false, true); 5]);
    let first = show(map).lines().next().map(str::to_owned);
    assert_eq!(
        first.as_deref(),
        Some(
            "[No.] | [スキル] | [概要] | [デジタルプロデュース] | [デジタルマネジメント] | \
             [デジタル推進リーダー] | [デジタル利活用] | [デジタルエキスパート]"
        )
    );
    let empty = map.legend.as_ref().and_then(|legend| legend.empty.as_deref());
    assert_eq!(empty, Some("希望等に応じて研修"));
    assert_eq!(map.groups[0].rows[0].cells[4].content, Content::Empty(empty.map(str::to_owned)));
}

#[test]
fn sagamihara_maps_10_skills_to_2_roles_of_a_group() {
    let drawn = sagamihara();
    let map = drawn.block("skill-map", 0);
    let rows = symbols(map);
    assert_eq!(['◎', '○', '-', '.'].map(|symbol| count(&rows, symbol)), [12, 7, 1, 0]);
    assert_eq!(rows[1], "◎-");
    let shown = show(map);
    assert_eq!(
        shown.lines().take(3).collect::<Vec<_>>(),
        [
            "[スキル] | [DX推進リーダー] | <",
            "^ | [エキスパート] | [マネージャー]",
            "リーダーシップ: | ◎ | ○"
        ]
    );
    // The legend shows a symbol that no cell has, as the source does.
    let symbols =
        map.legend.as_ref().map(|legend| legend.entries.iter().map(|(it, _)| it.as_str()));
    assert_eq!(symbols.map(Iterator::collect), Some(vec!["◎", "○", "△", "-"]));
}

#[test]
fn kashiwa_describes_5_skills_of_3_roles() {
    let drawn = draw_file(include_str!("../../content/kashiwa/index.md"));
    let map = drawn.block("skill-map", 0);
    assert_eq!((map.columns.len(), map.groups.len(), map.legend.as_ref()), (6, 2, None));
    let texts = |content: &Content| matches!(content, Content::Text(_));
    assert!(
        map.groups
            .iter()
            .flat_map(|it| &it.rows)
            .flat_map(|it| &it.cells)
            .all(|it| texts(&it.content))
    );
    let heads: Vec<String> = show(map)
        .lines()
        .map(|line| line.split([':', '|']).next().unwrap_or_default().trim().to_owned())
        .collect();
    assert_eq!(
        heads,
        ["[役割]", "スキル内容", "├", "DXスペシャリスト人材", "DX推進人材", "全職員"]
    );
}

#[test]
fn kakamigahara_plans_3_trainings() {
    let drawn = draw_file(include_str!("../../content/kakamigahara/index.md"));
    assert_eq!(
        show(drawn.block("trainings", 0)),
        "[研修名] | [概要] | [研修手法] | [得られるスキル] | [対象]\n\
         情報セキュリティ研修（基礎）: | 情報セキュリティについての基本知識を身に付ける | \
         e-ラーニング | ネットワーク、情報セキュリティ知識 | 全職員\n\
         DXマインドアップ研修: | DX推進の基礎知識を学び、マインドを養う | \
         動画研修 | DX知識（リーダー向け） | 課長級以上\n\
         デジタルスキルアップ研修: | DX推進の中核を担う人材に必要なデジタルスキルを身に付ける | \
         集合研修 | データサイエンス／UI・UXデザイン | デジタル推進員"
    );
    let list = show(drawn.block("skill-list", 0));
    assert!(list.contains("デジタル技術による改善（全庁）／"));
    assert!(list.contains("データサイエンス（デジタル推進員から）／"));
    // Each skill of the nine that the top role inherits or raises is named once.
    assert_eq!(list.lines().nth(1).map(|line| line.matches('／').count()), Some(10));
}

#[test]
fn sagamihara_sets_goals_for_4_years() {
    let drawn = sagamihara();
    let shown = show(drawn.block("goals", 0));
    assert_eq!(
        shown.lines().collect::<Vec<_>>(),
        [
            "[指標] | [令和8年度] | [令和9年度] | [令和10年度] | [令和11年度]",
            "DXエキスパート（Level3）: | · | · | Level2から5名を育成 | Level2から5名を育成",
            "DXマネージャー（Level2）: | Level1から10名を育成 | Level1から10名を育成 | \
             Level1から10名を育成 | Level1から20名を育成",
            "一般行政職員（Level1）: | ICTの基礎スキルとセキュリティの研修を行い、\
             職員自らがデジタルを活用できる力を養う | < | < | <",
            "DX推進リーダーの任命者数（人、累計）: | =10 | =20 | =30 | =50",
        ]
    );
    let goals = drawn.block("goals", 0);
    assert_eq!(
        goals.groups[0].rows[0].cells[1].content,
        Content::Empty(Some("目標なし".to_owned()))
    );
}
