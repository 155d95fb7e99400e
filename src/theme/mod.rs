//! The looks of a site: the built-in theme with the site's own `themes/NAME/` laid over it, file by
//! file. Here alone the template engine is named.
//!
//! A template of the site's own replaces the built-in one of the same name, which it can still reach
//! by its name with `default/` before it: `{% extends "default/base.html" %}` and one block change one
//! block. A new file needs no line of Rust: templates find each other by name, static files by
//! `page.assets["NAME"]`, words by `words.KEY`.

mod contrast;
mod escape;
mod lean;
mod limits;
mod manifest;
mod palette;
mod problem;
mod recursion;
mod said;
mod scan;
mod statics;
mod unused;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::{Serialize, Serializer};
use tera::{Context, Tera, Value};

pub(crate) use escape::{escape, escaped, fits};
pub use statics::StaticFile;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::source::{Place, Project, SourceId, Span, ThemeFile};
use crate::strings::Strings;
use limits::Page;
use problem::{Reports, is_syntax};
use scan::{Scan, scan};

/// The rules of this module.
pub const RULES: &[&Rule] = &[
    &contrast::CONTRAST_LOW,
    &manifest::THEME_CONTRACT,
    &unused::THEME_FILE_UNUSED,
    &THEME_TEMPLATE,
    &THEME_UNKNOWN,
    &words::THEME_WORD_PLACEHOLDER,
    &words::THEME_WORD_UNKNOWN,
];

static THEME_TEMPLATE: Rule =
    Rule::error("theme-template", "テンプレートの誤り", "a mistake in a template");
static THEME_UNKNOWN: Rule = Rule::error("theme-unknown", "知らないテーマ", "an unknown theme");

/// The theme that every other one is laid over.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// What the names of built-in templates begin with.
const BUILT_IN_PREFIX: &str = "default/";

/// The name of the built-in theme.
const BUILT_IN_NAME: &str = "default";

/// What a page of a policy takes, about.
const PAGE_BYTES: usize = 64 * 1024;

/// The files of the site's theme by their paths below its folder.
type Found<'p> = BTreeMap<&'p str, &'p ThemeFile>;

/// A theme, ready to render pages.
#[derive(Clone)]
pub struct Theme {
    tera: Tera,
    reports: Reports,
    statics: BTreeMap<String, StaticFile>,
    strings: Arc<Strings>,
    grounds: [String; 2],
}

/// HTML that is safe as it stands. Templates write it as it is; any other text they escape.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Html(pub(crate) String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(&self.0).serialize(serializer)
    }
}

/// What all pages of a site share, made ready once.
pub(crate) struct Shared(Context);

impl Theme {
    /// Puts the site's theme together. What is wrong with it is reported; the built-in files stand in.
    pub fn load(project: &Project, config: &Config, diagnostics: &mut Diagnostics) -> Self {
        let prefix = format!("{}/", config.theme);
        let files: Found<'_> = project
            .themes
            .iter()
            .filter_map(|(path, file)| Some((path.strip_prefix(&prefix)?, file)))
            .collect();
        if files.is_empty() && config.theme != BUILT_IN_NAME {
            report_unknown(project, config, diagnostics);
        }
        let texts: BTreeMap<&str, SourceId> = files
            .iter()
            .filter_map(|(path, file)| match file {
                ThemeFile::Text(source) => Some((*path, *source)),
                ThemeFile::Static(_) => None,
            })
            .collect();
        if let Some(source) = texts.get("theme.yaml") {
            manifest::check(project, *source, diagnostics);
        }
        let own = own_templates(&texts);
        let scans = scans(project, &own);
        unused::check(project, config, (&files, &scans), diagnostics);
        let of_own: Vec<&Scan> = own.keys().filter_map(|name| scans.get(name)).collect();
        let strings = words::load(project, &texts, &config.language, &of_own, diagnostics);
        let reports = Reports::new(own, &scans);
        let tera = templates(project, &reports, &scans, diagnostics);
        let (statics, grounds) = look_files(project, config, static_files(&files), diagnostics);
        let strings = Arc::new(strings);
        Self { tera, reports, statics: statics::publish(statics), strings, grounds }
    }

