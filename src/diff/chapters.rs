//! Which chapters of two editions are the same one: by id, then by heading, then by likeness; which was split off
//! or taken in by another one; which stands elsewhere.

use std::collections::BTreeMap;

use super::align::out_of_order;
use super::lines::{Unit, units};
use super::{ChapterChange, Edition, Head, likeness};
use crate::document::Chapter;
use crate::markdown::{plain, slug, strip_numbering};
use crate::strings::Strings;

/// What is less alike is another chapter.
const ALIKE: f64 = 0.5;

/// A line that is at least so much alike is taken from there.
const TAKEN: f64 = 0.7;

/// How much of a chapter must come from another one to be a part of it.
const PART: f64 = 0.6;

/// A shorter text says too little of where it comes from, in characters.
const SHORT: usize = 24;

/// A chapter or section of an edition with what stands directly below its heading.
pub(super) struct Section<'d> {
    pub(super) chapter: &'d Chapter,
    /// The position of the chapter that it stands in.
    parent: Option<usize>,
    /// The heading as typed.
    pub(super) heading: String,
    pub(super) units: Vec<Unit<'d>>,
}

impl Section<'_> {
    /// The heading without its number.
    fn words(&self) -> &str {
        strip_numbering(&self.heading).trim()
    }

    fn number(&self) -> &str {
        self.heading.strip_suffix(strip_numbering(&self.heading)).unwrap_or_default().trim()
    }

    pub(super) fn head(&self) -> Head {
        Head { id: self.chapter.id.clone(), text: self.heading.clone() }
    }
}

/// The chapters and sections of an edition in the order of the text.
pub(super) fn sections<'d>(edition: &'d Edition, words: &Strings) -> Vec<Section<'d>> {
    let mut all = Vec::new();
    for chapter in &edition.document.chapters {
        add(chapter, None, (edition, words), &mut all);
    }
    all
}

fn add<'d>(
    chapter: &'d Chapter,
    parent: Option<usize>,
    from: (&'d Edition, &Strings),
    all: &mut Vec<Section<'d>>,
) {
    let (edition, words) = from;
    let at = all.len();
    let heading = plain(&chapter.heading).trim().to_owned();
    let mut own = units(&chapter.blocks, &edition.tables, words);
    own.extend(units(&chapter.tail, &edition.tables, words));
    all.push(Section { chapter, parent, heading, units: own });
    for section in &chapter.sections {
        add(section, Some(at), from, all);
    }
}

/// Which chapters are the same, by position.
#[derive(Debug)]
pub(super) struct Matched {
    /// Of each new chapter, which old one it was.
    pub(super) old_of: Vec<Option<usize>>,
    /// Of each old chapter, which new one it is.
    pub(super) new_of: Vec<Option<usize>>,
    /// Of a chapter that is new by itself, of which old one it was a part.
    pub(super) part_of: Vec<Option<usize>>,
    /// Of a chapter that is gone by itself, which new one took it in.
    pub(super) taken_by: Vec<Option<usize>>,
}

/// Matches the chapters of two editions.
pub(super) fn matched(old: &[Section<'_>], new: &[Section<'_>]) -> Matched {
    let mut matched = Matched {
        old_of: vec![None; new.len()],
        new_of: vec![None; old.len()],
        part_of: vec![None; new.len()],
        taken_by: vec![None; old.len()],
    };
    let repeated = repeated(old).chain(repeated(new)).collect::<Vec<_>>();
    // A number behind an id counts headings of the same words: it says nothing of which one it is.
    matched.pair(old, new, |section| {
        let id = section.chapter.id.as_str();
        let made = slug(&section.heading);
        let counts = id.strip_prefix(&made).is_some_and(|rest| {
            rest.is_empty() || rest.strip_prefix('-').is_some_and(|it| it.parse::<u32>().is_ok())
        });
        let unsure = counts && repeated.iter().any(|words| words == section.words());
        (!unsure).then(|| id.to_owned())
    });
    matched.pair_below(old, new);
    matched.pair(old, new, |section| {
        Some(section.chapter.covers.join(" ")).filter(|it| !it.is_empty())
    });
    matched.pair(old, new, |section| Some(section.words().to_owned()));
    matched.pair_alike(old, new);
    matched.find_parts(old, new);
    matched
}

