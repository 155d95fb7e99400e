//! What a template refers to, by its text: other templates, components, words.
//!
//! The template engine knows this, too, but tells nobody. Nothing is executed here, and a template with
//! a mistake gives what can be read.

use std::ops::Range;

/// What a template refers to.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Scan {
    /// The template that it builds on.
    pub extends: Option<Reference>,
    /// The templates that it includes.
    pub includes: Vec<Reference>,
    /// The components that it defines.
    pub defines: Vec<Reference>,
    /// The components that it calls.
    pub calls: Vec<Reference>,
    /// The paths behind `words.`.
    pub words: Vec<String>,
    /// Its blocks.
    pub blocks: Vec<Reference>,
    /// How deep its blocks stand in each other.
    pub depth: usize,
    /// Whether it takes words by names that are known later only: `words[key]`.
    pub any_word: bool,
}

/// A name that a template mentions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reference {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub place: Range<usize>,
    /// The component in whose definition it stands.
    pub within: Option<String>,
    /// In how many blocks it stands.
    pub depth: usize,
}

/// What stands between the signs of a tag.
struct Tag<'t> {
    text: &'t str,
    /// Where it begins.
    start: usize,
    /// Whether it is `{% … %}`, and not `{{ … }}`.
    is_block: bool,
}

/// Reads what a template refers to.
pub(super) fn scan(text: &str) -> Scan {
    let mut reading = Reading { text, scan: Scan::default(), within: None, depth: 0 };
    for tag in tags(text) {
        reading.tag(&tag);
    }
    reading.scan
}

/// A template that is being read.
struct Reading<'t> {
    text: &'t str,
    scan: Scan,
    /// The component whose definition is being read.
    within: Option<String>,
    /// How many blocks are open.
    depth: usize,
}

impl Reading<'_> {
    fn reference(&self, place: Range<usize>) -> Reference {
        let name = self.text[place.clone()].to_owned();
        Reference { name, place, within: self.within.clone(), depth: self.depth }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let (word, rest) = if tag.is_block { first_word(tag.text) } else { ("", 0) };
        match word {
            "include" => {
                let found = quoted(tag, rest).map(|place| self.reference(place));
                self.scan.includes.extend(found);
            }
            "extends" => self.scan.extends = quoted(tag, rest).map(|place| self.reference(place)),
            "block" => {
                let found = self.reference(named(tag, rest));
                self.scan.blocks.push(found);
                self.depth += 1;
                self.scan.depth = self.scan.depth.max(self.depth);
            }
            "endblock" => self.depth = self.depth.saturating_sub(1),
            "component" => {
                let found = self.reference(named(tag, rest));
                self.within = Some(found.name.clone());
                self.scan.defines.push(found);
            }
            "endcomponent" => self.within = None,
            _ => {}
        }
        let calls: Vec<_> = called(tag).into_iter().map(|place| self.reference(place)).collect();
        self.scan.calls.extend(calls);
        words(tag.text, &mut self.scan);
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.')
}

/// The word that a tag begins with, and where what follows it begins.
fn first_word(text: &str) -> (&str, usize) {
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let start = text.len() - trimmed.len();
    let end = trimmed.find(|c: char| !is_name(c)).unwrap_or(trimmed.len());
    let rest = &trimmed[end..];
    let spaces = rest.len() - rest.trim_start().len();
    (&trimmed[..end], start + end + spaces)
}

/// The place of the name that a tag has behind its first word.
fn named(tag: &Tag<'_>, rest: usize) -> Range<usize> {
    let start = tag.start + rest;
    let name = &tag.text[rest..];
    start..start + name.find(|c: char| !is_name(c)).unwrap_or(name.len())
}

/// The place of the string that a tag has behind its first word.
fn quoted(tag: &Tag<'_>, rest: usize) -> Option<Range<usize>> {
    let text = &tag.text[rest..];
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let length = text[1..].find(quote)?;
    let start = tag.start + rest + 1;
    Some(start..start + length)
}

