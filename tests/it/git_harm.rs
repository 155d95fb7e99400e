//! Repositories that are broken, or that mean harm: nothing is run, nothing is written, and what cannot be read is
//! named.

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use hoshin::git::Repository as Reader;
use hoshin::past::{Absent, Past};

use crate::repository::{Repository, absent, text};

#[track_caller]
fn assert_damaged(why: &Absent) {
    match why {
        Absent::Damaged { reason } => {
            assert!(!reason.is_empty() && !reason.contains('\n'), "{reason:?}");
        }
        other => panic!("{other:?}"),
    }
}

/// Makes a file writable and replaces its bytes.
fn spoil(path: &std::path::Path, bytes: &[u8]) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn nothing_is_written() {
    let repository = Repository::with_site();
    repository.rename("content/about.md", "content/b.md");
    repository.commit("二つ目", "2025-10-01");
    // A file that the index does not know the times of, which git would write down.
    repository.write("content/b.md", "一");
    let before = repository.everything();
    let past = repository.open();
    let (newer, older) = (past.state("HEAD").unwrap(), past.state("2025-04-01").unwrap());
    assert_eq!(past.former_paths(&*newer, &*older, &["content/b.md"]).len(), 1);
    assert_eq!(text(&*older, "content/about.md"), "一");
    absent(&past, "missing");
    drop(past);
    assert!(repository.everything() == before, "something was written");
}

/// Settings that name a program wherever git would run one.
fn evil_settings(run: &str, hooks: &str, included: &str) -> String {
    format!(
        "[core]\n\tfsmonitor = {run}\n\thooksPath = {hooks}\n\tsshCommand = {run}\n\teditor = {run}\n\
         \taskPass = {run}\n\tpager = {run}\n\talternateRefsCommand = {run}\n\
         [include]\n\tpath = {included}\n[alias]\n\trev-parse = !{run}\n\
         [diff]\n\texternal = {run}\n[diff \"evil\"]\n\tcommand = {run}\n\ttextconv = {run}\n\
         [filter \"evil\"]\n\tsmudge = {run}\n\tclean = {run}\n\tprocess = {run}\n\trequired\n\
         [credential]\n\thelper = !{run}\n[gpg]\n\tprogram = {run}\n[protocol \"ext\"]\n\tallow = always\n\
         [remote \"origin\"]\n\turl = ext::{run}\n\tpromisor = true\n\tpartialCloneFilter = blob:none\n\
         [uploadpack]\n\tpackObjectsHook = {run}\n[extensions]\n\tpartialClone = origin\n"
    )
}

