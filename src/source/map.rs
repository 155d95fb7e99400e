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
    /// Where each line of a text stands in the text as typed, whose lines may begin with something else:
    /// (offset in the text, offset in the typed one). Nothing if a line is not there as it is.
    pub fn line_places(text: &str, typed: &str) -> Option<Vec<(usize, usize)>> {
        let (mut at, mut offset) = (0, 0);
        let mut places = Vec::new();
        for line in text.split_inclusive('\n') {
            let end = typed[at..].find('\n').map_or(typed.len(), |newline| at + newline + 1);
            let whole = typed[at..end].trim_end_matches(['\n', '\r']);
            let shown = line.trim_end_matches(['\n', '\r']);
            if !whole.ends_with(shown) {
                return None;
            }
            places.push((offset, at + whole.len() - shown.len()));
            offset += line.len();
            at = end;
        }
        Some(places)
    }

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
