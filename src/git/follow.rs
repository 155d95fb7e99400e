//! What files were called before they were renamed.
//!
//! The commits between two states are looked at once, the newest first. git keeps no renames: a file that came in
//! a commit was another one before if that one went in the same commit and says the same, or about the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gix::revision::walk::Sorting;
use gix::traverse::commit::simple::CommitTimeOrder;
use gix::{ObjectId, Repository};

use crate::git::Store;
use crate::git::commit::blob;
use crate::git::trees::{self, Entry, Moves};
use crate::past::State;

/// The folder whose files are followed.
const CONTENT: &str = "content";

/// The share of lines that two files must have in common to be one, in percent.
const ALIKE: usize = 50;

/// How many pairs of files of one commit are compared by their lines. Where more came and went at once, a site
/// was rebuilt rather than renamed, and only equal files are followed.
const MOST_PAIRS: usize = 10_000;

/// The memory for objects that are read more than once, in bytes.
const CACHE: usize = 4 * 1024 * 1024;

/// The files that are followed: their paths in the newer state, and what they are called in the commit that the
/// walk has come to.
type Followed = BTreeMap<String, String>;

/// The bytes of a file by its path.
type Read<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// See [`Past::former_paths`](crate::past::Past::former_paths).
pub(super) fn former_paths(
    store: &Arc<Store>,
    newer: &dyn State,
    older: &dyn State,
    paths: &[&str],
) -> BTreeMap<String, String> {
    // What has the same path in both was not renamed.
    let wanted: BTreeSet<&str> =
        paths.iter().copied().filter(|path| !older.files().contains_key(*path)).collect();
    let mut found = equal_files(newer, older, &wanted);
    let rest = |found: &Followed| -> Followed {
        let missing = wanted.iter().filter(|path| !found.contains_key(**path));
        missing.map(|path| ((*path).to_owned(), (*path).to_owned())).collect()
    };
    if found.len() < wanted.len() {
        let walked = through_commits(store, newer, older, rest(&found)).unwrap_or_default();
        let there = |(path, now): &(String, String)| path != now && older.files().contains_key(now);
        found.extend(walked.into_iter().filter(there));
    }
    // Where the commits do not lead from one state to the other, the states themselves may tell.
    let mut left = rest(&found);
    follow_between(newer, older, &mut left, &found.values().map(String::as_str).collect());
    found.extend(left);
    found
}

/// The files that are the same, byte for byte, as one that went; found only if no other one can be meant.
fn equal_files(newer: &dyn State, older: &dyn State, wanted: &BTreeSet<&str>) -> Followed {
    let mut went: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for (path, content) in older.files() {
        if !newer.files().contains_key(path) {
            went.entry(content).or_default().push(path);
        }
    }
    let mut found = Followed::new();
    for path in wanted {
        let Some(content) = newer.files().get(*path) else { continue };
        if went.get(content.as_str()).is_some_and(|paths| paths.len() == 1)
            && let Some([former]) = went.remove(content.as_str()).as_deref()
        {
            found.insert((*path).to_owned(), (*former).clone());
        }
    }
    found
}

/// Follows files from one state to another, whatever lies between; those that are in `taken` went elsewhere.
fn follow_between(
    newer: &dyn State,
    older: &dyn State,
    followed: &mut Followed,
    taken: &BTreeSet<&str>,
) {
    let came = followed.values().filter(|path| !older.files().contains_key(*path));
    let came: Vec<&str> = came.map(String::as_str).collect();
    let gone = |path: &&str| {
        !newer.files().contains_key(*path) && !taken.contains(path) && path.starts_with(CONTENT)
    };
    let went: Vec<&str> = older.files().keys().map(String::as_str).filter(gone).collect();
    let origins = alike(&came, &went, [&|path| newer.read(path), &|path| older.read(path)]);
    let came: BTreeSet<String> = came.into_iter().map(str::to_owned).collect();
    go_back(followed, &came, &origins);
}

/// What files were called before they came. Those that were nothing before are not followed any more.
fn go_back(followed: &mut Followed, came: &BTreeSet<String>, origins: &Followed) {
    followed.retain(|_, now| {
        if let Some(origin) = origins.get(now) {
            now.clone_from(origin);
            return true;
        }
        !came.contains(now)
    });
}

/// What the files were called in the older state, as far as the commits between tell; nothing if the older state
/// is none of this repository.
fn through_commits(
    store: &Arc<Store>,
    newer: &dyn State,
    older: &dyn State,
    mut followed: Followed,
) -> Option<Followed> {
    let mut git = store.git.to_thread_local();
    git.object_cache_size(CACHE);
    let commit = |state: &dyn State| {
        let id = ObjectId::from_hex(state.id().as_bytes()).ok()?;
        git.find_commit(id).is_ok().then_some(id)
    };
    let end = commit(older)?;
    let start = if let Some(id) = commit(newer) {
        id
    } else {
        // Files that are not committed yet: what they were called in the last commit comes first.
        let head = git.head_id().ok()?.detach();
        let last = store.commit(&git, head).ok()?;
        follow_between(newer, &*last, &mut followed, &BTreeSet::new());
        head
    };
    let walk = git
        .rev_walk([start])
        .with_hidden([end])
        .sorting(Sorting::ByCommitTime(CommitTimeOrder::NewestFirst))
        .all()
        .ok()?;
    let mut folders = Folders { store, git: &git, last: None };
    for commit in walk.map_while(Result::ok) {
        if followed.is_empty() {
            break;
        }
        // What a merge brings was done in a commit that it merges.
        let [parent] = commit.parent_ids[..] else { continue };
        let Ok(after) = folders.of(commit.id) else { break };
        let Ok(before) = folders.of(parent) else { break };
        let holds = |folder: Option<ObjectId>, now: &str| {
            folder.is_some_and(|folder| trees::holds(&git, folder, below(now)))
        };
        let came = |now: &String| !holds(before, now) && holds(after, now);
        if before == after || !followed.values().any(came) {
            continue;
        }
        let Ok(moves) = Moves::between(&git, [before, after], CONTENT) else { break };
        follow_moves(&git, &moves, &mut followed);
    }
    Some(followed)
}

