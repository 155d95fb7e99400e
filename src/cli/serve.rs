//! `hoshin serve`: shows the site in a browser, and follows every edit.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use clap::Args;

use crate::calendar::Day;
use crate::cli::clock::{Clock, day};
use crate::cli::error::Error;
use crate::cli::help::Texts;
use crate::cli::past::past_of;
use crate::cli::terminal::Terminal;
use crate::cli::usage::Unfit;
use crate::cli::{Command, Global, Status};
use crate::diagnostic::{Diagnostic, Diagnostics, Message, counted};
use crate::serve::{self, Build, Hosts, Next, Outcome, Preview, Signal, Watch};
use crate::source::Project;

/// The port that is taken if none is named.
const PORT: u16 = 4000;

/// How many ports are tried before giving up.
const PORTS: u16 = 100;

const LOOKING: Message = Message::fixed(
    "この場所ではファイルの変化の知らせが届かないので、ときどき自分で確かめます（画面が変わるまで少し時間がかかります）。",
    "the system does not tell of changes here (a network share, a container?): looking for them from time to time",
);
const OPEN_TO_OTHERS: Message = Message::fixed(
    "注意: 同じネットワークのほかの人にも、下書きを含めてこのサイトが見えます。",
    "mind: others on this network can see the site, drafts included",
);
const NO_BROWSER: Message = Message::fixed(
    "ブラウザーを開けませんでした。上のアドレスを自分で開いてください。",
    "the browser could not be opened: open the address above yourself",
);

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    #[arg(long, value_name = "ADDR", value_parser = host)]
    host: Option<IpAddr>,
    #[arg(long)]
    open: bool,
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
}

impl Command for Serve {
    const NAME: &'static str = "serve";

    const TEXTS: Texts = &[
        (
            "",
            "サイトを手元で見る（原稿を保存するたびに、画面も新しくなる）",
            "Shows the site, and follows every edit",
        ),
        (
            "port",
            "ポートの番号（省くと 4000。使われていれば、その次の空いている番号）",
            "The port, or the next free one [default: 4000]",
        ),
        (
            "host",
            "待ち受けるアドレス（省くと 127.0.0.1: このコンピューターからだけ見える）",
            "The address to listen at [default: 127.0.0.1, seen from this computer only]",
        ),
        ("open", "ブラウザーで開く", "Opens the site in the browser"),
        (
            "as_of",
            "この日の時点のサイトを見せる（例: 2026-04-01、令和8年4月1日、R8.4.1）",
            "Shows the site as of this day, such as 2026-04-01",
        ),
    ];

    fn run(self, global: &Global, terminal: &mut Terminal) -> Result<Status, Error> {
        let root = global.site()?;
        let (sender, signals) = channel();
        let failed = sender.clone();
        // Nobody listens any more when the program ends.
        let failures = move |failure| drop(failed.send(Signal::Failed(failure)));
        let mut preview =
            Preview::new(&root, past_of(&root), terminal.language(), failures).on(self.as_of);
        let host = self.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let listener = listen(host, self.port.unwrap_or(PORT)).map_err(Error::Listen)?;
        let at = listener.local_addr().map_err(Error::Listen)?;
        let mut watch = Watch::new(&root, signals, sender.clone());
        let mut teller = Teller { terminal, known: BTreeSet::new() };

        let mut clock = Clock::start();
        let first = preview.look();
        let took = clock.lap();
        serve_in_background(&preview, listener, sender);
        teller.tell(first.as_ref(), took);
        teller.terminal.result(&address(at))?;
        let mind = [(!at.ip().is_loopback(), OPEN_TO_OTHERS), (watch.is_deaf(), LOOKING)];
        mind.iter().filter(|(mind, _)| *mind).for_each(|(_, what)| teller.terminal.note(what));
        if self.open && open::that_detached(url(at)).is_err() {
            teller.terminal.note(&NO_BROWSER);
        }
        loop {
            let next = watch.wait();
            clock.lap();
            match next {
                Next::TakeBack(failure) => {
                    let build = preview.take_back(failure);
                    teller.tell(build.as_ref(), clock.lap());
                }
                Next::Look { was_told } => {
                    let build = preview.look();
                    let took = clock.lap();
                    teller.tell(build.as_ref(), took);
                    if watch.learn(was_told, took, build.is_some()) {
                        teller.terminal.note(&LOOKING);
                    }
                }
                Next::End(error) => return Err(Error::Listen(error)),
            }
        }
    }
}

fn serve_in_background(preview: &Preview, listener: TcpListener, sender: Sender<Signal>) {
    let (files, news) = (preview.files(), preview.news());
    drop(thread::spawn(move || {
        let ended = serve::serve(listener, files, news, Hosts::own());
        let error = ended.err().unwrap_or_else(|| io::ErrorKind::NotConnected.into());
        drop(sender.send(Signal::Ended(error)));
    }));
}

