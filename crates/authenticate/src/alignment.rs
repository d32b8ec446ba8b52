//! Whether a signing domain speaks for the author's domain.
//!
//! Anyone with a domain can sign a mail that bears any From, so a signature
//! says something of the author only where `d=` and the From domain are the
//! same organisation's (RFC 7489 §3.1.1). Organisations are told apart by the
//! whole public suffix list, its private section included, as DMARC verifiers
//! do: two customers of one hosting service are two organisations. What is not
//! asked here is what DMARC asks of DNS: a policy is about delivery.

use psl::{List, Psl, Type};

use crate::report::Alignment;

/// Where Google Workspace signs for customers who published no key of their own:
/// `example-org.20150623.gappssmtp.com`. Not in the public suffix list.
const GOOGLE_DEFAULT: &str = ".gappssmtp.com";

/// Where Microsoft 365 does: `tenant.onmicrosoft.com` ("How to use DKIM for email
/// in your custom domain", Microsoft Learn).
const MICROSOFT_DEFAULT: &str = ".onmicrosoft.com";

/// Returns how a signing domain (`d=`) relates to the domain of the author.
///
/// Upper case, a final dot, and A-labels against U-labels make no difference. A
/// name under which the public registers (`com`, `co.uk`, `github.io`) speaks
/// for nobody else; and for itself only if an organisation owns it, as those of
/// the list's private section are owned.
pub(crate) fn alignment(signing_domain: &str, author_domain: &str) -> Alignment {
    let (Some(signing), Some(author)) = (comparable(signing_domain), comparable(author_domain)) else {
        return Alignment::No;
    };
    if signing == author && !is_registry(&signing) {
        Alignment::Strict
    } else if is_provider_default(&signing, &author) {
        Alignment::Provider
    } else if organisation(&signing).is_some_and(|domain| organisation(&author) == Some(domain)) {
        Alignment::Relaxed
    } else {
        Alignment::No
    }
}

/// Returns the organisational domain of a name (RFC 7489 §3.2), in the form in
/// which names are compared; `None` where no organisation can be told.
pub(crate) fn organisational_domain(name: &str) -> Option<String> {
    let name = comparable(name)?;
    organisation(&name).map(|domain| String::from_utf8_lossy(domain).into_owned())
}

/// Returns a name in the one form in which names are compared: lower case
/// A-labels, no final dot. `None` when a label is empty.
pub fn comparable(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['.', '\u{3002}']);
    // Names in ASCII stay as they are: what IDNA thinks of old or odd labels
    // (`_`, `ab--cd`) must not part two equal names.
    let ascii = match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => idna::domain_to_ascii(name).ok()?,
    };
    ascii.split('.').all(|label| !label.is_empty()).then_some(ascii)
}

/// Returns the name that the organisation registered (RFC 7489 §3.2).
///
/// `None` for a public suffix, and for the defaults of providers that the list
/// does not know: two tenants are not one organisation.
pub(crate) fn organisation(name: &str) -> Option<&[u8]> {
    let shared = [GOOGLE_DEFAULT, MICROSOFT_DEFAULT];
    if shared.iter().any(|suffix| name.ends_with(suffix)) {
        return None;
    }
    List.domain(name.as_bytes()).map(|domain| domain.as_bytes())
}

/// Tells whether a name is one that registries and not organisations hold:
/// `com`, `co.uk`, or a single label.
fn is_registry(name: &str) -> bool {
    let suffix = List.suffix(name.as_bytes());
    suffix.is_some_and(|suffix| suffix.as_bytes().len() == name.len() && suffix.typ() != Some(Type::Private))
}

/// Tells whether a provider's default domain names the author's domain.
///
/// Both ways of naming are ambiguous (a dash was a dot or a dash; a tenant takes
/// any free name), so this never gives more than [`Alignment::Provider`], and
/// only the author's exact domain counts at Google.
fn is_provider_default(signing: &str, author: &str) -> bool {
    if let Some(customer) = signing.strip_suffix(GOOGLE_DEFAULT) {
        return customer
            .split_once('.')
            .is_some_and(|(name, since)| is_date(since) && name == dashed(author));
    }
    signing.strip_suffix(MICROSOFT_DEFAULT).is_some_and(|tenant| is_tenant_of(tenant, author))
}

/// Google's are named after the day from which they were handed out: 20120113,
/// 20150623, 20210112, 20230601...
fn is_date(label: &str) -> bool {
    label.len() == 8 && label.starts_with("20") && label.bytes().all(|byte| byte.is_ascii_digit())
}

fn dashed(domain: &str) -> String {
    domain.replace('.', "-")
}

