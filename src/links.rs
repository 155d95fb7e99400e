//! Where links lead. Authors link to source files and headings; pages link to pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::source::nfc;

use crate::document::{Document, Library, sections};
use crate::markdown;
use crate::site::{SitePath, resolve};
use crate::source::{SourceId, Span};

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Another host, a mail address and the like: kept as typed.
    External(String),
    /// A page of the site, and an id on it.
    Page {
        /// Where the page is written.
        output: SitePath,
        /// The id, if the link names one.
        id: Option<String>,
    },
    /// A file that is copied beside the pages.
    File(SitePath),
    /// Nothing.
    Broken(Broken),
}

/// Why a link leads to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// There is no such file; a file of nearly that name, as one would link to it.
    File(Option<String>),
    /// The page has no such heading; one of nearly that name.
    Id(Option<String>),
    /// The file is a document that is not built: a draft, or not there yet on the day that the site shows.
    Draft,
    /// The path leads out of the site.
    Outside,
    /// A scheme that pages must not use, such as `javascript:`.
    Scheme,
}

/// All that links can lead to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Links {
    pages: BTreeMap<String, Arc<PageTargets>>,
    files: BTreeMap<String, SitePath>,
    /// The documents' own files.
    sources: BTreeMap<SourceId, String>,
    /// The documents that are not built.
    drafts: BTreeSet<String>,
}

/// What links to one page can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageTargets {
    output: SitePath,
    ids: BTreeSet<String>,
}

/// The schemes that a link may use.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl Links {
    /// Collects the documents with what can be linked to in each, in their order, and the attachments by
    /// their path below `content/`.
    pub fn new<'a>(
        library: &Library,
        targets: &[Arc<PageTargets>],
        attachments: impl Iterator<Item = &'a str>,
    ) -> Self {
        let pages = library.iter().zip(targets).flat_map(|(document, targets)| {
            let paths = std::iter::once(&document.path).chain(&document.parts).cloned();
            paths.map(|path| (path, Arc::clone(targets)))
        });
        let files = attachments.filter_map(|path| Some((path.to_owned(), SitePath::new(path)?)));
        let of_document = |document: &Document| {
            // What stands in a file of data is as if it stood in the document.
            let data = document.data.iter().filter_map(|file| file.source);
            let path = document.path.clone();
            data.chain([document.source]).map(move |it| (it, path.clone())).collect::<Vec<_>>()
        };
        let sources = library.iter().flat_map(of_document).collect();
        Self { pages: pages.collect(), files: files.collect(), sources, drafts: BTreeSet::new() }
    }

    /// Adds the paths of documents that are not built, so that a link to one is told from a mistyped one.
    #[must_use]
    pub fn with_drafts(mut self, drafts: BTreeSet<String>) -> Self {
        self.drafts = drafts;
        self
    }

    /// The same without some documents, by the paths of their files: links to them lead to nothing.
    #[must_use]
    pub fn without(&self, documents: BTreeSet<String>) -> Self {
        let mut links = self.clone();
        links.pages.retain(|path, _| !documents.contains(path));
        links.drafts.extend(documents);
        links
    }

    /// Where a link leads that stands at a place. It is as seen from the document in which it is written,
    /// whatever page shows it: a plan what it takes over from its policy, the comparison what it shows of
    /// all. A part of a document counts as the document; `document` is the page's, if it is of one. What
    /// is in no document is in the settings, whose links are as seen from `content/`.
    pub fn resolve_at(&self, document: Option<&Document>, span: Span, link: &str) -> Target {
        let of_page = || document.map(|document| &document.path);
        self.resolve(
            self.sources.get(&span.source).or_else(of_page).map_or("", String::as_str),
            link,
        )
    }

    /// Where a link in the source file `from` (below `content/`) leads.
    pub fn resolve(&self, from: &str, link: &str) -> Target {
        if let Some((scheme, _)) = link.split_once(':')
            && scheme.len() > 1
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        {
            let known = SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
            return if known {
                Target::External(link.to_owned())
            } else {
                Target::Broken(Broken::Scheme)
            };
        }
        if link.starts_with("//") {
            return Target::Broken(Broken::Scheme);
        }
        let (path, id) = link.split_once('#').map_or((link, None), |(path, id)| (path, Some(id)));
        let path = nfc(&decode(path)).into_owned();
        let Some(path) =
            (if path.is_empty() { Some(from.to_owned()) } else { resolve(from, &path) })
        else {
            return Target::Broken(Broken::Outside);
        };
        if let Some(page) = self.pages.get(&path) {
            return page.target(id);
        }
        if let Some(file) = self.files.get(&path) {
            return Target::File(file.clone());
        }
        if self.drafts.contains(&path) {
            return Target::Broken(Broken::Draft);
        }
        Target::Broken(Broken::File(self.nearest_file(from, &path)))
    }

    fn nearest_file(&self, from: &str, path: &str) -> Option<String> {
        // Nobody means the document itself.
        let known = self.pages.keys().chain(self.files.keys()).map(String::as_str);
        let known = known.filter(|path| *path != from);
        // A link to the page (`x/index.html`, `x/`) is meant for its source.
        let folder = path.trim_end_matches("index.html").trim_end_matches('/');
        let source =
            [format!("{folder}/index.md"), format!("{folder}.md"), path.replace(".html", ".md")]
                .into_iter()
                .find(|candidate| self.pages.contains_key(candidate));
        let found =
            source.or_else(|| crate::diagnostic::nearest(path, known).map(str::to_owned))?;
        Some(relative(from, &found))
    }
}

