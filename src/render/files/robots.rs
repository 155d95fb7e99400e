//! `robots.txt`: everything may be found, and where the list of pages is (RFC 9309, sitemaps.org).
//!
//! Robots look for it at the root of a host only; a site below a path has no use for it, and no harm.

use super::SITEMAP;
use crate::render::fixed;
use crate::render::pages::Pages;

/// The rules for robots; none without a `base_url`, for the address of the sitemap is absolute.
pub(super) fn robots(pages: &Pages<'_>) -> Option<String> {
    let sitemap = super::xml::address(&fixed(SITEMAP), pages.base_url()?);
    Some(format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"))
}
