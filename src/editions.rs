//! Documents as they were: a document and its figures, from the files of an earlier state of the site.
//!
//! An old document is read by the rules and the outlines of today. What no longer fits them is left out, and
//! said to be; nothing is reported as a mistake.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::calendar::Calendar;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::diff::{Comparison, Edition, Frame, Unread, compare, not_compared};
use crate::document::{Document, FigureKind, Kind, base_path};
use crate::figure;
use crate::library::library;
use crate::outline::{Outline, Outlines};
use crate::parse::is_index;
use crate::past::State;
use crate::source::{Content, Project, below_content, in_content, is_markdown};
use crate::strings::Strings;

/// Makes editions of documents. One that was made is kept as long as the value lives.
pub struct Editions {
    outlines: Arc<Outlines>,
    /// The names of the outlines of policies, plans and pages.
    names: [Option<String>; 3],
    words: Arc<Strings>,
    calendar: Calendar,
    kinds: Vec<FigureKind>,
    made: Mutex<BTreeMap<Files, Result<Arc<Edition>, Unread>>>,
    compared: Mutex<BTreeMap<Names, Arc<Comparison>>>,
}

/// What an edition is made of: the paths of its files, with the names of their contents.
type Files = Vec<(String, String)>;

/// Which states of which documents are compared.
type Names = [String; 4];

impl Editions {
    /// Makes editions by the settings, outlines and words of a site.
    pub fn new(config: &Config, outlines: Arc<Outlines>, words: Arc<Strings>) -> Self {
        let name = |kind| match config.outline(kind) {
            Some(Ok(written)) => Some(written.value.clone()),
            Some(Err(name)) => Some(name.to_owned()),
            None => None,
        };
        Self {
            outlines,
            names: [Kind::Policy, Kind::Plan, Kind::Page].map(name),
            words,
            calendar: config.calendar,
            kinds: figure::kinds(),
            made: Mutex::default(),
            compared: Mutex::default(),
        }
    }

