//! What is wrong with a template, at its place: the template engine's errors as diagnostics.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::{Error, ErrorKind, ReportError};

use super::recursion::{Endless, Scans};
use super::said::{Known, said};
use super::scan::Scan;
use super::{BUILT_IN_PREFIX, THEME_TEMPLATE};
use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::source::{Project, SourceId, Span};

/// What it takes to report a mistake: the templates of the site's own theme by the name that templates
/// call them, and the names that there are.
#[derive(Clone)]
pub(super) struct Reports {
    own: BTreeMap<String, SourceId>,
    /// Where the own templates define components.
    components: BTreeMap<String, (SourceId, Range<usize>)>,
    known: std::sync::Arc<Known>,
}

/// One mistake as the engine tells it.
struct Problem {
    message: Message,
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

/// Whether the error is one of a template's grammar, which says nothing about other templates.
pub(super) fn is_syntax(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

impl Reports {
    pub(super) fn new(own: BTreeMap<String, SourceId>, scans: &BTreeMap<String, Scan>) -> Self {
        let plain = |name: &str| name.strip_prefix(BUILT_IN_PREFIX).unwrap_or(name).to_owned();
        let names = |of: fn(&Scan) -> Vec<String>| -> Vec<String> {
            let mut names: Vec<String> = scans.values().flat_map(of).collect();
            names.sort();
            names.dedup();
            names
        };
        let known = Known {
            templates: scans.keys().map(|name| plain(name)).collect(),
            components: names(|scan| scan.defines.iter().map(|it| it.name.clone()).collect()),
            blocks: names(|scan| scan.blocks.iter().map(|it| it.name.clone()).collect()),
        };
        let defined = own.iter().flat_map(|(name, source)| {
            let defines = scans.get(name).map_or(&[][..], |scan| &scan.defines);
            defines.iter().map(|it| (it.name.clone(), (*source, it.place.clone())))
        });
        let components = defined.collect();
        Self { own, components, known: known.into() }
    }

    /// The templates of the site's own theme.
    pub(super) fn own(&self) -> &BTreeMap<String, SourceId> {
        &self.own
    }

    /// Reports an error of the engine that came up while `template` was rendered. There must be a
    /// template of the site's own: the built-in templates alone have no errors.
    pub(super) fn report(
        &self,
        error: &Error,
        template: &str,
        project: &Project,
        diagnostics: &mut Diagnostics,
    ) {
        for mut problem in self.problems(error) {
            if problem.template.is_empty() {
                template.clone_into(&mut problem.template);
            }
            diagnostics.push(self.diagnostic(problem, project));
        }
    }

    /// Reports components and templates that call themselves.
    pub(super) fn endless(
        &self,
        endless: &Endless,
        project: &Project,
        scans: &Scans<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let chain = endless.chain.join(" → ");
        let (message, help) = if endless.turns_back {
            (
                Message::new(
                    format!("部品（component）が自分自身を呼び出しています: {chain}"),
                    format!("a component calls itself: {chain}"),
                ),
                Message::fixed(
                    "終わりのない繰り返しになります。呼び出しをやめるか、別の名前の部品に分けてください。",
                    "it would never end: leave out the call, or make components of different names",
                ),
            )
        } else {
            (
                Message::new(
                    format!("部品とテンプレートの呼び出しが深すぎます: {chain}"),
                    format!("components and templates are nested too deep: {chain}"),
                ),
                Message::fixed("段を減らしてください。", "nest them less deep"),
            )
        };
        let here = (endless.template.as_str(), endless.place.clone());
        // A way that turns back in a built-in template goes through one of the site's own.
        let of_chain = endless.chain.iter().filter_map(|name| {
            let name = name.trim_matches(['<', '>']);
            let defines = |(template, scan): (&String, &&Scan)| {
                let found = scan.defines.iter().find(|it| it.name == name)?;
                self.own.contains_key(template).then(|| (template.clone(), found.place.clone()))
            };
            scans.iter().find_map(defines)
        });
        let (template, place) = if self.own.contains_key(here.0) {
            (here.0.to_owned(), here.1)
        } else {
            of_chain.into_iter().next().unwrap_or((here.0.to_owned(), here.1))
        };
        let place = Within::Bytes(place.start, place.end);
        let problem = Problem { message, template, place, help: Some(help) };
        diagnostics.push(self.diagnostic(problem, project));
    }

    fn problems(&self, error: &Error) -> Vec<Problem> {
        let problem = |message: Message, template: &str, place: Within, help: Option<Message>| {
            vec![Problem { message, template: template.to_owned(), place, help }]
        };
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                vec![self.reported(report)]
            }
            ErrorKind::MissingParent { current, parent } => {
                let message = Message::new(
                    format!("土台にするテンプレート「{parent}」がありません"),
                    format!("a mistake in a template: there is no template `{parent}`"),
                );
                let help = Message::fixed(
                    "標準テーマのテンプレートを土台にするには {% extends \"default/base.html\" %} と書きます。",
                    "write {% extends \"default/base.html\" %} to build on the template of the built-in theme",
                );
                problem(message, current, Within::Text(parent.clone()), Some(help))
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                let (message, help) = extends_itself(&inheritance_chain.join(" → "));
                problem(message, tpl, Within::Text("extends".to_owned()), Some(help))
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                let (message, help) = includes_itself(&include_chain.join(" → "));
                problem(message, tpl, Within::Text("include".to_owned()), Some(help))
            }
            ErrorKind::Io(std::io::ErrorKind::FileTooLarge) => {
                let message = Message::fixed(
                    "テンプレートが作るページが大きすぎます",
                    "a mistake in a template: the page grows too large",
                );
                let help = Message::fixed(
                    "{% for … %} の繰り返しの数を確かめてください。",
                    "look at how often each {% for … %} is repeated",
                );
                problem(message, "", Within::Whole, Some(help))
            }
            ErrorKind::Msg(text) => {
                let found = self.several(text);
                if !found.is_empty() {
                    return found;
                }
                let (message, help) = said(text, &self.known);
                let template = text.split('`').nth(3).filter(|name| self.own.contains_key(*name));
                let name = text.split('`').nth(1).unwrap_or_default().to_owned();
                problem(message, template.unwrap_or_default(), Within::Text(name), help)
            }
            _ => {
                let (message, help) = said(&error.to_string(), &self.known);
                problem(message, "", Within::Whole, help)
            }
        }
    }