/// An address of this computer.
fn host(text: &str) -> Result<IpAddr, Unfit> {
    if text == "localhost" {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    text.parse().map_err(|_| {
        Unfit(Message::fixed(
            "127.0.0.1 や 0.0.0.0 のような IP アドレスを指定してください",
            "it must be an IP address, such as 127.0.0.1 or 0.0.0.0",
        ))
    })
}

/// Takes the first free port from the wanted one on.
fn listen(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let is_in_use = |tried: &io::Result<TcpListener>| {
        tried.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse)
    };
    let mut tried = TcpListener::bind((host, port));
    for next in port..port.saturating_add(PORTS) {
        if !is_in_use(&tried) {
            break;
        }
        tried = TcpListener::bind((host, next.saturating_add(1)));
    }
    tried
}

/// The address for people and browsers.
fn url(at: SocketAddr) -> String {
    let here = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), at.port());
    format!("http://{}/", if at.ip().is_unspecified() { here } else { at })
}

fn address(at: SocketAddr) -> Message {
    let url = url(at);
    Message::new(
        format!("{url} をブラウザーで開いてください。終わるときは Ctrl+C を押します。"),
        format!("open {url} in a browser; press Ctrl+C to end"),
    )
}

/// Tells what became of the site.
struct Teller<'t> {
    terminal: &'t mut Terminal,
    /// What is wrong and was told.
    known: BTreeSet<(&'static str, String, String)>,
}

impl Teller<'_> {
    /// Tells what changed, what is newly wrong, and how long it took.
    fn tell(&mut self, build: Option<&Build>, took: Duration) {
        let Some(build) = build else { return };
        let (project, diagnostics) = match &build.outcome {
            Outcome::Unread(error) => {
                self.terminal.disk_fault(error);
                return;
            }
            Outcome::Read { project, diagnostics, .. } => (project, diagnostics),
        };
        self.problems(diagnostics, project);
        let mut done = done(build, took);
        if let Some((ja, en)) = changed(&build.changed) {
            done = [format!("{ja}: {}", done[0]), format!("{en}: {}", done[1])];
        }
        let [ja, en] = done;
        self.terminal.note(&Message::new(ja, en));
    }

    /// Tells the problems that were not there before, and how many there are.
    fn problems(&mut self, diagnostics: &Diagnostics, project: &Project) {
        let name = |it: &Diagnostic| {
            let path = project.source(it.span.source).path().to_owned();
            (it.rule.code, path, it.message.get(self.terminal.language()).to_owned())
        };
        let all: BTreeSet<_> = diagnostics.iter().map(name).collect();
        let mut new = diagnostics.clone();
        new.retain(|it| !self.known.contains(&name(it)));
        if new.iter().next().is_some() {
            self.terminal.problems(&new, project);
        }
        if all != self.known {
            self.terminal.count(diagnostics);
        }
        self.known = all;
    }
}

fn done(build: &Build, took: Duration) -> [String; 2] {
    match &build.outcome {
        Outcome::Read { documents, .. } if build.is_sound() => [
            format!("{documents}件の文書を組み立てました（{took:.0?}）"),
            format!("built {} in {took:.0?}", counted(*documents, "document")),
        ],
        _ => [
            format!("エラーがあるので、前のままのページを見せています（{took:.0?}）"),
            format!("showing the last good pages because of errors ({took:.0?})"),
        ],
    }
}

/// The names of the files that changed, or how many they are.
fn changed(files: &[String]) -> Option<(String, String)> {
    match files {
        [] => None,
        [one] => Some((one.clone(), one.clone())),
        [first, more @ ..] => {
            let more = more.len();
            Some((format!("{first} ほか{more}件"), format!("{first} and {more} more")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_free_port_is_taken() {
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let first = listen(host, 0).unwrap();
        let port = first.local_addr().unwrap().port();
        let next = listen(host, port).unwrap();
        assert!(next.local_addr().unwrap().port() > port);
    }

    #[test]
    fn addresses_can_be_opened() {
        let check = |at: &str, expected: &str| assert_eq!(url(at.parse().unwrap()), expected);
        check("127.0.0.1:4000", "http://127.0.0.1:4000/");
        check("0.0.0.0:4001", "http://127.0.0.1:4001/");
        check("[::1]:4000", "http://[::1]:4000/");
    }

    #[test]
    fn changed_files_are_named() {
        let check = |files: &[&str], expected: Option<&str>| {
            let files: Vec<_> = files.iter().map(|&file| file.to_owned()).collect();
            assert_eq!(changed(&files).map(|(_, en)| en).as_deref(), expected);
        };
        check(&[], None);
        check(&["content/a.md"], Some("content/a.md"));
        check(&["content/a.md", "content/b.md", "x"], Some("content/a.md and 2 more"));
    }
}
