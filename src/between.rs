//! What changed between two states of a site: which documents, and what became of each.
//!
//! Only those documents are read of which a file is not the same in both states. One that is on one side only
//! may be one of the other side under another name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diff::{Comparison, Edition, Profile, Status};
use crate::document::base_path;
use crate::editions::{Editions, data_files};
use crate::parse::{is_index, opens};
use crate::past::{Past, State};
use crate::sheet::is_data;
use crate::source::{Project, SourceId, below_content, in_content, is_markdown};

/// How alike the texts of two documents must be to be states of one, from 0 to 1.
const ALIKE: f64 = 0.6;

/// How many pairs of texts are compared to find what became of documents that are on one side only.
const MOST_PAIRS: usize = 10_000;

/// The files of a site as they are now, whether they were committed or not.
#[derive(Debug)]
pub struct Tree {
    project: Project,
    /// The texts by their paths.
    sources: BTreeMap<String, SourceId>,
    files: BTreeMap<String, String>,
}

impl Tree {
    /// The state that the files of a site are in.
    pub fn new(project: Project) -> Self {
        let sources: BTreeMap<String, SourceId> =
            project.sources().map(|(id, file)| (file.path().to_owned(), id)).collect();
        let attached = project.attachments.keys().map(|path| in_content(path));
        let paths = sources.keys().cloned().chain(attached);
        // No file is known to have the bytes of another one.
        let files = paths.map(|path| (path.clone(), format!("now:{path}"))).collect();
        Self { project, sources, files }
    }

    /// The files.
    pub fn project(&self) -> &Project {
        &self.project
    }
}

impl State for Tree {
    fn id(&self) -> &'static str {
        "now"
    }

    /// Later than all days: nothing reads a clock.
    fn day(&self) -> (i32, u32, u32) {
        (9999, 12, 31)
    }

    fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        let text = self.sources.get(path).map(|id| self.project.source(*id));
        if let Some(file) = text.filter(|file| !file.is_data()) {
            // Of a file that is no text, no more than that is known here.
            let not_text = || vec![0xff];
            let text = || file.text().as_bytes().to_vec();
            return Some(if file.fault().is_some() { not_text() } else { text() });
        }
        self.project.attachments.get(below_content(path)).map(|bytes| bytes.to_vec())
    }
}

/// Two states of a site.
pub struct Between<'a> {
    /// The older one.
    pub old: &'a dyn State,
    /// The newer one.
    pub new: &'a dyn State,
    /// Where both come from: it knows which files were renamed.
    pub past: &'a dyn Past,
    /// What documents are read by.
    pub editions: &'a Editions,
}

/// The paths of a document below `content/`, in the older and in the newer state.
type Pair = (Option<String>, Option<String>);

