//! Whether trainings and skills belong together, and whether people learn both away from work and at
//! work.

use super::family::Family;
use super::losses::Losses;
use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{Covered, Document, Skill, TrainingKind, sections};
use crate::markdown;
use crate::source::Spanned;

pub(super) const RULES: &[&Rule] =
    &[&SKILL_WITHOUT_TRAINING, &TRAINING_ONE_SIDED, &TRAINING_WITHOUT_SKILL];

static SKILL_WITHOUT_TRAINING: Rule = Rule::warning(
    "skill-without-training",
    "身につける研修が示されないスキル",
    "a skill that no training teaches",
);
static TRAINING_WITHOUT_SKILL: Rule = Rule::warning(
    "training-without-skill",
    "どのスキルのためか示されない研修",
    "a training that names no skill",
);
static TRAINING_ONE_SIDED: Rule = Rule::warning(
    "training-one-sided",
    "研修がOff-JTかOJTの一方に偏っている",
    "trainings away from work only, or at work only",
);

/// The chapter of an outline that is about learning at work.
const OJT_CHAPTER: &str = "ojt";

pub(super) fn check(family: &Family<'_>, losses: &Losses, diagnostics: &mut Diagnostics) {
    if !family.has_read(losses, &["roles", "skills", "trainings"]) {
        return;
    }
    if losses.know_plans() {
        skills(family, diagnostics);
    }
    trainings(family.document, diagnostics);
}

/// Reports the document's own skills that neither its trainings nor those of its plans teach.
fn skills(family: &Family<'_>, diagnostics: &mut Diagnostics) {
    if family.with_plans().all(|document| document.records.trainings.is_empty()) {
        return;
    }
    let untaught = |skill: &&Skill| !skill.inherited && skill.methods.is_empty();
    let taught: BTreeSet<&str> = family.with_plans().flat_map(taught).collect();
    for skill in family.document.records.skills.iter().filter(untaught) {
        if taught.contains(skill.id.value.as_str()) {
            continue;
        }
        let name = skill.name.plain();
        let message = Message::new(
            format!("スキル「{name}」を身につける研修がありません"),
            format!("no training teaches the skill `{name}`"),
        );
        let help = Message::new(
            format!(
                "これを学ぶ研修の skills: に「{}」を書き足すか、このスキルに methods:（研修手法）を書いてください。",
                skill.id.value
            ),
            format!(
                "add `{}` to the `skills:` of the training that teaches it, or write `methods:` for the skill",
                skill.id.value
            ),
        );
        diagnostics
            .push(Diagnostic::new(&SKILL_WITHOUT_TRAINING, skill.id.span, message).help(help));
    }
}

/// The ids of the skills that the trainings of a document name, its own and those that it inherits.
fn taught(document: &Document) -> impl Iterator<Item = &str> {
    let records = &document.records;
    let named = records.trainings.iter().flat_map(|training| &training.skills);
    named.map(|id| records.skills[id.index()].id.value.as_str())
}

fn trainings(document: &Document, diagnostics: &mut Diagnostics) {
    if document.records.skills.is_empty() {
        return;
    }
    for training in document.records.trainings.iter().filter(|it| it.skills.is_empty()) {
        let name = training.name.plain();
        let message = Message::new(
            format!("研修「{name}」でどのスキルが身につくのか示されていません"),
            format!("the training `{name}` names no skill"),
        );
        let help = Message::fixed(
            "skills: に、この研修で身につくスキルの id か名称を書いてください。",
            "write in `skills:` the ids or names of the skills that it teaches",
        );
        diagnostics
            .push(Diagnostic::new(&TRAINING_WITHOUT_SKILL, training.id.span, message).help(help));
    }
}

