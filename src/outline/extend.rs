//! How an outline is made from the one that it extends.
//!
//! An entry with the id of an inherited chapter changes what it writes and inherits the rest;
//! `level: off` leaves the chapter out; `after: ID` puts a chapter behind another one. A new chapter
//! without `after` comes last.

use super::{Need, Outline, OutlineChapter, Requirement};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::source::Spanned;
use crate::yaml::{Choice, choices, invalid_value, words};

pub(super) const RULES: &[&Rule] = &[&OUTLINE_CYCLE, &OUTLINE_UNKNOWN];

static OUTLINE_UNKNOWN: Rule =
    Rule::error("outline-unknown", "知らない章立て", "an outline that is not known");
static OUTLINE_CYCLE: Rule = Rule::error(
    "outline-cycle",
    "章立てが自分自身を引き継いでいる",
    "outlines that extend each other in a circle",
);

/// An outline as a file writes it, before its parent is known.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its name: what `name:` says, or else the file's, at its beginning.
    pub name: Spanned<String>,
    /// The outline that it extends.
    pub extends: Option<Spanned<String>>,
    /// The chapters that it adds or changes.
    pub chapters: Vec<WrittenChapter>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
}

/// A chapter as an outline writes it: what it leaves open is inherited, or has a default.
#[derive(Debug, Clone)]
pub struct WrittenChapter {
    /// The id.
    pub id: Spanned<String>,
    /// The title.
    pub title: Option<Spanned<String>>,
    /// Other titles.
    pub aliases: Option<Vec<Spanned<String>>>,
    /// What it must show, with `?` where that is recommended only.
    pub needs: Option<Vec<Spanned<String>>>,
    pub(super) level: Option<Level>,
    pub(super) after: Option<Spanned<String>>,
    pub(super) guide: Option<String>,
    pub(super) example: Option<String>,
}

/// What outlines write as the level of a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Whether it must be there.
    Asked(Requirement),
    /// An inherited chapter is left out.
    Off,
}

impl Level {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 4] = [
        (
            ("required", "必ず要る。なければエラー", "missing is an error"),
            Self::Asked(Requirement::Required),
        ),
        (
            ("recommended", "望ましい。なければ警告", "missing is a warning"),
            Self::Asked(Requirement::Recommended),
        ),
        (("optional", "なくてもよい", "missing is fine"), Self::Asked(Requirement::Optional)),
        (("off", "引き継いだ章を置かない", "an inherited chapter is left out"), Self::Off),
    ];

    /// What authors write.
    pub(super) const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    pub(super) const WORDS: &[Choice] = &words(&Self::TABLE);

    fn requirement(self) -> Option<Requirement> {
        match self {
            Self::Asked(requirement) => Some(requirement),
            Self::Off => None,
        }
    }
}

/// All outlines as written. Of two of one name in a site, the first counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Writing {
    pub(super) built_in: Vec<Written>,
    pub(super) own: Vec<Written>,
}

impl Writing {
    /// The outlines that can be called by name, the built-in ones first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Written> {
        let seen = |at: usize| {
            let name = &self.own[at].name.value;
            self.own[..at].iter().any(|outline| outline.name.value == *name)
        };
        let hidden = |outline: &&Written| named(&self.own, &outline.name.value).is_none();
        let own = self.own.iter().enumerate().filter(move |(at, _)| !seen(*at));
        self.built_in.iter().filter(hidden).chain(own.map(|(_, outline)| outline))
    }

    pub(super) fn find(&self, name: &str) -> Option<&Written> {
        named(&self.own, name).or_else(|| named(&self.built_in, name))
    }

    /// The outline that another one extends: an outline of its own name is the built-in one.
    fn parent(&self, outline: &Written, name: &str) -> Option<&Written> {
        if outline.name.value == name { named(&self.built_in, name) } else { self.find(name) }
    }

    /// An outline, the one that it extends, and so on; of a circle, each one once.
    pub(super) fn line(&self, name: &str) -> impl Iterator<Item = &Written> {
        let first = self.find(name);
        let next = |outline: &&Written| {
            outline.extends.as_ref().and_then(|parent| self.parent(outline, &parent.value))
        };
        std::iter::successors(first, next).take(self.own.len() + self.built_in.len())
    }
}

fn named<'a>(outlines: &'a [Written], name: &str) -> Option<&'a Written> {
    outlines.iter().find(|outline| outline.name.value == name)
}

/// Puts an outline together from what it writes and what it extends; nothing if that leads nowhere,
/// which is then reported.
pub(super) fn extended<'a>(
    own: &'a Written,
    written: &'a Writing,
    above: &mut Vec<&'a str>,
    diagnostics: &mut Diagnostics,
) -> Option<Outline> {
    let name = own.name.value.as_str();
    let mut chapters = Vec::new();
    if let Some(parent) = &own.extends {
        let Some(base) = written.parent(own, &parent.value) else {
            let is_own_name = parent.value == name;
            let names = written.all().map(|outline| outline.name.value.as_str());
            let unknown = || unknown(parent, names);
            diagnostics.push(if is_own_name { cycle(name, parent) } else { unknown() });
            return None;
        };
        if above.contains(&parent.value.as_str()) {
            // Each outline of the circle is reported once, at its own `extends`.
            diagnostics.push(cycle(name, parent));
            return None;
        }
        above.push(name);
        // What is wrong with the parent is reported for it, too; repetitions are dropped in the end.
        let base = extended(base, written, above, diagnostics);
        above.pop();
        chapters = base?.chapters;
    }
    for entry in &own.chapters {
        apply(entry, own, &mut chapters, diagnostics);
    }
    let title = own.title.clone().unwrap_or_else(|| name.to_owned());
    let description = own.description.clone().unwrap_or_default();
    Some(Outline::new(name.to_owned(), title, description, chapters))
}

