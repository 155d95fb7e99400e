//! The files of a commit's tree that are a site's.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::sync::Arc;

use gix::ObjectId;
use gix::objs::tree::EntryKind;

use crate::disk;
use crate::git::{Store, damaged, lock};
use crate::past::Absent;
use crate::source::nfc;

/// The settings of a site.
const SETTINGS: &str = "hoshin.yaml";

/// The folders of a site that are compared.
const FOLDERS: [&str; 2] = ["content", "outlines"];

/// How deep folders may lie in each other. No author comes near; a repository that means harm does.
const MOST_DEPTH: usize = 64;

/// How many files a state may have: a few small trees that hold each other many times over make billions.
const MOST_FILES: usize = 200_000;

/// The files below a folder: paths from there, in NFC, and their contents.
pub(super) type Listing = Vec<(String, ObjectId)>;

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    File(ObjectId),
    Folder(ObjectId),
}

/// The entries of a tree that can be a site's, by their names in NFC. Links, submodules and names that are no
/// text or no names are left out; of two names that are one the first counts.
pub(super) fn entries(
    git: &gix::Repository,
    tree: ObjectId,
) -> Result<BTreeMap<String, Entry>, gix::Error> {
    let mut entries = BTreeMap::new();
    for entry in git.find_tree(tree)?.iter() {
        let entry = entry?;
        let id = entry.object_id();
        let what = match entry.mode().kind() {
            EntryKind::Tree => Entry::Folder(id),
            EntryKind::Blob | EntryKind::BlobExecutable => Entry::File(id),
            EntryKind::Link | EntryKind::Commit => continue,
        };
        let name = std::str::from_utf8(entry.filename()).ok();
        if let Some(name) = name.filter(|name| is_name(name)) {
            entries.entry(nfc(name).into_owned()).or_insert(what);
        }
    }
    Ok(entries)
}

/// Whether a folder holds something at a path below it. Quicker than reading its entries, for most commits of a long
/// history are asked.
pub(super) fn holds(git: &gix::Repository, folder: ObjectId, path: &str) -> bool {
    let mut tree = folder;
    for name in path.split('/') {
        let is_it = |written: &[u8]| {
            let other = |written| nfc(written) == name;
            written == name.as_bytes()
                || (!written.is_ascii() && std::str::from_utf8(written).is_ok_and(other))
        };
        let Ok(object) = git.find_tree(tree) else { return false };
        let found = object.iter().filter_map(Result::ok).find(|entry| is_it(entry.filename()));
        let Some(found) = found else { return false };
        tree = found.object_id();
    }
    true
}

/// Whether a name of a tree names something in a folder. Others are not made by git.
fn is_name(name: &str) -> bool {
    !matches!(name, "" | "." | "..") && !name.contains(['/', '\0'])
}

/// The entries of the site's folder in a commit's tree.
///
/// # Errors
///
/// The folder is not in that commit, is a file there, or is no site.
pub(super) fn site_entries(
    store: &Store,
    git: &gix::Repository,
    root: ObjectId,
) -> Result<BTreeMap<String, Entry>, Absent> {
    let mut found = entries(git, root).map_err(|error| damaged(&error))?;
    for name in &store.site {
        let Some(Entry::Folder(id)) = found.get(nfc(name).as_ref()) else {
            return Err(Absent::NoSite);
        };
        found = entries(git, *id).map_err(|error| damaged(&error))?;
    }
    let settings = matches!(found.get(SETTINGS), Some(Entry::File(_)));
    let content = matches!(found.get(FOLDERS[0]), Some(Entry::Folder(_)));
    if settings || content { Ok(found) } else { Err(Absent::NoSite) }
}

/// The files of a site: paths from its folder, and their contents.
pub(super) fn site_files(
    store: &Store,
    git: &gix::Repository,
    site: &BTreeMap<String, Entry>,
) -> Result<BTreeMap<String, ObjectId>, Absent> {
    let mut files = BTreeMap::new();
    if let Some(Entry::File(id)) = site.get(SETTINGS) {
        files.insert(SETTINGS.to_owned(), *id);
    }
    for folder in FOLDERS {
        if let Some(Entry::Folder(id)) = site.get(folder) {
            let listing = listing(store, git, *id, 0)?;
            files.extend(listing.iter().map(|(path, id)| (format!("{folder}/{path}"), *id)));
        }
    }
    Ok(files)
}

/// The files below a folder. Folders of the same content are read once.
fn listing(
    store: &Store,
    git: &gix::Repository,
    tree: ObjectId,
    depth: usize,
) -> Result<Arc<Listing>, Absent> {
    if let Some(listing) = lock(&store.listings).get(&tree) {
        return Ok(Arc::clone(listing));
    }
    let too_much = || Absent::Damaged { reason: "a tree that has no end".to_owned() };
    if depth > MOST_DEPTH {
        return Err(too_much());
    }
    let mut files = Listing::new();
    for (name, entry) in entries(git, tree).map_err(|error| damaged(&error))? {
        match entry {
            _ if disk::is_hidden(OsStr::new(&name), FOLDERS[0]) => {}
            Entry::File(id) => files.push((name, id)),
            Entry::Folder(id) => {
                let below = listing(store, git, id, depth + 1)?;
                files.extend(below.iter().map(|(path, id)| (format!("{name}/{path}"), *id)));
            }
        }
        if files.len() > MOST_FILES {
            return Err(too_much());
        }
    }
    let files = Arc::new(files);
    lock(&store.listings).insert(tree, Arc::clone(&files));
    Ok(files)
}

/// The files that came and that went between two states of a folder. Folders of the same content are not read.
#[derive(Debug, Default)]
pub(super) struct Moves {
    pub(super) came: BTreeMap<String, ObjectId>,
    pub(super) went: BTreeMap<String, ObjectId>,
}

impl Moves {
    /// What came and went below a folder, whose path is given.
    pub(super) fn between(
        git: &gix::Repository,
        [old, new]: [Option<ObjectId>; 2],
        path: &str,
    ) -> Result<Self, gix::Error> {
        let mut moves = Self::default();
        moves.add(git, [old, new], path, 0)?;
        Ok(moves)
    }

    fn add(
        &mut self,
        git: &gix::Repository,
        [old, new]: [Option<ObjectId>; 2],
        path: &str,
        depth: usize,
    ) -> Result<(), gix::Error> {
        if old == new || depth > MOST_DEPTH || self.came.len() + self.went.len() > MOST_FILES {
            return Ok(());
        }
        let read = |id: Option<ObjectId>| id.map_or(Ok(BTreeMap::new()), |id| entries(git, id));
        let (old, new) = (read(old)?, read(new)?);
        let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let (before, after) = (old.get(name), new.get(name));
            if before == after {
                continue;
            }
            let path = format!("{path}/{name}");
            let folder = |entry: Option<&Entry>| match entry {
                Some(Entry::Folder(id)) => Some(*id),
                _ => None,
            };
            self.add(git, [folder(before), folder(after)], &path, depth + 1)?;
            match (before, after) {
                (Some(Entry::File(id)), None | Some(Entry::Folder(_))) => {
                    self.went.insert(path, *id);
                }
                (None | Some(Entry::Folder(_)), Some(Entry::File(id))) => {
                    self.came.insert(path, *id);
                }
                _ => {}
            }
        }
        Ok(())
    }
}
