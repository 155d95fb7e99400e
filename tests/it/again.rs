//! A site that is compiled again and again: what is remembered of the compilation before changes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use hoshin::compile::{Memories, analyse};
use hoshin::diagnostic::{Diagnostics, Language, json};
use hoshin::render::Rendering;
use hoshin::site::SitePath;
use hoshin::source::{Content, Project};
use hoshin::{Options, compile};
use proptest::prelude::*;

fn options() -> Options {
    Options { drafts: true, ..Options::default() }
}

/// The files of the example site that are edited, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// A site of a policy, a plan that is based on it, a page with a part, and a theme.
fn files() -> Files {
    let mut files = Files::new();
    let more = [
        (
            "hoshin.yaml",
            "title: 例示\ntheme: own\noutlines: {policy: own, plan: own}\nlook: {footer: '[計画](city/plan.md)'}\n",
        ),
        (
            "content/index.md",
            "---\nkind: page\ntitle: はじめに\n---\n\n[方針](city/index.md#目的)\n",
        ),
        (
            "content/city/index.md",
            "---\ntitle: 方針\nmunicipality: {name: 例示市}\nlegend: {◎: 必修, ○: 選択}\n\
             roles: [{id: lead, name: 推進リーダー}, {id: all, name: 全職員}]\n\
             skills: [{id: bpr, name: 業務改革, levels: {lead: ◎, all: ○}}]\n---\n\n# 目的\n\nBPRを進める。\n",
        ),
        (
            "outlines/own.yaml",
            "title: 章立て\nchapters: [{id: goals, title: 目標, level: recommended}, {id: aim, title: 目的, level: recommended}]\n",
        ),
        ("content/city/part.md", "## 続き\n\n[計画](plan.md)\n"),
        (
            "content/city/plan.md",
            "---\ntitle: 計画\nkind: plan\nbased_on: index.md\n\
             trainings: [{name: 研修, skills: [bpr], audience: [lead]}]\nglossary: {file: data/terms.csv}\n---\n\n# 取組\n\n![図](map.png)\n",
        ),
        ("content/city/map.png", "図"),
        ("content/city/data/terms.csv", "用語,説明\nBPR,業務の見直し\n"),
        ("content/city/data/goals.csv", "指標,2026\n人数,10\n"),
        ("themes/own/static/style.css", "main { color: black }"),
        ("themes/own/templates/404.html", "<p>{{ page.title }}</p>"),
        ("themes/own/strings/ja/own.yaml", "page: {skip: 本文へ}\n"),
    ];
    files.extend(more.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    files
}

/// What an author does to one file.
#[derive(Debug, Clone)]
enum Edit {
    /// A piece of text is put in somewhere, at a line.
    Insert(usize, usize, &'static str),
    /// A line is taken out.
    Cut(usize, usize),
    /// The file goes.
    Remove(usize),
    /// The file gets another name.
    Rename(usize, &'static str),
    /// All is as it was at first.
    Undo,
}

const PIECES: [&str; 19] = [
    "新しい段落です。\n\n",
    "# 新しい章\n\n",
    "## 目標 {#goals}\n\n",
    "[どこか](../city/index.md#続き)\n\n",
    "draft: true\n",
    "title: 別の題\n",
    "roles: [{id: lead, name: 別の名前}]\n",
    "based_on: ../city/index.md\n",
    "glossary: [{term: BPR, definition: 業務の見直し}]\n",
    "- [ :\n",
    "```roles\n```\n",
    "calendar: era\n",
    "lint: {term-undefined: off}\n",
    "body { margin: 0 }\n",
    "{{ page.nothing }}\n",
    "\u{202e}",
    "goals: {file: data/goals.csv}\n",
    "skills: {file: ../city/data/goals.csv}\n",
    "DX,デジタルによる変革\n",
];

const NAMES: [&str; 7] = [
    "content/new/index.md",
    "content/a.md",
    "content/city/zz.md",
    "content/_hidden.md",
    "content/city/other.png",
    "outlines/other.yaml",
    "content/city/data/term.csv",
];

fn edit() -> impl Strategy<Value = Edit> {
    let place = || (any::<usize>(), any::<usize>());
    prop_oneof![
        6 => (place(), proptest::sample::select(&PIECES[..]))
            .prop_map(|((file, line), piece)| Edit::Insert(file, line, piece)),
        2 => place().prop_map(|(file, line)| Edit::Cut(file, line)),
        1 => any::<usize>().prop_map(Edit::Remove),
        1 => (any::<usize>(), proptest::sample::select(&NAMES[..]))
            .prop_map(|(file, name)| Edit::Rename(file, name)),
        2 => Just(Edit::Undo),
    ]
}

impl Edit {
    fn make(&self, files: &mut Files) {
        let name = |at: usize| files.keys().nth(at % files.len().max(1)).cloned();
        match *self {
            Self::Insert(file, line, piece) => {
                let Some(text) = name(file).and_then(|name| files.get_mut(&name)) else { return };
                let mut lines: Vec<_> = text.split_inclusive(|byte| *byte == b'\n').collect();
                lines.insert(line % (lines.len() + 1), piece.as_bytes());
                *text = lines.concat();
            }
            Self::Cut(file, line) => {
                let Some(text) = name(file).and_then(|name| files.get_mut(&name)) else { return };
                let mut lines: Vec<_> = text.split_inclusive(|byte| *byte == b'\n').collect();
                if !lines.is_empty() {
                    lines.remove(line % lines.len());
                }
                *text = lines.concat();
            }
            Self::Remove(file) => drop(name(file).and_then(|name| files.remove(&name))),
            Self::Rename(file, new) => {
                let moved = name(file).and_then(|name| files.remove(&name));
                files.extend(moved.map(|text| (new.to_owned(), text)));
            }
            Self::Undo => *files = self::files(),
        }
    }
}

/// The project of the files now, which shares with the one before what did not change.
fn renewed(before: &Project, old: &Files, new: &Files) -> Project {
    before.renewed(new.iter().map(|(path, bytes)| {
        let same = old.get(path) == Some(bytes);
        (path.clone(), (!same).then(|| Content::Bytes(bytes.clone())))
    }))
}

fn told(diagnostics: &Diagnostics, project: &Project) -> String {
    json(diagnostics, project, 0, &[], Language::Ja)
}

/// Compiles the same in both ways, and compares.
fn compare(project: &Project, memories: &mut Memories) {
    let fresh = compile(project, &options());
    let again = analyse(project, &options(), memories);
    let mut diagnostics = again.diagnostics.clone();
    let mut files: Option<BTreeMap<SitePath, Arc<[u8]>>> =
        again.material(project).and_then(|material| {
            let rendering = Rendering::new(material);
            let mut whole = BTreeMap::new();
            let mut errors = Diagnostics::default();
            for path in rendering.paths() {
                match rendering.file(&path).expect("a path of the site") {
                    Ok(bytes) => drop(whole.insert(path, bytes)),
                    Err(found) => errors.append(found),
                }
            }
            let sound = errors.iter().count() == 0;
            diagnostics.append(errors);
            sound.then_some(whole)
        });
    diagnostics.finish(|rule| again.config.severity(rule));
    assert_eq!(told(&diagnostics, project), told(&fresh.diagnostics, project));
    let fresh: Option<BTreeMap<_, _>> = fresh
        .site
        .map(|site| site.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes))).collect());
    assert_eq!(files.is_some(), fresh.is_some());
    if let (Some(files), Some(fresh)) = (files.take(), fresh) {
        assert_eq!(files.keys().collect::<Vec<_>>(), fresh.keys().collect::<Vec<_>>());
        for (path, bytes) in fresh {
            assert!(files[&path] == bytes, "{path} differs");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_remembered_changes_nothing(edits in proptest::collection::vec(edit(), 1..16)) {
        let mut memories = Memories::default();
        let mut files = files();
        let mut project = renewed(&Project::default(), &Files::new(), &files);
        compare(&project, &mut memories);
        for edit in edits {
            let old = files.clone();
            edit.make(&mut files);
            project = renewed(&project, &old, &files);
            compare(&project, &mut memories);
        }
    }
}

#[test]
fn the_site_that_is_edited_has_no_error() {
    let project = renewed(&Project::default(), &Files::new(), &files());
    let compiled = compile(&project, &options());
    assert!(compiled.site.is_some(), "{}", told(&compiled.diagnostics, &project));
}
