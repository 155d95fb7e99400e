//! Reading git: repositories of every kind, from worktrees to shallow clones.

use std::fs;

use hoshin::git::Repository as Reader;
use hoshin::past::{Absent, Past};

use crate::git::{open, paths};
use crate::history::history;
use crate::repository::{Repository, absent, git_in, text};

#[test]
fn a_site_may_lie_below_the_root() {
    let repository = Repository::new();
    repository.write("README.md", "まだサイトはない");
    repository.commit("前", "2025-01-01");
    repository.write("docs/サイト", "ファイル");
    repository.commit("ファイル", "2025-02-01");
    fs::remove_file(repository.root().join("docs/サイト")).unwrap();
    repository.write("docs/サイト/README.md", "空");
    repository.commit("空", "2025-03-01");
    repository.write("docs/サイト/content/a.md", "本文");
    repository.commit("サイト", "2025-04-01");
    let site = repository.root().join("docs/サイト");
    let past = open(&site);
    assert_eq!(paths(&*past.state("HEAD").unwrap()), ["content/a.md"]);
    for name in ["HEAD~1", "HEAD~2", "HEAD~3", "2025-03-31"] {
        assert_eq!(absent(&past, name), Absent::NoSite, "{name}");
    }
    assert_eq!(absent(&repository.open(), "HEAD"), Absent::NoSite, "the root is no site");
    // Reached through a link, and from inside.
    std::os::unix::fs::symlink(&site, repository.beside("link")).unwrap();
    for place in [repository.beside("link"), site.join("content/..")] {
        assert_eq!(paths(&*open(&place).state("HEAD").unwrap()), ["content/a.md"]);
    }
}

#[test]
fn worktrees_submodules_and_bare_repositories_are_read() {
    let repository = Repository::with_site();
    let id = repository.id("HEAD");
    let beside = |name: &str| repository.beside(name).to_str().unwrap().to_owned();
    repository.git(&["worktree", "add", "--quiet", &beside("linked"), "-b", "other"]);
    repository.git(&["clone", "--quiet", "--bare", ".", &beside("bare.git")]);
    repository.git(&["clone", "--quiet", "--shared", ".", &beside("shared")]);
    let parent = Repository::new();
    let source = repository.root();
    parent.git(&["submodule", "--quiet", "add", source.to_str().unwrap(), "site"]);
    for place in [
        repository.beside("linked"),
        repository.beside("bare.git"),
        repository.beside("shared"),
        parent.root().join("site"),
    ] {
        let past = open(&place);
        for name in ["HEAD", "v1", "2025-04-01"] {
            let state =
                past.state(name).unwrap_or_else(|error| panic!("{name} {place:?}: {error:?}"));
            assert_eq!(
                (state.id(), text(&*state, "content/about.md")),
                (id.as_str(), "一".to_owned())
            );
        }
    }
    assert_eq!(open(&repository.beside("linked")).state("other").unwrap().id(), id);
}

#[test]
fn the_end_of_a_history_is_known_as_such() {
    let repository = Repository::with_site();
    repository.write("content/about.md", "二");
    let second = repository.commit("二つ目", "2025-10-01");
    repository.write("content/about.md", "三");
    let third = repository.commit("三つ目", "2026-04-01");
    let clone = repository.beside("shallow");
    let source = format!("file://{}", repository.root().display());
    repository.git(&["clone", "--quiet", "--depth", "2", &source, clone.to_str().unwrap()]);
    let past = open(&clone);
    assert_eq!(past.state("HEAD").unwrap().id(), third);
    assert_eq!(past.state("HEAD~1").unwrap().id(), second);
    assert_eq!(past.state("2025-10-01").unwrap().id(), second);
    let first = Some((2025, 10, 1));
    assert_eq!(absent(&past, "2025-09-30"), Absent::TooEarly { first, shallow: true });
    for name in ["v1", "HEAD~2", &repository.id("v1")] {
        assert!(matches!(absent(&past, name), Absent::Unknown { shallow: true, .. }), "{name}");
    }
    let (new, old) = (past.state("HEAD").unwrap(), past.state("HEAD~1").unwrap());
    assert!(past.former_paths(&*new, &*old, &["content/about.md", "content/x.md"]).is_empty());
    // What is fetched later is found.
    git_in(&clone, "2025-01-01", &["fetch", "--quiet", "--unshallow", "--tags"], b"");
    assert_eq!(past.state("v1").unwrap().id(), repository.id("v1"));
    assert!(matches!(absent(&past, "v0"), Absent::Unknown { shallow: false, .. }));
}

#[test]
fn packed_repositories_say_the_same() {
    let repository = Repository::new();
    repository.git_with(&["fast-import", "--quiet"], &history(300, 5));
    let ids = repository.git(&["rev-list", "main"]);
    let ids: Vec<&str> = ids.lines().step_by(20).collect();
    let read = |past: &Reader| -> Vec<String> {
        ids.iter().map(|id| text(&*past.state(id).unwrap(), "content/page-00.md")).collect()
    };
    let fast_import = read(&repository.open());
    repository.git(&["repack", "-a", "-d", "-f", "--depth=50", "--quiet"]);
    assert_eq!(read(&repository.open()), fast_import, "deltas");
    repository.write("content/more.md", "後");
    repository.commit("後", "2026-01-01");
    repository.git(&["repack", "-d", "--quiet"]);
    repository.git(&["multi-pack-index", "write"]);
    repository.git(&["commit-graph", "write", "--reachable"]);
    repository.git(&["pack-refs", "--all"]);
    let past = repository.open();
    assert_eq!(read(&past), fast_import, "a multi-pack index");
    assert_eq!(text(&*past.state("HEAD").unwrap(), "content/more.md"), "後");
    assert_eq!(past.state("2025-12-31").unwrap().id(), repository.id("HEAD~1"));
}

#[test]
fn formats_that_are_not_read_are_named() {
    for (option, format) in
        [("--object-format=sha256", "SHA-256"), ("--ref-format=reftable", "reftable")]
    {
        let repository = Repository::new();
        let other = repository.beside("other");
        repository.git(&["init", "--quiet", option, other.to_str().unwrap()]);
        match Reader::open(&other) {
            Err(why) => assert_eq!(why, Absent::Unsupported { format }, "{option}"),
            Ok(_) => panic!("{option} was opened"),
        }
    }
}
