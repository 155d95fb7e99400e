//! A server of the preview in this process, and its answers as they come over TCP.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use hoshin::diagnostic::{Language, Severity};
use hoshin::serve::{Change, Files, Hosts, News, Problem, serve};
use hoshin::site::SitePath;
use tokio::sync::watch;

/// How long a test waits for what must come.
pub(crate) const SOON: Duration = Duration::from_secs(10);

/// A site in memory that notes what it is asked for.
#[derive(Default)]
pub(crate) struct Site {
    pub(crate) files: Mutex<BTreeMap<String, Vec<u8>>>,
    pub(crate) asked: Mutex<Vec<String>>,
}

impl Files for Site {
    fn file(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        self.asked.lock().unwrap().push(path.as_str().to_owned());
        assert_ne!(path.as_str(), "broken.html", "a page that cannot be made");
        self.files.lock().unwrap().get(path.as_str()).map(|bytes| bytes.as_slice().into())
    }
}

/// A server on a free port, for as long as the process lives.
pub(crate) struct Server {
    pub(crate) at: SocketAddr,
    pub(crate) site: Arc<Site>,
    pub(crate) news: watch::Sender<Arc<News>>,
}

pub(crate) fn news(number: u64, change: Change, problems: Vec<Problem>) -> Arc<News> {
    Arc::new(News { number, change, problems, language: Language::Ja })
}

pub(crate) fn error() -> Problem {
    Problem {
        severity: Severity::Error,
        code: "role-unknown".to_owned(),
        message: "知らない役割「<img src=x onerror=alert(1)>」".to_owned(),
        help: None,
        place: Some("content/a/index.md:41:15".to_owned()),
        excerpt: None,
    }
}

impl Server {
    pub(crate) fn start(files: &[(&str, &[u8])], problems: Vec<Problem>) -> Self {
        let site = Arc::new(Site::default());
        for (path, bytes) in files {
            site.files.lock().unwrap().insert((*path).to_owned(), bytes.to_vec());
        }
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let (sender, receiver) = watch::channel(news(1, Change::Pages, problems));
        let files = Arc::clone(&site) as Arc<dyn Files>;
        let hosts = Hosts::own().and("preview.example.lg.jp");
        thread::spawn(move || serve(listener, files, receiver, hosts));
        Self { at, site, news: sender }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(self.at)
    }

    /// What comes back for these bytes, until the connection ends.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        raw(self.at, request)
    }

    /// The answer to one request; `HOST` stands for the server's own address.
    pub(crate) fn ask(&self, line: &str, headers: &[&str]) -> Answer {
        ask(self.at, line, headers)
    }

    pub(crate) fn get(&self, address: &str) -> Answer {
        self.ask(&format!("GET {address}"), &["Host: HOST"])
    }

    /// The number of the page in the address of its script.
    pub(crate) fn page_number(&self, address: &str) -> String {
        let text = self.get(address).text();
        let (_, rest) = text.split_once("/hs-live/live.js?").expect("the script");
        rest.split_once('"').expect("a quote").0.to_owned()
    }
}

fn connect(at: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    stream
}

fn raw(at: SocketAddr, request: &[u8]) -> Answer {
    let mut stream = connect(at);
    // The server may close before it has read all.
    let _unread = stream.write_all(request);
    let mut bytes = Vec::new();
    let _cut = stream.read_to_end(&mut bytes);
    Answer::read(&bytes)
}

/// The answer of a server to one request; `HOST` stands for its address.
pub(crate) fn ask(at: SocketAddr, line: &str, headers: &[&str]) -> Answer {
    let line = format!("{line} HTTP/1.1");
    let head = [&[line.as_str()], headers, &["Connection: close", "\r\n"]].concat();
    let request = head.join("\r\n");
    raw(at, request.replace("HOST", &at.to_string()).as_bytes())
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let (head, body) = match end {
            Some(end) => (&bytes[..end], bytes[end + 4..].to_vec()),
            None => (bytes, Vec::new()),
        };
        let head = String::from_utf8(head.to_vec()).unwrap();
        let status = head.split(' ').nth(1).map_or(0, |status| status.parse().unwrap());
        let header = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_ascii_lowercase(), value.trim().to_owned())
        };
        Self { status, headers: head.lines().skip(1).map(header).collect(), body }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

pub(crate) const PAGE: &[u8] =
    "<!DOCTYPE html>\r\n<head><title>市</title></head>\n<body>\u{feff}".as_bytes();

pub(crate) fn site() -> Server {
    Server::start(
        &[
            ("index.html", PAGE),
            ("八王子/index.html", PAGE),
            ("八王子/がいよう.html", PAGE),
            ("八王子/map.svg", b"<svg/>"),
            ("assets/style.0123456789ab.css", b"a{}"),
            ("404.html", b"<head></head>missing"),
            ("con.html", PAGE),
        ],
        Vec::new(),
    )
}
