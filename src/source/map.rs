//! How places in a decoded text relate to places in its file.

use super::{Place, Span};

/// Where the parts of a decoded text stand in the file.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceMap {
    /// Byte n of the text is byte n after this span's start.
    Direct(Place),
    /// Each line of the text has a place of its own: (offset in the text, offset in the file).
    Lines(Place, Vec<(usize, usize)>),
    /// Only the whole is known (escapes, folded lines).
    Whole(Place),
}

impl SourceMap {
    /// The place in the file of a range of the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match self {
            Self::Direct(span) => {
                Span::new(span.0.source, span.0.start + start, span.0.start + end)
            }
            Self::Lines(span, lines) => {
                let at = |offset: usize| {
                    let line = lines.partition_point(|&(text, _)| text <= offset).saturating_sub(1);
                    lines.get(line).map_or(span.0.start, |&(text, file)| file + offset - text)
                };
                let start_at = at(start);
                // The end belongs to the line of the last byte, not to the one after it.
                let end_at = if end > start { at(end - 1) + 1 } else { start_at };
                Span::new(span.0.source, start_at, end_at)
            }
            Self::Whole(span) => span.0,
        }
    }
}
