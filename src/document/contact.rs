//! 問い合わせ先: whom readers can ask (WCAG 2.2, 3.2.6 一貫したヘルプ).

use super::value::Value;
use crate::source::Spanned;
use crate::yaml::{EMAIL, Field, PHONE, Reader, Shape, URL};

/// Whom readers can ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// The department.
    pub department: Option<Spanned<String>>,
    /// Its address for mail.
    pub email: Option<String>,
    /// Its telephone number, perhaps with an extension.
    pub phone: Option<String>,
    /// The address of a form or a page for questions.
    pub url: Option<String>,
}

/// The fields of a contact.
pub static CONTACT_FIELDS: &[Field] = &[
    Field::new(
        "department",
        Shape::Word,
        "問い合わせを受ける部署。例: デジタル推進課",
        "The department that answers. Example: デジタル推進課",
    ),
    Field::new(
        "email",
        Shape::Word,
        "メールアドレス。例: dx@example.lg.jp",
        "The address for mail. Example: dx@example.lg.jp",
    ),
    Field::new(
        "phone",
        Shape::Word,
        "電話番号。内線は番号の後ろに書けます。例: 042-123-4567（内線 89）",
        "The telephone number, perhaps with an extension. Example: 042-123-4567（内線 89）",
    ),
    Field::new(
        "url",
        Shape::Word,
        "問い合わせフォームなどのアドレス。例: https://www.example.lg.jp/form.html",
        "The address of a form for questions. Example: https://www.example.lg.jp/form.html",
    ),
];

impl Contact {
    /// Reads a contact; one that says nothing is none.
    pub fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let contact = Self {
            department: reader.word("department"),
            email: reader.fitting("email", &EMAIL),
            phone: reader.fitting("phone", &PHONE),
            url: reader.fitting("url", &URL),
        };
        (contact != Self::default()).then_some(contact)
    }
}

impl Contact {
    /// The contact as data.
    pub(super) fn values(&self) -> Vec<(&'static str, Value<'_>)> {
        vec![
            ("department", Value::word(self.department.as_ref().map(|it| it.value.as_str()))),
            ("email", Value::word(self.email.as_deref())),
            ("phone", Value::word(self.phone.as_deref())),
            ("url", Value::word(self.url.as_deref())),
        ]
    }
}
