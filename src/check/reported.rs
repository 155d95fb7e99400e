//! What the tests of checks share: what is found in a site, as codes with the text that they point at.

use crate::diagnostic::{Diagnostic, Language};
use crate::source::{Content, Project};
use crate::{Options, compile};

/// Compiles these files of `content/`; gives each report with the text at its place.
pub(super) fn reports(files: &[(&str, &str)]) -> Vec<(Diagnostic, String)> {
    let files = files
        .iter()
        .map(|(path, text)| (format!("content/{path}"), Content::Bytes(text.as_bytes().to_vec())));
    let project = Project::from_files(files);
    let compiled = compile(&project, &Options::default());
    let at = |it: &Diagnostic| project.source(it.span.source).slice(it.span).trim_end().to_owned();
    compiled.diagnostics.iter().map(|it| (it.clone(), at(it))).collect()
}

/// Holds a site to what is found in it, as `code text`.
#[track_caller]
pub(super) fn check_files(files: &[(&str, &str)], expected: &[&str]) {
    let found: Vec<String> =
        reports(files).into_iter().map(|(it, text)| format!("{} {text}", it.rule.code)).collect();
    assert_eq!(found, expected, "{files:?}");
}

/// Holds a page with these records to what is found in it.
#[track_caller]
pub(super) fn check_records(records: &str, expected: &[&str]) {
    check_files(&[("a.md", &format!("---\ntitle: 題\n{records}---\n"))], expected);
}

/// Holds a page with this text to what is found in it.
#[track_caller]
pub(super) fn check_text(text: &str, expected: &[&str]) {
    check_files(&[("a.md", &format!("---\ntitle: 題\n---\n\n{text}"))], expected);
}

/// The first report of a page: its message and its help, in Japanese.
pub(super) fn words(text: &str) -> String {
    let reports = reports(&[("a.md", text)]);
    let (first, _) = reports.first().expect("a report");
    let help = first.help.as_ref().map_or("", |help| help.get(Language::Ja));
    format!("{} / {help}", first.message.get(Language::Ja))
}
