//! Dates with the precision that was written, Japanese eras, and fiscal years (April to March).
//!
//! Nothing here knows today's date.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// How years are shown to readers (`calendar:` in `hoshin.yaml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Calendar {
    /// 令和8年度
    Era,
    /// 2026年度
    Western,
    /// 令和8年度（2026年度）
    #[default]
    Both,
}

/// The eras that a document of this age may name: name, letter, first year, first day (month, day).
const ERAS: [(&str, char, i32, (u32, u32)); 5] = [
    ("令和", 'R', 2019, (5, 1)),
    ("平成", 'H', 1989, (1, 8)),
    ("昭和", 'S', 1926, (12, 25)),
    ("大正", 'T', 1912, (7, 30)),
    ("明治", 'M', 1868, (10, 23)),
];

/// A day: year, month, day of the month.
pub type Day = (i32, u32, u32);

/// A date of written precision: a year, a month, or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The Western year.
    pub year: i32,
    /// The month, 1 to 12, if it was written.
    pub month: Option<u32>,
    /// The day of the month, if it was written.
    pub day: Option<u32>,
}

impl Date {
    /// Reads `2023`, `2023-03`, `2023-03-31`, `2023/3/31`, `2023年3月`, `令和5年3月31日`, `R5.3.31`,
    /// full-width digits included. Nothing if it is no such date or not a day of the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        let text = tidy(text);
        let (year, rest) = parse_year(&text, true)?;
        let (month, rest) = next_part(rest, '年')?;
        let (day, rest) = next_part(rest, '月')?;
        if !matches!(rest, "" | "日") || (rest == "日" && day.is_none()) {
            return None;
        }
        let date = Self { year, month, day };
        date.exists().then_some(date)
    }

    fn exists(self) -> bool {
        let month = self.month.unwrap_or(1);
        let day = self.day.unwrap_or(1);
        (1..=9999).contains(&self.year) && (1..=days_in(self.year, month)).contains(&day)
    }

    /// The day that the date is, if it was written to the day.
    pub fn whole_day(self) -> Option<Day> {
        Some((self.year, self.month?, self.day?))
    }

    /// The first day that the date can mean.
    pub fn first_day(self) -> Day {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that the date can mean.
    pub fn last_day(self) -> Day {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days_in(self.year, month)))
    }

    /// The date for readers: `令和5年3月`, `2023年3月` or `令和5年（2023年）3月`.
    pub fn show(self, calendar: Calendar) -> String {
        let western = format!("{}年", self.year);
        let year = match (calendar, era_year(self.first_day())) {
            (Calendar::Western, _) | (_, None) => western,
            (Calendar::Era, Some(era)) => format!("{era}年"),
            (Calendar::Both, Some(era)) => format!("{era}年（{western}）"),
        };
        let month = self.month.map(|month| format!("{month}月"));
        let day = self.day.map(|day| format!("{day}日"));
        [Some(year), month, day].into_iter().flatten().collect()
    }
}

impl From<Day> for Date {
    fn from((year, month, day): Day) -> Self {
        Self { year, month: Some(month), day: Some(day) }
    }
}

/// The day that is so many days after another one.
pub fn days_later(day: Day, days: u32) -> Day {
    let (mut year, mut month, first) = day;
    let mut day = first.saturating_add(days);
    while day > days_in(year, month) {
        day -= days_in(year, month);
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (year, month, day)
}

/// The form of ISO 8601, as precise as written: what `<time datetime>` takes.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A fiscal year (年度), named by the Western year in which it begins in April.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(pub i32);

impl FiscalYear {
    /// Reads `2026`, `令和8`, `R8`, each with or without `年度`, full-width digits included.
    pub fn parse(text: &str) -> Option<Self> {
        let text = tidy(text);
        let text = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or(&text);
        // A plan of 2015 may well set goals for 平成32年度.
        let (year, rest) = parse_year(text, false)?;
        (rest.is_empty() && (1868..=2999).contains(&year)).then_some(Self(year))
    }

    /// The last day of the year: 31 March of the next one.
    pub fn last_day(self) -> Day {
        (self.0 + 1, 3, 31)
    }

    /// The year for readers: `令和8年度`, `2026年度` or `令和8年度（2026年度）`.
    ///
    /// A fiscal year that begins before an era's first day is named by the era of its April:
    /// 2019 is 平成31年度 by that rule, yet offices write 令和元年度, so the end decides there.
    pub fn show(self, calendar: Calendar) -> String {
        match self.names(calendar).as_slice() {
            [name, western] => format!("{name}年度（{western}年度）"),
            names => format!("{}年度", names.concat()),
        }
    }

    /// The years by which it is called, for places that have no room for more: `令和8`, `2026`.
    pub fn names(self, calendar: Calendar) -> Vec<String> {
        let western = self.0.to_string();
        let era =
            if self.0 == 2019 { Some("令和元".to_owned()) } else { era_year((self.0, 4, 1)) };
        match (calendar, era) {
            (Calendar::Western, _) | (_, None) => vec![western],
            (Calendar::Era, Some(era)) => vec![era],
            (Calendar::Both, Some(era)) => vec![era, western],
        }
    }
}

/// A time as plans name it: a fiscal year, or a date of written precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// A fiscal year.
    Year(FiscalYear),
    /// A month or a day.
    Date(Date),
}

