//! The words of a theme, read and held against those of the built-in one: a word that nothing shows is
//! a mistyped one, and so is a placeholder that nothing fills.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};
use tera::Value;

use super::scan::Scan;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::figure;
use crate::source::{Project, SourceId};
use crate::strings::{Entry, Strings, primary};

pub(super) static THEME_WORD_UNKNOWN: Rule = Rule::warning(
    "theme-word-unknown",
    "どこにも出ないテーマの言葉",
    "a word of the theme that nothing shows",
);
pub(super) static THEME_WORD_PLACEHOLDER: Rule = Rule::warning(
    "theme-word-placeholder",
    "テーマの言葉の { } の名前が違う",
    "a placeholder of a word that is lost or misspelt",
);

/// The words in a language: the built-in ones, and those of the theme's own files over them. The words
/// of `en` hold for `en-GB`, too.
pub(super) fn load(
    project: &Project,
    files: &BTreeMap<&str, SourceId>,
    language: &str,
    own: &[&Scan],
    diagnostics: &mut Diagnostics,
) -> Strings {
    let built_in = Strings::built_in(language);
    let mut strings = built_in.clone();
    let mut folders = vec![primary(language), language];
    folders.dedup();
    for folder in folders {
        let folder = format!("strings/{folder}/");
        for (_, source) in files.iter().filter(|(path, _)| path.starts_with(&folder)) {
            for entry in strings.add(project, *source, diagnostics) {
                check(&entry, &built_in, own, diagnostics);
            }
        }
    }
    strings
}

/// Reports what is wrong with one of the theme's own words.
fn check(entry: &Entry, built_in: &Strings, own: &[&Scan], diagnostics: &mut Diagnostics) {
    let like = match known(&entry.key, built_in) {
        Known::Like(like) => like,
        Known::Own => return,
        Known::No => {
            if !is_used(&entry.key, built_in, own) {
                diagnostics.push(unknown(entry, built_in));
            }
            return;
        }
    };
    let Some(word) = &entry.word else { return };
    let (written, needed) = (placeholders(&word.value), placeholders(built_in.get(&like)));
    for name in written.difference(&needed) {
        diagnostics.push(misspelt(entry, name, &needed));
    }
    // A misspelt one is not lost as well.
    if written.is_subset(&needed) {
        for name in needed.difference(&written) {
            diagnostics.push(lost(entry, name));
        }
    }
}

/// What a key of a theme's words is to the program.
enum Known {
    /// One that says what this built-in word says.
    Like(String),
    /// One that has no built-in word.
    Own,
    /// None.
    No,
}

/// What a key is. The words of figures may be given for one figure alone: `figure.goals.column.unit`.
fn known(key: &str, built_in: &Strings) -> Known {
    if built_in.has(key) {
        return Known::Like(key.to_owned());
    }
    let of_figure = key.strip_prefix("figure.").and_then(|rest| rest.split_once('.'));
    let is_figure = |name: &str| figure::kinds().iter().any(|kind| kind.name == name);
    match of_figure {
        Some((name, rest)) if is_figure(name) && built_in.has(rest) => Known::Like(rest.to_owned()),
        Some((name, "caption")) if is_figure(name) => Known::Own,
        _ => Known::No,
    }
}

/// Whether a template of the theme takes a word by this key. It may be handed on with its branch:
/// `words={words.own}`, and be named by the rest of its key then.
fn is_used(key: &str, built_in: &Strings, own: &[&Scan]) -> bool {
    own.iter().any(|scan| {
        let names = |path: &String| {
            let whole = key == path || key.ends_with(&format!(".{path}"));
            let branch = format!("{path}.");
            whole
                || key.starts_with(&branch)
                    && !built_in.iter().any(|(known, _)| known.starts_with(&branch))
        };
        scan.any_word || scan.words.iter().any(names)
    })
}

fn unknown(entry: &Entry, built_in: &Strings) -> Diagnostic {
    let key = &entry.key;
    let message = Message::new(
        format!("「{key}」という言葉は、どこにも出ません"),
        format!("nothing shows the word `{key}`"),
    );
    let help = did_you_mean(key, built_in.iter().map(|(known, _)| known)).unwrap_or_else(|| {
        Message::fixed(
            "キーの名前を、手引きの言葉の一覧と見比べてください。自分のテンプレートでは words.… で使えます。",
            "compare the key with the words in the guide; templates of your own use it as `words.…`",
        )
    });
    Diagnostic::new(&THEME_WORD_UNKNOWN, entry.place, message).help(help)
}

fn misspelt(entry: &Entry, name: &str, needed: &BTreeSet<String>) -> Diagnostic {
    let message = Message::new(
        format!("「{{{name}}}」は値に置き換わりません"),
        format!("no value takes the place of `{{{name}}}`"),
    );
    let known: Vec<String> = needed.iter().map(|name| format!("{{{name}}}")).collect();
    let near = did_you_mean(&format!("{{{name}}}"), known.iter().map(String::as_str));
    let help = near.unwrap_or_else(|| {
        if known.is_empty() {
            return Message::fixed(
                "この言葉に入る値はありません。{ } を外してください。",
                "this word takes no values: leave out the braces",
            );
        }
        Message::new(
            format!("この言葉に入る値: {}", known.join("、")),
            format!("the values of this word are {}", known.join(", ")),
        )
    });
    Diagnostic::new(&THEME_WORD_PLACEHOLDER, word_place(entry), message).help(help)
}

