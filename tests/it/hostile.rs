//! Hostile words in every place that authors write to: they are shown, and make no markup.

use crate::terms::page;

/// Words that are markup somewhere: in text, in an attribute, in a comment, in a template, in an address.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style><svg onload=alert(1)>",
    "<!-- --><b>",
    "{{ site.title }}{% include \"x\" %}{#",
    "&quot;&gt;&lt;b&gt;&#x3c;",
    "javascript:alert(1)",
    "]]><![CDATA[<b>",
];

/// A site that says a word wherever one can be said. `WORD` is the word in YAML, `MARK` the word as
/// Markdown that means nothing but itself, in YAML or in the text.
const SETTINGS: &str = "title: WORD\npublisher: {name: WORD, department: WORD}\n";
const DOCUMENT: &str = "---
title: MARK
municipality: {name: WORD}
department: MARK
source: {name: MARK, url: \"https://www.example.lg.jp/\"}
notice: MARK
legend: {◎: WORD, \"\": WORD}
roles: [{id: a, name: MARK, short: MARK, group: WORD, audience: MARK, mission: MARK, duty: MARK}]
skills: [{id: s, name: MARK, category: WORD, summary: MARK, levels: {a: ◎}, methods: [MARK]}]
standards: [{role: a, step: MARK, criterion: MARK, evidence: MARK}]
trainings: [{name: MARK, summary: MARK, owner: MARK, audience: [a], skills: [s], times: MARK}]
securing: [{name: MARK, method: MARK, number: WORD, reason: MARK}]
goals: [{name: MARK, unit: WORD, targets: {2026: 1}}]
plans: [{name: MARK, relation: upper, note: MARK}]
glossary: [{term: TERM, reading: WORD, definition: MARK}, {term: WORD, definition: MARK}]
revisions: [{date: 2026-04-01, tag: v1, summary: MARK}]
---

MARKの文と、TERM。[MARK](b.md \"MARK\")と![MARK](図.svg)

![MARK](図.svg \"MARK\")

# MARKの章

*MARK*と**MARK**と｜人財《MARK》[^1]

- MARK

表：MARK

| MARK | MARK |
|---|---|
| MARK | MARK |

```skill-map
caption: MARK
note: MARK
```

```text WORD
WORD
```

[^1]: MARK
";
const OTHER: &str = "---\ntitle: MARK\nkind: page\n---\n\n文\n";

/// A word as Markdown that means nothing but itself.
fn as_markdown(word: &str) -> String {
    let escape = |c: char| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] };
    word.chars().flat_map(escape).collect()
}

/// A template with a word in all its places; the front matter quotes it, the text does not.
fn filled(template: &str, word: &str) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let markdown = as_markdown(word);
    let (head, body) = template.split_once("\n---\n").unwrap_or((template, ""));
    let head = head.replace("WORD", &quoted(word)).replace("MARK", &quoted(&markdown));
    let head = head.replace("TERM", &quoted(&format!("{word}用語")));
    let body = body.replace("TERM", &format!("{markdown}用語"));
    let body = body.replace("WORD", word).replace("MARK", &markdown);
    if body.is_empty() { head } else { format!("{head}\n---\n{body}") }
}

/// The pages of the site with a word.
fn pages(word: &str) -> Vec<(&'static str, String)> {
    let [settings, document, other] = [SETTINGS, DOCUMENT, OTHER].map(|it| filled(it, word));
    let attached = format!("content/{}.pdf", word.replace(['/', '\\'], "_"));
    let files = [
        ("hoshin.yaml", settings.as_str()),
        ("content/a.md", document.as_str()),
        ("content/b.md", other.as_str()),
        ("content/図.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        (attached.as_str(), "%PDF"),
    ];
    ["a/index.html", "b/index.html", "index.html", "404.html"]
        .map(|path| (path, page(&files, path)))
        .into()
}

/// A tag: its element, and its attributes with their values.
#[derive(Debug, Default)]
struct Tag {
    element: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// What it is without what it says. The classes of cells depend on how long their text is.
    fn shape(&self) -> String {
        let names = self.attributes.iter().map(|(name, _)| name.as_str());
        let names: Vec<&str> = names.filter(|name| *name != "class").collect();
        format!("<{} {}>", self.element, names.join(" "))
    }

    /// Reads a tag behind its `<`, so strictly that what is no plain tag fails; tells what follows it.
    fn read(text: &str) -> (Self, &str) {
        let inside = text.trim_start_matches(['/', '!']);
        let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).expect("an end");
        assert!(end > 0, "no tag: {:?}", inside.lines().next());
        let mut tag = Self { element: inside[..end].to_owned(), ..Self::default() };
        let mut rest = inside[end..].trim_start();
        while !rest.starts_with('>') {
            let end = rest.find(['=', '>', ' ']).expect("an end of the attribute");
            let (name, mut value) = (&rest[..end], "");
            let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            assert!(plain && !name.is_empty(), "the attribute {name:?} of {}", tag.element);
            rest = &rest[end..];
            if let Some(quoted) = rest.strip_prefix("=\"") {
                (value, rest) = quoted.split_once('"').expect("a quote at the end");
                assert!(!value.contains(['<', '>']), "{} {name}: {value}", tag.element);
            }
            tag.attributes.push((name.to_owned(), value.to_owned()));
            rest = rest.trim_start();
        }
        (tag, &rest[1..])
    }
}

/// The tags of a page, without the places where its words may break.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((text, behind)) = rest.split_once('<') {
        assert!(!text.contains('>'), "an open sign in the text {text:?}");
        let (tag, after) = Tag::read(behind);
        // A heading has as many places to break as its words.
        if tag.element != "wbr" {
            tags.push(tag);
        }
        rest = after;
    }
    tags
}

