//! What the tests of comparisons share: documents from texts, and comparisons as text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Change, Comparison, Edition, Form, Frame, Line, Mark, Part, Subject, compare};
use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::figure;
use crate::library::library;
use crate::outline::Outlines;
use crate::source::{Content, Project};
use crate::strings::Strings;

/// The document of a text below `content/a.md`.
pub(super) fn edition(text: &str) -> Edition {
    let project = Project::from_files([(
        "content/a.md".to_owned(),
        Content::Bytes(text.as_bytes().to_vec()),
    )]);
    let mut diagnostics = Diagnostics::default();
    let outlines = Outlines::load(&project, &mut diagnostics);
    let kinds = figure::kinds();
    let library = library(&project, &kinds, |_| outlines.get("govtech-tokyo"), &mut diagnostics);
    let document = Arc::clone(&library.documents[0]);
    let tables = figure::draw(&document, &Strings::built_in("ja"), Calendar::Era, &mut diagnostics);
    Edition { document, tables: tables.into(), unread: Vec::new() }
}

/// Compares two texts with this front matter each.
pub(super) fn compared(old: &str, new: &str) -> Comparison {
    let words = Strings::built_in("ja");
    let frame = Frame { words: &words, calendar: Calendar::Era };
    compare(Some(&edition(old)), Some(&edition(new)), &frame).expect("two editions")
}

/// A page whose text is this.
pub(super) fn page(body: &str) -> String {
    format!("---\ntitle: 題\n---\n\n{body}")
}

/// What changed between two bodies.
pub(super) fn changes(old: &str, new: &str) -> String {
    shown(&compared(&page(old), &page(new)))
}

/// What changed, part by part: `[…]` words, `{…}` width and the like.
pub(super) fn shown(comparison: &Comparison) -> String {
    let mut text = String::new();
    for part in comparison.parts.iter().filter(|part| part.is_changed()) {
        write!(text, "{}", heading(part)).expect("a string");
        for row in part.rows.iter().filter(|row| row.change != Change::Same) {
            let sign = match row.change {
                Change::Same => "=",
                Change::Changed => "~",
                Change::Added => "+",
                Change::Removed => "-",
                Change::Moved => ">",
            };
            let about = row.about.join(" › ");
            let sides: Vec<String> = [&row.old, &row.new]
                .map(|lines| lines.iter().map(line).collect::<Vec<_>>().join(" ¶ "))
                .into_iter()
                .filter(|side| !side.is_empty())
                .collect();
            let about = if about.is_empty() { String::new() } else { format!("{about}: ") };
            let remarks: Vec<String> = row.remarks.iter().map(|it| format!(" ({it:?})")).collect();
            write!(text, "\n{sign} {about}{}{}", sides.join(" → "), remarks.concat())
                .expect("a string");
        }
        text.push('\n');
    }
    text.trim_end().to_owned()
}

fn heading(part: &Part) -> String {
    match &part.subject {
        Subject::Chapter(pair) => {
            let name = pair.new.as_ref().or(pair.old.as_ref()).map_or("", |it| it.text.as_str());
            let mut signs = BTreeMap::from([(pair.old.is_none(), "+"), (pair.new.is_none(), "-")]);
            let sign = signs.remove(&true).unwrap_or("");
            let changes: Vec<String> = pair.changes.iter().map(|it| format!(" {it:?}")).collect();
            format!("{}{sign} {name}{}", "#".repeat(pair.level.into()), changes.concat())
        }
        subject => format!("@ {subject:?}"),
    }
}

pub(super) fn line(line: &Line) -> String {
    let sign = match line.form {
        Form::Item => "・",
        Form::Numbered(_) => "1. ",
        Form::Heading => "# ",
        _ => "",
    };
    let pieces = line.pieces.iter().map(|piece| match piece.mark {
        None => piece.text.clone(),
        Some(Mark::Words) => format!("[{}]", piece.text),
        Some(_) => format!("{{{}}}", piece.text),
    });
    format!("{sign}{}", pieces.collect::<String>())
}
