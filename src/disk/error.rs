//! What keeps files from being read or written, with the path and the way out.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Language, Message};

/// What was tried with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// To read it, or to list the folder.
    Read,
    /// To write it, or to make the folder.
    Write,
    /// To remove it.
    Remove,
}

/// A fault of the machine, or of the folder that was named; never of the content.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds neither `hoshin.yaml` nor `content/`.
    NoSite {
        /// The folder.
        path: PathBuf,
    },
    /// The system refused.
    Io {
        /// What was tried.
        action: Action,
        /// With what.
        path: PathBuf,
        /// Why not. It is part of the message, which is translated, and so it is no `source()`.
        reason: io::Error,
    },
    /// A file's name is not Unicode.
    NameNotUnicode {
        /// The file.
        path: PathBuf,
    },
    /// `content` or another of the site's own folders is a link that leads out of the site.
    FolderOutsideSite {
        /// The link.
        path: PathBuf,
    },
    /// The output folder would lie over the site's sources.
    OutputOverSources {
        /// The folder.
        path: PathBuf,
    },
    /// The output folder holds files and none that says that hoshin wrote them.
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// The list of what hoshin wrote cannot be understood.
    UnknownManifest {
        /// The list.
        path: PathBuf,
    },
    /// Something that hoshin did not write stands where it must write.
    InTheWay {
        /// What stands there.
        path: PathBuf,
    },
    /// A file is not what it was when it was read.
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
    },
    /// A file changes again and again while it is read.
    Unsteady {
        /// The file.
        path: PathBuf,
    },
    /// A path names nothing that belongs to the site.
    NotInSite {
        /// The path.
        path: PathBuf,
    },
    /// Files that were to be made exist.
    Exists {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// Something else stands where there must be a folder.
    NoFolder {
        /// What stands there.
        path: PathBuf,
    },
    /// The site needs one name for a file and for a folder.
    FileAndFolder {
        /// The name.
        path: PathBuf,
    },
}

impl Error {
    /// Names the path in a fault of the system.
    pub(super) fn io(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |reason| Self::Io { action, path: path.to_owned(), reason }
    }

    /// What is wrong, in one phrase.
    pub fn message(&self, language: Language) -> String {
        self.text().get(language).to_owned()
    }

    /// What to do about it.
    pub fn help(&self, language: Language) -> Option<String> {
        self.way_out().map(|help| help.get(language).to_owned())
    }

    fn text(&self) -> Message {
        match self {
            Self::NoSite { path } => with_path(
                path,
                "{} に hoshin のサイトがありません",
                "there is no hoshin site in {}",
            ),
            Self::Io { action, path, reason } => io_text(*action, path, reason),
            Self::NameNotUnicode { path } => with_path(
                path,
                "{} の名前を文字として読めません",
                "the name of {} is not valid Unicode",
            ),
            Self::FolderOutsideSite { path } => with_path(
                path,
                "{} はサイトのフォルダーの外を指すリンクです",
                "{} is a link that leads out of the site's folder",
            ),
            Self::OutputOverSources { path } => with_path(
                path,
                "{} にはサイトの原稿があるので、出力先にできません",
                "{} holds the site's sources and cannot be the output folder",
            ),
            Self::NotOurs { path } => with_path(
                path,
                "{} は hoshin が書き出したフォルダーではないので、上書きしません",
                "{} was not written by hoshin, so it is left as it is",
            ),
            Self::UnknownManifest { path } => with_path(
                path,
                "{} を読み取れません。別の版の hoshin が書いたか、書き換えられています",
                "{} is not understood: another version of hoshin wrote it, or it was changed",
            ),
            Self::InTheWay { path } => with_path(
                path,
                "{} は hoshin が書いたものではないので、上書きしません",
                "{} is in the way and was not written by hoshin",
            ),
            Self::ChangedMeanwhile { path } => with_path(
                path,
                "{} はいま別のところで書き換えられたので、そのままにしました",
                "{} was changed by someone else just now and is left as it is",
            ),
            Self::Unsteady { path } => with_path(
                path,
                "{} は読んでいるあいだに書き換えられ続けています",
                "{} is being written all the time while it is read",
            ),
            Self::NotInSite { path } => with_path(
                path,
                "{} はこのサイトの原稿ではありません",
                "{} is no source of this site",
            ),
            Self::Exists { paths } => existing(paths),
            Self::NoFolder { path } => no_folder(path),
            Self::FileAndFolder { path } => with_path(
                path,
                "{} がファイルの名前とフォルダーの名前の両方に使われます",
                "{} would have to be a file and a folder",
            ),
        }
    }