impl PageTargets {
    /// The headings of a document, and the further ids of its page, such as those of its figures.
    pub fn new(document: &Document, ids: impl IntoIterator<Item = String>) -> Self {
        let headings = sections(&document.chapters).into_iter().map(|chapter| chapter.id.clone());
        Self { output: document.output.clone(), ids: headings.chain(ids).collect() }
    }

    fn target(&self, id: Option<&str>) -> Target {
        let output = self.output.clone();
        let Some(written) = id.filter(|id| !id.is_empty()) else {
            return Target::Page { output, id: None };
        };
        let written = nfc(&decode(written)).into_owned();
        let slug = markdown::slug(&written);
        let found = self.ids.get(&written).or_else(|| {
            let folded = |id: &str| markdown::normalise(id).to_lowercase();
            self.ids.get(&slug).or_else(|| self.ids.iter().find(|id| folded(id) == folded(&slug)))
        });
        if let Some(id) = found {
            Target::Page { output, id: Some(id.clone()) }
        } else {
            let near = crate::diagnostic::nearest(&written, self.ids.iter().map(String::as_str));
            Target::Broken(Broken::Id(near.map(str::to_owned)))
        }
    }
}

/// The path of one source file as seen from another.
fn relative(from: &str, to: &str) -> String {
    match (SitePath::new(from), SitePath::new(to)) {
        (Some(from), Some(to)) => decode(&from.href_to(&to)),
        _ => to.to_owned(),
    }
}

/// Undoes percent-encoding; what is not valid stays as it is.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        let page = |output: &str, ids: &[&str]| {
            let output = SitePath::new(output).expect("a valid path");
            let ids = ids.iter().map(|id| (*id).to_owned()).collect();
            Arc::new(PageTargets { output, ids })
        };
        Links {
            pages: [
                (
                    "hachioji/index.md".to_owned(),
                    page("hachioji/index.html", &["DX人材像", "求められる職員像"]),
                ),
                ("about.md".to_owned(), page("about/index.html", &[])),
                ("が.md".to_owned(), page("が/index.html", &[])),
            ]
            .into(),
            files: [(
                "hachioji/図 1.svg".to_owned(),
                SitePath::new("hachioji/図 1.svg").expect("a valid path"),
            )]
            .into(),
            sources: BTreeMap::new(),
            drafts: ["draft.md".to_owned()].into(),
        }
    }

    #[test]
    fn links_lead_to_pages_files_and_elsewhere() {
        let check = |from: &str, link: &str, expected: &str| {
            let found = match links().resolve(from, link) {
                Target::External(address) => format!("external {address}"),
                Target::Page { output, id } => format!("{output}#{}", id.unwrap_or_default()),
                Target::File(file) => format!("file {file}"),
                Target::Broken(broken) => format!("{broken:?}"),
            };
            assert_eq!(found, expected, "{from} {link}");
        };
        check("about.md", "hachioji/index.md", "hachioji/index.html#");
        check("hachioji/index.md", "../about.md", "about/index.html#");
        check(
            "about.md",
            "/hachioji/index.md#求められる職員像",
            "hachioji/index.html#求められる職員像",
        );
        check(
            "about.md",
            "hachioji/index.md#%E6%B1%82%E3%82%81%E3%82%89%E3%82%8C%E3%82%8B%E8%81%B7%E5%93%A1%E5%83%8F",
            "hachioji/index.html#求められる職員像",
        );
        check(
            "about.md",
            "hachioji/index.md#２．求められる職員像",
            "hachioji/index.html#求められる職員像",
        );
        check("hachioji/index.md", "#dx人材像", "hachioji/index.html#DX人材像");
        check("about.md", "か\u{3099}.md", "が/index.html#");
        check("hachioji/index.md", "図%201.svg", "file hachioji/図 1.svg");
        check("about.md", "https://www.example.lg.jp/", "external https://www.example.lg.jp/");
        check("about.md", "mailto:dx@example.lg.jp", "external mailto:dx@example.lg.jp");
        check("about.md", "javascript:alert(1)", "Scheme");
        check("about.md", "JavaScript:alert(1)", "Scheme");
        check("about.md", "data:text/html,x", "Scheme");
        check("about.md", "//example.lg.jp/x", "Scheme");
        check("about.md", "../x.md", "Outside");
        check("hachioji/index.md", "../draft.md#一", "Draft");
        check("about.md", "hachioji/indx.md", "File(Some(\"hachioji/index.md\"))");
        check("about.md", "hachioji/index.html", "File(Some(\"hachioji/index.md\"))");
        check("about.md", "hachioji/", "File(Some(\"hachioji/index.md\"))");
        check("about.md", "hachioji/index.md#職員像", "Id(None)");
        check("about.md", "hachioji/index.md#求められる職員増", "Id(Some(\"求められる職員像\"))");
    }
}
