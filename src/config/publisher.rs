//! `publisher:`: who publishes a site.

use super::Words;
use super::form::{EMAIL, fitting, is_email};
use crate::yaml::{Field, Reader, Shape};

/// Who publishes a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publisher {
    /// The name of the municipality or office.
    pub name: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// Its address for mail.
    pub email: Option<String>,
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
        "email",
        Shape::Word,
        "問い合わせ先のメールアドレス。例: dx@example.lg.jp",
        "Its address for mail. Example: dx@example.lg.jp",
    ),
];

impl Publisher {
    /// Reads who publishes a site.
    pub(super) fn read(reader: &mut Reader<'_, '_>, words: &mut Words) -> Self {
        Self {
            name: words.shown(reader.word("name")),
            department: words.shown(reader.word("department")),
            email: fitting(reader, "email", is_email, &EMAIL),
        }
    }
}
