//! `look:`: colours, logo, texts at the top and the bottom, sizes: what most sites want to be theirs.

use std::collections::BTreeMap;

use super::Words;
use super::colour::Rgb;
use crate::diagnostic::{Diagnostic, Message};
use crate::markdown::Prose;
use crate::site::resolve;
use crate::source::{SourceFile, Span, Spanned, nfc};
use crate::yaml::{Choice, Field, Reader, Shape, choices, invalid_value, words};

/// What a site looks like where it is not as the theme makes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// The colours.
    pub colors: Colors,
    /// The colours on a dark screen.
    pub dark_colors: Colors,
    /// The logo in the head of every page.
    pub logo: Option<Logo>,
    /// The icon in the tab of a browser, as a path below `content/`.
    pub icon: Option<Spanned<String>>,
    /// A text in the head of every page.
    pub header: Option<Prose>,
    /// A text at the end of every page.
    pub footer: Option<Prose>,
    /// Whether headings of policies and plans that have no numbers are given some.
    pub numbering: bool,
    /// How large text is.
    pub font_size: FontSize,
}

/// Colours by their keys, which are those of the theme's custom properties: `link` is `--link`.
pub type Colors = BTreeMap<&'static str, Spanned<Rgb>>;

/// A logo.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// The image, as a path below `content/`.
    pub file: Spanned<String>,
    /// The image for dark screens.
    pub dark: Option<Spanned<String>>,
    /// What it says to those who do not see it; the site's title if nothing is written.
    pub alt: Option<String>,
    /// Whether the site's title stands beside it.
    pub with_title: bool,
}

/// How large text is, compared with what readers have set in their browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FontSize {
    /// As they have set it.
    #[default]
    Normal,
    /// An eighth larger.
    Large,
    /// A quarter larger.
    Larger,
}

impl FontSize {
    /// The size in CSS; nothing for the size that is there without it.
    pub fn css(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Large => Some("112.5%"),
            Self::Larger => Some("125%"),
        }
    }
}

const FONT_SIZES: [(Choice, FontSize); 3] = [
    (("normal", "ふつう", "as readers have set it"), FontSize::Normal),
    (("large", "大きめ（112.5%）", "an eighth larger"), FontSize::Large),
    (("larger", "もっと大きめ（125%）", "a quarter larger"), FontSize::Larger),
];

pub(super) static FIELDS: &[Field] = &[
    Field::new(
        "colors",
        Shape::Record(COLORS),
        "色。例: {accent: \"#0b5c3b\"}",
        "The colours. Example: {accent: \"#0b5c3b\"}",
    ),
    Field::new(
        "dark_colors",
        Shape::Record(COLORS),
        "暗い画面での色。省くと、colors と同じ色合いで読みやすい明るさにします。例: {accent: \"#7fd6ae\"}",
        "The colours on dark screens; if left out, those of `colors` in a lightness that can be read. Example: {accent: \"#7fd6ae\"}",
    ),
    Field::new(
        "logo",
        Shape::Record(LOGO),
        "ページの上に置くロゴ。例: {file: logo.svg}",
        "The logo at the top of each page. Example: {file: logo.svg}",
    ),
    Field::new(
        "icon",
        Shape::Word,
        "ブラウザーのタブに出るアイコン。content フォルダーの中のファイルです。例: icon.svg",
        "The icon in the tab of the browser, a file in content/. Example: icon.svg",
    ),
    Field::new(
        "header",
        Shape::Markdown,
        "ページの上に出す文。Markdown で書けます。例: 例示市の公式サイトです。",
        "A text at the top of each page, in Markdown. Example: 例示市の公式サイトです。",
    ),
    Field::new(
        "footer",
        Shape::Markdown,
        "ページの下に出す文。Markdown で書けます。例: 電話 000-000-0000",
        "A text at the end of each page, in Markdown. Example: 電話 000-000-0000",
    ),
    Field::new(
        "numbering",
        Shape::Boolean,
        "方針と計画の見出しに番号を付けるか。一つでも自分で番号を書いた文書には付けません。省くと false です。",
        "Whether headings of policies and plans are numbered, where no heading has a number of its own; false if left out.",
    ),
    Field::new(
        "font_size",
        Shape::Choice(&words(&FONT_SIZES)),
        "文字の大きさ。読む人の設定に対する割合です。省くと normal です。",
        "How large text is, compared with what readers have set; normal if left out.",
    ),
];

