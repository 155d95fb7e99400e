//! What a site says of itself to readers and programs: its accessibility, and its feed of changes.

use hoshin::config::accessibility::{CRITERIA, Level, STANDARD};
use hoshin::site::SitePath;
use hoshin::source::{Content, Project};
use hoshin::{Options, compile};

/// The file of a site, or nothing if the site has mistakes or no such file.
fn file(files: &[(&str, &str)], path: &str, drafts: bool) -> Option<String> {
    let content = |text: &str| Content::Bytes(text.as_bytes().to_vec());
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), content(text)));
    let options = Options { drafts, ..Options::default() };
    let site = compile(&Project::from_files(files), &options).site?;
    let bytes = site.get(&SitePath::new(path)?)?;
    Some(String::from_utf8(bytes.to_vec()).unwrap())
}

const PAGE: (&str, &str) = ("content/about.md", "---\ntitle: 案内\n---\n\n本文\n");

/// A test of the criteria up to a level, all met but those that are named.
fn test_of(level: Level, unmet: &[&str], untested: &[&str]) -> String {
    let asked = CRITERIA.iter().filter(|criterion| criterion.level <= level);
    let tested = asked.map(|it| it.number).filter(|number| !untested.contains(number));
    let row = |number: &str| {
        let result = if unmet.contains(&number) { "不適合" } else { "適合" };
        format!("      - {{number: {number}, result: {result}}}\n")
    };
    format!(
        "  test:\n    declared: 2026-03-31\n    description: すべて\n    technologies: [HTML, CSS]\n    \
         selection: all\n    period: {{from: 2026-02}}\n    criteria:\n{}",
        tested.map(row).collect::<String>()
    )
}

#[test]
fn no_configuration_claims_what_no_test_bears_out() {
    let tests = [
        ("none", String::new()),
        ("whole", test_of(Level::Aa, &[], &[])),
        ("unmet", test_of(Level::Aa, &["1.4.3"], &[])),
        ("incomplete", test_of(Level::Aa, &[], &["2.4.7"])),
    ];
    let mut claims = 0;
    for conformance in ["", "配慮", "一部準拠", "準拠"] {
        for level in ["A", "AA", "AAA"] {
            for standard in [STANDARD, "WCAG 2.2"] {
                for next in ["", "  next_steps: 直します。\n"] {
                    for (name, test) in &tests {
                        let settings = format!(
                            "accessibility:\n  level: {level}\n  standard: {standard}\n  \
                             conformance: {conformance}\n{next}{test}"
                        );
                        let tested = *name != "none";
                        let known = standard == STANDARD || !tested;
                        let met = match level {
                            "A" => *name != "none",
                            "AA" => *name == "whole",
                            _ => false,
                        };
                        let borne_out = match conformance {
                            "準拠" => met && standard == STANDARD,
                            "一部準拠" => tested && !next.is_empty() && standard == STANDARD,
                            _ => known,
                        };
                        let files = [PAGE, ("hoshin.yaml", settings.as_str())];
                        let page = file(&files, "accessibility/index.html", false);
                        assert_eq!(page.is_some(), borne_out, "{settings}");
                        let Some(page) = page else { continue };
                        let claims_it = matches!(conformance, "準拠" | "一部準拠");
                        assert_eq!(page.contains("準拠"), claims_it, "{settings}\n{page}");
                        assert_eq!(page.contains("<table>"), tested, "{settings}");
                        claims += usize::from(claims_it);
                    }
                }
            }
        }
    }
    assert!(claims >= 10, "{claims}");
}

