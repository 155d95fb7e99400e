//! The page of a document.

use super::changes::chapter_links;
use super::data::downloads;
use super::html::{Scope, Writer};
use super::label::{heading_label, label, plain_heading, prose_label, title_label};
use super::link::{external, fragment, href, link_html};
use super::linked::linked_data;
use super::pages::{Pages, Way};
use super::standing::compare_href;
use super::terms::Glossary;
use super::trust::{contact_html, revised, share_of};
use super::view::{
    ContentsView, CoverageView, DocumentView, FactView, LicenseView, LinkView, PageHead, PageView,
    TextView, ValidityView,
};
use crate::calendar::{Calendar, Date};
use crate::data::File;
use crate::document::{Chapter, Coverage, Covered, Document, Facts, Period, sections};
use crate::markdown::{Block, BlockKind, Prose, plain, strip_numbering};
use crate::outline::Requirement;
use crate::source::Spanned;
use crate::strings::Strings;
use crate::theme::{Html, escape, escaped};

/// The page of a policy or a plan.
pub(super) fn document_view(
    pages: &Pages<'_>,
    document: &Document,
    scope: Scope<'_>,
    data: &[File],
) -> DocumentView {
    let kind = document.facts.kind;
    let mut writer = Writer::new(scope);
    writer.revised = chapter_links(pages, document);
    let text = text_view(document, &mut writer);
    let mut text = TextView { numbered: pages.is_numbering() && !has_numbers(document), ..text };
    let facts = facts(pages, document, &mut writer);
    let coverage: Vec<_> =
        document.coverage.iter().map(|row| coverage_view(row, document, &mut writer)).collect();
    if !coverage.is_empty() {
        add_to_contents(&mut text, scope.words, "page.coverage.title", "#hs-coverage");
    }
    let downloads = downloads(pages, &document.output, data);
    if downloads.is_some() {
        add_to_contents(&mut text, scope.words, "data.list.title", "#hs-data");
    }
    DocumentView {
        linked_data: linked_data(pages, document, data),
        downloads,
        page: head(pages, document, &writer),
        text,
        kind: kind.name(),
        kind_label: scope.words.get(kind.words_key()).to_owned(),
        municipality: document.facts.municipality.as_ref().map(|it| it.name.value.clone()),
        validity: validity_view(pages, document),
        facts,
        coverage,
        compare: compare_href(pages, &document.output),
    }
}

/// Where a document stands on the day that the site shows, if there is something to be said.
fn validity_view(pages: &Pages<'_>, document: &Document) -> Option<ValidityView> {
    let facts = &document.facts;
    let state = facts.validity(pages.library().as_of?).name();
    let newer = pages.library().newer.contains(&document.path);
    let newer = newer.then(|| escaped(pages.words().get("as_of.newer")));
    let shown = |date: Option<&Spanned<Date>>| {
        date.map_or_else(String::new, |date| time(date.value, pages.calendar()).0)
    };
    let period = facts.period.as_ref();
    let said = state.map(|state| {
        escaped(pages.words().get(&format!("as_of.{state}")))
            .replace("{from}", &shown(period.and_then(|it| it.from.as_ref())))
            .replace("{until}", &shown(period.and_then(|it| it.until.as_ref())))
            .replace("{review}", &shown(facts.review.as_ref()))
    });
    let texts: Vec<String> = said.into_iter().chain(newer).collect();
    (!texts.is_empty())
        .then(|| ValidityView { state: state.unwrap_or("newer"), text: Html(texts.join("<br>\n")) })
}

/// A plain page.
pub(super) fn page_view(pages: &Pages<'_>, document: &Document, scope: Scope<'_>) -> PageView {
    let mut writer = Writer::new(scope);
    let text = text_view(document, &mut writer);
    PageView { page: head(pages, document, &writer), text }
}

fn head(pages: &Pages<'_>, document: &Document, writer: &Writer<'_>) -> PageHead {
    let title = document.facts.title.plain();
    let head = writer.tell(pages.head(&way(pages, document), &title, description(document)));
    let license = document.facts.license.as_ref().map(LicenseView::from).or(head.license);
    let share = head.share.map(|share| share_of(document, share));
    PageHead { license, share, ..head }
}

