//! A comparison as a page by itself: one file that opens by double click, for those who have no site at hand.
//!
//! It has the looks and the words of the theme, and no frame of a site around it: no menu, no script, nothing to
//! be fetched.

use super::fixed;
use super::html::{Scope, Writer};
use super::label::plain_heading;
use crate::check::Checked;
use crate::diff::show::Report;
use crate::diff::{Comparison, Sheet, sheet};
use crate::marked::Side;
use crate::source::{Project, Span};
use crate::theme::Theme;

/// The stylesheets of the theme that the page takes up.
const STYLES: [&str; 2] = ["style.css", "changes.css"];

/// All that changed between two states of a site, as a page of HTML.
pub fn comparison(report: &Report<'_>, theme: &Theme, language: &str) -> String {
    // The texts of the program stand in no file.
    let (project, nowhere) = Project::of_text("");
    let checked = Checked::of_nothing();
    let here = fixed("index.html");
    let scope = Scope {
        checked: &checked,
        here: &here,
        document: None,
        tables: &[],
        project: &project,
        words: theme.strings(),
    };
    let span = Span::new(nowhere, 0, 0);
    let mut page = Page { report, writer: Writer::new(scope), span, tables: 0 };
    page.head(theme, language);
    page.body();
    page.writer.take().0
}

/// Writes the page.
struct Page<'r> {
    report: &'r Report<'r>,
    writer: Writer<'r>,
    /// Where texts of the theme are said to stand.
    span: Span,
    /// How many tables there are so far.
    tables: usize,
}

impl Page<'_> {
    /// The title of the page, which names both states.
    fn title(&self) -> String {
        let [old, new] = [Side::Old, Side::New].map(|side| self.report.state(side));
        format!("{}　{old} → {new}", self.report.word("title"))
    }

    fn head(&mut self, theme: &Theme, language: &str) {
        let title = self.title();
        let writer = &mut self.writer;
        writer.raw("<!DOCTYPE html>\n<html");
        writer.attribute("lang", language);
        writer.raw(">\n<head>\n<meta charset=\"utf-8\">\n");
        writer.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        writer.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        writer.text(&title);
        writer.raw("</title>\n<style>\n");
        for name in STYLES {
            let css = theme.static_files().get(name).map(|file| &*file.bytes);
            let css = css.and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default();
            // No style holds this; a theme that does must not end the element.
            writer.raw(&css.replace("</", "<\\/"));
            writer.raw("\n");
        }
        writer.raw("</style>\n</head>\n");
    }

    fn body(&mut self) {
        let report = self.report;
        self.writer.raw("<body>\n<main id=\"hs-main\">\n<article class=\"text changes\">\n<h1>");
        self.writer.raw(&plain_heading(&report.word("title")).0);
        self.writer.raw("</h1>\n<dl class=\"facts\">\n");
        for side in report.sides() {
            self.writer.raw("<div><dt>");
            self.writer.text(&report.side(side));
            self.writer.raw("</dt><dd>");
            self.writer.text(&report.state(side));
            self.writer.raw("</dd></div>\n");
        }
        self.writer.raw("</dl>\n");
        if report.documents.is_empty() {
            self.paragraph(&report.word("same"));
        } else {
            self.contents();
            for (at, document) in report.documents.iter().enumerate() {
                self.document(at, document);
            }
        }
        self.writer.raw("</article>\n</main>\n</body>\n</html>\n");
    }

    fn paragraph(&mut self, text: &str) {
        self.writer.raw("<p>");
        self.writer.text(text);
        self.writer.raw("</p>\n");
    }

    /// The documents that changed, with what became of them, and how changes are marked.
    fn contents(&mut self) {
        let report = self.report;
        let count = report.documents.len().to_string();
        self.writer.raw("<h2>");
        self.writer.text(&report.word("documents").replace("{count}", &count));
        self.writer.raw("</h2>\n<ul class=\"changed\">\n");
        for (at, document) in report.documents.iter().enumerate() {
            self.item(
                &format!("#hs-d{}", at + 1),
                &Report::title(document),
                &report.said(document),
            );
        }
        self.writer.raw("</ul>\n");
        self.writer.raw("<p class=\"key\">");
        self.writer.word("diff.page.key");
        self.writer.raw("</p>\n");
    }

    fn item(&mut self, href: &str, title: &str, said: &str) {
        self.writer.raw("<li><a");
        self.writer.attribute("href", href);
        self.writer.raw(">");
        self.writer.raw(&plain_heading(title).0);
        self.writer.raw("</a> ");
        self.writer.text(said);
        self.writer.raw("</li>\n");
    }

    fn document(&mut self, at: usize, document: &Comparison) {
        let report = self.report;
        self.writer.raw("<section");
        self.writer.attribute("aria-labelledby", &format!("hs-d{}", at + 1));
        self.writer.raw(">\n<h2");
        self.writer.attribute("id", &format!("hs-d{}", at + 1));
        self.writer.raw(">");
        self.writer.raw(&plain_heading(&Report::title(document)).0);
        self.writer.raw("</h2>\n");
        self.paragraph(&report.path(document));
        self.left_out(document);
        if !document.parts.is_empty() {
            self.tables += 1;
            self.parts(document);
            let (frame, settings) = (report.frame, report.settings);
            let form = Sheet { frame, settings, target: &|_| None, span: self.span };
            self.writer.table(&sheet(document, &Report::title(document), &form));
        }
        self.writer.raw("</section>\n");
    }

    fn left_out(&mut self, document: &Comparison) {
        let left_out: Vec<String> = self.report.left_out(document).collect();
        if left_out.is_empty() {
            return;
        }
        self.writer
            .raw("<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-label\">");
        self.writer.word("diff.page.left_out");
        self.writer.raw("</p>\n<ul>\n");
        for text in left_out {
            self.writer.raw("<li>");
            self.writer.text(&text);
            self.writer.raw("</li>\n");
        }
        self.writer.raw("</ul>\n</div>\n");
    }

    /// The parts that changed, with the places of their groups in the table.
    fn parts(&mut self, document: &Comparison) {
        let shown = document.shown();
        if !shown.iter().any(|shown| shown.part.is_changed()) {
            return;
        }
        let frame = self.report.frame;
        self.writer.raw("<ul class=\"changed\">\n");
        for (at, shown) in shown.iter().enumerate().filter(|(_, it)| it.part.is_changed()) {
            let href = format!("#hs-t{}-g{}", self.tables, at + 1);
            self.item(&href, &shown.part.name(&frame), &shown.part.said(&frame));
        }
        self.writer.raw("</ul>\n");
    }
}
