//! How long it takes from the saving of a document to the word in an open page, and to the page itself:
//! `cargo bench --bench serve`. With `HUGO=/path/to/hugo` Hugo's server is timed on the same texts.
//!
//! Times begin when the file is saved; the wait for the end of a burst of changes (at most 15 ms, 5 ms for
//! a single save) is part of them.

#![expect(clippy::disallowed_methods, reason = "a tool of its own, outside the library's layers")]
#![expect(clippy::print_stdout, reason = "the figures are the result")]

#[path = "generator.rs"]
mod generator;

use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How many documents the sites have.
const SIZES: [usize; 4] = [4, 100, 1000, 5000];

/// How often a document is saved.
const EDITS: usize = 30;

/// The document that is edited, and its page.
const DOCUMENT: &str = "content/city-00001/index.md";
const PAGE: &str = "/city-00001/";

fn main() -> io::Result<()> {
    println!("median (90 %) of {EDITS} saves, in ms");
    for documents in SIZES {
        let folder = tempfile::tempdir()?;
        write(folder.path(), generator::site(documents))?;
        let (events, pages) = ours(folder.path())?;
        println!("{documents:5} documents: hoshin event {}, page {}", shown(events), shown(pages));
        if let Ok(hugo) = std::env::var("HUGO") {
            let folder = tempfile::tempdir()?;
            write(folder.path(), as_for_hugo(generator::site(documents)))?;
            println!("{documents:5} documents: Hugo page {}", shown(theirs(&hugo, folder.path())?));
        }
    }
    Ok(())
}

fn write(folder: &Path, files: Vec<(String, String)>) -> io::Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file in a folder"))?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// The same texts with no front matter but the title, under the smallest of themes.
fn as_for_hugo(files: Vec<(String, String)>) -> Vec<(String, String)> {
    let page = "<!DOCTYPE html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>";
    let list = "<!DOCTYPE html><html><body>{{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}</body></html>";
    let documents = files.into_iter().filter(|(path, _)| path.starts_with("content/"));
    let documents = documents.map(|(path, text)| {
        let body = text.splitn(3, "---\n").nth(2).expect("front matter");
        (path, format!("---\ntitle: 方針\n---\n{body}"))
    });
    let own =
        [("hugo.toml", "title = 'x'\n"), ("layouts/page.html", page), ("layouts/list.html", list)];
    documents.chain(own.map(|(path, text)| (path.to_owned(), text.to_owned()))).collect()
}

/// A server that ends with the measurement.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().expect("it runs");
        self.0.wait().expect("it ends");
    }
}

type Times = Vec<Duration>;

/// The times until the event and until the page.
fn ours(site: &Path) -> io::Result<(Times, Times)> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hoshin"))
        .args(["serve", "--port", "0", "--lang", "en", "--site"])
        .arg(site)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let output = program.stdout.take().expect("a pipe");
    let _server = Server(program);
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
    let port: u16 = port.and_then(|port| port.parse().ok()).expect("an address");
    let news = events(port)?;
    news.recv_timeout(Duration::from_secs(30)).expect("the first event");
    let (mut until_event, mut until_page) = (Times::new(), Times::new());
    for number in 0..EDITS {
        let token = save(site, number)?;
        let start = Instant::now();
        let heard = news.recv_timeout(Duration::from_secs(30)).expect("an event");
        until_event.push(heard - start);
        wait_for(port, &token)?;
        until_page.push(start.elapsed());
        thread::sleep(Duration::from_millis(50));
    }
    Ok((until_event, until_page))
}

fn theirs(hugo: &str, site: &Path) -> io::Result<Times> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let program = Command::new(hugo)
        .args(["server", "--renderToMemory", "--bind", "127.0.0.1", "--port", &port.to_string()])
        .arg("--source")
        .arg(site)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let _server = Server(program);
    wait_for(port, "</body>")?;
    let mut times = Times::new();
    for number in 0..EDITS {
        let token = save(site, number)?;
        let start = Instant::now();
        wait_for(port, &token)?;
        times.push(start.elapsed());
        thread::sleep(Duration::from_millis(50));
    }
    Ok(times)
}

/// Adds a paragraph to the document.
fn save(site: &Path, number: usize) -> io::Result<String> {
    let token = format!("段落{number}番。");
    let mut file = OpenOptions::new().append(true).open(site.join(DOCUMENT))?;
    write!(file, "\n{token}\n")?;
    Ok(token)
}

/// When each event came.
fn events(port: u16) -> io::Result<Receiver<Instant>> {
    let stream = ask(port, "/hs-live/events", "keep-alive")?;
    let (sender, receiver) = channel();
    drop(thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if line.starts_with("data:") && sender.send(Instant::now()).is_err() {
                return;
            }
        }
    }));
    Ok(receiver)
}

/// Asks for the page until it has a text.
fn wait_for(port: u16, text: &str) -> io::Result<()> {
    let end = Instant::now() + Duration::from_mins(2);
    loop {
        let mut page = Vec::new();
        if let Ok(mut stream) = ask(port, PAGE, "close") {
            stream.read_to_end(&mut page)?;
        }
        if String::from_utf8_lossy(&page).contains(text) {
            return Ok(());
        }
        if Instant::now() > end {
            return Err(io::Error::other(format!("the page never says {text}")));
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn ask(port: u16, path: &str, connection: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: {connection}\r\n\r\n"
    )?;
    Ok(stream)
}

fn shown(mut times: Times) -> String {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    format!("{:.1} ({:.1})", at(50), at(90))
}
