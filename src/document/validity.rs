//! Where a document stands on a day, and which of its revisions is in force then.
//!
//! A month or a year that was written counts from its first day where something begins, and to its last
//! day where something ends. Nothing here knows today's date.

use super::{Document, Facts, Kind, Library, Revision};
use crate::calendar::Day;
use crate::strings::Strings;

/// Where a document stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It was not adopted yet.
    NotAdopted,
    /// It was adopted, and the period that it covers has not begun.
    NotBegun,
    /// It is in force.
    InForce,
    /// It is in force, and was to be reviewed before the day.
    ReviewDue,
    /// The period that it covers is over.
    Over,
}

impl Validity {
    /// The name by which the theme's words know it; nothing if there is nothing to be said.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::NotAdopted | Self::InForce => None,
            Self::NotBegun => Some("not_begun"),
            Self::ReviewDue => Some("review_due"),
            Self::Over => Some("over"),
        }
    }

    /// The key of the theme's word for it in lists.
    fn mark_key(self) -> Option<&'static str> {
        match self {
            Self::NotAdopted | Self::InForce => None,
            Self::NotBegun => Some("as_of.mark.not_begun"),
            Self::ReviewDue => Some("as_of.mark.review_due"),
            Self::Over => Some("as_of.mark.over"),
        }
    }
}

impl Facts {
    /// Where the document stands on a day. A plain page is always in force. What is over need not be reviewed.
    pub fn validity(&self, day: Day) -> Validity {
        if self.kind == Kind::Page {
            return Validity::InForce;
        }
        let (from, until) =
            self.period.as_ref().map_or((None, None), |it| (it.from.as_ref(), it.until.as_ref()));
        if self.adopted.as_ref().is_some_and(|date| day < date.value.first_day()) {
            Validity::NotAdopted
        } else if until.is_some_and(|date| date.value.last_day() < day) {
            Validity::Over
        } else if from.is_some_and(|date| day < date.value.first_day()) {
            Validity::NotBegun
        } else if self.review.as_ref().is_some_and(|date| date.value.last_day() < day) {
            Validity::ReviewDue
        } else {
            Validity::InForce
        }
    }
}

impl Revision {
    /// Whether it was made by a day.
    pub fn is_made_by(&self, day: Day) -> bool {
        self.date.value.first_day() <= day
    }
}

/// The revision that is in force on a day: the newest one that was made by then; of several of one day the one
/// that stands first, for a history begins with the newest.
pub fn revision_on(revisions: &[Revision], day: Day) -> Option<&Revision> {
    let made = revisions.iter().rev().filter(|revision| revision.is_made_by(day));
    made.max_by_key(|revision| revision.date.value.first_day())
}

impl Library {
    /// A word for lists about where a document stands on the day that is shown; nothing if it is in force, or no
    /// day is.
    pub fn mark<'w>(&self, document: &Document, words: &'w Strings) -> Option<&'w str> {
        Some(words.get(document.facts.validity(self.as_of?).mark_key()?))
    }

    /// The same to be put behind a title; empty if there is no such word.
    pub fn title_mark(&self, document: &Document, words: &Strings) -> String {
        let mark = self.mark(document, words);
        mark.map_or_else(String::new, |mark| words.get("as_of.in_title").replace("{mark}", mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::library::library;
    use crate::source::{Content, Project};

    fn document(front_matter: &str) -> Document {
        let text = format!("---\ntitle: 題\n{front_matter}---\n");
        let file = ("content/a.md".to_owned(), Content::Bytes(text.into_bytes()));
        let mut found = Diagnostics::default();
        let library = library(&Project::from_files([file]), &[], |_| None, &mut found);
        assert_eq!(found.iter().count(), 0, "{front_matter}");
        Document::clone(&library.documents[0])
    }

    #[test]
    fn a_document_has_its_time() {
        use Validity::{InForce, NotAdopted, NotBegun, Over, ReviewDue};
        let check = |front_matter: &str, day: Day, expected: Validity| {
            let document = document(&format!("kind: plan\n{front_matter}"));
            assert_eq!(document.facts.validity(day), expected, "{front_matter} {day:?}");
        };
        check("", (2026, 4, 1), InForce);
        for (adopted, eve, day) in [
            ("2026-04-10", (2026, 4, 9), (2026, 4, 10)),
            ("2026-04", (2026, 3, 31), (2026, 4, 1)),
            ("2026", (2025, 12, 31), (2026, 1, 1)),
        ] {
            check(&format!("adopted: {adopted}\n"), eve, NotAdopted);
            check(&format!("adopted: {adopted}\n"), day, InForce);
        }
        for (period, last_before, first, last, first_after) in [
            (
                "{from: 2026-04-01, until: 2027-03-30}",
                (2026, 3, 31),
                (2026, 4, 1),
                (2027, 3, 30),
                (2027, 3, 31),
            ),
            (
                "{from: 2026-04, until: 2028-02}",
                (2026, 3, 31),
                (2026, 4, 1),
                (2028, 2, 29),
                (2028, 3, 1),
            ),
            (
                "{from: 2026, until: 2027}",
                (2025, 12, 31),
                (2026, 1, 1),
                (2027, 12, 31),
                (2028, 1, 1),
            ),
        ] {
            let period = format!("period: {period}\n");
            check(&period, last_before, NotBegun);
            check(&period, first, InForce);
            check(&period, last, InForce);
            check(&period, first_after, Over);
        }
        check("period: {from: 2026-04}\n", (9999, 1, 1), InForce);
        check("period: {until: 2026-04}\n", (1900, 1, 1), InForce);
        for (review, last, after) in [
            ("2026-06-15", (2026, 6, 15), (2026, 6, 16)),
            ("2026-06", (2026, 6, 30), (2026, 7, 1)),
            ("2026", (2026, 12, 31), (2027, 1, 1)),
        ] {
            check(&format!("review: {review}\n"), last, InForce);
            check(&format!("review: {review}\n"), after, ReviewDue);
        }
        let all = "adopted: 2026-03\nperiod: {from: 2026-04, until: 2029-03}\nreview: 2027-06\n";
        check(all, (2026, 2, 28), NotAdopted);
        check(all, (2026, 3, 1), NotBegun);
        check(all, (2027, 7, 1), ReviewDue);
        check(all, (2029, 4, 1), Over);
    }

    #[test]
    fn a_plain_page_is_always_in_force() {
        let page = document("adopted: 2026-04\nperiod: {until: 2026-05}\nreview: 2026-05\n");
        for day in [(2026, 1, 1), (2030, 1, 1)] {
            assert_eq!(page.facts.validity(day), Validity::InForce);
        }
    }

    #[test]
    fn the_newest_revision_of_a_day_is_in_force() {
        let document = document(
            "revisions:\n- {date: 2027-04-01, tag: d}\n- {date: 2026-10, tag: c}\n\
             - {date: 2026-10-01, tag: b}\n- {date: 2025, tag: a}\n",
        );
        let check = |day: Day, expected: Option<&str>| {
            let found = revision_on(&document.records.revisions, day);
            let tag = found.and_then(|it| it.tag.as_ref()).map(|tag| tag.value.as_str());
            assert_eq!(tag, expected, "{day:?}");
        };
        check((2024, 12, 31), None);
        check((2025, 1, 1), Some("a"));
        check((2026, 9, 30), Some("a"));
        check((2026, 10, 1), Some("c"));
        check((2027, 3, 31), Some("c"));
        check((2027, 4, 1), Some("d"));
    }
}
