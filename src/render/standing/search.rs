//! `search/index.html`: where readers search all documents. What there is to search is made by `search`;
//! the script `search.js` finds it. Without the script, the page lists all documents with their chapters.

use std::collections::BTreeMap;

use super::{Leads, Standing};
use crate::document::{Document, Kind};
use crate::render::document::way;
use crate::render::label::{label, prose_label};
use crate::render::link::fragment;
use crate::render::pages::Pages;
use crate::render::view::{
    LinkView, ListedView, PageHead, SearchGroupView, SearchKindView, SearchView,
};
use crate::render::{Rendered, Rendering};
use crate::site::SitePath;

/// Where it is.
pub(in crate::render) const PATH: &str = "search/index.html";

/// The page to search on.
pub(super) static SEARCH: Standing = Standing {
    path: PATH,
    title: "search.title",
    about: "search.about",
    // Every page has a form that leads to it.
    leads: Leads::Nowhere,
    // What people look for in a search engine is not another search.
    public: false,
    wanted: |pages| pages.is_searched(),
    print,
};

/// The most links to chapters that the page has: beyond that, the titles must do.
const MOST_CHAPTERS: usize = 3000;

fn print(rendering: &Rendering<'_>, path: &SitePath, page: PageHead) -> Rendered {
    let index = rendering.index().expect("a site with this page has an index");
    rendering.print("search.html", &view(&rendering.pages, page, (path, &index.list)))
}

fn view(pages: &Pages<'_>, page: PageHead, (here, index): (&SitePath, &SitePath)) -> SearchView {
    let words = pages.words();
    let by_municipality = pages.library().by_municipality();
    let kinds = Kind::CHOICES
        .iter()
        .filter(|(_, kind)| pages.documents().any(|document| document.facts.kind == *kind));
    let kinds = kinds
        .map(|(name, kind)| SearchKindView { name, label: words.get(kind.words_key()).to_owned() });
    let municipalities = by_municipality.iter().filter_map(|(name, _)| name.map(str::to_owned));
    SearchView {
        page,
        index: here.href_to(index),
        municipalities: municipalities.collect(),
        kinds: kinds.collect(),
        groups: groups(pages, here, by_municipality),
    }
}

/// All documents: by municipality, then the plain pages that are below no other document.
fn groups<'a>(
    pages: &Pages<'a>,
    here: &SitePath,
    by_municipality: Vec<(Option<&str>, Vec<&'a Document>)>,
) -> Vec<SearchGroupView> {
    let words = pages.words();
    let mut below: BTreeMap<&SitePath, Vec<&Document>> = BTreeMap::new();
    let mut outermost = Vec::new();
    for document in pages.documents().filter(|document| document.facts.kind == Kind::Page) {
        match way(pages, document).above.first() {
            Some(above) => below.entry(&above.output).or_default().push(document),
            None => outermost.push(document),
        }
    }
    let chapters: usize = pages.documents().map(|document| document.chapters.len()).sum();
    let listed = |document: &Document| ListedView {
        title: prose_label(&document.facts.title),
        mark: pages.mark(document).map(str::to_owned),
        href: here.href_to(&document.output),
        chapters: if chapters > MOST_CHAPTERS { Vec::new() } else { chapters_of(document, here) },
        pages: below.get(&document.output).map_or_else(Vec::new, |below| links(below, here)),
    };
    let named = by_municipality
        .into_iter()
        .map(|(name, documents)| (name.unwrap_or(words.get("page.index.other")), documents));
    let plain = Some((words.get("page.index.pages"), outermost));
    let all = named.chain(plain.filter(|(_, documents)| !documents.is_empty()));
    all.zip(1..)
        .map(|((name, documents), at)| SearchGroupView {
            id: format!("hs-group-{at}"),
            name: name.to_owned(),
            documents: documents.into_iter().map(listed).collect(),
        })
        .collect()
}

fn chapters_of(document: &Document, here: &SitePath) -> Vec<LinkView> {
    let page = here.href_to(&document.output);
    let link = |chapter: &crate::document::Chapter| LinkView {
        title: label(&chapter.heading),
        href: Some(format!("{page}{}", fragment(&chapter.id))),
    };
    document.chapters.iter().map(link).collect()
}

fn links(documents: &[&Document], here: &SitePath) -> Vec<LinkView> {
    let link = |document: &&Document| LinkView {
        title: prose_label(&document.facts.title),
        href: Some(here.href_to(&document.output)),
    };
    documents.iter().map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{built, drawn};

    #[test]
    fn all_documents_are_listed_with_their_chapters() {
        let page = |title: &str| {
            format!("---\ntitle: {title}\n---\n\n# 一章\n\n本文\n\n## 細目\n\n本文\n")
        };
        let policy = "---\nkind: policy\ntitle: 方針\nmunicipality: {name: 例示市}\n---\n\n本文\n";
        let (index, first, deep) = (page("手引き"), page("はじめに"), page("点検"));
        let files = [
            ("content/reiji/index.md", policy),
            ("content/guide/index.md", index.as_str()),
            ("content/guide/first.md", first.as_str()),
            ("content/guide/checks/x.md", deep.as_str()),
        ];
        let built = built(&files, drawn);
        let pages = Pages::new(built.material());
        let (standing, path) =
            pages.standing().find(|(page, _)| page.path == PATH).expect("it is there");
        let view = view(&pages, pages.standing_head(standing, path), (path, path));
        assert_eq!(view.municipalities, ["例示市"]);
        assert_eq!(view.kinds.iter().map(|kind| kind.name).collect::<Vec<_>>(), ["policy", "page"]);
        assert_eq!(view.page.search, None);
        let listed: Vec<_> = view.groups.iter().flat_map(|group| &group.documents).collect();
        let titles: Vec<_> = listed.iter().map(|document| document.title.0.as_str()).collect();
        assert_eq!(titles, ["方針", "手引き"]);
        let addresses = |links: &[LinkView]| -> Vec<String> {
            links.iter().filter_map(|link| link.href.clone()).collect()
        };
        assert_eq!(addresses(&listed[1].chapters), ["../guide/index.html#一章"]);
        let below = ["../guide/checks/x/index.html", "../guide/first/index.html"];
        assert_eq!(addresses(&listed[1].pages), below);
        assert!(listed[0].chapters.is_empty() && listed[0].pages.is_empty());
    }
}
