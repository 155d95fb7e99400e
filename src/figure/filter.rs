//! `filter:`, which leaves those trainings whose records say certain things.

use std::collections::BTreeSet;

use crate::calendar::FiscalYear;
use crate::diagnostic::{Diagnostic, Message, Rule, did_you_mean};
use crate::document::{Audience, Requirement, Status, Training, TrainingKind};
use crate::markdown::{Prose, normalise};
use crate::source::{Span, Spanned};
use crate::yaml::Node;

use super::choose::role_names;
use super::drawing::{Drawing, Material};

pub(super) static FILTER_UNKNOWN: Rule = Rule::error(
    "filter-unknown",
    "絞り込みに使えないキーか値",
    "a key or a value that nothing can be filtered by",
);

/// A key of trainings to filter by.
struct Key {
    name: &'static str,
    /// The words by which the key's value can be named in a training.
    words: fn(&Training, &Material<'_>) -> Vec<String>,
    /// Words that are right even if no training has them.
    known: fn(&Material<'_>) -> Vec<String>,
}

/// The keys of [`KEYS`], for the declaration of the option.
pub(super) const NAMES: &[&str] = &{
    let mut names = [""; KEYS.len()];
    let mut at = 0;
    while at < KEYS.len() {
        names[at] = KEYS[at].name;
        at += 1;
    }
    names
};

const KEYS: &[Key] = &[
    Key { name: "audience", words: audience, known: role_names },
    Key {
        name: "kind",
        words: |it, _| choice(TrainingKind::CHOICES, it.kind.map(|kind| kind.value)),
        known: kinds,
    },
    Key {
        name: "methods",
        words: |it, _| it.methods.iter().map(Prose::plain).collect(),
        known: |_| Vec::new(),
    },
    Key {
        name: "name",
        words: |it, _| vec![it.id.value.clone(), it.name.plain()],
        known: |_| Vec::new(),
    },
    Key {
        name: "owner",
        words: |it, _| it.owner.iter().map(Prose::plain).collect(),
        known: |_| Vec::new(),
    },
    Key {
        name: "requirement",
        words: |it, _| choice(Requirement::CHOICES, it.requirement),
        known: |_| names(Requirement::CHOICES),
    },
    Key { name: "skills", words: skills, known: skill_names },
    Key {
        name: "status",
        words: |it, _| choice(Status::CHOICES, it.status),
        known: |_| names(Status::CHOICES),
    },
    Key {
        name: "year",
        words: |it, _| it.year.iter().map(|year| year.0.to_string()).collect(),
        known: |_| Vec::new(),
    },
];

impl<'a> Drawing<'a, '_> {
    /// The trainings that the filter leaves, or nothing if it leaves none, which is reported.
    pub(super) fn filtered(&mut self) -> Option<Vec<&'a Training>> {
        let all = &self.from.records().trainings;
        let mut places: Vec<usize> = (0..all.len()).collect();
        self.options.offers("filter", KEYS.iter().map(|key| key.name));
        if let Some(node) = self.options.node("filter") {
            self.retain(node, all, &mut places);
            if places.is_empty() && !all.is_empty() {
                let help = Message::fixed(
                    "filter: に合う研修がありません。条件を確かめてください。",
                    "no training fits `filter:`: check its conditions",
                );
                self.from.empty(node.span.0, help, self.options.diagnostics);
                // Which ones the author meant is not known.
                self.shown.add(0..all.len());
                return None;
            }
        }
        self.shown.add(places.iter().copied());
        Some(places.into_iter().map(|at| &all[at]).collect())
    }

    /// Keeps the places of those trainings that fit every key of the filter.
    fn retain(&mut self, node: &Node, all: &[Training], places: &mut Vec<usize>) {
        let from = self.from;
        let Some(pairs) = node.mapping() else {
            let expected = Message::fixed("「キー: 値」の組", "pairs of `key: value`");
            return self.options.invalid(node.span.0, "filter", &expected);
        };
        for (key, values) in pairs {
            let Some(key) = self.filter_key(key) else { continue };
            let wanted = self.wanted(key, values);
            if wanted.is_empty() {
                // The mistake in it was reported.
                continue;
            }
            let fits = |word: &String| wanted.contains(&normalise(word));
            places.retain(|&at| (key.words)(&all[at], &from).iter().any(fits));
        }
    }

