//! `hoshin outline`: the chapters that an outline asks for.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::check::check_outlines;
use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::terminal::Terminal;
use crate::cli::{Command, Global, Status};
use crate::diagnostic::{Diagnostics, Language, Message, visible};
use crate::outline::{Outline, OutlineChapter, Outlines};
use crate::source::Project;
use crate::{disk, figure};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Show {
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "human|json", hide_possible_values = true)]
    #[arg(hide_default_value = true, default_value = "human")]
    format: Format,
}

/// For whom the outline is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

impl Command for Show {
    const NAME: &'static str = "outline";

    const TEXTS: Texts = &[
        ("", "章立て（どの章があるべきか）を見る", "Shows which chapters an outline asks for"),
        (
            "name",
            "章立ての名前（省くと、章立ての一覧）",
            "The outline's name [default: lists the outlines]",
        ),
        ("format", "結果の形: human（人が読む）、json", "How to show it: human or json"),
    ];

    fn run(self, global: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        // Outside a site there are the built-in outlines.
        let project = match global.site() {
            Ok(root) => disk::load_outlines(&root)?,
            Err(Error::Disk(disk::Error::NoSite { .. })) => Project::default(),
            Err(error) => return Err(error),
        };
        let (outlines, diagnostics) = load(&project);
        terminal.diagnostics(&diagnostics, &project);
        let text = match &self.name {
            None => list(&outlines, &project, self.format, terminal.language()),
            Some(name) => {
                let outline = find(&outlines, name)?;
                match self.format {
                    Format::Human => whole(outline, terminal.is_verbose(), terminal.language()),
                    Format::Json => json(&Whole::of(outline)),
                }
            }
        };
        terminal.data(&text)?;
        let failed = diagnostics.has_errors();
        Ok(if failed { Status::ContentHasErrors } else { Status::Done })
    }
}

/// Reads the outlines of a site with what is wrong with them.
pub(super) fn load(project: &Project) -> (Outlines, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let outlines = Outlines::load(project, &mut diagnostics);
    check_outlines(&outlines, &figure::kinds(), &mut diagnostics);
    diagnostics.finish(|rule| Some(rule.severity));
    (outlines, diagnostics)
}

/// The outline that an argument names.
pub(super) fn find<'o>(outlines: &'o Outlines, name: &str) -> Result<&'o Outline, Error> {
    outlines.get(name).ok_or_else(|| Error::UnknownOutline {
        name: name.to_owned(),
        known: outlines.names().map(str::to_owned).collect(),
    })
}

/// Where an outline is written: a file of the site, or the program.
fn origin<'p>(outlines: &Outlines, name: &str, project: &'p Project) -> Option<&'p str> {
    let own = outlines.own().iter().find(|own| own.name.value == name)?;
    Some(project.source(own.name.span.source).path())
}

fn list(outlines: &Outlines, project: &Project, format: Format, language: Language) -> String {
    let found: Vec<_> = outlines.names().filter_map(|name| outlines.get(name)).collect();
    if format == Format::Json {
        let entries = found.iter().map(|it| Entry {
            name: &it.name,
            title: &it.title,
            file: origin(outlines, &it.name, project),
        });
        return json(&List { outlines: entries.collect() });
    }
    let width = found.iter().map(|outline| columns(&outline.name)).max().unwrap_or_default();
    let mut text = String::new();
    for outline in found {
        let built_in = Message::fixed("組み込み", "built in");
        let from = origin(outlines, &outline.name, project);
        let from = from.unwrap_or(built_in.get(language));
        let gap = " ".repeat(width - columns(&outline.name));
        let line = match language {
            Language::Ja => format!("{}{gap}  {}（{from}）", outline.name, outline.title),
            Language::En => format!("{}{gap}  {} ({from})", outline.name, outline.title),
        };
        text.extend([visible(&line).as_str(), "\n"]);
    }
    text
}

