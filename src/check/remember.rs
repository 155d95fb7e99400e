//! What was found in documents, kept from one compilation to the next: a document is checked again when
//! it, one of its relatives or one of its tables is another.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Inputs, Subject, Work, bidi, figure_ids, walk};
use crate::diagnostic::Diagnostics;
use crate::document::{Document, Library};
use crate::links::{Links, PageTargets};
use crate::memory::{Memory, Same};
use crate::source::{Project, SourceFile, SourceId};
use crate::table::Table;

/// What was found by the last compilation.
#[derive(Debug, Default)]
pub struct Memories {
    /// What in each document could be linked to.
    targets: Memory<Same<Document>, Arc<PageTargets>>,
    /// Where links led.
    links: Arc<Links>,
    /// All but what concerns links.
    own: Memory<Key, Diagnostics>,
    /// What concerns links, while they lead where they led.
    of_links: Memory<Key, Diagnostics>,
    /// What is wrong with the characters of a file.
    texts: Memory<(SourceId, Same<SourceFile>), Diagnostics>,
}

/// What is looked at: a document with its relatives, and its tables.
type Key = (Vec<Same<Document>>, Same<[Table]>);

impl Memories {
    /// Where links lead now. What is known of links is forgotten if they lead elsewhere than before.
    pub(super) fn links(&mut self, library: &Library, inputs: &Inputs<'_>) -> Arc<Links> {
        let target = |document: &Arc<Document>| {
            let known = self.targets.get(&document.path, &Same::of(document));
            let make = || {
                let ids = figure_ids(document).into_iter().map(|id| id.value);
                Arc::new(PageTargets::new(document, ids))
            };
            known.cloned().unwrap_or_else(make)
        };
        let targets: Vec<_> = library.documents.iter().map(target).collect();
        let attachments = inputs.project.attachments.keys().map(String::as_str);
        let links = Links::new(library, &targets, attachments).with_drafts(inputs.drafts.clone());
        let documents = library.documents.iter().zip(targets);
        self.targets
            .keep(documents.map(|(document, it)| (document.path.clone(), Same::of(document), it)));
        if *self.links != links {
            self.links = Arc::new(links);
            self.of_links = Memory::default();
        }
        Arc::clone(&self.links)
    }

    /// Reports what is wrong with documents.
    pub(super) fn documents(
        &mut self,
        subjects: &[Subject<'_>],
        work: &Work<'_, '_>,
        diagnostics: &mut Diagnostics,
    ) {
        // What could not be read hides what depends on it, wherever that stands. It does not last.
        let lossless = work.losses.is_empty();
        let found: Vec<(Key, [Diagnostics; 2])> = subjects
            .par_iter()
            .map(|subject| {
                let path = &subject.family.document.path;
                let key: Key = (subject.family.shares(), Same::of(subject.tables));
                let own = self.own.get(path, &key).filter(|_| lossless);
                let of_links = self.of_links.get(path, &key);
                let found = match (own, of_links) {
                    (Some(own), Some(of_links)) => [own.clone(), of_links.clone()],
                    (own, of_links) => {
                        let texts = walk::texts(subject.family.document, subject.tables);
                        [
                            own.cloned().unwrap_or_else(|| work.own(subject, &texts)),
                            of_links.cloned().unwrap_or_else(|| work.of_links(subject, &texts)),
                        ]
                    }
                };
                (key, found)
            })
            .collect();
        let path = |subject: &Subject<'_>| subject.family.document.path.clone();
        let of_links = subjects.iter().zip(&found);
        self.of_links.keep(
            of_links.map(|(it, (key, [_, of_links]))| (path(it), key.clone(), of_links.clone())),
        );
        for (_, found) in &found {
            for found in found {
                diagnostics.append(found.clone());
            }
        }
        if lossless {
            let own = subjects.iter().zip(found);
            self.own.keep(own.map(|(it, (key, [own, _]))| (path(it), key, own)));
        }
    }

    /// Reports what is wrong with the characters of all texts.
    pub(super) fn texts(&mut self, project: &Project, diagnostics: &mut Diagnostics) {
        let look = |(source, file): (SourceId, &SourceFile)| {
            let key = (source, Same::of(project.shared(source)));
            let known = self.texts.get(file.path(), &key).cloned();
            let found = known.unwrap_or_else(|| bidi::check(source, file));
            diagnostics.append(found.clone());
            (file.path().to_owned(), key, found)
        };
        let found: Vec<_> = project.sources().map(look).collect();
        self.texts.keep(found);
    }
}
