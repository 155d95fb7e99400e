//! How many problems there are, in one line.

use crate::diagnostic::{Diagnostics, Language, Severity};

/// A number of things in English: `1 file`, `2 files`.
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The numbers of errors and warnings: 「エラー 1件、警告 2件」.
pub fn summary(diagnostics: &Diagnostics, language: Language) -> String {
    let errors = diagnostics.count(Severity::Error);
    let warnings = diagnostics.count(Severity::Warning);
    match language {
        Language::Ja => format!("エラー {errors}件、警告 {warnings}件"),
        Language::En => {
            format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Message, Rule};
    use crate::source::{Content, Project, Span};

    #[test]
    fn errors_and_warnings_are_counted() {
        static UNKNOWN: Rule = Rule::error("role-unknown", "知らない役割", "an unknown role");
        static LEFT: Rule = Rule::warning("placeholder-left", "記入の残り", "a placeholder");
        let project = Project::from_files([("content/a.md".into(), Content::Bytes(Vec::new()))]);
        let span = Span::new(project.pages[0], 0, 0);
        let mut diagnostics = Diagnostics::default();
        assert_eq!(summary(&diagnostics, Language::Ja), "エラー 0件、警告 0件");
        for rule in [&LEFT, &UNKNOWN, &LEFT] {
            diagnostics.push(Diagnostic::new(rule, span, Message::fixed("", "")));
        }
        assert_eq!(summary(&diagnostics, Language::Ja), "エラー 1件、警告 2件");
        assert_eq!(summary(&diagnostics, Language::En), "1 error, 2 warnings");
    }
}
