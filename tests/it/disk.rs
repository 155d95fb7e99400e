//! The output folder, whatever happens to the program.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::project::Project;

const MANIFEST: &str = ".hoshin-manifest";

#[test]
fn the_same_content_gives_the_same_folder_however_it_came_about() {
    let project = Project::with_page().copy_of("content/hachioji");
    project.run(["build"]).ended_with(0);
    let expected = project.files("output");
    let project = project.page("later/removed", "消えるページ").page("about", "別の題");
    project.run(["build"]).ended_with(0);
    assert_ne!(project.files("output"), expected);
    let project = project.without("content/later").page("about", "このサイトについて");
    let output = project.run(["build"]).ended_with(0);
    assert!(!output.stdout.contains("削除 0"), "{output}");
    assert_eq!(project.files("output"), expected);
    assert!(!project.path("output/later").exists());
}

#[test]
fn files_that_did_not_change_keep_their_time() {
    let project = Project::with_page();
    project.run(["build"]).ended_with(0);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let files: Vec<_> =
        project.files("output").into_keys().map(|name| format!("output/{name}")).collect();
    for name in &files {
        File::options()
            .write(true)
            .open(project.path(name))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    project.run(["build"]).ended_with(0);
    for name in &files {
        let modified = fs::metadata(project.path(name)).unwrap().modified().unwrap();
        assert_eq!(modified, long_ago, "{name}");
    }
}

#[test]
fn a_folder_of_others_is_left_alone() {
    let project = Project::with_page().file("output/index.html", "大事なページ");
    let output = project.run(["build"]).ended_with(2);
    assert!(output.stderr.contains("output は hoshin が書き出したフォルダーではない"), "{output}");
    assert!(output.stderr.contains("--output で別のフォルダーを指定するか"), "{output}");
    assert_eq!(project.files("output").len(), 1);
}

#[test]
fn what_others_put_into_the_folder_stays() {
    let project = Project::with_page().file("output/.gitignore", "*\n");
    project.run(["build"]).ended_with(0);
    let project = project.file("output/CNAME", "example.jp").page("news", "お知らせ");
    project.run(["build"]).ended_with(0);
    let files = project.files("output");
    assert_eq!(files[".gitignore"], b"*\n");
    assert_eq!(files["CNAME"], b"example.jp");

    let project = project.without("content/news.md").file("output/news/mine.txt", "自分のファイル");
    project.run(["build"]).ended_with(0);
    assert!(!project.path("output/news/index.html").exists());
    assert!(project.path("output/news/mine.txt").exists());

    let project = project.file("output/late/index.html", "自分のページ").page("late", "後のページ");
    let output = project.run(["build"]).ended_with(2);
    assert!(
        output.stderr.contains("output/late/index.html は hoshin が書いたものではない"),
        "{output}"
    );
}

/// Two states of a site, each with pages that the other has not.
fn content(state: &str) -> Vec<(String, String)> {
    let only = (0..10).map(|n| format!("only-{state}-{n}"));
    let names = (0..50).map(|n| format!("page-{n}")).chain(only);
    names.map(|name| (name, format!("{state}{}", state.repeat(2000)))).collect()
}

fn with_content(project: Project, state: &str) -> Project {
    if project.path("content").exists() {
        fs::remove_dir_all(project.path("content")).unwrap();
    }
    content(state).iter().fold(project, |project, (name, title)| project.page(name, title))
}

/// Waits until the program has begun to write: it first renews the list of its files.
fn wait_for_writing(child: &mut Child, project: &Project, list: &[u8]) {
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() && started.elapsed() < Duration::from_mins(1) {
        let now = fs::read(project.path("output").join(MANIFEST)).unwrap_or_default();
        if !now.is_empty() && now != list {
            return;
        }
        thread::yield_now();
    }
}

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_is_completed_by_the_next() {
    let mut project = Project::new();
    let mut clean = BTreeMap::new();
    for state in ["甲", "乙"] {
        project = with_content(project, state);
        project.run(["build", "--output", state]).ended_with(0);
        clean.insert(state, project.files(state));
    }
    let mut killed = 0;
    for round in 0..18_u32 {
        let state = if round % 2 == 0 { "甲" } else { "乙" };
        project = with_content(project, state);
        let list = project.files("output").remove(MANIFEST).unwrap_or_default();
        let mut command = project.command();
        command.arg("build").stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        wait_for_writing(&mut child, &project, &list);
        // A build of this size is written in some milliseconds, each round dies a little later.
        thread::sleep(Duration::from_micros(u64::from(round) * 200));
        child.kill().unwrap();
        killed += u32::from(!child.wait().unwrap().success());

        for (name, bytes) in project.files("output") {
            let whole = clean.values().any(|files| files.get(&name) == Some(&bytes));
            let ours = name == MANIFEST || name.contains(".hoshin-tmp-");
            assert!(whole || ours, "round {round}: {name} is neither old nor new");
        }
        if round % 3 == 2 {
            project.run(["build"]).ended_with(0);
            assert!(project.files("output") == clean[state], "round {round}: not completed");
        }
    }
    assert!(killed > 0, "every build was done before it could be killed");
}
