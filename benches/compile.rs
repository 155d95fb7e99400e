//! How long each stage takes, and the whole against the floor: read, parse the Markdown, fill one
//! template, write. `cargo bench`; `HOSHIN_BENCH_DOCUMENTS=100` for fewer documents.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, the disk and a variable"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

mod generator;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion};
use hoshin::calendar::Calendar;
use hoshin::config::Config;
use hoshin::diagnostic::Diagnostics;
use hoshin::document::{self, Kind};
use hoshin::history::History;
use hoshin::library::library;
use hoshin::outline::Outlines;
use hoshin::render::{Material, Rendering};
use hoshin::source::{Content, Project};
use hoshin::table::Table;
use hoshin::theme::Theme;
use hoshin::{Options, check, disk, figure, render};
use rayon::prelude::*;

/// The program's allocator: without it the benchmark would time another program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let documents =
        std::env::var("HOSHIN_BENCH_DOCUMENTS").ok().and_then(|count| count.parse().ok());
    let documents = documents.unwrap_or(1000);
    let files = generator::site(documents);
    stages(&files);
    against_the_floor(&files);
}

fn project(files: &[(String, String)]) -> Project {
    let files =
        files.iter().map(|(path, text)| (path.clone(), Content::Bytes(text.clone().into_bytes())));
    Project::from_files(files)
}

/// Each stage alone, on the results of the ones before it.
fn stages(files: &[(String, String)]) {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let project = project(files);
    let mut found = Diagnostics::default();
    let kinds = figure::kinds();
    let config = Config::load(&project, &hoshin::rules(), &mut found);
    let theme = Theme::load(&project, &config, &mut found);
    let outlines = Outlines::load(&project, &mut found);
    let outline = outlines.get("govtech-tokyo");
    let of = |kind: Kind| outline.filter(|_| kind == Kind::Policy);
    let documents = |found: &mut Diagnostics| library(black_box(&project), &kinds, of, found);
    let library = documents(&mut found);
    let draw = |library: &document::Library| -> Vec<Arc<[Table]>> {
        let figures = |document: &Arc<document::Document>| {
            let mut found = Diagnostics::default();
            figure::draw(document, theme.strings(), Calendar::Both, &mut found).into()
        };
        library.documents.par_iter().map(figures).collect()
    };
    let tables = draw(&library);
    let outline_of = |document: &document::Document| of(document.facts.kind);
    let drafts = std::collections::BTreeSet::new();
    let inputs = check::Inputs {
        project: &project,
        config: &config,
        kinds: &kinds,
        outline_of: &outline_of,
        drafts: &drafts,
    };
    let check = |library, tables, found: &mut Diagnostics| {
        let mut memories = check::Memories::default();
        check::check((library, tables), &inputs, &mut memories, found, |found| {
            found.finish(|rule| config.severity(rule));
        })
    };
    let checked =
        check(library.clone(), tables.clone(), &mut found).expect("generated sites have no errors");

    criterion.bench_function("documents", |bench| {
        bench.iter(|| documents(&mut Diagnostics::default()));
    });
    criterion.bench_function("draw", |bench| bench.iter(|| draw(black_box(&library))));
    criterion.bench_function("check", |bench| {
        let run = |(library, tables)| check(library, tables, &mut Diagnostics::default());
        bench.iter_batched(|| (library.clone(), tables.clone()), run, BatchSize::LargeInput);
    });
    criterion.bench_function("render", |bench| {
        let history = History::default();
        let (checked, project, theme, config) = (&checked, &project, &theme, &config);
        let material = Material { checked, project, theme, config, history: &history };
        let run = || render::render(&Rendering::new(material), &mut Diagnostics::default());
        bench.iter(run);
    });
    criterion.bench_function("compile", |bench| {
        bench.iter(|| hoshin::compile(black_box(&project), &Options::default()));
    });
    criterion.final_summary();
}

/// The whole program's work from disk to disk, alternating with the floor's.
fn against_the_floor(files: &[(String, String)]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let mut floors = Vec::new();
    let mut wholes = Vec::new();
    for round in 0..7 {
        let output = folder.path().join(format!("floor-{round}"));
        floors.push(timed(|| floor(folder.path(), files, &output)));
        let output = folder.path().join(format!("whole-{round}"));
        wholes.push(timed(|| whole(folder.path(), &output)));
    }
    let (floor, whole) = (median(&mut floors), median(&mut wholes));
    let ratio = whole.as_secs_f64() / floor.as_secs_f64();
    println!("{} documents: floor {floor:?}, hoshin {whole:?}, ratio {ratio:.2}", files.len() - 1);
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn whole(site: &Path, output: &Path) {
    let project = disk::load(site).expect("the site can be read");
    let compiled = hoshin::compile(&project, &Options::default());
    let site = compiled.site.expect("generated sites have no errors");
    disk::write(&site, output).expect("the output can be written");
}

/// What no generator of this kind can leave out: no front matter, no figures, no checks.
fn floor(site: &Path, files: &[(String, String)], output: &Path) {
    let mut tera = tera::Tera::new();
    let template = "<!doctype html><html lang=ja><title>{{ title }}</title><main>{{ body | safe }}</main></html>";
    tera.add_raw_template("page.html", template).expect("a valid template");
    let documents = files.par_iter().filter(|(path, _)| path.starts_with("content/"));
    documents.for_each(|(path, _)| {
        let text = std::fs::read_to_string(site.join(path)).expect("a file");
        let body = text.splitn(3, "---\n").nth(2).expect("front matter");
        let mut html = String::new();
        let options = pulldown_cmark::Options::all();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(body, options));
        let mut context = tera::Context::new();
        context.insert("title", path);
        context.insert("body", &html);
        let page = tera.render("page.html", &context).expect("a page");
        let target = output.join(path).with_extension("html");
        std::fs::create_dir_all(target.parent().expect("a file in a folder")).expect("a folder");
        std::fs::write(target, page).expect("a file");
    });
}
