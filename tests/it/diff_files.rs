//! What is kept of `hoshin diff`: Markdown for pull requests, JSON for programs, a page for browsers.

use crate::diff::{page, run_in};
use crate::diff_forms::diff;
use crate::repository::Repository;

#[test]
fn a_pull_request_gets_tables() {
    insta::assert_snapshot!(diff(&["--format", "markdown"]), @r"
    ## 新旧対照表

    改正前：v1（2025-04-01） → 改正後：v2（2026-04-01）

    下線のある語は改正後だけ、取り消し線のある語は改正前だけにあります。

    ### 例示市 人材育成方針

    content/policy.md  
    変わった部分6、変更4か所、追加2か所

    - 基本情報：変更1か所
    - 1\. 目的：変更1か所
    - 2\. 体制：章の番号の変更、章の位置の変更、変更1か所
    - 3\. 役割：章の番号の変更、追加1か所
    - 4\. 研修と学び：章の名称の変更、章の番号の変更、変更1か所
    - 5\. 見直し：新設

    #### 基本情報

    | 改正後 | 改正前 | 備考 |
    |---|---|---|
    | （略） | （略） |  |
    | <b>対象期間</b><br>令和7年4月から<ins>令和12年3月</ins>まで | <b>対象期間</b><br>令和7年4月から<del>令和10年3月</del>まで | 変更 |

    #### 1\. 目的

    | 改正後 | 改正前 | 備考 |
    |---|---|---|
    | 市民サービスを高めるため、職員の学びを支える。毎年度、計画を<ins>立て、公表する</ins>。 | 市民サービスを高めるため、職員の学びを支える。毎年度、計画を<del>立てる</del>。 | 変更 |

    #### 2\. 体制

    | 改正後 | 改正前 | 備考 |
    |---|---|---|
    | <ins>2</ins>. 体制 | <del>4</del>. 体制 | 変更 |
    | <ins>DX</ins>推進課が進める。 | <del>ＤＸ</del>推進課が進める。 | 全角・半角のみの変更 |

    #### 3\. 役割

    | 改正後 | 改正前 | 備考 |
    |---|---|---|
    | <ins>3</ins>. 役割 | <del>2</del>. 役割 | 変更 |
    | <b>求められる役割 › データ分析</b><br><ins>データ分析</ins> | （新設） | 追加 |

    #### 4\. 研修と学び

    | 改正後 | 改正前 | 備考 |
    |---|---|---|
    | <ins>4</ins>. 研修<ins>と学び</ins> | <del>3</del>. 研修 | 変更 |
    | <b>研修の回数 › 基礎 › 回数</b><br><ins>年3回</ins> | <b>研修の回数 › 基礎 › 回数</b><br><del>年1回</del> | 変更 |

    #### 5\. 見直し

    | 改正後 | 改正前 | 備考 |
    |---|---|---|
    | <ins>&lt;b&gt;&#124;&lt;/b&gt; と <code>&#124;</code> を @<!-- -->octocat が見直す。</ins> | （新設） | 追加 |

    ### 済んだ文書

    content/済み.md  
    なくなった文書

    - 基本情報：削除2か所
    - 前文：削除1か所

    #### 基本情報

    | 改正後 | 改正前 | 備考 |
    |---|---|---|
    | （削る） | <b>題名</b><br><del>済んだ文書</del> | 削除 |
    | （削る） | <b>文書の種類</b><br><del>ページ</del> | 削除 |

    #### 前文

    | 改正後 | 改正前 | 備考 |
    |---|---|---|
    | （削る） | <del>もう要らない。</del> | 削除 |
    ");
}

#[test]
fn a_long_comparison_is_cut_to_what_github_takes() {
    let repository = Repository::new();
    let text = |word: &str| {
        let chapter = |n: usize| format!("# 章{n}\n\n{}\n\n", format!("{word}の文。").repeat(200));
        page("長い", &(0..100).map(chapter).collect::<String>())
    };
    repository.write("content/a.md", &text("古い"));
    repository.commit("策定", "2025-04-01");
    repository.write("content/a.md", &text("新しい"));
    let page = run_in(&repository.root(), &["diff", "HEAD", "--format", "markdown"]);
    let page = page.ended_with(0).stdout;
    let size = page.chars().count();
    assert!((50_000..=65_536).contains(&size), "{size}");
    let shown = page.matches(" | 変更 |").count();
    let note = page.lines().last().unwrap();
    assert!(note.contains(&format!("{}か所の変更を省きました", 100 - shown)), "{note}");
}

#[test]
fn programs_get_everything() {
    let repository = Repository::new();
    repository.write("content/a.md", &page("題", "- 古い文。"));
    repository.commit("策定", "2025-04-01");
    repository.tag("v1");
    repository.write("content/a.md", &page("題", "- 新しい文。"));
    let arguments = ["diff", "v1", "--format", "json"];
    let text = run_in(&repository.root(), &arguments).ended_with(0).stdout;
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let part = &value["documents"][0]["parts"][1];
    insta::assert_snapshot!(serde_json::to_string_pretty(part).unwrap(), @r#"
    {
      "kind": "preface",
      "level": null,
      "old": null,
      "new": null,
      "change": "changed",
      "changes": [],
      "rows": [
        {
          "change": "changed",
          "about": [],
          "old": [
            {
              "form": "item",
              "number": null,
              "depth": 0,
              "text": "古い文。",
              "pieces": [
                {
                  "text": "古い文。",
                  "mark": "words"
                }
              ]
            }
          ],
          "new": [
            {
              "form": "item",
              "number": null,
              "depth": 0,
              "text": "新しい文。",
              "pieces": [
                {
                  "text": "新しい文。",
                  "mark": "words"
                }
              ]
            }
          ],
          "remarks": []
        }
      ]
    }
    "#);
    let keys: Vec<&String> = value["documents"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["path", "formerPath", "title", "status", "parts", "leftOut"]);
    let english = run_in(&repository.root(), &[&arguments[..], &["--lang", "en"]].concat());
    assert_eq!(english.stdout, text);
}

#[test]
fn the_page_is_whole_by_itself() {
    let html = diff(&["--format", "html"]);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"ja\">"));
    assert!(
        html.contains("<title>新旧対照表　v1（2025-04-01） → v2（2026-04-01）</title>"),
        "{html}"
    );
    assert!(html.contains("<style>") && html.ends_with("</html>\n"));
    for outside in ["<script", "<link", " src=", "url(", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html.matches("<table>").count(), 2);
    assert!(html.contains(">年</del>") || html.contains("<del"), "{html}");
    assert!(html.contains("&lt;b&gt;") && !html.contains("<b>"));
    for href in html.split(" href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(html.contains(&format!(" id=\"{href}\"")), "{href}");
    }
}
