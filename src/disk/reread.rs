//! Reading a site's folder again and again: only what changed is read, all else is shared with the
//! project before.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::error::{Action, Error};
use super::read::{Found, find_all, read_whole};
use crate::source::{Content, Project, nfc};

/// How long a file's time of change may stay the same though its content changes: file systems count in
/// steps, the coarsest (FAT) in steps of two seconds, and clocks of servers differ a little.
const TICK: Duration = Duration::from_secs(3);

/// How often a folder is looked into that changes meanwhile.
const ATTEMPTS: usize = 5;

/// Reads the inputs of a site.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    project: Arc<Project>,
    /// The files of the project, by name, as they were when they were read; nothing for those that are
    /// to be read again in any case.
    known: BTreeMap<String, Option<Stamp>>,
}

/// What tells that a file was not written since it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    changed: SystemTime,
    #[cfg(unix)]
    node: (u64, u64, i64, i64),
}

impl Stamp {
    /// The stamp of a file; nothing if it changed so lately that it may change once more without a trace.
    fn of(metadata: &Metadata) -> Option<Self> {
        let changed = metadata.modified().ok()?;
        let settled = SystemTime::now().duration_since(changed).is_ok_and(|age| age > TICK);
        #[cfg(unix)]
        let node = {
            use std::os::unix::fs::MetadataExt as _;
            (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
        };
        settled.then_some(Self {
            bytes: metadata.len(),
            changed,
            #[cfg(unix)]
            node,
        })
    }
}

/// A file as it is found now.
struct Now {
    name: String,
    stamp: Option<Stamp>,
    /// What it holds, if that is not known from before.
    content: Option<Content>,
}

impl Reader {
    /// A reader of the site in a folder. Nothing is read yet.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), project: Arc::default(), known: BTreeMap::new() }
    }

    /// The site as it is now. If nothing changed, it is the same project as the last time
    /// ([`Arc::ptr_eq`]).
    pub fn read(&mut self) -> Result<Arc<Project>, Error> {
        // While many files are replaced, one may go between the look into its folder and the look at it.
        let mut found = find_all(&self.root);
        for _ in 0..ATTEMPTS {
            match &found {
                Err(Error::Io { reason, .. }) if reason.kind() == ErrorKind::NotFound => {
                    found = find_all(&self.root);
                }
                _ => break,
            }
        }
        let found = found?;
        // Two names that differ in code points only are one path: which file is which is not to be told.
        let plain = |name: &str| nfc(name) == name;
        let shares =
            found.iter().all(|file| plain(&file.name)) && self.known.keys().all(|name| plain(name));
        let files: Vec<_> = found.into_par_iter().map(|file| self.look(file, shares)).collect();
        let mut files: Vec<Now> =
            files.into_iter().filter_map(Result::transpose).collect::<Result<_, _>>()?;
        let same = files.len() == self.known.len()
            && files
                .iter()
                .all(|file| file.content.is_none() && self.known.contains_key(&file.name));
        let contents: Vec<_> =
            files.iter_mut().map(|file| (file.name.clone(), file.content.take())).collect();
        self.known = files.into_iter().map(|file| (file.name, file.stamp)).collect();
        if !same {
            self.project = Arc::new(self.project.renewed(contents));
        }
        Ok(Arc::clone(&self.project))
    }

