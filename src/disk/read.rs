//! Reading a site's folder into a [`Project`].

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::disk::error::{Action, Error};
use crate::source::{Content, Project};

const SETTINGS: &str = "hoshin.yaml";
const CONTENT: &str = "content";

/// The folders that a site's inputs lie in.
pub(super) const FOLDERS: [&str; 3] = [CONTENT, "outlines", "themes"];

/// The nearest folder from `start` upwards that holds `hoshin.yaml` or `content/`.
pub fn find_site(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find(|folder| is_site(folder)).map(Path::to_owned)
}

fn is_site(folder: &Path) -> bool {
    folder.join(SETTINGS).is_file() || folder.join(CONTENT).is_dir()
}

/// Reads all inputs of the site in a folder.
pub fn load(root: &Path) -> Result<Project, Error> {
    let found = find_all(root)?;
    // Collected before the first error is looked for, so that it is always the same one.
    let files: Vec<_> = found.into_par_iter().map(Found::read).collect();
    Ok(Project::from_files(files.into_iter().collect::<Result<Vec<_>, _>>()?))
}

/// All inputs of the site in a folder, not yet read.
pub(super) fn find_all(root: &Path) -> Result<Vec<Found>, Error> {
    if !is_site(root) {
        return Err(Error::NoSite { path: root.to_owned() });
    }
    let mut finder = Finder::new(root)?;
    finder.find(SETTINGS)?;
    for folder in FOLDERS {
        finder.find(folder)?;
    }
    Ok(finder.found)
}

/// Reads the outlines alone in a folder that need not be a site.
pub fn load_outlines(root: &Path) -> Result<Project, Error> {
    load_folder(root, "outlines").map(Project::from_files)
}

/// Reads the files of the themes alone in a folder that need not be a site, by their paths from there.
pub fn load_themes(root: &Path) -> Result<Vec<(String, Content)>, Error> {
    load_folder(root, "themes")
}

fn load_folder(root: &Path, name: &str) -> Result<Vec<(String, Content)>, Error> {
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    let mut finder = Finder::new(root)?;
    finder.find(name)?;
    let files: Vec<_> = finder.found.into_iter().map(Found::read).collect();
    files.into_iter().collect()
}

/// A file of the site, not yet read.
pub(super) struct Found {
    /// The path from the site's folder, with `/`.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// Whether it is a link that leads out of the site.
    pub(super) outside: bool,
}

impl Found {
    pub(super) fn read(self) -> Result<(String, Content), Error> {
        if self.outside {
            return Ok((self.name, Content::OutsideSite));
        }
        let bytes = read_whole(&self.path)?;
        Ok((self.name, Content::Bytes(bytes)))
    }
}

/// How often a file is read that changes meanwhile.
const ATTEMPTS: usize = 5;

/// The bytes of a file as they were at one time: one that changes while it is read, as where another program
/// saves it, is read again.
pub(super) fn read_whole(path: &Path) -> Result<Vec<u8>, Error> {
    steady(path, || fs::read(path).map_err(Error::io(Action::Read, path)))
}

fn steady(path: &Path, mut read: impl FnMut() -> Result<Vec<u8>, Error>) -> Result<Vec<u8>, Error> {
    let stamp = || {
        let metadata = fs::metadata(path).map_err(Error::io(Action::Read, path))?;
        Ok((metadata.len(), metadata.modified().ok()))
    };
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            std::thread::sleep(WAIT);
        }
        let before = stamp()?;
        let bytes = read()?;
        if stamp()? == before && bytes.len() as u64 == before.0 {
            return Ok(bytes);
        }
    }
    Err(Error::Unsteady { path: path.to_owned() })
}

/// How long a program is waited for that writes a file.
const WAIT: std::time::Duration = std::time::Duration::from_millis(50);

struct Finder<'a> {
    root: &'a Path,
    /// The site's folder with all links resolved: what lies elsewhere is outside.
    home: PathBuf,
    found: Vec<Found>,
}

impl<'a> Finder<'a> {
    fn new(root: &'a Path) -> Result<Self, Error> {
        let home = fs::canonicalize(root).map_err(Error::io(Action::Read, root))?;
        Ok(Self { root, home, found: Vec::new() })
    }

