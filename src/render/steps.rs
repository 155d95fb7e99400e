//! Steps as ordered lists. Their arrows and boxes are the style's; everything is said in words.

use super::headers::is_empty;
use super::html::Writer;
use crate::table::{Cell, Content, Group, Row, Table};

impl Writer<'_> {
    /// Writes steps, the last `after` rows of which say what comes then.
    pub(super) fn steps(&mut self, table: &Table, cycle: bool, after: usize) {
        self.needs.figures = true;
        self.lists += 1;
        let id = format!("hs-list-{}", self.lists);
        let steps = table.row_count().saturating_sub(after);
        let class = match (cycle, is_brief(table, steps)) {
            (true, _) => "steps cycle",
            (false, true) => "steps brief",
            (false, false) => "steps",
        };
        self.open_figure(table, class, &id);
        if let Some(text) = &table.caption {
            self.raw("<figcaption>");
            self.prose(text);
            self.raw("</figcaption>\n");
        }
        self.raw("<div class=\"way\">\n");
        let mut first = 0;
        for group in &table.groups {
            if first < steps {
                self.part(table, group, first, &id);
            }
            first += group.rows.len();
        }
        self.raw("</div>\n");
        let rows = table.groups.iter().flat_map(|group| &group.rows);
        for cell in rows.skip(steps).filter_map(|row| row.cells.first()) {
            self.raw("<div class=\"then\">");
            self.content(&cell.content);
            self.raw("</div>\n");
        }
        self.close_figure(table);
    }

    /// Steps of one condition, which is said before them. `first` of them stand before.
    fn part(&mut self, table: &Table, group: &Group, first: usize, id: &str) {
        if let Some(head) = &group.head {
            let id = format!("{id}-{}", first + 1);
            self.raw("<div class=\"part\" role=\"group\"");
            self.attribute("aria-labelledby", &id);
            self.raw(">\n<div class=\"when\"");
            self.attribute("id", &id);
            self.raw(">");
            self.entry(head);
            self.raw("</div>\n");
        }
        self.raw("<ol");
        if first > 0 {
            self.attribute("start", &(first + 1).to_string());
        }
        self.raw(">\n");
        for row in &group.rows {
            self.step(table, row);
        }
        self.raw("</ol>\n");
        if group.head.is_some() {
            self.raw("</div>\n");
        }
    }

    fn step(&mut self, table: &Table, row: &Row) {
        let Some((name, rest)) = row.cells.split_first() else { return };
        let current = rest.iter().any(is_current);
        self.raw(if current { "<li aria-current=\"step\">" } else { "<li>" });
        self.raw("<div class=\"step\">");
        self.content(&name.content);
        for cell in rest.iter().filter(|cell| is_current(cell)) {
            self.raw(" ");
            self.content(&cell.content);
        }
        self.raw("</div>");
        let heads = table.head.iter().flat_map(|row| &row.cells).skip(1);
        for (at, (head, cell)) in heads.zip(rest).enumerate() {
            if is_empty(cell) || is_current(cell) {
                continue;
            }
            self.raw("<div>");
            if at > 0 {
                let word = self.scope.words.get("page.steps.of");
                self.text(&word.replace("{head}", &head.content.plain()));
            }
            self.content(&cell.content);
            self.raw("</div>");
        }
        self.raw("</li>\n");
    }
}

fn is_current(cell: &Cell) -> bool {
    matches!(&cell.content, Content::Entries { status: Some(_), .. })
}

/// Whether nothing is said of the steps but their names.
fn is_brief(table: &Table, steps: usize) -> bool {
    let rows = table.groups.iter().flat_map(|group| &group.rows).take(steps);
    let said =
        |row: &Row| row.cells.iter().skip(1).any(|cell| !is_empty(cell) && !is_current(cell));
    !rows.into_iter().any(said)
}
