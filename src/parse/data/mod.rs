//! Records and tables that are kept in files: `{file: skill-map.csv}`.
//!
//! The rows of a file become nodes with places, in the place of the mapping that names the file. The same
//! readers read them that read what is written in front matter, and report each mistake at its cell.

mod cells;
mod faults;
mod grid;
mod heads;
mod long;
mod rows;

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean, nearest};
use crate::document::{DataFile, FILE_FIELDS, LISTS};
use crate::sheet::{Book, Sheet, is_data};
use crate::site;
use crate::source::{Project, SourceId, Span, Spanned, nfc};
use crate::yaml::{Field, Node, NodeKind, Reader, Scalar, Shape};

use super::faults::PATH_OUTSIDE_SITE;

pub(super) const RULES: &[&Rule] = &[&DATA_FILE_INVALID, &DATA_FILE_MISSING];

static DATA_FILE_MISSING: Rule =
    Rule::error("data-file-missing", "データのファイルがない", "a data file that is not there")
        .losing_data();
static DATA_FILE_INVALID: Rule = Rule::error(
    "data-file-invalid",
    "データのファイルを表として読めない",
    "a data file that cannot be read as a table",
)
.losing_data();

/// The files that a document's data are read from.
pub(super) struct Data<'a> {
    pub(super) project: &'a Project,
    /// The path of the document below `content/`: the files' are as seen from there.
    path: &'a str,
    /// Every file that was asked for, whether it is there or not.
    pub(super) used: Vec<DataFile>,
    /// Whether the records of a file are not known: nobody knows what they define.
    pub(super) lost: bool,
}

/// A sheet that was asked for.
#[derive(Clone, Copy)]
struct Opened<'a> {
    source: SourceId,
    book: &'a Book,
    sheet: &'a Sheet,
}

impl<'a> Data<'a> {
    pub(super) fn new(project: &'a Project, path: &'a str) -> Self {
        Self { project, path, used: Vec::new(), lost: false }
    }

    /// Puts the records of files in the place of what names the files.
    pub(super) fn fill(&mut self, node: Node, fields: &[Field], found: &mut Diagnostics) -> Node {
        let NodeKind::Mapping(entries) = node.kind else { return node };
        let fill = |(key, value): (Node, Node)| {
            let name = key.scalar().map(|scalar| scalar.text.as_str());
            let field = fields.iter().find(|field| Some(field.key) == name);
            let value = match field.map(|field| (field, field.shape)) {
                Some((field, Shape::Records(inner))) if field.may_be_a_file() => {
                    self.records(value, field, inner, found)
                }
                _ => value,
            };
            (key, value)
        };
        let entries = entries.into_iter().map(fill).collect();
        Node { kind: NodeKind::Mapping(entries), span: node.span }
    }

    fn records(
        &mut self,
        node: Node,
        field: &Field,
        inner: &'static [Field],
        found: &mut Diagnostics,
    ) -> Node {
        if !names_a_file(&node, inner) {
            return node;
        }
        let (opened, all) = self.open(&node, found);
        self.lost |= !all;
        let mut records = Vec::new();
        let list = LISTS.iter().find(|list| list.key == field.key);
        let mut gathered = long::Gathered::default();
        for sheet in opened {
            if let Some(list) = list.filter(|_| long::is_long(sheet)) {
                self.lost |= !long::read(sheet, list, &mut gathered, found);
                continue;
            }
            match rows::records(sheet, field, inner, found) {
                Some(rows) => records.extend(rows),
                None => self.lost = true,
            }
        }
        records.extend(gathered.nodes());
        Node { kind: NodeKind::List(records), span: node.span }
    }

