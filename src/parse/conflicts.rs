//! Files that would be written to one place.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::Page;
use crate::site::SitePath;
use crate::source::{Project, Span};

pub(super) static PATH_CONFLICT: Rule = Rule::error(
    "path-conflict",
    "同じ場所に書かれるファイルが二つある",
    "two files that would be written to one place",
)
.losing_data();

/// Names that pages and attachments must not take, because every site has files there.
const RESERVED: [&str; 4] = ["404.html", "sitemap.xml", "assets", "hs-live"];

/// Where a document stands.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// The path of its source below `content/`.
    pub path: &'a str,
    /// Where its page is written.
    pub output: &'a SitePath,
    /// The place to point at for what concerns it as a whole.
    pub span: Span,
}

impl<'a> Standing<'a> {
    /// Where a page stands.
    pub fn of(page: &'a Page) -> Self {
        Self { path: &page.path, output: &page.output, span: page.span }
    }
}

/// Reports pages and attachments that would be written to one place; names that differ only in the
/// case of letters are one place on Windows.
pub fn conflicts<'p>(
    project: &Project,
    pages: impl IntoIterator<Item = Standing<'p>>,
    diagnostics: &mut Diagnostics,
) {
    let folded = |path: &str| path.to_lowercase();
    let mut taken: BTreeMap<String, Standing<'p>> = BTreeMap::new();
    let mut first = None;
    for page in pages {
        first.get_or_insert(page.span.at_start());
        let output = page.output.as_str();
        let other = taken.insert(folded(output), page);
        if other.is_none() && !is_reserved(output) {
            continue;
        }
        let by = other.map_or("hoshin", |other| other.path);
        let message = Message::new(
            format!("「{output}」は {by} のページと同じ場所です"),
            format!("`{output}` is the place of the page of {by}"),
        );
        let help =
            Message::fixed("どちらかのファイルの名前を変えてください。", "rename one of the files");
        let mut diagnostic = Diagnostic::new(&PATH_CONFLICT, page.span, message).help(help);
        if let Some(other) = other {
            let there = Message::fixed("もう一つの文書", "the other document");
            diagnostic = diagnostic.related(other.span, there);
        }
        diagnostics.push(diagnostic);
    }
    for path in project.attachments.keys() {
        let page = taken.get(&folded(path));
        let Some(span) = page.map(|page| page.span).or_else(|| {
            first.filter(|_| is_reserved(path) || path.eq_ignore_ascii_case("index.html"))
        }) else {
            continue;
        };
        // Nothing in a text is wrong: the place is there because a diagnostic has one.
        let top = path.split_once('/').map(|(top, _)| top).filter(|it| is_reserved(it));
        let (ja, en) = top.map_or(("ファイル", "file"), |_| ("フォルダー", "folder"));
        let named = top.unwrap_or(path);
        let message = Message::new(
            format!(
                "content/{path} の場所には hoshin がファイルを書きます（この文書の間違いではありません）"
            ),
            format!(
                "hoshin itself writes to the place of content/{path} (nothing is wrong in this document)"
            ),
        );
        let help = Message::new(
            format!("{ja} content/{named} の名前を変えてください。"),
            format!("rename the {en} content/{named}"),
        );
        diagnostics.push(Diagnostic::new(&PATH_CONFLICT, span, message).help(help));
    }
}

/// Whether every site has files at this path.
pub(crate) fn is_reserved(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    RESERVED.iter().any(|reserved| first.eq_ignore_ascii_case(reserved))
}