/// The places of the names behind `<`, but for those that close.
fn called(tag: &Tag<'_>) -> Vec<Range<usize>> {
    let opens = tag.text.match_indices('<').map(|(at, _)| at + 1);
    let names = opens.filter_map(|at| {
        let rest = &tag.text[at..];
        let length = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        let named = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
        named.then(|| tag.start + at..tag.start + at + length)
    });
    names.collect()
}

/// Notes the words that a tag takes from the theme.
fn words(text: &str, scan: &mut Scan) {
    for (at, _) in text.match_indices("words") {
        if text[..at].ends_with(is_name) {
            continue;
        }
        let rest = &text[at + "words".len()..];
        if rest.starts_with('[') {
            scan.any_word = true;
        } else if let Some(path) = rest.strip_prefix('.') {
            let end = path.find(|c: char| !is_name(c)).unwrap_or(path.len());
            scan.words.push(path[..end].trim_end_matches('.').to_owned());
        }
    }
}

/// The tags of a template; what stands in comments and between `raw` and `endraw` is text.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut raw = false;
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found + 2;
        let (close, is_block) = match text.as_bytes().get(start - 1) {
            Some(b'{') => ("}}", false),
            Some(b'%') => ("%}", true),
            Some(b'#') => {
                at = text[start..].find("#}").map_or(text.len(), |end| start + end + 2);
                continue;
            }
            _ => {
                at = start - 1;
                continue;
            }
        };
        let length = end_of_tag(&text[start..], close).unwrap_or(text.len() - start);
        let tag = Tag { text: &text[start..start + length], start, is_block };
        let word = first_word(tag.text).0;
        at = if raw { start } else { (start + length + 2).min(text.len()) };
        match (is_block, word) {
            (true, "endraw") => raw = false,
            (true, "raw") => raw = true,
            _ if !raw => tags.push(tag),
            _ => {}
        }
    }
    tags
}

/// Where a tag ends: quotes may hold the signs that close it.
fn end_of_tag(text: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(mark) => quote = (c != mark).then_some(mark),
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if text[at..].starts_with(close) => return Some(at),
            None => {}
        }
    }
    text.find(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(references: &[Reference]) -> Vec<String> {
        let name = |it: &Reference| match &it.within {
            Some(within) => format!("{within}: {}", it.name),
            None => it.name.clone(),
        };
        references.iter().map(name).collect()
    }

    #[test]
    fn references_are_found() {
        let text = "{%- extends \"base.html\" -%}\n{# {% include \"no.html\" %} #}\n\
            {% block main %}{{ <card title={words.page.skip} text=\"%}<x\" /> }}{% endblock main %}\n\
            {% component ui.card(title, text=\"a\") %}{% include 'part.html' %}{% <inner a={1}> %}{{ words.own.deep }}{% </inner> %}{% endcomponent ui.card %}\n\
            {% raw %}{{ <raw /> }}{% include \"raw.html\" %}{% endraw %}{{ <last/> }}{% if a < 3 and b <c %}{% endif %}";
        let scan = scan(text);
        assert_eq!(scan.extends.as_ref().map(|it| it.name.as_str()), Some("base.html"));
        assert_eq!(names(&scan.includes), ["ui.card: part.html"]);
        assert_eq!(names(&scan.defines), ["ui.card"]);
        assert_eq!(names(&scan.calls), ["card", "x", "ui.card: inner", "last", "c"]);
        assert_eq!(scan.words, ["page.skip", "own.deep"]);
        assert_eq!((names(&scan.blocks), scan.depth), (vec!["main".to_owned()], 1));
        let include = &scan.includes[0];
        assert_eq!(&text[include.place.clone()], "part.html");
        assert!(!scan.any_word);
    }

    #[test]
    fn anything_can_be_read() {
        for text in [
            "{",
            "{{",
            "{%",
            "{#",
            "{% include %}",
            "{% include \"x",
            "{{ \"}} ",
            "{% raw %}",
            "{% component %}",
            "あ{{ <",
            "{{ words",
            "{{ words. }}",
        ] {
            scan(text);
        }
        assert!(scan("{{ words[key] }}").any_word);
        assert_eq!(scan("{{ swords.a }}{{ x.words.b }}").words, [""; 0]);
    }
}
