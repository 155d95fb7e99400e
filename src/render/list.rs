//! The list of all documents, by municipality.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::document::{description, kind_key, span_of_time, text_view, time, way};
use super::html::{Scope, Writer, prose_label};
use super::pages::{Pages, Way};
use super::view::{EntryView, GroupView, IndexView, PageHead};
use crate::calendar::Date;
use crate::document::{Document, Kind};
use crate::theme::{Html, escaped};

/// The list of documents. `intro` is the plain page at the root of the site, if there is one.
pub(super) fn list_view(pages: &Pages<'_>, intro: Option<(&Document, Scope<'_>)>) -> IndexView {
    let (title, about) = intro.map_or_else(
        || untitled(pages),
        |(document, _)| (document.facts.title.plain(), description(document)),
    );
    let written = intro.map(|(document, scope)| {
        let mut writer = Writer::new(scope);
        let text = text_view(document, &mut writer);
        (text, (writer.has_code, writer.term_bytes > 0))
    });
    let (text, has) = written.unzip();
    let (has_code, has_terms) = has.unwrap_or_default();
    let way = Way { above: Vec::new(), here: pages.listing() };
    let page = PageHead { has_code, has_terms, ..pages.head(&way, &title, about) };
    let heading = text.as_ref().map_or_else(|| Html(escaped(&title)), |text| text.title.clone());
    IndexView { page, text, heading, groups: groups(pages), pages: plain_pages(pages) }
}

/// The title and the description of a list without an introduction.
fn untitled(pages: &Pages<'_>) -> (String, String) {
    let words = pages.words();
    let alone = pages.is_home(pages.listing());
    let title = if alone { pages.site_title() } else { words.get("page.index.title") };
    let about = words.get("page.index.description").replace("{site}", pages.site_title());
    (title.to_owned(), about)
}

/// Policies and plans by municipality: in the order of the codes, then those without one, and last
/// the documents without a municipality.
fn groups(pages: &Pages<'_>) -> Vec<GroupView> {
    let mut by_name: BTreeMap<Option<&str>, Vec<&Document>> = BTreeMap::new();
    for document in pages.documents().filter(|document| document.facts.kind != Kind::Page) {
        let name = document.facts.municipality.as_ref().map(|it| it.name.value.as_str());
        by_name.entry(name).or_default().push(document);
    }
    let mut groups: Vec<_> = by_name.into_iter().collect();
    groups.sort_by_key(|(name, documents)| {
        let code = documents.iter().find_map(|document| code(document));
        (name.is_none(), code.is_none(), code, *name)
    });
    let view = |(at, (name, mut documents)): (usize, (Option<&str>, Vec<&Document>))| {
        documents.sort_by_key(|document| order(document));
        GroupView {
            id: format!("hs-group-{}", at + 1),
            name: name.unwrap_or(pages.words().get("page.index.other")).to_owned(),
            documents: documents.into_iter().map(|document| entry(pages, document)).collect(),
        }
    };
    groups.into_iter().enumerate().map(view).collect()
}

fn code(document: &Document) -> Option<&str> {
    Some(document.facts.municipality.as_ref()?.code.as_ref()?.value.as_str())
}

/// Policies before plans, the latest period first.
fn order(document: &Document) -> (Kind, Reverse<Option<Date>>, &str) {
    let from = document.facts.period.as_ref().and_then(|period| period.from.as_ref());
    (document.facts.kind, Reverse(from.map(|from| from.value)), &document.path)
}

/// The plain pages but the one that the list stands on, and those below another document: it leads to
/// them, and a manual of a hundred pages would bury the policies.
fn plain_pages(pages: &Pages<'_>) -> Vec<EntryView> {
    let plain = pages.documents().filter(|document| document.facts.kind == Kind::Page);
    let others = plain.filter(|document| document.output != *pages.listing());
    let outermost = others.filter(|document| way(pages, document).above.is_empty());
    outermost.map(|document| entry(pages, document)).collect()
}

fn entry(pages: &Pages<'_>, document: &Document) -> EntryView {
    let facts = &document.facts;
    EntryView {
        title: prose_label(&facts.title),
        href: pages.listing().href_to(&document.output),
        kind: facts.kind.name(),
        kind_label: pages.words().get(kind_key(facts.kind)).to_owned(),
        draft: facts.draft,
        adopted: facts.adopted.as_ref().map(|date| time(date.value, pages.calendar())),
        period: facts
            .period
            .as_ref()
            .map(|period| span_of_time(period, pages.calendar(), pages.words())),
    }
}
