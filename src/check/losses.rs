//! What of the documents could not be read. What is not there because of a mistake that was reported is
//! no further mistake; what was read is checked all the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::document::{Document, FigureBlock, FigureRequest, Kind, Library, front_matter};
use crate::source::{Project, SourceFile, SourceId, Span};
use crate::table::Table;

/// What could not be read.
#[derive(Default)]
pub(super) struct Losses {
    sources: BTreeMap<SourceId, Lost>,
    /// The figures: where their text reaches from their places, and whether it has mistakes.
    figures: BTreeMap<Span, (Span, bool)>,
    /// Whether a file that may be a plan of any policy could not be read.
    plans: bool,
}

/// What of a file could not be read.
#[derive(Default)]
struct Lost {
    /// The keys of the front matter with mistakes below them.
    keys: BTreeSet<&'static str>,
    /// Whether a mistake may concern any key.
    all: bool,
    /// Whether the text has mistakes.
    text: bool,
    /// The front matter, if it has mistakes.
    front_matter: Option<Span>,
}

impl Losses {
    /// What the mistakes that were found so far took away.
    pub(super) fn new(library: &Library, project: &Project, diagnostics: &Diagnostics) -> Self {
        let mut losses = Self::default();
        let fixed: Vec<_> = diagnostics.iter().filter(|it| !it.rule.adjustable).collect();
        if fixed.is_empty() {
            return losses;
        }
        // A figure that the outline places points at the document's title, which is no figure.
        let asked = |it: &&FigureBlock| !matches!(it.request, FigureRequest::Placed { .. });
        let figures = library.documents.iter().flat_map(|document| &document.figures);
        losses.figures =
            figures.filter(asked).map(|it| (it.place.0, (extent(it), false))).collect();
        let mut heads: BTreeMap<SourceId, Head> = BTreeMap::new();
        for diagnostic in fixed {
            let span = diagnostic.span;
            if let Some((_, wrong)) = losses.figure_at(span) {
                *wrong = true;
            } else if diagnostic.rule.loses_data {
                let file = project.source(span.source);
                let head = heads.entry(span.source).or_insert_with(|| Head::of(file));
                losses.sources.entry(span.source).or_default().add(head, span);
            }
        }
        losses.of_documents(library, project);
        losses
    }

    /// Whether all was read.
    pub(super) fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.figures.is_empty() && !self.plans
    }

    /// The figure that a place lies in.
    fn figure_at(&mut self, span: Span) -> Option<&mut (Span, bool)> {
        let until = Span::new(span.source, span.start, usize::MAX);
        let (_, figure) = self.figures.range_mut(..=until).next_back()?;
        holds(figure.0, span).then_some(figure)
    }

    /// Looks which mistakes leave open what belongs together.
    fn of_documents(&mut self, library: &Library, project: &Project) {
        let by_source: BTreeMap<SourceId, &Document> =
            library.iter().map(|document| (document.source, document)).collect();
        let parts: BTreeSet<&str> =
            library.documents.iter().flat_map(|it| &it.parts).map(String::as_str).collect();
        let pages: BTreeSet<SourceId> = project.pages.iter().copied().collect();
        for (source, lost) in self.sources.iter_mut().filter(|(source, _)| pages.contains(source)) {
            let path = project.source(*source).content_path();
            match by_source.get(source) {
                Some(document) => {
                    lost.all |= document.broken;
                    let based =
                        document.facts.based_on.is_some() && !lost.keys.contains("based_on");
                    let may_be_plan = document.facts.kind != Kind::Policy;
                    self.plans |= may_be_plan && !based && lost.all;
                }
                None => self.plans |= !parts.contains(path),
            }
            self.plans |= lost.keys.contains("based_on");
        }
    }

    /// Whether all that a document says below some keys was read.
    pub(super) fn has_read(&self, document: &Document, keys: &[&str]) -> bool {
        let lost = self.sources.get(&document.source);
        let lost = lost.is_some_and(|it| it.all || keys.iter().any(|key| it.keys.contains(key)));
        !document.broken && !lost
    }

    /// Whether the headings of a document were read as they were meant.
    pub(super) fn has_read_text(&self, document: &Document, project: &Project) -> bool {
        let lost = |(source, lost): (&SourceId, &Lost)| {
            let path = project.source(*source).content_path();
            let is_part = || document.parts.iter().any(|part| part == path);
            lost.text && (*source == document.source || is_part())
        };
        !self.sources.iter().any(lost)
    }

    /// Whether it is known which documents are based on others.
    pub(super) fn know_plans(&self) -> bool {
        !self.plans
    }

    /// Whether a table shows what was meant.
    pub(super) fn has_read_table(&self, table: &Table) -> bool {
        let place = table.place.0;
        let (own, wrong) = self.figures.get(&place).copied().unwrap_or((place, false));
        if wrong {
            return false;
        }
        if self.sources.is_empty() {
            return true;
        }
        let cells = table.groups.iter().flat_map(|it| &it.rows).flat_map(|row| &row.cells);
        let elsewhere = cells.filter_map(|cell| cell.place).filter(|at| !holds(own, at.0));
        let lost = |source: SourceId| {
            self.sources.get(&source).is_some_and(|it| it.all || it.front_matter.is_some())
        };
        !elsewhere.into_iter().any(|at| lost(at.0.source))
    }

    /// The places with mistakes that may hold explanations which were not read.
    pub(super) fn unread(&self, document: &Document) -> Vec<Span> {
        let lost = self.sources.iter().filter(|(source, _)| **source == document.source);
        let heads = lost.filter_map(|(_, lost)| lost.front_matter);
        let figures = document.figures.iter().filter_map(|it| self.figures.get(&it.place.0));
        heads.chain(figures.filter(|(_, wrong)| *wrong).map(|(own, _)| *own)).collect()
    }
}