    /// Looks at a file, and reads it unless it is surely as before. Nothing if it is gone meanwhile, as
    /// where an editor puts another one in its place.
    fn look(&self, file: Found, shares: bool) -> Result<Option<Now>, Error> {
        if file.outside {
            let is_same = shares
                && self.known.contains_key(&file.name)
                && self.project.has_outside(&file.name);
            let content = (!is_same).then_some(Content::OutsideSite);
            return Ok(Some(Now { name: file.name, stamp: None, content }));
        }
        let metadata = match fs::metadata(&file.path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(Action::Read, &file.path)(error)),
        };
        let stamp = Stamp::of(&metadata);
        let before = self.known.get(&file.name).filter(|_| shares);
        if stamp.is_some() && before.is_some_and(|before| *before == stamp) {
            return Ok(Some(Now { name: file.name, stamp, content: None }));
        }
        let bytes = match read_whole(&file.path) {
            Ok(bytes) => bytes,
            Err(Error::Io { reason, .. }) if reason.kind() == ErrorKind::NotFound => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let is_same = before.is_some() && self.project.has(&file.name, &bytes);
        let content = (!is_same).then_some(Content::Bytes(bytes));
        Ok(Some(Now { name: file.name, stamp, content }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["content/a.md", "content/b.md", "content/x.png", "themes/own/static/s.css"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        folder
    }

    /// Every text and file of a project.
    fn all(project: &Project) -> Vec<(String, Vec<u8>)> {
        let texts = project.sources().map(|(_, it)| (it.path().to_owned(), it.text().into()));
        let files = project.attachments.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec()));
        let of_theme = project.themes.iter().map(|(path, file)| {
            (
                path.clone(),
                match file {
                    crate::source::ThemeFile::Static(bytes) => bytes.to_vec(),
                    crate::source::ThemeFile::Text(_) => Vec::new(),
                },
            )
        });
        texts.chain(files).chain(of_theme).collect()
    }

    #[test]
    fn what_did_not_change_is_shared() {
        let folder = site();
        let mut reader = Reader::new(folder.path());
        let before = reader.read().unwrap();
        assert!(Arc::ptr_eq(&before, &reader.read().unwrap()));
        fs::write(folder.path().join("content/b.md"), "乙").unwrap();
        let after = reader.read().unwrap();
        assert!(Arc::ptr_eq(before.shared(before.pages[0]), after.shared(after.pages[0])));
        assert!(!Arc::ptr_eq(before.shared(before.pages[1]), after.shared(after.pages[1])));
        assert_eq!(all(&after), all(&super::super::load(folder.path()).unwrap()));
    }

    #[test]
    fn every_change_is_seen() {
        let folder = site();
        let mut reader = Reader::new(folder.path());
        let path = |name: &str| folder.path().join(name);
        let check = |reader: &mut Reader, change: &dyn Fn()| {
            let before = reader.read().unwrap();
            change();
            let after = reader.read().unwrap();
            assert!(!Arc::ptr_eq(&before, &after));
            assert_eq!(all(&after), all(&super::super::load(folder.path()).unwrap()));
        };
        // The same length, within one step of the file system's clock.
        check(&mut reader, &|| fs::write(path("content/a.md"), "content/A.md").unwrap());
        check(&mut reader, &|| fs::write(path("content/x.png"), "content/X.png").unwrap());
        check(&mut reader, &|| fs::write(path("themes/own/static/s.css"), "b").unwrap());
        check(&mut reader, &|| fs::write(path("hoshin.yaml"), "title: 題").unwrap());
        check(&mut reader, &|| fs::remove_file(path("content/a.md")).unwrap());
        check(&mut reader, &|| fs::rename(path("content/b.md"), path("content/c.md")).unwrap());
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let age = |name: &str| {
            fs::File::options().append(true).open(path(name)).unwrap().set_modified(old).unwrap();
        };
        age("content/c.md");
        reader.read().unwrap();
        // An old file in the place of another one of the same length and time.
        check(&mut reader, &|| {
            fs::write(path("new"), "CONTENT/B.MD").unwrap();
            age("new");
            fs::rename(path("new"), path("content/c.md")).unwrap();
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_site_is_no_change() {
        let folder = site();
        for name in ["content/out.md", "content/out.png", "themes/own/static/out.css"] {
            std::os::unix::fs::symlink("/etc/passwd", folder.path().join(name)).unwrap();
        }
        let mut reader = Reader::new(folder.path());
        let before = reader.read().unwrap();
        assert!(Arc::ptr_eq(&before, &reader.read().unwrap()));
        fs::remove_file(folder.path().join("content/out.md")).unwrap();
        fs::write(folder.path().join("content/out.md"), "本文").unwrap();
        fs::remove_file(folder.path().join("content/x.png")).unwrap();
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("content/x.png")).unwrap();
        let after = reader.read().unwrap();
        assert_eq!(all(&after), all(&super::super::load(folder.path()).unwrap()));
        assert!(!Arc::ptr_eq(&before, &after));
    }

    #[test]
    fn names_in_other_code_points_are_told_apart() {
        let folder = site();
        let mut reader = Reader::new(folder.path());
        let path = |name: &str| folder.path().join(name);
        fs::write(path("content/が.md"), "一").unwrap();
        fs::write(path("content/か\u{3099}.md"), "二").unwrap();
        let compare = |reader: &mut Reader| {
            let project = reader.read().unwrap();
            assert_eq!(all(&project), all(&super::super::load(folder.path()).unwrap()));
        };
        compare(&mut reader);
        fs::remove_file(path("content/か\u{3099}.md")).unwrap();
        compare(&mut reader);
    }
}
