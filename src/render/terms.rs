//! Terms of the glossary where readers meet them first: each leads to its entry, once on a page.
//!
//! A term in the text is a link and nothing else: it wraps, is found and is copied like the words around
//! it, which a button is not, and it leads to the entry where nothing runs. `terms.js` opens what the
//! entry says beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::html::Writer;
use super::link::fragment;
use crate::document::{Document, sections};
use crate::markdown::{self, Block, BlockKind, in_name, narrow, normalise, stands_alone};
use crate::table::{Content, Form, Table};

/// The most characters of a term that is looked for: a longer one is a sentence.
const LONGEST: usize = 64;

/// The terms of a page's glossary, to be found in its text.
pub(super) struct Glossary {
    /// The terms that can be found: as normalised characters.
    terms: BTreeMap<Vec<char>, Entry>,
    /// How long the terms are that begin with a character, the longest first.
    lengths: BTreeMap<char, Vec<usize>>,
    /// How many terms were not found yet.
    left: usize,
}

struct Entry {
    id: String,
    found: bool,
}

impl Glossary {
    /// The glossary that a document shows; nothing if it shows none.
    pub(super) fn of(document: &Document, tables: &[Table]) -> Option<Self> {
        let chapters = sections(&document.chapters);
        let parts = chapters.iter().flat_map(|chapter| [&chapter.blocks, &chapter.tail]);
        let mut parts = [&document.preface, &document.appendix].into_iter().chain(parts);
        let table = parts.find_map(|blocks| list_in(blocks, tables))?;
        let mut taken = BTreeSet::new();
        let rows = table.groups.iter().flat_map(|group| &group.rows);
        let terms = rows.filter_map(|row| row.cells.first()).map(|cell| {
            let id = entry_id(&cell.content, &mut taken);
            (cell.content.plain(), id)
        });
        Some(Self::new(terms))
    }

    fn new(terms: impl Iterator<Item = (String, String)>) -> Self {
        let mut glossary = Self { terms: BTreeMap::new(), lengths: BTreeMap::new(), left: 0 };
        for (term, id) in terms {
            let term: Vec<char> = normalise(term.trim()).chars().map(narrow).collect();
            let Some(&first) = term.first().filter(|_| term.len() <= LONGEST) else { continue };
            let lengths = glossary.lengths.entry(first).or_default();
            if let Err(at) = lengths.binary_search_by(|length| term.len().cmp(length)) {
                lengths.insert(at, term.len());
            }
            glossary.terms.entry(term).or_insert(Entry { id, found: false });
        }
        glossary.left = glossary.terms.len();
        glossary
    }

    /// Finds the terms in a piece of text that were not found before: where each stands, and the id of
    /// its entry. `beside` are the characters before and after the piece.
    fn find(&mut self, text: &str, beside: [Option<char>; 2]) -> Vec<(Range<usize>, String)> {
        let mut found = Vec::new();
        if self.left == 0 {
            return found;
        }
        let row = Row::of(text, beside);
        let mut at = 0;
        while at < row.chars.len() {
            let Some((range, length)) = self.at(&row, at) else {
                at += 1;
                continue;
            };
            // A longer term hides the shorter one in it even where it is not the first of its kind.
            let entry = self.terms.get_mut(&row.chars[at..at + length]);
            if let Some(entry) = entry.filter(|entry| !entry.found) {
                entry.found = true;
                self.left -= 1;
                found.push((range, entry.id.clone()));
            }
            at += length;
        }
        found
    }

    /// The longest term that stands at a place: where it is written, and how many characters it has.
    fn at(&self, row: &Row, at: usize) -> Option<(Range<usize>, usize)> {
        let lengths = self.lengths.get(&row.chars[at])?;
        lengths.iter().find_map(|&length| {
            let range = at..at + length;
            let known = self.terms.contains_key(row.chars.get(range.clone())?)
                && stands_alone(&row.chars, &range)
                && !in_name(&row.chars, &range);
            Some((row.written(range).filter(|_| known)?, length))
        })
    }
}

/// A text as normalised characters that know where they are written.
struct Row {
    chars: Vec<char>,
    /// Where each is written; what stands beside the text is written nowhere.
    places: Vec<Option<Range<usize>>>,
}