static COLORS: &[Field] = &[
    color(
        "accent",
        "ページの上の帯や見出しの線の色。例: \"#0017c1\"",
        "The bar at the top of pages and the lines of headings. Example: \"#0017c1\"",
    ),
    color("link", "リンクの文字の色。例: \"#00118f\"", "The text of links. Example: \"#00118f\""),
    color(
        "visited",
        "見たことのあるページへのリンクの色。例: \"#8b008b\"",
        "Links to pages that were visited. Example: \"#8b008b\"",
    ),
    color("text", "文字の色。例: \"#1a1a1a\"", "The text. Example: \"#1a1a1a\""),
    color("ground", "ページの背景の色。例: \"#ffffff\"", "The page. Example: \"#ffffff\""),
    color(
        "panel",
        "囲みとページの下の部分の背景の色。例: \"#f2f2f2\"",
        "Boxes and the end of pages. Example: \"#f2f2f2\"",
    ),
    color(
        "head",
        "表の見出しの背景の色。例: \"#e6e6e6\"",
        "The heads of tables. Example: \"#e6e6e6\"",
    ),
];

const fn color(key: &'static str, ja: &'static str, en: &'static str) -> Field {
    Field::new(key, Shape::Word, ja, en)
}

static LOGO: &[Field] = &[
    Field::required(
        "file",
        Shape::Word,
        "画像のファイル。content フォルダーの中のファイルです。例: logo.svg",
        "The image, a file in content/. Example: logo.svg",
    ),
    Field::new(
        "dark",
        Shape::Word,
        "暗い画面で使う画像のファイル。例: logo-dark.svg",
        "The image for dark screens. Example: logo-dark.svg",
    ),
    Field::new(
        "alt",
        Shape::Word,
        "画像の代わりに読み上げる言葉。省くとサイトの題名です。例: 例示市",
        "The text alternative; the title of the site if left out. Example: 例示市",
    ),
    Field::new(
        "with_title",
        Shape::Boolean,
        "サイトの題名もロゴの横に示すか。省くと false です。",
        "Whether the title of the site stands beside the logo; false if left out.",
    ),
];

/// The images that browsers show.
const IMAGES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "webp", "gif"];

/// The images that browsers take for an icon.
const ICONS: [&str; 3] = ["svg", "png", "ico"];

const IMAGE: Message = Message::fixed(
    "画像のファイル（.svg、.png、.jpg、.webp、.gif）",
    "an image (`.svg`, `.png`, `.jpg`, `.webp`, `.gif`)",
);
const ICON: Message =
    Message::fixed("アイコンのファイル（.svg、.png、.ico）", "an icon (`.svg`, `.png`, `.ico`)");
const COLOR: Message = Message::fixed(
    "\"#0b5c3b\" のような16進数の色",
    "a colour in hexadecimal digits, such as \"#0b5c3b\"",
);

impl Look {
    /// Reads what a site looks like. `file` is the settings' own.
    pub(super) fn read(reader: &mut Reader<'_, '_>, words: &mut Words, file: &SourceFile) -> Self {
        let colors = |reader: &mut Reader<'_, '_>, key| {
            reader.record(key, |reader| Some(read_colors(reader, file))).unwrap_or_default()
        };
        Self {
            colors: colors(reader, "colors"),
            dark_colors: colors(reader, "dark_colors"),
            logo: reader.record("logo", |reader| Logo::read(reader, words)),
            icon: image(reader, "icon", &ICONS, &ICON),
            header: words.shown_prose(reader.prose("header")),
            footer: words.shown_prose(reader.prose("footer")),
            numbering: reader.boolean("numbering").unwrap_or_default(),
            font_size: reader.choice("font_size", &choices(&FONT_SIZES)).unwrap_or_default(),
        }
    }

