//! What the template engine says, in words for those who make themes. The engine speaks English only;
//! its common messages are told in Japanese, too, with what to do.

use crate::diagnostic::{Message, did_you_mean};

/// The names that templates may use.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The templates, as others call them.
    pub templates: Vec<String>,
    /// The components.
    pub components: Vec<String>,
    /// The blocks.
    pub blocks: Vec<String>,
}

/// The filters of the engine.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// The tests of the engine, for `is`.
const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// The functions of the engine.
const FUNCTIONS: &[&str] = &["range", "super", "throw"];

/// A message of the engine and what to do about it, if that is known.
pub(super) fn said(english: &str, known: &Known) -> (Message, Option<Message>) {
    let (ja, help) = unknown_name(english, known)
        .or_else(|| undefined(english))
        .or_else(|| of_component(english))
        .or_else(|| of_grammar(english))
        .unwrap_or_else(|| (format!("テンプレートを実行できません（{english}）"), None));
    (Message::new(ja, format!("a mistake in a template: {english}")), help)
}

type Told = Option<(String, Option<Message>)>;

/// What stands between the first two backticks.
fn quoted(text: &str) -> &str {
    text.split('`').nth(1).unwrap_or_default()
}

/// A list of names, as a help.
fn listed(names: &[&str]) -> Option<Message> {
    (!names.is_empty()).then(|| {
        Message::new(
            format!("使えるもの: {}", names.join("、")),
            format!("there are {}", names.join(", ")),
        )
    })
}

/// 「…」のことですか, or else all of the names.
fn nearest_or_all(name: &str, names: &[&str]) -> Option<Message> {
    did_you_mean(name, names.iter().copied()).or_else(|| listed(names))
}

