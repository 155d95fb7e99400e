//! Whether documents are what they must be. A [`Checked`] is the proof: it is made here only, and only
//! it can be rendered.

use crate::document::{Document, Library};
use crate::links::Links;
use crate::table::Table;

/// Documents without an error, with their figures drawn.
#[derive(Debug, Clone)]
pub struct Checked {
    library: Library,
    /// By document and figure.
    tables: Vec<Vec<Table>>,
    links: Links,
}

impl Checked {
    /// The documents with their tables, in the order of their paths. `BlockKind::Figure` counts into
    /// the tables.
    pub fn documents(&self) -> impl Iterator<Item = (&Document, &[Table])> {
        self.library.documents.iter().zip(self.tables.iter().map(Vec::as_slice))
    }

    /// The documents alone.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Where links lead.
    pub fn links(&self) -> &Links {
        &self.links
    }
}