    /// The image files that the settings name, each with its name among the theme's static files.
    pub fn images(&self) -> impl Iterator<Item = (String, &Spanned<String>)> {
        let logo = self.logo.as_ref();
        let dark = logo.and_then(|logo| logo.dark.as_ref());
        let images = [
            (LOGO_NAME, logo.map(|logo| &logo.file)),
            (DARK_LOGO_NAME, dark),
            (ICON_NAME, self.icon.as_ref()),
        ];
        images.into_iter().filter_map(|(name, file)| Some((published(name, &file?.value), file?)))
    }
}

impl Logo {
    fn read(reader: &mut Reader<'_, '_>, words: &mut Words) -> Option<Self> {
        reader.required_word("file")?;
        Some(Self {
            file: image(reader, "file", &IMAGES, &IMAGE)?,
            dark: image(reader, "dark", &IMAGES, &IMAGE),
            alt: words.shown(reader.word("alt")),
            with_title: reader.boolean("with_title").unwrap_or_default(),
        })
    }
}

/// The names of the images among the static files, without their ends.
pub const LOGO_NAME: &str = "logo";
/// See [`LOGO_NAME`].
pub const DARK_LOGO_NAME: &str = "logo-dark";
/// See [`LOGO_NAME`].
pub const ICON_NAME: &str = "icon";

/// The name of an image among the static files: `logo.svg`.
pub fn published(name: &str, file: &str) -> String {
    format!("{name}.{}", extension(file).to_ascii_lowercase())
}

/// The path of an image of one of some kinds.
fn image(
    reader: &mut Reader<'_, '_>,
    key: &str,
    kinds: &[&str],
    expected: &Message,
) -> Option<Spanned<String>> {
    let word = reader.word(key)?;
    let kind = extension(&word.value).to_ascii_lowercase();
    if !kinds.contains(&kind.as_str()) {
        reader.invalid(word.span, key, expected);
        return None;
    }
    // `./logo.svg` and `/logo.svg` are `logo.svg`; what leads out of `content/` is not there.
    let path = resolve("", &nfc(&word.value)).unwrap_or_else(|| word.value.clone());
    Some(Spanned::new(path, word.span))
}

/// What a file's name ends in, without the point.
pub fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn read_colors(reader: &mut Reader<'_, '_>, file: &SourceFile) -> Colors {
    let mut colors = Colors::new();
    for field in COLORS {
        if let Some(span) = reader.blank(field.key) {
            // The sign that colours begin with is also the one that comments begin with.
            let found = in_comment(field.key, span, file);
            reader.diagnostics.extend(found);
            continue;
        }
        let Some(word) = reader.word(field.key) else { continue };
        match Rgb::parse(&word.value) {
            Some(colour) => drop(colors.insert(field.key, Spanned::new(colour, word.span))),
            None => reader.invalid(word.span, field.key, &COLOR),
        }
    }
    colors
}

