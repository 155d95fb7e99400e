//! The guide's page about looks names everything that a theme can use: templates, blocks, components,
//! values, the values of style sheets, the colours of the settings.

use std::collections::BTreeSet;
use std::fs;

use walkdir::WalkDir;

use crate::guide::pages;
use crate::guide_whole::{expected, said};
use crate::project::repository;
use crate::tidy::assert_none;

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files of a folder, with `/`.
fn files(folder: &str) -> Vec<String> {
    let below = WalkDir::new(repository().join(folder)).sort_by_file_name().into_iter();
    let files = below.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(repository()).unwrap();
            path.to_str().unwrap().replace('\\', "/")
        })
        .collect()
}

fn page(name: &str) -> String {
    pages().remove(&format!("content/guide/{name}")).expect("a page of the guide")
}

/// The names that a page mentions as code: `page.title` mentions `page` and `title`.
fn mentioned(page: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in page.lines() {
        for code in line.split('`').skip(1).step_by(2) {
            names.insert(code.to_owned());
            names.extend(code.split('.').map(str::to_owned));
        }
    }
    names
}

#[track_caller]
fn assert_mentioned(what: &str, names: impl IntoIterator<Item = String>) {
    let page = page("theme.md");
    let known = mentioned(&page);
    let names: BTreeSet<String> = names.into_iter().collect();
    assert!(names.len() > 2, "{what}: {names:?}");
    let missing = names.iter().filter(|name| !known.contains(*name));
    assert_none(
        &missing.map(|name| format!("theme.md lacks the {what} `{name}`")).collect::<Vec<_>>(),
    );
}

/// What stands behind a text, up to the first character that no name has.
fn names_behind<'t>(text: &'t str, head: &str) -> Vec<&'t str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let rest = text.split(head).skip(1);
    rest.map(|rest| &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())]).collect()
}

#[test]
fn every_template_block_and_component_is_explained() {
    let templates = files("themes/default/templates");
    let name = |path: &String| path.rsplit('/').next().unwrap().to_owned();
    assert_mentioned("template", templates.iter().map(name));
    let texts: Vec<String> = templates.iter().map(|path| read(path)).collect();
    let all = |head: &str| -> Vec<String> {
        texts.iter().flat_map(|text| names_behind(text, head)).map(str::to_owned).collect()
    };
    assert_mentioned("block", all("{% block "));
    assert_mentioned("component", all("component "));
    let arguments = texts.iter().flat_map(|text| text.split("component ").skip(1));
    let arguments = arguments.filter_map(|rest| Some(rest.split_once('(')?.1.split_once(')')?.0));
    let arguments = arguments.filter(|list| !list.contains(['%', '{', '\n']));
    assert_mentioned(
        "argument",
        arguments.flat_map(|list| list.split(", ")).map(|it| it.trim().to_owned()),
    );
}

#[test]
fn every_value_of_templates_is_explained() {
    let views = files("src/render/view").into_iter().map(|path| read(&path));
    let fields = views.flat_map(|text| {
        let lines = text.lines().filter_map(|line| {
            let (name, _) = line.strip_prefix("    pub ")?.split_once(':')?;
            Some(name.to_owned())
        });
        lines.collect::<Vec<_>>()
    });
    assert_mentioned("value", fields);
}

#[test]
fn every_value_of_style_sheets_is_explained() {
    let sheets = files("themes/default/static")
        .into_iter()
        .filter(|path| path.rsplit('.').next() == Some("css"));
    let names = sheets.flat_map(|path| {
        let text = read(&path);
        let lines = text.lines().map(str::trim).filter(|line| line.starts_with("--"));
        lines.filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect::<Vec<_>>()
    });
    assert_mentioned("custom property", names);
}

#[test]
fn every_colour_and_every_word_of_a_logo_is_explained() {
    for key in ["colors", "dark_colors", "logo"] {
        let keys = expected(&said("---\ntitle: 題\n---\n", &format!("look: {{{key}: x}}\n")));
        assert!(keys.len() > 3, "{key}: {keys:?}");
        assert_mentioned("key", keys.clone());
        let settings = mentioned(&page("settings.md"));
        assert!(keys.iter().all(|key| settings.contains(key)), "settings.md: {key}: {keys:?}");
    }
}

#[test]
fn what_a_theme_says_of_itself_is_explained() {
    let theme = "theme: own\n";
    let keys = expected(&crate::guide_whole::said_of(&[
        ("content/index.md", "---\ntitle: 題\n---\n"),
        ("hoshin.yaml", theme),
        ("themes/own/theme.yaml", "x\n"),
    ]));
    assert_mentioned("key of theme.yaml", keys);
    let own = read("themes/default/theme.yaml");
    assert!(own.contains("content/guide/theme.md"), "the built-in theme leads to the page");
}
