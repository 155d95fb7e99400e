//! The forms that single values of the settings must have.

use crate::diagnostic::Message;

pub(super) const BASE_URL: Message = Message::fixed(
    "https:// で始まる公開先の番地（空白、引用符、?、# は使えません）",
    "the address of the published site: it begins with https:// and holds no space, quote, ? or #",
);
pub(super) const LANGUAGE: Message =
    Message::fixed("ja や en-US のような言語タグ", "a language tag such as ja or en-US");
pub(super) const EMAIL: Message = Message::fixed(
    "dx@example.lg.jp のようなメールアドレス",
    "an address for mail such as dx@example.lg.jp",
);

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
