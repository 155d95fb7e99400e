//! 定量・定性目標: targets by fiscal year.

use super::Records;
use super::difficulty::Difficulty;
use super::names::Names;
use super::stage::{Resolved, Stage, Written};
use super::value::{AsData, Value};
use crate::calendar::FiscalYear;
use crate::diagnostic::Message;
use crate::markdown::{self, Prose};
use crate::number;
use crate::source::{Place, Spanned};
use crate::yaml::{Choice, Field, Node, Reader, Shape, choices, prose_of, words};

/// The position of a goal in `Records::goals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoalId(pub(super) usize);

impl GoalId {
    /// The position in `Records::goals`.
    pub fn index(self) -> usize {
        self.0
    }
}

/// Words that make a goal the running sum of another.
pub const CUMULATIVE: [&str; 2] = ["累計", "累積"];

impl Goal {
    /// Whether the name says that the numbers count all years up to them.
    pub fn is_named_cumulative(&self) -> bool {
        let name = self.name.plain();
        CUMULATIVE.iter().any(|word| name.contains(word))
    }
}

/// A goal with its targets.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal<S: Stage = Resolved> {
    /// What references use; the name if the author gave none.
    pub id: Spanned<String>,
    /// 目標・指標の名称.
    pub name: Prose,
    /// 目標類型.
    pub kind: Option<GoalType>,
    /// The role that it is about.
    pub role: Option<S::Role>,
    /// The unit of its numbers, such as 人.
    pub unit: Option<Spanned<String>>,
    /// Where it starts from.
    pub baseline: Vec<Target>,
    /// Whether each number counts all years up to it (累計).
    pub cumulative: bool,
    /// The goals whose amounts its numbers sum up.
    pub sum_of: Vec<S::Goal>,
    /// How hard it is to set and to measure.
    pub difficulty: Option<Difficulty>,
    /// Why it is that hard.
    pub difficulty_reason: Option<Prose>,
    /// Where it is to go. A year without an entry has no target, which is not a target of zero.
    pub targets: Vec<Target>,
}

/// What is to be reached in a fiscal year, or over several.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The first fiscal year.
    pub from: FiscalYear,
    /// The last fiscal year; the same as `from` unless a text spans years.
    pub until: FiscalYear,
    /// How much, or what.
    pub amount: Amount,
    /// Where the fiscal year was written.
    pub place: Place,
    /// Where the amount was written.
    pub amount_place: Place,
}

/// A number or a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// A decimal number in ASCII digits without separators: `-12.5`.
    Number(String),
    /// A qualitative target.
    Text(Prose),
}

/// The six types of goals (目標類型) of the workshop material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalType {
    /// 体制整備
    Organisation,
    /// プロセス
    Process,
    /// 参加率
    Participation,
    /// 認知度
    Awareness,
    /// 成果物
    Output,
    /// 能力成熟度
    Maturity,
}

impl GoalType {
    /// The words with what they mean.
    const TABLE: [(Choice, Self); 6] = [
        (("体制整備", "組織や役割を整える", "people and units are in place"), Self::Organisation),
        (
            ("プロセス", "取組を行った回数や手順", "how often or how something is done"),
            Self::Process,
        ),
        (("参加率", "加わった人の割合", "the share of people who take part"), Self::Participation),
        (("認知度", "知っている人の割合", "the share of people who know"), Self::Awareness),
        (("成果物", "作り出したものの数", "what was made"), Self::Output),
        (("能力成熟度", "身に付けた力の段階", "what people are able to do"), Self::Maturity),
    ];

    /// What authors write, which is also what is shown.
    pub const CHOICES: &[(&str, Self)] = &choices(&Self::TABLE);

    /// The same with what they mean.
    const WORDS: &[Choice] = &words(&Self::TABLE);

