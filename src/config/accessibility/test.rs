//! `accessibility: test:`: the results of a test, which are what a claim rests on. The items are those that
//! JIS X 8341-3:2016, 附属書JB.3.1 (試験結果の表示) asks for.

use std::collections::BTreeMap;

use super::criteria::{CRITERIA, Criterion, criterion};
use crate::calendar::Date;
use crate::config::Words;
use crate::diagnostic::{Message, did_you_mean};
use crate::document::{PERIOD_FIELDS, Period};
use crate::source::{Place, Span, Spanned};
use crate::yaml::{Choice, Field, Reader, Shape, choices, invalid_value, words};

/// The results of a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// 表明日.
    pub declared: Date,
    /// 対象となるウェブページに関する簡潔な説明.
    pub description: String,
    /// 依存したウェブコンテンツ技術のリスト.
    pub technologies: Vec<String>,
    /// 試験対象のウェブページを選択した方法及び数, and 試験を行ったウェブページのURI.
    pub selection: Selection,
    /// 達成基準チェックリスト, by the criterion's number.
    pub results: BTreeMap<&'static str, Tested>,
    /// 試験実施期間.
    pub period: Period,
    /// Where the results are written.
    pub place: Place,
}

/// Which pages were tested.
#[derive(Debug, Clone, PartialEq)]
pub enum Selection {
    /// All pages of the site, which are listed as the site has them.
    All,
    /// Pages that were chosen in this way, with their addresses.
    Pages(String, Vec<String>),
}

/// What came out for a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// Whether it is met.
    pub outcome: Outcome,
    /// What to know about it.
    pub note: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// Whether a criterion is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 適合
    Met,
    /// 不適合
    Unmet,
    /// 非適用: the pages have nothing that it speaks of, so it counts as met.
    NotApplicable,
}

impl Outcome {
    const TABLE: [(Choice, Self); 3] = [
        (("適合", "達成基準を満たしている", "the criterion is met"), Self::Met),
        (("不適合", "達成基準を満たしていない", "the criterion is not met"), Self::Unmet),
        (
            ("非適用", "該当するコンテンツがない", "the pages have nothing that it speaks of"),
            Self::NotApplicable,
        ),
    ];
}

/// The word that says that all pages were tested.
const ALL: &str = "all";

pub(super) static FIELDS: &[Field] = &[
    Field::required(
        "declared",
        Shape::Date,
        "試験結果の表明日。例: 2026-03-31",
        "When the results were declared. Example: 2026-03-31",
    ),
    Field::required(
        "description",
        Shape::Word,
        "試験の対象の説明。例: デジタル人材育成方針サイトのすべてのページ",
        "What was tested, in a phrase. Example: デジタル人材育成方針サイトのすべてのページ",
    ),
    Field::required(
        "technologies",
        Shape::Words,
        "ページが依存する技術。例: [HTML, CSS, JavaScript, SVG]",
        "The technologies that the pages rely on. Example: [HTML, CSS, JavaScript, SVG]",
    ),
    Field::required(
        "selection",
        Shape::Word,
        "試験するページの選び方とページ数。すべてのページを試験したときは all と書きます。例: 代表的な15ページと無作為に選んだ25ページ",
        "How the pages were selected, and how many; `all` if every page was tested. Example: 代表的な15ページと無作為に選んだ25ページ",
    ),
    Field::new(
        "pages",
        Shape::Words,
        "試験したページのアドレス。selection が all なら書きません。例: [https://www.example.lg.jp/dx/]",
        "The addresses of the tested pages; not written if `selection` is `all`. Example: [https://www.example.lg.jp/dx/]",
    ),
    Field::required(
        "criteria",
        Shape::Records(CRITERIA_FIELDS),
        "達成基準ごとの試験結果。例: [{number: 1.1.1, result: 適合}]",
        "The result for each criterion. Example: [{number: 1.1.1, result: 適合}]",
    ),
    Field::required(
        "period",
        Shape::Record(PERIOD_FIELDS),
        "試験を行った期間。例: {from: 2026-02-01, until: 2026-02-20}",
        "When the test took place. Example: {from: 2026-02-01, until: 2026-02-20}",
    ),
];

static CRITERIA_FIELDS: &[Field] = &[
    Field::required(
        "number",
        Shape::Words,
        "達成基準の番号。同じ結果のものは [ ] に並べられます。例: 1.1.1",
        "The number of the criterion, or of several. Example: 1.1.1",
    ),
    Field::required(
        "result",
        Shape::Choice(&words(&Outcome::TABLE)),
        "試験の結果。",
        "What the test found.",
    ),
    Field::new(
        "note",
        Shape::Word,
        "結果についての注記。例: 動画はありません",
        "What to know about the result. Example: 動画はありません",
    ),
];

