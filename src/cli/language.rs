//! The language for people. It is chosen before the arguments are parsed, for the help and what is
//! wrong with the arguments are told in it, too.

use std::env;
use std::ffi::OsString;

use crate::diagnostic::Language;

/// What `--lang` says, or else the system.
pub(super) fn choose(arguments: &[OsString]) -> Language {
    asked_for(arguments).unwrap_or_else(|| of_locale(&locale().unwrap_or_default()))
}

/// The last `--lang` among the arguments. One that names no language is left to the parser to report.
fn asked_for(arguments: &[OsString]) -> Option<Language> {
    let options = arguments.iter().map(|argument| argument.to_str().unwrap_or_default());
    let options: Vec<_> = options.take_while(|&argument| argument != "--").collect();
    let separate = options.windows(2).filter(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = options.iter().filter_map(|option| option.strip_prefix("--lang="));
    match separate.chain(joined).last()? {
        "ja" => Some(Language::Ja),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The locale for messages: by the variables of POSIX in their order, else by the system's settings,
/// where Windows and macOS have it.
fn locale() -> Option<String> {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).or_else(sys_locale::get_locale)
}

fn of_locale(locale: &str) -> Language {
    if locale.to_ascii_lowercase().starts_with("ja") { Language::Ja } else { Language::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_is_seen_before_parsing() {
        let check = |line: &str, expected: Option<Language>| {
            let arguments: Vec<_> = line.split(' ').map(OsString::from).collect();
            assert_eq!(asked_for(&arguments), expected, "{line}");
        };
        check("hoshin build", None);
        check("hoshin --lang en build", Some(Language::En));
        check("hoshin build --lang=ja --nonsense", Some(Language::Ja));
        check("hoshin --lang fr", None);
        check("hoshin --lang", None);
        check("hoshin -- --lang en", None);
    }

    #[test]
    fn locales_that_begin_with_ja_are_japanese() {
        let check = |locale: &str, expected: Language| assert_eq!(of_locale(locale), expected);
        check("ja_JP.UTF-8", Language::Ja);
        check("ja", Language::Ja);
        check("ja-JP", Language::Ja);
        check("en_US.UTF-8", Language::En);
        check("C.UTF-8", Language::En);
        check("", Language::En);
    }
}
