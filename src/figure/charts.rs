//! What charts have in common: their titles, and the sentences that say what is to be seen in them.

use crate::markdown::Prose;

use super::drawing::Material;

/// How many names are listed before the rest is only counted.
pub(super) const MOST_NAMES: usize = 6;

impl Material<'_> {
    /// The title of a chart: how it is drawn (`chart.bar`), what it shows and in which unit.
    pub(super) fn chart_title(
        &self,
        kind: &str,
        caption: Option<&Prose>,
        unit: Option<&str>,
    ) -> String {
        let caption = caption.map(Prose::plain).unwrap_or_default();
        let title = self.phrase(&format!("chart.{kind}"), &[("caption", &caption)]);
        match unit {
            Some(unit) => self.phrase("chart.with-unit", &[("title", &title), ("unit", unit)]),
            None => title,
        }
    }

    /// Sentences one after another: the first, those of what is listed, and how many others there are.
    pub(super) fn chart_description(&self, first: String, mut listed: Vec<String>) -> String {
        let others = listed.len().saturating_sub(MOST_NAMES);
        listed.truncate(MOST_NAMES);
        if others > 0 {
            listed.push(self.phrase("chart.more", &[("number", &others.to_string())]));
        }
        let then = |text: String, next: String| {
            self.phrase("chart.then", &[("one", &text), ("two", &next)])
        };
        listed.into_iter().fold(first, then)
    }

    /// Names in a row, the first few of them.
    pub(super) fn chart_names(&self, names: &[String]) -> String {
        let separator = self.word("separator");
        match names.get(..MOST_NAMES) {
            Some(first) if names.len() > MOST_NAMES => {
                self.phrase("chart.others", &[("names", &first.join(&separator))])
            }
            _ => names.join(&separator),
        }
    }
}
