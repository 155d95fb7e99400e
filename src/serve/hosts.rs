//! The names under which the server may be asked.
//!
//! Any website can make its own name lead to 127.0.0.1 and then read what answers there (DNS
//! rebinding; CVE-2025-24010 for a well-known server). The cure is to look at the name.

use std::net::{IpAddr, SocketAddr};

/// What a `Host` header may name beside the address at which the request arrived, and `localhost`.
#[derive(Debug, Clone, Default)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// The addresses of the listener only.
    pub fn own() -> Self {
        Self::default()
    }

    /// Allows a further name: `name` at the listener's port, or `name:port` where the port is another
    /// one on the way here.
    #[must_use]
    pub fn and(mut self, name: &str) -> Self {
        self.0.push(name.to_ascii_lowercase());
        self
    }

    /// Whether a request that arrived `at` this address may name this host.
    pub(super) fn allow(&self, host: &str, at: SocketAddr) -> bool {
        let host = host.to_ascii_lowercase();
        if self.0.contains(&host) {
            return true;
        }
        let Some((name, port)) = split(&host) else { return false };
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let here = at.ip().to_canonical();
        let own = match bare.parse::<IpAddr>() {
            Ok(ip) => ip.is_ipv6() == name.starts_with('[') && ip.to_canonical() == here,
            Err(_) => name == "localhost" && here.is_loopback(),
        };
        port == at.port() && (own || self.0.iter().any(|allowed| allowed == name))
    }
}

/// The name and the port of a host; 80 if it names none.
fn split(host: &str) -> Option<(&str, u16)> {
    let end = if host.starts_with('[') {
        host.find(']')? + 1
    } else {
        host.find(':').unwrap_or(host.len())
    };
    let (name, rest) = host.split_at(end);
    match rest.strip_prefix(':') {
        None => rest.is_empty().then_some((name, 80)),
        Some(port) => {
            let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
            Some((name, digits.then(|| port.parse().ok())??))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_are_allowed() {
        let hosts = Hosts::own().and("Preview.example.lg.jp").and("box:8080");
        let check = |host: &str, at: &str, expected: bool| {
            assert_eq!(
                hosts.allow(host, at.parse().expect("an address")),
                expected,
                "{host} at {at}"
            );
        };
        for host in [
            "127.0.0.1:4000",
            "localhost:4000",
            "LOCALHOST:4000",
            "preview.EXAMPLE.lg.jp:4000",
            "box:8080",
        ] {
            check(host, "127.0.0.1:4000", true);
        }
        for host in [
            "",
            ":",
            ":4000",
            "127.0.0.1",
            "localhost",
            "127.0.0.1:4001",
            "127.0.0.1:04000x",
            "127.0.0.1:",
            "127.0.0.2:4000",
            "evil.example:4000",
            "localhost.evil.example:4000",
            "evil.localhost:4000",
            "localhost.:4000",
            "127.0.0.1.nip.io:4000",
            "a@127.0.0.1:4000",
            "127.0.0.1:4000@evil.example",
            "[::1]:4000",
            "[127.0.0.1]:4000",
            "[::1",
            "::1:4000",
            "box:4000",
            "box",
            "2130706433:4000",
            "127.1:4000",
            "127.0.0.1:+4000",
            "127.0.0.1:69536",
            "preview.example.lg.jp:80",
        ] {
            check(host, "127.0.0.1:4000", false);
        }
        check("[::1]:4000", "[::1]:4000", true);
        check("localhost:4000", "[::1]:4000", true);
        check("127.0.0.1:4000", "[::1]:4000", false);
        check("127.0.0.1:4000", "[::ffff:127.0.0.1]:4000", true);
        check("192.168.1.5:4000", "192.168.1.5:4000", true);
        check("localhost:4000", "192.168.1.5:4000", false);
        check("127.0.0.1:4000", "192.168.1.5:4000", false);
        check("127.0.0.1", "127.0.0.1:80", true);
        check("localhost", "127.0.0.1:80", true);
    }
}
