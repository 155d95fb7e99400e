//! Whether the test bears out what is claimed.

use super::{Accessibility, Conformance, Outcome, STANDARD};
use crate::diagnostic::{Diagnostic, Message, Rule};
use crate::source::Span;
use crate::yaml::Reader;

/// A claim that the test does not bear out: WAIC 対応度表記ガイドライン, 3 (準拠 and 一部準拠 need a test whose
/// results are published; 一部準拠 needs the next steps, too). 総務省 みんなの公共サイト運用ガイドライン names
/// such claims among 適切でない取組. No setting can allow them.
pub(super) static ACCESSIBILITY_CLAIM: Rule = Rule::error(
    "accessibility-claim",
    "試験結果が裏付けない対応度",
    "a degree of accessibility that no test result supports",
);

/// How many numbers a message names.
const NAMED: usize = 5;

impl Accessibility {
    /// Reports a claim that the test does not bear out, and takes it back.
    pub(super) fn held_to_its_test(
        mut self,
        reader: &mut Reader<'_, '_>,
        is_built_in: bool,
    ) -> Self {
        let test = reader.place("test");
        if let Some(span) = test.filter(|_| !is_built_in) {
            reader.diagnostics.push(unknown_criteria(span, &self.standard));
        }
        let claim = self.conformance;
        let Some(span) = reader.place("conformance").filter(|_| claim != Conformance::Considered)
        else {
            return self;
        };
        let found = match (test, claim) {
            (None, _) => vec![untested(span, claim)],
            (Some(_), Conformance::Full) => self.shortcomings(span),
            (Some(_), _) => Vec::new(),
        };
        let unplanned = claim == Conformance::Partial && self.next_steps.is_empty();
        let found = found.into_iter().chain(unplanned.then(|| without_next_steps(span)));
        let found: Vec<Diagnostic> = found.collect();
        if !found.is_empty() || self.test.is_none() || !is_built_in {
            self.conformance = Conformance::Considered;
        }
        for diagnostic in found {
            reader.diagnostics.push(diagnostic);
        }
        self
    }

    /// What stands against all criteria being met.
    fn shortcomings(&self, claim: Span) -> Vec<Diagnostic> {
        // What is wrong with results that could not be read is reported already.
        let Some(test) = &self.test else { return Vec::new() };
        let mut found = Vec::new();
        let mut untested = Vec::new();
        for criterion in self.asked() {
            match test.result(criterion) {
                None => untested.push(criterion.number),
                Some(tested) if tested.outcome == Outcome::Unmet => {
                    found.push(unmet(criterion.number, tested.place.0, claim));
                }
                Some(_) => {}
            }
        }
        if !untested.is_empty() {
            found.push(incomplete(&untested, claim));
        }
        found
    }
}

fn untested(span: Span, claim: Conformance) -> Diagnostic {
    let name = claim.name();
    let message = Message::new(
        format!("「{name}」とありますが、試験結果（test）がありません"),
        format!("`{name}` is claimed without results of a test (`test`)"),
    );
    let help = Message::fixed(
        "試験をしていなければ「配慮」と書きます。試験をしたときは、その結果を test に書いてください。",
        "write `配慮` if there was no test; else write its results under `test`",
    );
    Diagnostic::new(&ACCESSIBILITY_CLAIM, span, message).help(help)
}

fn unmet(number: &str, span: Span, claim: Span) -> Diagnostic {
    let message = Message::new(
        format!("「準拠」とありますが、達成基準 {number} は不適合です"),
        format!("full conformance is claimed, but criterion {number} is not met"),
    );
    let there = Message::fixed("ここで「準拠」としています", "claimed here");
    let help = Message::fixed(
        "満たしていない達成基準があるときは「一部準拠」とし、今後の対応方針を next_steps に書いてください。",
        "write `一部準拠` and say in `next_steps` what will be done",
    );
    Diagnostic::new(&ACCESSIBILITY_CLAIM, span, message).related(claim, there).help(help)
}

