//! The repository that a site lies in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::git::Repository;
use crate::past::{Absent, NoPast, Past, State, Unreadable};

/// Where the revisions of a site are kept.
pub(super) fn past_of(root: &Path) -> Arc<dyn Past> {
    Arc::new(AtSite { root: root.to_owned(), found: OnceLock::new() })
}

/// The repository around a folder, looked for when somebody asks.
#[derive(Debug)]
struct AtSite {
    root: PathBuf,
    found: OnceLock<Box<dyn Past>>,
}

impl AtSite {
    fn past(&self) -> &dyn Past {
        let find = || -> Box<dyn Past> {
            match Repository::open(&self.root) {
                Ok(Some(repository)) => Box::new(repository),
                Ok(None) => Box::new(NoPast),
                Err(absent) => Box::new(Unreadable(absent)),
            }
        };
        &**self.found.get_or_init(find)
    }
}

impl Past for AtSite {
    fn state(&self, name: &str) -> Result<Arc<dyn State>, Absent> {
        self.past().state(name)
    }

    fn former_paths(
        &self,
        newer: &dyn State,
        older: &dyn State,
        paths: &[&str],
    ) -> BTreeMap<String, String> {
        self.past().former_paths(newer, older, paths)
    }
}
