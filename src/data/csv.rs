//! CSV: RFC 4180 with a byte order mark, so that Excel in Japan reads it as what it is [L1-01, L3-08].

use super::{Dataset, Datum};
use crate::sheet::guarded;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Column;

    fn written(rows: &[&[Datum]]) -> String {
        let columns = ["id", "name"].map(Column::plain);
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
    fn texts_are_lines() {
        let check = |text: &str, expected: Datum| assert_eq!(Datum::text(text), expected);
        check("一\r\n 二\t三", Datum::Text("一 二 三".to_owned()));
        check(" \n", Datum::Blank);
    }
}
