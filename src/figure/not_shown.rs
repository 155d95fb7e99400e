//! Records that no figure of their document shows, because every block leaves them out.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{Document, Training};

pub(super) static DATA_NOT_SHOWN: Rule =
    Rule::warning("data-not-shown", "どの図表にも示されないデータ", "data that no figure shows");

/// The positions of the trainings that the figures of a document show.
#[derive(Default)]
pub(super) struct Shown(BTreeSet<usize>);

impl Shown {
    /// Takes note that a figure shows the trainings at these positions.
    pub(super) fn add(&mut self, trainings: impl IntoIterator<Item = usize>) {
        self.0.extend(trainings);
    }

    /// Reports the trainings that are left out, all at once, at the first one. A document without any
    /// figure of trainings has none.
    pub(super) fn report(&self, document: &Document, diagnostics: &mut Diagnostics) {
        if self.0.is_empty() {
            return;
        }
        let trainings = document.records.trainings.iter().enumerate();
        let hidden: Vec<&Training> = trainings
            .filter(|(at, _)| !self.0.contains(at))
            .map(|(_, training)| training)
            .collect();
        let Some(first) = hidden.first() else { return };
        let names: Vec<String> = hidden.iter().map(|training| training.name.plain()).collect();
        let message = Message::new(
            format!("どの図表にも示されない研修があります: {}", names.join("、")),
            format!("no figure shows these trainings: `{}`", names.join("`, `")),
        );
        let help = Message::fixed(
            "これらを示す trainings ブロックを書き足すか、filter: を取り除いてください。",
            "write another `trainings` block that shows them, or take `filter:` away",
        );
        diagnostics.push(Diagnostic::new(&DATA_NOT_SHOWN, first.id.span, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::draw_file;

    fn check(text: &str, expected: &[&str]) {
        let trainings = "trainings: [{name: 一, kind: ojt}, {id: t2, name: 二}, {name: 三}]\n";
        let drawn = draw_file(&format!("---\ntitle: 題\n{trainings}---\n\n{text}"));
        assert_eq!(drawn.reports(), expected, "{text}");
        if expected == ["data-not-shown t2"] {
            assert!(drawn.words().starts_with("どの図表にも示されない研修があります: 二、三 /"));
        }
    }

    #[test]
    fn trainings_that_every_block_leaves_out_are_reported_once() {
        let ojt = "```trainings\nfilter: {kind: ojt}\n```\n\n";
        let second = "```trainings\nfilter: {name: 二}\n```\n\n";
        check("", &[]);
        check("```trainings\n```\n", &[]);
        check(ojt, &["data-not-shown t2"]);
        check(&format!("{ojt}{ojt}"), &["data-not-shown t2"]);
        check(&format!("{second}{ojt}"), &["data-not-shown 三"]);
        check(&format!("{ojt}```trainings\n```\n"), &[]);
    }

    #[test]
    fn a_filter_with_a_mistake_is_reported_alone() {
        let wrong = "```trainings\nfilter: {kind: self}\n```\n\n";
        check(wrong, &["figure-empty {kind: self}"]);
        let ojt = "```trainings\nfilter: {kind: ojt}\n```\n";
        check(&format!("{wrong}{ojt}"), &["figure-empty {kind: self}"]);
    }
}
