//! What is the same for both states: the words of the theme, and how years are shown.

use super::Line;
use crate::calendar::Calendar;
use crate::config;
use crate::marked::Side;
use crate::strings::Strings;
use crate::table::Content;

/// What is the same for both states.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The words of the theme.
    pub words: &'a Strings,
    /// How years are shown.
    pub calendar: Calendar,
}

impl Frame<'_> {
    /// A word of comparisons.
    pub(super) fn word(&self, key: &str) -> String {
        self.words.get(&format!("diff.{key}")).to_owned()
    }

    /// Several words as one list.
    pub(super) fn list(&self, words: &[String]) -> String {
        words.join(self.word("comma").trim_start_matches("{one}").trim_end_matches("{other}"))
    }

    /// What a side is called: by the settings, or else by the theme.
    pub fn side(&self, settings: &config::Comparison, side: Side) -> String {
        let (own, key) = match side {
            Side::New => (&settings.new, "side.new"),
            Side::Old => (&settings.old, "side.old"),
        };
        own.clone().unwrap_or_else(|| self.word(key))
    }

    /// What is said of a cell that holds nothing.
    pub(super) fn nothing(&self, content: &Content) -> Line {
        let word = self.word("nothing");
        match content {
            Content::Empty(Some(meaning)) => {
                let text = self.word("symbol").replace("{symbol}", &word);
                Line::of(&text.replace("{meaning}", meaning))
            }
            _ => Line::of(&word),
        }
    }
}
