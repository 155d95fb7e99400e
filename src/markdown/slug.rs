//! The ids of headings.

use crate::source::nfc;

use super::strip_numbering;

/// The id that a heading's text gives: Japanese stays as it is, the numbering does not enter, spaces
/// become `-`, other signs go; NFC. A heading of nothing but signs is a `section`.
pub fn slug(heading: &str) -> String {
    let text = nfc(strip_numbering(heading.trim()));
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '・' | 'ー' | '々' | '〇') {
            slug.push(c);
        } else if (c.is_whitespace() || c == '-') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_japanese() {
        let check =
            |heading: &str, expected: &str| assert_eq!(slug(heading), expected, "{heading}");
        check("求められる職員像", "求められる職員像");
        check("２．求められる職員像", "求められる職員像");
        check("第1章 方針の概要", "方針の概要");
        check("【研修内容・スキルマップ】", "研修内容・スキルマップ");
        check("DX人材の区分・役割", "DX人材の区分・役割");
        check("a - b  c", "a-b-c");
        check("か\u{3099}いよう", "がいよう");
        check("「UI・UX」デザイン", "UI・UXデザイン");
        check("！？", "section");
        check("第1章", "第1章");
    }
}