    /// The words of the theme.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// The words of the theme, to be kept.
    pub fn shared_strings(&self) -> Arc<Strings> {
        Arc::clone(&self.strings)
    }

    /// Whether the site has templates of its own: pages may fail then.
    pub fn has_own_templates(&self, project: &Project) -> bool {
        let built_in = built_in("templates");
        self.reports.own().iter().any(|(name, source)| {
            let text = project.source(*source).text().as_bytes();
            !built_in.iter().any(|(known, bytes)| known == name && *bytes == text)
        })
    }

    /// The static files by their name below `static/`.
    pub fn static_files(&self) -> &BTreeMap<String, StaticFile> {
        &self.statics
    }

    /// The colours of the page, on light screens and on dark ones.
    pub(crate) fn grounds(&self) -> &[String; 2] {
        &self.grounds
    }

    /// Makes ready what all pages share: `site`, and the words.
    pub(crate) fn share(&self, site: &impl Serialize) -> Shared {
        let mut context = Context::new();
        context.insert("site", site);
        context.insert_value("words", words::value(&self.strings));
        Shared(context)
    }

    /// Renders a page. A mistake in one of the site's own templates is reported.
    pub(crate) fn render(
        &self,
        template: &str,
        shared: &Shared,
        view: &impl Serialize,
        project: &Project,
    ) -> Result<Vec<u8>, Diagnostics> {
        let mut context =
            Context::from_serialize(view).expect("views are structs with named fields");
        context.extend(shared.0.clone());
        let mut page = Page::with_capacity(PAGE_BYTES);
        match self.tera.render_to(template, &context, &mut page) {
            Ok(()) => Ok(page.bytes),
            Err(error) => {
                let mut diagnostics = Diagnostics::default();
                self.reports.report(&error, template, project, &mut diagnostics);
                Err(diagnostics)
            }
        }
    }
}

/// Reports a theme that is not there.
fn report_unknown(project: &Project, config: &Config, diagnostics: &mut Diagnostics) {
    let start = || project.config.map(|source| Place(Span::new(source, 0, 0)));
    let Some(Place(span)) = config.theme_place.or_else(start) else { return };
    let name = &config.theme;
    let message = Message::new(
        format!("「{name}」というテーマはありません"),
        format!("there is no theme `{name}`"),
    );
    let known = project.themes.keys().filter_map(|path| path.split('/').next());
    let help = did_you_mean(name, known.chain([BUILT_IN_NAME])).unwrap_or_else(|| {
        Message::new(
            format!("themes/{name}/ にテンプレートなどを置くか、theme: default と書きます。"),
            format!("put its files into themes/{name}/, or write `theme: default`"),
        )
    });
    diagnostics.push(Diagnostic::new(&THEME_UNKNOWN, span, message).help(help));
}

fn own_templates(texts: &BTreeMap<&str, SourceId>) -> BTreeMap<String, SourceId> {
    let named = texts
        .iter()
        .filter_map(|(path, source)| Some((path.strip_prefix("templates/")?.to_owned(), *source)));
    named.collect()
}

/// The built-in templates, as templates call them.
fn built_in_templates() -> impl Iterator<Item = (String, &'static str)> {
    built_in("templates").into_iter().map(|(name, bytes)| {
        let text = str::from_utf8(bytes).expect("the built-in templates are text");
        (format!("{BUILT_IN_PREFIX}{name}"), text)
    })
}

/// What all templates refer to.
fn scans(project: &Project, own: &BTreeMap<String, SourceId>) -> BTreeMap<String, Scan> {
    let built_in = built_in_templates().map(|(name, text)| (name, scan(text)));
    let own = own.iter().map(|(name, source)| (name.clone(), scan(project.source(*source).text())));
    built_in.chain(own).collect()
}

