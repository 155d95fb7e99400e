//! Why a command could not do its work. What is wrong with the content is not an error but a
//! diagnostic.

use std::io;

use crate::cli::usage;
use crate::diagnostic::Language;
use crate::disk;

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
    /// The current folder was removed, or may not be looked at.
    #[error("cannot tell the current folder: {0}")]
    CurrentFolder(io::Error),
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
            (Self::Usage(_) | Self::Output(_) | Self::CurrentFolder(_), _) => self.to_string(),
        }
    }

    /// What to do about it.
    pub(super) fn help(&self, language: Language) -> Option<String> {
        match self {
            Self::Usage(error) => Some(usage::way_out(error)),
            Self::Disk(error) => error.help(language),
            Self::Output(_) | Self::CurrentFolder(_) => None,
        }
    }
}
