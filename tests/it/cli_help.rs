//! The help of the program as a whole, in both languages: who changes an option sees it here.

use crate::project::Project;

fn help(arguments: &[&str]) -> String {
    Project::new().run(arguments).ended_with(0).stdout
}

#[test]
fn the_program() {
    insta::assert_snapshot!(help(&["--help"]), @"
    自治体の方針や計画をウェブサイトにする

    使い方: hoshin [オプション] <コマンド>

    コマンド:
      init         新しいサイトを作る
      new          サイトに新しい原稿を作る
      check        原稿の問題を見つける
      build        サイトを書き出す
      serve        サイトを手元で見る（原稿を保存するたびに、画面も新しくなる）
      diff         前の版と比べる（新旧対照表）
      export       文書のデータを CSV、JSON、Excel で書き出す
      outline      章立て（どの章があるべきか）を見る
      schema       書き方の決まりをエディター用に示す（JSON Schema）
      completions  シェルでコマンドを補完するための設定を出力する
      man          man で読む説明書を出力する

    共通のオプション:
          --site <DIR>                 サイトのフォルダー（省くと、今いる所から上へ探す）
          --lang <ja|en>               表示の言語（省くと、システムの言語）
          --color <auto|always|never>  表示に色を付けるか（省くと auto: 端末なら付ける）
      -q, --quiet                      問題のほかは表示しない
      -v, --verbose                    ファイルごとの結果とかかった時間も表示する
      -h, --help                       使い方を表示する
      -V, --version                    版を表示する
    ");
    insta::assert_snapshot!(help(&["--help", "--lang", "en"]), @"
    Turns the policy documents of municipalities into a web site

    Usage: hoshin [OPTIONS] <COMMAND>

    Commands:
      init         Makes a new site
      new          Makes a new document in a site
      check        Finds what is wrong with the content
      build        Writes the site
      serve        Shows the site, and follows every edit
      diff         Shows what changed since a revision
      export       Writes the data of the documents as CSV, JSON or workbooks
      outline      Shows which chapters an outline asks for
      schema       Prints the JSON Schema of what authors write, for editors
      completions  Prints a script that lets a shell complete commands
      man          Prints the manual page for `man`

    Common options:
          --site <DIR>                 The site's folder [default: searched from here upwards]
          --lang <ja|en>               The language of messages [default: the system's]
          --color <auto|always|never>  Whether to colour messages [default: auto, on a terminal]
      -q, --quiet                      Shows problems only
      -v, --verbose                    Shows each file and the time taken, too
      -h, --help                       Shows this help
      -V, --version                    Shows the version
    ");
}

#[test]
fn build() {
    insta::assert_snapshot!(help(&["build", "--help"]), @"
    サイトを書き出す

    使い方: hoshin build [オプション]

    オプション:
          --output <DIR>    書き出すフォルダー（省くと、サイトの output/）
          --base-url <URL>  公開する場所のアドレス（hoshin.yaml の base_url に代わる）
          --drafts          下書きも書き出す
          --as-of <DATE>    この日の時点のサイトを書き出す（例: 2026-04-01、令和8年4月1日、R8.4.1）

    共通のオプション:
          --site <DIR>                 サイトのフォルダー（省くと、今いる所から上へ探す）
          --lang <ja|en>               表示の言語（省くと、システムの言語）
          --color <auto|always|never>  表示に色を付けるか（省くと auto: 端末なら付ける）
      -q, --quiet                      問題のほかは表示しない
      -v, --verbose                    ファイルごとの結果とかかった時間も表示する
      -h, --help                       使い方を表示する
    ");
    insta::assert_snapshot!(help(&["build", "-h", "--lang=en"]), @"
    Writes the site

    Usage: hoshin build [OPTIONS]

    Options:
          --output <DIR>    The folder to write into [default: output/ in the site's folder]
          --base-url <URL>  The address that the site is published under, instead of base_url in hoshin.yaml
          --drafts          Writes drafts, too
          --as-of <DATE>    Writes the site as of this day, such as 2026-04-01

    Common options:
          --site <DIR>                 The site's folder [default: searched from here upwards]
          --lang <ja|en>               The language of messages [default: the system's]
          --color <auto|always|never>  Whether to colour messages [default: auto, on a terminal]
      -q, --quiet                      Shows problems only
      -v, --verbose                    Shows each file and the time taken, too
      -h, --help                       Shows this help
    ");
}

#[test]
fn diff() {
    insta::assert_snapshot!(help(&["diff", "--help"]), @"
    前の版と比べる（新旧対照表）

    使い方: hoshin diff [オプション] <OLD> [NEW]

    引数:
      <OLD>  古いほうの版: タグ、コミット、ブランチ、日付（2025-04-01）。OLD..NEW とも書ける
      [NEW]  新しいほうの版（省くと、作業中のファイル）

    オプション:
          --document <PATH>                       比べる文書（省くと、すべての文書）
          --format <terminal|html|markdown|json>  結果の形: terminal（画面で読む）、html、markdown、json

    共通のオプション:
          --site <DIR>                 サイトのフォルダー（省くと、今いる所から上へ探す）
          --lang <ja|en>               表示の言語（省くと、システムの言語）
          --color <auto|always|never>  表示に色を付けるか（省くと auto: 端末なら付ける）
      -q, --quiet                      問題のほかは表示しない
      -v, --verbose                    ファイルごとの結果とかかった時間も表示する
      -h, --help                       使い方を表示する
    ");
    insta::assert_snapshot!(help(&["diff", "-h", "--lang=en"]), @"
    Shows what changed since a revision

    Usage: hoshin diff [OPTIONS] <OLD> [NEW]

    Arguments:
      <OLD>  The older revision: a tag, a commit, a branch, a day (2025-04-01); or OLD..NEW
      [NEW]  The newer revision [default: the working files]

    Options:
          --document <PATH>                       The document to compare [default: all documents]
          --format <terminal|html|markdown|json>  How to show it: terminal, html, markdown or json

    Common options:
          --site <DIR>                 The site's folder [default: searched from here upwards]
          --lang <ja|en>               The language of messages [default: the system's]
          --color <auto|always|never>  Whether to colour messages [default: auto, on a terminal]
      -q, --quiet                      Shows problems only
      -v, --verbose                    Shows each file and the time taken, too
      -h, --help                       Shows this help
    ");
}

#[test]
fn export() {
    insta::assert_snapshot!(help(&["export", "--help"]), @"
    文書のデータを CSV、JSON、Excel で書き出す

    使い方: hoshin export [オプション]

    オプション:
          --format <csv|json|xlsx>  データの形式: csv、json、xlsx（Excel ブック）のどれか（省くと csv）
          --output <DIR>            書き出すフォルダー（省くと、サイトの export/ の中の形式の名前のフォルダー）
          --drafts                  下書きも書き出す

    共通のオプション:
          --site <DIR>                 サイトのフォルダー（省くと、今いる所から上へ探す）
          --lang <ja|en>               表示の言語（省くと、システムの言語）
          --color <auto|always|never>  表示に色を付けるか（省くと auto: 端末なら付ける）
      -q, --quiet                      問題のほかは表示しない
      -v, --verbose                    ファイルごとの結果とかかった時間も表示する
      -h, --help                       使い方を表示する
    ");
}

#[test]
fn schema() {
    insta::assert_snapshot!(help(&["schema", "--help"]), @"
    書き方の決まりをエディター用に示す（JSON Schema）

    使い方: hoshin schema [オプション] [KIND]

    引数:
      [KIND]  front-matter、settings（hoshin.yaml）、outline（章立て）、figures（図表）、document（書き出すデータ）のどれか（省くと front-matter）

    共通のオプション:
          --site <DIR>                 サイトのフォルダー（省くと、今いる所から上へ探す）
          --lang <ja|en>               表示の言語（省くと、システムの言語）
          --color <auto|always|never>  表示に色を付けるか（省くと auto: 端末なら付ける）
      -q, --quiet                      問題のほかは表示しない
      -v, --verbose                    ファイルごとの結果とかかった時間も表示する
      -h, --help                       使い方を表示する
    ");
    insta::assert_snapshot!(help(&["schema", "-h", "--lang=en"]), @"
    Prints the JSON Schema of what authors write, for editors

    Usage: hoshin schema [OPTIONS] [KIND]

    Arguments:
      [KIND]  front-matter, settings (hoshin.yaml), outline, figures, or document (exported data) [default: front-matter]

    Common options:
          --site <DIR>                 The site's folder [default: searched from here upwards]
          --lang <ja|en>               The language of messages [default: the system's]
          --color <auto|always|never>  Whether to colour messages [default: auto, on a terminal]
      -q, --quiet                      Shows problems only
      -v, --verbose                    Shows each file and the time taken, too
      -h, --help                       Shows this help
    ");
}

#[test]
fn the_version_is_that_of_the_package() {
    let expected = format!("hoshin {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(help(&["--version"]), expected);
    assert_eq!(help(&["-V"]), expected);
}
