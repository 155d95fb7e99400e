//! Values over several lines: a line break between two Japanese characters is no space.

use granit_parser::ScalarStyle;

use crate::markdown::is_japanese;

/// The text of a value that was folded, without the spaces that YAML put between Japanese characters.
/// Nothing if it stands on one line or was folded in a way that is not followed here.
pub(super) fn unfold(decoded: &str, written: &str, style: ScalarStyle) -> Option<String> {
    let written = match style {
        ScalarStyle::Plain | ScalarStyle::Folded => written.trim_end(),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            written.get(1..written.len().checked_sub(1)?)?
        }
        ScalarStyle::Literal => return None,
    };
    if !written.contains('\n') {
        return None;
    }
    let (mut folded, mut joined) = (String::new(), String::new());
    let mut blank = 0;
    let last = written.split('\n').count() - 1;
    for (number, line) in written.split('\n').enumerate() {
        let line = if number > 0 { line.trim_start_matches([' ', '\t']) } else { line };
        let line = if number < last { line.trim_end_matches([' ', '\t', '\r']) } else { line };
        if number > 0 && number < last && line.is_empty() {
            blank += 1;
            continue;
        }
        let line = unescaped(line, style)?;
        if number > 0 && blank == 0 {
            folded.push(' ');
            let beside = [joined.chars().next_back(), line.chars().next()];
            if !beside.iter().all(|c| c.is_some_and(is_japanese)) {
                joined.push(' ');
            }
        }
        for text in [&mut folded, &mut joined] {
            text.extend(std::iter::repeat_n('\n', blank));
            text.push_str(&line);
        }
        blank = 0;
    }
    // What the parser made of the lines decides whether they were understood.
    let rest = decoded.strip_prefix(folded.as_str())?;
    rest.chars().all(|c| c == '\n').then(|| joined + rest)
}

fn unescaped(line: &str, style: ScalarStyle) -> Option<String> {
    match style {
        ScalarStyle::SingleQuoted => Some(line.replace("''", "'")),
        ScalarStyle::DoubleQuoted => {
            let mut text = String::new();
            let mut characters = line.chars();
            while let Some(c) = characters.next() {
                text.push(match c {
                    '\\' => characters.next().filter(|next| matches!(next, '"' | '\\' | '/'))?,
                    c => c,
                });
            }
            Some(text)
        }
        _ => Some(line.to_owned()),
    }
}
