//! A piece of a source file around a place, safe to print, and where the place stands in it.
//!
//! It holds a few lines, never a whole file, so that the work does not grow with the document.

use std::ops::Range;

use crate::diagnostic::visible::shown;
use crate::source::{SourceFile, Span};

/// The lines of a place that are shown; what is longer (a whole chapter) is marked at its start.
const MOST_LINES: usize = 6;

/// The bytes of a line that are kept behind the mark: more than a terminal is wide, in any text.
const KEPT_BEHIND: usize = 1024;

/// The bytes that are worth looking through for what fits on a terminal.
const MOST_BYTES: usize = 128 * 1024;

/// The characters that are kept on each side by [`Excerpt::close_to`].
const CLOSE: usize = 16;

/// A piece of a file.
pub(super) struct Excerpt<'a> {
    source: &'a SourceFile,
    range: Range<usize>,
    /// What stands for the start of the line, where it was cut off.
    ahead: &'static str,
}

impl<'a> Excerpt<'a> {
    /// The lines that hold the places, from the start of the first line: its columns are the file's.
    pub(super) fn of_lines(source: &'a SourceFile, places: &[Range<usize>]) -> Self {
        let first = places.iter().map(|place| place.start).min().unwrap_or_default();
        let last = places.iter().map(|place| place.end).max().unwrap_or_default();
        let end = line_end(source, last).min(at_or_after(source, last + KEPT_BEHIND));
        Self { source, range: line_start(source, first)..end, ahead: "" }
    }

    /// The place with a little of the line on each side.
    pub(super) fn close_to(source: &'a SourceFile, place: &Range<usize>) -> Self {
        let line = line_start(source, place.start)..line_end(source, place.end);
        let text = source.text();
        let before = text[line.start..place.start].char_indices().rev();
        let after = text[place.end..line.end].char_indices();
        let start = before.take(CLOSE).last().map_or(place.start, |(at, _)| line.start + at);
        let end = after.skip(CLOSE).map(|(at, _)| place.end + at).next().unwrap_or(line.end);
        let ahead = if start > line.start { "..." } else { "" };
        Self { source, range: start..end, ahead }
    }

    /// Whether it is no text of lines: to lay it out would take longer than it helps.
    pub(super) fn is_too_long(&self) -> bool {
        self.range.len() > MOST_BYTES
    }

    /// The number of the first line, from 1.
    pub(super) fn first_line(&self) -> usize {
        self.source.position(self.range.start).line
    }

    /// The text, with a line end: without it an empty last line would not count as one.
    pub(super) fn shown(&self) -> String {
        let mut text = self.ahead.to_owned();
        text.push_str(&shown_in_source(&self.source.text()[self.range.clone()]));
        text.push('\n');
        text
    }

    /// Where a range of the file stands in [`Excerpt::shown`].
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let before = &self.source.text()[self.range.start..offset.min(self.range.end)];
            self.ahead.len() + shown_in_source(before).len()
        };
        at(range.start)..at(range.end)
    }
}

/// Makes text visible except for line ends and tabs, which the renderer takes care of.
pub(super) fn shown_in_source(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { c } else { shown(c) }).collect()
}

/// The bytes of a span that the file has, on character borders and behind a byte order mark.
pub(super) fn fitting(source: &SourceFile, span: Span) -> Range<usize> {
    let start = source.text().floor_char_boundary(span.start).max(source.text_start());
    start..at_or_after(source, span.end).max(start)
}

/// What is marked of a span: not the last line end, and not more than a few lines.
pub(super) fn marked(source: &SourceFile, span: Span) -> Range<usize> {
    let range = fitting(source, span);
    let text = &source.text()[range.clone()];
    // The lines of a workbook's text are its cells, and not numbered one by one.
    let most = if source.address(range.start).is_some() { 1 } else { MOST_LINES };
    let text = text.match_indices('\n').nth(most - 1).map_or(text, |(at, _)| &text[..at]);
    range.start..range.start + text.trim_end_matches(['\r', '\n']).len()
}

fn at_or_after(source: &SourceFile, offset: usize) -> usize {
    source.text().ceil_char_boundary(offset.min(source.text().len()))
}

fn line_start(source: &SourceFile, offset: usize) -> usize {
    source.text()[..offset].rfind('\n').map_or(source.text_start(), |at| at + 1)
}

fn line_end(source: &SourceFile, offset: usize) -> usize {
    source.text()[offset..].find('\n').map_or(source.text().len(), |at| offset + at)
}
