//! The definition of the command line, with the texts of its help in one language.

use clap::Args;

use crate::cli::{COMMANDS, Global};
use crate::diagnostic::Language;

/// The help of a command and its arguments: name, Japanese, English. The command's own name is empty.
pub(super) type Texts = &'static [(&'static str, &'static str, &'static str)];

/// The headings of a help text.
struct Headings {
    usage: &'static str,
    commands: &'static str,
    arguments: &'static str,
    options: &'static str,
    /// The options that every command takes.
    common: &'static str,
}

const HEADINGS_JA: Headings = Headings {
    usage: "使い方",
    commands: "コマンド",
    arguments: "引数",
    options: "オプション",
    common: "共通のオプション",
};

const HEADINGS_EN: Headings = Headings {
    usage: "Usage",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    common: "Common options",
};

fn headings(language: Language) -> Headings {
    match language {
        Language::Ja => HEADINGS_JA,
        Language::En => HEADINGS_EN,
    }
}

/// The words that clap puts into a usage line.
const USAGE_WORDS: &[(&str, &str)] = &[("[OPTIONS]", "[オプション]"), ("<COMMAND>", "<コマンド>")];

pub(super) const ROOT: &str = env!("CARGO_PKG_NAME");

/// The whole command line.
pub(super) fn command(language: Language) -> clap::Command {
    let root = clap::Command::new(ROOT)
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(headings(language).commands);
    let mut root = worded(Global::augment_args(plain(root)), Global::TEXTS, language);
    for entry in COMMANDS {
        let command = (entry.define)(plain(clap::Command::new(entry.name)));
        root = root.subcommand(worded(command, entry.texts, language));
    }
    root.build();
    if language == Language::Ja {
        for command in root.get_subcommands_mut() {
            reword_usage(command);
        }
        reword_usage(&mut root);
    }
    root
}

/// The flag for help is one of our own options, for it has a text in two languages.
fn plain(command: clap::Command) -> clap::Command {
    command.disable_help_flag(true)
}

fn worded(command: clap::Command, texts: Texts, language: Language) -> clap::Command {
    let text = |id: &str| {
        let (_, ja, en) = texts.iter().find(|text| text.0 == id).unwrap_or(&("", "", ""));
        match language {
            Language::Ja => *ja,
            Language::En => *en,
        }
    };
    let headings = headings(language);
    let is_common = command.get_name() == ROOT;
    let template = format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}", headings.usage);
    command.about(text("")).help_template(template).mut_args(|argument| {
        let heading = if is_common {
            headings.common
        } else if argument.is_positional() {
            headings.arguments
        } else {
            headings.options
        };
        let help = text(argument.get_id().as_str());
        argument.help(help).help_heading(heading)
    })
}

fn reword_usage(command: &mut clap::Command) {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let usage = USAGE_WORDS.iter().fold(usage.to_owned(), |text, (en, ja)| text.replace(en, ja));
    *command = std::mem::take(command).override_usage(usage);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        command(Language::En).debug_assert();
        command(Language::Ja).debug_assert();
    }

    #[test]
    fn every_argument_has_its_texts_and_no_text_is_left_over() {
        let mut definitions = vec![(Global::augment_args(clap::Command::new("")), Global::TEXTS)];
        for entry in COMMANDS {
            definitions.push(((entry.define)(clap::Command::new(entry.name)), entry.texts));
        }
        for (command, texts) in definitions {
            let arguments = command.get_arguments().map(|argument| argument.get_id().as_str());
            let mut expected: Vec<_> = std::iter::once("").chain(arguments).collect();
            let mut found: Vec<_> = texts.iter().map(|text| text.0).collect();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{}", command.get_name());
        }
    }
}
