//! What is wrong with the command line, in Japanese. clap tells it in English only.

use std::error::Error as _;
use std::fmt;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::{Language, Message};

/// Why a value does not fit an option, for a `value_parser` to return.
#[derive(Debug, Clone)]
pub(super) struct Unfit(pub(super) Message);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get(Language::En))
    }
}

impl std::error::Error for Unfit {}

/// The text that clap has itself, which is complete; none where it is in the wrong language.
pub(super) fn ready_text(error: &clap::Error, language: Language) -> Option<String> {
    let is_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    (language == Language::En || is_help).then(|| error.render().ansi().to_string())
}

/// What to do about it, in Japanese.
pub(super) fn way_out(error: &clap::Error) -> String {
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(name) = suggested.into_iter().find_map(|kind| value(error, kind)) {
        return Message::did_you_mean(&name).get(Language::Ja).to_owned();
    }
    match value(error, ContextKind::ValidValue) {
        Some(values) if !values.is_empty() => format!("使えるのは {values} です。"),
        _ => "「hoshin --help」で使い方を確かめてください。".to_owned(),
    }
}

/// What is wrong, in one phrase, in Japanese.
pub(super) fn message(error: &clap::Error) -> String {
    let argument = value(error, ContextKind::InvalidArg).unwrap_or_default();
    let given = value(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => format!("「{argument}」という引数はありません"),
        ErrorKind::InvalidSubcommand => {
            let command = value(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("「{command}」というコマンドはありません")
        }
        ErrorKind::MissingSubcommand => "コマンドがありません".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("{argument} が必要です"),
        ErrorKind::ArgumentConflict => {
            let other = value(error, ContextKind::PriorArg).unwrap_or_default();
            if other == argument || other.is_empty() {
                format!("{argument} は1回だけ書けます")
            } else {
                format!("{argument} と {other} は一緒に使えません")
            }
        }
        ErrorKind::InvalidValue if given.is_empty() => format!("{argument} に値がありません"),
        ErrorKind::InvalidValue => format!("{argument} に「{given}」は使えません"),
        ErrorKind::ValueValidation => {
            let unfit = error.source().and_then(|reason| reason.downcast_ref::<Unfit>());
            let reason = unfit.map(|Unfit(message)| message.get(Language::Ja));
            match reason {
                Some(reason) => format!("{argument} に「{given}」は使えません。{reason}"),
                None => format!("{argument} に「{given}」は使えません"),
            }
        }
        ErrorKind::TooManyValues => format!("{argument} の値「{given}」は余分です"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} の値の数が合いません")
        }
        ErrorKind::InvalidUtf8 => "引数を文字として読めません".to_owned(),
        _ => error.to_string(),
    }
}

fn value(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::help;

    #[test]
    fn mistakes_are_told_in_japanese() {
        let check = |line: &str, expected: &str| {
            let error = help::command(Language::Ja)
                .try_get_matches_from_mut(line.split(' '))
                .expect_err("a mistake");
            let text = format!("{}\n{}", message(&error), way_out(&error));
            assert!(text.contains(expected), "{text}");
        };
        check("hoshin build --outptu x", "「--outptu」という引数はありません");
        check("hoshin build --outptu x", "「--output」のことですか");
        check("hoshin biuld", "「biuld」というコマンドはありません");
        check("hoshin biuld", "「build」のことですか");
        check("hoshin build --color red", "「red」は使えません");
        check("hoshin build --color red", "使えるのは auto、always、never です");
        check("hoshin build --output", "--output <DIR> に値がありません");
        check("hoshin build -q -v", "は一緒に使えません");
        check("hoshin build --output a --output b", "は1回だけ書けます");
        check("hoshin build --base-url example.jp", "「example.jp」は使えません。http://");
        check("hoshin -q", "コマンドがありません");
    }
}
