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
    "memory",
    "sheet",
    "source",
    "site",
    "diagnostic",
    "past",
    "calendar",
    "markdown",
    "marked",
    "number",
    "yaml",
    "strings",
    "table",
    "outline",
    "document",
    "upcoming",
    "config",
    "parse",
    "library",
    "figure",
    "diff",
    "schema",
    "links",
    "compare",
    "theme",
    "editions",
    "between",
    "history",
    "as_of",
    "search",
    "check",
    "render",
    "compile",
    "scaffold",
    "lib",
    "fix",
    "disk",
    "git",
    "serve",
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
pub(crate) fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn modules_use_what_stands_above_them() {
    let mut complaints = Vec::new();
    let tests = test_modules();
    for file in rust_files().iter().filter(|file| file.starts_with("src/")) {
        let is_test = |module: &String| {
            let rest = file.strip_prefix(module.as_str());
            rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        if tests.iter().any(is_test) {
            continue;
        }
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
        let paths = code_lines(&text).into_iter().filter(|(_, code)| code.contains("super::super"));
        for (line, text) in paths {
            complaints.push(format!("{file}:{line}: `crate::` instead of `{}`", text.trim()));
        }
    }
    assert_none(&complaints);
}

/// The lines that are no comments and no tests, with their numbers: a test may use what stands below.
fn code_lines(text: &str) -> Vec<(usize, &str)> {
    let mut code = Vec::new();
    let mut lines = text.lines().enumerate().map(|(n, line)| (n + 1, line));
    while let Some((n, line)) = lines.next() {
        if line == FOR_TESTS {
            // The item under the attribute: to its `;`, or to the brace that closes it.
            let first = lines.by_ref().find(|(_, line)| !line.starts_with(['#', '/']));
            if first.is_some_and(|(_, line)| !line.ends_with(';')) {
                lines.by_ref().find(|(_, line)| line.starts_with('}'));
            }
        } else if !line.trim_start().starts_with("//") {
            code.push((n, line));
        }
    }
    code
}

/// What stands above an item that only tests have.
const FOR_TESTS: &str = "#[cfg(test)]";

/// The modules of which only tests know, as the beginnings of their paths: `src/figure/testing`.
fn test_modules() -> Vec<String> {
    let mut modules = Vec::new();
    for file in rust_files().iter().filter(|file| file.starts_with("src/")) {
        let folder = file.strip_suffix("/mod.rs").or(file.strip_suffix(".rs")).expect("Rust");
        let text = read(file);
        let pairs = text.lines().zip(text.lines().skip(1)).filter(|(above, _)| *above == FOR_TESTS);
        modules.extend(pairs.filter_map(|(_, line)| {
            let name = line.strip_suffix(';')?.rsplit_once("mod ")?.1;
            Some(format!("{folder}/{name}"))
        }));
    }
    modules
}

#[test]
fn only_what_is_under_the_attribute_is_a_test() {
    let text = "a\n#[cfg(test)]\nmod x;\nb\n#[cfg(test)]\nuse c::{\n    d,\n};\ne\n\
        #[cfg(test)]\n#[allow(y)]\nmod tests {\n    f\n}\n// g\nh\n";
    let lines: Vec<_> =
        code_lines(text).into_iter().map(|(n, line)| format!("{n}{line}")).collect();
    assert_eq!(lines, ["1a", "4b", "9e", "16h"]);
    let modules = test_modules();
    for module in ["src/figure/testing", "src/render/tests"] {
        assert!(modules.iter().any(|found| found == module), "{module} is missing: {modules:?}");
    }
}

/// The first name behind each `crate::`, with its line; each one of a list in braces.
fn uses(text: &str) -> Vec<(usize, String)> {
    let lines = code_lines(text);
    let mut found = Vec::new();
    for (n, &(line, code)) in lines.iter().enumerate() {
        for (at, path) in code.match_indices("crate::") {
            // `$crate::` in a macro, and names that merely end in "crate".
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || "_$".contains(c)) {
                continue;
            }
            let rest = &code[at + path.len()..];
            if !rest.starts_with('{') {
                found.extend(first_name(rest).map(|name| (line, name)));
                continue;
            }
            // A list may go on below.
            let below = lines[n + 1..].iter().map(|(_, code)| *code);
            let list = std::iter::once(&rest[1..]).chain(below).collect::<Vec<_>>().join(" ");
            found.extend(
                outermost(&list).into_iter().filter_map(first_name).map(|name| (line, name)),
            );
        }
    }
    found
}

/// The name that a path begins with.
fn first_name(path: &str) -> Option<String> {
    let name = path.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next();
    name.filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The parts of a list up to the brace that closes it; lists within are left whole.
fn outermost(list: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&list[from..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts
}

#[test]
fn uses_are_found_in_every_form() {
    let text = "use crate::a::B;\n// crate::not\nlet x = crate::b::c(crate::d::E);\nuse crate::{f::G, h};\n\
        use crate::{\n    i::{J, k::L},\n    m,\n};\nuse n::crate_o::p;\n";
    let names: Vec<_> =
        uses(text).into_iter().map(|(line, name)| format!("{line}{name}")).collect();
    assert_eq!(names, ["1a", "3b", "3d", "4f", "4h", "5i", "5m"]);
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
    heading-duplicate emphasis-unclosed fullwidth-markup raw-html link-broken anchor-broken link-text-vague image-missing image-alt-missing term-undefined \
    accessibility-claim";

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
