//! Running text from pulldown-cmark's events.

use std::ops::Range;

use crate::source::{Place, nfc};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::build::Builder;
use super::emphasis::{self, Piece};
use super::{Inline, InlineKind, japanese};

impl<'a> Builder<'a> {
    /// Reads running text up to the end of its container, whose end event is taken as well.
    pub(super) fn inlines_here(&mut self) -> Vec<Inline> {
        let inlines = self.inlines_from(None).0;
        // `inlines_from` leaves an end event that closes something outside running text.
        if let Some((Event::End(_), _)) = self.events.peek() {
            self.events.next();
        }
        inlines
    }

    /// Reads running text until something else comes, which is left; tells where it ended.
    pub(super) fn inlines_from(
        &mut self,
        first: Option<(Event<'a>, Range<usize>)>,
    ) -> (Vec<Inline>, usize) {
        let mut pieces = Vec::new();
        let mut depth = 0_usize;
        let mut end = 0;
        let mut next = first;
        loop {
            let (event, range) = match next.take() {
                Some(event) => event,
                None => match self.events.peek() {
                    Some((Event::End(tag), _)) if depth == 0 || !is_emphasis_end(*tag) => break,
                    Some((Event::Start(tag), _)) if is_block(tag) => break,
                    Some((Event::Rule, _)) | None => break,
                    Some(_) => self.events.next().expect("an event was just there"),
                },
            };
            end = end.max(range.end);
            match event {
                Event::Start(tag @ (Tag::Emphasis | Tag::Strong | Tag::Strikethrough)) => {
                    depth += 1;
                    self.delimiter(&tag, &range, true, &mut pieces);
                }
                Event::End(tag) => {
                    depth -= 1;
                    let tag = match tag {
                        TagEnd::Strong => Tag::Strong,
                        TagEnd::Strikethrough => Tag::Strikethrough,
                        _ => Tag::Emphasis,
                    };
                    self.delimiter(&tag, &range, false, &mut pieces);
                }
                event => self.inline(event, &range, &mut pieces),
            }
        }
        let inlines = emphasis::pair(pieces, self.text, self.guard, &|range| self.span(range));
        (japanese::polish(inlines), end)
    }

    /// Turns the emphasis that pulldown-cmark found back into delimiters: 0.13 pairs them by rules
    /// that fail beside Japanese punctuation, so `emphasis` pairs them all anew.
    fn delimiter(&self, tag: &Tag<'_>, range: &Range<usize>, opens: bool, pieces: &mut Vec<Piece>) {
        let width = match tag {
            Tag::Strong => 2,
            Tag::Strikethrough => {
                let run = self.text[range.clone()].bytes().take_while(|&byte| byte == b'~').count();
                run.clamp(1, 2)
            }
            _ => 1,
        };
        let start = if opens { range.start } else { range.end - width };
        let character = char::from(self.text.as_bytes()[start]);
        pieces.extend((start..start + width).map(|at| Piece::Delimiter { character, at }));
    }

    fn inline(&mut self, event: Event<'a>, range: &Range<usize>, pieces: &mut Vec<Piece>) {
        let span = self.span(range);
        let kind = match event {
            Event::Text(text) => {
                if let Some(character) = emphasis::left_over(&text, self.text, range) {
                    pieces.push(Piece::Delimiter { character, at: range.start });
                    return;
                }
                // Without the letter that `parse_line` put before the text.
                let text = &text[self.guard.saturating_sub(range.start)..];
                if text.is_empty() {
                    return;
                }
                InlineKind::Text(nfc(text).into_owned())
            }
            Event::Code(code) => InlineKind::Code(code.into_string()),
            Event::SoftBreak => InlineKind::SoftBreak,
            Event::HardBreak => InlineKind::HardBreak,
            Event::FootnoteReference(label) => InlineKind::FootnoteReference(label.into_string()),
            Event::InlineHtml(html) | Event::Html(html) => match inline_html(&html) {
                Some(kind) => kind,
                None => return,
            },
            Event::TaskListMarker(done) => {
                InlineKind::Text(if done { "☑ " } else { "☐ " }.to_owned())
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let place = self.target_place(link_type, &dest_url, range);
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                let title = title.into_string();
                InlineKind::Link { target, place, title, inlines: self.inlines() }
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => InlineKind::Image {
                place: self.target_place(link_type, &dest_url, range),
                target: dest_url.into_string(),
                title: title.into_string(),
                inlines: self.inlines(),
            },
            Event::Start(_) => {
                pieces.extend(self.inlines().into_iter().map(Piece::Inline));
                return;
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                InlineKind::Code(text.into_string())
            }
            Event::End(_) | Event::Rule => return,
        };
        pieces.push(Piece::Inline(Inline { kind, span }));
    }

    /// Where the target of a link or an image stands, which is `range`.
    fn target_place(&self, kind: LinkType, target: &str, range: &Range<usize>) -> Place {
        let written = &self.text[range.clone()];
        let behind = match kind {
            LinkType::Inline => written.rfind("](").map(|at| at + 2),
            LinkType::Autolink | LinkType::Email => Some(1),
            _ => None,
        };
        let at = behind.and_then(|behind| Some(behind + written[behind..].find(target)?));
        let found = at.filter(|_| !target.is_empty()).map(|at| range.start + at);
        Place(self.span(&found.map_or(range.clone(), |start| start..start + target.len())))
    }
}

pub(super) fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn is_emphasis_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
}

/// A line break stays one, a comment is nothing, anything else is raw HTML.
fn inline_html(html: &str) -> Option<InlineKind> {
    let tag: String = html.chars().filter(|c| !c.is_whitespace()).collect();
    match tag.to_ascii_lowercase().as_str() {
        "<br>" | "<br/>" => Some(InlineKind::HardBreak),
        _ if html.starts_with("<!--") => None,
        _ => Some(InlineKind::Html(html.to_owned())),
    }
}
