//! `sitemap.xml`: the absolute addresses of all pages.

use std::collections::BTreeSet;

use crate::render::link::encode_char;
use crate::render::pages::Pages;
use crate::site::SitePath;
use crate::theme::escape;

/// The sitemap; none without a `base_url`, for its addresses are absolute.
pub(super) fn sitemap(pages: &Pages<'_>) -> Option<String> {
    Some(of(pages.base_url()?, &pages.public()))
}

/// The sitemap of some pages under a base address. It has no dates: the content has none for a page.
fn of(base: &str, pages: &BTreeSet<&SitePath>) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages {
        xml.push_str("<url><loc>");
        escape(&ascii(&page.url_under(base)), &mut xml);
        xml.push_str("</loc></url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// An address with Japanese percent-encoded, which the format of sitemaps asks for.
fn ascii(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_ascii() {
            encoded.push(c);
        } else {
            encode_char(c, &mut encoded);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_absolute_and_ascii() {
        let path = |path: &str| SitePath::new(path).expect("a path");
        let pages = [path("index.html"), path("八王子/index.html"), path("a&b.html")];
        let xml = of("https://www.example.lg.jp/dx/", &pages.iter().collect());
        let addresses: Vec<_> = xml.lines().filter(|line| line.starts_with("<url>")).collect();
        let expected = [
            "<url><loc>https://www.example.lg.jp/dx/a&amp;b.html</loc></url>",
            "<url><loc>https://www.example.lg.jp/dx/</loc></url>",
            "<url><loc>https://www.example.lg.jp/dx/%E5%85%AB%E7%8E%8B%E5%AD%90/</loc></url>",
        ];
        assert_eq!(addresses, expected);
    }
}