    /// Puts the columns and rows of a file into the options of a table.
    pub(super) fn table(&mut self, options: Node, found: &mut Diagnostics) -> Node {
        let NodeKind::Mapping(mut entries) = options.kind else { return options };
        let value = |name: &str| {
            let is_it = |key: &Node| key.scalar().is_some_and(|key| key.text == name);
            entries.iter().find(|(key, _)| is_it(key)).cloned()
        };
        let picked: Vec<_> = ["file", "sheet"].into_iter().filter_map(value).collect();
        if picked.first().is_some_and(|(key, _)| key.scalar().is_some_and(|it| it.text == "file")) {
            if let Some((key, _)) = ["columns", "rows"].into_iter().find_map(value) {
                found.push(in_both(key.span.0));
                let own = |key: &Node| {
                    key.scalar().is_some_and(|it| ["columns", "rows"].contains(&it.text.as_str()))
                };
                entries.retain(|(key, _)| !own(key));
            }
            let node = Node { kind: NodeKind::Mapping(picked), span: options.span };
            for sheet in self.open(&node, found).0.into_iter().take(1) {
                entries.extend(grid::table(sheet, found));
            }
        }
        Node { kind: NodeKind::Mapping(entries), span: options.span }
    }

    /// The sheets that a mapping names; whether it is all of them. What is not there is reported.
    fn open(&mut self, node: &Node, found: &mut Diagnostics) -> (Vec<Opened<'a>>, bool) {
        let Some(mut reader) = Reader::new(node, FILE_FIELDS, found) else {
            return (Vec::new(), false);
        };
        let paths = reader.words("file");
        let sheet = reader.word("sheet");
        if paths.is_empty() {
            reader.missing("file");
        }
        let mut opened = Vec::new();
        for path in &paths {
            let Some((source, book)) = self.book(path, found) else { continue };
            let chosen = choose(book, path, sheet.as_ref(), found);
            opened.extend(chosen.map(|sheet| Opened { source, book, sheet }));
        }
        let all = !paths.is_empty() && opened.len() == paths.len();
        (opened, all)
    }

    /// The tables of a file that can be read.
    fn book(
        &mut self,
        written: &Spanned<String>,
        found: &mut Diagnostics,
    ) -> Option<(SourceId, &'a Book)> {
        let name = nfc(&written.value);
        let is_absolute = name.starts_with(['/', '\\']) || name.contains(':');
        let path = site::resolve(self.path, &name).filter(|_| !is_absolute);
        let Some(path) = path else {
            found.push(outside(written));
            return None;
        };
        let source = self.project.data.get(&path).copied();
        self.used.push(DataFile { path: path.clone(), source });
        let Some(source) = source else {
            found.extend(self.not_there(written, &path));
            return None;
        };
        let book = self.project.source(source).book()?;
        match &book.fault {
            None => Some((source, book)),
            Some((fault, place)) => {
                let place = (!place.is_empty()).then(|| Span::new(source, place.start, place.end));
                found.push(faults::describe(fault, written, place));
                None
            }
        }
    }

    /// Reports a file that is no data file, or not there.
    fn not_there(&self, written: &Spanned<String>, path: &str) -> Option<Diagnostic> {
        let name = &written.value;
        let is_outside = |source: &SourceId| self.project.source(*source).content_path() == path;
        if self.project.outside.iter().any(is_outside) {
            // The link that it is was reported.
            return None;
        }
        if self.project.attachments.contains_key(path) {
            return Some(faults::other_kind(written));
        }
        let message = Message::new(
            format!("データのファイル「{name}」がありません"),
            format!("there is no data file `{name}`"),
        );
        let known = self.project.data.keys().map(String::as_str);
        let near = nearest(&path.replace('\\', "/"), known);
        let help = match near {
            Some(near) => Message::did_you_mean(&relative(self.path, near)),
            None if !is_data(path) => faults::SAVE_AS,
            None => Message::fixed(
                "この文書から見たファイルの位置を書きます（例: data/skill-map.csv）。名前が「_」「.」「~$」で始まるファイルは使えません。",
                "write the path of the file as seen from this document (data/skill-map.csv); names that begin with `_`, `.` or `~$` are left out",
            ),
        };
        Some(Diagnostic::new(&DATA_FILE_MISSING, written.span, message).help(help))
    }
}

