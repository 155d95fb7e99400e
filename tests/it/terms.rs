//! Terms of the glossary in the text: which lead to their entry, and where none does.

use hoshin::site::SitePath;
use hoshin::source::{Content, Project};
use hoshin::{Options, compile};

/// A page of a site that is made of texts.
pub(crate) fn page(files: &[(&str, &str)], path: &str) -> String {
    let content = |text: &str| Content::Bytes(text.as_bytes().to_vec());
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), content(text)));
    let compiled = compile(&Project::from_files(files), &Options::default());
    let codes: Vec<_> = compiled.diagnostics.iter().map(|it| it.rule.code).collect();
    let site = compiled.site.unwrap_or_else(|| panic!("no site: {codes:?}"));
    let bytes = site.get(&SitePath::new(path).unwrap()).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The page of a text, with a glossary of these terms.
fn with_terms(terms: &[&str], text: &str) -> String {
    let entry = |term: &&str| format!("  - {{term: {term}, definition: 語の意味。}}\n");
    let glossary: String = terms.iter().map(entry).collect();
    let page_text =
        format!("---\ntitle: TTTの題\nnotice: お断り\nglossary:\n{glossary}---\n\n{text}");
    page(&[("content/a.md", &page_text)], "a/index.html")
}

fn link(term: &str) -> String {
    format!("<a class=\"term\" href=\"#hs-term-{term}\">{term}</a>")
}

#[test]
fn the_first_place_in_running_text_leads_to_the_entry() {
    let check = |text: &str, expected: &str| {
        let html = with_terms(&["TTT"], text);
        let expected = expected.replace("TTT", &link("TTT"));
        assert!(html.contains(&expected), "{expected}\n{html}");
        assert_eq!(html.matches("class=\"term\"").count(), 1, "{text}");
        assert!(html.contains("<dt id=\"hs-term-TTT\">TTT</dt><dd>語の意味。</dd>"), "{html}");
    };
    check("TTTと*TTT*です。", "<p>TTTと<em>");
    check("**TTT**です。", "<strong>TTT</strong>です。");
    check("- TTTと一\n- 二", "<li>TTTと一</li>");
    check("用語\n: TTTの意味", "<dd>TTTの意味</dd>");
    check("> TTTの引用", "<p>TTTの引用</p>\n</blockquote>");
    check("> [!NOTE]\n> TTTの補足", "<p>TTTの補足</p>");
    check("表：題\n\n| 頭 | 欄 |\n|---|---|\n| 甲 | TTTの欄 |\n", "<td>TTTの欄</td>");
    check("文[^1]\n\n[^1]: TTTの注\n", "<p>TTTの注</p>");
    check("TTT（技術の名前）とは", "<p>TTT（技術の名前）とは</p>");
    check("[TTTの頁](a.md)とTTT", "</a>とTTT</p>");
    check("`TTT`とTTT", "</code>とTTT</p>");
    check("# TTTの章\n\nTTTの文", "<p>TTTの文</p>");
    check("> # TTTの見出し\n\nTTTの文", "<p>TTTの文</p>");
    check("TTT\n: 意味\n\nTTTの文", "<p>TTTの文</p>");
    check("｜TTT《ティー》とTTT", "</ruby>とTTT</p>");
    check("｜人財《じんざい》とTTT", "</ruby>とTTT</p>");
    check(
        "表：TTTの題\n\n| TTTの頭 | 欄 |\n|---|---|\n| TTTの行 | TTTの欄 |\n",
        "<td>TTTの欄</td>",
    );
    check("「例示市TTT計画」と「TTT」", "計画」と「TTT」");
    check("```glossary\nnote: TTTの表\n```\n\nTTTの文", "<p>TTTの文</p>");
}

#[test]
fn a_page_asks_for_the_script_only_where_a_term_is_explained() {
    let script = "data-more=\"用語集で見る\"></script>";
    assert!(with_terms(&["TTT"], "TTTの文").contains(script));
    assert!(!with_terms(&["TTT"], "文").contains(script));
    // An index that is a text of its own has terms as well.
    let index = "---\ntitle: 題\nglossary: [{term: TTT, definition: 語}]\n---\n\nTTTの文\n";
    let html = page(&[("content/index.md", index)], "index.html");
    assert!(html.contains(&link("TTT")) && html.contains(script), "{html}");
}

#[test]
fn cells_are_as_wide_with_terms_as_without() {
    // Without the link it is a short cell; with it, it has more than twice the bytes.
    let rest = "の、二十字に足りない短い欄です。";
    let row = format!("TTT{rest}");
    let text = format!("表：題\n\n| 頭 | 欄 |\n|---|---|\n| 甲 | {row} |\n");
    assert!(with_terms(&["TTT"], &text).contains(&format!("<td>{}{rest}</td>", link("TTT"))));
}

#[test]
fn a_plan_explains_its_own_terms_only() {
    let policy = "---\ntitle: 方針\nglossary: [{term: TTT, definition: 語}]\n---\n\nTTTの文\n";
    let plan = "---\ntitle: 計画\nbased_on: p.md\n---\n\nTTTの文\n";
    let html = page(&[("content/p.md", policy), ("content/q.md", plan)], "q/index.html");
    assert!(html.contains("<p>TTTの文</p>"), "{html}");
}

#[test]
fn a_glossary_that_no_reader_sees_is_not_led_to() {
    // A note that nothing refers to is not on the page.
    let note = "[^1]: 注\n\n    ```glossary\n    ```\n";
    let unseen = with_terms(&["TTT"], &format!("TTTの文\n\n{note}"));
    assert!(!unseen.contains("hs-term-TTT"), "{unseen}");
    let listed = with_terms(&["TTT"], "TTTの文\n\n- 用語\n\n  ```glossary\n  ```\n");
    assert!(listed.contains(&link("TTT")), "{listed}");
}

#[test]
fn names_that_differ_by_signs_lead_to_their_own_entries() {
    let html = with_terms(&["C言語", "C#", "C++"], "C++とC言語とC#");
    let found: Vec<&str> = html.split("class=\"term\" href=\"").skip(1).collect();
    let found: Vec<&str> = found.iter().filter_map(|it| it.split("</a>").next()).collect();
    for found in found {
        let (id, term) = found.split_once("\">").unwrap();
        let id = id.trim_start_matches('#');
        assert!(html.contains(&format!("<dt id=\"{id}\">{term}</dt>")), "{found}\n{html}");
    }
    assert_eq!(html.matches("class=\"term\"").count(), 3, "{html}");
}
