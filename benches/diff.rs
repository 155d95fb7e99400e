//! How long `hoshin diff` takes between two revisions of a policy of 20 pages in a repository of 10,000 commits:
//! `cargo bench --bench diff`. Wall time of the whole command; needs the program `git` to make the repository.

#![expect(clippy::disallowed_methods, reason = "a tool of its own, outside the library's layers")]
#![expect(clippy::print_stdout, reason = "the figures are the result")]

#[path = "generator.rs"]
mod generator;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many commits there are.
const COMMITS: usize = 10_000;

/// How many characters a page of a printed policy has, about.
const PAGE: usize = 1_200;

/// How often each command is run.
const RUNS: usize = 21;

/// The most that the command may take.
const MOST: Duration = Duration::from_millis(150);

fn main() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"], b"")?;
    git(folder.path(), &["fast-import", "--quiet"], history().as_bytes())?;
    git(folder.path(), &["reset", "--quiet", "--hard"], b"")?;
    println!("median (slowest) of {RUNS} runs, {COMMITS} commits, at most {MOST:?}");
    let revisions: [&[&str]; 3] = [&["v1", "v2"], &["v1"], &["2024-04-10", "2025-05-20"]];
    for names in revisions {
        for format in ["terminal", "html"] {
            let mut times = (0..RUNS)
                .map(|_| timed(folder.path(), &[names, &["--format", format]].concat()))
                .collect::<io::Result<Vec<_>>>()?;
            times.sort();
            let (median, slowest) = (times[RUNS / 2], times[RUNS - 1]);
            println!("{:24} {format:8} {median:.1?} ({slowest:.1?})", names.join(" "));
        }
    }
    Ok(())
}

/// The time of one run.
fn timed(site: &Path, arguments: &[&str]) -> io::Result<Duration> {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_hoshin"))
        .current_dir(site)
        .arg("diff")
        .args(arguments)
        .output()?;
    let time = start.elapsed();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("改めた文"));
    Ok(time)
}

fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> io::Result<()> {
    let mut child =
        Command::new("git").current_dir(folder).args(arguments).stdin(Stdio::piped()).spawn()?;
    child.stdin.take().expect("a pipe").write_all(input)?;
    assert!(child.wait()?.success(), "git {arguments:?}");
    Ok(())
}

/// A policy of 20 pages, of which every tenth paragraph has another word in the second edition.
fn policy(second: bool) -> String {
    let mut text = generator::site(1)
        .into_iter()
        .find(|(path, _)| path.ends_with("index.md"))
        .map(|(_, text)| text)
        .expect("a policy");
    let mut number = 0;
    while text.chars().count() < 20 * PAGE {
        if number % 10 == 0 {
            write!(text, "\n## 取組{number}\n").expect("a string");
        }
        let word = if second && number % 10 == 3 { "改めた文を" } else { "計画を" };
        let line = format!(
            "職員の学びを支えるため、第{number}の{word}毎年度に立て、必要な予算を確保し、その成果を公表します。\n"
        );
        text.extend(["\n", &line]);
        number += 1;
    }
    text
}

/// Commits an hour after each other, each of which changes one of ten pages, and two editions of a policy.
fn history() -> String {
    let mut stream = String::new();
    let file = |stream: &mut String, path: &str, text: &str| {
        write!(stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len()).expect("a string");
    };
    for commit in 0..COMMITS {
        let seconds = 1_711_897_200 + commit * 3600;
        write!(
            stream,
            "commit refs/heads/main\ncommitter x <x@example.lg.jp> {seconds} +0900\ndata 1\nx\n"
        )
        .expect("a string");
        match commit {
            1 => file(&mut stream, "content/policy/index.md", &policy(false)),
            9_000 => file(&mut stream, "content/policy/index.md", &policy(true)),
            _ => {}
        }
        let page = commit % 10;
        let text = format!("---\nkind: page\ntitle: ページ{page}\n---\n\n第{commit}版の文です。\n");
        file(&mut stream, &format!("content/page-{page}.md"), &text);
        let tag = match commit {
            50 => "v1",
            9_999 => "v2",
            _ => continue,
        };
        write!(stream, "reset refs/tags/{tag}\nfrom refs/heads/main\n\n").expect("a string");
    }
    stream
}
