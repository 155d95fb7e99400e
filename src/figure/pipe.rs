//! Pipe tables of the text.

use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::document::ROW_LENGTH;
use crate::markdown::{Alignment, InlineKind, PipeCell, PipeTable, Prose};
use crate::source::Span;
use crate::table::{Cell, Content, Group, Head, Row, Table};

use super::drawing::Material;
use super::grid::{self, Slot, SlotKind};

/// Draws a pipe table with the caption that stood before it.
pub(super) fn draw(
    from: &Material<'_>,
    table: &PipeTable,
    caption: Option<&Prose>,
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    if caption.is_none() {
        let help = Message::fixed(
            "表のすぐ前に「表：表の題」という段落を書いてください。",
            "write a paragraph `表：…` right before the table",
        );
        from.caption_missing(help, diagnostics);
    }
    if table.rows.is_empty() {
        let help = Message::fixed("見出しの下に行を書いてください。", "write rows below its head");
        from.empty(from.place.0, help, diagnostics);
        return None;
    }
    for (place, cells) in &table.uneven {
        diagnostics.push(row_length(place.0, *cells, table.head.len()));
    }
    let slot = |cell: &PipeCell| Slot { kind: slot_kind(from, cell), span: cell.span };
    let head = grid::merge(vec![table.head.iter().map(slot).collect()], 0, diagnostics);
    let head = head.into_iter().map(column_heads).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(slot).collect()).collect();
    let rows = grid::merge(rows, from.document.facts.row_heads, diagnostics);
    let width = table.head.len();
    let mut drawn = from.table(width, head, vec![Group { head: None, rows }]);
    for (column, alignment) in drawn.columns.iter_mut().zip(&table.alignments) {
        column.numeric |= *alignment == Alignment::Right;
    }
    drawn.caption = caption.cloned();
    Some(drawn)
}

/// Reports a row of another length than the head.
fn row_length(span: Span, cells: usize, width: usize) -> Diagnostic {
    let message = Message::new(
        format!("この行には {cells} 欄あり、見出しの {width} 欄と合いません"),
        format!("this row has {cells} cells, but the head has {width}"),
    );
    let help = if cells > width {
        Message::fixed(
            "多い分は表に出ません。「|」の数を見出しとそろえてください。文字としての「|」は「\\|」と書きます。",
            "what is too much is not shown: put as many `|` as in the head; write a bar as text as `\\|`",
        )
    } else {
        Message::fixed(
            "足りない欄も「|」で区切って書いてください（空の欄は「| |」）。表の下の文は、空の行を一つはさんで書きます。",
            "write empty cells, too (`| |`); put an empty line between a table and the text below it",
        )
    };
    Diagnostic::new(&ROW_LENGTH, span, message).help(help)
}

/// The cells of the head row: those that hold a text are heads.
pub(super) fn column_heads(row: Row) -> Row {
    let head = |cell: Cell| match cell.content {
        Content::Text(_) => Cell { head: Some(Head::Column), ..cell },
        _ => cell,
    };
    Row { cells: row.cells.into_iter().map(head).collect() }
}

fn slot_kind(from: &Material<'_>, cell: &PipeCell) -> SlotKind {
    match merge(cell) {
        Some(merge) => merge,
        None if cell.inlines.is_empty() => SlotKind::Content(Content::Empty(None)),
        None => SlotKind::Content(Content::Text(text(from, cell))),
    }
}

fn text(from: &Material<'_>, cell: &PipeCell) -> Prose {
    let mut text = from.line(cell.inlines.clone());
    text.blocks[0].span = cell.span;
    text
}