    /// The Japanese name.
    pub fn name(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "id",
        Shape::Word,
        "ほかの所からこの目標を指すときの短い名前。省くと名称を使います。例: leaders",
        "A short name by which others call the goal; the full name if left out. Example: leaders",
    )
    .called(&["ID", "識別子"]),
    Field::required(
        "name",
        Shape::Markdown,
        "目標や指標の名称。例: 推進リーダーの人数",
        "The name of the goal. Example: 推進リーダーの人数",
    )
    .called(&["名称", "指標", "指標名", "目標", "目標名"]),
    Field::new(
        "type",
        Shape::Choice(GoalType::WORDS),
        "目標の種類（目標類型）。",
        "The type of the goal.",
    )
    .called(&["目標類型", "類型"]),
    Field::new(
        "role",
        Shape::Word,
        "目標に関わる役割。役割の id か名称を書きます。例: lead",
        "The role that it is about, by its id or name. Example: lead",
    )
    .called(&["役割", "役割名", "役割区分", "人材区分"]),
    Field::new("unit", Shape::Word, "数の単位。例: 人", "The unit of its numbers. Example: 人")
        .called(&["単位"]),
    Field::new(
        "baseline",
        Shape::Amounts,
        "今の値。年度に数か文を付けます。例: {2025: 0}",
        "Where it starts from: a number or a text for a fiscal year. Example: {2025: 0}",
    )
    .called(&["基準", "基準値", "現状", "現状値"]),
    Field::new(
        "targets",
        Shape::Amounts,
        "年度ごとの目標値。年度に数か文を付けます。続く年度は一つにまとめられます。例: {2026: 10, 2027-2029: 毎年20人を育てる}",
        "Where it is to go: a number or a text for each fiscal year, or for several. Example: {2026: 10, 2027-2029: 毎年20人を育てる}",
    )
    .called(&["目標値", "目標数値"]),
    Field::new(
        "cumulative",
        Shape::Boolean,
        "その年度までの累計の数かどうか。例: true",
        "Whether each number counts all years up to it. Example: true",
    )
    .called(&["累計"]),
    Field::new(
        "sum_of",
        Shape::Words,
        "この目標の数が足し合わせる目標。目標の id か名称を並べると、合っているかを点検します。例: [manager, expert]",
        "The goals whose amounts the numbers sum up, by their ids or names; the sums are checked. Example: [manager, expert]",
    )
    .called(&["内訳", "足し合わせる目標"]),
    Field::new(
        "difficulty",
        Shape::Choice(Difficulty::WORDS),
        "目標を定めることや測ることの難しさ。",
        "How hard it is to set and to measure.",
    )
    .called(&["難易度", "難しさ"]),
    Field::new(
        "difficulty_reason",
        Shape::Markdown,
        "その難しさである理由。例: 庁内の調整が要る",
        "Why it is that hard. Example: 庁内の調整が要る",
    )
    .called(&["難易度の理由"]),
];

impl Goal<Written> {
    pub(super) fn read(reader: &mut Reader<'_, '_>) -> Option<Self> {
        let word = reader.required_word("name")?;
        Some(Self {
            id: reader.word("id").unwrap_or(word),
            name: reader.prose("name")?,
            kind: reader.choice("type", GoalType::CHOICES),
            role: reader.word("role"),
            unit: reader.word("unit"),
            baseline: targets(reader, "baseline"),
            targets: targets(reader, "targets"),
            cumulative: reader.boolean("cumulative").unwrap_or_default(),
            sum_of: reader.words("sum_of"),
            difficulty: reader.choice("difficulty", Difficulty::CHOICES),
            difficulty_reason: reader.prose("difficulty_reason"),
        })
    }

    pub(super) fn resolve(self, names: &mut Names<'_>) -> Goal {
        Goal {
            id: self.id,
            name: self.name,
            kind: self.kind,
            role: self.role.and_then(|role| names.role(&role)),
            unit: self.unit,
            baseline: self.baseline,
            targets: self.targets,
            cumulative: self.cumulative,
            sum_of: self.sum_of.iter().filter_map(|goal| names.goal(goal)).collect(),
            difficulty: self.difficulty,
            difficulty_reason: self.difficulty_reason,
        }
    }
}

/// Reads amounts by fiscal year, in the order of the years.
fn targets(reader: &mut Reader<'_, '_>, key: &str) -> Vec<Target> {
    let Some(node) = reader.node(key) else { return Vec::new() };
    let Some(entries) = node.mapping() else {
        let expected = Message::fixed("「年度: 値」の組", "pairs of `fiscal year: value`");
        reader.invalid(node.span.0, key, &expected);
        return Vec::new();
    };
    let unit = reader.word("unit").map(|unit| markdown::normalise(&unit.value));
    let mut targets = Vec::new();
    for (years, amount) in entries {
        let span = years.span.0;
        let text = years.scalar().map(|scalar| scalar.text.as_str()).unwrap_or_default();
        let Some((from, until)) = year_range(text) else {
            let expected = Message::fixed(
                "年度（2026、令和8、R8、続く年度は 2026-2029）のキー",
                "keyed by fiscal year (`2026`, `令和8`, `R8`, or `2026-2029` for several)",
            );
            reader.invalid(span, key, &expected);
            continue;
        };
        let amount_place = amount.span;
        if let Some(amount) = amount_of(reader, key, amount, unit.as_deref()) {
            targets.push(Target { from, until, amount, place: Place(span), amount_place });
        }
    }
    targets.sort_by_key(|target| target.from);
    overlaps(reader, key, &targets);
    targets
}

