//! `hoshin build`: what it prints, and its exit status.

use std::process::Stdio;

use crate::project::Project;

#[test]
fn a_site_is_built_and_the_result_told_in_one_line() {
    let project = Project::with_page();
    let output = project.run(["build"]).ended_with(0);
    assert!(output.stdout.starts_with("1件の文書から "), "{output}");
    assert!(
        output.stdout.ends_with("。output/index.html を開いて確かめてください。\n"),
        "{output}"
    );
    assert_eq!(output.stdout.lines().count(), 1, "{output}");
    assert!(project.path("output/index.html").is_file());
    assert!(project.path("output/about/index.html").is_file());

    let output = project.run(["build", "--lang", "en"]).ended_with(0);
    assert!(output.stdout.starts_with("built 1 document; none of the "), "{output}");
}

#[test]
fn a_site_is_found_from_a_folder_inside_it_or_named() {
    let project = Project::with_page();
    let inside = project.path("content");
    let output = project.finish(project.command().current_dir(inside).arg("build")).ended_with(0);
    assert!(output.stdout.contains(" SITE/output/ に書きました"), "{output}");

    let elsewhere = Project::new();
    let site = project.path("");
    let output = elsewhere.finish(elsewhere.command().arg("build").arg("--site").arg(site));
    assert_eq!(output.code, Some(0), "{output}");
    assert!(elsewhere.files("").is_empty());
}

#[test]
fn errors_in_the_content_leave_the_last_good_site() {
    let project = Project::with_page();
    let bad = "content/bad.md";
    let project = project.bytes(bad, b"---\ntitle: \x95\xfb\x90j\n---\n");
    let output = project.run(["build"]).ended_with(1);
    assert!(output.stderr.contains("エラー[encoding-invalid]"), "{output}");
    assert!(output.stderr.contains(bad), "{output}");
    assert!(output.stderr.contains("エラー 1件、警告 "), "{output}");
    assert_eq!(output.stdout, "");
    assert!(!project.path("output").exists());

    let project = project.without(bad);
    project.run(["build"]).ended_with(0);
    let before = project.files("output");
    let project = project.page("about", "書き換えた題").bytes(bad, b"\xff\xff\xff");
    let output = project.run(["build"]).ended_with(1);
    assert!(output.stderr.contains("output/ は前に書き出したときのままです"), "{output}");
    assert_eq!(project.files("output"), before);
}

#[test]
fn what_cannot_be_done_ends_with_two_and_the_way_out() {
    let check = |arguments: &[&str], expected: &str| {
        let project = Project::with_page();
        let output = project.run(arguments).ended_with(2);
        assert!(output.stderr.contains(expected), "{output}");
        assert_eq!(output.stdout, "", "{output}");
        assert!(!project.path("output").exists());
    };
    check(&["biuld"], "「build」のことですか");
    check(&["build", "--outptu", "x"], "「--outptu」という引数はありません");
    check(&["build", "--lang", "fr"], "使えるのは ja、en です");
    check(&["build", "--base-url", "example.jp"], "http:// か https:// で始まる");
    check(&["build", "--site", "nowhere"], "nowhere に hoshin のサイトがありません");
    check(&["build", "--output", "."], "出力先にできません");
    check(&["build", "--output", "content/site"], "出力先にできません");
    check(&["build", "--output", "../"], "--output で別のフォルダーを");
    check(&["--lang=en", "build", "--site", "x"], "there is no hoshin site in x");
    let output = Project::new().run(["build"]).ended_with(2);
    assert!(output.stderr.contains("SITE に hoshin のサイトがありません"), "{output}");
    let output = Project::new().run([""; 0]).ended_with(2);
    assert!(output.stderr.contains("使い方: hoshin"), "{output}");
}

#[test]
fn the_language_follows_the_locale() {
    let check = |variables: &[(&str, &str)], expected: &str| {
        let project = Project::new();
        let mut command = project.command();
        command.arg("build").env_remove("LANG").envs(variables.iter().copied());
        let output = project.finish(&mut command).ended_with(2);
        assert!(output.stderr.starts_with(expected), "{variables:?}: {output}");
    };
    check(&[("LANG", "ja_JP.UTF-8")], "エラー: ");
    check(&[("LANG", "C.UTF-8")], "error: ");
    check(&[("LANG", "C"), ("LC_MESSAGES", "ja_JP")], "エラー: ");
    check(&[("LANG", "ja"), ("LC_ALL", "en_GB.UTF-8")], "error: ");
    check(&[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "")], "エラー: ");
}

#[test]
fn quiet_and_verbose_change_what_is_printed() {
    let project = Project::with_page();
    let output = project.run(["build", "-v"]).ended_with(0);
    assert!(output.stderr.contains("+ about/index.html\n"), "{output}");
    assert!(output.stderr.contains("読み込み "), "{output}");
    let output = project.run(["-q", "build"]).ended_with(0);
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("", ""));
    let project = project.bytes("content/bad.md", b"\xff");
    let output = project.run(["build", "-q"]).ended_with(1);
    assert!(output.stderr.contains("encoding-invalid"), "{output}");
}

#[test]
fn colours_are_for_terminals_or_on_request() {
    let project = Project::with_page().bytes("content/bad.md", b"\xff");
    let coloured =
        |arguments: &[&str]| project.run(arguments).ended_with(1).stderr.contains('\u{1b}');
    assert!(!coloured(&["build"]));
    assert!(!coloured(&["build", "--color", "never"]));
    assert!(coloured(&["build", "--color", "always"]));
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let project = Project::with_page();
    let mut command = project.command();
    command.arg("build").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(project.path("output/index.html").is_file());
}

#[test]
fn the_example_of_the_readme_builds() {
    let readme = std::fs::read_to_string(crate::project::repository().join("README.md")).unwrap();
    let example = readme.split("````markdown\n").nth(1).unwrap().split("````").next().unwrap();
    let output = Project::new().file("content/index.md", example).run(["build"]).ended_with(0);
    assert!(!output.stderr.contains("エラー["), "{output}");
}
