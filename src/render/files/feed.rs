//! `feed.xml`: what is new, for feed readers (Atom, RFC 4287): an entry for each policy and plan, and for each
//! of their revisions.
//!
//! Nothing here knows today's date: a feed is as new as the newest date of the content.

use std::cmp::Reverse;

use super::{FEED, xml};
use crate::calendar::Day;
use crate::document::{Document, Kind, Revision};
use crate::markdown::Prose;
use crate::render::document::description;
use crate::render::fixed;
use crate::render::pages::Pages;

/// The most entries that a feed has.
const MOST: usize = 50;

/// Something new: a document, or a revision of one.
struct Entry<'a> {
    document: &'a Document,
    updated: Day,
    /// The revision, with its position; nothing for the document as it was adopted.
    revision: Option<(usize, &'a Revision)>,
    /// What the author says of it.
    summary: Option<&'a Prose>,
}

/// Whether the site has a feed: it takes a base address and a document with a date.
pub(in crate::render) fn has_feed(pages: &Pages<'_>) -> bool {
    pages.base_url().is_some() && !entries(pages).is_empty()
}

/// The feed; none without a `base_url`, for its addresses are absolute, or without dates.
pub(super) fn feed(pages: &Pages<'_>) -> Option<String> {
    let base = pages.base_url()?;
    let entries = entries(pages);
    let newest = entries.first()?.updated;
    let address = xml::address(&fixed(FEED), base);
    let mut feed = String::from(xml::HEAD);
    feed.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    xml::attribute("xml:lang", &pages.config().language, &mut feed);
    feed.push_str(">\n");
    line("title", pages.site_title(), &mut feed);
    line("id", &address, &mut feed);
    line("updated", &time(newest), &mut feed);
    link("self", &address, &mut feed);
    link("alternate", &xml::address(pages.home(), base), &mut feed);
    let publisher = &pages.config().publisher;
    let names = [&publisher.name, &publisher.department].map(Option::as_deref);
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    author(if name.is_empty() { pages.site_title() } else { &name }, &mut feed);
    for entry in &entries {
        entry.write(pages, base, &mut feed);
    }
    feed.push_str("</feed>\n");
    Some(feed)
}

/// The policies and plans that have a date, and their revisions, the newest first. Drafts are not for the public.
fn entries<'a>(pages: &Pages<'a>) -> Vec<Entry<'a>> {
    let documents = pages.documents();
    let published = documents.filter(|it| it.facts.kind != Kind::Page && !it.facts.draft);
    let mut entries: Vec<Entry<'_>> = published.flat_map(Entry::of).collect();
    entries.sort_by_key(|entry| (Reverse(entry.updated), &entry.document.path, entry.revision()));
    entries.truncate(MOST);
    entries
}

impl<'a> Entry<'a> {
    /// The entries of a document; none for one without dates. A month or a year counts from its first day.
    fn of(document: &'a Document) -> Vec<Self> {
        let adopted = document.facts.adopted.as_ref().map(|date| date.value);
        // The entry for the adoption itself, with which many histories begin, is no revision.
        let is_first = |revision: &Revision| {
            let day = revision.date.value.first_day();
            adopted.is_some_and(|it| (it.first_day()..=it.last_day()).contains(&day))
        };
        let first = document.records.revisions.iter().rev().find(|it| is_first(it));
        let adoption = adopted.map(|date| Self {
            document,
            updated: first.map_or(date.first_day(), |it| it.date.value.first_day()),
            revision: None,
            summary: first.and_then(|it| it.summary.as_ref()),
        });
        let revisions = document.records.revisions.iter().enumerate();
        let revisions = revisions.filter(|(_, it)| !is_first(it)).map(|(at, revision)| Self {
            document,
            updated: revision.date.value.first_day(),
            revision: Some((at, revision)),
            summary: revision.summary.as_ref(),
        });
        adoption.into_iter().chain(revisions).collect()
    }

    fn revision(&self) -> Option<usize> {
        self.revision.map(|(at, _)| at)
    }

    /// What tells the entry from all others, for ever: the address of the document, with the day of a revision.
    fn id(&self, base: &str) -> String {
        let address = xml::address(&self.document.output, base);
        match self.revision {
            Some((at, revision)) => {
                let date = revision.date.value;
                let older = &self.document.records.revisions[at + 1..];
                let number = match older.iter().filter(|it| it.date.value == date).count() {
                    0 => String::new(),
                    count => format!("-{}", count + 1),
                };
                format!("{address}#hs-revision-{date}{number}")
            }
            None => address,
        }
    }

    /// Where it is to be read: beside the one before, if both are kept.
    fn address(&self, pages: &Pages<'_>, base: &str) -> String {
        let history = pages.history().of(self.document);
        let revised = history.iter().find(|it| Some(it.revision) == self.revision());
        xml::address(revised.map_or(&self.document.output, |it| &it.output), base)
    }

    fn title(&self, pages: &Pages<'_>) -> String {
        let title = self.document.facts.title.plain();
        match self.revision {
            Some((_, revision)) => {
                let date = revision.date.value.show(pages.calendar());
                let words = pages.words().get("diff.page.entry").replace("{date}", &date);
                words.replace("{title}", &title)
            }
            None => title,
        }
    }

    fn write(&self, pages: &Pages<'_>, base: &str, feed: &mut String) {
        let facts = &self.document.facts;
        feed.push_str("<entry>\n");
        line("title", &self.title(pages), feed);
        line("id", &self.id(base), feed);
        line("updated", &time(self.updated), feed);
        if let Some(adopted) = &facts.adopted {
            line("published", &time(adopted.value.first_day().min(self.updated)), feed);
        }
        link("alternate", &self.address(pages, base), feed);
        let municipality = facts.municipality.as_ref().map(|it| it.name.value.clone());
        let department = facts.department.as_ref().map(|it| it.plain().trim().to_owned());
        if municipality.is_some() || department.is_some() {
            let publisher = || pages.config().publisher.name.clone();
            let names = [municipality.or_else(publisher), department];
            author(&names.into_iter().flatten().collect::<Vec<_>>().join(" "), feed);
        }
        let summary = self.summary.map(|summary| summary.plain().trim().to_owned());
        line("summary", &summary.unwrap_or_else(|| description(self.document)), feed);
        feed.push_str("</entry>\n");
    }
}

fn line(name: &str, text: &str, feed: &mut String) {
    xml::element(name, text, feed);
    feed.push('\n');
}

fn link(relation: &str, address: &str, feed: &mut String) {
    feed.push_str("<link");
    xml::attribute("rel", relation, feed);
    xml::attribute("href", address, feed);
    feed.push_str("/>\n");
}

fn author(name: &str, feed: &mut String) {
    feed.push_str("<author>");
    xml::element("name", name, feed);
    feed.push_str("</author>\n");
}

/// The beginning of a day in Japan, as RFC 3339 writes it.
fn time((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}T00:00:00+09:00")
}
