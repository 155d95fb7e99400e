//! Where a path leads, seen from another folder.

use std::fs;
use std::path::{Path, PathBuf, absolute};

use crate::source::nfc;

/// A path as seen from the site's folder, with `/`, if it lies there. Both are understood from the
/// folder `here`.
pub fn place_in_site(here: &Path, root: &Path, path: &Path) -> Option<String> {
    let path = here.join(path);
    // The last name of a link is kept: it is the link that is a part of the site.
    let link = absolute(&path).ok()?;
    let place = whole(link.parent()?)?.join(link.file_name()?);
    let root = whole(&here.join(root))?;
    let below = place.strip_prefix(&root).ok().map(Path::to_owned);
    let below = below.or_else(|| whole(&path)?.strip_prefix(&root).ok().map(Path::to_owned))?;
    Some(nfc(&names(&below)?.join("/")).into_owned())
}

/// The names of the folders that lead from one folder to another; nothing unless the one lies in the other.
pub fn folders_between(here: &Path, folder: &Path) -> Option<Vec<String>> {
    let folder = fs::canonicalize(here.join(folder)).ok()?;
    let below = folder.strip_prefix(fs::canonicalize(here).ok()?).ok()?.to_owned();
    Some(names(&below)?.into_iter().map(str::to_owned).collect())
}

/// The nearest folder from `folder` upwards that holds something of this name, and the names that lead from there
/// back to `folder`; all links followed.
pub(crate) fn nearest_holder(folder: &Path, name: &str) -> Option<(PathBuf, Vec<String>)> {
    let folder = dunce::canonicalize(folder).ok()?;
    let holder = folder.ancestors().find(|at| fs::symlink_metadata(at.join(name)).is_ok())?;
    let below = folder.strip_prefix(holder).ok()?;
    let way = below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    Some((holder.to_owned(), way))
}

/// A path with all links followed; of what is not there, as far as its text tells.
fn whole(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).or_else(|_| absolute(path)).ok()
}

fn names(path: &Path) -> Option<Vec<&str>> {
    path.iter().map(|name| name.to_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_site() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        fs::create_dir_all(here.join("site/content/x")).unwrap();
        let check = |root: &str, path: &str, expected: Option<&str>| {
            let place = place_in_site(here, Path::new(root), Path::new(path));
            assert_eq!(place.as_deref(), expected, "{root} {path}");
        };
        check("site", "site/content/x", Some("content/x"));
        check("site", "./site/content/", Some("content"));
        check("site", "site", Some(""));
        check("site", "site/content/か\u{3099}.md", Some("content/が.md"));
        check("site/content", "site/x", None);
        let whole = here.join("site/content/a.md");
        check("site", whole.to_str().unwrap(), Some("content/a.md"));
    }

    #[test]
    fn a_folder_is_found_only_in_another() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        fs::create_dir_all(here.join("a/b")).unwrap();
        let between = |here: &Path, folder: &str| folders_between(here, Path::new(folder));
        assert_eq!(between(here, "a/b"), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(between(here, "."), Some(Vec::new()));
        assert_eq!(between(&here.join("a"), ".."), None);
        assert_eq!(between(here, "c"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_a_part_of_the_site_wherever_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        fs::create_dir_all(here.join("site/content")).unwrap();
        fs::write(here.join("a.md"), "").unwrap();
        std::os::unix::fs::symlink("../../a.md", here.join("site/content/a.md")).unwrap();
        std::os::unix::fs::symlink("site", here.join("link")).unwrap();
        for path in ["site/content/a.md", "link/content/a.md"] {
            for root in ["site", "link"] {
                let place = place_in_site(here, Path::new(root), Path::new(path));
                assert_eq!(place.as_deref(), Some("content/a.md"), "{root} {path}");
            }
        }
    }
}
