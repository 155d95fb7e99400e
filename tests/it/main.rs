//! The integration tests, as one crate: what the program does, seen from outside.
//!
//! `project.rs` is the tool of the others. A test belongs to the file of its subject; what can be
//! tested within the crate is tested there, where it is a hundred times faster.

#![expect(clippy::disallowed_methods, reason = "tests prepare folders and run the program")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

#[path = "../../benches/example_history.rs"]
mod example_history;
#[path = "../../benches/example_revisions.rs"]
mod example_revisions;
#[path = "../../benches/history.rs"]
mod history;

mod again;
mod as_of;
mod build;
mod check;
mod cli_help;
mod commands;
mod compare;
mod content;
mod data;
mod data_faults;
mod data_kept;
mod data_workbooks;
mod diagnostics;
mod diff;
mod diff_files;
mod diff_forms;
mod disk;
mod example;
mod explain;
mod export;
mod export_again;
mod git;
mod git_example;
mod git_follow;
mod git_harm;
mod git_kinds;
mod guide;
mod guide_shapes;
mod guide_theme;
mod guide_whole;
mod hostile;
mod hostile_site;
mod init;
mod mistakes;
mod mutants;
mod outline;
mod outlines;
mod preview;
mod project;
mod repository;
mod revisions;
mod schema;
mod search;
mod serve;
mod server;
mod server_news;
mod shells;
mod terms;
mod tidy;
mod trust;
mod wording;
mod words;

use std::fs;
use std::path::Path;

/// A file that is forgotten in the list above would never be compiled, and never fail.
#[test]
fn every_file_is_listed() {
    let this = include_str!("main.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let module = name.strip_suffix(".rs").unwrap_or(&name);
        let listed = this.contains(&format!("\nmod {module};\n"));
        // Snapshots that wait for a decision, and what editors leave, begin with a dot.
        let other = module == "main" || name.starts_with('.');
        assert!(other || listed, "tests/it/{name} is not in tests/it/main.rs");
    }
}
