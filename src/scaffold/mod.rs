//! New sites and new documents: texts to begin with, made from an outline.
//!
//! Every chapter of the outline is there, in its order, with its guide as a comment; every kind of data
//! that the outline has a place for is there with a few rows. What must be filled in is marked by
//! 【記入】 or ○○. The texts are the files of `texts/`; nothing here touches the disk.

mod document;
mod editor;
mod place;
mod template;

use crate::config::Config;
use crate::document::Kind;
use crate::outline::Outline;

pub use document::{Basis, Known, document};
pub use editor::Schema;
pub use place::place;

use template::{fill, yaml_word};

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The path from the site's folder, with `/`.
    pub path: String,
    /// The text.
    pub text: String,
}

impl NewFile {
    fn new(path: &str, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), text: text.into() }
    }
}

/// The files of a new site with one document of a kind, the document first.
pub fn site(kind: Kind, outline: &Outline, known: &Known, schemas: &[Schema]) -> Vec<NewFile> {
    let path = match kind {
        Kind::Policy => "content/policy/index.md",
        Kind::Plan => "content/plan/index.md",
        Kind::Page => "content/index.md",
    };
    let mut files = vec![
        NewFile::new(path, document(kind, Some(outline), known)),
        NewFile::new("hoshin.yaml", settings(kind, outline, known)),
        NewFile::new("README.md", readme(path, kind, outline, known, schemas)),
        NewFile::new(".gitignore", include_str!("texts/site/gitignore")),
        NewFile::new(".github/workflows/site.yml", include_str!("texts/site/site.yml")),
    ];
    files.extend(editor::editor_files(schemas));
    files
}

fn settings(kind: Kind, outline: &Outline, known: &Known) -> String {
    let defaults = Config::default();
    let name = |of: Kind| {
        let default = defaults.outline(of).and_then(Result::err).unwrap_or_default();
        yaml_word(if of == kind { &outline.name } else { default })
    };
    let values = [
        ("title", yaml_word(&known.title(kind))),
        ("municipality", yaml_word(known.municipality())),
        ("policy", name(Kind::Policy)),
        ("plan", name(Kind::Plan)),
    ];
    fill(include_str!("texts/site/hoshin.yaml"), &values)
}

fn readme(
    document: &str,
    kind: Kind,
    outline: &Outline,
    known: &Known,
    schemas: &[Schema],
) -> String {
    let (other, name) = match kind {
        Kind::Policy | Kind::Page => (Kind::Plan, "年度計画"),
        Kind::Plan => (Kind::Policy, "基本方針"),
    };
    let values = [
        ("other", other.name().to_owned()),
        ("kind", name.to_owned()),
        ("title", known.title(kind)),
        ("document", document.to_owned()),
        ("outline", outline.name.clone()),
        ("schemas", editor::told(schemas)),
    ];
    fill(include_str!("texts/site/README.md"), &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Language};
    use crate::outline::Outlines;
    use crate::source::{Content, Project};
    use crate::{Options, compile};

    /// What is found in a site, but for the marks of what is to be filled in.
    fn found(files: &[NewFile]) -> Vec<String> {
        let files = files
            .iter()
            .map(|file| (file.path.clone(), Content::Bytes(file.text.clone().into_bytes())));
        let project = Project::from_files(files);
        let compiled = compile(&project, &Options::default());
        let others =
            compiled.diagnostics.iter().filter(|found| found.rule.code != "placeholder-left");
        let told = others.map(|found| {
            let at = project.source(found.span.source).position(found.span.start);
            let message = found.message.get(Language::Ja);
            format!("{}:{} {} {message}", at.line, at.column, found.rule.code)
        });
        told.collect()
    }

    fn outlines(own: &str) -> Outlines {
        let own = ("outlines/own.yaml".to_owned(), Content::Bytes(own.as_bytes().to_vec()));
        Outlines::load(&Project::from_files([own]), &mut Diagnostics::default())
    }

    /// Holds a new site with an outline of its own to being without a fault.
    fn check_own(own: &str) -> String {
        let outlines = outlines(own);
        let outline = outlines.get("own").expect("the outline");
        let mut files = site(Kind::Policy, outline, &Known::default(), &[]);
        files.push(NewFile::new("outlines/own.yaml", own));
        assert_eq!(found(&files), [""; 0], "{own}\n{}", files[0].text);
        files.swap_remove(0).text
    }

    #[test]
    fn a_new_site_is_without_a_fault() {
        let outlines = outlines("");
        for (kind, name) in [(Kind::Policy, "govtech-tokyo"), (Kind::Plan, "govtech-tokyo-plan")] {
            let outline = outlines.get(name).expect("a built-in outline");
            let known = Known {
                title: Some("例示町: 「方針」 #1 <案> *\"x\"*".to_owned()),
                municipality: Some("例示町".to_owned()),
                ..Known::default()
            };
            for known in [Known::default(), known] {
                let files = site(kind, outline, &known, &[]);
                assert_eq!(found(&files), [""; 0], "{}", files[0].text);
                let filled = known.municipality.is_some();
                assert_eq!(files.iter().any(|file| file.text.contains("○○市")), !filled);
                let mut rest = files[0].text.as_str();
                for chapter in &outline.chapters {
                    let heading = format!("\n# {}\n\n<!--\n", chapter.title);
                    let at = rest.find(&heading).unwrap_or_else(|| panic!("{heading}"));
                    rest = &rest[at + heading.len()..];
                }
            }
        }
    }

    #[test]
    fn an_outline_of_ones_own_gives_its_chapters() {
        let text = check_own(
            "chapters:\n  - {id: a, title: はじめに, guide: なぜか。, example: ○○市は学ぶ市です。}\n  - {id: b, title: 学び, needs: [trainings]}\n",
        );
        for part in
            ["\n# はじめに\n", "なぜか。", "\n○○市は学ぶ市です。\n", "\n```trainings\n```\n"]
        {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert!(!text.contains("\nskills:") && !text.contains("\ngoals:"), "{text}");
        check_own("chapters:\n  - {id: a, title: スキル, needs: [skill-list, table]}\n");
        check_own("chapters:\n  - {id: a, title: 基準, needs: [standards]}\n");
        check_own("chapters:\n  - {id: a, title: 目標, needs: [goals?]}\n");
        check_own("chapters:\n  - {id: a, title: 用語, needs: [glossary]}\n");
        check_own("chapters:\n  - {id: a, title: 研修の手法, needs: [training-methods]}\n");
        check_own("chapters: [{id: a, title: 甲, guide: \"終わり --> <b>\"}]\n");
        check_own("extends: govtech-tokyo\nchapters: [{id: skills, level: off}]\n");
        check_own("extends: govtech-tokyo\nchapters: [{id: roles, level: off}]\n");
        check_own("chapters: [{id: a, title: \"*甲* [x] {#y}\"}]\n");
    }
}
