//! The text of a new document.

use std::collections::BTreeSet;

use super::template::{chosen, fill, markdown_plain, sections, yaml_word};
use crate::document::Kind;
use crate::figure::Figure;
use crate::outline::{Outline, OutlineChapter, Requirement};

/// What is known of a document before it is written.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Its title.
    pub title: Option<String>,
    /// The name of its municipality.
    pub municipality: Option<String>,
    /// The municipality's code.
    pub code: Option<String>,
    /// A plan's policy.
    pub basis: Option<Basis>,
}

/// The policy that a plan is based on, as far as the plan's first text needs it.
#[derive(Debug, Clone, Default)]
pub struct Basis {
    /// Its path as seen from the plan.
    pub path: String,
    /// Its roles: what each is called by, and its name.
    pub roles: Vec<(String, String)>,
    /// Its skills: what each is called by, and its name.
    pub skills: Vec<(String, String)>,
    /// The terms of its glossary.
    pub terms: Vec<String>,
}

/// The name that stands for the municipality until it is filled in.
const MUNICIPALITY: &str = "○○市";

/// The data that a document can begin with, and the figure that shows each.
const DATA: [(&str, &str); 10] = [
    ("roles", "roles"),
    ("skills", "skill-map"),
    ("methods", "training-methods"),
    ("standards", "standards"),
    ("trainings", "trainings"),
    ("securing", "securing"),
    ("goals", "goals"),
    ("plans", "plan-map"),
    ("glossary", "glossary"),
    ("revisions", "revisions"),
];

/// The terms that the texts of the built-in outlines use, each with its definition.
const TERMS: &str = include_str!("texts/terms.yaml");

/// A table of the author's own, for a chapter that must show one.
const TABLE: &str =
    "caption: 【記入】表の題\ncolumns: [項目, 内容]\nrows:\n  - [【記入】, 【記入】]\n";

/// A schedule, whose times and tracks are the author's own.
const SCHEDULE: &str = "tracks:\n  - name: 【記入】取組の名称\n    bars:\n      \
    - {from: 2026, until: 2027, text: 【記入】この期間に行うこと}\n      \
    - {from: 2028, text: 【記入】その後に続けること}\n";

impl Known {
    /// The title, or one to begin with.
    pub(super) fn title(&self, kind: Kind) -> String {
        let title = match (&self.title, kind) {
            (Some(title), _) => title,
            (None, Kind::Policy) => "○○市デジタル人材育成方針",
            (None, Kind::Plan) => "○○市デジタル人材確保・育成 年度計画（令和○年度）",
            (None, Kind::Page) => "【記入】ページの題",
        };
        title.replace(MUNICIPALITY, self.municipality())
    }

    pub(super) fn municipality(&self) -> &str {
        self.municipality.as_deref().unwrap_or(MUNICIPALITY)
    }
}

/// The text of a document of a kind with the chapters of an outline.
pub fn document(kind: Kind, outline: Option<&Outline>, known: &Known) -> String {
    let data = outline.map(|outline| data(kind, outline)).unwrap_or_default();
    let body = match outline {
        Some(outline) => body(outline, &data),
        None => "【記入】ここに本文を書きます。\n".to_owned(),
    };
    let yaml = front_matter(kind, &data, known, &body);
    let text = format!("---\n{}\n---\n\n{body}", yaml.trim_end());
    text.replace(MUNICIPALITY, known.municipality())
}

/// The data that the outline has a place for, and what those refer to.
fn data(kind: Kind, outline: &Outline) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for (name, _) in DATA {
        found.extend(outline.chapter_for(name).map(|_| name));
    }
    let needs = outline.chapters.iter().flat_map(|chapter| &chapter.needs);
    for figure in needs.filter_map(|need| Figure::find(&need.name)) {
        found.extend(figure.kind.shows.iter().map(|data| data.name()));
    }
    if kind == Kind::Policy {
        if found.contains("methods") {
            found.insert("skills");
        }
        if found.contains("skills") || found.contains("standards") {
            found.insert("roles");
        }
        found.insert("revisions");
    }
    found
}

