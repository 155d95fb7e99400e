//! Work in progress: a stand-in for the crate's root, so that disk and command line can be built.

pub mod source;

pub mod site;

pub mod diagnostic;

pub mod calendar;

pub mod disk;

pub mod cli;

use diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use site::{Site, SitePath, encode};
use source::{Fault, Project, Span};

/// What a build depends on besides the project.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The address that the site is to be published under, over that of `hoshin.yaml`.
    pub base_url: Option<String>,
    /// Whether drafts are part of the site.
    pub drafts: bool,
}

/// What came of a build.
#[derive(Debug)]
pub struct Compiled {
    /// The site; nothing if there are errors.
    pub site: Option<Site>,
    /// All problems found.
    pub diagnostics: Diagnostics,
    /// How many documents were read.
    pub documents: usize,
}

static ENCODING_INVALID: Rule =
    Rule::error("encoding-invalid", "UTF-8 でないファイル", "a file that is not UTF-8");

/// Stand-in: each page becomes its own text.
pub fn compile(project: &Project, _: &Options) -> Compiled {
    let mut diagnostics = Diagnostics::default();
    let mut site = Site::default();
    let mut list = String::new();
    for &page in &project.pages {
        let source = project.source(page);
        if let Some(Fault::Encoding { offset, .. }) = source.fault() {
            let span = Span::new(page, *offset, *offset);
            let message = Message::fixed("UTF-8 ではありません", "this is not UTF-8");
            diagnostics.push(Diagnostic::new(&ENCODING_INVALID, span, message));
        }
        let stem = source.path().trim_start_matches("content/").trim_end_matches(".md");
        let folder = stem.trim_end_matches("index").trim_end_matches('/');
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        list.push_str(&encode(&folder));
        list.push('\n');
        if let Some(path) = SitePath::new(format!("{folder}index.html")) {
            site.insert(path, source.text().as_bytes());
        }
    }
    if let Some(path) = SitePath::new("index.html") {
        site.insert(path, list.into_bytes());
    }
    diagnostics.finish(|rule| Some(rule.severity));
    let documents = project.pages.len();
    Compiled { site: (!diagnostics.has_errors()).then_some(site), diagnostics, documents }
}
