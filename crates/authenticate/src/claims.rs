//! What receivers wrote down about a mail when it came in.
//!
//! Authentication-Results (RFC 8601) with its forerunners and copies, and
//! Received-SPF (RFC 7208 §9.1). These are *claims*: the lines are text, anyone
//! could have written them before the receiver did or after. They are kept
//! apart from what is proved, the topmost (the last written) first.
//!
//! Reading is lenient, linear and bounded: what cannot be read is passed over.

use std::borrow::Cow;

use crate::report::Claim;

/// Claims that are kept of one message.
const MAX_CLAIMS: usize = 100;

/// Octets that are read of one field.
const MAX_FIELD_OCTETS: usize = 16 * 1024;

/// Characters that are kept of one word; no domain name is longer.
const MAX_WORD: usize = 255;

/// Returns the claims in header fields, given as name and raw value, each once.
pub(crate) fn claims<'a>(fields: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> Vec<Claim> {
    let mut all: Vec<Claim> = Vec::new();
    for (name, value) in fields {
        let Some(form) = Form::of(name) else { continue };
        for claim in form.read(&text(value)) {
            if all.len() >= MAX_CLAIMS {
                return all;
            }
            if !all.contains(&claim) {
                all.push(claim);
            }
        }
    }
    all
}

/// How a field words its claims.
#[derive(Clone, Copy)]
enum Form {
    AuthenticationResults,
    /// The same behind `i=1;` (RFC 8617 §4.1.1).
    Arc,
    ReceivedSpf,
}

impl Form {
    fn of(name: &[u8]) -> Option<Form> {
        let forms: [(&[u8], Form); 6] = [
            (b"Authentication-Results", Form::AuthenticationResults),
            (b"ARC-Authentication-Results", Form::Arc),
            (b"Received-SPF", Form::ReceivedSpf),
            // Under these names, relays and lists keep what others had written.
            (b"X-Authentication-Results", Form::AuthenticationResults),
            (b"X-Original-Authentication-Results", Form::AuthenticationResults),
            (b"Authentication-Results-Original", Form::AuthenticationResults),
        ];
        forms.into_iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, form)| form)
    }

    fn read(self, text: &str) -> Vec<Claim> {
        match self {
            Form::AuthenticationResults => authentication_results(text),
            Form::Arc => authentication_results(text.split_once(';').map_or("", |(_, results)| results)),
            Form::ReceivedSpf => received_spf(text).into_iter().collect(),
        }
    }
}

/// A receiver's comment of other octets than UTF-8 does not hide its results.
fn text(value: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(value.get(..MAX_FIELD_OCTETS).unwrap_or(value))
}

/// Reads `authserv-id; method=result property=value ...; ...` (RFC 8601 §2.2).
fn authentication_results(text: &str) -> Vec<Claim> {
    let mut cursor = Cursor { rest: text };
    let by = cursor.authserv_id();
    let mut claims = Vec::new();
    let mut from = None;
    while !cursor.rest.is_empty() && claims.len() < MAX_CLAIMS {
        let pairs = cursor.pairs();
        match pairs.split_first() {
            // Yahoo wrote `from=example.org; dkim=pass`.
            Some(((key, domain), _)) if key == "from" => from = domain_of(domain),
            Some(((method, result), properties)) => {
                claims.extend(claim(&by, method, result, properties, from.as_deref()))
            }
            None => {}
        }
    }
    claims
}

/// Makes the claim of one result, if it is one.
fn claim(by: &str, method: &str, result: &str, properties: &[Pair], from: Option<&str>) -> Option<Claim> {
    let method = method.split('/').next().unwrap_or_default();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_keyword);
    if !is_word(method) || !is_word(result) {
        return None;
    }
    let domain = domain_keys(method).iter().find_map(|key| value_of(properties, key).and_then(domain_of));
    Some(Claim {
        by: by.to_owned(),
        method: method.to_owned(),
        result: result.to_ascii_lowercase(),
        domain: domain.or_else(|| from.map(str::to_owned)),
        selector: value_of(properties, "header.s").map(str::to_ascii_lowercase),
    })
}

/// Returns the properties that say of which domain a result speaks, the best first.
fn domain_keys(method: &str) -> &'static [&'static str] {
    match method {
        "spf" => &["smtp.mailfrom", "smtp.mfrom", "smtp.mail", "smtp.helo"],
        _ => &["header.d", "header.i", "header.from", "header.sender", "smtp.mailfrom"],
    }
}

/// Reads `pass (comment) receiver=...; envelope-from=...` (RFC 7208 §9.1).
fn received_spf(text: &str) -> Option<Claim> {
    let mut cursor = Cursor { rest: text };
    let result = cursor.word_until(|_| false);
    let comment = cursor.comment();
    let mut pairs = Vec::new();
    while !cursor.rest.is_empty() {
        pairs.append(&mut cursor.pairs());
    }
    // Before RFC 7208, the receiver stood in front of the comment only.
    let named = comment.split_once(':').map(|(name, _)| name.trim()).filter(|name| !name.contains(' '));
    let by = value_of(&pairs, "receiver").or(named).unwrap_or_default();
    let properties: Vec<Pair> = ["envelope-from", "helo"]
        .into_iter()
        .zip(["smtp.mailfrom", "smtp.helo"])
        .filter_map(|(key, property)| Some((property.to_owned(), value_of(&pairs, key)?.to_owned())))
        .collect();
    claim(by, "spf", &result, &properties, None)
}

