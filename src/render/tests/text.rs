//! The text of a page: what Markdown becomes.

use super::{body, body_and_notes};

fn check(markdown: &str, expected: &str) {
    assert_eq!(body(markdown).trim_end(), expected, "{markdown}");
}

#[test]
fn blocks_and_running_text() {
    check(
        "*強調*と**重要**と~~削除~~と`code`",
        "<p><em>強調</em>と<strong>重要</strong>と<del>削除</del>と<code>code</code></p>",
    );
    check("｜人財《じんざい》", "<p><ruby>人財<rp>（</rp><rt>じんざい</rt><rp>）</rp></ruby></p>");
    check("一<br>二", "<p>一<br>\n二</p>");
    check("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>");
    check("3. 三", "<ol start=\"3\">\n<li>三</li>\n</ol>");
    check("- 一\n\n- 二", "<ul>\n<li><p>一</p>\n</li>\n<li><p>二</p>\n</li>\n</ul>");
    check("> 引用", "<blockquote>\n<p>引用</p>\n</blockquote>");
    check("---", "<hr>");
    check("用語\n: 意味", "<dl>\n<dt>用語</dt><dd>意味</dd>\n</dl>");
    check(
        "> - # 見出し",
        "<blockquote>\n<ul>\n<li><p class=\"heading\"><strong>見出し</strong></p>\n</li>\n</ul>\n</blockquote>",
    );
}

#[test]
fn alerts_and_tasks_are_said_in_words() {
    check(
        "> [!WARNING]\n> 本文",
        "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-label\">注意</p>\n<p>本文</p>\n</div>",
    );
    check(
        "- [x] 決定\n- [ ] 公表",
        "<ul>\n<li class=\"task\"><span class=\"task-mark\">【済】</span> 決定</li>\n<li class=\"task\"><span class=\"task-mark\">【未】</span> 公表</li>\n</ul>",
    );
}

#[test]
fn headings_are_sections_with_a_link_to_themselves() {
    check(
        "# 1. 目的\n\n## *細目*\n",
        "<section aria-labelledby=\"目的\">\n\
         <div class=\"heading\"><h2 id=\"目的\">1. 目的</h2><a class=\"self\" href=\"#目的\"><span aria-hidden=\"true\">#</span><span class=\"spoken\">「1. 目的」へのリンク</span></a></div>\n\
         <section aria-labelledby=\"細目\">\n\
         <div class=\"heading\"><h3 id=\"細目\"><em>細目</em></h3><a class=\"self\" href=\"#細目\"><span aria-hidden=\"true\">#</span><span class=\"spoken\">「細目」へのリンク</span></a></div>\n\
         </section>\n</section>",
    );
    let deep = body("# 一\n## 二\n### 三\n#### 四\n##### 五\n###### 六\n");
    assert_eq!(deep.matches("<h6").count(), 2, "{deep}");
}

#[test]
fn links_lead_to_pages() {
    check("[b](../b/index.md)", "<p><a href=\"../b/index.html\">b</a></p>");
    check(
        "[b](../b/index.md#見出し \"題\")",
        "<p><a href=\"../b/index.html#見出し\" title=\"題\">b</a></p>",
    );
    check(
        "[外](https://example.lg.jp/?a=1&b=\"2\")",
        "<p><a href=\"https://example.lg.jp/?a=1&amp;b=%222%22\">外</a></p>",
    );
    check("[資料](方針.pdf)", "<p><a href=\"方針.pdf\">資料（PDF：1KB）</a></p>");
    check("[資料（PDF）](方針.pdf)", "<p><a href=\"方針.pdf\">資料（PDF）</a></p>");
    check("[無い](../c/index.md)", "<p>無い</p>");
    check("[](../b/index.md)", "<p><a href=\"../b/index.html\">../b/index.md</a></p>");
    check("![図](図2.svg)", "<p><img src=\"図2.svg\" alt=\"図\" width=\"40\" height=\"30\"></p>");
    check("![*図*の説明](図.svg)", "<p><img src=\"図.svg\" alt=\"図の説明\"></p>");
    check(
        "![図](図.svg \"図1　全体像\")",
        "<figure class=\"image\"><img src=\"図.svg\" alt=\"図\"><figcaption>図1　全体像</figcaption></figure>",
    );
    check("![遠い図](https://example.com/x.png)", "<p>遠い図</p>");
    check(
        "[![図](図.svg)](../b/index.md)",
        "<p><a href=\"../b/index.html\"><img src=\"図.svg\" alt=\"図\"></a></p>",
    );
}

