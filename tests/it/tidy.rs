//! The conventions of ARCHITECTURE.md and CONTRIBUTING.md, held by tests instead of reviewers.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use crate::commands::complaint;
use crate::project::repository;

/// The modules in reading order: each may use itself and those above it. `lib` stands for what the
/// crate's root defines (`crate::compile`).
const LAYERS: &[&str] = &[
    "source",
    "site",
    "diagnostic",
    "calendar",
    "markdown",
    "yaml",
    "strings",
    "table",
    "outline",
    "document",
    "config",
    "parse",
    "figure",
    "schema",
    "links",
    "theme",
    "check",
    "render",
    "scaffold",
    "lib",
    "fix",
    "disk",
    "cli",
];

/// The most lines of a file.
const MOST_LINES: usize = 400;

/// What is done later is done elsewhere than in a comment.
const LEFT_OVER: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

/// Calls that are meant for the time of writing only.
const UNFINISHED: &[&str] =
    &[concat!("to", "do!("), concat!("db", "g!("), concat!("unimpl", "emented!(")];

/// The texts that people expect in a repository.
const DOCUMENTS: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/// What the machine that checks a change runs, and what people run.
const CI: &str = ".ci/run";
const TESTS: &str = "tests/run";

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The Rust files of the repository, with `/`.
fn rust_files() -> Vec<String> {
    let files = ["src", "tests", "benches"].into_iter().flat_map(|folder| {
        let below = WalkDir::new(repository().join(folder)).sort_by_file_name().into_iter();
        below.filter_map(Result::ok).map(walkdir::DirEntry::into_path)
    });
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let path = path.strip_prefix(repository()).unwrap().to_str().unwrap();
            path.replace('\\', "/")
        })
        .collect()
}

/// Fails with all complaints at once.
#[track_caller]
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn modules_use_what_stands_above_them() {
    let mut complaints = Vec::new();
    for file in rust_files().iter().filter(|file| file.starts_with("src/")) {
        let below = file.trim_start_matches("src/");
        let module = below.split(['/', '.']).next().expect("a name");
        if module == "main" {
            continue;
        }
        let Some(layer) = LAYERS.iter().position(|&name| name == module) else {
            complaints.push(format!("{file}: the module is missing in LAYERS of tests/it/tidy.rs"));
            continue;
        };
        let text = read(file);
        for (line, used) in uses(&text) {
            let used_layer = LAYERS.iter().position(|&name| name == used);
            let used_layer = used_layer.or_else(|| LAYERS.iter().position(|&name| name == "lib"));
            if used_layer > Some(layer) {
                complaints.push(format!("{file}:{line}: `{module}` may not use `crate::{used}`"));
            }
        }
        for (line, text) in code_lines(&text).filter(|(_, text)| text.contains("super::super")) {
            complaints.push(format!("{file}:{line}: `crate::` instead of `{}`", text.trim()));
        }
    }
    assert_none(&complaints);
}

/// The lines that are no comments and no tests, with their numbers: a test may use what stands below.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    let lines = lines.enumerate().map(|(n, line)| (n + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The first name behind each `crate::`, with its line; each one of a list in braces.
fn uses(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, code) in code_lines(text) {
        for (at, path) in code.match_indices("crate::") {
            // `$crate::` in a macro, and names that merely end in "crate".
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || "_$".contains(c)) {
                continue;
            }
            let rest = &code[at + path.len()..];
            let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
            for part in group.unwrap_or(rest).split(',') {
                let name = part.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next();
                found.extend(name.filter(|name| !name.is_empty()).map(|name| (line, name.into())));
                if group.is_none() {
                    break;
                }
            }
        }
    }
    found
}

#[test]
fn uses_are_found_in_every_form() {
    let text = "use crate::a::B;\n// crate::not\nlet x = crate::b::c(crate::d::E);\nuse crate::{f::G, h};\n";
    let names: Vec<_> =
        uses(text).into_iter().map(|(line, name)| format!("{line}{name}")).collect();
    assert_eq!(names, ["1a", "3b", "3d", "4f", "4h"]);
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut complaints = Vec::new();
    for file in rust_files() {
        let text = read(&file);
        let lines = text.lines().count();
        if lines > MOST_LINES {
            complaints
                .push(format!("{file}:{lines}: more than {MOST_LINES} lines: split it by concept"));
        }
        let describes = text.starts_with("//! ") || text.starts_with("#![doc = ");
        if !describes {
            complaints.push(format!("{file}:1: begin with `//!` and what the file is"));
        }
    }
    assert_none(&complaints);
}

