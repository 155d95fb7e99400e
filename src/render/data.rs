//! The data of documents beside their pages, and the list of them on the page.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::fixed;
use super::pages::Pages;
use super::standing::DATA_PATH;
use super::view::{DownloadView, DownloadsView};
use crate::check::Checked;
use crate::data::{self, File, Material, SCHEMA};
use crate::diagnostic::Language;
use crate::document::{Document, Kind};
use crate::schema::{Subject, schema};
use crate::site::SitePath;
use crate::strings::Strings;
use crate::table::Table;

/// The data of the documents of a site. Each is made when it is asked for.
pub(super) struct Data<'a> {
    documents: BTreeMap<&'a SitePath, OfDocument<'a>>,
}

struct OfDocument<'a> {
    document: &'a Document,
    tables: &'a [Table],
    files: OnceLock<Vec<File>>,
}

impl<'a> Data<'a> {
    /// The data of the policies and plans of a library.
    pub(super) fn of(checked: &'a Checked) -> Self {
        let has_data = |(document, _): &(&Document, &[Table])| document.facts.kind != Kind::Page;
        let documents = checked.documents().filter(has_data).map(|(document, tables)| {
            (&document.output, OfDocument { document, tables, files: OnceLock::new() })
        });
        Self { documents: documents.collect() }
    }

    /// The files of the document that is written to a path.
    pub(super) fn of_document(&self, output: &SitePath, pages: &Pages<'_>) -> &[File] {
        self.documents.get(output).map_or(&[], |it| it.files(pages))
    }

    /// Where all files are written.
    pub(super) fn paths(&self, pages: &Pages<'_>) -> Vec<SitePath> {
        let documents: Vec<_> = self.documents.values().collect();
        let files = documents.into_par_iter().flat_map_iter(|it| it.files(pages));
        let schema = (!self.documents.is_empty()).then(|| fixed(SCHEMA));
        files.map(|file| file.path.clone()).chain(schema).collect()
    }

    /// The bytes of a file; nothing if there is none of this path.
    pub(super) fn bytes(&self, path: &SitePath, pages: &Pages<'_>) -> Option<Arc<[u8]>> {
        if path.as_str() == SCHEMA && !self.documents.is_empty() {
            return Some(schema_text(pages.language()).into_bytes().into());
        }
        let (folder, _) = path.as_str().rsplit_once('/')?;
        let above = folder.strip_suffix("data").map(|above| format!("{above}index.html"))?;
        let files = self.of_document(&SitePath::new(above)?, pages);
        let file = files.iter().find(|file| file.path == *path)?;
        Some(file.bytes.as_slice().into())
    }
}

/// The schema of `document.json`.
fn schema_text(language: Language) -> String {
    format!("{:#}\n", schema(Subject::Document, &[], language))
}

impl OfDocument<'_> {
    fn files(&self, pages: &Pages<'_>) -> &[File] {
        let (document, tables) = (self.document, self.tables);
        let (words, base_url) = (pages.words(), pages.base_url());
        self.files.get_or_init(|| data::files(&Material { document, tables, words, base_url }))
    }
}

/// The list of downloads on the page of a document.
pub(super) fn downloads(
    pages: &Pages<'_>,
    here: &SitePath,
    files: &[File],
) -> Option<DownloadsView> {
    let words = pages.words();
    let file = |file: &File| DownloadView {
        title: words
            .get("data.list.file")
            .replace("{format}", file.format.name())
            .replace("{size}", &size(file.bytes.len(), words))
            .replace("{title}", &file.title),
        href: here.href_to(&file.path),
    };
    let described = pages.standing().find(|(_, path)| path.as_str() == DATA_PATH);
    (!files.is_empty()).then(|| DownloadsView {
        files: files.iter().map(file).collect(),
        more: described.map(|(_, path)| here.href_to(path)),
    })
}

/// The size of a file for people.
fn size(bytes: usize, words: &Strings) -> String {
    let (key, count) = if bytes < 1024 {
        ("data.list.bytes", bytes)
    } else {
        ("data.list.kilobytes", bytes.div_ceil(1024))
    };
    words.get(key).replace("{count}", &crate::number::thousands(&count.to_string()))
}
