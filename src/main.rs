//! The program `hoshin`. All of it is in [`hoshin::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hoshin::cli::run()
}
