//! Figure blocks and pipe tables in a text, at any depth.

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, nearest};
use crate::document::{FigureBlock, FigureKind, FigureRequest};
use crate::markdown::{Block, BlockKind, Code, Inline, InlineKind, Prose};
use crate::source::{Place, SourceFile, SourceMap, Span};
use crate::yaml::{self, Node, Region};

use super::data::Data;

pub(super) const RULES: &[&Rule] = &[&FIGURE_UNKNOWN];

static FIGURE_UNKNOWN: Rule = Rule::warning(
    "figure-unknown",
    "図表の名前に似た別の言葉",
    "a word that is nearly the name of a figure",
);

/// Puts a figure in the place of every figure block and pipe table of a text.
pub(super) struct Figures<'a, 'p> {
    pub(super) kinds: &'a [FigureKind],
    pub(super) file: &'a SourceFile,
    pub(super) data: &'a mut Data<'p>,
    pub(super) found: Vec<FigureBlock>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Figures<'_, '_> {
    pub(super) fn take(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut taken: Vec<Block> = Vec::with_capacity(blocks.len());
        for block in blocks {
            let span = block.span;
            let kind = match block.kind {
                BlockKind::Code(code) => self.code(code),
                BlockKind::Table(table) => {
                    let caption = taken.last().and_then(caption);
                    if caption.is_some() {
                        taken.pop();
                    }
                    self.add(FigureRequest::Pipe { table, caption }, span)
                }
                BlockKind::List(mut list) => {
                    for item in &mut list.items {
                        item.blocks = self.take(std::mem::take(&mut item.blocks));
                    }
                    BlockKind::List(list)
                }
                BlockKind::Quote { alert, blocks } => {
                    BlockKind::Quote { alert, blocks: self.take(blocks) }
                }
                BlockKind::Definitions(mut list) => {
                    for blocks in list.iter_mut().flat_map(|definition| &mut definition.definitions)
                    {
                        *blocks = self.take(std::mem::take(blocks));
                    }
                    BlockKind::Definitions(list)
                }
                other => other,
            };
            taken.push(Block { kind, span });
        }
        taken
    }

    fn code(&mut self, code: Code) -> BlockKind {
        let named = self.kinds.iter().find(|kind| kind.name == code.language);
        if let Some(kind) = named {
            // What cannot be read was reported; the figure is then drawn without options.
            let options = self.options(&code).unwrap_or(Node::null(code.text_span.0));
            let options = match kind.name {
                "table" => self.data.table(options, self.diagnostics),
                _ => options,
            };
            let request = FigureRequest::Block { name: kind.name, options };
            return self.add(request, code.language_span.0);
        }
        if let Some(name) = nearest(&code.language, self.kinds.iter().map(|kind| kind.name)) {
            let message = Message::new(
                format!("「{}」という図表はありません", code.language),
                format!("there is no figure `{}`", code.language),
            );
            let help = Message::did_you_mean(name).and(&Message::fixed(
                "このままではコードとして表示されます。",
                "As it is, the block is shown as code",
            ));
            let span = code.language_span.0;
            self.diagnostics.push(Diagnostic::new(&FIGURE_UNKNOWN, span, message).help(help));
        }
        BlockKind::Code(code)
    }

    /// Reads the options. In a quote or a list, the lines of the file begin with more than the text.
    fn options(&mut self, code: &Code) -> Option<Node> {
        let span = code.text_span.0;
        let region = match SourceMap::line_places(&code.text, self.file.slice(span)) {
            Some(mut lines) => {
                for (_, place) in &mut lines {
                    *place += span.start;
                }
                Region::new(&code.text, SourceMap::Lines(code.text_span, lines))
            }
            // Tabs before the text that stand for several columns are not in the file as they are.
            None => Region::part(self.file, span.source, span.start..span.end),
        };
        yaml::load(&region, self.diagnostics)
    }

    fn add(&mut self, request: FigureRequest, span: Span) -> BlockKind {
        self.found.push(FigureBlock { request, place: Place(span) });
        BlockKind::Figure(self.found.len() - 1)
    }
}

/// The caption of a pipe table: the rest of a paragraph that begins with `表：` or `表:`.
fn caption(block: &Block) -> Option<Prose> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (first, rest) = inlines.split_first()?;
    let InlineKind::Text(text) = &first.kind else { return None };
    let after = text.strip_prefix('表')?.trim_start().strip_prefix(['：', ':'])?.trim_start();
    let mut inlines = Vec::with_capacity(inlines.len());
    if !after.is_empty() {
        inlines.push(Inline { kind: InlineKind::Text(after.to_owned()), span: first.span });
    }
    inlines.extend(rest.iter().cloned());
    let block = Block { kind: BlockKind::Paragraph(inlines), span: block.span };
    Some(Prose { blocks: vec![block], ..Prose::default() })
}
