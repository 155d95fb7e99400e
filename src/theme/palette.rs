//! The colours of a site: those of the theme's style sheets with the settings' own over them, on light
//! screens and on dark ones.
//!
//! Settings become a few rules at the end of `style.css`: no page needs another request for them, and
//! the name under which the sheet is published changes with them. They hold for screens only; paper
//! stays black on white.

use std::collections::BTreeMap;

use super::contrast::fits;
use crate::config::{Colors, Look, Rgb};

/// Colours by the names of custom properties, without the hyphens.
pub(super) type Palette = BTreeMap<String, Rgb>;

/// The colours on one kind of screens.
#[derive(Debug, Default)]
pub(super) struct Screen {
    /// All colours that are known.
    pub colours: Palette,
    /// What settings write.
    pub written: Colors,
    /// What follows from that.
    derived: BTreeMap<&'static str, Rgb>,
}

/// The colours that dark screens take over, each in a lightness that can be read.
const BY_HUE: [&str; 3] = ["accent", "link", "visited"];

/// The colours of light and of dark screens.
pub(super) fn screens(sheets: &[&str], look: &Look) -> [Screen; 2] {
    let mut light = Palette::new();
    let mut dark = Palette::new();
    for sheet in sheets {
        read(sheet, &mut light, &mut dark);
    }
    let knows_dark = !dark.is_empty();
    let dark: Palette = light.clone().into_iter().chain(dark).collect();
    let light = Screen::new(light, look.colors.clone());
    let mut dark = Screen::new(dark, look.dark_colors.clone());
    if knows_dark {
        for name in BY_HUE {
            if let (Some(colour), false) = (look.colors.get(name), dark.written.contains_key(name))
                && let Some(found) = colour.value.nearest(|it| fits(name, it, &dark.colours))
            {
                dark.derive(name, found);
            }
        }
    }
    [light, dark]
}

impl Screen {
    fn new(mut colours: Palette, written: Colors) -> Self {
        for (name, colour) in &written {
            colours.insert((*name).to_owned(), colour.value);
        }
        let mut screen = Self { colours, written, derived: BTreeMap::new() };
        if let Some(link) = screen.written.get("link") {
            screen.derive("hover", link.value);
        }
        screen
    }

    fn derive(&mut self, name: &'static str, colour: Rgb) {
        self.colours.insert(name.to_owned(), colour);
        self.derived.insert(name, colour);
        if name == "link" {
            self.derive("hover", colour);
        }
    }

    /// The colour of the page; a style sheet that does not say it leaves it to browsers.
    pub(super) fn ground(&self) -> String {
        self.colours.get("ground").map_or_else(|| "Canvas".to_owned(), Rgb::to_string)
    }

    /// The rule that makes the colours count.
    fn rule(&self) -> Option<String> {
        let written = self.written.iter().map(|(name, colour)| (*name, colour.value));
        let all: BTreeMap<&str, Rgb> =
            written.chain(self.derived.iter().map(|(name, colour)| (*name, *colour))).collect();
        let declarations: Vec<String> =
            all.iter().map(|(name, colour)| format!("--{name}:{colour}")).collect();
        (!declarations.is_empty()).then(|| format!(":root{{{}}}", declarations.join(";")))
    }
}

/// The rules that the settings make; nothing if they change nothing.
pub(super) fn rules([light, dark]: &[Screen; 2], look: &Look) -> String {
    let mut rules = String::new();
    let size = look.font_size.css().map(|size| format!("html{{font-size:{size}}}"));
    let on_screen: String = light.rule().into_iter().chain(size).collect();
    if !on_screen.is_empty() {
        rules.extend(["@media screen{", &on_screen, "}\n"]);
    }
    if let Some(rule) = dark.rule() {
        rules.extend(["@media screen and (prefers-color-scheme:dark){", &rule, "}\n"]);
    }
    rules
}

