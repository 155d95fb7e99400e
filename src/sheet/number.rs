//! What a cell of a workbook shows, as text: numbers, dates, times.

/// A number as spreadsheets know it: fifteen digits, no `.0`, no exponent.
pub(super) fn plain(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    // There is no negative zero on a sheet.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A share as it is shown: 0.85 is `85%`.
pub(super) fn percent(value: f64) -> String {
    plain(value * 100.0) + "%"
}

/// A date, with the time where there is one, or a time alone. `parts` are year, month, day, hour, minute, second.
pub(super) fn date(serial: f64, parts: [u16; 6]) -> String {
    let [year, month, day, hour, minute, second] = parts;
    let time = if second == 0 {
        format!("{hour}:{minute:02}")
    } else {
        format!("{hour}:{minute:02}:{second:02}")
    };
    if serial < 1.0 {
        return time;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {time}") }
}

/// A length of time in days, as hours and minutes.
pub(super) fn duration(days: f64) -> String {
    let minutes = (days * 24.0 * 60.0).round();
    let hours = (minutes / 60.0).trunc();
    format!("{hours}:{:02}", (minutes - hours * 60.0).abs())
}

/// A date of ISO 8601 as it is stored in some workbooks; midnight is no time.
pub(super) fn iso(text: &str) -> String {
    let date = text.strip_suffix(".000").unwrap_or(text);
    date.strip_suffix("T00:00:00").unwrap_or(date).replace('T', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_they_are_shown() {
        let check = |value: f64, expected: &str| assert_eq!(plain(value), expected);
        check(1.0, "1");
        check(0.1 + 0.2, "0.3");
        check(-12.5, "-12.5");
        check(1e15, "1000000000000000");
        check(-0.0, "0");
        assert_eq!(percent(0.285), "28.5%");
        assert_eq!(percent(1.1), "110%");
    }

    #[test]
    fn dates_are_as_authors_write_them() {
        assert_eq!(date(46_113.0, [2026, 4, 1, 0, 0, 0]), "2026-04-01");
        assert_eq!(date(46_113.375, [2026, 4, 1, 9, 0, 0]), "2026-04-01 9:00");
        assert_eq!(date(0.5, [1899, 12, 31, 12, 0, 30]), "12:00:30");
        assert_eq!(duration(1.0625), "25:30");
        assert_eq!(iso("2026-04-01T00:00:00"), "2026-04-01");
        assert_eq!(iso("2026-04-01T09:30:00"), "2026-04-01 09:30:00");
    }
}
