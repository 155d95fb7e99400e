//! What a figure is drawn from and with: the document, the words of the theme, the block's options.

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::{
    Data, Document, FigureKind, Records, Role, RoleId, Skill, SkillId, Training, TrainingId,
};
use crate::markdown::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::source::{Place, Span};
use crate::strings::Strings;
use crate::table::{Form, Group, Row, Table};
use crate::yaml::Reader;

use super::cells;
use super::not_shown::Shown;

pub(super) static CAPTION_MISSING: Rule =
    Rule::warning("caption-missing", "表に題がない", "a table without a caption");
pub(super) static FIGURE_EMPTY: Rule =
    Rule::error("figure-empty", "図表に示すデータがない", "a figure without data to show");
pub(super) static FIGURE_OPTION_UNKNOWN: Rule = Rule::error(
    "figure-option-unknown",
    "図表に書けない設定",
    "an option that the figure does not have",
);

/// What a figure is drawn from. It does not change while the figure is drawn.
#[derive(Clone, Copy)]
pub(super) struct Material<'a> {
    pub(super) document: &'a Document,
    pub(super) strings: &'a Strings,
    pub(super) calendar: Calendar,
    pub(super) kind: FigureKind,
    /// Where the author asked for the figure.
    pub(super) place: Place,
}

/// A figure being drawn: what it is drawn from, and what its block says.
pub(super) struct Drawing<'a, 'd> {
    pub(super) from: Material<'a>,
    pub(super) options: Reader<'a, 'd>,
    /// What the figures of the document have shown so far.
    pub(super) shown: &'d mut Shown,
}

impl<'a> Material<'a> {
    pub(super) fn records(&self) -> &'a Records {
        &self.document.records
    }

    pub(super) fn role(&self, id: RoleId) -> &'a Role {
        &self.document.records.roles[id.index()]
    }

    pub(super) fn skill(&self, id: SkillId) -> &'a Skill {
        &self.document.records.skills[id.index()]
    }

    pub(super) fn training(&self, id: TrainingId) -> &'a Training {
        &self.document.records.trainings[id.index()]
    }

    /// The theme's word for a key: the figure's own (`figure.NAME.KEY`), or else the common one.
    pub(super) fn word(&self, key: &str) -> String {
        let own = format!("figure.{}.{key}", self.kind.name);
        let key = if self.strings.has(&own) { &own } else { key };
        self.strings.get(key).to_owned()
    }

    /// The theme's words for a key, with `{name}` replaced by a value.
    pub(super) fn phrase(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut phrase = self.word(key);
        for (name, value) in values {
            phrase = phrase.replace(&format!("{{{name}}}"), value);
        }
        phrase
    }

    /// The theme's word for a key, as a text.
    pub(super) fn term(&self, key: &str) -> Prose {
        self.text(&self.word(key))
    }

    /// The theme's word for one of the words that authors can choose from.
    pub(super) fn choice<T: PartialEq>(&self, key: &str, choices: &[(&str, T)], of: &T) -> Prose {
        let name = choices.iter().find(|(_, value)| value == of).map_or("", |(name, _)| name);
        self.term(&format!("{key}.{name}"))
    }

    /// The head of a column.
    pub(super) fn column_head(&self, key: &str) -> Prose {
        self.term(&format!("column.{key}"))
    }

    /// Words as a text. They are taken as they are, without Markdown.
    pub(super) fn text(&self, words: &str) -> Prose {
        Prose::words(words, self.place.0)
    }

    /// A text with words after it.
    pub(super) fn suffixed(&self, text: &Prose, words: &str) -> Prose {
        let mut suffixed = Prose { source: None, ..text.clone() };
        match suffixed.blocks.last_mut() {
            Some(Block { kind: BlockKind::Paragraph(inlines), .. }) => {
                inlines.push(self.inline(words));
            }
            _ => suffixed.blocks.extend(self.text(words).blocks),
        }
        suffixed
    }

    /// Running text as a text.
    pub(super) fn line(&self, inlines: Vec<Inline>) -> Prose {
        Prose::line(inlines, self.place.0)
    }

    fn inline(&self, words: &str) -> Inline {
        Inline { kind: InlineKind::Text(words.to_owned()), span: self.place.0 }
    }

    /// An empty table in the place of one that could not be drawn. It is never rendered, because the
    /// mistakes that were reported stop the build.
    pub(super) fn stand_in(&self) -> Table {
        Table {
            figure: self.kind.name,
            id: None,
            caption: None,
            legend: None,
            form: Form::default(),
            columns: Vec::new(),
            head: Vec::new(),
            groups: Vec::new(),
            notes: Prose::default(),
            picture: None,
            place: self.place,
        }
    }

    /// A table of this many columns.
    pub(super) fn table(&self, width: usize, head: Vec<Row>, groups: Vec<Group>) -> Table {
        let columns = cells::columns(width, &groups);
        Table { columns, head, groups, ..self.stand_in() }
    }

    /// Reports a table without a caption.
    pub(super) fn caption_missing(&self, help: Message, diagnostics: &mut Diagnostics) {
        let message = Message::fixed("この表には題がありません", "this table has no caption");
        diagnostics.push(Diagnostic::new(&CAPTION_MISSING, self.place.0, message).help(help));
    }

    /// Reports that there is nothing to show.
    pub(super) fn empty(&self, span: Span, help: Message, diagnostics: &mut Diagnostics) {
        let name = self.kind.name;
        let message = Message::new(
            format!("「{name}」に示すデータがありません"),
            format!("there are no data for `{name}` to show"),
        );
        diagnostics.push(Diagnostic::new(&FIGURE_EMPTY, span, message).help(help));
    }
}

impl Drawing<'_, '_> {
    /// A table of this many columns, with the caption, the id and the note that the block gives it.
    pub(super) fn table(&mut self, width: usize, head: Vec<Row>, groups: Vec<Group>) -> Table {
        Table {
            id: self.id(),
            caption: self.caption(),
            notes: self.options.prose("note").unwrap_or_default(),
            ..self.from.table(width, head, groups)
        }
    }

    fn id(&mut self) -> Option<String> {
        let id = self.options.word("id")?;
        if id.value.contains(char::is_whitespace) {
            let expected = Message::fixed("空白のない言葉", "a word without spaces");
            self.options.invalid(id.span, "id", &expected);
            return None;
        }
        Some(id.value)
    }

    fn caption(&mut self) -> Option<Prose> {
        let caption = self.options.prose("caption");
        if caption.is_some() {
            return caption;
        }
        let key = format!("figure.{}.caption", self.from.kind.name);
        if self.from.strings.has(&key) {
            return Some(self.from.term(&key));
        }
        let help = Message::fixed(
            "「caption: 表の題」の行を書き足してください。",
            "add a line `caption: …`",
        );
        self.from.caption_missing(help, self.options.diagnostics);
        None
    }

    /// Reports that the front matter has no records for the figure.
    pub(super) fn without_records(&mut self) {
        let keys = match self.from.kind.shows.first() {
            Some(Data::Skills) => "skills: [{levels: …}]".to_owned(),
            Some(Data::Methods) => "skills: [{methods: …}]".to_owned(),
            data => format!("{}: …", data.map_or("", |data| data.name())),
        };
        let help = Message::new(
            format!(
                "初めの --- の間（front matter）に「{keys}」を書くか、このブロックを取り除いてください。"
            ),
            format!("write `{keys}` in the front matter, or take the block away"),
        );
        self.from.empty(self.from.place.0, help, self.options.diagnostics);
    }
}