#[test]
fn the_page_says_what_it_says_without_any_setting() {
    let page = file(&[PAGE], "accessibility/index.html", false).unwrap();
    for part in [
        "JIS X 8341-3:2016 の適合レベルAAに配慮し",
        "<dd>このサイトのすべてのページ</dd>",
        "規格に沿った試験の結果による表明ではありません",
        "「配慮」という表記は",
        "対応度表記ガイドライン 2021年4月版",
        "このサイトを公開している団体へお知らせください",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    // Nobody is named who was not named in the settings.
    assert!(!page.contains("連絡先") && !page.contains("試験結果"), "{page}");
    let home = file(&[PAGE], "index.html", false).unwrap();
    assert!(home.contains("<a href=\"accessibility/index.html\">ウェブアクセシビリティ方針</a>"));
    let own = ("content/accessibility.md", "---\ntitle: 市の方針\n---\n\n市の文\n");
    let page = file(&[PAGE, own], "accessibility/index.html", false).unwrap();
    assert!(page.contains("市の文") && !page.contains("8341"), "{page}");
}

#[test]
fn the_results_of_a_test_are_shown_item_by_item() {
    let test = test_of(Level::A, &["1.1.1"], &["1.2.1"]).replace(
        "{number: 1.2.2, result: 適合}",
        "{number: [1.2.2, 2.4.9], result: 非適用, note: なし}",
    );
    let settings = format!(
        "base_url: https://www.example.lg.jp/dx/\npublisher: {{name: 例示市, phone: 042-123-4567}}\n\
         accessibility:\n  level: A\n  conformance: 一部準拠\n  additional_criteria: [2.4.8]\n  \
         next_steps: 直します。\n  contact: {{department: 広報課, email: pr@example.lg.jp}}\n{test}"
    );
    let page =
        file(&[PAGE, ("hoshin.yaml", &settings)], "accessibility/index.html", false).unwrap();
    for part in [
        "<dd>2.4.8 現在位置（レベルAAA）</dd>",
        "<dd>すべてのページを選択（3ページ）</dd>",
        "<dd><a href=\"../about/index.html\">https://www.example.lg.jp/dx/about/</a></dd>",
        "<time datetime=\"2026-03-31\">",
        "<dd>HTML、CSS</dd>",
        "<li>広報課</li>\n<li>メール <a href=\"mailto:pr@example.lg.jp\">",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let table = page.split("<table>").nth(1).unwrap().split("</table>").next().unwrap();
    let plain = |row: &str| {
        let said =
            row.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
        said.filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" | ")
    };
    let rows: Vec<String> = table.split("<tr>").skip(2).map(plain).collect();
    // 25 of level A, an additional one, and a further one that was tested.
    assert_eq!(rows.len(), 27, "{rows:#?}");
    let row = |number: &str| rows.iter().find(|row| row.starts_with(number)).unwrap().clone();
    assert!(
        row("1.1.1 非テキストコンテンツ")
            .starts_with("1.1.1 非テキストコンテンツ | A | 適用 | 不適合")
    );
    assert!(row("1.2.1 ").contains("| A | 試験していません | 試験していません"));
    assert!(row("1.2.2 ").ends_with("| A | 非適用 | 適合 | なし"), "{}", row("1.2.2 "));
    assert!(row("1.3.1 ").contains("| A | 適用 | 適合"));
    assert!(row("2.4.8 ").contains("| AAA | 試験していません"));
    assert!(row("2.4.9 ").contains("| AAA | 非適用 | 適合 | なし"));
}

/// The elements of an XML text: name, attributes, text, children.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the one child of a name.
    #[track_caller]
    fn one<'a>(&'a self, name: &'a str) -> &'a str {
        let found: Vec<_> = self.all(name).collect();
        assert_eq!(found.len(), 1, "{name} of {self:?}");
        &found[0].text
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The text of a part of XML; panics on what is no well-formed text.
fn unescaped(text: &str) -> String {
    assert!(!text.contains(['<', '>']), "{text}");
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or_else(|| panic!("a bare & in {text}"));
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            _ => panic!("{name} is not known in XML: {text}"),
        });
        plain.push_str(rest);
    }
    assert!(!plain.contains(|c: char| c.is_control() && !"\n\t\r".contains(c)), "{plain:?}");
    plain
}

