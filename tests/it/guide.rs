//! The guide for authors: what it shows is what the program does.
//!
//! The info of each fenced block of a page says what the block is, and how it is held to be true:
//!
//! - `LANGUAGE PATH`: a file of a site (see `example.rs`). The files below one `#` heading make one
//!   site, in which nothing is found. One that has no page is given [`BASE`].
//! - `yaml front-matter`: keys that take the place of those of `BASE`, in which nothing is found then.
//! - `yaml settings`: a `hoshin.yaml` for `BASE`.
//! - `markdown body`: a text below the front matter of `BASE`.
//! - `yaml of-this-page`: lines of the page's own front matter.
//! - `markdown shown`: what stands below it is the same again, for readers to see what becomes of it.
//!   Figures of the page stand nowhere else.
//! - `console`: lines that are typed; each `hoshin …` is a command of the program with its options.
//! - `text output`, `json output`: all that the last command of the `console` block above prints, where
//!   a line `…` stands for any lines. The commands below a heading are run one after the other, in the
//!   folder of its site, in which something may be found then.
//! - `text`: something else, such as a tree of folders; nothing is known of it.
//!
//! A block of another kind fails. The pages are also part of the example site, in which nothing is
//! found in them. What the guide must not leave out is the business of `guide_whole.rs`.

use std::collections::BTreeMap;
use std::fs;

use hoshin::source::{Content, Project as Sources};
use hoshin::{Options, compile, disk, figure};

use crate::commands;
use crate::example::{Fence, File, fences};
use crate::project::{Project, repository};

/// The document that fragments are parts of: front matter by key, and a text.
const BASE: &[(&str, &str)] = &[
    ("title", "title: 例示市デジタル人材育成方針\n"),
    ("legend", "legend: {◎: 必ず身に付ける, ○: 担当する業務に応じて身に付ける}\n"),
    ("roles", "roles:\n  - {id: leader, name: 推進リーダー}\n  - {id: staff, name: 一般職員}\n"),
    (
        "skills",
        "skills:\n  - {id: review, name: 業務の見直し, levels: {leader: ◎, staff: ○}, methods: [演習]}\n  \
         - {id: security, name: 情報セキュリティ, levels: {leader: ◎, staff: ◎}, methods: [講義]}\n",
    ),
];
const BASE_TEXT: &str = "# 育成の進め方\n\n職員の学びを、日々の仕事につなげます。\n";

/// The pages of the guide by their path, but for the pages of the rules, which `explain.rs` reads.
pub(crate) fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for folder in ["content/guide", "content/guide/checks"] {
        for entry in fs::read_dir(repository().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let own = folder == "content/guide" || name == "index.md";
            if own && path.extension().is_some_and(|it| it == "md") {
                let path = format!("{folder}/{name}");
                let text = fs::read_to_string(repository().join(&path)).unwrap();
                pages.insert(path, text);
            }
        }
    }
    pages
}

/// What is found in a site.
fn found(files: Vec<File>) -> Vec<String> {
    let project = Sources::from_files(files);
    let compiled = compile(&project, &Options::default());
    // A fragment lies in no repository.
    let found = compiled.diagnostics.iter().filter(|it| it.rule.code != "revision-absent");
    found.map(|it| told(it, &project)).collect()
}

fn told(diagnostic: &hoshin::diagnostic::Diagnostic, project: &Sources) -> String {
    let file = project.source(diagnostic.span.source);
    let at = file.position(diagnostic.span.start);
    let message = diagnostic.message.get(hoshin::diagnostic::Language::Ja);
    format!("{} {}:{}:{} {message}", diagnostic.rule.code, file.path(), at.line, at.column)
}

fn file(path: &str, text: String) -> File {
    (path.to_owned(), Content::Bytes(text.into_bytes()))
}

/// `BASE` with the keys of a fragment in the place of its own, and a text.
fn document(fragment: &str, text: &str) -> File {
    let has = |key: &str| fragment.lines().any(|line| line.starts_with(&format!("{key}:")));
    let rest = BASE.iter().filter(|(key, _)| !has(key)).map(|(_, lines)| *lines);
    let front_matter: String = rest.chain([fragment]).collect();
    file("content/index.md", format!("---\n{front_matter}---\n\n{text}"))
}

/// A page with what was found to be untrue in it.
struct Reading<'p> {
    path: &'p str,
    page: &'p str,
    complaints: Vec<String>,
}

