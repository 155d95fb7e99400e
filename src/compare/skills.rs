//! The skills that documents ask for: their categories, and which roles need them to what level.

use super::material::Material;
use crate::document::{Document, Level, Role, Skill};
use crate::markdown::Prose;
use crate::table::{Content, Table};

/// The most characters of a level in words that is told; longer ones describe what people can do.
const WORDS: usize = 12;

pub(super) fn table(from: &Material<'_>) -> Option<Table> {
    let skills = || from.documents.iter().flat_map(|it| &it.document.records.skills);
    let sorted = skills().any(|skill| skill.category.is_some());
    let category = sorted.then(|| from.column("category"));
    let head =
        [Some(from.column("skill")), category, Some(from.column("levels"))].into_iter().flatten();
    let rows = |document: &Document| {
        let row = by_category(document).into_iter().map(|skill| {
            let category = skill.category.as_ref().map(|category| category.value.as_str());
            let category = sorted.then(|| from.words_or_nothing(category));
            let levels = levels(from, document, skill);
            (skill.name.clone(), category.into_iter().chain([levels]).collect())
        });
        row.collect()
    };
    from.table_of_groups("skills", head.collect(), rows)
}

/// The skills with those of a category together, in the order in which the categories first occur.
fn by_category(document: &Document) -> Vec<&Skill> {
    let skills = &document.records.skills;
    let mut sorted: Vec<&Skill> = skills.iter().collect();
    sorted.sort_by_key(|skill| skills.iter().position(|other| other.category == skill.category));
    sorted
}

/// The levels with the roles that need them, the strongest first: `原則として必修：推進リーダー、一般職員`.
/// They are said in words, for a symbol means something else in another document.
fn levels(from: &Material<'_>, document: &Document, skill: &Skill) -> Content {
    let legend = &document.records.legend.entries;
    let mut levels: Vec<(usize, String, Vec<&Role>)> = Vec::new();
    for (role, level) in &skill.levels {
        let (rank, word) = match level {
            Level::Symbol(at) => (*at, legend[*at].1.clone()),
            Level::Text(text) => (legend.len(), in_words(from, text)),
        };
        let role = &document.records.roles[role.index()];
        match levels.iter_mut().find(|(_, known, _)| *known == word) {
            Some((.., roles)) => roles.push(role),
            None => levels.push((rank, word, vec![role])),
        }
    }
    levels.sort_by_key(|(rank, ..)| *rank);
    let every = document.records.roles.len();
    let line = |(_, word, roles): (usize, String, Vec<&Role>)| {
        let names = if roles.len() == every && every > 1 {
            from.word("every-role")
        } else {
            let names: Vec<String> = roles.iter().map(|role| role.short_name().plain()).collect();
            names.join(from.words.get("separator"))
        };
        let line = from.word("level").replace("{level}", &word).replace("{roles}", &names);
        from.text(&line)
    };
    let mut lines: Vec<Prose> = levels.into_iter().map(line).collect();
    match lines.len() {
        0 => from.nothing(),
        1 => Content::Text(lines.remove(0)),
        _ => Content::List(lines),
    }
}

/// A level in words, or that it is described in the document.
fn in_words(from: &Material<'_>, text: &Prose) -> String {
    let plain = text.plain();
    if plain.chars().count() > WORDS { from.word("described") } else { plain }
}

#[cfg(test)]
mod tests {
    use crate::compare::testing::{Example, policy};

    const ROLES: &str = "legend: {◎: 必修, ○: 選択}\n\
        roles: [{id: a, name: 甲の役, short: 甲}, {id: b, name: 乙}, {id: c, name: 丙}]\n";

    #[test]
    fn levels_are_said_in_words() {
        let skills = "skills:\n\
            - {name: 一, levels: {a: ○, b: ◎, c: ○}}\n\
            - {name: 二, levels: {a: ◎, b: ◎, c: ◎}}\n\
            - {name: 三}\n\
            - {name: 四, levels: {a: 全庁, b: 全庁, c: 組織の全体を見渡して改革を率いる}}\n";
        let files =
            [("a.md", policy("一市", &format!("{ROLES}{skills}"))), ("b.md", policy("二市", ""))];
        let expected = "[スキル] | [水準と役割]\n\
            ├ 一市→a/index.html\n\
            一: | 必修：乙／選択：甲、丙\n\
            二: | 必修：すべての役割\n\
            三: | ·\n\
            四: | 全庁：甲、乙／文章で示した水準：丙";
        assert_eq!(Example::new(&files).shown("skills"), expected);
    }

    #[test]
    fn skills_of_a_category_stand_together() {
        let skills = "skills:\n\
            - {name: 一, category: 基礎}\n- {name: 二, category: 専門}\n\
            - {name: 三}\n- {name: 四, category: 基礎}\n";
        let files = [("a.md", policy("一市", skills)), ("b.md", policy("二市", ""))];
        let expected = "[スキル] | [区分] | [水準と役割]\n\
            ├ 一市→a/index.html\n\
            一: | 基礎 | ·\n四: | 基礎 | ·\n二: | 専門 | ·\n三: | · | ·";
        assert_eq!(Example::new(&files).shown("skills"), expected);
    }
}
