//! `hoshin man`: the manual page, in the form that `man` reads.
//!
//! All commands are on one page, each with its usage and options, in the language of the messages.

use clap::{Arg, Args};
use roff::{Inline, Roff, bold, italic, roman};

use crate::cli::error::Error;
use crate::cli::help::{self, Texts};
use crate::cli::terminal::Terminal;
use crate::cli::{Command, Global, Status};
use crate::diagnostic::{Language, Message};

/// The arguments: none.
#[derive(Debug, Args)]
pub(super) struct Man {}

impl Command for Man {
    const NAME: &'static str = "man";

    const TEXTS: Texts = &[("", "man で読む説明書を出力する", "Prints the manual page for `man`")];

    fn run(self, _: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let command = help::command(terminal.language());
        terminal.data(&page(&command, terminal.language()))?;
        Ok(Status::Done)
    }
}

const NAME: Message = Message::fixed("名前", "NAME");
const SYNOPSIS: Message = Message::fixed("書式", "SYNOPSIS");
const COMMANDS: Message = Message::fixed("コマンド", "COMMANDS");
const OPTIONS: Message = Message::fixed("共通のオプション", "COMMON OPTIONS");
const STATUS: Message = Message::fixed("終了コード", "EXIT STATUS");
const FILES: Message = Message::fixed("ファイル", "FILES");

/// What a command says when it ends.
const STATUSES: [(&str, Message); 3] = [
    ("0", Message::fixed("できた。エラーはない", "done, without errors")),
    (
        "1",
        Message::fixed(
            "原稿にエラーがある（check --strict では警告も）",
            "the content has errors (or, with check --strict, warnings)",
        ),
    ),
    (
        "2",
        Message::fixed(
            "コマンドを実行できなかった（使い方、ファイルの読み書きなど）",
            "the command could not do its work: usage, or reading and writing files",
        ),
    ),
];

/// The files of a site.
const PLACES: [(&str, Message); 4] = [
    ("hoshin.yaml", Message::fixed("サイトの設定", "the site's settings")),
    ("content/", Message::fixed("原稿、図や添付のファイル", "documents, images and attachments")),
    ("outlines/", Message::fixed("自分の章立て", "outlines of one's own")),
    ("themes/", Message::fixed("自分のテーマ", "themes of one's own")),
];

fn page(command: &clap::Command, language: Language) -> String {
    let mut roff = Roff::default();
    let name = command.get_name();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let version = format!("{name} {}", command.get_version().unwrap_or_default());
    // There is no date: the same program gives the same page. An empty word would be lost.
    roff.control("TH", [name, "1", " ", version.as_str()]);
    roff.control("SH", [NAME.get(language)]);
    roff.text([roman(format!("{name} - {about}"))]);
    roff.control("SH", [SYNOPSIS.get(language)]);
    roff.text(usage(command));
    roff.control("SH", [COMMANDS.get(language)]);
    for command in command.get_subcommands() {
        roff.control("SS", [command.get_bin_name().unwrap_or_else(|| command.get_name())]);
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        roff.text([roman(about)]);
        roff.control("PP", []);
        roff.text(usage(command));
        let own = command.get_arguments().filter(|argument| !is_common(argument));
        arguments(&mut roff, own);
    }
    roff.control("SH", [OPTIONS.get(language)]);
    arguments(&mut roff, command.get_arguments());
    for (heading, entries) in [(STATUS, STATUSES.as_slice()), (FILES, PLACES.as_slice())] {
        roff.control("SH", [heading.get(language)]);
        for (term, told) in entries {
            roff.control("TP", []);
            roff.text([bold(*term)]);
            roff.text([roman(told.get(language))]);
        }
    }
    roff.to_roff()
}

fn is_common(argument: &Arg) -> bool {
    argument.is_global_set() || argument.get_id() == "version"
}

/// The usage line, with the name in bold.
fn usage(command: &clap::Command) -> Vec<Inline> {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let usage = command.clone().render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    match usage.strip_prefix(name) {
        Some(rest) => vec![bold(name), roman(rest)],
        None => vec![roman(usage)],
    }
}

fn arguments<'a>(roff: &mut Roff, arguments: impl Iterator<Item = &'a Arg>) {
    for argument in arguments {
        roff.control("TP", []);
        let mut head = Vec::new();
        let names = [
            argument.get_short().map(|short| format!("-{short}")),
            argument.get_long().map(|long| format!("--{long}")),
        ];
        for name in names.into_iter().flatten() {
            if !head.is_empty() {
                head.push(roman(", "));
            }
            head.push(bold(name));
        }
        let takes_value = argument.is_positional() || argument.get_action().takes_values();
        if let Some(values) = argument.get_value_names().filter(|_| takes_value) {
            if !head.is_empty() {
                head.push(roman(" "));
            }
            head.push(italic(values.join(" ")));
        }
        roff.text(head);
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        roff.text([roman(help)]);
    }
}