impl Between<'_> {
    /// What became of the documents that are not as they were, by path. With a path below `content/` of one side or
    /// the other, of that document alone.
    pub fn comparisons(&self, only: Option<&str>) -> Vec<Arc<Comparison>> {
        let asked_for = |pair: &Pair| {
            only.is_none_or(|only| [&pair.0, &pair.1].into_iter().flatten().any(|it| it == only))
        };
        let mut pairs = self.pairs(only);
        pairs.retain(asked_for);
        let compared = |(old, new): Pair| {
            self.editions.compared_sides((self.old, old.as_deref()), (self.new, new.as_deref()))
        };
        let mut compared: Vec<_> = pairs.into_par_iter().map(compared).collect();
        let differs = |it: &Comparison| {
            it.status != Status::Same || it.former_path.is_some() || !it.left_out.is_empty()
        };
        compared.retain(|it| differs(it));
        compared.sort_by(|a, b| (&a.path, &a.former_path).cmp(&(&b.path, &b.former_path)));
        compared
    }

    /// The paths below `content/` of all documents of either side.
    pub fn documents(&self) -> BTreeSet<String> {
        let of = |state: &dyn State| -> Vec<String> {
            let all = texts(state).into_iter().filter(|path| holds(state, path));
            all.map(|path| below_content(path).to_owned()).collect()
        };
        of(self.old).into_iter().chain(of(self.new)).collect()
    }

    /// The documents of which a file is not the same.
    fn pairs(&self, only: Option<&str>) -> Vec<Pair> {
        let changed = self.changed(texts);
        let mut touched: BTreeSet<&str> = changed.iter().copied().collect();
        for path in &changed {
            touched
                .extend([self.old, self.new].into_iter().filter_map(|it| index_beside(it, path)));
        }
        let (mut both, mut gone, mut came) = (Vec::new(), Vec::new(), Vec::new());
        for path in &touched {
            match (holds(self.old, path), holds(self.new, path)) {
                (true, true) => both.push(*path),
                (true, false) => gone.push(*path),
                (false, true) => came.push(*path),
                (false, false) => {}
            }
        }
        let mut sources = changed.clone();
        sources.extend(self.changed(tables));
        both.extend(self.made_of(&sources, &touched, only));
        let below = |path: &str| below_content(path).to_owned();
        let mut pairs: Vec<Pair> =
            both.into_iter().map(|path| (Some(below(path)), Some(below(path)))).collect();
        let matched = Matcher { between: self, gone, came }.matched();
        let one = |path: Option<&str>| path.map(below);
        pairs.extend(matched.into_iter().map(|(old, new)| (one(old), one(new))));
        pairs
    }

    /// The files of a kind that are not the same in both states.
    fn changed(&self, kind: impl Fn(&dyn State) -> Vec<&str>) -> BTreeSet<&str> {
        let all: BTreeSet<&str> = [self.old, self.new].into_iter().flat_map(kind).collect();
        let all: Vec<&str> = all.into_iter().collect();
        all.into_par_iter().filter(|path| !self.is_same(path)).collect()
    }

    fn is_same(&self, path: &str) -> bool {
        match (self.old.files().get(path), self.new.files().get(path)) {
            (Some(old), Some(new)) if old == new => true,
            (Some(_), Some(_)) => match (self.old.read(path), self.new.read(path)) {
                (Some(old), Some(new)) => old == new || lines(&old).eq(lines(&new)),
                _ => false,
            },
            _ => false,
        }
    }

    /// The documents whose own files are the same, but not those that they are made of: the policy that a plan is
    /// based on, the tables that data are read from.
    fn made_of<'s>(
        &'s self,
        changed: &BTreeSet<&str>,
        touched: &BTreeSet<&str>,
        only: Option<&str>,
    ) -> Vec<&'s str> {
        if changed.is_empty() {
            return Vec::new();
        }
        let may_be = |path: &&str| {
            !touched.contains(path)
                && self.old.files().contains_key(*path)
                && only.is_none_or(|only| only == below_content(path))
        };
        let edition = |path: &str| self.editions.edition(self.new, path).and_then(Result::ok);
        let is_made_of_changed = |path: &&str| {
            let names_one = |bytes: Vec<u8>| {
                let text = String::from_utf8_lossy(&bytes);
                text.contains("based_on") || text.contains("file")
            };
            if !self.new.read(path).is_some_and(names_one) {
                return false;
            }
            let path = below_content(path);
            let Some(of) = edition(path) else { return false };
            let base = base_path(path, &of.document.facts);
            let policy = base.as_deref().and_then(edition);
            let of_policy = policy.map_or_else(Vec::new, |it| data_files(&it.document));
            let base = base.map(|base| in_content(&base));
            let mut all = data_files(&of.document).into_iter().chain(of_policy).chain(base);
            all.any(|path| changed.contains(path.as_str()))
        };
        let all: Vec<&str> = texts(self.new).into_iter().filter(may_be).collect();
        all.into_par_iter().filter(is_made_of_changed).collect()
    }
}

/// The texts of a state, by their paths.
fn texts(state: &dyn State) -> Vec<&str> {
    contents(state).filter(|path| is_markdown(path)).collect()
}

/// The files of a state that data may be read from, by their paths.
fn tables(state: &dyn State) -> Vec<&str> {
    contents(state).filter(|path| is_data(path)).collect()
}

fn contents(state: &dyn State) -> impl Iterator<Item = &str> {
    let all = state.files().range("content/".to_owned()..).map(|(path, _)| path.as_str());
    all.take_while(|path| path.starts_with("content/"))
}

/// The lines of a text, however they end: git may have changed that when it wrote the file.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// The `index.md` of a document that another file beside it may be a part of.
fn index_beside<'s>(state: &'s dyn State, path: &str) -> Option<&'s str> {
    let folder = &path[..=path.rfind('/')?];
    let beside = state.files().range(folder.to_owned()..).map(|(path, _)| path.as_str());
    let mut beside = beside.take_while(|it| it.starts_with(folder));
    beside.find(|it| is_index(&it[folder.len()..]) && *it != path)
}

