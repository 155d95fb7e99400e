//! The list of all documents, by municipality.

use super::document::{description, span_of_time, text_view, time, way};
use super::html::{Scope, Writer};
use super::label::{plain_heading, title_label};
use super::pages::{Pages, Way};
use super::view::{EntryView, FilterView, GroupView, IndexView, KindView};
use crate::document::{Document, Kind};

/// The list of documents. `intro` is the plain page at the root of the site, if there is one.
pub(super) fn list_view(pages: &Pages<'_>, intro: Option<(&Document, Scope<'_>)>) -> IndexView {
    let (title, about) = intro.map_or_else(
        || untitled(pages),
        |(document, _)| (document.facts.title.plain(), description(document)),
    );
    let written = intro.map(|(document, scope)| {
        let mut writer = Writer::new(scope);
        let text = text_view(document, &mut writer);
        (text, writer)
    });
    let (text, writer) = written.unzip();
    let way = Way { above: Vec::new(), here: pages.listing() };
    let page = pages.head(&way, &title, about);
    let page = match &writer {
        Some(writer) => writer.tell(page),
        None => page,
    };
    let heading = text.as_ref().map_or_else(|| plain_heading(&title), |text| text.title.clone());
    let (groups, filter) = (groups(pages), filter(pages));
    IndexView { page, text, heading, groups, pages: plain_pages(pages), filter }
}

/// As many documents fill more than the screen of a phone; fewer are found by looking.
const LONG: usize = 5;

/// By what the list can be narrowed down, if it is long.
fn filter(pages: &Pages<'_>) -> Option<FilterView> {
    let kinds = pages.documents().map(|document| document.facts.kind);
    let kinds: Vec<Kind> = kinds.filter(|kind| *kind != Kind::Page).collect();
    let both = [Kind::Policy, Kind::Plan].into_iter().filter(|kind| kinds.contains(kind));
    let mut views: Vec<_> = both
        .map(|kind| KindView {
            kind: kind.name(),
            label: pages.words().get(kind.words_key()).to_owned(),
        })
        .collect();
    if views.len() < 2 {
        views.clear();
    }
    (kinds.len() >= LONG).then_some(FilterView { kinds: views })
}

/// The title and the description of a list without an introduction.
fn untitled(pages: &Pages<'_>) -> (String, String) {
    let words = pages.words();
    let alone = pages.is_home(pages.listing());
    let title = if alone { pages.site_title() } else { words.get("page.index.title") };
    let about = words.get("page.index.description").replace("{site}", pages.site_title());
    (title.to_owned(), about)
}

/// Policies and plans by municipality.
fn groups(pages: &Pages<'_>) -> Vec<GroupView> {
    let groups = pages.library().by_municipality().into_iter().enumerate();
    let view = |(at, (name, documents)): (usize, (Option<&str>, Vec<&Document>))| GroupView {
        id: format!("hs-group-{}", at + 1),
        name: name.unwrap_or(pages.words().get("page.index.other")).to_owned(),
        documents: documents.into_iter().map(|document| entry(pages, document)).collect(),
    };
    groups.map(view).collect()
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
        title: title_label(&facts.title),
        href: pages.listing().href_to(&document.output),
        kind: facts.kind.name(),
        kind_label: pages.words().get(facts.kind.words_key()).to_owned(),
        draft: facts.draft,
        mark: pages.mark(document).map(str::to_owned),
        adopted: facts.adopted.as_ref().map(|date| time(date.value, pages.calendar())),
        period: facts
            .period
            .as_ref()
            .map(|period| span_of_time(period, pages.calendar(), pages.words())),
    }
}
