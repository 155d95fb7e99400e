//! From pages to documents: references resolved, chapters built and matched to the outline, data placed.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::chapter::Builder;
use super::legend::Found;
use super::place::place_rest;
use super::{
    Chapter, Coverage, Covered, Document, FigureKind, Legend, Level, Page, Records, RoleId,
    SkillId, Written, sections,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::outline::{Outline, Requirement};
use crate::source::Spanned;
use crate::yaml::{Node, prose_of};

/// The rules of this module.
pub(super) const RULES: &[&Rule] = &[
    &BASED_ON_UNKNOWN,
    &ID_DUPLICATE,
    &LEVEL_LOOKALIKE,
    &LEVEL_UNKNOWN,
    &ROLE_UNKNOWN,
    &SKILL_UNKNOWN,
    &WAIVER_UNKNOWN,
];

static ROLE_UNKNOWN: Rule =
    Rule::error("role-unknown", "知らない役割への参照", "a reference to a role that is not there");
static SKILL_UNKNOWN: Rule = Rule::error(
    "skill-unknown",
    "知らないスキルへの参照",
    "a reference to a skill that is not there",
);
static LEVEL_UNKNOWN: Rule =
    Rule::error("level-unknown", "凡例にない記号", "a symbol that the legend does not have");
static LEVEL_LOOKALIKE: Rule = Rule::warning(
    "level-lookalike",
    "凡例の記号に似た別の文字",
    "a character that looks like a symbol of the legend",
);
static ID_DUPLICATE: Rule =
    Rule::error("id-duplicate", "同じidが二度ある", "an id that occurs twice");
static WAIVER_UNKNOWN: Rule = Rule::error(
    "waiver-unknown",
    "章立てにない章の省略",
    "a waiver of a chapter that the outline does not have",
);
static BASED_ON_UNKNOWN: Rule = Rule::error(
    "based-on-unknown",
    "もとになる方針がない",
    "the policy that a plan is based on is not there",
);

/// All documents of a site, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The documents.
    pub documents: Vec<Document>,
}

impl Library {
    /// The document with this source path.
    pub fn document(&self, path: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.path == path)
    }
}

/// Resolves every page into a document. `outline_of` gives the outline that a page is held against.
pub fn assemble<'o>(
    pages: Vec<Page>,
    outline_of: impl Fn(&Page) -> Option<&'o Outline> + Sync,
    kinds: &[FigureKind],
    diagnostics: &mut Diagnostics,
) -> Library {
    let records: BTreeMap<String, Records<Written>> =
        pages.iter().map(|page| (page.path.clone(), page.records.clone())).collect();
    let assembled: Vec<_> = pages
        .into_par_iter()
        .map(|page| {
            let mut diagnostics = Diagnostics::default();
            let outline = outline_of(&page);
            let document = one(page, &records, outline, kinds, &mut diagnostics);
            (document, diagnostics)
        })
        .collect();
    let mut library = Library::default();
    for (document, found) in assembled {
        library.documents.push(document);
        diagnostics.append(found);
    }
    library
}

fn one(
    page: Page,
    pages: &BTreeMap<String, Records<Written>>,
    outline: Option<&Outline>,
    kinds: &[FigureKind],
    diagnostics: &mut Diagnostics,
) -> Document {
    let base = base_of(&page, pages, diagnostics);
    let written = inherit(page.records, base);
    let mut names = Names::new(&written, diagnostics);
    let records = written.clone().resolve(&mut names);
    let mut builder = Builder::new(outline, diagnostics);
    let (preface, mut chapters) = builder.build(page.blocks);
    let mut figures = page.figures;
    let appendix = place_rest(kinds, &mut figures, &records, (outline, page.span), &mut chapters);
    let coverage = outline.map_or_else(Vec::new, |outline| {
        check_waivers(&records, outline, diagnostics);
        coverage(&records, outline, &chapters)
    });
    Document {
        path: page.path,
        output: page.output,
        source: page.source,
        span: page.span,
        facts: page.facts,
        records,
        preface,
        chapters,
        appendix,
        coverage,
        figures,
        footnotes: page.footnotes,
    }
}