#[test]
fn hostile_text_stays_text() {
    check("&lt;script>alert(1)&lt;/script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    check("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    check("文<img src=x onerror=alert(1)>", "<p>文&lt;img src=x onerror=alert(1)&gt;</p>");
    check("[x](javascript:alert(1))", "<p>x</p>");
    check("[x](JaVaScRiPt:alert(1))", "<p>x</p>");
    check("[x](data:text/html,x)", "<p>x</p>");
    check("[x](//evil.example/)", "<p>x</p>");
    check("![\"><script>](図.svg)", "<p><img src=\"図.svg\" alt=\"&quot;&gt;\"></p>");
    check(
        "[x](https://e.example/\"onclick=\"y)",
        "<p><a href=\"https://e.example/%22onclick=%22y\">x</a></p>",
    );
    check("方針\u{202e}fdp.\u{202c}です", "<p>方針fdp.です</p>");
    check("```\"><script>\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>");
    let heading = body("# <b>\"x\" {#a\"onclick=\"y}\n");
    assert!(!heading.contains("\"onclick=\"") && !heading.contains("<b>"), "{heading}");
}

#[test]
fn code_has_a_grammar_where_it_is_known() {
    check(
        "```text content/<a>.md cp932\nx\n```",
        "<figure class=\"hs-code\">\n<figcaption><code>content/&lt;a&gt;.md</code></figcaption>\n<pre><code>x\n</code></pre>\n</figure>",
    );
    check("```text ok\nx\n```", "<pre><code>x\n</code></pre>");
    let code = body("```yaml\nkind: policy # 基本方針\n```");
    assert!(code.contains("<span class=\"hs-") && code.contains("基本方針"), "{code}");
    check("```nonsense\na < b\n```", "<pre><code>a &lt; b\n</code></pre>");
    check("```yaml\na: \"\u{202e}b\"\n```", "<pre><code>a: &quot;b&quot;\n</code></pre>");
}

#[test]
fn notes_are_numbered_by_their_first_reference() {
    let (body, notes) =
        body_and_notes("一[^b]二[^a]三[^b]\n\n[^a]: 甲[^c]\n[^b]: 乙\n[^c]: 丙\n[^d]: 丁\n");
    let reference = |id: &str, note: usize| {
        format!(
            "<sup class=\"note-reference\"><a role=\"doc-noteref\" id=\"hs-ref-{id}\" href=\"#hs-note-{note}\">注{note}</a></sup>"
        )
    };
    let expected =
        format!("<p>一{}二{}三{}</p>\n", reference("1", 1), reference("2", 2), reference("1-2", 1));
    assert_eq!(body, expected);
    let expected = format!(
        "<li id=\"hs-note-1\">\n<p>乙</p>\n<p class=\"note-back\"><a role=\"doc-backlink\" href=\"#hs-ref-1\">本文の注1へ戻る</a> <a role=\"doc-backlink\" href=\"#hs-ref-1-2\">同（2か所目）</a></p>\n</li>\n\
         <li id=\"hs-note-2\">\n<p>甲{}</p>\n<p class=\"note-back\"><a role=\"doc-backlink\" href=\"#hs-ref-2\">本文の注2へ戻る</a></p>\n</li>\n\
         <li id=\"hs-note-3\">\n<p>丙</p>\n<p class=\"note-back\"><a role=\"doc-backlink\" href=\"#hs-ref-3\">本文の注3へ戻る</a></p>\n</li>\n",
        reference("3", 3)
    );
    assert_eq!(notes, expected);
}
