//! What the pages of revisions cost: a build of 100 documents with 5 revisions each against the same build
//! without them. `cargo bench --bench revisions`; `HOSHIN_BENCH_DOCUMENTS=30` for fewer documents.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, the disk and a variable"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

mod generator;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hoshin::past::{NoPast, Past};
use hoshin::{Options, compile, disk, git};

/// The program's allocator: without it the benchmark would time another program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const REVISIONS: usize = 5;

/// How often each build is timed; the middle one counts.
const TIMES: usize = 9;

fn main() {
    let documents = std::env::var("HOSHIN_BENCH_DOCUMENTS");
    let documents = documents.ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("site");
    repository(&root, documents);
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for time in 0..TIMES {
        // A file system is slow where files were removed just now: each build has a folder of its own.
        let output = |kind: &str| folder.path().join(format!("{kind}-{time}"));
        without.push(build(&root, &output("without"), Arc::new(NoPast)));
        // Nothing is remembered from one build to the next.
        let past = git::Repository::open(&root).expect("sound").expect("just made");
        with.push(build(&root, &output("with"), Arc::new(past)));
    }
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let [with, without] = [with, without].map(|builds: Vec<[Duration; 2]>| {
        [0, 1].map(|at| milliseconds(middle(builds.iter().map(|it| it[at]).collect())))
    });
    println!("{documents} documents with {REVISIONS} revisions each");
    for (what, at) in [("read and compiled", 0), ("and written", 1)] {
        let (with, without) = (with[at], without[at]);
        println!(
            "{what}: {with:.0} ms, without revisions {without:.0} ms: {:.2} times",
            with / without
        );
    }
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Reads, compiles and writes a site into a new folder: how long it took until it was compiled, and written.
fn build(root: &Path, output: &Path, past: Arc<dyn Past>) -> [Duration; 2] {
    let start = Instant::now();
    let project = disk::load(root).expect("a site");
    let compiled = compile(&project, &Options { past, ..Options::default() });
    let site = compiled.site.expect("no error");
    let made = start.elapsed();
    disk::write(&site, output).expect("a writable folder");
    [made, start.elapsed()]
}

/// A repository of a site whose documents were revised again and again.
fn repository(root: &Path, documents: usize) {
    std::fs::create_dir_all(root).expect("a writable folder");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(root).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
    };
    let ran = |mut command: Command| assert!(command.status().expect("git runs").success());
    ran(git(&["init", "--quiet", "--initial-branch=main"]));
    let mut import =
        git(&["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().expect("git runs");
    let mut stream = String::new();
    for revision in 1..=REVISIONS {
        let time = 1_680_000_000 + revision * 31_536_000;
        let who = format!("例示市 <dx@example.lg.jp> {time} +0900");
        writeln!(stream, "commit refs/heads/main\ncommitter {who}\ndata 1\nx").expect("memory");
        for (path, text) in generator::site(documents) {
            let text = if path == "hoshin.yaml" { text } else { revised(&text, revision) };
            writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len())
                .expect("memory");
        }
        writeln!(stream, "\nreset refs/tags/r{revision}\nfrom refs/heads/main").expect("memory");
    }
    import.stdin.take().expect("it is piped").write_all(stream.as_bytes()).expect("git reads");
    assert!(import.wait().expect("git ends").success());
    ran(git(&["reset", "--quiet", "--hard", "main"]));
}

/// A document as a revision leaves it: its history, and a few changes here and there.
fn revised(text: &str, revision: usize) -> String {
    let mut history = String::from("revisions:\n");
    for made in (1..=revision).rev() {
        let year = 2022 + made;
        writeln!(history, "  - {{date: {year}-04-01, tag: r{made}, summary: {year}年度の見直し}}")
            .expect("memory");
    }
    let text = text.replacen("---\n", &format!("---\n{history}"), 1);
    let text = text.replacen("職員一人ひとり", &format!("第{revision}期の職員一人ひとり"), 3);
    text.replacen("第二の項目", &format!("第二の項目（{revision}回目の見直し）"), 2)
}
