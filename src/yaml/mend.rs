//! Changes that mend YAML and are safe: what was meant is certain, and the text is then read further.

use std::ops::Range;

use granit_parser::{Event, Parser};

/// A change of a text: what is replaced, by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Change {
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// The change of a text that has this one as a part, from an offset on.
    pub(super) fn moved(self, by: usize) -> Self {
        Self { range: self.range.start + by..self.range.end + by, text: self.text }
    }

    /// One change in the place of this one and a later one.
    pub(super) fn joined(&self, later: &Self, text: &str) -> Self {
        let between = &text[self.range.end..later.range.start];
        let joined = [self.text.as_str(), between, &later.text].concat();
        Self { range: self.range.start..later.range.end, text: joined }
    }

    fn applied(&self, text: &str) -> String {
        [&text[..self.range.start], &self.text, &text[self.range.end..]].concat()
    }

    /// Whether the changed text has no mistake up to the end of the line that was changed.
    pub(super) fn mends(&self, text: &str) -> bool {
        let changed = self.applied(text);
        let from = self.range.start + self.text.len();
        let end = changed[from..].find('\n').map_or(changed.len(), |newline| from + newline + 1);
        let error = Parser::new_from_str(&changed).find_map(Result::err);
        // What is wrong with the end of a line is noticed at the start of the next one.
        let at = |error: granit_parser::ScanError| error.marker().byte_offset().unwrap_or(0);
        error.is_none_or(|error| at(error) > end)
    }
}

/// The offset of the word that ends here, if it can be a key of ours: small letters and underscores.
pub(super) fn key_before(text: &str, at: usize) -> Option<usize> {
    let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
    let start = text[..at].trim_end_matches(is_key).len();
    let lead = text[..start].chars().next_back();
    let apart = lead.is_none_or(|c| matches!(c, ' ' | '\u{3000}' | '{' | ',' | '\n'));
    (apart && at - start >= 2).then_some(start)
}

/// A colon behind a key, with the spaces behind it, as YAML writes it. Nothing where the value needs more.
pub(super) fn colon(text: &str, at: usize) -> Option<Change> {
    let sign = text[at..].chars().next()?.len_utf8();
    let rest = &text[at + sign..];
    let value = rest.trim_start_matches([' ', '\u{3000}']);
    let end = at + sign + rest.len() - value.len();
    let line = value.lines().next().unwrap_or_default();
    is_value(line).then(|| Change::new(at..end, if line.is_empty() { ":" } else { ": " }))
}

/// Whether a text is the same value with and without a half-width colon before it.
fn is_value(text: &str) -> bool {
    let special =
        text.starts_with(['#', '&', '*', '!', '|', '>', '%', '@', '`', ',', '?', '：', ':']);
    let list = text.starts_with("- ") || text.starts_with(['－', '［', '｛']);
    let structure = text.starts_with(['{', '[', '"', '\'']);
    !special
        && !list
        && (structure || !text.contains(": ") && !text.contains(" #") && !text.ends_with(':'))
}

/// A value in quotes; nothing if it holds what quotes change.
pub(super) fn quoted(value: &str) -> Option<String> {
    let comment = value.contains(" #");
    let double = !value.contains(['"', '\\']);
    let single = !value.contains('\'');
    match (comment, double, single) {
        (false, true, _) => Some(format!("\"{value}\"")),
        (false, false, true) => Some(format!("'{value}'")),
        _ => None,
    }
}

