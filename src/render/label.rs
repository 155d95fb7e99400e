//! Running text as a label: in menus, contents, links, titles.

use super::phrase;
use crate::markdown::{Inline, InlineKind, Prose};
use crate::theme::{Html, escape, escaped};

/// Running text as a label: without links, notes and images, which cannot stand inside a link or
/// twice on a page.
pub(super) fn label(inlines: &[Inline]) -> Html {
    label_of(inlines, escape)
}

/// A heading as a label, with the places where it may break.
pub(super) fn heading_label(inlines: &[Inline]) -> Html {
    label_of(inlines, phrase::write)
}

/// A title as a label, with the places where it may break.
pub(super) fn title_label(prose: &Prose) -> Html {
    match prose.as_line() {
        Some(line) => heading_label(line),
        None => plain_heading(&prose.plain()),
    }
}

/// A plain text with the places where it may break.
pub(super) fn plain_heading(text: &str) -> Html {
    let mut html = String::new();
    phrase::write(text, &mut html);
    Html(html)
}

/// Appends a text to HTML.
type Text = fn(&str, &mut String);

fn label_of(inlines: &[Inline], text: Text) -> Html {
    let mut html = String::new();
    write_label(inlines, text, &mut html);
    Html(html)
}

/// A text as a label; its paragraphs follow each other.
pub(super) fn prose_label(prose: &Prose) -> Html {
    match prose.as_line() {
        Some(line) => label(line),
        None => Html(escaped(&prose.plain())),
    }
}

fn write_label(inlines: &[Inline], text: Text, html: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(it) => text(it, html),
            InlineKind::Code(it) | InlineKind::Html(it) => escape(it, html),
            InlineKind::Emphasis(inner) => write_label_in("em", inner, text, html),
            InlineKind::Strong(inner) => write_label_in("strong", inner, text, html),
            InlineKind::Strikethrough(inner) => write_label_in("del", inner, text, html),
            InlineKind::Link { inlines: inner, .. } | InlineKind::Image { inlines: inner, .. } => {
                write_label(inner, text, html);
            }
            InlineKind::Ruby { base, reading } => ruby(base, reading, html),
            InlineKind::HardBreak | InlineKind::SoftBreak => html.push(' '),
            InlineKind::FootnoteReference(_) => {}
        }
    }
}

fn write_label_in(element: &str, inlines: &[Inline], text: Text, html: &mut String) {
    html.extend(["<", element, ">"]);
    write_label(inlines, text, html);
    html.extend(["</", element, ">"]);
}

/// Writes a base with its reading.
pub(super) fn ruby(base: &str, reading: &str, html: &mut String) {
    html.push_str("<ruby>");
    escape(base, html);
    html.push_str("<rp>（</rp><rt>");
    escape(reading, html);
    html.push_str("</rt><rp>）</rp></ruby>");
}
