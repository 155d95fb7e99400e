//! Chapters: the headings of a text as a tree, and how they cover the chapters of an outline.

use std::collections::BTreeMap;

use super::names::{id_duplicate, id_reserved};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule, did_you_mean};
use crate::markdown::{self, Block, BlockKind, Heading, Inline, Prose};
use crate::outline::{Outline, Requirement};
use crate::source::{Place, Span, Spanned};

/// The rules of this module.
pub(super) const RULES: &[&Rule] =
    &[&CHAPTER_DUPLICATE, &CHAPTER_UNKNOWN, &HEADING_ATTRIBUTE_UNKNOWN, &HEADING_JUMP];

static HEADING_JUMP: Rule =
    Rule::warning("heading-jump", "見出しの段が飛んでいる", "a heading that skips a level");
static HEADING_ATTRIBUTE_UNKNOWN: Rule = Rule::error(
    "heading-attribute-unknown",
    "見出しに書けない属性",
    "an attribute that headings do not have",
)
.losing_data();
static CHAPTER_UNKNOWN: Rule =
    Rule::error("chapter-unknown", "章立てにない章", "a chapter that the outline does not have")
        .losing_data();
static CHAPTER_DUPLICATE: Rule = Rule::warning(
    "chapter-duplicate",
    "章立ての一つの章にあたる見出しが二つある",
    "two headings for one chapter of the outline",
);

/// A heading with what stands below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// The id of the heading on the page: unique, NFC, without the numbering.
    pub id: String,
    /// 1 for a chapter, 2 for a section and so on; no level is skipped.
    pub level: u8,
    /// The heading's text as typed.
    pub heading: Vec<Inline>,
    /// Where the heading stands.
    pub place: Place,
    /// The chapters of the outline that the heading covers, by id.
    pub covers: Vec<String>,
    /// What stands directly below the heading.
    pub blocks: Vec<Block>,
    /// The headings of the next level.
    pub sections: Vec<Chapter>,
    /// What the outline put at the chapter's end, after its sections.
    pub tail: Vec<Block>,
}

impl Chapter {
    /// Where the heading stands.
    pub fn span(&self) -> Span {
        self.place.0
    }
}

/// How a chapter of the outline is covered.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The chapter's id in the outline.
    pub chapter: String,
    /// Its position in the outline.
    pub position: usize,
    /// Its title in the outline.
    pub title: String,
    /// Whether it must be there.
    pub requirement: Requirement,
    /// How it is covered.
    pub covered: Covered,
}

/// Where a chapter of the outline is to be found.
#[derive(Debug, Clone, PartialEq)]
pub enum Covered {
    /// Under these headings, by their ids, in the order of the text.
    By(Vec<String>),
    /// Nowhere on purpose; the reason.
    Waived(Prose),
    /// Nowhere.
    Missing,
}

/// All chapters and their sections in the order of the text.
pub fn sections(chapters: &[Chapter]) -> Vec<&Chapter> {
    let mut all = Vec::new();
    for chapter in chapters {
        all.push(chapter);
        all.extend(sections(&chapter.sections));
    }
    all
}

/// Builds the tree of chapters from a text.
pub(super) struct Builder<'a> {
    outline: Option<&'a Outline>,
    diagnostics: &'a mut Diagnostics,
    ids: BTreeMap<String, Span>,
    /// The last number given to headings of the same text.
    numbers: BTreeMap<String, usize>,
    /// The typed levels of the headings that are open.
    open: Vec<u8>,
}

