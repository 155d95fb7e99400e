//! Documents with random damage: whatever the bytes, a check ends, finds places that exist, and tells
//! them as valid JSON.
//!
//! `HOSHIN_MUTANTS=10000 cargo test --test it mutants` makes more than the 2,000 of `tests/run`.

use std::env;
use std::fs;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use hoshin::diagnostic::{Diagnostic, Language, Severity, Style, github, human, json, sarif};
use hoshin::fix::mend;
use hoshin::parse::UNREADABLE;
use hoshin::source::{Content, Project, Span};
use hoshin::{Options, compile};
use proptest::prelude::*;

use crate::project::repository;

/// The documents that are damaged.
const EXAMPLES: [&str; 4] = ["hachioji", "kakamigahara", "kashiwa", "sagamihara"];

/// How many mutants there are unless the environment says otherwise.
const FEW: u64 = 400;

/// Far beyond what the slowest machine needs for one document: what takes longer does not end.
const FOREVER: Duration = Duration::from_mins(2);

/// What people and machines put into the wrong places.
const PIECES: &[&[u8]] = &[
    b": ",
    "：".as_bytes(),
    b"- ",
    b"\"",
    b"'",
    b"[",
    b"]",
    b"{",
    b"}",
    b"|\n",
    b">\n",
    b"&a ",
    b"*a",
    b"<<: ",
    b"---\n",
    b"...\n",
    b"\t",
    b"\r\n",
    b"\r",
    b"\0",
    b"\x1b[31m",
    b"\xff",
    b"\x80",
    b"\xe3\x81",
    "\u{feff}".as_bytes(),
    "　".as_bytes(),
    "\u{202e}".as_bytes(),
    "か\u{3099}".as_bytes(),
    "〇".as_bytes(),
    "＃ ".as_bytes(),
    "・".as_bytes(),
    "１．".as_bytes(),
    "**「".as_bytes(),
    "｜".as_bytes(),
    "《".as_bytes(),
    "》".as_bytes(),
    b"# ",
    b"###### ",
    b"> ",
    b"```skill-map\n",
    b"```\n",
    b"~~~",
    b"| a | b |\n|---|\n",
    b"^",
    b"<",
    b"<!--",
    b"-->",
    b"<b>",
    b"[x](",
    b"](y.md)",
    b"![](",
    b"[^1]",
    b"{#a covers=b}",
    b"\\",
    b"%",
    b"!!binary ",
    b"? ",
    b"9999999999999999999999",
    b"-1",
    b"2026-13-45",
    b"{file: x.csv}",
];

/// A stream of numbers that is the same on every machine (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).unwrap()
    }
}

/// Damages a text once.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice, others: &[Vec<u8>]) {
    let at = dice.roll(bytes.len() + 1);
    let to = (at + dice.roll(40)).min(bytes.len());
    let piece = PIECES[dice.roll(PIECES.len())];
    let lines = || bytes.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec);
    match dice.roll(9) {
        0 => drop(bytes.drain(at..to)),
        1 => drop(bytes.splice(at..at, piece.iter().copied())),
        2 => drop(bytes.splice(at..to, piece.iter().copied())),
        3 => drop(bytes.splice(at..at, piece.repeat(dice.roll(300)))),
        4 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.roll(8);
            }
        }
        5 => {
            let mut lines: Vec<_> = lines().collect();
            let (one, other) = (dice.roll(lines.len()), dice.roll(lines.len()));
            if !lines.is_empty() {
                lines.swap(one, other);
            }
            *bytes = lines.concat();
        }
        6 => {
            let mut lines: Vec<_> = lines().collect();
            let line = dice.roll(lines.len());
            if let Some(copy) = lines.get(line).cloned() {
                lines.insert(line, [&b"  "[..dice.roll(3)], &copy].concat());
            }
            *bytes = lines.concat();
        }
        7 => bytes.truncate(at),
        _ => {
            let other = &others[dice.roll(others.len())];
            let from = dice.roll(other.len());
            let until = (from + dice.roll(200)).min(other.len());
            drop(bytes.splice(at..at, other[from..until].iter().copied()));
        }
    }
}

fn is_in_a_file(span: Span, project: &Project) -> bool {
    let text = project.source(span.source).text();
    text.get(span.start..span.end).is_some()
}

