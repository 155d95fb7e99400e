//! Colours as settings write them, and how well two of them can be told apart.
//!
//! The contrast of two colours is that of WCAG 2.2 (relative luminance, contrast ratio), which criteria
//! 1.4.3 and 1.4.11 ask for.

use std::fmt;

/// An opaque colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub [u8; 3]);

/// How many steps of lightness are tried between black and white, two for each of a channel's.
const STEPS: u16 = 510;

impl Rgb {
    /// Reads `#rgb` and `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let digit = |at: usize| u8::from_str_radix(digits.get(at..=at)?, 16).ok();
        let channel = |at: usize| match digits.len() {
            3 => Some(digit(at)? * 17),
            6 => Some(digit(2 * at)? * 16 + digit(2 * at + 1)?),
            _ => None,
        };
        Some(Self([channel(0)?, channel(1)?, channel(2)?]))
    }

    /// The relative luminance: 0 of black, 1 of white.
    fn luminance(self) -> f64 {
        let linear = self.0.map(|channel| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// The contrast ratio of two colours: 1 of the same, 21 of black and white.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The colour of the same hue and saturation nearest in lightness that is good enough; nothing if
    /// none is.
    pub fn nearest(self, good: impl Fn(Self) -> bool) -> Option<Self> {
        let (hue, saturation, lightness) = self.hsl();
        (0..=STEPS).find_map(|step| {
            let by = f64::from(step) / f64::from(STEPS);
            [lightness - by, lightness + by]
                .into_iter()
                .filter(|lightness| (0.0..=1.0).contains(lightness))
                .map(|lightness| Self::from_hsl(hue, saturation, lightness))
                .find(|&colour| good(colour))
        })
    }

    /// Hue in sixths of the circle, saturation and lightness from 0 to 1.
    fn hsl(self) -> (f64, f64, f64) {
        let [red, green, blue] = self.0.map(|channel| f64::from(channel) / 255.0);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let (range, lightness) = (most - least, f64::midpoint(most, least));
        if self.0.iter().all(|channel| *channel == self.0[0]) {
            return (0.0, 0.0, lightness);
        }
        let hue = if red >= most {
            ((green - blue) / range).rem_euclid(6.0)
        } else if green >= most {
            (blue - red) / range + 2.0
        } else {
            (red - green) / range + 4.0
        };
        (hue, range / (1.0 - (2.0 * lightness - 1.0).abs()), lightness)
    }

    fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Self {
        let chroma = (1.0 - (2.0 * lightness - 1.0).abs()) * saturation;
        // Each channel is a trapezium over the circle; their tops lie a third of it apart.
        Self([0.0, 4.0, 2.0].map(|turn| {
            let away = ((hue + turn).rem_euclid(6.0) - 3.0).abs();
            eight_bits(lightness + chroma * ((away - 1.0).clamp(0.0, 1.0) - 0.5))
        }))
    }
}

/// A part of 1 as a channel.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is between 0 and 255"
)]
fn eight_bits(part: f64) -> u8 {
    (part * 255.0).round().clamp(0.0, 255.0) as u8
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Rgb {
        Rgb::parse(text).unwrap_or_else(|| panic!("{text} is no colour"))
    }

    #[test]
    fn colours_are_read() {
        for (text, expected) in [
            ("#fff", Some("#ffffff")),
            ("#0017C1", Some("#0017c1")),
            ("#a1b", Some("#aa11bb")),
            ("#ffff", None),
            ("#gggggg", None),
            ("#+1+1+1", None),
            ("fff", None),
            ("red", None),
            ("#あ", None),
            ("", None),
        ] {
            assert_eq!(Rgb::parse(text).map(|it| it.to_string()).as_deref(), expected, "{text}");
        }
    }

    /// Values that WCAG, its techniques and the デジタル庁 tell of, to two decimals.
    #[test]
    fn contrast_is_that_of_wcag() {
        for (one, two, expected) in [
            ("#000", "#fff", 21.0),
            ("#fff", "#fff", 1.0),
            // G18 and the usual bounds: the lightest greys that pass on white, and the next ones.
            ("#767676", "#fff", 4.54),
            ("#777777", "#fff", 4.48),
            ("#949494", "#fff", 3.03),
            ("#959595", "#fff", 2.99),
            ("#f00", "#fff", 4.00),
            ("#00f", "#fff", 8.59),
            ("#0f0", "#fff", 1.37),
            // Of the デジタル庁デザインシステム.
            ("#333", "#fff", 12.63),
            ("#00118f", "#fff", 14.2),
            ("#8b008b", "#fff", 8.5),
            ("#c74700", "#fff", 4.85),
            ("#1a1a1a", "#e6e6e6", 13.94),
            ("#000", "#ffd43d", 14.7),
        ] {
            let ratio = colour(one).contrast(colour(two));
            assert!((ratio - expected).abs() < 0.06, "{one} on {two}: {ratio}");
            assert!((colour(two).contrast(colour(one)) - ratio).abs() < f64::EPSILON);
        }
        let passes = |text: &str| colour(text).contrast(colour("#fff")) >= 4.5;
        assert!(passes("#767676") && !passes("#777777"));
    }

    #[test]
    fn hue_and_saturation_go_there_and_back() {
        for text in ["#000000", "#ffffff", "#808080", "#0017c1", "#c74700", "#00ff7f", "#8b008b"] {
            let (hue, saturation, lightness) = colour(text).hsl();
            assert_eq!(Rgb::from_hsl(hue, saturation, lightness).to_string(), text);
        }
    }

    #[test]
    fn the_nearest_colour_has_the_hue() {
        let on_white = |it: Rgb| it.contrast(colour("#fff")) >= 4.5;
        let nearest = |text: &str| colour(text).nearest(on_white).map(|it| it.to_string());
        assert_eq!(nearest("#777777").as_deref(), Some("#767676"));
        assert_eq!(nearest("#00118f").as_deref(), Some("#00118f"), "it is good already");
        let orange = colour("#ff8c00").nearest(on_white).expect("a darker orange");
        let (hue, found) = (colour("#ff8c00").hsl().0, orange.hsl().0);
        assert!((hue - found).abs() < 0.03 && on_white(orange), "{orange}");
        assert!(orange.contrast(colour("#fff")) < 4.6, "{orange} is darker than it must be");
        assert_eq!(colour("#fff").nearest(|_| false), None);
    }
}
