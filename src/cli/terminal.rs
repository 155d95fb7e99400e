//! Printing. Results go to standard output, everything else to standard error.

use std::fmt::Display;
use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style as Colour};

use crate::cli::error::Error;
use crate::cli::usage;
use crate::diagnostic::{Diagnostics, Language, Message, Style, human, summary, visible};
use crate::disk;
use crate::source::Project;

/// How much is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verbosity {
    /// What is wrong.
    Quiet,
    /// And what was done.
    Normal,
    /// And each step of it.
    Verbose,
}

/// Standard output and standard error.
pub(super) struct Terminal {
    language: Language,
    verbosity: Verbosity,
    output: AutoStream<io::Stdout>,
    errors: AutoStream<io::Stderr>,
}

impl Terminal {
    /// A terminal for the time until the options are known.
    pub(super) fn new(language: Language) -> Self {
        let output = AutoStream::auto(io::stdout());
        let errors = AutoStream::auto(io::stderr());
        Self { language, verbosity: Verbosity::Normal, output, errors }
    }

    /// Takes over the options.
    pub(super) fn adjust(&mut self, colour: clap::ColorChoice, verbosity: Verbosity) {
        let choice = match colour {
            clap::ColorChoice::Auto => ColorChoice::Auto,
            clap::ColorChoice::Always => ColorChoice::AlwaysAnsi,
            clap::ColorChoice::Never => ColorChoice::Never,
        };
        self.output = AutoStream::new(io::stdout(), choice);
        self.errors = AutoStream::new(io::stderr(), choice);
        self.verbosity = verbosity;
    }

    /// Prints what a command has to say in the end.
    pub(super) fn result(&mut self, message: &Message) -> Result<(), Error> {
        if self.verbosity < Verbosity::Normal {
            return Ok(());
        }
        let line = visible(message.get(self.language));
        writeln!(self.output, "{line}").and_then(|()| self.output.flush()).map_err(Error::Output)
    }

    /// The language for people.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Whether results are shown with colours.
    pub(super) fn is_coloured(&self) -> bool {
        self.output.current_choice() != ColorChoice::Never
    }

    /// How many columns results have: what the environment says, or else the terminal; nothing where they go
    /// elsewhere.
    pub(super) fn width() -> Option<usize> {
        let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let own = || Some(usize::from(terminal_size::terminal_size_of(io::stdout())?.0.0));
        said.or_else(own).filter(|width| *width > 0)
    }

    /// Whether each step is asked for.
    pub(super) fn is_verbose(&self) -> bool {
        self.verbosity == Verbosity::Verbose
    }

    /// Prints what is for programs, or a text that was asked for, as it is.
    pub(super) fn data(&mut self, text: &str) -> Result<(), Error> {
        write!(self.output, "{text}").and_then(|()| self.output.flush()).map_err(Error::Output)
    }

    /// Prints all diagnostics and how many they are, as a result; nothing if there are none.
    pub(super) fn report(
        &mut self,
        diagnostics: &Diagnostics,
        project: &Project,
    ) -> Result<(), Error> {
        let style = style(self.output.current_choice());
        let Some(text) = shown(diagnostics, project, self.language, style) else { return Ok(()) };
        writeln!(self.output, "{text}").and_then(|()| self.output.flush()).map_err(Error::Output)
    }

    /// Tells what was done, or not done, and why.
    pub(super) fn note(&mut self, message: &Message) {
        if self.verbosity >= Verbosity::Normal {
            self.tell(visible(message.get(self.language)));
        }
    }

    /// Tells a single step.
    pub(super) fn detail(&mut self, message: &Message) {
        if self.verbosity >= Verbosity::Verbose {
            self.tell(visible(message.get(self.language)));
        }
    }

    /// Shows all diagnostics and how many they are; nothing if there are none.
    pub(super) fn diagnostics(&mut self, diagnostics: &Diagnostics, project: &Project) {
        let style = style(self.errors.current_choice());
        if let Some(text) = shown(diagnostics, project, self.language, style) {
            self.tell(text);
        }
    }

    /// Shows diagnostics alone.
    pub(super) fn problems(&mut self, diagnostics: &Diagnostics, project: &Project) {
        let style = style(self.errors.current_choice());
        let text = human(diagnostics, project, self.language, style);
        self.tell(text.trim_end());
    }

    /// Tells how many problems there are.
    pub(super) fn count(&mut self, diagnostics: &Diagnostics) {
        self.tell(summary(diagnostics, self.language));
    }

    /// Tells what keeps the command from its work for now.
    pub(super) fn disk_fault(&mut self, error: &disk::Error) {
        self.explained(&error.message(self.language), error.help(self.language).as_deref());
    }

    /// Tells why the command gives up.
    pub(super) fn fault(&mut self, error: &Error) {
        if let Error::Usage(error) = error
            && let Some(text) = usage::ready_text(error, self.language)
        {
            self.tell(text.trim_end());
            return;
        }
        self.explained(&error.message(self.language), error.help(self.language).as_deref());
    }

    fn explained(&mut self, message: &str, help: Option<&str>) {
        let (wrong, mended) = match self.language {
            Language::Ja => ("エラー", "ヘルプ"),
            Language::En => ("error", "help"),
        };
        let red: Colour = AnsiColor::BrightRed.on_default().bold();
        let blue: Colour = AnsiColor::BrightCyan.on_default().bold();
        self.tell(format_args!("{red}{wrong}{red:#}: {}", visible(message)));
        if let Some(help) = help {
            self.tell(format_args!("{blue}{mended}{blue:#}: {}", visible(help)));
        }
    }

    /// Where standard error is closed there is no one left to tell.
    fn tell(&mut self, text: impl Display) {
        drop(writeln!(self.errors, "{text}"));
    }
}

fn style(choice: ColorChoice) -> Style {
    match choice {
        ColorChoice::Never => Style::Plain,
        _ => Style::Colour,
    }
}

/// All diagnostics and how many they are, if there are any.
fn shown(
    diagnostics: &Diagnostics,
    project: &Project,
    language: Language,
    style: Style,
) -> Option<String> {
    diagnostics.iter().next()?;
    let text = human(diagnostics, project, language, style);
    Some(text + &summary(diagnostics, language))
}