/// The path below `content/`.
fn below(path: &str) -> &str {
    path.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/')).unwrap_or(path)
}

/// Follows files through one commit.
fn follow_moves(git: &Repository, moves: &Moves, followed: &mut Followed) {
    let came: BTreeSet<String> =
        followed.values().filter(|now| moves.came.contains_key(*now)).cloned().collect();
    if came.is_empty() {
        return;
    }
    let mut origins = Followed::new();
    let mut went = moves.went.clone();
    for path in &came {
        let same = went.iter().find(|(_, id)| moves.came.get(path) == Some(id));
        if let Some(former) = same.map(|(former, _)| former.clone()) {
            went.remove(&former);
            origins.insert(path.clone(), former);
        }
    }
    let changed: Vec<&str> =
        came.iter().filter(|path| !origins.contains_key(*path)).map(String::as_str).collect();
    let went: Vec<&str> = went.keys().map(String::as_str).collect();
    let after = |path: &str| blob(git, *moves.came.get(path)?);
    let before = |path: &str| blob(git, *moves.went.get(path)?);
    origins.extend(alike(&changed, &went, [&after, &before]));
    go_back(followed, &came, &origins);
}

/// The `content/` of commits.
struct Folders<'a> {
    store: &'a Store,
    git: &'a Repository,
    /// The tree that was read last: most commits follow each other, and each is asked for twice.
    last: Option<(ObjectId, Option<ObjectId>)>,
}

impl Folders<'_> {
    /// The folder in a commit, if it is there.
    fn of(&mut self, commit: ObjectId) -> Result<Option<ObjectId>, gix::Error> {
        let tree = self.git.find_commit(commit)?.tree_id()?.detach();
        if let Some((_, folder)) = self.last.filter(|(known, _)| *known == tree) {
            return Ok(folder);
        }
        let entry = trees::site_entries(self.store, self.git, tree).ok();
        let folder = match entry.and_then(|mut entries| entries.remove(CONTENT)) {
            Some(Entry::Folder(id)) => Some(id),
            _ => None,
        };
        self.last = Some((tree, folder));
        Ok(folder)
    }
}

/// Which of the files that went each one that came was, by what they say: the likest pair first.
fn alike(came: &[&str], went: &[&str], [after, before]: [Read<'_>; 2]) -> Followed {
    if came.is_empty() || came.len().saturating_mul(went.len()) > MOST_PAIRS {
        return Followed::new();
    }
    let read = |paths: &[&str], read: Read<'_>| -> Vec<Lines> {
        paths.iter().map(|path| Lines::of(&read(path).unwrap_or_default())).collect()
    };
    let (new, old) = (read(came, after), read(went, before));
    let mut pairs = Vec::new();
    for (at_new, new) in new.iter().enumerate() {
        for (at_old, old) in old.iter().enumerate() {
            let common = new.in_common(old);
            let share = 100 * common / new.count.max(old.count).max(1);
            if share >= ALIKE {
                pairs.push((usize::MAX - common, at_new, at_old));
            }
        }
    }
    pairs.sort_unstable();
    let mut origins = Followed::new();
    let mut taken = BTreeSet::new();
    for (_, at_new, at_old) in pairs {
        if !origins.contains_key(came[at_new]) && taken.insert(at_old) {
            origins.insert(came[at_new].to_owned(), went[at_old].to_owned());
        }
    }
    origins
}

/// The lines of a file that say something, and how often each is there.
struct Lines {
    lines: BTreeMap<Vec<u8>, usize>,
    count: usize,
}

impl Lines {
    fn of(bytes: &[u8]) -> Self {
        let mut lines = BTreeMap::new();
        let mut count = 0;
        let said = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        for line in said.filter(|line| !line.is_empty()) {
            *lines.entry(line.to_vec()).or_default() += 1;
            count += 1;
        }
        Self { lines, count }
    }

    fn in_common(&self, other: &Self) -> usize {
        let both = self
            .lines
            .iter()
            .filter_map(|(line, count)| other.lines.get(line).map(|theirs| *count.min(theirs)));
        both.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likest_file_is_the_former_one() {
        let old = [("a.md", "一\n二\n三\n四\n"), ("b.md", "一\n二\n三\n五\n"), ("c.md", "別\n")];
        let check = |new: &str, expected: Option<&str>| {
            let went: Vec<&str> = old.iter().map(|(path, _)| *path).collect();
            let before = |path: &str| {
                old.iter().find(|(name, _)| *name == path).map(|(_, text)| text.as_bytes().to_vec())
            };
            let after = |_: &str| Some(new.as_bytes().to_vec());
            let origins = alike(&["new.md"], &went, [&after, &before]);
            assert_eq!(origins.get("new.md").map(String::as_str), expected, "{new}");
        };
        check("一\n二\n三\n五\n六\n", Some("b.md"));
        check("一\r\n\n二\r\n三\r\n四\r\n", Some("a.md"));
        check("一\n二\n", Some("a.md"));
        check("一\n六\n七\n八\n", None);
        check("", None);
    }
}
