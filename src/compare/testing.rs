//! What the tests of the comparison share: documents from texts, and tables as text.

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::document::Library;
use crate::library::library;
use crate::outline::Outlines;
use crate::source::{Content as Bytes, Project};
use crate::strings::Strings;
use crate::table::{Cell, Content, Entry, Head, Table};

use super::{Compared, Section, compare, compared};

/// Documents, and the words of the built-in theme.
pub(super) struct Example {
    pub(super) library: Library,
    words: Strings,
}

/// The text of a policy with this front matter.
pub(super) fn policy(title: &str, front_matter: &str) -> String {
    format!("---\nkind: policy\ntitle: {title}\n{front_matter}---\n\n")
}

/// The text of a plan with this front matter.
pub(super) fn plan(title: &str, front_matter: &str) -> String {
    format!("---\nkind: plan\ntitle: {title}\n{front_matter}---\n\n")
}

impl Example {
    /// Documents from files below `content/`, held against the built-in outlines.
    pub(super) fn new(files: &[(&str, String)]) -> Self {
        Self::of(files, ["govtech-tokyo", "govtech-tokyo-plan"])
    }

    /// Policies from files below `content/`, held against an outline of their own.
    pub(super) fn with_outline(outline: &str, files: &[(&str, String)]) -> Self {
        let own = ("../outlines/own.yaml", outline.to_owned());
        let files: Vec<_> = files.iter().cloned().chain([own]).collect();
        Self::of(&files, ["own", "own"])
    }

    fn of(files: &[(&str, String)], [policies, plans]: [&str; 2]) -> Self {
        let file = |(path, text): &(&str, String)| {
            let path = path.strip_prefix("../").map_or(format!("content/{path}"), str::to_owned);
            (path, Bytes::Bytes(text.clone().into_bytes()))
        };
        let project = Project::from_files(files.iter().map(file));
        let mut diagnostics = Diagnostics::default();
        let outlines = Outlines::load(&project, &mut diagnostics);
        let outline = |kind| match kind {
            crate::document::Kind::Policy => outlines.get(policies),
            crate::document::Kind::Plan => outlines.get(plans),
            crate::document::Kind::Page => None,
        };
        let library = library(&project, &[], outline, &mut diagnostics);
        diagnostics.finish(|rule| Some(rule.severity));
        assert_eq!(diagnostics.iter().count(), 0, "{diagnostics:?}");
        Self { library, words: Strings::built_in("ja") }
    }

    pub(super) fn compared(&self) -> Vec<Compared<'_>> {
        compared(&self.library, &self.words)
    }

    pub(super) fn sections(&self) -> Vec<Section> {
        compare(&self.compared(), &self.words, Calendar::Era)
    }

    /// The first table of a section as text.
    pub(super) fn shown(&self, name: &str) -> String {
        let sections = self.sections();
        let section = sections.iter().find(|section| section.name == name).expect("a section");
        show(&section.tables[0])
    }
}

/// A table as text: `[…]` for heads of columns, `…:` for heads of rows, `{…}` for keys, `→` for
/// addresses, `·` for empty cells.
fn show(table: &Table) -> String {
    let mut lines = vec![row(&table.head[0].cells)];
    for group in &table.groups {
        lines.extend(group.head.iter().map(|head| format!("├ {}", entry(head))));
        lines.extend(group.rows.iter().map(|it| row(&it.cells)));
    }
    let width = |row: &crate::table::Row| assert_eq!(row.cells.len(), table.columns.len());
    table.head.iter().chain(table.groups.iter().flat_map(|group| &group.rows)).for_each(width);
    lines.join("\n")
}

fn row(cells: &[Cell]) -> String {
    cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

fn cell(cell: &Cell) -> String {
    let text = match &cell.content {
        Content::Empty(_) => "·".to_owned(),
        Content::Entries { status, entries } => {
            let status = status.iter().map(|status| format!("{}={}", status.name, status.word));
            status.chain(entries.iter().map(entry)).collect::<Vec<_>>().join("／")
        }
        content => content.plain().replace('\n', "／"),
    };
    let key = cell.key.as_ref().map_or_else(String::new, |key| format!("{{{key}}}"));
    match cell.head {
        Some(Head::Column) => format!("[{text}]{key}"),
        Some(Head::Row) => format!("{text}{key}:"),
        None => text,
    }
}

fn entry(entry: &Entry) -> String {
    let text = entry.text.plain();
    let Some(target) = &entry.target else { return text };
    let id = target.id.as_ref().map_or_else(String::new, |id| format!("#{id}"));
    format!("{text}→{}{id}", target.page)
}