/// How many columns of a terminal a text takes, full-width characters two.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn whole(outline: &Outline, verbose: bool, language: Language) -> String {
    let mut text = format!("{}: {}\n", outline.name, outline.title);
    if !outline.description.is_empty() {
        text.extend(["\n", outline.description.trim_end(), "\n"]);
    }
    for (at, chapter) in outline.chapters.iter().enumerate() {
        let line = format!("\n{}. {}\n", at + 1, first_line(chapter, language));
        text.push_str(&line);
        text.push_str(&indented(&chapter.guide));
        if verbose {
            text.push_str(&more(chapter, language));
        }
    }
    visible(&text)
}

/// The id of a chapter, its title, and what is asked of it.
fn first_line(chapter: &OutlineChapter, language: Language) -> String {
    let level = chapter.requirement.word();
    let needs = chapter.needs.iter().map(|need| match (need.recommended, language) {
        (false, _) => need.name.clone(),
        (true, Language::Ja) => format!("{}（推奨）", need.name),
        (true, Language::En) => format!("{} (recommended)", need.name),
    });
    let needs: Vec<_> = needs.collect();
    let (id, title, level) = (&chapter.id, &chapter.title, level.get(language));
    match (needs.is_empty(), language) {
        (true, Language::Ja) => format!("{title}（{id}） {level}"),
        (true, Language::En) => format!("{title} ({id}), {level}"),
        (false, Language::Ja) => {
            format!("{title}（{id}） {level}、示すデータ: {}", needs.join("、"))
        }
        (false, Language::En) => format!("{title} ({id}), {level}, shows {}", needs.join(", ")),
    }
}

fn more(chapter: &OutlineChapter, language: Language) -> String {
    let mut text = String::new();
    if !chapter.example.trim().is_empty() {
        let label = Message::fixed("書き方の例:", "Example:");
        text.extend([indented(label.get(language)), indented(&indented(&chapter.example))]);
    }
    if !chapter.aliases.is_empty() {
        let line = match language {
            Language::Ja => format!("この章にあたる見出し: {}", chapter.aliases.join("、")),
            Language::En => format!("Headings that count as it: {}", chapter.aliases.join(", ")),
        };
        text.push_str(&indented(&line));
    }
    text
}

fn indented(text: &str) -> String {
    text.trim_end().lines().flat_map(|line| ["   ", line, "\n"]).collect()
}

/// The list of outlines for programs.
#[derive(Serialize)]
struct List<'a> {
    outlines: Vec<Entry<'a>>,
}

/// An outline of the list; a built-in one has no file.
#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    title: &'a str,
    file: Option<&'a str>,
}

/// An outline for programs.
#[derive(Serialize)]
struct Whole<'a> {
    name: &'a str,
    title: &'a str,
    description: &'a str,
    chapters: Vec<Chapter<'a>>,
}

/// A chapter for programs, with the words that outline files use.
#[derive(Serialize)]
struct Chapter<'a> {
    id: &'a str,
    title: &'a str,
    level: String,
    aliases: &'a [String],
    needs: Vec<Need<'a>>,
    guide: &'a str,
    example: &'a str,
}

/// What a chapter shows.
#[derive(Serialize)]
struct Need<'a> {
    name: &'a str,
    recommended: bool,
}

impl<'a> Whole<'a> {
    fn of(outline: &'a Outline) -> Self {
        let chapters = outline.chapters.iter().map(|chapter| Chapter {
            id: &chapter.id,
            title: &chapter.title,
            level: chapter.requirement.word().get(Language::En).to_owned(),
            aliases: &chapter.aliases,
            needs: chapter
                .needs
                .iter()
                .map(|need| Need { name: &need.name, recommended: need.recommended })
                .collect(),
            guide: &chapter.guide,
            example: &chapter.example,
        });
        Self {
            name: &outline.name,
            title: &outline.title,
            description: &outline.description,
            chapters: chapters.collect(),
        }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("texts and lists are JSON") + "\n"
}
