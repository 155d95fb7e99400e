//! What stands beside the amounts of a goal: its name, its unit, how hard it is.

use crate::document::{Amount, Goal, Target};
use crate::markdown::Prose;
use crate::table::Content;

use super::drawing::Material;

/// The amounts of a goal, its baseline first.
pub(super) fn amounts(goal: &Goal) -> impl Iterator<Item = &Amount> {
    goal.baseline.iter().chain(&goal.targets).map(|target: &Target| &target.amount)
}

/// The unit of all goals, if every amount is a number of it. A text under a head such as 目標（人）
/// would be read as a number of people.
pub(super) fn common_unit(goals: &[&Goal]) -> Option<String> {
    let first = goals.first()?.unit.as_ref()?;
    let numbers = |goal: &&&Goal| amounts(goal).all(|amount| matches!(amount, Amount::Number(_)));
    let same = |goal: &&Goal| goal.unit.as_ref() == Some(first) && numbers(&goal);
    goals.iter().all(same).then(|| first.value.clone())
}

/// The name of a goal with what its numbers are: `任命者数（人、累計）`.
pub(super) fn name(goal: &Goal, with_unit: bool, from: &Material<'_>) -> Prose {
    let numbers = amounts(goal).any(|amount| matches!(amount, Amount::Number(_)));
    let unit = goal.unit.as_ref().filter(|_| with_unit && numbers).map(|unit| unit.value.clone());
    let sum = (goal.cumulative && !goal.is_named_cumulative()).then(|| from.word("cumulative"));
    let marks: Vec<String> = [unit, sum].into_iter().flatten().collect();
    in_brackets(&goal.name, &marks, from)
}

/// A text with marks in brackets behind it.
pub(super) fn in_brackets(text: &Prose, marks: &[String], from: &Material<'_>) -> Prose {
    if marks.is_empty() {
        return text.clone();
    }
    let marks = marks.join(&from.word("separator"));
    from.suffixed(text, &from.phrase("in-brackets", &[("text", &marks)]))
}

/// How hard a goal is, as stars with the word for them, and why.
pub(super) fn difficulty(goal: &Goal, from: &Material<'_>) -> Content {
    let level = goal.difficulty.map(|level| {
        let word = from.phrase("in-brackets", &[("text", level.name())]);
        from.text(&(level.stars() + &word))
    });
    let texts: Vec<Prose> = level.into_iter().chain(goal.difficulty_reason.clone()).collect();
    if texts.is_empty() {
        return Content::Empty(None);
    }
    let blocks = texts.into_iter().flat_map(|text| text.blocks).collect();
    Content::Text(Prose { blocks, ..Prose::default() })
}
