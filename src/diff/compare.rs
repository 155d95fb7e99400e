//! Two editions become a comparison: chapters first, then what stands in them.

use super::align::align;
use super::chapters::{Matched, Section, matched, sections};
use super::data;
use super::lines::{self, Unit, units};
use super::rows::lines_row;
use super::slots::{Slot, Slots};
use super::{
    Change, ChapterPair, Comparison, Edition, Frame, LeftOut, Line, Part, Status, Subject, Unread,
    facts,
};
use crate::document::Document;
use crate::markdown::Block;

/// Compares two states of a document; nothing if it is in neither.
pub fn compare(
    old: Option<&Edition>,
    new: Option<&Edition>,
    frame: &Frame<'_>,
) -> Option<Comparison> {
    let shown = new.or(old)?;
    let parts = Sides { old, new, frame }.parts();
    let changed = |part: &Part| part.is_changed();
    let status = match (old, new) {
        (None, _) => Status::Added,
        (_, None) => Status::Removed,
        _ if parts.iter().any(changed) => Status::Changed,
        _ => Status::Same,
    };
    let left_out = |edition: Option<&Edition>, old: bool| {
        let left_out = edition.map(Edition::left_out).unwrap_or_default();
        left_out.into_iter().map(move |what| LeftOut { old, what })
    };
    let path = |edition: &Edition| edition.document.path.clone();
    Some(Comparison {
        path: path(shown),
        former_path: old.map(path).filter(|former| *former != path(shown)),
        title: shown.document.facts.title.plain(),
        status,
        parts,
        left_out: left_out(old, true).chain(left_out(new, false)).collect(),
    })
}

/// Says of two states, each with its path, that they cannot be compared, because of what is not readable.
pub fn not_compared([old, new]: [(&str, Option<Unread>, Option<&Edition>); 2]) -> Comparison {
    let title = [new.2, old.2].into_iter().flatten().next();
    let left_out = |what: Option<Unread>, old: bool| what.map(|what| LeftOut { old, what });
    Comparison {
        path: new.0.to_owned(),
        former_path: (old.0 != new.0).then(|| old.0.to_owned()),
        title: title.map_or_else(|| new.0.to_owned(), |it| it.document.facts.title.plain()),
        status: Status::Changed,
        parts: Vec::new(),
        left_out: left_out(old.1, true).into_iter().chain(left_out(new.1, false)).collect(),
    }
}

/// The two states.
struct Sides<'e> {
    old: Option<&'e Edition>,
    new: Option<&'e Edition>,
    frame: &'e Frame<'e>,
}

impl<'e> Sides<'e> {
    fn parts(&self) -> Vec<Part> {
        let frame = self.frame;
        let [old_facts, new_facts] = [self.old, self.new].map(|it| it.map(|it| &*it.document));
        // Of front matter that could not be read, nobody knows what it says.
        let known = |it: Option<&Document>| it.is_none_or(|it| !it.broken);
        let facts = if known(old_facts) && known(new_facts) {
            facts::rows(old_facts, new_facts, frame)
        } else {
            Vec::new()
        };
        let mut parts = vec![Part { subject: Subject::Facts, rows: facts }];
        let sections = |edition: Option<&'e Edition>| {
            edition.map(|it| sections(it, frame.words)).unwrap_or_default()
        };
        let (old, new) = (sections(self.old), sections(self.new));
        let preface = [self.old, self.new].map(|it| self.units(it, |it| &it.preface));
        let appendix = [self.old, self.new].map(|it| self.units(it, |it| &it.appendix));
        let notes = [self.old, self.new].map(|it| self.notes(it));
        let mut slots = Slots::new(&self.not_drawn());
        slots.add(Subject::Preface, Self::aligned(&preface));
        Chapters { old: &old, new: &new }.add(&mut slots);
        slots.add(Subject::Appendix, Self::aligned(&appendix));
        slots.add(Subject::Notes, Self::aligned(&notes));
        slots.reunite(frame);
        parts.extend(slots.into_parts(frame));
        if let (Some(old), Some(new)) = (self.old, self.new) {
            parts.push(Part { subject: Subject::Data, rows: data::rows(old, new, frame) });
        }
        parts.retain(|part| !part.rows.is_empty() || matches!(part.subject, Subject::Chapter(_)));
        parts
    }

    fn units(
        &self,
        edition: Option<&'e Edition>,
        blocks: fn(&Document) -> &[Block],
    ) -> Vec<Unit<'e>> {
        edition.map_or_else(Vec::new, |edition| {
            units(blocks(&edition.document), &edition.tables, self.frame.words)
        })
    }

    fn notes(&self, edition: Option<&'e Edition>) -> Vec<Unit<'e>> {
        let notes = edition.map(|it| it.document.footnotes.iter()).into_iter().flatten();
        notes.flat_map(|note| units(&note.blocks, &[], self.frame.words)).collect()
    }

    /// The figures of which one side could not be drawn: a table on the other side says nothing then.
    fn not_drawn(&self) -> Vec<&'static str> {
        let editions = || [self.old, self.new].into_iter().flatten();
        let tables = || editions().flat_map(|it| it.tables.iter());
        let broken = editions().any(|edition| edition.document.broken);
        let of_records = tables().filter(|table| broken && table.figure != "table");
        let missing = editions()
            .flat_map(|edition| edition.tables.iter().filter(|table| !edition.has(table)));
        of_records.chain(missing).map(|table| table.figure).collect()
    }

    /// What belongs together of two texts.
    fn aligned<'u>([old, new]: &'u [Vec<Unit<'e>>; 2]) -> Vec<Slot<'u, 'e>> {
        let keys = |units: &[Unit<'_>]| units.iter().map(Unit::key).collect::<Vec<_>>();
        let pairs = align(&keys(old), &keys(new), |i, j| old[i].likeness(&new[j]));
        let slot = |(i, j): (Option<usize>, Option<usize>)| {
            Slot::new(i.map(|at| &old[at]), j.map(|at| &new[at]))
        };
        pairs.into_iter().map(slot).collect()
    }
}

