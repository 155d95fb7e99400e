//! 自治体: the municipality that adopted a document, and the codes of local governments.

use super::municipalities;
use super::value::Value;
use crate::diagnostic::{Diagnostic, Message, Rule};
use crate::source::Spanned;
use crate::yaml::{Field, Reader, Shape};

/// The rules of this module.
pub(super) const RULES: &[&Rule] = &[&MUNICIPALITY_CODE_INVALID];

static MUNICIPALITY_CODE_INVALID: Rule = Rule::adjustable_error(
    "municipality-code-invalid",
    "全国地方公共団体コードとして正しくない",
    "not a code of a local government",
);

/// A municipality.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Its name.
    pub name: Spanned<String>,
    /// 全国地方公共団体コード: six digits, the last one a check digit.
    pub code: Option<Spanned<String>>,
}

/// The fields of a municipality.
pub(super) static MUNICIPALITY_FIELDS: &[Field] = &[
    Field::required(
        "name",
        Shape::Word,
        "自治体の名称。例: 例示市",
        "The name of the municipality. Example: 例示市",
    ),
    Field::new(
        "code",
        Shape::Word,
        "全国地方公共団体コード。6桁（検査数字つき）か初めの5桁を書きます。例: \"132012\"",
        "The code of the local government: six digits with the check digit, or the first five. Example: \"132012\"",
    ),
];

impl Municipality {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let name = reader.required_word("name");
        let code = reader.word("code").and_then(|code| {
            if let Some(full) = full_code(&code.value) {
                Some(Spanned::new(full, code.span))
            } else {
                reader.diagnostics.push(code_invalid(&code));
                None
            }
        });
        if let (Some(name), Some(code)) = (&name, &code)
            && let Some(diagnostic) = municipalities::mismatch(name, code)
        {
            reader.diagnostics.push(diagnostic);
        }
        Some(Self { name: name?, code })
    }
}

fn code_invalid(code: &Spanned<String>) -> Diagnostic {
    let message = Message::new(
        format!("「{}」は全国地方公共団体コードではありません", code.value),
        format!("`{}` is not a code of a local government", code.value),
    );
    let five = code.value.get(..5).and_then(full_code);
    let help = match five {
        Some(full) if code.value.len() == 6 => Message::new(
            format!("検査数字が合いません。先頭の5桁が正しければ \"{full}\" です。"),
            format!("the check digit is wrong: the first five digits give \"{full}\""),
        ),
        _ => Message::fixed(
            "検査数字を含む6桁か、先頭の5桁を \" \" で囲んで書きます（例: \"132012\"）。",
            "write six digits with the check digit, or the first five, in quotes (\"132012\")",
        ),
    };
    Diagnostic::new(&MUNICIPALITY_CODE_INVALID, code.span, message).help(help)
}

/// Completes the first five digits by the check digit, or checks all six
/// (総務省「全国地方公共団体コード仕様」: modulus 11, weights 6 to 2).
pub(super) fn full_code(code: &str) -> Option<String> {
    let digits: Vec<u32> = code.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    let (first, check) = match digits.len() {
        5 => (digits.as_slice(), None),
        6 => (&digits[..5], Some(digits[5])),
        _ => return None,
    };
    let sum: u32 = first.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    let expected = if sum < 11 { 11 - sum } else { 11 - sum % 11 } % 10;
    let all = check.is_none_or(|check| check == expected);
    all.then(|| format!("{}{expected}", &code[..5]))
}

impl Municipality {
    /// The municipality as data.
    pub(super) fn values(&self) -> Vec<(&'static str, Value<'_>)> {
        let code = self.code.as_ref().map(|code| code.value.as_str());
        vec![("name", Value::Word(&self.name.value)), ("code", Value::word(code))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_a_check_digit() {
        let check = |code: &str, expected: Option<&str>| {
            assert_eq!(full_code(code).as_deref(), expected, "{code}");
        };
        check("132012", Some("132012"));
        check("13201", Some("132012"));
        check("141500", Some("141500"));
        check("212130", Some("212130"));
        check("122173", Some("122173"));
        check("011002", Some("011002"));
        check("132013", None);
        check("1320", None);
        check("13201a", None);
        check("１３２０１２", None);
    }
}
