//! The static files of a theme, under names that change with their content.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::site::{SitePath, resolve};

/// A static file as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticFile {
    /// `assets/style.0123456789ab.css` for `static/style.css`.
    pub path: SitePath,
    /// The content.
    pub bytes: Arc<[u8]>,
}

/// Gives every file its published name. Stylesheets come last: the names that they mention are
/// replaced by the published ones, which changes their own.
pub(super) fn publish(files: BTreeMap<String, Arc<[u8]>>) -> BTreeMap<String, StaticFile> {
    let mut published = BTreeMap::new();
    let (sheets, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(name, _)| is_stylesheet(name));
    for (name, bytes) in others {
        published.extend(named(name, bytes));
    }
    let mut styled = BTreeMap::new();
    for (name, bytes) in sheets {
        let text = str::from_utf8(&bytes).ok().zip(SitePath::new(format!("assets/{name}")));
        let bytes = match text {
            Some((css, from)) => {
                with_published_names(&name, css, &from, &published).into_bytes().into()
            }
            None => bytes,
        };
        styled.extend(named(name, bytes));
    }
    published.append(&mut styled);
    published
}

fn is_stylesheet(name: &str) -> bool {
    std::path::Path::new(name)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("css"))
}

/// A file under the name that its content gives it; nothing if no site can have that name.
fn named(name: String, bytes: Arc<[u8]>) -> Option<(String, StaticFile)> {
    let hash = blake3::hash(&bytes).to_hex();
    let folder = name.rfind('/').map_or(0, |at| at + 1);
    let stem = name[folder..].rfind('.').map_or(name.len(), |at| folder + at);
    let path = SitePath::new(format!("assets/{}.{}{}", &name[..stem], &hash[..12], &name[stem..]))?;
    Some((name, StaticFile { path, bytes }))
}

/// Replaces `url(…)` of other static files in a stylesheet that is published beside `from`.
fn with_published_names(
    name: &str,
    css: &str,
    from: &SitePath,
    published: &BTreeMap<String, StaticFile>,
) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("url(") {
        let Some((address, behind)) = after.split_once(')') else { break };
        out.push_str(before);
        out.push_str("url(");
        let plain = address.trim().trim_matches(['"', '\'']);
        match resolve(name, plain).and_then(|target| published.get(&target)) {
            Some(file) => {
                out.push('"');
                out.push_str(&from.href_to(&file.path));
                out.push('"');
            }
            None => out.push_str(address),
        }
        out.push(')');
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published_of(files: &[(&str, &str)]) -> BTreeMap<String, StaticFile> {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().into()));
        publish(files.collect())
    }

    #[test]
    fn names_change_with_the_content() {
        let path =
            |files: &[(&str, &str)]| published_of(files)["style.css"].path.as_str().to_owned();
        let first = path(&[("style.css", "a{}")]);
        let parts: Vec<&str> = first.split('.').collect();
        assert!(matches!(parts[..], ["assets/style", hash, "css"] if hash.len() == 12), "{first}");
        assert_eq!(first, path(&[("style.css", "a{}")]));
        assert_ne!(first, path(&[("style.css", "b{}")]));
    }

    #[test]
    fn stylesheets_name_the_published_files() {
        let files = [
            (
                "style.css",
                "a{background:url('img/logo.svg')}b{background:url(#x)}c{src:url( fonts/f.woff2 )}",
            ),
            ("print/p.css", "a{background:url(../img/logo.svg)}"),
            ("img/logo.svg", "<svg/>"),
            ("fonts/f.woff2", "f"),
        ];
        let published = published_of(&files);
        let text = |name: &str| String::from_utf8(published[name].bytes.to_vec()).expect("text");
        let name =
            |name: &str| published[name].path.as_str().trim_start_matches("assets/").to_owned();
        let (logo, font) = (name("img/logo.svg"), name("fonts/f.woff2"));
        let expected = format!(
            "a{{background:url(\"{logo}\")}}b{{background:url(#x)}}c{{src:url(\"{font}\")}}"
        );
        assert_eq!(text("style.css"), expected);
        assert_eq!(text("print/p.css"), format!("a{{background:url(\"../{logo}\")}}"));
        let changed = [("style.css", files[0].1), ("img/logo.svg", "<svg></svg>")];
        assert_ne!(published_of(&changed)["style.css"].path, published["style.css"].path);
    }

    #[test]
    fn files_without_an_extension_keep_their_folder() {
        let published = published_of(&[("a.b/LICENSE", "x")]);
        let path = published["a.b/LICENSE"].path.as_str();
        assert!(path.starts_with("assets/a.b/LICENSE."), "{path}");
    }
}
