//! Makes the safe changes that diagnostics propose.
//!
//! Nothing here touches a file: the result is a project with other texts. A file whose changes do not
//! do what they promise is left as it was.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::{Project, SourceId};
use crate::{Compiled, Options, compile};

/// A change may uncover what could not be seen before it, as where a document's YAML is read for the
/// first time. So it is done in rounds; no chain of changes is nearly as long.
const MOST_ROUNDS: usize = 10;

/// What keeps a document from being read at all: more may be found once it is mended.
const UNREADABLE: [&str; 3] = ["yaml-syntax", "front-matter-missing", "front-matter-unclosed"];

/// A project after its safe changes.
#[derive(Debug)]
pub struct Mended {
    /// The project with the new texts; every source has the number that it had.
    pub project: Project,
    /// What is found in it now.
    pub compiled: Compiled,
    /// How many changes were made, by file.
    pub changes: BTreeMap<SourceId, usize>,
}

/// Makes every safe change in the files that are wanted.
pub fn mend(project: Project, options: &Options, wanted: impl Fn(SourceId) -> bool) -> Mended {
    let compiled = compile(&project, options);
    let mut mended = Mended { project, compiled, changes: BTreeMap::new() };
    let mut left_alone = BTreeSet::new();
    let mut rounds = 0;
    while rounds < MOST_ROUNDS {
        let fixes = fixes(&mended.compiled, |id| wanted(id) && !left_alone.contains(&id));
        if fixes.is_empty() {
            break;
        }
        let changed =
            fixes.iter().map(|(&id, fixes)| (id, applied(mended.project.source(id).text(), fixes)));
        let project = mended.project.with_texts(changed.collect());
        let compiled = compile(&project, options);
        let broken = fixes.keys().filter(|&&id| is_worse(&mended.compiled, &compiled, id));
        let broken: BTreeSet<_> = broken.copied().collect();
        if broken.is_empty() {
            for (id, fixes) in fixes {
                *mended.changes.entry(id).or_default() += fixes.len();
            }
            mended = Mended { project, compiled, changes: mended.changes };
            rounds += 1;
        } else {
            left_alone.extend(broken);
        }
    }
    mended
}

/// The changes that can be made at once, by file and in the order of their places.
fn fixes(compiled: &Compiled, wanted: impl Fn(SourceId) -> bool) -> BTreeMap<SourceId, Vec<Fix>> {
    let mut fixes: BTreeMap<SourceId, Vec<Fix>> = BTreeMap::new();
    let proposed = compiled.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    for fix in proposed.filter(|fix| wanted(fix.span.source)) {
        fixes.entry(fix.span.source).or_default().push(fix.clone());
    }
    for fixes in fixes.values_mut() {
        fixes.sort_by_key(|fix| fix.span);
        let mut end = None;
        fixes.retain(|fix| {
            // Of two that overlap, the other comes in the next round, if it still is one.
            let free = end.is_none_or(|end| {
                fix.span.start > end || (fix.span.start == end && fix.span.end > end)
            });
            if free {
                end = Some(fix.span.end);
            }
            free
        });
    }
    fixes
}

/// A text with changes that do not overlap, in the order of their places.
fn applied(text: &str, fixes: &[Fix]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for fix in fixes {
        let (Some(before), Some(_)) = (text.get(at..fix.span.start), text.get(fix.span.end..))
        else {
            continue;
        };
        changed.push_str(before);
        changed.push_str(&fix.text);
        at = fix.span.end;
    }
    changed.push_str(&text[at..]);
    changed
}

/// Whether the changes of a file did not mend it. More errors than before are no harm where the file
/// could not be read before.
fn is_worse(before: &Compiled, after: &Compiled, id: SourceId) -> bool {
    let count = |compiled: &Compiled, which: &dyn Fn(&Diagnostic) -> bool| {
        let here = compiled.diagnostics.iter().filter(|it| it.span.source == id);
        here.filter(|diagnostic| which(diagnostic)).count()
    };
    let unreadable = |diagnostic: &Diagnostic| UNREADABLE.contains(&diagnostic.rule.code);
    if count(before, &unreadable) > 0 {
        return count(after, &unreadable) >= count(before, &unreadable);
    }
    let errors = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    let fixable = |diagnostic: &Diagnostic| diagnostic.fix.is_some();
    count(after, &errors) > count(before, &errors)
        || count(after, &fixable) >= count(before, &fixable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    fn mended(text: &str) -> (String, usize) {
        let bytes = Content::Bytes(text.as_bytes().to_vec());
        let project = Project::from_files([("content/a.md".to_owned(), bytes)]);
        let id = project.pages[0];
        let mended = mend(project, &Options::default(), |_| true);
        let changes = mended.changes.get(&id).copied().unwrap_or_default();
        (mended.project.source(id).text().to_owned(), changes)
    }

    fn page(levels: &str) -> String {
        format!(
            "\u{feff}---\r\ntitle: 題\r\nlegend: {{◎: 必修, ○: 選択}}\r\nroles: [{{id: a, name: 一}}, {{id: b, name: 二}}]\r\nskills: [{{name: 技, levels: {levels}}}]\r\n---\r\n# 一\r\n\r\n本文 \t\r\n"
        )
    }

    #[test]
    fn every_other_byte_stays() {
        let (text, changes) = mended(&page("{a: 〇, b: ◯}"));
        assert_eq!((text.as_str(), changes), (page("{a: ○, b: ○}").as_str(), 2));
        assert_eq!(mended(&text), (text.clone(), 0));
    }

    #[test]
    fn changes_that_overlap_are_not_made_at_once() {
        let (project, source) = Project::of_text("あいう");
        assert_eq!(project.source(source).text().len(), 9);
        let fix = |start, end, text: &str| Fix {
            span: crate::source::Span::new(source, start, end),
            text: text.to_owned(),
        };
        assert_eq!(applied("あいう", &[fix(0, 3, "ア"), fix(6, 9, "")]), "アい");
        assert_eq!(applied("あいう", &[fix(3, 3, "・")]), "あ・いう");
        // A place that is inside a character is none.
        assert_eq!(applied("あいう", &[fix(1, 3, "x")]), "あいう");
    }
}
