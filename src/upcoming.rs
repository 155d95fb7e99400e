//! What the dates of documents say will change soon, or should have: periods that begin and end, reviews, fiscal
//! years of goals.
//!
//! Nothing here knows today's date.

use std::collections::BTreeMap;

use crate::calendar::{Calendar, Date, Day, FiscalYear, days_later};
use crate::diagnostic::{Message, Upcoming, counted};
use crate::document::{Document, Library};
use crate::source::Project;

/// How many days ahead is soon.
pub const SOON: u32 = 90;

/// The dates of a document at which something changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    /// Its file, from the site's folder.
    file: String,
    title: String,
    /// The first day on which it may have been adopted.
    adopted: Option<Day>,
    begins: Option<Day>,
    ends: Option<Day>,
    /// The last day of its next review.
    review: Option<Day>,
    /// How many goals have a target that a fiscal year ends.
    goals: BTreeMap<FiscalYear, usize>,
}

/// The dates of all documents that have any.
pub fn dates(library: &Library, project: &Project) -> Vec<Dates> {
    let dates = library.iter().map(|document| Dates::of(document, project));
    dates.filter(Dates::is_any).collect()
}

impl Dates {
    fn of(document: &Document, project: &Project) -> Self {
        let facts = &document.facts;
        let period = facts.period.as_ref();
        let (from, until) = period.map_or((None, None), |it| (it.from.as_ref(), it.until.as_ref()));
        let mut goals = BTreeMap::new();
        for goal in &document.records.goals {
            let mut years: Vec<_> = goal.targets.iter().map(|target| target.until).collect();
            years.dedup();
            for year in years {
                *goals.entry(year).or_default() += 1;
            }
        }
        Self {
            file: project.source(document.source).path().to_owned(),
            title: facts.title.plain(),
            adopted: facts.adopted.as_ref().map(|date| date.value.first_day()),
            begins: from.map(|date| date.value.first_day()),
            ends: until.map(|date| date.value.last_day()),
            review: facts.review.as_ref().map(|date| date.value.last_day()),
            goals,
        }
    }

    fn is_any(&self) -> bool {
        let days = [self.adopted, self.begins, self.ends, self.review];
        days.iter().any(Option::is_some) || !self.goals.is_empty()
    }

    /// What happens from a day to another one, and what is past and waits for somebody.
    fn told(&self, today: Day, last: Day) -> Vec<Upcoming> {
        let is_soon = |day: &Day| (today..=last).contains(day);
        let is_past = |day: &Day| *day < today;
        let is_over = self.ends.as_ref().is_some_and(is_past);
        let title = &self.title;
        let mut told = Vec::new();
        let mut tell = |day: Option<Day>, kind, message: [String; 2]| {
            let [ja, en] = message;
            told.extend(day.map(|day| Upcoming {
                date: Date::from(day).to_string(),
                file: self.file.clone(),
                kind,
                message: Message::new(format!("「{title}」{ja}"), format!("`{title}`: {en}")),
                is_past: is_past(&day),
            }));
        };
        let words = |ja: &str, en: &str| [ja.to_owned(), en.to_owned()];
        tell(
            self.adopted.filter(is_soon),
            "adopted",
            words("の策定の日です", "it is to be adopted"),
        );
        tell(
            self.begins.filter(is_soon),
            "period-begins",
            words("の対象期間が始まります", "its period begins"),
        );
        tell(
            self.ends.filter(is_soon),
            "period-ends",
            words("の対象期間が終わります", "its period ends"),
        );
        tell(
            self.ends.filter(is_past),
            "period-over",
            words("の対象期間が終わっています", "its period is over"),
        );
        tell(
            self.review.filter(is_soon),
            "review",
            words("の見直しの予定の時期です", "it is to be reviewed by then"),
        );
        // What is over need not be reviewed.
        tell(
            self.review.filter(|day| is_past(day) && !is_over),
            "review-overdue",
            words("の見直しの予定の時期を過ぎています", "its review is overdue"),
        );
        for (year, count) in &self.goals {
            let ja =
                format!("の{}の目標{count}件が、年度の終わりを迎えます", year.show(Calendar::Both));
            let en = format!("fiscal year {}, of {}, ends", year.0, counted(*count, "goal"));
            tell(Some(year.last_day()).filter(is_soon), "goals", [ja, en]);
        }
        told
    }
}

