//! Links, images and markup in all texts that a document shows.

use crate::diagnostic::{Diagnostic, Diagnostics, Message, Rule};
use crate::document::Document;
use crate::links::{Broken, Links, Target};
use crate::markdown::{self, Inline, InlineKind};
use crate::source::{Span, Spanned};

use super::walk::{Text, TextKind};

pub(super) const RULES: &[&Rule] =
    &[&ANCHOR_BROKEN, &IMAGE_ALT_MISSING, &IMAGE_MISSING, &LINK_BROKEN, &RAW_HTML];

static LINK_BROKEN: Rule = Rule::adjustable_error(
    "link-broken",
    "リンク先のファイルがない",
    "a link to a file that is not there",
);
static ANCHOR_BROKEN: Rule = Rule::adjustable_error(
    "anchor-broken",
    "リンク先の見出しがない",
    "a link to a heading that is not there",
);
static IMAGE_MISSING: Rule =
    Rule::error("image-missing", "画像のファイルがない", "an image that is not there");
static IMAGE_ALT_MISSING: Rule = Rule::adjustable_error(
    "image-alt-missing",
    "画像に代わりの文がない（WCAG 1.1.1）",
    "an image without a text alternative (WCAG 1.1.1)",
);
static RAW_HTML: Rule =
    Rule::error("raw-html", "HTMLは書けない", "raw HTML, which is not rendered");

pub(super) fn check(
    document: &Document,
    texts: &[Text<'_>],
    links: &Links,
    diagnostics: &mut Diagnostics,
) {
    Checker { document: Some(document), links, diagnostics }.texts(texts);
}

/// Checks texts of the settings, whose links are as seen from `content/`.
pub(super) fn check_settings(texts: &[Text<'_>], links: &Links, diagnostics: &mut Diagnostics) {
    Checker { document: None, links, diagnostics }.texts(texts);
}

/// Reports an image of the settings that is not there; `near` is one of nearly that name.
pub(super) fn missing(file: &Spanned<String>, near: Option<&str>) -> Diagnostic {
    let name = &file.value;
    let message = Message::new(
        format!("画像「{name}」が content/ にありません"),
        format!("there is no image `{name}` in content/"),
    );
    let help = near.map_or_else(
        || {
            Message::fixed(
                "画像のファイルを content/ に置き、content/ から見た位置を書いてください（例: logo.svg）。",
                "put the file into content/ and write where it is from there (`logo.svg`)",
            )
        },
        Message::did_you_mean,
    );
    Diagnostic::new(&IMAGE_MISSING, file.span, message).help(help)
}

struct Checker<'a> {
    document: Option<&'a Document>,
    links: &'a Links,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn texts(&mut self, texts: &[Text<'_>]) {
        for text in texts.iter().filter(|text| text.is_shown()) {
            if let TextKind::Html(html) = text.kind {
                self.raw_html(html, text.span);
            }
            markdown::visit_line(text.inlines(), &mut |inline| self.inline(inline));
        }
    }

    fn target(&self, span: Span, target: &str) -> Target {
        self.links.resolve_at(self.document, span, target)
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Link { target, place, .. } => self.link(target, place.0),
            InlineKind::Image { target, place, inlines, .. } => {
                self.image(target, inlines, (inline.span, place.0));
            }
            InlineKind::Html(html) => self.raw_html(html, inline.span),
            _ => {}
        }
    }

    fn raw_html(&mut self, html: &str, span: Span) {
        let (message, help) = if html.trim_start().starts_with("<!--") {
            (
                Message::fixed("コメント <!-- が閉じていません", "the comment <!-- is not closed"),
                Message::fixed(
                    "コメントの終わりに --> を書いてください。",
                    "end the comment with -->",
                ),
            )
        } else {
            (
                Message::fixed("HTMLのタグは使えません", "HTML tags cannot be used"),
                Message::fixed(
                    "Markdown で書いてください。「<」をそのまま見せるには「\\<」と書きます。",
                    "write Markdown instead; to show a `<`, write `\\<`",
                ),
            )
        };
        self.diagnostics.push(Diagnostic::new(&RAW_HTML, span, message).help(help));
    }

    fn link(&mut self, target: &str, span: Span) {
        let Target::Broken(broken) = self.target(span, target) else {
            return;
        };
        self.broken(&LINK_BROKEN, target, &broken, span);
    }

    fn image(&mut self, target: &str, alt: &[Inline], (whole, span): (Span, Span)) {
        if markdown::plain(alt).trim().is_empty() {
            let message =
                Message::fixed("画像に代わりの文がありません", "the image has no text alternative");
            let help = Message::fixed(
                "![ ] の中に、画像が伝えることを書いてください（WCAG 1.1.1）。",
                "say between ![ and ] what the image tells (WCAG 1.1.1)",
            );
            self.diagnostics.push(Diagnostic::new(&IMAGE_ALT_MISSING, whole, message).help(help));
        }
        match self.target(span, target) {
            Target::File(_) => {}
            Target::Broken(broken) => self.broken(&IMAGE_MISSING, target, &broken, span),
            Target::External(_) | Target::Page { .. } => {
                let message = Message::new(
                    format!("画像「{target}」は content/ のファイルではありません"),
                    format!("the image `{target}` is not a file of content/"),
                );
                let help = Message::fixed(
                    "画像のファイルを文書と同じフォルダーに置いてください。ほかのサイトの画像は使えません。",
                    "put the image beside the document; images of other sites cannot be used",
                );
                self.diagnostics.push(Diagnostic::new(&IMAGE_MISSING, span, message).help(help));
            }
        }
    }

    fn broken(&mut self, rule: &'static Rule, target: &str, broken: &Broken, span: Span) {
        let (rule, message, near) = match broken {
            Broken::Id(near) => (
                &ANCHOR_BROKEN,
                Message::new(
                    format!("リンク「{target}」の見出しがありません"),
                    format!("`{target}` names a heading that is not there"),
                ),
                near.as_ref().map(|id| format!("#{id}")),
            ),
            Broken::File(near) => (
                rule,
                Message::new(
                    format!("「{target}」というファイルはありません"),
                    format!("there is no file `{target}`"),
                ),
                near.clone(),
            ),
            Broken::Draft => {
                let message = Message::new(
                    format!("「{target}」は下書きなので、公開するサイトにありません"),
                    format!("`{target}` is a draft, which is not in the site"),
                );
                let help = Message::fixed(
                    "リンク先の文書の「draft: true」を取り除くか、公開するまでリンクを外してください。",
                    "take `draft: true` away there, or this link until it is published",
                );
                self.diagnostics.push(Diagnostic::new(rule, span, message).help(help));
                return;
            }
            Broken::Outside => (
                rule,
                Message::new(
                    format!("「{target}」は content/ の外を指しています"),
                    format!("`{target}` leads out of content/"),
                ),
                None,
            ),
            Broken::Scheme => (
                rule,
                Message::new(
                    format!("「{target}」のようなアドレスへのリンクは使えません"),
                    format!("links to addresses such as `{target}` cannot be used"),
                ),
                None,
            ),
        };
        let help = near.map_or(
            Message::fixed(
                "この文書から見たファイルの位置（例: ../hachioji/index.md）か、https:// で始まるアドレスを書きます。",
                "write the path of a file as seen from this one (../hachioji/index.md), or an address that begins with https://",
            ),
            |near| Message::did_you_mean(&near),
        );
        self.diagnostics.push(Diagnostic::new(rule, span, message).help(help));
    }
}
