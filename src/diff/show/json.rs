//! Comparisons for programs. Every key is always there; its words never change with the language.

use serde_json::{Value, json};

use super::{Named, Report};
use crate::diff::{
    Change, ChapterChange, ChapterPair, Comparison, Form, Head, LeftOut, Line, Mark, Part, Piece,
    Remark, Row, Status, Subject, Unread,
};
use crate::source::in_content;

/// All that changed, and what did not, of documents that did: one object.
pub fn json(report: &Report<'_>) -> String {
    let documents: Vec<Value> = report.documents.iter().map(|it| document(it)).collect();
    let whole = json!({"old": named(report.old), "new": named(report.new), "documents": documents});
    format!("{whole:#}\n")
}

fn named(named: &Named) -> Value {
    json!({"name": named.name, "id": named.id, "day": named.date()})
}

fn document(document: &Comparison) -> Value {
    json!({
        "path": in_content(&document.path),
        "formerPath": document.former_path.as_deref().map(in_content),
        "title": document.title,
        "status": match document.status {
            Status::Same => "same",
            Status::Changed => "changed",
            Status::Added => "added",
            Status::Removed => "removed",
        },
        "parts": document.parts.iter().map(part).collect::<Vec<_>>(),
        "leftOut": document.left_out.iter().map(left_out).collect::<Vec<_>>(),
    })
}

fn part(part: &Part) -> Value {
    let pair = match &part.subject {
        Subject::Chapter(pair) => Some(pair),
        _ => None,
    };
    let changes = pair.map(|pair| &*pair.changes).unwrap_or_default();
    json!({
        "kind": match &part.subject {
            Subject::Facts => "facts",
            Subject::Preface => "preface",
            Subject::Chapter(_) => "chapter",
            Subject::Appendix => "appendix",
            Subject::Notes => "notes",
            Subject::Data => "data",
        },
        "level": pair.map(|pair| pair.level),
        "old": pair.and_then(|pair| pair.old.as_ref()).map(head),
        "new": pair.and_then(|pair| pair.new.as_ref()).map(head),
        "change": change_of(part, pair),
        "changes": changes.iter().map(chapter_change).collect::<Vec<_>>(),
        "rows": part.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// What became of a part as a whole.
fn change_of(part: &Part, pair: Option<&ChapterPair>) -> &'static str {
    match pair {
        Some(ChapterPair { old: None, .. }) => "added",
        Some(ChapterPair { new: None, .. }) => "removed",
        _ if part.is_changed() => "changed",
        _ => "same",
    }
}

fn head(head: &Head) -> Value {
    json!({"id": head.id, "text": head.text})
}

fn chapter_change(change: &ChapterChange) -> Value {
    let (kind, other) = match change {
        ChapterChange::Renamed => ("renamed", None),
        ChapterChange::Renumbered => ("renumbered", None),
        ChapterChange::Moved => ("moved", None),
        ChapterChange::SplitFrom(head) => ("split-from", Some(head)),
        ChapterChange::Merged(head) => ("merged", Some(head)),
    };
    json!({"kind": kind, "chapter": other.map(head)})
}

fn row(row: &Row) -> Value {
    let side = |lines: &[Line]| (!lines.is_empty()).then(|| lines.iter().map(line).collect());
    json!({
        "change": match row.change {
            Change::Same => "same",
            Change::Changed => "changed",
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Moved => "moved",
        },
        "about": row.about,
        "old": side(&row.old).unwrap_or(Value::Null),
        "new": side(&row.new).unwrap_or(Value::Null),
        "remarks": row.remarks.iter().map(remark).collect::<Vec<_>>(),
    })
}

fn line(line: &Line) -> Value {
    let number = match line.form {
        Form::Numbered(number) => Some(number),
        _ => None,
    };
    json!({
        "form": match line.form {
            Form::Paragraph => "paragraph",
            Form::Item => "item",
            Form::Numbered(_) => "numbered",
            Form::Term => "term",
            Form::Heading => "heading",
            Form::Code => "code",
            Form::Image => "image",
            Form::Caption => "caption",
        },
        "number": number,
        "depth": line.depth,
        "text": line.plain(),
        "pieces": line.pieces.iter().map(piece).collect::<Vec<_>>(),
    })
}

fn piece(piece: &Piece) -> Value {
    let mark = piece.mark.map(|mark| match mark {
        Mark::Words => "words",
        Mark::Width => "width",
        Mark::Punctuation => "punctuation",
        Mark::Look => "look",
    });
    json!({"text": piece.text, "mark": mark})
}

fn remark(remark: &Remark) -> Value {
    let (kind, chapter) = match remark {
        Remark::WidthOnly => ("width-only", None),
        Remark::PunctuationOnly => ("punctuation-only", None),
        Remark::LookOnly => ("look-only", None),
        Remark::TargetOnly => ("target-only", None),
        Remark::FormOnly => ("form-only", None),
        Remark::MovedFrom(chapter) => ("moved-from", Some(chapter)),
        Remark::MovedTo(chapter) => ("moved-to", Some(chapter)),
        Remark::Reordered => ("reordered", None),
    };
    json!({"kind": kind, "chapter": chapter})
}

fn left_out(left_out: &LeftOut) -> Value {
    let (what, name) = match &left_out.what {
        Unread::Document => ("document", None),
        Unread::FrontMatter => ("front-matter", None),
        Unread::Figure(name) => ("figure", Some(name)),
        Unread::Part(name) => ("part", Some(name)),
        Unread::Damaged(name) => ("damaged", Some(name)),
        Unread::Mistakes(_) => ("mistakes", None),
    };
    json!({"side": if left_out.old { "old" } else { "new" }, "what": what, "name": name})
}
