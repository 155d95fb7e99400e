//! `hoshin.yaml`: the settings of a site. Every setting has a default.

use std::collections::BTreeMap;

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostics, Message, Rule, Severity};
use crate::document::Kind;
use crate::source::{Place, Project, Spanned};
use crate::yaml::{Reader, Region, load};

/// The settings of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The site's title; the theme has one for sites without.
    pub title: Option<String>,
    /// Where the site is published, ending in `/`; used only where an absolute address is needed.
    pub base_url: Option<String>,
    /// Who publishes it.
    pub publisher: Publisher,
    /// The language of the pages, as BCP 47 writes it.
    pub language: String,
    /// The theme's name.
    pub theme: String,
    /// Where a setting names the theme.
    pub theme_place: Option<Place>,
    /// How years are shown.
    pub calendar: Calendar,
    /// The outline that each kind of document is held against.
    pub outlines: BTreeMap<Kind, Spanned<String>>,
    /// The outlines' names where the settings say nothing.
    defaults: BTreeMap<Kind, &'static str>,
    /// Severities by code; `None` switches a code off.
    pub lint: BTreeMap<String, Option<Severity>>,
}

/// Who publishes a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publisher {
    /// The name of the municipality or office.
    pub name: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// Its address for mail.
    pub email: Option<String>,
}

const KEYS: &[&str] =
    &["title", "base_url", "publisher", "language", "theme", "calendar", "outlines", "lint"];

impl Default for Config {
    fn default() -> Self {
        Self {
            title: None,
            base_url: None,
            publisher: Publisher::default(),
            language: "ja".to_owned(),
            theme: "default".to_owned(),
            theme_place: None,
            calendar: Calendar::default(),
            outlines: BTreeMap::new(),
            defaults: [(Kind::Policy, "govtech-tokyo"), (Kind::Plan, "govtech-tokyo-plan")].into(),
            lint: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Reads the settings of a site; what cannot be read keeps its default.
    pub fn load(project: &Project, codes: &[&Rule], diagnostics: &mut Diagnostics) -> Self {
        let mut config = Self::default();
        let Some(source) = project.config else { return config };
        let file = project.source(source);
        if file.fault().is_some() {
            return config;
        }
        let Some(node) = load(&Region::whole(file, source), diagnostics) else { return config };
        let Some(mut reader) = Reader::new(&node, KEYS, diagnostics) else { return config };
        config.read(&mut reader, codes);
        config
    }

    fn read(&mut self, reader: &mut Reader<'_, '_>, codes: &[&Rule]) {
        let value = |word: Option<Spanned<String>>| word.map(|word| word.value);
        self.title = value(reader.word("title"));
        if let Some(url) = reader.word("base_url") {
            if url.value.starts_with("https://") || url.value.starts_with("http://") {
                self.base_url = Some(format!("{}/", url.value.trim_end_matches('/')));
            } else {
                let expected = Message::fixed(
                    "https:// で始まる公開先の番地",
                    "the address of the published site, beginning with https://",
                );
                reader.invalid(url.span, "base_url", &expected);
            }
        }
        let publisher = reader.record("publisher", &["name", "department", "email"], |reader| {
            Some(Publisher {
                name: value(reader.word("name")),
                department: value(reader.word("department")),
                email: value(reader.word("email")),
            })
        });
        self.publisher = publisher.unwrap_or_default();
        if let Some(language) = value(reader.word("language")) {
            self.language = language;
        }
        if let Some(theme) = reader.word("theme") {
            self.theme = theme.value;
            self.theme_place = Some(Place(theme.span));
        }
        let calendars =
            [("era", Calendar::Era), ("western", Calendar::Western), ("both", Calendar::Both)];
        self.calendar = reader.choice("calendar", &calendars).unwrap_or_default();
        let outlines = reader.record("outlines", &["policy", "plan", "page"], |reader| {
            let mut outlines = BTreeMap::new();
            for (name, kind) in Kind::CHOICES {
                outlines.extend(reader.word(name).map(|outline| (*kind, outline)));
            }
            Some(outlines)
        });
        self.outlines = outlines.unwrap_or_default();
        self.lint = lint(reader, codes);
    }

    /// The name of the outline that a kind of document is held against, and whether a setting wrote it.
    pub fn outline(&self, kind: Kind) -> Option<Result<&Spanned<String>, &'static str>> {
        let written = self.outlines.get(&kind).map(Ok);
        written.or_else(|| self.defaults.get(&kind).copied().map(Err))
    }

    /// The severity of a rule on this site; nothing if it is switched off.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.lint.get(rule.code).copied().unwrap_or(Some(rule.severity))
    }
}

fn lint(reader: &mut Reader<'_, '_>, codes: &[&Rule]) -> BTreeMap<String, Option<Severity>> {
    let levels =
        [("off", None), ("warning", Some(Severity::Warning)), ("error", Some(Severity::Error))];
    let known: Vec<&str> = codes.iter().map(|rule| rule.code).collect();
    let read = reader.record("lint", &known, |reader| {
        let mut lint = BTreeMap::new();
        for code in &known {
            lint.extend(reader.choice(code, &levels).map(|level| ((*code).to_owned(), level)));
        }
        Some(lint)
    });
    read.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    static RULE: Rule = Rule::warning("chapter-recommended", "章", "a chapter");

    fn read(text: &str) -> (Config, Vec<&'static str>) {
        let file = ("hoshin.yaml".to_owned(), Content::Bytes(text.as_bytes().to_vec()));
        let mut diagnostics = Diagnostics::default();
        let config = Config::load(&Project::from_files([file]), &[&RULE], &mut diagnostics);
        (config, diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect())
    }

    #[test]
    fn every_setting_has_a_default() {
        for text in ["", "# 空\n", "{}\n"] {
            assert_eq!(read(text), (Config::default(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn settings_are_read() {
        let (config, codes) = read(
            "title: 方針\nbase_url: https://www.example.lg.jp/dx\ncalendar: era\n\
             outlines: {policy: own}\nlint: {chapter-recommended: off}\n",
        );
        assert_eq!(codes, [""; 0]);
        assert_eq!(config.base_url.as_deref(), Some("https://www.example.lg.jp/dx/"));
        assert_eq!(config.calendar, Calendar::Era);
        assert_eq!(config.severity(&RULE), None);
        assert!(matches!(config.outline(Kind::Policy), Some(Ok(name)) if name.value == "own"));
        assert!(matches!(config.outline(Kind::Plan), Some(Err("govtech-tokyo-plan"))));
        assert!(config.outline(Kind::Page).is_none());
    }

    #[test]
    fn mistakes_are_reported_and_the_rest_is_read() {
        let (config, codes) = read(
            "titel: x\ntitle: 方針\nbase_url: example.lg.jp\ncalendar: 和暦\nlint: {chapter: off, chapter-recommended: maybe}\n",
        );
        assert_eq!(
            codes,
            ["field-unknown", "field-invalid", "field-invalid", "field-unknown", "field-invalid"]
        );
        assert_eq!(config.title.as_deref(), Some("方針"));
    }
}
