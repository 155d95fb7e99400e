//! Search: what readers read of all documents, as scripts that a page loads when somebody searches.
//!
//! There is one tokeniser, in two languages: texts are folded and cut into pairs of characters, here
//! for the index and in `themes/default/static/search.js` for what people type. So parts of words are
//! found without a dictionary. Three kinds of scripts: the list of documents, the pairs in shards, the
//! texts in packs. A page loads the list, the shards of the pairs that were typed, and the packs of the
//! best documents; each is a plain script, for nothing else can be loaded from a folder (`file://`).

mod fold;
mod postings;
mod script;
mod text;
mod variants;

use std::ops::Range;

use rayon::prelude::*;

use crate::document::{Document, Library};
use crate::site::SitePath;
use crate::strings::Strings;
use crate::table::Table;
pub(crate) use script::is_script;
use script::{list, mapping, name, quote, script};

/// The bytes of a pack of texts, about: small sites have few packs, and of large ones a page loads little
/// more than it shows. A long document is a pack of its own.
const PACK_BYTES: Range<usize> = 48 * 1024..96 * 1024;

/// The scripts of a site's search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The script with the list of documents, which names all others.
    pub list: SitePath,
    /// All scripts.
    pub files: Vec<File>,
}

/// A script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it is written.
    pub path: SitePath,
    /// What it says.
    pub text: String,
}

/// A part of a document under a heading, as it is searched and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    /// The heading's id on the page; empty for the beginning of the document.
    id: String,
    /// The heading; the title for the beginning.
    heading: String,
    /// The text, without the sections below; its paragraphs end with a line break.
    text: String,
}

/// Makes the scripts for some documents of a library with their tables, as seen from the page `here`.
/// `variants` are the site's own spellings that mean the same.
pub fn index(
    (library, documents): (&Library, &[(&Document, &[Table])]),
    here: &SitePath,
    variants: &[Vec<String>],
    words: &Strings,
) -> Index {
    // Where documents weigh the same, policies come before plans, and plans before pages.
    let mut documents: Vec<_> = documents.iter().take(postings::MOST_DOCUMENTS).copied().collect();
    documents.sort_by_key(|(document, _)| document.facts.kind);
    let sections: Vec<Vec<Section>> = documents
        .par_iter()
        .map(|(document, tables)| text::sections(document, tables, words))
        .collect();
    let (shards, packs) = rayon::join(|| shards(&sections), || packs(&sections));
    let mut value = String::from("{\"variants\":");
    mapping(variants::spellings(variants), &mut value, |spellings, out| {
        list(spellings, out, |spelling, out| quote(&spelling, out));
    });
    for (key, files) in [(",\"shards\":", &shards), (",\"packs\":", &packs)] {
        value.push_str(key);
        list(files, &mut value, |(from, file), out| {
            out.extend(["[", &from.to_string(), ","]);
            quote(name(file), out);
            out.push(']');
        });
    }
    value.push_str(",\"documents\":");
    list(documents.iter().zip(&sections), &mut value, |((document, _), sections), out| {
        let mark = library.title_mark(document, words);
        entry((document, &mark), here, sections, out);
    });
    value.push('}');
    let first = script(&value);
    let list = first.path.clone();
    let files = shards.into_iter().chain(packs).map(|(_, file)| file);
    Index { list, files: std::iter::once(first).chain(files).collect() }
}

/// A document in the list: its address, title with what is marked behind it, municipality and kind.
fn entry(
    (document, mark): (&Document, &str),
    here: &SitePath,
    sections: &[Section],
    out: &mut String,
) {
    let facts = &document.facts;
    let municipality = facts.municipality.as_ref().map_or("", |it| it.name.value.as_str());
    let title = sections.first().map_or("", |beginning| &beginning.heading);
    let title = format!("{title}{mark}");
    let address = here.href_to(&document.output);
    list([&address, &title, municipality, facts.kind.name()], out, quote);
}

/// The pairs in shards, each with the number of its first one.
fn shards(sections: &[Vec<Section>]) -> Vec<(u64, File)> {
    let shards = postings::shards(sections).into_par_iter();
    shards.map(|shard| (shard.from, script(&shard.value))).collect()
}

/// The texts in packs, each with the place of its first document.
fn packs(documents: &[Vec<Section>]) -> Vec<(u64, File)> {
    let written: Vec<String> = documents.par_iter().map(|sections| texts(sections)).collect();
    let all: usize = written.iter().map(String::len).sum();
    let most = (all / 4).clamp(PACK_BYTES.start, PACK_BYTES.end);
    let mut packs: Vec<(u64, Vec<&str>)> = Vec::new();
    let mut bytes = 0;
    for (at, text) in (0..).zip(&written) {
        bytes += text.len();
        match packs.last_mut() {
            Some((_, pack)) if bytes <= most => pack.push(text),
            _ => {
                bytes = text.len();
                packs.push((at, vec![text]));
            }
        }
    }
    let script =
        |(first, pack): (u64, Vec<&str>)| (first, script(&format!("[{}]", pack.join(","))));
    packs.into_par_iter().map(script).collect()
}

/// The sections of a document: id, heading, text.
fn texts(sections: &[Section]) -> String {
    let mut out = String::with_capacity(16 * 1024);
    list(sections, &mut out, |section, out| {
        list([&section.id, &section.heading, &section.text], out, |text, out| quote(text, out));
    });
    out
}
