//! Reading git: the states of a site in repositories of every kind, whole and broken, well-meant and not.

use std::path::Path;
use std::sync::Arc;

use hoshin::git::Repository as Reader;
use hoshin::past::{Absent, Past, State};
use rayon::prelude::*;

use crate::history::history;
use crate::repository::{Repository, absent, text};

/// The paths of a state's files.
pub(crate) fn paths(state: &dyn State) -> Vec<&str> {
    state.files().keys().map(String::as_str).collect()
}

pub(crate) fn open(site: &Path) -> Reader {
    Reader::open(site).unwrap().unwrap_or_else(|| panic!("no repository at {}", site.display()))
}

#[test]
fn a_folder_outside_git_has_no_repository() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Reader::open(folder.path()).unwrap().is_none());
    assert!(Reader::open(&folder.path().join("missing")).unwrap().is_none());
}

#[test]
fn names_stand_for_commits() {
    let repository = Repository::with_site();
    let first = repository.id("HEAD");
    repository.write("content/about.md", "二");
    let second = repository.commit("二つ目", "2025-10-01");
    repository.git(&["tag", "--annotate", "--message", "改定", "令和7年10月改定"]);
    repository.git(&["tag", "--annotate", "--message", "重ね", "nested", "令和7年10月改定"]);
    repository.branch("案/次の改定");
    repository.git(&["checkout", "--quiet", "--detach", "HEAD~1"]);
    let past = repository.open();
    for (name, expected) in [
        ("v1", &first),
        ("refs/tags/v1", &first),
        ("令和7年10月改定", &second),
        ("nested", &second),
        ("main", &second),
        ("案/次の改定", &second),
        ("main~1", &first),
        ("main^", &first),
        ("nested^{commit}", &second),
        ("nested^{commit}~1", &first),
        ("HEAD", &first),
        ("@", &first),
        ("HEAD@{1}", &second),
        (second.as_str(), &second),
        (&second[..10], &second),
    ] {
        let state = past.state(name).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(state.id(), expected, "{name}");
    }
    let (old, new) = (past.state("v1").unwrap(), past.state("nested").unwrap());
    assert_eq!((old.day(), new.day()), ((2025, 4, 1), (2025, 10, 1)));
    assert_eq!(
        (text(&*old, "content/about.md"), text(&*new, "content/about.md")),
        ("一".into(), "二".into())
    );
    assert_ne!(old.files()["content/about.md"], new.files()["content/about.md"]);
    assert!(Arc::ptr_eq(&past.state("main").unwrap(), &new), "commits are read once");
}

#[test]
fn what_is_no_commit_is_no_state() {
    let repository = Repository::with_site();
    repository.git(&["tag", "tree", "HEAD^{tree}"]);
    repository.git(&["tag", "--annotate", "--message", "本文", "blob", "HEAD:content/about.md"]);
    let past = repository.open();
    for name in ["tree", "blob", "v1^{tree}", "HEAD:content/about.md", "v1..main", "v1...main"] {
        assert_eq!(absent(&past, name), Absent::NoState, "{name}");
    }
}

#[test]
fn names_that_nothing_has_are_unknown() {
    let repository = Repository::with_site();
    repository.tag("hachioji-2023");
    repository.tag("令和5年4月改定");
    let past = repository.open();
    let check = |name: &str, expected: &[&str]| match absent(&past, name) {
        Absent::Unknown { near, shallow: false } => assert_eq!(near, expected, "{name}"),
        other => panic!("{name}: {other:?}"),
    };
    check("hachioji-2024", &["hachioji-2023"]);
    check("令和7年4月改定", &["令和5年4月改定"]);
    check("mian", &["main"]);
    let long = "あ".repeat(10_000);
    let deep = format!("HEAD{}", "^".repeat(900));
    let far = "HEAD~99999999999999999999";
    let odd = [
        "", "-", "--all", "\0", "a\0b", "a\nb", " ", "/", ".", "..", "...", "@{", "@{1", "^", "~",
        ":", ":/", "::",
    ];
    let more = [
        "^{}",
        "HEAD^{",
        "HEAD^{x}",
        "HEAD~",
        "HEAD~x",
        "HEAD@{99}",
        "@{-9}",
        "@{u}",
        "a..b",
        "*",
        "a.lock",
        "\u{202e}",
        "2025",
        "2025-04",
        "deadbeef",
        "0000000000000000000000000000000000000000",
    ];
    for name in odd.into_iter().chain(more).chain([long.as_str(), &deep, far]) {
        // `HEAD~` is a commit's parent that is not there; none of them is a state, whatever the reason.
        let why = absent(&past, name);
        let known = matches!(why, Absent::Unknown { .. } | Absent::NoState);
        assert!(known, "{name:?}: {why:?}");
    }
}

