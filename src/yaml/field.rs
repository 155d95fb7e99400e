//! What a mapping may hold: its keys, what kind of value each takes, and what it is for.
//!
//! A record declares its fields once. A [`Reader`](super::Reader) reads by them, and the schema that
//! editors use is made from them, so neither can know a key that the other does not.

use crate::diagnostic::{Language, Message};

/// A key of a mapping.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key as authors write it.
    pub key: &'static str,
    /// What kind of value it takes.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it is, with an example: a phrase, then sentences where there is more to say.
    pub doc: Message,
    /// The heads of its column in a table of such mappings, in Japanese: the one that is written, then
    /// the others that are understood.
    pub called: &'static [&'static str],
    /// What else cells of such a table say for the words of a [`Shape::Choice`].
    pub spelled: Spelled,
}

/// Words to choose, each with other words for it.
pub type Spelled = &'static [(&'static str, &'static [&'static str])];

/// The kinds of values that a key takes, by what a reader makes of them. YAML's own types do not matter:
/// a number is a word, too.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A single value, taken as a text.
    Word,
    /// A text in Markdown: a line, or paragraphs and lists where it is a block.
    Markdown,
    /// Words; one alone is a list of one.
    Words,
    /// Texts in Markdown; one alone is a list of one.
    Markdowns,
    /// A date of any written precision.
    Date,
    /// A fiscal year.
    FiscalYear,
    /// A fiscal year, or a date of any written precision.
    When,
    /// `true` or `false`.
    Boolean,
    /// A whole number, not negative.
    Count,
    /// One of a few words.
    Choice(&'static [Choice]),
    /// A mapping with fields of its own.
    Record(&'static [Field]),
    /// A list of such mappings.
    Records(&'static [Field]),
    /// A mapping from symbols to their meanings.
    Symbols,
    /// A mapping from roles to the levels that they need.
    Levels,
    /// A mapping from fiscal years to numbers or texts.
    Amounts,
    /// A mapping from fiscal years or months to texts, one or several.
    Texts,
    /// A mapping from the codes of rules to their severities.
    Severities,
    /// Some of these columns, each perhaps with a head of the author's.
    Columns(&'static [&'static str]),
    /// A mapping from some of these keys to the values to be left.
    Conditions(&'static [&'static str]),
    /// The heads of columns, perhaps with others below them.
    Heads,
    /// Rows of cells, perhaps in groups.
    Rows,
    /// A list of lists of words.
    Lists,
}

/// A word to choose: as written, and what it means in Japanese and English.
pub type Choice = (&'static str, &'static str, &'static str);

/// The words of a table with what they mean, for [`Shape::Choice`].
pub const fn words<T: Copy, const N: usize>(table: &[(Choice, T); N]) -> [Choice; N] {
    let mut words = [("", "", ""); N];
    let mut at = 0;
    while at < N {
        words[at] = table[at].0;
        at += 1;
    }
    words
}

/// The words of a table with what they stand for, for [`Reader::choice`](super::Reader::choice).
pub const fn choices<T: Copy, const N: usize>(table: &[(Choice, T); N]) -> [(&'static str, T); N] {
    let mut choices = [("", table[0].1); N];
    let mut at = 0;
    while at < N {
        choices[at] = (table[at].0.0, table[at].1);
        at += 1;
    }
    choices
}

/// The words of [`Shape::Severities`]. A rule that is not adjustable takes only its own severity.
pub const SEVERITIES: &[Choice] = &[
    ("off", "点検しない", "not checked"),
    ("warning", "警告にする", "reported only"),
    ("error", "エラーにする（サイトは書き出されません）", "stops the build"),
];

impl Field {
    /// A field that may be left out.
    pub const fn new(key: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Self {
        Self { key, shape, required: false, doc: Message::fixed(ja, en), called: &[], spelled: &[] }
    }

    /// A field that must be there.
    pub const fn required(
        key: &'static str,
        shape: Shape,
        ja: &'static str,
        en: &'static str,
    ) -> Self {
        Self { key, shape, required: true, doc: Message::fixed(ja, en), called: &[], spelled: &[] }
    }

    /// The same with the heads of its column in a table.
    #[must_use]
    pub const fn called(mut self, called: &'static [&'static str]) -> Self {
        self.called = called;
        self
    }

    /// Whether its records may be kept in a file: those whose keys have heads.
    pub fn may_be_a_file(&self) -> bool {
        matches!(self.shape, Shape::Records(fields) if fields.iter().any(|it| !it.called.is_empty()))
    }

    /// The same with other words for those to choose.
    #[must_use]
    pub const fn spelled(mut self, spelled: Spelled) -> Self {
        self.spelled = spelled;
        self
    }

    /// What the key is for and how it is written.
    pub(super) fn help(&self) -> Message {
        let [ja, en] = [Language::Ja, Language::En].map(|language| self.doc.get(language));
        Message::new(format!("{}: {ja}", self.key), format!("`{}`: {en}", self.key))
    }

    /// What it is in one phrase, for the middle of a sentence: the first sentence of its text.
    pub(crate) fn phrase(&self, language: Language) -> String {
        let doc = self.doc.get(language);
        match language {
            Language::Ja => doc.split('。').next().unwrap_or(doc).to_owned(),
            Language::En => {
                let first = doc.split(". ").next().unwrap_or(doc).trim_end_matches('.');
                let (start, rest) = first.split_at(first.len().min(1));
                start.to_ascii_lowercase() + rest
            }
        }
    }
}

/// The keys of some fields, in their order.
pub(super) fn keys(fields: &[Field]) -> Vec<&'static str> {
    fields.iter().map(|field| field.key).collect()
}

/// Which fields were asked for, for the test that no declared one is forgotten.
#[cfg(test)]
pub(crate) mod asked {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use super::{Field, keys};

    thread_local! {
        static ASKED: RefCell<BTreeSet<(String, &'static str)>> = const { RefCell::new(BTreeSet::new()) };
    }

    /// Notes that a field among these was asked for.
    pub(in crate::yaml) fn note(fields: &[Field], field: &Field) {
        ASKED.with_borrow_mut(|asked| asked.insert((name(fields), field.key)));
    }

    /// Whether this thread has asked for a field among these.
    pub(crate) fn has(fields: &[Field], field: &Field) -> bool {
        ASKED.with_borrow(|asked| asked.contains(&(name(fields), field.key)))
    }

    /// Records are told apart by their keys.
    fn name(fields: &[Field]) -> String {
        keys(fields).join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_is_the_phrase() {
        let check = |ja: &'static str, en: &'static str, expected: [&str; 2]| {
            let field = Field::new("key", Shape::Word, ja, en);
            assert_eq!([Language::Ja, Language::En].map(|it| field.phrase(it)), expected);
        };
        check("題名。例: 方針", "The title. Example: 方針", ["題名", "the title"]);
        check("文書の題名。", "The title of it.", ["文書の題名", "the title of it"]);
        check("", "", ["", ""]);
    }
}
