//! Where a new document goes: a path below `content/` that every system can hold.

use crate::diagnostic::Message;
use crate::source::nfc;

/// The names that Windows keeps for devices, whatever extension follows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The longest name of a file in bytes on the usual systems.
const LONGEST: usize = 255;

/// The path below `content/` of a document that an author calls by this path (with `/`): `kita` and
/// `kita/index.md` are a folder's document, `kita.md` is a single file. Says why, if it cannot be one.
pub fn place(written: &str) -> Result<String, Message> {
    let written = nfc(written).into_owned();
    let below = written.trim_end_matches('/');
    if below.is_empty() {
        return Err(Message::fixed("名前がありません", "it has no name"));
    }
    for name in below.split('/') {
        if let Some(fault) = fault(name) {
            return Err(fault);
        }
    }
    if below.strip_suffix(".md").is_some() {
        return Ok(below.to_owned());
    }
    let last = below.rsplit('/').next().unwrap_or(below);
    let extension = last.rsplit_once('.').map_or("", |(_, extension)| extension);
    if !extension.is_empty() && extension.chars().all(|c| c.is_ascii_alphabetic()) {
        return Err(Message::fixed(
            "原稿の名前は .md で終わります",
            "a document's name ends in .md",
        ));
    }
    Ok(format!("{below}/index.md"))
}

/// Why a name cannot be one of a document or its folder.
fn fault(name: &str) -> Option<Message> {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let numbered = |port: &str| {
        let number = stem.strip_prefix(port).and_then(|rest| rest.parse::<u8>().ok());
        number.is_some_and(|number| (1..=9).contains(&number)) && stem.len() == port.len() + 1
    };
    if name.is_empty() || name == "." {
        return Some(Message::fixed("名前の空いた所があります", "a part of it has no name"));
    }
    if name == ".." {
        return Some(Message::fixed("content/ の外です", "it leads out of content/"));
    }
    if name.starts_with(['_', '.']) {
        return Some(Message::fixed(
            "「_」や「.」で始まる名前のものは、ページになりません",
            "what begins with `_` or `.` does not become a page",
        ));
    }
    if let Some(c) = name.chars().find(|c| c.is_control() || "\\:*?\"<>|".contains(*c)) {
        let c = c.escape_debug();
        return Some(Message::new(
            format!("ファイルの名前に「{c}」は使えません"),
            format!("names of files cannot hold `{c}`"),
        ));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some(Message::fixed(
            "名前の初めと終わりに空白や「.」は使えません",
            "names cannot begin or end with a space, nor end with a dot",
        ));
    }
    if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
        return Some(Message::new(
            format!("「{name}」は Windows が別のことに使う名前です"),
            format!("Windows keeps the name `{name}` for a device"),
        ));
    }
    (name.len() > LONGEST - "/index.md".len())
        .then(|| Message::fixed("名前が長すぎます", "a name of it is too long"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_has_a_place_below_content() {
        let check = |written: &str, expected: &str| {
            assert_eq!(place(written).as_deref(), Ok(expected), "{written}");
        };
        check("kita", "kita/index.md");
        check("kita/", "kita/index.md");
        check("kita/index.md", "kita/index.md");
        check("kita.md", "kita.md");
        check("方針/v1.0", "方針/v1.0/index.md");
        check("か\u{3099}.md", "が.md");
        check("console/com10/lpt", "console/com10/lpt/index.md");
    }

    #[test]
    fn names_that_some_system_refuses_are_refused() {
        for bad in [
            "",
            "/",
            "..",
            "../kita",
            "kita/../..",
            "a//b",
            "./a",
            "_kita",
            "a/.b",
            "a:b",
            "a\\b",
            "a?.md",
            "a\tb",
            "a.",
            "a /b",
            " a",
            "CON",
            "con.md",
            "a/NUL.x/b",
            "COM1",
            "lpt9.md",
            "kita.txt",
            "kita.html",
        ] {
            assert!(place(bad).is_err(), "{bad}");
        }
        assert!(place(&"あ".repeat(90)).is_err());
    }
}
