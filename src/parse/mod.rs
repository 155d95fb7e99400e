//! From source files to [`Page`]s: which files make a document, its front matter, its text.
//!
//! Parsing never fails. Broken input is a page with diagnostics.

mod conflicts;
mod data;
mod faults;
mod figures;
mod front_matter;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{FigureKind, Page, Records, front_matter, read_front_matter, read_rest};
use crate::markdown;
use crate::site::SitePath;
use crate::source::{Place, Project, SourceId, SourceMap, Span};
use crate::yaml::{self, Loaded, Region};

pub(crate) use conflicts::is_reserved;
pub use conflicts::{Standing, conflicts};
pub use front_matter::opens;

use conflicts::PATH_CONFLICT;

use data::Data;
use front_matter::Split;

static NESTING_TOO_DEEP: Rule =
    Rule::error("nesting-too-deep", "入れ子が深すぎる", "a text that nests too deep").losing_data();

/// The rules of this module and its parts.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    const OWN: &[&Rule] = &[&NESTING_TOO_DEEP, &PATH_CONFLICT];
    [OWN, data::RULES, faults::RULES, front_matter::RULES, figures::RULES]
        .into_iter()
        .flatten()
        .copied()
}

/// What keeps a document from being read at all: more may be found once it is mended.
pub const UNREADABLE: &[&Rule] = &[
    &yaml::YAML_SYNTAX,
    &front_matter::FRONT_MATTER_MISSING,
    &front_matter::FRONT_MATTER_UNCLOSED,
];

/// Reads all documents of a site, in the order of their paths.
pub fn parse(project: &Project, kinds: &[FigureKind], diagnostics: &mut Diagnostics) -> Vec<Page> {
    let mut pages = Vec::new();
    let parsed: Vec<_> = group(project, diagnostics)
        .into_par_iter()
        .map(|sources| {
            let mut diagnostics = Diagnostics::default();
            (page(project, &sources, kinds, &mut diagnostics), diagnostics)
        })
        .collect();
    for (page, found) in parsed {
        pages.extend(page);
        diagnostics.append(found);
    }
    conflicts(project, pages.iter().map(Standing::of), diagnostics);
    pages
}

/// Puts each document's file and its parts together: in a folder with an `index.md`, a further file
/// without front matter is a part of that document, in the order of the names. Reports files that are no
/// text, or belong to no document.
pub fn group(project: &Project, diagnostics: &mut Diagnostics) -> Vec<Vec<SourceId>> {
    faults::report(project, diagnostics);
    let readable = |source: &&SourceId| project.source(**source).fault().is_none();
    let mut documents: BTreeMap<&str, Vec<SourceId>> = BTreeMap::new();
    let mut parts: Vec<(String, SourceId)> = Vec::new();
    for &source in project.pages.iter().filter(readable) {
        let path = project.source(source).content_path();
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let has_front_matter = opens(project.source(source).text());
        if has_front_matter {
            documents.insert(path, vec![source]);
        } else if is_index(name) {
            diagnostics.push(front_matter::missing(project.source(source), source));
        } else {
            parts.push((folder.to_owned(), source));
        }
    }
    // A part whose document cannot be read is no mistake of its own.
    let paths = project.pages.iter().map(|&source| project.source(source).content_path());
    let folders = paths.map(|path| (path.rsplit_once('/').unwrap_or(("", path)), path));
    let indexes: BTreeMap<&str, &str> = folders
        .filter(|((_, name), _)| is_index(name))
        .map(|((folder, _), path)| (folder, path))
        .collect();
    for (folder, source) in parts {
        let index = indexes.get(folder.as_str()).copied();
        if let Some(sources) = index.and_then(|index| documents.get_mut(index)) {
            sources.push(source);
        } else if index.is_none() {
            diagnostics.push(front_matter::missing(project.source(source), source));
        }
    }
    documents.into_values().collect()
}