/// Reports a colour that YAML takes for a comment, because it stands without quotes.
fn in_comment(key: &str, span: Span, file: &SourceFile) -> Option<Diagnostic> {
    let text = file.text();
    let line = text[..span.start.min(text.len())].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[line..].find('\n').map_or(text.len(), |at| line + at);
    let at = line + text[line..line_end].find('#')?;
    let digits = text[at + 1..line_end].bytes().take_while(u8::is_ascii_hexdigit).count();
    let written = &text[at..=at + digits];
    let message = Message::new(
        format!("「{key}」の色「{written}」がコメントになっています"),
        format!("the colour `{written}` of `{key}` is a comment"),
    );
    let help = Message::fixed(
        "空白の後ろの「#」から行の終わりまではコメントです。色は引用符で囲んで書きます（例: \"#0b5c3b\"）。",
        "what follows a space and `#` is a comment: put the colour in quotes (\"#0b5c3b\")",
    );
    Rgb::parse(written)?;
    let place = Span::new(span.source, at, at + written.len());
    let diagnostic = invalid_value(place, message).help(help);
    Some(diagnostic.fix(place, format!("\"{written}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::diagnostic::{Diagnostics, Language};
    use crate::source::{Content, Project};

    fn read(text: &str) -> (Look, Vec<String>) {
        let file = ("hoshin.yaml".to_owned(), Content::Bytes(text.as_bytes().to_vec()));
        let project = Project::from_files([file]);
        let mut diagnostics = Diagnostics::default();
        let config = Config::load(&project, &[], &mut diagnostics);
        let told = diagnostics.iter().map(|it| {
            let at = project.source(it.span.source).slice(it.span);
            let fix = it.fix.as_ref().map_or("", |fix| fix.text.as_str());
            format!("{} {at} {fix} {}", it.rule.code, it.message.get(Language::En))
        });
        (config.look, told.collect())
    }

    #[test]
    fn all_of_it_is_read() {
        let (look, told) = read(
            "look:\n  colors: {accent: \"#0b5c3b\", text: \"#111\"}\n  dark_colors: {ground: \"#000\"}\n  \
             logo: {file: img/logo.svg, dark: img/dark.png, alt: 例示市, with_title: true}\n  \
             icon: icon.png\n  header: '[一覧](index.md)'\n  footer: |\n    一\n\n    二\n  \
             numbering: true\n  font_size: large\n",
        );
        assert_eq!(told, [""; 0]);
        assert_eq!(look.colors["accent"].value.to_string(), "#0b5c3b");
        assert_eq!(look.colors["text"].value.to_string(), "#111111");
        assert_eq!(look.dark_colors["ground"].value.to_string(), "#000000");
        let images: Vec<_> =
            look.images().map(|(name, file)| format!("{name} {}", file.value)).collect();
        let expected = ["logo.svg img/logo.svg", "logo-dark.png img/dark.png", "icon.png icon.png"];
        assert_eq!(images, expected);
        assert!(
            look.logo.is_some_and(|logo| logo.with_title && logo.alt.as_deref() == Some("例示市"))
        );
        assert_eq!(look.footer.map(|footer| footer.blocks.len()), Some(2));
        assert!(look.header.is_some() && look.numbering);
        assert_eq!(look.font_size.css(), Some("112.5%"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let check = |text: &str, expected: &[&str]| {
            let (_, told) = read(text);
            let starts = told.iter().zip(expected).all(|(told, start)| told.starts_with(start));
            assert!(starts && told.len() == expected.len(), "{text}: {told:#?}");
        };
        check("look: {colors: {accent: red}}\n", &["field-invalid red"]);
        check("look: {colors: {acent: \"#fff\"}}\n", &["field-unknown acent"]);
        check("look: {colors: {link: \"#12345\"}}\n", &["field-invalid \"#12345\""]);
        check("look: {logo: logo.svg}\n", &["field-invalid logo.svg"]);
        check("look: {logo: {alt: 市}}\n", &["field-missing"]);
        check(
            "look: {logo: {file: logo.pdf}, icon: icon.jpg}\n",
            &["field-invalid logo.pdf", "field-invalid icon.jpg"],
        );
        check("look: {logo: {file: logo}}\n", &["field-invalid logo"]);
        check("look: {font_size: 120%}\n", &["field-invalid 120%"]);
        check("look: {numbering: maybe}\n", &["field-invalid maybe"]);
    }

    #[test]
    fn a_colour_without_quotes_is_a_comment() {
        let (look, told) = read("look:\n  colors:\n    accent: #0b5c3b\n    link: \"#00118f\"\n");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("field-invalid #0b5c3b \"#0b5c3b\" "), "{told:?}");
        assert!(look.colors.contains_key("link"));
        let (_, told) = read("look:\n  colors:\n    accent: # 緑\n");
        assert_eq!(told, [""; 0], "a comment is a comment");
    }
}
