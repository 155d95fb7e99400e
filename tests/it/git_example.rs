//! The repository of invented revisions that `cargo run --example generate-history` makes.

use std::path::Path;
use std::process::Command;

use hoshin::git::Repository;
use hoshin::past::Past;

use crate::example_history;
use crate::repository::{git_in, text};

const TAGS: [&str; 5] =
    ["hachioji-2023", "hachioji-2025", "hachioji-2026", "sagamihara-2026", "sagamihara-2026-10"];

/// What the program says of the site, which must have no errors.
#[track_caller]
fn assert_compiles(site: &Path, when: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_hoshin"))
        .args(["check", "--site"])
        .arg(site)
        .env("LANG", "C")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{when}: {said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("no problems found"), "{when}: {said}");
}

#[test]
fn the_history_of_the_examples_is_the_same_every_time_and_compiles() {
    let folder = tempfile::tempdir().unwrap();
    let made = ["one", "another"].map(|name| {
        let site = folder.path().join(name);
        example_history::make(&site).unwrap();
        (git_in(&site, "2026-01-01", &["for-each-ref"], b""), site)
    });
    assert_eq!(made[0].0, made[1].0);
    let site = &made[0].1;
    assert!(example_history::make(site).is_err(), "what is there is not overwritten");
    assert_compiles(site, "the last one");
    assert_eq!(git_in(site, "2026-01-01", &["status", "--porcelain"], b""), "");

    let past = Repository::open(site).unwrap().unwrap();
    let days: Vec<_> = TAGS.iter().map(|tag| past.state(tag).unwrap().day()).collect();
    let expected = [(2023, 3, 31), (2025, 4, 1), (2026, 4, 1), (2026, 3, 31), (2026, 10, 1)];
    assert_eq!(days, expected);
    let (new, old) = (past.state("hachioji-2025").unwrap(), past.state("hachioji-2023").unwrap());
    let path = "content/hachioji/index.md";
    let former = past.former_paths(&*new, &*old, &[path]);
    assert_eq!(former.get(path).map(String::as_str), Some("content/hachioji-dx.md"));
    for text in [text(&*new, path), text(&*old, "content/hachioji-dx.md")] {
        assert!(text.contains("架空の改定"));
    }
    for tag in TAGS {
        git_in(site, "2026-01-01", &["checkout", "--quiet", tag], b"");
        assert_compiles(site, tag);
    }
}

#[test]
fn the_guide_shows_what_the_program_prints_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    example_history::make(&site).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_hoshin"))
        .args(["diff", "sagamihara-2026", "sagamihara-2026-10", "--document", "sagamihara"])
        .args(["--lang", "ja", "--site"])
        .arg(&site)
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide/revising.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let shown = format!("\n```text\n{}\n```\n", printed.trim_end());
    assert!(guide.contains(&shown), "revising.md does not show what is printed:\n{printed}");
}
