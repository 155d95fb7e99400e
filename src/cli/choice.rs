//! Arguments that are one of a few words.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Reads one of these words as what it stands for.
pub(super) fn one_of<T: Copy + Send + Sync + 'static>(
    choices: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    let words = PossibleValuesParser::new(choices.iter().map(|(word, _)| *word));
    words.try_map(|written| {
        let found = choices.iter().find(|(word, _)| *word == written);
        found.map(|(_, value)| *value).ok_or("not one of the words")
    })
}
