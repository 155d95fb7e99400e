//! Which roles and skills a figure shows: `roles:` and `group:`, or else those of the document itself.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Message, Rule, did_you_mean};
use crate::document::{RoleId, SkillId, role_unknown};
use crate::source::Spanned;

use super::drawing::{Drawing, Material};
use super::group::{Together, together};

pub(super) static ROLE_GROUP_UNKNOWN: Rule =
    Rule::error("role-group-unknown", "役割にない区分", "a group that no role belongs to");

impl Drawing<'_, '_> {
    /// The roles that the author has chosen by `roles:` and `group:`; nothing if the figure is to
    /// choose. A mistake is reported and chooses nothing.
    pub(super) fn chosen_roles(&mut self) -> Option<Vec<RoleId>> {
        let listed = self.listed_roles();
        let Some(group) = self.options.word("group") else { return listed };
        let from = self.from;
        let of_group = |id: &RoleId| group_of(&from, *id) == Some(group.value.as_str());
        if !from.records().role_ids().any(|id| of_group(&id)) {
            self.group_unknown(&group);
            return listed;
        }
        let candidates = listed.unwrap_or_else(|| from.records().role_ids().collect());
        Some(candidates.into_iter().filter(of_group).collect())
    }

    fn listed_roles(&mut self) -> Option<Vec<RoleId>> {
        let mut seen = BTreeSet::new();
        let mut roles = Vec::new();
        for name in self.options.words("roles") {
            match self.find_role(&name) {
                Some(role) if seen.insert(role) => roles.push(role),
                _ => {}
            }
        }
        (!roles.is_empty()).then_some(roles)
    }

    /// The role that a reference names; one that names none is reported.
    fn find_role(&mut self, name: &Spanned<String>) -> Option<RoleId> {
        let records = self.from.records();
        let found = records.find_role(name.value.trim());
        if found.is_none() {
            let names: Vec<String> = role_names(&self.from);
            let unknown = role_unknown(name, names.iter().map(String::as_str));
            self.options.diagnostics.push(unknown);
        }
        found
    }

    fn group_unknown(&mut self, group: &Spanned<String>) {
        let roles = &self.from.records().roles;
        let known: BTreeSet<&str> =
            roles.iter().filter_map(|role| Some(role.group.as_ref()?.value.as_str())).collect();
        let message = Message::new(
            format!("「{}」という区分の役割はありません", group.value),
            format!("no role has the group `{}`", group.value),
        );
        let list: Vec<&str> = known.iter().copied().collect();
        let list = if list.is_empty() {
            Message::fixed(
                "roles: の役割に group: を書いてから使います。",
                "give the roles in `roles:` a `group:` first",
            )
        } else {
            Message::new(
                format!("区分: {}", list.join("、")),
                format!("the groups are {}", list.join(", ")),
            )
        };
        let help = did_you_mean(&group.value, known).unwrap_or(list);
        let unknown = Diagnostic::new(&ROLE_GROUP_UNKNOWN, group.span, message).help(help);
        self.options.diagnostics.push(unknown);
    }
}

/// The ids and names by which roles can be called.
pub(super) fn role_names(from: &Material<'_>) -> Vec<String> {
    let roles = &from.records().roles;
    roles.iter().flat_map(|role| [role.id.value.clone(), role.name.plain()]).collect()
}

/// The group of a role.
pub(super) fn group_of<'a>(from: &Material<'a>, id: RoleId) -> Option<&'a str> {
    from.role(id).group.as_ref().map(|group| group.value.as_str())
}

/// The roles of the document itself, or else those of the policy that it is based on.
pub(super) fn own_roles(from: &Material<'_>) -> Vec<RoleId> {
    let all = || from.records().role_ids();
    let own: Vec<RoleId> = all().filter(|&id| !from.role(id).inherited).collect();
    if own.is_empty() { all().collect() } else { own }
}

/// The skills of the document itself, or else those of the policy that it is based on.
pub(super) fn own_skills(from: &Material<'_>) -> Vec<SkillId> {
    let all = || from.records().skill_ids();
    let own: Vec<SkillId> = all().filter(|&id| !from.skill(id).inherited).collect();
    if own.is_empty() { all().collect() } else { own }
}

/// The roles that a role includes, nearest first, without itself.
pub(super) fn included_roles(from: &Material<'_>, role: RoleId) -> Vec<RoleId> {
    let mut seen = BTreeSet::from([role]);
    let mut found = vec![role];
    let mut next = 0;
    while let Some(&role) = found.get(next) {
        let further = from.role(role).includes.iter().copied();
        found.extend(further.filter(|&role| seen.insert(role)));
        next += 1;
    }
    found.split_off(1)
}

/// The roles that any of the skills names.
pub(super) fn named_roles(from: &Material<'_>, skills: &[SkillId]) -> Vec<RoleId> {
    let levels = skills.iter().flat_map(|&id| &from.skill(id).levels);
    let named: BTreeSet<RoleId> = levels.map(|(role, _)| *role).collect();
    named.into_iter().collect()
}

/// The roles by their groups, if there is more than one group to tell apart.
pub(super) fn by_group(from: &Material<'_>, roles: Vec<RoleId>) -> Vec<Together<RoleId>> {
    let groups: BTreeSet<&str> = roles.iter().filter_map(|&id| group_of(from, id)).collect();
    if groups.len() < 2 {
        return vec![Together::plain(roles)];
    }
    let head = |&id: &RoleId| from.text(group_of(from, id).unwrap_or_default());
    together(from, roles, |&id| group_of(from, id), head)
}

/// The skills by their categories.
pub(super) fn by_category(from: &Material<'_>, skills: Vec<SkillId>) -> Vec<Together<SkillId>> {
    let head = |&id: &SkillId| from.text(category_of(from, id).unwrap_or_default());
    together(from, skills, |&id| category_of(from, id), head)
}

/// The category of a skill.
pub(super) fn category_of<'a>(from: &Material<'a>, id: SkillId) -> Option<&'a str> {
    from.skill(id).category.as_ref().map(|category| category.value.as_str())
}
