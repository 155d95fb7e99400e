//! What people see of `hoshin diff` at a terminal.

use crate::diff::{page, run_in};
use crate::project::Project;
use crate::repository::Repository;

/// A policy with a chapter renamed, one moved, a role and a cell and a period changed, and one of its words of another
/// width.
pub(crate) fn policy() -> Repository {
    let repository = Repository::new();
    repository.write("hoshin.yaml", "title: 例示市\ncalendar: era\n");
    repository.write("content/policy.md", OLD);
    repository.write("content/済み.md", &page("済んだ文書", "もう要らない。"));
    repository.commit("策定", "2025-04-01");
    repository.tag("v1");
    repository.write("content/policy.md", NEW);
    std::fs::remove_file(repository.root().join("content/済み.md")).unwrap();
    repository.commit("改定", "2026-04-01");
    repository.tag("v2");
    repository
}

const OLD: &str = "\
---
kind: policy
title: 例示市 人材育成方針
period: {from: 2025-04, until: 2028-03}
roles:
  - {id: lead, name: 推進リーダー}
---

# 1. 目的

市民サービスを高めるため、職員の学びを支える。毎年度、計画を立てる。

# 2. 役割

```roles
```

# 3. 研修

表：研修の回数

| 研修 | 回数 |
|---|---|
| 基礎 | 年1回 |
| 応用 | 年2回 |

# 4. 体制

ＤＸ推進課が進める。
";

const NEW: &str = "\
---
kind: policy
title: 例示市 人材育成方針
period: {from: 2025-04, until: 2030-03}
roles:
  - {id: lead, name: 推進リーダー}
  - {id: data, name: データ分析}
---

# 1. 目的

市民サービスを高めるため、職員の学びを支える。毎年度、計画を立て、公表する。

# 2. 体制

DX推進課が進める。

# 3. 役割

```roles
```

# 4. 研修と学び

表：研修の回数

| 研修 | 回数 |
|---|---|
| 基礎 | 年3回 |
| 応用 | 年2回 |

# 5. 見直し

