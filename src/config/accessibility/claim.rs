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
        found.into_iter().for_each(|it| reader.diagnostics.push(it));
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
        "write 配慮 if there was no test; else write its results under `test`",
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
        "write 一部準拠 and say in `next_steps` what will be done",
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
        "一部準拠 is claimed without saying what will be done (`next_steps`)",
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
