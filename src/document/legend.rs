//! 凡例: the symbols of a skill map and what they mean.

use crate::diagnostic::Message;
use crate::markdown;
use crate::source::Spanned;
use crate::yaml::{NodeKind, Reader};

/// The symbols of a document, strongest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Legend {
    /// Each symbol with its meaning, in the author's order.
    pub entries: Vec<(Spanned<String>, String)>,
    /// What an empty cell means.
    pub empty: Option<String>,
}

/// Symbols that look alike and mean the same to a reader, though not to a screen reader: 〇 (U+3007)
/// is a numeral that NVDA leaves out at its usual level, ◯ (U+25EF) has no name in its dictionary.
const LOOK_ALIKES: [&str; 5] = ["○〇◯⚪⭕◦", "◎⊚⦾", "△∆Δ", "×✕✖✗ⅹ", "-－ー―–—‐‑−─"];

impl Legend {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Self {
        let mut legend = Self::default();
        let Some(node) = reader.node("legend") else { return legend };
        let NodeKind::Mapping(entries) = &node.kind else {
            let expected = Message::fixed("「記号: 意味」の行", "lines of `symbol: meaning`");
            reader.invalid(node.span.0, "legend", &expected);
            return legend;
        };
        for (symbol, meaning) in entries {
            let Some(meaning) = meaning.scalar().map(|scalar| scalar.text.trim()) else {
                let expected = Message::fixed("記号の意味", "the meaning of each symbol");
                reader.invalid(meaning.span.0, "legend", &expected);
                continue;
            };
            let place = symbol.span.0;
            let symbol = symbol.word().filter(|symbol| !symbol.value.trim().is_empty());
            let first = symbol.as_ref().and_then(|symbol| {
                legend.entries.iter().find(|(known, _)| known.value == symbol.value)
            });
            if let (Some(symbol), Some((first, _))) = (&symbol, first) {
                reader.repeated(&symbol.value, place, first.span);
                continue;
            }
            let repeated = match &symbol {
                Some(symbol) => {
                    matches!(legend.find(&symbol.value), Found::Symbol(_) | Found::LookAlike(_))
                }
                None => legend.empty.is_some(),
            };
            if meaning.is_empty() || repeated {
                let expected = Message::fixed(
                    "一つの記号に一つの意味（読み上げで記号の代わりになります）",
                    "one meaning for each symbol (screen readers say it instead)",
                );
                reader.invalid(place, "legend", &expected);
                continue;
            }
            match symbol {
                Some(symbol) => legend.entries.push((symbol, meaning.to_owned())),
                None => legend.empty = Some(meaning.to_owned()),
            }
        }
        legend
    }

    /// Adds the symbols of the policy that a plan is based on: its skills use them.
    pub(super) fn complete(&mut self, base: &Self) {
        for (symbol, meaning) in &base.entries {
            if self.entries.iter().all(|(own, _)| own != symbol) {
                self.entries.push((symbol.clone(), meaning.clone()));
            }
        }
        if self.empty.is_none() {
            self.empty.clone_from(&base.empty);
        }
    }

    /// Finds what a cell says among the symbols.
    pub fn find(&self, text: &str) -> Found {
        // A variation selector asks for a certain drawing of the character before it.
        let bare = text.trim_end_matches(|c| matches!(c, '\u{fe00}'..='\u{fe0f}'));
        if bare.len() < text.len() && !bare.is_empty() {
            return match self.find(bare) {
                Found::Symbol(at) => Found::LookAlike(at),
                other => other,
            };
        }
        if let Some(at) = self.entries.iter().position(|(symbol, _)| symbol.value == text) {
            return Found::Symbol(at);
        }
        let mut characters = text.chars();
        let (Some(only), None) = (characters.next(), characters.next()) else { return Found::Text };
        if let Some(at) =
            self.entries.iter().position(|(symbol, _)| look_alike(&symbol.value, only))
        {
            return Found::LookAlike(at);
        }
        let letters = |text: &str| text.chars().all(char::is_alphanumeric);
        let graded = self.entries.iter().any(|(symbol, _)| {
            symbol.value.chars().count() == 1 && letters(&symbol.value) && !is_symbol(only)
        });
        if is_symbol(only) || graded { Found::Unknown } else { Found::Text }
    }
}

/// What a cell of a skill map says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A symbol of the legend, by its position.
    Symbol(usize),
    /// A character that looks like a symbol of the legend.
    LookAlike(usize),
    /// A single symbol that the legend does not have.
    Unknown,
    /// Words.
    Text,
}

fn look_alike(symbol: &str, written: char) -> bool {
    let mut characters = symbol.chars();
    let (Some(only), None) = (characters.next(), characters.next()) else { return false };
    let same_width =
        markdown::normalise(&only.to_string()) == markdown::normalise(&written.to_string());
    same_width || LOOK_ALIKES.iter().any(|alike| alike.contains(only) && alike.contains(written))
}

/// Whether a character alone is a symbol and not a word; 〇 and ー are letters to Unicode.
fn is_symbol(c: char) -> bool {
    !c.is_alphanumeric() || LOOK_ALIKES.iter().any(|alike| alike.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Project, Span};

    fn legend(symbols: &str) -> Legend {
        let (_, source) = Project::of_text("");
        let entry =
            |c: char| (Spanned::new(c.to_string(), Span::new(source, 0, 0)), "意味".to_owned());
        Legend { entries: symbols.chars().map(entry).collect(), empty: None }
    }

    #[test]
    fn cells_are_told_apart() {
        let check = |symbols: &str, cell: &str, expected: Found| {
            assert_eq!(legend(symbols).find(cell), expected, "{symbols} {cell}");
        };
        check("◎○", "○", Found::Symbol(1));
        check("◎○", "〇", Found::LookAlike(1));
        check("◎○", "◯", Found::LookAlike(1));
        check("◎○", "⭕", Found::LookAlike(1));
        check("◎○", "○\u{fe0e}", Found::LookAlike(1));
        check("◎-", "ー", Found::LookAlike(1));
        check("◎-", "－", Found::LookAlike(1));
        check("◎○", "△", Found::Unknown);
        check("", "◎", Found::Unknown);
        check("◎○", "全庁", Found::Text);
        check("◎○", "可", Found::Text);
        check("AB", "C", Found::Unknown);
        check("AB", "Ａ", Found::LookAlike(0));
        check("◎", "A", Found::Text);
    }
}
