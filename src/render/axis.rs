//! What lies on an axis of time, as HTML.

use super::html::Writer;
use crate::table::{Cell, Content, Timed, TimedShape};

/// How a cell on an axis of time is set.
pub(super) fn class(cell: &Cell) -> Option<&'static str> {
    match &cell.content {
        Content::Timed(timed) => Some(match (timed.shape, &timed.before, &timed.after) {
            (TimedShape::Milestone, ..) => "milestone",
            (TimedShape::Values, ..) => "values",
            (TimedShape::Bar, None, None) => "bar",
            (TimedShape::Bar, Some(_), None) => "bar opens",
            (TimedShape::Bar, None, Some(_)) => "bar goes-on",
            (TimedShape::Bar, Some(_), Some(_)) => "bar opens goes-on",
        }),
        Content::Empty(_) if cell.head.is_none() => Some("blank"),
        _ => None,
    }
}

impl Writer<'_> {
    /// Writes what lies on an axis: what it is, and when. Where the columns tell the time, its words are for the
    /// ears, and for screens that have no room for columns (WCAG 1.3.1).
    pub(super) fn timed(&mut self, timed: &Timed) {
        self.raw("<div>");
        if timed.shape == TimedShape::Milestone {
            let word = self.scope.words.get("bar.milestone");
            self.mark("◆", word);
        }
        self.end(timed.before.as_deref(), "before");
        match timed.texts.as_slice() {
            [] => {}
            [text] => self.prose(text),
            texts => {
                self.raw("<ul>");
                for text in texts {
                    self.raw("<li>");
                    self.prose(text);
                    self.raw("</li>");
                }
                self.raw("</ul>");
            }
        }
        if !timed.when.is_empty() {
            let shown = timed.exact || timed.texts.is_empty();
            self.raw(" <span class=\"");
            self.raw(if shown { "when" } else { "when told" });
            self.raw("\">");
            self.text(&timed.when);
            self.raw("</span>");
        }
        self.end(timed.after.as_deref(), "after");
        self.raw("</div>");
    }

    /// Writes what is said of an end that is open.
    fn end(&mut self, words: Option<&str>, class: &str) {
        let Some(words) = words else { return };
        self.html.extend([" <span class=\"", class, "\">"]);
        self.text(words);
        self.raw("</span> ");
    }
}