<b>|</b> と `|` を @octocat が[見直す](https://example.lg.jp/)。
";

/// The program on two revisions.
pub(crate) fn diff(arguments: &[&str]) -> String {
    let repository = policy();
    let arguments = [&["diff", "v1", "v2"], arguments].concat();
    run_in(&repository.root(), &arguments).ended_with(0).stdout
}

#[test]
fn on_a_narrow_terminal_old_stands_above_new() {
    insta::assert_snapshot!(diff(&[]), @"
    改正前：v1（2025-04-01） → 改正後：v2（2026-04-01）
    [-…-] は改正前だけ、{+…+} は改正後だけにある語です。

    例示市 人材育成方針
    content/policy.md
    変わった部分6、変更4か所、追加2か所

    ■ 基本情報  変更1か所
      （略）　変わっていない部分（2）
      対象期間
    - 令和7年4月から[-令和10年3月-]まで
    + 令和7年4月から{+令和12年3月+}まで

    ■ 1. 目的  変更1か所
    - 市民サービスを高めるため、職員の学びを支える。毎年度、計画を[-立てる-]。
    + 市民サービスを高めるため、職員の学びを支える。毎年度、計画を{+立て、公表する+}。

    ■ 2. 体制  章の番号の変更、章の位置の変更、変更1か所
    - [-4-]. 体制
    + {+2+}. 体制
      （全角・半角のみの変更）
    - [-ＤＸ-]推進課が進める。
    + {+DX+}推進課が進める。

    ■ 3. 役割  章の番号の変更、追加1か所
    - [-2-]. 役割
    + {+3+}. 役割
      求められる役割 › データ分析
    + データ分析

    ■ 4. 研修と学び  章の名称の変更、章の番号の変更、変更1か所
    - [-3-]. 研修
    + {+4+}. 研修{+と学び+}
      研修の回数 › 基礎 › 回数
    - [-年1回-]
    + {+年3回+}

    ■ 5. 見直し  新設
    + <b>|</b> と | を @octocat が見直す。

    済んだ文書
    content/済み.md
    なくなった文書

    ■ 基本情報  削除2か所
      題名
    - 済んだ文書
      文書の種類
    - ページ

    ■ 前文  削除1か所
    - もう要らない。
    ");
}

#[test]
fn on_a_wide_terminal_old_and_new_stand_side_by_side() {
    let repository = policy();
    let project = Project::new();
    let mut command = project.command();
    command.current_dir(repository.root()).args(["diff", "v1", "v2"]).env("COLUMNS", "100");
    insta::assert_snapshot!(project.finish(&mut command).ended_with(0).stdout, @"
    改正前：v1（2025-04-01） → 改正後：v2（2026-04-01）
    【…】 で囲んだ語が変わりました。

    例示市 人材育成方針
    content/policy.md
    変わった部分6、変更4か所、追加2か所

    改正後                                           │ 改正前

    ■ 基本情報  変更1か所
      （略）　変わっていない部分（2）
      対象期間
    令和7年4月から【令和12年3月】まで                │ 令和7年4月から【令和10年3月】まで

    ■ 1. 目的  変更1か所
    市民サービスを高めるため、職員の学びを支える。毎 │ 市民サービスを高めるため、職員の学びを支える。毎
    年度、計画を【立て、公表する】。                 │ 年度、計画を【立てる】。

    ■ 2. 体制  章の番号の変更、章の位置の変更、変更1か所
    【2】. 体制                                      │ 【4】. 体制
      （全角・半角のみの変更）
    【DX】推進課が進める。                           │ 【ＤＸ】推進課が進める。

    ■ 3. 役割  章の番号の変更、追加1か所
    【3】. 役割                                      │ 【2】. 役割
      求められる役割 › データ分析
    データ分析                                       │ （新設）

    ■ 4. 研修と学び  章の名称の変更、章の番号の変更、変更1か所
    【4】. 研修【と学び】                            │ 【3】. 研修
      研修の回数 › 基礎 › 回数
    【年3回】                                        │ 【年1回】

    ■ 5. 見直し  新設
    <b>|</b> と | を @octocat が見直す。             │ （新設）

    済んだ文書
    content/済み.md
    なくなった文書

    改正後                                           │ 改正前

    ■ 基本情報  削除2か所
      題名
    （削る）                                         │ 済んだ文書
      文書の種類
    （削る）                                         │ ページ

    ■ 前文  削除1か所
    （削る）                                         │ もう要らない。
    ");
    command.args(["--color", "always"]);
    let coloured = project.finish(&mut command).ended_with(0).stdout;
    assert!(coloured.contains("\u{1b}[4;31m令和10年3月\u{1b}[0m"), "{coloured}");
    assert!(coloured.contains("\u{1b}[4;32m令和12年3月\u{1b}[0m"), "{coloured}");
    assert!(!coloured.contains('【'));
}

#[test]
fn a_terminal_follows_the_language_of_messages() {
    insta::assert_snapshot!(diff(&["--lang", "en", "--document", "policy.md"]), @"
    Old: v1 (2025-04-01) → New: v2 (2026-04-01)
    [-…-] stands in “Old” only, {+…+} in “New” only.

    例示市 人材育成方針
    content/policy.md
    parts changed: 6, Changed: 4, Added: 2

    ■ Facts  Changed: 1
      (same) unchanged: 2
      Period
    - 令和7年4月 to [-令和10年3月-]
    + 令和7年4月 to {+令和12年3月+}

    ■ 1. 目的  Changed: 1
    - 市民サービスを高めるため、職員の学びを支える。毎年度、計画を[-立てる-]。
    + 市民サービスを高めるため、職員の学びを支える。毎年度、計画を{+立て、公表する+}。

    ■ 2. 体制  chapter renumbered, chapter moved, Changed: 1
    - [-4-]. 体制
    + {+2+}. 体制
      (only the width of characters)
    - [-ＤＸ-]推進課が進める。
    + {+DX+}推進課が進める。

    ■ 3. 役割  chapter renumbered, Added: 1
    - [-2-]. 役割
    + {+3+}. 役割
      Roles › データ分析
    + データ分析

    ■ 4. 研修と学び  chapter renamed, chapter renumbered, Changed: 1
    - [-3-]. 研修
    + {+4+}. 研修{+と学び+}
      研修の回数 › 基礎 › 回数
    - [-年1回-]
    + {+年3回+}

    ■ 5. 見直し  new
    + <b>|</b> と | を @octocat が見直す。
    ");
    // What is kept or published speaks the language of the site.
    let page = diff(&["--lang", "en", "--format", "markdown"]);
    assert_eq!(page, diff(&["--format", "markdown"]));
}

#[test]
fn nothing_changed_is_a_result_too() {
    let repository = policy();
    for format in ["terminal", "html", "markdown"] {
        let output = run_in(&repository.root(), &["diff", "v2", "--format", format]);
        assert!(output.ended_with(0).stdout.contains("変わったところはありません。"), "{format}");
    }
    let verbose = run_in(&repository.root(), &["diff", "v1", "-v"]).ended_with(0);
    assert!(verbose.stderr.starts_with("読み込み "), "{verbose}");
}

#[test]
fn what_a_terminal_would_obey_is_shown_instead() {
    let repository = Repository::new();
    repository.write("content/a.md", &page("題", "文。"));
    repository.commit("策定", "2025-04-01");
    repository.write("content/a.md", &page("題", "文\u{1b}[2J\u{202e}。"));
    let output = run_in(&repository.root(), &["diff", "HEAD"]).ended_with(0);
    assert!(!output.stdout.contains(['\u{1b}', '\u{202e}']), "{output}");
    assert!(output.stdout.contains("␛[2J"), "{output}");
}
