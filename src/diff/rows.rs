//! What became of a few lines, as a row of the comparison.

use super::{Change, Line, Mark, Piece, Remark, Row, align::align, likeness, mark};

/// Something that is new.
pub(super) fn added(about: Vec<String>, new: Vec<Line>) -> Row {
    Row { change: Change::Added, about, old: Vec::new(), new, remarks: Vec::new() }
}

/// Something that is gone.
pub(super) fn removed(about: Vec<String>, old: Vec<Line>) -> Row {
    Row { change: Change::Removed, about, old, new: Vec::new(), remarks: Vec::new() }
}

/// A line on one side or both; nothing if it is on neither.
pub(super) fn lines_row(about: Vec<String>, old: Option<Line>, new: Option<Line>) -> Option<Row> {
    match (old, new) {
        (None, None) => None,
        (Some(old), None) => Some(removed(about, vec![old])),
        (None, Some(new)) => Some(added(about, vec![new])),
        (Some(old), Some(new)) => Some(changed(about, vec![old], vec![new])),
    }
}

/// Lines that are on both sides, with the words marked that changed.
pub(super) fn changed(about: Vec<String>, old: Vec<Line>, new: Vec<Line>) -> Row {
    let same = old.len() == new.len() && old.iter().zip(&new).all(|(one, other)| one.same(other));
    if same {
        return Row { change: Change::Same, about, old, new, remarks: Vec::new() };
    }
    let (old, new) = marked(old, new);
    let remarks = only(old.iter().chain(&new));
    Row { change: Change::Changed, about, old, new, remarks: remarks.into_iter().collect() }
}

/// Lines that took the place of others as a whole.
pub(super) fn replaced(about: Vec<String>, mut old: Vec<Line>, mut new: Vec<Line>) -> Row {
    old.iter_mut().chain(&mut new).for_each(|line| all_marked(&mut line.pieces));
    Row { change: Change::Changed, about, old, new, remarks: Vec::new() }
}

/// Marks what changed, line against line; a line that is on one side only is marked as a whole.
fn marked(mut old: Vec<Line>, mut new: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let plain = |lines: &[Line]| lines.iter().map(Line::plain).collect::<Vec<_>>();
    let (olds, news) = (plain(&old), plain(&new));
    let pairs = if old.len() == 1 && new.len() == 1 {
        vec![(Some(0), Some(0))]
    } else {
        align(&olds, &news, |i, j| likeness(&olds[i], &news[j]))
    };
    for pair in pairs {
        match pair {
            (Some(i), Some(j)) => {
                (old[i].pieces, new[j].pieces) = mark(&old[i].pieces, &new[j].pieces);
            }
            (Some(i), None) => all_marked(&mut old[i].pieces),
            (None, Some(j)) => all_marked(&mut new[j].pieces),
            (None, None) => {}
        }
    }
    (old, new)
}

fn all_marked(pieces: &mut [Piece]) {
    for piece in pieces {
        piece.mark = Some(Mark::Words);
    }
}

/// What is to be said if all that changed is of one lesser kind.
fn only<'l>(lines: impl Iterator<Item = &'l Line>) -> Option<Remark> {
    let pieces: Vec<&Piece> = lines.flat_map(|line| &line.pieces).collect();
    let marks: Vec<Mark> = pieces.iter().filter_map(|piece| piece.mark).collect();
    let Some((first, rest)) = marks.split_first() else { return Some(Remark::FormOnly) };
    if rest.iter().any(|mark| mark != first) {
        return None;
    }
    match first {
        Mark::Words => None,
        Mark::Width => Some(Remark::WidthOnly),
        Mark::Punctuation => Some(Remark::PunctuationOnly),
        Mark::Look => {
            let leads = pieces.iter().any(|it| it.mark.is_some() && it.look.target.is_some());
            Some(if leads { Remark::TargetOnly } else { Remark::LookOnly })
        }
    }
}
