//! From source files to documents, one by one: what is known of a document is used again while its files,
//! and what it takes over from its policy, are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::document::{
    self, Base, DataFile, Document, Facts, FigureKind, Kind, Library, Page, base_path,
};
use crate::memory::{Memory, Same};
use crate::outline::Outline;
use crate::parse::{self, Standing};
use crate::source::{Project, SourceFile, SourceId};

/// What is known of documents, by path.
pub(crate) type Known = Memory<Key, Value>;

/// A file, with its number.
type Share = (SourceId, Same<SourceFile>);

/// All that a document is made of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    /// Its file and its further parts.
    sources: Vec<Share>,
    /// The files that its data are read from.
    data: Vec<Option<Share>>,
    /// The names of all files, if one of those is not there: the report names what is near.
    names: Vec<String>,
    /// What it takes over.
    base: Option<Same<Base>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Value {
    document: Arc<Document>,
    found: Diagnostics,
    /// What plans take over from it; nothing if there was no plan to do so.
    offers: Option<Arc<Base>>,
}

/// What documents are read from.
pub(crate) struct Inputs<'a> {
    pub(crate) project: &'a Project,
    pub(crate) kinds: &'a [FigureKind],
    /// Whether drafts are built.
    pub(crate) drafts: bool,
}

/// Reads all documents of a site and resolves what they refer to. Gives the paths of the drafts that were
/// left out, too.
pub(crate) fn assemble<'o>(
    inputs: &Inputs<'_>,
    outline_of: &(impl Fn(Kind) -> Option<&'o Outline> + Sync),
    known: &mut Known,
    diagnostics: &mut Diagnostics,
) -> (Library, BTreeSet<String>) {
    let mut items = inputs.items(known, diagnostics);
    parse::conflicts(inputs.project, items.iter().filter_map(Item::place), diagnostics);
    let mut drafts = BTreeSet::new();
    for item in items.extract_if(.., |item| !inputs.drafts && item.is_draft()) {
        drafts.extend(item.place().map(|place| place.path.to_owned()));
        diagnostics.append(item.found);
    }
    let offers = inputs.offers(&mut items);
    let assembled: Vec<Result<(Key, Value), Diagnostics>> =
        items.into_par_iter().map(|item| inputs.assembled(item, &offers, outline_of)).collect();
    let mut library = Library::default();
    let mut values = Vec::with_capacity(assembled.len());
    for item in assembled {
        match item {
            Ok((key, value)) => {
                library.documents.push(Arc::clone(&value.document));
                diagnostics.append(value.found.clone());
                values.push((value.document.path.clone(), key, value));
            }
            Err(found) => diagnostics.append(found),
        }
    }
    known.keep(values);
    (library, drafts)
}

/// All documents of a site, drafts included, when nothing is known of them from before.
pub fn library<'o>(
    project: &Project,
    kinds: &[FigureKind],
    outline_of: impl Fn(Kind) -> Option<&'o Outline> + Sync,
    diagnostics: &mut Diagnostics,
) -> Library {
    let inputs = Inputs { project, kinds, drafts: true };
    assemble(&inputs, &outline_of, &mut Known::default(), diagnostics).0
}

/// A document on its way.
struct Item {
    sources: Vec<SourceId>,
    /// The document as it was, or as it is read now.
    what: What,
    /// What was found when it was read now.
    found: Diagnostics,
}

enum What {
    Kept(Key, Value),
    Read(Box<Page>),
    /// It cannot be read.
    Nothing,
}

impl Item {
    /// The document's path and facts; nothing if it cannot be read.
    fn facts(&self) -> Option<(&str, &Facts)> {
        match &self.what {
            What::Kept(_, value) => Some((&value.document.path, &value.document.facts)),
            What::Read(page) => Some((&page.path, &page.facts)),
            What::Nothing => None,
        }
    }

    fn place(&self) -> Option<Standing<'_>> {
        match &self.what {
            What::Kept(_, Value { document, .. }) => {
                let Document { path, output, span, .. } = &**document;
                Some(Standing { path, output, span: *span })
            }
            What::Read(page) => Some(Standing::of(page)),
            What::Nothing => None,
        }
    }

    fn is_draft(&self) -> bool {
        self.facts().is_some_and(|(_, facts)| facts.draft)
    }

    /// What it takes over from the document that it is based on.
    fn base(&self, offers: &BTreeMap<String, Arc<Base>>) -> Option<Same<Base>> {
        let (path, facts) = self.facts()?;
        offers.get(&base_path(path, facts)?).map(Same::of)
    }
}