#[test]
fn a_short_id_that_several_commits_have_is_ambiguous() {
    let repository = Repository::new();
    // Of 1,500 commits several begin alike, by the birthday paradox.
    repository.git_with(&["fast-import", "--quiet"], &history(1500, 1));
    let ids = repository.git(&["rev-list", "main"]);
    let mut ids: Vec<&str> = ids.lines().collect();
    ids.sort_unstable();
    let pair = ids.windows(2).find(|pair| pair[0][..4] == pair[1][..4]).unwrap();
    let past = repository.open();
    match absent(&past, &pair[0][..4]) {
        Absent::Ambiguous { candidates } => {
            assert!(candidates.len() >= 2, "{candidates:?}");
            let told = |id: &str| {
                candidates
                    .iter()
                    .any(|told| id.starts_with(&told[..5]) && told.contains("commit 20"))
            };
            assert!(told(pair[0]) && told(pair[1]), "{candidates:?}");
        }
        other => panic!("{other:?}"),
    }
    // A tag of that name is meant, as it is for git.
    repository.git(&["tag", &pair[0][..4], "HEAD"]);
    assert_eq!(past.state(&pair[0][..4]).unwrap().id(), repository.id("HEAD"));
}

#[test]
fn a_day_stands_for_its_last_commit() {
    let repository = Repository::new();
    repository.write("content/about.md", "一");
    let first = repository.commit("一", "2025-04-01T23:59:59+09:00");
    let second = repository.commit("二", "2025-04-02T00:00:00+09:00");
    // The same moment is still the day before elsewhere.
    let west = repository.commit("三", "2025-04-02T23:00:00-10:00");
    // A clock that stands still in the past, and one that runs ahead.
    let slow = repository.commit("四", "2001-01-01");
    let fast = repository.commit("五", "2035-01-01");
    let last = repository.commit("六", "2026-04-01");
    let past = repository.open();
    for (name, expected) in [
        ("2025-04-01", &first),
        ("R7.4.1", &first),
        ("令和7年4月1日", &first),
        ("2025/4/2", &west),
        ("2025-12-31", &west),
        ("2026-03-31", &west),
        ("2026-04-01", &last),
        ("2034-12-31", &last),
        ("2035-01-01", &fast),
        ("2001-01-01", &slow),
        ("2024-12-31", &slow),
    ] {
        assert_eq!(past.state(name).unwrap().id(), expected, "{name}");
    }
    let first_day = Some((2001, 1, 1));
    assert_eq!(absent(&past, "2000-12-31"), Absent::TooEarly { first: first_day, shallow: false });
    // A name goes before a day.
    repository.git(&["tag", "2025-12-31", &second]);
    assert_eq!(past.state("2025-12-31").unwrap().id(), second);
}

#[test]
fn a_repository_without_commits_has_no_states() {
    let repository = Repository::new();
    let past = repository.open();
    assert_eq!(absent(&past, "2025-04-01"), Absent::TooEarly { first: None, shallow: false });
    for name in ["HEAD", "main", "@", "v1"] {
        assert!(matches!(absent(&past, name), Absent::Unknown { .. }), "{name}");
    }
    // What comes later is found.
    repository.write("hoshin.yaml", "title: 例\n");
    repository.commit("初め", "2025-04-01");
    assert_eq!(paths(&*past.state("HEAD").unwrap()), ["hoshin.yaml"]);
}

