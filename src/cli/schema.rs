//! `hoshin schema`: what authors write, as JSON Schema for their editors.

use clap::{Args, ValueEnum};

use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::terminal::Terminal;
use crate::cli::{Command, Global, Status};
use crate::rules;
use crate::schema::{Subject, schema};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Schema {
    #[arg(
        value_name = "KIND",
        hide_possible_values = true,
        hide_default_value = true,
        default_value = "front-matter"
    )]
    subject: Name,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Name {
    FrontMatter,
    Settings,
    Outline,
    Figures,
}

impl Command for Schema {
    const NAME: &'static str = "schema";

    const TEXTS: Texts = &[
        (
            "",
            "書き方の決まりをエディター用に示す（JSON Schema）",
            "Prints the JSON Schema of what authors write, for editors",
        ),
        (
            "subject",
            "front-matter、settings（hoshin.yaml）、outline（章立て）、figures（図表）のどれか（省くと front-matter）",
            "front-matter, settings (hoshin.yaml), outline, or figures [default: front-matter]",
        ),
    ];

    fn run(self, _: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let subject = match self.subject {
            Name::FrontMatter => Subject::FrontMatter,
            Name::Settings => Subject::Settings,
            Name::Outline => Subject::Outline,
            Name::Figures => Subject::Figures,
        };
        let schema = schema(subject, &rules(), terminal.language());
        terminal.data(&format!("{schema:#}\n"))?;
        Ok(Status::Done)
    }
}
