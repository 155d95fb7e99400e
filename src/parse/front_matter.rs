//! Where the front matter of a file ends and its text begins.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Message, Rule};
use crate::source::{SourceFile, SourceId, Span};
use crate::yaml::{self, Region};

pub(super) const RULES: &[&Rule] = &[&FRONT_MATTER_MISSING, &FRONT_MATTER_UNCLOSED];

pub(super) static FRONT_MATTER_MISSING: Rule = Rule::error(
    "front-matter-missing",
    "初めの --- の間（front matter）がない",
    "a document without front matter",
)
.losing_data();
pub(super) static FRONT_MATTER_UNCLOSED: Rule = Rule::error(
    "front-matter-unclosed",
    "初めの --- の間（front matter）が閉じていない",
    "front matter that is not closed",
)
.losing_data();

/// The parts of a file.
pub(super) struct Split {
    /// The line that opens the front matter.
    pub(super) opening: Range<usize>,
    /// The YAML between the two lines.
    pub(super) yaml: Range<usize>,
    /// Where the text begins.
    pub(super) body: usize,
}

impl Split {
    /// A part: all of it is text.
    pub(super) fn without_front_matter(file: &SourceFile) -> Self {
        let start = file.text_start();
        Self { opening: start..start, yaml: start..start, body: start }
    }
}

