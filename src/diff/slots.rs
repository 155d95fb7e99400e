//! What stands on either side before it becomes rows: a text that left one chapter and came to another is found
//! again here.

use std::collections::BTreeMap;

use super::lines::{Unit, What};
use super::rows::lines_row;
use super::{Change, Form, Frame, Line, Part, Remark, Row, Subject, tables};

/// How much of a text a moved line must hold to be known again, in characters.
const KNOWN: usize = 12;

/// A place of the comparison: what stood there, what stands there.
pub(super) struct Slot<'u, 'd> {
    old: Option<&'u Unit<'d>>,
    new: Option<&'u Unit<'d>>,
    remark: Option<Remark>,
}

impl<'u, 'd> Slot<'u, 'd> {
    pub(super) fn new(old: Option<&'u Unit<'d>>, new: Option<&'u Unit<'d>>) -> Self {
        Self { old, new, remark: None }
    }

    /// The key of what is on one side only, if it would be known again elsewhere.
    fn known(&self) -> Option<(String, bool)> {
        let (unit, is_new) = match (self.old, self.new) {
            (Some(unit), None) => (unit, false),
            (None, Some(unit)) => (unit, true),
            _ => return None,
        };
        let known = match &unit.what {
            What::Line(line) => line.form != Form::Heading && unit.plain.chars().count() >= KNOWN,
            What::Table(_) => true,
        };
        known.then(|| (unit.key(), is_new))
    }

    fn rows(&self, frame: &Frame<'_>) -> Vec<Row> {
        let mut rows = match (self.old.map(|it| &it.what), self.new.map(|it| &it.what)) {
            (Some(What::Table(old)), Some(What::Table(new))) => tables::compare(old, new, frame),
            (Some(What::Table(table)), _) => vec![tables::whole(table, frame, false)],
            (_, Some(What::Table(table))) => vec![tables::whole(table, frame, true)],
            (old, new) => {
                let line = |what: Option<&What<'_>>| match what? {
                    What::Line(line) => Some(line.clone()),
                    What::Table(_) => None,
                };
                lines_row(Vec::new(), line(old), line(new)).into_iter().collect()
            }
        };
        if let (Some(remark), Some(row)) = (&self.remark, rows.first_mut()) {
            row.remarks.push(remark.clone());
            if row.change != Change::Changed {
                row.change = Change::Moved;
            }
        }
        rows
    }

    fn is_table_of(&self, figures: &[&str]) -> bool {
        let one_sided = self.old.is_none() != self.new.is_none();
        let unit = self.old.or(self.new);
        one_sided
            && unit.is_some_and(|unit| match &unit.what {
                What::Table(table) => figures.contains(&table.figure),
                What::Line(_) => false,
            })
    }
}

/// The places of a part.
struct Headed<'u, 'd> {
    subject: Subject,
    heading: Option<Row>,
    slots: Vec<Slot<'u, 'd>>,
}

impl Headed<'_, '_> {
    /// What the part is called, where it stands on one side.
    fn name(&self, frame: &Frame<'_>, old: bool) -> String {
        match &self.subject {
            Subject::Chapter(pair) => {
                let (first, second) =
                    if old { (&pair.old, &pair.new) } else { (&pair.new, &pair.old) };
                first.as_ref().or(second.as_ref()).map(|it| it.text.clone()).unwrap_or_default()
            }
            subject => subject.word(frame),
        }
    }
}

/// All places of a comparison.
pub(super) struct Slots<'u, 'd> {
    parts: Vec<Headed<'u, 'd>>,
    /// Figures that are not compared where they are on one side only.
    not_drawn: Vec<&'static str>,
}

impl<'u, 'd> Slots<'u, 'd> {
    pub(super) fn new(not_drawn: &[&'static str]) -> Self {
        Self { parts: Vec::new(), not_drawn: not_drawn.to_vec() }
    }

    pub(super) fn add(&mut self, subject: Subject, slots: Vec<Slot<'u, 'd>>) {
        self.add_headed(subject, None, slots);
    }

    /// Adds a part with what is to be said of its heading.
    pub(super) fn add_headed(
        &mut self,
        subject: Subject,
        heading: Option<Row>,
        mut slots: Vec<Slot<'u, 'd>>,
    ) {
        slots.retain(|slot| !slot.is_table_of(&self.not_drawn));
        self.parts.push(Headed { subject, heading, slots });
    }

    pub(super) fn into_parts(self, frame: &Frame<'_>) -> Vec<Part> {
        let part = |part: Headed<'_, '_>| {
            let rows = part.slots.iter().flat_map(|slot| slot.rows(frame));
            Part { rows: part.heading.into_iter().chain(rows).collect(), subject: part.subject }
        };
        self.parts.into_iter().map(part).collect()
    }

    /// Puts together what left one place and came to another.
    pub(super) fn reunite(&mut self, frame: &Frame<'_>) {
        let mut gone: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        let mut come = Vec::new();
        for (part, headed) in self.parts.iter().enumerate() {
            for (at, slot) in headed.slots.iter().enumerate() {
                match slot.known() {
                    Some((key, false)) => gone.entry(key).or_default().push((part, at)),
                    Some((key, true)) => come.push((key, (part, at))),
                    None => {}
                }
            }
        }
        let mut left: Vec<(usize, usize)> = Vec::new();
        for (key, (part, at)) in come {
            let Some(places) = gone.get_mut(&key).filter(|it| !it.is_empty()) else { continue };
            // One of the same part is likelier than one from elsewhere.
            let near = places.iter().position(|place| place.0 == part).unwrap_or(0);
            let (from, before) = places.remove(near);
            let unit = self.parts[from].slots[before].old;
            let remark = if from == part {
                left.push((from, before));
                Remark::Reordered
            } else {
                let to = self.parts[part].name(frame, false);
                self.parts[from].slots[before].remark = Some(Remark::MovedTo(to));
                Remark::MovedFrom(self.parts[from].name(frame, true))
            };
            let slot = &mut self.parts[part].slots[at];
            (slot.old, slot.remark) = (unit, Some(remark));
        }
        left.sort_unstable();
        for (part, at) in left.into_iter().rev() {
            self.parts[part].slots.remove(at);
        }
    }
}

impl Unit<'_> {
    /// What two units have in common that are certainly two states of one.
    pub(super) fn key(&self) -> String {
        match &self.what {
            What::Line(Line { form: Form::Heading, .. }) => format!("# {}", self.plain),
            What::Line(_) => self.plain.clone(),
            What::Table(table) => {
                let heads = table.head.iter().flat_map(|row| &row.cells);
                let heads: String = heads.map(|cell| cell.content.plain()).collect();
                let name = if self.plain.is_empty() { &heads } else { &self.plain };
                format!("\n{} {name}", table.figure)
            }
        }
    }

    /// How much two units are alike that may be two states of one, from 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        match (&self.what, &other.what) {
            (What::Table(old), What::Table(new)) => tables::alike(old, new),
            (What::Line(old), What::Line(new))
                if (old.form == Form::Heading) == (new.form == Form::Heading) =>
            {
                self.profile().likeness(other.profile())
            }
            _ => 0.0,
        }
    }
}
