//! Single values that mean more than a text: dates, years, numbers, words to choose.

use super::field::Shape;
use super::reader::{DATE_INVALID, FIELD_INVALID, Reader};
use crate::calendar::{Date, FiscalYear, When};
use crate::diagnostic::{Diagnostic, Message, did_you_mean};
use crate::markdown;
use crate::source::{Span, Spanned};

impl Reader<'_, '_> {
    /// Whether there are keys that are not known: what is missing may stand there.
    pub fn has_unknown(&self) -> bool {
        !self.unknown.is_empty()
    }

    /// The place of a key that stands there without a value.
    pub fn blank(&self, key: &str) -> Option<Span> {
        self.entries.get(key).filter(|node| node.is_null()).map(|node| node.span.0)
    }

    /// `true` or `false`; `on`, `off`, `yes` and `no` are words.
    pub fn boolean(&mut self, key: &str) -> Option<bool> {
        self.field(key, |shape| matches!(shape, Shape::Boolean));
        let word = self.text(key)?;
        match word.value.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.invalid(word.span, key, &Message::fixed("true か false", "true or false"));
                None
            }
        }
    }

    /// A whole number, not negative.
    pub fn count(&mut self, key: &str) -> Option<usize> {
        self.field(key, |shape| matches!(shape, Shape::Count));
        let word = self.text(key)?;
        let count = markdown::normalise(&word.value).parse().ok();
        if count.is_none() {
            let expected = Message::fixed("0以上の整数", "a whole number, 0 or more");
            self.invalid(word.span, key, &expected);
        }
        count
    }

    /// A date that must be there.
    pub fn required_date(&mut self, key: &str) -> Option<Spanned<Date>> {
        self.required(key, |shape| matches!(shape, Shape::Date));
        self.required_text(key)?;
        self.date(key)
    }

    /// A date of any written precision.
    pub fn date(&mut self, key: &str) -> Option<Spanned<Date>> {
        self.field(key, |shape| matches!(shape, Shape::Date));
        let word = self.text(key)?;
        let date = Date::parse(&word.value);
        if date.is_none() {
            let message = Message::new(
                format!("「{}」は日付として読めません", word.value),
                format!("`{}` is not a date", word.value),
            );
            let help = Message::fixed(
                "2023-03、2023-03-31、令和5年3月、R5.3.31 のように書きます。",
                "write `2023-03`, `2023-03-31`, `令和5年3月` or `R5.3.31`",
            );
            self.diagnostics.push(Diagnostic::new(&DATE_INVALID, word.span, message).help(help));
        }
        date.map(|date| Spanned::new(date, word.span))
    }

    /// A fiscal year: 2026, 令和8, R8.
    pub fn fiscal_year(&mut self, key: &str) -> Option<FiscalYear> {
        self.field(key, |shape| matches!(shape, Shape::FiscalYear));
        let word = self.text(key)?;
        let year = FiscalYear::parse(&word.value);
        if year.is_none() {
            let expected = Message::fixed(
                "年度（2026、令和8、R8 など）",
                "a fiscal year (`2026`, `令和8`, `R8`)",
            );
            self.invalid(word.span, key, &expected);
        }
        year
    }

    /// A fiscal year or a date.
    pub fn when(&mut self, key: &str) -> Option<Spanned<When>> {
        self.field(key, |shape| matches!(shape, Shape::When));
        let word = self.text(key)?;
        let when = When::parse(&word.value);
        if when.is_none() {
            self.no_time(&word);
        }
        when.map(|when| Spanned::new(when, word.span))
    }

    /// As `when`, for a time that must be there.
    pub fn required_when(&mut self, key: &str) -> Option<Spanned<When>> {
        self.required(key, |shape| matches!(shape, Shape::When));
        self.required_text(key)?;
        self.when(key)
    }

    /// Reports what is neither a fiscal year nor a date.
    pub fn no_time(&mut self, word: &Spanned<String>) {
        let message = Message::new(
            format!("「{}」は年度や月として読めません", word.value),
            format!("`{}` is neither a fiscal year nor a date", word.value),
        );
        let help = Message::fixed(
            "年度は 2026、令和8、R8、月は 2026-04、令和8年4月のように書きます。",
            "write a fiscal year (`2026`, `令和8`, `R8`) or a month (`2026-04`, `令和8年4月`)",
        );
        self.diagnostics.push(Diagnostic::new(&DATE_INVALID, word.span, message).help(help));
    }

    /// Reads what must be there because of what else is written: reports a key whose value is absent or
    /// empty, unless the reading reported it.
    pub fn needed<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Self) -> T,
        is_empty: impl FnOnce(&T) -> bool,
    ) -> T {
        let faults = self.diagnostics.iter().count();
        let value = read(self);
        if is_empty(&value) && self.diagnostics.iter().count() == faults {
            self.lacks(self.field(key, |_| true));
        }
        value
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        self.field(key, |shape| match shape {
            Shape::Choice(words) => {
                words.iter().map(|word| word.0).eq(choices.iter().map(|choice| choice.0))
            }
            _ => false,
        });
        let word = self.text(key)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == word.value) {
            return Some(*value);
        }
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let message = Message::new(
            format!("「{key}」に「{}」は使えません", word.value),
            format!("`{}` is not a value of `{key}`", word.value),
        );
        let help = Message::new(
            format!("{} のどれかを書きます。", names.join("、")),
            format!("write one of `{}`", names.join("`, `")),
        );
        let help = did_you_mean(&word.value, names.iter().copied()).unwrap_or(help);
        self.diagnostics.push(Diagnostic::new(&FIELD_INVALID, word.span, message).help(help));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::Project;
    use crate::yaml::{Field, Node};

    static FIELDS: &[Field] = &[
        Field::new("kind", Shape::Choice(&[("policy", "方針", "a policy")]), "例。", "An example."),
        Field::new("columns", Shape::Columns(&["name"]), "例。", "An example."),
        Field::new("word", Shape::Word, "例。", "An example."),
    ];

    /// Whether asking is held to be an oversight of the program.
    fn is_oversight<T>(ask: fn(&mut Reader<'_, '_>) -> T) -> bool {
        let asked = std::panic::catch_unwind(|| {
            let (_, source) = Project::of_text("");
            let node = Node::null(Span::new(source, 0, 0));
            let mut diagnostics = Diagnostics::default();
            let reader = Reader::new(&node, FIELDS, &mut diagnostics);
            drop(Some(ask(&mut reader.expect("an empty mapping"))));
        });
        asked.is_err()
    }

    #[test]
    #[cfg(debug_assertions)]
    fn a_key_is_read_as_it_is_declared() {
        assert!(!is_oversight(|reader| reader.word("word")));
        assert!(!is_oversight(|reader| reader.choice("kind", &[("policy", 1)])));
        assert!(!is_oversight(|reader| reader.offers("columns", ["name"].into_iter())));
        assert!(is_oversight(|reader| reader.prose("word")));
        assert!(is_oversight(|reader| reader.required_word("word")));
        assert!(is_oversight(|reader| reader.word("other")));
        assert!(is_oversight(|reader| reader.choice("kind", &[("policy", 1), ("plan", 2)])));
        assert!(is_oversight(|reader| reader.offers("columns", ["name", "short"].into_iter())));
        assert!(is_oversight(|reader| reader.records("word", |_| Some(()))));
        assert!(is_oversight(|reader| reader.node("kind").is_some()));
    }
}