/// Whether the first line opens front matter.
pub fn opens(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().next().is_some_and(is_fence)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Finds the front matter of a file that opens one; reports where it is not closed.
pub(super) fn split(
    file: &SourceFile,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<Split> {
    let text = file.text();
    let start = file.text_start();
    let mut at = start;
    let mut opening = None;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        if is_fence(line) {
            match opening.clone() {
                None => opening = Some(at..at + line.trim_end().len()),
                Some(opening) => {
                    let first = text[start..].find('\n').map_or(end, |newline| start + newline + 1);
                    return Some(Split { opening, yaml: first..at, body: end });
                }
            }
        }
        at = end;
    }
    let opening = opening.unwrap_or(start..start);
    let message = Message::fixed(
        "初めの --- の間（front matter）を閉じる --- がありません",
        "the front matter has no closing ---",
    );
    let help = Message::fixed(
        "キーの並びの次の行に、半角のハイフン三つ「---」だけの行を書いてください。",
        "put a line with nothing but `---` behind the keys",
    );
    let span = Span::new(source, opening.start, opening.end);
    let diagnostic = Diagnostic::new(&FRONT_MATTER_UNCLOSED, span, message).help(help);
    diagnostics.push(match closing_alike(file, source, opening.end) {
        Some(alike) => {
            let there = Message::fixed(
                "この行は「---」に似ていますが、別の文字です",
                "this line looks like `---` and is not",
            );
            diagnostic.related(alike, there).fix(alike, "---")
        }
        None => diagnostic,
    });
    None
}

/// Whether a line is meant as a fence: nothing but signs that look like hyphens, three or more.
fn is_alike(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() >= 3 && line.chars().all(|c| "-－ー―—–‐−─".contains(c))
}

/// The first line behind the opening one that is meant as the closing one, if what stands between is YAML.
fn closing_alike(file: &SourceFile, source: SourceId, opening: usize) -> Option<Span> {
    let text = file.text();
    let first = opening + text[opening..].find('\n')? + 1;
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        if is_alike(line) {
            let mut found = Diagnostics::default();
            let node = yaml::load(&Region::part(file, source, first..at), &mut found)?;
            let is_yaml = node.mapping().is_some() && found.iter().next().is_none();
            return is_yaml.then(|| Span::new(source, at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

/// What makes the beginning of a file front matter: the fences as they must be. Nothing if there is no
/// second one, or no YAML between them.
fn mended(file: &SourceFile, source: SourceId) -> Option<Fix> {
    let start = file.text_start();
    let text = &file.text()[start..];
    let opening = start + text.len() - text.trim_start().len();
    let first = opening + file.text()[opening..].lines().next()?.trim_end().len();
    let closing = closing_alike(file, source, first)?;
    let between = &file.text()[first..closing.start];
    let exact = is_fence(file.slice(closing));
    let end = if exact { first } else { closing.end };
    let instead = if exact { "---".to_owned() } else { format!("---{between}---") };
    Some(Fix { span: Span::new(source, start, end), text: instead })
}

/// Reports a document without front matter.
pub(super) fn missing(file: &SourceFile, source: SourceId) -> Diagnostic {
    let start = file.text_start();
    let first = file.text()[start..].lines().next().unwrap_or_default();
    let message = Message::fixed(
        "文書の先頭に、--- で挟んだ部分（front matter）がありません",
        "the document does not begin with front matter",
    );
    let fence = file.text()[start..].trim_start().starts_with("---");
    let help = if is_alike(first) {
        Message::fixed(
            "先頭の行を、半角のハイフン三つ「---」だけにしてください。",
            "make the first line three ASCII hyphens: `---`",
        )
    } else if fence {
        Message::fixed(
            "「---」の前の空の行や空白を取り除き、先頭の行にしてください。",
            "take away what stands before `---`: it must be the first line",
        )
    } else {
        Message::fixed(
            "先頭に「---」「title: 題名」「---」の三行を書いてください。index.md のあるフォルダーでは、初めの --- の間（front matter）のないファイルはその文書の一部になります。",
            "begin with the lines `---`, `title: …`, `---`; in a folder with an index.md, files without front matter are parts of that document",
        )
    };
    let end = start + first.trim_end().len();
    let span = Span::new(source, start, end);
    let fix = if is_alike(first) || fence { mended(file, source) } else { None };
    Diagnostic { fix, ..Diagnostic::new(&FRONT_MATTER_MISSING, span, message).help(help) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Content, Project};

    /// The file after the fix of its only diagnostic, which must leave none; the code of the diagnostic.
    fn fixed(text: &str) -> (String, &'static str) {
        let found = |text: &str| {
            let content = Content::Bytes(text.as_bytes().to_vec());
            let project = Project::from_files([("content/a.md".to_owned(), content)]);
            let mut diagnostics = Diagnostics::default();
            crate::parse::parse(&project, &[], &mut diagnostics);
            diagnostics.iter().cloned().collect::<Vec<_>>()
        };
        let before = found(text);
        let [diagnostic] = before.as_slice() else { panic!("one mistake in {text}: {before:?}") };
        let Some(Fix { span, text: instead }) = &diagnostic.fix else {
            return (text.to_owned(), diagnostic.rule.code);
        };
        let mut text = text.to_owned();
        text.replace_range(span.start..span.end, instead);
        assert!(found(&text).is_empty(), "{text}: {:?}", found(&text));
        (text, diagnostic.rule.code)
    }

    #[test]
    fn fences_that_look_right_are_made_right() {
        let check = |text: &str, expected: &str, code: &str| {
            assert_eq!(fixed(text), (expected.to_owned(), code_of(code)), "{text}");
        };
        let right = "---\ntitle: 題\n---\n本文\n";
        check("－－－\ntitle: 題\n－－－\n本文\n", right, "missing");
        check("－－－\ntitle: 題\n---\n本文\n", right, "missing");
        check("----\ntitle: 題\n---\n本文\n", right, "missing");
        check("\n\n---\ntitle: 題\n---\n本文\n", right, "missing");
        check("　---\ntitle: 題\n---\n本文\n", right, "missing");
        check("---\ntitle: 題\n———\n本文\n", right, "unclosed");
        check("---\r\ntitle: 題\r\n－－－\r\n", "---\r\ntitle: 題\r\n---\r\n", "unclosed");
        check("\u{feff}－－－\ntitle: 題\n---\n", "\u{feff}---\ntitle: 題\n---\n", "missing");
    }

    fn code_of(code: &str) -> &'static str {
        if code == "missing" { FRONT_MATTER_MISSING.code } else { FRONT_MATTER_UNCLOSED.code }
    }

    #[test]
    fn what_is_no_front_matter_for_certain_is_left() {
        for text in ["－－－\n本文\n", "---\n本文\n－－－\n", "# 題\n\n---\n", "\n---\n本文\n---\n"]
        {
            assert_eq!(fixed(text).0, text);
        }
    }
}
