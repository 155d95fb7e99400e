//! `glossary`: the terms and what they mean, in reading order.

use crate::document::{Data, FigureKind, Term};
use crate::table::{Cell, Content, Form, Group, Head, Row, Table};

use super::Figure;
use super::drawing::Drawing;
use super::heads::{ColumnHead, layout};
use super::reading::Reading;

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind {
        name: "glossary",
        shows: &[Data::Glossary],
        stands_for: Some(Data::Glossary),
    },
    options: &[],
    draw,
};

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    let from = drawing.from;
    let mut terms: Vec<&Term> = from.records().glossary.iter().collect();
    if terms.is_empty() {
        drawing.without_records();
        return None;
    }
    terms.sort_by_cached_key(|term| {
        Reading::of(term.reading.as_ref().map_or(&term.term.value, |reading| &reading.value))
    });
    let heads = ["term", "definition"].map(|key| ColumnHead::leaf(from.column_head(key)));
    let (width, head) = layout(heads.into());
    let row = |term: &Term| Row {
        cells: vec![
            Cell::head(Head::Row, from.text(&term.term.value)),
            Cell::new(Content::Text(term.definition.clone())),
        ],
    };
    let rows = terms.into_iter().map(row).collect();
    let table = drawing.table(width, head, vec![Group { head: None, rows }]);
    Some(Table { form: Form::Definitions, ..table })
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;
    use crate::table::Form;

    #[test]
    fn terms_are_definitions_in_reading_order() {
        let records = "glossary:\n\
            - {term: 業務, reading: ギョウム, definition: 仕事}\n\
            - {term: RPA, reading: アールピーエー, definition: '**自動**化'}\n\
            - {term: KPI, definition: 指標}\n\
            - {term: キー, definition: 鍵}\n";
        let drawn = draw_block(records, "glossary\n");
        assert_eq!(
            drawn.shown(),
            "[用語] | [説明]\nKPI: | 指標\nRPA: | 自動化\nキー: | 鍵\n業務: | 仕事"
        );
        assert_eq!(drawn.table().form, Form::Definitions);
    }
}
