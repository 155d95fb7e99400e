//! Diagnostics for people: the source line with the place marked, as compilers show it.
//!
//! The only file that names annotate-snippets. It is handed a few lines of each file, never a whole
//! one, so that the work does not grow with the size of the document, and no character that a
//! terminal would obey.

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet,
};

use crate::diagnostic::address::{with_address, without_positions};
use crate::diagnostic::excerpt::{Excerpt, fitting, marked, shown_in_source};
use crate::diagnostic::visible::{one_line, visible};
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Language, Message, Related, Severity};
use crate::source::{Project, SourceFile, Span};

/// The columns that a source line may take: a narrow terminal's. A wider line is cut around the mark,
/// for the mark must stay under its text where the terminal would wrap it.
const WIDTH: usize = 80;

/// A related place within so many lines is shown in the same excerpt, a farther one in its own.
const NEAR: usize = 8;

/// How text is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// By characters alone.
    Plain,
    /// By the colours of a terminal, too.
    Colour,
}

/// All diagnostics as text for people, in their present order, each followed by an empty line.
pub fn human(
    diagnostics: &Diagnostics,
    project: &Project,
    language: Language,
    style: Style,
) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let renderer = renderer.term_width(WIDTH);
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        text.push_str(&without_positions(&renderer.render(&report(diagnostic, project, language))));
        text.push_str("\n\n");
    }
    text
}

fn report(diagnostic: &Diagnostic, project: &Project, language: Language) -> Vec<Group<'static>> {
    let title = level(diagnostic.severity, language)
        .primary_title(visible(diagnostic.message.get(language)))
        .id(diagnostic.rule.code);
    let group = Group::with_title(title).elements(places(diagnostic, project, language));
    let help = diagnostic.help.as_ref().map(|help| visible(help.get(language)));
    // The excerpt of a change has no place of its own, so it must belong to the file shown above it.
    let has_text = project.source(diagnostic.span.source).has_text();
    let is_here = |fix: &&Fix| fix.span.source == diagnostic.span.source && has_text;
    let fix = diagnostic.fix.as_ref().filter(is_here);
    match (fix, help) {
        (Some(fix), help) => {
            let help = help.unwrap_or_else(|| MENDED_SO.get(language).to_owned());
            let title = help_level(language).secondary_title(help);
            let change = suggestion(fix, project.source(fix.span.source));
            vec![group, Group::with_title(title).element(change)]
        }
        (None, Some(help)) => vec![group.element(help_level(language).message(help))],
        (None, None) => vec![group],
    }
}

const MENDED_SO: Message = Message::fixed("次のように直せます。", "it can be mended like this");

fn level(severity: Severity, language: Language) -> Level<'static> {
    match (severity, language) {
        (Severity::Error, Language::Ja) => Level::ERROR.with_name("エラー"),
        (Severity::Error, Language::En) => Level::ERROR,
        (Severity::Warning, Language::Ja) => Level::WARNING.with_name("警告"),
        (Severity::Warning, Language::En) => Level::WARNING,
    }
}

fn help_level(language: Language) -> Level<'static> {
    match language {
        Language::Ja => Level::HELP.with_name("ヘルプ"),
        Language::En => Level::HELP,
    }
}

/// The excerpt with the mark, and one more for each place that is far from it.
fn places(diagnostic: &Diagnostic, project: &Project, language: Language) -> Vec<Element<'static>> {
    let source = project.source(diagnostic.span.source);
    let (near, far): (Vec<_>, Vec<_>) =
        diagnostic.related.iter().partition(|related| is_near(diagnostic.span, related, source));
    let primary = Mark { kind: AnnotationKind::Primary, span: diagnostic.span, label: None };
    let secondary = |related: &Related| Mark {
        kind: AnnotationKind::Context,
        span: related.span,
        label: Some(one_line(related.message.get(language))),
    };
    let here = std::iter::once(primary).chain(near.into_iter().map(secondary));
    let mut elements = excerpt(source, here.collect());
    for related in far {
        let source = project.source(related.span.source);
        elements.extend(excerpt(source, vec![secondary(related)]));
    }
    elements
}