    fn filter_key(&mut self, node: &Node) -> Option<&'static Key> {
        let written = node.word()?;
        let found = KEYS.iter().find(|key| key.name == written.value);
        if found.is_none() {
            let message = Message::new(
                format!("「{}」では研修を絞り込めません", written.value),
                format!("trainings cannot be filtered by `{}`", written.value),
            );
            let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
            self.filter_unknown(written.span, message, &written.value, &names);
        }
        found
    }

    /// The words to look for, all of which some training has or could have.
    fn wanted(&mut self, key: &Key, values: &Node) -> BTreeSet<String> {
        let from = self.from;
        let words = from.records().trainings.iter().flat_map(|it| (key.words)(it, &from));
        let known: BTreeSet<String> = words.chain((key.known)(&from)).collect();
        let normal: BTreeSet<String> = known.iter().map(|word| normalise(word)).collect();
        let mut wanted = BTreeSet::new();
        for node in values.list().unwrap_or(std::slice::from_ref(values)) {
            let Some(written) = node.word() else {
                let expected = Message::fixed("値、または値の並び", "a value or a list of values");
                self.options.invalid(node.span.0, "filter", &expected);
                continue;
            };
            let word = normalise(written.value.trim());
            let year = (key.name == "year").then(|| FiscalYear::parse(&word)).flatten();
            if let Some(year) = year {
                wanted.insert(year.0.to_string());
            } else if normal.contains(&word) {
                wanted.insert(word);
            } else {
                self.value_unknown(key, &written, &known);
            }
        }
        wanted
    }

    fn value_unknown(&mut self, key: &Key, written: &Spanned<String>, known: &BTreeSet<String>) {
        let (name, value) = (key.name, &written.value);
        let message = Message::new(
            format!("「{name}」が「{value}」の研修はありません"),
            format!("there is no training whose `{name}` is `{value}`"),
        );
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.filter_unknown(written.span, message, value, &known);
    }

    fn filter_unknown(&mut self, span: Span, message: Message, written: &str, known: &[&str]) {
        let list = Message::new(
            format!("使えるもの: {}", known.join("、")),
            format!("known are {}", known.join(", ")),
        );
        let help = did_you_mean(written, known.iter().copied()).unwrap_or(list);
        let unknown = Diagnostic::new(&FILTER_UNKNOWN, span, message).help(help);
        self.options.diagnostics.push(unknown);
    }
}

fn kinds(_: &Material<'_>) -> Vec<String> {
    names(TrainingKind::CHOICES)
}

fn names<T>(choices: &[(&str, T)]) -> Vec<String> {
    choices.iter().map(|(name, _)| (*name).to_owned()).collect()
}

fn choice<T: PartialEq + Copy>(choices: &[(&str, T)], chosen: Option<T>) -> Vec<String> {
    let found = choices.iter().filter(|(_, value)| chosen == Some(*value));
    found.map(|(name, _)| (*name).to_owned()).collect()
}

fn audience(training: &Training, from: &Material<'_>) -> Vec<String> {
    let words = training.audience.iter().flat_map(|audience| match audience {
        Audience::Role(id) => {
            let role = from.role(*id);
            vec![role.id.value.clone(), role.name.plain()]
        }
        Audience::Text(text) => vec![text.plain()],
    });
    words.collect()
}

fn skills(training: &Training, from: &Material<'_>) -> Vec<String> {
    let skills = training.skills.iter().map(|&id| from.skill(id));
    skills.flat_map(|skill| [skill.id.value.clone(), skill.name.plain()]).collect()
}

fn skill_names(from: &Material<'_>) -> Vec<String> {
    let skills = from.records().skills.iter();
    skills.flat_map(|skill| [skill.id.value.clone(), skill.name.plain()]).collect()
}

#[cfg(test)]
mod tests {
    use crate::figure::testing::{draw_block, show};

    const RECORDS: &str = "\
        roles: [{id: a, name: 甲}, {id: b, name: 乙}]\n\
        skills: [{id: s, name: 技}]\n\
        trainings:\n\
        - {id: t1, name: 一, kind: ojt, audience: [全員, a], year: 2026, methods: [動画]}\n\
        - {id: t2, name: 二, kind: off-jt, audience: [a], skills: [s], requirement: elective}\n\
        - {id: t3, name: 三, owner: 人事課, status: plan, requirement: mandatory, year: 2027}\n";

    #[test]
    fn a_filter_leaves_what_fits_all_its_keys() {
        let check = |filter: &str, expected: &str| {
            let block = format!("trainings\ncolumns: [name]\nfilter: {filter}\n");
            let shown = show(draw_block(RECORDS, &block).block("trainings", 0));
            let rows: String =
                shown.lines().skip(1).map(|line| line.trim_end_matches(':')).collect();
            assert_eq!(rows, expected, "{filter}");
        };
        check("{requirement: [mandatory, elective]}", "二三");
        check("{kind: ojt}", "一");
        check("{year: 令和8}", "一");
        check("{year: [2026, R9]}", "一三");
        check("{audience: a}", "一二");
        check("{audience: 甲}", "一二");
        check("{audience: 全員}", "一");
        check("{skills: s}", "二");
        check("{skills: 技}", "二");
        check("{methods: 動画}", "一");
        check("{owner: 人事課}", "三");
        check("{status: plan}", "三");
        check("{name: [t2, 三]}", "二三");
        check("{requirement: mandatory, year: 2027}", "三");
    }

    #[test]
    fn mistakes_are_reported_where_they_are() {
        let check = |filter: &str, reports: &[&str], words: &str| {
            let drawn = draw_block(RECORDS, &format!("trainings\nfilter: {filter}\n"));
            assert_eq!(drawn.reports(), reports, "{filter}");
            assert!(drawn.words().contains(words), "{}", drawn.words());
        };
        check("{knd: ojt}", &["filter-unknown knd"], "「kind」のことですか");
        check("{kind: jt}", &["filter-unknown jt"], "「ojt」のことですか");
        check("{audience: 丙}", &["filter-unknown 丙"], "使えるもの: a、b、乙、全員、甲");
        check("{year: 来年}", &["filter-unknown 来年"], "2026、2027");
        check("{kind: self}", &["figure-empty {kind: self}"], "filter: に合う研修がありません");
        check("{audience: b}", &["figure-empty {audience: b}"], "filter: に合う研修がありません");
        check("{year: 2030}", &["figure-empty {year: 2030}"], "filter: に合う研修がありません");
        check("ojt", &["field-invalid ojt"], "「キー: 値」の組");
        check("{kind: ~}", &["field-invalid ~"], "値の並び");
    }
}
