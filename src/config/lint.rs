//! `lint:`: how much each check weighs.

use std::collections::BTreeMap;

use crate::diagnostic::{Message, Rule, Severity};
use crate::yaml::Reader;

/// Reads the severities by code; `None` switches a code off.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    codes: &[&Rule],
) -> BTreeMap<String, Option<Severity>> {
    let levels =
        [("off", None), ("warning", Some(Severity::Warning)), ("error", Some(Severity::Error))];
    let read = reader.severities("lint", codes, |reader| {
        let mut lint = BTreeMap::new();
        for rule in codes {
            let Some(level) = reader.choice(rule.code, &levels) else { continue };
            let span = reader.place(rule.code);
            if let (false, Some(span)) = (rule.adjustable || level == Some(rule.severity), span) {
                let expected = Message::fixed(
                    "error（これを許すとページを正しく組み立てられません）",
                    "error (pages cannot be made otherwise)",
                );
                reader.invalid(span, rule.code, &expected);
                continue;
            }
            lint.insert(rule.code.to_owned(), level);
        }
        Some(lint)
    });
    read.unwrap_or_default()
}
