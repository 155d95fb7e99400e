//! Figures of a document: what the author asked for, and data that no block shows, which the outline
//! places.

use super::Chapter;
use super::records::{Data, Records};
use crate::markdown::{Block, BlockKind, PipeTable, Prose};
use crate::outline::Outline;
use crate::source::{Place, Span};
use crate::yaml::Node;

/// What the document's assembly must know of a kind of figure. `figure` has the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureKind {
    /// The info word of its blocks.
    pub name: &'static str,
    /// The data that it shows.
    pub shows: &'static [Data],
    /// The data for which it is placed where no block shows them.
    pub stands_for: Option<Data>,
}

/// A figure of a document, as asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureBlock {
    /// What is to be drawn.
    pub request: FigureRequest,
    /// Where it was asked for; for a placed one, the document's place.
    pub place: Place,
}

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum FigureRequest {
    /// A block of the author's, with its options.
    Block {
        /// The name of the figure.
        name: &'static str,
        /// The options; a null if there are none.
        options: Node,
    },
    /// A figure that the outline places, without options.
    Placed {
        /// The name of the figure.
        name: &'static str,
    },
    /// A pipe table with the caption that stood before it.
    Pipe {
        /// The table as typed.
        table: PipeTable,
        /// The text of a paragraph `表：…` right before it.
        caption: Option<Prose>,
    },
}

impl FigureBlock {
    /// Where it was asked for.
    pub fn span(&self) -> Span {
        self.place.0
    }
}

/// Places the figures for data that no block shows: at the end of the chapter that the outline
/// assigns them to, else after the last chapter (the returned blocks).
pub(super) fn place_rest(
    kinds: &[FigureKind],
    figures: &mut Vec<FigureBlock>,
    records: &Records,
    (outline, span): (Option<&Outline>, Span),
    chapters: &mut [Chapter],
) -> Vec<Block> {
    let mut appendix = Vec::new();
    for &data in Data::ALL {
        let shown = |figure: &FigureBlock| {
            let FigureRequest::Block { name, .. } = figure.request else { return false };
            kinds.iter().any(|kind| kind.name == name && kind.shows.contains(&data))
        };
        if !records.has(data) || figures.iter().any(shown) {
            continue;
        }
        let Some(kind) = kinds.iter().find(|kind| kind.stands_for == Some(data)) else { continue };
        let request = FigureRequest::Placed { name: kind.name };
        figures.push(FigureBlock { request, place: Place(span) });
        let block = Block { kind: BlockKind::Figure(figures.len() - 1), span };
        let chapter = outline.and_then(|outline| outline.chapter_for(data.belongs_with()));
        match chapter.and_then(|chapter| covering(chapters, &chapter.id)) {
            Some(chapter) if chapter.sections.is_empty() => chapter.blocks.push(block),
            Some(chapter) => chapter.tail.push(block),
            None => appendix.push(block),
        }
    }
    appendix
}

/// The first heading that covers a chapter of the outline.
fn covering<'a>(chapters: &'a mut [Chapter], id: &str) -> Option<&'a mut Chapter> {
    for chapter in chapters {
        if chapter.covers.iter().any(|covered| covered == id) {
            return Some(chapter);
        }
        if let Some(found) = covering(&mut chapter.sections, id) {
            return Some(found);
        }
    }
    None
}
