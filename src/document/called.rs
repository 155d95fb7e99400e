//! By what the records of a list are called: their ids, and the names that tell them apart.

use std::collections::BTreeMap;

use super::names::{ID_DUPLICATE, id_duplicate};
use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::markdown::Prose;
use crate::source::{Span, Spanned};

/// A record and what it can be called by.
pub(super) struct Record<'r> {
    /// The id; the name as typed if the author gave none.
    pub(super) id: &'r Spanned<String>,
    /// The full name; empty where nothing refers to it.
    pub(super) name: String,
    /// Whether it comes from the policy that a plan is based on.
    pub(super) inherited: bool,
}

impl<'r> Record<'r> {
    pub(super) fn new(id: &'r Spanned<String>, name: &Prose, inherited: bool) -> Self {
        Self { id, name: name.plain(), inherited }
    }

    /// Whether the name is all that the record can be called by.
    fn has_no_id(&self) -> bool {
        self.id.value == self.name
    }
}

/// The records of a list by their ids and their full names.
pub(super) struct Called<T> {
    known: BTreeMap<String, T>,
    /// Full names that records with ids of their own share: a mistake only if a reference uses one.
    shared: BTreeMap<String, Diagnostic>,
}

impl<T: Copy> Called<T> {
    /// Takes the records of a list. An id of two records is reported, and so is a full name of two
    /// records one of which has nothing else to be called by.
    pub(super) fn new<'r>(
        records: impl Iterator<Item = Record<'r>>,
        make: impl Fn(usize) -> T,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let records: Vec<Record<'_>> = records.collect();
        let mut called = Self { known: BTreeMap::new(), shared: BTreeMap::new() };
        let mut places: BTreeMap<&str, Span> = BTreeMap::new();
        for (at, Record { id, .. }) in records.iter().enumerate() {
            if let Some(&first) = places.get(id.value.as_str()) {
                diagnostics.push(id_duplicate(&id.value, id.span, first));
            } else {
                places.insert(&id.value, id.span);
                called.known.insert(id.value.clone(), make(at));
            }
        }
        let mut named: BTreeMap<&str, &Record<'_>> = BTreeMap::new();
        for (at, record) in records.iter().enumerate().filter(|(_, it)| !it.name.is_empty()) {
            called.known.entry(record.name.clone()).or_insert(make(at));
            let Some(first) = named.get(record.name.as_str()) else {
                named.insert(&record.name, record);
                continue;
            };
            if first.id.value == record.id.value {
                continue;
            }
            let diagnostic = name_shared(first, record);
            if first.has_no_id() || record.has_no_id() {
                diagnostics.push(diagnostic);
            } else {
                called.shared.entry(record.name.clone()).or_insert(diagnostic);
            }
        }
        called
    }

    /// The record with this id or name. A name that does not tell two records apart is reported, once.
    pub(super) fn find(&mut self, name: &str, diagnostics: &mut Diagnostics) -> Option<T> {
        if let Some(diagnostic) = self.shared.remove(name) {
            diagnostics.push(diagnostic);
        }
        self.known.get(name).copied()
    }

    /// Whether there is a record with this id or name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// All ids and names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }
}

/// Reports two records of one name, at that of the document's own.
fn name_shared(first: &Record<'_>, second: &Record<'_>) -> Diagnostic {
    let (there, here) =
        if second.inherited && !first.inherited { (second, first) } else { (first, second) };
    let name = &second.name;
    let message = Message::new(
        format!("「{name}」という名称が二つあり、どちらを指すのか決まりません"),
        format!("two entries have the name `{name}`: which one is meant is not clear"),
    );
    let help = Message::fixed(
        "名称を変えるか、それぞれに別の id を付けて、参照は id で書いてください。",
        "change one name, or give each an `id` of its own and refer to it by that",
    );
    let other = Message::fixed("もう一つの場所", "the other one");
    Diagnostic::new(&ID_DUPLICATE, here.id.span, message).help(help).related(there.id.span, other)
}
