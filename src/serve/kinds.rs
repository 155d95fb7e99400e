//! What kind of file a browser is told that a file is.

use crate::site::SitePath;

/// The kinds of files that sites have, by their extensions.
const KINDS: &[(&str, &str)] = &[
    ("atom", "application/atom+xml; charset=utf-8"),
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("gif", "image/gif"),
    ("htm", HTML),
    ("html", HTML),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", SCRIPT),
    ("json", "application/json; charset=utf-8"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("tsv", "text/tab-separated-values; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("webm", "video/webm"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml; charset=utf-8"),
    ("zip", "application/zip"),
];

/// Pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// Scripts.
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";
/// Styles.
pub(super) const STYLE: &str = "text/css; charset=utf-8";
/// Server-sent events.
pub(super) const EVENTS: &str = "text/event-stream; charset=utf-8";
/// Plain text.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

/// The length of the hash in the names of assets.
const HASH: usize = 12;

/// The `Content-Type` of a file.
pub(super) fn content_type(path: &SitePath) -> &'static str {
    let extension =
        path.as_str().rsplit(['.', '/']).next().unwrap_or_default().to_ascii_lowercase();
    let found = KINDS.iter().find(|(known, _)| *known == extension);
    found.map_or("application/octet-stream", |(_, kind)| kind)
}

/// Whether the name of a file changes with its content, so that a browser may keep it.
pub(super) fn is_named_by_content(path: &SitePath) -> bool {
    let parts = path.as_str().strip_prefix("assets/").map(|name| name.split(['/', '.', '-']));
    let is_hash =
        |part: &str| part.len() == HASH && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    parts.is_some_and(|mut parts| parts.any(is_hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).expect("a valid path")
    }

    #[test]
    fn kinds_follow_the_extension() {
        let check = |name: &str, expected: &str| {
            assert_eq!(content_type(&path(name)), expected, "{name}");
        };
        check("a/index.html", "text/html; charset=utf-8");
        check("a/図.SVG", "image/svg+xml; charset=utf-8");
        check("assets/style.0123456789ab.css", "text/css; charset=utf-8");
        check("a/名簿.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        check("a.html/b", "application/octet-stream");
        check("html", "text/html; charset=utf-8");
        check("a.unknown", "application/octet-stream");
        assert!(KINDS.is_sorted(), "the list is in order");
    }

    #[test]
    fn hashes_in_names_are_seen() {
        for (name, expected) in [
            ("assets/style.0123456789ab.css", true),
            ("assets/img/logo.0123456789ab.svg", true),
            ("assets/logo.svg", false),
            ("assets/0123456789abc.svg", false),
            ("a/style.0123456789ab.css", false),
        ] {
            assert_eq!(is_named_by_content(&path(name)), expected, "{name}");
        }
    }
}
