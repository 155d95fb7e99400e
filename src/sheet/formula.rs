//! Texts that spreadsheets would take for formulas.

/// The characters with which spreadsheets begin a formula, those of full width included: Excel in Japan takes
/// them for the same (OWASP, CSV Injection).
const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// A text that no spreadsheet runs as a formula: an apostrophe stands before it. One character alone is no
/// formula.
pub fn guarded(text: &str) -> String {
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(FORMULA) && bare.chars().nth(1).is_some() {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A text of a CSV file as it was before it was written.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if guarded(rest) == text => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let check = |text: &str, expected: &str| {
            assert_eq!(guarded(text), expected);
            assert_eq!(unguarded(expected), text);
        };
        check("=1+1", "'=1+1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("-2+3", "'-2+3");
        check("＝1+1", "'＝1+1");
        check("-", "-");
        check("◎", "◎");
        check("'引用'", "'引用'");
        check("'=1+1", "''=1+1");
    }
}
