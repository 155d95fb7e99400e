//! Scripts that hand over data: what a page may load from a folder without a server.
//!
//! A script calls one function of `search.js` with one value. Whatever authors write is a string in it: it
//! ends no string, no line and no tag.

use super::File;
use crate::site::SitePath;
use crate::source::is_bidi_control;

/// Where the scripts lie.
const FOLDER: &str = "assets/search";

/// A script with this value, under a name that changes with it.
pub(super) fn script(value: &str) -> File {
    let text = format!("hoshinSearch({value});\n");
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let path = SitePath::new(format!("{FOLDER}/{}.js", &hash[..12])).expect("a path of hex digits");
    File { path, text }
}

/// Whether a path is one of a script of the search.
pub(crate) fn is_script(path: &SitePath) -> bool {
    path.as_str().strip_prefix(FOLDER).is_some_and(|name| name.starts_with('/'))
}

/// The name of a script without what the names of all have in common.
pub(super) fn name(file: &File) -> &str {
    let path = file.path.as_str();
    path.strip_prefix(FOLDER)
        .map_or(path, |name| name.trim_start_matches('/'))
        .trim_end_matches(".js")
}

/// Appends values in brackets.
pub(super) fn list<T>(
    values: impl IntoIterator<Item = T>,
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    let mut mark = '[';
    for value in values {
        out.push(mark);
        write(value, out);
        mark = ',';
    }
    out.push_str(if mark == '[' { "[]" } else { "]" });
}

/// Appends values by their names.
pub(super) fn mapping<T>(
    values: impl IntoIterator<Item = (String, T)>,
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    let mut mark = '{';
    for (name, value) in values {
        out.push(mark);
        quote(&name, out);
        out.push(':');
        write(value, out);
        mark = ',';
    }
    out.push_str(if mark == '{' { "{}" } else { "}" });
}

/// Appends a text as a string, without the characters that pages leave out of it, too.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        for c in chars.by_ref().take(1) {
            match c {
                '\n' => out.push_str("\\n"),
                '"' | '\\' => out.extend(['\\', c]),
                c if is_bidi_control(c) => {}
                c => out.extend(["\\u", &format!("{:04x}", u32::from(c))]),
            }
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// What ends a string, a line or a tag, or turns the direction of what is read.
fn is_special(c: char) -> bool {
    matches!(c, '"' | '\\' | '<' | '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        quote(text, &mut out);
        out
    }

    #[test]
    fn texts_are_inert() {
        let hostile = "</script><!--\"'\\\n\r\0\u{2028}\u{202e}方針\u{feff}";
        let text = quoted(hostile);
        let inside = &text[1..text.len() - 1];
        assert!(!inside.contains(['<', '\n', '\r', '\0', '\u{2028}', '\u{202e}']), "{text}");
        assert!(inside.contains("方針"), "{text}");
        let read: String = serde_json::from_str(&text).expect("a string");
        assert_eq!(read, hostile.replace('\u{202e}', ""));
    }

    #[test]
    fn values_stand_in_brackets() {
        let mut out = String::new();
        list(["一", "二"], &mut out, quote);
        list([""; 0], &mut out, quote);
        mapping([("い".to_owned(), "一"), ("ろ".to_owned(), "二")], &mut out, quote);
        mapping(Vec::<(String, &str)>::new(), &mut out, quote);
        assert_eq!(out, "[\"一\",\"二\"][]{\"い\":\"一\",\"ろ\":\"二\"}{}");
    }

    #[test]
    fn names_change_with_the_value() {
        let file = script("[1]");
        assert_eq!(file.path.as_str(), format!("assets/search/{}.js", name(&file)));
        assert_eq!(file, script("[1]"));
        assert_ne!(file.path, script("[2]").path);
    }
}
