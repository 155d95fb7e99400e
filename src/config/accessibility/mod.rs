//! `accessibility:`: what the page about web accessibility says (ウェブアクセシビリティ方針).
//!
//! The items are those of WAIC's ウェブアクセシビリティ方針策定ガイドライン (2021年12月版) on JIS X 8341-3:2016,
//! 附属書JA.1; what 準拠, 一部準拠 and 配慮 ask for is fixed by its 対応度表記ガイドライン (2021年4月版).
//! A claim that the test does not bear out is an error: the page never says more than was tested.

mod claim;
mod criteria;
mod test;

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::config::Words;
use crate::diagnostic::Rule;
use crate::document::{CONTACT_FIELDS, Contact};
use crate::yaml::{Choice, Field, Reader, Shape, choices, words};

pub use criteria::{CRITERIA, Criterion, Level, STANDARD};
pub use test::{Outcome, Selection, Test, Tested};

use criteria::is_known;
use test::known;

/// The rules of this module.
pub(super) const RULES: &[&Rule] = &[&claim::ACCESSIBILITY_CLAIM];

/// What a site says of its accessibility.
#[derive(Debug, Clone, PartialEq)]
pub struct Accessibility {
    /// The standard.
    pub standard: String,
    /// 目標とする適合レベル.
    pub level: Level,
    /// 対応度; a claim is here only where the test bears it out.
    pub conformance: Conformance,
    /// 対象範囲; all pages of the site if nothing is said.
    pub scope: Vec<String>,
    /// When the policy was made.
    pub declared: Option<Date>,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// 目標を達成する期限.
    pub deadline: Option<Date>,
    /// 例外事項.
    pub exceptions: Vec<String>,
    /// 追加する達成基準.
    pub additional_criteria: Vec<&'static Criterion>,
    /// 現時点で把握している問題点.
    pub known_problems: Vec<String>,
    /// 今後の対応方針.
    pub next_steps: Vec<String>,
    /// Whom to tell of problems, if not the publisher.
    pub contact: Option<Contact>,
    /// The edition of the guideline that defines 準拠, 一部準拠 and 配慮; none for a standard that it is not about.
    pub notation_guideline: Option<String>,
    /// 試験結果.
    pub test: Option<Test>,
}

/// How far pages follow the standard, in the words of WAIC's 対応度表記ガイドライン.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conformance {
    /// 配慮: no test is needed.
    #[default]
    Considered,
    /// 一部準拠: tested, and what is to be done is said.
    Partial,
    /// 準拠: tested, and all criteria are met.
    Full,
}

impl Conformance {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 3] = [
        (
            ("配慮", "試験をしていなくても書けます", "considered: no test is needed"),
            Self::Considered,
        ),
        (
            (
                "一部準拠",
                "試験の結果と今後の対応方針を公表するとき",
                "partly followed: with a test and the next steps",
            ),
            Self::Partial,
        ),
        (
            (
                "準拠",
                "試験をして、すべての達成基準を満たしたとき",
                "followed: a test found all criteria met",
            ),
            Self::Full,
        ),
    ];

    /// What authors write.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The word.
    pub fn name(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, it)| *it == self).map_or("", |(name, _)| name)
    }
}

