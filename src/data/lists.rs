//! Records as datasets: a main table for each list, and a table of its own for what a record has several of.

use super::columns::{self, Column};
use super::{Dataset, Datum, Material};
use crate::document::{
    Amount, LISTS, Legend, List, Needed, RecordList, Reference, RoleId, Target, Value, plural,
    refers,
};
use crate::markdown::Prose;
use crate::yaml::{Field, Shape};

/// The name of the code table of the levels.
pub(super) const LEGEND: &str = "levels";

/// A dataset that a list can have.
pub(super) struct Form {
    /// The name of its file.
    pub(super) name: String,
    /// Its columns behind those that all have.
    pub(super) columns: Vec<Column>,
    /// The key that it shows; nothing for the main one.
    field: Option<&'static Field>,
}

/// The datasets that a list can have: the main one, then one for each key with several values.
pub(super) fn forms(kind: &RecordList) -> Vec<Form> {
    let mut main: Vec<Column> = kind.fields.iter().flat_map(columns::single).collect();
    if kind.fields.iter().any(|field| matches!(field.shape, Shape::Amounts)) {
        main.extend(columns::amounts());
    }
    let mut forms = vec![Form { name: kind.key.to_owned(), columns: main, field: None }];
    for field in kind.fields {
        let mut columns = columns::identity(kind);
        let name = match field.shape {
            Shape::Words | Shape::Markdowns => {
                columns.extend(columns::item(field));
                format!("{}-{}", kind.singular, plural(field.key))
            }
            Shape::Levels => {
                columns.extend(columns::levels());
                "skill-map".to_owned()
            }
            _ => continue,
        };
        forms.push(Form { name, columns, field: Some(field) });
    }
    forms
}

/// The datasets of the records of a document, and the code table of its levels.
pub(super) fn datasets(from: &Material<'_>) -> Vec<Dataset> {
    let lists = from.document.records.lists();
    let mut datasets = Vec::new();
    for (kind, list) in LISTS.iter().zip(&lists) {
        debug_assert_eq!(kind.key, list.key, "both are in the order of the front matter");
        for form in forms(kind) {
            let rows: Vec<_> = match form.field {
                None => list.rows.iter().flat_map(|record| main_rows(kind, record)).collect(),
                Some(field) => rows_of(from, kind, list, field),
            };
            add(from, form.name, form.columns, rows, &mut datasets);
        }
    }
    let legend = &from.document.records.legend;
    let symbols = (0..legend.entries.len()).map(|at| symbol(Some(at), legend));
    let empty = legend.empty.is_some().then(|| symbol(None, legend));
    let rows = symbols.chain(empty).collect();
    add(from, LEGEND.to_owned(), columns::symbols(), rows, &mut datasets);
    datasets
}

/// Adds a dataset, unless it is empty.
pub(super) fn add(
    from: &Material<'_>,
    name: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Datum>>,
    datasets: &mut Vec<Dataset>,
) {
    if rows.is_empty() {
        return;
    }
    let title = from.words.get(&format!("data.file.{name}")).to_owned();
    let all = columns::about().into_iter().chain(columns).collect();
    let about = about(from);
    let whole = |row: Vec<Datum>| about.iter().cloned().chain(row).collect();
    let rows = rows.into_iter().map(whole).collect();
    datasets.push(Dataset { name, title, figure: None, columns: all, rows });
}

/// Which document a row is of.
fn about(from: &Material<'_>) -> Vec<Datum> {
    let facts = &from.document.facts;
    let municipality = facts.municipality.as_ref();
    let code = municipality.and_then(|it| it.code.as_ref()).map(|code| code.value.as_str());
    vec![
        Datum::maybe(code),
        Datum::maybe(municipality.map(|it| it.name.value.as_str())),
        Datum::text(from.document.output.as_str()),
        Datum::text(&facts.title.plain()),
    ]
}

type Record<'a> = [(&'static str, Value<'a>)];

/// The rows of a record in the main dataset: one, or one for each amount.
fn main_rows(kind: &RecordList, record: &Record<'_>) -> Vec<Vec<Datum>> {
    let fields = kind.fields.iter().zip(record);
    let single: Vec<Datum> =
        fields.clone().flat_map(|(field, (_, value))| single(field, value)).collect();
    let is_amounts = |field: &Field| matches!(field.shape, Shape::Amounts);
    if !kind.fields.iter().any(is_amounts) {
        return vec![single];
    }
    let mut rows = Vec::new();
    for (field, (_, value)) in fields {
        let Value::Amounts(targets) = value else { continue };
        let measure = if field.key == "baseline" { "baseline" } else { "target" };
        rows.extend(
            targets.iter().map(|target| [single.clone(), amount(measure, target)].concat()),
        );
    }
    if rows.is_empty() {
        rows.push([single, vec![Datum::Blank; columns::amounts().len()]].concat());
    }
    rows
}

