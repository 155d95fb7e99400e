#![doc = include_str!("../ARCHITECTURE.md")]

// 1. Ground: used by all, uses nothing above.
pub mod calendar;
pub mod diagnostic;
pub mod markdown;
pub mod number;
pub mod site;
pub mod source;
pub mod strings;
pub mod table;
pub mod yaml;
// 2. The compiler: pure functions.
pub mod check;
pub mod compare;
pub mod config;
pub mod document;
pub mod figure;
pub mod fix;
pub mod links;
pub mod outline;
pub mod parse;
pub mod render;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod theme;
// 3. The outside world.
#[doc(hidden)]
pub mod cli;
pub mod disk;
pub mod serve;

use std::collections::BTreeSet;

use config::Config;
use diagnostic::{Diagnostics, Rule};
use document::{Kind, Library};
use outline::{Outline, Outlines};
use site::Site;
use source::Project;
use theme::Theme;

/// What a compilation is asked for beyond the site's own files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The address of the published site, in the place of the settings' one.
    pub base_url: Option<String>,
    /// Whether drafts are built.
    pub drafts: bool,
}

/// The result of a compilation.
#[derive(Debug)]
pub struct Compiled {
    /// The site; none if a diagnostic is an error.
    pub site: Option<Site>,
    /// What was found, sorted by place.
    pub diagnostics: Diagnostics,
    /// How many documents the site has.
    pub documents: usize,
    /// How many drafts were left out.
    pub drafts: usize,
}

/// Every rule of the crate.
pub fn rules() -> Vec<&'static Rule> {
    let constant = [
        yaml::LOAD_RULES,
        yaml::READER_RULES,
        config::RULES,
        outline::RULES,
        figure::RULES,
        theme::RULES,
    ];
    let constant = constant.into_iter().flatten().copied();
    constant.chain(document::rules()).chain(parse::rules()).chain(check::rules()).collect()
}

/// Compiles a site: parse, assemble, draw, check, render. Pure: the same project gives the same bytes.
pub fn compile(project: &Project, options: &Options) -> Compiled {
    let mut diagnostics = Diagnostics::default();
    let mut config = Config::load(project, &rules(), &mut diagnostics);
    if let Some(base_url) = &options.base_url {
        config.base_url = Some(format!("{}/", base_url.trim_end_matches('/')));
    }
    let theme = Theme::load(project, &config, &mut diagnostics);
    let outlines = Outlines::load(project, &mut diagnostics);
    let of_kind = outlines_of_kinds(&config, &outlines, &mut diagnostics);
    let kinds = figure::kinds();
    check::check_outlines(&outlines, &kinds, &mut diagnostics);

    let mut pages = parse::parse(project, &kinds, &mut diagnostics);
    let drafts = pages.extract_if(.., |page| page.facts.draft && !options.drafts);
    let drafts: BTreeSet<String> = drafts.map(|page| page.path).collect();
    let library =
        document::assemble(pages, |page| of_kind(page.facts.kind), &kinds, &mut diagnostics);
    let tables = draw(&library, &theme, &config, &mut diagnostics);
    let documents = library.documents.len();
    let outline_of = |document: &document::Document| of_kind(document.facts.kind);
    let inputs = check::Inputs {
        project,
        config: &config,
        kinds: &kinds,
        outline_of: &outline_of,
        drafts: &drafts,
    };
    let finish = |diagnostics: &mut Diagnostics| diagnostics.finish(|rule| config.severity(rule));
    let checked = check::check(library, tables, &inputs, &mut diagnostics, finish);
    let site = checked.and_then(|checked| {
        let site = render::render(&checked, project, &theme, &config, &mut diagnostics);
        diagnostics.finish(|rule| config.severity(rule));
        // Freeing so many small texts takes as long as a stage, and nobody need wait for it.
        rayon::spawn(move || drop(checked));
        site
    });
    Compiled { site, diagnostics, documents, drafts: drafts.len() }
}

/// The outline of each kind of document, as the settings say.
pub(crate) fn outlines_of_kinds<'o>(
    config: &Config,
    outlines: &'o Outlines,
    diagnostics: &mut Diagnostics,
) -> impl Fn(Kind) -> Option<&'o Outline> + Sync + use<'o> {
    let mut find = |kind: Kind| match config.outline(kind)? {
        Ok(written) => outlines.find(written, diagnostics),
        Err(name) => outlines.get(name),
    };
    let (policy, plan, page) = (find(Kind::Policy), find(Kind::Plan), find(Kind::Page));
    move |kind| match kind {
        Kind::Policy => policy,
        Kind::Plan => plan,
        Kind::Page => page,
    }
}

/// Draws the figures of every document, by document.
fn draw(
    library: &Library,
    theme: &Theme,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<table::Table>> {
    use rayon::prelude::*;
    let drawn: Vec<_> = library
        .documents
        .par_iter()
        .map(|document| {
            let mut diagnostics = Diagnostics::default();
            let tables = figure::draw(document, theme.strings(), config.calendar, &mut diagnostics);
            if document.broken {
                // What figures lack is in the front matter that could not be read.
                diagnostics.retain(|it| !it.is_of(figure::OF_RECORDS));
            }
            (tables, diagnostics)
        })
        .collect();
    let collect = |(tables, found)| {
        diagnostics.append(found);
        tables
    };
    drawn.into_iter().map(collect).collect()
}
