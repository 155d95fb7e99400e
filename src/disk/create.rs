//! New files beside those that are there: none is ever overwritten.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::disk::error::{Action, Error};
use crate::disk::folder::{Folder, Kind, folders_above, new_file};

/// Writes new files below a folder, which is made if need be. If one of them exists, or something else
/// stands in the way, nothing is written; what fails half-way is taken back. Paths have `/`.
pub fn create(root: &Path, files: &[(&str, &str)]) -> Result<(), Error> {
    let go_on = || Ok(());
    let folder = Folder::new(root, &go_on);
    // The folder itself may well be a link to one; below it, a link may lead anywhere.
    if !root.is_dir() && fs::symlink_metadata(root).is_ok() {
        return Err(Error::NoFolder { path: root.to_owned() });
    }
    check_free(&folder, files)?;
    let mut made = Made::default();
    let written = files.iter().try_for_each(|(name, text)| made.file(&folder, name, text));
    if written.is_err() {
        made.take_back();
    }
    written
}

/// Fails with all files that exist, or with the first thing that stands where a folder must be.
fn check_free(folder: &Folder<'_>, files: &[(&str, &str)]) -> Result<(), Error> {
    let mut paths = Vec::new();
    for (name, _) in files {
        for above in folders_above(name) {
            if !matches!(folder.kind(above)?, Kind::Folder | Kind::Nothing) {
                return Err(Error::NoFolder { path: folder.path(above) });
            }
        }
        if folder.kind(name)? != Kind::Nothing {
            paths.push(folder.path(name));
        }
    }
    if paths.is_empty() { Ok(()) } else { Err(Error::Exists { paths }) }
}

/// What was made so far.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, folder: &Folder<'_>, name: &str, text: &str) -> Result<(), Error> {
        let path = folder.path(name);
        let parent = path.parent().expect("a name in the folder");
        self.folder(folder, parent).map_err(Error::io(Action::Write, parent))?;
        let put = || -> io::Result<()> {
            let mut file = new_file(parent)?;
            file.write_all(text.as_bytes())?;
            file.persist_noclobber(&path).map(drop).map_err(|error| error.error)
        };
        put().map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Error::Exists { paths: vec![path.clone()] },
            _ => Error::io(Action::Write, &path)(error),
        })?;
        self.files.push(path);
        Ok(())
    }

    /// Makes a folder and those that it lies in. A link in the place of a folder below the root stops it,
    /// even one that was put there since all was found free.
    fn folder(&mut self, root: &Folder<'_>, path: &Path) -> io::Result<()> {
        let there = if root.is_below(path) {
            fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
        } else {
            path.is_dir() || path.as_os_str().is_empty()
        };
        if there {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.folder(root, parent)?;
        }
        fs::create_dir(path)?;
        self.folders.push(path.to_owned());
        Ok(())
    }

    /// Removes what was made. What cannot be removed stays: the reason to give up is told anyway.
    fn take_back(&self) {
        for file in &self.files {
            drop(fs::remove_file(file));
        }
        for folder in self.folders.iter().rev() {
            drop(fs::remove_dir(folder));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 3] = [("a.md", "甲"), ("x/y/b.md", "乙"), ("x/c.md", "丙")];

    #[test]
    fn files_are_made_with_their_folders() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("new/site");
        create(&root, &FILES).unwrap();
        for (name, text) in FILES {
            assert_eq!(fs::read_to_string(root.join(name)).unwrap(), text);
        }
    }

    #[test]
    fn nothing_is_written_if_a_file_exists() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("x")).unwrap();
        fs::write(folder.path().join("x/c.md"), "前からある").unwrap();
        let error = create(folder.path(), &FILES).unwrap_err();
        let expected = folder.path().join("x/c.md");
        assert!(matches!(&error, Error::Exists { paths } if *paths == [expected]), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read_dir(folder.path().join("x")).unwrap().count(), 1);
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("x"), "ファイル").unwrap();
        let error = create(folder.path(), &FILES).unwrap_err();
        assert!(matches!(error, Error::NoFolder { .. }), "{error}");
        let error = create(&folder.path().join("x"), &FILES).unwrap_err();
        assert!(matches!(error, Error::NoFolder { .. }), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_fails_half_way_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        // The second file needs a folder where the first one is.
        let error = create(&root, &[("x/a", "甲"), ("x/a/b", "乙")]).unwrap_err();
        assert!(matches!(error, Error::Io { .. }), "{error}");
        assert!(!root.exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_below_the_folder_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("x")).unwrap();
        assert!(matches!(create(folder.path(), &FILES), Err(Error::NoFolder { .. })));
        std::os::unix::fs::symlink("nowhere", folder.path().join("a.md")).unwrap();
        assert!(matches!(create(folder.path(), &FILES[..1]), Err(Error::Exists { .. })));
        // Nor one that was put there after the look.
        let go_on = || Ok(());
        let made = Made::default().file(&Folder::new(folder.path(), &go_on), "x/b.md", "乙");
        assert!(matches!(made, Err(Error::Io { .. })), "{made:?}");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
        let root = folder.path().join("link");
        std::os::unix::fs::symlink(elsewhere.path(), &root).unwrap();
        create(&root, &FILES).unwrap();
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 2);
    }
}