/// The records of the policy that a plan is based on.
fn base_of<'p>(
    page: &Page,
    pages: &'p BTreeMap<String, Records<Written>>,
    diagnostics: &mut Diagnostics,
) -> Option<&'p Records<Written>> {
    let based_on = page.facts.based_on.as_ref()?;
    let path = crate::site::resolve(&page.path, &based_on.value);
    let base = path
        .as_ref()
        .and_then(|path| pages.get(path))
        .filter(|_| path.as_ref() != Some(&page.path));
    if base.is_none() {
        let message = Message::new(
            format!("もとになる方針「{}」がありません", based_on.value),
            format!("there is no document `{}` to be based on", based_on.value),
        );
        let help = Message::fixed(
            "この文書から見た方針のファイルの位置を書きます（例: ../hachioji/index.md）。",
            "write the path of the policy's file as seen from this one (../hachioji/index.md)",
        );
        diagnostics.push(Diagnostic::new(&BASED_ON_UNKNOWN, based_on.span, message).help(help));
    }
    base
}

/// Adds the roles and skills of the base that the document does not define itself.
fn inherit(mut own: Records<Written>, base: Option<&Records<Written>>) -> Records<Written> {
    let Some(base) = base else { return own };
    for role in &base.roles {
        if own.roles.iter().all(|known| known.id != role.id) {
            own.roles.push(super::Role { inherited: true, ..role.clone() });
        }
    }
    for skill in &base.skills {
        if own.skills.iter().all(|known| known.id != skill.id) {
            own.skills.push(super::Skill { inherited: true, ..skill.clone() });
        }
    }
    if own.legend.entries.is_empty() {
        own.legend = base.legend.clone();
    }
    own
}

