//! Diagnostics for programs, as one JSON object (`docs` of the format: the guide's page on checks).
//!
//! Lines and columns count from 1, columns count Unicode scalar values, offsets are bytes of the file
//! as stored. Every key is always there: what does not apply is `null` or an empty list.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Language, Severity, Upcoming, located};
use crate::source::{Position, Project, Span};

#[derive(Serialize)]
struct Report<'a> {
    diagnostics: Vec<Entry<'a>>,
    upcoming: Vec<UpcomingEntry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    message: Cow<'a, str>,
    help: Option<&'a str>,
    file: &'a str,
    start: Point,
    end: Point,
    related: Vec<RelatedEntry<'a>>,
    fix: Option<FixEntry<'a>>,
}

#[derive(Serialize)]
struct RelatedEntry<'a> {
    file: &'a str,
    start: Point,
    message: Cow<'a, str>,
}

#[derive(Serialize)]
struct FixEntry<'a> {
    start: Point,
    end: Point,
    text: &'a str,
}

#[derive(Serialize)]
struct UpcomingEntry<'a> {
    date: &'a str,
    file: &'a str,
    kind: &'static str,
    message: &'a str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    documents: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

impl From<Position> for Point {
    fn from(Position { line, column, offset }: Position) -> Self {
        Self { line, column, offset }
    }
}

impl Severity {
    /// The word for programs, which never changes with the language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The diagnostics as JSON, ending in a line break. The summary counts the Markdown files that were
/// read, the documents that they make, and the diagnostics. Beside them stands what is to come.
pub fn json(
    diagnostics: &Diagnostics,
    project: &Project,
    documents: usize,
    upcoming: &[Upcoming],
    language: Language,
) -> String {
    let report = Report {
        diagnostics: diagnostics.iter().map(|it| entry(it, project, language)).collect(),
        upcoming: upcoming.iter().map(|it| upcoming_entry(it, language)).collect(),
        summary: Summary {
            files: project.pages.len(),
            documents,
            errors: diagnostics.count(Severity::Error),
            warnings: diagnostics.count(Severity::Warning),
        },
    };
    line(&report)
}

fn line(report: &Report<'_>) -> String {
    serde_json::to_string(report).expect("plain structs are JSON") + "\n"
}

fn upcoming_entry(upcoming: &Upcoming, language: Language) -> UpcomingEntry<'_> {
    let Upcoming { date, file, kind, message, is_past: _ } = upcoming;
    UpcomingEntry { date, file, kind, message: message.get(language) }
}

fn entry<'a>(diagnostic: &'a Diagnostic, project: &'a Project, language: Language) -> Entry<'a> {
    let point = |source, offset| Point::from(project.source(source).position(offset));
    let ends = |span: Span| (point(span.source, span.start), point(span.source, span.end));
    let (start, end) = ends(diagnostic.span);
    let related = diagnostic.related.iter().map(|related| RelatedEntry {
        file: project.source(related.span.source).path(),
        start: point(related.span.source, related.span.start),
        message: located(&related.message, related.span, project, language),
    });
    let fix = diagnostic.fix.as_ref().map(|fix| {
        let (start, end) = ends(fix.span);
        FixEntry { start, end, text: &fix.text }
    });
    Entry {
        code: diagnostic.rule.code,
        severity: diagnostic.severity.name(),
        message: located(&diagnostic.message, diagnostic.span, project, language),
        help: diagnostic.help.as_ref().map(|help| help.get(language)),
        file: project.source(diagnostic.span.source).path(),
        start,
        end,
        related: related.collect(),
        fix,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Message, Rule};
    use crate::source::Content;

    #[test]
    fn everything_is_there_and_columns_count_characters() {
        static UNKNOWN: Rule = Rule::error("role-unknown", "知らない役割", "an unknown role");
        let text = "役割: 利活\n別";
        let bytes = Content::Bytes(text.as_bytes().to_vec());
        let project = Project::from_files([("content/方針.md".into(), bytes)]);
        let span = |start, end| Span::new(project.pages[0], start, end);
        let mut diagnostics = Diagnostics::default();
        let message = Message::fixed("役割「利活」がありません", "no role `利活`");
        let diagnostic = Diagnostic::new(&UNKNOWN, span(8, 14), message)
            .related(span(15, 18), Message::fixed("ここ", "here"))
            .fix(span(8, 14), "利活用");
        diagnostics.push(diagnostic);
        let upcoming = Upcoming {
            date: "2027-03-31".to_owned(),
            file: "content/方針.md".to_owned(),
            kind: "period-ends",
            message: Message::fixed("期間が終わります", "its period ends"),
            is_past: false,
        };
        insta::assert_snapshot!(json(&diagnostics, &project, 1, &[upcoming], Language::Ja), @r#"{"diagnostics":[{"code":"role-unknown","severity":"error","message":"役割「利活」がありません","help":null,"file":"content/方針.md","start":{"line":1,"column":5,"offset":8},"end":{"line":1,"column":7,"offset":14},"related":[{"file":"content/方針.md","start":{"line":2,"column":1,"offset":15},"message":"ここ"}],"fix":{"start":{"line":1,"column":5,"offset":8},"end":{"line":1,"column":7,"offset":14},"text":"利活用"}}],"upcoming":[{"date":"2027-03-31","file":"content/方針.md","kind":"period-ends","message":"期間が終わります"}],"summary":{"files":1,"documents":1,"errors":1,"warnings":0}}"#);
    }
}
