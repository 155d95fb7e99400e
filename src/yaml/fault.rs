//! What a `Reader` reports, with the way out.

use super::Node;
use super::field::{Field, keys};
use super::mistake::{Mistake, looks_like_pair};
use super::reader::{FIELD_INVALID, FIELD_MISSING};
use crate::diagnostic::{Diagnostic, Language, Message, Rule, did_you_mean};
use crate::source::Span;

pub(super) fn unknown(rule: &'static Rule, key: &Node, name: &str, fields: &[Field]) -> Diagnostic {
    let keys = keys(fields);
    let message =
        Message::new(format!("「{name}」というキーは使えません"), format!("unknown key `{name}`"));
    let list = Message::new(
        format!("使えるキー: {}", keys.join("、")),
        format!("the keys are {}", keys.join(", ")),
    );
    let help = did_you_mean(name, keys.iter().copied()).unwrap_or(list);
    let (span, help) = mistake_or(key, help);
    Diagnostic::new(rule, span, message).help(help)
}

pub(super) fn no_mapping(node: &Node, fields: &[Field]) -> Diagnostic {
    let keys = keys(fields);
    let message = Message::new(
        format!("ここには「キー: 値」を並べて書きます（{}）", keys.join("、")),
        format!("expected keys with values ({})", keys.join(", ")),
    );
    let key = keys.first().unwrap_or(&"title");
    let help = Message::new(
        format!("「{key}: …」のように、キー、半角の「:」、空白、値の順に書いてください。"),
        format!("write a key, a colon, a space and a value, such as `{key}: …`"),
    );
    let (span, help) = mistake_or(node, help);
    Diagnostic::new(&FIELD_INVALID, span, message).help(help)
}

/// A key that must be there is not; says what it is for.
pub(super) fn missing(span: Span, field: &Field) -> Diagnostic {
    let key = field.key;
    let message =
        Message::new(format!("キー「{key}」がありません"), format!("the key `{key}` is missing"));
    let help = Message::new(
        format!("「{key}: …」の行を書き足してください（{}）。", field.phrase(Language::Ja)),
        format!("add a line `{key}: …` ({})", field.phrase(Language::En)),
    );
    Diagnostic::new(&FIELD_MISSING, span, message).help(help)
}

/// The place and the way out of a known mistake in a text without quotes; else its own place and `help`.
pub(super) fn mistake_or(node: &Node, help: Message) -> (Span, Message) {
    let bare = node.scalar().filter(|scalar| scalar.bare);
    match bare.and_then(|scalar| Some((scalar, looks_like_pair(&scalar.text)?))) {
        Some((scalar, Mistake { at, length, help })) => (scalar.map.span(at, at + length), help),
        None => (node.span.0, help),
    }
}

/// Reports a value that cannot be one, in the caller's own words.
pub(crate) fn invalid_value(span: Span, message: Message) -> Diagnostic {
    Diagnostic::new(&FIELD_INVALID, span, message)
}

