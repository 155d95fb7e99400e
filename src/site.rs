//! The rendered site in memory: paths and bytes. It is written to a folder or served as it is.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The address of a file within the site: names joined by `/`, never absolute, without `.` or `..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// Makes a path from text; nothing if it is absolute, empty, or steps out of the site.
    pub fn new(path: impl Into<String>) -> Option<Self> {
        let path = path.into();
        let safe =
            |name: &str| !matches!(name, "" | "." | "..") && !name.contains(['\\', ':', '\0']);
        path.split('/').all(safe).then_some(Self(path))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The relative address of `target` as seen from this file, percent-encoded for an `href`:
    /// never a bare folder, so that it works from a shared folder as on a server.
    pub fn href_to(&self, target: &Self) -> String {
        let from: Vec<_> = self.0.split('/').collect();
        let to: Vec<_> = target.0.split('/').collect();
        let folders = from.len() - 1;
        let shared =
            from[..folders].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("..".to_owned(), folders - shared);
        let down = to[shared..].iter().map(|name| encode(name));
        up.chain(down).collect::<Vec<_>>().join("/")
    }

    /// The absolute address under a base address that ends in `/`.
    pub fn url_under(&self, base: &str) -> String {
        let path =
            self.0.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
        let path = path.unwrap_or(&self.0).split('/').map(encode).collect::<Vec<_>>().join("/");
        format!("{}/{path}", base.trim_end_matches('/'))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Percent-encodes what would change the meaning of an address; Japanese stays readable.
pub fn encode(part: &str) -> String {
    let mut encoded = String::with_capacity(part.len());
    for c in part.chars() {
        let plain = !c.is_ascii() || c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=@".contains(c);
        if plain && !c.is_whitespace() && !c.is_control() {
            encoded.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                encoded.push('%');
                encoded.push(char::from(b"0123456789ABCDEF"[usize::from(byte >> 4)]));
                encoded.push(char::from(b"0123456789ABCDEF"[usize::from(byte & 15)]));
            }
        }
    }
    encoded
}

/// The path that a relative address leads to from a file, both below one folder; nothing if it leads
/// out. An address that begins with `/` starts at the folder itself.
pub fn resolve(from: &str, address: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    if address.starts_with('/') {
        names.clear();
    }
    for name in address.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

/// Every file of the site, in the order of the paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site(BTreeMap<SitePath, Arc<[u8]>>);

impl Site {
    /// Adds a file; the last one of the same path counts.
    pub fn insert(&mut self, path: SitePath, bytes: impl Into<Arc<[u8]>>) {
        self.0.insert(path, bytes.into());
    }

    /// The bytes of a file.
    pub fn get(&self, path: &SitePath) -> Option<&Arc<[u8]>> {
        self.0.get(path)
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, &Arc<[u8]>)> {
        self.0.iter()
    }

    /// How many files the site has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the site has no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).expect("a valid path")
    }

    #[test]
    fn paths_stay_inside_the_site() {
        for bad in ["", "/a", "a//b", "../a", "a/../b", "a/.", "C:/x", "a\\b", "a/", "a\0b"] {
            assert_eq!(SitePath::new(bad), None, "{bad:?}");
        }
        assert!(SitePath::new("八王子/index.html").is_some());
    }

    #[test]
    fn addresses_are_relative_and_name_a_file() {
        let check = |from: &str, to: &str, expected: &str| {
            assert_eq!(path(from).href_to(&path(to)), expected, "{from} -> {to}");
        };
        check("index.html", "a/index.html", "a/index.html");
        check("a/index.html", "index.html", "../index.html");
        check("a/b/index.html", "a/c/index.html", "../c/index.html");
        check("a/index.html", "a/index.html", "index.html");
        check("a/index.html", "a/図 1.svg", "図%201.svg");
        check("a/b.html", "assets/s.css", "../assets/s.css");
        check("index.html", "100%.pdf", "100%25.pdf");
    }

    #[test]
    fn relative_addresses_stay_below_the_folder() {
        let check = |from: &str, address: &str, expected: Option<&str>| {
            assert_eq!(resolve(from, address).as_deref(), expected, "{from} {address}");
        };
        check("a/index.md", "../b/index.md", Some("b/index.md"));
        check("a/index.md", "図.svg", Some("a/図.svg"));
        check("a/b/c.md", "/about.md", Some("about.md"));
        check("index.md", "../x.md", None);
        check("a/index.md", "./x.md", Some("a/x.md"));
    }

    #[test]
    fn absolute_addresses_leave_the_index_out() {
        let check = |file: &str, expected: &str| {
            assert_eq!(path(file).url_under("https://www.example.lg.jp/dx/"), expected);
        };
        check("index.html", "https://www.example.lg.jp/dx/");
        check("a/index.html", "https://www.example.lg.jp/dx/a/");
        check("404.html", "https://www.example.lg.jp/dx/404.html");
        check("xindex.html", "https://www.example.lg.jp/dx/xindex.html");
    }
}