/// The places of a key in the main dataset, as many as its columns.
fn single(field: &Field, value: &Value<'_>) -> Vec<Datum> {
    match (field.shape, value) {
        (Shape::Record(inner), Value::Record(values)) => values
            .iter()
            .map(|(_, value)| datum(value))
            .collect::<Vec<_>>()
            .into_iter()
            .chain(std::iter::repeat(Datum::Blank))
            .take(inner.len())
            .collect(),
        (_, Value::Reference(reference)) => reference_of(reference).to_vec(),
        (_, Value::List(_) | Value::Levels(_) | Value::Amounts(_)) => Vec::new(),
        _ => vec![datum(value); columns::single(field).len()],
    }
}

fn datum(value: &Value<'_>) -> Datum {
    match value {
        Value::Text(text) => prose(text),
        Value::Word(word) | Value::Choice(word) => Datum::text(word),
        Value::Count(count) => Datum::Number(count.to_string()),
        Value::Boolean(is) => Datum::text(if *is { "true" } else { "false" }),
        Value::Date(date) => Datum::text(&date.to_string()),
        Value::Year(year) => Datum::Number(year.0.to_string()),
        Value::Reference(reference) => Datum::text(reference.id),
        Value::Nothing
        | Value::List(_)
        | Value::Record(_)
        | Value::Levels(_)
        | Value::Amounts(_) => Datum::Blank,
    }
}

fn prose(text: &Prose) -> Datum {
    // Paragraphs and items are told apart in one line.
    match text.as_line() {
        Some(_) => Datum::text(&text.plain()),
        None => Datum::text(&super::grid::lines(&text.blocks).join("／")),
    }
}

fn reference_of(reference: &Reference<'_>) -> [Datum; 2] {
    [Datum::text(reference.id), prose(reference.name)]
}

/// Which record a row is of.
fn identity_of(kind: &RecordList, record: &Record<'_>) -> Vec<Datum> {
    let keys = kind.identity();
    let fields = kind.fields.iter().zip(record).filter(|(field, _)| keys.contains(&field.key));
    fields.flat_map(|(field, (_, value))| single(field, value)).collect()
}

/// The rows of a key of which a record has several values.
fn rows_of(
    from: &Material<'_>,
    kind: &RecordList,
    list: &List<'_>,
    field: &Field,
) -> Vec<Vec<Datum>> {
    let at = kind.fields.iter().position(|other| other.key == field.key);
    let mut rows = Vec::new();
    for record in &list.rows {
        let identity = identity_of(kind, record);
        let Some((_, value)) = at.and_then(|at| record.get(at)) else { continue };
        let items: Vec<Vec<Datum>> = match (field.shape, value) {
            (Shape::Levels, _) => levels_of(from, value),
            (_, Value::List(values)) => values.iter().map(|value| item(field, value)).collect(),
            _ => Vec::new(),
        };
        rows.extend(items.into_iter().map(|item| [identity.clone(), item].concat()));
    }
    rows
}

fn item(field: &Field, value: &Value<'_>) -> Vec<Datum> {
    match value {
        Value::Reference(reference) => reference_of(reference).to_vec(),
        // Others than holders of a role have no id.
        value if refers(field) => vec![Datum::Blank, datum(value)],
        value => vec![datum(value)],
    }
}

fn amount(measure: &str, target: &Target) -> Vec<Datum> {
    let (value, text) = match &target.amount {
        Amount::Number(number) => (Datum::Number(number.clone()), Datum::Blank),
        Amount::Text(text) => (Datum::Blank, prose(text)),
    };
    let [from, until] = [target.from, target.until].map(|year| Datum::Number(year.0.to_string()));
    vec![Datum::text(measure), from, until, value, text]
}

/// What each role of the document's map needs of a skill: roles without a level have a row, too, for that they
/// need none says something [L1-09].
fn levels_of(from: &Material<'_>, value: &Value<'_>) -> Vec<Vec<Datum>> {
    let records = &from.document.records;
    let legend = &records.legend;
    let of = |role: RoleId, needed: Option<&Needed<'_>>| {
        let role = &records.roles[role.index()];
        let reference = Reference { id: &role.id.value, name: &role.name };
        let (symbol, text) = match needed {
            Some(Needed::Symbol(at)) => (symbol(Some(*at), legend), Datum::Blank),
            Some(Needed::Text(text)) => (vec![Datum::Blank; 3], prose(text)),
            None => (symbol(None, legend), Datum::Blank),
        };
        [reference_of(&reference).to_vec(), symbol, vec![text]].concat()
    };
    let Value::Levels(levels) = value else { return Vec::new() };
    let level = |role: RoleId| {
        let id = &records.roles[role.index()].id.value;
        levels.iter().find(|(reference, _)| reference.id == id).map(|(_, needed)| needed)
    };
    let mapped = |role: &RoleId| records.skills.iter().any(|skill| skill.level(*role).is_some());
    records.role_ids().filter(mapped).map(|role| of(role, level(role))).collect()
}

/// A symbol of the legend, or what an empty cell means.
fn symbol(at: Option<usize>, legend: &Legend) -> Vec<Datum> {
    match at.and_then(|at| Some((at, legend.entries.get(at)?))) {
        Some((at, (symbol, meaning))) => vec![
            Datum::Number((at + 1).to_string()),
            Datum::text(&symbol.value),
            Datum::text(meaning),
        ],
        None => vec![Datum::Blank, Datum::Blank, Datum::maybe(legend.empty.as_deref())],
    }
}
