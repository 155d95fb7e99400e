//! Files for programs that every site has beside its pages. One a file, and one line in [`ALL`]; each
//! gives way to an attachment of its name.

mod sitemap;

use super::pages::Pages;

/// A file for programs.
pub(super) struct File {
    /// Its name at the root of the site.
    pub name: &'static str,
    /// Its content; nothing if the settings do not say what it takes.
    pub write: fn(&Pages<'_>) -> Option<String>,
}

/// Every file for programs.
pub(super) static ALL: &[File] = &[File { name: "sitemap.xml", write: sitemap::sitemap }];
