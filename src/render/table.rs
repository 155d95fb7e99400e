//! Tables as HTML. Nothing else writes a `<table>`.

use super::headers::{Grid, Grids, Placed, is_empty};
use super::html::Writer;
use crate::markdown::{self, Alignment, PipeCell, PipeTable, Prose};
use crate::source::{Place, Span};
use crate::table::{Cell, Column, Content, Form, Group, Head, Legend, Row, Table};

/// What the cells of a table have in common.
struct Frame<'t> {
    table: &'t Table,
    /// The table's number on the page.
    number: usize,
    grids: Grids<'t>,
    /// Whether cells name their heads one by one.
    explicit: bool,
}

impl Frame<'_> {
    fn cell_id(&self, end: &str) -> String {
        format!("hs-t{}-{end}", self.number)
    }

    fn group_id(&self, group: usize) -> Option<String> {
        let named = self.table.groups.get(group).is_some_and(|group| group.head.is_some());
        named.then(|| self.cell_id(&format!("g{}", group + 1)))
    }
}

impl Writer<'_> {
    /// Writes a table, numbered in the order of the page.
    pub(super) fn table(&mut self, table: &Table) {
        match table.form {
            Form::Grid => self.grid(table),
            Form::Definitions => self.definition_table(table),
        }
    }

    fn grid(&mut self, table: &Table) {
        self.numbered += 1;
        let frame = Frame {
            table,
            number: self.numbered,
            grids: Grids::new(table),
            explicit: table.needs_header_ids(),
        };
        self.open_figure(table, "table", &format!("hs-table-{}", frame.number));
        if let Some(legend) = &table.legend {
            self.legend(legend, frame.number);
        }
        let caption = format!("hs-caption-{}", frame.number);
        self.raw("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\"");
        self.attribute("aria-labelledby", &caption);
        self.raw(">\n<table>\n<caption><span class=\"caption\"");
        self.attribute("id", &caption);
        self.raw(">");
        self.caption(table, frame.number);
        self.raw("</span></caption>\n");
        self.column_groups(&frame);
        self.head(&frame);
        self.groups(&frame);
        self.raw("</table>\n</div>\n");
        self.close_figure(table);
    }

    fn open_figure(&mut self, table: &Table, class: &str, id: &str) {
        self.raw("<figure");
        self.attribute("id", table.id.as_deref().unwrap_or(id));
        self.attribute("class", &format!("{class} figure-{}", table.figure));
        self.raw(">\n");
    }

    fn close_figure(&mut self, table: &Table) {
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
            self.prose_in_line(caption);
        }
    }

    /// Writes a text where only running text may stand.
    fn prose_in_line(&mut self, prose: &Prose) {
        match prose.as_line() {
            Some(line) => self.inlines(line),
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
        let entries = legend.entries.iter().map(|(symbol, meaning)| (symbol.as_str(), meaning.as_str()));
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
                let headers = if frame.explicit { frame.grids.above(cell) } else { Vec::new() };
                let headers = headers.into_iter().map(|end| frame.cell_id(end)).collect();
                self.cell(frame, cell, headers);
            }
            self.raw("</tr>\n");
        }
        self.raw("</thead>\n");
    }

    fn groups(&mut self, frame: &Frame<'_>) {
        for (at, group) in frame.table.groups.iter().enumerate() {
            self.raw("<tbody>\n");
            if let Some(head) = &group.head {
                self.raw("<tr class=\"group\"><th scope=\"rowgroup\"");
                if let Some(id) = frame.group_id(at).filter(|_| frame.explicit) {
                    self.attribute("id", &id);
                }
                self.span("colspan", frame.table.columns.len());
                self.raw(">");
                self.prose(head);
                self.raw("</th></tr>\n");
            }
            self.rows(frame, at, &frame.grids.groups[at]);
            self.raw("</tbody>\n");
        }
    }

    fn rows(&mut self, frame: &Frame<'_>, group: usize, rows: &Grid<'_>) {
        for row in rows {
            self.raw("<tr>");
            for cell in row {
                let mut headers = Vec::new();
                if frame.explicit {
                    headers.extend(frame.group_id(group));
                    let around = frame.grids.around(group, cell).into_iter();
                    headers.extend(around.map(|end| frame.cell_id(end)));
                }
                self.cell(frame, cell, headers);
            }
            self.raw("</tr>\n");
        }
    }

    fn cell(&mut self, frame: &Frame<'_>, placed: &Placed<'_>, headers: Vec<String>) {
        let cell = placed.cell;
        let element = if placed.id.is_some() { "th" } else { "td" };
        self.raw("<");
        self.raw(element);
        if let (Some(id), true) = (&placed.id, frame.explicit) {
            self.attribute("id", &frame.cell_id(id));
        }
        if placed.id.is_some() {
            self.raw(match cell.head {
                // Only a cell of the first row stands at the start of a group of columns.
                Some(Head::Column) if cell.columns > 1 && placed.rows.start == 0 => " scope=\"colgroup\"",
                Some(Head::Row) => " scope=\"row\"",
                _ => " scope=\"col\"",
            });
        }
        let column = frame.table.columns.get(placed.columns.start).copied().unwrap_or_default();
        if let Some(class) = class(cell, column, placed.columns.start) {
            self.attribute("class", class);
        }
        self.span("colspan", placed.columns.len());
        self.span("rowspan", placed.rows.len());
        if !headers.is_empty() {
            self.attribute("headers", &headers.join(" "));
        }
        self.raw(">");
        // The corner of a table is empty for everybody.
        if cell.head.is_none() || placed.id.is_some() {
            self.content(&cell.content);
        }
        self.raw("</");
        self.raw(element);
        self.raw(">");
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Text(prose) if !prose.is_empty() => self.prose(prose),
            Content::List(items) if !items.is_empty() => {
                self.raw("<ul>");
                for item in items {
                    self.raw("<li>");
                    self.prose(item);
                    self.raw("</li>");
                }
                self.raw("</ul>");
            }
            Content::Symbol { symbol, meaning } if meaning.is_empty() => self.text(symbol),
            Content::Symbol { symbol, meaning } => self.mark(symbol, meaning),
            Content::Number(text) if !text.is_empty() => self.text(text),
            Content::Empty(Some(meaning)) => self.mark(EMPTY_MARK, meaning),
            Content::Empty(None) | Content::Text(_) | Content::List(_) | Content::Number(_) => {
                let words = self.scope.words;
                self.mark(EMPTY_MARK, words.get("page.table.empty"));
            }
        }
    }

    /// A symbol for the eyes with a word for the ears, which paper shows as well.
    fn mark(&mut self, symbol: &str, meaning: &str) {
        self.raw("<span class=\"mark\" aria-hidden=\"true\">");
        self.text(symbol);
        self.raw("</span>");
        self.spoken(meaning);
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
                self.prose_in_line(head);
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
        let id = self.term_id(&term.content);
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

    /// The id of a term; a second one of the same name gets a number.
    fn term_id(&mut self, term: &Content) -> String {
        let text = match term {
            Content::Text(prose) => prose.plain(),
            Content::Number(text) | Content::Symbol { symbol: text, .. } => text.clone(),
            Content::Empty(_) | Content::List(_) => String::new(),
        };
        let id = format!("hs-term-{}", markdown::slug(&text));
        let free = std::iter::once(id.clone())
            .chain((2..).map(|number| format!("{id}-{number}")))
            .find(|id| !self.terms.contains(id))
            .expect("one of the numbers is free");
        self.terms.insert(free.clone());
        free
    }

    /// Writes a pipe table that stands where no figure can, such as in a list.
    pub(super) fn pipe_table(&mut self, pipe: &PipeTable, span: Span) {
        let text = |cell: &PipeCell| {
            let block = markdown::Block {
                kind: markdown::BlockKind::Paragraph(cell.inlines.clone()),
                span: cell.span,
            };
            let blocks = if cell.inlines.is_empty() { Vec::new() } else { vec![block] };
            Content::Text(Prose { blocks })
        };
        let head = pipe.head.iter().map(|cell| Cell { head: Some(Head::Column), ..Cell::new(text(cell)) });
        let rows = pipe.rows.iter().map(|row| Row {
            cells: row
                .iter()
                .enumerate()
                .map(|(at, cell)| Cell { head: (at == 0).then_some(Head::Row), ..Cell::new(text(cell)) })
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
            place: Place(span),
        });
    }
}

/// What is seen in an empty cell.
const EMPTY_MARK: &str = "―";

/// How a body cell is set.
fn class(cell: &Cell, column: Column, at: usize) -> Option<&'static str> {
    match &cell.content {
        Content::Symbol { .. } => Some("symbol"),
        Content::Empty(_) if column.symbols && cell.head.is_none() => Some("symbol"),
        Content::Number(_) => Some("number"),
        _ if cell.head == Some(Head::Row) && at == 0 => Some("first"),
        _ if cell.head.is_some() => None,
        _ if column.numeric => Some("number"),
        _ if column.symbols => Some("symbol"),
        _ => None,
    }
}
