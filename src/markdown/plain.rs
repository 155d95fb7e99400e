//! The words of a text without its markup.

use super::{Block, BlockKind, Inline, InlineKind};

/// The running text without any markup.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    inlines_plain(inlines, &mut text);
    text
}

pub(super) fn blocks_plain(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => inlines_plain(&heading.inlines, text),
            BlockKind::Paragraph(inlines) => inlines_plain(inlines, text),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| blocks_plain(&item.blocks, text));
            }
            BlockKind::Quote { blocks, .. } => blocks_plain(blocks, text),
            BlockKind::Code(code) => text.push_str(&code.text),
            BlockKind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    inlines_plain(&cell.inlines, text);
                    text.push(' ');
                }
            }
            BlockKind::Definitions(list) => {
                for definition in list {
                    inlines_plain(&definition.term, text);
                    text.push(' ');
                    definition.definitions.iter().for_each(|blocks| blocks_plain(blocks, text));
                }
            }
            BlockKind::Rule | BlockKind::Html(_) | BlockKind::Figure(_) => {}
        }
        if !text.ends_with(' ') {
            text.push(' ');
        }
    }
}

fn inlines_plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(content) | InlineKind::Code(content) => text.push_str(content),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner)
            | InlineKind::Link { inlines: inner, .. }
            | InlineKind::Image { inlines: inner, .. } => inlines_plain(inner, text),
            InlineKind::Ruby { base, .. } => text.push_str(base),
            InlineKind::HardBreak | InlineKind::SoftBreak => text.push(' '),
            InlineKind::FootnoteReference(_) | InlineKind::Html(_) => {}
        }
    }
}
