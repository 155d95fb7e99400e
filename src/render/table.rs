//! Tables as HTML. Nothing else writes a `<table>`.

use super::axis;
use super::breadth;
use super::cell::EMPTY_MARK;
use super::headers::{Grids, Placed, is_empty};
use super::html::Writer;
use super::phrase;
use super::terms::entry_id;
use crate::markdown::{self, Alignment, PipeCell, PipeTable, Prose};
use crate::source::{Place, Span};
use crate::table::{Cell, Column, Content, Form, Group, Head, Legend, Row, Table};

/// What the cells of a table have in common.
struct Frame<'t> {
    table: &'t Table,
    grids: Grids<'t>,
    /// What the ids of its cells begin with, if the cells name their heads one by one.
    ids: Option<String>,
}

impl Writer<'_> {
    /// Writes a table, numbered in the order of the page.
    pub(super) fn table(&mut self, table: &Table) {
        match table.form {
            Form::Grid => self.grid(table),
            Form::Schedule => {
                self.needs.figures = true;
                self.grid(table);
            }
            Form::Around => {
                self.needs.figures = true;
                self.without_terms(|writer| writer.around(table));
            }
            Form::Definitions => self.without_terms(|writer| writer.definition_table(table)),
            Form::Steps { cycle, after } => self.steps(table, cycle, after),
        }
    }

    fn grid(&mut self, table: &Table) {
        self.numbered += 1;
        let number = self.numbered;
        let ids = table.needs_header_ids().then(|| format!("hs-t{number}-"));
        let frame = Frame { table, grids: Grids::new(table), ids };
        let stay = if frame.grids.row_heads_can_stay() { " stay" } else { "" };
        let schedule = if table.form == Form::Schedule { " schedule" } else { "" };
        self.open_figure(table, &format!("table{stay}{schedule}"), &format!("hs-table-{number}"));
        if let Some(legend) = &table.legend {
            self.legend(legend, number);
        }
        let caption = format!("hs-caption-{number}");
        self.raw("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\"");
        self.attribute("aria-labelledby", &caption);
        self.raw(">\n<table>\n<caption><span class=\"caption\"");
        self.attribute("id", &caption);
        self.raw(">");
        self.caption(table, number);
        self.raw("</span></caption>\n");
        self.column_groups(&frame);
        self.head(&frame);
        self.groups(&frame);
        self.raw("</table>\n</div>\n");
        if let Some(picture) = &table.picture {
            self.picture(picture);
        }
        self.close_figure(table);
    }

    pub(super) fn open_figure(&mut self, table: &Table, class: &str, id: &str) {
        self.raw("<figure");
        self.attribute("id", table.id.as_deref().unwrap_or(id));
        self.attribute("class", &format!("{class} figure-{}", table.figure));
        self.raw(">\n");
    }

    pub(super) fn close_figure(&mut self, table: &Table) {
        if !table.notes.is_empty() {
            self.raw("<div class=\"table-notes\">\n");
            self.blocks(&table.notes.blocks);
            self.raw("</div>\n");
        }
        self.raw("</figure>\n");
    }

    /// 表1　研修内容・スキルマップ
    fn caption(&mut self, table: &Table, number: usize) {
        let word = self.scope.words.get("page.table.number");
        self.text(&word.replace("{number}", &number.to_string()));
        if let Some(caption) = &table.caption {
            self.raw("　");
            self.as_heading(|writer| writer.prose_in_line(caption));
        }
    }

    /// Writes a text where only running text may stand.
    pub(super) fn prose_in_line(&mut self, prose: &Prose) {
        match prose.as_line() {
            Some(line) => self.inlines(line),
            None if self.heading => phrase::write(&prose.plain(), &mut self.html),
            None => self.text(&prose.plain()),
        }
    }

    fn legend(&mut self, legend: &Legend, number: usize) {
        let id = format!("hs-legend-{number}");
        self.raw("<div class=\"legend\" role=\"group\"");
        self.attribute("aria-labelledby", &id);
        self.raw(">\n<p class=\"legend-title\"");
        self.attribute("id", &id);
        self.raw(">");
        self.word("page.table.legend");
        self.raw("</p>\n<dl>\n");
        let empty = legend.empty.as_deref().map(|meaning| (EMPTY_MARK, meaning));
        let entries =
            legend.entries.iter().map(|(symbol, meaning)| (symbol.as_str(), meaning.as_str()));
        for (symbol, meaning) in entries.chain(empty) {
            self.raw("<div><dt>");
            self.text(symbol);
            self.raw("</dt><dd>");
            self.text(meaning);
            self.raw("</dd></div>\n");
        }
        self.raw("</dl>\n</div>\n");
    }

    /// Columns under one head of the first row form a group, for `scope="colgroup"`.
    fn column_groups(&mut self, frame: &Frame<'_>) {
        let Some(first) = frame.grids.head.first() else { return };
        if first.iter().all(|cell| cell.columns.len() == 1) {
            return;
        }
        for cell in first {
            self.raw("<colgroup");
            self.span("span", cell.columns.len());
            self.raw(">\n");
        }
    }

    fn span(&mut self, name: &str, places: usize) {
        if places > 1 {
            self.attribute(name, &places.to_string());
        }
    }

    fn head(&mut self, frame: &Frame<'_>) {
        if frame.grids.head.is_empty() {
            return;
        }
        self.raw("<thead>\n");
        for row in &frame.grids.head {
            self.raw("<tr>");
            for cell in row {
                let heads = frame.ids.as_ref().map(|_| frame.grids.above(cell));
                self.cell(frame, cell, &heads.unwrap_or_default());
            }
            self.raw("</tr>\n");
        }
        self.raw("</thead>\n");
    }

    fn groups(&mut self, frame: &Frame<'_>) {
        for (at, group) in frame.table.groups.iter().enumerate() {
            self.raw("<tbody>\n");
            let id = group.head.as_ref().map(|_| format!("g{}", at + 1));
            if let (Some(head), Some(id)) = (&group.head, &id) {
                self.raw("<tr class=\"group\"><th scope=\"rowgroup\"");
                self.ids("id", frame, &[id]);
                self.span("colspan", frame.table.columns.len());
                self.raw(">");
                self.as_heading(|writer| writer.entry(head));
                self.raw("</th></tr>\n");
            }
            self.rows(frame, at, id.as_deref());
            self.raw("</tbody>\n");
        }
    }

    fn rows(&mut self, frame: &Frame<'_>, group: usize, head: Option<&str>) {
        for row in &frame.grids.groups[group] {
            self.raw("<tr>");
            for cell in row {
                let mut heads = Vec::new();
                if frame.ids.is_some() {
                    heads.extend(head);
                    heads.extend(frame.grids.around(group, cell));
                }
                self.cell(frame, cell, &heads);
            }
            self.raw("</tr>\n");
        }
    }

    /// Writes ids of cells, of which only the ends are given, as an attribute.
    fn ids(&mut self, name: &str, frame: &Frame<'_>, ends: &[&str]) {
        let Some(prefix) = frame.ids.as_deref().filter(|_| !ends.is_empty()) else { return };
        self.html.extend([" ", name, "=\""]);
        for (at, end) in ends.iter().enumerate() {
            self.html.extend([if at == 0 { "" } else { " " }, prefix, end]);
        }
        self.raw("\"");
    }

    fn cell(&mut self, frame: &Frame<'_>, placed: &Placed<'_>, heads: &[&str]) {
        let cell = placed.cell;
        let element = if placed.id.is_some() { "th" } else { "td" };
        self.html.extend(["<", element]);
        if let Some(id) = &placed.id {
            self.ids("id", frame, &[id]);
            self.raw(match cell.head {
                // Only a cell of the first row stands at the start of a group of columns.
                Some(Head::Column) if cell.columns > 1 && placed.rows.start == 0 => {
                    " scope=\"colgroup\""
                }
                Some(Head::Row) => " scope=\"row\"",
                _ => " scope=\"col\"",
            });
            if let Some(key) = &cell.key {
                self.attribute("data-key", key);
            }
        }
        let columns = frame.table.columns.get(placed.columns.clone()).unwrap_or_default();
        let on_axis = (frame.table.form == Form::Schedule).then(|| axis::class(cell)).flatten();
        let class = on_axis.or_else(|| class(cell, columns));
        if let Some(class) = class {
            self.attribute("class", class);
        }
        self.span("colspan", placed.columns.len());
        self.span("rowspan", placed.rows.len());
        self.ids("headers", frame, heads);
        let tag_end = self.html.len();
        self.raw(">");
        // The corner of a table is empty for everybody.
        if placed.id.is_some() {
            self.as_heading(|writer| writer.content(&cell.content));
        } else if cell.head.is_none() {
            self.content(&cell.content);
        }
        // Where a line may break between any two characters, only the theme keeps a column readable.
        let length = if is_empty(cell) { 0 } else { breadth::of(&self.html[tag_end + 1..]) };
        if let (None, Some(class)) = (class, breadth::class(length)) {
            self.html.insert_str(tag_end, class);
        }
        self.html.extend(["</", element, ">"]);
    }

    /// A table of terms as a list of definitions.
    fn definition_table(&mut self, table: &Table) {
        self.lists += 1;
        self.open_figure(table, "definitions", &format!("hs-list-{}", self.lists));
        if let Some(text) = &table.caption {
            self.raw("<figcaption>");
            self.prose(text);
            self.raw("</figcaption>\n");
        }
        for group in &table.groups {
            if let Some(head) = &group.head {
                self.raw("<p class=\"heading\">");
                self.prose_in_line(&head.text);
                self.raw("</p>\n");
            }
            self.raw("<dl>\n");
            for row in &group.rows {
                self.definition(row);
            }
            self.raw("</dl>\n");
        }
        self.close_figure(table);
    }

    fn definition(&mut self, row: &Row) {
        let mut cells = row.cells.iter();
        let Some(term) = cells.next() else { return };
        let id = entry_id(&term.content, &mut self.terms);
        self.raw("<dt");
        self.attribute("id", &id);
        self.raw(">");
        self.content(&term.content);
        self.raw("</dt>");
        for cell in cells.filter(|cell| !is_empty(cell)) {
            self.raw("<dd>");
            self.content(&cell.content);
            self.raw("</dd>");
        }
        self.raw("\n");
    }

    /// Writes a pipe table that stands where no figure can, such as in a list.
    pub(super) fn pipe_table(&mut self, pipe: &PipeTable, span: Span) {
        let text = |cell: &PipeCell| {
            let block = markdown::Block {
                kind: markdown::BlockKind::Paragraph(cell.inlines.clone()),
                span: cell.span,
            };
            let blocks = if cell.inlines.is_empty() { Vec::new() } else { vec![block] };
            Content::Text(Prose { blocks, ..Prose::default() })
        };
        let head =
            pipe.head.iter().map(|cell| Cell { head: Some(Head::Column), ..Cell::new(text(cell)) });
        let rows = pipe.rows.iter().map(|row| Row {
            cells: row
                .iter()
                .enumerate()
                .map(|(at, cell)| Cell {
                    head: (at == 0).then_some(Head::Row),
                    ..Cell::new(text(cell))
                })
                .collect(),
        });
        let column = |alignment: &Alignment| Column {
            numeric: *alignment == Alignment::Right,
            symbols: *alignment == Alignment::Center,
        };
        self.table(&Table {
            figure: "table",
            id: None,
            caption: None,
            legend: None,
            form: Form::Grid,
            columns: pipe.alignments.iter().map(column).collect(),
            head: vec![Row { cells: head.collect() }],
            groups: vec![Group { head: None, rows: rows.collect() }],
            notes: Prose::default(),
            picture: None,
            place: Place(span),
        });
    }
}

/// How a cell is set that spans some columns.
fn class(cell: &Cell, columns: &[Column]) -> Option<&'static str> {
    let all = |is: fn(&Column) -> bool| !columns.is_empty() && columns.iter().all(is);
    match &cell.content {
        Content::Symbol { .. } => Some("symbol"),
        Content::Number(_) => Some("number"),
        _ if cell.head == Some(Head::Row) => (columns.len() == 1).then_some("row"),
        _ if all(|column| column.symbols) => Some("symbol"),
        _ if columns.len() == 1 && columns[0].numeric => Some("number"),
        _ => None,
    }
}
