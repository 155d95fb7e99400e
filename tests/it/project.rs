//! A site in a temporary folder, and the program run on it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use walkdir::WalkDir;

/// The variables that the program, or what it stands on, looks at.
const ENVIRONMENT: [&str; 9] = [
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "LANGUAGE",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "TERM",
    "COLUMNS",
];

/// The folder of this repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A site, removed at the end of the test.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A site with one plain page.
    pub(crate) fn with_page() -> Self {
        Self::new().page("about", "このサイトについて")
    }

    /// Adds a plain page of this title.
    pub(crate) fn page(self, name: &str, title: &str) -> Self {
        let text = format!("---\nkind: page\ntitle: {title}\n---\n\n{title}の本文です。\n");
        self.file(&format!("content/{name}.md"), &text)
    }

    /// Adds or replaces a file.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Adds or replaces a file that is not text.
    pub(crate) fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Adds a folder or file of this repository under the same path.
    pub(crate) fn copy_of(mut self, path: &str) -> Self {
        for (name, bytes) in bytes_in(&repository().join(path)) {
            let path = if name.is_empty() { path.to_owned() } else { format!("{path}/{name}") };
            self = self.bytes(&path, &bytes);
        }
        self
    }

    /// Removes a file or a folder.
    pub(crate) fn without(self, path: &str) -> Self {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        self
    }

    /// The place of a path of the site.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The files in a folder of the site, by their paths below it.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        bytes_in(&self.path(folder))
    }

    /// The program, ready to be run in the site's folder with nothing of the tester's surroundings.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoshin"));
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ENVIRONMENT {
            command.env_remove(name);
        }
        command.env("LANG", "ja_JP.UTF-8");
        command
    }

    /// Runs the program in the site's folder.
    #[must_use]
    pub(crate) fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Output {
        self.finish(self.command().args(arguments))
    }

    /// Runs a command that was made by [`Project::command`].
    #[must_use]
    pub(crate) fn finish(&self, command: &mut Command) -> Output {
        let output = command.output().unwrap();
        Output {
            code: output.status.code(),
            stdout: self.normalised(&output.stdout),
            stderr: self.normalised(&output.stderr),
        }
    }

    /// The same text on every machine: the site's folder is `SITE`, separators are `/`.
    fn normalised(&self, text: &[u8]) -> String {
        let mut text = String::from_utf8(text.to_vec()).expect("the program prints UTF-8");
        for folder in [fs::canonicalize(self.folder.path()).unwrap(), self.folder.path().into()] {
            text = text.replace(folder.to_str().unwrap(), "SITE");
        }
        if cfg!(windows) { text.replace('\\', "/") } else { text }
    }
}

pub(crate) fn bytes_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap();
            (name.replace('\\', "/"), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// What a run of the program printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Output {
    /// The exit status; none if it was killed.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Output {
    /// Holds the run to an exit status.
    #[track_caller]
    pub(crate) fn ended_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, stdout, stderr } = self;
        write!(f, "status: {code:?}\n--- stdout\n{stdout}--- stderr\n{stderr}")
    }
}
