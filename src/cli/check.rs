//! `hoshin check`: tells what is wrong, and mends what is safe to mend.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::calendar::Day;
use crate::cli::clock::{day, today};
use crate::cli::dates;
use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::past::past_of;
use crate::cli::scope::{Scope, folder_from_here};
use crate::cli::terminal::Terminal;
use crate::cli::{Command, Global, Status};
use crate::diagnostic::{
    Diagnostics, Message, Severity, Upcoming, counted, explanation, github, json, sarif,
};
use crate::fix::{Mended, mend};
use crate::source::Project;
use crate::upcoming::upcoming;
use crate::{Compiled, Options, compile, disk, rules};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "human|json|sarif|github", hide_possible_values = true)]
    #[arg(hide_default_value = true, default_value = "human")]
    format: Format,
    #[arg(long)]
    strict: bool,
    #[arg(long)]
    fix: bool,
    #[arg(long)]
    drafts: bool,
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    #[arg(long, value_name = "CODE")]
    #[arg(conflicts_with_all = ["paths", "format", "strict", "fix", "drafts", "as_of"])]
    explain: Option<String>,
}

/// For whom the diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
}

impl Command for Check {
    const NAME: &'static str = "check";

    const TEXTS: Texts = &[
        ("", "原稿の問題を見つける", "Finds what is wrong with the content"),
        (
            "paths",
            "結果を知りたいファイルやフォルダー（省くと、サイト全体）",
            "The files or folders to report on [default: the whole site]",
        ),
        (
            "format",
            "結果の形: human（人が読む）、json、sarif、github（GitHub Actions の注釈）",
            "How to report: human, json, sarif, or github (annotations of GitHub Actions)",
        ),
        (
            "strict",
            "警告もエラーと同じに扱う（終了コード 1）",
            "Lets warnings fail, too (status 1)",
        ),
        ("fix", "安全に直せる問題を原稿の中で直す", "Mends in the sources what is safe to mend"),
        ("drafts", "下書きも公開するものとして調べる", "Checks drafts as if they were published"),
        (
            "as_of",
            "間もなく来る期日を、この日から数える（省くと、日本時間の今日）",
            "Counts from this day what is to come [default: today in Japan]",
        ),
        (
            "explain",
            "問題の種類（role-unknown など）の説明を読む",
            "Explains a code such as role-unknown",
        ),
    ];

    fn run(self, global: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        if let Some(code) = &self.explain {
            return explain(code, terminal);
        }
        let root = global.site()?;
        let project = disk::load(&root)?;
        let scope = Scope::new(&root, &self.paths, &project)?;
        let options = Options { drafts: self.drafts, past: past_of(&root), ..Options::default() };
        let Outcome { project, mut compiled, faults } = if self.fix {
            fixed(&root, project, &options, &scope, terminal)
        } else {
            let compiled = compile(&project, &options);
            Outcome { project, compiled, faults: Vec::new() }
        };
        let all = compiled.diagnostics.iter().count();
        // What is wrong in a table is wrong with the document that it is a part of.
        let part = |path: &str| {
            compiled.data.iter().any(|(document, file)| file == path && scope.holds(document))
        };
        let parts: BTreeSet<String> = project
            .sources()
            .map(|it| it.1.path())
            .filter(|it| part(it))
            .map(str::to_owned)
            .collect();
        let inside = |path: &str| scope.holds(path) || parts.contains(path);
        compiled.diagnostics.retain(|it| inside(project.source(it.span.source).path()));
        let elsewhere = all - compiled.diagnostics.iter().count();
        let today = self.as_of.unwrap_or_else(today);
        let mut to_come = upcoming(&compiled.dates, today);
        to_come.retain(|it| scope.holds(&it.file));
        self.report(&root, &project, (&compiled, elsewhere, &to_come), terminal)?;
        if !faults.is_empty() {
            for fault in faults {
                terminal.fault(&fault.into());
            }
            return Ok(Status::Unfinished);
        }
        let warnings = compiled.diagnostics.count(Severity::Warning);
        let failed = compiled.diagnostics.has_errors() || (self.strict && warnings > 0);
        Ok(if failed { Status::ContentHasErrors } else { Status::Done })
    }
}

