//! The data of all documents, without the pages.

use rust_xlsxwriter::XlsxError;

use super::{Memories, Options, analyse};
use crate::data::{self, File, Format, SCHEMA};
use crate::diagnostic::{Diagnostics, Language};
use crate::document::Kind;
use crate::schema::{Subject, schema};
use crate::site::{Site, SitePath};
use crate::source::Project;

/// The data of a site.
#[derive(Debug)]
pub struct Exported {
    /// The files; none if a diagnostic is an error.
    pub files: Option<Site>,
    /// What was found, sorted by place.
    pub diagnostics: Diagnostics,
    /// How many documents have data.
    pub documents: usize,
}

/// Makes the data of all policies and plans of a site in one format, with the paths that they have on the site.
///
/// # Errors
///
/// If a table of a document is too large for the format; the error says the path of the document.
pub fn export(
    project: &Project,
    options: &Options,
    format: Format,
    language: Language,
) -> Result<Exported, (String, XlsxError)> {
    let analysis = analyse(project, options, &mut Memories::default());
    let mut documents = 0;
    let files = match analysis.material(project) {
        None => None,
        Some(material) => {
            let mut site = Site::default();
            let mut datasets = Vec::new();
            let all = material.checked.documents();
            for (document, tables) in all.filter(|(it, _)| it.facts.kind != Kind::Page) {
                documents += 1;
                let words = material.theme.strings();
                let base_url = material.config.base_url.as_deref();
                let from = data::Material { document, tables, words, base_url };
                if format == Format::Csv {
                    datasets.push(data::datasets(&from));
                }
                let files = data::files_in(format, &from)
                    .map_err(|error| (document.path.clone(), error))?;
                for File { path, bytes, .. } in files {
                    site.insert(path, bytes);
                }
            }
            for File { path, bytes, .. } in data::together(datasets) {
                site.insert(path, bytes);
            }
            if let (Format::Json, Some(path)) = (format, SitePath::new(SCHEMA)) {
                let schema = schema(Subject::Document, &[], language);
                site.insert(path, format!("{schema:#}\n").into_bytes());
            }
            Some(site)
        }
    };
    Ok(Exported { files, diagnostics: analysis.diagnostics, documents })
}