fn front_matter(kind: Kind, data: &BTreeSet<&'static str>, known: &Known, body: &str) -> String {
    let text = match kind {
        Kind::Policy => include_str!("texts/policy.yaml"),
        Kind::Plan => include_str!("texts/plan.yaml"),
        Kind::Page => include_str!("texts/page.yaml"),
    };
    let basis = known.basis.as_ref();
    let role = basis.and_then(|basis| fitting(&basis.roles, &["推進", "リーダー"]));
    let security = basis.and_then(|basis| fitting(&basis.skills, &["セキュリティ"]));
    let skill = basis.and_then(|basis| fitting(&basis.skills, &["BPR", "業務"]));
    let mut properties = data.clone();
    properties.extend(basis.map(|_| "basis"));
    properties.extend(role.map(|_| "role"));
    properties.extend(skill.map(|_| "skill"));
    let chosen_of = |wanted: &dyn Fn(&str) -> bool| {
        let parts = sections(text).filter(|(name, _)| wanted(name));
        parts.map(|(_, part)| chosen(part, &properties)).collect::<String>()
    };
    let is_data = |name: &str| data.contains(name) && name != "glossary";
    let shown = chosen_of(&is_data);
    let terms = terms(&format!("{}{shown}{body}", known.title(kind)), data, basis);
    let whole = chosen_of(&|name| match name {
        "head" | "tail" => true,
        "glossary" => !terms.is_empty(),
        name => is_data(name),
    });
    let path = basis.map(|basis| basis.path.as_str());
    let word = |word: Option<&str>| word.map(yaml_word).unwrap_or_default();
    let values = [
        ("title", yaml_word(&markdown_plain(&known.title(kind)))),
        ("municipality", municipality(known)),
        ("terms", terms.trim_end().to_owned()),
        ("basis", word(path)),
        ("role", word(role)),
        ("security", word(security)),
        ("skill", word(skill)),
    ];
    fill(&whole, &values)
}

/// What the record is called by whose name holds one of these words; else the first record.
fn fitting<'a>(records: &'a [(String, String)], words: &[&str]) -> Option<&'a str> {
    let fits = |(_, name): &&(String, String)| words.iter().any(|word| name.contains(word));
    records.iter().find(fits).or(records.first()).map(|(id, _)| id.as_str())
}

fn municipality(known: &Known) -> String {
    let name = yaml_word(known.municipality());
    match &known.code {
        Some(code) => format!("{{name: {name}, code: \"{code}\"}}"),
        None => format!(
            "{{name: {name}}}   # コードも書けます（例: {{name: {name}, code: \"6桁の数字\"}}）"
        ),
    }
}

/// The entries of the glossary: the terms that a text uses, but for those that the policy explains.
fn terms(text: &str, data: &BTreeSet<&str>, basis: Option<&Basis>) -> String {
    let text = without_comments(text);
    let trained = data.contains("trainings");
    let mut found = String::new();
    for line in TERMS.lines() {
        let term = line.split(['{', ',']).nth(1).and_then(|part| part.strip_prefix("term: "));
        let Some(term) = term else { continue };
        // The figure of the trainings says OJT and Off-JT.
        let used = is_used(term, &text) || (trained && term.ends_with("JT"));
        let explained = basis.is_some_and(|basis| basis.terms.iter().any(|known| known == term));
        if used && !explained {
            found.extend(["  ", line, "\n"]);
        }
    }
    if found.is_empty() && data.contains("glossary") {
        found.push_str("  - {term: 【記入】, reading: 【記入】, definition: 【記入】}\n");
    }
    found
}

/// Whether a text holds a word that is no part of a longer one in Latin letters.
fn is_used(term: &str, text: &str) -> bool {
    text.match_indices(term).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + term.len()..].chars().next();
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !is_latin(before) && !is_latin(after)
    })
}