/// The edition of the 対応度表記ガイドライン that is in force.
const EDITION: &str = "2021年4月版";

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "standard",
        Shape::Word,
        "よりどころとする規格。省くと JIS X 8341-3:2016 です。例: JIS X 8341-3:2016",
        "The standard; JIS X 8341-3:2016 if left out. Example: JIS X 8341-3:2016",
    ),
    Field::new(
        "level",
        Shape::Choice(Level::WORDS),
        "目標とする適合レベル。省くと AA です。",
        "The level of conformance that is aimed at; AA if left out.",
    ),
    Field::new(
        "conformance",
        Shape::Choice(&words(&Conformance::TABLE)),
        "対応度。省くと 配慮 です。一部準拠 と 準拠 には test が要ります。",
        "How far the standard is followed; 配慮 (considered) if left out. The others need `test`.",
    ),
    Field::new(
        "scope",
        Shape::Words,
        "対象範囲。省くと「このサイトのすべてのページ」です。例: [https://www.example.lg.jp/dx/ のすべてのページ]",
        "What the policy covers; all pages of the site if left out. Example: [https://www.example.lg.jp/dx/ のすべてのページ]",
    ),
    Field::new(
        "declared",
        Shape::Date,
        "方針を定めた日。例: 2026-04-01",
        "When the policy was made. Example: 2026-04-01",
    ),
    Field::new(
        "updated",
        Shape::Date,
        "方針を改めた日。例: 2027-04-01",
        "When the policy was last changed. Example: 2027-04-01",
    ),
    Field::new(
        "deadline",
        Shape::Date,
        "目標を達成する期限。例: 2027-03-31",
        "When the aim is to be reached. Example: 2027-03-31",
    ),
    Field::new(
        "exceptions",
        Shape::Words,
        "対象から除くものと、その理由。例: [令和5年度より前の PDF は除きます。]",
        "What is left out, and why. Example: [令和5年度より前の PDF は除きます。]",
    ),
    Field::new(
        "additional_criteria",
        Shape::Words,
        "目標のレベルに加えて満たすことを目指す達成基準の番号。例: [2.4.8]",
        "Criteria of higher levels that are aimed at, by number. Example: [2.4.8]",
    ),
    Field::new(
        "known_problems",
        Shape::Words,
        "現時点で把握している問題点。例: [添付の PDF に読み上げられない表があります。]",
        "Problems that are known. Example: [添付の PDF に読み上げられない表があります。]",
    ),
    Field::new(
        "next_steps",
        Shape::Words,
        "今後の対応方針。一部準拠 では必ず書きます。例: [令和8年度中に PDF の表をページの表に改めます。]",
        "What is to be done about them. Example: [令和8年度中に PDF の表をページの表に改めます。]",
    ),
    Field::new(
        "contact",
        Shape::Record(CONTACT_FIELDS),
        "読めないときの問い合わせ先。省くと publisher のものです。例: {department: 広報課, phone: 042-123-4567}",
        "Whom to tell of problems; the publisher if left out. Example: {department: 広報課, phone: 042-123-4567}",
    ),
    Field::new(
        "notation_guideline",
        Shape::Word,
        "対応度の表記のよりどころにしたガイドラインの版。省くと 2021年4月版 です。例: 2021年4月版",
        "The edition of the guideline that defines the degrees; 2021年4月版 if left out. Example: 2021年4月版",
    ),
    Field::new(
        "test",
        Shape::Record(test::FIELDS),
        "試験結果。試験をしたときだけ書きます。例: {declared: 2026-03-31, …}",
        "The results of a test, if one was made. Example: {declared: 2026-03-31, …}",
    ),
];

/// Whom to tell of problems, the name kept as a word that pages show.
fn shown_contact(reader: &mut Reader<'_, '_>, shown: &mut Words) -> Option<Contact> {
    let contact = reader.record("contact", Contact::read)?;
    shown.shown(contact.department.clone());
    Some(contact)
}

impl Default for Accessibility {
    fn default() -> Self {
        Self {
            standard: STANDARD.to_owned(),
            level: Level::Aa,
            conformance: Conformance::default(),
            scope: Vec::new(),
            declared: None,
            updated: None,
            deadline: None,
            exceptions: Vec::new(),
            additional_criteria: Vec::new(),
            known_problems: Vec::new(),
            next_steps: Vec::new(),
            contact: None,
            notation_guideline: Some(EDITION.to_owned()),
            test: None,
        }
    }
}

impl Accessibility {
    /// Reads what a site says of its accessibility.
    pub(super) fn read(reader: &mut Reader<'_, '_>, shown: &mut Words) -> Self {
        let mut texts = |reader: &mut Reader<'_, '_>, key| {
            let list = reader.words(key);
            shown.shown_all(list)
        };
        let scope = texts(reader, "scope");
        let exceptions = texts(reader, "exceptions");
        let known_problems = texts(reader, "known_problems");
        let next_steps = texts(reader, "next_steps");
        let standard = reader.word("standard");
        let is_built_in = standard.as_ref().is_none_or(|it| is_known(&it.value));
        let edition = shown.shown(reader.word("notation_guideline"));
        let mut numbers = reader.words("additional_criteria");
        let mut seen = BTreeSet::new();
        numbers.retain(|number| seen.insert(number.value.clone()));
        let read = Self {
            level: reader.choice("level", Level::CHOICES).unwrap_or(Level::Aa),
            conformance: reader.choice("conformance", Conformance::CHOICES).unwrap_or_default(),
            scope,
            declared: reader.date("declared").map(|date| date.value),
            updated: reader.date("updated").map(|date| date.value),
            deadline: reader.date("deadline").map(|date| date.value),
            exceptions,
            additional_criteria: numbers.iter().filter_map(|it| known(it, reader)).collect(),
            known_problems,
            next_steps,
            contact: shown_contact(reader, shown),
            notation_guideline: edition.or_else(|| is_built_in.then(|| EDITION.to_owned())),
            test: reader.record("test", |reader| Test::read(reader, shown)),
            standard: match (is_built_in, shown.shown(standard)) {
                (false, Some(other)) => other,
                _ => STANDARD.to_owned(),
            },
        };
        read.held_to_its_test(reader, is_built_in)
    }

    /// The criteria that the aim asks for: those of the level and of lower ones, and the additional ones.
    pub fn asked(&self) -> impl Iterator<Item = &'static Criterion> {
        let asked = |criterion: &&Criterion| {
            criterion.level <= self.level
                || self.additional_criteria.iter().any(|it| it.number == criterion.number)
        };
        CRITERIA.iter().filter(asked)
    }
}