fn incomplete(numbers: &[&str], span: Span) -> Diagnostic {
    let count = numbers.len();
    let named = &numbers[..count.min(NAMED)];
    let more = count > named.len();
    let (ja, en) = (named.join("、"), named.join(", "));
    let message = Message::new(
        format!("「準拠」とありますが、{count}項目の達成基準に試験結果がありません"),
        format!("full conformance is claimed, but {count} criteria have no result"),
    );
    let help = Message::new(
        format!(
            "test の criteria に、{ja}{}の結果を書き足してください。",
            if more { "など" } else { "" }
        ),
        format!(
            "add the results of {en}{} to `criteria` of `test`",
            if more { " and others" } else { "" }
        ),
    );
    Diagnostic::new(&ACCESSIBILITY_CLAIM, span, message).help(help)
}

fn without_next_steps(span: Span) -> Diagnostic {
    let message = Message::fixed(
        "「一部準拠」とありますが、今後の対応方針（next_steps）がありません",
        "`一部準拠` is claimed without saying what will be done (`next_steps`)",
    );
    let help = Message::fixed(
        "満たしていない達成基準に、いつ、どう対応するかを next_steps に書いてください。",
        "say in `next_steps` what will be done about the unmet criteria, and when",
    );
    Diagnostic::new(&ACCESSIBILITY_CLAIM, span, message).help(help)
}