/// A text without what pages do not show.
fn without_comments(text: &str) -> String {
    let parts = text.split("<!--").enumerate().map(|(at, part)| match part.split_once("-->") {
        Some((_, rest)) if at > 0 => rest,
        _ => part,
    });
    let lines: Vec<String> =
        parts.collect::<String>().lines().map(|line| format!(" {line}")).collect();
    lines.iter().map(|line| line.split(" # ").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

fn body(outline: &Outline, data: &BTreeSet<&'static str>) -> String {
    let mut text = String::from(
        "<!--\nここから本文です。「# 」で始まる行が章の見出し、「## 」で始まる行がその中の見出しです。\n\
         このような囲みは書き方の案内で、ページには出ません。読み終えたら消してかまいません。\n-->\n",
    );
    for chapter in &outline.chapters {
        text.push('\n');
        text.push_str(&chapter_text(outline, chapter, data));
    }
    text
}

fn chapter_text(
    outline: &Outline,
    chapter: &OutlineChapter,
    data: &BTreeSet<&'static str>,
) -> String {
    let figures = figures(outline, chapter, data);
    let title = markdown_plain(&chapter.title);
    let named = outline.chapter_titled(&chapter.title).is_some_and(|found| found.id == chapter.id);
    let id = if named { String::new() } else { format!(" {{#{}}}", chapter.id) };
    let level = match chapter.requirement {
        Requirement::Required => "必須の章です。",
        Requirement::Recommended => "あるとよい章です。置かないときは waivers: に理由を書きます。",
        Requirement::Optional => "任意の章です。要らなければ、見出しごと消してかまいません。",
    };
    let example = chapter.example.trim();
    let mut comment = format!("{level}（章の id: {}）\n", chapter.id);
    if !chapter.guide.trim().is_empty() {
        comment.extend(["\n", chapter.guide.trim(), "\n"]);
    }
    if !figures.is_empty() && !example.is_empty() {
        comment.extend(["\n書き方の例:\n", example, "\n"]);
    }
    let comment = comment.replace("-->", "→");
    let content = match (figures.is_empty(), example.is_empty()) {
        (false, _) => figures,
        (true, false) => format!(
            "【記入】次は例です。自分の団体の言葉に書き換えたら、この行を消してください。\n\n{example}\n"
        ),
        (true, true) => "【記入】この章の本文を書きます。\n".to_owned(),
    };
    format!("# {title}{id}\n\n<!--\n{comment}-->\n\n{content}")
}

/// The blocks of the figures that a chapter shows, under a line that says where their data are.
fn figures(outline: &Outline, chapter: &OutlineChapter, data: &BTreeSet<&'static str>) -> String {
    let is_here = |name: &str| outline.chapter_for(name).is_some_and(|it| it.id == chapter.id);
    let mut shown: Vec<(&str, &str)> =
        DATA.iter().copied().filter(|(name, _)| data.contains(name) && is_here(name)).collect();
    for need in &chapter.needs {
        let Some(figure) = Figure::find(&need.name) else { continue };
        let known = shown.iter().any(|(_, name)| *name == figure.kind.name);
        let source = figure.kind.shows.first().map_or("", |data| data.name());
        if !known && (source.is_empty() || data.contains(source)) {
            shown.push((source, figure.kind.name));
        }
    }
    let mut blocks = String::new();
    for (name, figure) in shown {
        if !name.is_empty() {
            let told = [
                "【記入】次の表の中身は例です。初めの「---」の間の `",
                name,
                ":` を書き換えたら、この行を消してください。\n\n",
            ];
            blocks.extend(told);
        }
        let options = match figure {
            "table" => TABLE,
            "schedule" => SCHEDULE,
            _ => "",
        };
        blocks.extend(["```", figure, "\n", options, "```\n\n"]);
    }
    let length = blocks.trim_end_matches('\n').len();
    blocks.truncate(length + usize::from(length > 0));
    blocks
}