/// The text of a document. Everything is written in the order of the page: tables and notes are
/// numbered by it.
pub(super) fn text_view(document: &Document, writer: &mut Writer<'_>) -> TextView {
    writer.glossary = Glossary::of(document, writer.scope.tables);
    let notice = document.facts.notice.as_ref().map(|notice| {
        writer.blocks(&notice.blocks);
        writer.take()
    });
    writer.blocks(&document.preface);
    for chapter in &document.chapters {
        writer.chapter(chapter);
    }
    let body = writer.take();
    writer.blocks(&document.appendix);
    let appendix = writer.take();
    writer.notes();
    // What stands around the text is no running text.
    writer.glossary = None;
    let mut text = TextView {
        title: title_label(&document.facts.title),
        draft: document.facts.draft,
        notice,
        numbered: false,
        contents: contents(&document.chapters, 2),
        body,
        appendix,
        notes: writer.take(),
    };
    let words = writer.scope.words;
    if !text.appendix.0.is_empty() {
        add_to_contents(&mut text, words, "page.appendix", "#hs-appendix");
    }
    if !text.notes.0.is_empty() {
        add_to_contents(&mut text, words, "page.note.title", "#hs-notes");
    }
    text
}

/// Lets the contents lead to what stands after the chapters; a text without chapters has no contents.
fn add_to_contents(text: &mut TextView, words: &Strings, title: &str, href: &str) {
    if !text.contents.is_empty() {
        let title = plain_heading(words.get(title));
        text.contents.push(ContentsView { title, href: href.to_owned(), sections: Vec::new() });
    }
}

/// Whether an author has numbered a heading. One is enough: two ways of counting would be at odds.
fn has_numbers(document: &Document) -> bool {
    sections(&document.chapters).into_iter().any(|chapter| {
        let text = plain(&chapter.heading);
        strip_numbering(text.trim()) != text.trim()
    })
}

impl Writer<'_> {
    /// Writes a heading with all that stands below it.
    fn chapter(&mut self, chapter: &Chapter) {
        const HEADINGS: [&str; 5] = ["h2", "h3", "h4", "h5", "h6"];
        let heading = HEADINGS[usize::from(chapter.level.clamp(1, 5)) - 1];
        self.raw("<section");
        self.attribute("aria-labelledby", &chapter.id);
        self.raw(">\n<div class=\"heading\"><");
        self.raw(heading);
        self.attribute("id", &chapter.id);
        self.raw(">");
        self.as_heading(|writer| writer.inlines(&chapter.heading));
        self.raw("</");
        self.raw(heading);
        self.raw("><a class=\"self\"");
        self.attribute("href", &fragment(&chapter.id));
        self.raw("><span aria-hidden=\"true\">#</span>");
        let word = self.scope.words.get("page.heading.link");
        self.spoken(&word.replace("{heading}", plain(&chapter.heading).trim()));
        self.raw("</a></div>\n");
        self.revised(&chapter.id);
        self.blocks(&chapter.blocks);
        for section in &chapter.sections {
            self.chapter(section);
        }
        self.blocks(&chapter.tail);
        self.raw("</section>\n");
    }
}

fn contents(chapters: &[Chapter], levels: u8) -> Vec<ContentsView> {
    let entry = |chapter: &Chapter| ContentsView {
        title: heading_label(&chapter.heading),
        href: fragment(&chapter.id),
        sections: if levels > 1 { contents(&chapter.sections, levels - 1) } else { Vec::new() },
    };
    chapters.iter().map(entry).collect()
}

/// The way to a document: the documents of the folders around it.
pub(super) fn way<'a>(pages: &Pages<'a>, document: &'a Document) -> Way<'a> {
    let output = document.output.as_str();
    let folders = output.match_indices('/').map(|(at, _)| &output[..at]);
    let around = folders.filter_map(|folder| pages.in_folder(folder));
    Way {
        above: around.filter(|above| above.output != document.output).collect(),
        here: &document.output,
    }
}

/// The facts of a document, in the order in which they are shown.
fn facts(pages: &Pages<'_>, document: &Document, writer: &mut Writer<'_>) -> Vec<FactView> {
    let words = writer.scope.words;
    let facts = &document.facts;
    let mut views = Vec::new();
    let mut add = |key: &'static str, value: Option<Html>| {
        let view = |value| FactView {
            key,
            label: words.get(&format!("page.fact.{key}")).to_owned(),
            value,
        };
        views.extend(value.map(view));
    };
    add("municipality", municipality(facts, words));
    add("department", facts.department.as_ref().map(|department| written(writer, department)));
    add("contact", facts.contact.as_ref().map(|contact| contact_html(contact, words)));
    add("adopted", facts.adopted.as_ref().map(|date| time(date.value, pages.calendar())));
    add("revised", revised(document).map(|date| time(date, pages.calendar())));
    add(
        "period",
        facts.period.as_ref().map(|period| span_of_time(period, pages.calendar(), words)),
    );
    add("review", facts.review.as_ref().map(|date| time(date.value, pages.calendar())));
    add("based_on", based_on(document, writer));
    add("source", source(document, writer));
    views
}

