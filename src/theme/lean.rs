//! The built-in scripts and styles without what only developers read: comments on lines of their own,
//! indentation, blank lines. Lines stay lines, so that what they say stays the same. A site's own files
//! are published as they are.

use std::path::Path;
use std::sync::Arc;

/// A built-in static file as it is published.
pub(super) fn lean(name: &str, bytes: &'static [u8]) -> Arc<[u8]> {
    match str::from_utf8(bytes) {
        Ok(text) if is_code(name) => without_comments(text).into_bytes().into(),
        _ => bytes.into(),
    }
}

fn is_code(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "js" || extension == "css")
}

/// The lines of a script or a style that are no comments, without their indentation. A line may not
/// begin inside a text: the built-in files have none of several lines.
fn without_comments(text: &str) -> String {
    let mut lean = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        let opens = line.starts_with("/*");
        let comment = in_comment || opens || line.starts_with("//");
        if in_comment || opens {
            in_comment = !line.ends_with("*/");
        }
        if !comment && !line.is_empty() {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    lean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::built_in;

    #[test]
    fn comments_and_indentation_go_and_nothing_else() {
        let check = |text: &str, expected: &str| assert_eq!(without_comments(text), expected);
        check("/** 一つ。 */\na();\n", "a();\n");
        check("/*\n * 一つ。\n */\n\na {\n  b: c;\n}\n", "a {\nb: c;\n}\n");
        check("  // 一つ。\n  a(\"// b\"); // c\n", "a(\"// b\"); // c\n");
        check("a(/* b */ c);\n", "a(/* b */ c);\n");
        check("/* a */\nb\n/* c\n*/\nd\n", "b\nd\n");
    }

    #[test]
    fn no_line_of_a_built_in_file_begins_inside_a_text_or_behind_a_comment() {
        let files = built_in("static");
        let code = files.iter().filter(|(name, _)| is_code(name));
        for (name, bytes) in code {
            let text = str::from_utf8(bytes).expect("text");
            for line in text.lines() {
                assert_eq!(line.matches('`').count() % 2, 0, "{name}: {line}");
                let behind = line.trim().strip_prefix("/*").and_then(|rest| rest.split_once("*/"));
                assert!(behind.is_none_or(|(_, rest)| rest.is_empty()), "{name}: {line}");
            }
        }
    }
}
