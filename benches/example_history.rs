//! Makes a repository that holds a site with two of our examples and invented revisions of them, the same one
//! every time: equal ids wherever it is made.
//!
//! The repository is written by the program `git`, not by the library that reads it: what readers meet is what
//! git makes, worktree and index included, and neither side can share a mistake of the other.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::example_revisions::{Change, STEPS, Step};

/// Makes the repository in a folder that does not exist or is empty.
pub(crate) fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(io::Error::other(format!("{} is not empty", folder.display())));
    }
    git(
        folder,
        "2023-01-01",
        &["init", "--quiet", "--initial-branch=main", "--object-format=sha1"],
    )?;
    for step in STEPS {
        for change in step.changes {
            apply(folder, change)
                .map_err(|error| io::Error::other(format!("{}: {error}", step.message)))?;
        }
        commit(folder, step)?;
    }
    Ok(())
}

fn commit(folder: &Path, step: &Step) -> io::Result<()> {
    git(folder, step.day, &["add", "--all"])?;
    git(folder, step.day, &["commit", "--quiet", "--message", step.message])?;
    match step.tag {
        Some(tag) => git(folder, step.day, &["tag", "--annotate", "--message", step.message, tag]),
        None => Ok(()),
    }
}

/// Makes one change; fails if what it changes is not there.
fn apply(folder: &Path, change: &Change) -> io::Result<()> {
    match *change {
        Change::Copy { from, to } => {
            let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(from))?;
            write(&folder.join(to), &text)
        }
        Change::Rename { from, to } => {
            let text = fs::read_to_string(folder.join(from))?;
            fs::remove_file(folder.join(from))?;
            write(&folder.join(to), &text)
        }
        Change::Replace { path, old, new } => {
            let text = fs::read_to_string(folder.join(path))?;
            match text.matches(old).count() {
                0 => Err(io::Error::other(format!("{path} does not say `{old}`"))),
                _ => fs::write(folder.join(path), text.replace(old, new)),
            }
        }
        Change::Move { path, section, before } => {
            let text = fs::read_to_string(folder.join(path))?;
            let missing = || io::Error::other(format!("{path} has no `{section}` or `{before}`"));
            let moved = move_section(&text, section, before).ok_or_else(missing)?;
            fs::write(folder.join(path), moved)
        }
    }
}

/// The text with a section, to the next heading of its level or above, before another heading.
fn move_section(text: &str, section: &str, before: &str) -> Option<String> {
    let level = section.bytes().take_while(|byte| *byte == b'#').count();
    let start = text.find(&format!("\n{section}\n"))? + 1;
    let rest = &text[start + section.len()..];
    let heading = |at: &usize| {
        let signs = rest[at + 1..].bytes().take_while(|byte| *byte == b'#').count();
        (1..=level).contains(&signs)
    };
    let length =
        rest.match_indices('\n').map(|(at, _)| at).find(heading).map_or(rest.len(), |at| at + 1);
    let end = start + section.len() + length;
    let moved = format!("{}\n\n", text[start..end].trim_end());
    let left = format!("{}{}", &text[..start], &text[end..]);
    let at = left.find(&format!("\n{before}\n"))? + 1;
    Some(format!("{}{moved}{}", &left[..at], &left[at..]))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}

/// Runs git at noon of a day. No configuration of the machine is heeded.
fn git(folder: &Path, day: &str, arguments: &[&str]) -> io::Result<()> {
    let date = format!("{day}T12:00:00+09:00");
    let nowhere = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let mut command = Command::new("git");
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_"))
    {
        command.env_remove(name);
    }
    let output = command
        .current_dir(folder)
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", nowhere)
        .env("GIT_AUTHOR_NAME", "例示市デジタル推進課")
        .env("GIT_AUTHOR_EMAIL", "dx@example.lg.jp")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_NAME", "例示市デジタル推進課")
        .env("GIT_COMMITTER_EMAIL", "dx@example.lg.jp")
        .env("GIT_COMMITTER_DATE", &date)
        .output()?;
    let complaint = || io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned());
    if output.status.success() { Ok(()) } else { Err(complaint()) }
}