impl Row {
    fn of(text: &str, [before, after]: [Option<char>; 2]) -> Self {
        let mut row =
            Self { chars: Vec::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        if let Some(c) = before {
            row.add(narrow(c), None);
        }
        let mut rest = text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            let mut end = start + c.len_utf8();
            // ｶﾞ is two characters that are one.
            while let Some((at, mark)) = rest.next_if(|&(_, c)| is_mark(c)) {
                end = at + mark.len_utf8();
            }
            let place = Some(start..end);
            if end == start + c.len_utf8() && is_normal(c) {
                row.add(c, place);
            } else {
                text[start..end].nfkc().for_each(|c| row.add(narrow(c), place.clone()));
            }
        }
        if let Some(c) = after {
            row.add(narrow(c), None);
        }
        row
    }

    fn add(&mut self, c: char, place: Option<Range<usize>>) {
        self.chars.push(c);
        self.places.push(place);
    }

    /// Where some characters are written; nothing if they are only a part of what is (株 in ㈱).
    fn written(&self, range: Range<usize>) -> Option<Range<usize>> {
        let place = |at: usize| self.places.get(at).cloned().flatten();
        let (first, last) = (place(range.start)?, place(range.end - 1)?);
        let cut_before = range.start > 0 && place(range.start - 1).as_ref() == Some(&first);
        let cut_after = place(range.end).as_ref() == Some(&last);
        (!cut_before && !cut_after).then_some(first.start..last.end)
    }
}

/// Whether a character belongs to the one before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{ff9e}' | '\u{ff9f}') || is_combining_mark(c)
}

/// Whether a character is surely its own normal form: nearly all that people write.
fn is_normal(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | '、'..='】' | 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '\u{4e00}'..='\u{9fff}')
}

/// The first list of terms that some blocks show.
fn list_in<'t>(blocks: &[Block], tables: &'t [Table]) -> Option<&'t Table> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Figure(at) => tables.get(*at).filter(|table| table.form == Form::Definitions),
        BlockKind::Quote { blocks, .. } => list_in(blocks, tables),
        BlockKind::List(list) => list.items.iter().find_map(|item| list_in(&item.blocks, tables)),
        BlockKind::Definitions(list) => {
            let mut inside = list.iter().flat_map(|definition| &definition.definitions);
            inside.find_map(|blocks| list_in(blocks, tables))
        }
        _ => None,
    })
}

/// The id of an entry; a second one of the same name gets a number.
pub(super) fn entry_id(term: &Content, taken: &mut BTreeSet<String>) -> String {
    let id = format!("hs-term-{}", markdown::slug(&term.plain()));
    let mut free = id.clone();
    let mut number = 1;
    while !taken.insert(free.clone()) {
        number += 1;
        free = format!("{id}-{number}");
    }
    free
}

