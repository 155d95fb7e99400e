//! A site as of a day: what was not there yet is left out. It was checked like everything else before.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Checked;
use crate::calendar::Day;
use crate::document::{Document, Revision, Validity};
use crate::table::Table;

impl Checked {
    /// The documents that were adopted by a day, each with the revisions that were made by then. `draw` draws the
    /// figures of a document again that lost some.
    #[must_use]
    pub fn on(self, day: Day, draw: impl Fn(&Document) -> Arc<[Table]>) -> Self {
        let Self { mut library, tables, links } = self;
        let (mut left_out, mut newer) = (BTreeSet::new(), BTreeSet::new());
        let (mut documents, mut kept) = (Vec::new(), Vec::new());
        for (mut document, mut tables) in
            std::mem::take(&mut library.documents).into_iter().zip(tables)
        {
            if document.facts.validity(day) == Validity::NotAdopted {
                left_out.extend(document.parts.iter().chain([&document.path]).cloned());
                continue;
            }
            let is_made = |revision: &Revision| revision.is_made_by(day);
            if !document.records.revisions.iter().all(is_made) {
                Arc::make_mut(&mut document).records.revisions.retain(is_made);
                newer.insert(document.path.clone());
                tables = draw(&document);
            }
            documents.push(document);
            kept.push(tables);
        }
        library.documents = documents;
        library.as_of = Some(day);
        library.newer = newer;
        let links = if left_out.is_empty() { links } else { Arc::new(links.without(left_out)) };
        Self { library, tables: kept, links }
    }
}
