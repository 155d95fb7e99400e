//! Where a site may be written: never over its own sources.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::disk::error::Error;
use crate::disk::read::FOLDERS;

/// Refuses an output folder that is the site's own folder, lies around it, or lies in one of the
/// folders that the site is read from. Neither folder needs to exist.
pub fn check_output(root: &Path, output: &Path) -> Result<(), Error> {
    let site = resolved(root);
    let target = resolved(output);
    let over_sources = site.starts_with(&target)
        || FOLDERS.iter().any(|folder| target.starts_with(resolved(&root.join(folder))));
    if over_sources {
        return Err(Error::OutputOverSources { path: output.to_owned() });
    }
    Ok(())
}

/// The path with the links and the `..` in it followed. What does not exist yet holds no link, so
/// there `..` can be taken by the letter.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut resolved = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            other => resolved.push(other),
        }
        if let Ok(real) = fs::canonicalize(&resolved) {
            resolved = real;
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("content/a")).unwrap();
        fs::create_dir_all(folder.path().join("site-output")).unwrap();
        let check = |output: &str, allowed: bool| {
            assert_eq!(check_output(&site, &site.join(output)).is_ok(), allowed, "{output:?}");
        };
        check("output", true);
        check("public/html", true);
        check("../site-output", true);
        check("../elsewhere", true);
        check("contents", true);
        check("", false);
        check(".", false);
        check("..", false);
        check("/", false);
        check("content", false);
        check("content/new/folder", false);
        check("output/../content/new", false);
        check("new/../../site", false);
        check("themes", false);
        check("outlines/x", false);
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_hide_the_sources() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("content")).unwrap();
        std::os::unix::fs::symlink("content", site.join("link")).unwrap();
        assert!(check_output(&site, &site.join("link/x")).is_err());
        std::os::unix::fs::symlink(&site, folder.path().join("other")).unwrap();
        assert!(check_output(&folder.path().join("other"), &site.join("content")).is_err());
    }
}
