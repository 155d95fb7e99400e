//! What references lead to, by id and by full name.

use std::collections::{BTreeMap, BTreeSet};

use super::called::{Called, Record};
use super::legend::Found;
use super::unknown::{ROLE_UNKNOWN, column_unknown, role_unknown, several};
use super::{GoalId, Legend, Level, PlanId, Records, Role, RoleId, SkillId, TrainingId, Written};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::markdown::{Prose, name_key};
use crate::source::{SourceId, Span, Spanned};
use crate::yaml::{FIELD_DUPLICATE, Node, Scalar, invalid_value, prose_of};

/// The rules of this module.
pub(super) const RULES: &[&Rule] = &[
    &GOAL_UNKNOWN,
    &ID_DUPLICATE,
    &LEVEL_INVALID,
    &LEVEL_LOOKALIKE,
    &LEVEL_UNKNOWN,
    &PLAN_UNKNOWN,
    &ROLE_UNKNOWN,
    &SKILL_UNKNOWN,
    &TRAINING_UNKNOWN,
];

/// Those about references to records.
pub(super) const REFERENCES: &[&Rule] =
    &[&GOAL_UNKNOWN, &PLAN_UNKNOWN, &ROLE_UNKNOWN, &SKILL_UNKNOWN, &TRAINING_UNKNOWN];

static SKILL_UNKNOWN: Rule = Rule::error(
    "skill-unknown",
    "知らないスキルへの参照",
    "a reference to a skill that is not there",
)
.losing_data();
static PLAN_UNKNOWN: Rule =
    Rule::error("plan-unknown", "知らない計画への参照", "a reference to a plan that is not there")
        .losing_data();
static LEVEL_INVALID: Rule =
    Rule::error("level-invalid", "水準として読めない", "a level that cannot be read").losing_data();
static LEVEL_UNKNOWN: Rule =
    Rule::error("level-unknown", "凡例にない記号", "a symbol that the legend does not have")
        .losing_data();
static LEVEL_LOOKALIKE: Rule = Rule::warning(
    "level-lookalike",
    "凡例の記号に似た別の文字",
    "a character that looks like a symbol of the legend",
);
pub(super) static ID_DUPLICATE: Rule =
    Rule::error("id-duplicate", "同じidが二度ある", "an id that occurs twice").losing_data();

static GOAL_UNKNOWN: Rule =
    Rule::error("goal-unknown", "知らない目標への参照", "a reference to a goal that is not there")
        .losing_data();
static TRAINING_UNKNOWN: Rule = Rule::error(
    "training-unknown",
    "知らない研修への参照",
    "a reference to a training that is not there",
)
.losing_data();

