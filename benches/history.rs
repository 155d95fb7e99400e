//! Long histories, made at once by `git fast-import`.

use std::io::Write;

/// The last commit of every history: noon of 2025-06-01 in Japan.
const END: i64 = 1_748_746_800;

/// A history of this many commits: a site of pages of about 8 kB, one of which each commit changes; a commit an
/// hour.
pub(crate) fn history(commits: u32, pages: u32) -> Vec<u8> {
    let mut stream = Vec::new();
    for commit in 0..commits {
        let seconds = END - i64::from(commits - 1 - commit) * 3600;
        let who = format!("例示市 <dx@example.lg.jp> {seconds} +0900");
        write!(stream, "commit refs/heads/main\ncommitter {who}\ndata 1\nx\n").expect("memory");
        let first = commit % pages;
        // The last page is not there from the beginning.
        for number in if commit == 0 { 0..pages - 1 } else { first..first + 1 } {
            let text = page(number, commit);
            let path = format!("content/page-{number:02}.md");
            write!(stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len())
                .expect("memory");
        }
    }
    stream
}

fn page(number: u32, commit: u32) -> String {
    let line = |line| {
        let edition = if line == commit % 60 { commit } else { 0 };
        format!(
            "{number}の{line}行目では、デジタル技術を活用して市民の生活の質を高めます（第{edition}版）。\n"
        )
    };
    (0..60).map(line).collect()
}
