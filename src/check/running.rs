//! Running sums: 累計 beside the amounts of each year.

use super::decimal::Decimal;

/// An amount and the running sum that is written for it; nothing where none is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) amount: Option<Decimal>,
    pub(super) written: Option<Decimal>,
}

/// The positions at which the running sum is wrong, each with what it should be. What came before the
/// first amount may be in the sum; a year without an amount leaves open how much was added.
pub(super) fn mistakes(steps: &[Step]) -> Vec<(usize, Decimal)> {
    let mut mistakes = Vec::new();
    let mut total = Some(Decimal::ZERO);
    // The last written sum, the sum that should have been written there, and what was added since.
    let mut last: Option<(Decimal, Decimal)> = None;
    let mut since = Some(Decimal::ZERO);
    for (at, step) in steps.iter().enumerate() {
        let add = |sum: Option<Decimal>| sum?.plus(step.amount?);
        (total, since) = (add(total), add(since));
        let Some(written) = step.written else { continue };
        let after = |sum: Decimal| since.and_then(|since| sum.plus(since));
        let of_last = last.and_then(|(written, _)| after(written));
        let of_right = last.and_then(|(_, right)| after(right));
        let readings = [total, of_right, of_last];
        let mut right = written;
        if readings.iter().any(Option::is_some) && !readings.contains(&Some(written)) {
            let begins_earlier = last.is_none() && continues(&steps[at..]);
            if !begins_earlier {
                right = of_right.or(total).or(of_last).unwrap_or(written);
                mistakes.push((at, right));
            }
        }
        last = Some((written, right));
        since = Some(Decimal::ZERO);
    }
    mistakes
}

/// Whether each further sum is the one before it and the amount between them, at least once.
fn continues(steps: &[Step]) -> bool {
    let pairs: Option<Vec<bool>> = steps
        .windows(2)
        .map(|pair| {
            let difference = pair[1].written?.minus(pair[0].written?)?;
            Some(pair[1].amount? == difference)
        })
        .collect();
    pairs.is_some_and(|pairs| !pairs.is_empty() && pairs.into_iter().all(|fits| fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_sums_are_followed() {
        let check = |amounts: &str, written: &str, expected: &[(usize, &str)]| {
            let numbers = |text: &str| text.split(' ').map(Decimal::parse).collect::<Vec<_>>();
            let steps: Vec<Step> = numbers(amounts)
                .into_iter()
                .zip(numbers(written))
                .map(|(amount, written)| Step { amount, written })
                .collect();
            let found: Vec<(usize, String)> =
                mistakes(&steps).into_iter().map(|(at, sum)| (at, sum.to_string())).collect();
            let found: Vec<_> = found.iter().map(|(at, sum)| (*at, sum.as_str())).collect();
            assert_eq!(found, expected, "{amounts} / {written}");
        };
        check("10 10 10 20", "10 20 30 50", &[]);
        check("10 10 10 20", "10 20 35 50", &[(2, "30")]);
        check("10 10 10 20", "10 20 35 55", &[(2, "30")]);
        check("10 10", "11 20", &[(0, "10")]);
        check("10 20", "10 31", &[(1, "30")]);
        check("10", "15", &[(0, "10")]);
        // Years before the first one are in the sum.
        check("10 20 30", "15 35 65", &[]);
        check("- 20 30", "15 35 65", &[]);
        // Gaps leave open how much was added.
        check("10 - 10", "10 20 30", &[]);
        check("10 20 30", "10 - 60", &[]);
        check("10 20 30", "10 - 61", &[(2, "60")]);
        check("10 20 30", "- - 60", &[]);
        check("- -", "1 2", &[]);
    }
}
