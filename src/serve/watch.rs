//! When to look at a site again: when the system tells of a change, and from time to time in any case, for
//! it does not tell everywhere (network shares, the disks of Windows seen from Linux, containers).

#![expect(
    clippy::disallowed_methods,
    reason = "a preview waits; nothing that is built reads the clock"
)]

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::shelf::Failure;
use crate::disk::Watcher;

/// After a change, so long is waited for the next one of a burst.
const QUIET: Duration = Duration::from_millis(5);
/// A burst is waited for no longer than this.
const BURST: Duration = Duration::from_millis(15);
/// How often to look where the system tells of changes.
const SELDOM: Duration = Duration::from_secs(2);
/// How often to look where it does not.
const OFTEN: Duration = Duration::from_millis(300);
/// Looking takes at most one part in so many of the time.
const SHARE: u32 = 20;
/// How much later than the change itself the system may tell of it.
const LATE: Duration = Duration::from_millis(500);

/// What happened.
#[derive(Debug)]
pub enum Signal {
    /// Something in the site's folder changed, or may have.
    Changed,
    /// A page of a build cannot be rendered.
    Failed(Failure),
    /// The server has ended.
    Ended(io::Error),
}

/// What to do next.
#[derive(Debug)]
pub enum Next {
    /// To look at the site.
    Look {
        /// Whether something is known to have changed.
        was_told: bool,
    },
    /// To take back a build.
    TakeBack(Failure),
    /// To give up.
    End(io::Error),
}

impl From<Signal> for Next {
    fn from(signal: Signal) -> Self {
        match signal {
            Signal::Changed => Self::Look { was_told: true },
            Signal::Failed(failure) => Self::TakeBack(failure),
            Signal::Ended(error) => Self::End(error),
        }
    }
}

/// Waits for changes of a site.
pub struct Watch {
    signals: Receiver<Signal>,
    watcher: Watcher,
    /// What was heard while waiting for something else, and is to be done next.
    later: VecDeque<Next>,
    /// How many changes in turn were found of which the system had not told.
    untold: usize,
    /// Whether the system was found not to tell of changes.
    is_deaf: bool,
    /// How long it took to look, the last time.
    effort: Duration,
}

impl Watch {
    /// Watches a site. `sender` is the other end of `signals`.
    pub fn new(root: &Path, signals: Receiver<Signal>, sender: Sender<Signal>) -> Self {
        // The preview may have ended.
        let mut watcher = Watcher::new(root, move || drop(sender.send(Signal::Changed)));
        let is_deaf = !watcher.cover();
        let (later, effort) = (VecDeque::new(), Duration::ZERO);
        Self { signals, watcher, later, untold: 0, is_deaf, effort }
    }

    /// Whether changes are noticed by looking only.
    pub fn is_deaf(&self) -> bool {
        self.is_deaf
    }

    /// Waits until there is something to do.
    pub fn wait(&mut self) -> Next {
        if let Some(next) = self.later.pop_front() {
            return next;
        }
        let often = if self.is_deaf { OFTEN } else { SELDOM };
        match self.signals.recv_timeout(often.max(self.effort * SHARE)) {
            Ok(Signal::Changed) => {
                self.end_of_burst();
                self.later.pop_front().unwrap_or(Next::Look { was_told: true })
            }
            Ok(signal) => Next::from(signal),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                Next::Look { was_told: false }
            }
        }
    }

    /// Waits for the end of a burst of changes: an editor's saving, a change of branch.
    fn end_of_burst(&mut self) {
        let end = Instant::now() + BURST;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.signals.recv_timeout(left.min(QUIET)) {
                Ok(Signal::Changed) => {}
                Ok(signal) => {
                    self.later.extend([Next::from(signal), Next::Look { was_told: true }]);
                    return;
                }
                Err(_) => return,
            }
        }
    }

    /// Takes note of what came of looking: how long it took, and whether something had changed of which
    /// nothing was told. Says whether that shows that the system does not tell.
    pub fn learn(&mut self, was_told: bool, effort: Duration, found_change: bool) -> bool {
        self.effort = effort;
        let untold = !was_told && found_change && !self.is_deaf;
        let was_deaf = self.is_deaf;
        // It may be about to be told.
        if untold && !self.hears_of_it() {
            self.untold += 1;
            self.watcher.forget();
        } else if found_change && was_told {
            self.untold = 0;
            self.is_deaf = false;
        }
        self.is_deaf |= !self.watcher.cover() || self.untold > 1;
        self.is_deaf && !was_deaf
    }

    /// Whether the system tells of a change within the time that it may take.
    fn hears_of_it(&mut self) -> bool {
        let end = Instant::now() + LATE;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.signals.recv_timeout(left) {
                Ok(Signal::Changed) => {
                    self.later.push_back(Next::Look { was_told: true });
                    return true;
                }
                Ok(signal) => self.later.push_back(Next::from(signal)),
                Err(_) => return false,
            }
        }
        false
    }
}