    fn reported(&self, report: &ReportError) -> Problem {
        let range = &report.span().range;
        let (message, help) = said(report.message(), &self.known);
        let template = report.filename().to_owned();
        Problem { message, template, place: Within::Bytes(range.start, range.end), help }
    }

    /// Several mistakes at once come as one text: `error: …`, ` --> name:line:column`, and the line
    /// with the place underlined by `^`.
    fn several(&self, text: &str) -> Vec<Problem> {
        let mut found = Vec::new();
        for report in text.split("\n\n").filter_map(|report| report.strip_prefix("error: ")) {
            let Some((message, rest)) = report.split_once("--> ") else { continue };
            let mut place = rest.lines().next().unwrap_or_default().rsplitn(3, ':');
            let (column, line) = (number(place.next()), number(place.next()));
            let width = rest.lines().next_back().map_or(0, |line| line.matches('^').count());
            let (message, help) = said(message.trim_end(), &self.known);
            let template = place.next().unwrap_or_default().to_owned();
            found.push(Problem {
                message,
                template,
                place: Within::Line(line, column, width),
                help,
            });
        }
        found
    }

    fn diagnostic(&self, problem: Problem, project: &Project) -> Diagnostic {
        let Problem { message, template, place, help } = problem;
        let compare = Message::fixed(
            "hoshin に組み込まれた同じ名前のテンプレートと見比べてください。使える値の名前は、その中にあります。",
            "compare it with the built-in template of the same name, which uses the values that there are",
        );
        let help = help.unwrap_or(compare);
        if let Some(&source) = self.own.get(&template) {
            let span = place.span(project, source);
            return Diagnostic::new(&THEME_TEMPLATE, span, message).help(help);
        }
        // A template of the site's own does not fit to a built-in one: a component, most likely.
        let name = template.strip_prefix(BUILT_IN_PREFIX).unwrap_or(&template);
        let within = Message::new(
            format!("（標準のテンプレート {name} の中）"),
            format!("(in the built-in {name})"),
        );
        let text = super::built_in_templates().find(|(it, _)| *it == template);
        let called = text.and_then(|(_, text)| self.called_at(text, &place));
        let first = || Some((*self.own.values().next()?, 0..0));
        let (source, range) = called.or_else(first).expect("the built-in templates have no errors");
        let span = Span::new(source, range.start, range.end);
        Diagnostic::new(&THEME_TEMPLATE, span, message.and(&within)).help(help)
    }

    /// The own component that a built-in template calls at a place.
    fn called_at(&self, text: &str, place: &Within) -> Option<(SourceId, Range<usize>)> {
        let Within::Bytes(start, end) = *place else { return None };
        let call = text.get(start..end)?.trim_start_matches(['<', '{', ' ']);
        let name = call.split(|c: char| !c.is_alphanumeric() && !"_.".contains(c)).next()?;
        self.components.get(name).cloned()
    }
}

fn number(text: Option<&str>) -> usize {
    text.and_then(|text| text.parse().ok()).unwrap_or(1)
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

fn extends_itself(chain: &str) -> (Message, Message) {
    let message = Message::new(
        format!("テンプレートが自分自身を土台にしています: {chain}"),
        format!("a mistake in a template: extends itself: {chain}"),
    );
    let help = Message::fixed(
        "同じ名前の標準テーマのテンプレートを土台にするときは、\"default/base.html\" のように default/ を付けます。",
        "name the built-in template of the same name with its prefix: \"default/base.html\"",
    );
    (message, help)
}

fn includes_itself(chain: &str) -> (Message, Message) {
    let message = Message::new(
        format!("テンプレートが自分自身を読み込んでいます: {chain}"),
        format!("a mistake in a template: includes itself: {chain}"),
    );
    let help = Message::fixed(
        "終わりのない繰り返しになります。どれかの {% include … %} を外してください。",
        "it would never end: leave out one of the {% include … %}",
    );
    (message, help)
}
