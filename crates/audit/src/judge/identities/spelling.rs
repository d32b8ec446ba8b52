//! One name, as each product spells it, to a spelling that compares.

use std::borrow::Cow;

/// A name in the spelling that compares: case folded, wrappings taken off.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Spelling {
    /// What sort of name it is.
    pub(super) sort: Sort,
    /// The folded name.
    pub(super) text: String,
}

/// Sorts of names, the best for a label first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Sort {
    /// `david@corp.example`: an address or a UPN.
    Address,
    /// `CORP\david`.
    Domain,
    /// `david`: a login name without its domain, an alias.
    Word,
    /// `corp.example/Users/David Martin`, or the DN of the same object.
    Canonical,
    /// `/o=Corp/ou=.../cn=david`: the name that Exchange keeps from its first directory.
    Legacy,
    /// `David Martin`: several people may bear it.
    Display,
    /// `S-1-5-21-...`.
    Sid,
    /// `0f1e2d3c-...`.
    Guid,
}

impl Spelling {
    /// The spelling of a name as a log writes it.
    pub(super) fn of(written: &str) -> Spelling {
        let text = unwrapped(written).to_lowercase();
        let sort = sort_of(&text);
        let text = match sort {
            Sort::Guid => text.trim_matches(['{', '}']).to_owned(),
            Sort::Canonical => canonical(&text).into_owned(),
            _ => text,
        };
        Spelling { sort, text }
    }

    /// The name within its domain or container: what stands before `@`, after `\` or last in a path.
    pub(super) fn own_part(&self) -> Option<&str> {
        let text = self.text.as_str();
        match self.sort {
            Sort::Address => text.split_once('@').map(|(local, _)| local),
            Sort::Domain => text.split_once('\\').map(|(_, account)| account),
            Sort::Canonical => text.rsplit_once('/').map(|(_, last)| last),
            Sort::Legacy => text.rsplit_once("/cn=").map(|(_, last)| last),
            Sort::Word | Sort::Display => Some(text),
            Sort::Sid | Sort::Guid => None,
        }
    }

    /// Whether two accounts of one domain cannot share it.
    pub(super) fn names_one(&self) -> bool {
        self.sort != Sort::Display
    }

    /// The SID of an account of a domain: two of them are two accounts.
    pub(super) fn domain_sid(&self) -> Option<&str> {
        (self.sort == Sort::Sid && self.text.starts_with("s-1-5-21-")).then_some(self.text.as_str())
    }

    /// The right's holder is the mailbox itself.
    pub(super) fn is_self(&self) -> bool {
        matches!(self.text.as_str(), "nt authority\\self" | "s-1-5-10")
    }

    /// A service of the product or its provider, by the names that these document.
    pub(super) fn is_service(&self) -> bool {
        const STARTS: [&str; 13] = [
            "nt authority\\",
            "nt service\\",
            "microsoft.exchange.",
            "systemmailbox{",
            "discoverysearchmailbox{",
            "discoverysearchmailbox",
            "discovery search mailbox",
            "federatedemail.",
            "migration.8f3e7716",
            "healthmailbox",
            "extest_",
            "s-1-5-18",
            "msexchapproval",
        ];
        const GROUPS: [&str; 4] = [
            "exchange servers",
            "exchange trusted subsystem",
            "managed availability servers",
            "exchange windows permissions",
        ];
        let own = self.own_part().unwrap_or(&self.text);
        let starts = |start: &&str| self.text.starts_with(*start) || own.starts_with(*start);
        STARTS.iter().any(starts) || GROUPS.contains(&own) || self.text.contains("(microsoft.")
    }
}

/// Takes off what products put around a name.
fn unwrapped(written: &str) -> &str {
    let mut name = written.trim();
    // Claims of SharePoint and Entra: `i:0#.f|membership|david@corp.example`.
    if let Some((_, last)) = name.rsplit_once('|') {
        name = last;
    }
    for scheme in ["smtp:", "mailto:", "sip:", "x500:", "ex:"] {
        if name.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
            name = name.get(scheme.len()..).unwrap_or_default();
        }
    }
    name.trim_matches(['"', '\'', '<', '>', ' '])
}

