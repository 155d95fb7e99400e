//! Numbers as people type them, and as they are shown.

use crate::markdown;

/// A number as typed, in ASCII digits: `１，０００` is 1000.
pub fn parse(text: &str) -> Option<String> {
    let text = markdown::normalise(text).replace('−', "-");
    let unsigned = text.strip_prefix('-').unwrap_or(&text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    (grouped && groups.iter().all(|group| digits(group)) && digits(fraction))
        .then(|| text.replace(',', ""))
}

/// A number as it is shown: `-1,234.5`.
pub fn thousands(number: &str) -> String {
    let (sign, number) = number.split_at(number.len() - number.trim_start_matches('-').len());
    let (whole, fraction) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut shown = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(parse(text).as_deref(), expected, "{text}");
        };
        check("10", Some("10"));
        check("１，０００", Some("1000"));
        check("12.5", Some("12.5"));
        check("-3", Some("-3"));
        check("0", Some("0"));
        check("1,00", None);
        check("約200", None);
        check("10人", None);
        check("", None);
        check(".", None);
    }

    #[test]
    fn thousands_are_separated() {
        let check = |number: &str, expected: &str| assert_eq!(thousands(number), expected);
        check("0", "0");
        check("999", "999");
        check("1000", "1,000");
        check("-1234567.8901", "-1,234,567.8901");
    }
}
