//! A site that is built again and again, and what becomes of it each time.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use super::news::{Change, News};
use super::problems::{of_diagnostics, of_fault};
use super::server::Files;
use super::shelf::{Failure, Failures, Shelf, Sound};
use crate::Options;
use crate::calendar::Day;
use crate::compile::{Analysis, Memories, analyse};
use crate::diagnostic::{Diagnostics, Language, Severity};
use crate::disk::{Error, Reader};
use crate::past::Past;
use crate::render::Rendering;
use crate::site::SitePath;
use crate::source::Project;
use crate::theme::{StaticFile, Theme};

/// A site in the making.
pub struct Preview {
    reader: Reader,
    options: Options,
    memories: Memories,
    language: Language,
    /// Tells of pages that cannot be rendered.
    failures: Failures,
    /// The site as it was looked at last; nothing if it could not be read.
    project: Option<Arc<Project>>,
    number: u64,
    /// The theme of which a page failed, and the page: as long as the theme is the same, it is tried first.
    failing: Option<(Arc<Theme>, SitePath)>,
    /// What the build that is shown is made of.
    shown: Option<Shown>,
    shelf: Arc<Shelf>,
    news: watch::Sender<Arc<News>>,
}

struct Shown {
    theme: Arc<Theme>,
    project: Arc<Project>,
}

/// What became of the site.
pub struct Build {
    /// The files that are not as they were, by their paths in the site; none for the first build.
    pub changed: Vec<String>,
    /// What was found.
    pub outcome: Outcome,
}

/// What was found by looking at the site.
pub enum Outcome {
    /// It was read, and this is wrong with it. Without an error, it is shown.
    Read {
        /// The site.
        project: Arc<Project>,
        /// What is wrong with it.
        diagnostics: Diagnostics,
        /// How many documents it has.
        documents: usize,
    },
    /// It cannot be read.
    Unread(Error),
}

impl Preview {
    /// A preview of the site in a folder, which was not looked at yet, with its revisions. Drafts are shown, and
    /// marked. `failures` is told when a page cannot be rendered.
    pub fn new(
        root: &Path,
        past: Arc<dyn Past>,
        language: Language,
        failures: impl Fn(Failure) + Send + Sync + 'static,
    ) -> Self {
        let news = News { number: 0, change: Change::Nothing, problems: Vec::new(), language };
        Self {
            reader: Reader::new(root),
            options: Options { drafts: true, past, ..Options::default() },
            memories: Memories::default(),
            language,
            failures: Arc::new(failures),
            project: None,
            number: 0,
            failing: None,
            shown: None,
            shelf: Arc::default(),
            news: watch::Sender::new(Arc::new(news)),
        }
    }

    /// The same of the site as of a day.
    #[must_use]
    pub fn on(mut self, day: Option<Day>) -> Self {
        self.options.as_of = day;
        self
    }

    /// What the server hands out.
    pub fn files(&self) -> Arc<dyn Files> {
        Arc::clone(&self.shelf) as _
    }

    /// What the open pages must know.
    pub fn news(&self) -> watch::Receiver<Arc<News>> {
        self.news.subscribe()
    }

    /// Looks at the site, and builds it if it is not as it was.
    pub fn look(&mut self) -> Option<Build> {
        let before = self.project.take();
        let project = match self.reader.read() {
            Ok(project) => project,
            Err(error) => return self.unread(before.is_some(), error),
        };
        self.project = Some(Arc::clone(&project));
        if before.as_ref().is_some_and(|before| Arc::ptr_eq(before, &project)) {
            return None;
        }
        let changed = before.map(|before| project.changes(&before)).unwrap_or_default();
        self.number += 1;
        let mut analysis = analyse(&project, &self.options, &mut self.memories);
        let mut diagnostics = std::mem::take(&mut analysis.diagnostics);
        let documents = analysis.documents;
        if let Some(found) = self.still_fails(&project, &analysis) {
            diagnostics.append(found);
            analysis.checked = None;
        }
        let mut change = Change::Nothing;
        if analysis.checked.is_some() {
            let theme = Arc::clone(&analysis.theme);
            change = self.change(&project, &theme);
            let sound = Sound { project: Arc::clone(&project), analysis, number: self.number };
            self.shelf.put(sound, Arc::clone(&self.failures));
            self.shown = Some(Shown { theme, project: Arc::clone(&project) });
        }
        self.tell(change, &diagnostics, &project);
        Some(Build { changed, outcome: Outcome::Read { project, diagnostics, documents } })
    }

    /// What is wrong with the page that failed last, if it is made by the same theme and fails again.
    fn still_fails(&self, project: &Project, analysis: &Analysis) -> Option<Diagnostics> {
        let (theme, page) = self.failing.as_ref()?;
        let material =
            analysis.material(project).filter(|_| Arc::ptr_eq(theme, &analysis.theme))?;
        Rendering::new(material).file(page)?.err()
    }

    /// Takes back a build of which a page cannot be rendered.
    pub fn take_back(&mut self, failure: Failure) -> Option<Build> {
        let Failure { number, page, found } = failure;
        let project = self.project.clone().filter(|_| number == self.number)?;
        let shown = self.shown.take()?;
        self.failing = Some((shown.theme, page));
        self.shelf.put_back();
        self.number += 1;
        self.tell(Change::Pages, &found, &project);
        let outcome = Outcome::Read { project, diagnostics: found, documents: 0 };
        Some(Build { changed: Vec::new(), outcome })
    }

    fn unread(&mut self, was_read: bool, error: Error) -> Option<Build> {
        let problems = vec![of_fault(&error, self.language)];
        if !was_read && self.number > 0 && self.news.borrow().problems == problems {
            return None;
        }
        self.number += 1;
        self.send(Change::Nothing, problems);
        Some(Build { changed: Vec::new(), outcome: Outcome::Unread(error) })
    }

    /// What open pages must do to show a build instead of the one that is shown.
    fn change(&self, project: &Project, theme: &Theme) -> Change {
        let Some(shown) = &self.shown else { return Change::Pages };
        let is_css = |path: &String| Path::new(path).extension().is_some_and(|it| it == "css");
        let is_style = |path: &String| path.starts_with("themes/") && is_css(path);
        let (old, new) = (shown.theme.static_files(), theme.static_files());
        let same_names = old.keys().eq(new.keys());
        if !same_names || !project.changes(&shown.project).iter().all(is_style) {
            return Change::Pages;
        }
        let paths = |files: &BTreeMap<String, StaticFile>| -> Vec<SitePath> {
            files.values().map(|file| file.path.clone()).collect()
        };
        let pairs = paths(old).into_iter().zip(paths(new));
        Change::Styles(pairs.filter(|(old, new)| old != new).collect())
    }

    fn tell(&self, change: Change, diagnostics: &Diagnostics, project: &Project) {
        self.send(change, of_diagnostics(diagnostics, project, self.language));
    }

    fn send(&self, change: Change, problems: Vec<super::Problem>) {
        let news = News { number: self.number, change, problems, language: self.language };
        self.news.send_replace(Arc::new(news));
    }
}

impl Build {
    /// Whether the site can be shown as it is.
    pub fn is_sound(&self) -> bool {
        match &self.outcome {
            Outcome::Read { diagnostics, .. } => diagnostics.count(Severity::Error) == 0,
            Outcome::Unread(_) => false,
        }
    }
}
