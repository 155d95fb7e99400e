//! What is wrong with a site, as open pages show it.

use super::news::Problem;
use crate::diagnostic::{Diagnostic, Diagnostics, Language, Severity, Style, human};
use crate::disk::Error;
use crate::source::Project;

/// How many problems are shown; who has more mends some first.
const MOST: usize = 100;

/// How many of them are shown with their source lines.
const EXCERPTS: usize = 20;

/// What is wrong with the content: errors first, each kind in the order of the files.
pub(super) fn of_diagnostics(
    diagnostics: &Diagnostics,
    project: &Project,
    language: Language,
) -> Vec<Problem> {
    let of = |severity| diagnostics.iter().filter(move |it| it.severity == severity);
    let all = of(Severity::Error).chain(of(Severity::Warning)).take(MOST).enumerate();
    all.map(|(at, it)| problem(it, project, language, at < EXCERPTS)).collect()
}

fn problem(
    diagnostic: &Diagnostic,
    project: &Project,
    language: Language,
    with_excerpt: bool,
) -> Problem {
    let file = project.source(diagnostic.span.source);
    let at = file.position(diagnostic.span.start);
    let excerpt = (with_excerpt && file.has_text()).then(|| {
        let mut alone = Diagnostics::default();
        alone.push(Diagnostic { help: None, fix: None, ..diagnostic.clone() });
        let text = human(&alone, project, language, Style::Plain);
        // The message stands above already.
        text.split_once('\n').map_or(String::new(), |(_, lines)| lines.trim_end().to_owned())
    });
    Problem {
        severity: diagnostic.severity,
        code: diagnostic.rule.code.to_owned(),
        message: diagnostic.message.get(language).to_owned(),
        help: diagnostic.help.as_ref().map(|help| help.get(language).to_owned()),
        place: Some(match file.address(diagnostic.span.start) {
            Some(address) => format!("{} {address}", file.path()),
            None => format!("{}:{}:{}", file.path(), at.line, at.column),
        }),
        excerpt,
    }
}

/// What keeps the site from being read.
pub(super) fn of_fault(error: &Error, language: Language) -> Problem {
    Problem {
        severity: Severity::Error,
        code: String::new(),
        message: error.message(language),
        help: error.help(language),
        place: None,
        excerpt: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;
    use crate::{Options, compile};

    #[test]
    fn errors_come_first_and_all_have_their_places() {
        let text = "---\ntitle: 題\nx: 1\nkind: plan\nbased_on: none.md\n---\n\n**強調\n";
        let file = ("content/a.md".to_owned(), Content::Bytes(text.as_bytes().to_vec()));
        let project = Project::from_files([file]);
        let found = compile(&project, &Options::default()).diagnostics;
        let problems = of_diagnostics(&found, &project, Language::Ja);
        let warning = problems.iter().position(|it| it.severity == Severity::Warning);
        let error = problems.iter().rposition(|it| it.severity == Severity::Error);
        assert!(error.is_some() && error < warning, "{problems:#?}");
        let unknown = problems.iter().find(|it| it.code == "based-on-unknown").unwrap();
        assert_eq!(unknown.place.as_deref(), Some("content/a.md:5:11"));
        let excerpt = unknown.excerpt.as_deref().unwrap();
        assert!(excerpt.contains("based_on: none.md") && excerpt.contains("^^^"), "{excerpt}");
    }
}