/// Tenant names are letters and digits: `example.org` is `example` or `exampleorg`.
fn is_tenant_of(tenant: &str, author: &str) -> bool {
    let Some(registered) = organisation(author).and_then(|domain| std::str::from_utf8(domain).ok()) else {
        return false;
    };
    let label = registered.split('.').next().unwrap_or_default();
    let letters = |name: &str| name.replace(['.', '-'], "");
    // Two letters name nobody: too many organisations share them.
    tenant == letters(registered) || (label.len() > 2 && tenant == letters(label))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(signing: &str, author: &str, expect: Alignment) {
        assert_eq!(alignment(signing, author), expect, "d={signing} From @{author}");
    }

    #[test]
    fn equal_names_are_strict() {
        check("example.org", "example.org", Alignment::Strict);
        check("Example.ORG.", "example.org", Alignment::Strict);
        check("mail.example.co.uk", "mail.example.co.uk", Alignment::Strict);
        check("xn--mnchen-3ya.example", "M\u{fc}nchen.example", Alignment::Strict);
        check("m\u{fc}nchen.example", "mu\u{308}nchen.example", Alignment::Strict);
        check("_spf.example.org", "_SPF.example.org", Alignment::Strict);
    }

    #[test]
    fn one_organisation_is_relaxed() {
        check("example.org", "mail.example.org", Alignment::Relaxed);
        check("mail.example.org", "example.org", Alignment::Relaxed);
        check("a.example.co.uk", "b.example.co.uk", Alignment::Relaxed);
        check("news.xn--mnchen-3ya.de", "m\u{fc}nchen.de", Alignment::Relaxed);
        check("mail.xn--e1afmkfd.xn--p1ai", "пример.рф", Alignment::Relaxed);
        check("a.unknown.invalid", "unknown.invalid", Alignment::Relaxed);
    }

    #[test]
    fn other_organisations_are_not() {
        check("example.org", "example.com", Alignment::No);
        check("example.org", "notexample.org", Alignment::No);
        check("alice.co.uk", "bob.co.uk", Alignment::No);
        check("alice.github.io", "bob.github.io", Alignment::No);
        check("exаmple.org", "example.org", Alignment::No);
    }

    #[test]
    fn a_public_suffix_speaks_for_nobody_else() {
        check("org", "example.org", Alignment::No);
        check("org", "org", Alignment::No);
        check("co.uk", "example.co.uk", Alignment::No);
        check("co.uk", "co.uk", Alignment::No);
        check("github.io", "alice.github.io", Alignment::No);
        check("github.io", "github.io", Alignment::Strict);
        check("invalid", "example.invalid", Alignment::No);
        check("localhost", "localhost", Alignment::No);
    }

    #[test]
    fn names_without_labels_align_with_nothing() {
        for name in ["", ".", "..", " ", "a..org", ".org", "\u{200b}"] {
            check(name, name, Alignment::No);
            check(name, "example.org", Alignment::No);
            check("example.org", name, Alignment::No);
        }
    }

    #[test]
    fn google_default_domains_name_the_author() {
        check("example-org.20150623.gappssmtp.com", "example.org", Alignment::Provider);
        check("Example-Org.20230601.gappssmtp.com", "example.org", Alignment::Provider);
        check("my-example-org.20210112.gappssmtp.com", "my-example.org", Alignment::Provider);
        check("example-org.20150623.gappssmtp.com", "mail.example.org", Alignment::No);
        check("example-org.20150623.gappssmtp.com", "example.com", Alignment::No);
        check("example-org.gappssmtp.com", "example.org", Alignment::No);
        check("example-org.2015.gappssmtp.com", "example.org", Alignment::No);
        check("a.example-org.20150623.gappssmtp.com", "example.org", Alignment::No);
        check("a-org.20150623.gappssmtp.com", "b-org.20150623.gappssmtp.com", Alignment::No);
    }

    #[test]
    fn microsoft_tenants_name_the_author() {
        check("example.onmicrosoft.com", "example.org", Alignment::Provider);
        check("exampleorg.onmicrosoft.com", "mail.example.org", Alignment::Provider);
        check("myexample.onmicrosoft.com", "my-example.org", Alignment::Provider);
        check("ab.onmicrosoft.com", "ab.org", Alignment::No);
        check("other.onmicrosoft.com", "example.org", Alignment::No);
        check("a.example.onmicrosoft.com", "example.org", Alignment::No);
        check("example.onmicrosoft.com", "example.onmicrosoft.com", Alignment::Strict);
        check("alice.onmicrosoft.com", "bob.onmicrosoft.com", Alignment::No);
    }

    proptest! {
        #[test]
        fn alignment_looks_the_same_from_both_sides(one in "\\PC{0,20}", other in "[a-cA-C.-]{0,12}") {
            let both = (alignment(&one, &other), alignment(&other, &one));
            prop_assert!(both.0 == both.1 || both.0 == Alignment::Provider || both.1 == Alignment::Provider);
        }

        #[test]
        fn case_makes_no_difference(one in "[a-c.-]{0,12}", other in "[a-c.-]{0,12}") {
            prop_assert_eq!(alignment(&one.to_uppercase(), &other), alignment(&one, &other));
        }
    }
}