#[test]
fn nothing_is_run() {
    let repository = Repository::with_site();
    let [marker, run, included] =
        ["marker", "run.sh", "included"].map(|name| repository.beside(name));
    fs::write(&run, format!("#!/bin/sh\ntouch {}\nexit 1\n", marker.display())).unwrap();
    fs::set_permissions(&run, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(&included, format!("[core]\n\tpager = {}\n", run.display())).unwrap();
    repository.write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
    repository.write("content/about.md", "二");
    repository.commit("二つ目", "2025-10-01");
    let hooks = repository.root().join(".git/hooks");
    for hook in ["post-checkout", "post-index-change", "reference-transaction"] {
        fs::copy(&run, hooks.join(hook)).unwrap();
    }
    let [run, hooks, included] = [&run, &hooks, &included].map(|path| path.to_str().unwrap());
    let config = repository.root().join(".git/config");
    let plain = fs::read_to_string(&config).unwrap() + &evil_settings(run, hooks, included);
    fs::write(&config, format!("{plain}[core]\n\tworktree = ../../elsewhere\n")).unwrap();

    let past = repository.open();
    let (newer, older) = (past.state("HEAD").unwrap(), past.state("v1").unwrap());
    assert_eq!(text(&*newer, "content/about.md"), "二");
    assert_eq!(text(&*older, "content/about.md"), "一");
    past.former_paths(&*newer, &*older, &["content/x.md"]);
    // An object that is not there would be fetched by git, from a remote that is a program.
    for name in [&"1".repeat(40), "HEAD@{upstream}", "origin", "missing"] {
        absent(&past, name);
    }
    assert!(!marker.exists(), "a program of the repository was run");

    // The marker does tell: git itself runs what this repository names.
    fs::write(&config, plain).unwrap();
    let status = Command::new("git").current_dir(repository.root()).arg("status").output();
    assert!(status.is_ok() && marker.exists(), "the test could not have found anything");
}

#[test]
fn replacements_do_not_change_what_an_id_stands_for() {
    let repository = Repository::with_site();
    repository.write("content/about.md", "偽");
    let other = repository.commit("偽", "2025-05-01");
    repository.git(&["replace", &repository.id("v1"), &other]);
    assert_eq!(repository.git(&["show", "v1:content/about.md"]), "偽");
    assert_eq!(text(&*repository.open().state("v1").unwrap(), "content/about.md"), "一");
}

#[test]
fn a_broken_repository_is_none_but_says_so() {
    let repository = Repository::with_site();
    let check = |prepare: &dyn Fn(&std::path::Path)| {
        let site = repository.beside("broken");
        fs::create_dir(&site).unwrap();
        prepare(&site);
        assert_damaged(&Reader::open(&site).map(|found| found.is_some()).unwrap_err());
        fs::remove_dir_all(&site).unwrap();
    };
    check(&|site| fs::create_dir(site.join(".git")).unwrap());
    check(&|site| fs::write(site.join(".git"), "gitdir: ../missing\n").unwrap());
    check(&|site| fs::write(site.join(".git"), [0xff, 0, 1, 2]).unwrap());
    check(&|site| std::os::unix::fs::symlink("nowhere", site.join(".git")).unwrap());
    let config = repository.root().join(".git/config");
    fs::write(&config, "[core\nrepositoryformatversion = 99").unwrap();
    assert_damaged(&Reader::open(&repository.root()).map(|found| found.is_some()).unwrap_err());
}

#[test]
fn damaged_objects_are_named_and_the_rest_is_read() {
    for (name, bytes) in [
        ("v1", b"garbage".as_slice()),
        ("v1", b""),
        ("v1^{tree}", b"garbage"),
        ("v1:content", b""),
        ("v1:content", b"\x78\x9c\x03\x00\x00\x00\x00\x01"),
    ] {
        let repository = Repository::with_site();
        let broken = repository.object(name);
        repository.write("content/b.md", "二");
        let second = repository.commit("二つ目", "2025-10-01");
        spoil(&broken, bytes);
        let past = repository.open();
        assert_damaged(&absent(&past, "v1"));
        assert_eq!(text(&*past.state("HEAD").unwrap(), "content/b.md"), "二", "{name}");
        fs::remove_file(&broken).unwrap();
        assert_damaged(&absent(&repository.open(), "v1"));
        let (newer, older) = (past.state(&second).unwrap(), past.state("HEAD").unwrap());
        past.former_paths(&*newer, &*older, &["content/b.md", "content/x.md"]);
    }
}

#[test]
fn a_damaged_file_is_missing_by_itself() {
    let repository = Repository::with_site();
    repository.write("content/b.md", "二");
    repository.commit("二つ目", "2025-10-01");
    spoil(&repository.object("HEAD:content/b.md"), b"garbage");
    let state = repository.open().state("HEAD").unwrap();
    assert!(state.files().contains_key("content/b.md"));
    assert_eq!(state.read("content/b.md"), None);
    assert_eq!(text(&*state, "content/about.md"), "一");
}

#[test]
fn damaged_names_and_packs_are_named() {
    let repository = Repository::with_site();
    let tags = repository.root().join(".git/refs/tags");
    fs::write(tags.join("garbage"), [0xff, 0xfe, 0]).unwrap();
    fs::write(tags.join("nothing"), "").unwrap();
    fs::write(tags.join("missing"), format!("{}\n", "1".repeat(40))).unwrap();
    fs::write(tags.join("loop"), "ref: refs/tags/loop\n").unwrap();
    let past = repository.open();
    for name in ["garbage", "nothing", "missing", "loop"] {
        assert_damaged(&absent(&past, name));
    }
    assert_eq!(past.state("v1").unwrap().id(), repository.id("HEAD"));
    assert!(
        matches!(absent(&past, "v2"), Absent::Unknown { near, .. } if near.first().is_some_and(|name| name == "v1"))
    );
    for name in ["garbage", "nothing", "missing", "loop"] {
        fs::remove_file(tags.join(name)).unwrap();
    }
    repository.git(&["gc", "--quiet"]);
    let packs = repository.root().join(".git/objects/pack");
    for entry in fs::read_dir(packs).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        // The head stays, so that it is found and opened as a pack.
        let kept: Vec<u8> =
            bytes.iter().enumerate().map(|(at, byte)| if at < 12 { *byte } else { 0x5a }).collect();
        if path.extension().is_some_and(|extension| extension == "pack") {
            spoil(&path, &kept);
        }
    }
    let past = repository.open();
    assert_damaged(&absent(&past, "v1"));
    assert_damaged(&absent(&past, "2025-04-01"));
}

#[test]
fn binary_garbage_in_an_old_commit_is_given_as_it_is() {
    let repository = Repository::new();
    let garbage: Vec<u8> = (0..=255).cycle().take(5000).collect();
    repository.write_bytes("content/index.md", &garbage);
    repository.write_bytes("hoshin.yaml", &garbage);
    repository.commit("ごみ", "2023-04-01");
    let state = repository.open().state("HEAD").unwrap();
    assert_eq!(state.read("content/index.md"), Some(garbage));
}

#[test]
fn a_tree_that_holds_itself_many_times_is_refused() {
    let repository = Repository::with_site();
    let blob = repository.id("HEAD:content/about.md");
    let mut tree = String::new();
    for n in 0..10 {
        writeln!(tree, "100644 blob {blob}\tf{n}.md").unwrap();
    }
    let mut id = repository.git_with(&["mktree"], tree.as_bytes()).trim().to_owned();
    for _ in 0..10 {
        let mut entries = String::new();
        for n in 0..10 {
            writeln!(entries, "040000 tree {id}\td{n}").unwrap();
        }
        id = repository.git_with(&["mktree"], entries.as_bytes()).trim().to_owned();
    }
    let root = repository.git_with(&["mktree"], format!("040000 tree {id}\tcontent\n").as_bytes());
    let commit = repository.git(&["commit-tree", "-m", "x", root.trim()]);
    assert_damaged(&absent(&repository.open(), commit.trim()));
}
