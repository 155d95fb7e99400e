//! The documentation page of a rule: what it means, why it matters, a bad and a good example.
//!
//! The pages are written once: the guide of the example site publishes the Japanese ones, and the
//! binary holds them all, for `hoshin check --explain` needs no network. `tests/it/explain.rs` builds
//! their examples.

use include_dir::{Dir, include_dir};

use crate::diagnostic::Language;

/// `CODE.md` in Japanese; `_en/CODE.md` in English, without the examples.
static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content/guide/checks");

/// The headings of the examples in a page, with what English calls them.
const EXAMPLES: [(&str, &str); 2] = [("よくない例", "Bad example"), ("よい例", "Good example")];

/// The codes that have a page, sorted.
pub fn explained_codes() -> impl Iterator<Item = &'static str> {
    let stems = PAGES.files().filter_map(|file| file.path().file_stem()?.to_str());
    stems.filter(|stem| *stem != "index")
}

/// The page of a rule in one language as Markdown without front matter, if the code has one.
pub fn explanation(code: &str, language: Language) -> Option<String> {
    let japanese = PAGES.get_file(format!("{code}.md"))?.contents_utf8()?;
    let (title, body) = split(japanese);
    if language == Language::Ja {
        return Some(format!("# {title}\n\n{}\n", body.trim()));
    }
    let english = PAGES.get_file(format!("_en/{code}.md"))?.contents_utf8()?;
    let mut text = format!("# {code}\n\n{}\n", english.trim());
    for (heading, heading_en) in EXAMPLES {
        let example = section(body, heading);
        if !example.is_empty() {
            text.push_str(&["\n# ", heading_en, "\n\n", example, "\n"].concat());
        }
    }
    Some(text)
}

/// The title in the front matter, and the text below it.
fn split(page: &str) -> (&str, &str) {
    let rest = page.strip_prefix("---\n").unwrap_or(page);
    let (front_matter, body) = rest.split_once("\n---\n").unwrap_or(("", rest));
    let title = front_matter.lines().find_map(|line| line.strip_prefix("title:"));
    (title.unwrap_or_default().trim().trim_matches('"'), body)
}

/// What stands below a heading, up to the next one. A `#` inside a fence is no heading.
fn section<'a>(body: &'a str, heading: &str) -> &'a str {
    let mut fence: Option<usize> = None;
    let mut at = 0;
    let mut start = None;
    for line in body.split_inclusive('\n') {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open && line.trim_matches('`').trim().is_empty() => fence = None,
            None if line.starts_with("# ") => {
                if let Some(start) = start {
                    return body[start..at].trim();
                }
                start = (line[2..].trim() == heading).then_some(at + line.len());
            }
            _ => {}
        }
        at += line.len();
    }
    start.map_or("", |start| body[start..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_at_the_next_heading_outside_of_fences() {
        let body = "始め\n\n# よくない例\n\n````md\n```x\n# 見出し\n```\n````\n\n# よい例\n\n文\n";
        assert_eq!(section(body, "よくない例"), "````md\n```x\n# 見出し\n```\n````");
        assert_eq!(section(body, "よい例"), "文");
        assert_eq!(section(body, "無い"), "");
        assert_eq!(split("---\ntitle: \"題：名\"\n---\n本文\n"), ("題：名", "本文\n"));
    }
}
