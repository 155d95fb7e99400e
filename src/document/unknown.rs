//! Names that stand for nothing: what is said of them, and what may be meant.

use std::collections::BTreeSet;

use super::skill;
use crate::diagnostic::{Diagnostic, Message, Rule, did_you_mean};
use crate::source::Spanned;

pub(crate) static ROLE_UNKNOWN: Rule =
    Rule::error("role-unknown", "知らない役割への参照", "a reference to a role that is not there")
        .losing_data();
pub(crate) static COLUMN_UNKNOWN: Rule =
    Rule::error("column-unknown", "表にない列", "a column that the table does not have")
        .losing_data();
pub(crate) static ROW_LENGTH: Rule =
    Rule::error("row-length", "行のセルの数が列の数と違う", "a row with too many or too few cells")
        .losing_data();

/// Reports a column of a skill map that is neither one of a skill nor of a role.
pub(super) fn column_unknown<'a>(
    head: &Spanned<String>,
    roles: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let message = Message::new(
        format!("「{}」という列は使えません。この名前の役割もありません", head.value),
        format!("`{}` is neither a column of a skill map nor a role", head.value),
    );
    let columns = skill::FIELDS.iter().flat_map(|it| std::iter::once(&it.key).chain(it.called));
    let help = did_you_mean(&head.value, roles.chain(columns.copied())).unwrap_or(Message::fixed(
        "見出しは、名称、概要、区分、研修手法などか、役割の名称、略称、id です。",
        "a head is `name`, `summary`, `category`, `methods`, or the name, the short name or the id of a role",
    ));
    Diagnostic::new(&COLUMN_UNKNOWN, head.span, message).help(help)
}

/// Reports a reference to a role that is not among the known ids and names.
pub(crate) fn role_unknown<'a>(
    name: &Spanned<String>,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message = Message::new(
        format!("「{}」という役割はありません", name.value),
        format!("there is no role `{}`", name.value),
    );
    let known: Vec<&str> = known.into_iter().collect();
    let several = several(&name.value, known.iter().copied());
    let help = several.or_else(|| did_you_mean(&name.value, known));
    let help = help.unwrap_or(Message::fixed(
        "roles: にある役割の id か名称を書きます。",
        "write the id or the name of a role in `roles:`",
    ));
    Diagnostic::new(&ROLE_UNKNOWN, name.span, message).help(help)
}

/// What to do where a name is several known ones: YAML keeps them apart by half-width commas only.
pub(super) fn several<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Message> {
    let names: Vec<&str> = name.split(['、', '，']).map(str::trim).collect();
    if names.len() < 2 {
        return None;
    }
    let known: BTreeSet<&str> = known.into_iter().collect();
    let list = names.join(", ");
    names.iter().all(|name| known.contains(name)).then(|| {
        Message::new(
            format!(
                "名前が二つ以上あります。「、」ではなく半角の「,」と空白で区切ります（{list}）。"
            ),
            format!("these are several names: separate them by `, ` (`{list}`)"),
        )
    })
}
