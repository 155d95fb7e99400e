//! The lists of records, and what their parts are called in data.

use super::{
    AsData, Goal, Plan, Revision, Role, Securing, Skill, Standard, Term, Training, Waiver,
};
use crate::yaml::{Field, Shape};

/// A list of records.
#[derive(Debug)]
pub struct RecordList {
    /// Its key in front matter, which is also the name of its main dataset.
    pub key: &'static str,
    /// What one of its records is called in the names of columns and files.
    pub singular: &'static str,
    /// The fields of its records.
    pub fields: &'static [Field],
}

impl RecordList {
    const fn of<R: AsData>(key: &'static str, singular: &'static str) -> Self {
        Self { key, singular, fields: R::FIELDS }
    }

    /// The keys by which a record is told from others: its id and name, or else those that must be there.
    pub fn identity(&self) -> Vec<&'static str> {
        let keys = self.fields.iter().map(|field| field.key);
        let named: Vec<_> = keys.filter(|key| ["id", "name"].contains(key)).collect();
        if named.contains(&"id") {
            return named;
        }
        self.fields.iter().filter(|field| field.required).map(|field| field.key).collect()
    }
}

/// Every list of records, in the order of the front matter.
pub static LISTS: &[RecordList] = &[
    RecordList::of::<Role>("roles", "role"),
    RecordList::of::<Skill>("skills", "skill"),
    RecordList::of::<Standard>("standards", "standard"),
    RecordList::of::<Training>("trainings", "training"),
    RecordList::of::<Securing>("securing", "securing"),
    RecordList::of::<Goal>("goals", "goal"),
    RecordList::of::<Plan>("plans", "plan"),
    RecordList::of::<Term>("glossary", "term"),
    RecordList::of::<Revision>("revisions", "revision"),
    RecordList::of::<Waiver>("waivers", "waiver"),
];

/// The keys whose words are references to other records.
const REFERENCES: [&str; 6] = ["role", "includes", "skills", "audience", "trainings", "sum_of"];

/// Whether the words of a key are references.
pub fn refers(field: &Field) -> bool {
    matches!(field.shape, Shape::Word | Shape::Words) && REFERENCES.contains(&field.key)
}

/// What one of several values of a key is called: `method` for `methods`.
pub fn singular(key: &str) -> String {
    match key {
        "includes" => "included_role".to_owned(),
        "audience" => "audience".to_owned(),
        "sum_of" => "part".to_owned(),
        key => key.strip_suffix('s').unwrap_or(key).to_owned(),
    }
}

/// What several values of a key are called in the name of their dataset.
pub fn plural(key: &str) -> &str {
    if key == "sum_of" { "parts" } else { key }
}

/// The columns that every dataset begins with: which document it is of.
pub const ABOUT: [&str; 4] = ["municipality_code", "municipality", "document", "document_title"];
