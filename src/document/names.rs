//! What references lead to, by id and by full name.

use std::collections::{BTreeMap, BTreeSet};

use super::called::{Called, Record};
use super::legend::Found;
use super::{Legend, Level, Records, Role, RoleId, SkillId, TrainingId, Written, skill};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::markdown::{Prose, name_key};
use crate::source::{SourceId, Span, Spanned};
use crate::yaml::{FIELD_DUPLICATE, Node, Scalar, prose_of};

/// The rules of this module.
pub(super) const RULES: &[&Rule] = &[
    &ID_DUPLICATE,
    &LEVEL_INVALID,
    &LEVEL_LOOKALIKE,
    &LEVEL_UNKNOWN,
    &ROLE_UNKNOWN,
    &SKILL_UNKNOWN,
    &TRAINING_UNKNOWN,
];

/// Those about references to records.
pub(super) const REFERENCES: &[&Rule] = &[&ROLE_UNKNOWN, &SKILL_UNKNOWN, &TRAINING_UNKNOWN];

pub(crate) static ROLE_UNKNOWN: Rule =
    Rule::error("role-unknown", "知らない役割への参照", "a reference to a role that is not there")
        .losing_data();
pub(crate) static COLUMN_UNKNOWN: Rule =
    Rule::error("column-unknown", "表にない列", "a column that the table does not have")
        .losing_data();
pub(crate) static ROW_LENGTH: Rule =
    Rule::error("row-length", "行のセルの数が列の数と違う", "a row with too many or too few cells")
        .losing_data();
static SKILL_UNKNOWN: Rule = Rule::error(
    "skill-unknown",
    "知らないスキルへの参照",
    "a reference to a skill that is not there",
)
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
        // Nothing refers to goals by their names.
        let goals = records
            .goals
            .iter()
            .map(|goal| Record { name: String::new(), ..Record::new(&goal.id, &goal.name, false) });
        Called::new(goals, |at| at, diagnostics);
        let legend = records.legend.clone();
        Self { roles, skills, trainings, heads, legend, data, diagnostics }
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

/// Reports a column of a skill map that is neither one of a skill nor of a role.
fn column_unknown<'a>(head: &Spanned<String>, roles: impl Iterator<Item = &'a str>) -> Diagnostic {
    let message = Message::new(
        format!("「{}」という列は使えません。この名前の役割もありません", head.value),
        format!("`{}` is neither a column of a skill map nor a role", head.value),
    );
    let columns = skill::FIELDS.iter().flat_map(|it| std::iter::once(&it.key).chain(it.called));
    let help = did_you_mean(&head.value, roles.chain(columns.copied())).unwrap_or(Message::fixed(
        "見出しは、名称、概要、区分、研修手法などか、役割の名称、略称、id です。",
        "a head is `name`, `summary`, `category`, `methods`, or the name, the short name or the id of a role",
    ));
    Diagnostic::new(&COLUMN_UNKNOWN, head.span, message).help(help)
}

/// Reports a reference to a role that is not among the known ids and names.
pub(crate) fn role_unknown<'a>(
    name: &Spanned<String>,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message = Message::new(
        format!("「{}」という役割はありません", name.value),
        format!("there is no role `{}`", name.value),
    );
    let known: Vec<&str> = known.into_iter().collect();
    let several = several(&name.value, known.iter().copied());
    let help = several.or_else(|| did_you_mean(&name.value, known));
    let help = help.unwrap_or(Message::fixed(
        "roles: にある役割の id か名称を書きます。",
        "write the id or the name of a role in `roles:`",
    ));
    Diagnostic::new(&ROLE_UNKNOWN, name.span, message).help(help)
}

/// What to do where a name is several known ones: YAML keeps them apart by half-width commas only.
fn several<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Message> {
    let names: Vec<&str> = name.split(['、', '，']).map(str::trim).collect();
    if names.len() < 2 {
        return None;
    }
    let known: BTreeSet<&str> = known.into_iter().collect();
    let list = names.join(", ");
    names.iter().all(|name| known.contains(name)).then(|| {
        Message::new(
            format!(
                "名前が二つ以上あります。「、」ではなく半角の「,」と空白で区切ります（{list}）。"
            ),
            format!("these are several names: separate them by `, ` (`{list}`)"),
        )
    })
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
