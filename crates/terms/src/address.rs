//! A mail address with the name shown beside it (RFC 5322 §3.4).

use std::fmt;

use serde::{Deserialize, Serialize};

/// One address of a From, To, Cc... header, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The display name; `None` when the header gives none.
    pub name: Option<String>,
    /// The address as written, e.g. `Jean@Region.example`; may be empty or malformed.
    pub address: String,
}

impl Address {
    /// Returns the domain in lower case: what follows the last `@`, if anything does.
    pub fn domain(&self) -> Option<String> {
        let (_, domain) = self.address.rsplit_once('@')?;
        (!domain.is_empty()).then(|| domain.trim_end_matches('.').to_lowercase())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) if self.address.is_empty() => f.write_str(name),
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_is_what_follows_the_last_at() {
        let check = |address: &str, expect: Option<&str>| {
            let address = Address { name: None, address: address.into() };
            assert_eq!(address.domain().as_deref(), expect, "{address}");
        };
        check("a@Region.Example", Some("region.example"));
        check("\"a@b\"@c.example.", Some("c.example"));
        check("a@", None);
        check("nobody", None);
    }
}