/// A heading on the way to becoming a chapter.
struct Open {
    chapter: Chapter,
    /// The chapter that the heading's id or text names, as opposed to `covers=`.
    named: Option<String>,
    by_text: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(outline: Option<&'a Outline>, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            outline,
            diagnostics,
            ids: BTreeMap::new(),
            numbers: BTreeMap::new(),
            open: Vec::new(),
        }
    }

    /// Splits a text into what stands before the first heading, and the chapters.
    pub(super) fn build(&mut self, blocks: Vec<Block>) -> (Vec<Block>, Vec<Chapter>) {
        self.take_written_ids(&blocks);
        let mut preface = Vec::new();
        let mut flat: Vec<Open> = Vec::new();
        for block in blocks {
            match block.kind {
                BlockKind::Heading(heading) => {
                    let open = self.open(heading, block.span);
                    flat.push(open);
                }
                kind => {
                    let blocks =
                        flat.last_mut().map_or(&mut preface, |open| &mut open.chapter.blocks);
                    blocks.push(Block { kind, span: block.span });
                }
            }
        }
        let flat = self.settle(flat);
        (preface, nest(flat))
    }

    /// Ids that authors wrote are theirs: made-up ones give way.
    fn take_written_ids(&mut self, blocks: &[Block]) {
        for block in blocks {
            let BlockKind::Heading(Heading { id: Some(id), .. }) = &block.kind else { continue };
            self.diagnostics.extend(id_reserved(&id.value, id.span));
            let Some(first) = self.ids.insert(id.value.clone(), id.span) else { continue };
            self.diagnostics.push(id_duplicate(&id.value, id.span, first));
        }
    }

    fn open(&mut self, heading: Heading, span: Span) -> Open {
        self.open.retain(|&open| open < heading.level);
        let parent = self.open.last().copied().unwrap_or(0);
        self.open.push(heading.level);
        let level = u8::try_from(self.open.len()).unwrap_or(6);
        if heading.level > parent + 1 {
            let hashes = "#".repeat(usize::from(parent + 1));
            let message = Message::fixed("見出しの段が飛んでいます", "this heading skips a level");
            let help = Message::new(
                format!(
                    "「{hashes}」にしてください。読み上げでは段を頼りに移動します（WCAG 1.3.1）。"
                ),
                format!("write `{hashes}`: people move by levels (WCAG 1.3.1)"),
            );
            self.diagnostics
                .push(Diagnostic::new(&HEADING_JUMP, heading.marks.0, message).help(help));
        }
        let text = markdown::plain(&heading.inlines);
        let written = heading.id.as_ref().map(|id| id.value.as_str());
        let id = self.id(written, &text, span);
        let by_id = self.outline.and_then(|outline| outline.chapter(written?));
        let by_text = self.outline.and_then(|outline| outline.chapter_titled(&text));
        let named = by_id.or(by_text).map(|chapter| chapter.id.clone());
        let mut covers: Vec<String> = named.iter().cloned().collect();
        covers.extend(self.covers(&heading.attributes));
        covers.dedup();
        let chapter = Chapter {
            id,
            level,
            heading: heading.inlines,
            place: Place(span),
            covers,
            blocks: Vec::new(),
            sections: Vec::new(),
            tail: Vec::new(),
        };
        Open { chapter, by_text: by_id.is_none(), named }
    }

    fn id(&mut self, written: Option<&str>, text: &str, span: Span) -> String {
        if let Some(id) = written {
            return id.to_owned();
        }
        let mut slug = markdown::slug(text);
        // What begins with `hs-` are the page's own ids.
        if slug.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("hs-")) {
            slug.insert_str(0, "section-");
        }
        let mut id = slug.clone();
        let number = self.numbers.entry(slug.clone()).or_insert(1);
        while self.ids.contains_key(&id) {
            *number += 1;
            id = format!("{slug}-{number}");
        }
        self.ids.insert(id.clone(), span);
        id
    }

    fn covers(&mut self, attributes: &[(Spanned<String>, Option<Spanned<String>>)]) -> Vec<String> {
        let mut covers = Vec::new();
        for (Spanned { value: key, span }, value) in attributes {
            if key != "covers" {
                let message = Message::new(
                    format!("見出しに「{key}」という属性は書けません"),
                    format!("headings have no attribute `{key}`"),
                );
                let help = did_you_mean(key, ["covers"]).unwrap_or(Message::fixed(
                    "書けるのは {#id} と {covers=章のid,…} です。",
                    "write `{#id}` or `{covers=chapter,…}`",
                ));
                self.diagnostics
                    .push(Diagnostic::new(&HEADING_ATTRIBUTE_UNKNOWN, *span, message).help(help));
                continue;
            }
            let (Some(outline), Some(Spanned { value, span })) = (self.outline, value) else {
                continue;
            };
            let ids = value.trim_matches(['"', '\'', '“', '”']).split([',', '、']);
            for id in ids.map(str::trim).filter(|id| !id.is_empty()) {
                if outline.chapter(id).is_some() {
                    covers.push(id.to_owned());
                    continue;
                }
                let at = span.start + value.find(id).unwrap_or(0);
                let span = Span::new(span.source, at, at + id.len());
                self.diagnostics.push(outline.unknown_chapter(&CHAPTER_UNKNOWN, id, span));
            }
        }
        covers
    }

    /// A heading whose text names a chapter gives way to a heading below it that covers the same
    /// chapter; two that do not stand one below the other are reported.
    fn settle(&mut self, mut flat: Vec<Open>) -> Vec<Open> {
        for at in 0..flat.len() {
            let below = flat[at + 1..]
                .iter()
                .take_while(|open| open.chapter.level > flat[at].chapter.level);
            let Some(named) = flat[at].named.clone().filter(|_| flat[at].by_text) else { continue };
            if below.into_iter().any(|open| open.chapter.covers.contains(&named)) {
                flat[at].named = None;
                flat[at].chapter.covers.retain(|covered| *covered != named);
            }
        }
        // Sections may well share a chapter of the outline; two chapters of the text should not.
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for open in flat.iter().filter(|open| open.chapter.level == 1) {
            let Some(named) = &open.named else { continue };
            let span = open.chapter.span();
            if let Some(&there) = first.get(named.as_str()) {
                let message = Message::new(
                    format!("章「{named}」にあたる見出しが二つあります"),
                    format!("two headings stand for the chapter `{named}`"),
                );
                let help = Message::fixed(
                    "一つにまとめるか、片方の見出しの言葉を変えてください。",
                    "make them one, or change the words of one of them",
                );
                let related = Message::fixed("もう一つの見出し", "the other heading");
                let diagnostic = Diagnostic::new(&CHAPTER_DUPLICATE, span, message);
                self.diagnostics.push(diagnostic.help(help).related(there, related));
            } else {
                first.insert(named, span);
            }
        }
        flat
    }
}

