//! Diagnostics as workflow commands of GitHub Actions, which shows them beside the lines of a change:
//! `::error file=…,line=…::message`.

use crate::diagnostic::{Diagnostic, Diagnostics, Language, located, visible};
use crate::source::Project;

/// One line for each diagnostic. `folder` leads from the repository's top to the site's folder, with
/// `/`; it is empty or ends in `/`.
pub fn github(
    diagnostics: &Diagnostics,
    project: &Project,
    folder: &str,
    language: Language,
) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, project, folder, language)).collect()
}

fn command(diagnostic: &Diagnostic, project: &Project, folder: &str, language: Language) -> String {
    let source = project.source(diagnostic.span.source);
    let (start, end) =
        (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
    let file = property(&format!("{folder}{}", source.path()));
    // Columns are understood within one line only, and the last one is counted in.
    let place = if start.line == end.line {
        let last = end.column.saturating_sub(1).max(start.column);
        format!("file={file},line={},col={},endColumn={last}", start.line, start.column)
    } else {
        format!("file={file},line={},endLine={}", start.line, end.line)
    };
    let mut text = visible(&located(&diagnostic.message, diagnostic.span, project, language));
    for part in diagnostic.help.iter().map(|help| help.get(language)) {
        text.push('\n');
        text.push_str(&visible(part));
    }
    let (kind, code) = (diagnostic.severity.name(), property(diagnostic.rule.code));
    format!("::{kind} {place},title={code}::{}\n", data(&text))
}

/// What a command's text must not hold as it is.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property may hold no separator either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Message, Rule};
    use crate::source::{Content, Span};

    #[test]
    fn a_diagnostic_is_one_line_whatever_it_says() {
        static LEFT: Rule = Rule::warning("placeholder-left", "記入の残り", "a placeholder");
        let bytes = Content::Bytes("○○市\n次\n".as_bytes().to_vec());
        let project = Project::from_files([("content/a,b:c.md".into(), bytes)]);
        let mut diagnostics = Diagnostics::default();
        for (start, end) in [(0, 6), (0, 13), (3, 3)] {
            let span = Span::new(project.pages[0], start, end);
            let message = Message::fixed("100%の「○○」\u{1b}", "100 %");
            let help = Message::fixed("一行目\n二行目", "help");
            diagnostics.push(Diagnostic::new(&LEFT, span, message).help(help));
        }
        insta::assert_snapshot!(github(&diagnostics, &project, "site/", Language::Ja), @"
        ::warning file=site/content/a%2Cb%3Ac.md,line=1,col=1,endColumn=2,title=placeholder-left::100%25の「○○」␛%0A一行目%0A二行目
        ::warning file=site/content/a%2Cb%3Ac.md,line=1,endLine=2,title=placeholder-left::100%25の「○○」␛%0A一行目%0A二行目
        ::warning file=site/content/a%2Cb%3Ac.md,line=1,col=2,endColumn=2,title=placeholder-left::100%25の「○○」␛%0A一行目%0A二行目
        ");
    }
}
