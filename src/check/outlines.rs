//! The outlines of the site itself: ids and names that occur twice, headings that would name two
//! chapters, needs that nothing can meet. The built-in outlines are held to the same by a test.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, Message, did_you_mean};
use crate::document::{Data, FigureKind, id_duplicate};
use crate::outline::{Need, Outline, Outlines, Written, heading_key};
use crate::source::{Span, Spanned};
use crate::yaml::invalid_value;

/// Checks the outlines that a site's files write.
pub fn check(outlines: &Outlines, kinds: &[FigureKind], diagnostics: &mut Diagnostics) {
    let known = known_needs(kinds);
    let mut names: BTreeMap<&str, Span> = BTreeMap::new();
    for written in outlines.own() {
        once(&mut names, &written.name, diagnostics);
        let mut ids = BTreeMap::new();
        for chapter in &written.chapters {
            once(&mut ids, &chapter.id, diagnostics);
            for need in chapter.needs.iter().flatten() {
                if !known.contains(Need::parse(&need.value).name.as_str()) {
                    diagnostics.push(unknown_need(need, &known));
                }
            }
        }
        if let Some(outline) = outlines.get(&written.name.value) {
            headings(written, outline, diagnostics);
        }
    }
}

/// Reports what has been seen already.
fn once<'a>(
    seen: &mut BTreeMap<&'a str, Span>,
    name: &'a Spanned<String>,
    diagnostics: &mut Diagnostics,
) {
    if let Some(&first) = seen.get(name.value.as_str()) {
        diagnostics.push(id_duplicate(&name.value, name.span, first));
    } else {
        seen.insert(&name.value, name.span);
    }
}

/// The names of data and figures that a chapter can ask for.
fn known_needs(kinds: &[FigureKind]) -> BTreeSet<&str> {
    let data = Data::ALL.iter().map(|data| data.name());
    let figures = kinds.iter().map(|kind| kind.name);
    data.chain(figures).chain(["period"]).collect()
}

fn unknown_need(need: &Spanned<String>, known: &BTreeSet<&str>) -> Diagnostic {
    let name = Need::parse(&need.value).name;
    let message = Message::new(
        format!("「{name}」というデータや図表はありません"),
        format!("there are no data and no figure `{name}`"),
    );
    let known: Vec<&str> = known.iter().copied().collect();
    let list = Message::new(
        format!("使える名前: {}（なくてもよいものは後ろに ? を付けます）", known.join("、")),
        format!("the names are {}, with a `?` where recommended only", known.join(", ")),
    );
    let help = did_you_mean(&name, known).unwrap_or(list);
    invalid_value(need.span, message).help(help)
}

/// Reports each title or alias of the file that names another chapter of the outline, too.
fn headings(written: &Written, outline: &Outline, diagnostics: &mut Diagnostics) {
    let mut places: BTreeMap<String, (&str, Span)> = BTreeMap::new();
    for chapter in &written.chapters {
        let id = chapter.id.value.as_str();
        for title in chapter.title.iter().chain(chapter.aliases.iter().flatten()) {
            let key = heading_key(&title.value);
            let here = places.get(&key).copied().filter(|(other, _)| *other != id);
            let elsewhere = outline.chapters.iter().find(|other| {
                let mut titles = std::iter::once(&other.title).chain(&other.aliases);
                other.id != id && titles.any(|title| heading_key(title) == key)
            });
            let is_own = |id: &str| written.chapters.iter().any(|own| own.id.value == id);
            // Of two chapters of this file, the later one is reported.
            if let Some((other, first)) = here {
                diagnostics.push(
                    ambiguous(title, other)
                        .related(first, Message::fixed("もう一つの章", "the other chapter")),
                );
            } else if let Some(other) = elsewhere
                && (!is_own(&other.id) || outline.chapter(id).is_none())
            {
                diagnostics.push(ambiguous(title, &other.id));
            }
            places.entry(key).or_insert((id, title.span));
        }
    }
}