fn nest(flat: Vec<Open>) -> Vec<Chapter> {
    let mut roots: Vec<Chapter> = Vec::new();
    for open in flat {
        let mut siblings = &mut roots;
        while siblings.last().is_some_and(|last| last.level < open.chapter.level) {
            siblings = &mut siblings.last_mut().expect("it was just there").sections;
        }
        siblings.push(open.chapter);
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Outlines;
    use crate::source::{Project, SourceMap};

    /// The chapters as lines of `level id [covered]`, and the codes of what was found.
    fn chapters(text: &str) -> (Vec<String>, Vec<&'static str>) {
        let (_, source) = Project::of_text(text);
        let map = SourceMap::Direct(Place(Span::new(source, 0, text.len())));
        let mut diagnostics = Diagnostics::default();
        let outlines = Outlines::load(&Project::default(), &mut diagnostics);
        let mut builder = Builder::new(outlines.get("govtech-tokyo"), &mut diagnostics);
        let (_, chapters) = builder.build(markdown::parse(text, &map).prose.blocks);
        let shown = sections(&chapters).into_iter().map(|chapter| {
            format!("{} {} {}", chapter.level, chapter.id, chapter.covers.join(","))
                .trim_end()
                .to_owned()
        });
        (shown.collect(), diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect())
    }

    #[test]
    fn headings_cover_chapters_by_id_covers_and_text() {
        let check =
            |text: &str, expected: &[&str]| assert_eq!(chapters(text).0, expected, "{text}");
        check("# 育て方 {#training}\n", &["1 training training"]);
        check("# 経緯 {covers=background,position}\n", &["1 経緯 background,position"]);
        check("# ２．求められる職員像\n", &["1 求められる職員像 vision"]);
        check("# 第3章　ＤＸ人財像\n", &["1 ＤＸ人財像 roles"]);
        check("# 経緯\n## 目 標\n", &["1 経緯", "2 目-標 goals"]);
        check("# 目標 {covers=period}\n", &["1 目標 goals,period"]);
        check("# 経緯 {covers=\"background,position\"}\n", &["1 経緯 background,position"]);
    }

    #[test]
    fn a_section_wins_over_its_chapter() {
        let (chapters, codes) = chapters("# 方針の概要\n## 策定の背景\n## 位置づけ\n# 人材区分\n");
        assert_eq!(
            chapters,
            ["1 方針の概要", "2 策定の背景 background", "2 位置づけ position", "1 人材区分 roles"]
        );
        assert_eq!(codes, [""; 0]);
    }

    #[test]
    fn ids_are_unique_and_levels_without_gaps() {
        let check = |text: &str, expected: &[&str], expected_codes: &[&str]| {
            let (chapters, codes) = chapters(text);
            assert_eq!(chapters, expected, "{text}");
            assert_eq!(codes, expected_codes, "{text}");
        };
        check("# 一\n# 一\n# 甲 {#一}\n", &["1 一-2", "1 一-3", "1 一"], &[]);
        check("# 甲 {#hs-x}\n# hs-y\n", &["1 hs-x", "1 section-hs-y"], &["id-duplicate"]);
        check("# 甲 {#x}\n# 乙 {#x}\n", &["1 x", "1 x"], &["id-duplicate"]);
        check("# 一\n### 二\n## 三\n", &["1 一", "2 二", "2 三"], &["heading-jump"]);
        check("## 一\n# 二\n", &["1 一", "1 二"], &["heading-jump"]);
        check("# 一 {cover=x}\n", &["1 一"], &["heading-attribute-unknown"]);
        check("# 一 {covers=backgrond}\n", &["1 一"], &["chapter-unknown"]);
        check(
            "# 策定の背景\n# 背景と目的\n",
            &["1 策定の背景 background", "1 背景と目的 background"],
            &["chapter-duplicate"],
        );
    }
}
