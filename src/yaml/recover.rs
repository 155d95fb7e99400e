//! Reads on behind a mistake of syntax, so that one run tells an author of all mistakes.
//!
//! The parser stops at the first one. The entry of the outermost mapping that holds it is blanked, and
//! the rest is read again; every other byte keeps its place.

use std::borrow::Cow;

use super::Node;
use super::load::{Region, YAML_SYNTAX, read};
use crate::diagnostic::{Diagnostic, Diagnostics, Message};

/// Each round reads the whole text again. An author mends the first mistakes first.
const MOST_ROUNDS: usize = 50;

/// A YAML text as far as it can be read.
#[derive(Debug)]
pub enum Loaded {
    /// All of it.
    Whole(Node),
    /// What is left without the entries that hold mistakes; nothing if they cannot be told apart.
    Parts(Option<Node>),
}

/// Reads a mapping and reports every mistake of syntax in it, not the first only.
pub fn load_all(region: &Region<'_>, diagnostics: &mut Diagnostics) -> Loaded {
    let mut text = Cow::Borrowed(region.text());
    let start = region.span(0, 0).start;
    for round in 0..MOST_ROUNDS {
        let here = Region::new(&text, region.map().clone());
        let diagnostic = match read(&here) {
            Ok(node) if round == 0 => return Loaded::Whole(node),
            Ok(node) => return Loaded::Parts(Some(node)),
            Err(diagnostic) => diagnostic,
        };
        let at = diagnostic.span.start.saturating_sub(start);
        diagnostics.push(*diagnostic);
        let Some(blanked) = without_entry(&text, at) else { return Loaded::Parts(None) };
        text = Cow::Owned(blanked);
    }
    diagnostics.push(too_many(region));
    Loaded::Parts(None)
}

fn too_many(region: &Region<'_>) -> Diagnostic {
    let message = Message::new(
        format!("YAMLの書き方の誤りが {MOST_ROUNDS}か所より多くあります"),
        format!("the YAML has more than {MOST_ROUNDS} mistakes"),
    );
    let help = Message::fixed(
        "示した所を直してから、もう一度確かめてください。残りはそのときに分かります。",
        "mend those that are shown and check again: the others are told then",
    );
    Diagnostic::new(&YAML_SYNTAX, region.span(0, 0), message).help(help)
}

/// The text with the outermost entry around an offset replaced by spaces; nothing if there is nothing
/// to replace.
fn without_entry(text: &str, at: usize) -> Option<String> {
    let mut start = 0;
    let mut end = text.len();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if begins_entry(line) {
            if line_start > at {
                end = line_start;
                break;
            }
            start = line_start;
        }
        line_start += line.len();
    }
    let entry = text.get(start..end)?;
    if entry.trim().is_empty() {
        return None;
    }
    let blank: String = entry
        .chars()
        .flat_map(|c| {
            let keep = if matches!(c, '\n' | '\r') { c } else { ' ' };
            std::iter::repeat_n(keep, c.len_utf8())
        })
        .collect();
    Some([&text[..start], &blank, &text[end..]].concat())
}

/// Whether a line begins with a key of the outermost mapping.
fn begins_entry(line: &str) -> bool {
    let first = line.chars().next().unwrap_or(' ');
    !first.is_whitespace() && !"#-]})".contains(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Project;

    /// The lines on which mistakes are found, and the keys that are left.
    fn found(text: &str) -> (Vec<usize>, Option<Vec<String>>) {
        let (project, source) = Project::of_text(text);
        let file = project.source(source);
        let mut diagnostics = Diagnostics::default();
        let loaded = load_all(&Region::whole(file, source), &mut diagnostics);
        let lines = diagnostics.iter().map(|it| file.position(it.span.start).line).collect();
        let (Loaded::Whole(node) | Loaded::Parts(Some(node))) = loaded else {
            return (lines, None);
        };
        let keys = node.mapping().unwrap_or_default().iter();
        let keys = keys.filter_map(|(key, _)| Some(key.scalar()?.text.clone()));
        (lines, Some(keys.collect()))
    }

    #[test]
    fn every_mistake_is_found_and_the_rest_is_read() {
        let check = |text: &str, lines: &[usize], keys: &[&str]| {
            let (found_lines, found_keys) = found(text);
            assert_eq!(found_lines, lines, "{text}");
            assert_eq!(found_keys.unwrap_or_default(), keys, "{text}");
        };
        check("a: 1\nb: 2\n", &[], &["a", "b"]);
        check(
            "\u{feff}title: 第1章: 総則\nkind: page\nroles:\n- name:x\n  id: y\nz: 1\n",
            &[1, 4],
            &["kind", "z"],
        );
        check("a: 1\nb: [1, 2\nc: 3\nd: \"x\ne: 4\n", &[2, 4], &["a", "c", "e"]);
        check("a: 1\n\tb: 2\nc: @x\n", &[2, 3], &[]);
        check("：\n", &[], &[]);
        let many: String =
            ('a'..='z').chain('A'..='Z').flat_map(|key| [key, ':', ' ', '@', 'x', '\n']).collect();
        assert_eq!(found(&many).0.len(), MOST_ROUNDS + 1);
    }
}
