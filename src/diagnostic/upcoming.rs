//! What is to come, told beside the diagnostics: no problem, but a day on which somebody has something to do.

use crate::diagnostic::Message;

/// Something that happens on a day, or was to happen by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// The day, as ISO 8601 writes it.
    pub date: String,
    /// The document's file, from the site's folder.
    pub file: String,
    /// What it is, for programs: `period-ends`.
    pub kind: &'static str,
    /// What it is, for people.
    pub message: Message,
    /// Whether the day is over.
    pub is_past: bool,
}