impl Inputs<'_> {
    /// All documents: those whose files are as they were are not read.
    fn items(&self, known: &Known, diagnostics: &mut Diagnostics) -> Vec<Item> {
        let groups = parse::group(self.project, diagnostics);
        let item =
            |sources: Vec<_>| self.kept(&sources, known).unwrap_or_else(|| self.read(sources));
        groups.into_par_iter().map(item).collect()
    }

    fn kept(&self, sources: &[SourceId], known: &Known) -> Option<Item> {
        let (key, value) = known.peek(self.project.source(sources[0]).content_path())?;
        let data = self.data(&value.document.data);
        let is_same =
            key.sources == self.shares(sources) && (&key.data, &key.names) == (&data.0, &data.1);
        is_same.then(|| Item {
            sources: sources.to_vec(),
            what: What::Kept(key.clone(), value.clone()),
            found: Diagnostics::default(),
        })
    }

    fn read(&self, sources: Vec<SourceId>) -> Item {
        let mut found = Diagnostics::default();
        let page = parse::page(self.project, &sources, self.kinds, &mut found);
        Item { sources, what: page.map_or(What::Nothing, |page| What::Read(Box::new(page))), found }
    }

    fn shares(&self, sources: &[SourceId]) -> Vec<Share> {
        let share = |&source: &SourceId| (source, Same::of(self.project.shared(source)));
        sources.iter().map(share).collect()
    }

    /// The files that data are read from, and the names of all if one of them is not there.
    fn data(&self, files: &[DataFile]) -> (Vec<Option<Share>>, Vec<String>) {
        let share = |file: &DataFile| {
            let source = *self.project.data.get(&file.path)?;
            Some((source, Same::of(self.project.shared(source))))
        };
        let data: Vec<_> = files.iter().map(share).collect();
        let missing = data.iter().any(Option::is_none);
        let outside = self.project.outside.iter().map(|&it| self.project.source(it).content_path());
        let all = self.project.attachments.keys().map(String::as_str).chain(outside);
        let names = all.filter(|_| missing).map(str::to_owned).collect();
        (data, names)
    }

    /// What the documents that others are based on hand over, by path.
    fn offers(&self, items: &mut [Item]) -> BTreeMap<String, Arc<Base>> {
        let facts = items.iter().filter_map(Item::facts);
        let wanted: BTreeSet<String> =
            facts.filter_map(|(path, facts)| base_path(path, facts)).collect();
        let mut offers = BTreeMap::new();
        let is_wanted =
            |item: &&mut Item| item.facts().is_some_and(|(path, _)| wanted.contains(path));
        for item in items.iter_mut().filter(is_wanted) {
            if let What::Kept(_, Value { offers: None, .. }) = item.what {
                *item = self.read(std::mem::take(&mut item.sources));
            }
            match &item.what {
                What::Kept(_, Value { document, offers: Some(base), .. }) => {
                    offers.insert(document.path.clone(), Arc::clone(base));
                }
                What::Read(page) => {
                    offers.insert(page.path.clone(), Arc::new(Base::of(page)));
                }
                What::Kept(..) | What::Nothing => {}
            }
        }
        offers
    }

    /// The document that becomes of it; only what was found, if it cannot be read.
    fn assembled<'o>(
        &self,
        mut item: Item,
        offers: &BTreeMap<String, Arc<Base>>,
        outline_of: impl Fn(Kind) -> Option<&'o Outline>,
    ) -> Result<(Key, Value), Diagnostics> {
        let base = item.base(offers);
        if let What::Kept(key, value) = item.what {
            if key.base == base {
                return Ok((key, value));
            }
            item = self.read(item.sources);
        }
        let mut found = item.found;
        let What::Read(page) = item.what else { return Err(found) };
        let (data, names) = self.data(&page.data);
        let key = Key { sources: self.shares(&item.sources), data, names, base };
        let offers = offers.get(&page.path).map(Arc::clone);
        let outline = outline_of(page.facts.kind);
        let base = key.base.as_ref().map(|base| &*base.0);
        let document = document::document(*page, (base, outline), self.kinds, &mut found);
        Ok((key, Value { document: Arc::new(document), found, offers }))
    }
}