/// Checks a site as the program does, in every form; tells what is wrong with the check itself.
fn complaint(project: Project, with_fixes: bool) -> Option<String> {
    let compiled = compile(&project, &Options::default());
    let diagnostics = &compiled.diagnostics;
    if compiled.site.is_some() == diagnostics.has_errors() {
        return Some("a site is there if and only if there are no errors".into());
    }
    for diagnostic in diagnostics.iter() {
        let Diagnostic { span, related, fix, .. } = diagnostic;
        let places = related.iter().map(|related| related.span);
        let places = places.chain(fix.iter().map(|fix| fix.span)).chain([*span]);
        if let Some(span) = places.into_iter().find(|&span| !is_in_a_file(span, &project)) {
            return Some(format!("{}: no such place: {span:?}", diagnostic.rule.code));
        }
    }
    let text = json(diagnostics, &project, compiled.documents, &[], Language::Ja);
    let value: serde_json::Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => return Some(format!("no JSON: {error}")),
    };
    if value["summary"]["errors"] != diagnostics.count(Severity::Error) {
        return Some("the summary counts otherwise".into());
    }
    let log = sarif(diagnostics, &project, &hoshin::rules(), "", Language::En);
    if let Err(error) = serde_json::from_str::<serde_json::Value>(&log) {
        return Some(format!("no SARIF: {error}"));
    }
    let shown = human(diagnostics, &project, Language::En, Style::Plain);
    let lines = github(diagnostics, &project, "", Language::Ja).lines().count();
    if shown.is_empty() != (lines == 0) || lines != diagnostics.iter().count() {
        return Some("a diagnostic is not shown".into());
    }
    if with_fixes { unmended(project, diagnostics.count(Severity::Error)) } else { None }
}

/// Fixes must not add errors to what could be read, and a second run must find nothing to mend.
fn unmended(project: Project, errors: usize) -> Option<String> {
    let readable = |project: &Project| {
        let found = compile(project, &Options::default()).diagnostics;
        !found.iter().any(|it| it.is_of(UNREADABLE))
    };
    let was_readable = readable(&project);
    let once = mend(project, &Options::default(), |_| true);
    if was_readable && once.compiled.diagnostics.count(Severity::Error) > errors {
        return Some("the fixes add errors".into());
    }
    let changes = mend(once.project, &Options::default(), |_| true).changes;
    (!changes.is_empty()).then(|| format!("a second run mends again: {changes:?}"))
}

fn site(document: Vec<u8>) -> Project {
    let settings = fs::read(repository().join("hoshin.yaml")).unwrap();
    Project::from_files([
        ("hoshin.yaml".to_owned(), Content::Bytes(settings)),
        ("content/index.md".to_owned(), Content::Bytes(document)),
    ])
}

#[test]
fn damaged_documents_are_checked_to_the_end() {
    let number = env::var("HOSHIN_MUTANTS").ok().map_or(FEW, |number| number.parse().unwrap());
    let example =
        |name: &&str| fs::read(repository().join(format!("content/{name}/index.md"))).unwrap();
    let examples: Vec<Vec<u8>> = EXAMPLES.iter().map(example).collect();
    let (sender, results) = mpsc::channel();
    let worker = thread::spawn(move || {
        for seed in 0..number {
            let mut dice = Dice(seed);
            let mut document = examples[dice.roll(examples.len())].clone();
            for _ in 0..=dice.roll(4) {
                damage(&mut document, &mut dice, &examples);
            }
            let found = complaint(site(document), seed % 10 == 0);
            sender.send((seed, found)).unwrap();
        }
    });
    for expected in 0..number {
        let result = results.recv_timeout(FOREVER);
        let (seed, found) = match result {
            Ok(result) => result,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("mutant {expected} does not end"),
            Err(mpsc::RecvTimeoutError::Disconnected) => panic!("mutant {expected} panics"),
        };
        assert_eq!(found, None, "mutant {seed}");
    }
    worker.join().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_checked(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(complaint(site(bytes), true), None);
    }

    #[test]
    fn any_text_with_front_matter_is_checked(
        yaml in "([ a-z:：\\-\\[\\]{}\"'#|>&*　一〇○\n\t]{0,12}(title|roles|skills|levels|name|: |\n)?){0,12}",
        body in "([#\\-`|\\[\\]()*<>^｜《》＃・１．一二\n !]{0,12}(表|skill-map|roles|\n\n)?){0,12}",
    ) {
        let text = format!("---\n{yaml}\n---\n{body}");
        prop_assert_eq!(complaint(site(text.into_bytes()), true), None);
    }
}
