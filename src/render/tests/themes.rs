//! Themes of a site's own, and their mistakes.

use super::{Built, built, drawn};
use crate::diagnostic::Language;

const PAGE: (&str, &str) = ("content/a.md", "---\ntitle: 題\n---\n\n本文\n");

/// A site with a theme of its own.
fn themed(files: &[(&str, &str)]) -> Built {
    let mut all = vec![("hoshin.yaml", "title: 市\ntheme: own\n"), PAGE];
    all.extend_from_slice(files);
    built(&all, drawn)
}

#[test]
fn a_file_replaces_the_built_in_one() {
    let mut site = themed(&[("themes/own/templates/404.html", "<p>{{ page.title }}は無い</p>")]);
    assert_eq!(site.page("404.html"), "<p>ページが見つかりませんは無い</p>");
    assert!(site.page("a/index.html").contains("<h1>題</h1>"));
    assert!(!site.diagnostics.has_errors());
}

#[test]
fn one_block_may_change_alone() {
    let base = "{% extends \"default/base.html\" %}{% block footer %}<p>{{ words.own.greeting }}</p>{% endblock %}";
    let mut site = themed(&[
        ("themes/own/templates/base.html", base),
        ("themes/own/strings/ja/own.yaml", "own:\n  greeting: ようこそ\npage:\n  skip: 飛ばす\n"),
    ]);
    let page = site.page("a/index.html");
    assert!(page.contains("<footer class=\"site-footer\">\n<p>ようこそ</p></footer>"), "{page}");
    assert!(page.contains(">飛ばす</a>") && page.contains("<h1>題</h1>"), "{page}");
}

#[test]
fn components_can_be_replaced_and_files_added() {
    let components =
        "{% component notice(notice, label) %}<aside>{{ notice }}</aside>{% endcomponent %}";
    let base = "{% extends \"default/base.html\" %}{% block header %}<img alt=\"市章\" src=\"{{ page.assets[\"img/logo.svg\"] }}\">{% endblock %}";
    let files = [
        ("hoshin.yaml", "theme: own\n"),
        ("content/a.md", "---\ntitle: 題\nnotice: 例\n---\n\n本文\n"),
        ("themes/own/templates/mine.html", components),
        ("themes/own/templates/base.html", base),
        ("themes/own/static/img/logo.svg", "<svg/>"),
        ("themes/own/static/style.css", "body { color: red }"),
    ];
    let mut site = built(&files, drawn);
    let page = site.page("a/index.html");
    assert!(page.contains("<aside><p>例</p>"), "{page}");
    assert!(page.contains("src=\"../assets/img/logo."), "{page}");
    let style =
        page.split("href=\"../").find(|rest| rest.starts_with("assets/style.")).expect("a style");
    assert_eq!(site.page(style.split('"').next().expect("its address")), "body { color: red }");
}

/// The diagnostics of a site: the code, the file, the text at the place, and the message.
fn found(site: &mut Built) -> Vec<(String, String, String, String)> {
    let rendered = site.render();
    assert!(site.diagnostics.has_errors() || rendered.is_some(), "an error must be reported");
    let project = &site.project;
    let found = site.diagnostics.iter().map(|diagnostic| {
        let file = project.source(diagnostic.span.source);
        (
            diagnostic.rule.code.to_owned(),
            file.path().to_owned(),
            file.slice(diagnostic.span).to_owned(),
            diagnostic.message.get(Language::En).to_owned(),
        )
    });
    found.collect()
}

fn check(name: &str, template: &str, place: &str, message: &str) {
    let path = format!("themes/own/templates/{name}");
    let mut site = themed(&[(&path, template)]);
    let found = found(&mut site);
    let (code, file, slice, text) =
        found.first().unwrap_or_else(|| panic!("nothing found: {template}"));
    assert_eq!(
        (code.as_str(), file.as_str(), slice.as_str()),
        ("theme-template", path.as_str(), place),
        "{text}"
    );
    assert!(text.contains(message), "{text}");
}

#[test]
fn mistakes_in_templates_have_a_place() {
    check("404.html", "<p>{{ page.title </p>", "</", "expected");
    check("404.html", "{% if page %}", "%}", "nexpected end of input");
    check("404.html", "市\n  {{ page.title | reversed }}", "reversed", "Unknown filter `reversed`");
    check("404.html", "{{ <nothing /> }}", "<nothing />", "Unknown component `nothing`");
    check("404.html", "{% include \"no.html\" %}", "\"no.html\"", "Unknown template `no.html`");
    check("404.html", "{% extends \"no.html\" %}", "no.html", "there is no template `no.html`");
    check("404.html", "{% extends \"404.html\" %}", "extends", "extends itself");
    check("404.html", "{% include \"404.html\" %}", "include", "includes itself");
    check("404.html", "{{ page.nothing }}", "nothing", "Available fields: about, assets");
    check("404.html", "{{ 市 }}", "", "Unexpected character");
    check("base.html", "<html></html>", "", "not defined in any parent template");
}

#[test]
fn all_files_with_mistakes_are_reported() {
    let mut site = themed(&[
        ("themes/own/templates/404.html", "{{ page. }}"),
        ("themes/own/templates/page.html", "{% bloc %}"),
    ]);
    let files: Vec<String> = found(&mut site).into_iter().map(|(_, file, _, _)| file).collect();
    assert_eq!(files, ["themes/own/templates/404.html", "themes/own/templates/page.html"]);
}

#[test]
fn an_unknown_theme_is_reported_where_it_is_named() {
    let files = [("hoshin.yaml", "theme: onw\n"), PAGE, ("themes/own/static/x.txt", "x")];
    let mut site = built(&files, drawn);
    let found = found(&mut site);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.as_str(), found[0].2.as_str()), ("theme-unknown", "onw"));
    let help = site.diagnostics.iter().next().and_then(|it| it.help.clone()).expect("a help");
    assert!(help.get(Language::En).contains("`own`"), "{help:?}");
}