    /// Finds the files under a name in the site's folder, if there is one.
    fn find(&mut self, name: &str) -> Result<(), Error> {
        let top = self.root.join(name);
        match fs::symlink_metadata(&top) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Error::io(Action::Read, &top)(error)),
        }
        if top.is_dir() && self.is_outside(&top)? {
            return Err(Error::FolderOutsideSite { path: top });
        }
        if let Some(found) = self.find_plain(&top, name) {
            self.found.extend(found);
            return Ok(());
        }
        let mut walk = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    report(error, &top, name)?;
                    continue;
                }
            };
            let hidden = is_hidden(entry.file_name(), name);
            let outside = !hidden && entry.path_is_symlink() && self.is_outside(entry.path())?;
            if outside || (entry.file_type().is_file() && !hidden) {
                self.add(entry.path(), outside)?;
            }
            if (hidden || outside) && entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
        }
        Ok(())
    }

    /// The files below a folder, found without a look at each of them; nothing if there is anything but
    /// plain files and folders, which takes a closer look.
    fn find_plain(&self, top: &Path, name: &str) -> Option<Vec<Found>> {
        let shown = |entry: &DirEntry| entry.depth() == 0 || !is_hidden(entry.file_name(), name);
        let mut found = Vec::new();
        for entry in WalkDir::new(top).into_iter().filter_entry(shown) {
            let entry = entry.ok().filter(|entry| !entry.path_is_symlink())?;
            if entry.file_type().is_file() {
                found.push(self.named(entry.path(), false).ok()?);
            } else if !entry.file_type().is_dir() {
                return None;
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Some(found)
    }

    fn add(&mut self, path: &Path, outside: bool) -> Result<(), Error> {
        self.found.push(self.named(path, outside)?);
        Ok(())
    }

    fn named(&self, path: &Path, outside: bool) -> Result<Found, Error> {
        let below = path.strip_prefix(self.root).expect("the walk begins in the site's folder");
        let names: Option<Vec<_>> = below.iter().map(OsStr::to_str).collect();
        let names = names.ok_or_else(|| Error::NameNotUnicode { path: path.to_owned() })?;
        Ok(Found { name: names.join("/"), path: path.to_owned(), outside })
    }

    fn is_outside(&self, path: &Path) -> Result<bool, Error> {
        let target = fs::canonicalize(path).map_err(Error::io(Action::Read, path))?;
        Ok(!target.starts_with(&self.home))
    }
}

/// A name that begins with `.` is not the site's, nor one with `~$`: Office makes such a file beside each that
/// it has open. In `content/` and `outlines/`, one with `_` is not
/// yet. A theme's parts are often named with `_`, and they are.
pub(crate) fn is_hidden(name: &OsStr, folder: &str) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".")
        || name.starts_with(b"~$")
        || (name.starts_with(b"_") && folder != "themes")
}

