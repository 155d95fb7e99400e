//! `hoshin export`: writes the data of the documents.

use std::path::PathBuf;

use clap::Args;

use crate::cli::choice::one_of;
use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::past::past_of;
use crate::cli::terminal::Terminal;
use crate::cli::{Command, Global, Status, shown};
use crate::compile::export;
use crate::data::Format;
use crate::diagnostic::{Message, counted};
use crate::disk::{self, WriteReport};
use crate::{Options, site::Site};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Export {
    #[arg(
        long,
        value_name = "csv|json|xlsx",
        value_parser = one_of(Format::CHOICES),
        hide_possible_values = true,
        hide_default_value = true,
        default_value = "csv"
    )]
    format: Format,
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[arg(long)]
    drafts: bool,
}

impl Command for Export {
    const NAME: &'static str = "export";

    const TEXTS: Texts = &[
        (
            "",
            "文書のデータを CSV、JSON、Excel で書き出す",
            "Writes the data of the documents as CSV, JSON or workbooks",
        ),
        (
            "format",
            "データの形式: csv、json、xlsx（Excel ブック）のどれか（省くと csv）",
            "The format: csv, json, or xlsx for Excel [default: csv]",
        ),
        (
            "output",
            "書き出すフォルダー（省くと、サイトの export/ の中の形式の名前のフォルダー）",
            "The folder to write into [default: export/FORMAT in the site's folder]",
        ),
        ("drafts", "下書きも書き出す", "Writes the data of drafts, too"),
    ];

    fn run(self, global: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let root = global.site()?;
        let name = Format::CHOICES.iter().find(|(_, format)| *format == self.format);
        let folder = || root.join("export").join(name.map_or("", |(name, _)| name));
        let output = self.output.unwrap_or_else(folder);
        disk::check_output(&root, &output)?;
        if disk::holds_site(&output)? {
            return Err(Error::ExportOverSite { path: output });
        }
        let project = disk::load(&root)?;
        let options = Options { drafts: self.drafts, past: past_of(&root), ..Options::default() };
        let exported = export(&project, &options, self.format, terminal.language())
            .map_err(|(document, why)| Error::TooLarge { document, why: why.to_string() })?;
        terminal.diagnostics(&exported.diagnostics, &project);
        let Some(files) = exported.files else {
            terminal.note(&Message::fixed(
                "エラーがあるので、データを書き出しませんでした。",
                "no data were written because of errors",
            ));
            return Ok(Status::ContentHasErrors);
        };
        let report = disk::write(&files, &output)?;
        terminal.result(&done(exported.documents, &files, &report, &shown(&output)))?;
        Ok(Status::Done)
    }
}

fn done(documents: usize, files: &Site, report: &WriteReport, output: &str) -> Message {
    if documents == 0 {
        return Message::fixed(
            "データのある文書（方針か計画）がありません。",
            "there is no policy or plan with data",
        );
    }
    let all = files.iter().count();
    let written = report.written.len();
    Message::new(
        format!(
            "{documents}件の文書のデータを {all} ファイルにして {output} に置きました（新しいもの {written}）。"
        ),
        format!(
            "{output} holds the data of {} in {} ({written} new)",
            counted(documents, "document"),
            counted(all, "file"),
        ),
    )
}
