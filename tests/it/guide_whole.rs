//! The guide for authors: what it must not leave out. What it shows is the business of `guide.rs`.
//!
//! What the program knows is asked of the program itself: a key that it does not know makes it list
//! those that it does.

use std::collections::BTreeMap;

use hoshin::diagnostic::{Language, Severity};
use hoshin::source::{Content, Project};
use hoshin::{Options, compile, figure, rules};

use crate::commands;
use crate::example::fences;
use crate::guide::pages;

fn page(name: &str) -> String {
    pages().remove(&format!("content/guide/{name}")).unwrap_or_else(|| panic!("no page {name}"))
}

/// What stands below the `#` heading with this id, the heading included; empty if there is none.
fn section(page: &str, id: &str) -> String {
    let fences = fences(page);
    let in_fence = |line: usize| fences.iter().any(|it| (it.line..it.next).contains(&line));
    let mut found = String::new();
    for (at, line) in page.lines().enumerate() {
        if line.starts_with("# ") && !in_fence(at + 1) {
            if !found.is_empty() {
                break;
            }
            if !line.ends_with(&format!("{{#{id}}}")) {
                continue;
            }
        } else if found.is_empty() {
            continue;
        }
        found.push_str(line);
        found.push('\n');
    }
    found
}

/// The messages and the helps about a site of one page and its settings.
pub(crate) fn said(page: &str, settings: &str) -> Vec<String> {
    said_of(&[("content/index.md", page), ("hoshin.yaml", settings)])
}

pub(crate) fn said_of(files: &[(&str, &str)]) -> Vec<String> {
    let files = files.iter();
    let files = files.map(|(path, text)| ((*path).to_owned(), Content::Bytes((*text).into())));
    let compiled = compile(&Project::from_files(files), &Options::default());
    let texts = compiled.diagnostics.iter().flat_map(|it| [Some(&it.message), it.help.as_ref()]);
    texts.flatten().map(|text| text.get(Language::Ja).to_owned()).collect()
}

/// The keys that stand in brackets where the program says what it expected instead of `x`.
pub(crate) fn expected(said: &[String]) -> Vec<String> {
    let lists = said.iter().filter_map(|text| {
        let list = text.strip_prefix("ここには「キー: 値」を並べて書きます（")?;
        Some(list.strip_suffix('）')?.split('、').map(str::to_owned).collect())
    });
    lists.into_iter().next().unwrap_or_default()
}

/// The keys of the front matter or of the settings, with the keys of those that are records.
fn keys(say: impl Fn(&str) -> Vec<String>) -> BTreeMap<String, Vec<String>> {
    let of_record = |key: &str| {
        let one = expected(&say(&format!("{key}: x\n")));
        if one.is_empty() { expected(&say(&format!("{key}: [x]\n"))) } else { one }
    };
    let keys = expected(&say("x\n"));
    keys.into_iter().map(|key| (key.clone(), of_record(&key))).collect()
}

/// The words that a text does not mention as code.
fn missing<'w>(text: &str, words: impl IntoIterator<Item = &'w String>) -> Vec<&'w str> {
    let words = words.into_iter().map(String::as_str);
    words.filter(|word| !text.contains(&format!("`{word}`"))).collect()
}

#[track_caller]
fn assert_all_mentioned(page: &str, keys: &BTreeMap<String, Vec<String>>) {
    assert_eq!(missing(page, keys.keys()), [""; 0], "keys");
    for (key, inner) in keys.iter().filter(|(_, inner)| !inner.is_empty()) {
        assert_eq!(missing(&section(page, key), inner), [""; 0], "keys of {key}");
    }
}

#[test]
fn every_key_of_the_front_matter_is_explained() {
    let keys = keys(|yaml| said(&format!("---\n{yaml}---\n\n本文\n"), ""));
    assert!(keys.len() >= 22 && keys["skills"].len() >= 6 && keys["period"].len() == 2, "{keys:?}");
    assert_all_mentioned(&page("front-matter.md"), &keys);
}

