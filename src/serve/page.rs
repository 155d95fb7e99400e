//! What the server adds to pages, and the pages of its own.

use super::words::{Own, tag};
use crate::diagnostic::Language;

/// Puts the script of the preview at the end of the page's head; all else stays byte for byte.
///
/// `page` is the number of the news that the page shows, with the instance of the server: the script
/// reads it from its own address.
pub(super) fn with_script(html: &[u8], page: &str) -> Vec<u8> {
    let script = format!("<script src=\"/hs-live/live.js?{page}\" defer></script>");
    let end = find(html, b"</head>").unwrap_or(html.len());
    inserted(html, end, &script)
}

/// Makes the addresses of a page those of a page at the site's root, wherever it is shown.
///
/// The page for addresses that do not exist has relative addresses and is meant to be redirected to
/// (`content/guide/publishing.md`); here it stays where it is, so that the missing page can take its
/// place. The base names the file: a link to a place on the page leads to the page itself.
pub(super) fn as_if_at_root(html: &[u8], file: &str) -> Vec<u8> {
    let Some(start) = find(html, b"<head>") else { return html.to_vec() };
    inserted(html, start + "<head>".len(), &format!("<base href=\"/{file}\">"))
}

fn inserted(html: &[u8], at: usize, text: &str) -> Vec<u8> {
    let (before, after) = html.split_at(at);
    [before, text.as_bytes(), after].concat()
}

fn find(html: &[u8], tag: &[u8]) -> Option<usize> {
    html.windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag))
}

/// A page of the server's own. It is loaded again when the site can be shown.
pub(super) fn own(own: &Own, language: Language) -> String {
    let lang = tag(language);
    let (title, text) = (own.title.get(language), own.text.get(language));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        let check = |html: &str, expected: &str| {
            let page = with_script(html.as_bytes(), "a-1");
            let script = "<script src=\"/hs-live/live.js?a-1\" defer></script>";
            assert_eq!(String::from_utf8(page).expect("UTF-8"), expected.replace("SCRIPT", script));
        };
        check(
            "<head><title>市</title>\r\n</head><p>",
            "<head><title>市</title>\r\nSCRIPT</head><p>",
        );
        check("<HEAD></HEAD><pre>&lt;/head></head>", "<HEAD>SCRIPT</HEAD><pre>&lt;/head></head>");
        check("<p>頭がない", "<p>頭がないSCRIPT");
        check("", "SCRIPT");
        assert_eq!(&with_script(b"\xff</head>\xfe", "a-1")[..1], b"\xff");
    }

    #[test]
    fn a_page_can_stand_elsewhere() {
        let page = as_if_at_root("<html><head>\n<title>市</title>".as_bytes(), "404.html");
        let expected = "<html><head><base href=\"/404.html\">\n<title>市</title>";
        assert_eq!(String::from_utf8(page).expect("UTF-8"), expected);
        assert_eq!(as_if_at_root(b"<p>", "404.html"), b"<p>");
    }
}
