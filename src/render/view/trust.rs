//! What tells readers whose a page is: contacts, licence, what services show beside a link.

use serde::Serialize;

use crate::theme::Html;

/// Whom readers can ask.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub(in crate::render) struct ContactView {
    /// The office or the department.
    pub name: Option<String>,
    /// The ways to reach it, each with a link: telephone, mail, a form.
    pub ways: Vec<Html>,
}

/// `page.license`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::render) struct LicenseView {
    /// Its name.
    pub name: String,
    /// The address of its text.
    pub url: Option<String>,
    /// What readers should know beside it.
    pub text: Option<String>,
}

/// `page.share`: what services show beside a link to the page (Open Graph), with the page's title,
/// description and canonical address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::render) struct ShareView {
    /// `article` for policies and plans, else `website`.
    pub kind: &'static str,
    /// The language with its country: `ja_JP`.
    pub locale: Option<String>,
    /// The absolute address of a picture.
    pub image: Option<String>,
    /// The day of the adoption, if it is known to the day.
    pub published: Option<String>,
    /// The day of the newest revision, if it is known to the day.
    pub modified: Option<String>,
}
