//! `securing`: the measures to secure people.

use crate::document::{Data, FigureKind, Securing};
use crate::number;
use crate::table::{Content, Table};

use super::Figure;
use super::cells;
use super::drawing::Drawing;
use super::options;
use super::record_table::{Field, names};

/// The columns that authors can choose.
const COLUMNS: &[&str] = &names(FIELDS);

pub(super) static FIGURE: Figure = Figure {
    kind: FigureKind {
        name: "securing",
        shows: &[Data::Securing],
        stands_for: Some(Data::Securing),
    },
    options: &[options::columns(COLUMNS), options::ROW_HEADS],
    draw,
};

const FIELDS: &[Field<Securing>; 6] = &[
    Field::new("name", |securing, _| cells::text(Some(&securing.name))),
    Field::new("role", |securing, from| {
        cells::text(securing.role.map(|role| &from.role(role).name))
    }),
    Field::new("method", |securing, _| cells::text(securing.method.as_ref())),
    Field::new("number", |securing, from| match &securing.number {
        None => Content::Empty(None),
        Some(written) => match number::parse(&written.value) {
            Some(number) => Content::Number(number::thousands(&number)),
            None => Content::Text(from.text(&written.value)),
        },
    }),
    Field::new("by", |securing, from| match securing.by {
        None => Content::Empty(None),
        Some(year) => Content::Text(from.text(&year.show(from.calendar))),
    }),
    Field::new("reason", |securing, _| cells::text(securing.reason.as_ref())),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    drawing.all_records(FIELDS, |records| &records.securing)
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;

    #[test]
    fn numbers_of_people_may_be_words() {
        let records = "securing:\n\
            - {name: 専門家, method: 任用, number: 1200, by: R9, reason: 不足}\n\
            - {name: 補佐官, number: 若干名}\n";
        let drawn = draw_block(records, "securing\n");
        assert_eq!(
            drawn.shown(),
            "[確保する人材] | [確保の手法] | [人数] | [期限] | [理由]\n\
             専門家: | 任用 | =1,200 | 令和9年度 | 不足\n\
             補佐官: | · | 若干名 | · | ·"
        );
        assert!(!drawn.table().columns[2].numeric);
    }
}
