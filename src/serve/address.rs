//! From the address of a request to the path of a file, and nowhere else.
//!
//! The server hands out what [`Files`](super::Files) has and never touches the disk; what follows is a
//! second wall, and makes mistakes of addresses visible (CVE-2023-40274 is the known one of a preview).

use unicode_normalization::UnicodeNormalization;

use crate::site::{SitePath, encode};

/// What an address asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The file; the index of a folder where the address ends in `/`.
    pub file: SitePath,
    /// The address as a folder's: what a folder's name without `/` is to be replaced by. Nothing where
    /// the address ends in `/` already.
    pub folder: Option<Folder>,
}

/// A folder that was asked for as if it were a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Folder {
    /// Its index.
    pub index: SitePath,
    /// Its address, in ASCII.
    pub location: String,
}

/// Reads the path of an address; nothing if no file of any site can be there.
pub(super) fn read(path: &str) -> Option<Address> {
    let names: Vec<String> =
        path.strip_prefix('/')?.split('/').map(decode).collect::<Option<_>>()?;
    let (last, folders) = names.split_last()?;
    if !folders.iter().all(|name| is_safe(name)) {
        return None;
    }
    if last.is_empty() {
        let mut names = folders.to_vec();
        names.push("index.html".to_owned());
        return Some(Address { file: SitePath::new(names.join("/"))?, folder: None });
    }
    if !is_safe(last) {
        return None;
    }
    let file = SitePath::new(names.join("/"))?;
    let index = SitePath::new(format!("{file}/index.html"))?;
    let location = format!("{}/", written(&file));
    Some(Address { file, folder: Some(Folder { index, location }) })
}

/// The address of a file, in ASCII.
pub(super) fn written(path: &SitePath) -> String {
    let mut address = String::new();
    for name in path.as_str().split('/') {
        address.push('/');
        address.push_str(&in_ascii(name));
    }
    address
}

/// A name with its percent signs read once, as UTF-8 in NFC; nothing if it is no text.
fn decode(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let code = digit(rest.next())? * 16 + digit(rest.next())?;
        bytes.push(u8::try_from(code).ok()?);
    }
    Some(String::from_utf8(bytes).ok()?.nfc().collect())
}

/// Whether a name leads to one file only, on every system: no separators, drive letters, control
/// characters, names of devices, or ends that Windows drops.
fn is_safe(name: &str) -> bool {
    let odd = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    !name.is_empty() && !name.contains(odd) && !name.ends_with(['.', ' ']) && !is_device(name)
}

/// Whether Windows takes a name for a device, with whatever extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ').to_lowercase();
    let port = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
    let numbered = port.is_some_and(|number| {
        let mut signs = number.chars();
        signs.next().is_some_and(|sign| sign.is_ascii_digit() || "¹²³".contains(sign))
            && signs.next().is_none()
    });
    numbered || ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str())
}

fn in_ascii(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for c in encode(name).chars() {
        if c.is_ascii() {
            written.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            written.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    written
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_files() {
        let check = |address: &str, file: &str, location: Option<&str>| {
            let found = read(address).unwrap_or_else(|| panic!("{address}: nothing"));
            assert_eq!(found.file.as_str(), file, "{address}");
            assert_eq!(
                found.folder.map(|folder| folder.location).as_deref(),
                location,
                "{address}"
            );
        };
        check("/", "index.html", None);
        check("/a/", "a/index.html", None);
        check("/a/b.html", "a/b.html", Some("/a/b.html/"));
        check("/a", "a", Some("/a/"));
        check("/%E5%85%AB/", "八/index.html", None);
        check("/八/図%201.svg", "八/図 1.svg", Some("/%E5%85%AB/%E5%9B%B3%201.svg/"));
        // NFD, as macOS types it.
        check("/か\u{3099}.html", "が.html", Some("/%E3%81%8C.html/"));
        check("/%E3%81%8B%E3%82%99", "が", Some("/%E3%81%8C/"));
        // Read once only.
        check("/%252e%252e", "%2e%2e", Some("/%252e%252e/"));
        check("/100%25.pdf", "100%.pdf", Some("/100%25.pdf/"));
        check(
            "/connect/com10/console.html",
            "connect/com10/console.html",
            Some("/connect/com10/console.html/"),
        );
        assert_eq!(written(&SitePath::new("八/a b").expect("a path")), "/%E5%85%AB/a%20b");
    }

    #[test]
    fn nothing_else_is_an_address() {
        for address in [
            "",
            "*",
            "a",
            "//",
            "//a",
            "/a//b",
            "/..",
            "/../a",
            "/a/../b",
            "/./a",
            "/a/.",
            "/%2e%2e/a",
            "/%2E%2e/a",
            "/.%2e/a",
            "/%2e/a",
            "/a%2fb",
            "/a%2Fb",
            "/..%2fa",
            "/a%5cb",
            "/a\\b",
            "/..%5ca",
            "/%00",
            "/a%00.html",
            "/a%0ab",
            "/%7f",
            "/C:/a",
            "/c%3a/a",
            "/a:b",
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
            "/%ff",
            "/%c0%ae%c0%ae/a",
            "/%ed%a0%80",
            "/con",
            "/CON/",
            "/Nul.txt",
            "/a/aux.html",
            "/com1",
            "/LPT9.x.y",
            "/com¹",
            "/prn /a",
            "/nul .txt",
            "/conin$",
            "/a.",
            "/a./b",
            "/a%20",
            "/a /b",
            "/...",
            "/a?b",
            "/a*",
            "/%3cscript%3e",
        ] {
            assert_eq!(read(address), None, "{address:?}");
        }
    }
}
