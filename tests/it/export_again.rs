//! What was exported is read again: nothing is lost on the way.

use std::collections::BTreeMap;
use std::fmt::Write;

use hoshin::diagnostic::{Diagnostics, Language, Severity};
use hoshin::document::Document;
use hoshin::figure;
use hoshin::library::library;
use serde_json::{Map, Value};

use crate::export::example;
use crate::project::Project;

/// The documents of a site with their records, without an error.
fn documents(site: &Project) -> BTreeMap<String, Document> {
    let project = hoshin::disk::load(&site.path("")).unwrap();
    let mut found = Diagnostics::default();
    let library = library(&project, &figure::kinds(), |_| None, &mut found);
    let told: Vec<String> = found
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .map(|it| {
            let file = project.source(it.span.source);
            format!("{} {} {}", file.path(), it.rule.code, it.message.get(Language::En))
        })
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    library.documents.into_iter().map(|it| (it.path.clone(), (*it).clone())).collect()
}

/// The example site, in which the records of every policy and plan are read from what was exported of it.
fn imported(format: &str, source: impl Fn(&str, &str) -> Option<String>) -> Project {
    let mut site = example();
    for format in [format, "json"] {
        let output = format!("data/{format}");
        site.run(["export", "--format", format, "--output", &output]).ended_with(0);
    }
    let exported = site.files(&format!("data/{format}"));
    let json = site.files("data/json");
    for (path, bytes) in &json {
        let Some(folder) = path.strip_suffix("/data/document.json") else { continue };
        let mut front: Map<String, Value> = serde_json::from_slice(bytes).unwrap();
        for own in ["$schema", "version", "generator", "page", "url", "chapters", "figures"] {
            assert!(front.remove(own).is_some(), "{own}");
        }
        let mut lines = String::new();
        for (key, value) in &front {
            let file = source(key, folder).filter(|_| value.is_array());
            let value = file.unwrap_or_else(|| value.to_string());
            writeln!(lines, "{key}: {value}").unwrap();
        }
        let page = format!("content/{folder}/index.md");
        let text = std::fs::read_to_string(site.path(&page)).unwrap();
        let (_, body) = text[3..].split_once("\n---\n").unwrap();
        site = site.file(&page, &format!("---\n{lines}---\n{body}"));
    }
    for (path, bytes) in exported.iter().filter(|(path, _)| !path.starts_with("data/")) {
        site = site.bytes(&format!("content/{path}"), bytes);
    }
    site
}

/// A workbook keeps everything: what is read from it is what was written.
#[test]
fn a_workbook_gives_the_same_records_back() {
    let before = documents(&example());
    let words = hoshin::strings::Strings::built_in("ja");
    let site = imported("xlsx", |key, _| {
        let may_be_a_file = !matches!(key, "waivers");
        let title = if key == "skills" { "skill-map" } else { key };
        let sheet = words.get(&format!("data.file.{title}")).to_owned();
        may_be_a_file.then(|| format!("{{file: data/document.xlsx, sheet: {sheet}}}"))
    });
    let after = documents(&site);
    assert_eq!(before.len(), after.len());
    for (path, document) in &before {
        assert_eq!(after[path].records, document.records, "{path}");
        assert_eq!(after[path].facts, document.facts, "{path}");
    }
}

/// CSV has no markup and one line a text; everything else comes back, so that it is the same data again.
#[test]
fn files_in_long_form_give_the_same_data_back() {
    let before = example();
    before.run(["export"]).ended_with(0);
    let before = before.files("export/csv");
    let files = |key: &str| {
        match key {
            "roles" => vec!["roles", "role-includes"],
            "skills" => vec!["skills", "skill-map", "skill-methods"],
            "standards" => vec!["standards", "standard-trainings"],
            "trainings" => {
                vec!["trainings", "training-methods", "training-skills", "training-audience"]
            }
            "goals" => vec!["goals", "goal-parts"],
            "waivers" => Vec::new(),
            key => vec![key],
        }
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>()
    };
    let site = imported("csv", |key, folder| {
        let there = |name: &String| before.contains_key(&format!("{folder}/data/{name}.csv"));
        let files: Vec<_> = files(key).into_iter().filter(there).collect();
        let list = files.iter().map(|it| format!("data/{it}.csv")).collect::<Vec<_>>().join(", ");
        (!files.is_empty()).then(|| format!("{{file: [{list}]}}"))
    });
    documents(&site);
    site.run(["export", "--output", "again"]).ended_with(0);
    let after = site.files("again");
    for (path, bytes) in &before {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&after[path]), text(bytes), "{path}");
    }
}
