//! What the settings say that pages show, with its places: checks read it.

use crate::markdown::Prose;
use crate::source::Spanned;

/// Words of the settings that pages show, with their places.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    words: Vec<Spanned<String>>,
    texts: Vec<Prose>,
}

impl Words {
    /// The words in the order in which they were read.
    pub fn as_slice(&self) -> &[Spanned<String>] {
        &self.words
    }

    /// The texts in Markdown, whose links are as seen from `content/`.
    pub fn texts(&self) -> &[Prose] {
        &self.texts
    }

    /// Keeps words that pages show, and tells what they say.
    pub(super) fn shown_all(&mut self, words: Vec<Spanned<String>>) -> Vec<String> {
        self.words.extend(words.iter().cloned());
        words.into_iter().map(|word| word.value.trim().to_owned()).collect()
    }

    /// Keeps a word that pages show, and tells what it says.
    pub(super) fn shown(&mut self, word: Option<Spanned<String>>) -> Option<String> {
        self.words.extend(word.clone());
        word.map(|word| word.value)
    }

    /// Keeps a text in Markdown that pages show.
    pub(super) fn shown_prose(&mut self, prose: Option<Prose>) -> Option<Prose> {
        self.texts.extend(prose.clone());
        prose
    }
}
