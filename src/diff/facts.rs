//! The facts of the front matter: title, departments, dates, periods.

use super::lines::of_prose;
use super::rows::lines_row;
use super::{Frame, Line, Row};
use crate::document::{Contact, Document, Facts, Period};
use crate::markdown::Prose;
use crate::source::Spanned;

/// The facts of both states, in the order in which pages show them.
pub(super) fn rows(old: Option<&Document>, new: Option<&Document>, frame: &Frame<'_>) -> Vec<Row> {
    let lines =
        |document: Option<&Document>| document.map(|it| said(it, frame)).unwrap_or_default();
    let (old, new) = (lines(old), lines(new));
    let mut rows = Vec::new();
    let of = |lines: &[(String, Line)], label: &str| {
        lines.iter().find(|(it, _)| it == label).map(|(_, line)| line.clone())
    };
    let gone = old.iter().filter(|(label, _)| !new.iter().any(|(it, _)| it == label));
    for (label, _) in new.iter().chain(gone) {
        rows.extend(lines_row(vec![label.clone()], of(&old, label), of(&new, label)));
    }
    rows
}

/// What a document says of itself, with what each thing is called.
fn said(document: &Document, frame: &Frame<'_>) -> Vec<(String, Line)> {
    let facts = &document.facts;
    let mut said = Vec::new();
    let mut add = |key: &str, line: Option<Line>| {
        said.extend(line.map(|line| (frame.words.get(key).to_owned(), line)));
    };
    let prose = |prose: Option<&Prose>| joined(of_prose(prose?, frame.words));
    add("diff.fact.title", prose(Some(&facts.title)));
    add("diff.fact.kind", Some(Line::of(frame.words.get(facts.kind.words_key()))));
    add("page.fact.municipality", municipality(facts, frame));
    add("page.fact.department", prose(facts.department.as_ref()));
    add("page.fact.contact", facts.contact.as_ref().and_then(contact));
    add(
        "page.fact.adopted",
        facts.adopted.as_ref().map(|it| Line::of(&it.value.show(frame.calendar))),
    );
    add("page.fact.period", facts.period.as_ref().map(|it| period(it, frame)));
    add(
        "page.fact.review",
        facts.review.as_ref().map(|it| Line::of(&it.value.show(frame.calendar))),
    );
    add("diff.fact.draft", facts.draft.then(|| Line::of(frame.words.get("page.draft"))));
    add("page.fact.based_on", facts.based_on.as_ref().map(|it| Line::of(&it.value)));
    add("page.fact.source", facts.source.as_ref().and_then(|it| prose(Some(&it.name))));
    let url = facts.source.as_ref().and_then(|it| it.url.as_ref());
    add("diff.fact.source_url", url.map(|it| Line::of(&it.value)));
    add("diff.fact.license", facts.license.as_ref().map(|it| Line::of(&it.name.value)));
    add("diff.fact.notice", prose(facts.notice.as_ref()));
    for waiver in &document.records.waivers {
        let row = document.coverage.iter().find(|row| row.chapter == waiver.chapter.value);
        let chapter = row.map_or(&waiver.chapter.value, |row| &row.title);
        let label = frame.words.get("diff.fact.waiver").replace("{chapter}", chapter);
        said.extend(prose(Some(&waiver.reason)).map(|line| (label, line)));
    }
    said
}

/// Several lines as one; nothing if there is none.
fn joined(lines: Vec<Line>) -> Option<Line> {
    lines.into_iter().reduce(|mut all, line| {
        all.pieces.extend(Line::of("\n").pieces);
        all.pieces.extend(line.pieces);
        all
    })
}

fn municipality(facts: &Facts, frame: &Frame<'_>) -> Option<Line> {
    let municipality = facts.municipality.as_ref()?;
    let code = municipality.code.as_ref();
    let code = code.map(|it| frame.words.get("page.fact.code").replace("{code}", &it.value));
    Some(Line::of(&format!("{}{}", municipality.name.value, code.unwrap_or_default())))
}

fn contact(contact: &Contact) -> Option<Line> {
    let Contact { department, email, phone, url } = contact;
    let parts =
        [department.as_ref().map(|it| &it.value), phone.as_ref(), email.as_ref(), url.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| Line::of(&parts.join("\n")))
}

fn period(period: &Period, frame: &Frame<'_>) -> Line {
    let shown = |date: &Option<Spanned<crate::calendar::Date>>| {
        date.as_ref().map_or_else(String::new, |date| date.value.show(frame.calendar))
    };
    let text = frame.words.get(period.words_key());
    Line::of(
        &text.replace("{from}", &shown(&period.from)).replace("{until}", &shown(&period.until)),
    )
}
