//! Documents side by side: what policies and plans say of themselves, which chapters they cover, their
//! roles, skills and goals, as one [`Table`] each over all documents.
//!
//! A row, or a group of rows, belongs to one document and leads to it. What is the same in two
//! documents has the same name there: the text of its head cell, or the cell's `key` where the text is
//! written differently (人財 and 人材) or in other words (a chapter's title in two outlines).

mod chapters;
mod facts;
mod goals;
mod material;
mod roles;
mod skills;
#[cfg(test)]
mod testing;

use crate::calendar::Calendar;
use crate::document::{Document, Kind, Library};
use crate::strings::Strings;
use crate::table::Table;
use material::Material;

/// A document that is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it is called: its title, after its municipality's name if that is not in it.
    pub name: String,
    /// What it is called where there is little room: the municipality's name if no other compared
    /// document is of that municipality.
    pub short: String,
}

/// Tables about one matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The matter: `facts`, `chapters`, `roles`, `skills` or `goals`.
    pub name: &'static str,
    /// Its tables, at least one.
    pub tables: Vec<Table>,
}

/// The documents that are compared, in the order of the list of documents: policies and plans.
pub fn compared<'a>(library: &'a Library, words: &Strings) -> Vec<Compared<'a>> {
    let groups = library.by_municipality().into_iter();
    let named = groups.flat_map(|(municipality, documents)| {
        let alone = documents.len() == 1;
        documents.into_iter().map(move |document| {
            let name = name(document, municipality, (library, words));
            let short = municipality.filter(|_| alone).map_or(name.clone(), str::to_owned);
            Compared { document, name, short }
        })
    });
    named.collect()
}

/// Whether there is anything to compare: two policies or plans.
pub fn is_possible(library: &Library) -> bool {
    let comparable = |document: &&Document| document.facts.kind != Kind::Page;
    library.iter().filter(comparable).nth(1).is_some()
}

fn name(
    document: &Document,
    municipality: Option<&str>,
    (library, words): (&Library, &Strings),
) -> String {
    let title = document.facts.title.plain();
    let mut name = match municipality.filter(|municipality| !title.contains(municipality)) {
        Some(municipality) => format!("{municipality} {title}"),
        None => title,
    };
    if document.facts.draft {
        name.push_str(&words.get("compare.draft").replace("{draft}", words.get("page.draft")));
    }
    name.push_str(&library.title_mark(document, words));
    name
}

/// Everything that is compared, matter by matter; matters of which no document has anything are left out.
pub fn compare(documents: &[Compared<'_>], words: &Strings, calendar: Calendar) -> Vec<Section> {
    let Some(first) = documents.first() else { return Vec::new() };
    let from = Material { documents, words, calendar, span: first.document.span };
    let section = |name, tables: Vec<Table>| Section { name, tables };
    let sections = [
        section("facts", vec![facts::table(&from)]),
        section("chapters", chapters::tables(&from)),
        section("roles", roles::table(&from).into_iter().collect()),
        section("skills", skills::table(&from).into_iter().collect()),
        section("goals", goals::table(&from).into_iter().collect()),
    ];
    sections.into_iter().filter(|section| !section.tables.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::testing::{Example, plan, policy};

    #[test]
    fn documents_stand_in_the_order_of_the_list_and_have_short_names() {
        let example = Example::new(&[
            ("a.md", policy("方針", "municipality: {name: 乙市, code: \"22213\"}\n")),
            ("b.md", policy("甲市の方針", "municipality: {name: 甲市, code: \"13201\"}\n")),
            ("c.md", plan("年度計画", "draft: true\nmunicipality: {name: 甲市}\n")),
            ("d.md", policy("どこかの方針", "")),
            ("e.md", "---\ntitle: ページ\n---\n\n本文\n".to_owned()),
        ]);
        let documents = example.compared();
        let names: Vec<_> =
            documents.iter().map(|it| (it.name.as_str(), it.short.as_str())).collect();
        let expected = [
            ("甲市の方針", "甲市の方針"),
            ("甲市 年度計画（下書き）", "甲市 年度計画（下書き）"),
            ("乙市 方針", "乙市"),
            ("どこかの方針", "どこかの方針"),
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn what_nobody_has_is_not_compared() {
        let example = Example::new(&[
            ("a.md", policy("一", "")),
            ("b.md", policy("二", "roles: [{name: 役}]\n")),
        ]);
        let names: Vec<_> = example.sections().iter().map(|section| section.name).collect();
        assert_eq!(names, ["facts", "chapters", "roles"]);
        assert!(Example::new(&[]).sections().is_empty());
    }

    #[test]
    fn two_documents_can_be_compared_and_one_cannot() {
        let page = || "---\ntitle: ページ\n---\n\n本文\n".to_owned();
        let possible = |files: &[(&str, String)]| super::is_possible(&Example::new(files).library);
        assert!(!possible(&[("a.md", policy("一", "")), ("b.md", page())]));
        assert!(possible(&[("a.md", policy("一", "")), ("b.md", plan("二", ""))]));
    }
}
