//! The forms that single values must have: addresses of pages and for mail, telephone numbers.

use super::Reader;
use crate::diagnostic::Message;
use crate::markdown;

/// A form that a value must have.
pub struct Form {
    /// Whether a text has it.
    pub fits: fn(&str) -> bool,
    /// What is expected, for those whose value does not fit.
    pub expected: Message,
}

/// An address for mail.
pub static EMAIL: Form = Form {
    fits: is_email,
    expected: Message::fixed(
        "dx@example.lg.jp のようなメールアドレス",
        "an address for mail such as dx@example.lg.jp",
    ),
};

/// A telephone number, perhaps with words behind it.
pub static PHONE: Form = Form {
    fits: |text| dial(text).is_some(),
    expected: Message::fixed(
        "042-123-4567 のような、数字で始まる電話番号",
        "a telephone number that begins with digits, such as 042-123-4567",
    ),
};

/// The address of a page.
pub static URL: Form = Form {
    fits: is_url,
    expected: Message::fixed(
        "https:// で始まるアドレス（空白と引用符は使えません）",
        "an address that begins with https:// and holds no space or quote",
    ),
};

impl Reader<'_, '_> {
    /// A single value that must have a form.
    pub fn fitting(&mut self, key: &str, form: &Form) -> Option<String> {
        let word = self.word(key)?;
        if !(form.fits)(&word.value) {
            self.invalid(word.span, key, &form.expected);
            return None;
        }
        Some(word.value)
    }
}

/// The number that a telephone dials: what `tel:` takes. Nothing if the text does not begin with one.
pub fn dial(text: &str) -> Option<String> {
    /// An extension in brackets comes behind this many digits at the earliest.
    const BEFORE_EXTENSION: usize = 6;
    let mut number = String::new();
    for c in markdown::normalise(text).chars() {
        match c {
            '0'..='9' => number.push(c),
            '+' if number.is_empty() => number.push(c),
            '(' if number.len() >= BEFORE_EXTENSION => break,
            '(' | ')' | '-' | '.' | ' ' | '‐' | '–' | '−' | 'ー' => {}
            _ => break,
        }
    }
    (number.trim_start_matches('+').len() >= 3).then_some(number)
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let two = parts
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    two && is_clean(text)
}

/// Whether a text is the address of a page on some host.
pub(crate) fn is_url(text: &str) -> bool {
    let after_scheme = ["http://", "https://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let host = after_scheme.and_then(|rest| rest.split(['/', ':', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty()) && is_clean(text)
}

/// Whether a text has no spaces and nothing that ends an attribute or a tag of HTML.
fn is_clean(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'`<>“”".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_forms() {
        let check = |form: &Form, good: &[&str], bad: &[&str]| {
            for text in good {
                assert!((form.fits)(text), "{text}");
            }
            for text in bad {
                assert!(!(form.fits)(text), "{text}");
            }
        };
        check(
            &EMAIL,
            &["dx@example.lg.jp"],
            &["", "dx", "@x", "dx@", "a@b@c", "a b@c", "\"a\"@b", "<a@b>"],
        );
        check(
            &URL,
            &["https://www.example.lg.jp/form?id=1#a", "http://localhost:80", "https://例え.jp/"],
            &["", "www.example.lg.jp", "https://", "https://?a", "javascript:x", "https://a b"],
        );
    }

    #[test]
    fn numbers_are_dialled_without_what_stands_around_them() {
        let check = |text: &str, number: Option<&str>| {
            assert_eq!(dial(text).as_deref(), number, "{text}");
        };
        check("042-123-4567", Some("0421234567"));
        check("０４２（１２３）４５６７", Some("0421234567"));
        check("042-123-4567（内線 89）", Some("0421234567"));
        check("042-123-4567 (89)", Some("0421234567"));
        check("+81 42-123-4567", Some("+81421234567"));
        check("119", Some("119"));
        check("代表 042-123-4567", None);
        check("12", None);
        check("", None);
    }
}
