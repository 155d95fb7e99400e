//! A document as it was or is, with its figures drawn.

use std::sync::Arc;

use super::Unread;
use crate::document::Document;
use crate::table::Table;

/// A state of a document. It may have mistakes: an old one is not held to the rules of today.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The document.
    pub document: Arc<Document>,
    /// Its figures; those that could not be drawn are empty.
    pub tables: Arc<[Table]>,
    /// What of its files could not be read.
    pub unread: Vec<Unread>,
}

impl Edition {
    /// What could not be read or drawn.
    pub(super) fn left_out(&self) -> Vec<Unread> {
        let front_matter = self.document.broken.then_some(Unread::FrontMatter);
        let drawn = self.tables.iter().filter(|table| !is_drawn(table) && !self.document.broken);
        let figures = drawn.map(|table| {
            let caption = table.caption.as_ref().map(crate::markdown::Prose::plain);
            Unread::Figure(caption.unwrap_or_else(|| table.figure.to_owned()))
        });
        self.unread.iter().cloned().chain(front_matter).chain(figures).collect()
    }

    /// Whether a figure can be compared: it was drawn, and what it shows could be read.
    pub(super) fn has(&self, table: &Table) -> bool {
        is_drawn(table) && (!self.document.broken || table.figure == "table")
    }
}

/// Whether a figure was drawn: an empty one stands in for one that could not be.
pub(super) fn is_drawn(table: &Table) -> bool {
    !table.groups.is_empty() || !table.columns.is_empty()
}
