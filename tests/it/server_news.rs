//! The server of the preview: the news for open pages, and the limits of connections.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use hoshin::serve::{Change, Problem};
use hoshin::site::SitePath;
use serde_json::Value;

use crate::preview::{SOON, Server, error, news, site};

/// Reads events as they come.
struct Stream(TcpStream, Vec<u8>);

impl Stream {
    fn open(server: &Server) -> Self {
        let mut stream = server.connect();
        let request = format!("GET /hs-live/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.at);
        stream.write_all(request.as_bytes()).unwrap();
        let mut stream = Self(stream, Vec::new());
        let head = stream.until(b"\r\n\r\n");
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(head.contains("content-type: text/event-stream"), "{head}");
        stream
    }

    fn until(&mut self, end: &[u8]) -> String {
        loop {
            if let Some(at) = self.1.windows(end.len()).position(|window| window == end) {
                let rest = self.1.split_off(at + end.len());
                return String::from_utf8(std::mem::replace(&mut self.1, rest)).unwrap();
            }
            let mut bytes = vec![0; 1 << 16];
            let read = self.0.read(&mut bytes).unwrap();
            assert!(read > 0, "the stream ended");
            self.1.extend_from_slice(&bytes[..read]);
        }
    }

    fn event(&mut self) -> Value {
        let text = self.until(b"\n\n\r\n");
        let (_, data) = text.split_once("data: ").expect("data");
        serde_json::from_str(data.trim()).unwrap()
    }
}

#[test]
fn open_pages_hear_the_news() {
    let server = site();
    let (mut first, mut second) = (Stream::open(&server), Stream::open(&server));
    let began = first.event();
    assert_eq!(
        (&began["number"], &began["change"], &began["errors"]),
        (&1.into(), &"pages".into(), &false.into())
    );
    assert_eq!(second.event(), began);
    let page = server.page_number("/");
    assert_eq!(page, format!("{}-1", began["instance"].as_str().unwrap()));

    server.news.send(news(2, Change::Nothing, vec![error()])).unwrap();
    for stream in [&mut first, &mut second] {
        let event = stream.event();
        assert_eq!(
            (&event["number"], &event["change"], &event["errors"]),
            (&2.into(), &"nothing".into(), &true.into())
        );
        assert_eq!(event["problems"][0]["place"], "content/a/index.md:41:15");
        assert_eq!(event["problems"][0]["message"], error().message.as_str());
        assert_eq!(event["words"]["heading"], "エラーが1件あります");
    }
    let path = |text: &str| SitePath::new(text).unwrap();
    let styles = vec![(path("assets/a.css"), path("assets/b.css"))];
    let sent = Instant::now();
    server.news.send(news(3, Change::Styles(styles), Vec::new())).unwrap();
    assert_eq!(first.event()["styles"], serde_json::json!([["/assets/a.css", "/assets/b.css"]]));
    assert!(sent.elapsed() < Duration::from_secs(1), "news are slow: {:?}", sent.elapsed());
    drop(second);
    server.news.send(news(4, Change::Pages, Vec::new())).unwrap();
    assert_eq!(first.event()["number"], 4);
}

#[test]
fn who_reads_slowly_gets_the_latest_news_only() {
    let server = site();
    let mut slow = Stream::open(&server);
    slow.event();
    let text = "長い説明".repeat(20_000);
    let last = 200;
    for number in 2..=last {
        let problem = Problem { message: text.clone(), ..error() };
        server.news.send(news(number, Change::Nothing, vec![problem])).unwrap();
        thread::sleep(Duration::from_millis(2));
    }
    let mut numbers = Vec::new();
    while numbers.last() != Some(&last) {
        numbers.push(slow.event()["number"].as_u64().unwrap());
    }
    assert!(numbers.is_sorted() && numbers.len() < 100, "{numbers:?}");
}

#[test]
fn only_so_many_pages_wait_for_news() {
    let server = site();
    let mut open: Vec<_> = (0..100).map(|_| Stream::open(&server)).collect();
    let answer = server.get("/hs-live/events");
    assert_eq!((answer.status, answer.header("content-type")), (503, "text/plain; charset=utf-8"));
    assert_eq!(server.get("/").status, 200, "pages are still served");
    // A page that is closed makes room for another one.
    open.pop();
    let began = Instant::now();
    loop {
        let mut stream = server.connect();
        let request = format!("GET /hs-live/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.at);
        stream.write_all(request.as_bytes()).unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        if &head == b"HTTP/1.1 200" {
            break;
        }
        assert!(began.elapsed() < SOON, "no room after {:?}", began.elapsed());
    }
}

#[test]
fn requests_have_a_size_and_a_time() {
    let server = site();
    let long = "a".repeat(20_000);
    assert!([431, 414].contains(&server.get(&format!("/{long}")).status));
    assert_eq!(server.ask("GET /", &["Host: HOST", &format!("X: {long}")]).status, 431);
    let many = vec!["X: y"; 200];
    assert_eq!(server.ask("GET /", &[&["Host: HOST"], many.as_slice()].concat()).status, 431);
    assert_eq!(server.raw(b"\x16\x03\x01\x02\x00\x01").status, 400, "TLS");
    assert_eq!(server.raw(b"GET / HTTP/1.1\r\nHost : x\r\n\r\n").status, 400);

    let ends = |request: String| {
        let mut stream = server.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let began = Instant::now();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("the server closes the connection");
        let took = began.elapsed();
        assert!(took > Duration::from_secs(4) && took < Duration::from_secs(8), "{took:?}");
    };
    thread::scope(|scope| {
        scope.spawn(|| ends("GET / HTTP/1.1\r\nHost:".to_owned()));
        scope.spawn(|| ends(String::new()));
        // Answered, then silent.
        scope.spawn(|| ends(format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", server.at)));
    });
}