#[test]
fn every_setting_is_explained() {
    let mut keys = keys(|yaml| said("---\ntitle: 題\n---\n", yaml));
    assert!(keys.len() >= 11 && keys["publisher"].len() == 6, "{keys:?}");
    // Its keys are the codes, which have a page of their own.
    keys.insert("lint".to_owned(), Vec::new());
    assert_all_mentioned(&page("settings.md"), &keys);
}

#[test]
fn every_key_of_an_outline_is_explained() {
    let keys = keys(|yaml| said_of(&[("outlines/own.yaml", yaml)]));
    assert!(keys.len() >= 5 && keys["chapters"].len() >= 8, "{keys:?}");
    assert_eq!(
        missing(
            &page("outlines.md"),
            keys.iter().flat_map(|(key, inner)| { std::iter::once(key).chain(inner) })
        ),
        [""; 0]
    );
}

#[test]
fn every_figure_is_shown_with_its_options_and_columns() {
    let page = page("figures.md");
    let front_matter = page.split("\n---\n").next().expect("the part before the text");
    let common = section(&page, "common");
    assert!(!common.is_empty());
    for kind in figure::kinds() {
        let own = section(&page, kind.name);
        let drawn = fences(&own).iter().any(|fence| fence.info == [kind.name]);
        assert!(drawn, "{} is not drawn", kind.name);
        let block =
            |yaml: &str| said(&format!("{front_matter}\n---\n\n```{}\n{yaml}```\n", kind.name), "");
        let options = expected(&block("x\n"));
        assert!(options.len() > 2, "{}: {options:?}", kind.name);
        assert_eq!(missing(&format!("{own}{common}"), &options), [""; 0], "{}", kind.name);
        let helps = block("columns: [no such column]\n");
        let columns = helps.iter().find_map(|help| help.split_once("使える列: "));
        let columns = columns.map(|(_, list)| {
            let names = list.split('、').filter_map(|it| it.split('（').next());
            names.map(str::to_owned).collect::<Vec<_>>()
        });
        assert_eq!(missing(&own, columns.iter().flatten()), [""; 0], "{}", kind.name);
    }
}

#[test]
fn every_rule_is_in_the_table_of_checks() {
    let page = page("checks/index.md");
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in page.lines().filter(|line| line.starts_with("| [`")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let code = cells[0].split('`').nth(1).unwrap_or_default();
        assert_eq!(cells[0], format!("[`{code}`]({code}.md)"), "{line}");
        assert!(rows.insert(code, cells).is_none(), "{code} is there twice");
    }
    let mut complaints = Vec::new();
    for rule in rules() {
        let severity = match (rule.severity, rule.adjustable) {
            (Severity::Error, false) => "エラー",
            (Severity::Error, true) => "エラー（変更可）",
            (Severity::Warning, _) => "警告",
        };
        let (code, summary) = (rule.code, rule.summary.get(Language::Ja));
        // Signs of markup and placeholders stand in the table as code.
        let said = |cell: &str| cell.replace(['`', ' '], "");
        let row = rows.remove(code).unwrap_or_default();
        if !matches!(row[..], [_, written, about] if written == severity && said(about) == said(summary))
        {
            complaints.push(format!("| [`{code}`]({code}.md) | {severity} | {summary} |"));
        }
    }
    complaints.extend(rows.keys().map(|code| format!("no such rule: {code}")));
    assert!(complaints.is_empty(), "checks/index.md lacks\n{}\n", complaints.join("\n"));
}

#[test]
fn every_command_and_every_option_is_explained() {
    let page = page("commands.md");
    for (command, options) in commands::all() {
        let of = if command.is_empty() { "common".to_owned() } else { command };
        let own = section(&page, &of);
        assert!(!own.is_empty(), "commands.md has no chapter {{#{of}}}");
        assert_eq!(missing(&own, &options), [""; 0], "options of {of}");
    }
}

#[test]
fn the_first_page_leads_to_all_others() {
    let index = page("index.md");
    for path in pages().keys().filter(|path| *path != "content/guide/index.md") {
        let target = path.trim_start_matches("content/guide/");
        assert!(index.contains(&format!("]({target})")), "{target} is not linked");
    }
    assert!(page("checks/index.md").contains("](../index.md)"));
}
