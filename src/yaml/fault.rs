//! What a `Reader` reports, with the way out.

use super::field::{Field, keys};
use super::load::YAML_SYNTAX;
use super::mend::Change;
use super::mistake::{Mistake, looks_like_pair, wide_hyphen};
use super::reader::{FIELD_DUPLICATE, FIELD_INVALID, FIELD_MISSING};
use super::{Node, Scalar};
use crate::diagnostic::{Diagnostic, Fix, Language, Message, Rule, did_you_mean};
use crate::source::{SourceMap, Span};

/// What may stand before a key.
const LEAD: [char; 3] = [' ', '\u{3000}', '-'];

pub(super) fn unknown(rule: &'static Rule, key: &Node, name: &str, fields: &[Field]) -> Diagnostic {
    let keys = keys(fields);
    let message =
        Message::new(format!("「{name}」というキーは使えません"), format!("unknown key `{name}`"));
    let list = Message::new(
        format!("使えるキー: {}", keys.join("、")),
        format!("the keys are {}", keys.join(", ")),
    );
    let help = did_you_mean(name, keys.iter().copied()).unwrap_or(list);
    // Behind full-width spaces stands a key of the mapping above.
    let below = name.starts_with('\u{3000}').then(|| name.trim_start_matches(LEAD));
    let keys: Vec<&str> = keys.iter().copied().chain(below).collect();
    known_mistake(key, &keys)
        .unwrap_or_else(|| Diagnostic::new(rule, key.span.0, message).help(help))
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
    known_mistake(node, &keys)
        .unwrap_or_else(|| Diagnostic::new(&FIELD_INVALID, node.span.0, message).help(help))
}

/// A key that stands twice in a mapping.
pub(super) fn duplicate(name: &str, span: Span, first: Span) -> Diagnostic {
    let message = Message::new(
        format!("キー「{name}」が二度書かれています"),
        format!("the key `{name}` occurs twice"),
    );
    let there = Message::fixed("最初の場所", "first written here");
    let help = Message::fixed("どちらか一つにまとめてください。", "keep one of them");
    Diagnostic::new(&FIELD_DUPLICATE, span, message).related(first, there).help(help)
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

/// Reports a text without quotes that was meant to be keys and values: valid YAML that says something
/// else. A change mends it if one of `keys` is meant.
pub(super) fn known_mistake(node: &Node, keys: &[&str]) -> Option<Diagnostic> {
    let scalar = node.scalar().filter(|scalar| scalar.bare)?;
    let mistake = looks_like_pair(&scalar.text)?;
    let Mistake { at, length, help, change } = mistake;
    let text = scalar.text.trim_start_matches(LEAD);
    let known = keys.iter().any(|key| {
        let rest = text.strip_prefix(key);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '：']))
    });
    let fix = change.filter(|_| known).and_then(|change| fix(scalar, change));
    let message = Message::fixed("YAMLの書き方に誤りがあります", "invalid YAML");
    let span = scalar.map.span(at, at + length);
    Some(Diagnostic { fix, ..Diagnostic::new(&YAML_SYNTAX, span, message).help(help) })
}

/// A change of a value as one of the file, if the value stands there as it is.
pub(super) fn fix(scalar: &Scalar, change: Change) -> Option<Fix> {
    let Change { range, text } = change;
    matches!(scalar.map, SourceMap::Direct(_))
        .then(|| Fix { span: scalar.map.span(range.start, range.end), text })
}

