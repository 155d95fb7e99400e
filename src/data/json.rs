//! `document.json`: everything that is known of a document, under the keys of front matter.

use serde_json::{Map, Value as Json, json};

use super::{Dataset, Material, SCHEMA};
use crate::document::{
    Amount, AsData, Chapter, Data, FigureBlock, FigureRequest, Legend, Needed, Reference, Target,
    Value,
};
use crate::figure::Figure;
use crate::markdown::{self, Block, Prose};
use crate::site::SitePath;
use crate::source::Spanned;
use crate::table::Table;

/// The version of the form. One that takes something away or changes what it means has another number.
const VERSION: u32 = 1;

/// A document as JSON. Without the keys of its own it is the front matter again, with dates in the form of
/// ISO 8601, references by id, and texts in Markdown.
pub fn document(from: &Material<'_>, datasets: &[Dataset]) -> Json {
    let document = from.document;
    let here = super::beside(&document.output, "document.json");
    let schema = SitePath::new(SCHEMA).map(|schema| here.href_to(&schema));
    let mut json = Map::new();
    json.insert("$schema".to_owned(), json!(schema));
    json.insert("version".to_owned(), json!(VERSION));
    json.insert("generator".to_owned(), json!(concat!("hoshin ", env!("CARGO_PKG_VERSION"))));
    json.insert("page".to_owned(), json!(here.href_to(&document.output)));
    json.insert("url".to_owned(), json!(from.base_url.map(|base| document.output.url_under(base))));
    json.extend(record(&document.facts.values(&document.records), from));
    let legend = &document.records.legend;
    if !legend.entries.is_empty() {
        json.insert("legend".to_owned(), symbols(legend));
    }
    for list in document.records.lists().iter().filter(|list| !list.rows.is_empty()) {
        let rows = list.rows.iter().map(|row| Json::Object(record(row, from).collect()));
        json.insert(list.key.to_owned(), rows.collect());
    }
    json.insert("chapters".to_owned(), chapters(&document.chapters));
    json.insert("figures".to_owned(), figures(from, datasets));
    json.into()
}

/// The keys of a record that have a value.
fn record<'v>(
    values: &'v [(&'static str, Value<'v>)],
    from: &'v Material<'v>,
) -> impl Iterator<Item = (String, Json)> + use<'v> {
    let there = values.iter().filter(|(_, value)| *value != Value::Nothing);
    there.map(|(key, it)| ((*key).to_owned(), value(it, from)))
}

fn value(of: &Value<'_>, from: &Material<'_>) -> Json {
    match of {
        Value::Nothing => Json::Null,
        Value::Text(text) => text.markdown().into(),
        Value::Word(word) | Value::Choice(word) => (*word).into(),
        Value::Count(count) => (*count).into(),
        Value::Boolean(is) => (*is).into(),
        Value::Date(date) => date.to_string().into(),
        Value::Year(year) => year.0.into(),
        Value::Reference(reference) => reference.id.into(),
        Value::List(values) => values.iter().map(|it| value(it, from)).collect(),
        Value::Record(values) => Json::Object(record(values, from).collect()),
        Value::Levels(levels) => levels_of(levels, from),
        Value::Amounts(targets) => amounts(targets),
    }
}

fn levels_of(levels: &[(Reference<'_>, Needed<'_>)], from: &Material<'_>) -> Json {
    let legend = &from.document.records.legend;
    let level = |(role, needed): &(Reference<'_>, Needed<'_>)| {
        let needed = match needed {
            Needed::Symbol(at) => legend.entries.get(*at).map(|(symbol, _)| symbol.value.clone()),
            Needed::Text(text) => Some(text.markdown()),
        };
        (role.id.to_owned(), needed.into())
    };
    Json::Object(levels.iter().map(level).collect())
}

/// Amounts by fiscal year: `2026`, or `2026-2029` for several.
fn amounts(targets: &[Target]) -> Json {
    let entry = |target: &Target| {
        let (from, until) = (target.from.0, target.until.0);
        let years = if from == until { from.to_string() } else { format!("{from}-{until}") };
        let amount = match &target.amount {
            Amount::Number(text) => number(text),
            Amount::Text(text) => text.markdown().into(),
        };
        (years, amount)
    };
    Json::Object(targets.iter().map(entry).collect())
}

/// A number as JSON has it, if it says the same there; else as a text.
fn number(text: &str) -> Json {
    let number: Option<serde_json::Number> = serde_json::from_str(text).ok();
    number.filter(|it| it.to_string() == text).map_or_else(|| text.into(), Json::Number)
}

fn symbols(legend: &Legend) -> Json {
    let entry = |(symbol, meaning): &(Spanned<String>, String)| {
        (symbol.value.clone(), meaning.as_str().into())
    };
    let empty = legend.empty.iter().map(|meaning| (String::new(), meaning.as_str().into()));
    Json::Object(legend.entries.iter().map(entry).chain(empty).collect())
}

fn chapters(chapters: &[Chapter]) -> Json {
    let one = |chapter: &Chapter| {
        json!({
            "id": chapter.id,
            "title": markdown::plain(&chapter.heading).trim(),
            "covers": chapter.covers,
            "text": (text(&chapter.blocks) + &text(&chapter.tail)).trim(),
            "chapters": self::chapters(&chapter.sections),
        })
    };
    chapters.iter().map(one).collect()
}

/// The text of some blocks without markup, a paragraph a line.
fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let line = Prose { blocks: vec![block.clone()], ..Prose::default() }.plain();
        if !line.is_empty() {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// What is shown where, and which datasets hold its data.
fn figures(from: &Material<'_>, datasets: &[Dataset]) -> Json {
    let figures = from.document.figures.iter().zip(from.tables).enumerate();
    let one = |(at, (block, table)): (usize, (&FigureBlock, &Table))| {
        let data = datasets.iter().filter(|dataset| match dataset.figure {
            Some(of) => of == at,
            None => shown(block).contains(&dataset.name.as_str()),
        });
        json!({
            "figure": table.figure,
            "id": table.id,
            "caption": table.caption.as_ref().map(Prose::plain),
            "data": data.map(|it| format!("{}.csv", it.name)).collect::<Vec<_>>(),
        })
    };
    figures.map(one).collect()
}

/// The datasets of the records that a figure shows.
fn shown(block: &FigureBlock) -> Vec<&'static str> {
    let name = match &block.request {
        FigureRequest::Pipe { .. } => return Vec::new(),
        FigureRequest::Block { name, .. } | FigureRequest::Placed { name } => name,
    };
    let shows = Figure::find(name).map_or(&[][..], |figure| figure.kind.shows);
    let datasets = |data: &Data| match data {
        Data::Skills => vec!["skills", "skill-map", "levels"],
        Data::Methods => vec!["skill-methods"],
        Data::Trainings => {
            vec!["trainings", "training-methods", "training-skills", "training-audience"]
        }
        Data::Roles => vec!["roles", "role-includes"],
        Data::Standards => vec!["standards", "standard-trainings"],
        data => vec![data.name()],
    };
    shows.iter().flat_map(datasets).collect()
}
