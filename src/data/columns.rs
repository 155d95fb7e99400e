//! The columns of datasets: names for programs in ASCII [L3-08], and what each column holds.

use crate::diagnostic::{Language, Message};
use crate::document::{LISTS, RecordList, refers, singular};
use crate::yaml::{Choice, Field, Shape};

use super::lists;

/// A column of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name for programs.
    pub name: String,
    /// What it holds.
    pub about: Message,
}

impl Column {
    /// A column that its name describes.
    #[cfg(test)]
    pub(super) fn plain(name: &str) -> Self {
        Self::new(name, Message::new(name.to_owned(), name.to_owned()))
    }

    pub(super) fn new(name: impl Into<String>, about: Message) -> Self {
        Self { name: name.into(), about }
    }

    fn fixed(name: &str, ja: &'static str, en: &'static str) -> Self {
        Self::new(name, Message::fixed(ja, en))
    }

    /// The column of a key.
    fn of(name: impl Into<String>, field: &Field) -> Self {
        let [ja, en] = [Language::Ja, Language::En].map(|language| field.phrase(language));
        Self::new(name, Message::new(ja, en))
    }
}

/// The columns that every dataset begins with: which document it is of [L2-02, L3-06].
pub(super) fn about() -> Vec<Column> {
    vec![
        Column::fixed(
            "municipality_code",
            "全国地方公共団体コード（検査数字を含む6桁）",
            "code of the local government, six digits with the check digit",
        ),
        Column::fixed("municipality", "自治体の名称", "name of the municipality"),
        Column::fixed(
            "document",
            "文書のページ（サイトの中の位置）",
            "page of the document, its place in the site",
        ),
        Column::fixed("document_title", "文書の題名", "title of the document"),
    ]
}

/// The columns that say of which record a row is: its id and name, or else what must be written of it.
pub(super) fn identity(list: &RecordList) -> Vec<Column> {
    let keys: Vec<&str> = list.identity();
    let fields = keys.iter().filter_map(|key| list.fields.iter().find(|field| field.key == *key));
    let column = |field: &Field| match (field.key, field.shape) {
        ("id", _) => vec![Column::of(format!("{}_id", list.singular), field)],
        ("name", _) => vec![Column::of(list.singular, field)],
        _ => single(field),
    };
    fields.flat_map(column).collect()
}

/// The columns of a key in the main table of its records; none for one that has a table of its own.
pub(super) fn single(field: &Field) -> Vec<Column> {
    match field.shape {
        Shape::Words | Shape::Markdowns | Shape::Levels | Shape::Amounts => Vec::new(),
        Shape::Record(inner) => {
            inner.iter().map(|it| Column::of(format!("{}_{}", field.key, it.key), it)).collect()
        }
        Shape::Word if refers(field) => named(field.key, field),
        _ => vec![Column::of(field.key, field)],
    }
}

/// The columns of a reference: the id, and the name for people.
fn named(name: &str, field: &Field) -> Vec<Column> {
    let [ja, en] = [Language::Ja, Language::En].map(|language| field.phrase(language));
    let id = Message::new(format!("{ja}（id）"), format!("{en} (id)"));
    let full = Message::new(format!("{ja}（名称）"), format!("{en} (name)"));
    vec![Column::new(format!("{name}_id"), id), Column::new(name, full)]
}

/// The columns of one of several values of a key.
pub(super) fn item(field: &Field) -> Vec<Column> {
    let name = singular(field.key);
    if refers(field) { named(&name, field) } else { vec![Column::of(name, field)] }
}

/// The columns of amounts by fiscal year.
pub(super) fn amounts() -> Vec<Column> {
    vec![
        Column::fixed(
            "measure",
            "値の種類（baseline 基準、target 目標）",
            "what the value is: baseline or target",
        ),
        Column::fixed(
            "fiscal_year",
            "年度（西暦。4月に始まる）",
            "fiscal year, beginning in April",
        ),
        Column::fixed(
            "fiscal_year_until",
            "何年度まで（一つの年度なら fiscal_year と同じ）",
            "last fiscal year, the same as fiscal_year for a single one",
        ),
        Column::fixed(
            "value",
            "数（単位は unit の列。空欄は数がないことで、0ではない）",
            "number, in the unit of the column unit; blank is no number, which is not zero",
        ),
        Column::fixed("text", "数でない目標", "what is to be reached where that is no number"),
    ]
}

/// The columns of the level that a role needs of a skill.
pub(super) fn levels() -> Vec<Column> {
    let mut columns = vec![
        Column::fixed("role_id", "役割（id）", "role (id)"),
        Column::fixed("role", "役割（名称）", "role (name)"),
    ];
    columns.extend(symbols());
    let text =
        Message::fixed("水準の説明（記号でないとき）", "level in words, where it is no symbol");
    columns.push(Column::new("level_text", text));
    columns
}

/// The columns of a symbol of the legend: the code table of the levels [L3-03].
pub(super) fn symbols() -> Vec<Column> {
    vec![
        Column::fixed(
            "level_order",
            "水準の順（1が最も強い。空欄は記号なし）",
            "order of the level, 1 being the strongest; blank without a symbol",
        ),
        Column::fixed("level_symbol", "水準の記号", "symbol of the level"),
        Column::fixed("level_meaning", "水準の意味", "meaning of the level"),
    ]
}

/// What a dataset can hold, for the page that describes all of them.
#[derive(Debug)]
pub struct Described {
    /// The name of its file, without what comes behind the dot.
    pub name: String,
    /// Its columns behind those that all have.
    pub columns: Vec<Column>,
}

/// The columns that all datasets begin with, and every dataset of records with its further ones.
pub fn catalogue() -> (Vec<Column>, Vec<Described>) {
    let all = LISTS.iter().flat_map(lists::forms);
    let described = all.map(|form| Described { name: form.name, columns: form.columns });
    let levels = Described { name: lists::LEGEND.to_owned(), columns: symbols() };
    (about(), described.chain([levels]).collect())
}

/// The choices of the keys of all records, by key: code tables [L2-04, L3-03].
pub fn choices() -> Vec<(&'static str, &'static [Choice])> {
    let mut found = Vec::new();
    for field in LISTS.iter().flat_map(|kind| kind.fields) {
        if let Shape::Choice(words) = field.shape {
            found.push((field.key, words));
        }
    }
    found
}
