//! `table`: any other table, whose cells the author writes in the block.

use crate::diagnostic::{Diagnostic, Message};
use crate::document::{FigureKind, ROW_LENGTH};
use crate::markdown::Prose;
use crate::source::Span;
use crate::table::{Content, Group, Row, Table};
use crate::yaml::{Node, NodeKind, prose_of};

use super::Figure;
use super::drawing::Drawing;
use super::grid::{self, Slot, SlotKind};
use super::heads::{ColumnHead, layout};
use super::options;
use super::pipe::column_heads;

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind { name: "table", shows: &[], stands_for: None },
    options: &[options::HEADS, options::CELLS, options::ROW_HEADS, options::FILE, options::SHEET],
    draw,
};

/// Rows as written, with the head of their group.
type Rows<'a> = (Option<Prose>, Vec<&'a Node>);

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let columns = drawing.options.node("columns");
    let no_list = drawing.options.node("rows").is_some_and(|rows| rows.list().is_none());
    let rows = drawing.options.list("rows");
    let row_heads = drawing.options.count("row_heads").unwrap_or(1);
    let from_file = drawing.options.word("file").is_some();
    drawing.options.word("sheet");
    let (width, head) = match columns {
        Some(columns) if from_file => head_rows(drawing, columns),
        Some(columns) => layout(heads(drawing, columns)),
        None => (0, Vec::new()),
    };
    if width == 0 {
        // What is wrong with a file was reported when it was read.
        if !from_file {
            drawing.options.needed("columns", |_| (), |()| true);
        }
        return None;
    }
    let groups = groups(rows);
    if groups.iter().all(|(_, rows)| rows.is_empty()) {
        if !no_list {
            let help = Message::fixed("rows: に行を書いてください。", "write its rows in `rows:`");
            drawing.from.empty(drawing.from.place.0, help, drawing.options.diagnostics);
        }
        return None;
    }
    let group = |(head, rows): Rows<'_>| {
        let rows = rows.into_iter().filter_map(|row| slots(drawing, row, width)).collect();
        Group {
            head: head.map(Into::into),
            rows: grid::merge(rows, row_heads, drawing.options.diagnostics),
        }
    };
    let groups = groups.into_iter().map(group).collect();
    Some(drawing.table(width, head, groups))
}

/// The rows of heads of a file, in which cells may be merged.
fn head_rows(drawing: &mut Drawing<'_, '_>, node: &Node) -> (usize, Vec<Row>) {
    let rows = node.list().unwrap_or_default();
    let width = rows.first().and_then(Node::list).map_or(0, <[Node]>::len);
    let rows = rows.iter().filter_map(|row| slots(drawing, row, width)).collect();
    let rows = grid::merge(rows, 0, drawing.options.diagnostics);
    (width, rows.into_iter().map(column_heads).collect())
}

/// Heads as written: a text, or a mapping from a head to the heads below it.
fn heads(drawing: &mut Drawing<'_, '_>, node: &Node) -> Vec<ColumnHead> {
    match &node.kind {
        NodeKind::Null => vec![ColumnHead::leaf(Prose::default())],
        NodeKind::Scalar(_) => vec![ColumnHead::leaf(head(drawing, node))],
        NodeKind::List(nodes) => nodes.iter().flat_map(|node| heads(drawing, node)).collect(),
        NodeKind::Mapping(pairs) => {
            let nested = |(text, below): &(Node, Node)| ColumnHead {
                text: head(drawing, text),
                below: if below.is_null() { Vec::new() } else { heads(drawing, below) },
            };
            pairs.iter().map(nested).collect()
        }
    }
}

fn head(drawing: &mut Drawing<'_, '_>, node: &Node) -> Prose {
    let Some(scalar) = node.scalar() else { return Prose::default() };
    if SlotKind::merge(scalar.text.trim()).is_some() {
        grid::report_head(node.span.0, drawing.options.diagnostics);
    }
    prose_of(scalar)
}

/// The rows by their groups: rows alone, and mappings from a head to rows.
fn groups(nodes: &[Node]) -> Vec<Rows<'_>> {
    let mut groups: Vec<Rows<'_>> = Vec::new();
    for node in nodes {
        let Some(pairs) = node.mapping() else {
            match groups.last_mut() {
                Some((None, rows)) => rows.push(node),
                _ => groups.push((None, vec![node])),
            }
            continue;
        };
        for (head, rows) in pairs {
            let head = head.scalar().map(prose_of).filter(|head| !head.is_empty());
            // What is no list of rows is no row either, and reported as such.
            let rows = rows.list().unwrap_or(std::slice::from_ref(rows));
            groups.push((head, rows.iter().collect()));
        }
    }
    groups
}

/// The places of a row. A row of another length than the table has is reported and left out.
fn slots(drawing: &mut Drawing<'_, '_>, node: &Node, width: usize) -> Option<Vec<Slot>> {
    let Some(nodes) = node.list() else {
        let expected = Message::fixed("セルの並び [ , ]", "a list of cells [ , ]");
        drawing.options.invalid(node.span.0, "rows", &expected);
        return None;
    };
    if nodes.len() != width {
        let diagnostic = row_length(node.span.0, nodes.len(), width);
        drawing.options.diagnostics.push(diagnostic);
        return None;
    }
    let slot = |node: &Node| Slot { kind: slot_kind(drawing, node), span: node.span.0 };
    Some(nodes.iter().map(slot).collect())
}