/// What references can lead to, by id and by full name.
pub(super) struct Names<'d> {
    roles: Called<RoleId>,
    skills: Called<SkillId>,
    trainings: Called<TrainingId>,
    /// The short names of roles, and all other names of theirs, as they are compared with heads.
    heads: BTreeMap<String, RoleId>,
    goals: Called<GoalId>,
    /// The names of the plans; of several with one name the first counts.
    plans: Vec<String>,
    legend: Legend,
    /// The files of tables: what stands there is a head or a cell.
    data: BTreeSet<SourceId>,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> Names<'d> {
    pub(super) fn new(
        records: &Records<Written>,
        data: BTreeSet<SourceId>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let heads = heads(&records.roles);
        let roles = records.roles.iter().map(|it| Record::new(&it.id, &it.name, it.inherited));
        let roles = Called::new(roles, RoleId, diagnostics);
        let skills = records.skills.iter().map(|it| Record::new(&it.id, &it.name, it.inherited));
        let skills = Called::new(skills, SkillId, diagnostics);
        let trainings = records.trainings.iter().map(|it| Record::new(&it.id, &it.name, false));
        let trainings = Called::new(trainings, TrainingId, diagnostics);
        // Where nothing refers to goals, they may share their names.
        let are_named = records.goals.iter().any(|goal| !goal.sum_of.is_empty());
        let goals = records.goals.iter().map(|goal| {
            let record = Record::new(&goal.id, &goal.name, false);
            if are_named { record } else { Record { name: String::new(), ..record } }
        });
        let goals = Called::new(goals, GoalId, diagnostics);
        let plans = records.plans.iter().map(|plan| plan.name.plain()).collect();
        let legend = records.legend.clone();
        Self { roles, skills, trainings, heads, goals, plans, legend, data, diagnostics }
    }

    /// The role with this id or name, without a report if there is none.
    pub(super) fn find_role(&mut self, name: &str) -> Option<RoleId> {
        self.roles.find(name, self.diagnostics)
    }

    /// The role that a reference names.
    pub(super) fn role(&mut self, name: &Spanned<String>) -> Option<RoleId> {
        let found = self.find_role(&name.value);
        if found.is_none() {
            self.diagnostics.push(role_unknown(name, self.roles.names()));
        }
        found
    }

    /// The role that a level is of: by its id or its name, or in the head of a column also by its short name.
    pub(super) fn role_of_level(&mut self, name: &Spanned<String>) -> Option<RoleId> {
        if !self.data.contains(&name.span.source) {
            return self.role(name);
        }
        let found =
            self.find_role(&name.value).or_else(|| self.heads.get(&name_key(&name.value)).copied());
        if found.is_none() {
            self.diagnostics.push(column_unknown(name, self.roles.names()));
        }
        found
    }

    /// Reports a role that a skill names twice, or that has two columns.
    pub(super) fn level_repeated(&mut self, role: &Spanned<String>) {
        if self.data.contains(&role.span.source) {
            let message = Message::new(
                format!("「{}」の役割の列が二つあります", role.value),
                format!("the role `{}` has two columns", role.value),
            );
            let help =
                Message::fixed("どちらかの列を取り除いてください。", "take one of them away");
            let diagnostic = Diagnostic::new(&FIELD_DUPLICATE, role.span, message).help(help);
            self.diagnostics.push(diagnostic);
            return;
        }
        let message = Message::new(
            format!("役割「{}」の水準が二度書かれています", role.value),
            format!("the level of the role `{}` is written twice", role.value),
        );
        let help = Message::fixed("どちらか一つにしてください。", "keep one of them");
        self.diagnostics.push(Diagnostic::new(&LEVEL_INVALID, role.span, message).help(help));
    }

    /// The skill that a reference names.
    pub(super) fn skill(&mut self, name: &Spanned<String>) -> Option<SkillId> {
        let found = self.skills.find(&name.value, self.diagnostics);
        if found.is_none() {
            let message = Message::new(
                format!("「{}」というスキルはありません", name.value),
                format!("there is no skill `{}`", name.value),
            );
            let help = several(&name.value, self.skills.names())
                .or_else(|| did_you_mean(&name.value, self.skills.names()));
            let help = help.unwrap_or(Message::fixed(
                "skills: にあるスキルの id か名称を書きます。",
                "write the id or the name of a skill in `skills:`",
            ));
            self.diagnostics.push(Diagnostic::new(&SKILL_UNKNOWN, name.span, message).help(help));
        }
        found
    }

    /// The training that a reference names.
    pub(super) fn training(&mut self, name: &Spanned<String>) -> Option<TrainingId> {
        let found = self.trainings.find(&name.value, self.diagnostics);
        if found.is_none() {
            let message = Message::new(
                format!("「{}」という研修はありません", name.value),
                format!("there is no training `{}`", name.value),
            );
            let written = &name.value;
            let kinds = [
                (self.skills.has(written), "スキル", "skill"),
                (self.roles.has(written), "役割", "role"),
            ];
            let other = kinds.into_iter().find(|(known, ..)| *known).map(|(_, ja, en)| {
                Message::new(
                    format!("「{written}」は{ja}です。ここには trainings: にある研修の id か名称を書きます。"),
                    format!("`{written}` is a {en}: write the id or the name of a training in `trainings:`"),
                )
            });
            let near = || did_you_mean(written, self.trainings.names());
            let several = || several(written, self.trainings.names());
            let help = other.or_else(several).or_else(near).unwrap_or(Message::fixed(
                "trainings: にある研修の id か名称を書きます。",
                "write the id or the name of a training in `trainings:`",
            ));
            self.diagnostics
                .push(Diagnostic::new(&TRAINING_UNKNOWN, name.span, message).help(help));
        }
        found
    }

    /// The goal that a reference names.
    pub(super) fn goal(&mut self, name: &Spanned<String>) -> Option<GoalId> {
        let found = self.goals.find(&name.value, self.diagnostics);
        if found.is_none() {
            let message = Message::new(
                format!("「{}」という目標はありません", name.value),
                format!("there is no goal `{}`", name.value),
            );
            let near = || did_you_mean(&name.value, self.goals.names());
            let help =
                several(&name.value, self.goals.names()).or_else(near).unwrap_or(Message::fixed(
                    "goals: にある目標の id か名称を書きます。",
                    "write the id or the name of a goal in `goals:`",
                ));
            self.diagnostics.push(Diagnostic::new(&GOAL_UNKNOWN, name.span, message).help(help));
        }
        found
    }

    /// The plan that a reference names.
    pub(super) fn plan(&mut self, name: &Spanned<String>) -> Option<PlanId> {
        let written = &name.value;
        let found = self.plans.iter().position(|plan| plan == written);
        if found.is_none() {
            let message = Message::new(
                format!("「{written}」という計画はありません"),
                format!("there is no plan `{written}`"),
            );
            let help = did_you_mean(written, self.plans.iter().map(String::as_str));
            let help = help.unwrap_or(Message::fixed(
                "plans: にある計画の名称を、そのまま書きます。",
                "write the name of a plan in `plans:` as it stands there",
            ));
            self.diagnostics.push(Diagnostic::new(&PLAN_UNKNOWN, name.span, message).help(help));
        }
        found.map(PlanId)
    }

    /// Reports a reference that leads somewhere, but cannot be meant.
    pub(super) fn invalid(&mut self, span: Span, message: Message, help: Message) {
        self.diagnostics.push(invalid_value(span, message).help(help));
    }

    /// Reports a character that only looks like a symbol of the legend.
    fn look_alike(&mut self, scalar: &Scalar, span: Span, at: usize) {
        let text = scalar.text.trim();
        let symbol = self.legend.entries[at].0.value.clone();
        let message = Message::new(
            format!(
                "「{text}」（{}）は凡例の「{symbol}」（{}）に似た別の文字です",
                code_points(text),
                code_points(&symbol)
            ),
            format!(
                "`{text}` ({}) only looks like `{symbol}` ({}) of the legend",
                code_points(text),
                code_points(&symbol)
            ),
        );
        let help = Message::new(
            format!("「{symbol}」に置き換えてください。読み上げでは別の文字として扱われます。"),
            format!("write `{symbol}`: screen readers tell the two apart"),
        );
        let diagnostic = Diagnostic::new(&LEVEL_LOOKALIKE, span, message).help(help);
        let start = scalar.text.len() - scalar.text.trim_start().len();
        let fixed = scalar.map.span(start, start + text.len());
        self.diagnostics.push(diagnostic.fix(fixed, symbol));
    }

    /// What a cell of the skill map says; nothing for an empty one.
    pub(super) fn level(&mut self, node: &Node) -> Option<Level> {
        let span = node.span.0;
        let Some(scalar) = node.scalar() else {
            if !node.is_null() {
                let message = Message::fixed(
                    "水準には記号か文を一つ書きます",
                    "a level must be a symbol or a text",
                );
                let help = Message::fixed(
                    "「役割: ◎」か「役割: 身に付けること」のように書きます。二つ以上のことは一つの文にまとめてください。",
                    "write `role: ◎` or `role: what to learn`; put several things into one text",
                );
                self.diagnostics.push(Diagnostic::new(&LEVEL_INVALID, span, message).help(help));
            }
            return None;
        };
        let text = scalar.text.trim();
        if text.is_empty() {
            return None;
        }
        match self.legend.find(text) {
            Found::Symbol(at) => Some(Level::Symbol(at)),
            Found::LookAlike(at) => {
                self.look_alike(scalar, span, at);
                Some(Level::Symbol(at))
            }
            Found::Unknown => {
                let message = Message::new(
                    format!("記号「{text}」は凡例にありません"),
                    format!("the legend does not have the symbol `{text}`"),
                );
                let help = Message::new(
                    format!(
                        "legend: に「{text}: 意味」の行を足すか、凡例にある記号を書いてください。"
                    ),
                    format!(
                        "add `{text}: its meaning` to `legend:`, or use a symbol of the legend"
                    ),
                );
                self.diagnostics.push(Diagnostic::new(&LEVEL_UNKNOWN, span, message).help(help));
                None
            }
            Found::Text => Some(Level::Text(prose_of(scalar))),
        }
    }
}

