//! 利用条件: under which licence texts may be used.

use super::value::Value;
use crate::markdown;
use crate::source::Spanned;
use crate::yaml::{Field, Reader, Shape, URL};

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct License {
    /// Its name, as the author writes it.
    pub name: Spanned<String>,
    /// The address of its text: the author's, or that of a licence that is known.
    pub url: Option<String>,
    /// What readers should know beside it.
    pub text: Option<Spanned<String>>,
}

/// The fields of a licence.
pub static LICENSE_FIELDS: &[Field] = &[
    Field::required(
        "name",
        Shape::Word,
        "利用条件の名称。CC BY 4.0 や PDL1.0（公共データ利用規約）のように広く使われているものは、名称だけで本文へのリンクが付きます。例: CC BY 4.0",
        "The name of the licence. Well-known ones need no address. Example: CC BY 4.0",
    ),
    Field::new(
        "url",
        Shape::Word,
        "利用条件の本文のアドレス。例: https://www.example.lg.jp/terms.html",
        "The address of its text. Example: https://www.example.lg.jp/terms.html",
    ),
    Field::new(
        "text",
        Shape::Word,
        "添える一文。例: 写真とロゴマークは除きます。",
        "A sentence beside it. Example: 写真とロゴマークは除きます。",
    ),
];

/// The names of known licences as they are written without spaces, and the addresses of their texts:
/// Creative Commons; デジタル庁 (公共データ利用規約, 2024-07-05); 内閣官房 (政府標準利用規約 2.0, 2015-12-24,
/// kept by デジタル庁).
const KNOWN: &[(&[&str], &str)] = &[
    (
        &["CCBY4.0", "CC-BY4.0", "CC-BY-4.0", "クリエイティブ・コモンズ表示4.0国際"],
        "https://creativecommons.org/licenses/by/4.0/deed.ja",
    ),
    (
        &[
            "PDL1.0",
            "公共データ利用規約",
            "公共データ利用規約(第1.0版)",
            "公共データ利用規約第1.0版",
        ],
        "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    ),
    (
        &["政府標準利用規約", "政府標準利用規約(第2.0版)", "政府標準利用規約第2.0版"],
        "https://www.digital.go.jp/assets/contents/node/basic_page/field_ref_resources/f7fde41d-ffca-4b2a-9b25-94b8a701a037/70143e67/20220523_resources_data_betten_03.pdf",
    ),
];

impl License {
    /// Reads a licence.
    pub fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let name = reader.required_word("name");
        let (url, text) = (reader.fitting("url", &URL), reader.word("text"));
        let name = name?;
        let url = url.or_else(|| known(&name.value).map(str::to_owned));
        Some(Self { name, url, text })
    }
}

/// The address of a licence that is known by its name.
fn known(name: &str) -> Option<&'static str> {
    let name = markdown::squeezed(name);
    let is = |known: &&(&[&str], &str)| known.0.iter().any(|it| it.eq_ignore_ascii_case(&name));
    KNOWN.iter().find(is).map(|(_, url)| *url)
}

impl License {
    /// The licence as data.
    pub(super) fn values(&self) -> Vec<(&'static str, Value<'_>)> {
        vec![
            ("name", Value::Word(&self.name.value)),
            ("url", Value::word(self.url.as_deref())),
            ("text", Value::word(self.text.as_ref().map(|it| it.value.as_str()))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_known_by_their_names() {
        let check = |name: &str, part: Option<&str>| {
            let url = known(name);
            assert_eq!(url.is_some(), part.is_some(), "{name}");
            assert!(url.unwrap_or_default().contains(part.unwrap_or_default()), "{name}");
        };
        check("CC BY 4.0", Some("/licenses/by/4.0/"));
        check("ＣＣ－ＢＹ　４．０", Some("/licenses/by/4.0/"));
        check("cc-by-4.0", Some("/licenses/by/4.0/"));
        check("PDL1.0", Some("public_data_license_v1.0"));
        check("公共データ利用規約（第1.0版）", Some("public_data_license_v1.0"));
        check("政府標準利用規約（第2.0版）", Some("www.digital.go.jp"));
        check("CC BY-NC 4.0", None);
        check("市のきまり", None);
    }
}
