//! Whether the colours of the settings can be told apart: text (WCAG 1.4.3), lines and the mark of the
//! keyboard's place (WCAG 1.4.11), on light and on dark screens.

use super::palette::{Palette, Screen};
use crate::config::Rgb;
use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};

pub(super) static CONTRAST_LOW: Rule = Rule::adjustable_error(
    "contrast-low",
    "色のコントラストが足りない（WCAG 1.4.3、1.4.11）",
    "colours that are too much alike (WCAG 1.4.3, 1.4.11)",
);

/// What text needs, of any size: large text is not told apart here (WCAG 1.4.3).
const TEXT: f64 = 4.5;

/// What lines and signs need (WCAG 1.4.11).
const SHAPE: f64 = 3.0;

/// Where links stand: everywhere.
const EVERYWHERE: &[&str] = &["ground", "panel", "head", "tint"];
const PLAIN: &[&str] = &["ground", "panel"];
const PANEL: &[&str] = &["panel"];

/// Which colours stand on which ones in the built-in theme, and the contrast that they need.
static PAIRS: &[(&str, &[&str], f64)] = &[
    ("text", EVERYWHERE, TEXT),
    ("link", EVERYWHERE, TEXT),
    ("visited", EVERYWHERE, TEXT),
    ("hover", EVERYWHERE, TEXT),
    ("active", EVERYWHERE, TEXT),
    ("quiet", PLAIN, TEXT),
    ("good", PLAIN, TEXT),
    ("caution", PLAIN, TEXT),
    ("bad", PLAIN, TEXT),
    // The labels of alerts, and lines.
    ("accent", PANEL, TEXT),
    ("accent", &["ground"], SHAPE),
    ("line", &["ground"], SHAPE),
    ("focus", PLAIN, SHAPE),
    ("code-quiet", PANEL, TEXT),
    ("code-key", PANEL, TEXT),
    ("code-text", PANEL, TEXT),
    ("code-value", PANEL, TEXT),
    ("code-name", PANEL, TEXT),
];

/// What the colours are, in words.
static NAMES: &[(&str, &str, &str)] = &[
    ("text", "文字", "text"),
    ("link", "リンク", "links"),
    ("visited", "見たことのあるリンク", "visited links"),
    ("hover", "指しているリンク", "links under the pointer"),
    ("active", "押しているリンク", "links that are pressed"),
    ("quiet", "補足の文字", "quiet text"),
    ("good", "「あり」の文字", "good marks"),
    ("caution", "「省略」の文字", "marks of caution"),
    ("bad", "「なし」の文字", "bad marks"),
    ("accent", "アクセント", "the accent"),
    ("line", "罫線", "lines"),
    ("focus", "キーボードの位置の枠", "the keyboard's mark"),
    ("ground", "ページの背景", "the page"),
    ("panel", "囲みの背景", "boxes"),
    ("head", "表の見出しの背景", "heads of tables"),
    ("tint", "行のまとまりの見出しの背景", "heads of groups"),
];

/// Two colours that stand on each other and are too much alike.
struct Clash {
    /// The other colour of the two.
    with: &'static str,
    colour: Rgb,
    ratio: f64,
    needed: f64,
}

/// Reports each colour of the settings that cannot be told from another one.
pub(super) fn check(screens: &[Screen; 2], diagnostics: &mut Diagnostics) {
    for (screen, is_dark) in screens.iter().zip([false, true]) {
        for (&name, written) in &screen.written {
            // Of two colours of the settings the one in front is reported.
            let is_reported = |clash: &Clash| {
                is_in_front(name, clash.with) || !screen.written.contains_key(clash.with)
            };
            let clashes = clashes(name, written.value, &screen.colours).filter(is_reported);
            let worst =
                clashes.min_by(|a, b| (a.ratio / a.needed).total_cmp(&(b.ratio / b.needed)));
            let Some(worst) = worst else { continue };
            let better = written.value.nearest(|it| fits(name, it, &screen.colours));
            let found = describe((name, written.value), &worst, better, is_dark);
            diagnostics.push(Diagnostic::new(&CONTRAST_LOW, written.span, found.0).help(found.1));
        }
    }
}

/// Whether a colour would be told from all others that it stands on, or that stand on it.
pub(super) fn fits(name: &str, colour: Rgb, colours: &Palette) -> bool {
    clashes(name, colour, colours).next().is_none()
}

/// Whether the first of two colours is the one of text or lines.
fn is_in_front(name: &str, behind: &str) -> bool {
    PAIRS.iter().any(|(front, grounds, _)| *front == name && grounds.contains(&behind))
}

fn clashes<'a>(
    name: &'a str,
    colour: Rgb,
    colours: &'a Palette,
) -> impl Iterator<Item = Clash> + 'a {
    let pairs = PAIRS.iter().flat_map(|&(front, grounds, needed)| {
        grounds.iter().map(move |&behind| (front, behind, needed))
    });
    pairs.filter_map(move |(front, behind, needed)| {
        let with = match (front == name, behind == name) {
            (true, _) => behind,
            (_, true) => front,
            _ => return None,
        };
        let other = *colours.get(with)?;
        let ratio = colour.contrast(other);
        (ratio < needed).then_some(Clash { with, colour: other, ratio, needed })
    })
}

/// The words for a colour that is none of the site's code.
fn named(name: &str) -> (&'static str, &'static str) {
    let found = NAMES.iter().find(|(key, ..)| *key == name);
    found.map_or(("コードの文字", "code"), |(_, ja, en)| (ja, en))
}

