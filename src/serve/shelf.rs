//! The site as last built well, from which the server takes files. Pages are rendered when they are asked
//! for: by a thread that owns what they are made of, and ends when nobody can ask it any more.
//!
//! Templates of the site's own may fail though all documents are sound. So a build with such templates is on
//! trial: its pages are tried one by one while there is nothing else to do, and the last build that passed
//! stands by for pages that fail.

use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::server::Files;
use crate::compile::Analysis;
use crate::diagnostic::Diagnostics;
use crate::render::Rendering;
use crate::site::SitePath;
use crate::source::Project;

/// How long a page may take. A template may loop for very long.
const PATIENCE: Duration = Duration::from_secs(10);

/// A build without an error: all that its pages are made of.
pub(super) struct Sound {
    pub(super) project: Arc<Project>,
    pub(super) analysis: Analysis,
    /// The number of the build.
    pub(super) number: u64,
}

/// A page that cannot be rendered.
#[derive(Debug)]
pub struct Failure {
    /// The number of the build.
    pub number: u64,
    /// The page.
    pub page: SitePath,
    /// What is wrong.
    pub found: Diagnostics,
}

/// Is told of pages that cannot be rendered.
pub(super) type Failures = Arc<dyn Fn(Failure) + Send + Sync>;

/// Somebody asks for a file.
struct Ask {
    path: SitePath,
    answer: SyncSender<Option<Arc<[u8]>>>,
}

/// The files that are shown.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Builds>);

#[derive(Default)]
struct Builds {
    /// The build that is shown.
    shown: Option<Printer>,
    /// The last build that passed its trial.
    proven: Option<Printer>,
}

/// A build that can be asked for files.
#[derive(Clone)]
struct Printer {
    number: u64,
    asks: Sender<Ask>,
}

impl Shelf {
    /// Shows a build in the place of the one before. `failures` is told of pages that cannot be rendered.
    pub(super) fn put(self: &Arc<Self>, sound: Sound, failures: Failures) {
        let (asks, asked) = channel();
        let printer = Printer { number: sound.number, asks };
        let may_fail = sound.analysis.theme.has_own_templates(&sound.project);
        let mut builds = self.builds();
        builds.shown = Some(printer.clone());
        let older = if may_fail {
            builds.proven.clone()
        } else {
            builds.proven = Some(printer);
            None
        };
        drop(builds);
        let trial = Trial { shelf: Arc::clone(self), failures, older };
        drop(thread::spawn(move || print(&sound, &asked, trial, may_fail)));
    }

    /// Shows the last build that passed its trial.
    pub(super) fn put_back(&self) {
        let Builds { shown, proven } = &mut *self.builds();
        shown.clone_from(proven);
    }

    /// Whether a build is the one that is shown.
    fn shows(&self, number: u64) -> bool {
        self.builds().shown.as_ref().is_some_and(|it| it.number == number)
    }

    /// A build has passed its trial.
    fn has_passed(&self, number: u64) {
        let mut builds = self.builds();
        if let Some(printer) = builds.shown.clone().filter(|it| it.number == number) {
            builds.proven = Some(printer);
        }
    }

    fn builds(&self) -> MutexGuard<'_, Builds> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Shelf {
    fn file(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        let shown = self.builds().shown.clone()?;
        shown.file(path)
    }
}

impl Printer {
    fn file(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        let (answer, answered) = sync_channel(1);
        self.asks.send(Ask { path: path.clone(), answer }).ok()?;
        answered.recv_timeout(PATIENCE).ok()?
    }
}

/// What a build on trial needs.
struct Trial {
    shelf: Arc<Shelf>,
    failures: Failures,
    /// The build that stands by.
    older: Option<Printer>,
}

/// Renders what is asked for, until nobody can ask any more.
fn print(sound: &Sound, asked: &Receiver<Ask>, mut trial: Trial, may_fail: bool) {
    let Sound { project, analysis, number } = sound;
    let Some(material) = analysis.material(project) else { return };
    let rendering = Rendering::new(material);
    // The pages that are still to be tried, while the build is on trial.
    let mut untried: Option<Vec<SitePath>> = may_fail.then(|| rendering.pages().cloned().collect());
    loop {
        let on_trial = untried.as_mut().filter(|_| trial.shelf.shows(*number));
        let ask = match (asked.try_recv(), on_trial) {
            (Ok(ask), _) => ask,
            (Err(TryRecvError::Disconnected), _) => return,
            (Err(TryRecvError::Empty), Some(pages)) => {
                if !trial.goes_on(&rendering, pages, *number) {
                    untried = None;
                }
                continue;
            }
            (Err(TryRecvError::Empty), None) => match asked.recv() {
                Ok(ask) => ask,
                Err(_) => return,
            },
        };
        let file = match rendering.file(&ask.path) {
            Some(Ok(bytes)) => Some(bytes),
            Some(Err(found)) => {
                (trial.failures)(Failure { number: *number, page: ask.path.clone(), found });
                trial.older.as_ref().and_then(|older| older.file(&ask.path))
            }
            None => None,
        };
        // Whoever asked may have gone.
        let _gone = ask.answer.send(file);
    }
}

impl Trial {
    /// Tries one more page; says whether there is more to try.
    fn goes_on(
        &mut self,
        rendering: &Rendering<'_>,
        untried: &mut Vec<SitePath>,
        number: u64,
    ) -> bool {
        let Some(page) = untried.pop() else {
            self.shelf.has_passed(number);
            self.older = None;
            return false;
        };
        match rendering.file(&page) {
            Some(Err(found)) => {
                (self.failures)(Failure { number, page, found });
                false
            }
            _ => true,
        }
    }
}
