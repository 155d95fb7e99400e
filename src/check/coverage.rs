//! Whether roles, skills and the symbols of the legend belong together: each role has skills, each
//! skill has roles, each symbol is used.

use std::collections::{BTreeMap, BTreeSet};

use super::family::Family;
use super::losses::Losses;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{Level, Records, Role, RoleId};

pub(super) const RULES: &[&Rule] = &[&LEVEL_UNUSED, &ROLE_WITHOUT_SKILL, &SKILL_WITHOUT_ROLE];

static LEVEL_UNUSED: Rule = Rule::warning(
    "level-unused",
    "どのスキルにも使われない凡例の記号",
    "a symbol of the legend that no skill uses",
);
static ROLE_WITHOUT_SKILL: Rule = Rule::warning(
    "role-without-skill",
    "必要なスキルが示されない役割",
    "a role that no skill is asked of",
);
static SKILL_WITHOUT_ROLE: Rule = Rule::warning(
    "skill-without-role",
    "どの役割にも水準のないスキル",
    "a skill that is asked of no role",
);

pub(super) fn check(family: &Family<'_>, losses: &Losses, diagnostics: &mut Diagnostics) {
    let records = &family.document.records;
    if !family.has_read(losses, &["roles", "skills", "legend"]) {
        return;
    }
    if records.skills.iter().any(|skill| !skill.levels.is_empty()) {
        roles(records, diagnostics);
        skills(records, diagnostics);
    }
    if losses.know_plans() {
        legend(family, diagnostics);
    }
}

/// Reports the roles that no skill gives a level, neither to them nor to a role that they include.
fn roles(records: &Records, diagnostics: &mut Diagnostics) {
    let levels = records.skills.iter().flat_map(|skill| &skill.levels);
    let skilled: BTreeSet<RoleId> = levels.map(|(role, _)| *role).collect();
    let has = |id: RoleId| included(records, id).iter().any(|id| skilled.contains(id));
    // Groups keep two axes apart, 職級 and 専門性: skills are asked of the roles of one of them.
    let mut groups: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for id in records.role_ids() {
        if let Some(group) = &records.roles[id.index()].group {
            let axis = groups.entry(&group.value).or_default();
            *axis = (axis.0 + 1, axis.1 || has(id));
        }
    }
    let other_axis = |role: &Role| {
        let axis = role.group.as_ref().and_then(|group| groups.get(group.value.as_str()));
        axis.is_some_and(|&(roles, skilled)| roles > 1 && !skilled)
    };
    for id in records.role_ids() {
        let role = &records.roles[id.index()];
        if role.inherited || has(id) || other_axis(role) {
            continue;
        }
        let name = role.name.plain();
        let message = Message::new(
            format!("役割「{name}」に必要なスキルが一つも示されていません"),
            format!("no skill is asked of the role `{name}`"),
        );
        let help = Message::new(
            format!(
                "必要なスキルの levels: に「{}: 水準」を書き足すか、ほかの役割のスキルも求めるなら includes: にその役割を書いてください。",
                role.id.value
            ),
            format!(
                "add `{}: …` to the `levels:` of the skills that it needs, or name in `includes:` the role whose skills it needs as well",
                role.id.value
            ),
        );
        diagnostics.push(Diagnostic::new(&ROLE_WITHOUT_SKILL, role.id.span, message).help(help));
    }
}

/// A role and all those that it includes, directly or by way of others.
fn included(records: &Records, id: RoleId) -> BTreeSet<RoleId> {
    let mut found = BTreeSet::from([id]);
    let mut next = vec![id];
    while let Some(id) = next.pop() {
        let includes = &records.roles[id.index()].includes;
        next.extend(includes.iter().copied().filter(|&id| found.insert(id)));
    }
    found
}

fn skills(records: &Records, diagnostics: &mut Diagnostics) {
    for skill in records.skills.iter().filter(|it| !it.inherited && it.levels.is_empty()) {
        let name = skill.name.plain();
        let message = Message::new(
            format!("スキル「{name}」を求める役割がありません"),
            format!("the skill `{name}` is asked of no role"),
        );
        let help = Message::fixed(
            "levels: に、このスキルが必要な役割と水準を書いてください。",
            "write in `levels:` the roles that need it, each with its level",
        );
        diagnostics.push(Diagnostic::new(&SKILL_WITHOUT_ROLE, skill.id.span, message).help(help));
    }
}

/// Reports the document's own symbols that neither it nor a plan based on it uses.
fn legend(family: &Family<'_>, diagnostics: &mut Diagnostics) {
    let document = family.document;
    let used: BTreeSet<&str> =
        family.with_plans().flat_map(|document| symbols(&document.records)).collect();
    for (symbol, meaning) in &document.records.legend.entries {
        let own = symbol.span.source == document.source;
        if !own || used.contains(symbol.value.as_str()) {
            continue;
        }
        let symbol_text = &symbol.value;
        let message = Message::new(
            format!("凡例の記号「{symbol_text}」（{meaning}）は、どのスキルにも使われていません"),
            format!("no skill uses the symbol `{symbol_text}` of the legend"),
        );
        let help = Message::fixed(
            "levels: での書き忘れがないか確かめ、使わない記号なら legend: から取り除いてください。",
            "look whether it was forgotten in `levels:`; take it out of `legend:` if it is not needed",
        );
        diagnostics.push(Diagnostic::new(&LEVEL_UNUSED, symbol.span, message).help(help));
    }
}

