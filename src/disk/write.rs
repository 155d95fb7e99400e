//! Writing a site into a folder.
//!
//! Only what differs is written, what is no longer part of the site is removed, and what hoshin did
//! not write is never touched. A build that is killed leaves every file whole, old or new, and a list
//! from which the next one can complete the work: the list names a file before the file is there, and
//! until it is gone.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::disk::error::Error;
use crate::disk::folder::{Folder, Kind};
use crate::disk::manifest::{Manifest, Twins};
use crate::disk::plan::{Plan, is_page};
use crate::site::{Site, SitePath};

/// What [`write()`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// The files that are new or have new bytes.
    pub written: Vec<SitePath>,
    /// How many files were as they should be.
    pub unchanged: usize,
    /// The files that are no longer part of the site.
    pub removed: Vec<SitePath>,
}

/// Whether a folder holds a site that was written there.
pub fn holds_site(output: &Path) -> Result<bool, Error> {
    let manifest = Folder::new(output, &|| Ok(())).manifest()?;
    Ok(manifest.iter().any(|path| path.as_str() == "404.html"))
}

/// Makes a folder hold a site, and leaves everything else in it alone.
pub fn write(site: &Site, output: &Path) -> Result<WriteReport, Error> {
    write_while(site, output, &|| Ok(()))
}

fn write_while(
    site: &Site,
    output: &Path,
    may_go_on: &(dyn Fn() -> io::Result<()> + Sync),
) -> Result<WriteReport, Error> {
    let folder = Folder::new(output, may_go_on);
    let old = folder.manifest()?;
    let new: Manifest = site.iter().map(|(path, _)| path.clone()).collect();
    let plan = Plan::new(site, &old, &folder)?;

    folder.make()?;
    let both = old.union(&new);
    folder.clear_temporaries(&both)?;
    folder.put_manifest(&both)?;
    for name in &plan.in_the_way {
        folder.remove(name)?;
    }
    // What pages show is all there before the first page is.
    for files in plan.changed.chunk_by(|(one, _), (next, _)| is_page(one) == is_page(next)) {
        files.par_iter().try_for_each(|(path, bytes)| folder.put(path.as_str(), bytes))?;
    }
    let removed = remove_stale(&plan, &new, &folder)?;
    folder.put_manifest(&new)?;

    let written = plan.changed.iter().map(|(path, _)| (*path).clone()).collect();
    Ok(WriteReport { written, unchanged: plan.unchanged, removed })
}

