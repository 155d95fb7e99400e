//! Code with its grammar shown by classes; `static/code.css` of the theme colours them.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// The grammars that are built in. To read them takes some milliseconds, so only sites with code do.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// What the names of the classes begin with.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hs-" };

/// Appends code in a known language; whether the language is known.
pub(super) fn highlight(language: &str, text: &str, html: &mut String) -> bool {
    // The commonest cases need no grammar: no language, and plain text.
    if language.is_empty() || matches!(language, "text" | "txt" | "plain") {
        return false;
    }
    let Some(syntax) = SYNTAXES.find_syntax_by_token(language) else { return false };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(text) {
        if generator.parse_html_for_line_which_includes_newline(line).is_err() {
            return false;
        }
    }
    html.push_str(&generator.finalize());
    true
}