/// Whether a mapping where a list should be is meant to name a file: and not to be a record, without its hyphen.
fn names_a_file(node: &Node, of_record: &[Field]) -> bool {
    let keys = || node.mapping().into_iter().flatten().filter_map(|(key, _)| key.scalar());
    let of_file = FILE_FIELDS.iter().map(|field| field.key);
    let names_one = |key: &Scalar| nearest(&key.text, of_file.clone()).is_some();
    keys().any(names_one) && !keys().any(|key| of_record.iter().any(|field| field.key == key.text))
}

/// The sheet that is named, or else the first one that people see.
fn choose<'a>(
    book: &'a Book,
    path: &Spanned<String>,
    name: Option<&Spanned<String>>,
    found: &mut Diagnostics,
) -> Option<&'a Sheet> {
    let Some(name) = name else {
        let shown = book.sheets.iter().find(|sheet| !sheet.hidden && !sheet.rows.is_empty());
        return shown.or(book.sheets.first());
    };
    let file = &path.value;
    if book.encoding.is_some() {
        let message = Message::new(
            format!("「{file}」はシートのないファイルです"),
            format!("`{file}` has no sheets"),
        );
        let help = Message::fixed(
            "sheet: を取り除いてください。シートを選べるのは Excel ブック（.xlsx）だけです。",
            "take `sheet:` away: only workbooks (.xlsx) have sheets",
        );
        found.push(Diagnostic::new(&DATA_FILE_INVALID, name.span, message).help(help));
        return None;
    }
    let names = || book.sheets.iter().map(|sheet| sheet.name.as_str());
    let sheet = book.sheets.iter().find(|sheet| nfc(&sheet.name) == nfc(&name.value));
    let fault = match sheet {
        Some(sheet) if sheet.rows.is_empty() => Message::new(
            format!("「{file}」のシート「{}」には何も書かれていません", name.value),
            format!("the sheet `{}` of `{file}` is empty", name.value),
        ),
        Some(sheet) => return Some(sheet),
        None => Message::new(
            format!("「{file}」に「{}」というシートはありません", name.value),
            format!("`{file}` has no sheet `{}`", name.value),
        ),
    };
    let list: Vec<&str> = names().collect();
    let help = Message::new(
        format!("シート: {}", list.join("、")),
        format!("the sheets are {}", list.join(", ")),
    );
    let help = did_you_mean(&name.value, names().filter(|it| *it != name.value)).unwrap_or(help);
    found.push(Diagnostic::new(&DATA_FILE_INVALID, name.span, fault).help(help));
    None
}

/// Reports a table whose cells stand in a file and in the block.
fn in_both(span: Span) -> Diagnostic {
    let message = Message::fixed(
        "file: のある表に、見出しや行は書けません",
        "a table with `file:` has its heads and rows there",
    );
    let help = Message::fixed(
        "columns: と rows: を取り除くか、file: を取り除いてください。",
        "take `columns:` and `rows:` away, or `file:`",
    );
    Diagnostic::new(&DATA_FILE_INVALID, span, message).help(help)
}

fn outside(written: &Spanned<String>) -> Diagnostic {
    let name = &written.value;
    let message = Message::new(
        format!("「{name}」はサイトの content/ の外を指しています"),
        format!("`{name}` leads out of the site's content/"),
    );
    let help = Message::fixed(
        "データのファイルを content/ の中に置き、この文書から見た位置を書いてください（例: data/skill-map.csv）。",
        "put the data file into content/ and write its path as seen from this document (data/skill-map.csv)",
    );
    Diagnostic::new(&PATH_OUTSIDE_SITE, written.span, message).help(help)
}

/// The path of one file as seen from another.
fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let names: Vec<&str> = to.split('/').collect();
    let ends = folders.len().min(names.len()) - 1;
    let common = (0..ends).take_while(|&at| folders[at] == names[at]).count();
    let up = std::iter::repeat_n("..", folders.len() - 1 - common);
    up.chain(names[common..].iter().copied()).collect::<Vec<_>>().join("/")
}
