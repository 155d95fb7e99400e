//! `feed.xml`: what is new, for feed readers (Atom, RFC 4287): an entry for each policy and plan.
//!
//! Nothing here knows today's date: a feed is as new as the newest date of the content.

use std::cmp::Reverse;

use super::{FEED, xml};
use crate::calendar::Day;
use crate::document::{Document, Kind, Revision};
use crate::render::document::description;
use crate::render::fixed;
use crate::render::pages::Pages;

/// The most entries that a feed has.
const MOST: usize = 50;

/// A document with the day of its newest change.
struct Entry<'a> {
    document: &'a Document,
    updated: Day,
    /// The revision that it changed by; nothing for one that was only adopted.
    revision: Option<&'a Revision>,
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

/// The policies and plans that have a date, the newest first. Drafts are not for the public.
fn entries<'a>(pages: &Pages<'a>) -> Vec<Entry<'a>> {
    let documents = pages.documents();
    let published = documents.filter(|it| it.facts.kind != Kind::Page && !it.facts.draft);
    let mut entries: Vec<Entry<'_>> = published.filter_map(Entry::of).collect();
    entries.sort_by_key(|entry| (Reverse(entry.updated), &entry.document.path));
    entries.truncate(MOST);
    entries
}

impl<'a> Entry<'a> {
    /// The entry of a document; none for one without dates. A month or a year counts from its first day.
    fn of(document: &'a Document) -> Option<Self> {
        let revisions = document.records.revisions.iter();
        let newest = revisions.max_by_key(|it| it.date.value.first_day());
        let revised = newest.map(|it| (it.date.value.first_day(), Some(it)));
        let adopted = document.facts.adopted.as_ref();
        let adopted = adopted.map(|date| (date.value.first_day(), None));
        // Of a revision on the day of the adoption, the revision tells more.
        let (updated, revision) = adopted
            .into_iter()
            .chain(revised)
            .max_by_key(|(day, revision)| (*day, revision.is_some()))?;
        Some(Self { document, updated, revision })
    }

    fn write(&self, pages: &Pages<'_>, base: &str, feed: &mut String) {
        let facts = &self.document.facts;
        let address = xml::address(&self.document.output, base);
        feed.push_str("<entry>\n");
        line("title", &facts.title.plain(), feed);
        line("id", &address, feed);
        line("updated", &time(self.updated), feed);
        if let Some(adopted) = &facts.adopted {
            line("published", &time(adopted.value.first_day()), feed);
        }
        link("alternate", &address, feed);
        let municipality = facts.municipality.as_ref().map(|it| it.name.value.clone());
        let department = facts.department.as_ref().map(|it| it.plain().trim().to_owned());
        if municipality.is_some() || department.is_some() {
            let publisher = || pages.config().publisher.name.clone();
            let names = [municipality.or_else(publisher), department];
            author(&names.into_iter().flatten().collect::<Vec<_>>().join(" "), feed);
        }
        let summary = self.revision.and_then(|revision| revision.summary.as_ref());
        let summary = summary.map(|summary| summary.plain().trim().to_owned());
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
