//! CSV: RFC 4180 with a byte order mark, so that Excel in Japan reads it as what it is [L1-01, L3-08].

use super::{Dataset, Datum};

/// What Excel takes for UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a dataset: UTF-8 with a byte order mark, lines end with CR LF, the first line holds the names of the
/// columns [L3-01], values with commas or quotes are quoted [L1-15].
///
/// # Panics
///
/// Never: writing into memory does not fail.
pub fn write(dataset: &Dataset) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let names = dataset.columns.iter().map(|column| column.name.as_str());
    writer.write_record(names).expect("memory takes everything");
    for row in &dataset.rows {
        writer.write_record(row.iter().map(cell)).expect("memory takes everything");
    }
    writer.into_inner().expect("memory takes everything")
}

fn cell(datum: &Datum) -> String {
    match datum {
        Datum::Blank => String::new(),
        Datum::Number(number) => number.clone(),
        Datum::Text(text) => guarded(text),
    }
}

/// The characters with which spreadsheets begin a formula, those of full width included: Excel in Japan takes
/// them for the same (OWASP, CSV Injection).
const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// A text that no spreadsheet runs as a formula: an apostrophe stands before it. One character alone is no
/// formula.
fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA) && text.chars().nth(1).is_some() {
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
    use crate::data::Column;

    fn written(rows: &[&[Datum]]) -> String {
        let columns = ["id", "name"].map(|name| Column::plain(name));
        let rows = rows.iter().map(|row| row.to_vec()).collect();
        let dataset = Dataset {
            name: "a".to_owned(),
            title: "甲".to_owned(),
            figure: None,
            columns: columns.to_vec(),
            rows,
        };
        String::from_utf8(write(&dataset)).expect("UTF-8")
    }

    #[test]
    fn excel_and_programs_can_read_it() {
        let text = |text: &str| Datum::Text(text.to_owned());
        let written = written(&[
            &[text("a,b"), text("「\"引用\"」")],
            &[Datum::Blank, Datum::Number("-1.5".to_owned())],
        ]);
        assert_eq!(written, "\u{feff}id,name\r\n\"a,b\",\"「\"\"引用\"\"」\"\r\n,-1.5\r\n");
    }

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
    }

    #[test]
    fn texts_are_lines() {
        let check = |text: &str, expected: Datum| assert_eq!(Datum::text(text), expected);
        check("一\r\n 二\t三", Datum::Text("一 二 三".to_owned()));
        check(" \n", Datum::Blank);
    }
}