/// Reports the entries of a list that begin with a full-width hyphen and were read as keys.
pub(super) fn wide_hyphens(node: &Node, key: &str, expected: &Message) -> Vec<Diagnostic> {
    let entries = node.mapping().unwrap_or_default().iter().map(|(key, _)| key);
    let bare = entries.filter_map(Node::scalar).filter(|scalar| scalar.bare);
    let report = |scalar: &Scalar| {
        let Mistake { at, length, help, change } = wide_hyphen(&scalar.text)?;
        let span = scalar.map.span(at, at + length);
        let fix = change.and_then(|change| fix(scalar, change));
        Some(Diagnostic { fix, ..wrong_kind(span, key, expected).help(help) })
    };
    bare.filter_map(report).collect()
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
    use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Language};
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

    /// Reads a mapping of all kinds of values.
    fn found(yaml: &str) -> (Vec<Diagnostic>, Project) {
        let (project, source) = Project::of_text(yaml);
        let mut diagnostics = Diagnostics::default();
        let node = load(&Region::whole(project.source(source), source), &mut diagnostics);
        if let Some(mut reader) =
            node.as_ref().and_then(|node| Reader::new(node, FIELDS, &mut diagnostics))
        {
            reader.word("title");
            reader.boolean("draft");
            reader.count("count");
            reader.records("roles", |reader| reader.word("name"));
            reader.words("words");
            reader.record("period", |reader| reader.word("from"));
        }
        (diagnostics.iter().cloned().collect(), project)
    }

    /// Tells where the first mistake is and what is said of it.
    fn fault(yaml: &str) -> (usize, usize, String) {
        let (diagnostics, project) = found(yaml);
        let diagnostic = diagnostics.first().expect("a diagnostic");
        let at = project.source(diagnostic.span.source).position(diagnostic.span.start);
        let help = diagnostic.help.as_ref().map(|help| help.get(Language::Ja)).unwrap_or_default();
        (at.line, at.column, format!("{} {help}", diagnostic.message.get(Language::Ja)))
    }

    #[test]
    fn fixes_leave_no_mistake() {
        let check = |yaml: &str, expected: &str| {
            let mut mended = yaml.to_owned();
            // A mistake of syntax ends the reading: what comes behind it is found in the next round.
            for _ in 0..4 {
                let (diagnostics, _) = found(&mended);
                for Fix { span, text } in diagnostics.iter().rev().filter_map(|it| it.fix.as_ref())
                {
                    mended.replace_range(span.start..span.end, text);
                }
            }
            assert_eq!(mended, expected, "{yaml}");
            assert_eq!(found(&mended).0.len(), 0, "{mended}");
        };
        check("title:方針\n", "title: 方針\n");
        check("title：方針\n", "title: 方針\n");
        check("title:　方針\n", "title: 方針\n");
        check("title：方針\ndraft: true\n", "title: 方針\ndraft: true\n");
        check("draft: true\ntitle:方針\n", "draft: true\ntitle: 方針\n");
        check("title：　方針\ncount：3\n", "title: 方針\ncount: 3\n");
        check("title：一\ncount：3\ndraft: true\n", "title: 一\ncount: 3\ndraft: true\n");
        check("roles：\n  - name: 甲\n", "roles:\n  - name: 甲\n");
        check("roles:\n  - name:甲\n", "roles:\n  - name: 甲\n");
        check("roles:\n  - name：甲\n    id: a\n", "roles:\n  - name: 甲\n    id: a\n");
        check("period: {from：2023, until: 1}\n", "period: {from: 2023, until: 1}\n");
        check("period:{from: 2023}\n", "period: {from: 2023}\n");
        check("period: {from:2023}\n", "period: {from: 2023}\n");
        check("period: ｛from: 2023｝\n", "period: {from: 2023}\n");
        check("period: {from: 2023，until: 1}\n", "period: {from: 2023, until: 1}\n");
        check("period:\n　from: 2023\n　until: 1\n", "period:\n  from: 2023\n  until: 1\n");
        check("words: ［一，二］\n", "words: [一, 二]\n");
        check("words: [一, 二］\ncount: 1\n", "words: [一, 二]\ncount: 1\n");
        check("roles:\n  － name: 甲\n", "roles:\n  - name: 甲\n");
        check(
            "roles:\n  － name: 甲\n    id: a\n  － name: 乙\n    id: b\n",
            "roles:\n  - name: 甲\n    id: a\n  - name: 乙\n    id: b\n",
        );
        check("title: 第1章: 総則\n", "title: \"第1章: 総則\"\n");
        check("count: 1\ntitle: *強調*です\n", "count: 1\ntitle: \"*強調*です\"\n");
        check("words: [@a, b]\n", "words: [\"@a\", b]\n");
    }

    #[test]
    fn what_may_mean_two_things_has_no_fix() {
        for yaml in [
            "titel: 一\n",
            "titel：一\n",
            "words: ［一、二］\n",
            "words: － 一\n",
            "title: 一\n　draft: true\n",
            "title: 第1章: 総則 # 注\n",
            "title: \"閉じない\ncount: 1\n",
            "count: 1\n\tdraft: true\n",
            "title：第1章: 総則\n",
            "title：一\n続き\n",
            "title:一\n\ncount:3\n",
        ] {
            let (diagnostics, _) = found(yaml);
            assert!(!diagnostics.is_empty(), "{yaml}");
            assert!(diagnostics.iter().all(|it| it.fix.is_none()), "{yaml}");
        }
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
