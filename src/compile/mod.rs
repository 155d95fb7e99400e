//! The compiler as a whole: parse, assemble, draw, check, render.

mod export;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::as_of::AsOf;
use crate::calendar::Day;
use crate::check::{self, Checked};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Severity};
use crate::document::{self, Document, Kind, Library};
use crate::editions::Editions;
use crate::history::{self, History};
use crate::memory::{Memory, Same};
use crate::outline::{self, Outline, Outlines};
use crate::past::{NoPast, Past};
use crate::render::{Material, Rendering};
use crate::site::Site;
use crate::source::{Project, SourceFile, SourceId, in_content};
use crate::table::Table;
use crate::theme::{self, Theme};
use crate::upcoming::{self, Dates};
use crate::{config, figure, library, parse, render, yaml};

pub use export::{Exported, export};

/// What a compilation is asked for beyond the site's own files.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address of the published site, in the place of the settings' one.
    pub base_url: Option<String>,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Where the revisions of documents are kept.
    pub past: Arc<dyn Past>,
    /// The day as of which documents are shown; nothing if they are shown as they are written.
    pub as_of: Option<Day>,
}

impl Default for Options {
    fn default() -> Self {
        Self { base_url: None, drafts: false, past: Arc::new(NoPast), as_of: None }
    }
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
    /// How many documents were left out that were not adopted on the day that is shown.
    pub not_adopted: usize,
    /// The dates at which documents change, those that were left out included, drafts not.
    pub dates: Vec<Dates>,
    /// The files that data are read from: of each the document's, and its own, as paths from the site's folder.
    pub data: Vec<(String, String)>,
}

/// A site that was checked and can be rendered, if there is no error.
pub struct Analysis {
    /// The settings.
    pub config: Config,
    /// The theme.
    pub theme: Arc<Theme>,
    /// The documents; none if a diagnostic is an error.
    pub checked: Option<Checked>,
    /// The revisions of the documents.
    pub history: History,
    /// The site with the texts of the day that is shown, if they are others than those of now.
    older: Option<Arc<Project>>,
    /// What was found, sorted by place.
    pub diagnostics: Diagnostics,
    /// How many documents the site has.
    pub documents: usize,
    /// How many drafts were left out.
    pub drafts: usize,
    /// How many documents were left out that were not adopted on the day that is shown.
    pub not_adopted: usize,
    /// The dates at which documents change, those that were left out included, drafts not.
    pub dates: Vec<Dates>,
    /// The files that data are read from: of each the document's, and its own, as paths from the site's folder.
    pub data: Vec<(String, String)>,
}

/// What compilations of one site found out, to be used again by the next one.
#[derive(Default)]
pub struct Memories {
    /// The texts that every document may depend on: settings, outlines, the theme's. Where one of them
    /// changes, all is made anew.
    surroundings: Vec<(SourceId, Same<SourceFile>)>,
    /// The files that are no texts.
    files: Vec<(String, Same<[u8]>)>,
    /// The theme, while neither its texts nor any file is another, and what is wrong with it.
    theme: Option<(Arc<Theme>, Diagnostics)>,
    /// Earlier states of documents, while they are read as they were.
    editions: Option<Arc<Editions>>,
    documents: library::Known,
    figures: Figures,
    checks: check::Memories,
}

/// Every rule of the crate.
pub fn rules() -> Vec<&'static Rule> {
    let constant = [
        yaml::LOAD_RULES,
        yaml::READER_RULES,
        config::RULES,
        outline::RULES,
        figure::RULES,
        history::RULES,
        theme::RULES,
    ];
    let constant = constant.into_iter().flatten().copied();
    constant.chain(document::rules()).chain(parse::rules()).chain(check::rules()).collect()
}