    fn way_out(&self) -> Option<Message> {
        let (ja, en) = match self {
            Self::Io { .. } => return None,
            Self::NoSite { .. } => (
                "hoshin.yaml または content/ のあるフォルダーで実行するか、--site で指定してください。",
                "run it in a folder that holds hoshin.yaml or content/, or name one with --site",
            ),
            Self::NameNotUnicode { .. } => {
                ("ファイルの名前を付け直してください。", "rename the file")
            }
            Self::FolderOutsideSite { .. } => (
                "リンクをやめて、フォルダーをサイトの中に置いてください。",
                "put the folder into the site instead of the link",
            ),
            Self::OutputOverSources { .. } => (
                "--output で別のフォルダーを指定してください。",
                "name another folder with --output",
            ),
            Self::NotOurs { .. } | Self::UnknownManifest { .. } => (
                "--output で別のフォルダーを指定するか、要らないものであればフォルダーを空にしてください。",
                "name another folder with --output, or empty the folder if it is not needed",
            ),
            Self::InTheWay { .. } => (
                "移動するか、要らないものであれば削除してください。",
                "move it elsewhere, or delete it if it is not needed",
            ),
            Self::ChangedMeanwhile { .. } => {
                ("もう一度実行してください。", "run the command again")
            }
            Self::Unsteady { .. } => (
                "ほかのソフトの保存が終わるのを待って、もう一度実行してください。",
                "wait until the other program has saved it, and run the command again",
            ),
            Self::NotInSite { .. } => (
                "content/ の中のファイルかフォルダーを指定してください（今いる所からの道筋で書きます）。",
                "name a file or folder in content/, as seen from where you are",
            ),
            Self::Exists { .. } => (
                "何も作っていません。別の名前を指定するか、いまあるファイルを移してください。",
                "nothing was made: choose another name, or move the existing files elsewhere",
            ),
            Self::NoFolder { .. } => (
                "何も作っていません。別の場所を指定してください。",
                "nothing was made: choose another place",
            ),
            Self::FileAndFolder { .. } => (
                "content/ の中のファイルかフォルダーの名前を変えてください。",
                "rename the file or the folder in content/",
            ),
        };
        Some(Message::fixed(ja, en))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

fn no_folder(path: &Path) -> Message {
    with_path(path, "{} はフォルダーではありません", "{} is not a folder")
}

fn existing(paths: &[PathBuf]) -> Message {
    let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    Message::new(
        format!("すでにあるファイルには書きません: {}", names.join("、")),
        format!("files that exist are not overwritten: {}", names.join(", ")),
    )
}

fn with_path(path: &Path, ja: &str, en: &str) -> Message {
    let path = path.display().to_string();
    Message::new(ja.replace("{}", &path), en.replace("{}", &path))
}

fn io_text(action: Action, path: &Path, reason: &io::Error) -> Message {
    let path = path.display();
    let (ja, en) = match action {
        Action::Read => ("読めません", "read"),
        Action::Write => ("書けません", "write"),
        Action::Remove => ("削除できません", "remove"),
    };
    Message::new(
        format!("{path} を{ja}: {}", explain(reason, Language::Ja)),
        format!("cannot {en} {path}: {}", explain(reason, Language::En)),
    )
}

/// Why the system refused: in Japanese where there are words for it, else in those of the system.
pub fn explain(reason: &io::Error, language: Language) -> String {
    if language == Language::En {
        return reason.to_string();
    }
    if is_held(reason) {
        return "ほかのソフトが開いています。Excel などで開いていたら閉じてください".to_owned();
    }
    let text = match reason.kind() {
        io::ErrorKind::NotFound => "見つかりません",
        io::ErrorKind::PermissionDenied => "権限がありません",
        io::ErrorKind::StorageFull => "ディスクの空きがありません",
        io::ErrorKind::QuotaExceeded => "使える容量を超えています",
        io::ErrorKind::ReadOnlyFilesystem => "書き込みのできない場所です",
        io::ErrorKind::IsADirectory => "フォルダーです",
        io::ErrorKind::NotADirectory => "途中の名前がフォルダーではありません",
        io::ErrorKind::AddrInUse => "その番号はほかのソフトが使っています",
        io::ErrorKind::AddrNotAvailable => "このコンピューターのアドレスではありません",
        io::ErrorKind::ResourceBusy => "ほかのソフトが使っています",
        io::ErrorKind::InvalidFilename => "使えない名前です",
        _ => return reason.to_string(),
    };
    text.to_owned()
}

/// Whether another program keeps a file for itself: `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`.
fn is_held(reason: &io::Error) -> bool {
    cfg!(windows) && matches!(reason.raw_os_error(), Some(32 | 33))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_path_in_both_languages() {
        let path = || PathBuf::from("site/output");
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let errors = [
            Error::NoSite { path: path() },
            Error::io(Action::Read, &path())(denied),
            Error::NameNotUnicode { path: path() },
            Error::FolderOutsideSite { path: path() },
            Error::OutputOverSources { path: path() },
            Error::NotOurs { path: path() },
            Error::UnknownManifest { path: path() },
            Error::InTheWay { path: path() },
            Error::FileAndFolder { path: path() },
            Error::Exists { paths: vec![path()] },
            Error::NoFolder { path: path() },
            Error::ChangedMeanwhile { path: path() },
            Error::Unsteady { path: path() },
            Error::NotInSite { path: path() },
        ];
        for error in errors {
            let [ja, en] = [Language::Ja, Language::En].map(|language| error.message(language));
            assert!(ja.contains("site/output") && !ja.is_ascii(), "{ja}");
            assert!(en.contains("site/output") && en.is_ascii(), "{en}");
            assert_eq!(error.to_string(), en);
            let is_io = matches!(error, Error::Io { .. });
            assert_eq!(error.help(Language::Ja).is_none(), is_io, "{en}");
        }
    }

    #[test]
    fn the_reason_is_told_in_japanese() {
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = Error::io(Action::Write, Path::new("a/b.html"))(denied);
        assert_eq!(error.message(Language::Ja), "a/b.html を書けません: 権限がありません");
        assert_eq!(error.to_string(), "cannot write a/b.html: permission denied");
    }
}