/// The symbols that the skills of a document use.
fn symbols(records: &Records) -> impl Iterator<Item = &str> {
    let levels = records.skills.iter().flat_map(|skill| &skill.levels);
    levels.filter_map(|(_, level)| match level {
        Level::Symbol(at) => Some(records.legend.entries[*at].0.value.as_str()),
        Level::Text(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check_files, check_records};

    const ROLES: &str = "roles: [{id: a, name: 甲}, {id: b, name: 乙}]\n";

    #[test]
    fn every_role_has_a_skill() {
        let check = |records: &str, expected: &[&str]| check_records(records, expected);
        check(&format!("{ROLES}skills: [{{name: 一, levels: {{a: 実践, b: 基礎}}}}]\n"), &[]);
        check(
            &format!("{ROLES}skills: [{{name: 一, levels: {{a: 実践}}}}]\n"),
            &["role-without-skill b"],
        );
        check(
            "roles: [{name: 甲}, {name: 乙}]\nskills: [{name: 一, levels: {甲: 実践}}]\n",
            &["role-without-skill 乙"],
        );
        // Without any level there is no skill map.
        check(ROLES, &[]);
        check(&format!("{ROLES}skills: [{{name: 一}}]\n"), &[]);
        // What a role includes counts, also by way of others and in a circle.
        let skills = "skills: [{name: 一, levels: {c: 実践}}]\n";
        let roles = |roles: &str| format!("roles: [{roles}, {{id: c, name: 丙}}]\n{skills}");
        check(&roles("{name: 甲, includes: [c]}"), &[]);
        check(&roles("{name: 甲, includes: [b]}, {id: b, name: 乙, includes: [c]}"), &[]);
        check(
            &roles("{id: a, name: 甲, includes: [b]}, {id: b, name: 乙, includes: [a]}"),
            &["role-without-skill a", "role-without-skill b"],
        );
    }

    #[test]
    fn roles_of_another_axis_need_no_skills() {
        let skills = "skills: [{name: 一, levels: {甲: 実践}}]\n";
        let check = |roles: &str, expected: &[&str]| {
            check_records(
                &format!("roles:\n- {{name: 甲, group: 専門性}}\n{roles}{skills}"),
                expected,
            );
        };
        check("- {name: 係長, group: 職級}\n- {name: 係員, group: 職級}\n", &[]);
        check("- {name: 係長, group: 職級}\n", &["role-without-skill 係長"]);
        check("- {name: 乙, group: 専門性}\n", &["role-without-skill 乙"]);
        check(
            "- {name: 係長}\n- {name: 係員}\n",
            &["role-without-skill 係長", "role-without-skill 係員"],
        );
    }

    #[test]
    fn every_skill_has_a_role() {
        check_records(
            "roles: [{id: a, name: 甲}]\nskills: [{name: 一, levels: {a: 実践}}, {id: x, name: 二}, {name: 三, levels: {a: ''}}]\n",
            &["skill-without-role x", "skill-without-role 三"],
        );
    }

    #[test]
    fn every_symbol_is_used() {
        let check = |legend: &str, levels: &str, expected: &[&str]| {
            let records = format!(
                "legend: {legend}\nroles: [{{id: a, name: 甲}}]\nskills: [{{name: 一, levels: {{a: {levels}}}}}]\n"
            );
            check_records(&records, expected);
        };
        check("{◎: 必修, '': 対象外}", "◎", &[]);
        check("{◎: 必修, ○: 選択}", "◎", &["level-unused ○"]);
        check("{◎: 必修, ○: 選択}", "〇", &["level-unused ◎", "level-lookalike 〇"]);
        check("{◎: 必修}", "全庁", &["level-unused ◎"]);
        check_records("legend: {◎: 必修}\n", &["level-unused ◎"]);
    }

    #[test]
    fn plans_and_policies_belong_together() {
        let policy = "---\ntitle: 方針\nlegend: {◎: 必修, ○: 選択}\nroles: [{id: a, name: 甲}]\n\
            skills: [{id: s, name: 一, levels: {a: ◎}}]\n---\n";
        let plan = |records: &str| format!("---\ntitle: 計画\nbased_on: a.md\n{records}---\n");
        let check = |records: &str, expected: &[&str]| {
            check_files(&[("a.md", policy), ("b.md", &plan(records))], expected);
        };
        // What a plan inherits is the policy's, a symbol that only the plan uses is used.
        check("", &["level-unused ○"]);
        check("skills: [{name: 二, levels: {a: ○}}]\n", &[]);
        check("roles: [{name: 乙}]\n", &["level-unused ○", "role-without-skill 乙"]);
        check("skills: [{name: 二}]\n", &["level-unused ○", "skill-without-role 二"]);
    }

    #[test]
    fn mistakes_of_references_have_no_second_report() {
        let records = |levels: &str| {
            format!(
                "{ROLES}skills: [{{name: 一, levels: {{a: 実践}}}}, {{name: 二, levels: {{{levels}}}}}]\n"
            )
        };
        check_records(&records("b: 実践"), &[]);
        check_records(&records("bb: 実践"), &["role-unknown bb"]);
        check_records(&records("b: △"), &["level-unknown △"]);
    }
}
