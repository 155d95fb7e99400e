//! `compare/index.html`: the documents side by side.

use super::{Leads, Standing};
use crate::compare::{Compared, Section, compare, compared, is_possible};
use crate::render::html::Writer;
use crate::render::pages::Pages;
use crate::render::view::{CompareView, ComparedView, LinkView, MatterView, PageHead};
use crate::render::{Rendered, Rendering};
use crate::site::{SitePath, encode};
use crate::theme::{Html, escaped};

/// The page that compares documents.
pub(in crate::render) static COMPARE: Standing = Standing {
    path: "compare/index.html",
    title: "compare.title",
    about: "compare.about",
    leads: Leads::Menu,
    public: true,
    wanted: |pages| is_possible(pages.library()),
    print: |rendering, path, page| print(rendering, path, page),
};

fn print(rendering: &Rendering<'_>, path: &SitePath, page: PageHead) -> Rendered {
    rendering.print("compare.html", &view(rendering, path, page))
}

/// What the page shows.
pub(in crate::render) fn view(
    rendering: &Rendering<'_>,
    path: &SitePath,
    page: PageHead,
) -> CompareView {
    let words = rendering.pages.words();
    let documents = compared(rendering.pages.library(), words);
    let sections = compare(&documents, words, rendering.pages.calendar());
    let mut writer = Writer::new(rendering.scope(path));
    let matters = sections.iter().map(|section| matter(section, &mut writer));
    CompareView {
        page,
        documents: documents.iter().map(|it| choice(it, path)).collect(),
        contents: sections
            .iter()
            .map(|section| LinkView {
                title: Html(escaped(words.get(&title(section)))),
                href: Some(format!("#{}", id(section))),
            })
            .collect(),
        matters: matters.collect(),
    }
}

fn matter(section: &Section, writer: &mut Writer<'_>) -> MatterView {
    for table in &section.tables {
        writer.table(table);
    }
    let words = writer.scope.words;
    MatterView {
        id: id(section),
        title: words.get(&title(section)).to_owned(),
        about: words.get(&format!("compare.text.{}", section.name)).to_owned(),
        tables: writer.take(),
    }
}

fn id(section: &Section) -> String {
    format!("hs-compare-{}", section.name)
}

fn title(section: &Section) -> String {
    format!("compare.section.{}", section.name)
}

fn choice(compared: &Compared<'_>, path: &SitePath) -> ComparedView {
    let output = &compared.document.output;
    ComparedView {
        value: value(output).to_owned(),
        href: path.href_to(output),
        name: compared.name.clone(),
        short: compared.short.clone(),
    }
}

/// What names a document in the page's address: its folder.
fn value(output: &SitePath) -> &str {
    let output = output.as_str();
    output.strip_suffix("/index.html").unwrap_or(output)
}

/// The address that compares a document with one that is still to be chosen, as seen from its page;
/// nothing if the site has no such page.
pub(in crate::render) fn compare_href(pages: &Pages<'_>, output: &SitePath) -> Option<String> {
    let (_, path) = pages.standing().find(|(page, _)| std::ptr::eq(*page, &raw const COMPARE))?;
    // `&` and `=` are plain in a path and not in a query.
    let name = |name| encode(name).replace('&', "%26").replace('=', "%3D").replace('+', "%2B");
    let value: Vec<String> = value(output).split('/').map(name).collect();
    Some(format!("{}?a={}", output.href_to(path), value.join("/")))
}
