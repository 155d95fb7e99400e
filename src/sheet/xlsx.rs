//! Excel workbooks. What they unpack to is counted before they are taken apart, so that a small file cannot
//! become a large one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use calamine::{
    Data, DataRef, Reader as _, Sheet as Listed, SheetType, SheetVisible, Xlsx, XlsxError,
};

use super::{
    Area, Book, Cell, CellKind, Fault, MAX_CELLS, MAX_PLACES, MAX_UNPACKED, Row, Sheet, number,
};

/// The containers of workbooks that a password protects, and of those of the time before 2007.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How the name of the encrypted part of such a container is stored.
const ENCRYPTED: &str = "EncryptedPackage";

/// The most merged cells of a sheet.
const MAX_MERGED: usize = 5_000;

/// A workbook in memory.
type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

pub(super) fn read(bytes: &[u8]) -> Book {
    taken_apart(bytes).unwrap_or_else(Book::broken)
}

fn taken_apart(bytes: &[u8]) -> Result<Book, Fault> {
    if bytes.starts_with(OLE) {
        let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(name.len()).any(|part| part == name);
        return Err(if encrypted { Fault::Password } else { Fault::Old });
    }
    if !bytes.starts_with(b"PK") {
        return Err(if bytes.is_empty() { Fault::Empty } else { Fault::NoWorkbook });
    }
    unpacked_size(bytes)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let listed: Vec<Listed> = workbook.sheets_metadata().to_vec();
    let mut book = Book::default();
    let mut used = 0;
    for sheet in listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let found = found(&mut workbook, &sheet.name, &mut used)?;
        let merged = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)?;
        if merged.len() > MAX_MERGED {
            return Err(Fault::TooManyCells);
        }
        let rows = laid_out(found, &mut book.text)?;
        let merged = merged.iter().map(area).collect();
        let hidden = sheet.visible != SheetVisible::Visible;
        book.sheets.push(Sheet { name: sheet.name.clone(), hidden, rows, merged });
    }
    Ok(book)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn damaged(error: XlsxError) -> Fault {
    Fault::Damaged(error.to_string())
}

/// Unpacks every part and keeps none of it, up to the limit.
fn unpacked_size(bytes: &[u8]) -> Result<(), Fault> {
    let damaged = |error: &dyn std::fmt::Display| Fault::Damaged(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut left = MAX_UNPACKED;
    let mut unpacked = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| damaged(&error))?;
        unpacked.clear();
        let size =
            part.take(left + 1).read_to_end(&mut unpacked).map_err(|error| damaged(&error))?;
        left = left.checked_sub(size as u64).ok_or(Fault::TooLargeUnpacked)?;
        promises_too_much(&unpacked)?;
        places_are_sound(&unpacked)?;
    }
    Ok(())
}

/// Refuses a part that says that it has more texts than a workbook may have cells: calamine makes room for as
/// many as are announced. What is announced in UTF-16, which no program writes, is not understood here.
fn promises_too_much(part: &[u8]) -> Result<(), Fault> {
    let is_xml = part.first().is_some_and(|byte| b"<\xef\xff\xfe\0 \t\r\n".contains(byte));
    if !is_xml {
        return Ok(());
    }
    if part.contains(&0) {
        return Err(Fault::Damaged("UTF-16".to_owned()));
    }
    let name = b"uniqueCount";
    let mut rest = part;
    while let Some(at) = rest.windows(name.len()).position(|it| it == name) {
        rest = &rest[at + name.len()..];
        let is_space = |byte: &&u8| byte.is_ascii_whitespace() || b"='\"".contains(byte);
        let digits = rest.iter().skip_while(is_space).take_while(|byte| byte.is_ascii_digit());
        let count = digits.fold(0_usize, |sum, digit| {
            sum.saturating_mul(10).saturating_add(usize::from(digit - b'0'))
        });
        if count > MAX_PLACES {
            return Err(Fault::TooManyCells);
        }
    }
    Ok(())
}

/// Refuses a sheet that names places which no sheet has: calamine reckons with them as they are.
fn places_are_sound(part: &[u8]) -> Result<(), Fault> {
    let name = b"sheetData";
    if !part.windows(name.len()).any(|it| it == name) {
        return Ok(());
    }
    let text = String::from_utf8_lossy(part);
    let tags = text.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    let words = tags.flat_map(|tag| tag.split_ascii_whitespace().skip(1));
    for (name, value) in words.filter_map(|word| word.split_once('=')) {
        let value = value.trim_matches(['"', '\'', '/']);
        if ["r", "ref"].contains(&name) && !is_place(value) {
            return Err(Fault::Damaged(value.chars().take(40).collect()));
        }
    }
    Ok(())
}

