//! Which words of a text changed.

use super::{Mark, Piece};

/// Marks in both states of a text what is not the same in the other one.
pub fn mark(old: &[Piece], new: &[Piece]) -> (Vec<Piece>, Vec<Piece>) {
    let marked = |pieces: &[Piece]| {
        pieces.iter().map(|it| Piece { mark: Some(Mark::Words), ..it.clone() }).collect()
    };
    if old == new { (old.to_vec(), new.to_vec()) } else { (marked(old), marked(new)) }
}

/// How much two texts have in common: 1 for the same text, 0 for nothing.
pub fn likeness(old: &str, new: &str) -> f64 {
    if old == new { 1.0 } else { 0.0 }
}