impl Check {
    fn report(
        &self,
        root: &Path,
        project: &Project,
        (compiled, elsewhere, to_come): (&Compiled, usize, &[Upcoming]),
        terminal: &mut Terminal,
    ) -> Result<(), Error> {
        let language = terminal.language();
        let Compiled { diagnostics, documents, .. } = compiled;
        let text = match self.format {
            Format::Human => {
                terminal.report(diagnostics, project)?;
                if diagnostics.iter().next().is_none() {
                    let documents = self.paths.is_empty().then_some(*documents);
                    terminal.result(&nothing(documents))?;
                } else {
                    terminal.note(&next(diagnostics, self.fix));
                }
                if compiled.drafts > 0 {
                    terminal.note(&drafts_left_out(compiled.drafts));
                }
                if elsewhere > 0 {
                    terminal.note(&Message::new(
                        format!("ほかのファイルに {elsewhere}件の問題があります。"),
                        format!("{} in other files", counted(elsewhere, "problem")),
                    ));
                }
                dates::tell(to_come, terminal);
                return Ok(());
            }
            Format::Json => json(diagnostics, project, *documents, to_come, language),
            Format::Sarif => {
                sarif(diagnostics, project, &rules(), &folder_from_here(root), language)
            }
            Format::Github => github(diagnostics, project, &folder_from_here(root), language),
        };
        terminal.data(&text)
    }
}

/// A site as it was found, or as it is after the safe changes.
struct Outcome {
    project: Project,
    compiled: Compiled,
    /// Why files could not be written.
    faults: Vec<disk::Error>,
}

/// Makes the safe changes and writes the files that changed. A file that cannot be written does not
/// keep the others from being mended, and is reported on as it stands on the disk.
fn fixed(
    root: &Path,
    project: Project,
    options: &Options,
    scope: &Scope,
    terminal: &mut Terminal,
) -> Outcome {
    let old = project.clone();
    let wanted = |id| scope.holds(old.source(id).path());
    let Mended { mut project, mut compiled, changes } = mend(project, options, wanted);
    let mut faults = Vec::new();
    let mut unwritten = BTreeMap::new();
    let (mut count, mut files) = (0, 0);
    for (&id, &number) in &changes {
        let (before, after) = (old.source(id), project.source(id));
        match disk::replace(root, before.path(), before.text(), after.text()) {
            Ok(()) => {
                count += number;
                files += 1;
                let line = format!("~ {} ({number})", before.path());
                terminal.detail(&Message::new(line.clone(), line));
            }
            Err(fault) => {
                faults.push(fault);
                unwritten.insert(id, before.text().to_owned());
            }
        }
    }
    if !unwritten.is_empty() {
        project = project.with_texts(unwritten);
        compiled = compile(&project, options);
    }
    if files > 0 {
        terminal.note(&Message::new(
            format!("{files} ファイルの {count} か所を直しました。"),
            format!("mended {} in {}", counted(count, "place"), counted(files, "file")),
        ));
    }
    Outcome { project, compiled, faults }
}

/// Nothing is wrong: with the whole site, which has so many documents, or with what was asked for.
fn nothing(documents: Option<usize>) -> Message {
    match documents {
        Some(documents) => Message::new(
            format!("問題は見つかりませんでした（文書 {documents}件）。"),
            format!("no problems found ({})", counted(documents, "document")),
        ),
        None => {
            Message::fixed("指定した所に問題は見つかりませんでした。", "no problems found there")
        }
    }
}

fn drafts_left_out(drafts: usize) -> Message {
    Message::new(
        format!(
            "下書き {drafts}件は、公開しないので読めるかどうかだけを調べました。中身も調べるには --drafts を付けます。"
        ),
        format!(
            "of {} only the form was checked: `--drafts` checks the rest",
            counted(drafts, "draft")
        ),
    )
}

/// What to do next: read about a problem, let the program mend what it can.
fn next(diagnostics: &Diagnostics, mended: bool) -> Message {
    let first = diagnostics.iter().find(|it| it.severity == Severity::Error);
    let code = first.or(diagnostics.iter().next()).map_or("", |diagnostic| diagnostic.rule.code);
    let count = diagnostics.iter().filter(|diagnostic| diagnostic.fix.is_some()).count();
    let (mut ja, mut en) = (String::new(), String::new());
    if count > 0 && !mended {
        ja = format!("このうち {count}件は「hoshin check --fix」で直せます。\n");
        en = format!("`hoshin check --fix` mends {count} of them\n");
    }
    Message::new(
        format!("{ja}説明を読むには「hoshin check --explain {code}」のようにします。"),
        format!("{en}`hoshin check --explain {code}` tells more about a problem"),
    )
}

fn explain(code: &str, terminal: &mut Terminal) -> Result<Status, Error> {
    let Some(page) = explanation(code, terminal.language()) else {
        return Err(Error::UnknownCode { code: code.to_owned() });
    };
    terminal.data(&page)?;
    Ok(Status::Done)
}