/// What changes in the days from `today` on that are soon, and what is past and waits for somebody: by the days,
/// then by the files.
pub fn upcoming(dates: &[Dates], today: Day) -> Vec<Upcoming> {
    let last = days_later(today, SOON);
    let mut all: Vec<_> = dates.iter().flat_map(|dates| dates.told(today, last)).collect();
    all.sort_by(|a, b| (&a.date, &a.file, a.kind).cmp(&(&b.date, &b.file, b.kind)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Language};
    use crate::library::library;
    use crate::source::Content;

    /// What is told of documents with these front matters: the day, the file, the kind.
    fn told(front_matters: &[&str], today: Day) -> Vec<String> {
        let file = |(at, front_matter): (usize, &&str)| {
            let text = format!("---\ntitle: 題\nkind: plan\n{front_matter}\n---\n");
            (format!("content/{at}.md"), Content::Bytes(text.into_bytes()))
        };
        let project = Project::from_files(front_matters.iter().enumerate().map(file));
        let mut found = Diagnostics::default();
        let library = library(&project, &[], |_| None, &mut found);
        assert_eq!(found.iter().count(), 0, "{front_matters:?}");
        let all = upcoming(&dates(&library, &project), today);
        let past = all.iter().filter(|it| it.is_past).map(|it| it.kind);
        assert!(past.clone().all(|kind| matches!(kind, "period-over" | "review-overdue")));
        all.iter().map(|it| format!("{} {} {}", it.date, it.file, it.kind)).collect()
    }

    #[test]
    fn what_changes_is_told_from_ninety_days_before_to_the_day() {
        let check = |front_matter: &str, today: Day, expected: &[&str]| {
            let told = told(&[front_matter], today);
            let told: Vec<_> = told.iter().map(|it| it.replace("content/0.md ", "")).collect();
            assert_eq!(told, expected, "{front_matter} {today:?}");
        };
        let period = "period: {from: 2026-04, until: 2029-03}";
        check(period, (2025, 12, 31), &[]);
        check(period, (2026, 1, 1), &["2026-04-01 period-begins"]);
        check(period, (2026, 4, 1), &["2026-04-01 period-begins"]);
        check(period, (2026, 4, 2), &[]);
        check(period, (2028, 12, 30), &[]);
        check(period, (2028, 12, 31), &["2029-03-31 period-ends"]);
        check(period, (2029, 3, 31), &["2029-03-31 period-ends"]);
        check(period, (2029, 4, 1), &["2029-03-31 period-over"]);
        check(period, (2050, 4, 1), &["2029-03-31 period-over"]);
        check("review: 2028-06", (2028, 4, 1), &["2028-06-30 review"]);
        check("review: 2028-06", (2028, 6, 30), &["2028-06-30 review"]);
        check("review: 2028-06", (2028, 7, 1), &["2028-06-30 review-overdue"]);
        check("review: 2028", (2028, 10, 1), &[]);
        check("review: 2028", (2028, 10, 2), &["2028-12-31 review"]);
        check("adopted: 2028-03-31", (2028, 1, 1), &["2028-03-31 adopted"]);
        check("adopted: 2028-03-31", (2028, 4, 1), &[]);
        let goals = "goals: [{name: 一, targets: {2026: 1, 2027: 2}}, {name: 二, targets: {2025-2026: 毎年}}]";
        check(goals, (2027, 1, 1), &["2027-03-31 goals"]);
        check(goals, (2027, 4, 1), &[]);
        check(
            "period: {until: 2028-03}\nreview: 2027-03",
            (2028, 3, 31),
            &["2027-03-31 review-overdue", "2028-03-31 period-ends"],
        );
        check(
            "period: {until: 2028-03}\nreview: 2027-03",
            (2028, 4, 1),
            &["2028-03-31 period-over"],
        );
        check("department: 企画課", (2028, 4, 1), &[]);
    }

    #[test]
    fn the_earliest_day_is_told_first() {
        let documents = ["review: 2027-02", "period: {until: 2027-01}", "review: 2027-02-28"];
        let expected = [
            "2027-01-31 content/1.md period-ends",
            "2027-02-28 content/0.md review",
            "2027-02-28 content/2.md review",
        ];
        assert_eq!(told(&documents, (2027, 1, 1)), expected);
    }

    #[test]
    fn goals_are_counted_by_their_fiscal_year() {
        let text = "---\ntitle: 題\ngoals: [{name: 一, targets: {2026: 1}}, {name: 二, targets: {2026: 2}}]\n---\n";
        let file = ("content/a.md".to_owned(), Content::Bytes(text.as_bytes().to_vec()));
        let project = Project::from_files([file]);
        let library = library(&project, &[], |_| None, &mut Diagnostics::default());
        let told = upcoming(&dates(&library, &project), (2027, 2, 1));
        let message = &told[0].message;
        let expected = "「題」の令和8年度（2026年度）の目標2件が、年度の終わりを迎えます";
        assert_eq!(message.get(Language::Ja), expected);
        assert_eq!(message.get(Language::En), "`題`: fiscal year 2026, of 2 goals, ends");
    }
}
