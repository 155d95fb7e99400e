//! What names stand for: tags, branches, ids, ancestors of them, and days.

use gix::bstr::BStr;
use gix::objs::Kind;
use gix::revision::Spec;
use gix::revision::spec::parse::{Error, ObjectKindHint, Options};
use gix::{ObjectId, Repository};
use unicode_normalization::UnicodeNormalization;

use crate::git::{damaged, day};
use crate::past::Absent;

/// The longest name that is looked up, in bytes. git allows 255 for each part of a tag's name.
const MOST_BYTES: usize = 1000;

/// How many similar names are told.
const MOST_NEAR: usize = 3;

/// How many meanings of a name are told.
const MOST_CANDIDATES: usize = 10;

/// How alike a name must be to be told, from 0 to 1.
const ALIKE: f64 = 0.5;

/// The commit that a name stands for. What git knows by that name goes before a day.
pub(super) fn commit(git: &Repository, name: &str) -> Result<ObjectId, Absent> {
    let odd = name.is_empty()
        || name.len() > MOST_BYTES
        || name.starts_with('-')
        || name.contains(char::is_control);
    if odd {
        return Err(Absent::Unknown { near: Vec::new(), shallow: is_shallow(git) });
    }
    // Of objects whose ids begin alike only commits are meant, and tags of them.
    let options =
        Options { object_kind_hint: Some(ObjectKindHint::Committish), ..Options::default() };
    match Spec::from_bstr(BStr::new(name), git, options) {
        Ok(spec) => commit_of(&spec),
        Err(error) => {
            if let Some(meant) = error.downcast_any_ref::<Error>().and_then(candidates) {
                return Err(Absent::Ambiguous { candidates: meant });
            }
            if let Some(day) = day::written_day(name) {
                return on_day(git, day);
            }
            Err(not_found(git, name, &error))
        }
    }
}

/// The commit that something is or leads to.
fn commit_of(spec: &Spec<'_>) -> Result<ObjectId, Absent> {
    // Two commits (`v1..v2`) are no state.
    let id = spec.single().ok_or(Absent::NoState)?;
    let object = id.object().map_err(|error| damaged(&error))?;
    let object = match object.kind {
        Kind::Tag => object.peel_tags_to_end().map_err(|error| damaged(&error))?,
        _ => object,
    };
    if object.kind == Kind::Commit { Ok(object.id) } else { Err(Absent::NoState) }
}

/// The last commit of a day.
fn on_day(git: &Repository, day: (i32, u32, u32)) -> Result<ObjectId, Absent> {
    match git.head().and_then(|mut head| head.try_peel_to_id()) {
        Ok(Some(head)) => day::last_commit(git, head.detach(), day),
        Ok(None) => Err(Absent::TooEarly { first: None, shallow: is_shallow(git) }),
        Err(error) => Err(damaged(&error)),
    }
}

/// Why nothing was found: there is nothing of that name, or it cannot be read.
fn not_found(git: &Repository, name: &str, error: &gix::Error) -> Absent {
    let stem = name.split(['~', '^', '@', ':']).next().unwrap_or(name);
    let there = match git.try_find_reference(stem) {
        Ok(Some(reference)) => stem == name && !is_unborn(git, reference.name().as_bstr()),
        Ok(None) => false,
        // A name that no reference can have is no damage.
        Err(error) => !error.is_validation(),
    };
    if there || error.is_corrupted() {
        return damaged(error);
    }
    Absent::Unknown { near: near(name, &names(git)), shallow: is_shallow(git) }
}

/// Whether a name is that of a branch that has no commit yet.
fn is_unborn(git: &Repository, name: &BStr) -> bool {
    git.head().is_ok_and(|head| head.is_unborn() && head.name().as_bstr() == name)
}

fn is_shallow(git: &Repository) -> bool {
    git.is_shallow().unwrap_or_default()
}

/// What a short id can mean.
fn candidates(error: &Error) -> Option<Vec<String>> {
    let (Error::AmbiguousPrefix { candidates, .. }
    | Error::AmbiguousRefAndObject { candidates, .. }) = error
    else {
        return None;
    };
    let told = candidates.iter().take(MOST_CANDIDATES);
    Some(told.map(|(id, what)| format!("{id} ({what})")).collect())
}

/// The names of all tags and branches, tags first.
fn names(git: &Repository) -> Vec<String> {
    let mut names = Vec::new();
    let Ok(references) = git.references() else { return names };
    let lists = [references.tags(), references.local_branches(), references.remote_branches()];
    for list in lists.into_iter().flatten() {
        let found = list.filter_map(Result::ok);
        names.extend(found.map(|reference| reference.name().shorten().to_string()));
    }
    names
}

/// The names that are like a written one, the likeliest first.
fn near(written: &str, names: &[String]) -> Vec<String> {
    let folded = |text: &str| text.nfkc().flat_map(char::to_lowercase).collect::<String>();
    let target = folded(written);
    let mut near: Vec<(f64, &String)> = names
        .iter()
        .map(|name| (likeness(&target, &folded(name)), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    // Equal ones keep their order: tags first, by name.
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    near.dedup_by(|(_, a), (_, b)| a == b);
    near.into_iter().take(MOST_NEAR).map(|(_, name)| name.clone()).collect()
}

/// How alike two names are. One that begins or ends like the other is, however much longer it is.
fn likeness(a: &str, b: &str) -> f64 {
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let part =
        shorter.chars().count() >= 2 && (longer.starts_with(shorter) || longer.ends_with(shorter));
    let alike = strsim::normalized_damerau_levenshtein(a, b);
    if part { alike.max(ALIKE) } else { alike }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_first() {
        let names = [
            "hachioji-2023",
            "hachioji-2025",
            "令和5年4月改定",
            "令和7年4月改定",
            "main",
            "origin/main",
        ];
        let names = names.map(str::to_owned);
        let check = |written: &str, expected: &[&str]| {
            assert_eq!(near(written, &names), expected, "{written}");
        };
        check("hachioji-2024", &["hachioji-2023", "hachioji-2025"]);
        check("ＨＡＣＨＩＯＪＩ-2023", &["hachioji-2023", "hachioji-2025"]);
        check("hachioji", &["hachioji-2023", "hachioji-2025"]);
        check("2025", &["hachioji-2025"]);
        check("令和7年改定", &["令和7年4月改定", "令和5年4月改定"]);
        check("mian", &["main"]);
        check("v1", &[]);
    }
}
