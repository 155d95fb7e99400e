//! A document with those that it shares its records with: the policy that it is based on, the plans
//! that are based on it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostics, Severity};
use crate::document::{Document, Library};
use crate::site;
use crate::source::SourceId;

/// A document and its relatives.
pub(super) struct Family<'a> {
    pub(super) document: &'a Document,
    base: Option<&'a Document>,
    /// The documents that are based on it, in the order of their paths.
    plans: Vec<&'a Document>,
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

    /// The document and the plans that are based on it.
    pub(super) fn with_plans(&self) -> impl Iterator<Item = &'a Document> {
        std::iter::once(self.document).chain(self.plans.iter().copied())
    }

    /// Whether the records of the whole family were read and resolved without a mistake. What is not
    /// there because it could not be read is no further mistake.
    pub(super) fn is_sound(&self, broken: &BTreeSet<SourceId>) -> bool {
        let all = self.with_plans().chain(self.base);
        all.into_iter().all(|document| !broken.contains(&document.source))
    }
}

/// The sources in which something is missing because of a mistake that was reported.
pub(super) fn broken_sources(diagnostics: &Diagnostics) -> BTreeSet<SourceId> {
    let errors = diagnostics.iter().filter(|it| it.severity == Severity::Error);
    errors.filter(|it| !it.rule.adjustable).map(|it| it.span.source).collect()
}
