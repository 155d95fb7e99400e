//! Faulty documents and the exact JSON of what is found in them.
//!
//! The documents are the bad examples of the rules' pages and the files of `tests/diagnostics/cases`,
//! written in the same way; what is expected lies in `tests/diagnostics/expected`. After a change on
//! purpose: `INSTA_UPDATE=always cargo test --test it diagnostics`, then read the diff.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use hoshin::diagnostic::{
    Diagnostic, Diagnostics, Language, explained_codes, explanation, json, sarif,
};
use hoshin::source::{Content, Project};
use hoshin::{Options, compile};

use crate::example::example;
use crate::project::{self, repository};

/// The heading below which a case has its files.
const FILES: &str = "よくない例";

/// All faulty sites by name.
fn cases() -> BTreeMap<String, Vec<(String, Content)>> {
    let mut cases = BTreeMap::new();
    for code in explained_codes() {
        let page = explanation(code, Language::Ja).unwrap();
        cases.insert(code.to_owned(), example(&page, FILES));
    }
    for entry in fs::read_dir(repository().join("tests/diagnostics/cases")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let files = example(&fs::read_to_string(&path).unwrap(), FILES);
        assert!(!files.is_empty(), "{name} has no files");
        assert!(cases.insert(name.clone(), files).is_none(), "{name} is there twice");
    }
    cases
}

fn found(files: Vec<(String, Content)>) -> (Project, Diagnostics, usize) {
    let project = Project::from_files(files);
    let compiled = compile(&project, &Options::default());
    (project, compiled.diagnostics, compiled.documents)
}

#[test]
fn each_faulty_site_yields_exactly_this() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository().join("tests/diagnostics/expected"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let cases = cases();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    for (name, files) in cases {
        let (project, diagnostics, documents) = found(files);
        assert!(diagnostics.iter().next().is_some(), "{name}: nothing is found");
        let text = json(&diagnostics, &project, documents, &[], Language::Ja);
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        // What is to come is no diagnostic, and depends on the day: tests/it/as_of.rs looks at it.
        assert!(value.as_object_mut().unwrap().remove("upcoming").is_some());
        settings.bind(|| insta::assert_snapshot!(name.as_str(), format!("{value:#}")));
    }
}

/// Every text of a diagnostic in one language.
fn texts(diagnostic: &Diagnostic, language: Language) -> Vec<&str> {
    let related = diagnostic.related.iter().map(|related| &related.message);
    let messages = [&diagnostic.message, &diagnostic.rule.summary].into_iter();
    messages.chain(&diagnostic.help).chain(related).map(|text| text.get(language)).collect()
}

fn is_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | '一'..='鿿')
}

/// A text without what it quotes from the author, and without examples of what authors write.
fn unquoted(text: &str) -> String {
    let text = text.split("Example").next().unwrap_or(text);
    text.split('`').step_by(2).collect()
}

#[test]
fn every_text_is_there_in_both_languages() {
    let mut complaints = BTreeSet::new();
    for (name, files) in cases() {
        let (_, diagnostics, _) = found(files);
        for diagnostic in diagnostics.iter() {
            if diagnostic.help.is_none() {
                let code = diagnostic.rule.code;
                let message = diagnostic.message.get(Language::Ja);
                complaints.insert(format!("{name}: no way out: {code} {message}"));
            }
            for text in texts(diagnostic, Language::Ja) {
                if !text.contains(is_japanese) {
                    complaints.insert(format!("{name}: not Japanese: {text}"));
                }
            }
            for text in texts(diagnostic, Language::En) {
                if text.is_empty() || unquoted(text).contains(is_japanese) {
                    complaints.insert(format!("{name}: not English: {text}"));
                }
            }
        }
    }
    for rule in hoshin::rules() {
        let (ja, en) = (rule.summary.get(Language::Ja), rule.summary.get(Language::En));
        if !ja.contains(is_japanese) || en.is_empty() || !en.is_ascii() {
            complaints.insert(format!("{}: summary: {ja} / {en}", rule.code));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_program_prints_the_same_json() {
    let cases = cases();
    for name in ["ten-faults", "role-unknown"] {
        let files = &cases[name];
        let mut site = project::Project::new();
        for (path, content) in files {
            let Content::Bytes(bytes) = content else { continue };
            site = site.bytes(path, bytes);
        }
        // A day that is far from every date of these sites.
        let arguments = ["check", "--format", "json", "--as-of", "2000-01-01"];
        let output = site.run(arguments).ended_with(1);
        let (project, diagnostics, documents) = found(files.clone());
        assert_eq!(
            output.stdout,
            json(&diagnostics, &project, documents, &[], Language::Ja),
            "{name}"
        );
        assert_eq!(output.stderr, "", "{name}");
    }
}

#[test]
fn sarif_is_valid_against_its_schema() {
    // The schema as OASIS publishes it with the standard.
    let schema = repository().join("tests/diagnostics/sarif-schema-2.1.0.json");
    let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut fixes = 0;
    for (name, files) in cases() {
        let (project, diagnostics, _) = found(files);
        for language in [Language::Ja, Language::En] {
            let log = sarif(&diagnostics, &project, &hoshin::rules(), "方針 site/", language);
            let log: serde_json::Value = serde_json::from_str(&log).unwrap();
            let faults: Vec<_> =
                validator.iter_errors(&log).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{name}: {faults:#?}");
            let results = log["runs"][0]["results"].as_array().unwrap();
            assert_eq!(results.len(), diagnostics.iter().count(), "{name}");
            fixes += results.iter().filter(|result| result["fixes"].is_array()).count();
        }
    }
    assert!(fixes > 0, "no case has a fix");
    let wrong = serde_json::json!({"version": "2.1.0", "runs": [{"tool": {}}]});
    assert!(!validator.is_valid(&wrong), "the schema takes anything");
}
