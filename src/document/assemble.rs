//! From pages to documents: references resolved, chapters built and matched to the outline, data placed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::chapter::Builder;
use super::names::{Names, REFERENCES};
use super::place::place_rest;
use super::unknown::COLUMN_UNKNOWN;
use super::{
    Chapter, Coverage, Covered, DataFile, Document, Facts, FigureKind, Kind, Page, Records,
    Written, sections,
};
use crate::calendar::{Date, Day};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::outline::{Outline, Requirement};
use crate::site;

/// The rules of this module.
pub(super) const RULES: &[&Rule] = &[&BASED_ON_UNKNOWN, &WAIVER_UNKNOWN];

static WAIVER_UNKNOWN: Rule = Rule::error(
    "waiver-unknown",
    "章立てにない章の省略",
    "a waiver of a chapter that the outline does not have",
);
static BASED_ON_UNKNOWN: Rule = Rule::error(
    "based-on-unknown",
    "もとになる方針がない",
    "the policy that a plan is based on is not there",
)
.losing_data();

/// All documents of a site, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The documents.
    pub documents: Vec<Arc<Document>>,
    /// The day as of which they are shown; nothing if they are shown as they are written.
    pub as_of: Option<Day>,
    /// The documents, by path, of which only a later text than that of the day is there.
    pub newer: BTreeSet<String>,
}

impl Library {
    /// The documents.
    pub fn iter(&self) -> impl Iterator<Item = &Document> + Clone {
        self.documents.iter().map(Arc::as_ref)
    }

    /// The document with this source path.
    pub fn document(&self, path: &str) -> Option<&Document> {
        self.iter().find(|document| document.path == path)
    }

    /// Policies and plans by municipality: in the order of the codes, then those without one, and last
    /// the documents without a municipality. Of each, policies before plans, the latest period first.
    pub fn by_municipality(&self) -> Vec<(Option<&str>, Vec<&Document>)> {
        let mut by_name: BTreeMap<Option<&str>, Vec<&Document>> = BTreeMap::new();
        for document in self.iter().filter(|it| it.facts.kind != Kind::Page) {
            let name = document.facts.municipality.as_ref().map(|it| it.name.value.as_str());
            by_name.entry(name).or_default().push(document);
        }
        let mut groups: Vec<_> = by_name.into_iter().collect();
        groups.sort_by_key(|(name, documents)| {
            let code = documents.iter().find_map(|document| code(document));
            (name.is_none(), code.is_none(), code, *name)
        });
        for (_, documents) in &mut groups {
            documents.sort_by_key(|document| order(document));
        }
        groups
    }
}

fn code(document: &Document) -> Option<&str> {
    Some(document.facts.municipality.as_ref()?.code.as_ref()?.value.as_str())
}

fn order(document: &Document) -> (Kind, Reverse<Option<Date>>, &str) {
    let from = document.facts.period.as_ref().and_then(|period| period.from.as_ref());
    (document.facts.kind, Reverse(from.map(|from| from.value)), &document.path)
}

/// What other documents take over from the one that they are based on.
#[derive(Debug)]
pub struct Base {
    records: Records<Written>,
    /// The files that they are read from.
    data: Vec<DataFile>,
    /// See [`Page::broken`].
    broken: bool,
}

impl Base {
    /// What a page hands over.
    pub fn of(page: &Page) -> Self {
        Self { records: page.records.clone(), data: page.data.clone(), broken: page.broken }
    }
}

/// Resolves a page into a document: over what it takes over from its base, and held against an outline.
pub fn document(
    page: Page,
    (base, outline): (Option<&Base>, Option<&Outline>),
    kinds: &[FigureKind],
    diagnostics: &mut Diagnostics,
) -> Document {
    if base.is_none() {
        check_based_on(&page, diagnostics);
    }
    let broken = page.broken || base.is_some_and(|base| base.broken);
    let written = inherit(page.records, base.map(|base| &base.records));
    let mut unresolved = Diagnostics::default();
    let data = page.data.iter().chain(base.into_iter().flat_map(|base| &base.data));
    let data = data.filter_map(|file| file.source).collect();
    let mut names = Names::new(&written, data, &mut unresolved);
    let records = written.resolve(&mut names);
    if broken {
        // Of what could not be read, nobody knows what it defines.
        let knows_heads = !records.roles.is_empty();
        let of_base = base.is_some_and(|base| base.broken);
        unresolved.retain(|it| {
            let is_head = it.is_of(&[&COLUMN_UNKNOWN]);
            !of_base && !it.is_of(REFERENCES) && (knows_heads || !is_head)
        });
    }
    diagnostics.append(unresolved);
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
        parts: page.parts,
        data: page.data,
        span: page.span,
        facts: page.facts,
        records,
        broken,
        preface,
        chapters,
        appendix,
        coverage,
        figures,
        footnotes: page.footnotes,
    }
}