/// A property or a result: what stands on both sides of a `=`.
type Pair = (String, String);

fn value_of<'a>(pairs: &'a [Pair], key: &str) -> Option<&'a str> {
    let pair = pairs.iter().find(|(name, value)| name == key && !value.is_empty());
    pair.map(|(_, value)| value.as_str())
}

/// Returns the domain of an address, of `@domain`, or of a domain; `none` is none.
fn domain_of(value: &str) -> Option<String> {
    let domain = value.rsplit('@').next().unwrap_or_default();
    let domain = domain.trim_matches(['<', '>', '.', '"']).to_lowercase();
    let is_name = !domain.chars().any(|char| char.is_whitespace() || char.is_control());
    (is_name && !domain.is_empty() && domain != "none").then_some(domain)
}

/// Where the reader stands.
struct Cursor<'a> {
    rest: &'a str,
}

impl Cursor<'_> {
    /// Takes the name of who claims; Microsoft's servers do not give one.
    fn authserv_id(&mut self) -> String {
        let start = self.rest;
        let name = self.word_until(|char| char == '=');
        self.skip_blanks();
        if self.rest.starts_with('=') {
            self.rest = start;
            return String::new();
        }
        name
    }

    /// Takes the pairs up to the next `;`, and that.
    fn pairs(&mut self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        loop {
            self.skip_blanks();
            if self.take(';') || self.rest.is_empty() {
                return pairs;
            }
            let key = self.key();
            self.skip_blanks();
            if self.take('=') {
                pairs.push((key.to_ascii_lowercase(), self.word_until(|_| false)));
            }
        }
    }

    /// Takes a key: `dkim`, `dkim/1`, `header.d`, also with blanks around the mark.
    fn key(&mut self) -> String {
        let mut key = self.word_until(|char| char == '=');
        loop {
            self.skip_blanks();
            let goes_on = self.rest.starts_with(['.', '/']) || key.ends_with(['.', '/']);
            let next = if goes_on { self.word_until(|char| char == '=') } else { String::new() };
            if next.is_empty() {
                return key;
            }
            key.push_str(&next);
        }
    }

    /// Takes a word up to a blank, a comment, a `;`, or where it must end; quoted parts are unquoted.
    fn word_until(&mut self, ends: impl Fn(char) -> bool) -> String {
        self.skip_blanks();
        let is_end = |char: char| char.is_ascii_whitespace() || matches!(char, ';' | '(' | '"') || ends(char);
        let mut word = String::new();
        loop {
            let (run, rest) = self.rest.split_at(self.rest.find(is_end).unwrap_or(self.rest.len()));
            word.extend(run.chars().take(MAX_WORD));
            self.rest = rest;
            if !self.take('"') {
                return word.chars().take(MAX_WORD).collect();
            }
            word.push_str(&self.quoted());
        }
    }

    /// Takes what is left of a quoted string, and returns what it says.
    fn quoted(&mut self) -> String {
        let mut said = String::new();
        let mut chars = self.rest.chars();
        while let Some(char) = chars.next() {
            match char {
                '"' => break,
                '\\' => said.extend(chars.next()),
                _ => said.push(char),
            }
        }
        self.rest = chars.as_str();
        said
    }

    /// Skips white space and comments (CFWS, RFC 5322 §3.2.2).
    fn skip_blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_ascii_start();
            if !self.rest.starts_with('(') {
                return;
            }
            self.comment();
        }
    }

    /// Takes one comment, with those inside it, and returns what it says.
    fn comment(&mut self) -> String {
        self.rest = self.rest.trim_ascii_start();
        if !self.rest.starts_with('(') {
            return String::new();
        }
        let mut said = String::new();
        let mut depth = 0_usize;
        let mut chars = self.rest.chars();
        while let Some(char) = chars.next() {
            match char {
                '(' => depth += 1,
                ')' => depth -= 1,
                '\\' => said.extend(chars.next()),
                _ => said.push(char),
            }
            if depth == 0 {
                break;
            }
        }
        self.rest = chars.as_str();
        said.chars().take(MAX_WORD).collect()
    }

    fn take(&mut self, mark: char) -> bool {
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

fn is_keyword(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `by method=result domain selector`, a line a claim; `-` for what is not said.
    fn told(fields: &[(&str, &str)]) -> Vec<String> {
        let fields = fields.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes()));
        let or_dash = |word: Option<String>| word.unwrap_or_else(|| "-".to_owned());
        let line = |claim: Claim| {
            let Claim { by, method, result, domain, selector } = claim;
            format!("{by} {method}={result} {} {}", or_dash(domain), or_dash(selector))
        };
        claims(fields).into_iter().map(line).collect()
    }

    fn check(value: &str, expect: &[&str]) {
        assert_eq!(told(&[("Authentication-Results", value)]), expect, "{value}");
    }

    #[test]
    fn results_are_read() {
        check(
            " mx.example.net;\r\n dkim=pass header.i=@example.org header.s=S1 header.b=AbC=;\r\n \
             spf=pass (mx.example.net: domain of a@b.example; designates) smtp.mailfrom=bounce+x=y@lists.example;\r\n\
             \tdmarc=pass (p=NONE) header.from=Example.ORG",
            &[
                "mx.example.net dkim=pass example.org s1",
                "mx.example.net spf=pass lists.example -",
                "mx.example.net dmarc=pass example.org -",
            ],
        );
    }

    #[test]
    fn examples_of_the_standard_are_read() {
        check("example.org 1; none", &[]);
        check("example.com; spf=pass smtp.mailfrom=example.net", &["example.com spf=pass example.net -"]);
        check(
            "foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n \
             policy (A dot can go here) . (like that) expired\r\n (this surprised me) = (as I wasn't expecting it) 1362471462",
            &["foo.example.net dkim=fail - -"],
        );
        check(
            "example.com; dkim=pass reason=\"good; signature\" header.d=example.net header.i=@other.example",
            &["example.com dkim=pass example.net -"],
        );
        check(
            "example.com; auth=pass (cram-md5) smtp.auth=a@example.com; iprev=fail policy.iprev=192.0.2.1",
            &["example.com auth=pass - -", "example.com iprev=fail - -"],
        );
    }

    #[test]
    fn forms_of_single_providers_are_read() {
        check(
            "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=example.org; example.net; dkim=none (message not signed) \
             header.d=none;example.net; dmarc=bestguesspass action=none header.from=example.org;",
            &[" spf=pass example.org -", " dkim=none - -", " dmarc=bestguesspass example.org -"],
        );
        check(
            "mta1.mail.example  from=example.org; domainkeys=neutral (no sig);  from=example.net; dkim=pass (ok)",
            &[
                "mta1.mail.example domainkeys=neutral example.org -",
                "mta1.mail.example dkim=pass example.net -",
            ],
        );
        check(
            "mta1.mail.example; from=example.org; domainkeys=pass (ok)",
            &["mta1.mail.example domainkeys=pass example.org -"],
        );
    }

    #[test]
    fn other_fields_are_read() {
        let arc =
            ("arc-authentication-results", "i=1; lists.example; arc=none; dkim=pass header.d=example.org");
        assert_eq!(told(&[arc]), ["lists.example arc=none - -", "lists.example dkim=pass example.org -"]);
        let kept = ("X-Original-Authentication-Results", "mx.example; spf=softfail smtp.mail=a@example.org");
        assert_eq!(told(&[kept]), ["mx.example spf=softfail example.org -"]);
        assert_eq!(told(&[("X-Other", "mx.example; spf=pass")]), [""; 0]);
    }

    #[test]
    fn received_spf_is_read() {
        let spf = |value| told(&[("Received-SPF", value)]);
        assert_eq!(
            spf(
                "pass (mx.example: domain of a@example.org designates 192.0.2.1) client-ip=192.0.2.1; envelope-from=\"a@example.org\";"
            ),
            ["mx.example spf=pass example.org -"]
        );
        assert_eq!(
            spf("Neutral (no idea: really) receiver=box.example; helo=foo.example"),
            ["box.example spf=neutral foo.example -"]
        );
        assert_eq!(spf(""), [""; 0]);
    }

    #[test]
    fn equal_claims_are_told_once_and_not_without_end() {
        let twice = ("Authentication-Results", "mx.example; spf=pass; spf=pass");
        assert_eq!(told(&[twice, twice]), ["mx.example spf=pass - -"]);
        let many: String = (0..2_000).map(|n| format!(";m{n}=pass")).collect();
        let field = ("Authentication-Results", many.as_str());
        assert_eq!(told(&[field, field]).len(), MAX_CLAIMS);
    }

    #[test]
    fn hostile_fields_end() {
        for value in
            [";;;", "a;=", "a; =b", "a; x", "a; x=", "a;(", "a; \"", "a; \\", "a; (\\", "a;.=.", "a;/=/"]
        {
            check(value, &[]);
        }
        let unclosed = "a;".to_owned() + &"x=(".repeat(5_000);
        check(&unclosed, &[]);
    }

    proptest! {
        #[test]
        fn any_octets_are_read(name in 0..3_usize, value in prop::collection::vec(any::<u8>(), 0..200)) {
            let names: [&[u8]; 3] = [b"Authentication-Results", b"ARC-Authentication-Results", b"Received-SPF"];
            claims(std::iter::once((names[name], value.as_slice())));
        }

        #[test]
        fn its_own_alphabet_is_read(value in "[a=;.\"\\\\()/ ]{0,60}") {
            for claim in claims(std::iter::once((b"Authentication-Results".as_slice(), value.as_bytes()))) {
                let words = claim.method + &claim.result;
                prop_assert!(words.len() > 1 && words.bytes().all(|byte| byte == b'a'), "{words}");
            }
        }
    }
}
