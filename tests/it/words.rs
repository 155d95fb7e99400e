//! Which words of a text are marked as changed, as a reader would mark them: `tests/diff/words.txt`.

use std::fmt::Write;

use hoshin::diff::{Look, Mark, Piece, mark};

/// The pairs of texts with the marks that a reader expects.
const PAIRS: &str = include_str!("../diff/words.txt");

/// The signs around each kind of mark.
const MARKS: [(char, char, Mark); 4] = [
    ('［', '］', Mark::Words),
    ('‹', '›', Mark::Width),
    ('｛', '｝', Mark::Punctuation),
    ('＜', '＞', Mark::Look),
];

/// A text as the file writes it.
fn read(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut mark = None;
    let mut rest = line;
    let mut strong = false;
    while let Some(c) = rest.chars().next() {
        if let Some((.., kind)) = MARKS.iter().find(|(open, ..)| *open == c) {
            mark = Some(*kind);
        } else if MARKS.iter().any(|(_, close, _)| *close == c) {
            mark = None;
        } else if let Some(after) = rest.strip_prefix("**") {
            strong = !strong;
            rest = after;
            continue;
        } else if c == '<' || c == '{' {
            let end = rest.find(if c == '<' { '>' } else { '}' }).expect("an end");
            let (text, about) = rest[1..end].split_once('|').expect("a bar");
            let about = Some(about.to_owned());
            let (target, reading) = if c == '<' { (about, None) } else { (None, about) };
            let inside = Look { target, reading, ..Look::default() };
            for piece in read(text) {
                pieces.push(Piece { look: inside.clone(), mark: piece.mark.or(mark), ..piece });
            }
            rest = &rest[end + 1..];
            continue;
        } else {
            let look = Look { strong, ..Look::default() };
            match pieces.last_mut().filter(|it| it.look == look && it.mark == mark) {
                Some(piece) => piece.text.push(c),
                None => pieces.push(Piece { text: c.to_string(), look, mark }),
            }
        }
        rest = &rest[c.len_utf8()..];
    }
    pieces
}

/// Pieces as the file writes them, with each piece's signs around it.
fn show(pieces: &[Piece]) -> String {
    let mut shown = String::new();
    for piece in pieces {
        let signs = piece.mark.and_then(|mark| MARKS.iter().find(|(.., kind)| *kind == mark));
        let (open, close) =
            signs.map_or((None, None), |(open, close, _)| (Some(*open), Some(*close)));
        shown.extend(open);
        let text = &piece.text;
        let _ = match &piece.look {
            Look { target: Some(target), .. } => write!(shown, "<{text}|{target}>"),
            Look { reading: Some(reading), .. } => write!(shown, "{{{text}|{reading}}}"),
            Look { strong: true, .. } => write!(shown, "**{text}**"),
            _ => write!(shown, "{text}"),
        };
        shown.extend(close);
    }
    shown
}

#[test]
fn what_changed_is_what_a_reader_would_mark() {
    let (mut title, mut old) = ("", Vec::new());
    let (mut wrong, mut count) = (String::new(), 0);
    for line in PAIRS.lines() {
        if let Some(name) = line.strip_prefix("# ") {
            title = name;
        } else if let Some(text) = line.strip_prefix('-') {
            old = read(text.trim_start_matches(' '));
        } else if let Some(text) = line.strip_prefix('+') {
            let new = read(text.trim_start_matches(' '));
            let bare = |pieces: &[Piece]| -> Vec<Piece> {
                pieces.iter().map(|it| Piece { mark: None, ..it.clone() }).collect()
            };
            let found = mark(&bare(&old), &bare(&new));
            count += 1;
            if found != (old.clone(), new.clone()) {
                let (one, other) = (show(&found.0), show(&found.1));
                let (old, new) = (show(&old), show(&new));
                let _ = write!(
                    wrong,
                    "\n# {title}\nfound\n- {one}\n+ {other}\nexpected\n- {old}\n+ {new}\n"
                );
            }
        }
    }
    assert!(count >= 40, "only {count} pairs");
    assert!(wrong.is_empty(), "{wrong}");
}