/// An unknown filter, and what else has a name.
fn unknown_name(english: &str, known: &Known) -> Told {
    let owned = |names: &[String]| names.to_vec();
    let name = quoted(english);
    let (what, names): (&str, Vec<String>) = if english.starts_with("Unknown filter ") {
        ("フィルター", FILTERS.iter().map(|it| (*it).to_owned()).collect())
    } else if english.starts_with("Unknown test ") {
        ("テスト（is の後ろの名前）", TESTS.iter().map(|it| (*it).to_owned()).collect())
    } else if english.starts_with("Unknown function ") {
        ("関数", FUNCTIONS.iter().map(|it| (*it).to_owned()).collect())
    } else if english.starts_with("Unknown component ") {
        ("部品（component）", owned(&known.components))
    } else if english.starts_with("Unknown template ") {
        ("テンプレート", owned(&known.templates))
    } else if english.starts_with("Block ") && english.ends_with("in any parent template") {
        let names: Vec<&str> = known.blocks.iter().map(String::as_str).collect();
        let ja = format!("ブロック「{name}」は、土台にするテンプレートにありません");
        return Some((ja, nearest_or_all(name, &names)));
    } else {
        return None;
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Some((format!("「{name}」という{what}はありません"), nearest_or_all(name, &names)))
}

/// Values that are not there.
fn undefined(english: &str) -> Told {
    let name = quoted(english);
    if english.starts_with("Tried to render a variable that is undefined") {
        let help = Message::fixed(
            "名前の綴りを確かめてください。ないことのある値は {% if … %} で囲みます。",
            "check the spelling; put what may be absent into {% if … %}",
        );
        return Some(("ない値を書き出そうとしています".to_owned(), Some(help)));
    }
    let is_name = english.starts_with("Variable ") || english.starts_with("Field ");
    if !is_name || !english.contains("is not defined") {
        return None;
    }
    let list = ["Available variables: ", "Available fields: "]
        .iter()
        .find_map(|head| Some(english.split_once(head)?.1));
    let names: Vec<&str> = list.into_iter().flat_map(|list| list.split(", ")).collect();
    Some((format!("「{name}」という値はありません"), nearest_or_all(name, &names)))
}

/// Components that do not fit to how they are called.
fn of_component(english: &str) -> Told {
    let name = quoted(english);
    if english.starts_with("Unknown argument(s)") {
        let names: Vec<&str> = english
            .split_once("Possible argument(s) are: ")
            .map(|(_, list)| list.split('`').skip(1).step_by(2).collect())
            .unwrap_or_default();
        let ja = format!("部品（component）に「{name}」という引数はありません");
        return Some((ja, nearest_or_all(name, &names)));
    }
    if english.starts_with("Argument ") && english.ends_with("missing.") {
        let help = Message::new(
            format!(
                "部品を呼び出す所に {name}={{…}} と書き足すか、部品の定義で {name}=\"\" のように省いたときの値を決めます。"
            ),
            format!("add `{name}={{…}}` to the call, or give it a default in the definition"),
        );
        return Some((format!("部品（component）の引数「{name}」がありません"), Some(help)));
    }
    if english.starts_with("Component ") && english.contains("is defined in both") {
        let help = Message::fixed("どちらか一つにまとめてください。", "keep one of them");
        let files: Vec<&str> = english.split('`').skip(3).step_by(2).collect();
        let ja =
            format!("部品「{name}」が、二つのファイル（{}）で定義されています", files.join("、"));
        return Some((ja, Some(help)));
    }
    None
}

/// Mistakes of grammar.
fn of_grammar(english: &str) -> Told {
    let close = Message::fixed(
        "{{ }} や {% %} の閉じ忘れ、{% endif %} や {% endblock %} などの書き忘れがないか確かめてください。",
        "look for a `{{ }}` or `{% %}` that is not closed, and for a missing `{% endif %}`, `{% endblock %}` and the like",
    );
    if english.starts_with("Unexpected end of input") {
        return Some(("テンプレートが途中で終わっています".to_owned(), Some(close)));
    }
    if let Some((found, expected)) =
        english.strip_prefix("Found ").and_then(|rest| rest.split_once(" but expected "))
    {
        let expected = expected.trim_end_matches('.');
        return Some((
            format!("ここには {expected} を書きます（{found} があります）"),
            Some(close),
        ));
    }
    if english.starts_with("Function `range`") {
        let help = Message::fixed("数の範囲を短くしてください。", "make the range shorter");
        return Some((format!("数の範囲（range）が正しくありません（{english}）"), Some(help)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;

    fn check(known: &Known, english: &str, ja: &str, help: &str) {
        let (message, found) = said(english, known);
        assert_eq!(message.get(Language::Ja), ja, "{english}");
        let found = found.as_ref().map_or("", |help| help.get(Language::Ja));
        assert!(found.contains(help) && found.is_empty() == help.is_empty(), "{found}");
        assert!(message.get(Language::En).ends_with(english));
    }

    #[test]
    fn common_messages_are_told_in_japanese() {
        let known = Known {
            templates: vec!["base.html".to_owned()],
            components: vec!["notice".to_owned()],
            blocks: vec!["main".to_owned(), "footer".to_owned()],
        };
        let check = |english: &str, ja: &str, help: &str| check(&known, english, ja, help);
        check(
            "Unknown filter `lenght`",
            "「lenght」というフィルターはありません",
            "「length」のことですか",
        );
        check(
            "Unknown test `defind`",
            "「defind」というテスト（is の後ろの名前）はありません",
            "「defined」のことですか",
        );
        check(
            "Unknown function `date`",
            "「date」という関数はありません",
            "使えるもの: range、super、throw",
        );
        check(
            "Unknown component `notise`",
            "「notise」という部品（component）はありません",
            "「notice」のことですか",
        );
        check(
            "Unknown template `bas.html`",
            "「bas.html」というテンプレートはありません",
            "「base.html」のことですか",
        );
        check(
            "Block `mian` is not defined in any parent template",
            "ブロック「mian」は、土台にするテンプレートにありません",
            "「main」のことですか",
        );
        check(
            "Field `titel` is not defined. Available fields: language, title",
            "「titel」という値はありません",
            "「title」のことですか",
        );
        check(
            "Variable `sites` is not defined. Available variables: page, site",
            "「sites」という値はありません",
            "「site」のことですか",
        );
        check(
            "Unknown argument(s) `lable` in component call. Possible argument(s) are: `label`, `facts`",
            "部品（component）に「lable」という引数はありません",
            "「label」のことですか",
        );
        check("Argument `id` missing.", "部品（component）の引数「id」がありません", "id={…}");
    }

    #[test]
    fn messages_of_grammar_are_told_in_japanese() {
        let known = Known::default();
        let check = |english: &str, ja: &str, help: &str| check(&known, english, ja, help);
        check(
            "Component `x` is defined in both `a.html` and `b.html`",
            "部品「x」が、二つのファイル（a.html、b.html）で定義されています",
            "一つに",
        );
        check("Unexpected end of input", "テンプレートが途中で終わっています", "閉じ忘れ");
        check(
            "Found `<` but expected `}}`.",
            "ここには `}}` を書きます（`<` があります）",
            "閉じ忘れ",
        );
        check(
            "Cannot compare `string` with `map`",
            "テンプレートを実行できません（Cannot compare `string` with `map`）",
            "",
        );
    }

    /// A name that the engine has dropped, or given anew, is found here.
    #[test]
    fn the_names_are_those_of_the_engine() {
        let known = |template: String| {
            let mut tera = tera::Tera::default();
            let result = tera.add_raw_template("x.html", &template);
            !result.is_err_and(|error| error.to_string().contains("Unknown "))
        };
        for name in FILTERS {
            assert!(known(format!("{{{{ a | {name} }}}}")), "{name}");
        }
        for name in TESTS {
            assert!(known(format!("{{{{ a is {name} }}}}")), "{name}");
        }
        for name in FUNCTIONS {
            assert!(known(format!("{{{{ {name}() }}}}")), "{name}");
        }
        assert!(!known("{{ a | reversed }}".to_owned()));
    }
}
