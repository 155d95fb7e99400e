//! `hoshin diff`: what changed between two states of the site (新旧対照表).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::between::{Between, Tree};
use crate::cli::clock::Clock;
use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::past::past_of;
use crate::cli::terminal::Terminal;
use crate::cli::{Command, Global, Status, here};
use crate::config::Config;
use crate::diagnostic::{Diagnostics, Language, Message, nearest};
use crate::diff::show::{self, Named, Report, Screen};
use crate::editions::Editions;
use crate::outline::Outlines;
use crate::parse::is_index;
use crate::past::{Past, State};
use crate::source::{Content, Project, below_content, in_content, nfc};
use crate::strings::{Strings, primary};
use crate::theme::Theme;
use crate::{disk, render, rules};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Diff {
    #[arg(value_name = "OLD", display_order = 1)]
    old: String,
    #[arg(value_name = "NEW", display_order = 2)]
    new: Option<String>,
    #[arg(long, value_name = "PATH")]
    document: Option<PathBuf>,
    #[arg(long, value_name = "terminal|html|markdown|json", hide_possible_values = true)]
    #[arg(hide_default_value = true, default_value = "terminal")]
    format: Format,
}

/// For whom the comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Terminal,
    Html,
    Markdown,
    Json,
}

impl Command for Diff {
    const NAME: &'static str = "diff";

    const TEXTS: Texts = &[
        ("", "前の版と比べる（新旧対照表）", "Shows what changed since a revision"),
        (
            "old",
            "古いほうの版: タグ、コミット、ブランチ、日付（2025-04-01）。OLD..NEW とも書ける",
            "The older revision: a tag, a commit, a branch, a day (2025-04-01); or OLD..NEW",
        ),
        (
            "new",
            "新しいほうの版（省くと、作業中のファイル）",
            "The newer revision [default: the working files]",
        ),
        (
            "document",
            "比べる文書（省くと、すべての文書）",
            "The document to compare [default: all documents]",
        ),
        (
            "format",
            "結果の形: terminal（画面で読む）、html、markdown、json",
            "How to show it: terminal, html, markdown or json",
        ),
    ];

    fn run(self, global: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let (old, new) = names(&self.old, self.new.as_deref())?;
        let root = global.site()?;
        let past = past_of(&root);
        let mut clock = Clock::start();
        let sides = Sides::find(&root, &*past, old, new)?;
        let read = clock.lap();
        let site = Site::of(&sides.project);
        let words = match (self.format, terminal.language()) {
            (Format::Terminal, language) => site.words_in(language),
            _ => site.theme.shared_strings(),
        };
        let editions = Editions::new(&site.config, Arc::clone(&site.outlines), words);
        let between =
            Between { old: &*sides.old, new: &*sides.new, past: &*past, editions: &editions };
        let only = self.document.as_deref().map(|path| document(&root, path, &between));
        let documents = between.comparisons(only.transpose()?.as_deref());
        let compared = clock.lap();
        let report = Report {
            old: &named(old, &*sides.old),
            new: &new.map(|name| named(name, &*sides.new)).unwrap_or_default(),
            documents: &documents,
            frame: editions.frame(),
            settings: &site.config.comparison,
        };
        let text = match self.format {
            Format::Terminal => {
                let screen = Screen { width: Terminal::width(), coloured: terminal.is_coloured() };
                show::terminal(&report, screen)
            }
            Format::Html => render::comparison(&report, &site.theme, &site.config.language),
            Format::Markdown => show::markdown(&report),
            Format::Json => show::json(&report),
        };
        let shown = clock.lap();
        terminal.detail(&Message::new(
            format!("読み込み {read:.0?}、比較 {compared:.0?}、組み立て {shown:.0?}"),
            format!("read {read:.0?}, compared {compared:.0?}, shown {shown:.0?}"),
        ));
        terminal.data(&text)?;
        Ok(Status::Done)
    }
}

/// The two names, of which the newer one may be missing. No name of git holds `..`.
fn names<'n>(old: &'n str, new: Option<&'n str>) -> Result<(&'n str, Option<&'n str>), Error> {
    let Some((from, to)) = old.split_once("..") else { return Ok((old, new)) };
    let odd = from.is_empty() || to.starts_with('.') || to.contains("..") || new.is_some();
    if odd {
        let written = new.map_or_else(|| old.to_owned(), |new| format!("{old} {new}"));
        return Err(Error::Range { written });
    }
    Ok((from, Some(to).filter(|to| !to.is_empty())))
}

/// A state under the name that it was asked for by.
fn named(name: &str, state: &dyn State) -> Named {
    Named { name: Some(name.to_owned()), id: Some(state.id().to_owned()), day: Some(state.day()) }
}

