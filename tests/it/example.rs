//! Sites written in Markdown: fenced blocks whose info names a path (see `explain.rs`).

use encoding_rs::SHIFT_JIS;
use hoshin::source::Content;

/// A file of an example: its path, and what is to be there.
pub(crate) type File = (String, Content);

/// A fenced block of a page.
pub(crate) struct Fence {
    /// The last `#` heading above it, empty before the first one.
    pub(crate) heading: String,
    /// The line of the page on which it begins, from 1.
    pub(crate) line: usize,
    /// The words behind the fence.
    pub(crate) info: Vec<String>,
    /// What it holds.
    pub(crate) text: String,
    /// The line of the page behind it, from 1.
    pub(crate) next: usize,
}

impl Fence {
    /// The file that it stands for, if its info names a path.
    pub(crate) fn file(&self) -> Option<File> {
        let path = self.info.get(1)?;
        let how = self.info.get(2).map(String::as_str);
        Some((path.clone(), content(self.text.clone(), how)))
    }
}

/// The fenced blocks of a page, in their order.
pub(crate) fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut heading = String::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            if let Some(text) = line.strip_prefix("# ") {
                text.trim().clone_into(&mut heading);
            }
            continue;
        }
        let end = "`".repeat(ticks);
        let inside = lines.by_ref().map(|(_, line)| line);
        let text: Vec<&str> = inside.take_while(|line| line.trim_end() != end).collect();
        fences.push(Fence {
            heading: heading.clone(),
            line: at + 1,
            info: line[ticks..].split_whitespace().map(str::to_owned).collect(),
            next: at + text.len() + 3,
            text: text.iter().flat_map(|line| [line, "\n"]).collect(),
        });
    }
    fences
}

/// The files below a heading of a page: every fenced block whose info names a path.
pub(crate) fn example(page: &str, heading: &str) -> Vec<File> {
    let fences = fences(page).into_iter().filter(|fence| fence.heading == heading);
    fences.filter_map(|fence| fence.file()).collect()
}

/// What Markdown cannot hold is said by a word behind the path.
fn content(mut text: String, how: Option<&str>) -> Content {
    match how {
        None => Content::Bytes(text.into_bytes()),
        Some("cp932") => Content::Bytes(SHIFT_JIS.encode(&text).0.into_owned()),
        Some("invisible") => Content::Bytes(text.replace("〔U+202E〕", "\u{202e}").into_bytes()),
        Some("link-outside") => Content::OutsideSite,
        Some(how) => {
            let size = how.strip_prefix("size=").and_then(|size| size.parse().ok());
            let size: usize = size.unwrap_or_else(|| panic!("what is `{how}`?"));
            text.push_str(&"x\n".repeat(size.saturating_sub(text.len()) / 2 + 1));
            Content::Bytes(text.into_bytes())
        }
    }
}
