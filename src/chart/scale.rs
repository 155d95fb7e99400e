//! The scale of an axis: from zero, in steps that people count in.

use super::Value;
use super::shape::Length;
use crate::number;

/// What the numbers of a chart reach from and to. Zero always belongs to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    low: f64,
    high: f64,
    /// Whether all numbers are whole: then the steps are as well.
    whole: bool,
}

impl Range {
    /// The range of these numbers.
    pub fn of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut range = Self { low: 0.0, high: 0.0, whole: true };
        for value in values {
            range.low = range.low.min(value.amount);
            range.high = range.high.max(value.amount);
            range.whole &= value.amount.fract() == 0.0;
        }
        range
    }
}

/// An axis.
#[derive(Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// The steps from the lowest to the highest, zero included.
    pub(super) steps: Vec<Step>,
}

/// A step of an axis.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) value: f64,
    pub(super) label: String,
}

/// How the steps of a scale may begin.
const DIGITS: [i64; 3] = [1, 2, 5];

/// The powers of ten that may follow. Numbers of twenty characters need no others.
const POWERS: std::ops::RangeInclusive<i32> = -20..=20;

impl Scale {
    /// A scale over a range, of at most so many steps from zero to its ends (at least two, if the range
    /// goes both ways).
    pub(super) fn over(range: Range, most: f64) -> Self {
        let high = if range.low < range.high { range.high } else { 1.0 };
        let powers = POWERS.skip_while(|&power| range.whole && power < 0);
        let steps = powers.flat_map(|power| DIGITS.map(|digit| (digit, power)));
        let counted = steps.map(|(digit, power)| {
            let step = decimal(digit, power).parse().unwrap_or(f64::INFINITY);
            let [up, down]: [f64; 2] = [high / step, -range.low / step].map(f64::ceil);
            (digit, power, up, down)
        });
        let (digit, power, up, down) = counted
            .clone()
            .find(|(.., up, down)| up + down <= most.max(f64::from(u8::from(*down > 0.0)) + 1.0))
            .unwrap_or((1, *POWERS.end(), 1.0, 0.0));
        let steps: Vec<Step> = (-whole(down)..=whole(up))
            .map(|count| {
                let label = decimal(count * digit, power);
                Step { value: label.parse().unwrap_or_default(), label: number::thousands(&label) }
            })
            .collect();
        let end = |step: Option<&Step>| step.map_or(0.0, |step| step.value);
        Self { low: end(steps.first()), high: end(steps.last()), steps }
    }

    /// Where a number stands on an axis of a length.
    pub(super) fn place(&self, value: f64, length: Length) -> Length {
        let part = (value - self.low) / (self.high - self.low);
        let place = (part * f64::from(length)).round();
        if place <= 0.0 {
            return 0;
        }
        #[expect(clippy::cast_possible_truncation, reason = "it lies between 0 and the length")]
        let place = place.min(f64::from(length)) as Length;
        place
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the steps of a scale are few")]
fn whole(count: f64) -> i64 {
    count as i64
}

/// A whole number times a power of ten, without zeros that say nothing.
fn decimal(number: i64, power: i32) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    if number == 0 {
        return "0".to_owned();
    }
    let places = usize::try_from(power.unsigned_abs()).unwrap_or_default();
    if power >= 0 {
        return format!("{sign}{digits}{}", "0".repeat(places));
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(numbers: &[&str]) -> Range {
        let values: Vec<Value> =
            numbers.iter().map(|number| Value::of(number).expect("short")).collect();
        Range::of(&values)
    }

    #[test]
    fn steps_are_counted_from_zero() {
        let check = |numbers: &[&str], most: f64, expected: &str| {
            let scale = Scale::over(range(numbers), most);
            let labels: Vec<&str> = scale.steps.iter().map(|step| step.label.as_str()).collect();
            assert_eq!(labels.join(" "), expected, "{numbers:?}");
        };
        check(&["10", "20", "30", "50"], 5.0, "0 10 20 30 40 50");
        check(&["3"], 5.0, "0 1 2 3");
        check(&["1"], 5.0, "0 1");
        check(&["0"], 5.0, "0 1");
        check(&[], 5.0, "0 1");
        check(&["0.3"], 5.0, "0 0.1 0.2 0.3");
        check(&["12.5", "99"], 5.0, "0 20 40 60 80 100");
        check(&["-1.5", "1"], 5.0, "-1.5 -1 -0.5 0 0.5 1");
        check(&["-1.5", "1"], 3.0, "-2 -1 0 1");
        check(&["-12", "30"], 2.0, "-50 0 50");
        check(&["-7"], 5.0, "-8 -6 -4 -2 0");
        check(&["1234567"], 4.0, "0 500,000 1,000,000 1,500,000");
        check(&["999999999999999"], 2.0, "0 500,000,000,000,000 1,000,000,000,000,000");
        check(&["0.000000000012"], 3.0, "0 0.000000000005 0.00000000001 0.000000000015");
    }
}