fn unknown_criteria(span: Span, standard: &str) -> Diagnostic {
    let message = Message::new(
        format!("「{standard}」の試験結果は、ここには書けません"),
        format!("results of a test by `{standard}` cannot be written here"),
    );
    let help = Message::new(
        format!(
            "hoshin が達成基準の一覧を持つのは {STANDARD} だけです。ほかの規格の試験結果は content/accessibility/index.md に書くと、そのページが代わりに使われます。"
        ),
        format!(
            "only the criteria of {STANDARD} are known; write the results into content/accessibility/index.md, which then takes the place of this page"
        ),
    );
    Diagnostic::new(&ACCESSIBILITY_CLAIM, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::config::accessibility::{CRITERIA, Level, Selection};
    use crate::diagnostic::{Diagnostics, Language};
    use crate::source::{Content, Project};

    fn read(accessibility: &str) -> (Accessibility, Vec<String>) {
        let text = format!("accessibility: {{{accessibility}}}\n");
        let file = ("hoshin.yaml".to_owned(), Content::Bytes(text.into_bytes()));
        let mut diagnostics = Diagnostics::default();
        let config = Config::load(&Project::from_files([file]), &[], &mut diagnostics);
        let told = |it: &Diagnostic| format!("{} {}", it.rule.code, it.message.get(Language::En));
        (config.accessibility, diagnostics.iter().map(told).collect())
    }

    /// A test with these entries of `criteria`.
    fn tested(criteria: &str) -> String {
        format!(
            "test: {{declared: 2026-03-31, description: 全部, technologies: HTML, selection: all, \
             criteria: [{criteria}], period: {{from: 2026-02}}}}"
        )
    }

    /// Results for all criteria up to a level but those that are named.
    fn all_but(level: Level, without: &[&str]) -> String {
        let asked = CRITERIA.iter().filter(|it| it.level <= level);
        let numbers = asked.map(|it| it.number).filter(|it| !without.contains(it));
        format!("{{number: [{}], result: 適合}}", numbers.collect::<Vec<_>>().join(", "))
    }

    #[track_caller]
    fn check(text: &str, conformance: Conformance, expected: &[&str]) {
        let (read, told) = read(text);
        assert_eq!(
            (read.conformance, told),
            (conformance, expected.iter().map(|&it| it.to_owned()).collect()),
            "{text}"
        );
    }

    #[test]
    fn a_claim_takes_a_test_that_bears_it_out() {
        use Conformance::{Considered, Full, Partial};
        let untested = |word: &str| {
            format!("accessibility-claim `{word}` is claimed without results of a test (`test`)")
        };
        let unplanned = "accessibility-claim `一部準拠` is claimed without saying what will be done (`next_steps`)";
        check("", Considered, &[]);
        check("conformance: 配慮", Considered, &[]);
        check("conformance: 準拠", Considered, &[&untested("準拠")]);
        check("conformance: 一部準拠", Considered, &[&untested("一部準拠"), unplanned]);
        let aa = all_but(Level::Aa, &[]);
        check(&format!("conformance: 準拠, {}", tested(&aa)), Full, &[]);
        check(&format!("conformance: 一部準拠, {}", tested(&aa)), Considered, &[unplanned]);
        let next = "next_steps: 直します。";
        let one = "{number: 1.1.1, result: 不適合}";
        check(&format!("conformance: 一部準拠, {next}, {}", tested(one)), Partial, &[]);
        check(&format!("conformance: 配慮, {}", tested(one)), Considered, &[]);
    }

    #[test]
    fn full_conformance_takes_every_criterion() {
        let full = |more: &str, criteria: &str| {
            let (_, told) = read(&format!("conformance: 準拠, {more}{}", tested(criteria)));
            told
        };
        let missing = |count| {
            format!(
                "accessibility-claim full conformance is claimed, but {count} criteria have no result"
            )
        };
        let unmet =
            "accessibility-claim full conformance is claimed, but criterion 1.4.3 is not met";
        let a = all_but(Level::A, &[]);
        assert_eq!(full("level: A, ", &a), [""; 0]);
        assert_eq!(full("", &a), [missing(13)]);
        assert_eq!(full("", &all_but(Level::Aa, &["2.4.7"])), [missing(1)]);
        assert_eq!(full("level: AAA, ", &all_but(Level::Aa, &[])), [missing(23)]);
        assert_eq!(full("additional_criteria: 2.4.8, ", &all_but(Level::Aa, &[])), [missing(1)]);
        let but = all_but(Level::Aa, &["1.4.3", "1.2.1"]);
        let rest =
            "{number: １．４．３, result: 不適合}, {number: 1.2.1, result: 非適用, note: 音声なし}";
        assert_eq!(full("", &format!("{but}, {rest}")), [unmet]);
    }

    #[test]
    fn results_that_cannot_be_read_bear_nothing_out() {
        let missing = |key: &str| format!("field-missing the key `{key}` is missing");
        let (read_one, told) = read("conformance: 準拠, test: {}");
        let keys = ["declared", "description", "technologies", "selection", "criteria", "period"];
        assert_eq!(told, keys.map(missing));
        assert_eq!((read_one.conformance, read_one.test), (Conformance::Considered, None));
        let told = |criteria: &str| read(&tested(criteria)).1;
        assert_eq!(
            told("{number: 1.1.11, result: 適合}"),
            ["field-invalid there is no success criterion `1.1.11`"]
        );
        assert_eq!(
            told("{number: [1.1.1, 1.1.1], result: 適合}"),
            ["field-duplicate the key `1.1.1` occurs twice"]
        );
        assert_eq!(told("{result: 適合}"), [missing("number")]);
        assert_eq!(told("{number: 1.1.1}"), [missing("result")]);
        assert_eq!(
            told("{number: 1.1.1, result: ○}"),
            ["field-invalid `○` is not a value of `result`"]
        );
    }

    #[test]
    fn pages_are_listed_unless_all_were_tested() {
        let read_one = |selection: &str| {
            let test = tested("{number: 1.1.1, result: 適合}").replace("selection: all", selection);
            let (read, told) = read(&test);
            (read.test.map(|test| test.selection), told)
        };
        let chosen = Selection::Pages("代表的な1ページ".to_owned(), vec!["https://a/".to_owned()]);
        assert_eq!(
            read_one("selection: 代表的な1ページ, pages: https://a/"),
            (Some(chosen), Vec::new())
        );
        assert_eq!(read_one("selection: 全部").1, ["field-missing the key `pages` is missing"]);
        assert_eq!(
            read_one("selection: all, pages: [https://a/]").1,
            ["field-invalid every page was tested, and yet pages are listed"]
        );
    }

    #[test]
    fn other_standards_have_no_results_here() {
        let (read_one, told) = read("standard: WCAG 2.2, level: AA");
        assert_eq!((told, read_one.notation_guideline), (Vec::new(), None));
        assert_eq!(read_one.standard, "WCAG 2.2");
        let full =
            format!("standard: WCAG 2.2, conformance: 準拠, {}", tested(&all_but(Level::Aa, &[])));
        let expected = "accessibility-claim results of a test by `WCAG 2.2` cannot be written here";
        check(&full, Conformance::Considered, &[expected]);
    }

    #[test]
    fn a_criterion_that_is_named_twice_is_aimed_at_once() {
        let (read, told) = read("additional_criteria: [2.4.8, 1.4.6, 2.4.8]");
        let numbers: Vec<_> = read.additional_criteria.iter().map(|it| it.number).collect();
        assert_eq!((numbers.as_slice(), told.as_slice()), (&["2.4.8", "1.4.6"][..], &[][..]));
    }
}