/// Whether a related place can share the excerpt of the primary one. It must lie on one line: two
/// places of several lines in one excerpt are a tangle.
fn is_near(primary: Span, related: &Related, source: &SourceFile) -> bool {
    let line = |offset: usize| source.position(offset).line;
    primary.source == related.span.source
        && source.address(primary.start).is_none()
        && line(related.span.start) == line(related.span.end)
        && line(primary.start).abs_diff(line(related.span.start)) <= NEAR
}

struct Mark {
    kind: AnnotationKind,
    span: Span,
    label: Option<String>,
}

/// The lines of some places of one file, marked; the first place alone if there is nothing to show.
fn excerpt(source: &SourceFile, marks: Vec<Mark>) -> Vec<Element<'static>> {
    let path = one_line(source.path());
    let places: Vec<_> = marks.iter().map(|mark| marked(source, mark.span)).collect();
    let excerpt = Excerpt::of_lines(source, &places);
    if !source.has_text() || excerpt.is_too_long() {
        return named_only(source, path, marks);
    }
    let path = with_address(path, source, marks[0].span.start);
    let annotations = marks.into_iter().zip(places).map(|(mark, place)| {
        let annotation: Annotation<'_> = mark.kind.span(excerpt.place(place));
        annotation.label(mark.label)
    });
    let snippet = Snippet::source(excerpt.shown()).line_start(excerpt.first_line());
    vec![snippet.path(path).annotations(annotations).into()]
}

/// The first of some places without its text, and what is to be seen at the others.
fn named_only(source: &SourceFile, path: String, marks: Vec<Mark>) -> Vec<Element<'static>> {
    let at = source.position(marks[0].span.start);
    let origin = if source.has_text() {
        Origin::path(path).line(at.line).char_column(at.column)
    } else {
        Origin::path(path)
    };
    let labels = marks.into_iter().filter_map(|mark| mark.label);
    let labels = labels.map(|label| Level::NOTE.no_name().message(label).into());
    std::iter::once(origin.into()).chain(labels).collect()
}

