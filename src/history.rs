//! The revisions of documents: which of them can be compared with the one before, and where that is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::diff::Comparison;
use crate::document::{Document, Library};
use crate::editions::Editions;
use crate::past::{Absent, Past, State};
use crate::site::SitePath;
use crate::source::{Spanned, below_content, in_content};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&REVISION_ABSENT];

static REVISION_ABSENT: Rule = Rule::warning(
    "revision-absent",
    "改定したときの文書が git にない",
    "a revision whose text git does not have",
);

/// The revisions of all documents that can be compared.
#[derive(Default)]
pub struct History {
    by_path: BTreeMap<String, Vec<Revised>>,
}

/// A revision that can be compared with the one before.
#[derive(Clone)]
pub struct Revised {
    /// Its position in the document's list of revisions.
    pub revision: usize,
    /// The position of the one before that is kept, too.
    pub before: usize,
    /// Where the comparison is written.
    pub output: SitePath,
    new: Kept,
    old: Kept,
    editions: Arc<Editions>,
}

/// A document as it is kept.
#[derive(Debug, Clone)]
struct Kept {
    state: Arc<dyn State>,
    /// Its path below `content/`, then.
    path: String,
}

impl History {
    /// Finds the revisions of all documents. A tag that cannot be found is reported, and the others go on.
    pub fn read(
        library: &Library,
        past: &dyn Past,
        editions: &Arc<Editions>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut finder = Finder { past, editions, states: BTreeMap::new(), told: false };
        let mut by_path = BTreeMap::new();
        for document in library.iter() {
            let revised = finder.revised(document, diagnostics);
            if !revised.is_empty() {
                by_path.insert(document.path.clone(), revised);
            }
        }
        // What authors wrote stays where it is.
        let taken: BTreeSet<&str> = library.iter().map(|it| it.output.as_str()).collect();
        for revised in by_path.values_mut() {
            revised.retain(|it| !taken.contains(it.output.as_str()));
        }
        Self { by_path }
    }

    /// The revisions of a document that can be compared, the newest first.
    pub fn of(&self, document: &Document) -> &[Revised] {
        self.by_path.get(&document.path).map_or(&[], Vec::as_slice)
    }

    /// The revisions that were made by a day. Their positions are those in what is left of the documents' lists.
    #[must_use]
    pub fn on(mut self, day: Day, library: &Library) -> Self {
        for document in library.iter() {
            let Some(revised) = self.by_path.get_mut(&document.path) else { continue };
            let made = document.records.revisions.iter().map(|it| it.is_made_by(day));
            let mut left = 0;
            let places: Vec<Option<usize>> = made
                .map(|is_made| {
                    left += usize::from(is_made);
                    is_made.then(|| left - 1)
                })
                .collect();
            revised.retain_mut(|it| match (places[it.revision], places[it.before]) {
                (Some(revision), Some(before)) => {
                    (it.revision, it.before) = (revision, before);
                    true
                }
                _ => false,
            });
        }
        self
    }
}

impl Revised {
    /// What changed by the revision.
    pub fn comparison(&self) -> Arc<Comparison> {
        let Self { old, new, editions, .. } = self;
        editions.compared((&*old.state, &old.path), (&*new.state, &new.path))
    }
}

/// Finds states by their names, each once.
struct Finder<'p> {
    past: &'p dyn Past,
    editions: &'p Arc<Editions>,
    states: BTreeMap<String, Result<Arc<dyn State>, Absent>>,
    /// Whether it was said that there is no repository at all.
    told: bool,
}

impl Finder<'_> {
    fn revised(&mut self, document: &Document, diagnostics: &mut Diagnostics) -> Vec<Revised> {
        let mut kept: Vec<(usize, Kept, &str)> = Vec::new();
        for (at, revision) in document.records.revisions.iter().enumerate() {
            let Some(tag) = &revision.tag else { continue };
            let found = self.kept(document, tag, diagnostics);
            kept.extend(found.map(|found| (at, found, tag.value.as_str())));
        }
        // The newest first, whatever the order of the list; a state that two of them name is that of the older.
        let day = |at: usize| document.records.revisions[at].date.value.first_day();
        kept.sort_by_key(|(at, ..)| day(*at));
        kept.dedup_by(|newer, older| newer.1.state.id() == older.1.state.id());
        kept.reverse();
        let mut taken = BTreeSet::new();
        let pairs = kept.windows(2).filter_map(|pair| {
            let [(revision, new, tag), (before, old, _)] = pair else { return None };
            let output = output(document, tag, &mut taken)?;
            let (new, old) = (new.clone(), old.clone());
            let editions = Arc::clone(self.editions);
            Some(Revised { revision: *revision, before: *before, output, new, old, editions })
        });
        pairs.collect()
    }

    /// The document as a tag holds it; reported if it does not.
    fn kept(
        &mut self,
        document: &Document,
        tag: &Spanned<String>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Kept> {
        let state = match self.state(&tag.value) {
            Ok(state) => state,
            Err(absent) => {
                diagnostics.extend(self.report(&absent, tag));
                return None;
            }
        };
        let path = self.past.path_in(&*state, &in_content(&document.path));
        let path = path.map(|path| below_content(&path).to_owned());
        if path.is_none() {
            let message = Message::new(
                format!("版「{}」にこの文書はありません", tag.value),
                format!("revision `{}` does not hold this document", tag.value),
            );
            let help = Message::fixed(
                "文書を置いたあとの版のタグを書いてください。",
                "name a tag from after the document was put there",
            );
            diagnostics.push(Diagnostic::new(&REVISION_ABSENT, tag.span, message).help(help));
        }
        Some(Kept { state, path: path? })
    }

    fn state(&mut self, name: &str) -> Result<Arc<dyn State>, Absent> {
        if let Some(state) = self.states.get(name) {
            return state.clone();
        }
        let state = self.past.state(name);
        self.states.insert(name.to_owned(), state.clone());
        state
    }

    /// What is to be said of a tag; that there is no repository is said once.
    fn report(&mut self, absent: &Absent, tag: &Spanned<String>) -> Option<Diagnostic> {
        let of_all = matches!(absent, Absent::NoRepository | Absent::Unsupported { .. });
        if of_all && std::mem::replace(&mut self.told, true) {
            return None;
        }
        let message = match absent {
            Absent::NoRepository => Message::fixed(
                "git の履歴がないので、改定の前と後を比べられません",
                "without the history of git, revisions cannot be compared",
            ),
            absent => absent.message(&tag.value),
        };
        Some(Diagnostic::new(&REVISION_ABSENT, tag.span, message).help(absent.help()))
    }
}

/// Where the comparison of a tag is written: `hachioji/changes/TAG/index.html`.
fn output(document: &Document, tag: &str, taken: &mut BTreeSet<String>) -> Option<SitePath> {
    let folder = document.output.as_str().strip_suffix("index.html")?;
    // What Windows has no file names for, and what would be a folder of its own.
    let plain = |c: char| if c.is_control() || "/\\<>:\"|?*".contains(c) { '-' } else { c };
    let name: String = tag.chars().map(plain).collect();
    let name = name.trim_matches(['.', ' ', '-']);
    let name = if name.is_empty() { "revision" } else { name };
    let mut free = name.to_owned();
    let mut number = 1;
    while !taken.insert(free.to_lowercase()) {
        number += 1;
        free = format!("{name}-{number}");
    }
    SitePath::new(format!("{folder}changes/{free}/index.html"))
}
