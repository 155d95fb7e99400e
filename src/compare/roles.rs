//! The roles that documents name, with their groups and who holds them.

use super::material::Material;
use crate::document::Document;
use crate::table::Table;

pub(super) fn table(from: &Material<'_>) -> Option<Table> {
    let roles = || from.documents.iter().flat_map(|it| &it.document.records.roles);
    let grouped = roles().any(|role| role.group.is_some());
    let group = grouped.then(|| from.column("group"));
    let head =
        [Some(from.column("role")), group, Some(from.column("audience"))].into_iter().flatten();
    let rows = |document: &Document| {
        let row = document.records.roles.iter().map(|role| {
            let group = role.group.as_ref().map(|group| group.value.as_str());
            let group = grouped.then(|| from.words_or_nothing(group));
            let audience = from.or_nothing(role.audience.as_ref());
            (role.name.clone(), group.into_iter().chain([audience]).collect())
        });
        row.collect()
    };
    from.table_of_groups("roles", head.collect(), rows)
}

#[cfg(test)]
mod tests {
    use crate::compare::testing::{Example, policy};

    #[test]
    fn roles_stand_under_their_documents() {
        let first =
            "roles: [{name: ＤＸ推進人財, group: リーダー, audience: 主査}, {name: 一般職員}]\n";
        let second = "roles: [{name: 一般職員, audience: 全員}]\n";
        let files = [
            ("a.md", policy("一", first)),
            ("b.md", policy("二", second)),
            ("c.md", policy("三", "")),
        ];
        let expected = "[役割] | [区分] | [対象]\n\
            ├ 一→a/index.html\n\
            ＤＸ推進人財{dx推進人材}: | リーダー | 主査\n\
            一般職員: | · | ·\n\
            ├ 二→b/index.html\n\
            一般職員: | · | 全員";
        assert_eq!(Example::new(&files).shown("roles"), expected);
        let ungrouped = Example::new(&files[1..]);
        assert!(ungrouped.shown("roles").starts_with("[役割] | [対象]\n"));
    }
}
