//! What the system tells of changes in a site's folder.

use std::path::{Path, PathBuf};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::read::FOLDERS;

/// Listens to what the system tells.
#[derive(Debug)]
pub struct Watcher {
    root: PathBuf,
    /// Nothing if the system does not tell of changes at all.
    system: Option<RecommendedWatcher>,
    /// The folders that are watched.
    watched: Vec<PathBuf>,
}

impl Watcher {
    /// A watcher that calls `tell` when something in the site's folder changed, or may have. Nothing is
    /// watched before [`Watcher::cover`].
    pub fn new(root: &Path, tell: impl Fn() + Send + 'static) -> Self {
        let heard = move |event: notify::Result<notify::Event>| {
            // Reading is no change; it is told by some systems.
            if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                tell();
            }
        };
        let system = notify::recommended_watcher(heard).ok();
        Self { root: root.to_owned(), system, watched: Vec::new() }
    }

    /// Watches all folders of the site that are there by now. Says whether the system lets it.
    pub fn cover(&mut self) -> bool {
        let Some(system) = &mut self.system else { return false };
        self.watched.retain(|folder| folder.is_dir());
        let own = (self.root.clone(), RecursiveMode::NonRecursive);
        let folders = FOLDERS.map(|name| (self.root.join(name), RecursiveMode::Recursive));
        let mut all = true;
        for (folder, mode) in std::iter::once(own).chain(folders) {
            if self.watched.contains(&folder) || !folder.is_dir() {
                continue;
            }
            match system.watch(&folder, mode) {
                Ok(()) => self.watched.push(folder),
                Err(_) => all = false,
            }
        }
        all
    }

    /// Forgets what is watched: a folder that was replaced by another one of its name is watched no more.
    pub fn forget(&mut self) {
        self.watched.clear();
    }
}
