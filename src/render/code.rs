//! Code with its grammar shown by classes; `static/code.css` of the theme colours them.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use crate::theme::fits;

/// The grammars that are built in. To read them takes some milliseconds, so only sites with code do.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// What the names of the classes begin with.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hs-" };

/// Appends code with its grammar shown; nothing, and `false`, if the language is unknown or the code
/// holds what the page may not.
pub(super) fn highlight(language: &str, text: &str, html: &mut String) -> bool {
    if matches!(language, "" | "text" | "txt" | "plain") || !fits(text) {
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
