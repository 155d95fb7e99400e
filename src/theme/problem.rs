//! What is wrong with a template, at its place: the template engine's errors as diagnostics.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError};

use super::{BUILT_IN_PREFIX, THEME_TEMPLATE};
use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::source::{Project, SourceId, Span};

/// The templates of the site's own theme, by the name that templates call them.
pub(super) type Templates = BTreeMap<String, SourceId>;

/// One mistake as the engine tells it.
struct Problem {
    message: String,
    template: String,
    place: Within,
    help: Option<Message>,
}

/// A place in a template.
enum Within {
    /// These bytes.
    Bytes(usize, usize),
    /// Line and column, both from 1, and the number of characters.
    Line(usize, usize, usize),
    /// Where this is written first.
    Text(String),
    /// Somewhere.
    Whole,
}

/// Reports an error of the engine. There must be a template of the site's own: the built-in templates
/// alone have no errors.
pub(super) fn report(
    error: &Error,
    project: &Project,
    own: &Templates,
    diagnostics: &mut Diagnostics,
) {
    for problem in problems(error) {
        diagnostics.push(problem.diagnostic(project, own));
    }
}

/// Whether the error is one of a template's grammar, which says nothing about other templates.
pub(super) fn is_syntax(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

fn problems(error: &Error) -> Vec<Problem> {
    let problem = |message: String, template: &str, place: Within| Problem {
        message,
        template: template.to_owned(),
        place,
        help: None,
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![reported(report)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}`");
            let mut missing = problem(message, current, Within::Text(parent.clone()));
            missing.help = Some(Message::fixed(
                "標準テーマのテンプレートを土台にするには {% extends \"default/base.html\" %} と書きます。",
                "write {% extends \"default/base.html\" %} to build on the template of the built-in theme",
            ));
            vec![missing]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let message = format!("extends itself: {}", inheritance_chain.join(" → "));
            let mut circle = problem(message, tpl, Within::Text("extends".to_owned()));
            circle.help = Some(Message::fixed(
                "同じ名前の標準テーマのテンプレートを土台にするときは、\"default/base.html\" のように default/ を付けます。",
                "name the built-in template of the same name with its prefix: \"default/base.html\"",
            ));
            vec![circle]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let message = format!("includes itself: {}", include_chain.join(" → "));
            vec![problem(message, tpl, Within::Text("include".to_owned()))]
        }
        ErrorKind::Msg(text) => {
            let found = reports(text);
            if found.is_empty() { vec![problem(text.clone(), "", Within::Whole)] } else { found }
        }
        _ => vec![problem(error.to_string(), "", Within::Whole)],
    }
}

fn reported(report: &ReportError) -> Problem {
    let range = &report.span().range;
    Problem {
        message: report.message().to_owned(),
        template: report.filename().to_owned(),
        place: Within::Bytes(range.start, range.end),
        help: None,
    }
}

/// Several mistakes at once come as one text: `error: …`, ` --> name:line:column`, and the line with
/// the place underlined by `^`.
fn reports(text: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    for report in text.split("\n\n").filter_map(|report| report.strip_prefix("error: ")) {
        let Some((message, rest)) = report.split_once("--> ") else { continue };
        let mut place = rest.lines().next().unwrap_or_default().rsplitn(3, ':');
        let (column, line) = (number(place.next()), number(place.next()));
        let width = rest.lines().next_back().map_or(0, |line| line.matches('^').count());
        found.push(Problem {
            message: message.trim_end().to_owned(),
            template: place.next().unwrap_or_default().to_owned(),
            place: Within::Line(line, column, width),
            help: None,
        });
    }
    found
}

fn number(text: Option<&str>) -> usize {
    text.and_then(|text| text.parse().ok()).unwrap_or(1)
}

impl Problem {
    fn diagnostic(self, project: &Project, own: &Templates) -> Diagnostic {
        let (message, span) = if let Some(&source) = own.get(&self.template) {
            (self.message, self.place.span(project, source))
        } else {
            // A template of the site's own does not fit to a built-in one.
            let source = *own.values().next().expect("the built-in templates have no errors");
            let built_in = self.template.strip_prefix(BUILT_IN_PREFIX);
            let within =
                built_in.map_or_else(String::new, |name| format!(" (in the built-in {name})"));
            (format!("{}{within}", self.message), Span::new(source, 0, 0))
        };
        let message = Message::new(
            format!("テンプレートに誤りがあります: {message}"),
            format!("a mistake in a template: {message}"),
        );
        let compare = Message::fixed(
            "hoshin に組み込まれた同じ名前のテンプレートと見比べてください。使える値の名前は、その中にあります。",
            "compare it with the built-in template of the same name, which uses the values that there are",
        );
        Diagnostic::new(&THEME_TEMPLATE, span, message).help(self.help.unwrap_or(compare))
    }
}

impl Within {
    fn span(&self, project: &Project, source: SourceId) -> Span {
        let text = project.source(source).text();
        let (start, end) = match self {
            Self::Bytes(start, end) => (*start, *end),
            Self::Line(line, column, width) => {
                let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
                let rest = &text[before..];
                let at = |characters: usize| {
                    rest.char_indices().nth(characters).map_or(rest.len(), |(at, _)| at)
                };
                (before + at(column - 1), before + at(column - 1 + width))
            }
            Self::Text(written) => {
                text.find(written.as_str()).map_or((0, 0), |start| (start, start + written.len()))
            }
            Self::Whole => (0, 0),
        };
        let inside = |at: usize| text.floor_char_boundary(at.min(text.len()));
        Span::new(source, inside(start), inside(end))
    }
}
