//! Links, images and notes: what leads from one place of the site to another.

use super::html::Writer;
use super::image;
use crate::links::Target;
use crate::markdown::{Footnote, Inline, plain};
use crate::site::{SitePath, encode};
use crate::source::Span;
use crate::theme::escape;

/// Kinds of files that readers are told of before they open one, by the ends of their names.
const KINDS: [(&str, &[&str]); 6] = [
    ("PDF", &["pdf"]),
    ("Excel", &["xlsx", "xls", "xlsm"]),
    ("Word", &["docx", "doc"]),
    ("PowerPoint", &["pptx", "ppt"]),
    ("CSV", &["csv"]),
    ("ZIP", &["zip"]),
];

impl<'a> Writer<'a> {
    /// Writes a link; a broken one is its text.
    pub(super) fn link(&mut self, target: &str, title: &str, inlines: &[Inline], span: Span) {
        let resolved = self.resolved(target, span);
        let Some(href) = self.href(&resolved) else {
            self.inlines(inlines);
            return;
        };
        self.raw("<a");
        self.attribute("href", &href);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.raw(">");
        let start = self.html.len();
        self.without_terms(|writer| writer.inlines(inlines));
        if self.html.len() == start {
            // Without a text nobody could follow it.
            self.text(target);
        }
        if let Target::File(path) = resolved {
            self.file_note(&path, start);
        }
        self.raw("</a>");
    }

    /// Writes an image; one that is not there, or is on another host, is its text alternative.
    pub(super) fn image(&mut self, target: &str, inlines: &[Inline], span: Span) {
        let alternative = plain(inlines);
        match self.resolved(target, span) {
            Target::File(path) => {
                let src = self.scope.here.href_to(&path);
                self.raw("<img");
                self.attribute("src", &src);
                self.attribute("alt", &alternative);
                let bytes = self.scope.project.attachments.get(path.as_str());
                if let Some((width, height)) =
                    bytes.and_then(|bytes| image::size(path.as_str(), bytes))
                {
                    self.attribute("width", &width.to_string());
                    self.attribute("height", &height.to_string());
                }
                self.raw(">");
            }
            Target::External(_) | Target::Page { .. } | Target::Broken(_) => {
                self.text(&alternative);
            }
        }
    }

    /// Where a link leads.
    fn resolved(&self, target: &str, span: Span) -> Target {
        self.scope.checked.links().resolve_at(self.scope.document, span, target)
    }

    fn href(&self, target: &Target) -> Option<String> {
        let here = self.scope.here;
        match target {
            Target::External(address) => Some(external(address)),
            Target::Page { output, id: Some(id) } if output == here => Some(fragment(id)),
            Target::Page { output, id } => Some(href(here, output, id.as_deref())),
            Target::File(path) => Some(here.href_to(path)),
            Target::Broken(_) => None,
        }
    }

    /// Says what a file is and how large, as municipal pages do, unless the link's text, which begins
    /// at `start`, says it already.
    fn file_note(&mut self, path: &SitePath, start: usize) {
        let Some(bytes) = self.scope.project.attachments.get(path.as_str()) else { return };
        let extension = path.as_str().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let kind = KINDS.iter().find(|(_, extensions)| extensions.contains(&extension.as_str()));
        let Some((kind, _)) = kind else { return };
        if self.html[start..].to_ascii_lowercase().contains(&kind.to_ascii_lowercase()) {
            return;
        }
        let note = self.scope.words.get("page.file").replace("{kind}", kind);
        self.text(&note.replace("{size}", &size(bytes.len())));
    }

