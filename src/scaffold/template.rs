//! Texts with gaps and with parts that are for some documents only.

use std::collections::BTreeSet;

/// A text in sections: a line `== NAME` begins one, and a name may have several.
pub(super) fn sections(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("== ").filter_map(|section| section.split_once('\n'))
}

/// Keeps the lines that are for a document with these properties: a line `?NAME …` is for one with the
/// property, `!NAME …` for one without it.
pub(super) fn chosen(text: &str, properties: &BTreeSet<&str>) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        let condition = line.strip_prefix('?').map(|rest| (true, rest));
        let condition = condition.or_else(|| line.strip_prefix('!').map(|rest| (false, rest)));
        let line = match condition.and_then(|(wanted, rest)| Some((wanted, rest.split_once(' ')?)))
        {
            Some((wanted, (name, _))) if properties.contains(name) != wanted => continue,
            Some((_, (_, rest))) => rest,
            None => line,
        };
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

/// Puts values in the place of `{name}`, in one pass: what a value holds is not looked at.
pub(super) fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        filled.push_str(before);
        let name = after[1..].split('}').next().unwrap_or_default();
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
            rest = &after[name.len() + 2..];
        } else {
            filled.push('{');
            rest = &after[1..];
        }
    }
    filled + rest
}

/// A text as a single value of YAML, in quotes where it needs them.
pub(super) fn yaml_word(text: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || "・ー々（）「」『』○【】、。-_/. \u{3000}".contains(c);
    let first = text.chars().next().is_some_and(|c| c.is_alphabetic() || "○【「『（".contains(c));
    let first = first || text.starts_with("../");
    let last = text.chars().next_back().is_some_and(|c| !c.is_whitespace());
    let is_word = !["null", "true", "false", "yes", "no", "on", "off"]
        .contains(&text.to_ascii_lowercase().as_str());
    if first && last && is_word && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text that Markdown shows as it is.
pub(super) fn markdown_plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>~{}&".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_chosen_and_gaps_filled() {
        let text = "== a\n一\n?x  二\n!x 三\n== b\n{t}と{u}\n";
        let found: Vec<_> = sections(text).collect();
        assert_eq!(found, [("a", "一\n?x  二\n!x 三\n"), ("b", "{t}と{u}\n")]);
        assert_eq!(chosen(found[0].1, &BTreeSet::from(["x"])), "一\n 二\n");
        assert_eq!(chosen(found[0].1, &BTreeSet::new()), "一\n三\n");
        assert_eq!(fill(found[1].1, &[("t", "{u}".to_owned())]), "{u}と{u}\n");
    }

    #[test]
    fn words_are_quoted_where_yaml_needs_it() {
        let check = |text: &str, expected: &str| assert_eq!(yaml_word(text), expected);
        check("例示市デジタル人材育成方針", "例示市デジタル人材育成方針");
        check("○○市 方針（案）", "○○市 方針（案）");
        check("../policy/index.md", "../policy/index.md");
        check("方針: 案", "\"方針: 案\"");
        check("#1", "\"#1\"");
        check("off", "\"off\"");
        check("2026", "\"2026\"");
        check("a\"b\\c", "\"a\\\"b\\\\c\"");
        check("", "\"\"");
    }
}