/// The path of the policy that a plan is based on, if it names another document.
pub fn base_path(path: &str, facts: &Facts) -> Option<String> {
    let based_on = facts.based_on.as_ref()?;
    site::resolve(path, &based_on.value).filter(|base| base != path)
}

/// Reports the policy that a plan is based on, and that is not there.
fn check_based_on(page: &Page, diagnostics: &mut Diagnostics) {
    if let Some(based_on) = &page.facts.based_on {
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
    own.legend.complete(&base.legend);
    own
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
    let rows = outline.chapters.iter().enumerate().map(|(position, chapter)| Coverage {
        chapter: chapter.id.clone(),
        position,
        title: chapter.title.clone(),
        requirement: chapter.requirement,
        covered: cover(&chapter.id),
    });
    rows.filter(|row| row.requirement != Requirement::Optional || row.covered != Covered::Missing)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Data, FigureRequest};
    use crate::library::library;
    use crate::outline::Outlines;
    use crate::source::{Content, Project};

    const KINDS: &[FigureKind] = &[
        FigureKind { name: "roles", shows: &[Data::Roles], stands_for: Some(Data::Roles) },
        FigureKind { name: "goals", shows: &[Data::Goals], stands_for: Some(Data::Goals) },
    ];

    fn assembled(files: &[(&str, &str)]) -> (Library, Vec<(&'static str, String)>) {
        let files = files.iter().map(|(path, text)| {
            (format!("content/{path}"), Content::Bytes(text.as_bytes().to_vec()))
        });
        let project = Project::from_files(files);
        let mut diagnostics = Diagnostics::default();
        let outlines = Outlines::load(&project, &mut diagnostics);
        let outline = outlines.get("govtech-tokyo");
        let of = |kind| outline.filter(|_| kind == Kind::Policy);
        let library = library(&project, KINDS, of, &mut diagnostics);
        let found = diagnostics.iter().map(|diagnostic| {
            let text = project.source(diagnostic.span.source).slice(diagnostic.span);
            (diagnostic.rule.code, text.to_owned())
        });
        (library, found.collect())
    }

    fn codes(yaml: &str) -> Vec<(&'static str, String)> {
        assembled(&[("a.md", &format!("---\ntitle: 題\n{yaml}---\n"))]).1
    }

    #[test]
    fn references_are_resolved_or_reported_at_their_place() {
        let check = |yaml: &str, expected: &[(&str, &str)]| {
            let found = codes(yaml);
            let found: Vec<_> = found.iter().map(|(code, text)| (*code, text.as_str())).collect();
            assert_eq!(found, expected, "{yaml}");
        };
        let roles = "roles: [{id: lead, name: 推進リーダー}, {name: 利活用}]\n";
        let with = |yaml: &str| format!("{roles}legend: {{◎: 必修, ○: 選択}}\n{yaml}");
        check(&with("skills: [{name: BPR, levels: {lead: ◎, 利活用: ○}}]\n"), &[]);
        check(&with("skills: [{name: BPR, levels: {leed: ◎}}]\n"), &[("role-unknown", "leed")]);
        check(&with("skills: [{name: BPR, levels: {lead: 〇}}]\n"), &[("level-lookalike", "〇")]);
        check(&with("skills: [{name: BPR, levels: {lead: △}}]\n"), &[("level-unknown", "△")]);
        check(&with("skills: [{name: BPR, levels: {lead: 全庁}}]\n"), &[]);
        check(&with("trainings: [{name: 基礎, skills: [BPR]}]\n"), &[("skill-unknown", "BPR")]);
        check(&with("goals: [{name: 任命, role: 推進}]\n"), &[("role-unknown", "推進")]);
        check("roles: [{name: 一}, {name: 一}]\n", &[("id-duplicate", "一")]);
        check("roles: [{id: a, name: 一}, {name: 一}]\n", &[("id-duplicate", "一")]);
        check("skills: [{name: 一}, {id: a, name: 一}]\n", &[("id-duplicate", "a")]);
        // Ids tell two records of one name apart, unless a reference uses the name.
        let same = "roles: [{id: a, name: 一}, {id: b, name: 一}]\n";
        check(same, &[]);
        check(&format!("{same}goals: [{{name: 任命, role: a}}]\n"), &[]);
        check(&format!("{same}goals: [{{name: 任命, role: 一}}]\n"), &[("id-duplicate", "b")]);
        check(
            &format!("{same}trainings: [{{name: 研, audience: [一]}}]\n"),
            &[("id-duplicate", "b")],
        );
        let standard = |training: &str| {
            with(&format!(
                "skills: [{{id: bpr, name: 業務改革}}]\ntrainings: [{{id: t, name: 基礎研修}}]\n\
                 standards: [{{role: lead, step: 1, trainings: [{training}]}}]\n"
            ))
        };
        check(&standard("t, 基礎研修"), &[]);
        check(&standard("基礎研"), &[("training-unknown", "基礎研")]);
        check(&standard("bpr"), &[("training-unknown", "bpr")]);
        check("roles: [{name: 一, includes: [二]}]\n", &[("role-unknown", "二")]);
        check("roles: [{name: 一, includes: [一、二]}]\n", &[("role-unknown", "一、二")]);
        check("based_on: ../x.md\n", &[("based-on-unknown", "../x.md")]);
        check(
            "kind: policy\nwaivers: [{chapter: rolls, reason: 理由}]\n",
            &[("waiver-unknown", "rolls")],
        );
    }

    #[test]
    fn plans_use_the_roles_of_their_policy() {
        let (library, found) = assembled(&[
            (
                "a/index.md",
                "---\ntitle: 方針\nlegend: {◎: 必修}\nroles: [{id: lead, name: リーダー}]\nskills: [{id: bpr, name: BPR, levels: {lead: ◎}}]\n---\n",
            ),
            (
                "b.md",
                "---\ntitle: 計画\nbased_on: a/index.md\nroles: [{name: 職員}]\ntrainings: [{name: 研修, skills: [bpr], audience: [リーダー, 全職員]}]\n---\n",
            ),
        ]);
        assert_eq!(found, []);
        let plan = library.document("b.md").expect("the plan");
        assert_eq!(plan.records.roles.len(), 2);
        assert!(plan.records.roles[1].inherited);
        assert!(
            matches!(plan.records.trainings[0].audience[0], super::super::Audience::Role(role) if role.index() == 1)
        );
    }

    #[test]
    fn data_that_no_block_shows_are_placed() {
        let check = |body: &str, expected: &str| {
            let text = format!(
                "---\ntitle: 題\nkind: policy\nroles: [{{name: 一}}]\ngoals: [{{name: 二}}]\n---\n{body}"
            );
            let (library, _) = assembled(&[("a.md", &text)]);
            let document = &library.documents[0];
            let name = |block: &crate::markdown::Block| match block.kind {
                crate::markdown::BlockKind::Figure(at) => match &document.figures[at].request {
                    FigureRequest::Block { name, .. } => format!("[{name}]"),
                    FigureRequest::Placed { name } => format!("({name})"),
                    FigureRequest::Pipe { .. } => "|".to_owned(),
                },
                _ => "p".to_owned(),
            };
            let mut shown = String::new();
            for chapter in sections(&document.chapters) {
                shown.extend([chapter.id.as_str(), ":"]);
                shown.extend(chapter.blocks.iter().map(name));
                shown += "/";
                shown.extend(chapter.tail.iter().map(name));
                shown += " ";
            }
            shown.extend(document.appendix.iter().map(name));
            assert_eq!(shown, expected, "{body}");
        };
        check("# 人材区分\n本文\n# 目標\n本文\n", "人材区分:p(roles)/ 目標:p(goals)/ ");
        check("# 人材区分\n本文\n## 詳細\n本文\n", "人材区分:p/(roles) 詳細:p/ (goals)");
        check("# 人材区分\n# 別\n```roles\n```\n", "人材区分:/ 別:[roles]/ (goals)");
        check("", "(roles)(goals)");
    }
}
