//! The server of the preview, asked over plain TCP: what it hands out, and what it refuses.

use hoshin::serve::Change;

use crate::preview::{PAGE, Server, error, news, site};

#[test]
fn pages_get_the_script_and_nothing_else_changes() {
    let server = site();
    let answer = server.get("/");
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"));
    let text = answer.text();
    let (before, rest) = text.split_once("<script src=\"/hs-live/live.js?").expect("the script");
    let (number, after) = rest.split_once("\" defer></script>").expect("the end of the script");
    assert_eq!(format!("{before}{after}").as_bytes(), PAGE);
    assert!(after.starts_with("</head>"), "{after}");
    assert!(number.ends_with("-1") && number.len() > 10, "{number}");
    assert_eq!(server.page_number("/"), number, "the same server has the same name");
    assert_ne!(site().page_number("/"), number, "another one has another");

    let svg = server.get("/%E5%85%AB%E7%8E%8B%E5%AD%90/map.svg");
    assert_eq!((svg.status, svg.text().as_str()), (200, "<svg/>"));
    server.news.send(news(2, Change::Pages, Vec::new())).unwrap();
    assert!(server.page_number("/").ends_with("-2"));
}

#[test]
fn every_answer_is_for_the_own_site_only() {
    let server = site();
    let addresses =
        ["/", "/no", "/../x", "/%E5%85%AB%E7%8E%8B%E5%AD%90", "/hs-live/live.js", "/hs-live/no"];
    let mut answers: Vec<_> = addresses.iter().map(|address| server.get(address)).collect();
    answers.push(server.ask("POST /", &["Host: HOST"]));
    answers.push(server.ask("GET /", &["Host: evil.example"]));
    for answer in answers {
        for (name, value) in [
            ("content-security-policy", "default-src 'self'; frame-ancestors 'none'"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{name} of {answer:?}");
        }
        assert!(
            !answer.headers.keys().any(|name| name.starts_with("access-control")),
            "{answer:?}"
        );
    }
    let style = server.get("/assets/style.0123456789ab.css");
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").starts_with("private, max-age="), "{style:?}");
}

#[test]
fn folders_have_a_slash_at_the_end() {
    let server = site();
    let answer = server.get("/%E5%85%AB%E7%8E%8B%E5%AD%90?a=b");
    assert_eq!(answer.status, 308);
    assert_eq!(answer.header("location"), "/%E5%85%AB%E7%8E%8B%E5%AD%90/?a=b");
    assert_eq!(server.get(answer.header("location")).status, 200);
    assert_eq!(server.get("/%E5%85%AB%E7%8E%8B%E5%AD%90/index.html").status, 200);
    // が as one sign and as two; as browsers send it, and as programs may.
    assert_eq!(server.get("/八王子/か\u{3099}いよう.html").status, 200);
    assert_eq!(server.get("/八王子/%E3%81%8C%E3%81%84%E3%82%88%E3%81%86.html").status, 200);
}

#[test]
fn what_is_missing_has_the_page_of_the_site() {
    let server = site();
    let answer = server.get("/no.html");
    assert_eq!((answer.status, answer.header("content-type")), (404, "text/html; charset=utf-8"));
    let text = answer.text();
    assert!(text.contains("missing") && text.contains("/hs-live/live.js?"), "{text}");
    assert!(!text.contains("<base"), "{text}");
    // Its relative addresses are those of a page at the root.
    assert!(server.get("/a/no.html").text().contains("<head><base href=\"/404.html\">"));

    server.site.files.lock().unwrap().remove("404.html");
    let answer = server.get("/no.html");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("ページが見つかりません</h1>"), "{}", answer.text());
    assert_eq!(server.get("/broken.html").status, 500, "a panic ends one answer only");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn without_any_good_page_there_is_one_that_waits() {
    let server = Server::start(&[], vec![error()]);
    for address in ["/", "/a/", "/a/b.html"] {
        let answer = server.get(address);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (503, "text/html; charset=utf-8")
        );
        let text = answer.text();
        assert!(
            text.contains("<html lang=\"ja\">") && text.contains("/hs-live/live.js?"),
            "{text}"
        );
        assert!(!text.contains("<img"), "{text}");
    }
    server.site.files.lock().unwrap().insert("index.html".to_owned(), PAGE.to_vec());
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get("/a/").status, 404);
}

