//! The built-in scripts and styles without what only developers read: comments on lines of their own,
//! indentation, blank lines, and in scripts the ends of lines and the spaces beside signs where they are
//! surely no part of a text. A site's own files are published as they are.

use std::path::Path;
use std::sync::Arc;

/// A built-in static file as it is published.
pub(super) fn lean(name: &str, bytes: &'static [u8]) -> Arc<[u8]> {
    match str::from_utf8(bytes) {
        Ok(text) if is(name, "js") => tight(&without_comments(text)).into_bytes().into(),
        Ok(text) if is(name, "css") => without_comments(text).into_bytes().into(),
        _ => bytes.into(),
    }
}

fn is(name: &str, kind: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == kind)
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

/// Signs of a script beside which a space means nothing, but between two of `+` and `-`. `<` is none of
/// them: `a < !--b` would begin a comment.
const SIGNS: [char; 17] =
    ['+', '-', '=', '>', '?', ':', ',', ';', '{', '}', '(', ')', '[', ']', '&', '|', '*'];

/// The lines of a script in one, where the end of a line says no more than the sign before or behind it.
fn tight(lines: &str) -> String {
    let mut tight = String::with_capacity(lines.len());
    let (mut is_open, mut needs_end, mut may_be_empty) = (true, false, false);
    for line in lines.lines() {
        if needs_end || !(is_open || line.starts_with(['}', ')', '.'])) {
            tight.push('\n');
        }
        // The last statement of a block needs no end, but the empty one of `while (…);` does.
        if line.starts_with('}') && tight.ends_with(';') && !may_be_empty {
            tight.pop();
        }
        may_be_empty = ["while", "for", "if", "else", "}"].iter().any(|it| line.starts_with(it))
            && line.ends_with(");");
        push_tight(line, &mut tight);
        is_open = line.ends_with(['{', '(', '[', ',', ';']);
        // A comment behind code ends with its line.
        needs_end = line.contains("//");
    }
    tight.push('\n');
    tight
}

/// Appends a line without the spaces beside its signs: those outside of texts in `"`. A line that may have
/// a pattern or another kind of text is appended as it is.
fn push_tight(line: &str, tight: &mut String) {
    if line.contains(['\'', '`', '/', '\\']) {
        tight.push_str(line);
        return;
    }
    for (at, part) in line.split('"').enumerate() {
        if at > 0 {
            tight.push('"');
        }
        if at % 2 == 1 {
            tight.push_str(part);
            continue;
        }
        for (at, word) in part.split(' ').enumerate() {
            let one = !(tight.ends_with(['+', '-']) && word.starts_with(['+', '-']));
            if at > 0 && !(one && (tight.ends_with(SIGNS) || word.starts_with(SIGNS))) {
                tight.push(' ');
            }
            tight.push_str(word);
        }
    }
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
    fn scripts_lose_the_spaces_and_ends_of_lines_that_say_nothing() {
        let check = |text: &str, expected: &str| assert_eq!(tight(text), expected);
        check("a = (b, c) => {\nreturn d ? [e] : f;\n};\n", "a=(b,c)=>{return d?[e]:f};\n");
        check("{\nwhile (a);\n}\n{\nb = {};\nc();\n}\n", "{while(a);}\n{b={};c()}\n");
        check("a\n.b()\n.c();\nd();\n", "a.b().c();d();\n");
        check("let a = b\nlet c\n", "let a=b\nlet c\n");
        check("a + +b - -c < !--d + e;\n", "a+ +b- -c < !--d+e;\n");
        check("a = \"b = c\";\nd = /e = f/;\n", "a=\"b = c\";d = /e = f/;\n");
        check("a = [\"b = c\", \" : \"] + d;\n", "a=[\"b = c\",\" : \"]+d;\n");
        check("return \"a\" in b;\n", "return \"a\" in b;\n");
        check("a(); // b;\nc();\nd = { // e\n}\n", "a(); // b;\nc();d = { // e\n}\n");
        check("if (a) b();\nelse c();\n", "if(a)b();else c();\n");
    }

    #[test]
    fn no_line_of_a_built_in_file_begins_inside_a_text_or_behind_a_comment() {
        let files = built_in("static");
        let code = files.iter().filter(|(name, _)| is(name, "js") || is(name, "css"));
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