/// Reports trainings of one kind only, at the first one that says its kind.
pub(super) fn one_sided(document: &Document, diagnostics: &mut Diagnostics) {
    let trainings = &document.records.trainings;
    let kinds: Vec<Spanned<TrainingKind>> = trainings.iter().filter_map(|it| it.kind).collect();
    let Some(first) = kinds.first() else { return };
    let has = |wanted| kinds.iter().any(|kind| kind.value == wanted);
    let (off_jt, ojt) =
        (has(TrainingKind::OffJt), has(TrainingKind::Ojt) || learns_at_work(document));
    let (absent, absent_en, add) = match (off_jt, ojt) {
        (true, true) => return,
        (true, false) => ("職場での実践（OJT）", "learning at work (OJT)", &["ojt"][..]),
        (false, true) => {
            ("職場を離れた研修（Off-JT）", "training away from work (Off-JT)", &["off-jt"][..])
        }
        (false, false) => (
            "職場を離れた研修（Off-JT）も、職場での実践（OJT）も",
            "training away from work (Off-JT) and learning at work (OJT)",
            &["off-jt", "ojt"][..],
        ),
    };
    let (particle, verb) = if off_jt || ojt { ("が", "is") } else { ("", "are") };
    let message = Message::new(
        format!("研修に{absent}{particle}ありません"),
        format!("{absent_en} {verb} missing among the trainings"),
    );
    let of_kinds = |quote: &str, and: &str| {
        let kinds: Vec<String> =
            add.iter().map(|kind| format!("{quote}kind: {kind}{quote}")).collect();
        kinds.join(and)
    };
    let help = Message::new(
        format!(
            "trainings: に {} の項目を書き足してください。研修で学んだことは、職場で使って身につきます。",
            of_kinds("", " と ")
        ),
        format!(
            "add an entry with {} to `trainings:`: what is learnt in a course is kept by using it at work",
            of_kinds("`", " and one with ")
        ),
    );
    diagnostics.push(Diagnostic::new(&TRAINING_ONE_SIDED, first.span, message).help(help));
}

