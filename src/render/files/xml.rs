//! What files in XML share: addresses in ASCII, elements with text.

use crate::render::link::encode_char;
use crate::site::SitePath;
use crate::theme::escape;

/// The first line of a file.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The absolute address of a page with Japanese percent-encoded, as sitemaps and feeds want it.
pub(super) fn address(page: &SitePath, base: &str) -> String {
    let mut encoded = String::new();
    for c in page.url_under(base).chars() {
        if c.is_ascii() {
            encoded.push(c);
        } else {
            encode_char(c, &mut encoded);
        }
    }
    encoded
}

/// An element that holds a text.
pub(super) fn element(name: &str, text: &str, xml: &mut String) {
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
    escape(text, xml);
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
}

/// An attribute of a tag that is still open.
pub(super) fn attribute(name: &str, value: &str, xml: &mut String) {
    xml.push(' ');
    xml.push_str(name);
    xml.push_str("=\"");
    escape(value, xml);
    xml.push('"');
}