/// The two states, and what says how documents are read and shown: the newer one, with the themes that are there.
struct Sides {
    old: Arc<dyn State>,
    new: Arc<dyn State>,
    project: Project,
}

impl Sides {
    fn find(root: &Path, past: &dyn Past, old: &str, new: Option<&str>) -> Result<Self, Error> {
        let state = |name: &str| {
            let absent = |why| Error::Revision { name: name.to_owned(), why };
            past.state(name).map_err(absent)
        };
        let Some(new) = new else {
            let project = match disk::load(root) {
                // A site's folder without a site may be a bare repository.
                Err(disk::Error::NoSite { .. }) if past.state(old).is_ok() => {
                    return Err(Error::NoTree);
                }
                project => project?,
            };
            let new = Arc::new(Tree::new(project.clone()));
            return Ok(Self { old: state(old)?, new, project });
        };
        let (old, new) = (state(old)?, state(new)?);
        let mut files = disk::load_themes(root)?;
        let around = new.files().keys().filter(|path| !path.starts_with("content/"));
        files.extend(
            around.filter_map(|path| Some((path.clone(), Content::Bytes(new.read(path)?)))),
        );
        Ok(Self { old, new, project: Project::from_files(files) })
    }
}

/// What says how documents are read and shown. What is wrong with it is the business of other commands.
struct Site {
    config: Config,
    outlines: Arc<Outlines>,
    theme: Theme,
}

impl Site {
    fn of(project: &Project) -> Self {
        let mut found = Diagnostics::default();
        let config = Config::load(project, &rules(), &mut found);
        let outlines = Arc::new(Outlines::load(project, &mut found));
        let theme = Theme::load(project, &config, &mut found);
        Self { config, outlines, theme }
    }

    /// The words for people at a terminal: those of the site if they are in their language.
    fn words_in(&self, language: Language) -> Arc<Strings> {
        let language = match language {
            Language::Ja => "ja",
            Language::En => "en",
        };
        if primary(&self.config.language) == language {
            self.theme.shared_strings()
        } else {
            Arc::new(Strings::built_in(language))
        }
    }
}

/// The path below `content/` of the document that an argument names: its file or its folder, as seen from the current
/// folder or from the site's.
fn document(root: &Path, path: &Path, between: &Between<'_>) -> Result<String, Error> {
    let known = between.documents();
    let here = here().unwrap_or_default();
    let written = nfc(&path.to_string_lossy().replace('\\', "/")).into_owned();
    let places = [
        disk::place_in_site(&here, root, path),
        disk::place_in_site(&here, root, &root.join(path)),
        Some(written.trim_start_matches("./").to_owned()),
    ];
    let find = |place: String| {
        let place = place.trim_end_matches('/');
        let below = below_content(place);
        let in_folder = |it: &&String| {
            let name = it.strip_prefix(below).and_then(|rest| rest.strip_prefix('/'));
            name.is_some_and(is_index)
        };
        known.get(below).or_else(|| known.iter().find(in_folder)).cloned()
    };
    places.into_iter().flatten().find_map(find).ok_or_else(|| Error::UnknownDocument {
        path: path.to_owned(),
        known: known.iter().map(|path| in_content(path)).collect(),
        near: near(&written, &known),
    })
}

/// The document whose path, with or without the folder around it, or whose own folder is nearest to the written one.
fn near(written: &str, known: &BTreeSet<String>) -> Option<String> {
    let below = below_content(written.trim_end_matches('/'));
    let folder = |path: &str| path.strip_suffix("/index.md").map(str::to_owned);
    let folders: Vec<String> = known.iter().filter_map(|path| folder(path)).collect();
    let names = known.iter().chain(&folders).map(String::as_str);
    nearest(below, names).map(in_content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_are_understood() {
        let check = |old: &str, new: Option<&str>, expected: Option<(&str, Option<&str>)>| {
            assert_eq!(names(old, new).ok(), expected, "{old} {new:?}");
        };
        check("v1", None, Some(("v1", None)));
        check("v1", Some("v2"), Some(("v1", Some("v2"))));
        check("v1..v2", None, Some(("v1", Some("v2"))));
        check("令和5年度..令和7年度", None, Some(("令和5年度", Some("令和7年度"))));
        check("v1.0..v1.1", None, Some(("v1.0", Some("v1.1"))));
        check("v1..", None, Some(("v1", None)));
        check("..v2", None, None);
        check("v1...v2", None, None);
        check("v1..v2..v3", None, None);
        check("v1..v2", Some("v3"), None);
    }
}