/// Where the text of a figure stands.
fn extent(figure: &FigureBlock) -> Span {
    match &figure.request {
        FigureRequest::Block { options, .. } => figure.place.0.to(options.span.0),
        FigureRequest::Pipe { .. } | FigureRequest::Placed { .. } => figure.place.0,
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

impl Lost {
    fn add(&mut self, head: &Head, span: Span) {
        if span.start >= head.end {
            self.text = true;
            return;
        }
        self.front_matter = Some(Span::new(span.source, 0, head.end));
        match head.key(span) {
            Some(Key::Known("kind") | Key::Unknown) | None => self.all = true,
            Some(Key::Known(key)) => {
                self.keys.insert(key);
            }
            // A key that is missing from the whole is no record.
            Some(Key::Whole) => {}
        }
    }
}

/// The keys of front matter, with the places of their lines.
struct Head {
    keys: Vec<(usize, Option<&'static str>)>,
    end: usize,
}

enum Key {
    Known(&'static str),
    Unknown,
    Whole,
}

impl Head {
    fn of(file: &SourceFile) -> Self {
        let text = file.text();
        let mut at = file.text_start();
        let mut keys = Vec::new();
        let known = front_matter();
        for (number, line) in text[at..].split_inclusive('\n').enumerate() {
            let is_fence = line.trim_end() == "---";
            if is_fence && number > 0 {
                return Self { keys, end: at };
            }
            // Values go on in lines that are indented, or are items or ends of lists.
            let goes_on = line.trim().is_empty() || line.starts_with([' ', '-', '#', '}', ']']);
            if !goes_on {
                let key = line.split_once(':').map(|(key, _)| key.trim_end());
                let known = known.iter().find(|field| Some(field.key) == key);
                keys.push((at, known.map(|field| field.key)));
            }
            at += line.len();
        }
        Self { keys, end: at }
    }

    fn key(&self, span: Span) -> Option<Key> {
        let line = self.keys.partition_point(|(at, _)| *at <= span.start).checked_sub(1)?;
        let (at, key) = self.keys[line];
        Some(match key {
            _ if line == 0 && at == span.start && span.end == at => Key::Whole,
            Some(key) => Key::Known(key),
            None => Key::Unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check_files, check_records, check_text};

    const ROLES: &str = "roles: [{id: a, name: 甲}, {id: b, name: 乙}]\n";
    const SKILLS: &str = "skills: [{id: s, name: 一, levels: {a: 実践}}]\n";

    #[test]
    fn a_mistake_hides_only_what_depends_on_it() {
        let check = |more: &str, expected: &[&str]| {
            check_records(&format!("{ROLES}{SKILLS}{more}"), expected);
        };
        check("", &["role-without-skill b"]);
        check(
            "goals: [{name: 任命, targets: {来年: 3}}]\n",
            &["role-without-skill b", "field-invalid 来年"],
        );
        check(
            "goals: [{name: 任命, tagets: {2026: 3}}]\n",
            &["role-without-skill b", "field-unknown tagets"],
        );
        check("adopted: きのう\n", &["role-without-skill b", "date-invalid きのう"]);
    }

    #[test]
    fn what_may_be_meant_for_the_check_hides_it() {
        let check = |records: &str, expected: &[&str]| check_records(records, expected);
        check(
            &format!("{ROLES}skills: [{{name: 一, levels: {{a: 実践, bb: 実践}}}}]\n"),
            &["role-unknown bb"],
        );
        check(&format!("{ROLES}{SKILLS}skils: [{{name: 二}}]\n"), &["field-unknown skils"]);
    }

    #[test]
    fn mistakes_in_figures_hide_the_totals_of_these_figures_only() {
        let table = |total: &str, row: &str| {
            format!(
                "```table\ncaption: 題\ncolumns: [部門, 人数]\nrows:\n- [{row}]\n- [合計, {total}]\n```\n\n"
            )
        };
        let wrong = table("2", "甲, 1");
        check_text(&wrong, &["total-mismatch 2"]);
        let broken = table("3", "甲, 1, 1");
        check_text(&broken, &["row-length [甲, 1, 1]"]);
        check_text(&format!("{broken}{wrong}"), &["row-length [甲, 1, 1]", "total-mismatch 2"]);
        let records = |text: &str| format!("---\ntitle: 題\n{ROLES}{SKILLS}---\n\n{text}");
        check_files(
            &[("a.md", &records(&broken))],
            &["role-without-skill b", "row-length [甲, 1, 1]"],
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_may_be_a_plan() {
        let policy = "---\ntitle: 方針\nlegend: {◎: 必修, ○: 選択}\nroles: [{id: a, name: 甲}]\n\
            skills: [{id: s, name: 一, levels: {a: ◎}}]\n---\n";
        let check = |plan: &str, expected: &[&str]| {
            check_files(&[("a.md", policy), ("b.md", plan)], expected);
        };
        check(
            "---\ntitle: 計画\nbased_on: a.md\ngoals: [{name: 任命, targets: {来年: 3}}]\n---\n",
            &["level-unused ○", "field-invalid 来年"],
        );
        check("---\ntitle: 計画\nbased_onn: a.md\n---\n", &["field-unknown based_onn"]);
        check("---\ntitle: 計画\nbased_on: c.md\n---\n", &["based-on-unknown c.md"]);
        check(
            "---\ntitle: 計画\nbased_on: a.md\nskills: [{name: 二, levels: {aa: ○}}]\n---\n",
            &["role-unknown aa"],
        );
    }

    #[test]
    fn abbreviations_are_looked_for_beside_mistakes() {
        let check = |front: &str, body: &str, expected: &[&str]| {
            let text = format!(
                "---\ntitle: 題\nglossary: [{{term: 語, definition: 言葉}}]\n{front}---\n\n{body}\n"
            );
            check_files(&[("a.md", &text)], expected);
        };
        let goal = "goals: [{name: 任命, targets: {来年: 3}}]\n";
        check(goal, "BPRを行う。", &["field-invalid 来年", "term-undefined BPR"]);
        let goal = "goals: [{name: BPR, targets: {来年: 3}}]\n";
        check(goal, "BPRを行う。", &["field-invalid 来年"]);
        let table = |row: &str| {
            let body =
                format!("caption: 題\ncolumns: [一]\nrows: [[BPR（業務の見直し）], [{row}]]");
            format!("```table\n{body}\n```\n\nBPRとRPAを行う。")
        };
        check("", &table("二"), &["term-undefined RPA"]);
        check("", &table("二, 三"), &["row-length [二, 三]", "term-undefined RPA"]);
    }
}
