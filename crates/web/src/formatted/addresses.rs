//! Where an address in the mail leads, and which hosts would have been told.

use std::collections::BTreeMap;

use ammonia::Url;

/// A host that nobody has: what resolves to it led nowhere outside the mail.
const NOWHERE: &str = "https://nowhere.invalid/";

/// Resolves the addresses of one mail.
#[derive(Default)]
pub(super) struct Addresses {
    base: Option<Url>,
}

impl Addresses {
    /// Takes the `href` of `<base>`; the first one counts.
    pub(super) fn base(&mut self, href: &str) {
        if self.base.is_none() {
            self.base = Url::parse(href.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        }
    }

    /// Returns the full address; `None` if it is relative to nothing, or none at all.
    pub(super) fn resolve(&self, address: &str) -> Option<Url> {
        let nowhere = Url::parse(NOWHERE).ok()?;
        let url = Url::options().base_url(self.base.as_ref().or(Some(&nowhere))).parse(address).ok()?;
        (url.host_str() != nowhere.host_str()).then_some(url)
    }

    /// Returns the host that a browser would have asked for `address`.
    pub(super) fn remote_host(&self, address: &str) -> Option<String> {
        let url = self.resolve(address)?;
        let asks = matches!(url.scheme(), "http" | "https" | "ftp" | "file" | "ws" | "wss");
        url.host_str().filter(|host| asks && !host.is_empty()).map(str::to_owned)
    }
}

/// Counts what would have been fetched, by host.
#[derive(Default)]
pub(super) struct Remote {
    hosts: BTreeMap<String, usize>,
}

impl Remote {
    /// Counts one thing.
    pub(super) fn count(&mut self, host: &str) {
        match self.hosts.get_mut(host) {
            Some(count) => *count += 1,
            None => drop(self.hosts.insert(host.to_owned(), 1)),
        }
    }

    /// Returns the hosts, most frequent first.
    pub(super) fn into_counts(self) -> Vec<(String, usize)> {
        let mut counts: Vec<_> = self.hosts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(Addresses::default().remote_host(address).as_deref(), expected, "{address:?}");
    }

    #[test]
    fn hosts_are_found_in_every_spelling() {
        check("http://t.example/a.png", Some("t.example"));
        check("  HTTPS://T.example:8080/", Some("t.example"));
        check("//t.example/a", Some("t.example"));
        check("/\\t.example/a", Some("t.example"));
        check("\\\\t.example\\share", Some("t.example"));
        check("ht\ntp://t.example", Some("t.example"));
        check("https:t.example", None);
        check("file://t.example/share/a", Some("t.example"));
        check("http://münchen.example/", Some("xn--mnchen-3ya.example"));
        check("a.png", None);
        check("cid:x", None);
        check("data:image/png;base64,AA==", None);
        check("javascript:alert(1)", None);
        check("", None);
    }

    #[test]
    fn the_first_base_counts() {
        let mut addresses = Addresses::default();
        addresses.base("javascript:alert(1)");
        addresses.base("http://base.example/dir/");
        addresses.base("http://late.example/");
        assert_eq!(addresses.remote_host("a.png").as_deref(), Some("base.example"));
        assert_eq!(addresses.remote_host("//cdn.example/a.png").as_deref(), Some("cdn.example"));
    }
}
