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
    /// The build that is shown, and its number.
    shown: Option<(u64, Sender<Ask>)>,
    /// The last build that passed its trial.
    proven: Option<Sender<Ask>>,
}

impl Shelf {
    /// Shows a build in the place of the one before. `failures` is told of pages that cannot be rendered.
    pub(super) fn put(self: &Arc<Self>, sound: Sound, failures: Failures) {
        let (asks, asked) = channel();
        let number = sound.number;
        let may_fail = sound.analysis.theme.has_own_templates(&sound.project);
        let mut builds = self.builds();
        builds.shown = Some((number, asks.clone()));
        let older = builds.proven.clone().filter(|_| may_fail);
        if !may_fail {
            builds.proven = Some(asks);
        }
        drop(builds);
        let here = Arc::clone(self);
        drop(thread::spawn(move || {
            print(&sound, &asked, &mut Trial { shelf: here, failures, older });
        }));
    }

    /// Shows the last build that passed its trial.
    pub(super) fn put_back(&self) {
        let mut builds = self.builds();
        builds.shown = builds.proven.clone().map(|asks| (0, asks));
    }

    /// Whether a build is the one that is shown.
    fn shows(&self, number: u64) -> bool {
        self.builds().shown.as_ref().is_some_and(|(shown, _)| *shown == number)
    }

    /// A build has passed its trial.
    fn has_passed(&self, number: u64) {
        let mut builds = self.builds();
        if let Some((_, asks)) = builds.shown.clone().filter(|(shown, _)| *shown == number) {
            builds.proven = Some(asks);
        }
    }

    fn builds(&self) -> MutexGuard<'_, Builds> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Shelf {
    fn file(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        let (_, asks) = self.builds().shown.clone()?;
        ask(&asks, path)
    }
}

fn ask(asks: &Sender<Ask>, path: &SitePath) -> Option<Arc<[u8]>> {
    let (answer, answered) = sync_channel(1);
    asks.send(Ask { path: path.clone(), answer }).ok()?;
    answered.recv_timeout(PATIENCE).ok()?
}

/// What a build on trial needs.
struct Trial {
    shelf: Arc<Shelf>,
    failures: Failures,
    /// The build that stands by.
    older: Option<Sender<Ask>>,
}

/// Renders what is asked for, until nobody can ask any more.
fn print(sound: &Sound, asked: &Receiver<Ask>, trial: &mut Trial) {
    let Sound { project, analysis, number } = sound;
    let Some(checked) = &analysis.checked else { return };
    let rendering = Rendering::new(checked, project, &analysis.theme, &analysis.config);
    let may_fail = analysis.theme.has_own_templates(project);
    let mut untried: Vec<SitePath> =
        if may_fail { rendering.pages().cloned().collect() } else { Vec::new() };
    let mut is_on_trial = may_fail;
    loop {
        let ask = match asked.try_recv() {
            Ok(ask) => ask,
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) if is_on_trial && trial.shelf.shows(*number) => {
                is_on_trial = trial.goes_on(&rendering, &mut untried, *number);
                continue;
            }
            Err(TryRecvError::Empty) => match asked.recv() {
                Ok(ask) => ask,
                Err(_) => return,
            },
        };
        let file = match rendering.file(&ask.path) {
            Some(Ok(bytes)) => Some(bytes),
            Some(Err(found)) => {
                (trial.failures)(Failure { number: *number, page: ask.path.clone(), found });
                trial.older.as_ref().and_then(|older| self::ask(older, &ask.path))
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