/// Whether a chapter, a heading or a method says that people learn at work.
fn learns_at_work(document: &Document) -> bool {
    let chapter = document
        .coverage
        .iter()
        .any(|row| row.chapter == OJT_CHAPTER && matches!(row.covered, Covered::By(_)));
    let says = |text: &str| markdown::normalise(text).contains("OJT");
    let records = &document.records;
    let of_trainings = records.trainings.iter().flat_map(|training| &training.methods);
    let mut methods = records.skills.iter().flat_map(|skill| &skill.methods).chain(of_trainings);
    let headings = sections(&document.chapters).into_iter();
    let mut headings = headings.map(|chapter| markdown::plain(&chapter.heading));
    chapter || headings.any(|text| says(&text)) || methods.any(|method| says(&method.plain()))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check_files, check_records, words};

    const SKILLS: &str = "skills: [{id: s, name: 一}, {name: 二}]\n";

    #[test]
    fn every_skill_is_taught() {
        let check = |trainings: &str, expected: &[&str]| {
            check_records(&format!("{SKILLS}{trainings}"), expected);
        };
        check("", &[]);
        check("trainings: [{name: 研修, skills: [s, 二]}]\n", &[]);
        check("trainings: [{name: 研修, skills: [一]}]\n", &["skill-without-training 二"]);
        check("trainings: [{name: 研修, skills: [二]}]\n", &["skill-without-training s"]);
        check_records(
            "skills: [{name: 一}, {name: 二, methods: [動画]}]\ntrainings: [{name: 研修, skills: [一]}]\n",
            &[],
        );
        // A reference that leads nowhere has been reported; what it was meant for is not known.
        check("trainings: [{name: 研修, skills: [一, 三]}]\n", &["skill-unknown 三"]);
    }

    #[test]
    fn every_training_names_skills() {
        let trainings = "trainings: [{id: t, name: 基礎研修}]\n";
        check_records(trainings, &[]);
        check_records(
            &format!("skills: [{{name: 一, methods: [動画]}}]\n{trainings}"),
            &["training-without-skill t"],
        );
    }

    #[test]
    fn skills_of_a_policy_are_taught_by_its_plans() {
        let check = |policy: &str, plan: &str, expected: &[&str]| {
            let policy = format!("---\ntitle: 方針\n{SKILLS}{policy}---\n");
            let plan = format!("---\ntitle: 計画\nbased_on: a.md\n{plan}---\n");
            check_files(&[("a.md", &policy), ("b.md", &plan)], expected);
        };
        check("", "", &[]);
        check("", "trainings: [{name: 研修, skills: [s, 二]}]\n", &[]);
        check("", "trainings: [{name: 研修, skills: [s]}]\n", &["skill-without-training 二"]);
        check(
            "trainings: [{name: 研修, skills: [二]}]\n",
            "trainings: [{name: 研修, skills: [s]}]\n",
            &[],
        );
        check(
            "",
            "trainings: [{name: 研修}]\n",
            &[
                "skill-without-training s",
                "skill-without-training 二",
                "training-without-skill 研修",
            ],
        );
        // A mistake of the plan leaves open what it teaches.
        check("", "trainings: [{name: 研修, skills: [三]}]\n", &["skill-unknown 三"]);
    }

    #[test]
    fn people_learn_away_from_work_and_at_work() {
        let check = |kinds: &[&str], expected: &[&str]| {
            let trainings = kinds.iter().enumerate();
            let trainings = trainings.map(|(at, kind)| format!("- {{name: 研修{at}{kind}}}\n"));
            check_records(&format!("trainings:\n{}", trainings.collect::<String>()), expected);
        };
        check(&[", kind: off-jt", ", kind: ojt"], &[]);
        check(&["", ""], &[]);
        check(&["", ", kind: off-jt", ", kind: off-jt"], &["training-one-sided off-jt"]);
        check(&[", kind: ojt"], &["training-one-sided ojt"]);
        check(&[", kind: self"], &["training-one-sided self"]);
        check(&[", kind: self", ", kind: off-jt"], &["training-one-sided self"]);
        check(&[", kind: off-jt, methods: [講義, ＯＪＴ型]"], &[]);
        check_records(
            "skills: [{name: 一, methods: [実務に応じたOJT型研修]}]\ntrainings: [{name: 研修, kind: off-jt, skills: [一]}]\n",
            &[],
        );
        let text = "---\ntitle: 題\ntrainings: [{name: 研修, kind: off-jt}]\n---\n# 育成\n\n## OJTの推進\n\n本文\n";
        check_files(&[("a.md", text)], &[]);
        let said = |kind: &str| {
            words(&format!("---\ntitle: 題\ntrainings: [{{name: 研修, kind: {kind}}}]\n---\n"))
        };
        assert!(
            said("off-jt")
                .starts_with("研修に職場での実践（OJT）がありません / trainings: に kind: ojt")
        );
        assert!(said("ojt").starts_with("研修に職場を離れた研修（Off-JT）がありません"));
        assert!(
            said("self")
                .starts_with("研修に職場を離れた研修（Off-JT）も、職場での実践（OJT）もありません / trainings: に kind: off-jt と kind: ojt の項目")
        );
    }

    #[test]
    fn a_chapter_about_learning_at_work_counts() {
        let check = |heading: &str, expected: &[&str]| {
            let text = format!(
                "---\nkind: plan\ntitle: 計画\ngoals: [{{name: 研修, targets: {{2026: 1}}}}]\n\
                 glossary: [{{term: OJT, definition: 仕事の中で学ぶこと}}]\n\
                 trainings: [{{name: 研修, kind: off-jt}}]\nwaivers:\n\
                 - {{chapter: securing, reason: 方針で定める}}\n- {{chapter: organization, reason: 方針で定める}}\n\
                 - {{chapter: review, reason: 方針で定める}}\n---\n\
                 # 次年度目標\n\n本文\n\n# 研修計画\n\n本文\n\n{heading}本文\n\n# 年間スケジュール\n\n```schedule\ntracks: [{{name: 研修, milestones: [{{at: 2026-04, text: 開始}}]}}]\n```\n"
            );
            check_files(&[("a.md", &text)], expected);
        };
        check("# 実践とOJTの役割\n\n", &[]);
        check("", &["chapter-recommended 計画", "training-one-sided off-jt"]);
    }
}
