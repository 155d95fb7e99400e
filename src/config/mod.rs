//! `hoshin.yaml`: the settings of a site. Every setting has a default.
//!
//! One concept a file: a group of settings, its keys, how it is read.

pub mod accessibility;
mod colour;
mod comparison;
mod form;
mod language;
mod lint;
mod look;
mod publisher;
mod search;
mod words;

use std::collections::BTreeMap;

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostics, Message, Rule, Severity};
use crate::document::{Kind, LICENSE_FIELDS, License};
use crate::source::{Place, Project, SourceFile, Spanned};
use crate::yaml::{Choice, Field, Reader, Region, Shape, choices, load, words};

pub use accessibility::Accessibility;
pub use colour::Rgb;
pub use comparison::{Comparison, Order};
pub use form::is_base_url;
pub use look::{
    Colors, DARK_LOGO_NAME, FontSize, ICON_NAME, LOGO_NAME, Logo, Look, extension, published,
};
pub use publisher::Publisher;
pub use search::Search;
pub use words::Words;

use form::BASE_URL;

/// The rules of this module.
pub const RULES: &[&Rule] = accessibility::RULES;

/// The settings of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The words of the settings that pages show, with their places: the title, who publishes.
    pub words: Words,
    /// The site's title; the theme has one for sites without.
    pub title: Option<String>,
    /// Where the site is published, ending in `/`; used only where an absolute address is needed.
    pub base_url: Option<String>,
    /// Who publishes it.
    pub publisher: Publisher,
    /// Under which licence its texts may be used.
    pub license: Option<License>,
    /// What the site says of its accessibility.
    pub accessibility: Accessibility,
    /// The picture that services show beside a link to the site, by its path below `content/`.
    pub share_image: Option<String>,
    /// The language of the pages, as BCP 47 writes it.
    pub language: String,
    /// The theme's name.
    pub theme: String,
    /// Where a setting names the theme.
    pub theme_place: Option<Place>,
    /// What is not as the theme makes it.
    pub look: Look,
    /// How years are shown.
    pub calendar: Calendar,
    /// The outline that each kind of document is held against.
    pub outlines: BTreeMap<Kind, Spanned<String>>,
    /// The outlines' names where the settings say nothing.
    defaults: BTreeMap<Kind, &'static str>,
    /// How the documents are searched.
    pub search: Search,
    /// How two states of a document are shown side by side.
    pub comparison: Comparison,
    /// Severities by code; `None` switches a code off.
    pub lint: BTreeMap<String, Option<Severity>>,
}

/// The settings of a site.
pub static FIELDS: &[Field] = &[
    Field::new(
        "title",
        Shape::Word,
        "サイトの題名。例: 例示市デジタル人材育成方針",
        "The title of the site. Example: 例示市デジタル人材育成方針",
    ),
    Field::new(
        "base_url",
        Shape::Word,
        "公開する場所のアドレス。sitemap.xml のように完全なアドレスが要る所にだけ使います。例: https://www.example.lg.jp/dx/",
        "The address that the site is published under, used where a full address is needed (sitemap.xml). Example: https://www.example.lg.jp/dx/",
    ),
    Field::new(
        "publisher",
        Shape::Record(publisher::FIELDS),
        "サイトを公開する組織。例: {name: 例示市, department: デジタル推進課}",
        "Who publishes the site. Example: {name: 例示市, department: デジタル推進課}",
    ),
    Field::new(
        "license",
        Shape::Record(LICENSE_FIELDS),
        "サイトの文章の利用条件。例: {name: CC BY 4.0}",
        "The licence of the site's texts. Example: {name: CC BY 4.0}",
    ),
    Field::new(
        "accessibility",
        Shape::Record(accessibility::FIELDS),
        "ウェブアクセシビリティ方針のページに示すこと。例: {level: AA, deadline: 2027-03}",
        "What the page about accessibility says. Example: {level: AA, deadline: 2027-03}",
    ),
    Field::new(
        "share_image",
        Shape::Word,
        "リンクが SNS などで紹介されるときの画像。content フォルダーの中の位置で書きます。例: images/share.png",
        "The picture shown beside links to the site, by its path below content/. Example: images/share.png",
    ),
    Field::new(
        "language",
        Shape::Word,
        "ページの言語。省くと ja です。例: ja",
        "The language of the pages; ja if left out. Example: ja",
    ),
    Field::new(
        "theme",
        Shape::Word,
        "見た目（テーマ）の名前。themes フォルダーの中のフォルダーの名前です。省くと default です。例: default",
        "The name of the theme, a folder in themes/; default if left out. Example: default",
    ),
    Field::new(
        "look",
        Shape::Record(look::FIELDS),
        "見た目のうち、テーマと違えるところ。例: {colors: {accent: \"#0b5c3b\"}, logo: {file: logo.svg}}",
        "What looks otherwise than the theme makes it. Example: {colors: {accent: \"#0b5c3b\"}, logo: {file: logo.svg}}",
    ),
    Field::new(
        "calendar",
        Shape::Choice(&words(&CALENDARS)),
        "年の示し方。省くと both です。",
        "How years are shown; both if left out.",
    ),
    Field::new(
        "outlines",
        Shape::Record(OUTLINES_FIELDS),
        "文書の種類ごとの章立て。例: {policy: govtech-tokyo}",
        "The outline of each kind of document. Example: {policy: govtech-tokyo}",
    ),
    Field::new(
        "search",
        Shape::Record(search::FIELDS),
        "サイトの中の検索。例: {variants: [[人材, 人才]]}",
        "How the documents are searched. Example: {variants: [[人材, 人才]]}",
    ),
    Field::new(
        "comparison",
        Shape::Record(comparison::FIELDS),
        "新旧対照表の見せ方。例: {new: 改正案, old: 現行}",
        "How two states of a document are shown side by side. Example: {new: 改正案, old: 現行}",
    ),
    Field::new(
        "lint",
        Shape::Severities,
        "点検の項目ごとの重さ。項目のコードに off、warning、error のどれかを付けます。例: {chapter-recommended: off}",
        "How much each check weighs: off, warning or error for its code. Example: {chapter-recommended: off}",
    ),
];

