//! What keeps a data file from being read, in words.

use crate::diagnostic::{Diagnostic, Message};
use crate::parse::faults::{ENCODING_INVALID, FILE_TOO_LARGE};
use crate::sheet::{Fault, MAX_BYTES, MAX_CELLS, MAX_UNPACKED};
use crate::source::{Span, Spanned};

use super::DATA_FILE_INVALID;

/// What to do with a file of another program, or of another time.
pub(super) const SAVE_AS: Message = Message::fixed(
    "Excel の「名前を付けて保存」で、「Excel ブック（.xlsx）」か「CSV UTF-8（.csv）」にして保存し直してください。",
    "save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv)",
);

/// Reports a file of a kind that is not read.
pub(super) fn other_kind(written: &Spanned<String>) -> Diagnostic {
    let name = &written.value;
    let message = Message::new(
        format!("「{name}」はデータのファイルとして読めない種類です"),
        format!("`{name}` is of a kind that is not read as data"),
    );
    Diagnostic::new(&DATA_FILE_INVALID, written.span, message).help(SAVE_AS)
}

/// Reports what is wrong with a file: at the place in the file if there is one, else where the file is named.
pub(super) fn describe(
    fault: &Fault,
    written: &Spanned<String>,
    place: Option<Span>,
) -> Diagnostic {
    let rule = match fault {
        Fault::TooLarge | Fault::TooLargeUnpacked | Fault::TooManyCells => &FILE_TOO_LARGE,
        Fault::Encoding { .. } | Fault::Doubtful(_) => &ENCODING_INVALID,
        _ => &DATA_FILE_INVALID,
    };
    let name = &written.value;
    let message = message(fault, name);
    let diagnostic = Diagnostic::new(rule, place.unwrap_or(written.span), message);
    let diagnostic = diagnostic.help(help(fault));
    match place {
        Some(_) => {
            let there = Message::fixed("ここで使われています", "it is used here");
            diagnostic.related(written.span, there)
        }
        None => diagnostic,
    }
}

fn message(fault: &Fault, name: &str) -> Message {
    let (ja, en) = match fault {
        Fault::TooLarge => (
            format!("「{name}」は大きすぎます（{} MB まで）", MAX_BYTES >> 20),
            format!("`{name}` is too large (at most {} MB)", MAX_BYTES >> 20),
        ),
        Fault::TooLargeUnpacked => (
            format!("「{name}」は、開くと大きすぎます（{} MB まで）", MAX_UNPACKED >> 20),
            format!("`{name}` is too large when it is opened (at most {} MB)", MAX_UNPACKED >> 20),
        ),
        Fault::TooManyCells => (
            format!("「{name}」はセルが多すぎます（{} 万まで）", MAX_CELLS / 10_000),
            format!("`{name}` has too many cells (at most {MAX_CELLS})"),
        ),
        Fault::Empty => {
            (format!("「{name}」には何も書かれていません"), format!("there is nothing in `{name}`"))
        }
        Fault::Encoding { looks_like, offset } => encoding(*looks_like, *offset, name),
        Fault::Doubtful(c) => (
            format!(
                "「{name}」が文字化けしているか、外字が入っています（U+{:04X}）",
                u32::from(*c)
            ),
            format!("`{name}` is garbled or holds a private character (U+{:04X})", u32::from(*c)),
        ),
        Fault::Quote => (
            "引用符「\"」が閉じていないか、閉じたあとに文字が続いています".to_owned(),
            "a quotation mark is not closed, or followed by more".to_owned(),
        ),
        Fault::Password => (
            format!("「{name}」はパスワードで保護されているので読めません"),
            format!("`{name}` is protected by a password and cannot be read"),
        ),
        Fault::Old => (
            format!("「{name}」は古い形式（.xls）のブックです"),
            format!("`{name}` is a workbook of the old kind (.xls)"),
        ),
        Fault::Workbook => (
            format!("「{name}」の中身は CSV ではなく Excel ブックです"),
            format!("`{name}` is a workbook and no CSV"),
        ),
        Fault::NoWorkbook => (
            format!("「{name}」の中身は Excel ブックではありません"),
            format!("`{name}` is no workbook"),
        ),
        Fault::Damaged(reason) => (
            format!("「{name}」は壊れているか、Excel ブックではないので読めません（{reason}）"),
            format!("`{name}` is damaged or no workbook ({reason})"),
        ),
    };
    Message::new(ja, en)
}

fn encoding(looks_like: Option<&str>, offset: usize, name: &str) -> (String, String) {
    match looks_like {
        Some("UTF-8") => (
            format!("「{name}」は文字が壊れています（UTF-8 の {offset} バイト目）"),
            format!("`{name}` is damaged (byte {offset} is not UTF-8)"),
        ),
        Some(encoding) => (
            format!("「{name}」の文字コードは {encoding} のようで、読めません"),
            format!("`{name}` seems to be in {encoding}, which is not read"),
        ),
        None => (
            format!("「{name}」の文字コードが分かりません（{offset} バイト目が読めません）"),
            format!("the encoding of `{name}` is not known (byte {offset} cannot be read)"),
        ),
    }
}

fn help(fault: &Fault) -> Message {
    match fault {
        Fault::TooLarge | Fault::TooLargeUnpacked | Fault::TooManyCells => Message::fixed(
            "この文書に使う表だけを、別のファイルに保存してください。画像や使わないシートは取り除きます。",
            "save the table alone in a file of its own, without pictures and other sheets",
        ),
        Fault::Empty => Message::fixed(
            "最初の行に見出し、その下にデータを書いて保存してください。",
            "write heads in the first row and data below them",
        ),
        Fault::Encoding { .. } => Message::fixed(
            "Excel の「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選んで保存し直してください。",
            "save it as `CSV UTF-8 (comma delimited)` in Excel",
        ),
        Fault::Doubtful(_) => Message::fixed(
            "元のファイルを開いて文字を確かめ、「CSV UTF-8（コンマ区切り）」で保存し直してください。外字はほかの文字に書き換えます。",
            "check the text in the program that it was written with and save it as UTF-8; replace private characters by others",
        ),
        Fault::Quote => Message::fixed(
            "「\"」を含むセルは全体を「\"」で囲み、中の「\"」は二つ重ねます。Excel で開いて保存し直すとそうなります。",
            "put a cell that holds a `\"` into quotation marks and write the one inside twice; saving it in Excel does that",
        ),
        Fault::Password => Message::fixed(
            "Excel の「情報」から「ブックの保護」でパスワードを外し、保存し直してください。",
            "take the password away in Excel (Info, Protect Workbook) and save it",
        ),
        Fault::Workbook => Message::fixed(
            "ファイルの名前の終わりを .xlsx に変えるか、CSV で保存し直してください。",
            "let the name end in .xlsx, or save it as CSV",
        ),
        Fault::Old | Fault::NoWorkbook | Fault::Damaged(_) => SAVE_AS,
    }
}
