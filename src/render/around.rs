//! What stands around one thing, as nested lists.

use super::headers::is_empty;
use super::html::Writer;
use crate::table::{Content, Group, Row, Table};

impl Writer<'_> {
    /// Writes a table whose groups are the sides of one thing: a list of sides, in each a list of rows.
    pub(super) fn around(&mut self, table: &Table) {
        self.lists += 1;
        self.open_figure(table, "around", &format!("hs-list-{}", self.lists));
        if let Some(text) = &table.caption {
            self.raw("<figcaption>");
            self.prose(text);
            self.raw("</figcaption>\n");
        }
        self.raw("<ul class=\"sides\">\n");
        table.groups.iter().for_each(|group| self.side_of(group));
        self.raw("</ul>\n");
        self.close_figure(table);
    }

    fn side_of(&mut self, group: &Group) {
        self.raw("<li");
        let status = group.rows.first().and_then(|row| match &row.cells.first()?.content {
            Content::Entries { status, .. } => status.as_ref(),
            _ => None,
        });
        if let Some(status) = status {
            self.attribute("class", &format!("side {}", status.name));
        }
        self.raw(">");
        if let Some(head) = &group.head {
            self.raw("<p class=\"side-head\">");
            self.prose_in_line(&head.text);
            self.raw("</p>\n");
        }
        self.raw("<ul>\n");
        group.rows.iter().for_each(|row| self.box_of(row));
        self.raw("</ul></li>\n");
    }

    /// The first cell is a name, the others say more about it.
    fn box_of(&mut self, row: &Row) {
        self.raw("<li>");
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !is_empty(cell)) {
            self.raw(if at == 0 { "<p class=\"name\">" } else { "<div>" });
            match &cell.content {
                Content::Entries { entries, .. } => entries.iter().for_each(|it| self.entry(it)),
                content => self.content(content),
            }
            self.raw(if at == 0 { "</p>" } else { "</div>" });
        }
        self.raw("</li>\n");
    }
}
