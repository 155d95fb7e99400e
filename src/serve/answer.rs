//! From a request to its answer.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::{Request, Response, StatusCode};
use tokio::sync::{Semaphore, watch};

use super::address::{self, Address};
use super::body::Body;
use super::hosts::Hosts;
use super::kinds;
use super::news::News;
use super::page;
use super::refusal::{OWN, refusal};
use super::server::Files;
use super::words::{NO_PAGE, NO_SITE, Own, refused};
use crate::diagnostic::{Language, Message};
use crate::site::SitePath;

/// The site's own page for addresses that do not exist.
const NOT_FOUND: &str = "404.html";

/// What every answer says: nothing that pages of other sites could use, and the policy that strict
/// servers have for published sites.
const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'self'; frame-ancestors 'none'"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// Nothing is kept: the next answer may be another one.
const KEEP_NOTHING: &str = "no-store";
/// What the name of a file tells apart may be kept for a day's work.
const KEEP: &str = "private, max-age=86400, immutable";

/// What all connections share.
pub(super) struct Desk {
    /// The site.
    pub files: Arc<dyn Files>,
    /// What there is to tell.
    pub news: watch::Receiver<Arc<News>>,
    /// The names of the server.
    pub hosts: Hosts,
    /// What tells this server from one that was at the same address before.
    pub instance: Arc<str>,
    /// How many more pages may wait for news.
    pub streams: Arc<Semaphore>,
}

impl Desk {
    /// Answers a request that arrived `at` this address.
    pub(super) async fn answer(
        self: Arc<Self>,
        request: Request<Incoming>,
        at: SocketAddr,
    ) -> Response<Body> {
        let (request, _) = request.into_parts();
        let language = self.news.borrow().language;
        if let Some(refusal) = refusal(&request, &self.hosts, at) {
            return refuse(refusal.status, refusal.reason, language);
        }
        let path = request.uri.path();
        if let Some(name) = path.strip_prefix(OWN) {
            return self.own(name, request.method == hyper::Method::HEAD);
        }
        let Some(address) = address::read(path) else {
            return refuse(StatusCode::BAD_REQUEST, &refused::ADDRESS, language);
        };
        let query = request.uri.query().map(str::to_owned);
        // Making a page takes a while, and others ask meanwhile.
        let made = tokio::task::spawn_blocking(move || self.file(address, query.as_deref()));
        made.await.unwrap_or_else(|_| {
            refuse(StatusCode::INTERNAL_SERVER_ERROR, &refused::FAILED, language)
        })
    }

    /// The server's own files.
    fn own(&self, name: &str, head_only: bool) -> Response<Body> {
        let text = |kind, text: &'static str| {
            answer(StatusCode::OK, kind, Body::of(Bytes::from_static(text.as_bytes())))
        };
        let language = self.news.borrow().language;
        match name {
            "live.js" => text(kinds::SCRIPT, include_str!("live.js")),
            "live.css" => text(kinds::STYLE, include_str!("live.css")),
            "events" if head_only => text(kinds::EVENTS, ""),
            "events" => {
                let Ok(permit) = Arc::clone(&self.streams).try_acquire_owned() else {
                    return refuse(StatusCode::SERVICE_UNAVAILABLE, &refused::MANY, language);
                };
                let body = Body::events(self.news.clone(), Arc::clone(&self.instance), permit);
                answer(StatusCode::OK, kinds::EVENTS, body)
            }
            _ => refuse(StatusCode::NOT_FOUND, &refused::NOTHING, language),
        }
    }

    /// A file of the site, or what there is in its place.
    fn file(&self, address: Address, query: Option<&str>) -> Response<Body> {
        // Before the file: a page that is newer than its number is loaded once too often at worst.
        let news = Arc::clone(&self.news.borrow());
        let Address { file, folder } = address;
        if let Some(bytes) = self.files.file(&file) {
            return self.found(&file, bytes, &news);
        }
        if let Some(folder) = folder
            && self.files.file(&folder.index).is_some()
        {
            return moved(&folder.location, query);
        }
        self.missing(&file, &news)
    }

    fn found(&self, file: &SitePath, bytes: Arc<[u8]>, news: &News) -> Response<Body> {
        let kind = kinds::content_type(file);
        if kind == kinds::HTML {
            return self.page(StatusCode::OK, &bytes, news);
        }
        let mut answer = answer(StatusCode::OK, kind, Body::of(Bytes::from_owner(bytes)));
        if kinds::is_named_by_content(file) {
            answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(KEEP));
        }
        answer
    }

    /// Where the site has no file: its own page that says so, or ours.
    fn missing(&self, file: &SitePath, news: &News) -> Response<Body> {
        let named = |name: &str| SitePath::new(name).and_then(|path| self.files.file(&path));
        if let Some(html) = named(NOT_FOUND) {
            let below_root = file.as_str().contains('/');
            let html = if below_root { page::as_if_at_root(&html, NOT_FOUND).into() } else { html };
            return self.page(StatusCode::NOT_FOUND, &html, news);
        }
        let no_site = news.has_errors() && named("index.html").is_none();
        let (status, own): (_, &Own) = if no_site {
            (StatusCode::SERVICE_UNAVAILABLE, &NO_SITE)
        } else {
            (StatusCode::NOT_FOUND, &NO_PAGE)
        };
        self.page(status, page::own(own, news.language).as_bytes(), news)
    }

    fn page(&self, status: StatusCode, html: &[u8], news: &News) -> Response<Body> {
        let html = page::with_script(html, &format!("{}-{}", self.instance, news.number));
        answer(status, kinds::HTML, Body::of(html))
    }
}

/// An answer that nobody may keep.
fn answer(status: StatusCode, kind: &'static str, body: Body) -> Response<Body> {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    for &(name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEEP_NOTHING));
    answer
}

fn refuse(status: StatusCode, reason: &Message, language: Language) -> Response<Body> {
    let mut answer = answer(status, kinds::TEXT, Body::of(format!("{}\n", reason.get(language))));
    let headers = answer.headers_mut();
    // Who sends what we do not read is not listened to any further.
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    answer
}

/// To the address of a folder: relative addresses on its page need the `/` at the end.
fn moved(location: &str, query: Option<&str>) -> Response<Body> {
    let query = query.map_or(String::new(), |query| format!("?{query}"));
    let mut answer = answer(StatusCode::PERMANENT_REDIRECT, kinds::TEXT, Body::of(""));
    if let Ok(location) = HeaderValue::from_str(&format!("{location}{query}")) {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    answer
}
