//! The forms that single values must have: addresses, language tags, addresses for mail.

use crate::diagnostic::Message;
use crate::yaml::Reader;

pub(super) const BASE_URL: Message = Message::fixed(
    "https:// で始まる公開先のアドレス（空白、引用符、?、# は使えません）",
    "the address of the published site: it begins with https:// and holds no space, quote, ? or #",
);
pub(super) const LANGUAGE: Message =
    Message::fixed("ja や en-US のような言語タグ", "a language tag such as ja or en-US");
pub(super) const EMAIL: Message = Message::fixed(
    "dx@example.lg.jp のようなメールアドレス",
    "an address for mail such as dx@example.lg.jp",
);

/// A single value that must look like something.
pub(super) fn fitting(
    reader: &mut Reader<'_, '_>,
    key: &str,
    fits: fn(&str) -> bool,
    expected: &Message,
) -> Option<String> {
    let word = reader.word(key)?;
    if !fits(&word.value) {
        reader.invalid(word.span, key, expected);
        return None;
    }
    Some(word.value)
}

/// Whether a text is the address of a site that others can be made from by appending to it.
pub fn is_base_url(text: &str) -> bool {
    let after_scheme = ["http://", "https://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let host = after_scheme.and_then(|rest| rest.split(['/', ':']).next()).unwrap_or_default();
    !host.is_empty() && is_clean(text) && !text.contains(['?', '#', '\\', '{', '}', '|', '^'])
}

/// Whether a text has the form of a BCP 47 tag.
pub(super) fn is_language(text: &str) -> bool {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = text.split('-').next().unwrap_or_default();
    text.split('-').all(part) && first.len() >= 2 && first.bytes().all(|b| b.is_ascii_alphabetic())
}

pub(super) fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let two = parts
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    two && is_clean(text)
}

/// Whether a text has no spaces and nothing that ends an attribute or a tag of HTML.
fn is_clean(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'`<>“”".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_tags_are_checked() {
        let check = |fits: fn(&str) -> bool, good: &[&str], bad: &[&str]| {
            for text in good {
                assert!(fits(text), "{text}");
            }
            for text in bad {
                assert!(!fits(text), "{text}");
            }
        };
        check(
            is_base_url,
            &["https://www.example.lg.jp/dx/", "http://localhost:4000", "https://例え.jp/方針"],
            &[
                "",
                "example.jp",
                "https://",
                "https:///x",
                "https://:80/",
                "ftp://x",
                "https://x/?a",
                "https://x/#a",
                "https://x/ y",
                "https://x/\"",
                "https://x/'",
                "https://x/<",
            ],
        );
        check(is_language, &["ja", "en-US", "zh-Hant-TW"], &["", "日本語", "ja_JP", "j", "ja-"]);
        check(
            is_email,
            &["dx@example.lg.jp"],
            &["", "dx", "@x", "dx@", "a@b@c", "a b@c", "\"a\"@b", "<a@b>"],
        );
    }
}