/// Reads the document that some files make, the first of them with its front matter.
pub fn page(
    project: &Project,
    sources: &[SourceId],
    kinds: &[FigureKind],
    diagnostics: &mut Diagnostics,
) -> Option<Page> {
    let source = sources[0];
    let file = project.source(source);
    let split = front_matter::split(file, source, diagnostics)?;
    let region = Region::part(file, source, split.yaml.start..split.yaml.end);
    let path = file.content_path().to_owned();
    let mut data = Data::new(project, &path);
    let (facts, records, broken) = match yaml::load_all(&region, diagnostics) {
        Loaded::Whole(node) => {
            let node = data.fill(node, &front_matter(), diagnostics);
            let (facts, records) = read_front_matter(&node, diagnostics);
            (facts, records, data.lost)
        }
        // What is left says what kind of document it is and which chapters it leaves out; its data
        // are read for their mistakes only, for what refers to the rest would be more of them.
        Loaded::Parts(node) => {
            let node = node.map(|node| data.fill(node, &front_matter(), diagnostics));
            let (facts, records) =
                node.map(|node| read_rest(&node, diagnostics)).unwrap_or_default();
            (facts, Records { waivers: records.waivers, ..Records::default() }, true)
        }
    };
    let mut page = Page {
        output: output(&path)?,
        path: path.clone(),
        source,
        parts: sources[1..]
            .iter()
            .map(|&part| project.source(part).content_path().to_owned())
            .collect(),
        data: Vec::new(),
        span: facts.title_span().unwrap_or(Span::new(
            source,
            split.opening.start,
            split.opening.end,
        )),
        facts,
        records,
        broken,
        blocks: Vec::new(),
        figures: Vec::new(),
        footnotes: Vec::new(),
    };
    let from = (kinds, &mut data);
    body(source, &split, from, (&mut page, diagnostics));
    for &part in &sources[1..] {
        let file = project.source(part);
        let split = Split::without_front_matter(file);
        body(part, &split, (kinds, &mut data), (&mut page, diagnostics));
    }
    page.data = data.used;
    Some(page)
}

