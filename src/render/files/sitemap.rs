//! `sitemap.xml`: the absolute addresses of all pages.

use std::collections::BTreeSet;

use super::xml;
use crate::render::pages::Pages;
use crate::site::SitePath;

/// The sitemap; none without a `base_url`, for its addresses are absolute.
pub(super) fn sitemap(pages: &Pages<'_>) -> Option<String> {
    Some(of(pages.base_url()?, &pages.public()))
}

/// The sitemap of some pages under a base address. It has no dates: the content has none for a page.
fn of(base: &str, pages: &BTreeSet<&SitePath>) -> String {
    let mut sitemap = String::from(xml::HEAD);
    sitemap.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages {
        sitemap.push_str("<url>");
        xml::element("loc", &xml::address(page, base), &mut sitemap);
        sitemap.push_str("</url>\n");
    }
    sitemap.push_str("</urlset>\n");
    sitemap
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