/// The built-in templates with the site's own over them, if these are sound.
fn templates(
    project: &Project,
    reports: &Reports,
    scans: &BTreeMap<String, Scan>,
    diagnostics: &mut Diagnostics,
) -> Tera {
    let mut tera = Tera::default();
    tera.set_fallback_prefixes([BUILT_IN_PREFIX]).expect("there are no templates yet");
    // Whatever a template's name ends in: what authors write is text.
    tera.autoescape_on([""]);
    tera.set_escape_fn(escape::escape_to);
    tera.register_function("range", limits::range);
    tera.add_raw_templates(built_in_templates()).expect("the built-in templates have no errors");
    let text = |source| project.source(source).text();
    let mut sound = true;
    for (name, &source) in reports.own() {
        // Alone, so that each file's mistake is seen; what it refers to is looked at below.
        let alone = Tera::default().add_raw_template(name, text(source));
        if let Some(error) = alone.err().filter(is_syntax) {
            reports.report(&error, name, project, diagnostics);
            sound = false;
        }
    }
    let scans: recursion::Scans<'_> = scans.iter().map(|(name, it)| (name.clone(), it)).collect();
    for endless in recursion::endless(&scans, |name| resolve(name, &scans)) {
        reports.endless(&endless, project, &scans, diagnostics);
        sound = false;
    }
    let all = reports.own().iter().map(|(name, &source)| (name, text(source)));
    if sound && let Err(error) = tera.add_raw_templates(all) {
        reports.report(&error, "", project, diagnostics);
    }
    tera
}

/// The template that a name stands for.
fn resolve(name: &str, scans: &recursion::Scans<'_>) -> Option<String> {
    let prefixed = format!("{BUILT_IN_PREFIX}{name}");
    [name.to_owned(), prefixed].into_iter().find(|name| scans.contains_key(name))
}

/// The files of a folder of the built-in theme, by their path below it.
fn built_in(folder: &str) -> Vec<(String, &'static [u8])> {
    fn collect(dir: &Dir<'static>, folder: &str, files: &mut Vec<(String, &'static [u8])>) {
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let name = path.strip_prefix(folder).unwrap_or(&path).trim_start_matches('/');
            files.push((name.to_owned(), file.contents()));
        }
        for dir in dir.dirs() {
            collect(dir, folder, files);
        }
    }
    let mut files = Vec::new();
    if let Some(dir) = BUILT_IN.get_dir(folder) {
        collect(dir, folder, &mut files);
    }
    files
}

/// The static files of the built-in theme, made lean, and the site's own over them. A copy that nobody
/// changed is the built-in file.
fn static_files(files: &Found<'_>) -> BTreeMap<String, Arc<[u8]>> {
    let own = |name: &str, built_in: &[u8]| match files.get(format!("static/{name}").as_str()) {
        Some(ThemeFile::Static(bytes)) if **bytes != *built_in => Some(bytes.clone()),
        _ => None,
    };
    let built_in = built_in("static").into_iter().map(|(name, bytes)| {
        let file = own(&name, bytes).unwrap_or_else(|| lean::lean(&name, bytes));
        (name, file)
    });
    let mut published: BTreeMap<_, _> = built_in.collect();
    for (path, file) in files {
        if let (Some(name), ThemeFile::Static(bytes)) = (path.strip_prefix("static/"), file) {
            published.entry(name.to_owned()).or_insert_with(|| bytes.clone());
        }
    }
    published
}

/// The static files with what the settings say of the look: colours and sizes become rules at the end
/// of `style.css`, the logo and the icon files; and the colours of the page. Colours that cannot be told
/// apart are reported.
fn look_files(
    project: &Project,
    config: &Config,
    mut files: BTreeMap<String, Arc<[u8]>>,
    diagnostics: &mut Diagnostics,
) -> (BTreeMap<String, Arc<[u8]>>, [String; 2]) {
    let look = &config.look;
    let sheet = |name: &str| files.get(name).and_then(|bytes| str::from_utf8(bytes).ok());
    let sheets: Vec<&str> = ["style.css", "code.css"].into_iter().filter_map(sheet).collect();
    let screens = palette::screens(&sheets, look);
    contrast::check(&screens, diagnostics);
    let rules = palette::rules(&screens, look);
    if !rules.is_empty() {
        let style = files.entry("style.css".to_owned()).or_insert_with(|| [].into());
        *style = [style, rules.as_bytes()].concat().into();
    }
    for (name, file) in look.images() {
        if let Some(bytes) = project.attachments.get(&file.value) {
            files.insert(name, bytes.clone());
        }
    }
    (files, screens.map(|screen| screen.ground()))
}