fn row_length(span: Span, cells: usize, width: usize) -> Diagnostic {
    let message = Message::new(
        format!("列は{width}つですが、この行のセルは{cells}つです"),
        format!("this row has {cells} cells, the table has {width} columns"),
    );
    let help = if cells < width {
        Message::fixed(
            "空のセルは \"\"、上や左と結合するセルは ^ や < と書きます。「、」ではなく「,」で区切ります。",
            "write \"\" for an empty cell, `^` or `<` for a merged one",
        )
    } else {
        Message::fixed(
            "「,」を含むセルは \" \" で囲みます。",
            "put a cell that holds a `,` into quotes",
        )
    };
    Diagnostic::new(&ROW_LENGTH, span, message).help(help)
}

fn slot_kind(drawing: &mut Drawing<'_, '_>, node: &Node) -> SlotKind {
    let content = match &node.kind {
        NodeKind::Null => Content::Empty(None),
        NodeKind::Scalar(scalar) => match SlotKind::merge(scalar.text.trim()) {
            Some(merge) => return merge,
            None => text(prose_of(scalar)),
        },
        NodeKind::List(nodes) => {
            let texts = nodes.iter().filter_map(|node| item(drawing, node));
            Content::List(texts.collect())
        }
        NodeKind::Mapping(_) => {
            not_a_text(drawing, node.span.0);
            Content::Empty(None)
        }
    };
    SlotKind::Content(content)
}

/// An entry of a list in a cell.
fn item(drawing: &mut Drawing<'_, '_>, node: &Node) -> Option<Prose> {
    if node.scalar().is_none() && !node.is_null() {
        not_a_text(drawing, node.span.0);
    }
    node.scalar().map(prose_of).filter(|text| !text.is_empty())
}

fn text(text: Prose) -> Content {
    if text.is_empty() { Content::Empty(None) } else { Content::Text(text) }
}

