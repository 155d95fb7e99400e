//! `hoshin completions`: scripts that let a shell complete commands and options.

use clap::Args;
use clap_complete::{Shell, generate};

use crate::cli::choice::one_of;
use crate::cli::error::Error;
use crate::cli::help::{self, Texts};
use crate::cli::terminal::Terminal;
use crate::cli::{Command, Global, Status};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Completions {
    #[arg(value_name = "bash|zsh|fish|powershell", hide_possible_values = true)]
    #[arg(value_parser = one_of(SHELLS))]
    shell: Shell,
}

/// The shells that the program is tried in.
const SHELLS: &[(&str, Shell)] = &[
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
];

impl Command for Completions {
    const NAME: &'static str = "completions";

    const TEXTS: Texts = &[
        (
            "",
            "シェルでコマンドを補完するための設定を出力する",
            "Prints a script that lets a shell complete commands",
        ),
        (
            "shell",
            "シェル: bash、zsh、fish、powershell",
            "The shell: bash, zsh, fish or powershell",
        ),
    ];

    fn run(self, _: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let mut command = help::command(terminal.language());
        let mut script = Vec::new();
        generate(self.shell, &mut command, help::ROOT, &mut script);
        terminal.data(&String::from_utf8_lossy(&script))?;
        Ok(Status::Done)
    }
}