/// The words that several headings of an edition have.
fn repeated<'s>(sections: &'s [Section<'_>]) -> impl Iterator<Item = String> + use<'s> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for section in sections {
        *count.entry(section.words()).or_default() += 1;
    }
    count.into_iter().filter(|(_, count)| *count > 1).map(|(words, _)| words.to_owned())
}

impl Matched {
    fn join(&mut self, old: usize, new: usize) {
        self.new_of[old] = Some(new);
        self.old_of[new] = Some(old);
    }

    /// Matches what is left by a key that only one chapter on each side has.
    fn pair(
        &mut self,
        old: &[Section<'_>],
        new: &[Section<'_>],
        key: impl Fn(&Section<'_>) -> Option<String>,
    ) {
        let by_key = |sections: &[Section<'_>], taken: &[Option<usize>]| {
            let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, section) in sections.iter().enumerate().filter(|(at, _)| taken[*at].is_none())
            {
                if let Some(key) = key(section) {
                    by_key.entry(key).or_default().push(at);
                }
            }
            by_key
        };
        let olds = by_key(old, &self.new_of);
        let news = by_key(new, &self.old_of);
        for (key, olds) in olds {
            if let ([old], Some([new])) = (olds.as_slice(), news.get(&key).map(Vec::as_slice)) {
                self.join(*old, *new);
            }
        }
    }

    /// Matches headings of the same words below the same chapter, in order.
    fn pair_below(&mut self, old: &[Section<'_>], new: &[Section<'_>]) {
        for (at, section) in new.iter().enumerate() {
            if self.old_of[at].is_some() {
                continue;
            }
            // The chapter that it stands in comes first, and is matched by now if it ever is.
            let parent = match section.parent {
                None => None,
                Some(parent) => match self.old_of[parent] {
                    None => continue,
                    parent => parent,
                },
            };
            let found = old.iter().enumerate().position(|(at, other)| {
                self.new_of[at].is_none()
                    && other.parent == parent
                    && other.words() == section.words()
            });
            if let Some(found) = found {
                self.join(found, at);
            }
        }
    }

    /// Matches what is alike, the likest first.
    fn pair_alike(&mut self, old: &[Section<'_>], new: &[Section<'_>]) {
        let mut alike = Vec::new();
        let left = |sections: &[Section<'_>], taken: &[Option<usize>]| {
            let left = (0..sections.len()).filter(|&at| taken[at].is_none());
            left.map(|at| (at, text(sections, at))).collect::<Vec<_>>()
        };
        let (olds, news) = (left(old, &self.new_of), left(new, &self.old_of));
        for (i, text) in &olds {
            for (j, other) in &news {
                let (i, j) = (*i, *j);
                let score = score((&old[i], text), (&new[j], other));
                if score >= ALIKE {
                    alike.push((score, i, j));
                }
            }
        }
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, i, j) in alike {
            if self.new_of[i].is_none() && self.old_of[j].is_none() {
                self.join(i, j);
            }
        }
    }

    /// Finds where the text of chapters went that are on one side only.
    fn find_parts(&mut self, old: &[Section<'_>], new: &[Section<'_>]) {
        let best = |one: &Section<'_>, others: &[Section<'_>]| {
            let shares = others.iter().map(|other| share(one, other)).enumerate();
            let most = shares.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
            (most.1 >= PART).then_some(most.0)
        };
        let alone = |section: &Section<'_>, others: &[Section<'_>], counterpart: Option<usize>| {
            if counterpart.is_some() { None } else { best(section, others) }
        };
        self.part_of =
            new.iter().zip(&self.old_of).map(|(section, it)| alone(section, old, *it)).collect();
        self.taken_by =
            old.iter().zip(&self.new_of).map(|(section, it)| alone(section, new, *it)).collect();
    }

    /// What became of a new chapter as a whole.
    pub(super) fn changes(
        &self,
        at: usize,
        (old, new): (&[Section<'_>], &[Section<'_>]),
        moved: &[bool],
    ) -> Vec<ChapterChange> {
        let mut changes = Vec::new();
        if let Some(before) = self.old_of[at].map(|at| &old[at]) {
            if before.words() != new[at].words() {
                changes.push(ChapterChange::Renamed);
            }
            if before.number() != new[at].number() {
                changes.push(ChapterChange::Renumbered);
            }
        }
        if moved[at] {
            changes.push(ChapterChange::Moved);
        }
        changes.extend(self.part_of[at].map(|at| ChapterChange::SplitFrom(old[at].head())));
        let taken = (0..old.len()).filter(|&gone| self.taken_by[gone] == Some(at));
        changes.extend(taken.map(|gone| ChapterChange::Merged(old[gone].head())));
        changes
    }

    /// Which new chapters stand elsewhere than before: below another chapter, or in another order.
    pub(super) fn moved(&self, old: &[Section<'_>], new: &[Section<'_>]) -> Vec<bool> {
        let mut moved = vec![false; new.len()];
        let parents: Vec<Option<usize>> = (0..new.len()).map(Some).collect();
        for parent in std::iter::once(None).chain(parents) {
            let below = (0..new.len()).filter(|&at| new[at].parent == parent);
            let known: Vec<(usize, usize)> =
                below.filter_map(|at| Some((at, self.old_of[at]?))).collect();
            let former = parent.map_or(Some(None), |at| self.old_of[at].map(Some));
            let (stayed, came): (Vec<_>, Vec<_>) =
                known.into_iter().partition(|(_, before)| Some(old[*before].parent) == former);
            for (at, _) in came {
                moved[at] = true;
            }
            let order: Vec<usize> = stayed.iter().map(|(_, before)| *before).collect();
            for ((at, _), out) in stayed.iter().zip(out_of_order(&order)) {
                moved[*at] = out;
            }
        }
        moved
    }
}