fn sort_of(text: &str) -> Sort {
    let blank = text.contains(char::is_whitespace);
    if is_sid(text) {
        Sort::Sid
    } else if is_guid(text.trim_matches(['{', '}'])) {
        Sort::Guid
    } else if text.starts_with("/o=") {
        Sort::Legacy
    } else if is_distinguished(text) || is_path(text) {
        Sort::Canonical
    } else if text.contains('\\') {
        Sort::Domain
    } else if text.contains('@') && !blank {
        Sort::Address
    } else if blank {
        Sort::Display
    } else {
        Sort::Word
    }
}

fn is_sid(text: &str) -> bool {
    text.strip_prefix("s-1-").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

fn is_distinguished(text: &str) -> bool {
    ["cn=", "ou=", "uid="].iter().any(|start| text.starts_with(start)) && text.contains(',')
}

/// `corp.example/Users/David`: a domain first, no address in it.
fn is_path(text: &str) -> bool {
    text.split_once('/').is_some_and(|(domain, rest)| {
        domain.contains('.') && !domain.contains([' ', '@', '\\']) && !rest.is_empty()
    })
}

/// The canonical name of what a DN names: `cn=david,ou=users,dc=corp,dc=example` is
/// `corp.example/users/david`.
fn canonical(text: &str) -> Cow<'_, str> {
    if !is_distinguished(text) {
        return Cow::Borrowed(text);
    }
    let mut domain: Vec<&str> = Vec::new();
    let mut path = Vec::new();
    for part in parts(text) {
        match part.trim().split_once('=') {
            Some(("dc", label)) => domain.push(label),
            Some((_, name)) => path.push(name.replace('\\', "")),
            None => path.push(part.trim().replace('\\', "")),
        }
    }
    path.push(domain.join("."));
    path.reverse();
    Cow::Owned(path.join("/"))
}

/// The parts of a DN; a comma after a backslash belongs to its part.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',') {
        if text.as_bytes().get(at.wrapping_sub(1)) != Some(&b'\\') {
            parts.push(text.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_by_their_spelling() {
        let cases = [
            ("David@Corp.Example", Sort::Address, "david@corp.example", Some("david")),
            ("SMTP:david@corp.example", Sort::Address, "david@corp.example", Some("david")),
            ("i:0#.f|membership|david@corp.example", Sort::Address, "david@corp.example", Some("david")),
            ("CORP\\David", Sort::Domain, "corp\\david", Some("david")),
            ("corp.example/Users/David", Sort::Canonical, "corp.example/users/david", Some("david")),
            (
                "CN=David,OU=Users,DC=corp,DC=example",
                Sort::Canonical,
                "corp.example/users/david",
                Some("david"),
            ),
            (
                "CN=Martin\\, D,DC=corp,DC=example",
                Sort::Canonical,
                "corp.example/martin, d",
                Some("martin, d"),
            ),
            (
                "/o=Corp/ou=X/cn=Recipients/cn=david",
                Sort::Legacy,
                "/o=corp/ou=x/cn=recipients/cn=david",
                Some("david"),
            ),
            ("S-1-5-21-1-2-3-1104", Sort::Sid, "s-1-5-21-1-2-3-1104", None),
            (
                "{0F1E2D3C-0000-0000-0000-000000000001}",
                Sort::Guid,
                "0f1e2d3c-0000-0000-0000-000000000001",
                None,
            ),
            ("David Martin", Sort::Display, "david martin", Some("david martin")),
            ("david", Sort::Word, "david", Some("david")),
            ("", Sort::Word, "", Some("")),
        ];
        for (written, sort, text, own) in cases {
            let spelling = Spelling::of(written);
            assert_eq!((spelling.sort, spelling.text.as_str()), (sort, text), "{written}");
            assert_eq!(spelling.own_part(), own, "{written}");
        }
    }

    #[test]
    fn services_are_known_by_their_documented_names_only() {
        for service in [
            "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)",
            "NT AUTHORITY\\SYSTEM",
            "S-1-5-18",
            "CORP\\Exchange Trusted Subsystem",
            "corp.example/Users/HealthMailbox12",
        ] {
            assert!(Spelling::of(service).is_service(), "{service}");
        }
        for person in
            ["system@corp.example", "CORP\\sysadmin", "Microsoft Partner", "exchange.servers@corp.example"]
        {
            assert!(!Spelling::of(person).is_service(), "{person}");
        }
        assert!(Spelling::of("NT AUTHORITY\\SELF").is_self());
    }

    proptest::proptest! {
        #[test]
        fn any_name_has_a_spelling(written in ".{0,80}") {
            let _ = Spelling::of(&written).is_service();
        }
    }
}
