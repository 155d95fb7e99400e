//! `data.html`: what the data of the documents are like.

use serde::Serialize;

use super::PageHead;
use crate::theme::Html;

/// `data.html`: what the data of the documents are like.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DataView {
    /// See [`PageHead`].
    pub page: PageHead,
    /// The address of the schema of `document.json`.
    pub schema: String,
    /// The documents, with the places where their data can be downloaded.
    pub documents: Vec<OfDocumentView>,
    /// The columns that all datasets begin with, as a table.
    pub all: Html,
    /// The datasets of records.
    pub datasets: Vec<DatasetView>,
    /// The columns of the datasets of tables that authors wrote in the text, as a table.
    pub own: Html,
    /// The columns of the datasets of schedules, as a table.
    pub schedule: Html,
    /// The columns whose values are among a few words.
    pub codes: Vec<CodesView>,
}

/// A document with data.
#[derive(Debug, Serialize)]
pub(in crate::render) struct OfDocumentView {
    /// Its title.
    pub title: String,
    /// Where its data can be downloaded.
    pub href: String,
}

/// A dataset of records.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DatasetView {
    /// The id of its heading.
    pub id: String,
    /// Its heading: what it holds, and the name of its files.
    pub title: String,
    /// Its columns, as a table.
    pub columns: Html,
}

/// A column whose values are among a few words.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CodesView {
    /// The values with what they mean, as a table.
    pub values: Html,
}
