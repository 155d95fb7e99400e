//! `404.html`: what a server shows for an address that does not exist.

use super::{Leads, Standing};
use crate::render::view::NotFoundView;

/// The page for addresses that do not exist.
pub(super) static NOT_FOUND: Standing = Standing {
    path: "404.html",
    title: "page.not_found.title",
    about: "page.not_found.text",
    leads: Leads::Nowhere,
    public: false,
    wanted: |_| true,
    print: |rendering, _, page| rendering.print("404.html", &NotFoundView { page }),
};