#[test]
fn a_tag_that_moves_is_followed() {
    let repository = Repository::with_site();
    let past = repository.open();
    assert!(matches!(absent(&past, "v2"), Absent::Unknown { .. }));
    repository.write("content/about.md", "二");
    let second = repository.commit("二つ目", "2025-10-01");
    repository.tag("v2");
    assert_eq!(past.state("v2").unwrap().id(), second);
    repository.git(&["tag", "--force", "v2", "v1"]);
    assert_eq!(past.state("v2").unwrap().id(), repository.id("v1"));
    repository.git(&["pack-refs", "--all"]);
    repository.git(&["gc", "--quiet", "--prune=now"]);
    repository.git(&["tag", "--force", "v2", &second]);
    assert_eq!(past.state("v2").unwrap().id(), second);
    assert_eq!(text(&*past.state("v2").unwrap(), "content/about.md"), "二");
}

#[test]
fn only_files_of_the_site_are_there() {
    let repository = Repository::new();
    for path in
        ["content/八王子市/index.md", "content/か\u{3099}.md", "outlines/市.yaml", "hoshin.yaml"]
    {
        repository.write(path, path);
    }
    for path in [
        "README.md",
        "themes/t/theme.yaml",
        "content/_下書き.md",
        "content/.hidden/x.md",
        "output/x.html",
    ] {
        repository.write(path, path);
    }
    std::os::unix::fs::symlink("hoshin.yaml", repository.root().join("content/link.md")).unwrap();
    // The same name once more, composed; and names that are no text.
    let blob = repository.git_with(&["hash-object", "-w", "--stdin"], "別".as_bytes());
    repository.git(&["add", "--all"]);
    repository.git(&[
        "update-index",
        "--add",
        "--cacheinfo",
        &format!("100644,{},content/が.md", blob.trim()),
    ]);
    let module = format!("160000,{},content/module", "1".repeat(40));
    repository.git(&["update-index", "--add", "--cacheinfo", &module]);
    let entry = [b"100644 ", blob.trim().as_bytes(), b"\tcontent/\xff\xfe.md\0"].concat();
    repository.git_with(&["update-index", "-z", "--index-info"], &entry);
    repository.git_on("2025-04-01", &["commit", "--quiet", "--message", "一"]);
    let state = repository.open().state("HEAD").unwrap();
    let expected =
        ["content/が.md", "content/八王子市/index.md", "hoshin.yaml", "outlines/市.yaml"];
    assert_eq!(paths(&*state), expected);
    assert_eq!(
        text(&*state, "content/が.md"),
        "content/か\u{3099}.md",
        "the first of two equal names"
    );
    assert_eq!(state.files()["outlines/市.yaml"], repository.id("HEAD:outlines/市.yaml"));
    assert_eq!(state.read("content/link.md"), None);
    assert_eq!(state.read("README.md"), None);
}

#[test]
fn files_that_are_too_large_are_not_read() {
    let repository = Repository::with_site();
    repository.write_bytes("content/large.md", &vec![b'a'; 33 * 1024 * 1024]);
    repository.commit("大きい", "2025-05-01");
    let state = repository.open().state("HEAD").unwrap();
    assert!(state.files().contains_key("content/large.md"));
    assert_eq!(state.read("content/large.md"), None);
    assert_eq!(text(&*state, "content/about.md"), "一");
}

#[test]
fn many_threads_read_at_once() {
    let repository = Repository::new();
    repository.git_with(&["fast-import", "--quiet"], &history(50, 5));
    let past = repository.open();
    let ids = repository.git(&["rev-list", "main"]);
    let ids: Vec<&str> = ids.lines().collect();
    let read = |id: &&str| -> Vec<String> {
        let state = past.state(id).unwrap();
        state.files().keys().map(|path| text(&*state, path)).collect()
    };
    let together: Vec<_> = ids.par_iter().map(read).collect();
    let fresh = repository.open();
    let one_by_one: Vec<Vec<String>> = ids
        .iter()
        .map(|id| {
            let state = fresh.state(id).unwrap();
            state.files().keys().map(|path| text(&*state, path)).collect()
        })
        .collect();
    assert_eq!(together, one_by_one);
    assert_eq!(together[0].len(), 5);
}