/// The chapters of both states.
struct Chapters<'u, 'e> {
    old: &'u [Section<'e>],
    new: &'u [Section<'e>],
}

impl<'u, 'e> Chapters<'u, 'e> {
    /// Adds them in the new order; one that is gone stands behind what it stood behind.
    fn add(&self, slots: &mut Slots<'u, 'e>) {
        let matched = matched(self.old, self.new);
        let moved = matched.moved(self.old, self.new);
        let (mut of_new, mut of_old) = self.slots(&matched);
        let behind = self.behind(&matched);
        let mut gone = |after: Option<usize>, slots: &mut Slots<'u, 'e>| {
            for at in 0..self.old.len() {
                let is_gone = matched.new_of[at].is_none() && matched.taken_by[at].is_none();
                if is_gone && behind[at] == after {
                    let section = &self.old[at];
                    let pair = ChapterPair {
                        level: section.chapter.level,
                        old: Some(section.head()),
                        new: None,
                        changes: Vec::new(),
                    };
                    let rows = std::mem::take(&mut of_old[at]);
                    let heading = lines_row(Vec::new(), Some(heading(section)), None);
                    slots.add_headed(Subject::Chapter(pair), heading, rows);
                }
            }
        };
        gone(None, slots);
        for (at, section) in self.new.iter().enumerate() {
            let before = matched.old_of[at].map(|at| &self.old[at]);
            let pair = ChapterPair {
                level: section.chapter.level,
                old: before.map(Section::head),
                new: Some(section.head()),
                changes: matched.changes(at, (self.old, self.new), &moved),
            };
            let row = lines_row(Vec::new(), before.map(heading), Some(heading(section)));
            let row = row.filter(|row| row.change != Change::Same);
            slots.add_headed(Subject::Chapter(pair), row, std::mem::take(&mut of_new[at]));
            gone(Some(at), slots);
        }
    }

    /// Behind which new chapter each old one stood.
    fn behind(&self, matched: &Matched) -> Vec<Option<usize>> {
        let mut last = None;
        let place = |at: usize| {
            last = matched.new_of[at].or(matched.taken_by[at]).or(last);
            last
        };
        (0..self.old.len()).map(place).collect()
    }

    /// What stands in each chapter. Chapters that were parted or put together are aligned as one text.
    fn slots(&self, matched: &Matched) -> (Vec<Vec<Slot<'u, 'e>>>, Vec<Vec<Slot<'u, 'e>>>) {
        let mut of_new: Vec<Vec<Slot<'u, 'e>>> = self.new.iter().map(|_| Vec::new()).collect();
        let mut of_old: Vec<Vec<Slot<'u, 'e>>> = self.old.iter().map(|_| Vec::new()).collect();
        for (old, new) in together(matched) {
            let units = |sections: &'u [Section<'e>], which: &[usize]| {
                let of = |&at: &usize| sections[at].units.iter().map(move |unit| (at, unit));
                which.iter().flat_map(of).collect::<Vec<_>>()
            };
            let (old, new) = (units(self.old, &old), units(self.new, &new));
            let keys = |units: &[(usize, &Unit<'_>)]| {
                units.iter().map(|it| it.1.key()).collect::<Vec<_>>()
            };
            let pairs = align(&keys(&old), &keys(&new), |i, j| old[i].1.likeness(new[j].1));
            for (i, j) in pairs {
                let (before, after) = (i.map(|at| old[at]), j.map(|at| new[at]));
                let slot = Slot::new(before.map(|it| it.1), after.map(|it| it.1));
                let gone =
                    |(at, _): (usize, &Unit<'_>)| matched.new_of[at].or(matched.taken_by[at]);
                match (after, before, before.and_then(gone)) {
                    (Some((at, _)), ..) | (None, _, Some(at)) => of_new[at].push(slot),
                    (None, Some((at, _)), None) => of_old[at].push(slot),
                    (None, None, None) => {}
                }
            }
        }
        (of_new, of_old)
    }
}

fn heading(section: &Section<'_>) -> Line {
    lines::heading(&section.chapter.heading)
}

/// Old and new chapters that share a text, each in order.
fn together(matched: &Matched) -> Vec<(Vec<usize>, Vec<usize>)> {
    let (olds, news) = (matched.new_of.len(), matched.old_of.len());
    // Old chapters come first, then the new ones; each begins as a set by itself.
    let mut set: Vec<usize> = (0..olds + news).collect();
    let of_old = matched.new_of.iter().zip(&matched.taken_by).map(|(a, b)| a.or(*b)).enumerate();
    let of_new = matched.part_of.iter().enumerate();
    let joins: Vec<(usize, usize)> = of_old
        .filter_map(|(at, to)| Some((at, olds + to?)))
        .chain(of_new.filter_map(|(at, of)| Some(((*of)?, olds + at))))
        .collect();
    for (one, other) in joins {
        let (keep, give) = (set[one], set[other]);
        set.iter_mut().filter(|it| **it == give).for_each(|it| *it = keep);
    }
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = vec![Default::default(); olds + news];
    for at in 0..olds {
        groups[set[at]].0.push(at);
    }
    for at in 0..news {
        groups[set[olds + at]].1.push(at);
    }
    groups.retain(|(old, new)| !old.is_empty() || !new.is_empty());
    groups
}
