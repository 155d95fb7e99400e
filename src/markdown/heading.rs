//! Headings and what stands in their braces: `# 育成手法 {#training covers=position}`.

use std::ops::Range;

use pulldown_cmark::{CowStr, Tag};

use super::Heading;
use super::build::Builder;
use crate::source::{Place, Spanned, nfc};

impl<'a> Builder<'a> {
    /// Reads a heading, which is `range`; nothing if the tag is none.
    pub(super) fn heading(&mut self, tag: Tag<'a>, range: &Range<usize>) -> Option<Heading> {
        let Tag::Heading { level, id, classes, attrs } = tag else { return None };
        let id = id.map(|id| {
            let written = self.attribute(&format!("#{id}"), range);
            Spanned::new(nfc(&id).into_owned(), self.span(&(written.start + 1..written.end)))
        });
        let classes = classes.into_iter().map(|class| (format!(".{class}"), None));
        let attributes: Vec<(String, Option<CowStr<'_>>)> = classes
            .chain(attrs.into_iter().map(|(key, value)| (key.into_string(), value)))
            .collect();
        let attributes = attributes.into_iter().map(|(key, value)| {
            let value = value.map(|value| {
                let written = self.attribute(&format!("{key}={value}"), range);
                let start = written.end - value.len().min(written.len());
                Spanned::new(value.into_string(), self.span(&(start..written.end)))
            });
            let written = self.attribute(&key, range);
            let span = self.span(&(written.start..written.end));
            (Spanned::new(key, span), value)
        });
        let attributes = attributes.collect();
        let level = level as u8;
        let text = self.text[range.clone()].trim_end();
        let marks = if text.starts_with('#') { usize::from(level) } else { text.len() };
        let marks = Place(self.span(&(range.start..range.start + marks)));
        Some(Heading { level, marks, inlines: self.inlines(), id, attributes })
    }

    /// Where something stands in the braces of a heading; the whole heading if it is not there as it
    /// is.
    fn attribute(&self, written: &str, heading: &Range<usize>) -> Range<usize> {
        let text = self.text[heading.clone()].trim_end();
        let braces = text.rfind('{');
        let at = braces.and_then(|brace| Some(brace + text[brace..].find(written)?));
        at.map_or(heading.start..heading.start + text.len(), |at| {
            heading.start + at..heading.start + at + written.len()
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{BlockKind, parse};
    use crate::source::{Place, Project, SourceMap, Span};

    /// The parts of a heading's braces, as they are found in the file.
    fn parts(text: &str) -> Vec<String> {
        let (project, source) = Project::of_text(text);
        let map = SourceMap::Direct(Place(Span::new(source, 0, text.len())));
        let prose = parse(text, &map).prose;
        let BlockKind::Heading(heading) = &prose.blocks[0].kind else { panic!("a heading") };
        let part = |span: Span| project.source(source).slice(span).to_owned();
        let mut parts = vec![part(prose.blocks[0].span)];
        parts.extend(heading.id.iter().map(|id| part(id.span)));
        for (key, value) in &heading.attributes {
            parts.push(part(key.span));
            parts.extend(value.iter().map(|value| part(value.span)));
        }
        parts
    }

    #[test]
    fn every_part_has_its_place() {
        let check = |text: &str, expected: &[&str]| assert_eq!(parts(text), expected, "{text}");
        check("# 章\n\n本文", &["# 章"]);
        check("# 章 {#甲 covers=a,b}\r\n", &["# 章 {#甲 covers=a,b}", "甲", "covers", "a,b"]);
        check("## a {#a .big x=y}\n", &["## a {#a .big x=y}", "a", ".big", "x", "y"]);
        check("章 {#id}\n===\n", &["章 {#id}\n===", "id"]);
    }
}
