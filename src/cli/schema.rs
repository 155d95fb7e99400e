//! `hoshin schema`: what authors write, as JSON Schema for their editors.

use clap::Args;

use crate::cli::choice::one_of;
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
        value_parser = one_of(Subject::CHOICES),
        hide_possible_values = true,
        hide_default_value = true,
        default_value = Subject::FrontMatter.name()
    )]
    subject: Subject,
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
            "front-matter、settings（hoshin.yaml）、outline（章立て）、figures（図表）、document（書き出すデータ）のどれか（省くと front-matter）",
            "front-matter, settings (hoshin.yaml), outline, figures, or document (exported data) [default: front-matter]",
        ),
    ];

    fn run(self, _: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let schema = schema(self.subject, &rules(), terminal.language());
        terminal.data(&format!("{schema:#}\n"))?;
        Ok(Status::Done)
    }
}
