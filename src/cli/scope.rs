//! Which files of a site the arguments of a command name.

use std::path::{Path, PathBuf};

use crate::cli::here;
use crate::disk;
use crate::source::Project;

/// The files that are reported on. All files are read whatever it holds.
pub(super) struct Scope {
    /// Paths from the site's folder, with `/`; none means everything.
    paths: Vec<String>,
}

impl Scope {
    /// Understands paths as seen from the current folder or else, as messages show them, from the
    /// site's folder; each must be, or hold, a source of the site.
    pub(super) fn new(
        root: &Path,
        paths: &[PathBuf],
        project: &Project,
    ) -> Result<Self, disk::Error> {
        let here = here().unwrap_or_default();
        let source = |path: &Path| {
            let one = Self { paths: vec![disk::place_in_site(&here, root, path)?] };
            let known = project.sources().any(|(_, file)| one.holds(file.path()));
            known.then_some(one.paths)
        };
        let mut scope = Self { paths: Vec::new() };
        for path in paths {
            let found = source(path).or_else(|| source(&root.join(path)));
            let outside = || disk::Error::NotInSite { path: path.clone() };
            scope.paths.extend(found.ok_or_else(outside)?);
        }
        Ok(scope)
    }

    /// Whether a file is reported on, by its path from the site's folder.
    pub(super) fn holds(&self, file: &str) -> bool {
        let is_in = |path: &String| {
            let rest = file.strip_prefix(path.as_str());
            rest.is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        self.paths.is_empty() || self.paths.iter().any(is_in)
    }
}

/// The way from the current folder to the site's, with `/` at its end; empty where they are the same
/// or the site lies elsewhere.
pub(super) fn folder_from_here(root: &Path) -> String {
    let folders = here().and_then(|here| disk::folders_between(&here, root)).unwrap_or_default();
    folders.into_iter().map(|name| name + "/").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_what_is_below_it() {
        let check = |paths: &[&str], file: &str, expected: bool| {
            let scope = Scope { paths: paths.iter().map(|path| (*path).to_owned()).collect() };
            assert_eq!(scope.holds(file), expected, "{paths:?} {file}");
        };
        check(&[], "content/a.md", true);
        check(&[""], "content/a.md", true);
        check(&["content/a"], "content/a/index.md", true);
        check(&["content/a"], "content/ab.md", false);
        check(&["content/a.md"], "content/a.md", true);
        check(&["hoshin.yaml", "content/b"], "content/b/x/y.md", true);
        check(&["hoshin.yaml"], "content/a.md", false);
    }
}