impl Test {
    /// Reads the results of a test; nothing if an indispensable item is missing, which is reported.
    pub(super) fn read(reader: &mut Reader<'_, '_>, shown: &mut Words) -> Option<Self> {
        let declared = reader.required_date("declared");
        let description = shown.shown(reader.required_word("description"));
        let technologies =
            reader.needed("technologies", |reader| reader.words("technologies"), Vec::is_empty);
        let technologies = shown.shown_all(technologies);
        let selection = Selection::read(reader, shown);
        let mut results = Results::default();
        let read = |reader: &mut Reader<'_, '_>| {
            let read = |reader: &mut Reader<'_, '_>| {
                results.read(reader, shown);
                Some(())
            };
            reader.records("criteria", read).len()
        };
        reader.needed("criteria", read, |count| *count == 0);
        let period = reader.needed(
            "period",
            |reader| reader.record("period", Period::read),
            Option::is_none,
        );
        Some(Self {
            declared: declared?.value,
            description: description?,
            technologies: Some(technologies).filter(|list| !list.is_empty())?,
            selection: selection?,
            results: Some(results.0).filter(|results| !results.is_empty())?,
            period: period?,
            place: Place(reader.span()),
        })
    }

    /// What came out for a criterion, if it was tested.
    pub fn result(&self, criterion: &Criterion) -> Option<&Tested> {
        self.results.get(criterion.number)
    }
}

impl Selection {
    fn read(reader: &mut Reader<'_, '_>, shown: &mut Words) -> Option<Self> {
        let how = reader.required_word("selection")?;
        if how.value == ALL {
            if let Some(span) = reader.place("pages") {
                reader.diagnostics.push(contradiction(span, how.span));
            }
            // Read all the same, so that its form is looked at.
            reader.words("pages");
            return Some(Self::All);
        }
        let pages = reader.needed("pages", |reader| reader.words("pages"), Vec::is_empty);
        let pages = shown.shown_all(pages);
        Some(Self::Pages(shown.shown(Some(how))?, pages))
    }
}

fn contradiction(span: Span, how: Span) -> crate::diagnostic::Diagnostic {
    let message = Message::fixed(
        "すべてのページを試験したのに、ページの一覧が書かれています",
        "every page was tested, and yet pages are listed",
    );
    let there = Message::fixed("すべてのページとあります", "all pages, it says here");
    let help = Message::fixed(
        "all のときは、hoshin がすべてのページのアドレスを示します。pages を消すか、selection に選び方を書いてください。",
        "remove `pages`, as all pages are listed then; or say in `selection` how they were selected",
    );
    invalid_value(span, message).related(how, there).help(help)
}

/// Results as they are read.
#[derive(Default)]
struct Results(BTreeMap<&'static str, Tested>);

impl Results {
    fn read(&mut self, reader: &mut Reader<'_, '_>, shown: &mut Words) {
        let numbers = reader.needed("number", |reader| reader.words("number"), Vec::is_empty);
        let outcome = reader.needed(
            "result",
            |reader| reader.choice("result", &choices(&Outcome::TABLE)),
            Option::is_none,
        );
        let note = shown.shown(reader.word("note"));
        for number in numbers {
            let Some(criterion) = known(&number, reader) else { continue };
            if let Some(first) = self.0.get(criterion.number) {
                reader.repeated(criterion.number, number.span, first.place.0);
            } else if let Some(outcome) = outcome {
                let tested = Tested { outcome, note: note.clone(), place: Place(number.span) };
                self.0.insert(criterion.number, tested);
            }
        }
    }
}

/// The criterion of a number that an author wrote; an unknown one is reported.
pub(super) fn known(
    number: &Spanned<String>,
    reader: &mut Reader<'_, '_>,
) -> Option<&'static Criterion> {
    let found = criterion(&number.value);
    if found.is_none() {
        let written = number.value.trim();
        let message = Message::new(
            format!("「{written}」という達成基準はありません"),
            format!("there is no success criterion `{written}`"),
        );
        let help = Message::fixed(
            "JIS X 8341-3:2016 の達成基準の番号（1.1.1 から 4.1.2）を書いてください。",
            "write a number of JIS X 8341-3:2016, from 1.1.1 to 4.1.2",
        );
        let near = did_you_mean(written, CRITERIA.iter().map(|criterion| criterion.number));
        reader.diagnostics.push(invalid_value(number.span, message).help(near.unwrap_or(help)));
    }
    found
}
