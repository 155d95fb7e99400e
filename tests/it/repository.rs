//! A repository of git in a temporary folder, made with the program `git`, of which no configuration of the
//! machine is heeded. Names and dates are given, so that equal steps make equal commits.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use hoshin::git;
use hoshin::past::{Absent, Past, State};
use tempfile::TempDir;
use walkdir::WalkDir;

/// A repository, removed at the end of the test.
pub(crate) struct Repository {
    folder: TempDir,
    /// The path of the worktree below the folder: there is room for others beside it.
    name: &'static str,
}

impl Repository {
    /// A repository without a commit.
    pub(crate) fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap(), name: "repository" };
        fs::create_dir(repository.root()).unwrap();
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// A site with one page, committed on 2025-04-01 and tagged `v1`.
    pub(crate) fn with_site() -> Self {
        let repository = Self::new();
        repository.write("content/about.md", "一");
        repository.commit("一つ目", "2025-04-01");
        repository.tag("v1");
        repository
    }

    /// The folder of the worktree.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    /// A place beside the worktree.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `git` in the worktree; says what it printed.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_on("2025-01-01", arguments)
    }

    #[track_caller]
    pub(crate) fn git_on(&self, day: &str, arguments: &[&str]) -> String {
        git_in(&self.root(), day, arguments, b"")
    }

    /// Runs `git` on what it reads from standard input.
    #[track_caller]
    pub(crate) fn git_with(&self, arguments: &[&str], input: &[u8]) -> String {
        git_in(&self.root(), "2025-01-01", arguments, input)
    }

    /// Writes a file of the worktree.
    pub(crate) fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Moves a file of the worktree.
    pub(crate) fn rename(&self, from: &str, to: &str) {
        let to = self.root().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.root().join(from), to).unwrap();
    }

    /// Commits the whole worktree at noon of a day (or at a time with its offset); says the id.
    #[track_caller]
    pub(crate) fn commit(&self, message: &str, day: &str) -> String {
        self.git(&["add", "--all"]);
        self.git_on(day, &["commit", "--quiet", "--allow-empty", "--message", message]);
        self.id("HEAD")
    }

    pub(crate) fn tag(&self, name: &str) {
        self.git(&["tag", name]);
    }

    /// Makes a branch where HEAD is, and goes there.
    pub(crate) fn branch(&self, name: &str) {
        self.git(&["checkout", "--quiet", "-b", name]);
    }

    /// The full id that git gives for a name.
    #[track_caller]
    pub(crate) fn id(&self, name: &str) -> String {
        self.git(&["rev-parse", name]).trim().to_owned()
    }

    /// The repository as the program reads it.
    pub(crate) fn open(&self) -> git::Repository {
        git::Repository::open(&self.root()).unwrap().unwrap()
    }

    /// The place of the loose object of a name.
    pub(crate) fn object(&self, name: &str) -> PathBuf {
        let id = self.id(name);
        self.root().join(".git/objects").join(&id[..2]).join(&id[2..])
    }

    /// Everything in a folder: paths, bytes, and when they were last written.
    pub(crate) fn everything(&self) -> BTreeMap<PathBuf, (SystemTime, Vec<u8>)> {
        let entries = WalkDir::new(self.folder.path()).into_iter().map(Result::unwrap);
        let look = |path: &Path| {
            let bytes = if path.is_file() { fs::read(path).unwrap() } else { Vec::new() };
            (fs::symlink_metadata(path).unwrap().modified().unwrap(), bytes)
        };
        entries.map(|entry| (entry.path().to_owned(), look(entry.path()))).collect()
    }
}

/// Why a name stands for nothing.
#[track_caller]
pub(crate) fn absent(repository: &git::Repository, name: &str) -> Absent {
    repository.state(name).map(|state| state.id().to_owned()).expect_err(name)
}

/// The text of a file of a state.
#[track_caller]
pub(crate) fn text(state: &dyn State, path: &str) -> String {
    let bytes = state.read(path).unwrap_or_else(|| panic!("{path} in {state:?}"));
    String::from_utf8(bytes).unwrap()
}

/// Runs `git` in a folder, on what it reads from standard input, at noon of a day or at a time.
#[track_caller]
pub(crate) fn git_in(folder: &Path, day: &str, arguments: &[&str], input: &[u8]) -> String {
    let date =
        if day.contains(['T', ' ']) { day.to_owned() } else { format!("{day}T12:00:00+09:00") };
    let mut child = Command::new("git")
        .current_dir(folder)
        .args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"])
        .args(["-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false"])
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" })
        .env("GIT_AUTHOR_NAME", "例示市")
        .env("GIT_AUTHOR_EMAIL", "dx@example.lg.jp")
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_NAME", "例示市")
        .env("GIT_COMMITTER_EMAIL", "dx@example.lg.jp")
        .env("GIT_COMMITTER_DATE", &date)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tests of the history need the program `git`");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}