/// A ratio to two decimals, never rounded up: 4.499 does not pass as 4.5.
fn two_decimals(ratio: f64) -> String {
    format!("{:.2}", (ratio * 100.0).floor() / 100.0)
}

fn describe(
    (name, colour): (&str, Rgb),
    clash: &Clash,
    better: Option<Rgb>,
    is_dark: bool,
) -> (Message, Message) {
    let (ja, en) = named(clash.with);
    let (on_ja, on_en) =
        if is_dark { ("暗い画面での", " on dark screens") } else { ("", "") };
    let (ratio, needed, other) = (two_decimals(clash.ratio), clash.needed, clash.colour);
    let rule = if clash.needed < TEXT { "WCAG 1.4.11" } else { "WCAG 1.4.3" };
    let message = Message::new(
        format!(
            "{on_ja}{name} の色 {colour} は、{ja}の色 {other} とのコントラスト比が {ratio}:1 です（{needed}:1 以上が要ります。{rule}）"
        ),
        format!(
            "the contrast of `{name}` {colour} with {en} {other} is {ratio}:1{on_en}; {needed}:1 is needed ({rule})"
        ),
    );
    let help = match better {
        Some(better) => Message::new(
            format!("同じ色合いで条件を満たす最も近い色は \"{better}\" です。"),
            format!("the nearest colour of the same hue that passes is \"{better}\""),
        ),
        None => Message::new(
            format!("この色合いに条件を満たす明るさはありません。{ja}の色も変えてください。"),
            format!("no lightness of this hue passes: change {en} as well"),
        ),
    };
    (message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Colors, Look};
    use crate::diagnostic::Language;
    use crate::source::{Project, Span, Spanned};
    use crate::theme::palette::screens;

    const STYLE: &str = include_str!("../../themes/default/static/style.css");
    const CODE: &str = include_str!("../../themes/default/static/code.css");

    fn colors(pairs: &[(&'static str, &str)]) -> Colors {
        let (_, source) = Project::of_text("");
        let colour = |at: usize, text: &str| {
            Spanned::new(Rgb::parse(text).expect("a colour"), Span::new(source, at, at))
        };
        pairs.iter().enumerate().map(|(at, (name, text))| (*name, colour(at, text))).collect()
    }

    fn found(light: &[(&'static str, &str)], dark: &[(&'static str, &str)]) -> Vec<String> {
        let look = Look { colors: colors(light), dark_colors: colors(dark), ..Look::default() };
        let mut diagnostics = Diagnostics::default();
        check(&screens(&[STYLE, CODE], &look), &mut diagnostics);
        let text = |it: &Diagnostic| {
            let help = it.help.as_ref().map_or("", |help| help.get(Language::En));
            format!("{} / {help}", it.message.get(Language::En))
        };
        diagnostics.iter().map(text).collect()
    }

    #[test]
    fn the_built_in_colours_can_be_told_apart() {
        for screen in screens(&[STYLE, CODE], &Look::default()) {
            for (front, grounds, needed) in PAIRS {
                for behind in *grounds {
                    let (one, two) = (screen.colours[*front], screen.colours[*behind]);
                    let ratio = one.contrast(two);
                    assert!(ratio >= *needed, "{front} {one} on {behind} {two}: {ratio}");
                }
            }
        }
    }

    #[test]
    fn colours_that_are_too_much_alike_are_reported() {
        let check = |light: &[(&'static str, &str)],
                     dark: &[(&'static str, &str)],
                     expected: &[&str]| {
            let found = found(light, dark);
            let same = found.iter().zip(expected).all(|(found, start)| found.starts_with(start));
            assert!(same && found.len() == expected.len(), "{light:?} {dark:?}: {found:#?}");
        };
        check(&[], &[], &[]);
        check(&[("link", "#0b5c3b"), ("accent", "#0b5c3b")], &[], &[]);
        check(
            &[("link", "#777")],
            &[],
            &[
                "the contrast of `link` #777777 with heads of tables #e6e6e6 is 3.58:1; 4.5:1 is needed (WCAG 1.4.3) / the nearest colour of the same hue that passes is \"#",
            ],
        );
        // The accent is also the colour of labels, which are text.
        check(
            &[("accent", "#949494")],
            &[],
            &["the contrast of `accent` #949494 with boxes #f2f2f2"],
        );
        check(
            &[("ground", "#000")],
            &[],
            &["the contrast of `ground` #000000 with text #1a1a1a is 1.20:1"],
        );
        check(
            &[],
            &[("text", "#333")],
            &[
                "the contrast of `text` #333333 with heads of tables #363636 is 1.04:1 on dark screens",
            ],
        );
        // Of two colours of the settings the text is reported.
        check(
            &[("text", "#777"), ("head", "#888")],
            &[],
            &["the contrast of `head`", "the contrast of `text`"],
        );
        check(&[("text", "#777"), ("panel", "#fff")], &[], &["the contrast of `text`"]);
    }

    #[test]
    fn what_is_proposed_passes() {
        for (name, text) in [
            ("link", "#ff8c00"),
            ("visited", "#9cf"),
            ("text", "#aaa"),
            ("accent", "#fc0"),
            ("panel", "#888"),
        ] {
            let told = found(&[(name, text)], &[]);
            let proposed = told[0].rsplit('"').nth(1).expect("a colour").to_owned();
            assert_eq!(found(&[(name, &proposed)], &[]), [""; 0], "{name} {text}");
        }
    }

    #[test]
    fn ratios_are_never_rounded_up() {
        assert_eq!(two_decimals(4.499_9), "4.49");
        assert_eq!(two_decimals(21.0), "21.00");
    }
}
