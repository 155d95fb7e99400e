//! Makes the safe changes that diagnostics propose.
//!
//! Nothing here touches a file: the result is a project with other texts. A file whose changes do not
//! do what they promise is left as it was.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::{Project, SourceId};
use crate::{Compiled, Options, compile, parse};

/// A change may uncover what could not be seen before it, as where a document's YAML is read for the
/// first time. So it is done in rounds; no chain of changes is nearly as long.
const MOST_ROUNDS: usize = 10;

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
    for _ in 0..MOST_ROUNDS {
        let mut fixes = fixes(&mended.compiled, |id| wanted(id) && !left_alone.contains(&id));
        if fixes.is_empty() {
            break;
        }
        let tried = mended.with(&fixes, options);
        let broken: Vec<_> =
            fixes.keys().copied().filter(|&id| mended.is_worse(&tried, id)).collect();
        if broken.is_empty() {
            mended = tried;
            continue;
        }
        for id in broken {
            one_by_one(&mut mended, fixes.remove(&id).unwrap_or_default(), options);
            left_alone.insert(id);
        }
        if fixes.is_empty() {
            break;
        }
        // Places in the other files are what they were.
        mended = mended.with(&fixes, options);
    }
    mended
}

/// Makes the changes of one file that do what they promise, each by itself. From the last to the
/// first, for the places before a change stay what they are.
fn one_by_one(mended: &mut Mended, fixes: Vec<Fix>, options: &Options) {
    for fix in fixes.into_iter().rev() {
        let id = fix.span.source;
        let tried = mended.with(&[(id, vec![fix])].into(), options);
        if !mended.is_worse(&tried, id) {
            *mended = tried;
        }
    }
}

impl Mended {
    /// The project after further changes.
    fn with(&self, fixes: &BTreeMap<SourceId, Vec<Fix>>, options: &Options) -> Self {
        let texts =
            fixes.iter().map(|(&id, fixes)| (id, applied(self.project.source(id).text(), fixes)));
        let project = self.project.with_texts(texts.collect());
        let compiled = compile(&project, options);
        let mut changes = self.changes.clone();
        for (&id, fixes) in fixes {
            *changes.entry(id).or_default() += fixes.len();
        }
        Self { project, compiled, changes }
    }

    /// Whether further changes did not mend a file. More errors than before are no harm where more of
    /// it can be read.
    fn is_worse(&self, after: &Self, id: SourceId) -> bool {
        let count = |mended: &Self, which: &dyn Fn(&Diagnostic) -> bool| {
            let here = mended.compiled.diagnostics.iter().filter(|it| it.span.source == id);
            here.filter(|diagnostic| which(diagnostic)).count()
        };
        let both = |which: &dyn Fn(&Diagnostic) -> bool| (count(self, which), count(after, which));
        let (unread, still_unread) = both(&|it| it.is_of(parse::UNREADABLE));
        let (errors, errors_after) = both(&|it| it.severity == Severity::Error);
        let (fixable, fixable_after) = both(&|it| it.fix.is_some());
        match still_unread.cmp(&unread) {
            Ordering::Less => false,
            Ordering::Equal => errors_after > errors || fixable_after >= fixable,
            Ordering::Greater => true,
        }
    }
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
    fn a_change_that_does_harm_does_not_keep_the_others_back() {
        let text = "---\ntitle: 題\n---\n\n［題］（nai.md）\n\n＃ 見出し\n\n・一\n・二\n";
        let expected = "---\ntitle: 題\n---\n\n［題］（nai.md）\n\n# 見出し\n\n- 一\n- 二\n";
        assert_eq!(mended(text), (expected.to_owned(), 3));
        let text = "---\ntitle: 題\nperiod:\n\tfrom: 2023\n---\n\n・一\n・二\n";
        assert_eq!(mended(text).0, text.replace('・', "- "));
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
