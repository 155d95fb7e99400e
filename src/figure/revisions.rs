//! `revisions`: what was changed when.

use crate::document::{Data, FigureKind, Revision, RevisionKind};
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
        name: "revisions",
        shows: &[Data::Revisions],
        stands_for: Some(Data::Revisions),
    },
    options: &[options::columns(COLUMNS), options::ROW_HEADS],
    draw,
};

const FIELDS: &[Field<Revision>; 6] = &[
    Field::new("date", |revision, from| {
        Content::Text(from.text(&revision.date.value.show(from.calendar)))
    }),
    Field::new("version", |revision, _| cells::text(revision.version.as_ref())),
    Field::new("kind", |revision, from| {
        let kind = revision.kind.map(|kind| from.choice("revision", RevisionKind::CHOICES, &kind));
        cells::text(kind.as_ref())
    }),
    Field::new("summary", |revision, _| cells::text(revision.summary.as_ref())),
    Field::new("basis", |revision, _| cells::text(revision.basis.as_ref())),
    Field::on_request("tag", |revision, from| {
        let tag = revision.tag.as_ref().map(|tag| from.text(&tag.value));
        cells::text(tag.as_ref())
    }),
];

fn draw(drawing: &mut Drawing<'_, '_>) -> Option<Table> {
    drawing.all_records(FIELDS, |records| &records.revisions)
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_block;

    #[test]
    fn revisions_keep_their_order_and_precision() {
        let records = "revisions:\n\
            - {date: 2025-04-01, tag: v2, summary: 見直し}\n\
            - {date: 令和5年3月, summary: 策定}\n";
        let check = |options: &str, expected: &str| {
            let drawn = draw_block(records, &format!("revisions\n{options}"));
            assert_eq!(drawn.shown(), expected);
        };
        check("", "[改定日] | [改定の内容]\n令和7年4月1日: | 見直し\n令和5年3月: | 策定");
        check(
            "columns: [tag, date]\n",
            "[版の記号] | [改定日]\nv2: | 令和7年4月1日\n· | 令和5年3月",
        );
    }
    #[test]
    fn what_kind_of_revision_it_was_is_shown_where_it_is_known() {
        let records = "revisions:\n\
            - {date: 2025-04-01, version: 第2版, kind: partial, summary: 見直し, basis: 本部会議}\n\
            - {date: 令和5年3月, kind: adopted}\n";
        assert_eq!(
            draw_block(records, "revisions\n").shown(),
            "[改定日] | [版] | [区分] | [改定の内容] | [決定者・根拠]\n\
             令和7年4月1日: | 第2版 | 一部改定 | 見直し | 本部会議\n\
             令和5年3月: | · | 策定 | · | ·"
        );
        let drawn = draw_block(records, "revisions\ncolumns: [tag]\n");
        assert!(drawn.shown().starts_with("[版の記号]"));
    }
}
