//! Standing pages: those that a site has whatever its documents are. One page a file, which says where
//! the page is, who leads to it, and makes it; and one line in [`ALL`].
//!
//! What authors write comes first: a standing page gives way to a document or an attachment of its path.

mod accessibility;
mod compare;
mod data;
mod not_found;
mod search;

pub(super) use data::PATH as DATA_PATH;
pub(super) use search::PATH as SEARCH_PATH;

pub(super) use compare::compare_href;
#[cfg(test)]
pub(super) use compare::view as compare_view;

use super::pages::Pages;
use super::view::PageHead;
use super::{Rendered, Rendering};
use crate::site::SitePath;

/// A page that a site has whatever its documents are.
pub(super) struct Standing {
    /// Where it is written.
    pub path: &'static str,
    /// Its title, as a key of the theme's words.
    pub title: &'static str,
    /// What it is about, in a sentence or two, as a key of the theme's words.
    pub about: &'static str,
    /// Which links every page has to it.
    pub leads: Leads,
    /// Whether search engines may find it.
    pub public: bool,
    /// Whether a site has it.
    pub wanted: fn(&Pages<'_>) -> bool,
    /// Prints it to its path.
    pub print: fn(&Rendering<'_>, &SitePath, PageHead) -> Rendered,
}

/// Where pages lead to a standing page from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leads {
    /// From the main ways through the site.
    Menu,
    /// From the end of every page, where the site speaks of itself.
    About,
    /// From nowhere, or from a place of its own.
    Nowhere,
}

/// Every standing page, in the order in which menus show them.
pub(super) static ALL: &[&Standing] = &[
    &compare::COMPARE,
    &search::SEARCH,
    &data::DATA,
    &accessibility::ACCESSIBILITY,
    &not_found::NOT_FOUND,
];
