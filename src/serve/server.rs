//! The server: connections and their limits.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};

use super::answer::Desk;
use super::hosts::Hosts;
use super::news::News;
use super::patience::Patient;
use crate::site::SitePath;

/// What the server hands out.
pub trait Files: Send + Sync + 'static {
    /// A file of the site as last built well, by its path; nothing if the site has no such file.
    ///
    /// May take milliseconds: it is called off the event loop, by several threads at once. A file is
    /// there before the news that tells of it.
    fn file(&self, path: &SitePath) -> Option<Arc<[u8]>>;
}

/// How many connections there may be at once: the next ones wait.
const CONNECTIONS: usize = 256;
/// How many of them may wait for news.
const STREAMS: usize = 100;
/// How many files are asked for at once.
const THREADS: usize = 4;
/// How long the head of a request may take, and how long a connection may say nothing.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// How large the head of a request may be, in bytes, and of how many headers.
const HEAD_SIZE: usize = 16 * 1024;
const HEADERS: usize = 64;
/// How long to wait when the system has no connection to give.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until the process ends. `hosts`: what a `Host` header may name beside the listener's own
/// address.
///
/// # Errors
///
/// When the system gives no event loop, or the listener cannot be used in it.
pub fn serve(
    listener: TcpListener,
    files: Arc<dyn Files>,
    news: watch::Receiver<Arc<News>>,
    hosts: Hosts,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let streams = Arc::new(Semaphore::new(STREAMS));
    let desk = Arc::new(Desk { files, news, hosts, instance: instance(), streams });
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_io().enable_time().max_blocking_threads(THREADS).build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let room = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let Ok(place) = Arc::clone(&room).acquire_owned().await else { return Ok(()) };
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let desk = Arc::clone(&desk);
            drop(tokio::spawn(async move {
                // A connection that breaks is the business of the other end.
                let _ended = connection(stream, desk).await;
                drop(place);
            }));
        }
    })
}

/// Answers the requests of one connection.
async fn connection(stream: TcpStream, desk: Arc<Desk>) -> io::Result<()> {
    // News are small, and must not wait for more of them.
    stream.set_nodelay(true)?;
    let at: SocketAddr = stream.local_addr()?;
    let service = service_fn(|request| {
        let desk = Arc::clone(&desk);
        async move { Ok::<_, std::convert::Infallible>(desk.answer(request, at).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_SIZE)
        .max_headers(HEADERS);
    http.serve_connection(Patient::new(stream), service).await.map_err(io::Error::other)
}

/// A name that no server had before at this address: pages of an earlier one load again.
fn instance() -> Arc<str> {
    format!("{:016x}", RandomState::new().build_hasher().finish()).into()
}
