//! Where the front matter of a file ends and its text begins.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::{SourceFile, SourceId, Span};

pub(super) const RULES: &[&Rule] = &[&FRONT_MATTER_MISSING, &FRONT_MATTER_UNCLOSED];

static FRONT_MATTER_MISSING: Rule =
    Rule::error("front-matter-missing", "front matter がない", "a document without front matter");
static FRONT_MATTER_UNCLOSED: Rule = Rule::error(
    "front-matter-unclosed",
    "front matter が閉じていない",
    "front matter that is not closed",
);

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
pub(super) fn opens(file: &SourceFile) -> bool {
    file.text()[file.text_start()..].lines().next().is_some_and(is_fence)
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
        "front matter の終わりの --- がありません",
        "the front matter has no closing ---",
    );
    let help = Message::fixed(
        "キーの並びの次の行に、半角のハイフン三つ「---」だけの行を書いてください。",
        "put a line with nothing but `---` behind the keys",
    );
    let span = Span::new(source, opening.start, opening.end);
    diagnostics.push(Diagnostic::new(&FRONT_MATTER_UNCLOSED, span, message).help(help));
    None
}

/// Reports a document without front matter.
pub(super) fn missing(file: &SourceFile, source: SourceId) -> Diagnostic {
    let start = file.text_start();
    let first = file.text()[start..].lines().next().unwrap_or_default();
    let message = Message::fixed(
        "文書の先頭に front matter がありません",
        "the document does not begin with front matter",
    );
    let alike = first.trim().chars().count() >= 3
        && first.trim().chars().all(|c| "-－ー―—–‐−─".contains(c));
    let help = if alike {
        Message::fixed(
            "先頭の行を、半角のハイフン三つ「---」だけにしてください。",
            "make the first line three ASCII hyphens: `---`",
        )
    } else if file.text()[start..].trim_start().starts_with("---") {
        Message::fixed(
            "「---」の前の空の行や空白を取り除き、先頭の行にしてください。",
            "take away what stands before `---`: it must be the first line",
        )
    } else {
        Message::fixed(
            "先頭に「---」「title: 題名」「---」の三行を書いてください。index.md のあるフォルダでは、front matter のないファイルはその文書の一部になります。",
            "begin with the lines `---`, `title: …`, `---`; in a folder with an index.md, files without front matter are parts of that document",
        )
    };
    let end = start + first.trim_end().len();
    Diagnostic::new(&FRONT_MATTER_MISSING, Span::new(source, start, end), message).help(help)
}