impl When {
    /// Reads a fiscal year (`2026`, `令和8`, `R8`) or a date (`2026-04`, `R8.4.1`).
    pub fn parse(text: &str) -> Option<Self> {
        let year = FiscalYear::parse(text).map(Self::Year);
        year.or_else(|| Date::parse(text).map(Self::Date))
    }

    /// The first and the last month that it can mean, counted from the year 0.
    pub fn months(self) -> (i32, i32) {
        match self {
            Self::Year(FiscalYear(year)) => (month(year, 4), month(year + 1, 3)),
            Self::Date(date) => (
                month(date.year, date.month.unwrap_or(1)),
                month(date.year, date.month.unwrap_or(12)),
            ),
        }
    }

    /// The time for readers.
    pub fn show(self, calendar: Calendar) -> String {
        match self {
            Self::Year(year) => year.show(calendar),
            Self::Date(date) => date.show(calendar),
        }
    }
}

/// A month of a year (1 to 12) as a number of months from the year 0.
fn month(year: i32, month: u32) -> i32 {
    year * 12 + i32::try_from(month).unwrap_or(1) - 1
}

/// A date in half-width signs; spaces beside 年, 月, 日 and after the era go, as they say nothing.
/// Others stay: `R5 3` is not 令和53年.
fn tidy(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let mut tidied = String::new();
    for word in text.split_whitespace() {
        let beside = |c: Option<char>| c.is_some_and(|c| "年度月日".contains(c));
        let after_era = ERAS.iter().any(|&(name, letter, ..)| {
            tidied == name || tidied.eq_ignore_ascii_case(&letter.to_string())
        });
        if !(tidied.is_empty()
            || after_era
            || beside(tidied.chars().next_back())
            || beside(word.chars().next()))
        {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    tidied
}

/// Splits the sign that ends a part and the number behind it off the start. Only behind `sign` may
/// the number be absent.
fn next_part(text: &str, sign: char) -> Option<(Option<u32>, &str)> {
    let Some(rest) = text.strip_prefix([sign, '-', '/', '.']) else { return Some((None, text)) };
    match leading_digits(rest) {
        0 if rest.is_empty() && text.starts_with(sign) => Some((None, rest)),
        digits @ 1..=2 => Some((Some(rest[..digits].parse().ok()?), &rest[digits..])),
        _ => None,
    }
}

/// Splits a year off the start: four Western digits, or an era's name or letter and its year. The last
/// year of an era is the first one of the next; `within` refuses later ones.
fn parse_year(text: &str, within: bool) -> Option<(i32, &str)> {
    let mut last = i32::MAX;
    for (name, letter, first, _) in ERAS {
        let after = text.strip_prefix(name).or_else(|| {
            text.strip_prefix(letter).or_else(|| text.strip_prefix(letter.to_ascii_lowercase()))
        });
        let Some(after) = after else {
            last = first;
            continue;
        };
        if let Some(rest) = after.strip_prefix('元') {
            return Some((first, rest));
        }
        let digits = leading_digits(after);
        let year = first - 1 + after[..digits].parse::<i32>().ok().filter(|_| digits <= 2)?;
        return (year >= first && (!within || year <= last)).then(|| (year, &after[digits..]));
    }
    let digits = leading_digits(text);
    (digits == 4).then(|| Some((text[..4].parse().ok()?, &text[4..]))).flatten()
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `令和5` for a day, or nothing before the eras that are known.
fn era_year(day: Day) -> Option<String> {
    let (name, _, first, _) = ERAS
        .into_iter()
        .find(|&(_, _, year, (month, first_day))| day >= (year, month, first_day))?;
    let year = day.0 - first + 1;
    Some(if year == 1 { format!("{name}元") } else { format!("{name}{year}") })
}

fn days_in(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_the_written_precision() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                Date::parse(text).map(|date| date.to_string()).as_deref(),
                expected,
                "{text}"
            );
        };
        check("2023", Some("2023"));
        check("2023-03", Some("2023-03"));
        check("2023-03-31", Some("2023-03-31"));
        check("2023/3/1", Some("2023-03-01"));
        check("2023年3月", Some("2023-03"));
        check("令和5年3月", Some("2023-03"));
        check("令和５年（2023年）", None);
        check("令和元年5月1日", Some("2019-05-01"));
        check("R5.3.31", Some("2023-03-31"));
        check("r5.3", Some("2023-03"));
        check("Ｈ２８．４．１", Some("2016-04-01"));
        check("2023-02-29", None);
        check("2024-02-29", Some("2024-02-29"));
        check("2023-13", None);
        check("2023-3-4-5", None);
        check("23-03", None);
        check("来年", None);
        check("", None);
        check("R", None);
        check("令和0年", None);
        for (text, expected) in [
            ("令和 5年 3月 31日", Some("2023-03-31")),
            ("　2023 年　3 月 ", Some("2023-03")),
            ("令和 元年", Some("2019")),
            ("R5 3", None),
            ("2023 3", None),
            ("2023 - 3", None),
            ("2050-", None),
            ("2023..3", None),
            ("2023-03-", None),
            ("2023-+3", None),
            ("2023日", None),
            ("2023年3日", None),
            ("2023年年", None),
            ("2023年3月", Some("2023-03")),
            ("平成31年4月30日", Some("2019-04-30")),
            ("平成40年4月", None),
            ("昭和64年1月7日", Some("1989-01-07")),
            ("昭和65年", None),
            ("S64.1", Some("1989-01")),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn dates_are_shown_in_both_calendars() {
        let check = |text: &str, calendar: Calendar, expected: &str| {
            assert_eq!(
                Date::parse(text).map(|date| date.show(calendar)).as_deref(),
                Some(expected)
            );
        };
        check("2023-03", Calendar::Both, "令和5年（2023年）3月");
        check("2023-03", Calendar::Era, "令和5年3月");
        check("2023-03-31", Calendar::Western, "2023年3月31日");
        check("2019-04-30", Calendar::Era, "平成31年4月30日");
        check("2019-05-01", Calendar::Era, "令和元年5月1日");
        check("1850", Calendar::Both, "1850年");
    }

    #[test]
    fn days_are_counted_by_the_calendar() {
        let check = |day: Day, days: u32, expected: Day| {
            assert_eq!(days_later(day, days), expected, "{day:?} + {days}");
        };
        check((2026, 11, 21), 0, (2026, 11, 21));
        check((2026, 11, 21), 90, (2027, 2, 19));
        check((2028, 2, 28), 1, (2028, 2, 29));
        check((2027, 2, 28), 1, (2027, 3, 1));
        check((1970, 1, 1), 20_778, (2026, 11, 21));
        check((2026, 12, 31), 1, (2027, 1, 1));
        assert_eq!(FiscalYear(2026).last_day(), (2027, 3, 31));
        assert_eq!(Date::parse("R8.4.1").and_then(Date::whole_day), Some((2026, 4, 1)));
        assert_eq!(Date::parse("2026-04").and_then(Date::whole_day), None);
    }

    #[test]
    fn fiscal_years_are_read_and_shown() {
        let check = |text: &str, expected: Option<i32>| {
            assert_eq!(FiscalYear::parse(text), expected.map(FiscalYear), "{text}");
        };
        check("2026", Some(2026));
        check("令和8", Some(2026));
        check("R8", Some(2026));
        check("Ｒ８年度", Some(2026));
        check("令和元年度", Some(2019));
        check("令和 8 年度", Some(2026));
        check("平成32年度", Some(2020));
        check("R5 3", None);
        check("2026-04", None);
        check("8", None);
        assert_eq!(FiscalYear(2026).show(Calendar::Both), "令和8年度（2026年度）");
        assert_eq!(FiscalYear(2019).show(Calendar::Era), "令和元年度");
        assert_eq!(FiscalYear(2018).show(Calendar::Era), "平成30年度");
    }
}