/// Reports a fault of the walk, except for what does no harm: a hidden name that leads nowhere
/// (editors leave such locks), and a link to a folder around it, for what lies there is read under its
/// own name.
fn report(error: walkdir::Error, top: &Path, folder: &str) -> Result<(), Error> {
    let path = error.path().unwrap_or(top).to_owned();
    let hidden = path.file_name().is_some_and(|name| is_hidden(name, folder));
    match error.into_io_error() {
        Some(reason) if !hidden => Err(Error::io(Action::Read, &path)(reason)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Fault, SourceFile};

    /// Makes a folder with the given files, each of which holds its own name.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn pages(project: &Project) -> Vec<&str> {
        project.pages.iter().map(|&id| project.source(id).path()).collect()
    }

    #[test]
    fn a_site_is_found_upwards() {
        let folder = folder(&["a/hoshin.yaml", "a/b/content/x.md", "a/b/c/d/e"]);
        let check = |start: &str, expected: &str| {
            let found = find_site(&folder.path().join(start));
            assert_eq!(found, Some(folder.path().join(expected)), "{start}");
        };
        check("a", "a");
        check("a/b", "a/b");
        check("a/b/c/d", "a/b");
        check("a/b/content", "a/b");
    }

    #[test]
    fn inputs_are_read_and_hidden_names_left_out() {
        let folder = folder(&[
            "hoshin.yaml",
            "content/b.md",
            "content/a/index.md",
            "content/a/map.csv",
            "content/a/~$map.xlsx",
            "content/_later/x.md",
            "content/.git/x.md",
            "content/.#b.md",
            "outlines/own.yaml",
            "themes/mine/templates/_part.html",
            "themes/mine/.DS_Store",
            "output/index.html",
            "notes.md",
        ]);
        let project = load(folder.path()).unwrap();
        let paths: Vec<_> = project.sources().map(|(_, file)| file.path()).collect();
        let expected = [
            "content/a/index.md",
            "content/a/map.csv",
            "content/b.md",
            "hoshin.yaml",
            "outlines/own.yaml",
            "themes/mine/templates/_part.html",
        ];
        assert_eq!(paths, expected);
        assert_eq!(project.attachments.keys().collect::<Vec<_>>(), ["a/map.csv"]);
        assert_eq!(project.themes.len(), 1);
        assert_eq!(project.source(project.pages[0]).text(), "content/a/index.md");
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again() {
        let folder = folder(&["a.csv"]);
        let path = folder.path().join("a.csv");
        let read = |times: usize| {
            let mut reads = 0;
            let found = steady(&path, || {
                let bytes = fs::read(&path).map_err(Error::io(Action::Read, &path))?;
                reads += 1;
                if reads <= times {
                    // Another program goes on writing.
                    fs::write(&path, "x".repeat(reads)).unwrap();
                }
                Ok(bytes)
            });
            (found, reads)
        };
        assert!(matches!(read(0), (Ok(bytes), 1) if bytes == b"a.csv"));
        assert!(matches!(read(2), (Ok(bytes), 3) if bytes == b"xx"));
        assert!(matches!(read(usize::MAX), (Err(Error::Unsteady { .. }), ATTEMPTS)));
    }

    #[test]
    fn a_folder_without_a_site_is_an_error() {
        let folder = folder(&["notes.md"]);
        assert!(matches!(load(folder.path()), Err(Error::NoSite { .. })));
        assert!(matches!(load(&folder.path().join("none")), Err(Error::NoSite { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_site_only() {
        use std::os::unix::fs::symlink;
        let elsewhere = folder(&["secret.md", "more/secret.md"]);
        let folder = folder(&["content/a/index.md", "shared/x.md"]);
        let content = folder.path().join("content");
        symlink("../shared", content.join("shared")).unwrap();
        symlink("a/index.md", content.join("same.md")).unwrap();
        symlink("..", content.join("a/up")).unwrap();
        symlink("../..", content.join("a/root")).unwrap();
        symlink(elsewhere.path().join("secret.md"), content.join("out.md")).unwrap();
        symlink(elsewhere.path(), content.join("out")).unwrap();
        symlink("/nowhere", content.join(".#lock.md")).unwrap();
        let project = load(folder.path()).unwrap();
        let read: Vec<_> = pages(&project)
            .into_iter()
            .filter(|path| !path.starts_with("content/a/root/"))
            .collect();
        let expected =
            ["content/a/index.md", "content/out.md", "content/same.md", "content/shared/x.md"];
        assert_eq!(read, expected);
        let outside: Vec<_> = project
            .sources()
            .map(|(_, file)| file)
            .filter(|source| source.fault() == Some(&Fault::OutsideSite))
            .map(SourceFile::path)
            .filter(|path| !path.starts_with("content/a/root/"))
            .collect();
        assert_eq!(outside, ["content/out", "content/out.md"]);
        assert!(project.sources().all(|(_, source)| !source.text().contains("secret")));
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_is_named() {
        use std::os::unix::fs::symlink;
        let check = |make: &dyn Fn(&Path), expected: &str| {
            let folder = folder(&["content/index.md"]);
            make(&folder.path().join("content"));
            let error = load(folder.path()).expect_err(expected).to_string();
            assert!(error.contains(expected), "{error}");
        };
        check(&|content| symlink("none.md", content.join("gone.md")).unwrap(), "gone.md: No such");
        check(&|content| symlink("self.md", content.join("self.md")).unwrap(), "self.md: ");
        // Other systems do not let such a name be made.
        #[cfg(target_os = "linux")]
        check(
            &|content| {
                let name: &OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"\xff.md");
                fs::write(content.join(name), "").unwrap();
            },
            "content/\u{fffd}.md is not valid Unicode",
        );
        let moved = |content: &Path| {
            fs::remove_dir_all(content).unwrap();
            symlink("/", content).unwrap();
        };
        check(&moved, "content is a link that leads out");
    }
}
