//! `theme.yaml`: what a theme says of itself.

use crate::diagnostic::{Diagnostic, Diagnostics, Language, Message, Rule};
use crate::source::{Project, SourceId, Span};
use crate::yaml::{Field, Reader, Region, Shape, load};

pub(super) static THEME_CONTRACT: Rule = Rule::warning(
    "theme-contract",
    "テーマが別の版のテンプレートの値に合わせて作られている",
    "a theme that was made for other values of templates",
);

/// The version of what templates are given. It is raised when something is taken away or means
/// something else, with a line in [`CHANGES`].
const CONTRACT: usize = 1;

/// What each version took away or changed, from the second one on.
static CHANGES: &[(usize, Message)] = &[];

static FIELDS: &[Field] = &[
    Field::new(
        "name",
        Shape::Word,
        "テーマの名前。例: 例示市",
        "The name of the theme. Example: 例示市",
    ),
    Field::new(
        "version",
        Shape::Word,
        "テーマの版。例: 1.0.0",
        "The version of the theme. Example: 1.0.0",
    ),
    Field::new(
        "contract",
        Shape::Count,
        "テンプレートに渡される値の版。テーマを作ったときの版を書きます。例: 1",
        "The version of what templates are given for which the theme was made. Example: 1",
    ),
];

/// Reads a theme's own description.
pub(super) fn check(project: &Project, source: SourceId, diagnostics: &mut Diagnostics) {
    let file = project.source(source);
    let Some(node) = load(&Region::whole(file, source), diagnostics) else { return };
    let Some(mut reader) = Reader::new(&node, FIELDS, diagnostics) else { return };
    reader.word("name");
    reader.word("version");
    let Some(written) = reader.count("contract") else { return };
    if written != CONTRACT
        && let Some(span) = reader.place("contract")
    {
        diagnostics.push(other_contract(written, span, (CONTRACT, CHANGES)));
    }
}

/// Reports a theme that was made for another version; `current` is the version that there is, with what
/// has changed up to it.
fn other_contract(
    written: usize,
    span: Span,
    (contract, changes): (usize, &[(usize, Message)]),
) -> Diagnostic {
    let message = Message::new(
        format!(
            "このテーマは版 {written} の値に合わせて作られています（この hoshin の版は {contract} です）"
        ),
        format!("the theme was made for version {written}; this program's version is {contract}"),
    );
    let help = if written > contract {
        Message::new(
            format!(
                "新しい hoshin を使うか、テンプレートを標準のテーマと見比べてから contract: {contract} と書きます。"
            ),
            format!(
                "use a newer hoshin, or compare the templates with the built-in ones and write `contract: {contract}`"
            ),
        )
    } else {
        let after: Vec<&Message> = changes
            .iter()
            .filter(|(version, _)| *version > written)
            .map(|(_, what)| what)
            .collect();
        let list =
            |language| after.iter().map(|what| what.get(language)).collect::<Vec<_>>().join(" ");
        Message::new(
            format!(
                "テンプレートを次のように直してから contract: {contract} と書きます。{}",
                list(Language::Ja)
            ),
            format!("mend the templates and write `contract: {contract}`. {}", list(Language::En)),
        )
    };
    Diagnostic::new(&THEME_CONTRACT, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    fn found(text: &str) -> Vec<String> {
        let path = "themes/own/theme.yaml".to_owned();
        let project = Project::from_files([(path, Content::Bytes(text.as_bytes().to_vec()))]);
        let (source, _) = project.sources().next().expect("a file");
        let mut diagnostics = Diagnostics::default();
        check(&project, source, &mut diagnostics);
        let told =
            |it: &Diagnostic| format!("{} {}", it.rule.code, project.source(source).slice(it.span));
        diagnostics.iter().map(told).collect()
    }

    #[test]
    fn a_theme_says_what_it_is_made_for() {
        assert_eq!(found(include_str!("../../themes/default/theme.yaml")), [""; 0]);
        assert_eq!(found("name: 市\n"), [""; 0]);
        assert_eq!(found("contract: 2\n"), ["theme-contract 2"]);
        assert_eq!(found("contract: 新\n"), ["field-invalid 新"]);
        assert_eq!(found("contrakt: 1\n"), ["field-unknown contrakt"]);
        assert_eq!(found("name: [\n").len(), 1);
    }

    #[test]
    fn what_changed_since_is_told() {
        let (_, source) = Project::of_text("");
        let span = Span::new(source, 0, 0);
        let changes = [
            (2, Message::fixed("甲をやめた。", "A is gone.")),
            (3, Message::fixed("乙をやめた。", "B is gone.")),
        ];
        let help = |written: usize| {
            let found = other_contract(written, span, (3, &changes));
            found.help.map(|help| help.get(Language::Ja).to_owned()).unwrap_or_default()
        };
        assert!(help(1).ends_with("甲をやめた。 乙をやめた。"));
        assert!(help(2).ends_with("と書きます。乙をやめた。"));
        assert!(help(4).starts_with("新しい hoshin"));
    }
}
