//! How hard a goal is to set and to measure: ★（低） to ★★★（高）, or a range.

use crate::yaml::{Choice, choices, words};

/// How hard a goal is, from the easiest case to the hardest, 1 to 3 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difficulty {
    /// The easiest case.
    pub from: usize,
    /// The hardest case.
    pub until: usize,
}

impl Difficulty {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 6] = [
        (("低", "難しさ★", "low"), Self { from: 1, until: 1 }),
        (("低～中", "難しさ★～★★", "low to medium"), Self { from: 1, until: 2 }),
        (("中", "難しさ★★", "medium"), Self { from: 2, until: 2 }),
        (("中～高", "難しさ★★～★★★", "medium to high"), Self { from: 2, until: 3 }),
        (("高", "難しさ★★★", "high"), Self { from: 3, until: 3 }),
        (("低～高", "難しさ★～★★★", "low to high"), Self { from: 1, until: 3 }),
    ];

    /// What authors write, which is also what is shown.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    pub(super) const WORDS: &[Choice] = &words(&Self::TABLE);

    /// The Japanese word.
    pub fn name(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// The stars that stand for it: `★★～★★★`.
    pub fn stars(self) -> String {
        let (from, until) = ("★".repeat(self.from), "★".repeat(self.until));
        if from == until { from } else { format!("{from}～{until}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_and_its_stars_say_the_same() {
        for ((name, stars, _), difficulty) in Difficulty::TABLE {
            let shown = format!("難しさ{}", difficulty.stars());
            assert_eq!((difficulty.name(), shown.as_str()), (name, stars));
        }
    }
}
