//! What is to be said about a change, in words.

use crate::marked::Side;

use super::{Change, ChapterChange, Form, Frame, LeftOut, Part, Remark, Row, Subject, Unread};

impl Part {
    /// What the part is called: by the heading of the new side, if it is there.
    pub(crate) fn name(&self, frame: &Frame<'_>) -> String {
        match &self.subject {
            Subject::Chapter(pair) => {
                let head = pair.new.as_ref().or(pair.old.as_ref());
                head.map(|head| head.text.clone()).unwrap_or_default()
            }
            subject => subject.word(frame),
        }
    }

    /// What became of the part, in words: of the chapter as a whole, then how many of what it says.
    pub(crate) fn said(&self, frame: &Frame<'_>) -> String {
        let mut said = Vec::new();
        if let Subject::Chapter(pair) = &self.subject {
            match (&pair.old, &pair.new) {
                (None, _) => {
                    said.push(frame.word("chapter_added"));
                    said.extend(pair.changes.iter().map(|it| it.said(frame)));
                    return frame.list(&said);
                }
                (_, None) => return frame.word("chapter_removed"),
                _ => said.extend(pair.changes.iter().map(|it| it.said(frame))),
            }
        }
        said.extend(frame.counted(&self.rows));
        frame.list(&said)
    }
}

impl Frame<'_> {
    /// How many rows there are of each kind of change, in words. Headings are not counted.
    pub(crate) fn counted<'r>(&self, rows: impl IntoIterator<Item = &'r Row>) -> Vec<String> {
        let is_text =
            |row: &&Row| row.new.iter().chain(&row.old).all(|it| it.form != Form::Heading);
        let changes: Vec<Change> = rows.into_iter().filter(is_text).map(|row| row.change).collect();
        let said = |change: Change| {
            let count = changes.iter().filter(|it| **it == change).count();
            let words = self.word("rows").replace("{change}", &change.said(self));
            (count > 0).then(|| words.replace("{count}", &count.to_string()))
        };
        let kinds = [Change::Changed, Change::Added, Change::Removed, Change::Moved];
        kinds.into_iter().filter_map(said).collect()
    }
}

impl Row {
    /// The word for what stands in the place of a side that has nothing.
    pub(super) fn nothing(&self, side: Side) -> &'static str {
        match (self.change, side) {
            (Change::Moved, Side::New) => "moved_away",
            (Change::Moved, Side::Old) => "moved_here",
            (_, Side::New) => "removed",
            (_, Side::Old) => "added",
        }
    }

    /// 備考: what became of it, and what else is to be said.
    pub(crate) fn remark(&self, frame: &Frame<'_>) -> String {
        let details: Vec<String> = self.remarks.iter().map(|it| it.said(frame)).collect();
        if self.change == Change::Same || !details.is_empty() {
            return frame.list(&details);
        }
        self.change.said(frame)
    }
}

impl Change {
    /// What became of something, in a word.
    pub(crate) fn said(self, frame: &Frame<'_>) -> String {
        frame.word(match self {
            Self::Same => return String::new(),
            Self::Changed => "change.changed",
            Self::Added => "change.added",
            Self::Removed => "change.removed",
            Self::Moved => "change.moved",
        })
    }
}

impl Remark {
    /// The remark in words.
    pub(crate) fn said(&self, frame: &Frame<'_>) -> String {
        let of = |key: &str, chapter: &str| frame.word(key).replace("{chapter}", chapter);
        match self {
            Self::WidthOnly => frame.word("remark.width"),
            Self::PunctuationOnly => frame.word("remark.punctuation"),
            Self::LookOnly => frame.word("remark.look"),
            Self::TargetOnly => frame.word("remark.target"),
            Self::FormOnly => frame.word("remark.form"),
            Self::MovedFrom(chapter) => of("remark.from", chapter),
            Self::MovedTo(chapter) => of("remark.to", chapter),
            Self::Reordered => frame.word("remark.reordered"),
        }
    }
}

impl ChapterChange {
    /// What became of a chapter, in words.
    pub(crate) fn said(&self, frame: &Frame<'_>) -> String {
        let of = |key: &str, chapter: &str| frame.word(key).replace("{chapter}", chapter);
        match self {
            Self::Renamed => frame.word("remark.renamed"),
            Self::Renumbered => frame.word("remark.renumbered"),
            Self::Moved => frame.word("remark.chapter_moved"),
            Self::SplitFrom(head) => of("remark.split", &head.text),
            Self::Merged(head) => of("remark.merged", &head.text),
        }
    }
}

impl LeftOut {
    /// What was left out of which side, in words. The sides are called as they are in the table.
    pub(crate) fn said(&self, side: &str, frame: &Frame<'_>) -> String {
        let what = match &self.what {
            Unread::Document => frame.word("unread.document"),
            Unread::FrontMatter => frame.word("unread.front_matter"),
            Unread::Figure(name) => frame.word("unread.figure").replace("{name}", name),
            Unread::Part(name) => frame.word("unread.part").replace("{name}", name),
            Unread::Damaged(name) => frame.word("unread.damaged").replace("{name}", name),
            Unread::Mistakes(count) => {
                frame.word("unread.mistakes").replace("{count}", &count.to_string())
            }
        };
        frame.word("unread.old").replace("{side}", side).replace("{what}", &what)
    }
}
