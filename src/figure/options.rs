//! The options of figure blocks, as their fields: those of every figure, and those that several share.

use crate::yaml::{Choice, Field, Shape};

use super::filter;

/// The options of every figure.
pub(super) static COMMON: &[Field] = &[
    Field::new(
        "caption",
        Shape::Markdown,
        "図表の題。省くと、table のほかは図表ごとに決まった題が付きます。例: 役割とスキルの対応",
        "The caption; if left out, every figure but `table` has one of its own. Example: 役割とスキルの対応",
    ),
    Field::new(
        "id",
        Shape::Word,
        "図表を指すリンクに使う名前。空白は使えません。例: skill-map",
        "The name by which links lead to the figure, without spaces. Example: skill-map",
    ),
    Field::new(
        "note",
        Shape::Markdown,
        "図表の下に示す注。長い文は「note: |」の次の行から、字下げして書きます。",
        "A note below the figure. Write a longer text below `note: |`, indented.",
    ),
];

pub(super) const ROLES: Field = Field::new(
    "roles",
    Shape::Words,
    "示す役割。役割の id か名称を、示す順に並べます。例: [lead, use]",
    "The roles to show, by their ids or names, in this order. Example: [lead, use]",
);

pub(super) const GROUP: Field = Field::new(
    "group",
    Shape::Word,
    "示す役割の区分。その区分の役割だけを示します。例: 専門人材",
    "The group of the roles to show. Example: 専門人材",
);

pub(super) const ROW_HEADS: Field = Field::new(
    "row_heads",
    Shape::Count,
    "行の見出しになる列の数。左から数えます。省くと1、見出しがなければ0です。",
    "How many columns hold row heads, from the left; 1 if left out.",
);

pub(super) const FILTER: Field = Field::new(
    "filter",
    Shape::Conditions(filter::NAMES),
    "示す研修を絞る条件。研修のキーに、求める値を付けます。例: {kind: off-jt, year: [2026, 2027]}",
    "The conditions that the trainings to show must meet. Example: {kind: off-jt, year: [2026, 2027]}",
);

pub(super) const FILE: Field = Field::new(
    "file",
    Shape::Word,
    "表のファイル（.csv か .xlsx）。この文書から見た位置を書きます。最初の行が見出しになります。例: schedule.xlsx",
    "The file with the table (.csv or .xlsx), as seen from this document; its first row are heads. Example: schedule.xlsx",
);

pub(super) const SHEET: Field = Field::new(
    "sheet",
    Shape::Word,
    "Excel ブックのシートの名前。省くと初めのシートです。例: 日程",
    "The name of the sheet of a workbook; the first one if left out. Example: 日程",
);

pub(super) const HEADS: Field = Field::new(
    "columns",
    Shape::Heads,
    "列の見出し。file: を書かない表には要ります。見出しの下にさらに見出しを置けます。例: [区分, {人数: [2026年度, 2027年度]}]",
    "The heads of the columns, needed without `file:`, perhaps with others below them. Example: [区分, {人数: [2026年度, 2027年度]}]",
);

pub(super) const CELLS: Field = Field::new(
    "rows",
    Shape::Rows,
    "表の行。行ごとにセルを並べます。^ は上の、< は左のセルの続きです。例: - [推進リーダー, 10, 20]",
    "The rows, each a list of cells; `^` continues the cell above, `<` the one to the left. Example: - [推進リーダー, 10, 20]",
);

/// The columns to show, of those that the figure has.
pub(super) const fn columns(names: &'static [&'static str]) -> Field {
    Field::new(
        "columns",
        Shape::Columns(names),
        "示す列。並べた順に示します。見出しを変えるときは {列: 見出し} と書きます。例: [number, {name: 役割の名前}]",
        "The columns to show, in this order; `{column: head}` gives one another head. Example: [number, {name: 役割の名前}]",
    )
}

/// What stands in the rows.
pub(super) const fn rows(words: &'static [Choice]) -> Field {
    Field::new("rows", Shape::Choice(words), "行に並べるもの。", "What stands in the rows.")
}

/// What makes the groups of rows.
pub(super) const fn group_by(words: &'static [Choice]) -> Field {
    Field::new(
        "group",
        Shape::Choice(words),
        "行をまとめる基準。",
        "What makes the groups of rows.",
    )
}
