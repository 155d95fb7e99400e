//! A document for search engines: schema.org as JSON-LD. The text stands in a `<script>` that no browser runs, so
//! no policy of contents (CSP) has to allow it.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::pages::Pages;
use super::trust::revised;
use crate::data::{File, Format};
use crate::document::Document;
use crate::site::SitePath;
use crate::theme::Html;
use crate::yaml::is_url;

/// The document, its data and its glossary.
pub(super) fn linked_data(pages: &Pages<'_>, document: &Document, files: &[File]) -> Html {
    let facts = &document.facts;
    let source = facts.source.as_ref().and_then(|source| source.url.as_ref());
    let based_on = source.map(|url| url.value.as_str()).filter(|url| is_url(url));
    let mut json = Map::new();
    let mut add = |key: &str, value: Option<Value>| {
        json.extend(value.map(|value| (key.to_owned(), value)));
    };
    add("@context", Some("https://schema.org".into()));
    add("@type", Some("DigitalDocument".into()));
    add("name", Some(facts.title.plain().into()));
    add("url", Some(address(pages, document, &document.output).into()));
    add("inLanguage", Some(pages.config().language.clone().into()));
    add("additionalType", Some(pages.words().get(facts.kind.words_key()).into()));
    add("datePublished", facts.adopted.as_ref().map(|date| date.value.to_string().into()));
    add("dateModified", revised(document).map(|date| date.to_string().into()));
    add(
        "temporalCoverage",
        facts.period.as_ref().map(|period| {
            let [from, until] = [&period.from, &period.until]
                .map(|date| date.as_ref().map_or("..".to_owned(), |date| date.value.to_string()));
            format!("{from}/{until}").into()
        }),
    );
    add(
        "spatialCoverage",
        facts.municipality.as_ref().map(|municipality| {
            let mut place = json!({"@type": "AdministrativeArea", "name": municipality.name.value});
            if let (Some(code), Some(place)) = (&municipality.code, place.as_object_mut()) {
                let property = json!({
                    "@type": "PropertyValue",
                    "propertyID": "全国地方公共団体コード",
                    "value": code.value,
                });
                place.insert("identifier".to_owned(), property);
            }
            place
        }),
    );
    let publisher = pages.config().publisher.name.as_ref();
    add(
        "publisher",
        publisher.map(|name| json!({"@type": "GovernmentOrganization", "name": name})),
    );
    let license = facts.license.as_ref().or(pages.config().license.as_ref());
    let license = license.map(|it| it.url.clone().unwrap_or_else(|| it.name.value.clone()));
    add("license", license.clone().map(Value::from));
    add("isBasedOn", based_on.map(Value::from));
    add("hasPart", (!files.is_empty()).then(|| dataset(pages, document, files, license)));
    Html(escaped(&Value::from(json)))
}

/// The data of a document.
fn dataset(
    pages: &Pages<'_>,
    document: &Document,
    files: &[File],
    license: Option<String>,
) -> Value {
    let title = document.facts.title.plain();
    let download = |file: &File| {
        json!({
            "@type": "DataDownload",
            "name": file.title,
            "encodingFormat": match file.format {
                Format::Csv => "text/csv",
                Format::Json => "application/json",
                Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            },
            "contentUrl": address(pages, document, &file.path),
            "contentSize": format!("{} B", file.bytes.len()),
        })
    };
    let mut dataset = json!({
        "@type": "Dataset",
        "name": pages.words().get("data.list.of").replace("{title}", &title),
        "description": pages.words().get("data.list.description").replace("{title}", &title),
        "distribution": files.iter().map(download).collect::<Vec<_>>(),
    });
    if let (Some(license), Some(dataset)) = (license, dataset.as_object_mut()) {
        dataset.insert("license".to_owned(), license.into());
    }
    dataset
}

/// The address of a file: absolute if the site's is known, or else as seen from the document.
fn address(pages: &Pages<'_>, document: &Document, to: &SitePath) -> String {
    match pages.base_url() {
        Some(base) => to.url_under(base),
        None => document.output.href_to(to),
    }
}

/// JSON that ends no `<script>` and opens no comment in it (HTML, 4.12.1.3), and turns the order of no text.
fn escaped(json: &Value) -> String {
    let mut text = String::new();
    for c in json.to_string().chars() {
        match c {
            '<'
            | '>'
            | '&'
            | '\u{61c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {
                _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text
}
