//! `page.logo` and `page.icon`: the images that the settings name.

use serde::Serialize;

/// `page.logo`: the logo at the top of a page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct LogoView {
    /// The address of the image.
    pub src: String,
    /// The address of the image for dark screens, if there is one.
    pub dark: Option<String>,
    /// The text alternative; empty where the site's title stands beside the logo and says it already.
    pub alt: String,
    /// Whether the site's title stands beside it.
    pub with_title: bool,
}

/// `page.icon`: what a browser shows in the tab of a page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct IconView {
    /// The address.
    pub href: String,
    /// The media type.
    pub kind: &'static str,
}
