//! One word for one thing, in what the program says and in the guide.

use std::fs;

use walkdir::WalkDir;

use crate::project::repository;
use crate::tidy::assert_none;

/// Words of which readers should see one form only, each with what follows the form that is right.
const ONE_FORM: &[(&str, Option<char>, &str)] = &[
    ("フォルダ", Some('ー'), "フォルダー"),
    ("番地", None, "アドレス"),
    ("命令", None, "コマンド"),
    ("書きかえ", None, "書き換え"),
    ("置きかえ", None, "置き換え"),
];

/// The first word of a line that has another form, with that form.
fn other_form(line: &str) -> Option<(&'static str, &'static str)> {
    let wrong = |word: &str, goes_on: Option<char>| {
        line.match_indices(word).any(|(at, _)| {
            let next = line[at + word.len()..].chars().next();
            goes_on.is_none() || next != goes_on
        })
    };
    let found = ONE_FORM.iter().find(|(word, goes_on, _)| wrong(word, *goes_on));
    found.map(|(word, _, right)| (*word, *right))
}

/// Whether a line has a text in Japanese that says `front matter` as if everyone knew what that is.
fn is_unexplained(line: &str) -> bool {
    let japanese = |c: char| matches!(c, '\u{3041}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}');
    line.split('"').skip(1).step_by(2).any(|text| {
        let bare = text.replace("（front matter）", "");
        bare.contains("front matter") && bare.contains(japanese)
    })
}

#[test]
fn texts_use_one_word_for_one_thing() {
    assert_eq!(other_form("フォルダーとフォルダ"), Some(("フォルダ", "フォルダー")));
    assert_eq!(other_form("フォルダーのアドレス"), None);
    assert!(is_unexplained("(\"front matter がない\", \"no front matter\")"));
    assert!(!is_unexplained(
        "(\"初めの --- の間（front matter）がない\", \"no front matter\") // front matter がない"
    ));
    let mut complaints = Vec::new();
    let files = ["src", "content/guide"].into_iter().flat_map(|folder| {
        let below = WalkDir::new(repository().join(folder)).sort_by_file_name().into_iter();
        below.filter_map(Result::ok).filter(|entry| entry.file_type().is_file())
    });
    for entry in files {
        let path = entry.path().strip_prefix(repository()).unwrap().display().to_string();
        let is_rust = entry.path().extension().is_some_and(|extension| extension == "rs");
        // Pictures have no words.
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        for (n, line) in text.lines().enumerate() {
            if let Some((word, right)) = other_form(line) {
                complaints.push(format!("{path}:{}: {right} instead of {word}", n + 1));
            }
            if is_rust && is_unexplained(line) {
                let right = "初めの --- の間（front matter）";
                complaints.push(format!("{path}:{}: {right} instead of front matter", n + 1));
            }
        }
    }
    assert_none(&complaints);
}
