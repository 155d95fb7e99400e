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
            let begins_earlier = last.is_none() && begins_earlier(&steps[at..], total);
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

/// Whether the first sum may hold what came before the first amount: it is more than the amounts that
/// are known up to it, and the next sum does not show that the sums begin with them.
fn begins_earlier(steps: &[Step], total: Option<Decimal>) -> bool {
    let (Some(first), Some(total)) = (steps[0].written, total) else { return false };
    let more = first.minus(total).is_some_and(Decimal::is_positive);
    let mut sums = (Some(first), Some(total));
    let mut later = steps[1..].iter().filter_map(|step| {
        let add = |sum: Option<Decimal>| sum?.plus(step.amount?);
        sums = (add(sums.0), add(sums.1));
        step.written.map(|written| (sums, written))
    });
    let goes_on = later
        .next()
        .is_none_or(|((of_first, _), written)| of_first.is_none_or(|of_first| of_first == written));
    more && (goes_on || !begins_here(steps, total))
}

/// Whether a later sum is that of the known amounts.
fn begins_here(steps: &[Step], total: Decimal) -> bool {
    let mut total = Some(total);
    steps[1..].iter().any(|step| {
        total = total.and_then(|total| total.plus(step.amount?));
        total.is_some() && total == step.written
    })
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
        check("10", "5", &[(0, "10")]);
        check("10 10", "- 19", &[(1, "20")]);
        // Years before the first one are in the sum.
        check("10 20 30", "15 35 65", &[]);
        check("- 20 30", "15 35 65", &[]);
        check("10", "15", &[]);
        check("10 10", "- 25", &[]);
        check("10 - 10", "15 30 40", &[]);
        check("10 10", "15 26", &[(1, "25")]);
        // Gaps leave open how much was added.
        check("10 - 10", "10 20 30", &[]);
        check("10 20 30", "10 - 60", &[]);
        check("10 20 30", "10 - 61", &[(2, "60")]);
        check("10 20 30", "- - 60", &[]);
        check("- -", "1 2", &[]);
    }
}