pub(super) fn wrong_kind(span: Span, key: &str, expected: &Message) -> Diagnostic {
    let expected_ja = expected.get(Language::Ja);
    let space = |c: Option<char>| match c {
        Some(c) if c.is_ascii() && !c.is_ascii_digit() => " ",
        _ => "",
    };
    let (before, after) =
        (space(expected_ja.chars().next()), space(expected_ja.chars().next_back()));
    let message = Message::new(
        format!("「{key}」には{before}{expected_ja}{after}を書きます"),
        format!("`{key}` must be {}", expected.get(Language::En)),
    );
    Diagnostic::new(&FIELD_INVALID, span, message)
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostics, Language};
    use crate::source::Project;
    use crate::yaml::{Field, Reader, Region, Shape, load};

    const fn field(key: &'static str, shape: Shape) -> Field {
        Field::new(key, shape, "例", "an example")
    }

    static ROLE: &[Field] = &[field("id", Shape::Word), field("name", Shape::Word)];
    static PERIOD: &[Field] = &[field("from", Shape::Word), field("until", Shape::Word)];
    static FIELDS: &[Field] = &[
        field("title", Shape::Word),
        field("draft", Shape::Boolean),
        field("count", Shape::Count),
        field("roles", Shape::Records(ROLE)),
        field("words", Shape::Words),
        field("period", Shape::Record(PERIOD)),
    ];

    /// Reads a mapping of all kinds of values; tells where the first mistake is and what is said of it.
    fn fault(yaml: &str) -> (usize, usize, String) {
        let (project, source) = Project::of_text(yaml);
        let mut diagnostics = Diagnostics::default();
        let node = load(&Region::whole(project.source(source), source), &mut diagnostics);
        let node = node.expect("valid YAML");
        if let Some(mut reader) = Reader::new(&node, FIELDS, &mut diagnostics) {
            reader.word("title");
            reader.boolean("draft");
            reader.count("count");
            reader.records("roles", |reader| reader.word("name"));
            reader.words("words");
            reader.record("period", |reader| reader.word("from"));
        }
        let diagnostic = diagnostics.iter().next().expect("a diagnostic");
        let at = project.source(source).position(diagnostic.span.start);
        let help = diagnostic.help.as_ref().map(|help| help.get(Language::Ja)).unwrap_or_default();
        (at.line, at.column, format!("{} {help}", diagnostic.message.get(Language::Ja)))
    }

    #[test]
    fn mistakes_say_what_to_write() {
        for (yaml, line, column, expected) in [
            ("title:方針\n", 1, 6, "「:」のあとに半角の空白"),
            ("title：方針\n", 1, 6, "全角のコロン"),
            ("title\n", 1, 1, "「title: …」のように"),
            ("roles:\n  - name:乙\n  - name: x\n", 2, 9, "「:」のあと"),
            ("roles:\n  - name：甲\n", 2, 9, "全角のコロン"),
            ("roles: x\n", 1, 8, "「  - name: …」"),
            ("roles: ［x］\n", 1, 8, "全角の括弧"),
            ("words: ［一, 二］\n", 1, 8, "全角の括弧"),
            ("title: x\nperiod:{from: 2023}\n", 2, 7, "「:」のあと"),
            ("period: {from：2023, until: 1}\n", 1, 14, "全角のコロン"),
            ("period: {from:2023}\n", 1, 14, "「:」のあと"),
            ("period:\n　from: 2023\n", 2, 1, "全角の空白"),
            ("titel: x\n", 1, 1, "「title」のことですか"),
            ("draft: off\n", 1, 8, "「draft」には true か false を書きます"),
            ("count: -1\n", 1, 8, "「count」には0以上の整数を書きます"),
        ] {
            let (at_line, at_column, text) = fault(yaml);
            assert_eq!((at_line, at_column), (line, column), "{yaml}: {text}");
            assert!(text.contains(expected), "{yaml}: {text}");
        }
    }

    #[test]
    fn what_is_missing_is_explained() {
        static ROLE: &[Field] = &[Field::required(
            "name",
            Shape::Markdown,
            "役割の名称。例: リーダー",
            "The name of the role. Example: リーダー",
        )];
        let (project, source) = Project::of_text("{}\n");
        let mut diagnostics = Diagnostics::default();
        let node = load(&Region::whole(project.source(source), source), &mut diagnostics);
        let node = node.expect("valid YAML");
        let reader = Reader::new(&node, ROLE, &mut diagnostics);
        reader.expect("a mapping").required_prose("name");
        let helps: Vec<_> = diagnostics.iter().filter_map(|it| it.help.as_ref()).collect();
        assert_eq!(helps.len(), 1);
        let help = |language| helps[0].get(language);
        assert_eq!(help(Language::Ja), "「name: …」の行を書き足してください（役割の名称）。");
        assert_eq!(help(Language::En), "add a line `name: …` (the name of the role)");
    }
}
