//! The documentation pages of the rules: each bad example breaks that rule and no other, each good
//! one breaks none.

use std::collections::BTreeSet;

use hoshin::diagnostic::{Language, explained_codes, explanation};
use hoshin::source::Project;
use hoshin::{Options, compile};

use crate::example::{File, example};

/// The codes of what is found in a site, and where.
fn found(files: Vec<File>) -> (BTreeSet<&'static str>, Vec<String>) {
    let project = Project::from_files(files);
    let compiled = compile(&project, &Options::default());
    let line = |diagnostic: &hoshin::diagnostic::Diagnostic| {
        let file = project.source(diagnostic.span.source);
        let at = file.position(diagnostic.span.start);
        let message = diagnostic.message.get(Language::Ja);
        format!("{} {}:{}:{} {message}", diagnostic.rule.code, file.path(), at.line, at.column)
    };
    let codes = compiled.diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect();
    (codes, compiled.diagnostics.iter().map(line).collect())
}

#[test]
fn the_bad_example_of_a_page_breaks_its_rule_only_and_the_good_one_none() {
    let mut complaints = Vec::new();
    for code in explained_codes() {
        let page = explanation(code, Language::Ja).unwrap();
        let (bad, good) = (example(&page, "よくない例"), example(&page, "よい例"));
        if bad.is_empty() || good.is_empty() {
            complaints.push(format!("{code}: an example has no file"));
            continue;
        }
        let (codes, lines) = found(bad);
        if codes != BTreeSet::from([code]) {
            complaints.push(format!("{code}: the bad example yields {lines:#?}"));
        }
        let (codes, lines) = found(good);
        if !codes.is_empty() {
            complaints.push(format!("{code}: the good example yields {lines:#?}"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_rule_has_its_page_in_both_languages_and_no_page_is_left_over() {
    let rules: BTreeSet<_> = hoshin::rules().into_iter().map(|rule| rule.code).collect();
    let pages: BTreeSet<_> = explained_codes().collect();
    let unexplained: Vec<_> = rules.difference(&pages).collect();
    let left_over: Vec<_> = pages.difference(&rules).collect();
    assert_eq!((unexplained, left_over), (vec![], vec![]));
    for code in pages {
        let english = explanation(code, Language::En);
        let length = english.as_ref().map_or(0, |page| page.chars().count());
        assert!(length > 200, "{code}: _en/{code}.md is missing or says nothing");
        let japanese = explanation(code, Language::Ja).unwrap();
        assert!(japanese.starts_with(&format!("# {code}：")), "{code}: the title names the code");
    }
}
