//! Files for programs that every site has beside its pages. One a file, and one line in [`ALL`]; each
//! gives way to an attachment of its name.

mod feed;
mod robots;
mod sitemap;
mod xml;

pub(super) use feed::has_feed;

use super::pages::Pages;

/// A file for programs.
pub(super) struct File {
    /// Its name at the root of the site.
    pub name: &'static str,
    /// Its content; nothing if the settings do not say what it takes.
    pub write: fn(&Pages<'_>) -> Option<String>,
}

/// The name of the feed of changes.
pub(super) const FEED: &str = "feed.xml";

/// The name of the list of all pages.
const SITEMAP: &str = "sitemap.xml";

/// Every file for programs.
pub(super) static ALL: &[File] = &[
    File { name: FEED, write: feed::feed },
    File { name: "robots.txt", write: robots::robots },
    File { name: SITEMAP, write: sitemap::sitemap },
];
