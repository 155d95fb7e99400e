//! Trainings by whom they are for, and by what they teach.

use std::collections::BTreeSet;

use crate::document::{Audience, RoleId, SkillId, Training};
use crate::markdown::Prose;

use super::choose::included_roles;
use super::drawing::Material;
use super::group::{Together, together};

/// Puts each training into the group of everyone whom it is for: roles in their order, then others.
pub(super) fn by_audience<'a>(
    from: &Material<'_>,
    trainings: Vec<&'a Training>,
) -> Vec<Together<&'a Training>> {
    let for_each = |training: &'a Training| {
        let nobody = training.audience.is_empty().then_some((training, None));
        training.audience.iter().map(move |one| (training, Some(one))).chain(nobody)
    };
    let mut pairs: Vec<(&Training, Option<&Audience>)> =
        trainings.into_iter().flat_map(for_each).collect();
    pairs.sort_by_key(|(_, one)| match one {
        Some(Audience::Role(id)) => (0, id.index()),
        Some(Audience::Text(_)) => (1, 0),
        None => (2, 0),
    });
    let key = |(_, one): &(&Training, Option<&Audience>)| {
        one.map(|one| match one {
            Audience::Role(id) => (Some(*id), String::new()),
            Audience::Text(text) => (None, text.plain()),
        })
    };
    let shown: BTreeSet<RoleId> = pairs.iter().filter_map(|(_, one)| role_of(*one)).collect();
    let head = |(_, one): &(&Training, Option<&Audience>)| {
        let head = one.map(|one| audience(one, from)).unwrap_or_default();
        role_of(*one).map_or(head.clone(), |role| with_included(&head, role, &shown, from))
    };
    let groups = together(from, pairs, key, head).into_iter().map(|group| Together {
        head: group.head,
        items: group.items.into_iter().map(|(training, _)| training).collect(),
    });
    groups.collect()
}

fn role_of(audience: Option<&Audience>) -> Option<RoleId> {
    match audience? {
        Audience::Role(id) => Some(*id),
        Audience::Text(_) => None,
    }
}

/// The head of a role's trainings. Those of the roles that it includes come on top: they are named if
/// they have trainings in the table as well.
fn with_included(
    head: &Prose,
    role: RoleId,
    shown: &BTreeSet<RoleId>,
    from: &Material<'_>,
) -> Prose {
    let included = included_roles(from, role);
    let names =
        included.iter().filter(|id| shown.contains(id)).map(|&id| from.role(id).name.plain());
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        return head.clone();
    }
    let roles = names.join(&from.word("separator"));
    let also = from.phrase("also", &[("roles", &roles)]);
    from.suffixed(head, &from.phrase("in-brackets", &[("text", &also)]))
}

/// Puts each training into the group of every skill that it teaches, in the order of the skills.
pub(super) fn by_skill<'a>(
    from: &Material<'_>,
    trainings: Vec<&'a Training>,
) -> Vec<Together<&'a Training>> {
    let for_each = |training: &'a Training| {
        let nothing = training.skills.is_empty().then_some((training, None));
        training.skills.iter().map(move |&skill| (training, Some(skill))).chain(nothing)
    };
    let mut pairs: Vec<(&Training, Option<SkillId>)> =
        trainings.into_iter().flat_map(for_each).collect();
    pairs.sort_by_key(|(_, skill)| (skill.is_none(), *skill));
    let head = |(_, skill): &(&Training, Option<SkillId>)| {
        skill.map(|skill| from.skill(skill).name.clone()).unwrap_or_default()
    };
    let groups =
        together(from, pairs, |(_, skill)| *skill, head).into_iter().map(|group| Together {
            head: group.head,
            items: group.items.into_iter().map(|(training, _)| training).collect(),
        });
    groups.collect()
}

/// Whom a training is for, in words.
pub(super) fn audience(audience: &Audience, from: &Material<'_>) -> Prose {
    match audience {
        Audience::Role(id) => from.role(*id).name.clone(),
        Audience::Text(text) => text.clone(),
    }
}
