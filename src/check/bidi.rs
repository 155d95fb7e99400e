//! Invisible characters that turn the order of the text around them: a name may read otherwise than it
//! is written. They come along when text is copied.

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::source::{SourceFile, SourceId, Span, is_bidi_control};

pub(super) const RULES: &[&Rule] = &[&BIDI_CONTROL];

static BIDI_CONTROL: Rule = Rule::warning(
    "bidi-control",
    "文字の並びを逆にする、見えない文字",
    "an invisible character that turns the order of text",
);

/// Reports them in a text file, whichever it is.
pub(super) fn check(source: SourceId, file: &SourceFile) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for (at, c) in file.text().match_indices(is_bidi_control) {
        let code = c.chars().map(u32::from).next().unwrap_or_default();
        let message = Message::new(
            format!("文字の並びを逆にすることのある、見えない文字（U+{code:04X}）があります"),
            format!("an invisible character (U+{code:04X}) that may turn the order of the text"),
        );
        let help = Message::fixed(
            "取り除いてください。ほかの所から写したときに混ざります。ページには出しません。",
            "remove it: it comes along when text is copied. Pages leave it out",
        );
        let span = Span::new(source, at, at + c.len());
        let diagnostic = Diagnostic::new(&BIDI_CONTROL, span, message).help(help);
        diagnostics.push(diagnostic.fix(span, ""));
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{fixed, reports_in};

    #[test]
    fn they_are_found_in_every_file_and_taken_out() {
        let text =
            "---\ntitle: 方針\u{202e}fdp.\u{202c}\n---\n\n\u{200e}本文\u{2066}x\u{2069}\u{200f}\n";
        let files = [
            ("content/a.md", text),
            ("hoshin.yaml", "title: a\u{202a}b\n"),
            ("outlines/own.yaml", "# \u{2068}\ntitle: 章\nchapters: [{id: a, title: あ}]\n"),
            ("themes/own/templates/404.html", "\u{202d}"),
        ];
        let places: Vec<String> = reports_in("bidi-control", &files)
            .iter()
            .map(|it| it.split(' ').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(places, ["2:10", "2:15", "5:4", "5:6", "1:9", "1:3", "1:1"]);
        let (text, codes) = fixed("bidi-control", text);
        assert_eq!(text, "---\ntitle: 方針fdp.\n---\n\n\u{200e}本文x\u{200f}\n");
        assert_eq!(codes, [""; 0]);
    }
}