/// Adds a chapter, or changes the inherited one of its id.
fn apply(
    entry: &WrittenChapter,
    own: &Written,
    chapters: &mut Vec<OutlineChapter>,
    diagnostics: &mut Diagnostics,
) {
    let at = chapters.iter().position(|chapter| chapter.id == entry.id.value);
    let repeated = own.chapters.iter().find(|other| other.id == entry.id);
    if repeated.is_some_and(|first| first.id.span != entry.id.span) {
        // The check of outlines reports it; the first one counts.
        return;
    }
    let chapter = match (at, &entry.title) {
        (Some(at), _) => changed(entry, chapters.remove(at)),
        (None, Some(title)) => added(entry, &title.value),
        (None, None) => {
            diagnostics.push(no_such_chapter(&entry.id, "id", chapters));
            return;
        }
    };
    if entry.level == Some(Level::Off) {
        return;
    }
    let behind = entry.after.as_ref().and_then(|after| {
        let found = chapters.iter().position(|chapter| chapter.id == after.value);
        if found.is_none() {
            diagnostics.push(no_such_chapter(after, "after", chapters));
        }
        found.map(|found| found + 1)
    });
    chapters.insert(behind.or(at).unwrap_or(chapters.len()), chapter);
}

fn changed(entry: &WrittenChapter, inherited: OutlineChapter) -> OutlineChapter {
    let entry = entry.clone();
    OutlineChapter {
        id: inherited.id,
        title: entry.title.map_or(inherited.title, |title| title.value),
        requirement: entry.level.and_then(Level::requirement).unwrap_or(inherited.requirement),
        aliases: entry.aliases.map_or(inherited.aliases, values),
        needs: entry.needs.map_or(inherited.needs, needs),
        guide: entry.guide.unwrap_or(inherited.guide),
        example: entry.example.unwrap_or(inherited.example),
    }
}

fn added(entry: &WrittenChapter, title: &str) -> OutlineChapter {
    let entry = entry.clone();
    OutlineChapter {
        id: entry.id.value,
        title: title.to_owned(),
        requirement: entry.level.and_then(Level::requirement).unwrap_or(Requirement::Required),
        aliases: entry.aliases.map(values).unwrap_or_default(),
        needs: entry.needs.map(needs).unwrap_or_default(),
        guide: entry.guide.unwrap_or_default(),
        example: entry.example.unwrap_or_default(),
    }
}

fn values(words: Vec<Spanned<String>>) -> Vec<String> {
    words.into_iter().map(|word| word.value).collect()
}

fn needs(words: Vec<Spanned<String>>) -> Vec<Need> {
    words.into_iter().map(|word| Need::parse(&word.value)).collect()
}

fn cycle(name: &str, parent: &Spanned<String>) -> Diagnostic {
    let message = Message::new(
        format!("章立て「{name}」は、たどると自分自身を引き継いでいます"),
        format!("the outline `{name}` extends itself in a circle"),
    );
    let help = Message::fixed("extends: を一つ取り除いてください。", "take one `extends:` away");
    Diagnostic::new(&OUTLINE_CYCLE, parent.span, message).help(help)
}

pub(super) fn unknown<'a>(
    name: &Spanned<String>,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let message = Message::new(
        format!("「{}」という章立てはありません", name.value),
        format!("there is no outline `{}`", name.value),
    );
    let list = Message::new(
        format!("使える章立て: {}", known.join("、")),
        format!("the outlines are {}", known.join(", ")),
    );
    let help = did_you_mean(&name.value, known).unwrap_or(list);
    Diagnostic::new(&OUTLINE_UNKNOWN, name.span, message).help(help)
}

/// Reports an id that no chapter of the outline has so far.
fn no_such_chapter(id: &Spanned<String>, key: &str, chapters: &[OutlineChapter]) -> Diagnostic {
    let message = Message::new(
        format!("「{}」という章は、引き継いだ章立てにありません", id.value),
        format!("the extended outline has no chapter `{}`", id.value),
    );
    let ids: Vec<&str> = chapters.iter().map(|chapter| chapter.id.as_str()).collect();
    let (new_ja, new_en) = match key {
        "id" => ("新しい章には title: も書きます。", "a new chapter needs a `title:`; "),
        _ => ("", ""),
    };
    let list = Message::new(
        format!("{new_ja}章の id: {}", ids.join("、")),
        format!("{new_en}the chapters are {}", ids.join(", ")),
    );
    let help = did_you_mean(&id.value, ids).unwrap_or(list);
    invalid_value(id.span, message).help(help)
}
