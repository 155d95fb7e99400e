//! Earlier states of a site, as they were kept. The compiler asks here; where the answers come from (git) is
//! not its business, and a test can answer from memory.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use crate::diagnostic::Message;

/// Where earlier states of a site are to be had. A tag may move between two questions; a state never changes.
pub trait Past: Send + Sync + Debug {
    /// The state that a name stands for: a tag, a branch, a commit, or a day (`2025-04-01`: the last state of
    /// that day).
    fn state(&self, name: &str) -> Result<Arc<dyn State>, Absent>;

    /// What the files that are at these paths in the newer state were called in the older one, if they were
    /// renamed in between; paths from the site's folder. A file that was not followed is left out.
    fn former_paths(
        &self,
        newer: &dyn State,
        older: &dyn State,
        paths: &[&str],
    ) -> BTreeMap<String, String>;

    /// The path that a file of now had in a state: its own, or the one that it was renamed from. Paths are from the
    /// site's folder. Nothing if the file was not there.
    fn path_in(&self, state: &dyn State, path: &str) -> Option<String> {
        if state.files().contains_key(path) {
            return Some(path.to_owned());
        }
        let now = self.state("HEAD").ok()?;
        self.former_paths(&*now, state, &[path]).remove(path)
    }
}

/// The files of a site as they were at one time.
pub trait State: Send + Sync + Debug {
    /// Which state it is, in full: the id of a commit.
    fn id(&self) -> &str;

    /// The day on which it came about: year, month, day of the month, where it came about.
    fn day(&self) -> (i32, u32, u32);

    /// The files by their paths from the site's folder, with `/` and in NFC. Of each the name of its content: equal
    /// names mean equal bytes.
    fn files(&self) -> &BTreeMap<String, String>;

    /// The bytes of a file; nothing if there is no such file, or what was kept of it is damaged.
    fn read(&self, path: &str) -> Option<Vec<u8>>;
}

/// Why a state is not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absent {
    /// The site lies in no repository.
    NoRepository,
    /// Nothing has this name.
    Unknown {
        /// Names that are like it, the likeliest first.
        near: Vec<String>,
        /// Whether only the end of the history is there, so that it may be elsewhere (a shallow clone).
        shallow: bool,
    },
    /// The name means several things.
    Ambiguous {
        /// What it can mean: longer ids, full names.
        candidates: Vec<String>,
    },
    /// There is no state as old as the day.
    TooEarly {
        /// The day of the oldest state that is there.
        first: Option<(i32, u32, u32)>,
        /// See [`Absent::Unknown`].
        shallow: bool,
    },
    /// The name stands for something that is no state of files.
    NoState,
    /// The site's folder is not in that state.
    NoSite,
    /// What is kept is kept in a way that is not known here.
    Unsupported {
        /// The name of the way.
        format: &'static str,
    },
    /// What is kept cannot be read.
    Damaged {
        /// What the reader of the repository says.
        reason: String,
    },
}

impl Absent {
    /// What is wrong with a name, in one phrase.
    pub fn message(&self, name: &str) -> Message {
        match self {
            Self::NoRepository => Message::fixed(
                "サイトのフォルダーは git で管理されていません",
                "the site's folder lies in no git repository",
            ),
            Self::Unknown { .. } => Message::new(
                format!("「{name}」という版は git にありません"),
                format!("git has no revision `{name}`"),
            ),
            Self::Ambiguous { .. } => Message::new(
                format!("「{name}」にあたる版がいくつもあります"),
                format!("`{name}` can mean several revisions"),
            ),
            Self::TooEarly { .. } => Message::new(
                format!("{name} の時点の版はありません"),
                format!("there is no revision as old as {name}"),
            ),
            Self::NoState => Message::new(
                format!("「{name}」は版を指していません"),
                format!("`{name}` is no revision"),
            ),
            Self::NoSite => Message::new(
                format!("版「{name}」にこのサイトはありません"),
                format!("revision `{name}` does not hold this site"),
            ),
            Self::Unsupported { format } => Message::new(
                format!("このリポジトリの形式（{format}）は読めません"),
                format!("repositories of the format {format} cannot be read"),
            ),
            Self::Damaged { .. } => Message::new(
                format!("版「{name}」を読めません"),
                format!("revision `{name}` cannot be read"),
            ),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Message {
        match self {
            Self::NoRepository => Message::fixed(
                "改定の比較には git の履歴が要ります。git で管理しているフォルダーで使ってください。",
                "comparisons need the history that git keeps: work in a clone of its repository",
            ),
            Self::Unknown { shallow: true, .. } | Self::TooEarly { shallow: true, .. } => {
                Message::fixed(
                    "このフォルダーには履歴の一部しかありません。`git fetch --unshallow --tags` で残りを取り寄せてください。",
                    "only the end of the history is here: fetch the rest with `git fetch --unshallow --tags`",
                )
            }
            Self::Unknown { near, .. } => match near.as_slice() {
                [] => Message::fixed(
                    "`git tag` で使える名前を確かめてください。取り寄せていないときは `git fetch --tags` を実行します。",
                    "see `git tag` for the names, and `git fetch --tags` if they were not fetched",
                ),
                near => Message::new(
                    format!("近い名前: {}", near.join("、")),
                    format!("similar names: {}", near.join(", ")),
                ),
            },
            Self::Ambiguous { candidates } => Message::new(
                format!("どれか一つを指定してください: {}", candidates.join("、")),
                format!("name one of {}", candidates.join(", ")),
            ),
            Self::TooEarly { first: Some((year, month, day)), .. } => Message::new(
                format!("一番古い版は {year:04}-{month:02}-{day:02} のものです。"),
                format!("the oldest one is of {year:04}-{month:02}-{day:02}"),
            ),
            Self::TooEarly { first: None, .. } => Message::fixed(
                "このリポジトリにはまだ版がありません。`git commit` で作ってください。",
                "the repository has no revision yet: make one with `git commit`",
            ),
            Self::NoState => Message::fixed(
                "タグ、コミット、ブランチ、または日付（2025-04-01）を指定してください。",
                "name a tag, a commit, a branch or a day (2025-04-01)",
            ),
            Self::NoSite => Message::fixed(
                "サイトを置いたあとの版を指定してください。",
                "name a revision from after the site was put there",
            ),
            Self::Unsupported { .. } => Message::fixed(
                "SHA-1 と従来の参照の形式で作り直したリポジトリで使ってください（`git init --object-format=sha1 --ref-format=files`）。",
                "use a repository of the older formats (`git init --object-format=sha1 --ref-format=files`)",
            ),
            Self::Damaged { reason } => Message::new(
                format!("`git fsck` でリポジトリを確かめてください（{reason}）。"),
                format!("check the repository with `git fsck` ({reason})"),
            ),
        }
    }
}

/// No past at all: of a site that lies in no repository.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPast;

impl Past for NoPast {
    fn state(&self, _: &str) -> Result<Arc<dyn State>, Absent> {
        Err(Absent::NoRepository)
    }

    fn former_paths(&self, _: &dyn State, _: &dyn State, _: &[&str]) -> BTreeMap<String, String> {
        BTreeMap::new()
    }
}

/// A past of which nothing can be read.
#[derive(Debug, Clone)]
pub struct Unreadable(
    /// Why.
    pub Absent,
);

impl Past for Unreadable {
    fn state(&self, _: &str) -> Result<Arc<dyn State>, Absent> {
        Err(self.0.clone())
    }

    fn former_paths(&self, _: &dyn State, _: &dyn State, _: &[&str]) -> BTreeMap<String, String> {
        BTreeMap::new()
    }
}
