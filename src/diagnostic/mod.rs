//! What is wrong with the content, where, and how to mend it.
//!
//! A [`Rule`] is a `static` beside the code that finds the mistake; a [`Diagnostic`] can be made from
//! a rule only, so an unregistered code cannot be written. How diagnostics are shown is the business
//! of the sub-modules.

mod address;
mod excerpt;
mod github;
mod human;
mod json;
mod page;
mod sarif;
mod summary;
mod upcoming;
mod visible;

use std::borrow::Cow;

pub(crate) use address::located;
pub use github::github;
pub use human::{Style, human};
pub use json::json;
pub use page::{explained_codes, explanation};
pub use sarif::sarif;
pub use summary::{counted, summary};
pub use upcoming::Upcoming;
pub use visible::visible;

use crate::source::Span;

/// The language of the texts for people. Codes and keys never change with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    En,
}

/// A text in Japanese and English, written side by side where it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    ja: Cow<'static, str>,
    en: Cow<'static, str>,
}

impl Message {
    /// Makes a text from its Japanese and its English form.
    pub fn new(ja: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// Makes a constant text.
    pub const fn fixed(ja: &'static str, en: &'static str) -> Self {
        Self { ja: Cow::Borrowed(ja), en: Cow::Borrowed(en) }
    }

    /// 「…」のことですか, about the name that was meant.
    pub fn did_you_mean(name: &str) -> Self {
        Self::new(format!("「{name}」のことですか。"), format!("did you mean `{name}`?"))
    }

    /// The text with another one behind it.
    #[must_use]
    pub fn and(self, more: &Self) -> Self {
        Self::new(format!("{}{}", self.ja, more.ja), format!("{} {}", self.en, more.en))
    }

    /// The text in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not built.
    Error,
    /// The site is built.
    Warning,
}

/// One kind of mistake.
#[derive(Debug)]
pub struct Rule {
    /// The stable name, kebab-case: it says what is wrong (`role-unknown`).
    pub code: &'static str,
    /// The severity unless the site's settings say otherwise.
    pub severity: Severity,
    /// Whether the settings may say otherwise: not where what comes later relies on it.
    pub adjustable: bool,
    /// Whether something that the author wrote is not known where it is broken, such as a record: what
    /// depends on it cannot be checked.
    pub loses_data: bool,
    /// What the rule is about, in one phrase.
    pub summary: Message,
}

impl Rule {
    /// A rule whose breach stops the build, whatever the settings say.
    pub const fn error(code: &'static str, ja: &'static str, en: &'static str) -> Self {
        let summary = Message::fixed(ja, en);
        Self { code, severity: Severity::Error, adjustable: false, loses_data: false, summary }
    }

    /// A rule whose breach stops the build unless the settings weigh it less.
    pub const fn adjustable_error(code: &'static str, ja: &'static str, en: &'static str) -> Self {
        let summary = Message::fixed(ja, en);
        Self { code, severity: Severity::Error, adjustable: true, loses_data: false, summary }
    }

    /// A rule whose breach is reported only.
    pub const fn warning(code: &'static str, ja: &'static str, en: &'static str) -> Self {
        let summary = Message::fixed(ja, en);
        Self { code, severity: Severity::Warning, adjustable: true, loses_data: false, summary }
    }

    /// The rule, where its breach leaves open what the author wrote.
    #[must_use]
    pub const fn losing_data(mut self) -> Self {
        self.loses_data = true;
        self
    }
}

/// Another place that belongs to a diagnostic, with what is to be seen there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// What is there.
    pub message: Message,
}

/// A change of the source that mends a mistake and is safe to make without asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// One mistake, at its place.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// The severity, settings applied.
    pub severity: Severity,
    /// What is wrong, in one phrase.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// Where, as narrow as possible.
    pub span: Span,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// A safe change that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Reports a breach of a rule at a place.
    pub fn new(rule: &'static Rule, span: Span, message: Message) -> Self {
        let severity = rule.severity;
        Self { rule, severity, message, help: None, span, related: Vec::new(), fix: None }
    }

    /// Whether it is about one of these rules.
    pub fn is_of(&self, rules: &[&Rule]) -> bool {
        rules.iter().any(|rule| rule.code == self.rule.code)
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, message: Message) -> Self {
        self.related.push(Related { span, message });
        self
    }

    /// Adds a safe change.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }
}

/// The diagnostics of a run. Stages add to it in any order; [`Diagnostics::finish`] sorts.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds a diagnostic, if there is one.
    pub fn extend(&mut self, diagnostic: Option<Diagnostic>) {
        self.0.extend(diagnostic);
    }

    /// Adds all diagnostics of another collection.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether a diagnostic stops the build.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many diagnostics have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Keeps the diagnostics that are wanted.
    pub fn retain(&mut self, wanted: impl Fn(&Diagnostic) -> bool) {
        self.0.retain(wanted);
    }

    /// Keeps the changes that are wanted.
    pub fn keep_fixes(&mut self, wanted: impl Fn(&Fix) -> bool) {
        for diagnostic in &mut self.0 {
            diagnostic.fix = diagnostic.fix.take().filter(&wanted);
        }
    }

    /// The diagnostics in their present order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Applies the site's severities (`None` switches a code off), sorts by file and place, and drops
    /// repetitions, so that the result does not depend on the order of the work.
    pub fn finish(&mut self, severity_of: impl Fn(&Rule) -> Option<Severity>) {
        self.0.retain_mut(|diagnostic| match severity_of(diagnostic.rule) {
            Some(severity) => {
                diagnostic.severity = severity;
                true
            }
            None => false,
        });
        // Equal places keep the order of the work, which is that of the documents and their outlines.
        self.0.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.rule.code));
        self.0.dedup_by(|a, b| {
            a.span == b.span && a.rule.code == b.rule.code && a.message == b.message
        });
    }
}

/// The known name nearest to a mistyped one, if any is near enough to be meant.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    use unicode_normalization::UnicodeNormalization;
    let folded = |text: &str| text.nfkc().flat_map(char::to_lowercase).collect::<String>();
    let target = folded(written);
    let length = target.chars().count();
    known
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(length) <= length / 2 + 1)
        .map(|name| (name, folded(name)))
        .filter_map(|(name, folded)| {
            let longest = folded.chars().count().max(length);
            // Most names are out of reach by their length alone.
            let within = (longest / 3).max(1);
            let reachable = folded.chars().count().abs_diff(length) <= within;
            let distance = reachable.then(|| strsim::damerau_levenshtein(&target, &folded))?;
            (distance <= within && distance < longest).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// 「…」のことですか, if a known name is near the written one.
pub fn did_you_mean<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Message> {
    nearest(written, known).map(Message::did_you_mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near_enough() {
        let check = |written: &str, known: &[&str], expected: Option<&str>| {
            assert_eq!(nearest(written, known.iter().copied()), expected, "{written}");
        };
        check("titel", &["title", "kind"], Some("title"));
        check("ｔｉｔｌｅ", &["title", "kind"], Some("title"));
        check("推進リーダ", &["推進リーダー", "利活用"], Some("推進リーダー"));
        check("x", &["y"], None);
        check("色", &["役割"], None);
        check("completely", &["title", "kind"], None);
    }
}