fn lost(entry: &Entry, name: &str) -> Diagnostic {
    let message = Message::new(
        format!("言葉「{}」に「{{{name}}}」がありません", entry.key),
        format!("the word `{}` lacks `{{{name}}}`", entry.key),
    );
    let help = Message::new(
        format!("値を出したい所に {{{name}}} と書いてください。"),
        format!("write `{{{name}}}` where the value is to stand"),
    );
    Diagnostic::new(&THEME_WORD_PLACEHOLDER, word_place(entry), message).help(help)
}

fn word_place(entry: &Entry) -> crate::source::Span {
    entry.word.as_ref().map_or(entry.place, |word| word.span)
}

/// The names in braces of a word.
fn placeholders(word: &str) -> BTreeSet<String> {
    let opened = word.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0));
    let is_name = |name: &&str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    opened.filter(is_name).map(str::to_owned).collect()
}

/// The words as templates see them: `page.skip` is `words.page.skip`.
pub(super) fn value(strings: &Strings) -> Value {
    #[derive(Default)]
    struct Branch<'a> {
        word: Option<&'a str>,
        below: BTreeMap<&'a str, Self>,
    }
    impl Serialize for Branch<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.word {
                Some(word) if self.below.is_empty() => serializer.serialize_str(word),
                _ => serializer.collect_map(&self.below),
            }
        }
    }
    let mut root = Branch::default();
    for (key, word) in strings.iter() {
        let leaf =
            key.split('.').fold(&mut root, |branch, name| branch.below.entry(name).or_default());
        leaf.word = Some(word);
    }
    Value::from_serializable(&root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;
    use crate::theme::scan::scan;

    /// What is found in a file of words, beside a template.
    fn found(yaml: &str, template: &str) -> Vec<String> {
        let path = "themes/own/strings/ja/own.yaml";
        let file = (path.to_owned(), Content::Bytes(yaml.as_bytes().to_vec()));
        let project = Project::from_files([file]);
        let (source, _) = project.sources().next().expect("a file");
        let mut diagnostics = Diagnostics::default();
        let files = [("strings/ja/own.yaml", source)].into();
        load(&project, &files, "ja", &[&scan(template)], &mut diagnostics);
        let told = |it: &Diagnostic| {
            let help =
                it.help.as_ref().map_or("", |help| help.get(crate::diagnostic::Language::En));
            format!("{} {} / {help}", it.rule.code, project.source(source).slice(it.span))
        };
        diagnostics.iter().map(told).collect()
    }

    #[test]
    fn words_that_nothing_shows_are_reported() {
        let check = |yaml: &str, template: &str, expected: &[&str]| {
            let found = found(yaml, template);
            let same = found.iter().zip(expected).all(|(found, start)| found.starts_with(start));
            assert!(same && found.len() == expected.len(), "{yaml} {template}: {found:#?}");
        };
        check("page:\n  skip: 飛ばす\n", "", &[]);
        check(
            "page:\n  skpi: 飛ばす\n",
            "",
            &["theme-word-unknown skpi / did you mean `page.skip`?"],
        );
        check("own:\n  a: 一\n", "", &["theme-word-unknown a / compare"]);
        check("own:\n  a: 一\n", "{{ words.own.a }}", &[]);
        check("own:\n  a: 一\n", "{{ <x words={words.own} /> }}", &[]);
        check(
            "page:\n  mine: 一\n",
            "{% component x(words) %}{{ words.mine }}{% endcomponent %}{{ <x words={words.page} /> }}",
            &[],
        );
        check(
            "page:\n  mien: 一\n",
            "{{ <x words={words.page} /> }}",
            &["theme-word-unknown mien"],
        );
        check("own: {a: 一}\n", "{{ words[key] }}", &[]);
        check("figure:\n  goals:\n    caption: 指標\n    column: {unit: 量}\n", "", &[]);
        check(
            "figure:\n  goal:\n    caption: 指標\n",
            "",
            &["theme-word-unknown caption / did you mean `figure.goals.caption`?"],
        );
        check("figure:\n  goals:\n    colum: {unit: 量}\n", "", &["theme-word-unknown unit"]);
    }

    #[test]
    fn placeholders_are_held_against_the_built_in_word() {
        let check = |yaml: &str, expected: &[&str]| assert_eq!(found(yaml, ""), expected, "{yaml}");
        check("page: {table: {number: \"図{number}\"}}\n", &[]);
        check(
            "page: {table: {number: \"図{nunber}\"}}\n",
            &["theme-word-placeholder \"図{nunber}\" / did you mean `{number}`?"],
        );
        check(
            "page: {table: {number: 図}}\n",
            &["theme-word-placeholder 図 / write `{number}` where the value is to stand"],
        );
        check(
            "page: {skip: \"{x}\"}\n",
            &["theme-word-placeholder \"{x}\" / this word takes no values: leave out the braces"],
        );
    }

    #[test]
    fn names_in_braces_are_placeholders() {
        let names = |word: &str| placeholders(word).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(names("{from}から{until}まで { x } {} {"), "from until");
    }
}
