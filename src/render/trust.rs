//! Whom readers can ask, under which licence a text stands, and what services show beside links.

use super::link::{external, link_html};
use super::view::{ContactView, LicenseView, ShareView};
use crate::calendar::Date;
use crate::config::Publisher;
use crate::document::{Contact, Document, Kind, License};
use crate::site::SitePath;
use crate::strings::Strings;
use crate::theme::{Html, escaped};
use crate::yaml::dial;

/// The ways to reach somebody, each with a link: telephone, mail, a form.
pub(super) fn ways(
    phone: Option<&str>,
    email: Option<&str>,
    url: Option<&str>,
    words: &Strings,
) -> Vec<Html> {
    let way = |key: &str, link: String| Html(escaped(words.get(key)).replace("{link}", &link));
    let phone = phone.and_then(|phone| {
        Some(way("contact.phone", link_html(&format!("tel:{}", dial(phone)?), &escaped(phone))))
    });
    let email = email.map(|email| {
        way("contact.email", link_html(&external(&format!("mailto:{email}")), &escaped(email)))
    });
    let form = url.map(|url| Html(link_html(&external(url), &escaped(words.get("contact.form")))));
    [phone, email, form].into_iter().flatten().collect()
}

/// Whom readers can ask, if there is a way to reach anybody.
pub(super) fn contact_view(contact: &Contact, words: &Strings) -> Option<ContactView> {
    let Contact { department, email, phone, url } = contact;
    let ways = ways(phone.as_deref(), email.as_deref(), url.as_deref(), words);
    let name = department.as_ref().map(|it| it.value.clone());
    (!ways.is_empty()).then_some(ContactView { name, ways })
}

/// Whom to ask about the site, if there is a way to reach anybody.
pub(super) fn publisher_contact(publisher: &Publisher, words: &Strings) -> Option<ContactView> {
    let Publisher { name, department, address: _, email, phone, url } = publisher;
    let ways = ways(phone.as_deref(), email.as_deref(), url.as_deref(), words);
    let names = [name, department].into_iter().flatten().cloned().collect::<Vec<_>>();
    let name = (!names.is_empty()).then(|| names.join(" "));
    (!ways.is_empty()).then_some(ContactView { name, ways })
}

impl From<&License> for LicenseView {
    fn from(license: &License) -> Self {
        Self {
            name: license.name.value.clone(),
            url: license.url.clone(),
            text: license.text.as_ref().map(|it| it.value.clone()),
        }
    }
}

/// A contact as a fact: the department, then the ways to reach it, a line each.
pub(super) fn contact_html(contact: &Contact, words: &Strings) -> Html {
    let name = contact.department.as_ref().map(|it| escaped(&it.value));
    let ways = contact_view(contact, words).map(|view| view.ways).unwrap_or_default();
    let lines: Vec<String> = name.into_iter().chain(ways.into_iter().map(|way| way.0)).collect();
    Html(lines.join("<br>\n"))
}

/// When a document was last changed: the newest revision's date. The entry for the adoption itself, with
/// which many histories begin, is no change.
pub(super) fn revised(document: &Document) -> Option<Date> {
    let dates = document.records.revisions.iter().map(|revision| revision.date.value);
    let adopted = document.facts.adopted.as_ref().map(|date| date.value.last_day());
    dates.max_by_key(|date| date.last_day()).filter(|date| Some(date.last_day()) > adopted)
}

/// What services show beside a link to a document.
pub(super) fn share_of(document: &Document, share: ShareView) -> ShareView {
    if document.facts.kind == Kind::Page {
        return share;
    }
    let day = |date: Date| date.day.map(|_| date.to_string());
    let adopted = document.facts.adopted.as_ref().map(|date| date.value);
    ShareView {
        kind: "article",
        published: adopted.and_then(day),
        modified: revised(document).and_then(day),
        ..share
    }
}

/// What services show beside a link to any page of the site.
pub(super) fn share(language: &str, image: Option<&str>, base: &str) -> ShareView {
    let image = image.and_then(SitePath::new).map(|path| path.url_under(base));
    ShareView { kind: "website", locale: locale(language), image, published: None, modified: None }
}

/// The language with its country, as Open Graph wants it; nothing where no country is known.
fn locale(language: &str) -> Option<String> {
    match language.split_once('-') {
        Some((language, country)) if country.len() == 2 => {
            Some(format!("{}_{}", language.to_ascii_lowercase(), country.to_ascii_uppercase()))
        }
        _ => language.eq_ignore_ascii_case("ja").then(|| "ja_JP".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_countries() {
        let check = |language: &str, expected: Option<&str>| {
            assert_eq!(locale(language).as_deref(), expected, "{language}");
        };
        check("ja", Some("ja_JP"));
        check("en-US", Some("en_US"));
        check("en", None);
        check("zh-Hant-TW", None);
    }
}