/// Compiles a site. Pure: the same project gives the same bytes.
pub fn compile(project: &Project, options: &Options) -> Compiled {
    let analysis = analyse(project, options, &mut Memories::default());
    let mut diagnostics = analysis.diagnostics.clone();
    let site = analysis.material(project).and_then(|material| {
        let site = render::render(&Rendering::new(material), &mut diagnostics);
        diagnostics.finish(|rule| analysis.config.severity(rule));
        site
    });
    let Analysis { documents, drafts, not_adopted, .. } = analysis;
    let (dates, data) = (analysis.dates.clone(), analysis.data.clone());
    // Freeing so many small texts takes as long as a stage, and nobody need wait for it.
    rayon::spawn(move || drop(analysis));
    Compiled { site, diagnostics, documents, drafts, not_adopted, dates, data }
}

/// Does all but rendering. What `memories` holds of the compilation before is used where it is still true, and
/// changes nothing of the result; it is to be of the same site with the same options.
pub fn analyse(project: &Project, options: &Options, memories: &mut Memories) -> Analysis {
    memories.look_around(project);
    let mut diagnostics = Diagnostics::default();
    let mut config = Config::load(project, &rules(), &mut diagnostics);
    if let Some(base_url) = &options.base_url {
        config.base_url = Some(format!("{}/", base_url.trim_end_matches('/')));
    }
    let theme = memories.theme(project, &config, &mut diagnostics);
    let outlines = Arc::new(Outlines::load(project, &mut diagnostics));
    let of_kind = outlines_of_kinds(&config, &outlines, &mut diagnostics);
    let kinds = figure::kinds();
    check::check_outlines(&outlines, &kinds, &mut diagnostics);

    let inputs = library::Inputs { project, kinds: &kinds, drafts: options.drafts };
    let (library, drafts) =
        library::assemble(&inputs, &of_kind, &mut memories.documents, &mut diagnostics);
    let tables = draw(&library, &theme, &config, (&mut memories.figures, &mut diagnostics));
    let dates = upcoming::dates(&library, project);
    let data = library.iter().flat_map(data_of).collect();
    let editions = memories.editions(&config, &outlines, &theme);
    let history = History::read(&library, &*options.past, &editions, &mut diagnostics);
    let documents = library.documents.len();
    let left_out = drafts.len();
    let outline_of = |document: &Document| of_kind(document.facts.kind);
    let inputs = check::Inputs {
        project,
        config: &config,
        kinds: &kinds,
        outline_of: &outline_of,
        drafts: &drafts,
    };
    let finish = |diagnostics: &mut Diagnostics| {
        // A table is changed by the program that it is kept in.
        diagnostics.keep_fixes(|fix| !project.source(fix.span.source).is_data());
        diagnostics.finish(|rule| config.severity(rule));
    };
    let checked =
        check::check((library, tables), &inputs, &mut memories.checks, &mut diagnostics, finish);
    let analysis = Analysis {
        config,
        theme,
        checked,
        history,
        older: None,
        diagnostics,
        documents,
        drafts: left_out,
        not_adopted: 0,
        dates,
        data,
    };
    match options.as_of {
        Some(day) => analysis.put_back(project, options, day).on(day),
        None => analysis,
    }
}

/// The figures of documents, and what was found when they were drawn.
type Figures = Memory<Same<Document>, (Arc<[Table]>, Diagnostics)>;

