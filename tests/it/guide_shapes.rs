//! The guide's list of the shapes of the sources: complete, with figures that exist and examples that
//! use them.

use std::collections::BTreeSet;
use std::fs;

use hoshin::{Options, compile, disk, figure};

use crate::guide::pages;
use crate::project::repository;

/// The ids of `public-sector.md` §5: how many shapes each source has.
const SHAPES: [(&str, usize); 5] = [("H", 6), ("K", 5), ("W", 11), ("S", 18), ("G", 18)];

/// What carries a shape where no figure does.
const WITHOUT_FIGURE: [&str; 2] = ["本文", "書かなくてよい"];

/// A row of the list.
struct Shape {
    id: String,
    carried: String,
    links: Vec<String>,
}

fn shapes() -> Vec<Shape> {
    let page = pages().remove("content/guide/shapes.md").expect("the list");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let shape = |row: &str| {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [id, shape, carried, example] = cells[..] else { panic!("four cells: {row}") };
        assert!(!shape.is_empty(), "{row}");
        let links =
            example.split("](").skip(1).filter_map(|it| Some(it.split_once(')')?.0.to_owned()));
        Shape { id: id.to_owned(), carried: carried.to_owned(), links: links.collect() }
    };
    rows.filter(|row| !row.starts_with("記号")).map(shape).collect()
}

/// The names of figures in a cell, which stand first in each of its parts: `roles`（…）、本文.
fn figures(carried: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = carried.split(|c| {
        depth += i32::from(c == '（') - i32::from(c == '）');
        c == '、' && depth == 0
    });
    parts.filter_map(|part| part.strip_prefix('`')?.split('`').next()).collect()
}

#[test]
fn every_shape_of_the_sources_has_a_row() {
    let listed: Vec<String> = shapes().into_iter().map(|shape| shape.id).collect();
    let wanted = SHAPES
        .iter()
        .flat_map(|(source, count)| (1..=*count).map(move |at| format!("{source}-{at}")));
    assert_eq!(listed, wanted.collect::<Vec<_>>());
}

#[test]
fn every_shape_is_carried_by_a_figure_or_by_the_text() {
    let known: BTreeSet<&str> = figure::kinds().iter().map(|kind| kind.name).collect();
    let mut used = BTreeSet::new();
    for shape in shapes() {
        let named = figures(&shape.carried);
        for name in &named {
            assert!(known.contains(name), "{}: there is no figure `{name}`", shape.id);
            used.insert((*name).to_owned());
        }
        let by_text = WITHOUT_FIGURE.iter().any(|word| shape.carried.contains(word));
        assert!(!named.is_empty() || by_text, "{}: {}", shape.id, shape.carried);
    }
    assert!(used.len() >= 10, "{used:?}");
}

#[test]
fn every_example_uses_the_figure() {
    for shape in shapes() {
        assert!(!shape.links.is_empty(), "{} has no example", shape.id);
        let texts = shape.links.iter().map(|link| {
            let path = link.split('#').next().unwrap_or(link);
            fs::read_to_string(repository().join("content/guide").join(path))
                .unwrap_or_else(|_| panic!("{}: {path}", shape.id))
        });
        let texts: String = texts.collect();
        for name in figures(&shape.carried) {
            let block = texts.contains(&format!("\n```{name}\n"));
            assert!(block, "{}: no `{name}` in {:?}", shape.id, shape.links);
        }
    }
}

#[test]
fn every_link_of_the_list_leads_somewhere() {
    // Links and their targets are checked in the example site, of which the list is a page.
    let project = disk::load(repository()).unwrap();
    let compiled = compile(&project, &Options::default());
    let wrong: Vec<&str> = compiled
        .diagnostics
        .iter()
        .filter(|it| project.source(it.span.source).path() == "content/guide/shapes.md")
        .map(|it| it.rule.code)
        .collect();
    assert_eq!(wrong, [""; 0]);
    assert!(project.sources().any(|(_, source)| source.path() == "content/guide/shapes.md"));
}
