//! Files of a theme that nothing uses: mistyped names, mostly.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::Scan;
use super::{BUILT_IN_PREFIX, Found};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean, nearest};
use crate::source::{Place, Project, Span, ThemeFile};
use crate::strings::{Strings, primary};

pub(super) static THEME_FILE_UNUSED: Rule = Rule::warning(
    "theme-file-unused",
    "使われないテーマのファイル",
    "a file of the theme that nothing uses",
);

/// The folders of a theme.
const FOLDERS: [&str; 3] = ["templates", "static", "strings"];

/// What stands in those folders, by the ends of the names.
const BELONGS: [(&str, &str); 5] = [
    ("html", "templates"),
    ("css", "static"),
    ("js", "static"),
    ("yaml", "strings/ja"),
    ("yml", "strings/ja"),
];

/// Reports the files of the site's theme that nothing uses.
pub(super) fn check(
    project: &Project,
    config: &Config,
    (files, scans): (&Found<'_>, &BTreeMap<String, Scan>),
    diagnostics: &mut Diagnostics,
) {
    let start = || project.config.map(|source| Place(Span::new(source, 0, 0)));
    let called = Called::of(scans);
    for (path, file) in files {
        let (folder, name) = path.split_once('/').unwrap_or(("", path));
        let help = match folder {
            "templates" if !called.uses(name, scans.get(name)) => called.instead_of(name),
            "strings" => {
                let Some(help) = language(name, &config.language) else { continue };
                help
            }
            "templates" | "static" => continue,
            _ => {
                let Some(help) = misplaced(folder, name) else { continue };
                help
            }
        };
        // What is no text has no place of its own: it is told where the theme is named.
        let place = match file {
            ThemeFile::Text(source) => Some(Place(Span::new(*source, 0, 0))),
            ThemeFile::Static(_) => config.theme_place.or_else(start),
        };
        let Some(Place(span)) = place else { continue };
        let message = Message::new(
            format!("テーマのファイル「{path}」は使われません"),
            format!("nothing uses the file `{path}` of the theme"),
        );
        diagnostics.push(Diagnostic::new(&THEME_FILE_UNUSED, span, message).help(help));
    }
}

/// What templates call.
struct Called<'s> {
    templates: BTreeSet<&'s str>,
    components: BTreeSet<&'s str>,
    built_in: Vec<&'s str>,
}

impl<'s> Called<'s> {
    fn of(scans: &'s BTreeMap<String, Scan>) -> Self {
        let templates = scans.values().flat_map(|scan| scan.includes.iter().chain(&scan.extends));
        let components = scans.values().flat_map(|scan| &scan.calls);
        Self {
            templates: templates.map(|it| it.name.as_str()).collect(),
            components: components.map(|it| it.name.as_str()).collect(),
            built_in: scans.keys().filter_map(|name| name.strip_prefix(BUILT_IN_PREFIX)).collect(),
        }
    }

    fn uses(&self, name: &str, scan: Option<&Scan>) -> bool {
        let plain = name.strip_prefix(BUILT_IN_PREFIX).unwrap_or(name);
        let defines =
            |scan: &Scan| scan.defines.iter().any(|it| self.components.contains(it.name.as_str()));
        self.built_in.contains(&plain) || self.templates.contains(name) || scan.is_some_and(defines)
    }

    fn instead_of(&self, name: &str) -> Message {
        let help = Message::new(
            format!("標準のテーマにあるテンプレート: {}", self.built_in.join("、")),
            format!("the templates of the built-in theme are {}", self.built_in.join(", ")),
        );
        did_you_mean(name, self.built_in.iter().copied()).unwrap_or(help)
    }
}

/// What to do about a file of words in a folder of another language; nothing if it is of some use.
fn language(name: &str, language: &str) -> Option<Message> {
    let help = Message::new(
        format!("言葉のファイルは、サイトの言語のフォルダー strings/{language}/ に置きます。"),
        format!("put the file into the folder of the site's language, strings/{language}/"),
    );
    let Some((folder, _)) = name.split_once('/') else { return Some(help) };
    // The words of other languages wait for sites in those.
    let known = [language, primary(language)].contains(&folder);
    (!known && Strings::languages().all(|it| it != folder)).then_some(help)
}

/// What to do about a file in no folder of a theme; nothing where it seems to be meant.
fn misplaced(folder: &str, name: &str) -> Option<Message> {
    if folder.is_empty() && name == "theme.yaml" {
        return None;
    }
    if let Some(meant) = nearest(folder, FOLDERS) {
        return Some(Message::did_you_mean(&format!("{meant}/{name}")));
    }
    let extension = crate::config::extension(name);
    let (_, home) = BELONGS.iter().find(|(end, _)| extension.eq_ignore_ascii_case(end))?;
    Some(Message::new(
        format!("このファイルは、テーマの {home}/ の中に置きます。"),
        format!("put the file into {home}/ of the theme"),
    ))
}