/// Reads the colours that a style sheet gives to `:root`, and to `:root` on dark screens. What is no
/// `#rrggbb` is not known.
fn read(sheet: &str, light: &mut Palette, dark: &mut Palette) {
    let mut around: Vec<String> = Vec::new();
    let mut part = String::new();
    let mut rest = sheet;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest[2..].split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        if matches!(c, '"' | '\'') {
            // A string may hold every sign.
            let length = rest[1..].find(c).map_or(rest.len(), |end| end + 2);
            part.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        match c {
            '{' => around.push(part.split_whitespace().collect()),
            '}' | ';' => {
                let place: Vec<&str> = around.iter().map(String::as_str).collect();
                match place[..] {
                    [":root"] => light.extend(declared(&part)),
                    ["@media(prefers-color-scheme:dark)", ":root"] => dark.extend(declared(&part)),
                    _ => {}
                }
                if c == '}' {
                    around.pop();
                }
            }
            _ => {}
        }
        if matches!(c, '{' | '}' | ';') {
            part.clear();
        } else {
            part.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// The colour of a declaration.
fn declared(text: &str) -> Option<(String, Rgb)> {
    let (name, value) = text.split_once(':')?;
    Some((name.trim().strip_prefix("--")?.to_owned(), Rgb::parse(value.trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Project, Span, Spanned};

    fn colour(text: &str) -> Rgb {
        Rgb::parse(text).expect("a colour")
    }

    fn written(colours: &[(&'static str, &str)]) -> Colors {
        let (_, source) = Project::of_text("");
        let span = Span::new(source, 0, 0);
        colours.iter().map(|(name, text)| (*name, Spanned::new(colour(text), span))).collect()
    }

    const SHEET: &str = "/* :root{--link:#111} */\n:root {\n  --ground: #fff; --link: #00f;\n  --font: \"a;}b\", c;\n  --shade: rgb(0 0 0 / 22%)\n}\n\
        @media (prefers-color-scheme: dark) { :root { --ground: #111; } a { --link: #f00 } }\n@media print { :root { --ground: #eee } }\n.x { --ground: #ddd }\n";

    #[test]
    fn the_colours_of_a_sheet_are_read() {
        let (mut light, mut dark) = (Palette::new(), Palette::new());
        read(SHEET, &mut light, &mut dark);
        let expected = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, text)| ((*name).to_owned(), colour(text))).collect::<Palette>()
        };
        assert_eq!(light, expected(&[("ground", "#fff"), ("link", "#00f")]));
        assert_eq!(dark, expected(&[("ground", "#111")]));
        for text in ["", "{", "}", "/*", "\"", ":root{--a:#fff", ":root{--あ:#fff}", "a{b:'}"] {
            read(text, &mut light, &mut dark);
        }
    }

    #[test]
    fn settings_become_rules() {
        let look =
            Look { colors: written(&[("text", "#123"), ("link", "#0b5c3b")]), ..Look::default() };
        let screens = screens(&[SHEET], &look);
        let rules = rules(&screens, &look);
        let (light, dark) = rules.split_once('\n').expect("two rules");
        assert_eq!(light, "@media screen{:root{--hover:#0b5c3b;--link:#0b5c3b;--text:#112233}}");
        let link = screens[1].colours["link"];
        assert_eq!(
            dark,
            format!(
                "@media screen and (prefers-color-scheme:dark){{:root{{--hover:{link};--link:{link}}}}}\n"
            )
        );
        assert!(link.contrast(colour("#111")) >= 4.5 && link != colour("#0b5c3b"));
    }

    #[test]
    fn nothing_becomes_nothing() {
        let look = Look::default();
        assert_eq!(rules(&screens(&[SHEET], &look), &look), "");
        let look = Look { font_size: crate::config::FontSize::Large, ..Look::default() };
        assert_eq!(
            rules(&screens(&[SHEET], &look), &look),
            "@media screen{html{font-size:112.5%}}\n"
        );
    }
}
