//! What the cells of a table hold, as HTML.

use super::html::Writer;
use super::label::prose_label;
use super::link::{href, link_html};
use crate::table::{Content, Entry};

/// What is seen in an empty cell.
pub(super) const EMPTY_MARK: &str = "―";

impl Writer<'_> {
    /// Writes what a cell holds.
    pub(super) fn content(&mut self, content: &Content) {
        match content {
            Content::Text(prose) if !prose.is_empty() => self.prose(prose),
            Content::List(items) if !items.is_empty() => {
                self.raw("<ul>");
                for item in items {
                    self.raw("<li>");
                    self.prose(item);
                    self.raw("</li>");
                }
                self.raw("</ul>");
            }
            Content::Symbol { symbol, meaning } if meaning.is_empty() => self.text(symbol),
            Content::Symbol { symbol, meaning } => self.mark(symbol, meaning),
            Content::Number(text) if !text.is_empty() => self.text(text),
            Content::Entries { status: Some(status), entries } => {
                self.raw("<span class=\"status ");
                self.raw(status.name);
                self.raw("\">");
                self.text(&status.word);
                self.raw("</span>");
                if !entries.is_empty() {
                    self.raw(" ");
                    self.entries(entries);
                }
            }
            Content::Entries { status: None, entries } if !entries.is_empty() => {
                self.entries(entries);
            }
            Content::Compared(compared) => self.compared(compared),
            Content::Timed(timed) => self.timed(timed),
            Content::Empty(Some(meaning)) => self.mark(EMPTY_MARK, meaning),
            Content::Empty(None)
            | Content::Text(_)
            | Content::List(_)
            | Content::Number(_)
            | Content::Entries { .. } => {
                let words = self.scope.words;
                self.mark(EMPTY_MARK, words.get("page.table.empty"));
            }
        }
    }

    /// Writes one entry as it is, several as a list.
    fn entries(&mut self, entries: &[Entry]) {
        if let [entry] = entries {
            self.entry(entry);
            return;
        }
        self.raw("<ul>");
        for entry in entries {
            self.raw("<li>");
            self.entry(entry);
            self.raw("</li>");
        }
        self.raw("</ul>");
    }

    /// Writes a text that may lead to a page.
    pub(super) fn entry(&mut self, entry: &Entry) {
        match &entry.target {
            None => self.prose(&entry.text),
            Some(target) => {
                let address = href(self.scope.here, &target.page, target.id.as_deref());
                let link = link_html(&address, &prose_label(&entry.text).0);
                self.raw(&link);
            }
        }
    }

    /// A symbol for the eyes with a word for the ears, which paper shows as well.
    pub(super) fn mark(&mut self, symbol: &str, meaning: &str) {
        self.raw("<span class=\"mark\" aria-hidden=\"true\">");
        self.text(symbol);
        self.raw("</span>");
        self.spoken(meaning);
    }
}