static OUTLINES_FIELDS: &[Field] = &[
    Field::new(
        "policy",
        Shape::Word,
        "基本方針の章立ての名前。省くと govtech-tokyo です。例: govtech-tokyo",
        "The outline of policies; govtech-tokyo if left out. Example: govtech-tokyo",
    ),
    Field::new(
        "plan",
        Shape::Word,
        "年度計画の章立ての名前。省くと govtech-tokyo-plan です。例: govtech-tokyo-plan",
        "The outline of annual plans; govtech-tokyo-plan if left out. Example: govtech-tokyo-plan",
    ),
    Field::new(
        "page",
        Shape::Word,
        "ふつうのページの章立ての名前。省くと章立てはありません。例: small",
        "The outline of plain pages; none if left out. Example: small",
    ),
];

const CALENDARS: [(Choice, Calendar); 3] = [
    (("era", "和暦。令和8年度", "by Japanese era: 令和8年度"), Calendar::Era),
    (("western", "西暦。2026年度", "2026年度"), Calendar::Western),
    (("both", "両方。令和8年度（2026年度）", "both: 令和8年度（2026年度）"), Calendar::Both),
];

impl Default for Config {
    fn default() -> Self {
        Self {
            words: Words::default(),
            title: None,
            base_url: None,
            publisher: Publisher::default(),
            license: None,
            accessibility: Accessibility::default(),
            share_image: None,
            language: "ja".to_owned(),
            theme: "default".to_owned(),
            theme_place: None,
            look: Look::default(),
            calendar: Calendar::default(),
            outlines: BTreeMap::new(),
            defaults: [(Kind::Policy, "govtech-tokyo"), (Kind::Plan, "govtech-tokyo-plan")].into(),
            search: Search::default(),
            comparison: Comparison::default(),
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
        let Some(mut reader) = Reader::new(&node, FIELDS, diagnostics) else { return config };
        config.read(&mut reader, codes, file);
        config.share_image = share_image(&mut reader, project);
        if let Some(language) = language::read(&mut reader, project) {
            config.language = language;
        }
        config
    }

    fn read(&mut self, reader: &mut Reader<'_, '_>, codes: &[&Rule], file: &SourceFile) {
        self.title = self.words.shown(reader.word("title"));
        self.base_url = reader
            .fitting("base_url", &BASE_URL)
            .map(|url| format!("{}/", url.trim_end_matches('/')));
        let publisher =
            reader.record("publisher", |reader| Some(Publisher::read(reader, &mut self.words)));
        self.publisher = publisher.unwrap_or_default();
        self.license = reader.record("license", License::read);
        for word in self.license.iter().flat_map(|it| std::iter::once(&it.name).chain(&it.text)) {
            self.words.shown(Some(word.clone()));
        }
        let accessibility = reader
            .record("accessibility", |reader| Some(Accessibility::read(reader, &mut self.words)));
        self.accessibility = accessibility.unwrap_or_default();
        if let Some(theme) = reader.word("theme") {
            self.theme = theme.value;
            self.theme_place = Some(Place(theme.span));
        }
        let look = reader.record("look", |reader| Some(Look::read(reader, &mut self.words, file)));
        self.look = look.unwrap_or_default();
        self.calendar = reader.choice("calendar", &choices(&CALENDARS)).unwrap_or_default();
        let outlines = reader.record("outlines", |reader| {
            let kinds = Kind::CHOICES.iter();
            Some(kinds.filter_map(|(name, kind)| Some((*kind, reader.word(name)?))).collect())
        });
        self.outlines = outlines.unwrap_or_default();
        let search = reader.record("search", |reader| Some(Search::read(reader)));
        self.search = search.unwrap_or_default();
        let comparison =
            reader.record("comparison", |reader| Some(Comparison::read(reader, &mut self.words)));
        self.comparison = comparison.unwrap_or_default();
        self.lint = lint::read(reader, codes);
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

/// The picture for links to the site, which must be there.
fn share_image(reader: &mut Reader<'_, '_>, project: &Project) -> Option<String> {
    let word = reader.word("share_image")?;
    let path = word.value.trim_start_matches('/');
    if !project.attachments.contains_key(path) {
        let expected = Message::fixed(
            "content フォルダーの中にある画像の位置（images/share.png など）",
            "the path of a picture below content/, such as images/share.png",
        );
        reader.invalid(word.span, "share_image", &expected);
        return None;
    }
    Some(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    static RULE: Rule = Rule::warning("chapter-recommended", "章", "a chapter");

    static FIXED: Rule = Rule::error("yaml-syntax", "YAML", "YAML");

    fn read(text: &str) -> (Config, Vec<&'static str>) {
        let file = ("hoshin.yaml".to_owned(), Content::Bytes(text.as_bytes().to_vec()));
        let mut diagnostics = Diagnostics::default();
        let rules = [&RULE, &FIXED];
        let config = Config::load(&Project::from_files([file]), &rules, &mut diagnostics);
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
        assert_eq!(read("lint: {yaml-syntax: off}\n").1, ["field-invalid"]);
        let (config, codes) = read(
            "titel: x\ntitle: 方針\nbase_url: example.lg.jp\ncalendar: 和暦\nlint: {chapter: off, chapter-recommended: maybe}\n",
        );
        assert_eq!(
            codes,
            ["field-unknown", "field-invalid", "field-invalid", "field-unknown", "field-invalid"]
        );
        assert_eq!(config.title.as_deref(), Some("方針"));
    }

    #[test]
    fn spellings_are_read_group_by_group() {
        let (config, codes) = read("search: {variants: [[人材, 人財], [ DX , 変革, 2]]}\n");
        assert_eq!(codes, [""; 0]);
        assert!(config.search.enabled);
        assert_eq!(config.search.variants, [vec!["人材", "人財"], vec!["DX", "変革", "2"]]);
        assert!(!read("search: {enabled: false}\n").0.search.enabled);
        for wrong in [
            "人材",
            "[人材, 人財]",
            "[[人材]]",
            "[[人材, \"\"]]",
            "[[人材, [人財]]]",
            "{人材: 人財}",
        ] {
            let (config, codes) = read(&format!("search: {{variants: {wrong}}}\n"));
            assert!(
                !codes.is_empty() && codes.iter().all(|it| *it == "field-invalid"),
                "{wrong}: {codes:?}"
            );
            assert!(config.search.variants.is_empty(), "{wrong}");
        }
        // A mistake leaves the other groups.
        let (config, codes) = read("search: {variants: [[一], [二, 三]]}\n");
        assert_eq!(
            (config.search.variants, codes),
            (vec![vec!["二".to_owned(), "三".to_owned()]], vec!["field-invalid"])
        );
        assert_eq!(read("search: off\n").1, ["field-invalid"]);
    }

    #[test]
    fn unfit_settings_are_reported() {
        let (config, codes) =
            read("base_url: \"https://\"\nlanguage: 日本語\npublisher: {name: 市, email: dx}\n");
        assert_eq!(codes, ["field-invalid"; 3]);
        assert_eq!((config.base_url, config.language.as_str()), (None, "ja"));
        assert_eq!((config.publisher.name.as_deref(), config.publisher.email), (Some("市"), None));
    }
}
