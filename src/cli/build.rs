//! `hoshin build`: writes the site.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use clap::Args;

use crate::calendar::Day;
use crate::cli::clock::{Clock, day};
use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::past::past_of;
use crate::cli::terminal::Terminal;
use crate::cli::usage::Unfit;
use crate::cli::{Command, Global, Status, shown};
use crate::config::is_base_url;
use crate::diagnostic::{Message, counted};
use crate::disk::{self, WriteReport};
use crate::{Options, compile};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Build {
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    #[arg(long)]
    drafts: bool,
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
}

impl Command for Build {
    const NAME: &'static str = "build";

    const TEXTS: Texts = &[
        ("", "サイトを書き出す", "Writes the site"),
        (
            "output",
            "書き出すフォルダー（省くと、サイトの output/）",
            "The folder to write into [default: output/ in the site's folder]",
        ),
        (
            "base_url",
            "公開する場所のアドレス（hoshin.yaml の base_url に代わる）",
            "The address that the site is published under, instead of base_url in hoshin.yaml",
        ),
        ("drafts", "下書きも書き出す", "Writes drafts, too"),
        (
            "as_of",
            "この日の時点のサイトを書き出す（例: 2026-04-01、令和8年4月1日、R8.4.1）",
            "Writes the site as of this day, such as 2026-04-01",
        ),
    ];

    fn run(self, global: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let root = global.site()?;
        let output = self.output.unwrap_or_else(|| root.join("output"));
        disk::check_output(&root, &output)?;

        let mut clock = Clock::start();
        let project = disk::load(&root)?;
        let read = clock.lap();
        let options = Options {
            base_url: self.base_url,
            drafts: self.drafts,
            past: past_of(&root),
            as_of: self.as_of,
        };
        let compiled = compile(&project, &options);
        let built = clock.lap();
        terminal.diagnostics(&compiled.diagnostics, &project);
        let Some(site) = compiled.site else {
            terminal.note(&nothing_written(&output));
            return Ok(Status::ContentHasErrors);
        };
        clock.lap();
        let report = disk::write(&site, &output)?;
        let written = clock.lap();

        list(&report, terminal);
        if compiled.not_adopted > 0 {
            terminal.note(&not_adopted(compiled.not_adopted));
        }
        terminal.detail(&Message::new(
            format!("読み込み {read:.0?}、組み立て {built:.0?}、書き出し {written:.0?}"),
            format!("read {read:.0?}, built {built:.0?}, written {written:.0?}"),
        ));
        terminal.result(&done(compiled.documents, &report, &output))?;
        Ok(Status::Done)
    }
}

/// An address that others can be made from by appending to it.
fn base_url(text: &str) -> Result<String, Unfit> {
    if !is_base_url(text) {
        return Err(Unfit(Message::fixed(
            "http:// か https:// で始まるアドレスを指定してください（空白、引用符、?、# は使えません）",
            "it must begin with http:// or https:// and hold no space, quote, ? or #",
        )));
    }
    Ok(text.to_owned())
}

fn list(report: &WriteReport, terminal: &mut Terminal) {
    for (sign, paths) in [('+', &report.written), ('-', &report.removed)] {
        for path in paths {
            let line = format!("{sign} {path}");
            terminal.detail(&Message::new(line.clone(), line));
        }
    }
}

fn not_adopted(count: usize) -> Message {
    Message::new(
        format!("その日にまだ策定されていない文書 {count}件は載せませんでした。"),
        format!("left out {} not adopted by that day", counted(count, "document")),
    )
}

fn nothing_written(output: &Path) -> Message {
    let output = folder(output);
    Message::new(
        format!("エラーがあるので書き出しませんでした。{output} は前に書き出したときのままです。"),
        format!(
            "nothing was written because of errors; {output} is as the last good build left it"
        ),
    )
}

fn done(documents: usize, report: &WriteReport, output: &Path) -> Message {
    let index = shown(&output.join("index.html"));
    let output = folder(output);
    let (written, unchanged, removed) =
        (report.written.len(), report.unchanged, report.removed.len());
    let (ja, en) = if written + removed == 0 {
        (
            format!(
                "{documents}件の文書を組み立てました。{output} の {unchanged} ファイルはどれも前と同じです。"
            ),
            format!(
                "built {}; none of the {} in {output} changed",
                counted(documents, "document"),
                counted(unchanged, "file"),
            ),
        )
    } else {
        (
            format!(
                "{documents}件の文書から {written} ファイルを {output} に書きました\
                 （変更なし {unchanged}、削除 {removed}）。"
            ),
            format!(
                "wrote {} from {} to {output} ({unchanged} unchanged, {removed} removed)",
                counted(written, "file"),
                counted(documents, "document"),
            ),
        )
    };
    Message::new(
        format!("{ja}{index} を開いて確かめてください。"),
        format!("{en}; open {index} to see the site"),
    )
}

fn folder(path: &Path) -> String {
    let path = shown(path);
    if path.ends_with(MAIN_SEPARATOR) { path } else { format!("{path}{MAIN_SEPARATOR}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_absolute_address() {
        for good in
            ["https://www.example.lg.jp/dx/", "http://localhost:4000", "https://例え.jp/方針"]
        {
            assert!(base_url(good).is_ok(), "{good}");
        }
        for bad in
            ["", "example.jp", "https://", "https:///x", "ftp://x", "https://x/?a", "https://x/ y"]
        {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }
}