/// Whether a state has a document of this file: in a folder with an `index.md`, others need front matter.
fn holds(state: &dyn State, path: &str) -> bool {
    state.files().contains_key(path)
        && (index_beside(state, path).is_none()
            || state.read(path).is_some_and(|it| opens(&String::from_utf8_lossy(&it))))
}

/// What stands behind the front matter: small documents would be alike by their keys alone.
fn body(text: &str) -> &str {
    let parts = text.split_once("\n---").filter(|(head, _)| opens(head));
    parts.map(|(_, body)| body).filter(|body| !body.trim().is_empty()).unwrap_or(text)
}

/// Finds which documents that came are those that went.
struct Matcher<'b, 'a> {
    between: &'b Between<'a>,
    gone: Vec<&'b str>,
    came: Vec<&'b str>,
}

impl<'b> Matcher<'b, '_> {
    fn matched(mut self) -> Vec<(Option<&'b str>, Option<&'b str>)> {
        let mut pairs = self.renamed();
        pairs.extend(self.of_one_title());
        pairs.extend(self.alike());
        let mut all: Vec<_> = pairs.into_iter().map(|(old, new)| (Some(old), Some(new))).collect();
        all.extend(self.gone.into_iter().map(|path| (Some(path), None)));
        all.extend(self.came.into_iter().map(|path| (None, Some(path))));
        all
    }

    /// Takes a pair out of those that are sought.
    fn take(&mut self, old: &str, new: &str) -> Option<(&'b str, &'b str)> {
        let at_old = self.gone.iter().position(|path| *path == old)?;
        let at_new = self.came.iter().position(|path| *path == new)?;
        Some((self.gone.remove(at_old), self.came.remove(at_new)))
    }

    /// Files that were renamed.
    fn renamed(&mut self) -> Vec<(&'b str, &'b str)> {
        if self.gone.is_empty() || self.came.is_empty() {
            return Vec::new();
        }
        let Between { past, new, old, .. } = self.between;
        let former = past.former_paths(*new, *old, &self.came);
        former.iter().filter_map(|(new, old)| self.take(old, new)).collect()
    }

    /// Documents of the same title and municipality.
    fn of_one_title(&mut self) -> Vec<(&'b str, &'b str)> {
        if self.gone.is_empty() || self.came.is_empty() {
            return Vec::new();
        }
        let names = |state: &dyn State, paths: &[&'b str]| {
            let editions = self.between.editions;
            let name = |path: &&'b str| {
                let edition = editions.edition(state, below_content(path))?.ok()?;
                Some((name_of(&edition), *path))
            };
            paths.iter().filter_map(name).collect::<Vec<_>>()
        };
        let old = names(self.between.old, &self.gone);
        let new = names(self.between.new, &self.came);
        let pairs: Vec<_> = old
            .iter()
            .filter_map(|(name, old)| Some((*old, new.iter().find(|it| it.0 == *name)?.1)))
            .collect();
        pairs.into_iter().filter_map(|(old, new)| self.take(old, new)).collect()
    }

    /// Documents that say about the same, the likest first.
    fn alike(&mut self) -> Vec<(&'b str, &'b str)> {
        let count = self.gone.len().saturating_mul(self.came.len());
        if count == 0 || count > MOST_PAIRS {
            return Vec::new();
        }
        let profiles = |state: &dyn State, paths: &[&'b str]| -> Vec<(&'b str, Profile)> {
            let profile = |path: &&'b str| {
                let text = String::from_utf8(state.read(path)?).ok()?;
                Some((*path, Profile::of(body(&text))))
            };
            paths.iter().filter_map(profile).collect()
        };
        let old = profiles(self.between.old, &self.gone);
        let new = profiles(self.between.new, &self.came);
        let mut pairs = Vec::new();
        for (old, profile) in &old {
            let alike = new.iter().map(|(new, it)| (profile.likeness(it), *old, *new));
            pairs.extend(alike.filter(|(alike, ..)| *alike >= ALIKE));
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)).then(a.2.cmp(b.2)));
        pairs.into_iter().filter_map(|(_, old, new)| self.take(old, new)).collect()
    }
}

/// By what a document is known: its title and its municipality.
fn name_of(edition: &Edition) -> (String, Option<String>) {
    let facts = &edition.document.facts;
    let municipality = facts.municipality.as_ref().map(|it| it.name.value.clone());
    (facts.title.plain(), municipality)
}
