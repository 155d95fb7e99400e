//! The site as last built well, from which the server takes files. Pages are rendered when they are asked
//! for: by a thread that owns what they are made of, and ends when the next build takes its place.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::server::Files;
use crate::compile::Analysis;
use crate::diagnostic::Diagnostics;
use crate::render::Rendering;
use crate::site::SitePath;
use crate::source::Project;

/// A build that was found to be sound: all that its pages are made of.
pub(super) struct Sound {
    pub(super) project: Arc<Project>,
    pub(super) analysis: Analysis,
    /// The number of the build.
    pub(super) number: u64,
}

/// Somebody asks for a file.
struct Ask {
    path: SitePath,
    answer: SyncSender<Option<Arc<[u8]>>>,
}

/// The files that are shown.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Option<Sender<Ask>>>);

/// Tells that a template of a build fails, though its documents are sound.
pub(super) type Failed = Box<dyn Fn(u64, Diagnostics) + Send>;

impl Shelf {
    /// Puts a build in the place of the one before. `failed` is called if one of its pages cannot be
    /// rendered; what was shown before is shown in the place of such a page.
    pub(super) fn put(&self, sound: Sound, failed: Failed) -> Option<Before> {
        let (asks, asked) = channel();
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = shown.replace(asks);
        let older = before.clone();
        drop(shown);
        drop(thread::spawn(move || print(&sound, &asked, older, &failed)));
        before.map(Before)
    }

    /// Shows an earlier build again.
    pub(super) fn put_back(&self, before: Option<Before>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = before.map(|Before(asks)| asks);
    }

    fn asks(&self) -> Option<Sender<Ask>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A build that was shown before.
pub(super) struct Before(Sender<Ask>);

impl Files for Shelf {
    fn file(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        ask(&self.asks()?, path)
    }
}

fn ask(asks: &Sender<Ask>, path: &SitePath) -> Option<Arc<[u8]>> {
    let (answer, answered) = sync_channel(1);
    asks.send(Ask { path: path.clone(), answer }).ok()?;
    answered.recv().ok()?
}

/// Renders what is asked for, until nobody can ask any more. Which pages fail is found out while there is
/// nothing else to do.
fn print(sound: &Sound, asked: &Receiver<Ask>, older: Option<Sender<Ask>>, failed: &Failed) {
    let Sound { project, analysis, number } = sound;
    let Some(checked) = &analysis.checked else { return };
    let rendering = Rendering::new(checked, project, &analysis.theme, &analysis.config);
    // The built-in templates do not fail.
    let may_fail = analysis.theme.has_own_templates(project);
    let mut older = older.filter(|_| may_fail);
    let mut untried: Vec<SitePath> =
        if may_fail { rendering.pages().cloned().collect() } else { Vec::new() };
    let mut printed = Printed { rendering, files: BTreeMap::new(), failure: None };
    loop {
        let ask = match asked.try_recv() {
            Ok(ask) => ask,
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => {
                if let Some(path) = untried.pop() {
                    printed.file(&path);
                    if let Some(found) = printed.failure.take() {
                        untried.clear();
                        failed(*number, found);
                    }
                    continue;
                }
                if printed.files.values().all(Result::is_ok) {
                    older = None;
                }
                let Ok(ask) = asked.recv() else { return };
                ask
            }
        };
        let file = match printed.file(&ask.path) {
            Some(Ok(bytes)) => Some(bytes),
            Some(Err(Fails)) => older.as_ref().and_then(|older| self::ask(older, &ask.path)),
            None => None,
        };
        // Whoever asked may have gone.
        let _gone = ask.answer.send(file);
        if let Some(found) = printed.failure.take() {
            untried.clear();
            failed(*number, found);
        }
    }
}

/// The files that were rendered so far.
struct Printed<'a> {
    rendering: Rendering<'a>,
    files: BTreeMap<SitePath, Result<Arc<[u8]>, Fails>>,
    /// What is wrong with the page that failed last.
    failure: Option<Diagnostics>,
}

/// A page cannot be rendered.
#[derive(Debug, Clone, Copy)]
struct Fails;

impl Printed<'_> {
    fn file(&mut self, path: &SitePath) -> Option<Result<Arc<[u8]>, Fails>> {
        if let Some(known) = self.files.get(path) {
            return Some(known.clone());
        }
        let file = self.rendering.file(path)?.map_err(|found| {
            self.failure = Some(found);
            Fails
        });
        self.files.insert(path.clone(), file.clone());
        Some(file)
    }
}
