//! Where the server stands: its public address, and the proxies before it.

use std::net::IpAddr;

use axum::http::{HeaderMap, Uri, header};

/// Scheme, host and port of an address, as browsers write them into `Origin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    https: bool,
    authority: String,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = if self.https { "https" } else { "http" };
        write!(out, "{scheme}://{}", self.authority)
    }
}

impl Origin {
    /// Takes the origin of an `http` or `https` URL.
    pub fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let https = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let host = uri.host().filter(|host| !host.is_empty())?.to_ascii_lowercase();
        let authority = match uri.port_u16() {
            Some(port) if port != if https { 443 } else { 80 } => format!("{host}:{port}"),
            _ => host,
        };
        Some(Self { https, authority })
    }

    /// Whether sessions may travel under TLS only.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Whether a request's `Origin` is this server: the public URL's, or without one the host that was asked for.
    pub fn is_ours(public: Option<&Self>, origin: &str, headers: &HeaderMap) -> bool {
        let Some(origin) = Self::parse(origin) else { return false };
        match public {
            Some(public) => origin == *public,
            None => {
                let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
                // The same scheme as the sender's, so that a default port is left out on both sides.
                let scheme = if origin.https { "https" } else { "http" };
                host.and_then(|host| Self::parse(&format!("{scheme}://{host}")))
                    .is_some_and(|host| host == origin)
            }
        }
    }
}

/// Networks of proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<(IpAddr, u8)>);

impl Proxies {
    /// Reads addresses (`10.0.0.1`) and networks (`10.0.0.0/8`); the first wrong word is the error.
    pub fn parse(words: &[String]) -> Result<Self, String> {
        let network = |word: &String| -> Option<(IpAddr, u8)> {
            let (address, bits) = word.split_once('/').unwrap_or((word, ""));
            let address: IpAddr = address.parse().ok()?;
            let most = if address.is_ipv4() { 32 } else { 128 };
            let bits =
                if word.contains('/') { bits.parse().ok().filter(|bits| *bits <= most)? } else { most };
            Some((address, bits))
        };
        words.iter().map(|word| network(word).ok_or_else(|| word.clone())).collect::<Result<_, _>>().map(Self)
    }

    fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|(network, bits)| within(address, *network, *bits))
    }

    /// Who really asks: the peer, or behind trusted proxies the last address that none of them has.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        if self.0.is_empty() {
            return client;
        }
        let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let named: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        for name in named.iter().rev() {
            if !self.trust(client) {
                break;
            }
            let Ok(address) = name.parse::<IpAddr>() else { break };
            client = address.to_canonical();
        }
        client
    }
}

fn within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    match (address, network) {
        (IpAddr::V4(a), IpAddr::V4(n)) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
            a.to_bits() & mask == n.to_bits() & mask
        }
        (IpAddr::V6(a), IpAddr::V6(n)) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
            a.to_bits() & mask == n.to_bits() & mask
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins() {
        let check = |public: Option<&str>, host: &'static str, origin: &str, ours: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            let public = public.map(|url| Origin::parse(url).unwrap());
            assert_eq!(Origin::is_ours(public.as_ref(), origin, &headers), ours, "{origin} at {host}");
        };
        check(None, "127.0.0.1:3000", "http://127.0.0.1:3000", true);
        check(None, "crm.example", "https://CRM.example", true);
        check(None, "crm.example", "https://crm.example.evil.example", false);
        check(None, "crm.example", "null", false);
        check(Some("https://crm.example/"), "10.0.0.5:3000", "https://crm.example", true);
        check(Some("https://crm.example:443"), "crm.example", "https://crm.example", true);
        check(Some("https://crm.example"), "crm.example", "http://crm.example", false);
        check(Some("https://crm.example"), "other.example", "https://other.example", false);
    }

    #[test]
    fn clients_behind_proxies() {
        let check = |trusted: &[&str], peer: &str, forwarded: &'static str, client: &str| {
            let words: Vec<String> = trusted.iter().map(|word| (*word).to_owned()).collect();
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
            let found = Proxies::parse(&words).unwrap().client(peer.parse().unwrap(), &headers);
            assert_eq!(found.to_string(), client, "{forwarded}");
        };
        check(&[], "10.0.0.1", "8.8.8.8", "10.0.0.1");
        check(&["10.0.0.0/8"], "10.0.0.1", "8.8.8.8", "8.8.8.8");
        check(&["10.0.0.0/8"], "10.0.0.1", "1.1.1.1, 8.8.8.8", "8.8.8.8");
        check(&["10.0.0.0/8"], "10.0.0.1", "8.8.8.8, 10.9.9.9", "8.8.8.8");
        check(&["10.0.0.0/8"], "9.9.9.9", "8.8.8.8", "9.9.9.9");
        check(&["10.0.0.1"], "::ffff:10.0.0.1", "2001:db8::1", "2001:db8::1");
        check(&["fd00::/8"], "fd00::1", "rubbish", "fd00::1");
        check(&["0.0.0.0/0"], "9.9.9.9", "8.8.8.8", "8.8.8.8");
    }
}
