//! YAML with the place of every key and value.
//!
//! Types derived with serde stop at the first mistake. An author needs all of them at once, so a YAML
//! text is first read into a tree of [`Node`]s and then taken apart by a [`Reader`], which reports
//! each unknown key, wrong type and missing value at its own place and goes on.

mod bracket;
mod fault;
mod field;
mod fold;
mod form;
mod load;
mod mend;
mod mistake;
mod reader;
mod recover;
mod values;

pub(crate) use fault::invalid_value;
#[cfg(test)]
pub(crate) use field::asked;
pub use field::{Choice, Field, SEVERITIES, Shape, Spelled, choices, words};
pub(crate) use form::is_url;
pub use form::{EMAIL, Form, PHONE, URL, dial};
pub use load::{RULES as LOAD_RULES, Region, YAML_SYNTAX, load};
pub(crate) use reader::FIELD_DUPLICATE;
pub use reader::{FIELD_MISSING, RULES as READER_RULES, Reader, prose_of};
pub use recover::{Loaded, load_all};

use crate::source::{Place, SourceMap, Span, Spanned};

/// A value of a YAML text.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it is; from the first to the last part for lists and mappings.
    pub span: Place,
}

/// The kinds of values.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// Nothing, or `~`.
    Null,
    /// Any single value. YAML's own types do not matter: `132012` may be a code, `off` a word.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the text; keys may repeat.
    Mapping(Vec<(Node, Node)>),
}

/// A single value as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text without quotes and escapes, in NFC.
    pub text: String,
    /// Whether it was written without quotes, so that `true` or `12` may mean more than a text.
    pub bare: bool,
    /// Whether it was a block (`|` or `>`): its Markdown may have paragraphs and lists.
    pub block: bool,
    /// How places in `text` relate to places in the file.
    pub map: SourceMap,
}

impl Node {
    /// Nothing, at a place.
    pub fn null(span: Span) -> Self {
        Self { kind: NodeKind::Null, span: Place(span) }
    }

    /// How many values it holds, itself included.
    fn size(&self) -> usize {
        1 + match &self.kind {
            NodeKind::Null | NodeKind::Scalar(_) => 0,
            NodeKind::List(nodes) => nodes.iter().map(Self::size).sum(),
            NodeKind::Mapping(entries) => {
                entries.iter().map(|(key, value)| key.size() + value.size()).sum()
            }
        }
    }

    /// The text of a single value.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            NodeKind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a single value with its place.
    pub fn word(&self) -> Option<Spanned<String>> {
        self.scalar().map(|scalar| Spanned::new(scalar.text.clone(), self.span.0))
    }

    /// The entries of a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::List(nodes) => Some(nodes),
            _ => None,
        }
    }

    /// The entries of a mapping.
    pub fn mapping(&self) -> Option<&[(Node, Node)]> {
        match &self.kind {
            NodeKind::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, NodeKind::Null)
    }
}
