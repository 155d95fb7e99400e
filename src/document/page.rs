//! A document as written: read, but nothing resolved yet.

use super::{Facts, FigureBlock, Records, Written, facts, records};
use crate::diagnostic::Diagnostics;
use crate::markdown::{Block, Footnote};
use crate::site::SitePath;
use crate::source::{SourceId, Span};
use crate::yaml::{FIELD_MISSING, Field, Node, Reader};

/// A document as written. It always exists, even for broken input.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The path of its source below `content/`.
    pub path: String,
    /// Where its page is written.
    pub output: SitePath,
    /// Its source.
    pub source: SourceId,
    /// The paths of its further parts below `content/`.
    pub parts: Vec<String>,
    /// The files that its data are read from.
    pub data: Vec<DataFile>,
    /// The place to point at for what concerns the document as a whole.
    pub span: Span,
    /// Title, municipality, dates and the like.
    pub facts: Facts,
    /// Roles, skills, trainings and so on.
    pub records: Records<Written>,
    /// Whether the front matter is not valid YAML: the facts and the records are not known then.
    pub broken: bool,
    /// The text, its parts included; figure blocks and pipe tables are figures already.
    pub blocks: Vec<Block>,
    /// The figures that the author asked for. `BlockKind::Figure` counts into this list.
    pub figures: Vec<FigureBlock>,
    /// The footnotes of the text.
    pub footnotes: Vec<Footnote>,
}

/// A file that data of a document are read from.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// The path below `content/`.
    pub path: String,
    /// The file; nothing if it is not there.
    pub source: Option<SourceId>,
}

/// Which number a file has does not count.
impl PartialEq for DataFile {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

/// The fields of the front matter.
pub fn front_matter() -> Vec<Field> {
    [facts::FIELDS, records::FIELDS].concat()
}

/// Reads the front matter of a document: its facts and its records.
pub fn read_front_matter(node: &Node, diagnostics: &mut Diagnostics) -> (Facts, Records<Written>) {
    match Reader::new(node, &front_matter(), diagnostics) {
        Some(mut reader) => (Facts::read(&mut reader), Records::read(&mut reader)),
        None => (Facts::default(), Records::default()),
    }
}

/// Reads front matter of which a part could not be read: a key that seems to be missing may be in
/// that part.
pub fn read_rest(node: &Node, diagnostics: &mut Diagnostics) -> (Facts, Records<Written>) {
    let mut found = Diagnostics::default();
    let read = read_front_matter(node, &mut found);
    let whole = node.span.0.at_start();
    found.retain(|found| found.rule.code != FIELD_MISSING.code || found.span != whole);
    diagnostics.append(found);
    read
}
