//! `hoshin serve` as a program: after whatever edits, what it serves is what a fresh build writes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::sleep;
use std::time::{Duration, Instant};

use hoshin::compile::compile;
use hoshin::site::SitePath;
use hoshin::{Options, disk};
use proptest::prelude::*;

use crate::preview::{Answer, ask};
use crate::project::Project;

/// How long what is served may differ from a fresh build.
const SOON: Duration = Duration::from_secs(20);

/// The program, showing a site; ended by its own id when the test is over.
struct Served {
    program: Child,
    at: SocketAddr,
}

impl Served {
    fn start(site: &Path) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hoshin"))
            .args(["serve", "--lang", "en", "--port", "0", "--site"])
            .arg(site)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let at = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let at = at.and_then(|at| at.parse().ok());
        Self { program, at: at.unwrap_or_else(|| panic!("no address: {line}")) }
    }

    fn get(&self, path: &str) -> Answer {
        let path = SitePath::new("x").unwrap().href_to(&SitePath::new(path).unwrap());
        ask(self.at, &format!("GET /{path}"), &["Host: HOST"])
    }

    /// What is served at these paths; nothing where there is no file.
    fn files(&self, paths: impl IntoIterator<Item = String>) -> BTreeMap<String, Vec<u8>> {
        let served = paths.into_iter().filter_map(|path| {
            let answer = self.get(&path);
            (answer.status == 200).then(|| (path, without_script(answer.body)))
        });
        served.collect()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

/// A page without the script of the preview.
fn without_script(body: Vec<u8>) -> Vec<u8> {
    let Ok(text) = str::from_utf8(&body) else { return body };
    let Some(at) = text.find("hs-live/live.js") else { return body };
    let start = text[..at].rfind("<script").unwrap();
    let end = at + text[at..].find("</script>").unwrap() + "</script>".len();
    let rest = text[end..].strip_prefix('\n').unwrap_or(&text[end..]);
    [&text[..start], rest].concat().into_bytes()
}

/// What a fresh build of the site has, if it has no error.
fn built(site: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    let project = disk::load(site).ok()?;
    let compiled = compile(&project, &Options { drafts: true, ..Options::default() });
    let site = compiled.site?;
    Some(site.iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec())).collect())
}

/// Something that people and programs do to a site's folder.
#[derive(Debug, Clone)]
enum Act {
    /// A file is written in place.
    Write(&'static str, &'static str),
    /// A file is written beside and put in its place.
    Replace(&'static str, &'static str),
    /// A file is saved ten times in a row.
    Burst(&'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    /// All files are replaced at once, as when another branch is checked out.
    Checkout,
}

const PAGES: [&str; 4] = [
    "---\nkind: page\ntitle: 一\n---\n\n本文です。\n",
    "---\nkind: page\ntitle: 二\n---\n\n[別のページ](b.md)\n",
    "---\nkind: page\ntitle: 三\ndraft: true\n---\n\n# 章\n\n下書きです。\n",
    "---\ntitle: [\n---\n",
];
const FILES: [&str; 8] = [
    "content/a.md",
    "content/b.md",
    "content/new/index.md",
    "content/new/part.md",
    "hoshin.yaml",
    "themes/own/static/style.css",
    "themes/own/templates/404.html",
    "content/図.csv",
];

/// What a file of this name may hold.
fn text() -> impl Strategy<Value = (&'static str, &'static str)> {
    proptest::sample::select(&FILES[..]).prop_flat_map(|path| {
        let texts: &[&str] = match path {
            "hoshin.yaml" => &["theme: own\n", "title: 題\ntheme: own\n", "title: [\n"],
            "themes/own/static/style.css" => &["main { margin: 0 }", "main { margin: 1em }"],
            "themes/own/templates/404.html" => {
                &["<!DOCTYPE html><title>無</title>", "{{ page.nothing }}", "{{ page.title }}"]
            }
            "content/図.csv" => &["一,二\n", "三,四\n"],
            "content/new/part.md" => &["# 続き\n\n本文\n", "続き\n"],
            _ => &PAGES,
        };
        (Just(path), proptest::sample::select(texts))
    })
}

fn act() -> impl Strategy<Value = Act> {
    let file = || proptest::sample::select(&FILES[..]);
    prop_oneof![
        4 => text().prop_map(|(path, text)| Act::Write(path, text)),
        3 => text().prop_map(|(path, text)| Act::Replace(path, text)),
        1 => file().prop_map(Act::Burst),
        1 => file().prop_map(Act::Remove),
        1 => (file(), file()).prop_map(|(from, to)| Act::Rename(from, to)),
        1 => Just(Act::Checkout),
    ]
}

impl Act {
    fn perform(&self, site: &Path) {
        let put = |path: &str, text: &str| {
            let path = site.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        match *self {
            Self::Write(path, text) => put(path, text),
            Self::Replace(path, text) => {
                put(&format!("{path}~"), text);
                fs::rename(site.join(format!("{path}~")), site.join(path)).unwrap();
            }
            Self::Burst(path) => {
                // A file that is being written is empty for a moment. Settings may be, so that what is shown of
                // settings with a mistake would depend on the moment: these have none.
                for count in 0..10 {
                    let text = match path {
                        "hoshin.yaml" => format!("title: 題{count}\n"),
                        _ => format!("---\nkind: page\ntitle: {count}\n---\n"),
                    };
                    put(path, &text);
                    sleep(Duration::from_millis(3));
                }
            }
            Self::Remove(path) => drop(fs::remove_file(site.join(path))),
            Self::Rename(from, to) => {
                fs::create_dir_all(site.join(to).parent().unwrap()).unwrap();
                drop(fs::rename(site.join(from), site.join(to)));
            }
            Self::Checkout => {
                for folder in ["content", "themes"] {
                    fs::remove_dir_all(site.join(folder)).unwrap();
                }
                base(site);
            }
        }
    }
}

/// The files that a site begins with.
fn base(site: &Path) {
    for (path, text) in [
        ("hoshin.yaml", "theme: own\n"),
        ("content/a.md", PAGES[0]),
        ("content/b.md", PAGES[1]),
        ("themes/own/static/style.css", "main { margin: 0 }"),
    ] {
        Act::Write(path, text).perform(site);
    }
}

/// Waits until the served files are those of a fresh build; of a broken site, those of the last sound one.
fn settle(served: &Served, site: &Path, last: &mut BTreeMap<String, Vec<u8>>, done: &[Act]) {
    let fresh = built(site);
    let expected = fresh.clone().unwrap_or_else(|| last.clone());
    let paths: Vec<String> = expected.keys().chain(last.keys()).cloned().collect();
    let end = Instant::now() + SOON;
    loop {
        let found = served.files(paths.iter().cloned());
        if found == expected {
            break;
        }
        let differs = paths.iter().find(|path| found.get(*path) != expected.get(*path));
        assert!(Instant::now() < end, "{differs:?} differs after {done:#?}");
        sleep(Duration::from_millis(5));
    }
    *last = expected;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn what_is_served_is_what_a_build_writes(acts in proptest::collection::vec(act(), 1..14)) {
        let project = Project::new();
        let site = project.path("");
        base(&site);
        let served = Served::start(&site);
        let mut last = BTreeMap::new();
        settle(&served, &site, &mut last, &[]);
        for at in 0..acts.len() {
            acts[at].perform(&site);
            settle(&served, &site, &mut last, &acts[..=at]);
        }
    }
}

/// The news that a preview tells, as they come.
fn news(served: &Served) -> Receiver<String> {
    let mut stream = TcpStream::connect(served.at).unwrap();
    write!(stream, "GET /hs-live/events HTTP/1.1\r\nHost: {}\r\n\r\n", served.at).unwrap();
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        for line in lines.filter(|line| line.starts_with("data:")) {
            drop(sender.send(line));
        }
    });
    receiver.recv_timeout(SOON).unwrap();
    receiver
}