/// Whether a text is a row, a cell, or a range of them within the limits of a sheet.
fn is_place(text: &str) -> bool {
    /// The most rows and columns of a sheet.
    const MOST: [usize; 2] = [1_048_576, 16_384];
    let end = |text: &str| -> Option<[usize; 2]> {
        let text = text.replace('$', "");
        let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let letters = &text[..text.len() - digits.len()];
        // A whole column has no row.
        let row = match digits {
            "" if !letters.is_empty() => 1,
            _ if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
            _ => return None,
        };
        let row = Some(row).filter(|row| (1..=MOST[0]).contains(row))?;
        let column = letters.bytes().try_fold(0_usize, |sum, letter| {
            let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
            sum.checked_mul(26)?.checked_add(digit)
        })?;
        (column <= MOST[1]).then_some([row, column])
    };
    match text.split_once(':') {
        None => end(text).is_some(),
        Some((from, until)) => match (end(from), end(until)) {
            (Some(from), Some(until)) => from[0] <= until[0] && from[1] <= until[1],
            _ => false,
        },
    }
}

/// What the cells of a sheet show, by row and column.
type Found = BTreeMap<usize, BTreeMap<usize, (String, CellKind)>>;

fn found(workbook: &mut Workbook<'_>, name: &str, used: &mut usize) -> Result<Found, Fault> {
    let without_value = without_value(workbook, name)?;
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let is_percent: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|it| it.format_code.contains('%')))
        .collect();
    let mut rows = Found::new();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
        let position = cell.get_position();
        let percent = is_percent.get(style).copied().unwrap_or_default();
        let (text, kind) = match cell.get_value() {
            DataRef::Empty if without_value.contains(&position) => {
                (String::new(), CellKind::NoValue)
            }
            value => (shown(value, percent), kind(value)),
        };
        let text = text.trim();
        if text.is_empty() && kind == CellKind::Plain {
            continue;
        }
        *used += 1;
        if *used > MAX_CELLS {
            return Err(Fault::TooManyCells);
        }
        let row = rows.entry(position.0 as usize).or_default();
        row.insert(position.1 as usize, (text.to_owned(), kind));
    }
    Ok(rows)
}

/// The places of formulas of which no value is stored: the program that wrote them does not calculate.
fn without_value(workbook: &mut Workbook<'_>, name: &str) -> Result<BTreeSet<(u32, u32)>, Fault> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let mut places = BTreeSet::new();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            places.insert(cell.pos);
            if places.len() > MAX_CELLS {
                return Err(Fault::TooManyCells);
            }
        }
    }
    Ok(places)
}

fn kind(value: &DataRef<'_>) -> CellKind {
    if matches!(value, DataRef::Error(_)) { CellKind::Error } else { CellKind::Plain }
}

/// What a cell shows.
fn shown(value: &DataRef<'_>, percent: bool) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => lines(text),
        DataRef::SharedString(text) => lines(text),
        DataRef::Bool(value) => value.to_string(),
        DataRef::Float(value) if percent => number::percent(*value),
        DataRef::Float(value) => number::plain(*value),
        DataRef::Int(value) => value.to_string(),
        DataRef::DateTime(value) if value.is_duration() => number::duration(value.as_f64()),
        DataRef::DateTime(value) => {
            let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
            let [month, day, hour, minute, second] =
                [month, day, hour, minute, second].map(u16::from);
            number::date(value.as_f64(), [year, month, day, hour, minute, second])
        }
        DataRef::DateTimeIso(text) => number::iso(text),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => Data::from(value.clone()).to_string(),
    }
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn area(merged: &calamine::Dimensions) -> Area {
    let [top, left, bottom, right] =
        [merged.start.0, merged.start.1, merged.end.0, merged.end.1].map(|at| at as usize);
    Area { top, left, bottom, right }
}

/// Gives every cell a line of the text. Below the cells of the first row, empty ones have their place, too.
fn laid_out(found: Found, text: &mut String) -> Result<Vec<Row>, Fault> {
    let heads: Vec<usize> =
        found.values().next().map_or_else(Vec::new, |row| row.keys().copied().collect());
    let mut places = 0;
    let mut rows = Vec::with_capacity(found.len());
    for (number, mut row) in found {
        for &column in &heads {
            row.entry(column).or_insert((String::new(), CellKind::Plain));
        }
        places += row.len();
        if places > MAX_PLACES {
            return Err(Fault::TooManyCells);
        }
        let cells = row.into_iter().map(|(column, (value, kind))| {
            let start = text.len();
            // A cell is one line, whatever it holds; the places of its bytes stay the same.
            text.push_str(&value.replace('\n', " "));
            let place = start..text.len();
            text.push('\n');
            let value = value.contains('\n').then_some(value);
            Cell { column, place, value, kind }
        });
        rows.push(Row { number, cells: cells.collect() });
    }
    Ok(rows)
}