fn remove_stale(
    plan: &Plan<'_>,
    new: &Manifest,
    folder: &Folder<'_>,
) -> Result<Vec<SitePath>, Error> {
    let twins = Twins::of(new.iter());
    let mut removed = Vec::new();
    for &path in &plan.stale {
        let name = path.as_str();
        if plan.in_the_way.iter().any(|gone| gone == name) {
            removed.push(path.clone());
        }
        if folder.obstacle(path)?.is_some() {
            continue;
        }
        // Where capitals do not count, the old name may lead to the file that was just written.
        let is_new = || twins.of_path(path).any(|twin| folder.is_same(path, twin));
        match folder.kind(name)? {
            Kind::File if is_new() => {}
            Kind::File | Kind::Link => {
                folder.remove(name)?;
                removed.push(path.clone());
            }
            Kind::Nothing | Kind::Folder | Kind::Other => {}
        }
        folder.remove_empty_above(path)?;
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::disk::manifest::MANIFEST;

    const OLD: &[(&str, &str)] = &[
        ("index.html", "old page, shows assets/old.css"),
        ("assets/old.css", "old style"),
        ("x/index.html", "a page that stays"),
        ("x/data.csv", "old data"),
        ("swap", "a file, later a folder"),
        ("deep/er/y.html", "a page, shows assets/old.css"),
        ("gone/z.html", "a page that goes, shows assets/old.css"),
    ];

    const NEW: &[(&str, &str)] = &[
        ("index.html", "a new page, which shows assets/new.css"),
        ("assets/new.css", "new style"),
        ("x/index.html", "a page that stays"),
        ("x/data.csv", "new data, longer than before"),
        ("swap/inner.html", "a page, shows assets/new.css"),
        ("deep", "a file, once a folder"),
    ];

    /// What a user put into the output folder.
    const FOREIGN: &[(&str, &str)] = &[("CNAME", "example.jp"), ("x/mine.txt", "my own")];

    fn site(files: &[(&str, &str)]) -> Site {
        let mut site = Site::default();
        for (path, text) in files {
            site.insert(SitePath::new(*path).unwrap(), text.as_bytes());
        }
        site
    }

    fn put(folder: &Path, files: &[(&str, &str)]) {
        for (path, text) in files {
            fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            fs::write(folder.join(path), text).unwrap();
        }
    }

    /// Every file in the folder but the manifest.
    fn files(folder: &Path) -> BTreeMap<String, String> {
        let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| !entry.file_type().is_dir());
        files
            .map(|entry| {
                let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap();
                (name.replace('\\', "/"), fs::read_to_string(entry.path()).unwrap())
            })
            .filter(|(name, _)| name != MANIFEST)
            .collect()
    }

    fn expected(parts: &[&[(&str, &str)]]) -> BTreeMap<String, String> {
        parts.concat().into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
    }

    fn folder_with_old_site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        write(&site(OLD), folder.path()).unwrap();
        put(folder.path(), FOREIGN);
        folder
    }

    fn names(paths: &[SitePath]) -> Vec<&str> {
        paths.iter().map(SitePath::as_str).collect()
    }

    #[test]
    fn a_folder_comes_to_hold_the_site() {
        let folder = folder_with_old_site();
        let report = write(&site(NEW), folder.path()).unwrap();
        assert_eq!(files(folder.path()), expected(&[NEW, FOREIGN]));
        assert!(!folder.path().join("gone").exists());
        assert_eq!(report.unchanged, 1);
        let written = ["assets/new.css", "deep", "x/data.csv", "index.html", "swap/inner.html"];
        assert_eq!(names(&report.written), written);
        let removed = ["deep/er/y.html", "gone/z.html", "assets/old.css", "swap"];
        assert_eq!(names(&report.removed), removed);
    }

    #[test]
    fn a_build_that_is_stopped_anywhere_leaves_whole_files_and_is_completed() {
        let half_written = || {
            let folder = folder_with_old_site();
            put(folder.path(), &[(".hoshin-tmp-1", "hal"), ("x/.hoshin-tmp-2", "")]);
            folder
        };
        stop_everywhere(half_written, FOREIGN);
        stop_everywhere(|| tempfile::tempdir().unwrap(), &[]);
    }

    /// Writes the new site again and again, each time stopped one step later.
    fn stop_everywhere(start: impl Fn() -> tempfile::TempDir, foreign: &[(&str, &str)]) {
        for stopped in 0.. {
            let folder = start();
            let steps = AtomicUsize::new(0);
            let stop = || {
                let taken = steps.fetch_add(1, Ordering::Relaxed);
                if taken < stopped { Ok(()) } else { Err(io::Error::other("stopped")) }
            };
            let result = write_while(&site(NEW), folder.path(), &stop);
            check_whole(folder.path(), foreign, stopped);
            // The next build may be of the same content, or of what was there before.
            let next = if stopped % 2 == 0 { NEW } else { OLD };
            write(&site(next), folder.path()).unwrap();
            assert_eq!(files(folder.path()), expected(&[next, foreign]), "after {stopped} steps");
            if result.is_ok() {
                assert!(stopped > 15, "only {stopped} steps");
                return;
            }
        }
    }

    fn check_whole(folder: &Path, foreign: &[(&str, &str)], steps: usize) {
        let list = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
        let list = Manifest::parse(&list).unwrap_or_default();
        let found = files(folder);
        for (name, text) in foreign {
            assert_eq!(found.get(*name).map(String::as_str), Some(*text), "{steps}: {name}");
        }
        for (name, text) in found.iter().filter(|(name, _)| !name.contains(".hoshin-tmp-")) {
            let file = (name.as_str(), text.as_str());
            let listed = list.contains(&SitePath::new(file.0).unwrap());
            assert!([OLD, NEW, foreign].concat().contains(&file), "{steps}: {file:?} is not whole");
            assert!(listed || foreign.contains(&file), "{steps}: {name} would be no one's");
            if let Some((_, shown)) = text.split_once("shows ") {
                assert!(found.contains_key(shown), "{steps}: {name} shows {shown}");
            }
        }
    }

    #[test]
    fn files_that_did_not_change_are_not_written() {
        let folder = folder_with_old_site();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let paths = ["index.html", "x/data.csv", MANIFEST].map(|name| folder.path().join(name));
        for path in &paths {
            fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
        }
        let report = write(&site(OLD), folder.path()).unwrap();
        assert_eq!((report.written.len(), report.unchanged, report.removed.len()), (0, 7, 0));
        for path in &paths {
            assert_eq!(fs::metadata(path).unwrap().modified().unwrap(), long_ago, "{path:?}");
        }
    }

    #[test]
    fn a_free_folder_is_taken() {
        let list = Manifest::default().to_text();
        let check = |before: &[(&str, &str)], kept: &[(&str, &str)]| {
            let folder = tempfile::tempdir().unwrap();
            put(folder.path(), before);
            write(&site(NEW), folder.path()).unwrap();
            assert_eq!(files(folder.path()), expected(&[NEW, kept]));
        };
        check(&[], &[]);
        check(&[(".gitignore", "*")], &[(".gitignore", "*")]);
        check(&[(".gitignore", "*"), (".hoshin-tmp-1", "ha")], &[(".gitignore", "*")]);
        check(&[(MANIFEST, &list), ("mine", "")], &[("mine", "")]);
        check(&[(MANIFEST, &list), NEW[0]], &[]);
    }

    #[test]
    fn what_others_wrote_is_refused() {
        let list = Manifest::default().to_text();
        let hostile = format!("{list}../victim\n");
        let check = |before: &[(&str, &str)], expected: &str| {
            let folder = tempfile::tempdir().unwrap();
            put(folder.path(), before);
            let before = files(folder.path());
            let result = write(&site(&[("a/b.html", "page"), ("0.html", "page")]), folder.path());
            let error = result.expect_err(expected).to_string().replace('\\', "/");
            assert!(error.contains(expected), "{error}");
            assert_eq!(files(folder.path()), before);
        };
        check(&[("index.html", "mine")], "was not written by hoshin");
        check(&[(MANIFEST, "# hoshin manifest 9\n")], "is not understood");
        check(&[(MANIFEST, &list), ("a/b.html", "mine")], "a/b.html is in the way");
        check(&[(MANIFEST, &list), ("a", "mine")], "/a is in the way");
        check(&[(MANIFEST, &list), ("a/b.html/c", "mine")], "a/b.html/c is in the way");
        check(&[(MANIFEST, &hostile), ("a/b.html", "mine")], "a/b.html is in the way");
    }

    #[test]
    fn a_folder_is_made_and_a_file_is_not_one() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("new/output");
        write(&site(NEW), &output).unwrap();
        assert_eq!(files(&output), expected(&[NEW]));
        let error = write(&site(NEW), &output.join("deep")).expect_err("a file").to_string();
        assert!(error.contains("deep is in the way"), "{error}");
        let both = site(&[("a", "file"), ("a/b", "file in a folder")]);
        let error = write(&both, &folder.path().join("other")).expect_err("a clash");
        assert!(error.to_string().contains("a would have to be a file and a folder"));
    }

    #[test]
    fn the_list_cannot_lead_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &[("victim", "precious")]);
        let output = folder.path().join("output");
        write(&site(OLD), &output).unwrap();
        let list = fs::read_to_string(output.join(MANIFEST)).unwrap();
        let victim = folder.path().join("victim");
        let hostile = format!("{list}../victim\nx/../../victim\n{}\n", victim.display());
        fs::write(output.join(MANIFEST), hostile).unwrap();
        write(&site(NEW), &output).unwrap();
        assert_eq!(files(&output), expected(&[NEW]));
        assert!(victim.exists());
    }
    #[test]
    fn a_name_in_other_letters_is_not_removed_with_the_old_one() {
        // Two names of one file are what a system shows that does not tell capitals from small
        // letters; on such a system both are there already.
        let folder = tempfile::tempdir().unwrap();
        write(&site(&[("page.html", "page"), ("b", "")]), folder.path()).unwrap();
        drop(fs::hard_link(folder.path().join("page.html"), folder.path().join("Page.html")));
        write(&site(&[("Page.html", "new page")]), folder.path()).unwrap();
        assert_eq!(files(folder.path()), expected(&[&[("Page.html", "new page")]]));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let elsewhere = tempfile::tempdir().unwrap();
        let precious = &[("index.html", "precious"), ("z.html", "precious")];
        put(elsewhere.path(), precious);
        let folder = folder_with_old_site();
        let at = |name: &str| folder.path().join(name);
        // In place of a folder whose file is to go, and of a file that is to be written.
        fs::remove_dir_all(at("gone")).unwrap();
        symlink(elsewhere.path(), at("gone")).unwrap();
        fs::remove_file(at("index.html")).unwrap();
        symlink(elsewhere.path().join("index.html"), at("index.html")).unwrap();
        write(&site(NEW), folder.path()).unwrap();
        assert!(!at("index.html").is_symlink());
        assert!(at("gone").is_symlink());
        // In place of a folder that is to be written into.
        fs::remove_dir_all(at("x")).unwrap();
        symlink(elsewhere.path(), at("x")).unwrap();
        let error = write(&site(NEW), folder.path()).expect_err("a link").to_string();
        assert!(error.contains("/x is in the way"), "{error}");
        assert_eq!(files(elsewhere.path()), expected(&[precious]));
    }

    #[cfg(unix)]
    #[test]
    fn files_have_the_rights_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("output");
        write(&site(NEW), &output).unwrap();
        put(folder.path(), &[("any", "")]);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&output.join("index.html")), mode(&folder.path().join("any")));
        assert_eq!(mode(&output.join(MANIFEST)), mode(&folder.path().join("any")));
    }
}