fn has_errors(news: &str) -> bool {
    news.contains("\"errors\":true")
}

/// Waits for news of errors, or of none.
fn wait_for(news: &Receiver<String>, errors: bool) {
    while has_errors(&news.recv_timeout(SOON).unwrap()) != errors {}
}

const TEMPLATE: &str = "themes/own/templates/404.html";

#[test]
fn a_failing_template_is_told_though_its_folder_was_replaced() {
    let project = Project::new();
    let site = project.path("");
    base(&site);
    Act::Write(TEMPLATE, "{{ page.title }}").perform(&site);
    let served = Served::start(&site);
    let news = news(&served);
    for round in 0..2 {
        let [now, new, old] = ["themes", "new", "old"].map(|name| site.join(name));
        fs::create_dir_all(new.join("own/templates")).unwrap();
        fs::write(new.join("own/templates/404.html"), format!("{{{{ page.title }}}}{round}"))
            .unwrap();
        fs::rename(&now, &old).unwrap();
        fs::rename(&new, &now).unwrap();
        fs::remove_dir_all(&old).unwrap();
        sleep(Duration::from_millis(300));
        Act::Write(TEMPLATE, "{{ page.nothing.x }}").perform(&site);
        wait_for(&news, true);
        Act::Write(TEMPLATE, "{{ page.title }}").perform(&site);
        wait_for(&news, false);
    }
}

#[test]
fn edits_beside_a_failing_template_do_not_hide_it() {
    let project = Project::new();
    let site = project.path("");
    base(&site);
    let served = Served::start(&site);
    let news = news(&served);
    Act::Write(TEMPLATE, "{{ page.nothing.x }}").perform(&site);
    wait_for(&news, true);
    for page in [PAGES[1], PAGES[0]] {
        Act::Write("content/a.md", page).perform(&site);
        assert!(has_errors(&news.recv_timeout(SOON).unwrap()));
    }
    // What is sound is shown again as soon as the template is mended.
    Act::Write(TEMPLATE, "{{ page.title }}").perform(&site);
    Act::Write("content/a.md", PAGES[1]).perform(&site);
    wait_for(&news, false);
    settle(&served, &site, &mut BTreeMap::new(), &[]);
}

#[test]
fn two_previews_of_one_site_have_their_own_addresses() {
    let project = Project::with_page();
    let (one, two) = (Served::start(&project.path("")), Served::start(&project.path("")));
    assert_ne!(one.at, two.at);
    assert_eq!(one.get("about/index.html").status, 200);
    assert_eq!(two.get("about/index.html").status, 200);
}

#[test]
fn a_preview_leaves_nothing_behind() {
    let project = Project::with_page();
    let before = project.files("");
    drop(Served::start(&project.path("")));
    assert_eq!(project.files(""), before);
}