/// The change that mends the mistake, with a little of the line on each side.
fn suggestion(fix: &Fix, source: &SourceFile) -> Element<'static> {
    let place = fitting(source, fix.span);
    let excerpt = Excerpt::close_to(source, &place);
    Snippet::source(excerpt.shown())
        .line_start(excerpt.first_line())
        .patch(Patch::new(excerpt.place(place), shown_in_source(&fix.text)))
        .into()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Rule;
    use crate::source::{Content, SourceId};

    static UNKNOWN: Rule = Rule::error("role-unknown", "知らない役割", "an unknown role");
    static LEFT: Rule = Rule::warning("placeholder-left", "記入の残り", "a placeholder");

    fn project(texts: &[&[u8]]) -> Project {
        let name = |n: usize| format!("content/{n}.md");
        let file = |(n, bytes): (usize, &&[u8])| (name(n), Content::Bytes(bytes.to_vec()));
        Project::from_files(texts.iter().enumerate().map(file))
    }

    fn place(project: &Project, page: usize, range: Range<usize>) -> Span {
        Span::new(project.pages[page], range.start, range.end)
    }

    fn message(ja: &'static str) -> Message {
        Message::fixed(ja, "no such role")
    }

    fn shown(project: &Project, diagnostic: Diagnostic, language: Language) -> String {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(diagnostic);
        human(&diagnostics, project, language, Style::Plain)
    }

    /// Shows a diagnostic that marks the first place of `needle` in a file.
    fn at(text: &str, needle: &str) -> String {
        let project = project(&[text.as_bytes()]);
        let start = text.find(needle).expect("the text holds the needle");
        let span = place(&project, 0, start..start + needle.len());
        shown(&project, Diagnostic::new(&UNKNOWN, span, message("役割がない")), Language::Ja)
    }

    #[test]
    fn the_place_is_marked_under_full_width_text() {
        insta::assert_snapshot!(at("---\n役割: 推進リーダ\n---\n", "推進リーダ"), @"
        エラー[role-unknown]: 役割がない
         --> content/0.md:2:5
          |
        2 | 役割: 推進リーダ
          |       ^^^^^^^^^^
        ");
    }

    #[test]
    fn related_places_help_and_fix_are_shown() {
        let text = "roles:\n  - 利活用\n\n\n\n\n\n\n\n\n\n\n  - 推進\n役割: 利活\n";
        let project = project(&[text.as_bytes(), b"x: 1\n", b"\xff"]);
        let find = |needle: &str| {
            let start = text.rfind(needle).expect("the text holds the needle");
            place(&project, 0, start..start + needle.len())
        };
        let diagnostic = Diagnostic::new(&UNKNOWN, find("利活"), message("役割「利活」がない"))
            .related(find("推進"), Message::fixed("近い役割", "a role near by"))
            .related(find("利活用"), Message::fixed("遠い役割", "a role far off"))
            .related(place(&project, 1, 0..1), Message::fixed("別のファイル", "another file"))
            .related(place(&project, 2, 0..1), Message::fixed("読めない", "not to be read"))
            .help(Message::fixed("「利活用」のことですか。", "did you mean `利活用`?"))
            .fix(find("利活"), "利活用");
        insta::assert_snapshot!(shown(&project, diagnostic, Language::Ja), @"
        エラー[role-unknown]: 役割「利活」がない
          --> content/0.md:14:5
           |
        13 |   - 推進
           |     ---- 近い役割
        14 | 役割: 利活
           |       ^^^^
           |
          ::: content/0.md:2:5
           |
         2 |   - 利活用
           |     ------ 遠い役割
           |
          ::: content/1.md:1:1
           |
         1 | x: 1
           | - 別のファイル
          ::: content/2.md
           = 読めない
        ヘルプ: 「利活用」のことですか。
           |
        14 | 役割: 利活用
           |           ++
        ");
    }

    #[test]
    fn texts_follow_the_language() {
        let project = project(&[b"role: lead"]);
        let diagnostic = Diagnostic::new(&UNKNOWN, place(&project, 0, 6..10), message("ない"))
            .help(Message::fixed("直す", "mend it"));
        insta::assert_snapshot!(shown(&project, diagnostic, Language::En), @"
        error[role-unknown]: no such role
         --> content/0.md:1:7
          |
        1 | role: lead
          |       ^^^^
          |
          = help: mend it
        ");
    }

    #[test]
    fn a_file_without_text_is_named() {
        let project = project(&[b"\xff"]);
        let span = place(&project, 0, 0..9);
        let diagnostic = Diagnostic::new(&UNKNOWN, span, message("読めない"));
        insta::assert_snapshot!(shown(&project, diagnostic, Language::Ja), @"
        エラー[role-unknown]: 読めない
        --> content/0.md
        ");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}役割{}", "長い段落。".repeat(60), "が続く。".repeat(600));
        insta::assert_snapshot!(at(&line, "役割"), @"
        エラー[role-unknown]: 役割がない
         --> content/0.md:1:301
          |
        1 | ... 。長い段落。長い段落。長い段落。役割が続く。が続く。が続く。が続く。...
          |                                     ^^^^
        ");
        let project = project(&[line.as_bytes()]);
        let start = line.find("役割").expect("the line holds it");
        let span = place(&project, 0, start..start + "役割".len());
        let diagnostic = Diagnostic::new(&UNKNOWN, span, message("ない")).fix(span, "人材像");
        insta::assert_snapshot!(shown(&project, diagnostic, Language::Ja), @"
        エラー[role-unknown]: ない
         --> content/0.md:1:301
          |
        1 | ... 。長い段落。長い段落。長い段落。役割が続く。が続く。が続く。が続く。...
          |                                     ^^^^
          |
        ヘルプ: 次のように直せます。
          |
        1 - ...。長い段落。長い段落。長い段落。役割が続く。が続く。が続く。が続く。
        1 + ...。長い段落。長い段落。長い段落。人材像が続く。が続く。が続く。が続く。
          |
        ");
    }

    #[test]
    fn a_line_without_end_is_named_only() {
        let line = format!("{}役割", "長い段落。".repeat(20_000));
        insta::assert_snapshot!(at(&line, "役割"), @"
        エラー[role-unknown]: 役割がない
        --> content/0.md:1:100001
        ");
    }

    #[test]
    fn a_place_of_many_lines_is_marked_at_its_start() {
        let text = "# 章\n\n".repeat(50);
        insta::assert_snapshot!(at(&text, &text), @"
        エラー[role-unknown]: 役割がない
         --> content/0.md:1:1
          |
        1 | / # 章
        2 | |
        3 | | # 章
        4 | |
        5 | | # 章
          | |____^
        ");
    }

    #[test]
    fn the_end_of_a_file_can_be_marked() {
        let check = |text: &str, expected: &str| {
            let project = project(&[text.as_bytes()]);
            let span = place(&project, 0, text.len()..text.len());
            let diagnostic = Diagnostic::new(&UNKNOWN, span, message("ない"));
            let shown = shown(&project, diagnostic, Language::En);
            assert!(shown.contains(&format!("--> content/0.md:{expected}\n")), "{shown}");
        };
        check("", "1:1");
        check("\u{feff}", "1:1");
        check("役割", "1:3");
        check("役割\n", "2:1");
        check("役割\r\n", "2:1");
        check("\n\n", "3:1");
    }

    #[test]
    fn colour_comes_on_request() {
        let project = project(&["役割: 利活".as_bytes()]);
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::new(&LEFT, place(&project, 0, 0..6), message("ない")));
        let shown = human(&diagnostics, &project, Language::Ja, Style::Colour);
        assert!(shown.starts_with("\u{1b}[") && shown.contains("警告[placeholder-left]"));
    }

    /// Texts of what is hard to show: wide, combining, invisible, control characters, line ends.
    fn text() -> impl Strategy<Value = String> {
        let hard = "(\u{feff})?([aあ\u{3099}👨\u{200d}\u{9b}\u{1b}\u{202e}\t\u{0} 　\\r\\n]|\\PC|\r\n){0,60}";
        prop_oneof![hard.prop_map(String::from), any::<String>(), "[あ ]{0,400}"]
    }

    fn span(source: SourceId) -> impl Strategy<Value = Span> {
        (0..240usize, 0..240usize).prop_map(move |(a, b)| Span::new(source, a, b))
    }

    proptest! {
        #[test]
        fn any_text_can_be_shown(
            text in text(),
            spans in proptest::collection::vec(span(project(&[b""]).pages[0]), 4),
            replacement in text(),
        ) {
            let project = project(&[text.as_bytes()]);
            let diagnostic = Diagnostic::new(&UNKNOWN, spans[0], message("ない"))
                .related(spans[1], Message::new(text.clone(), "related"))
                .related(spans[2], message("そこ"))
                .help(Message::new(text.clone(), "help"))
                .fix(spans[3], replacement);
            let at = project.source(project.pages[0]).position(spans[0].start);
            let line = format!("--> content/0.md:{}:{}\n", at.line, at.column);
            let plain = shown(&project, diagnostic, Language::Ja);
            prop_assert!(plain.contains(&line), "{line:?} not in {plain}");
            prop_assert!(!plain.contains(|c: char| c.is_control() && c != '\n'), "{plain:?}");
        }
    }
}
