//! Sites written in Markdown: fenced blocks whose info names a path (see `explain.rs`).

use encoding_rs::SHIFT_JIS;
use hoshin::source::Content;

/// A file of an example: its path, and what is to be there.
pub(crate) type File = (String, Content);

/// The files below a heading of a page: every fenced block whose info names a path.
pub(crate) fn example(page: &str, heading: &str) -> Vec<File> {
    let mut files = Vec::new();
    let mut inside = false;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            if let Some(text) = line.strip_prefix("# ") {
                inside = text.trim() == heading;
            }
            continue;
        }
        let fence = "`".repeat(ticks);
        let text: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        let mut info = line[ticks..].split_whitespace().skip(1);
        if let (true, Some(path)) = (inside, info.next()) {
            let text = text.iter().flat_map(|line| [line, "\n"]).collect::<String>();
            files.push((path.to_owned(), content(text, info.next())));
        }
    }
    files
}

/// What Markdown cannot hold is said by a word behind the path.
fn content(mut text: String, how: Option<&str>) -> Content {
    match how {
        None => Content::Bytes(text.into_bytes()),
        Some("cp932") => Content::Bytes(SHIFT_JIS.encode(&text).0.into_owned()),
        Some("link-outside") => Content::OutsideSite,
        Some(how) => {
            let size = how.strip_prefix("size=").and_then(|size| size.parse().ok());
            let size: usize = size.unwrap_or_else(|| panic!("what is `{how}`?"));
            text.push_str(&"x\n".repeat(size.saturating_sub(text.len()) / 2 + 1));
            Content::Bytes(text.into_bytes())
        }
    }
}