/// Reads the text of one source and adds it to the page.
fn body(
    source: SourceId,
    split: &Split,
    (kinds, data): (&[FigureKind], &mut Data<'_>),
    (page, diagnostics): (&mut Page, &mut Diagnostics),
) {
    let file = data.project.source(source);
    let text = &file.text()[split.body..];
    let map = SourceMap::Direct(Place(Span::new(source, split.body, file.text().len())));
    let parsed = markdown::parse(text, &map);
    if let Some(span) = parsed.too_deep {
        let message = Message::fixed(
            "引用や箇条書きの入れ子が深すぎます",
            "quotations or lists nest too deep",
        );
        let help = Message::fixed("入れ子を減らしてください。", "nest them less");
        diagnostics.push(Diagnostic::new(&NESTING_TOO_DEEP, span, message).help(help));
    }
    let mut figures = figures::Figures {
        kinds,
        file,
        data,
        found: std::mem::take(&mut page.figures),
        diagnostics,
    };
    let blocks = figures.take(parsed.prose.blocks);
    let mut footnotes = parsed.footnotes;
    for footnote in &mut footnotes {
        footnote.blocks = figures.take(std::mem::take(&mut footnote.blocks));
    }
    page.figures = figures.found;
    page.blocks.extend(blocks);
    page.footnotes.extend(footnotes);
}

/// Whether a file is its folder's document. Windows does not tell the cases of letters apart.
pub fn is_index(name: &str) -> bool {
    name.eq_ignore_ascii_case("index.md")
}

/// `a/b/index.md` and `a/b.md` both become `a/b/index.html`.
pub(crate) fn output(path: &str) -> Option<SitePath> {
    let stem = path.get(..path.len().checked_sub(".md".len())?)?;
    SitePath::new(match path.rsplit_once('/') {
        Some((folder, name)) if is_index(name) => format!("{folder}/index.html"),
        None if is_index(path) => "index.html".to_owned(),
        _ => format!("{stem}/index.html"),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::Content;

    fn parsed(files: &[(&str, &str)]) -> (Vec<Page>, Vec<&'static str>) {
        let files = files.iter().map(|(path, text)| {
            (format!("content/{path}"), Content::Bytes(text.as_bytes().to_vec()))
        });
        let mut diagnostics = Diagnostics::default();
        let pages = parse(&Project::from_files(files), &[], &mut diagnostics);
        (pages, diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect())
    }

    const PAGE: &str = "---\ntitle: 題\n---\n";

    #[test]
    fn files_become_documents_and_parts() {
        let (pages, codes) = parsed(&[
            ("a/index.md", PAGE),
            ("a/20-b.md", "# 二\n"),
            ("a/10-a.md", "# 一\n"),
            ("a/own.md", PAGE),
            ("about.md", PAGE),
        ]);
        assert_eq!(codes, [""; 0]);
        let outputs: Vec<_> = pages.iter().map(|page| page.output.as_str()).collect();
        assert_eq!(outputs, ["a/index.html", "a/own/index.html", "about/index.html"]);
        assert_eq!(pages[0].blocks.len(), 2);
        assert_eq!(pages[0].parts, ["a/10-a.md", "a/20-b.md"]);
        assert!(matches!(&pages[0].blocks[0].kind, markdown::BlockKind::Heading(heading)
            if markdown::plain(&heading.inlines) == "一"));
    }

    #[test]
    fn front_matter_is_asked_for() {
        let check = |files: &[(&str, &str)], expected: &[&str]| {
            assert_eq!(parsed(files).1, expected, "{files:?}");
        };
        check(&[("a.md", "# 題\n")], &["front-matter-missing"]);
        check(&[("a/index.md", "# 題\n"), ("a/b.md", "本文\n")], &["front-matter-missing"]);
        check(&[("a/Index.MD", PAGE), ("a/b.md", "本文\n")], &[]);
        check(&[("a.md", "---\ntitle: 題\n")], &["front-matter-unclosed"]);
        check(&[("a.md", "\u{feff}---\r\ntitle: 題\r\n---\r\n本文\r\n")], &[]);
        check(&[("a.md", "---\n---\n")], &["field-missing"]);
        check(
            &[("a.md", "---\ntitel: 題\ntitle: 題\ndraft: yes\n---\n")],
            &["field-unknown", "field-invalid"],
        );
    }

    #[test]
    fn two_files_do_not_share_a_place() {
        let check = |files: &[(&str, &str)], expected: &[&str]| {
            assert_eq!(parsed(files).1, expected, "{files:?}");
        };
        check(&[("a.md", PAGE), ("a/index.md", PAGE)], &["path-conflict"]);
        check(&[("A.md", PAGE), ("a.md", PAGE)], &["path-conflict"]);
        check(&[("a.md", PAGE), ("a/index.html", "")], &["path-conflict"]);
        check(&[("a.md", PAGE), ("assets/x.css", "")], &["path-conflict"]);
        check(&[("か\u{3099}.md", PAGE), ("が.md", PAGE)], &["path-conflict"]);
        check(&[("a.md", PAGE), ("か\u{3099}.png", ""), ("が.png", "")], &["path-conflict"]);
        check(&[("a.md", PAGE), ("index.html", "")], &["path-conflict"]);
        check(&[("a.md", PAGE), ("404.html", "")], &["path-conflict"]);
        check(&[("sitemap.xml/index.md", PAGE)], &["path-conflict"]);
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_crash() {
        let deep = |open: &str, close: &str| {
            format!("{PAGE}\n{}文{}\n", open.repeat(5_000), close.repeat(5_000))
        };
        for (open, close) in
            [(">", ""), ("- ", ""), ("![", "](x.png)"), ("[", "](x.md)"), ("1. ", "")]
        {
            let (pages, codes) = parsed(&[("a.md", &deep(open, close))]);
            assert_eq!(pages.len(), 1);
            assert!(codes.iter().all(|code| *code == "nesting-too-deep"), "{open} {codes:?}");
        }
        assert_eq!(parsed(&[("a.md", &deep("*a ", " b*"))]).0.len(), 1);
        assert_eq!(parsed(&[("a.md", &deep(">", ""))]).1, ["nesting-too-deep"]);
    }

    proptest! {
        #[test]
        fn any_bytes_give_pages(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let files = [("content/a.md".to_owned(), Content::Bytes(bytes))];
            parse(&Project::from_files(files), &[], &mut Diagnostics::default());
        }

        #[test]
        fn any_front_matter_gives_a_page(yaml in "[a-c:\\-\\[\\]{}#&*!|>'\"%@`,?~ \t\nか：]{0,60}") {
            let text = format!("---\ntitle: 題\n{yaml}\n---\n本文\n");
            let files = [("content/a.md".to_owned(), Content::Bytes(text.into_bytes()))];
            parse(&Project::from_files(files), &[], &mut Diagnostics::default());
        }
    }
}