/// Reads a number or a text. A number may be followed by the unit of the goal, as in cells that show percent.
fn amount_of(
    reader: &mut Reader<'_, '_>,
    key: &str,
    node: &Node,
    unit: Option<&str>,
) -> Option<Amount> {
    if node.is_null() {
        return None;
    }
    let Some(scalar) = node.scalar() else {
        let expected = Message::fixed("数か文", "a number or a text");
        reader.invalid(node.span.0, key, &expected);
        return None;
    };
    let text = markdown::normalise(&scalar.text);
    let bare = unit.and_then(|unit| text.trim().strip_suffix(unit)).unwrap_or(&text);
    if let Some(number) = number::parse(bare.trim()) {
        return Some(Amount::Number(number));
    }
    let text = prose_of(scalar);
    (!text.is_empty()).then_some(Amount::Text(text))
}

/// Two targets for one year cannot both be shown.
fn overlaps(reader: &mut Reader<'_, '_>, key: &str, targets: &[Target]) {
    for pair in targets.windows(2).filter(|pair| pair[1].from <= pair[0].until) {
        let (first, second) = (&pair[0], &pair[1]);
        if (first.from, first.until) == (second.from, second.until) {
            reader.repeated(&second.from.0.to_string(), second.place.0, first.place.0);
        } else {
            let expected = Message::fixed("年度ごとに一つの値", "one value for each fiscal year");
            reader.invalid(second.place.0, key, &expected);
        }
    }
}

/// Reads `2026`, `R8`, or a range such as `2026-2029`, `R8～R11`, `令和8～11年度`.
fn year_range(text: &str) -> Option<(FiscalYear, FiscalYear)> {
    if let Some(year) = FiscalYear::parse(text) {
        return Some((year, year));
    }
    let (from, until) = text.split_once(['-', '～', '〜', '~', '–', '－'])?;
    let from_year = FiscalYear::parse(from)?;
    let until_year = FiscalYear::parse(until).or_else(|| {
        // 令和8～11: the era is said once.
        let era: String = from.trim().chars().take_while(|c| !c.is_numeric()).collect();
        FiscalYear::parse(&format!("{era}{}", until.trim()))
    })?;
    (from_year <= until_year).then_some((from_year, until_year))
}

impl AsData for Goal {
    const FIELDS: &'static [Field] = FIELDS;

    fn values<'a>(&'a self, records: &'a Records) -> Vec<(&'static str, Value<'a>)> {
        let parts = self.sum_of.iter().map(|&it| Value::Reference(records.goal_reference(it)));
        vec![
            ("id", Value::Word(&self.id.value)),
            ("name", Value::Text(&self.name)),
            ("type", Value::choice(GoalType::CHOICES, self.kind.as_ref())),
            (
                "role",
                self.role
                    .map_or(Value::Nothing, |role| Value::Reference(records.role_reference(role))),
            ),
            ("unit", Value::word(self.unit.as_ref().map(|it| it.value.as_str()))),
            ("baseline", Value::amounts(&self.baseline)),
            ("targets", Value::amounts(&self.targets)),
            ("cumulative", if self.cumulative { Value::Boolean(true) } else { Value::Nothing }),
            ("sum_of", Value::list(parts)),
            ("difficulty", Value::choice(Difficulty::CHOICES, self.difficulty.as_ref())),
            ("difficulty_reason", Value::text(self.difficulty_reason.as_ref())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_may_be_a_range() {
        let check = |text: &str, expected: Option<(i32, i32)>| {
            let range = year_range(text).map(|(from, until)| (from.0, until.0));
            assert_eq!(range, expected, "{text}");
        };
        check("2026", Some((2026, 2026)));
        check("R8", Some((2026, 2026)));
        check("2026-2029", Some((2026, 2029)));
        check("R8～R11", Some((2026, 2029)));
        check("令和8〜11年度", Some((2026, 2029)));
        check("2029-2026", None);
        check("いつか", None);
    }
}