/// Reads well-formed XML; panics on any other.
fn xml(text: &str) -> Element {
    let body = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("its head");
    let mut open = vec![Element::default()];
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        open.last_mut().unwrap().text.push_str(&unescaped(&rest[..start]));
        let (tag, after) = rest[start + 1..].split_once('>').expect("a tag that ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().unwrap();
            assert_eq!(closed.name, name);
            open.last_mut().expect("more ends than starts").children.push(closed);
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut element = Element { name: name.to_owned(), ..Element::default() };
        while let Some((key, after)) = attributes.trim_start().split_once("=\"") {
            let (value, after) = after.split_once('"').expect("a value that ends");
            element.attributes.push((key.to_owned(), unescaped(value)));
            attributes = after;
        }
        assert_eq!(attributes.trim(), "", "{tag}");
        if empty { open.last_mut().unwrap().children.push(element) } else { open.push(element) }
    }
    assert_eq!((rest.trim(), open.len()), ("", 1), "not all elements are closed");
    let root = open.pop().unwrap();
    assert_eq!(root.children.len(), 1);
    root.children.into_iter().next().unwrap()
}

/// Whether a text is a time of RFC 3339, in Japan.
fn is_time(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00T00:00:00+00:00" && text.ends_with("T00:00:00+09:00")
}

/// Holds a feed to what RFC 4287 asks for.
#[track_caller]
fn valid_feed(text: &str) -> Element {
    let feed = xml(text);
    assert_eq!(feed.name, "feed");
    assert_eq!(feed.attribute("xmlns"), Some("http://www.w3.org/2005/Atom"));
    let mut ids = std::collections::BTreeSet::new();
    for part in std::iter::once(&feed).chain(feed.all("entry")) {
        // 4.1.1 and 4.1.2: exactly one id, title and updated.
        assert!(!part.one("title").trim().is_empty());
        let id = part.one("id");
        assert!(id.starts_with("https://") && id.is_ascii(), "{id}");
        assert!(ids.insert(id.to_owned()), "two of {id}");
        assert!(is_time(part.one("updated")), "{part:?}");
        assert!(part.all("published").all(|it| is_time(&it.text)));
        // An entry without content has a link to what it is about.
        let links = |relation: &'static str| {
            part.all("link").filter(move |it| it.attribute("rel") == Some(relation)).count()
        };
        assert_eq!(links("alternate"), 1);
        for link in part.all("link") {
            let address = link.attribute("href").expect("a link leads somewhere");
            assert!(address.starts_with("https://") && address.is_ascii(), "{address}");
        }
        for author in part.all("author") {
            assert!(!author.one("name").trim().is_empty());
        }
        let known = ["title", "id", "updated", "published", "link", "author", "summary", "entry"];
        assert!(part.children.iter().all(|it| known.contains(&it.name.as_str())), "{part:?}");
    }
    // An author of the feed stands for entries without one.
    assert_eq!(feed.all("author").count(), 1);
    feed
}

fn policy(front_matter: &str) -> String {
    format!("---\nkind: policy\n{front_matter}---\n\nはじめの文。\n")
}