#[test]
fn no_address_leads_out_of_the_site() {
    let server = site();
    let addresses = [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/.%2e/a",
        "//etc/passwd",
        "/a//b",
        "/./index.html",
        "/%00",
        "/index.html%00",
        "/..%5c..%5cwin.ini",
        "/..\\..\\win.ini",
        "/C:/a",
        "/c%3a/windows",
        "/con",
        "/con.html",
        "/NUL.txt",
        "/aux/",
        "/com1.css",
        "/index.html.",
        "/index.html%20",
        "/%ff",
        "/%c0%af",
        "/%zz",
        "/%",
        "/index.html::$DATA",
        "/%0d%0aX: y",
    ];
    for address in addresses {
        let answer = server.get(address);
        assert!([400, 404].contains(&answer.status), "{address}: {answer:?}");
        assert!(!answer.text().contains("<title>市"), "{address}: a page");
    }
    let asked = server.site.asked.lock().unwrap();
    let own = |path: &String| path == "404.html" || path == "index.html";
    assert!(asked.iter().all(own), "the site was asked for {asked:?}");
}

#[test]
fn the_server_answers_to_its_own_name_only() {
    let server = site();
    let port = server.at.port();
    let check = |line: &str, headers: &[String], expected: u16| {
        let headers: Vec<_> = headers.iter().map(String::as_str).collect();
        assert_eq!(server.ask(line, &headers).status, expected, "{line} {headers:?}");
    };
    let host = |name: &str| vec![format!("Host: {name}")];
    check("GET /", &host(&format!("localhost:{port}")), 200);
    check("GET /", &host(&format!("preview.example.lg.jp:{port}")), 200);
    for name in
        ["evil.example", "localhost", "127.0.0.1", "[::1]:PORT", "0.0.0.0:PORT", "127.0.0.1:1"]
    {
        check("GET /", &host(&name.replace("PORT", &port.to_string())), 421);
        check("GET /hs-live/events", &host(&name.replace("PORT", &port.to_string())), 421);
    }
    check("GET /", &[], 400);
    check("GET /", &[host("HOST"), host("HOST")].concat(), 400);
    check("GET http://HOST/", &host("HOST"), 200);
    check("GET http://evil.example/", &host("HOST"), 421);
    check("GET http://HOST/", &host("evil.example"), 421);
    check("GET https://HOST/", &host("HOST"), 421);
    assert_eq!(server.raw(b"GET / HTTP/1.0\r\n\r\n").status, 400);
}

#[test]
fn the_server_is_read_only() {
    let server = site();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        let answer = server.ask(&format!("{method} /"), &["Host: HOST"]);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    assert_eq!(server.ask("OPTIONS *", &["Host: HOST"]).status, 405);
    assert_eq!(server.ask("CONNECT HOST", &["Host: HOST"]).status, 405);
    let head = server.ask("HEAD /", &["Host: HOST"]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), server.get("/").body.len().to_string());
    assert_eq!(server.ask("HEAD /hs-live/events", &["Host: HOST"]).status, 200);
    let upgrade = ["Host: HOST", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
    assert_eq!(server.ask("GET /", &upgrade).status, 400);
    assert_eq!(server.ask("GET /", &["Host: HOST", "Content-Length: 9999999999"]).status, 413);
    assert_eq!(server.ask("GET /", &["Host: HOST", "Transfer-Encoding: chunked"]).status, 413);
    // Two lengths are how requests are smuggled.
    assert_eq!(
        server.ask("GET /", &["Host: HOST", "Content-Length: 1", "Content-Length: 2"]).status,
        400
    );
}

#[test]
fn pages_of_other_sites_get_nothing() {
    let server = site();
    for own in ["/hs-live/events", "/hs-live/live.js", "/hs-live/live.css"] {
        for header in [
            "Origin: https://evil.example",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
        ] {
            let answer = server.ask(&format!("GET {own}"), &["Host: HOST", header]);
            assert_eq!(answer.status, 403, "{own} {header}");
        }
    }
    let script = server.ask(
        "GET /index.html",
        &["Host: HOST", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"],
    );
    assert_eq!(script.status, 403);
    let link = [
        "Host: HOST",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: document",
    ];
    assert_eq!(server.ask("GET /", &link).status, 200, "people may follow a link");
}
