//! Which words of a text changed.

mod align;
mod clean;
mod fold;
mod kana;
mod kanji;
mod latin;
mod likeness;
mod number;
mod pieces;
mod segment;

pub use likeness::{Profile, likeness};
pub use pieces::mark;
