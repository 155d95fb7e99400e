//! The forms of values that only settings have: the site's own address, language tags.

use crate::diagnostic::Message;
use crate::yaml::{Form, is_url};

pub(super) static BASE_URL: Form = Form {
    fits: is_base_url,
    expected: Message::fixed(
        "https:// で始まる公開先のアドレス（空白、引用符、?、# は使えません）",
        "the address of the published site: it begins with https:// and holds no space, quote, ? or #",
    ),
};
pub(super) static LANGUAGE: Form = Form {
    fits: is_language,
    expected: Message::fixed("ja や en-US のような言語タグ", "a language tag such as ja or en-US"),
};

/// Whether a text is the address of a site that others can be made from by appending to it.
pub fn is_base_url(text: &str) -> bool {
    is_url(text) && !text.contains(['?', '#', '\\', '{', '}', '|', '^'])
}

/// Whether a text has the form of a BCP 47 tag.
fn is_language(text: &str) -> bool {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = text.split('-').next().unwrap_or_default();
    text.split('-').all(part) && first.len() >= 2 && first.bytes().all(|b| b.is_ascii_alphabetic())
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
    }
}