fn not_a_text(drawing: &mut Drawing<'_, '_>, span: Span) {
    let expected = Message::fixed(
        "文のセル（「: 」を含む文は \" \" で囲みます）",
        "a text in each cell (put a text that holds `: ` into quotes)",
    );
    drawing.options.invalid(span, "rows", &expected);
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::{Drawn, draw_block, draw_file, show};
    use crate::table::{Content, Head};

    fn table(options: &str) -> Drawn {
        draw_block("", &format!("table\ncaption: 題\n{options}"))
    }

    fn check(options: &str, expected: &str) {
        assert_eq!(table(options).shown(), expected, "{options}");
    }

    #[test]
    fn blocks_stand_in_quotes_and_lists_too() {
        let check = |text: &str| {
            let drawn = draw_file(&format!("---\ntitle: 題\n---\n\n{text}"));
            assert_eq!(drawn.shown(), "[a] | [b]\n一: | 二 三", "{text}");
        };
        let block =
            "```table\ncaption: 題\ncolumns: [a, b]\nrows:\n- - 一\n  - |\n    二\n\n    三\n```\n";
        let quoted = format!("> {}\n", block.trim_end().replace('\n', "\n> "));
        check(block);
        check(&quoted);
        check(&format!("> [!NOTE]\n{quoted}"));
        check(&quoted.replace("> \n", ">\n"));
        check(&quoted.replace('\n', "\r\n"));
        check(&format!("> {}\n", quoted.trim_end().replace('\n', "\n> ")));
        check(&format!("- 文\n\n  {}\n", block.trim_end().replace('\n', "\n  ")));
        check(&format!("> - {}\n", block.trim_end().replace('\n', "\n>   ")));
        check(quoted.trim_end().strip_suffix("> ```").expect("the fence"));
        let wrong = |text: &str, expected: &str| {
            let drawn = draw_file(&format!("---\ntitle: 題\nroles: [{{name: 甲}}]\n---\n\n{text}"));
            assert_eq!(drawn.reports()[..1], [expected], "{text}");
        };
        wrong("> ```roles\n> caption: 題\n> captoin: 題\n> ```\n", "figure-option-unknown captoin");
        wrong("> ```roles\n> caption: 題\n> note：題\n> ```\n", "yaml-syntax ：");
    }

    #[test]
    fn heads_nest_to_any_depth() {
        check(
            "columns: [区分, {甲: [乙, {丙: [丁, 戊]}]}, '', {己: 庚}]\nrows: [[一, 1, 2, 3, 4, 5]]\n",
            "[区分] | [甲] | < | < | · | [己]\n\
             ^ | [乙] | [丙] | < | ^ | [庚]\n\
             ^ | ^ | [丁] | [戊] | ^ | ^\n\
             一: | 1 | 2 | 3 | 4 | 5",
        );
    }

    #[test]
    fn cells_hold_texts_lists_and_nothing() {
        let drawn = table(
            "columns: [a, b, c, d]\nrow_heads: 0\nrows:\n  - - '**強**'\n    - [一, 二, ~]\n    - |\n      - 三\n      - 四\n    - ~\n",
        );
        assert_eq!(drawn.shown(), "[a] | [b] | [c] | [d]\n強 | 一／二 | 三 四 | ·");
        let cells = &drawn.table().groups[0].rows[0].cells;
        assert!(matches!(&cells[1].content, Content::List(texts) if texts.len() == 2));
        assert!(cells.iter().all(|cell| cell.head.is_none()));
    }

    #[test]
    fn marks_merge_cells_and_can_be_escaped() {
        check(
            "columns: [a, b, c]\nrows:\n- [一, 甲, <]\n- ['^', ^, '<']\n- [二, \\^, '\\<']\n",
            "[a] | [b] | [c]\n一: | 甲 | <\n^ | ^ | ^\n二: | ^ | <",
        );
        let drawn = table("columns: [a, b, c]\nrow_heads: 2\nrows:\n- [一, <, 甲]\n- [^, ^, 乙]\n");
        let head = &drawn.table().groups[0].rows[0].cells[0];
        assert_eq!((head.head, head.columns, head.rows), (Some(Head::Row), 2, 2));
    }

    #[test]
    fn rows_form_groups() {
        check(
            "columns: [a, b]\nrows:\n- [一, 甲]\n- 春: [[二, 乙], [三, ^]]\n  夏: [[四, 丁]]\n- [五, 戊]\n",
            "[a] | [b]\n一: | 甲\n├ 春\n二: | 乙\n三: | ^\n├ 夏\n四: | 丁\n├\n五: | 戊",
        );
    }

    #[test]
    fn numbers_stand_to_the_right() {
        let drawn = table(
            "columns: [a, b, c, d, e]\nrows:\n- [1, 10人, 1, 2026, <]\n- [2, '1,000 人', 二, <, '']\n",
        );
        let numeric: Vec<bool> = drawn.table().columns.iter().map(|it| it.numeric).collect();
        assert_eq!(numeric, [false, true, false, false, true]);
        check("columns: [a, b]\nrows: [[1, 2026]]\n", "[a] | [b]\n1: | 2026");
    }

    #[test]
    fn cells_that_cannot_be_merged_are_reported() {
        let check = |rows: &str, expected: &[&str]| {
            let drawn = table(&format!("columns: [a, b]\nrows:\n{rows}"));
            assert_eq!(drawn.reports(), expected, "{rows}");
            // What is drawn is a grid all the same.
            assert_eq!(show(&drawn.tables[0]).lines().count(), rows.lines().count() + 1);
        };
        check("- [^, 甲]\n", &["cell-merge-invalid ^"]);
        check("- [<, 甲]\n", &["cell-merge-invalid <"]);
        check("- [一, <]\n- [^, 乙]\n", &["cell-merge-invalid ^"]);
        check("- [一, 甲]\n- [^, <]\n", &["cell-merge-invalid <"]);
        check("- [一, <]\n- [二, ^]\n", &["cell-merge-invalid ^"]);
        let drawn = table("columns: [a, b]\nrows: [[一, 甲], {春: [[^, 乙]]}]\n");
        assert_eq!(drawn.reports(), ["cell-merge-invalid ^"]);
        assert!(drawn.words().contains("行のまとまりの最初の行"));
        let drawn = table("columns: [a, <]\nrows: [[一, 甲]]\n");
        assert_eq!(drawn.reports(), ["cell-merge-invalid <"]);
    }

    #[test]
    fn rows_have_as_many_cells_as_there_are_columns() {
        let drawn = table(
            "columns: [a, {b: [c, d]}]\nrows:\n- [一]\n- [一, 二, 三]\n- - 一\n  - 二\n  - 三\n  - 四\n",
        );
        assert_eq!(drawn.reports(), ["row-length [一]", "row-length 一\n  - 二\n  - 三\n  - 四"]);
        assert!(drawn.words().starts_with("列は3つですが、この行のセルは1つです"));
    }

    #[test]
    fn mistakes_are_reported_where_they_are() {
        let check = |options: &str, expected: &str| {
            assert_eq!(table(options).reports(), [expected], "{options}");
        };
        check("rows: [[一]]\n", "field-missing ");
        check("columns: []\nrows: [[]]\n", "field-missing []");
        check("columns: [a]\n", "figure-empty table");
        check("columns: [a]\nrows: 一\n", "field-invalid 一");
        check("columns: [a]\nrows: [一]\n", "field-invalid 一");
        check("columns: [a]\nrows: [[{注: 意}]]\n", "field-invalid {注: 意}");
        check("columns: [a]\nrows: [[[[一]]]]\n", "field-invalid [一]");
        check("columns: [a]\nrows: [{春: 一}]\n", "field-invalid 一");
        assert_eq!(
            draw_block("", "table\ncolumns: [a]\nrows: [[一]]\n").reports(),
            ["caption-missing table"]
        );
    }
}