/// A value between full-width brackets with half-width ones, full-width commas and colons as well. Nothing
/// if 、 stands in it, which may separate values or not, or if it would still be no list or mapping.
pub(super) fn brackets(value: &str) -> Option<String> {
    let open = value.chars().next()?;
    let close = value.chars().next_back()?;
    let (list, mapping) = ("[［", "{｛");
    let pair = if list.contains(open) && "]］".contains(close) {
        ('[', ']')
    } else if mapping.contains(open) && "}｝".contains(close) {
        ('{', '}')
    } else {
        return None;
    };
    let inside = value.get(open.len_utf8()..value.len().checked_sub(close.len_utf8())?)?;
    if inside.contains(['、', '[', '［', ']', '］', '{', '｛', '}', '｝', '"', '\'', '\n']) {
        return None;
    }
    let mut text = String::from(pair.0);
    for (number, entry) in inside.split([',', '，']).enumerate() {
        let entry = entry.trim();
        let colon =
            entry.find('：').filter(|&at| pair.0 == '{' && key_before(entry, at) == Some(0));
        let entry = match colon.and_then(|at| self::colon(entry, at)) {
            Some(change) => change.applied(entry),
            None => entry.to_owned(),
        };
        text.push_str(if number == 0 { "" } else { ", " });
        text.push_str(&entry);
    }
    text.push(pair.1);
    is_collection(&text).then_some(text)
}

fn is_collection(text: &str) -> bool {
    let events: Result<Vec<Event<'_>>, _> =
        Parser::new_from_str(text).map(|event| event.map(|(event, _)| event)).collect();
    let begins =
        |event: &Event<'_>| matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
    events.is_ok_and(|events| events.iter().filter(|event| begins(event)).count() == 1)
}

/// Full-width spaces before a text as half-width ones: each is as wide as two.
pub(super) fn indentation(text: &str) -> Option<Change> {
    let end = text.len() - text.trim_start_matches([' ', '\u{3000}']).len();
    text[..end]
        .contains('\u{3000}')
        .then(|| Change::new(0..end, text[..end].replace('\u{3000}', "  ")))
}

/// The signs that look like a hyphen at the beginning of an entry.
pub(super) const WIDE_HYPHENS: [char; 5] = ['－', '−', '―', 'ー', '‐'];

/// A full-width hyphen that begins an entry of a list: its length with the spaces behind it.
pub(super) fn wide_hyphen(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(WIDE_HYPHENS)?;
    let entry = rest.trim_start_matches([' ', '\u{3000}']);
    (entry.len() < rest.len() && !entry.is_empty()).then(|| text.len() - entry.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_become_half_width() {
        let check = |value: &str, expected: Option<&str>| {
            assert_eq!(brackets(value).as_deref(), expected, "{value}");
        };
        check("［一］", Some("[一]"));
        check("［一, 二］", Some("[一, 二]"));
        check("［一，二］", Some("[一, 二]"));
        check("[一, 二］", Some("[一, 二]"));
        check("｛name: 市， code：1｝", Some("{name: 市, code: 1}"));
        check("｛name：市｝", Some("{name: 市}"));
        check("［一、二］", None);
        check("［一［二］］", None);
        check("［一", None);
        check("［*一］", None);
        check("［注］一", None);
    }

    #[test]
    fn values_are_quoted_where_that_changes_nothing_else() {
        assert_eq!(quoted("一: 二").as_deref(), Some("\"一: 二\""));
        assert_eq!(quoted("一 \"二\"").as_deref(), Some("'一 \"二\"'"));
        assert_eq!(quoted("一 # 二"), None);
        assert_eq!(quoted("\"'"), None);
    }

    #[test]
    fn colons_get_their_space() {
        let check = |text: &str, sign: char, expected: Option<&str>| {
            let at = text.find(sign).expect("the sign");
            let changed = colon(text, at).map(|change| change.applied(text));
            assert_eq!(changed.as_deref(), expected, "{text}");
        };
        check("title：方針", '：', Some("title: 方針"));
        check("title：　方針", '：', Some("title: 方針"));
        check("title:方針", ':', Some("title: 方針"));
        check("roles：", '：', Some("roles:"));
        check("period：{from: 2026}", '：', Some("period: {from: 2026}"));
        check("title：第1章: 総則", '：', None);
        check("title：*強調*", '：', None);
        check("title：一 #2", '：', None);
    }
}