/// All that stands below a chapter, sections included.
fn text(sections: &[Section<'_>], at: usize) -> String {
    let level = sections[at].chapter.level;
    let below = sections[at + 1..].iter().take_while(|section| section.chapter.level > level);
    let mut text: String = sections[at].units.iter().map(|unit| unit.plain.as_str()).collect();
    for section in below {
        text.push_str(section.words());
        text.extend(section.units.iter().map(|unit| unit.plain.as_str()));
    }
    text
}

/// How much two chapters with their texts are alike.
fn score((old, old_text): (&Section<'_>, &str), (new, new_text): (&Section<'_>, &str)) -> f64 {
    let words = likeness(old.words(), new.words());
    if old_text.is_empty() || new_text.is_empty() {
        return words;
    }
    let text = likeness(old_text, new_text).max(0.85 * share(new, old).min(share(old, new)));
    let score = 0.35 * words + 0.65 * text;
    if old.chapter.level == new.chapter.level { score } else { score * 0.8 }
}

/// How much of what stands directly in a chapter stands in another one as well, from 0 to 1. Nothing of a
/// text that is too short to tell.
fn share(one: &Section<'_>, other: &Section<'_>) -> f64 {
    let length = |unit: &Unit<'_>| unit.plain.chars().count();
    let all: usize = one.units.iter().map(length).sum();
    if all < SHORT {
        return 0.0;
    }
    let is_there = |unit: &&Unit<'_>| {
        let like = |other: &Unit<'_>| {
            unit.plain == other.plain || unit.profile().likeness(other.profile()) >= TAKEN
        };
        other.units.iter().any(like)
    };
    let there: usize = one.units.iter().filter(is_there).map(length).sum();
    #[expect(clippy::cast_precision_loss, reason = "texts are short")]
    let share = there as f64 / all as f64;
    share
}