    /// What is the same for all editions.
    pub fn frame(&self) -> Frame<'_> {
        Frame { words: self.words(), calendar: self.calendar }
    }

    fn words(&self) -> &Strings {
        &self.words
    }

    fn outline(&self, kind: Kind) -> Option<&Outline> {
        let [policy, plan, page] = &self.names;
        let name = match kind {
            Kind::Policy => policy,
            Kind::Plan => plan,
            Kind::Page => page,
        };
        self.outlines.get(name.as_deref()?)
    }

    /// The edition of a document, by its path below `content/`; nothing if that state has no such file.
    pub fn edition(&self, state: &dyn State, path: &str) -> Option<Result<Arc<Edition>, Unread>> {
        let mut files = own_files(state, path)?;
        let mut edition = self.made(state, path, &files);
        // Its data may be in files, and a plan is read over the policy that it is based on.
        let mut more = Vec::new();
        if let Ok(made) = &edition {
            more = data_files(&made.document);
            if let Some(base) = base_path(path, &made.document.facts) {
                let own = own_files(state, &base).map(|files| self.made(state, &base, &files));
                more.extend(
                    own.and_then(Result::ok).iter().flat_map(|it| data_files(&it.document)),
                );
                more.push(in_content(&base));
            }
        }
        let there = more.iter().filter_map(|it| state.files().get_key_value(it));
        let before = files.len();
        files.extend(there.map(|(path, id)| (path.clone(), id.clone())));
        if files.len() > before {
            edition = self.made(state, path, &files);
        }
        Some(edition)
    }

    /// What changed from one state of a document to another, by its paths below `content/`; it must be in at least
    /// one of them.
    pub fn compared(&self, old: (&dyn State, &str), new: (&dyn State, &str)) -> Arc<Comparison> {
        self.compared_sides((old.0, Some(old.1)), (new.0, Some(new.1)))
    }

    /// As [`compared`](Self::compared), of documents that may be on one side only: there is no path on the other.
    pub fn compared_sides(
        &self,
        old: (&dyn State, Option<&str>),
        new: (&dyn State, Option<&str>),
    ) -> Arc<Comparison> {
        let path = |side: Option<&str>| side.unwrap_or_default().to_owned();
        let name = [old.0.id().to_owned(), path(old.1), new.0.id().to_owned(), path(new.1)];
        let known = || self.compared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(compared) = known().get(&name) {
            return Arc::clone(compared);
        }
        let editions = [old, new].map(|(state, path)| self.edition(state, path?));
        let readable = |it: &Option<Result<Arc<Edition>, Unread>>| !matches!(it, Some(Err(_)));
        let of = |it: &Option<Result<Arc<Edition>, Unread>>| it.clone().and_then(Result::ok);
        let [was, is] = [of(&editions[0]), of(&editions[1])];
        let compared = if editions.iter().all(readable) {
            compare(was.as_deref(), is.as_deref(), &self.frame())
        } else {
            None
        };
        let compared = compared.unwrap_or_else(|| {
            let any = old.1.or(new.1).unwrap_or_default();
            let paths = [old.1.unwrap_or(any), new.1.unwrap_or(any)];
            let sides = [(paths[0], &editions[0], &was), (paths[1], &editions[1], &is)];
            not_compared(sides.map(|(path, found, edition)| {
                let unread = found.as_ref().and_then(|it| it.as_ref().err()).cloned();
                (path, unread, edition.as_deref())
            }))
        });
        let compared = Arc::new(compared);
        known().insert(name, Arc::clone(&compared));
        compared
    }

    fn made(&self, state: &dyn State, path: &str, files: &Files) -> Result<Arc<Edition>, Unread> {
        let known = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = known().get(files) {
            return made.clone();
        }
        let made = self.make(state, path, files);
        known().insert(files.clone(), made.clone());
        made
    }

    fn make(&self, state: &dyn State, path: &str, files: &Files) -> Result<Arc<Edition>, Unread> {
        let mut unread = Vec::new();
        let mut texts = Vec::new();
        for (file, _) in files {
            match state.read(file) {
                Some(bytes) if !is_markdown(file) || std::str::from_utf8(&bytes).is_ok() => {
                    texts.push((file.clone(), Content::Bytes(bytes)));
                }
                None => unread.push(Unread::Damaged(below_content(file).to_owned())),
                Some(_) => unread.push(Unread::Part(below_content(file).to_owned())),
            }
        }
        let project = Project::from_files(texts);
        let mut found = Diagnostics::default();
        let outline = |kind| self.outline(kind);
        let library = library(&project, &self.kinds, outline, &mut found);
        let document = library.documents.into_iter().find(|it| it.path == path);
        let damaged = unread.iter().find(|it| matches!(it, Unread::Damaged(_)));
        let document = document.ok_or_else(|| damaged.cloned().unwrap_or(Unread::Document))?;
        let tables = figure::draw(&document, self.words(), self.calendar, &mut found);
        // What is wrong may be lost on its way to the document: that nothing changed cannot be said then.
        let of_figure =
            |it: &Diagnostic| it.rule.severity == Severity::Error && it.is_of(figure::RULES);
        let is_loss = |it: &&Diagnostic| it.rule.loses_data || of_figure(it);
        let mistakes = found.iter().filter(is_loss).count();
        if mistakes > 0 && !document.broken {
            unread.push(Unread::Mistakes(mistakes));
        }
        Ok(Arc::new(Edition { document, tables: tables.into(), unread }))
    }
}

/// The files that the data of a document are read from, by their paths from the site's folder.
pub(crate) fn data_files(document: &Document) -> Vec<String> {
    document.data.iter().map(|file| in_content(&file.path)).collect()
}

/// The files that a document may be made of: its own, and in a folder with an `index.md` the others there.
pub(crate) fn own_files(state: &dyn State, path: &str) -> Option<Files> {
    let own = in_content(path);
    let id = state.files().get(&own)?;
    let mut files = vec![(own.clone(), id.clone())];
    let (folder, name) = own.rsplit_once('/')?;
    if is_index(name) {
        let from = format!("{folder}/");
        let near = state.files().range(from.clone()..).take_while(|(it, _)| it.starts_with(&from));
        let is_part = |it: &str| {
            let name = &it[from.len()..];
            !name.contains('/') && is_markdown(name) && *it != own
        };
        files.extend(near.filter(|(it, _)| is_part(it)).map(|(it, id)| (it.clone(), id.clone())));
    }
    Some(files)
}