impl Reading<'_> {
    fn complain(&mut self, fence: &Fence, what: &str) {
        self.complaints.push(format!("{}:{}: {what}", self.path, fence.line));
    }

    fn nothing_found(&mut self, fence: &Fence, files: Vec<File>) {
        let found = found(files);
        if !found.is_empty() {
            self.complain(fence, &found.join("\n    "));
        }
    }

    /// The blocks below one heading.
    fn chapter(&mut self, fences: &[Fence]) {
        let mut files = Vec::new();
        let mut shown_until = 0;
        for fence in fences {
            let info: Vec<&str> = fence.info.iter().map(String::as_str).collect();
            let text = fence.text.as_str();
            match info[..] {
                ["text"] | ["text" | "json", "output"] => {}
                ["console"] => self.console(fence),
                ["yaml", "front-matter"] => {
                    self.nothing_found(fence, vec![document(text, BASE_TEXT)]);
                }
                ["yaml", "settings"] => {
                    let settings = file("hoshin.yaml", text.to_owned());
                    self.nothing_found(fence, vec![settings, document("", BASE_TEXT)]);
                }
                ["markdown", "body"] => self.nothing_found(fence, vec![document("", text)]),
                ["yaml", "of-this-page"] => {
                    let own = self.page.split("\n---\n").next().unwrap_or_default();
                    if !format!("{own}\n").contains(&format!("\n{text}")) {
                        self.complain(fence, "the page's front matter says otherwise");
                    }
                }
                ["markdown", "shown"] => {
                    let below: Vec<&str> = self.page.lines().skip(fence.next).collect();
                    let shown: Vec<&str> = text.lines().collect();
                    if below.starts_with(&shown) {
                        shown_until = fence.next + shown.len();
                    } else {
                        self.complain(fence, "what stands below it is not the same");
                    }
                }
                [name] if figure::kinds().iter().any(|kind| kind.name == name) => {
                    if fence.line > shown_until {
                        self.complain(fence, "the figure's source is not shown");
                    }
                }
                [_, path] | [_, path, _] if path.contains('.') => files.extend(fence.file()),
                _ => self.complain(fence, "nobody knows what this block is"),
            }
        }
        self.site(fences, files);
    }

    /// The files below a heading, and the commands that are run on them.
    fn site(&mut self, fences: &[Fence], mut files: Vec<File>) {
        if fences.iter().any(is_output) {
            return self.session(fences, files);
        }
        let Some(first) = fences.iter().find(|fence| fence.file().is_some()) else { return };
        if files.is_empty() {
            return;
        }
        if !files.iter().any(|(path, _)| path.starts_with("content/")) {
            files.push(document("", BASE_TEXT));
        }
        self.nothing_found(first, files);
    }

    fn console(&mut self, fence: &Fence) {
        for line in fence.text.lines().map(str::trim) {
            let complaint = match line.split_whitespace().next() {
                Some("hoshin") => commands::complaint(line),
                Some("cd" | "git" | "code" | "certutil") | None => None,
                _ => Some(format!("is this typed? {line}")),
            };
            if let Some(complaint) = complaint {
                self.complain(fence, &complaint);
            }
        }
    }

    /// Runs the commands of a chapter and holds what they print against what is shown.
    fn session(&mut self, fences: &[Fence], files: Vec<File>) {
        let mut site = Project::new();
        for (path, content) in files {
            let Content::Bytes(bytes) = content else { panic!("{path} is no file") };
            site = site.bytes(&path, &bytes);
        }
        let mut folder = site.path("");
        let mut printed = String::new();
        for fence in fences {
            if is_output(fence) {
                if !prints(fence, &printed) {
                    self.complain(fence, &format!("what is printed is\n{printed}"));
                }
                continue;
            }
            if fence.info != ["console"] {
                continue;
            }
            for line in fence.text.lines() {
                let words: Vec<&str> = line.split_whitespace().collect();
                match words[..] {
                    ["cd", below] => folder = folder.join(below),
                    ["hoshin", ..] => {
                        let mut command = site.command();
                        let output = site.finish(command.current_dir(&folder).args(&words[1..]));
                        printed = output.stdout + &output.stderr;
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Whether a block shows what was printed. JSON may be laid out otherwise.
fn prints(fence: &Fence, printed: &str) -> bool {
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    match fence.info[0].as_str() {
        "json" => json(printed).is_some() && json(printed) == json(&fence.text),
        _ => matches(&fence.text, printed),
    }
}

/// Whether a text is another one, where a line `…` stands for any lines.
fn matches(text: &str, printed: &str) -> bool {
    let text = format!("\n{}\n", text.trim());
    let printed = format!("\n{}\n", printed.trim());
    let Some((first, rest)) = text.split_once("\n…\n") else { return text == printed };
    let parts: Vec<&str> = rest.split("\n…\n").collect();
    let (last, between) = parts.split_last().expect("a split text has a part");
    let Some(mut below) = printed.strip_prefix(first) else { return false };
    for part in between {
        let Some((_, rest)) = below.split_once(&format!("\n{part}\n")) else { return false };
        below = rest;
    }
    below.ends_with(&format!("\n{last}"))
}

fn is_output(fence: &Fence) -> bool {
    fence.info.get(1).is_some_and(|word| word == "output")
}

#[test]
fn what_the_guide_shows_is_true() {
    let mut complaints = Vec::new();
    for (path, page) in &pages() {
        let mut reading = Reading { path, page, complaints: Vec::new() };
        let fences = fences(page);
        fences.chunk_by(|a, b| a.heading == b.heading).for_each(|it| reading.chapter(it));
        complaints.extend(reading.complaints);
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn an_untrue_page_is_found_out() {
    let check = |page: &str, expected: &[&str]| {
        let mut reading = Reading { path: "p", page, complaints: Vec::new() };
        let fences = fences(page);
        fences.chunk_by(|a, b| a.heading == b.heading).for_each(|it| reading.chapter(it));
        let starts = reading.complaints.iter().zip(expected).all(|(a, b)| a.starts_with(b));
        assert!(starts && reading.complaints.len() == expected.len(), "{:#?}", reading.complaints);
    };
    check("```rust\nlet a = 1;\n```\n", &["p:1: nobody knows"]);
    check("```text\n???\n```\n", &[]);
    check(
        "# 一\n```console\nhoshin check --strict\nhoshin dance\n```\n",
        &["p:2: no such command"],
    );
    check("```console\nhoshin check --loud\n```\n", &["p:1: no option --loud"]);
    check("```console\nrm -r x\n```\n", &["p:1: is this typed?"]);
    check("```yaml front-matter\nrole: x\n```\n", &["p:1: field-unknown"]);
    check("```yaml front-matter\nroles: [{id: leader, name: 一}]\n```\n", &["p:1: role-unknown"]);
    check("```yaml settings\ncalendar: both\n```\n", &[]);
    check("```yaml settings\ncalendar: moon\n```\n", &["p:1: field-invalid"]);
    check("```markdown body\n# 一\n\n### 二\n```\n", &["p:1: heading-jump"]);
    check("```yaml hoshin.yaml\nthem: x\n```\n", &["p:1: field-unknown"]);
    check("---\ntitle: 題\nroles: [x]\n---\n```yaml of-this-page\nroles: [x]\n```\n", &[]);
    check("---\ntitle: 題\n---\n\n```yaml of-this-page\nroles: [x]\n```\n", &["p:5: the page's"]);
    let shown = "````markdown shown\n```roles\n```\n````\n\n";
    check(&format!("{shown}```roles\n```\n"), &[]);
    check(&format!("{shown}```goals\n```\n"), &["p:1: what stands below", "p:6: the figure's"]);
    let output = "```markdown content/a.md\n本文\n```\n```console\nhoshin check -q\n```\n";
    check(&format!("{output}```text output\nx\n```\n"), &["p:7: what is printed is\nエラー"]);
}

#[test]
fn a_line_of_dots_stands_for_any_lines() {
    let printed = "a\nb\nc\nd\n";
    for same in ["a\nb\nc\nd", "a\nb\n…", "…\nd", "a\n…\nc\n…", "…\nb\n…\nd", "a\n…\nd", "…"]
    {
        assert!(matches(same, printed), "{same}");
    }
    for other in ["a", "b\n…", "…\nc", "a\n…\nx\n…", "a\n…\nb", "a…d"] {
        assert!(!matches(other, printed), "{other}");
    }
}

#[test]
fn nothing_is_found_in_the_pages_of_the_guide() {
    let project = disk::load(repository()).unwrap();
    let compiled = compile(&project, &Options::default());
    let path =
        |it: &hoshin::diagnostic::Diagnostic| project.source(it.span.source).path().to_owned();
    let own = compiled.diagnostics.iter().filter(|it| path(it).starts_with("content/guide/"));
    let found: Vec<String> = own.map(|it| told(it, &project)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