impl Analysis {
    /// The site with the texts that were in force on a day. One that is no text of today any more stays as it
    /// is now. What is wrong is what is wrong with the texts of now.
    fn put_back(self, project: &Project, options: &Options, day: Day) -> Self {
        if self.checked.is_none() {
            return self;
        }
        let mut as_of = AsOf::new(project, &*options.past, day);
        let options = Options { as_of: None, ..options.clone() };
        while let Some(older) = as_of.project(project) {
            let analysis = analyse(&older, &options, &mut Memories::default());
            if analysis.checked.is_some() {
                let Self { checked, history, theme, config, .. } = analysis;
                let older = Some(Arc::new(older));
                return Self { config, theme, checked, history, older, ..self };
            }
            let errors = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error);
            let path = |it: &Diagnostic| older.source(it.span.source).path().to_owned();
            if !as_of.leave(&errors.map(path).collect()) {
                return self;
            }
        }
        self
    }

    /// The site as of a day. What is wrong with it was found before anything was left out.
    fn on(mut self, day: Day) -> Self {
        let Some(checked) = self.checked.take() else { return self };
        let history = self.history.on(day, checked.library());
        let checked = checked.on(day, |document| {
            let (words, calendar) = (self.theme.strings(), self.config.calendar);
            figure::draw(document, words, calendar, &mut Diagnostics::default()).into()
        });
        let documents = checked.library().documents.len();
        let not_adopted = self.documents - documents;
        Self { checked: Some(checked), history, documents, not_adopted, ..self }
    }

    /// What the site is rendered from; nothing if there is an error.
    pub fn material<'a>(&'a self, project: &'a Project) -> Option<Material<'a>> {
        let project = self.older.as_deref().unwrap_or(project);
        let Self { config, theme, history, .. } = self;
        let checked = self.checked.as_ref()?;
        Some(Material { checked, project, theme, config, history })
    }
}

impl Memories {
    /// Forgets everything if something changed that is around all documents.
    fn look_around(&mut self, project: &Project) {
        let data = project.data.values();
        let of_page: BTreeSet<SourceId> = project.pages.iter().chain(data).copied().collect();
        let around = project.sources().filter(|(source, _)| !of_page.contains(source));
        let around = around.map(|(source, _)| (source, Same::of(project.shared(source)))).collect();
        if self.surroundings != around {
            *self = Self { surroundings: around, ..Self::default() };
        }
        let files: Vec<_> = project.files().map(|(path, bytes)| (path, Same::of(bytes))).collect();
        if self.files != files {
            self.files = files;
            self.theme = None;
            self.editions = None;
        }
    }

    fn editions(
        &mut self,
        config: &Config,
        outlines: &Arc<Outlines>,
        theme: &Theme,
    ) -> Arc<Editions> {
        let words = theme.shared_strings();
        let make = || Arc::new(Editions::new(config, Arc::clone(outlines), words));
        Arc::clone(self.editions.get_or_insert_with(make))
    }

    fn theme(
        &mut self,
        project: &Project,
        config: &Config,
        diagnostics: &mut Diagnostics,
    ) -> Arc<Theme> {
        let (theme, found) = self.theme.get_or_insert_with(|| {
            let mut found = Diagnostics::default();
            (Arc::new(Theme::load(project, config, &mut found)), found)
        });
        diagnostics.append(found.clone());
        Arc::clone(theme)
    }
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

/// A document and each of the files that its data are read from.
fn data_of(document: &Document) -> Vec<(String, String)> {
    let files = document.data.iter();
    files.map(|file| (in_content(&document.path), in_content(&file.path))).collect()
}

/// Draws the figures of every document, by document.
fn draw(
    library: &Library,
    theme: &Theme,
    config: &Config,
    (memory, diagnostics): (&mut Figures, &mut Diagnostics),
) -> Vec<Arc<[Table]>> {
    let draw = |document: &Arc<Document>| {
        if let Some(known) = memory.get(&document.path, &Same::of(document)) {
            return known.clone();
        }
        let mut diagnostics = Diagnostics::default();
        let tables = figure::draw(document, theme.strings(), config.calendar, &mut diagnostics);
        if document.broken {
            // What figures lack is in the front matter that could not be read.
            diagnostics.retain(|it| !it.is_of(figure::OF_RECORDS));
        }
        (tables.into(), diagnostics)
    };
    let drawn: Vec<(Arc<[Table]>, Diagnostics)> = library.documents.par_iter().map(draw).collect();
    let documents = library.documents.iter();
    memory.keep(
        documents
            .zip(&drawn)
            .map(|(document, drawn)| (document.path.clone(), Same::of(document), drawn.clone())),
    );
    let collect = |(tables, found)| {
        diagnostics.append(found);
        tables
    };
    drawn.into_iter().map(collect).collect()
}
