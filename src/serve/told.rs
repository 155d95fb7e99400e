//! News as the script in the pages gets them.

use serde::Serialize;

use super::address;
use super::news::{Change, News, Problem};
use super::words::{self, Words};
use crate::diagnostic::Severity;

/// How many problems a page lists: the terminal has them all.
const MOST: usize = 50;

/// What a page is told before the first news: how soon to ask again when the connection is lost.
const RETRY: &str = "retry: 500\n";

#[derive(Serialize)]
struct Told<'a> {
    instance: &'a str,
    number: u64,
    change: &'static str,
    styles: Vec<(String, String)>,
    errors: bool,
    problems: Vec<ToldProblem<'a>>,
    words: Words<'a>,
}

#[derive(Serialize)]
struct ToldProblem<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    place: Option<&'a str>,
    excerpt: Option<&'a str>,
}

/// The news as one server-sent event.
pub(super) fn event(news: &News, instance: &str) -> String {
    let problems: Vec<_> = news.problems.iter().take(MOST).map(problem).collect();
    let (change, styles) = match &news.change {
        Change::Pages => ("pages", Vec::new()),
        Change::Nothing => ("nothing", Vec::new()),
        Change::Styles(styles) => {
            let written =
                styles.iter().map(|(old, new)| (address::written(old), address::written(new)));
            ("styles", written.collect())
        }
    };
    let told = Told {
        instance,
        number: news.number,
        change,
        styles,
        errors: news.has_errors(),
        words: words::of(news, problems.len()),
        problems,
    };
    // JSON has no line breaks of its own, and those of texts are escaped: the event is one line.
    let json = serde_json::to_string(&told).unwrap_or_default();
    format!("{RETRY}data: {json}\n\n")
}

fn problem(problem: &Problem) -> ToldProblem<'_> {
    ToldProblem {
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: &problem.code,
        message: &problem.message,
        help: problem.help.as_deref(),
        place: problem.place.as_deref(),
        excerpt: problem.excerpt.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::site::SitePath;

    fn news(severities: &[Severity], language: Language) -> News {
        let problem = |severity: &Severity| Problem {
            severity: *severity,
            code: "role-unknown".to_owned(),
            message: "「<b>」\nという役割は\u{2028}ありません".to_owned(),
            help: None,
            place: Some("content/a/index.md:41:15".to_owned()),
            excerpt: Some("41 | <script>\r\n   | ^".to_owned()),
        };
        let problems = severities.iter().map(problem).collect();
        News { number: 7, change: Change::Nothing, problems, language }
    }

    fn told(news: &News) -> serde_json::Value {
        let event = event(news, "abc");
        let data =
            event.strip_prefix("retry: 500\ndata: ").and_then(|rest| rest.strip_suffix("\n\n"));
        let data = data.unwrap_or_else(|| panic!("no event: {event}"));
        assert!(!data.contains(['\n', '\r']), "{data}");
        serde_json::from_str(data).expect("JSON")
    }

    #[test]
    fn texts_arrive_as_they_are() {
        let news = news(&[Severity::Error], Language::Ja);
        let told = told(&news);
        assert_eq!(told["number"], 7);
        assert_eq!(told["instance"], "abc");
        assert_eq!(told["change"], "nothing");
        assert_eq!(told["errors"], true);
        let problem = &told["problems"][0];
        assert_eq!(problem["message"], news.problems[0].message.as_str());
        assert_eq!(problem["excerpt"], "41 | <script>\r\n   | ^");
        assert_eq!(problem["place"], "content/a/index.md:41:15");
        assert_eq!(problem["severity"], "error");
        assert!(problem["help"].is_null());
    }

    #[test]
    fn numbers_of_problems_are_said_in_words() {
        let check = |severities: &[Severity], language, heading: &str, badge: &str| {
            let told = told(&news(severities, language));
            assert_eq!(
                (&told["words"]["heading"], &told["words"]["badge"]),
                (&heading.into(), &badge.into())
            );
        };
        let (error, warning) = (Severity::Error, Severity::Warning);
        check(
            &[error, warning, warning],
            Language::Ja,
            "エラーが1件、警告が2件あります",
            "エラー 1件",
        );
        check(&[error, error], Language::Ja, "エラーが2件あります", "エラー 2件");
        check(&[warning], Language::Ja, "警告が1件あります", "警告 1件");
        check(&[error, warning], Language::En, "1 error and 1 warning", "1 error");
        check(&[warning, warning], Language::En, "2 warnings", "2 warnings");
    }

    #[test]
    fn a_page_lists_so_many_and_tells_of_the_rest() {
        let told = told(&news(&[Severity::Warning; MOST + 3], Language::Ja));
        assert_eq!(told["problems"].as_array().map(Vec::len), Some(MOST));
        assert_eq!(told["words"]["more"], "ほかの3件は、端末に表示しています。");
        assert_eq!(told["errors"], false);
        assert!(told["words"]["note"].is_null());
    }

    #[test]
    fn styles_are_addresses() {
        let path = |text: &str| SitePath::new(text).expect("a path");
        let mut news = news(&[], Language::En);
        news.change = Change::Styles(vec![(path("assets/色 a.css"), path("assets/b.css"))]);
        let told = told(&news);
        assert_eq!(told["change"], "styles");
        assert_eq!(
            told["styles"],
            serde_json::json!([["/assets/%E8%89%B2%20a.css", "/assets/b.css"]])
        );
    }
}
