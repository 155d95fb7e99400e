//! The list of the files that hoshin wrote into a folder: what it may replace and remove.
//!
//! It lies in a folder that others can change, so nothing in it is believed but the form: an entry is
//! a path inside the folder and not one of hoshin's own files, or it is left out.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::site::SitePath;

/// The list's name in the output folder.
pub(super) const MANIFEST: &str = ".hoshin-manifest";

/// What the names of half-written files begin with.
pub(super) const TEMPORARY: &str = ".hoshin-tmp-";

/// The first line: what the file is, and the version of its form.
const HEADER: &str = "# hoshin manifest 1: the files that hoshin wrote here";

/// A set of site paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeSet<SitePath>);

impl Manifest {
    /// Reads a list; nothing if it has not the form that this version writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return None;
        }
        Some(lines.filter_map(|line| SitePath::new(unescape(line))).collect())
    }

    /// The list as it is written.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for path in &self.0 {
            text.push_str(&escape(path.as_str()));
            text.push('\n');
        }
        text
    }

    /// Whether the list holds a path.
    pub(super) fn contains(&self, path: &SitePath) -> bool {
        self.0.contains(path)
    }

    /// Whether the list holds a path below this folder.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.0.iter().any(|path| {
            path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// The paths in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &SitePath> {
        self.0.iter()
    }

    /// What either list holds.
    pub(super) fn union(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).cloned().collect()
    }
}

impl FromIterator<SitePath> for Manifest {
    fn from_iter<T: IntoIterator<Item = SitePath>>(paths: T) -> Self {
        Self(paths.into_iter().filter(|path| !is_reserved(path)).collect())
    }
}

/// Whether a path names a file that hoshin keeps for itself.
pub(super) fn is_reserved(path: &SitePath) -> bool {
    path.as_str().split('/').any(|name| name == MANIFEST || name.starts_with(TEMPORARY))
}

/// Paths by the name that a file system may take for the same: some do not tell capitals from small
/// letters, nor the ways in which Unicode composes が.
pub(super) struct Twins<'a>(BTreeMap<String, Vec<&'a SitePath>>);

impl<'a> Twins<'a> {
    pub(super) fn of(paths: impl Iterator<Item = &'a SitePath>) -> Self {
        let mut twins: BTreeMap<String, Vec<&'a SitePath>> = BTreeMap::new();
        for path in paths {
            twins.entry(folded(path)).or_default().push(path);
        }
        Self(twins)
    }

    /// The paths that might name the same file; the path itself is not among them.
    pub(super) fn of_path(&self, path: &SitePath) -> impl Iterator<Item = &'a SitePath> {
        let twins = self.0.get(&folded(path)).map(Vec::as_slice).unwrap_or_default();
        twins.iter().copied().filter(move |&twin| twin != path)
    }
}

fn folded(path: &SitePath) -> String {
    path.as_str().nfc().flat_map(char::to_lowercase).collect()
}

/// A site path has no backslash, so one can stand for a line end in a name.
fn escape(path: &str) -> String {
    path.replace('\n', "\\n").replace('\r', "\\r")
}

fn unescape(line: &str) -> String {
    line.replace("\\n", "\n").replace("\\r", "\r")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).expect("a valid path")
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let paths = ["八王子/index.html", "a\nb\r.html", "index.html", "assets/é.css"];
        let list: Manifest = paths.into_iter().map(path).collect();
        assert_eq!(Manifest::parse(&list.to_text()), Some(list));
    }

    #[test]
    fn a_list_is_not_believed() {
        let hostile =
            "../x\n/etc/passwd\na/../../x\n.hoshin-manifest\na/.hoshin-tmp-1\nC:\\x\n\nok.html";
        let list = Manifest::parse(&format!("{HEADER}\n{hostile}")).expect("the header is right");
        assert_eq!(list.iter().map(SitePath::as_str).collect::<Vec<_>>(), ["ok.html"]);
        assert_eq!(Manifest::parse(""), None);
        assert_eq!(Manifest::parse("# hoshin manifest 2\nx"), None);
    }

    #[test]
    fn names_that_a_system_may_confuse_are_twins() {
        let paths = [path("a/Ä.html"), path("b.html"), path("a/ä.html")];
        let twins = Twins::of(paths.iter());
        let check = |text: &str, expected: &[&SitePath]| {
            assert_eq!(twins.of_path(&path(text)).collect::<Vec<_>>(), expected, "{text}");
        };
        check("a/Ä.html", &[&paths[2]]);
        check("A/a\u{308}.HTML", &[&paths[0], &paths[2]]);
        check("b.html", &[]);
    }
}
