//! Whole comparisons: what is said of two states of a document.

use super::testing::{changes, compared, shown};
use super::{Status, Unread};

#[test]
fn a_text_that_says_the_same_has_not_changed() {
    let text = "# 一\n\n文。\n\n- 甲\n- 乙\n";
    assert_eq!(changes(text, text), "");
    assert_eq!(changes(text, "# 一\n\n文\n。\n\n* 甲\n* 乙\n"), "");
}

#[test]
fn chapters_are_known_again() {
    let long = "職員の学びを支えるため、毎年度の計画を立て、必要な予算を確保する。";
    let check = |old: &str, new: &str, expected: &str| {
        assert_eq!(changes(old, new), expected, "{old} → {new}");
    };
    // By id, whatever it is called.
    check("# 育成 {#t}\n\n文\n", "# 研修 {#t}\n\n文\n", "# 研修 [Renamed]\n~ # [育成] → # [研修]");
    // Another number.
    check("# 1. 一\n", "# 2. 一\n", "");
}
