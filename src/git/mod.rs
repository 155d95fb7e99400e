//! Reading git: the earlier states of a site, as the repository around its folder keeps them.
//!
//! What is there is read by a library and never through the program `git`: nothing is run, nothing is checked
//! out, and nothing is written. A repository may come from anyone:
//!
//! - Of its configuration only what says how its files are laid out is heeded; other configuration and the
//!   environment are not looked at. No hook, filter, driver, helper or monitor has a way to be run.
//! - `core.worktree` says nothing about where the site lies: the folder that holds `.git` is the root of the
//!   states.
//! - git refuses repositories of other owners (`safe.directory`) because it would run what they name. Here they
//!   are read like any other.
//! - Replacements (`refs/replace`) are not followed: an id stands for the same bytes for everyone. Other object
//!   stores (alternates) are, for clones that share their objects cannot be read without them.

mod commit;
mod day;
mod follow;
mod name;
mod trees;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use gix::ObjectId;
use gix::open::Options;
use gix::sec::Trust;

use crate::disk;
use crate::git::commit::Commit;
use crate::git::trees::Listing;
use crate::past::{Absent, Past, State};

/// The entry that makes a folder a worktree.
const DOT_GIT: &str = ".git";

/// The repository that a site lies in.
///
/// Tags and branches are looked up each time, for they can move while a preview runs. What an id stands for
/// never changes: commits are kept once they were read.
#[derive(Debug, Clone)]
pub struct Repository(Arc<Store>);

/// What all states of a repository share.
struct Store {
    git: gix::ThreadSafeRepository,
    /// The names that lead from the root of the states to the site's folder.
    site: Vec<String>,
    commits: Mutex<BTreeMap<ObjectId, Arc<Commit>>>,
    /// The files below a folder, by the folder's content.
    listings: Mutex<BTreeMap<ObjectId, Arc<Listing>>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let git_dir = self.git.git_dir();
        f.debug_struct("Store")
            .field("git", &git_dir)
            .field("site", &self.site)
            .finish_non_exhaustive()
    }
}

impl Repository {
    /// The repository that the site's folder lies in; nothing if it lies in none. A bare repository is a site's
    /// folder, too: its states are then read from their root.
    ///
    /// # Errors
    ///
    /// What calls itself a repository cannot be read.
    pub fn open(site: &Path) -> Result<Option<Self>, Absent> {
        let holder = disk::nearest_holder(site, DOT_GIT);
        let at_site = holder.as_ref().is_some_and(|(_, way)| way.is_empty());
        if !at_site && gix::discover::is_git(site).is_ok() {
            return Self::at(site, Vec::new()).map(Some);
        }
        holder.map(|(root, way)| Self::at(&root.join(DOT_GIT), way)).transpose()
    }

    fn at(git_dir: &Path, site: Vec<String>) -> Result<Self, Absent> {
        let options = Options::isolated()
            .with(Trust::Reduced)
            .open_path_as_is(true)
            .config_overrides(["core.useReplaceRefs=false"]);
        let git = options.open(git_dir).map_err(|error| unreadable(&error))?;
        // The library would find the names of such a repository missing.
        if git
            .to_thread_local()
            .config_snapshot()
            .plumbing()
            .string("extensions.refStorage")
            .is_some_and(|format| format == "reftable")
        {
            return Err(Absent::Unsupported { format: "reftable" });
        }
        let store = Store { git, site, commits: Mutex::default(), listings: Mutex::default() };
        Ok(Self(Arc::new(store)))
    }
}

impl Store {
    /// The state that a commit holds.
    fn commit(
        self: &Arc<Self>,
        git: &gix::Repository,
        id: ObjectId,
    ) -> Result<Arc<Commit>, Absent> {
        if let Some(commit) = lock(&self.commits).get(&id) {
            return Ok(Arc::clone(commit));
        }
        let commit = Arc::new(Commit::read(self, git, id)?);
        lock(&self.commits).insert(id, Arc::clone(&commit));
        Ok(commit)
    }
}

impl Past for Repository {
    fn state(&self, name: &str) -> Result<Arc<dyn State>, Absent> {
        let git = self.0.git.to_thread_local();
        let id = name::commit(&git, name)?;
        Ok(self.0.commit(&git, id)?)
    }

    fn former_paths(
        &self,
        newer: &dyn State,
        older: &dyn State,
        paths: &[&str],
    ) -> BTreeMap<String, String> {
        follow::former_paths(&self.0, newer, older, paths)
    }
}

/// What a lock guards is whole even if a thread panicked while it had it: entries are put in at once.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why a repository cannot be opened.
fn unreadable(error: &gix::Error) -> Absent {
    let text = reason(error);
    // The library names the key of the configuration, and not always the format.
    let folded = text.to_lowercase();
    if folded.contains("sha256") || folded.contains("objectformat") {
        return Absent::Unsupported { format: "SHA-256" };
    }
    Absent::Damaged { reason: text }
}

/// What cannot be read.
fn damaged(error: &gix::Error) -> Absent {
    Absent::Damaged { reason: reason(error) }
}

/// What the library says, on one line.
fn reason(error: &gix::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in error.iter_errors().take(4) {
        let part = part.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        if !part.is_empty() && !parts.iter().any(|said| said.contains(&part)) {
            parts.push(part);
        }
    }
    parts.join(": ")
}
