//! `publisher:`: who publishes a site.

use super::Words;
use crate::yaml::{EMAIL, Field, PHONE, Reader, Shape, URL};

/// Who publishes a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publisher {
    /// The name of the municipality or office.
    pub name: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// Where it is: the postal address.
    pub address: Option<String>,
    /// Its address for mail.
    pub email: Option<String>,
    /// Its telephone number, perhaps with an extension.
    pub phone: Option<String>,
    /// The address of a form or a page for questions.
    pub url: Option<String>,
}

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "name",
        Shape::Word,
        "自治体や組織の名称。例: 例示市",
        "The name of the municipality or office. Example: 例示市",
    ),
    Field::new(
        "department",
        Shape::Word,
        "部署の名称。例: デジタル推進課",
        "The department. Example: デジタル推進課",
    ),
    Field::new(
        "address",
        Shape::Word,
        "所在地。例: 〒100-0001 例示市中央1-1",
        "The postal address. Example: 〒100-0001 例示市中央1-1",
    ),
    Field::new(
        "email",
        Shape::Word,
        "問い合わせ先のメールアドレス。例: dx@example.lg.jp",
        "Its address for mail. Example: dx@example.lg.jp",
    ),
    Field::new(
        "phone",
        Shape::Word,
        "問い合わせ先の電話番号。内線は番号の後ろに書けます。例: 042-123-4567（内線 89）",
        "Its telephone number, perhaps with an extension. Example: 042-123-4567（内線 89）",
    ),
    Field::new(
        "url",
        Shape::Word,
        "問い合わせフォームなどのアドレス。例: https://www.example.lg.jp/form.html",
        "The address of a form for questions. Example: https://www.example.lg.jp/form.html",
    ),
];

impl Publisher {
    /// Reads who publishes a site.
    pub(super) fn read(reader: &mut Reader<'_, '_>, words: &mut Words) -> Self {
        Self {
            name: words.shown(reader.word("name")),
            department: words.shown(reader.word("department")),
            address: words.shown(reader.word("address")),
            email: reader.fitting("email", &EMAIL),
            phone: reader.fitting("phone", &PHONE),
            url: reader.fitting("url", &URL),
        }
    }
}
