//! A document with those that it shares its records with: the policy that it is based on, the plans
//! that are based on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{Document, Library};
use crate::memory::Same;
use crate::site;

use super::losses::Losses;

/// A document and its relatives.
pub(super) struct Family<'a> {
    pub(super) document: &'a Arc<Document>,
    base: Option<&'a Arc<Document>>,
    /// The documents that are based on it, in the order of their paths.
    plans: Vec<&'a Arc<Document>>,
}

impl<'a> Family<'a> {
    /// The families of all documents, in their order.
    pub(super) fn all(library: &'a Library) -> Vec<Self> {
        let by_path: BTreeMap<&str, usize> =
            library.documents.iter().enumerate().map(|(at, it)| (it.path.as_str(), at)).collect();
        let bases: Vec<Option<usize>> = library
            .documents
            .iter()
            .enumerate()
            .map(|(at, document)| {
                let based_on = document.facts.based_on.as_ref()?;
                let path = site::resolve(&document.path, &based_on.value)?;
                by_path.get(path.as_str()).copied().filter(|&base| base != at)
            })
            .collect();
        let document = |at: usize| &library.documents[at];
        let mut families: Vec<Self> = library
            .documents
            .iter()
            .zip(&bases)
            .map(|(own, base)| Self { document: own, base: base.map(document), plans: Vec::new() })
            .collect();
        for (at, base) in bases.iter().enumerate() {
            if let Some(base) = base {
                families[*base].plans.push(document(at));
            }
        }
        families
    }

    /// The document and its relatives, to be told from others.
    pub(super) fn shares(&self) -> Vec<Same<Document>> {
        let all = std::iter::once(self.document).chain(self.base);
        all.chain(self.plans.iter().copied()).map(Same::of).collect()
    }

    /// The policy that the document is based on.
    pub(super) fn base(&self) -> Option<&'a Document> {
        self.base.map(Arc::as_ref)
    }

    /// The document and the plans that are based on it.
    pub(super) fn with_plans(&self) -> impl Iterator<Item = &'a Document> {
        std::iter::once(self.document).chain(self.plans.iter().copied()).map(Arc::as_ref)
    }

    /// Whether it is known if the document is based on another one, and on which.
    pub(super) fn knows_base(&self, losses: &Losses) -> bool {
        let found = self.document.facts.based_on.is_none() || self.base.is_some();
        found && losses.has_read(self.document, &["based_on"])
    }

    /// Whether all that the whole family says below some keys was read.
    pub(super) fn has_read(&self, losses: &Losses, keys: &[&str]) -> bool {
        let mut all = self.with_plans().chain(self.base());
        self.knows_base(losses) && all.all(|document| losses.has_read(document, keys))
    }
}
