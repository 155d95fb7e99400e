//! What writing a site will do to a folder, worked out before anything is changed: a site that cannot
//! be written whole is not begun.

use std::path::Path;

use walkdir::WalkDir;

use crate::disk::error::{Action, Error};
use crate::disk::folder::{Folder, Kind, folders_above};
use crate::disk::manifest::{Manifest, TEMPORARY, Twins, is_reserved};
use crate::site::{Site, SitePath};

/// The work.
#[derive(Default)]
pub(super) struct Plan<'a> {
    /// The names to remove before anything is written, for the site needs the place otherwise.
    pub(super) in_the_way: Vec<String>,
    /// The files to write, in that order: a page comes after what it shows.
    pub(super) changed: Vec<(&'a SitePath, &'a [u8])>,
    /// How many files are as they should be.
    pub(super) unchanged: usize,
    /// The files to remove after everything is written: a page goes before what it shows.
    pub(super) stale: Vec<&'a SitePath>,
}

impl<'a> Plan<'a> {
    /// Compares a site with what stands in the folder; `old` is what hoshin wrote there.
    pub(super) fn new(
        site: &'a Site,
        old: &'a Manifest,
        folder: &Folder<'_>,
    ) -> Result<Self, Error> {
        let planner = Planner { site, old, twins: Twins::of(old.iter()), folder };
        let mut plan = Self::default();
        for (path, bytes) in site.iter() {
            planner.add(&mut plan, path, bytes)?;
        }
        plan.changed.sort_by_key(|(path, _)| is_page(path));
        plan.stale = old.iter().filter(|path| site.get(path).is_none()).collect();
        plan.stale.sort_by_key(|path| !is_page(path));
        Ok(plan)
    }
}

/// A page shows other files, and other files show none.
pub(super) fn is_page(path: &SitePath) -> bool {
    let extension = Path::new(path.as_str()).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("html"))
}

struct Planner<'a, 'f> {
    site: &'a Site,
    old: &'a Manifest,
    twins: Twins<'a>,
    folder: &'f Folder<'f>,
}

impl<'a> Planner<'a, '_> {
    fn add(&self, plan: &mut Plan<'a>, path: &'a SitePath, bytes: &'a [u8]) -> Result<(), Error> {
        let name = path.as_str();
        let taken = || Error::InTheWay { path: self.folder.path(name) };
        if is_reserved(path) {
            return Err(taken());
        }
        self.check_folders(path)?;
        if let Some(obstacle) = self.folder.obstacle(path)? {
            self.check_ours(obstacle)?;
            plan.in_the_way.push(obstacle.to_owned());
            plan.changed.push((path, bytes));
            return Ok(());
        }
        let same =
            |twin: &&SitePath| self.site.get(twin).is_none() && self.folder.is_same(twin, path);
        let twin = self.twins.of_path(path).find(same);
        match self.folder.kind(name)? {
            Kind::Nothing => {}
            // Written under another spelling that the system takes for the same: it keeps that
            // spelling unless the file is removed first.
            Kind::File if let Some(twin) = twin => plan.in_the_way.push(twin.as_str().to_owned()),
            Kind::File if self.folder.holds(name, bytes)? => {
                plan.unchanged += 1;
                return Ok(());
            }
            Kind::File | Kind::Link if self.old.contains(path) => {}
            Kind::Folder => self.empty(plan, name)?,
            Kind::File | Kind::Link | Kind::Other => return Err(taken()),
        }
        plan.changed.push((path, bytes));
        Ok(())
    }

    /// No folder that the path lies in may be a file of the same site.
    fn check_folders(&self, path: &SitePath) -> Result<(), Error> {
        let is_file = |name: &&str| {
            SitePath::new(*name).is_some_and(|folder| self.site.get(&folder).is_some())
        };
        match folders_above(path.as_str()).find(is_file) {
            Some(name) => Err(Error::FileAndFolder { path: self.folder.path(name) }),
            None => Ok(()),
        }
    }

    fn check_ours(&self, name: &str) -> Result<(), Error> {
        if SitePath::new(name).is_some_and(|path| self.old.contains(&path)) {
            return Ok(());
        }
        Err(Error::InTheWay { path: self.folder.path(name) })
    }

    /// Plans to remove a folder where a file must be, if all that lies in it is ours.
    fn empty(&self, plan: &mut Plan<'a>, name: &str) -> Result<(), Error> {
        let top = self.folder.path(name);
        for entry in WalkDir::new(&top).contents_first(true).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&top).to_owned();
                Error::io(Action::Read, &path)(error.into())
            })?;
            let below = entry.path().strip_prefix(&top).expect("the walk begins there");
            let parts = std::iter::once(Some(name)).chain(below.iter().map(|part| part.to_str()));
            let foreign = || Error::InTheWay { path: entry.path().to_owned() };
            let name = parts.collect::<Option<Vec<_>>>().ok_or_else(foreign)?.join("/");
            if entry.file_type().is_dir() {
                if !self.old.has_below(&name) {
                    return Err(foreign());
                }
            } else if entry.file_name().as_encoded_bytes().starts_with(TEMPORARY.as_bytes()) {
                // Half-written files are cleared away before the plan is carried out.
                continue;
            } else {
                self.check_ours(&name)?;
            }
            plan.in_the_way.push(name);
        }
        Ok(())
    }
}