#[test]
fn nothing_is_left_for_later() {
    let mut complaints = Vec::new();
    for file in rust_files() {
        for (n, line) in read(&file).lines().enumerate() {
            let comment = line.split_once("//").map_or("", |(_, comment)| comment);
            let left = LEFT_OVER.iter().find(|word| comment.contains(**word));
            let unfinished = UNFINISHED.iter().find(|call| line.contains(**call));
            if let Some(word) = left.or(unfinished) {
                complaints.push(format!("{file}:{}: {word}", n + 1));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn the_repository_has_its_documents_and_one_command_for_all_checks() {
    for document in DOCUMENTS {
        assert!(!read(document).trim().is_empty(), "{document} is empty");
    }
    assert!(read(CI).contains(TESTS), "{CI} does not call {TESTS}");
    assert!(read("CONTRIBUTING.md").contains(TESTS), "CONTRIBUTING.md does not name {TESTS}");
    assert!(!read(TESTS).trim().is_empty());
}

/// The lines of all blocks of code in a Markdown text.
fn code_block_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        inside && !fence
    })
}

#[test]
fn commands_in_the_readme_exist() {
    let readme = read("README.md");
    let commands: Vec<String> = code_block_lines(&readme)
        .filter_map(|line| {
            let line = line.trim();
            let other = line.strip_prefix("cargo run --release -- ");
            line.strip_prefix("hoshin ").or(other).map(|command| format!("hoshin {command}"))
        })
        .collect();
    assert!(!commands.is_empty(), "README.md shows no command");
    let complaints: Vec<String> = commands.iter().filter_map(|line| complaint(line)).collect();
    assert_none(&complaints);
}

#[test]
fn the_code_map_names_what_is_there() {
    let text = read("ARCHITECTURE.md");
    let quoted: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let is_path =
        |name: &&str| ["src/", "tests/", "themes/"].iter().any(|folder| name.starts_with(folder));
    let mut complaints = Vec::new();
    for path in quoted.iter().copied().filter(is_path) {
        if !repository().join(path).exists() {
            complaints.push(format!("ARCHITECTURE.md: {path} does not exist"));
        }
    }
    // The glossary tells where each word of the code is, from `src/`.
    for line in text.lines().filter(|line| line.ends_with(".rs` |")) {
        for path in line.split('`').filter(|part| part.contains(".rs")) {
            let path =
                if path.starts_with("src/") { path.to_owned() } else { format!("src/{path}") };
            if !repository().join(&path).exists() {
                complaints.push(format!("ARCHITECTURE.md: {path} does not exist"));
            }
        }
    }
    let map: BTreeSet<_> =
        quoted.into_iter().filter_map(|name| name.strip_prefix("src/")).collect();
    for module in LAYERS.iter().filter(|module| **module != "lib") {
        let known = [format!("{module}/"), format!("{module}.rs")];
        if !known.iter().any(|name| map.contains(name.as_str())) {
            complaints.push(format!("ARCHITECTURE.md: the code map lacks {module}"));
        }
    }
    assert_none(&complaints);
}

#[test]
fn scripts_can_be_run() {
    for script in [CI, TESTS] {
        let path: &Path = &repository().join(script);
        assert!(read(script).starts_with("#!"), "{script} names no interpreter");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(path).unwrap().permissions().mode();
            assert!(mode & 0o111 != 0, "{script} is not executable");
        }
        assert!(path.is_file());
    }
}

/// The codes of the contract; all others are listed in ARCHITECTURE.md.
const CONTRACT_CODES: &str = "\
    encoding-invalid file-too-large front-matter-missing front-matter-unclosed path-outside-site yaml-syntax field-unknown field-missing field-duplicate field-invalid date-invalid period-reversed \
    municipality-code-invalid municipality-code-mismatch id-duplicate role-unknown skill-unknown \
    training-unknown waiver-unknown chapter-missing chapter-recommended chapter-empty chapter-duplicate \
    chapter-data-missing chapter-order waiver-unused placeholder-left training-one-sided level-unknown \
    level-lookalike level-unused role-without-skill skill-without-role skill-without-training training-without-skill goal-without-number goal-without-year total-mismatch column-unknown row-length cell-merge-invalid figure-unknown figure-empty figure-option-unknown caption-missing heading-jump \
    heading-duplicate emphasis-unclosed fullwidth-markup raw-html link-broken anchor-broken link-text-vague image-missing image-alt-missing term-undefined";

#[test]
fn codes_are_unique_and_written_down() {
    let architecture = read("ARCHITECTURE.md");
    let mut seen = BTreeSet::new();
    let mut complaints = Vec::new();
    for rule in hoshin::rules() {
        let contract = CONTRACT_CODES.split_whitespace().any(|code| code == rule.code);
        if !contract && !architecture.contains(&format!("`{}`", rule.code)) {
            complaints.push(format!("{} is not in ARCHITECTURE.md", rule.code));
        }
        // Records and headings share one rule for their ids.
        if !seen.insert(rule.code) {
            complaints.push(format!("{} is registered twice", rule.code));
        }
    }
    for code in CONTRACT_CODES.split_whitespace().filter(|code| !seen.contains(code)) {
        complaints.push(format!("{code} has no rule"));
    }
    assert_none(&complaints);
}