#[test]
fn the_feed_is_valid_and_tells_the_newest_first() {
    let settings = "title: 方針 & <計画>\nbase_url: https://www.example.lg.jp/dx/\noutlines: {policy: small}\n\
        publisher: {name: 例示市, department: デジタル推進課}\n";
    let outline = "title: 章立て\nchapters: [{id: a, title: 章, level: optional}]\n";
    let revised = policy(
        "title: 古い <方針>\nadopted: 2020\ndepartment: \"*人事*課\"\nmunicipality: {name: 甲市}\n\
         revisions:\n  - {date: 2026-04, summary: \"**目標**を \\\"改めた\\\" & 足した\"}\n  - {date: 2021-01-01}\n",
    );
    let files = [
        ("hoshin.yaml", settings),
        ("outlines/small.yaml", outline),
        ("content/人材/index.md", revised.as_str()),
        ("content/b.md", &policy("title: 新しい方針\nadopted: 令和7年3月31日\n")),
        ("content/c.md", &policy("title: 日付なし\n")),
        ("content/d.md", &policy("title: 下書き\nadopted: 2027\ndraft: true\n")),
        ("content/e.md", "---\ntitle: ただのページ\nadopted: 2028\n---\n\n本文\n"),
    ];
    for drafts in [false, true] {
        let feed = valid_feed(&file(&files, "feed.xml", drafts).unwrap());
        assert_eq!(feed.one("title"), "方針 & <計画>");
        assert_eq!(feed.one("updated"), "2026-04-01T00:00:00+09:00");
        assert_eq!(feed.all("author").next().unwrap().one("name"), "例示市 デジタル推進課");
        let entries: Vec<&Element> = feed.all("entry").collect();
        let titles: Vec<&str> = entries.iter().map(|it| it.one("title")).collect();
        let expected = [
            "「古い <方針>」令和8年（2026年）4月改定",
            "新しい方針",
            "「古い <方針>」令和3年（2021年）1月1日改定",
            "古い <方針>",
        ];
        assert_eq!(titles, expected);
        let [revision, new, _, old] = entries[..] else { panic!("{entries:?}") };
        let page = "https://www.example.lg.jp/dx/%E4%BA%BA%E6%9D%90/";
        assert_eq!(revision.one("id"), format!("{page}#hs-revision-2026-04"));
        assert_eq!(revision.all("link").next().unwrap().attribute("href"), Some(page));
        assert_eq!(old.one("id"), "https://www.example.lg.jp/dx/%E4%BA%BA%E6%9D%90/");
        assert_eq!(old.one("published"), "2020-01-01T00:00:00+09:00");
        assert_eq!(revision.one("published"), "2020-01-01T00:00:00+09:00");
        assert_eq!(revision.one("summary"), "目標を \"改めた\" & 足した");
        assert_eq!(old.all("author").next().unwrap().one("name"), "甲市 人事課");
        assert_eq!(new.one("updated"), "2025-03-31T00:00:00+09:00");
        assert_eq!(new.one("summary"), "はじめの文。");
        assert_eq!(new.all("author").count(), 0);
    }
    let undated = [files[0], files[1], files[4]];
    assert_eq!(file(&undated, "feed.xml", false), None);
    assert!(!file(&undated, "index.html", false).unwrap().contains("feed.xml"));
    assert_eq!(file(&files[1..], "feed.xml", false), None, "there are no addresses");
}

#[test]
fn the_feed_holds_fifty_entries() {
    let settings = "base_url: https://www.example.lg.jp/\noutlines: {policy: small}\n";
    let outline = "title: 章立て\nchapters: [{id: a, title: 章, level: optional}]\n";
    let texts: Vec<(String, String)> = (0..60)
        .map(|n| {
            (
                format!("content/p{n}.md"),
                policy(&format!("title: 方針{n}\nadopted: {}\n", 1960 + n)),
            )
        })
        .collect();
    let mut files = vec![("hoshin.yaml", settings), ("outlines/small.yaml", outline)];
    files.extend(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let feed = valid_feed(&file(&files, "feed.xml", false).unwrap());
    let titles: Vec<&str> = feed.all("entry").map(|it| it.one("title")).collect();
    assert_eq!((titles.len(), titles[0], titles[49]), (50, "方針59", "方針10"));
}

#[test]
fn the_reader_of_xml_takes_nothing_else() {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for broken in
        ["<a><b></a></b>", "<a>", "<a>&nbsp;</a>", "<a>& b</a>", "<a></a><b></b>", "<a x=1></a>"]
    {
        let read = std::panic::catch_unwind(|| xml(&format!("{head}{broken}")));
        assert!(read.is_err(), "{broken}");
    }
    assert_eq!(xml(&format!("{head}<a x=\"1\"><b/>&lt;</a>")).children.len(), 1);
}
