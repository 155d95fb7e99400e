//! The command line: arguments, printing, exit status.
//!
//! The only module that prints, reads the environment, or looks at a clock. A command is one file: a
//! struct of its arguments that implements `Command`, and a line in `COMMANDS`.

#![expect(clippy::disallowed_methods, reason = "this module owns the environment and the clock")]

mod build;
mod check;
mod choice;
mod clock;
mod completions;
mod dates;
mod diff;
mod error;
mod export;
mod help;
mod init;
mod language;
mod man;
mod new;
mod outline;
mod past;
mod schema;
mod scope;
mod serve;
mod terminal;
mod usage;

use std::env;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgAction, ArgMatches, Args, FromArgMatches, ValueEnum};

use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::terminal::{Terminal, Verbosity};
use crate::disk;

/// The commands in the order of the help.
const COMMANDS: &[Entry] = &[
    Entry::of::<init::Init>(),
    Entry::of::<new::New>(),
    Entry::of::<check::Check>(),
    Entry::of::<build::Build>(),
    Entry::of::<serve::Serve>(),
    Entry::of::<diff::Diff>(),
    Entry::of::<export::Export>(),
    Entry::of::<outline::Show>(),
    Entry::of::<schema::Schema>(),
    Entry::of::<completions::Completions>(),
    Entry::of::<man::Man>(),
];

/// A command of hoshin: the struct holds its arguments.
trait Command: Args {
    /// The word that people type.
    const NAME: &'static str;

    /// The help of the command and of each argument.
    const TEXTS: Texts;

    /// Does the work.
    fn run(self, global: &Global, terminal: &mut Terminal) -> Result<Status, Error>;
}

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Without errors.
    Done,
    /// The content has errors.
    ContentHasErrors,
    /// A part of the work could not be done, as was told.
    Unfinished,
}

/// A command as the program knows it.
struct Entry {
    name: &'static str,
    texts: Texts,
    define: fn(clap::Command) -> clap::Command,
    run: fn(&ArgMatches, &Global, &mut Terminal) -> Result<Status, Error>,
}

impl Entry {
    const fn of<C: Command>() -> Self {
        let run = |matches: &ArgMatches, global: &Global, terminal: &mut Terminal| {
            C::from_arg_matches(matches).map_err(Error::from)?.run(global, terminal)
        };
        Self { name: C::NAME, texts: C::TEXTS, define: C::augment_args, run }
    }
}

/// The options that every command takes.
#[derive(Debug, Args)]
struct Global {
    #[arg(long, value_name = "DIR", global = true)]
    site: Option<PathBuf>,
    #[arg(long, value_name = "ja|en", hide_possible_values = true, global = true)]
    lang: Option<Lang>,
    #[arg(
        long,
        value_name = "auto|always|never",
        hide_possible_values = true,
        hide_default_value = true,
        default_value = "auto",
        global = true
    )]
    color: clap::ColorChoice,
    #[arg(short, long, conflicts_with = "verbose", global = true)]
    quiet: bool,
    #[arg(short, long, global = true)]
    verbose: bool,
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Ja,
    En,
}

impl Global {
    const TEXTS: Texts = &[
        (
            "",
            "自治体の方針や計画をウェブサイトにする",
            "Turns the policy documents of municipalities into a web site",
        ),
        (
            "site",
            "サイトのフォルダー（省くと、今いる所から上へ探す）",
            "The site's folder [default: searched from here upwards]",
        ),
        (
            "lang",
            "表示の言語（省くと、システムの言語）",
            "The language of messages [default: the system's]",
        ),
        (
            "color",
            "表示に色を付けるか（省くと auto: 端末なら付ける）",
            "Whether to colour messages [default: auto, on a terminal]",
        ),
        ("quiet", "問題のほかは表示しない", "Shows problems only"),
        (
            "verbose",
            "ファイルごとの結果とかかった時間も表示する",
            "Shows each file and the time taken, too",
        ),
        ("help", "使い方を表示する", "Shows this help"),
        ("version", "版を表示する", "Shows the version"),
    ];

    /// The site's folder: the named one, or the nearest upwards.
    fn site(&self) -> Result<PathBuf, Error> {
        if let Some(site) = &self.site {
            return Ok(site.clone());
        }
        let here = env::current_dir().map_err(Error::CurrentFolder)?;
        disk::find_site(&here).ok_or_else(|| disk::Error::NoSite { path: here }.into())
    }

    fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        }
    }
}

/// Runs the program with the arguments and the environment that it was started with.
pub fn run() -> ExitCode {
    let arguments: Vec<_> = env::args_os().collect();
    let language = language::choose(&arguments);
    let mut terminal = Terminal::new(language);
    let result = help::command(language)
        .try_get_matches_from_mut(arguments)
        .map_err(Error::from)
        .and_then(|matches| dispatch(&matches, &mut terminal));
    match result {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::ContentHasErrors) => ExitCode::from(1),
        Ok(Status::Unfinished) => ExitCode::from(2),
        Err(error) => fail(&error, &mut terminal),
    }
}

fn dispatch(matches: &ArgMatches, terminal: &mut Terminal) -> Result<Status, Error> {
    let global = Global::from_arg_matches(matches)?;
    terminal.adjust(global.color, global.verbosity());
    let (name, matches) = matches.subcommand().expect("a command is required");
    let entry = COMMANDS.iter().find(|entry| entry.name == name).expect("only these are defined");
    (entry.run)(matches, &global, terminal)
}

fn fail(error: &Error, terminal: &mut Terminal) -> ExitCode {
    match error {
        Error::Usage(error) if !error.use_stderr() => {
            // Help and version come as errors, and are what was asked for.
            match terminal.data(&error.render().ansi().to_string()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&error, terminal),
            }
        }
        // Whoever read the output has seen enough.
        Error::Output(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        error => {
            terminal.fault(error);
            ExitCode::from(2)
        }
    }
}

/// The current folder, if there is one.
fn here() -> Option<PathBuf> {
    env::current_dir().ok()
}

/// A path as people know it: from where they are, if it lies there.
fn shown(path: &Path) -> String {
    let here = here();
    let below = here.as_ref().and_then(|here| path.strip_prefix(here).ok());
    below.filter(|below| !below.as_os_str().is_empty()).unwrap_or(path).display().to_string()
}
