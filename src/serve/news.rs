//! What the pages that are open must know.

use crate::diagnostic::{Language, Severity};
use crate::site::SitePath;

/// What the pages that are open must know. The latest one counts; nobody reads old ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Counts up with every build, from 1 for the first.
    pub number: u64,
    /// What became of the site with this build.
    pub change: Change,
    /// What is wrong with the site now (errors first); empty when nothing is.
    pub problems: Vec<Problem>,
    /// The words of the overlay, and of the problems.
    pub language: Language,
}

impl News {
    /// Whether a problem keeps the site from being built.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// What a build changed about the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Pages are to be loaded again.
    Pages,
    /// Only style sheets changed: the old path below the site and the new one, for names carry
    /// content hashes.
    Styles(Vec<(SitePath, SitePath)>),
    /// The site that is shown stays the last good one: only the problems changed.
    Nothing,
}

/// One thing that is wrong, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How much it weighs.
    pub severity: Severity,
    /// The stable name of the rule.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// `content/a/index.md:41:15`; nothing for faults of the machine.
    pub place: Option<String>,
    /// The source lines with the place marked, as the terminal shows them without colours.
    pub excerpt: Option<String>,
}