#[test]
fn words_make_no_markup() {
    let harmless = pages("甲乙");
    assert!(harmless[0].1.contains("class=\"term\""), "{}", harmless[0].1);
    for word in HOSTILE {
        for ((path, expected), (_, html)) in harmless.iter().zip(pages(word)) {
            let (found, expected) = (tags(&html), tags(expected));
            for (found, expected) in found.iter().zip(&expected) {
                assert_eq!(found.shape(), expected.shape(), "{word} in {path}: {found:?}");
                let runs = |(name, value): &(String, String)| {
                    let leads = ["href", "src", "action"].contains(&name.as_str());
                    leads && value.trim_start().starts_with("javascript:")
                };
                assert!(!found.attributes.iter().any(runs), "{word} in {path}: {found:?}");
            }
            assert_eq!(found.len(), expected.len(), "{word} in {path}");
        }
    }
}

#[test]
fn terms_of_any_shape_are_words() {
    let long = "長".repeat(5_000);
    for term in ["<script>alert(1)</script>", "\"'", "\u{202e}BPR", "の", "◎", &long] {
        let text = format!(
            "---\ntitle: 題\nglossary: [{{term: '{}', definition: 意味}}]\n---\n\n文の{}と{term}。\n",
            term.replace('\'', "''"),
            as_markdown(term)
        );
        let text = text.replace("<script>alert(1)</script>。", "。");
        let html = page(&[("content/a.md", &text)], "a/index.html");
        // Every script of a page is a file: there are as many addresses as ends.
        let scripts = tags(&html).into_iter().filter(|tag| tag.element == "script");
        let (files, ends): (Vec<_>, Vec<_>) =
            scripts.partition(|tag| tag.attributes.iter().any(|(name, _)| name == "src"));
        assert_eq!(files.len(), ends.len(), "{term}\n{html}");
        let explained = html.matches("class=\"term\"").count();
        assert_eq!(explained, usize::from(term.chars().count() < 64), "{term}");
        assert!(!html.contains('\u{202e}'), "{html}");
    }
}
