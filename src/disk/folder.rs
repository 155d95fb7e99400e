//! The output folder: what stands in it, and the single steps by which it changes.
//!
//! Each step leaves every file whole: a file appears under its name only when all of its bytes are
//! there. No step goes through a link inside the folder, for what lies behind it is not ours.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::disk::error::{Action, Error};
use crate::disk::manifest::{MANIFEST, Manifest, TEMPORARY};
use crate::site::SitePath;

/// What stands under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Nothing,
    File,
    Folder,
    /// A symbolic link, whatever it leads to.
    Link,
    /// A pipe, a device.
    Other,
}

/// A folder that a site is written into.
pub(super) struct Folder<'a> {
    root: &'a Path,
    /// Asked before each step. A test says no, which ends the work as a kill would.
    may_go_on: &'a (dyn Fn() -> io::Result<()> + Sync),
}

impl<'a> Folder<'a> {
    pub(super) fn new(root: &'a Path, may_go_on: &'a (dyn Fn() -> io::Result<()> + Sync)) -> Self {
        Self { root, may_go_on }
    }

    /// The place of a name on the disk, with the separators of the system.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        name.split('/').fold(self.root.to_owned(), |path, part| path.join(part))
    }

    /// Whether a place is inside the folder and not the folder itself.
    pub(super) fn is_below(&self, path: &Path) -> bool {
        path != self.root && path.starts_with(self.root)
    }

    pub(super) fn kind(&self, name: &str) -> Result<Kind, Error> {
        let path = self.path(name);
        let kind = match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() => Kind::Link,
            Ok(found) if found.is_dir() => Kind::Folder,
            Ok(found) if found.is_file() => Kind::File,
            Ok(_) => Kind::Other,
            Err(error) if is_absent(&error) => Kind::Nothing,
            Err(error) => return Err(Error::io(Action::Read, &path)(error)),
        };
        Ok(kind)
    }

    /// The first name on the way to a path that exists and is no folder.
    pub(super) fn obstacle<'p>(&self, path: &'p SitePath) -> Result<Option<&'p str>, Error> {
        for folder in folders_above(path.as_str()) {
            match self.kind(folder)? {
                Kind::Folder => {}
                Kind::Nothing => return Ok(None),
                Kind::File | Kind::Link | Kind::Other => return Ok(Some(folder)),
            }
        }
        Ok(None)
    }

    /// Whether the file has these bytes already.
    pub(super) fn holds(&self, name: &str, bytes: &[u8]) -> Result<bool, Error> {
        let path = self.path(name);
        let length = fs::symlink_metadata(&path).map_err(Error::io(Action::Read, &path))?.len();
        // A file of another length need not be read.
        if length != bytes.len() as u64 {
            return Ok(false);
        }
        Ok(fs::read(&path).map_err(Error::io(Action::Read, &path))? == bytes)
    }

    /// Whether the file system takes two names for one.
    pub(super) fn is_same(&self, one: &SitePath, other: &SitePath) -> bool {
        same_file::is_same_file(self.path(one.as_str()), self.path(other.as_str())).unwrap_or(false)
    }

    /// The list of what hoshin wrote here; empty for a folder that hoshin may take, and an error for
    /// any other.
    pub(super) fn manifest(&self) -> Result<Manifest, Error> {
        let path = self.path(MANIFEST);
        match self.kind(MANIFEST)? {
            Kind::File => {
                let bytes = fs::read(&path).map_err(Error::io(Action::Read, &path))?;
                let list = std::str::from_utf8(&bytes).ok().and_then(Manifest::parse);
                list.ok_or(Error::UnknownManifest { path })
            }
            Kind::Nothing if self.is_free()? => Ok(Manifest::default()),
            Kind::Nothing => Err(Error::NotOurs { path: self.root.to_owned() }),
            Kind::Folder | Kind::Link | Kind::Other => Err(Error::UnknownManifest { path }),
        }
    }

    /// Whether there is nothing to lose: no folder, or nothing in it but a `.gitignore` and what a
    /// killed build left of its very first file.
    fn is_free(&self) -> Result<bool, Error> {
        let entries = match fs::read_dir(self.root) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(Error::InTheWay { path: self.root.to_owned() });
            }
            entries => entries.map_err(Error::io(Action::Read, self.root))?,
        };
        for entry in entries {
            let name = entry.map_err(Error::io(Action::Read, self.root))?.file_name();
            if name != ".gitignore" && !name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Makes the folder itself.
    pub(super) fn make(&self) -> Result<(), Error> {
        self.step(Action::Write, self.root, |path| fs::create_dir_all(path))
    }

    /// Writes the list of what is hoshin's, if it is another one.
    pub(super) fn put_manifest(&self, list: &Manifest) -> Result<(), Error> {
        let text = list.to_text();
        if self.kind(MANIFEST)? == Kind::File && self.holds(MANIFEST, text.as_bytes())? {
            return Ok(());
        }
        self.put(MANIFEST, text.as_bytes())
    }

    /// Writes a file, and the folders it lies in; a file or link of that name is replaced in one step.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        for folder in folders_above(name) {
            match self.kind(folder)? {
                Kind::Folder => {}
                Kind::Nothing => {
                    self.step(Action::Write, &self.path(folder), make_folder)?;
                }
                Kind::File | Kind::Link | Kind::Other => {
                    return Err(Error::InTheWay { path: self.path(folder) });
                }
            }
        }
        let path = self.path(name);
        let parent = path.parent().expect("a name in the folder");
        let temporary = self.step(Action::Write, &path, |_| {
            let mut file = new_file(parent)?;
            file.write_all(bytes)?;
            Ok(file)
        })?;
        self.step(Action::Write, &path, |path| {
            temporary.persist(path).map(drop).map_err(|error| error.error)
        })
    }

    /// Removes a file, a link, or an empty folder.
    pub(super) fn remove(&self, name: &str) -> Result<(), Error> {
        let path = self.path(name);
        match self.kind(name)? {
            Kind::Folder => self.step(Action::Remove, &path, |path| fs::remove_dir(path)),
            // Windows removes a link to a folder as a folder.
            Kind::Link => self.step(Action::Remove, &path, |path| {
                fs::remove_file(path).or_else(|_| fs::remove_dir(path))
            }),
            Kind::File | Kind::Other => {
                self.step(Action::Remove, &path, |path| fs::remove_file(path))
            }
            Kind::Nothing => Ok(()),
        }
    }

    /// Removes the folders above a path that nothing lies in any more.
    pub(super) fn remove_empty_above(&self, path: &SitePath) -> Result<(), Error> {
        for folder in folders_above(path.as_str()).rev() {
            // The system refuses to remove a folder with something in it, and that is meant.
            let emptied = self.step(Action::Remove, &self.path(folder), |path| {
                Ok(fs::remove_dir(path).map_or_else(|error| is_absent(&error), |()| true))
            })?;
            if !emptied {
                break;
            }
        }
        Ok(())
    }

    /// Removes what a killed build left half-written in the folders of these paths.
    pub(super) fn clear_temporaries(&self, paths: &Manifest) -> Result<(), Error> {
        self.clear_temporaries_in(self.root)?;
        let mut seen = BTreeSet::new();
        for path in paths.iter() {
            for folder in folders_above(path.as_str()) {
                if self.kind(folder)? != Kind::Folder {
                    break;
                }
                if seen.insert(folder) {
                    self.clear_temporaries_in(&self.path(folder))?;
                }
            }
        }
        Ok(())
    }

    fn clear_temporaries_in(&self, folder: &Path) -> Result<(), Error> {
        for entry in fs::read_dir(folder).map_err(Error::io(Action::Read, folder))? {
            let entry = entry.map_err(Error::io(Action::Read, folder))?;
            let ours = entry.file_name().as_encoded_bytes().starts_with(TEMPORARY.as_bytes());
            if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                self.step(Action::Remove, &entry.path(), |path| match fs::remove_file(path) {
                    Err(error) if !is_absent(&error) => Err(error),
                    _ => Ok(()),
                })?;
            }
        }
        Ok(())
    }

    fn step<T>(
        &self,
        action: Action,
        path: &Path,
        change: impl FnOnce(&Path) -> io::Result<T>,
    ) -> Result<T, Error> {
        (self.may_go_on)().and_then(|()| change(path)).map_err(Error::io(action, path))
    }
}

/// The folders that a path lies in, the outermost first.
pub(super) fn folders_above(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// A new file with the rights of any other: a temporary one is its owner's alone otherwise.
pub(super) fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Makes a folder. Another file of the site may have needed it at the same moment.
fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if fs::symlink_metadata(path)?.is_dir() { Ok(()) } else { Err(error) }
        }
        result => result,
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