fn ambiguous(title: &Spanned<String>, other: &str) -> Diagnostic {
    let message = Message::new(
        format!("見出し「{}」は、章「{other}」の見出しでもあります", title.value),
        format!("`{}` is a heading of the chapter `{other}`, too", title.value),
    );
    let help = Message::new(
        format!(
            "言葉を変えるか、章 {other} の aliases: を、この言葉のないものに書き直してください。"
        ),
        format!("change it, or write the `aliases:` of `{other}` anew without it"),
    );
    invalid_value(title.span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Content, Project};

    fn check_files(files: &[(&str, &str)], expected: &[&str]) {
        let files = files.iter().map(|(name, text)| {
            (format!("outlines/{name}.yaml"), Content::Bytes(text.as_bytes().to_vec()))
        });
        let project = Project::from_files(files);
        let mut diagnostics = Diagnostics::default();
        let outlines = Outlines::load(&project, &mut diagnostics);
        check(&outlines, &crate::figure::kinds(), &mut diagnostics);
        diagnostics.finish(|rule| Some(rule.severity));
        let found = diagnostics.iter().map(|diagnostic| {
            let span = diagnostic.span;
            format!("{} {}", diagnostic.rule.code, project.source(span.source).slice(span))
        });
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    fn check_one(chapters: &str, expected: &[&str]) {
        check_files(&[("own", &format!("chapters:\n{chapters}"))], expected);
    }

    #[test]
    fn ids_and_names_occur_once() {
        check_one("  - {id: a, title: 一}\n  - {id: b, title: 二}\n", &[]);
        check_one("  - {id: a, title: 一}\n  - {id: a, title: 二}\n", &["id-duplicate a"]);
        check_files(&[("a", "name: x\n"), ("b", "name: y\n")], &[]);
        check_files(&[("a", "name: x\n"), ("b", "name: x\n")], &["id-duplicate x"]);
        check_files(&[("a", "name: x\n"), ("x", "title: 題\n")], &["id-duplicate "]);
        check_files(&[("govtech-tokyo", "extends: govtech-tokyo\n")], &[]);
    }

    #[test]
    fn a_heading_names_one_chapter() {
        check_one("  - {id: a, title: 目標, aliases: [目当て, 目 標]}\n", &[]);
        check_one(
            "  - {id: a, title: 目標}\n  - {id: b, title: 計画, aliases: [１．目標]}\n",
            &["field-invalid １．目標"],
        );
        let extending = |chapters: &str, expected: &[&str]| {
            let text = format!("extends: govtech-tokyo\nchapters:\n{chapters}");
            check_files(&[("own", &text)], expected);
        };
        extending("  - {id: goals, title: 目当て}\n", &[]);
        extending("  - {id: own, title: 数値目標}\n", &["field-invalid 数値目標"]);
        extending("  - {id: goals, level: off}\n  - {id: own, title: 数値目標}\n", &[]);
        extending("  - {id: goals, aliases: [目当て]}\n  - {id: own, title: 数値目標}\n", &[]);
    }

    #[test]
    fn needs_are_data_or_figures() {
        check_one("  - {id: a, title: 一, needs: [roles, goals?, skill-map, period]}\n", &[]);
        check_one("  - {id: a, title: 一, needs: [rolls?]}\n", &["field-invalid rolls?"]);
    }

    #[test]
    fn the_built_in_outlines_ask_for_what_there_is() {
        let outlines = Outlines::load(&Project::default(), &mut Diagnostics::default());
        let kinds = crate::figure::kinds();
        let known = known_needs(&kinds);
        for outline in outlines.names().filter_map(|name| outlines.get(name)) {
            for need in outline.chapters.iter().flat_map(|chapter| &chapter.needs) {
                assert!(known.contains(need.name.as_str()), "{}", need.name);
            }
        }
    }
}
