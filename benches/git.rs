//! How long it takes to read a history of 10,000 commits: `cargo bench --bench git`.

mod history;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use criterion::Criterion;
use hoshin::git::Repository;
use hoshin::past::Past;

fn git(folder: &Path, arguments: &[&str], input: &[u8]) {
    let mut child = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .spawn()
        .expect("git is there");
    child.stdin.take().expect("a pipe").write_all(input).expect("git reads");
    assert!(child.wait().expect("git ends").success(), "git {arguments:?}");
}

fn open(folder: &Path) -> Repository {
    Repository::open(folder).expect("a whole repository").expect("a repository")
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    git(site, &["init", "--quiet", "--initial-branch=main"], b"");
    git(site, &["fast-import", "--quiet"], &history::history(10_000, 20));
    git(site, &["repack", "-a", "-d", "-q"], b"");
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    criterion.bench_function("open, two states, a document of each", |bencher| {
        bencher.iter(|| {
            let past = open(site);
            let read = |name| {
                past.state(name).expect(name).read("content/page-07.md").map(|text| text.len())
            };
            (read("main"), read("main~500"))
        });
    });
    criterion.bench_function("a day of 10,000 commits", |bencher| {
        bencher.iter(|| open(site).state("2024-12-01").expect("a day").day());
    });
    criterion.bench_function("a file that came within 10,000 commits", |bencher| {
        let past = open(site);
        let (newer, older) =
            (past.state("main").expect("new"), past.state("main~9999").expect("old"));
        bencher.iter(|| past.former_paths(&*newer, &*older, &["content/page-19.md"]));
    });
    criterion.final_summary();
}
