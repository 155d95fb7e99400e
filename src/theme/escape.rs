//! How text becomes HTML, in templates as in the pages' own text.

use std::io;

/// Appends a text to HTML, for an element's content as for a quoted attribute.
///
/// What HTML does not allow in a page is left out: control characters, noncharacters. So are the
/// characters that change the direction of the text around them (U+202A to U+202E, U+2066 to
/// U+2069), which can make a page show something else than it says.
pub(crate) fn escape(text: &str, html: &mut String) {
    let mut kept = 0;
    for (at, instead, length) in replacements(text) {
        html.push_str(&text[kept..at]);
        html.push_str(instead);
        kept = at + length;
    }
    html.push_str(&text[kept..]);
}

/// Whether HTML can hold all characters of a text.
pub(crate) fn fits(text: &str) -> bool {
    replacements(text).all(|(_, instead, _)| !instead.is_empty())
}

/// A text as HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

/// The same for the template engine.
pub(super) fn escape_to(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let mut kept = 0;
    for (at, instead, length) in replacements(text) {
        out.write_all(&text.as_bytes()[kept..at])?;
        out.write_all(instead.as_bytes())?;
        kept = at + length;
    }
    out.write_all(&text.as_bytes()[kept..])
}

/// What cannot stay as it is: where it is, what stands for it, and how many bytes it has.
fn replacements(text: &str) -> impl Iterator<Item = (usize, &'static str, usize)> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        loop {
            let at = next + bytes[next..].iter().position(|&byte| SUSPECT[usize::from(byte)])?;
            let found = replacement(&bytes[at..]);
            next = at + found.map_or(1, |(_, length)| length);
            if let Some((instead, length)) = found {
                return Some((at, instead, length));
            }
        }
    })
}

/// The bytes with which something begins that cannot stay.
static SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        suspect[byte] = !matches!(byte, 0x09 | 0x0a | 0x0d);
        byte += 1;
    }
    let more = [b'&', b'<', b'>', b'"', 0x7f, 0xc2, 0xe2, 0xef];
    let mut at = 0;
    while at < more.len() {
        suspect[more[at] as usize] = true;
        at += 1;
    }
    suspect
};

/// What stands for the first character of some text, and how many bytes that character has.
fn replacement(bytes: &[u8]) -> Option<(&'static str, usize)> {
    Some(match bytes {
        [b'&', ..] => ("&amp;", 1),
        [b'<', ..] => ("&lt;", 1),
        [b'>', ..] => ("&gt;", 1),
        [b'"', ..] => ("&quot;", 1),
        [..0x20 | 0x7f, ..] => ("", 1),
        [0xc2, 0x80..=0x9f, ..] => ("", 2),
        [0xe2, 0x80, 0xaa..=0xae, ..]
        | [0xe2, 0x81, 0xa6..=0xa9, ..]
        | [0xef, 0xb7, 0x90..=0xaf, ..]
        | [0xef, 0xbf, 0xbe..=0xbf, ..] => ("", 3),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_text() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected, "{text:?}");
        check("", "");
        check("八王子市（例）の方針", "八王子市（例）の方針");
        check("<script>", "&lt;script&gt;");
        check("\" onload='x' &amp;", "&quot; onload='x' &amp;amp;");
        check("方針\u{202e}fdp.exe\u{202c}", "方針fdp.exe");
        check("\u{2066}a\u{2069}\u{200f}", "a\u{200f}");
        check("a\0b\u{7f}c\u{85}d\u{ffff}e\u{fdd0}", "abcde");
        check("一\t二\n三", "一\t二\n三");
        check("£‥…、｡￥", "£‥…、｡￥");
    }
}
