//! Putting a mended text in the place of an author's file.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::disk::error::{Action, Error};
use crate::disk::manifest::TEMPORARY;
use crate::source::nfc;

/// Replaces the text of a file of a site in one step: whoever looks sees the old text or the new one,
/// never a part. `path` is the file's path from the site's folder as a project knows it. Nothing is
/// done to a file that may not be written, that no longer has the text `old`, that has the new one
/// already (as where two names lead to one file), or that lies outside the site once links are followed.
pub fn replace(root: &Path, path: &str, old: &str, new: &str) -> Result<(), Error> {
    let named = on_disk(root, path);
    let home = fs::canonicalize(root).map_err(Error::io(Action::Read, root))?;
    let target = fs::canonicalize(&named).map_err(Error::io(Action::Read, &named))?;
    if !target.starts_with(home) {
        return Err(Error::NotInSite { path: named });
    }
    let rights = fs::metadata(&target).map_err(Error::io(Action::Read, &named))?.permissions();
    if rights.readonly() {
        let denied = io::Error::from(ErrorKind::PermissionDenied);
        return Err(Error::io(Action::Write, &named)(denied));
    }
    if fs::read(&target).is_ok_and(|found| found == new.as_bytes()) {
        return Ok(());
    }
    let folder = target.parent().unwrap_or(root);
    let put = || -> io::Result<bool> {
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
        file.write_all(new.as_bytes())?;
        file.as_file().set_permissions(rights)?;
        file.as_file().sync_all()?;
        if fs::read(&target)? != old.as_bytes() {
            return Ok(false);
        }
        file.persist(&target)?;
        Ok(true)
    };
    let same = put().map_err(Error::io(Action::Write, &named))?;
    if same { Ok(()) } else { Err(Error::ChangedMeanwhile { path: named }) }
}

/// The place of a path on the disk. A project writes names in NFC; a file may have been named on a
/// system that takes them apart.
fn on_disk(root: &Path, path: &str) -> PathBuf {
    path.split('/').fold(root.to_owned(), |folder, name| {
        let plain = folder.join(name);
        if plain.exists() {
            return plain;
        }
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name());
        let same =
            |found: &std::ffi::OsString| found.to_str().is_some_and(|found| nfc(found) == name);
        names.into_iter().find(same).map_or(plain, |found| folder.join(found))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(path: &str, text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        folder
    }

    /// The files of `content/`, with their texts.
    fn files(folder: &Path) -> Vec<(String, String)> {
        let entries = fs::read_dir(folder.join("content")).unwrap().map(Result::unwrap);
        let text = |entry: fs::DirEntry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        };
        entries.map(text).collect()
    }

    #[test]
    fn a_file_is_replaced_under_any_spelling_of_its_name() {
        let taken_apart = "か\u{3099}.md";
        let folder = folder(&format!("content/{taken_apart}"), "古い");
        replace(folder.path(), "content/が.md", "古い", "新しい").unwrap();
        let [(_, text)] = files(folder.path()).try_into().unwrap();
        assert_eq!(text, "新しい");
    }

    #[test]
    fn what_was_changed_meanwhile_is_kept() {
        let folder = folder("content/a.md", "別の人の文");
        let error = replace(folder.path(), "content/a.md", "古い", "新しい").unwrap_err();
        assert!(matches!(error, Error::ChangedMeanwhile { .. }), "{error}");
        assert_eq!(files(folder.path()), [("a.md".to_owned(), "別の人の文".to_owned())]);
        let gone = replace(folder.path(), "content/b.md", "古い", "新しい").unwrap_err();
        assert!(gone.to_string().contains("b.md"), "{gone}");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_has_outside_the_site_is_left_alone() {
        let elsewhere = folder("b.md", "古い");
        let folder = folder("content/a.md", "甲");
        let check = |target: &Path, link: &str, path: &str| {
            std::os::unix::fs::symlink(target, folder.path().join(link)).unwrap();
            let error = replace(folder.path(), path, "古い", "新しい").unwrap_err();
            assert!(matches!(error, Error::NotInSite { .. }), "{error}");
        };
        check(&elsewhere.path().join("b.md"), "content/b.md", "content/b.md");
        check(elsewhere.path(), "content/x", "content/x/b.md");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(elsewhere.path().join("b.md")).unwrap(), "古い");
    }

    #[cfg(unix)]
    #[test]
    fn rights_and_links_stay_and_what_is_read_only_is_left_alone() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder("content/a.md", "古い");
        let path = folder.path().join("content/a.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.md", folder.path().join("content/b.md")).unwrap();
        replace(folder.path(), "content/b.md", "古い", "新しい").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(folder.path().join("content/b.md").is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "新しい");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let error = replace(folder.path(), "content/a.md", "新しい", "もっと").unwrap_err();
        assert!(error.to_string().contains("permission denied"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "新しい");
    }
}
