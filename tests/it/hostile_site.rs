//! A site whose authors mean harm (`tests/hostile`): whatever they write stays a text, and pages stay
//! whole. What only a browser can tell is in `tests/browser/checks/inert.mjs`.

use std::collections::BTreeMap;

use hoshin::diagnostic::{Language, Severity};
use hoshin::{Options, compile, disk};

use crate::project::repository;
use crate::tidy::assert_none;

/// The elements of pages of the built-in theme.
const ELEMENTS: &str = "a article body br caption code colgroup col dd del details div dl dt em figcaption \
    figure footer h1 h2 h3 h4 h5 h6 head header hgroup hr html img li link main meta nav ol p picture pre \
    rp rt ruby section source span strong summary sup table tbody td tfoot th thead time title tr ul \
    blockquote wbr search form label input \
    button select option template output";

/// A tag with its attributes; that of an end has none.
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

/// The tags of a page: what begins with `<` is one, because every text is escaped.
fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let mut quote = None;
        let end = after.char_indices().find(|&(_, c)| match quote {
            Some(mark) => {
                quote = (c != mark).then_some(mark);
                false
            }
            None if matches!(c, '"' | '\'') => {
                quote = Some(c);
                false
            }
            None => c == '>',
        });
        let Some((end, _)) = end else { break };
        tags.push(tag(&after[..end]));
        rest = &after[end + 1..];
    }
    tags
}

fn tag(text: &str) -> Tag {
    let (name, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut attributes = BTreeMap::new();
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        attributes.insert(key.trim().to_ascii_lowercase(), value.to_owned());
        rest = after;
    }
    for key in rest.split_whitespace() {
        attributes.insert(key.to_ascii_lowercase(), String::new());
    }
    Tag { name: name.trim_matches('/').to_ascii_lowercase(), attributes }
}

/// What is wrong with a page.
fn complaints(page: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let elements: Vec<&str> = ELEMENTS.split_whitespace().collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for Tag { name, attributes } in tags(page) {
        *count.entry(name.clone()).or_default() += 1;
        let own_script = name == "script"
            && match attributes.get("type") {
                Some(kind) => kind == "application/ld+json" && !attributes.contains_key("src"),
                None => attributes.get("src").is_none_or(|src| src.contains("assets/")),
            };
        let known = elements.contains(&name.as_str()) || name == "!doctype" || own_script;
        if !known {
            complaints.push(format!("an element <{name}>"));
        }
        for (key, value) in attributes {
            let wrong = key.starts_with("on") || key == "style" || key.contains(['<', '\'', '`']);
            if wrong {
                complaints.push(format!("an attribute {key}=\"{value}\" of <{name}>"));
            }
            let address = ["href", "src", "srcset"].contains(&key.as_str());
            let scheme = value.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
            let harmless = ["http", "https", "mailto"].contains(&scheme.as_str());
            if address && value.contains(':') && !harmless && !value.starts_with('#') {
                complaints.push(format!("an address {value} of <{name}>"));
            }
            if address && value.starts_with("//") {
                complaints.push(format!("another host: {value}"));
            }
        }
    }
    for name in ["title", "h1", "main", "body", "head"] {
        let both = count.get(name).copied().unwrap_or_default();
        if both != 2 {
            complaints.push(format!("{both} tags of <{name}>"));
        }
    }
    let forbidden = |c: char| matches!(c, '\0' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{7f}'..='\u{9f}');
    complaints.extend(page.chars().filter(|&c| forbidden(c)).map(|c| format!("{c:?}")));
    complaints
}

/// The pages of the hostile site.
fn pages() -> BTreeMap<String, String> {
    let project = disk::load(&repository().join("tests/hostile")).unwrap();
    let compiled = compile(&project, &Options::default());
    let errors = compiled.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<String> =
        errors.map(|it| format!("{} {}", it.rule.code, it.message.get(Language::En))).collect();
    assert_none(&errors);
    let site = compiled.site.expect("no errors, so a site");
    let pages = site.iter().filter(|(path, _)| path.as_str().rsplit('.').next() == Some("html"));
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    pages.map(|(path, bytes)| (path.as_str().to_owned(), text(bytes))).collect()
}

#[test]
fn whatever_authors_write_stays_a_text() {
    let pages = pages();
    assert!(pages.len() >= 4, "{:?}", pages.keys());
    let found = pages.iter().flat_map(|(path, page)| {
        complaints(page).into_iter().map(move |complaint| format!("{path}: {complaint}"))
    });
    assert_none(&found.collect::<Vec<_>>());
    let policy = &pages["index.html"];
    for text in [
        "&lt;script&gt;alert(30)&lt;/script&gt;",
        "{{ page.assets }}",
        "{% include &quot;x&quot; %}",
        "{{ site.publisher }}",
        "{{ words.page.skip }}",
        "例示市&lt;b onclick=alert(31)&gt;",
        "&lt;script&gt;alert(38)&lt;/script&gt;",
        "&lt;script&gt;alert(49)&lt;/script&gt;",
        "&lt;script&gt;alert(68)&lt;/script&gt;",
        "alt=\"市&quot; onerror=&quot;alert(5)\"",
    ] {
        assert!(policy.contains(text), "{text} is not on the page as a text");
    }
}

#[test]
fn every_address_of_the_hostile_site_leads_somewhere() {
    let pages = pages();
    let all = tags(&pages["documents/index.html"]);
    let hrefs = all.iter().filter_map(|tag| tag.attributes.get("href"));
    let own: Vec<_> = hrefs.filter(|href| href.contains("%20")).collect();
    assert_eq!(
        own.len(),
        2,
        "the menu and the list lead to the page with the strange name: {own:?}"
    );
}

#[test]
fn harm_would_be_seen() {
    let good = "<!doctype html><html><head><title>x</title></head><body><main><h1>x</h1></main></body></html>";
    assert_eq!(complaints(good), [""; 0]);
    let check = |text: &str, expected: &str| {
        let found = complaints(&good.replace("<h1>", &format!("{text}<h1>")));
        assert!(found.iter().any(|it| it.starts_with(expected)), "{text}: {found:?}");
    };
    check("<iframe src=\"x\"></iframe>", "an element <iframe>");
    check("<script src=\"https://example.invalid/x.js\"></script>", "an element <script>");
    check("<img src=\"x\" onerror=\"alert(1)\">", "an attribute onerror");
    check("<p style=\"color:red\">", "an attribute style");
    check("<a href=\" javascript:alert(1)\">", "an address");
    check("<a href=\"//example.invalid\">", "another host");
    check("<title>", "3 tags of <title>");
    check("\u{202e}", "'\\u{202e}'");
}
