//! The page that compares documents, and the links to it.

use super::pages::{addresses, json, library};
use super::{built, drawn};
use crate::render::Rendering;
use crate::render::standing::compare_view;

const PATH: &str = "compare/index.html";

#[test]
fn its_view_is_a_part_of_the_contract_with_themes() {
    let built = library();
    let rendering = Rendering::new(built.material());
    let pages = &rendering.pages;
    let mut standing = pages.standing();
    let (page, path) = standing.find(|(page, _)| page.path == PATH).expect("two policies");
    let view = compare_view(&rendering, path, pages.standing_head(page, path));
    insta::assert_snapshot!("compare", json(&view));
}

#[test]
fn documents_lead_to_it_and_name_themselves() {
    let mut built = library();
    let policy = built.page("reiji/index.html");
    assert!(policy.contains("<a href=\"../compare/index.html?a=reiji\">この文書を"), "{policy}");
    let plan = built.page("reiji/r8/index.html");
    assert!(plan.contains("<a href=\"../../compare/index.html?a=reiji/r8\">"), "{plan}");
    assert!(!built.page("about/index.html").contains("?a="));
    let list = built.page("index.html");
    assert!(list.contains("<a href=\"compare/index.html\">文書を比べる</a>"), "{list}");
    assert!(built.page("sitemap.xml").contains("/dx/compare/</loc>"));
}

#[test]
fn names_in_addresses_stay_one_value() {
    let policy = "---\nkind: policy\ntitle: 方針\n---\n\n本文\n";
    let files = [("content/a&b=c+d e/index.md", policy), ("content/x.md", policy)];
    let mut built = built(&files, drawn);
    let page = built.page("a&b=c+d e/index.html");
    assert!(page.contains("?a=a%26b%3Dc%2Bd%20e\""), "{page}");
    assert!(
        built.page(PATH).contains(
            "<option value=\"a&amp;b=c+d e\" data-page=\"../a&amp;b=c+d%20e/index.html\""
        )
    );
}

#[test]
fn one_document_is_not_compared_and_what_authors_write_comes_first() {
    let policy = "---\nkind: policy\ntitle: 方針\n---\n\n本文\n";
    let mut alone =
        built(&[("content/a.md", policy), ("content/b.md", "---\ntitle: 頁\n---\n\n文\n")], drawn);
    let page = alone.page("a/index.html");
    assert!(!addresses(&page).iter().any(|address| address.contains("compare/")), "{page}");
    let own = "---\ntitle: 比べ方\n---\n\n自分で書いた比較。\n";
    let files = [("content/a.md", policy), ("content/b.md", policy), ("content/compare.md", own)];
    let mut built = built(&files, drawn);
    assert!(built.page(PATH).contains("自分で書いた比較。"));
    let page = built.page("a/index.html");
    assert!(
        page.matches("<a href=\"../compare/index.html\">比べ方</a>").count() == 1
            && !page.contains("?a="),
        "{page}"
    );
}

#[test]
fn links_lead_where_they_lead_in_their_document() {
    let policy = "---\nkind: policy\ntitle: 方針\ndepartment: \"[企画課](dep.md)\"\n\
        roles: [{name: 役, audience: \"[課](dep.md#節)、[背景](#背景)\"}]\n---\n\n# 背景\n\n本文\n";
    let page = "---\ntitle: 部署\n---\n\n# 節\n\n本文\n";
    let files = [
        ("content/a/index.md", policy),
        ("content/a/dep.md", page),
        ("content/b.md", "---\nkind: policy\ntitle: 方針\n---\n\n本文\n"),
        // What the links would lead to as seen from the page that shows them.
        ("content/dep.md", "---\ntitle: 別\n---\n\n本文\n"),
    ];
    let mut built = built(&files, drawn);
    let page = built.page(PATH);
    for link in ["dep/index.html\">企画課", "dep/index.html#節\">課", "index.html#背景\">背景"]
    {
        assert!(page.contains(&format!("<a href=\"../a/{link}</a>")), "{link}\n{page}");
    }
}

#[test]
fn hostile_names_are_text() {
    let policy = "---\nkind: policy\ntitle: \"方針\\\"'`<b>&{a}\"\nmunicipality: {name: \"<script>x</script>\\\" onfocus=y\"}\n\
        roles: [{name: \"<i>役\\\"\", audience: \"<u>\"}]\nskills: [{name: \"＜s＞<s>\", category: \"<q>\"}]\n---\n\n# \"<em>章\n\n本文\n";
    let mut built = built(&[("content/a.md", policy), ("content/b.md", policy)], drawn);
    let page = built.page(PATH);
    for markup in ["<script>", "\" onfocus", "<b>", "<i>", "<u>", "<s>", "<q>", "<em>"] {
        assert!(!page.contains(markup), "{markup}\n{page}");
    }
    assert!(page.contains("&lt;script&gt;x&lt;/script&gt;&quot; onfocus=y 方針"), "{page}");
}
