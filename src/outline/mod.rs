//! 章立て: which chapters a document must have.

mod extend;
mod fields;
mod load;
mod matching;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Message, Rule, did_you_mean};
use crate::source::Span;

pub use extend::{Written, WrittenChapter};
pub use fields::FIELDS;
pub use load::{Outlines, RULES};
pub use matching::heading_key;

/// An outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The name by which settings and `extends` call it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where it comes from, for readers.
    pub description: String,
    /// The chapters in the template's order.
    pub chapters: Vec<OutlineChapter>,
    /// Which chapter a heading names, by [`heading_key`].
    titles: BTreeMap<String, usize>,
}

/// A chapter that an outline asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineChapter {
    /// The stable id, ASCII.
    pub id: String,
    /// The title.
    pub title: String,
    /// Whether it must be there.
    pub requirement: Requirement,
    /// Other titles that count as this chapter.
    pub aliases: Vec<String>,
    /// What the chapter must show.
    pub needs: Vec<Need>,
    /// What to write.
    pub guide: String,
    /// An example in Markdown.
    pub example: String,
}

/// Whether a chapter must be there (`level:` in an outline).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Requirement {
    /// Missing is an error.
    Required,
    /// Missing is a warning.
    Recommended,
    /// Missing is fine.
    Optional,
}

impl Requirement {
    /// The word for readers.
    pub fn word(self) -> Message {
        match self {
            Self::Required => Message::fixed("必須", "required"),
            Self::Recommended => Message::fixed("推奨", "recommended"),
            Self::Optional => Message::fixed("任意", "optional"),
        }
    }
}

/// Data or a figure that a chapter must show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The name of the data (`roles`, `plans` …) or of a figure (`schedule`), or `period`.
    pub name: String,
    /// Whether its absence is a warning only (`plans?`).
    pub recommended: bool,
}

impl Need {
    /// Reads a need as outlines write it: `plans`, or `plans?` where it is recommended only.
    pub fn parse(written: &str) -> Self {
        let name = written.trim_end_matches('?');
        Self { name: name.to_owned(), recommended: name.len() < written.len() }
    }
}

impl Outline {
    /// Puts an outline together; of two chapters that one heading would name, the first counts.
    pub fn new(
        name: String,
        title: String,
        description: String,
        chapters: Vec<OutlineChapter>,
    ) -> Self {
        let mut titles = BTreeMap::new();
        for (at, chapter) in chapters.iter().enumerate() {
            for title in std::iter::once(&chapter.title).chain(&chapter.aliases) {
                titles.entry(heading_key(title)).or_insert(at);
            }
        }
        Self { name, title, description, chapters, titles }
    }

    /// Reports a name that is no chapter of the outline.
    pub fn unknown_chapter(&self, rule: &'static Rule, name: &str, span: Span) -> Diagnostic {
        let message = Message::new(
            format!("「{name}」という章は章立て {} にありません", self.name),
            format!("the outline {} has no chapter `{name}`", self.name),
        );
        let ids: Vec<&str> = self.chapters.iter().map(|chapter| chapter.id.as_str()).collect();
        let list = Message::new(
            format!("章: {}", ids.join("、")),
            format!("the chapters are {}", ids.join(", ")),
        );
        let help = did_you_mean(name, ids).unwrap_or(list);
        Diagnostic::new(rule, span, message).help(help)
    }

    /// The chapter with this id.
    pub fn chapter(&self, id: &str) -> Option<&OutlineChapter> {
        self.chapters.iter().find(|chapter| chapter.id == id)
    }

    /// The chapter that a heading's text names, after numbering and width are taken off.
    pub fn chapter_titled(&self, heading: &str) -> Option<&OutlineChapter> {
        self.titles.get(&heading_key(heading)).map(|&at| &self.chapters[at])
    }

    /// The chapter at whose end data belong that the text shows nowhere.
    pub fn chapter_for(&self, data: &str) -> Option<&OutlineChapter> {
        let needs = |chapter: &&OutlineChapter| chapter.needs.iter().any(|need| need.name == data);
        self.chapters.iter().find(needs).or_else(|| self.chapter(data))
    }
}
