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

#[test]
fn what_never_ends_is_found_before_anything_is_rendered() {
    let calls_itself = "{% component x() %}{{ <x /> }}{% endcomponent %}{{ <x /> }}";
    check("404.html", calls_itself, "x", "a component calls itself: <x> → <x>");
    let notice = "{% component notice(notice, label) %}{{ <draft words={label} /> }}{% endcomponent %}\
        {% component draft(words) %}{{ <notice notice={words} label={words} /> }}{% endcomponent %}";
    check("404.html", notice, "draft", "<draft> → <notice> → <draft>");
    let numbers = "{% for a in range(end=100000) %}{% endfor %}";
    check("404.html", numbers, "range(end=100000)", "would make more than 1000 numbers");
    let loops = "{% for a in range(end=1000) %}{% for a in range(end=1000) %}{% for a in range(end=1000) %}\
        {{ page.title }}{% endfor %}{% endfor %}{% endfor %}";
    check("404.html", loops, "", "the page grows too large");
}

/// The main thread of Windows has one megabyte.
#[test]
fn deep_templates_need_little_stack() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(900), close.repeat(900));
    let blocks = |depth: usize| {
        let open: Vec<String> = (0..depth).map(|at| format!("{{% block b{at} %}}")).collect();
        open.concat() + "深い" + &"{% endblock %}".repeat(depth)
    };
    let chain = |at: usize| {
        let next = if at < 10 { format!("{{{{ <x{} /> }}}}", at + 1) } else { "深い".to_owned() };
        format!("{{% component x{at}() %}}{next}{{% endcomponent %}}")
    };
    let chain: String = (0..11).map(chain).collect::<String>() + "{{ <x0 /> }}";
    let templates = [
        deep("{{ (", ") }}"),
        deep("{% if page %}", "{% endif %}"),
        blocks(39),
        blocks(12),
        format!("{{{{ {}1{} }}}}", "(".repeat(900), ")".repeat(900)),
        format!("{{{{ {}1{} }}}}", "[".repeat(900), "]".repeat(900)),
        format!("{{{{ {}1 }}}}", "not ".repeat(900)),
        format!("{{{{ 1{} }}}}", " + 1".repeat(900)),
        chain,
    ];
    for template in templates {
        let name = format!("{} {}", template.len(), template.chars().take(20).collect::<String>());
        let work = move || {
            let mut site = themed(&[("themes/own/templates/404.html", &template)]);
            let page = site.render();
            assert!(page.is_some() || site.diagnostics.has_errors());
        };
        let thread = std::thread::Builder::new().name(name).stack_size(1024 * 1024).spawn(work);
        thread.expect("a thread").join().expect("no overflow, which would end the process");
    }
}

#[test]
fn the_frame_of_pages_may_be_another_one() {
    let base = "<!DOCTYPE html><html lang=\"{{ site.language }}\"><title>{{ page.full_title }}</title><body>{% block main %}{% endblock main %}</body></html>";
    let mut site = themed(&[("themes/own/templates/base.html", base)]);
    let page = site.page("a/index.html");
    assert!(
        page.starts_with("<!DOCTYPE html><html lang=\"ja\"><title>題｜市</title><body>"),
        "{page}"
    );
    assert!(page.contains("<h1>題</h1>") && !site.diagnostics.has_errors());
}

#[test]
fn a_mistake_in_an_included_template_has_its_own_place() {
    let mut site = themed(&[
        ("themes/own/templates/404.html", "<p>{% include \"part.html\" %}</p>"),
        ("themes/own/templates/part.html", "市\n{{ page.titel }}"),
    ]);
    let found = found(&mut site);
    let (_, file, place, message) = &found[0];
    assert_eq!((file.as_str(), place.as_str()), ("themes/own/templates/part.html", "titel"));
    assert!(message.contains("Field `titel` is not defined"), "{message}");
}

#[test]
fn a_component_that_does_not_fit_is_shown_where_it_is_defined() {
    let component = "{% component menu(links, label, id, more) %}{% endcomponent menu %}";
    check("mine.html", component, "menu", "Argument `more` missing. (in the built-in base.html)");
    let component = "{% component menu(links) %}{% endcomponent menu %}";
    check("mine.html", component, "menu", "in component call");
    let twice = "{% component menu(links, label, id) %}{% endcomponent %}";
    let mut site =
        themed(&[("themes/own/templates/a.html", twice), ("themes/own/templates/b.html", twice)]);
    let found = found(&mut site);
    assert_eq!((found[0].1.as_str(), found[0].2.as_str()), ("themes/own/templates/a.html", "menu"));
}

#[test]
fn files_that_nothing_uses_are_told() {
    let card = "{% component card() %}{% endcomponent %}";
    let mut site = themed(&[
        ("themes/own/templates/documnet.html", "<p>文書</p>"),
        ("themes/own/templates/shishou-mark.html", card),
        ("themes/own/templates/404.html", "{% include \"part.html\" %}"),
        ("themes/own/templates/part.html", "市"),
        ("themes/own/strings/jp/pages.yaml", "page: {skip: 飛ばす}\n"),
        ("themes/own/strings/pages.yaml", "page: {skip: 飛ばす}\n"),
        ("themes/own/strings/en/pages.yaml", "page: {skip: Skip}\n"),
        ("themes/own/templtes/404.html", ""),
        ("themes/own/style.css", ""),
        ("themes/own/README.md", ""),
        ("themes/own/theme.yaml", "name: 市\n"),
    ]);
    let mut helps: Vec<String> = site
        .diagnostics
        .iter()
        .map(|it| {
            let help = it.help.as_ref().map_or("", |help| help.get(Language::En));
            format!("{} {} / {help}", it.rule.code, it.message.get(Language::En))
        })
        .collect();
    helps.sort();
    let expected = [
        "`strings/jp/pages.yaml` of the theme / put the file into the folder of the site's language, strings/ja/",
        "`strings/pages.yaml` of the theme / put the file into the folder of the site's language, strings/ja/",
        "`style.css` of the theme / put the file into static/ of the theme",
        "`templates/documnet.html` of the theme / did you mean `document.html`?",
        "`templates/shishou-mark.html` of the theme / the templates of the built-in theme are",
        "`templtes/404.html` of the theme / did you mean `templates/404.html`?",
    ];
    for (found, expected) in helps.iter().zip(expected) {
        assert!(
            found.starts_with(&format!("theme-file-unused nothing uses the file {expected}")),
            "{found}"
        );
    }
    assert_eq!(helps.len(), expected.len(), "{helps:#?}");
    assert_eq!(site.page("404.html"), "市");
}

#[test]
fn whatever_a_template_is_called_text_is_escaped() {
    let files = [
        ("hoshin.yaml", "title: 市\ntheme: own\n"),
        ("content/a.md", "---\ntitle: A & B\n---\n\n本文\n"),
        ("themes/own/templates/page.html", "{% include \"part.txt\" %}"),
        ("themes/own/templates/part.txt", "{{ page.title }}"),
    ];
    assert_eq!(built(&files, drawn).page("a/index.html"), "A &amp; B");
}
