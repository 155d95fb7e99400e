//! Why a command could not do its work. What is wrong with the content is not an error but a
//! diagnostic.

use std::io;
use std::path::PathBuf;

use crate::cli::usage;
use crate::diagnostic::{Language, Message, did_you_mean, explained_codes};
use crate::disk;
use crate::past::Absent;

/// A reason to give up.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The command line is not understood, or asks for help.
    #[error(transparent)]
    Usage(#[from] clap::Error),
    /// Files cannot be read or written.
    #[error(transparent)]
    Disk(#[from] disk::Error),
    /// Standard output does not take the result.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
    /// There is no address to serve at.
    #[error("cannot serve the site: {0}")]
    Listen(io::Error),
    /// The current folder was removed, or may not be looked at.
    #[error("cannot tell the current folder: {0}")]
    CurrentFolder(io::Error),
    /// An argument names no outline.
    #[error("there is no outline `{name}`")]
    UnknownOutline {
        /// What was written.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// No document can be made under a path.
    #[error("no document can be made at {}: {}", path.display(), why.get(Language::En))]
    UnfitPath {
        /// The path as written.
        path: PathBuf,
        /// Why.
        why: Message,
    },
    /// A name stands for no earlier state of the site.
    #[error("{}", why.message(name).get(Language::En))]
    Revision {
        /// What was written.
        name: String,
        /// Why there is none.
        why: Absent,
    },
    /// A range is written in a way that is not known.
    #[error("`{written}` is no pair of revisions")]
    Range {
        /// What was written.
        written: String,
    },
    /// There are no working files to compare with.
    #[error("a repository without working files has no newer state by itself")]
    NoTree,
    /// No document is called so in either state.
    #[error("neither revision holds a document `{}`", path.display())]
    UnknownDocument {
        /// The path as written.
        path: PathBuf,
        /// The paths that there are, from the site's folder.
        known: Vec<String>,
        /// The one that may be meant.
        near: Option<String>,
    },
    /// The folder for data holds a site.
    #[error("{} holds a site, which the data would replace", path.display())]
    ExportOverSite {
        /// The folder.
        path: PathBuf,
    },
    /// A document has more rows or columns than a format takes.
    #[error("the data of {document} do not fit: {why}")]
    TooLarge {
        /// The path of the document.
        document: String,
        /// What does not fit.
        why: String,
    },
    /// `--explain` names no code.
    #[error("there is no code `{code}`")]
    UnknownCode {
        /// What was written.
        code: String,
    },
}

impl Error {
    /// What is wrong, in one phrase.
    pub(super) fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Usage(error), Language::Ja) => usage::message(error),
            (Self::Disk(error), _) => error.message(language),
            (Self::Output(reason), Language::Ja) => {
                format!("標準出力に書けません: {}", disk::explain(reason, language))
            }
            (Self::CurrentFolder(reason), Language::Ja) => {
                format!("今いるフォルダーが分かりません: {}", disk::explain(reason, language))
            }
            (Self::Listen(reason), Language::Ja) => {
                format!("サイトを見せられません: {}", disk::explain(reason, language))
            }
            (Self::UnknownOutline { name, .. }, Language::Ja) => {
                format!("「{name}」という章立てはありません")
            }
            (Self::UnfitPath { path, why }, Language::Ja) => {
                format!("{} に原稿は作れません。{}", path.display(), why.get(language))
            }
            (Self::Revision { name, why }, Language::Ja) => {
                why.message(name).get(language).to_owned()
            }
            (Self::Range { written }, Language::Ja) => {
                format!("「{written}」は版の組として読めません")
            }
            (Self::NoTree, Language::Ja) => {
                "作業中のファイルのないリポジトリでは、新しいほうの版が要ります".to_owned()
            }
            (Self::UnknownDocument { path, .. }, Language::Ja) => {
                format!("どちらの版にも「{}」という文書はありません", path.display())
            }
            (Self::ExportOverSite { path }, Language::Ja) => {
                format!("{} にはサイトがあるので、データを書き出せません", path.display())
            }
            (Self::TooLarge { document, why }, Language::Ja) => {
                format!("{document} のデータが、この形式には大きすぎます: {why}")
            }
            (Self::UnknownCode { code }, Language::Ja) => {
                format!("「{code}」という種類の問題はありません")
            }
            (
                Self::Usage(_)
                | Self::Output(_)
                | Self::CurrentFolder(_)
                | Self::Listen(_)
                | Self::UnknownOutline { .. }
                | Self::UnfitPath { .. }
                | Self::Revision { .. }
                | Self::Range { .. }
                | Self::NoTree
                | Self::UnknownDocument { .. }
                | Self::ExportOverSite { .. }
                | Self::TooLarge { .. }
                | Self::UnknownCode { .. },
                _,
            ) => self.to_string(),
        }
    }

    /// What to do about it.
    pub(super) fn help(&self, language: Language) -> Option<String> {
        match self {
            Self::Usage(error) => Some(usage::way_out(error)),
            Self::Disk(error) => error.help(language),
            _ => self.way_out().map(|help| help.get(language).to_owned()),
        }
    }

    /// What to do where the program's own parts do not know it.
    fn way_out(&self) -> Option<Message> {
        Some(match self {
            Self::Revision { why, .. } => why.help(),
            Self::Range { .. } => {
                Message::fixed("v1..v2 か、v1 v2 のように書きます。", "write v1..v2, or v1 v2")
            }
            Self::NoTree => Message::fixed(
                "hoshin diff v1 main のように、二つの版を指定してください。",
                "name both revisions: hoshin diff v1 main",
            ),
            Self::UnknownDocument { known, near, .. } => {
                return near.as_deref().map(Message::did_you_mean).or_else(|| list(known));
            }
            Self::UnknownCode { code } => {
                let word = Message::fixed(
                    "メッセージの [ ] の中の言葉（role-unknown など）を書きます。",
                    "name the word in brackets of a message, such as role-unknown",
                );
                did_you_mean(code, explained_codes()).unwrap_or(word)
            }
            Self::UnknownOutline { name, known } => {
                let list = Message::new(
                    format!("使える章立て: {}", known.join("、")),
                    format!("the outlines are {}", known.join(", ")),
                );
                did_you_mean(name, known.iter().map(String::as_str)).unwrap_or(list)
            }
            Self::UnfitPath { .. } => Message::fixed(
                "content/ の中の場所を、kita や kita.md のように書きます。",
                "name a place in content/, such as kita or kita.md",
            ),
            Self::Listen(_) => Message::fixed(
                "--port で別の番号を、--host でこのコンピューターのアドレスを指定してください。",
                "name another port with --port, and an address of this computer with --host",
            ),
            Self::ExportOverSite { .. } => Message::fixed(
                "--output で別のフォルダーを指定してください。",
                "name another folder with --output",
            ),
            Self::TooLarge { .. } => Message::fixed(
                "--format csv か --format json で書き出してください。",
                "use --format csv or --format json",
            ),
            Self::Usage(_) | Self::Disk(_) | Self::Output(_) | Self::CurrentFolder(_) => {
                return None;
            }
        })
    }
}

/// The first documents of a site.
fn list(known: &[String]) -> Option<Message> {
    let first = &known[..known.len().min(5)];
    let more = if first.len() < known.len() { ["、…", ", …"] } else { [""; 2] };
    (!first.is_empty()).then(|| {
        Message::new(
            format!("文書: {}{}", first.join("、"), more[0]),
            format!("the documents are {}{}", first.join(", "), more[1]),
        )
    })
}
