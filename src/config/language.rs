//! The language of the pages.

use super::form::LANGUAGE;
use crate::diagnostic::Message;
use crate::source::Project;
use crate::strings::{Strings, primary};
use crate::yaml::Reader;

/// Reads the setting. A language needs words: a page that says one and speaks another is read aloud in
/// the wrong voice (WCAG 3.1.1).
pub(super) fn read(reader: &mut Reader<'_, '_>, project: &Project) -> Option<String> {
    let written = reader.word("language")?;
    let language = &written.value;
    if !(LANGUAGE.fits)(language) {
        reader.invalid(written.span, "language", &LANGUAGE.expected);
        return None;
    }
    let own = |path: &String| {
        let mut parts = path.split('/').skip(1);
        parts.next() == Some("strings")
            && parts.next().is_some_and(|it| it == language || it == primary(language))
    };
    if !Strings::languages().any(|it| it == primary(language)) && !project.themes.keys().any(own) {
        let folder = format!("themes/NAME/strings/{language}/");
        let expected = Message::new(
            format!("言葉のある言語（ja、en。ほかの言語は {folder} に言葉を置いてから）"),
            format!("a language that has words (ja, en; others once there are words in {folder})"),
        );
        reader.invalid(written.span, "language", &expected);
        return None;
    }
    Some(written.value)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Content, Project};

    #[test]
    fn a_language_needs_words() {
        let check = |language: &str, theme: &str, expected: &str| {
            let file =
                |path: &str, text: String| (path.to_owned(), Content::Bytes(text.into_bytes()));
            let files = [
                file("hoshin.yaml", format!("language: {language}\n")),
                file(&format!("themes/own/strings/{theme}/page.yaml"), String::new()),
            ];
            let mut diagnostics = Diagnostics::default();
            let config = Config::load(&Project::from_files(files), &[], &mut diagnostics);
            assert_eq!(config.language, expected, "{language} {theme}");
            assert_eq!(
                (diagnostics.iter().count() == 0),
                config.language == language,
                "{language} {theme}"
            );
        };
        check("en-GB", "ja", "en-GB");
        check("fr", "fr", "fr");
        check("fr-CA", "fr", "fr-CA");
        check("fr", "de", "ja");
        check("日本語", "日本語", "ja");
    }
}