impl Writer<'_> {
    /// Appends a piece of running text, in which terms lead to the glossary. `beside` are the characters
    /// before and after it.
    pub(super) fn running(&mut self, text: &str, beside: [Option<char>; 2]) {
        let found = self.glossary.as_mut().map(|glossary| glossary.find(text, beside));
        let mut from = 0;
        for (range, id) in found.unwrap_or_default() {
            self.text(&text[from..range.start]);
            self.needs.terms = true;
            self.raw("<a class=\"term\"");
            self.attribute("href", &fragment(&id));
            self.raw(">");
            self.text(&text[range.clone()]);
            self.raw("</a>");
            from = range.end;
        }
        self.text(&text[from..]);
    }

    /// Writes something in which no term leads anywhere: headings, links, the glossary itself.
    pub(super) fn without_terms(&mut self, write: impl FnOnce(&mut Self)) {
        let glossary = self.glossary.take();
        write(self);
        self.glossary = glossary;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary(terms: &str) -> Glossary {
        Glossary::new(terms.split(' ').map(|term| (term.to_owned(), format!("[{term}]"))))
    }

    /// The text with every term that is found in brackets.
    fn marked(glossary: &mut Glossary, text: &str, beside: [Option<char>; 2]) -> String {
        let mut shown = String::new();
        let mut from = 0;
        for (range, id) in glossary.find(text, beside) {
            shown.extend([&text[from..range.start], "[", &text[range.clone()], "]"]);
            assert_eq!(normalise(&id), normalise(&format!("[{}]", &text[range.clone()])));
            from = range.end;
        }
        shown + &text[from..]
    }

    #[test]
    fn the_first_of_each_term_is_found() {
        let check = |terms: &str, text: &str, expected: &str| {
            assert_eq!(marked(&mut glossary(terms), text, [None, None]), expected, "{terms}");
        };
        check("BPR RPA", "RPAとBPRとBPR", "[RPA]と[BPR]とBPR");
        check("BPR", "ＢＰＲとBPR", "[ＢＰＲ]とBPR");
        check("ＢＰＲ", "BPR", "[BPR]");
        check("BPR", "bprとBprとBPRs", "bprとBprとBPRs");
        check("サービス", "ｻｰﾋﾞｽを", "[ｻｰﾋﾞｽ]を");
        check("ガバナンス", "ｶﾞﾊﾞﾅﾝｽ、か\u{3099}", "[ｶﾞﾊﾞﾅﾝｽ]、か\u{3099}");
        check("データ", "データベースとデータ", "データベースと[データ]");
        check("研修", "研修計画と研修等", "研修計画と[研修]等");
        check("DX DX人材", "DX人材とDX人材とDX", "[DX人材]とDX人材と[DX]");
        check("AI AI-OCR", "AI-OCRとAI", "[AI-OCR]と[AI]");
        check("株", "㈱と株", "㈱と[株]");
        check("◎", "◎と◎", "[◎]と◎");
        check("の", "AのB", "A[の]B");
        check("DX", "「例示市DX計画」のDX", "「例示市DX計画」の[DX]");
        check("BPR", "", "");
    }

    #[test]
    fn what_stands_beside_a_piece_belongs_to_its_words() {
        let check = |before: Option<char>, text: &str, after: Option<char>, expected: &str| {
            assert_eq!(marked(&mut glossary("育成 DX"), text, [before, after]), expected);
        };
        check(None, "育成", None, "[育成]");
        check(Some('財'), "育成の", None, "育成の");
        check(None, "育成", Some('計'), "育成");
        check(Some('の'), "育成", Some('を'), "[育成]");
        check(Some('Ａ'), "DXとDX", Some('Ａ'), "DXとDX");
        check(Some('、'), "DX", Some('。'), "[DX]");
        // What is written beside is no part of a term.
        check(Some('育'), "成とDX", None, "成と[DX]");
    }

    #[test]
    fn terms_that_are_none_are_never_found() {
        let long = "長".repeat(LONGEST + 1);
        let longest = "長".repeat(LONGEST);
        let mut found = glossary(&format!("{long} {longest}"));
        assert_eq!(marked(&mut found, &long, [None, None]), long);
        assert_eq!(marked(&mut found, &longest, [None, None]), format!("[{longest}]"));
        let mut none = Glossary::new(
            [String::new(), " ".to_owned()].map(|it| (it, String::new())).into_iter(),
        );
        assert_eq!(none.find("文 と 文", [None, None]), []);
    }

    #[test]
    fn entries_of_one_name_have_ids_of_their_own() {
        let mut taken = BTreeSet::new();
        let mut id = |term: &str| entry_id(&Content::Number(term.to_owned()), &mut taken);
        assert_eq!([id("C"), id("C++"), id("C#")], ["hs-term-C", "hs-term-C-2", "hs-term-C-3"]);
    }

    #[test]
    fn much_text_and_many_terms_are_read_once() {
        // Nested terms over one run of characters: every place could begin two hundred of them.
        let terms: Vec<String> = (1..=200).map(|length| "あ".repeat(length)).collect();
        let mut found = glossary(&terms.join(" "));
        let text = "あ".repeat(60_000);
        assert_eq!(found.find(&text, [None, None]).len(), 2);
        let mut found = glossary("DX");
        assert_eq!(found.find(&"https://DX/".repeat(6_000), [None, None]), []);
    }
}
