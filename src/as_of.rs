//! A site as it was on a day: documents whose text of that day is kept are put back to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Day;
use crate::diagnostic::Diagnostics;
use crate::document::{Document, revision_on};
use crate::editions::{data_files, own_files};
use crate::figure;
use crate::library::library;
use crate::past::{Past, State};
use crate::source::{Content, Project, below_content, in_content};

/// A document that is put back: its files now, and those of then.
struct Older {
    /// The paths of its files now, from the site's folder.
    now: Vec<String>,
    /// The files of then: where they are put, and their bytes.
    then: Vec<(String, Vec<u8>)>,
}

/// What a site was on a day.
pub struct AsOf(Vec<Older>);

impl AsOf {
    /// Finds the documents of which another revision than the newest was in force on a day, and is kept. What is a
    /// draft now may have been none then.
    pub fn new(project: &Project, past: &dyn Past, day: Day) -> Self {
        let mut ignored = Diagnostics::default();
        let library = library(project, &figure::kinds(), |_| None, &mut ignored);
        Self(library.iter().filter_map(|document| older(document, past, day)).collect())
    }

    /// Leaves documents as they are now: those of which a file is named, by its path from the site's folder. Says
    /// whether there was any.
    pub fn leave(&mut self, files: &BTreeSet<String>) -> bool {
        let before = self.0.len();
        self.0.retain(|older| !older.then.iter().any(|(path, _)| files.contains(path)));
        self.0.len() < before
    }

    /// The site with these documents put back; nothing if there are none.
    pub fn project(&self, project: &Project) -> Option<Project> {
        if self.0.is_empty() {
            return None;
        }
        let texts = project.sources().map(|(_, file)| file.path().to_owned());
        let files = texts.chain(project.files().map(|(path, _)| path));
        let mut files: BTreeMap<String, Option<Content>> = files.map(|path| (path, None)).collect();
        for older in &self.0 {
            for path in &older.now {
                files.remove(path);
            }
            let then = older.then.iter().cloned();
            files.extend(then.map(|(path, bytes)| (path, Some(Content::Bytes(bytes)))));
        }
        Some(project.renewed(files))
    }
}

fn older(document: &Document, past: &dyn Past, day: Day) -> Option<Older> {
    let revisions = &document.records.revisions;
    if revisions.iter().all(|revision| revision.is_made_by(day)) {
        return None;
    }
    let tag = revision_on(revisions, day)?.tag.as_ref()?;
    let state = past.state(&tag.value).ok()?;
    let own = in_content(&document.path);
    let then = past.path_in(&*state, &own)?;
    let (from, to) = (folder(&then), folder(&own));
    let mut files = own_files(&*state, below_content(&then))?;
    files.extend(data_of(&*state, below_content(&then), &files));
    let there = |(path, _): &(String, String)| {
        let place = if *path == then { own.clone() } else { path.replacen(from, to, 1) };
        Some((place, state.read(path)?))
    };
    let then: Vec<_> = files.iter().map(there).collect::<Option<_>>()?;
    let now = document.parts.iter().map(|part| in_content(part)).chain([own.clone()]).collect();
    Some(Older { now, then })
}

/// The files that the data of a document were read from, in a state.
fn data_of(state: &dyn State, path: &str, files: &[(String, String)]) -> Vec<(String, String)> {
    let texts = files.iter().filter_map(|(path, _)| Some((path.clone(), state.read(path)?)));
    let texts = texts.map(|(path, bytes)| (path, Content::Bytes(bytes)));
    let project = Project::from_files(texts);
    let library = library(&project, &figure::kinds(), |_| None, &mut Diagnostics::default());
    let data = library.document(path).map_or_else(Vec::new, data_files);
    let there = data.iter().filter_map(|path| state.files().get_key_value(path));
    there.map(|(path, id)| (path.clone(), id.clone())).collect()
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}