/// What a cell means that holds nothing but `^` or `<`. The text of an escaped one is the same, but
/// begins behind the backslash.
fn merge(cell: &PipeCell) -> Option<SlotKind> {
    let [only] = cell.inlines.as_slice() else { return None };
    let InlineKind::Text(text) = &only.kind else { return None };
    SlotKind::merge(text).filter(|_| only.span.start == cell.span.start)
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::{draw_file, show};
    use crate::markdown::Prose;
    use crate::table::Head;

    fn page(front_matter: &str, text: &str) -> String {
        format!("---\ntitle: 題\n{front_matter}---\n\n{text}\n")
    }

    #[test]
    fn rows_are_as_long_as_the_head() {
        let text = "表：題\n\n| 一 | 二 |\n|---|---|\n| 1 | 2 | 3 |\n| 1 |\n| 1 | |\n文\n";
        let reports = draw_file(&page("", text)).reports();
        let long = reports.iter().filter(|it| it.contains("row-length")).count();
        assert_eq!((long, reports.len()), (3, 3), "{reports:?}");
    }

    #[test]
    fn pipe_tables_have_captions_row_heads_and_merged_cells() {
        let text = "表：現状\n\n\
            | 人材像 | スキル | 現状 |\n|---|---|---|\n\
            | 一般 | 理解 | 研修**あり** |\n| ^ | 設計 | < |\n| 担当 | \\^ | \\< |\n|  | `^` | 1<2 |";
        let drawn = draw_file(&page("", text));
        let table = drawn.table();
        assert_eq!(table.caption.as_ref().map(Prose::plain).as_deref(), Some("現状"));
        assert_eq!(
            show(table),
            "[人材像] | [スキル] | [現状]\n\
             一般: | 理解 | 研修あり\n\
             ^ | 設計 | <\n\
             担当: | ^ | <\n\
             · | ^ | 1<2"
        );
        let cell = &table.groups[0].rows[0].cells[0];
        assert_eq!((cell.head, cell.rows), (Some(Head::Row), 2));
        assert_eq!(table.groups[0].rows[1].cells.len(), 1);
    }

    #[test]
    fn heads_span_columns() {
        let text = "表：題\n\n| a | b | < |  | < | \\< |\n|---|---|---|---|---|---|\n| x | 1 | 2 | 3 | 4 | 5 |";
        let drawn = draw_file(&page("", text));
        assert_eq!(show(drawn.table()), "[a] | [b] | < | · | < | [<]\nx: | 1 | 2 | 3 | 4 | 5");
        assert_eq!(drawn.table().head[0].cells.len(), 4);
    }

    #[test]
    fn the_front_matter_says_how_many_columns_hold_row_heads() {
        let text = "表：題\n\n| a |  |\n|---|---|\n| x | y |";
        let check = |front_matter: &str, expected: &str| {
            assert_eq!(draw_file(&page(front_matter, text)).shown(), expected);
        };
        check("", "[a] | ·\nx: | y");
        check("row_heads: 0\n", "[a] | ·\nx | y");
        check("row_heads: 2\n", "[a] | ·\nx: | y:");
    }

    #[test]
    fn numbers_and_columns_typed_to_the_right_are_numeric() {
        let text = "表：題\n\n| a | b | c | d |\n|---|---:|---|---|\n| x | 約2人 | 1,000人 | 3 |\n| y | 多数 | － | 4件 |";
        let drawn = draw_file(&page("", text));
        let numeric: Vec<bool> = drawn.table().columns.iter().map(|it| it.numeric).collect();
        assert_eq!(numeric, [false, true, true, false]);
    }

    #[test]
    fn mistakes_are_reported_at_their_cells() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(draw_file(&page("", text)).reports(), expected, "{text}");
        };
        check("| a |\n|---|\n| x |", &["caption-missing | a |\n|---|\n| x |"]);
        check("表：題\n\n| a |\n|---|", &["figure-empty | a |\n|---|"]);
        check("表：題\n\n| < | b |\n|---|---|\n| x | y |", &["cell-merge-invalid <"]);
        check("表：題\n\n| a | ^ |\n|---|---|\n| x | y |", &["cell-merge-invalid ^"]);
        check("表：題\n\n| a | b |\n|---|---|\n| ^ | y |", &["cell-merge-invalid ^"]);
    }
}