    /// The footnotes of the page's text.
    fn footnotes(&self) -> &'a [Footnote] {
        self.scope.document.map_or(&[], |document| &document.footnotes)
    }

    /// Writes a reference to a footnote, which gets the next number if it is the first one to it. Each
    /// part of a document has its own labels.
    pub(super) fn note_reference(&mut self, label: &str, span: Span) {
        let footnotes = self.footnotes();
        let named =
            |footnote: &Footnote| footnote.label == label && footnote.span.0.source == span.source;
        let Some(footnote) = footnotes.iter().position(named) else { return };
        let found = self.notes.iter().position(|&(known, _)| known == footnote);
        let at = found.unwrap_or_else(|| {
            self.notes.push((footnote, 0));
            self.notes.len() - 1
        });
        let number = (at + 1).to_string();
        self.notes[at].1 += 1;
        let id = reference_id(at + 1, self.notes[at].1);
        self.raw("<sup class=\"note-reference\"><a role=\"doc-noteref\"");
        self.attribute("id", &id);
        self.attribute("href", &format!("#hs-note-{number}"));
        self.raw(">");
        self.word("page.note.mark");
        self.raw(&number);
        self.raw("</a></sup>");
    }

    /// Writes the notes that were referred to, which may refer to further ones.
    pub(super) fn notes(&mut self) {
        let footnotes = self.footnotes();
        let mut at = 0;
        while let Some(&(footnote, _)) = self.notes.get(at) {
            at += 1;
            self.raw("<li");
            self.attribute("id", &format!("hs-note-{at}"));
            self.raw(">\n");
            self.blocks(&footnotes[footnote].blocks);
            self.raw("<p class=\"note-back\">");
            // Known only now: a note can refer to itself.
            for reference in 1..=self.notes[at - 1].1 {
                self.raw(if reference == 1 {
                    "<a role=\"doc-backlink\""
                } else {
                    " <a role=\"doc-backlink\""
                });
                self.attribute("href", &format!("#{}", reference_id(at, reference)));
                self.raw(">");
                let key = if reference == 1 { "page.note.back" } else { "page.note.back_again" };
                let word = self.scope.words.get(key).replace("{note}", &at.to_string());
                self.text(&word.replace("{reference}", &reference.to_string()));
                self.raw("</a>");
            }
            self.raw("</p>\n</li>\n");
        }
    }
}

/// The id of a reference to a note.
fn reference_id(note: usize, reference: usize) -> String {
    if reference == 1 { format!("hs-ref-{note}") } else { format!("hs-ref-{note}-{reference}") }
}

/// The address of a page, or of a place on it.
pub(super) fn href(from: &SitePath, to: &SitePath, id: Option<&str>) -> String {
    let mut href = from.href_to(to);
    if let Some(id) = id {
        href.push_str(&fragment(id));
    }
    href
}

/// The address of a place on the same page.
pub(super) fn fragment(id: &str) -> String {
    format!("#{}", encode(id))
}

/// An address as typed, with what no address may hold percent-encoded.
pub(super) fn external(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let escape_follows = || {
            let code = address.as_bytes().get(at + 1..at + 3);
            code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
        };
        let fine = match c {
            '%' => escape_follows(),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
            c => !c.is_whitespace() && !c.is_control(),
        };
        if fine {
            encoded.push(c);
        } else {
            encode_char(c, &mut encoded);
        }
    }
    encoded
}

/// Percent-encodes one character, whatever it is.
pub(super) fn encode_char(c: char, encoded: &mut String) {
    let mut bytes = [0; 4];
    for byte in c.encode_utf8(&mut bytes).bytes() {
        encoded.push('%');
        encoded.push(char::from(b"0123456789ABCDEF"[usize::from(byte >> 4)]));
        encoded.push(char::from(b"0123456789ABCDEF"[usize::from(byte & 15)]));
    }
}

/// A size for people: whole kilobytes, and megabytes with one digit after the point.
fn size(bytes: usize) -> String {
    const KILO: usize = 1024;
    let kilobytes = bytes.div_ceil(KILO).max(1);
    if kilobytes < KILO {
        return format!("{kilobytes}KB");
    }
    let tenths = (kilobytes * 10).div_ceil(KILO);
    format!("{}.{}MB", tenths / 10, tenths % 10)
}

/// A link to another host, with a text that is HTML already.
pub(super) fn link_html(address: &str, text: &str) -> String {
    let mut html = String::from("<a href=\"");
    escape(address, &mut html);
    html.push_str("\">");
    html.push_str(text);
    html.push_str("</a>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_only_what_they_may() {
        let check = |address: &str, expected: &str| assert_eq!(external(address), expected);
        check("https://example.lg.jp/方針?a=1&b=2#c", "https://example.lg.jp/方針?a=1&b=2#c");
        check("https://example.lg.jp/a b\"c", "https://example.lg.jp/a%20b%22c");
        check("https://example.lg.jp/100%", "https://example.lg.jp/100%25");
        check("https://example.lg.jp/%E6%96%B9", "https://example.lg.jp/%E6%96%B9");
        check("https://example.lg.jp/%方", "https://example.lg.jp/%25方");
        check("mailto:dx@example.lg.jp", "mailto:dx@example.lg.jp");
    }

    #[test]
    fn sizes_are_for_people() {
        let check = |bytes: usize, expected: &str| assert_eq!(size(bytes), expected);
        check(0, "1KB");
        check(1024, "1KB");
        check(1025, "2KB");
        check(1023 * 1024, "1023KB");
        check(1024 * 1024, "1.0MB");
        check(1_300_000, "1.3MB");
    }
}
