//! Exact decimal numbers for adding up what people wrote: `0.1 + 0.2` is `0.3`.

use std::fmt;

use crate::number::{parse as parse_number, thousands};

/// The most digits of a number that is added up; more than any budget has.
const MOST_DIGITS: usize = 24;

/// A decimal number: `units` of the last written digit, of which `places` are behind the point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decimal {
    units: i128,
    places: u32,
}

impl Decimal {
    pub(super) const ZERO: Self = Self { units: 0, places: 0 };

    /// Reads `1,234.5`, full-width digits included. Nothing for what is no number or a very long one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = parse_number(text)?;
        let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
        if whole.len() + fraction.len() > MOST_DIGITS {
            return None;
        }
        let units = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { units, places: u32::try_from(fraction.len()).ok()? })
    }

    /// The sum; nothing if it is beyond all measure.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let units = self.scaled(places)?.checked_add(other.scaled(places)?)?;
        Some(Self { units, places })
    }

    /// The difference; nothing if it is beyond all measure.
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { units: other.units.checked_neg()?, places: other.places })
    }

    pub(super) fn is_positive(self) -> bool {
        self.units > 0
    }

    /// The number with its sign turned.
    pub(super) fn negated(self) -> Self {
        Self { units: -self.units, places: self.places }
    }

    /// The sum of several; nothing for none.
    pub(super) fn sum(numbers: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut numbers = numbers.into_iter();
        let first = numbers.next()?;
        numbers.try_fold(first, Self::plus)
    }

    fn scaled(self, places: u32) -> Option<i128> {
        self.units.checked_mul(10_i128.checked_pow(places.checked_sub(self.places)?)?)
    }
}

/// `1.50` and `1.5` are one number.
impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        let places = self.places.max(other.places);
        self.scaled(places).is_some_and(|units| other.scaled(places) == Some(units))
    }
}

/// `-1,234.5`, without zeros that say nothing.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.units.unsigned_abs().to_string();
        let places = self.places as usize;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        let sign = if self.units < 0 { "-" } else { "" };
        f.write_str(&thousands(&format!("{sign}{whole}{point}{fraction}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).expect("a number")
    }

    #[test]
    fn sums_are_exact() {
        let check = |numbers: &[&str], expected: &str| {
            let sum = Decimal::sum(numbers.iter().map(|text| number(text))).expect("a sum");
            assert_eq!(sum.to_string(), expected, "{numbers:?}");
            assert_eq!(sum, number(expected));
        };
        check(&["0.1", "0.2"], "0.3");
        check(&["１，２３４", "0.50", "-4"], "1,230.5");
        check(&["0.05", "-0.1"], "-0.05");
        check(&["-0.5", "0.5"], "0");
        check(&["99999999999999999999999", "1"], "100,000,000,000,000,000,000,000");
        assert_eq!(Decimal::sum([]), None);
        assert_eq!(number("3").minus(number("4.5")), Some(number("-1.5")));
        assert_eq!(number("3").negated(), number("-3"));
    }

    #[test]
    fn what_cannot_be_added_up_is_no_number() {
        for text in ["", "約3", "1,00", "1234567890123456789012345"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_ne!(number("1.5"), number("1.51"));
        assert_eq!(number("1.50"), number("1.5"));
    }
}
