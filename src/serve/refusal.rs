//! The requests that get no answer, before anything is looked up.

use std::net::SocketAddr;

use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};

use super::hosts::Hosts;
use super::words::refused;
use crate::diagnostic::Message;

/// Why a request is refused.
pub(super) struct Refusal {
    /// The status of the answer.
    pub status: StatusCode,
    /// The reason, for people.
    pub reason: &'static Message,
}

/// Below this address are the server's own files.
pub(super) const OWN: &str = "/hs-live/";

/// Why a request that arrived `at` this address is refused, if it is.
pub(super) fn refusal(request: &Parts, hosts: &Hosts, at: SocketAddr) -> Option<Refusal> {
    let because = |status, reason| Some(Refusal { status, reason });
    let headers = &request.headers;
    match host(headers) {
        None => return because(StatusCode::BAD_REQUEST, &refused::REQUEST),
        Some(host) if !hosts.allow(host, at) => {
            return because(StatusCode::MISDIRECTED_REQUEST, &refused::HOST);
        }
        Some(_) => {}
    }
    // Proxies are asked with whole addresses; we are none, but may be asked so for our own.
    let names_other = request.uri.authority().is_some_and(|host| !hosts.allow(host.as_str(), at));
    if names_other || request.uri.scheme_str().is_some_and(|scheme| scheme != "http") {
        return because(StatusCode::MISDIRECTED_REQUEST, &refused::HOST);
    }
    if request.method != Method::GET && request.method != Method::HEAD {
        return because(StatusCode::METHOD_NOT_ALLOWED, &refused::METHOD);
    }
    if headers.contains_key(header::UPGRADE) {
        return because(StatusCode::BAD_REQUEST, &refused::REQUEST);
    }
    if has_body(headers) {
        return because(StatusCode::PAYLOAD_TOO_LARGE, &refused::BODY);
    }
    if is_foreign(request) {
        return because(StatusCode::FORBIDDEN, &refused::FOREIGN);
    }
    None
}

/// The one host that the request names.
fn host(headers: &HeaderMap) -> Option<&str> {
    let mut named = headers.get_all(header::HOST).iter();
    let host = named.next()?.to_str().ok()?;
    named.next().is_none().then_some(host)
}

fn has_body(headers: &HeaderMap) -> bool {
    let empty = |length: &HeaderValue| length == "0";
    headers.contains_key(header::TRANSFER_ENCODING)
        || headers.get_all(header::CONTENT_LENGTH).iter().any(|length| !empty(length))
}

/// Whether a page of another site asks. People may follow a link to the preview from anywhere; what
/// pages load for themselves they may not have, and our own files are for our own pages.
fn is_foreign(request: &Parts) -> bool {
    let is = |name: &str, values: &[&str]| {
        request.headers.get(name).is_some_and(|value| values.iter().any(|known| value == known))
    };
    let other_site = is("sec-fetch-site", &["cross-site", "same-site"]);
    if request.uri.path().starts_with(OWN) {
        return other_site || request.headers.contains_key(header::ORIGIN);
    }
    other_site && !(is("sec-fetch-mode", &["navigate"]) && is("sec-fetch-dest", &["document"]))
}

#[cfg(test)]
mod tests {
    use hyper::Request;

    use super::*;

    /// The status of a request for an address with these headers; 200 if it is not refused.
    fn status(method: &str, address: &str, headers: &[(&str, &str)]) -> u16 {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).expect("a request").into_parts();
        let at = "127.0.0.1:4000".parse().expect("an address");
        refusal(&parts, &Hosts::own(), at).map_or(200, |refusal| refusal.status.as_u16())
    }

    #[test]
    fn requests_of_others_are_refused() {
        let check = |method: &str, address: &str, more: &[(&str, &str)], expected: u16| {
            let headers = [&[("host", "127.0.0.1:4000")], more].concat();
            assert_eq!(status(method, address, &headers), expected, "{method} {address} {more:?}");
        };
        check("GET", "/", &[], 200);
        check("HEAD", "/", &[], 200);
        check("GET", "/", &[("content-length", "0")], 200);
        check("GET", "http://127.0.0.1:4000/", &[], 200);
        check("GET", "http://evil.example/", &[], 421);
        check("GET", "https://127.0.0.1:4000/", &[], 421);
        check("GET", "/", &[("host", "127.0.0.1:4000")], 400);
        check("POST", "/", &[], 405);
        check("OPTIONS", "*", &[], 405);
        check("GET", "/", &[("upgrade", "websocket")], 400);
        check("GET", "/", &[("content-length", "1")], 413);
        check("GET", "/", &[("transfer-encoding", "chunked")], 413);
        let (site, mode, dest) = ("sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest");
        check("GET", "/", &[(site, "none")], 200);
        check("GET", "/", &[(site, "same-origin")], 200);
        check("GET", "/", &[(site, "cross-site"), (mode, "navigate"), (dest, "document")], 200);
        check("GET", "/", &[(site, "cross-site"), (mode, "navigate"), (dest, "iframe")], 403);
        check("GET", "/", &[(site, "same-site"), (mode, "no-cors"), (dest, "script")], 403);
        check("GET", "/", &[(site, "cross-site")], 403);
        check("GET", "/hs-live/events", &[(site, "same-origin")], 200);
        check(
            "GET",
            "/hs-live/events",
            &[(site, "cross-site"), (mode, "navigate"), (dest, "document")],
            403,
        );
        check("GET", "/hs-live/events", &[("origin", "http://127.0.0.1:4000")], 403);
        check("GET", "/hs-live/live.js", &[(site, "same-site")], 403);
        assert_eq!(status("GET", "/", &[]), 400);
        assert_eq!(status("GET", "/", &[("host", "evil.example:4000")]), 421);
        assert_eq!(status("POST", "/", &[("host", "evil.example:4000")]), 421);
    }
}
