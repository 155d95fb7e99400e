//! Renamed files, found in the history.

use std::collections::BTreeMap;
use std::fs;

use hoshin::past::{Past, State};

use crate::repository::Repository;

/// A text of twelve lines of which the first ones are other ones.
fn page(name: &str, changed: usize) -> String {
    let line = |n| {
        if n < changed {
            format!("{name}の新しい{n}行目\n")
        } else {
            format!("{name}の{n}行目\n")
        }
    };
    (0..12).map(line).collect()
}

/// What the files of the newer state were called in the older one.
fn former(repository: &Repository, newer: &str, older: &str) -> BTreeMap<String, String> {
    let past = repository.open();
    let (newer, older) = (past.state(newer).unwrap(), past.state(older).unwrap());
    let paths: Vec<&str> = newer.files().keys().map(String::as_str).collect();
    past.former_paths(&*newer, &*older, &paths)
}

#[track_caller]
fn assert_former(found: &BTreeMap<String, String>, expected: &[(&str, &str)]) {
    let found: Vec<_> = found.iter().map(|(new, old)| (new.as_str(), old.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn renames_are_followed_commit_by_commit() {
    let repository = Repository::new();
    repository.write("content/a.md", &page("一", 0));
    repository.write("content/b.md", &page("二", 0));
    repository.write("content/c.md", &page("三", 0));
    repository.commit("一", "2023-04-01");
    repository.tag("old");
    // Renamed and changed, again and again, until nothing is left of the old text.
    for (step, name) in ["あ", "い", "方針/index"].into_iter().enumerate() {
        let from = ["a", "あ", "い"][step];
        repository.rename(&format!("content/{from}.md"), &format!("content/{name}.md"));
        repository.write(&format!("content/{name}.md"), &page("一", 4 * (step + 1)));
        repository.commit(name, &format!("202{}-04-01", 4 + step));
    }
    repository.rename("content/b.md", "content/両.md");
    repository.commit("両", "2027-01-01");
    repository.write("content/new.md", &page("新", 0));
    fs::remove_file(repository.root().join("content/c.md")).unwrap();
    repository.commit("新", "2027-02-01");
    let found = former(&repository, "HEAD", "old");
    assert_former(
        &found,
        &[("content/両.md", "content/b.md"), ("content/方針/index.md", "content/a.md")],
    );
    assert_former(&former(&repository, "old", "old"), &[]);
    // The other way round there are no commits between: what is alike is found, and the rest is not invented.
    assert_former(&former(&repository, "old", "HEAD"), &[("content/b.md", "content/両.md")]);
}

#[test]
fn a_folder_that_is_renamed_takes_its_files_along() {
    let repository = Repository::new();
    repository.write("content/hachioji/index.md", &page("一", 0));
    repository.write("content/hachioji/plan.md", &page("二", 0));
    repository.commit("一", "2023-04-01");
    repository.tag("old");
    repository.rename("content/hachioji/index.md", "content/八王子/index.md");
    repository.rename("content/hachioji/plan.md", "content/八王子/plan.md");
    repository.write("content/八王子/plan.md", &page("二", 5));
    repository.commit("二", "2024-04-01");
    let expected = [
        ("content/八王子/index.md", "content/hachioji/index.md"),
        ("content/八王子/plan.md", "content/hachioji/plan.md"),
    ];
    assert_former(&former(&repository, "HEAD", "old"), &expected);
}

#[test]
fn a_rename_on_a_branch_is_followed_through_the_merge() {
    let repository = Repository::new();
    repository.write("content/a.md", &page("一", 0));
    repository.write("content/other.md", "ほか");
    repository.commit("一", "2023-04-01");
    repository.tag("old");
    repository.branch("draft");
    repository.rename("content/a.md", "content/b.md");
    repository.write("content/b.md", &page("一", 5));
    repository.commit("案", "2023-05-01");
    repository.write("content/b.md", &page("一", 10));
    repository.commit("案の続き", "2023-06-01");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("content/other.md", "ほかの続き");
    repository.commit("本線", "2023-07-01");
    repository.git_on("2023-08-01", &["merge", "--quiet", "--no-ff", "--message", "併合", "draft"]);
    repository.write("content/b.md", &page("一", 12));
    repository.commit("後", "2023-09-01");
    assert_former(&former(&repository, "HEAD", "old"), &[("content/b.md", "content/a.md")]);
}

#[test]
fn a_new_file_under_the_old_name_is_another_one() {
    let repository = Repository::new();
    repository.write("content/a.md", &page("一", 0));
    repository.commit("一", "2023-04-01");
    repository.tag("old");
    repository.rename("content/a.md", "content/b.md");
    repository.commit("二", "2024-04-01");
    repository.write("content/a.md", "移りました。");
    repository.write("content/b.md", &page("一", 1));
    repository.commit("三", "2025-04-01");
    assert_former(&former(&repository, "HEAD", "old"), &[("content/b.md", "content/a.md")]);
}

#[test]
fn histories_that_have_nothing_in_common_are_compared_as_they_are() {
    let repository = Repository::new();
    repository.write("content/a.md", &page("一", 0));
    repository.write("content/gone.md", &page("二", 0));
    repository.commit("一", "2023-04-01");
    repository.tag("old");
    repository.git(&["checkout", "--quiet", "--orphan", "fresh"]);
    repository.rename("content/a.md", "content/b.md");
    repository.write("content/b.md", &page("一", 3));
    fs::remove_file(repository.root().join("content/gone.md")).unwrap();
    repository.write("content/new.md", &page("新", 0));
    repository.commit("作り直し", "2024-04-01");
    assert_former(&former(&repository, "HEAD", "old"), &[("content/b.md", "content/a.md")]);
}

/// A worktree whose files are not committed.
#[derive(Debug)]
struct Uncommitted(BTreeMap<String, String>);

impl State for Uncommitted {
    fn id(&self) -> &'static str {
        "worktree"
    }

    fn day(&self) -> (i32, u32, u32) {
        (2026, 4, 1)
    }

    fn files(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.0.get(path).map(|text| text.as_bytes().to_vec())
    }
}

#[test]
fn files_that_are_not_committed_yet_are_followed_from_the_last_commit() {
    let repository = Repository::new();
    repository.write("content/a.md", &page("一", 0));
    repository.commit("一", "2023-04-01");
    repository.tag("old");
    repository.rename("content/a.md", "content/b.md");
    repository.write("content/b.md", &page("一", 5));
    repository.commit("二", "2024-04-01");
    let past = repository.open();
    let old = past.state("old").unwrap();
    let check = |path: &str, changed: usize, expected: &[(&str, &str)]| {
        let files = [(path.to_owned(), page("一", changed))];
        let newer = Uncommitted(BTreeMap::from(files));
        assert_former(&past.former_paths(&newer, &*old, &[path]), expected);
    };
    check("content/b.md", 10, &[("content/b.md", "content/a.md")]);
    check("content/c.md", 10, &[("content/c.md", "content/a.md")]);
    check("content/c.md", 12, &[]);
}
