//! `data/index.html`: what the data of the documents are like: formats, columns, code tables, licence
//! (行政データにおける機械可読性に関するルール, L3-01 to L3-08).

use super::{Leads, Standing};
use crate::data::{self, Column, SCHEMA};
use crate::document::Kind;
use crate::markdown::Prose;
use crate::render::html::Writer;
use crate::render::pages::Pages;
use crate::render::view::{CodesView, DataView, DatasetView, OfDocumentView, PageHead};
use crate::render::{Rendering, fixed};
use crate::site::SitePath;
use crate::source::{Place, Project, Span};
use crate::table::{Cell, Column as TableColumn, Content, Form, Group, Head, Row, Table};
use crate::yaml::Choice;

/// Where the page is.
pub(in crate::render) const PATH: &str = "data/index.html";

/// The page about the data.
pub(in crate::render) static DATA: Standing = Standing {
    path: PATH,
    title: "data.title",
    about: "data.about",
    leads: Leads::About,
    public: true,
    wanted: |pages| pages.documents().any(|document| document.facts.kind != Kind::Page),
    print: |rendering, path, page| rendering.print("data.html", &view(rendering, path, page)),
};

fn view(rendering: &Rendering<'_>, path: &SitePath, page: PageHead) -> DataView {
    let pages = &rendering.pages;
    let words = pages.words();
    let (all, described) = data::catalogue();
    let mut writer = Writer::new(rendering.scope(path));
    let mut table = |caption: &str, heads: [&str; 2], rows: Vec<[String; 2]>| {
        writer.table(&table(caption, heads.map(|key| words.get(key)), &rows));
        writer.take()
    };
    let heads = ["data.page.column", "data.page.meaning"];
    let rows = |columns: &[Column]| -> Vec<[String; 2]> {
        let language = pages.language();
        let row = |it: &Column| [it.name.clone(), it.about.get(language).to_owned()];
        columns.iter().map(row).collect()
    };
    let all = table(words.get("data.page.caption_all"), heads, rows(&all));
    let datasets = described.iter().map(|it| {
        let caption = words.get("data.page.caption_file").replace("{file}", &it.name);
        let title = words.get(&format!("data.file.{}", it.name)).to_owned();
        let columns = table(&caption, heads, rows(&it.columns));
        DatasetView { id: format!("hs-data-{}", it.name), title, columns }
    });
    let datasets = datasets.collect();
    let own = table(words.get("data.page.caption_own"), heads, rows(&data::own_columns()));
    let caption = words.get("data.page.caption_schedule");
    let schedule = table(caption, heads, rows(&data::schedule_columns()));
    let codes = data::choices().into_iter().map(|(key, choices)| {
        let meaning = |(word, ja, en): &Choice| {
            let language = pages.language();
            [(*word).to_owned(), crate::diagnostic::Message::fixed(ja, en).get(language).to_owned()]
        };
        let caption = words.get("data.page.caption_codes").replace("{column}", key);
        let heads = ["data.page.word", "data.page.meaning"];
        CodesView { values: table(&caption, heads, choices.iter().map(meaning).collect()) }
    });
    DataView {
        page,
        schema: path.href_to(&fixed(SCHEMA)),
        documents: documents(pages, path),
        all,
        datasets,
        own,
        schedule,
        codes: codes.collect(),
    }
}

fn documents(pages: &Pages<'_>, path: &SitePath) -> Vec<OfDocumentView> {
    let has_data = pages.documents().filter(|document| document.facts.kind != Kind::Page);
    let view = has_data.map(|document| OfDocumentView {
        title: document.facts.title.plain(),
        href: format!("{}#hs-data", path.href_to(&document.output)),
    });
    view.collect()
}

/// A table of two columns, the first of which heads the rows.
fn table(caption: &str, heads: [&str; 2], rows: &[[String; 2]]) -> Table {
    let (_, source) = Project::of_text("");
    let nowhere = Span::new(source, 0, 0);
    let text = |text: &str| Prose::words(text, nowhere);
    let row = |[name, meaning]: &[String; 2]| Row {
        cells: vec![Cell::head(Head::Row, text(name)), Cell::new(Content::Text(text(meaning)))],
    };
    let head = Row { cells: heads.map(|head| Cell::head(Head::Column, text(head))).to_vec() };
    Table {
        figure: "table",
        id: None,
        caption: Some(text(caption)),
        legend: None,
        picture: None,
        form: Form::default(),
        columns: vec![TableColumn::default(); 2],
        head: vec![head],
        groups: vec![Group { head: None, rows: rows.iter().map(row).collect() }],
        notes: Prose::default(),
        place: Place(nowhere),
    }
}
