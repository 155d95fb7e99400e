//! A state of a site: its files in one commit.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use gix::ObjectId;
use gix::objs::Kind;

use crate::git::{Store, damaged, day, trees};
use crate::past::{Absent, State};
use crate::source::MAX_TEXT_BYTES;

/// The most bytes of a file that are read: what is larger is no text of a site.
const MOST_BYTES: u64 = MAX_TEXT_BYTES as u64 * 4;

/// The files of a site in one commit.
pub(super) struct Commit {
    store: Arc<Store>,
    id: String,
    day: (i32, u32, u32),
    files: BTreeMap<String, String>,
}

impl Commit {
    /// Reads which files a commit holds; their contents are read when they are asked for.
    pub(super) fn read(
        store: &Arc<Store>,
        git: &gix::Repository,
        id: ObjectId,
    ) -> Result<Self, Absent> {
        let read = || {
            let commit = git.find_commit(id)?;
            Ok((commit.tree_id()?.detach(), commit.time()?))
        };
        let (tree, time) = read().map_err(|error| damaged(&error))?;
        let site = trees::site_entries(store, git, tree)?;
        let files = trees::site_files(store, git, &site)?;
        Ok(Self {
            store: Arc::clone(store),
            id: id.to_string(),
            day: day::local_day(time),
            files: files.into_iter().map(|(path, id)| (path, id.to_string())).collect(),
        })
    }
}

impl State for Commit {
    fn id(&self) -> &str {
        &self.id
    }

    fn day(&self) -> (i32, u32, u32) {
        self.day
    }

    fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        let id = ObjectId::from_hex(self.files.get(path)?.as_bytes()).ok()?;
        blob(&self.store.git.to_thread_local(), id)
    }
}

/// The bytes of a file; nothing if they are not there, damaged, or too many.
pub(super) fn blob(git: &gix::Repository, id: ObjectId) -> Option<Vec<u8>> {
    let header = git.find_header(id).ok()?;
    if header.kind() != Kind::Blob || header.size() > MOST_BYTES {
        return None;
    }
    Some(git.find_object(id).ok()?.detach().data)
}

impl fmt::Debug for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Commit")
            .field("id", &self.id)
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}
