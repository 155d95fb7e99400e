//! How deep a text may nest.

use std::ops::Range;

use pulldown_cmark::Event;

use super::build::Builder;
use super::{Inline, InlineKind};
use crate::source::nfc;

/// How deep containers may nest. What stands deeper keeps its text and loses its structure, so that
/// whoever walks the tree needs no guard of its own.
pub(super) const MAX_DEPTH: usize = 64;

impl Builder<'_> {
    /// Takes everything up to the end of the container, whose end event is taken as well, as one text.
    pub(super) fn flat(&mut self) -> Option<Inline> {
        let mut open = 0_usize;
        let mut text = String::new();
        let mut whole: Option<Range<usize>> = None;
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => break,
                Event::End(_) => open -= 1,
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
            let start = whole.as_ref().map_or(range.start, |whole| whole.start.min(range.start));
            let end = whole.map_or(range.end, |whole| whole.end.max(range.end));
            whole = Some(start..end);
        }
        let span = self.span(&whole?);
        self.too_deep.get_or_insert(span);
        (!text.is_empty()).then(|| Inline { kind: InlineKind::Text(nfc(&text).into_owned()), span })
    }

    /// Reads running text up to the end of its container, whose end event is taken as well.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        if self.depth >= MAX_DEPTH {
            return self.flat().into_iter().collect();
        }
        self.depth += 1;
        let inlines = self.inlines_here();
        self.depth -= 1;
        inlines
    }
}