fn written(writer: &mut Writer<'_>, prose: &Prose) -> Html {
    writer.prose(prose);
    writer.take()
}

fn municipality(facts: &Facts, words: &Strings) -> Option<Html> {
    let municipality = facts.municipality.as_ref()?;
    let mut html = escaped(&municipality.name.value);
    if let Some(code) = &municipality.code {
        html.push_str("<span class=\"code\">");
        escape(&words.get("page.fact.code").replace("{code}", &code.value), &mut html);
        html.push_str("</span>");
    }
    Some(Html(html))
}

/// A link to the policy that a plan is based on.
fn based_on(document: &Document, writer: &Writer<'_>) -> Option<Html> {
    let path = crate::site::resolve(&document.path, &document.facts.based_on.as_ref()?.value)?;
    let policy = writer.scope.checked.library().document(&path)?;
    let address = href(&document.output, &policy.output, None);
    Some(Html(link_html(&address, &prose_label(&policy.facts.title).0)))
}

/// Where the document was first published.
fn source(document: &Document, writer: &mut Writer<'_>) -> Option<Html> {
    let source = document.facts.source.as_ref()?;
    let safe = |url: &&str| ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    match source.url.as_ref().map(|url| url.value.as_str()).filter(safe) {
        Some(url) => Some(Html(link_html(&external(url), &prose_label(&source.name).0))),
        None => Some(written(writer, &source.name)),
    }
}

/// A date for readers and for machines.
pub(super) fn time(date: Date, calendar: Calendar) -> Html {
    Html(format!("<time datetime=\"{date}\">{}</time>", date.show(calendar)))
}

/// A period in words: an open end is said.
pub(super) fn span_of_time(period: &Period, calendar: Calendar, words: &Strings) -> Html {
    let shown = |date: &Option<Spanned<Date>>| {
        date.as_ref().map_or_else(String::new, |date| time(date.value, calendar).0)
    };
    let html = escaped(words.get(period.words_key()));
    Html(html.replace("{from}", &shown(&period.from)).replace("{until}", &shown(&period.until)))
}

fn coverage_view(row: &Coverage, document: &Document, writer: &mut Writer<'_>) -> CoverageView {
    let words = writer.scope.words;
    let requirement = match row.requirement {
        Requirement::Required => "required",
        Requirement::Recommended => "recommended",
        Requirement::Optional => "optional",
    };
    let (status, links, reason) = match &row.covered {
        Covered::By(ids) => ("covered", headings(ids, document), None),
        Covered::Waived(reason) => ("waived", Vec::new(), Some(written(writer, reason))),
        Covered::Missing => ("missing", Vec::new(), None),
    };
    CoverageView {
        title: row.title.clone(),
        requirement,
        requirement_label: words.get(&format!("page.requirement.{requirement}")).to_owned(),
        status,
        status_label: words.get(&format!("page.coverage.{status}")).to_owned(),
        sections: links,
        reason,
    }
}

/// Links to headings, in the order of the text.
fn headings(ids: &[String], document: &Document) -> Vec<LinkView> {
    let all = sections(&document.chapters);
    let covering = all.iter().filter(|chapter| ids.contains(&chapter.id));
    covering
        .map(|chapter| LinkView {
            title: label(&chapter.heading),
            href: Some(fragment(&chapter.id)),
        })
        .collect()
}

/// What a document is about, for search engines: the start of its text.
pub(super) fn description(document: &Document) -> String {
    let chapters = sections(&document.chapters);
    let mut blocks =
        document.preface.iter().chain(chapters.iter().flat_map(|chapter| &chapter.blocks));
    let text = blocks.find_map(|block| match block {
        Block { kind: BlockKind::Paragraph(inlines), .. } => {
            Some(plain(inlines)).filter(|text| !text.trim().is_empty())
        }
        _ => None,
    });
    let text = text.unwrap_or_else(|| document.facts.title.plain());
    shortened(&text, 120)
}

/// The sentences that fit into some characters; one that is too long itself is cut.
fn shortened(text: &str, limit: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(limit) else { return text };
    match text[..end].rfind('。') {
        Some(stop) => text[..stop + '。'.len_utf8()].to_owned(),
        None => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_end_with_a_sentence() {
        assert_eq!(shortened("短い。", 10), "短い。");
        assert_eq!(shortened("一つ目。二つ目です。", 8), "一つ目。");
        assert_eq!(shortened("句点のない長い文", 4), "句点のな…");
        assert_eq!(shortened(" 行の\n中 ", 10), "行の 中");
    }
}