/// The roles by all their names, as heads of columns write them. A name of two roles is none.
fn heads(roles: &[Role<Written>]) -> BTreeMap<String, RoleId> {
    let mut heads: BTreeMap<String, Option<RoleId>> = BTreeMap::new();
    for (at, role) in roles.iter().enumerate() {
        let names = [role.id.value.clone(), role.name.plain()];
        let short = role.short.iter().map(Prose::plain);
        let names: BTreeSet<String> =
            names.into_iter().chain(short).map(|it| name_key(&it)).collect();
        for name in names {
            heads.entry(name).and_modify(|known| *known = None).or_insert(Some(RoleId(at)));
        }
    }
    heads.into_iter().filter_map(|(name, role)| Some((name, role?))).collect()
}

fn code_points(text: &str) -> String {
    text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>().join(" ")
}

/// Reports an id that is used a second time.
pub(crate) fn id_duplicate(id: &str, span: Span, first: Span) -> Diagnostic {
    let message = Message::new(
        format!("id「{id}」が二度使われています"),
        format!("the id `{id}` is used twice"),
    );
    let help = Message::fixed("どちらかの id を変えてください。", "change one of them");
    let there = Message::fixed("最初の場所", "first used here");
    Diagnostic::new(&ID_DUPLICATE, span, message).help(help).related(first, there)
}

/// Reports an id that the program keeps for its own ids on the page.
pub(crate) fn id_reserved(id: &str, span: Span) -> Option<Diagnostic> {
    let message = Message::new(
        format!("「hs-」で始まる id は hoshin が使います（{id}）"),
        format!("ids that begin with `hs-` are used by hoshin itself ({id})"),
    );
    let help =
        Message::fixed("ほかの言葉で始まる id にしてください。", "begin it with something else");
    let reserved = id.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("hs-"));
    reserved.then(|| Diagnostic::new(&ID_DUPLICATE, span, message).help(help))
}