/// What references can lead to, by id and by full name.
pub(super) struct Names<'d> {
    roles: BTreeMap<String, RoleId>,
    skills: BTreeMap<String, SkillId>,
    legend: Legend,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> Names<'d> {
    fn new(records: &Records<Written>, diagnostics: &'d mut Diagnostics) -> Self {
        let roles = records.roles.iter().map(|role| (&role.id, role.name.plain()));
        let roles = by_name(roles, RoleId, diagnostics);
        let skills = records.skills.iter().map(|skill| (&skill.id, skill.name.plain()));
        let skills = by_name(skills, SkillId, diagnostics);
        by_name(records.trainings.iter().map(|it| (&it.id, String::new())), |at| at, diagnostics);
        by_name(records.goals.iter().map(|goal| (&goal.id, String::new())), |at| at, diagnostics);
        Self { roles, skills, legend: records.legend.clone(), diagnostics }
    }

    /// The role with this id or name, without a report if there is none.
    pub(super) fn find_role(&self, name: &str) -> Option<RoleId> {
        self.roles.get(name).copied()
    }

    /// The role that a reference names.
    pub(super) fn role(&mut self, name: &Spanned<String>) -> Option<RoleId> {
        let found = self.find_role(&name.value);
        if found.is_none() {
            let message = Message::new(
                format!("「{}」という役割はありません", name.value),
                format!("there is no role `{}`", name.value),
            );
            let list: Vec<&str> = self.roles.keys().map(String::as_str).collect();
            let help = did_you_mean(&name.value, list).unwrap_or(Message::fixed(
                "roles: にある役割の id か名称を書きます。",
                "write the id or the name of a role in `roles:`",
            ));
            self.diagnostics.push(Diagnostic::new(&ROLE_UNKNOWN, name.span, message).help(help));
        }
        found
    }

    /// The skill that a reference names.
    pub(super) fn skill(&mut self, name: &Spanned<String>) -> Option<SkillId> {
        let found = self.skills.get(&name.value).copied();
        if found.is_none() {
            let message = Message::new(
                format!("「{}」というスキルはありません", name.value),
                format!("there is no skill `{}`", name.value),
            );
            let list: Vec<&str> = self.skills.keys().map(String::as_str).collect();
            let help = did_you_mean(&name.value, list).unwrap_or(Message::fixed(
                "skills: にあるスキルの id か名称を書きます。",
                "write the id or the name of a skill in `skills:`",
            ));
            self.diagnostics.push(Diagnostic::new(&SKILL_UNKNOWN, name.span, message).help(help));
        }
        found
    }

    /// What a cell of the skill map says; nothing for an empty one.
    pub(super) fn level(&mut self, node: &Node) -> Option<Level> {
        let span = node.span.0;
        let scalar = node.scalar()?;
        let text = scalar.text.trim();
        if text.is_empty() {
            return None;
        }
        match self.legend.find(text) {
            Found::Symbol(at) => Some(Level::Symbol(at)),
            Found::LookAlike(at) => {
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
                    format!(
                        "「{symbol}」に置きかえてください。読み上げでは別の文字として扱われます。"
                    ),
                    format!("write `{symbol}`: screen readers tell the two apart"),
                );
                let diagnostic = Diagnostic::new(&LEVEL_LOOKALIKE, span, message).help(help);
                let start = scalar.text.len() - scalar.text.trim_start().len();
                let fixed = scalar.map.span(start, start + text.len());
                self.diagnostics.push(diagnostic.fix(fixed, symbol));
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

fn code_points(text: &str) -> String {
    text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>().join(" ")
}

/// Gives each record its ids and its name to be called by; an id of two records is reported.
fn by_name<'r, T: Copy>(
    records: impl Iterator<Item = (&'r Spanned<String>, String)>,
    make: impl Fn(usize) -> T,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, T> {
    let records: Vec<_> = records.collect();
    let mut named = BTreeMap::new();
    let mut places: BTreeMap<&str, crate::source::Span> = BTreeMap::new();
    for (at, (id, _)) in records.iter().enumerate() {
        if let Some(&first) = places.get(id.value.as_str()) {
            let message = Message::new(
                format!("id「{}」が二度使われています", id.value),
                format!("the id `{}` is used twice", id.value),
            );
            let help = Message::fixed(
                "どちらかに別の id: を書いてください。",
                "give one of them another `id:`",
            );
            let there = Message::fixed("最初の場所", "first used here");
            let diagnostic = Diagnostic::new(&ID_DUPLICATE, id.span, message).help(help);
            diagnostics.push(diagnostic.related(first, there));
        } else {
            places.insert(&id.value, id.span);
            named.insert(id.value.clone(), make(at));
        }
    }
    for (at, (_, name)) in records.into_iter().enumerate() {
        if !name.is_empty() {
            named.entry(name).or_insert(make(at));
        }
    }
    named
}

fn check_waivers(records: &Records, outline: &Outline, diagnostics: &mut Diagnostics) {
    for waiver in &records.waivers {
        if outline.chapter(&waiver.chapter.value).is_some() {
            continue;
        }
        let name = &waiver.chapter;
        diagnostics.push(outline.unknown_chapter(&WAIVER_UNKNOWN, &name.value, name.span));
    }
}

fn coverage(records: &Records, outline: &Outline, chapters: &[Chapter]) -> Vec<Coverage> {
    let all = sections(chapters);
    let cover = |id: &str| {
        let by: Vec<String> = all
            .iter()
            .filter(|chapter| chapter.covers.iter().any(|covered| covered == id))
            .map(|chapter| chapter.id.clone())
            .collect();
        if !by.is_empty() {
            return Covered::By(by);
        }
        let waiver = records.waivers.iter().find(|waiver| waiver.chapter.value == id);
        waiver.map_or(Covered::Missing, |waiver| Covered::Waived(waiver.reason.clone()))
    };
    let rows = outline.chapters.iter().map(|chapter| Coverage {
        chapter: chapter.id.clone(),
        title: chapter.title.clone(),
        requirement: chapter.requirement,
        covered: cover(&chapter.id),
    });
    rows.filter(|row| row.requirement != Requirement::Optional || row.covered != Covered::Missing)
        .collect()
}
