//! DKIM-Signature (RFC 6376, RFC 8463), and the choice of header fields it covers.

use super::canonical::{self, Canonical};
use super::{Covers, Mark, Unsigned, field};

/// What a reader sees or what decides how it is read, in the order of `h=`.
const SHOWN: [&str; 12] = [
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Reply-To",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];
/// What is named once more than it is there, so that none can be added.
const CLOSED: [&str; 6] = ["From", "To", "Cc", "Subject", "Date", "Reply-To"];

/// Makes the signature of `mark` over `mail`.
pub(super) fn sign(mark: &Mark, mail: Unsigned, signed_at: i64) -> Vec<u8> {
    let form = mark.form;
    let body = form.body.body(mail.body);
    let (names, inputs) = covered(mail.fields, form.covers, form.header);
    let mut tags = format!(
        "v=1; a={}; c={}/{};\r\n\td={}; s={};",
        form.algorithm.name(),
        form.header.name(),
        form.body.name(),
        mark.domain,
        mark.selector
    );
    if form.is_timed {
        tags.push_str(&format!(" t={signed_at};"));
    }
    if let Some(lifetime) = form.lifetime {
        tags.push_str(&format!(" x={};", signed_at + lifetime));
    }
    if form.is_counted {
        tags.push_str(&format!(" l={};", body.len()));
    }
    let body_hash = field::base64_of(form.algorithm.digest(&body).as_ref());
    tags.push_str(&format!("\r\n\th={};\r\n\tbh={body_hash};\r\n\t", field::list_of(&names)));
    field::signed("DKIM-Signature", &tags, inputs, form.header, (mark.pair, form.algorithm))
}

/// Returns the names for `h=`, and those fields in their canonical form.
pub(super) fn covered(header: &[u8], covers: Covers, form: Canonical) -> (Vec<String>, Vec<u8>) {
    let fields = canonical::fields(header);
    let (mut names, mut inputs) = (Vec::new(), Vec::new());
    let wanted = SHOWN.iter().filter(|name| covers != Covers::FromAndDate || ["From", "Date"].contains(name));
    for name in wanted {
        // The lowest one first (RFC 6376 §5.4.2).
        let same = fields.iter().rev().filter(|field| is_named(field, name));
        for field in same {
            names.push((*name).to_owned());
            inputs.extend_from_slice(&form.field(field));
        }
        if covers == Covers::ShownAndNoMore && CLOSED.contains(name) {
            names.push((*name).to_owned());
        }
    }
    (names, inputs)
}

fn is_named(field: &[u8], name: &str) -> bool {
    canonical::name_of(field).eq_ignore_ascii_case(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::{Form, pair};

    const FIELDS: &[u8] = b"Received: x\r\nFrom: a@b.example\r\nSubject: c\r\nSubject: d\r\n";

    #[test]
    fn covered_fields_are_named_as_often_as_they_are_there() {
        let check = |covers, expect: &str, octets: &str| {
            let (names, inputs) = covered(FIELDS, covers, Canonical::Relaxed);
            assert_eq!(names.join(":"), expect);
            assert_eq!(String::from_utf8_lossy(&inputs), octets);
        };
        // The lower Subject comes first (RFC 6376 §5.4.2).
        let all = "from:a@b.example\r\nsubject:d\r\nsubject:c\r\n";
        check(Covers::Shown, "From:Subject:Subject", all);
        check(Covers::ShownAndNoMore, "From:From:To:Cc:Subject:Subject:Subject:Date:Reply-To", all);
        check(Covers::FromAndDate, "From", "from:a@b.example\r\n");
    }

    #[test]
    fn tags_say_what_the_signer_does() {
        let check = |form: Form, wanted: &[&str], unwanted: &[&str]| {
            let pair = pair("altivia-formation.example", "k1").unwrap();
            let mark = Mark { domain: "b.example".to_owned(), selector: "k1", pair, form };
            let mail = Unsigned { fields: FIELDS, body: b"a  b\r\n\r\n" };
            let text = String::from_utf8(sign(&mark, mail, 1000)).unwrap();
            assert!(wanted.iter().all(|tag| text.contains(tag)), "{text}");
            assert!(!unwanted.iter().any(|tag| text.contains(tag)), "{text}");
            assert!(text.ends_with("\r\n") && text.lines().all(|line| line.len() < 79), "{text}");
        };
        check(Form::USUAL, &["c=relaxed/relaxed", " t=1000;", "d=b.example; s=k1;"], &[" x=", " l="]);
        check(Form::STRICT, &["c=simple/simple"], &[" t="]);
        // Canonical octets are counted (RFC 6376 §3.5): "a b" and a line end.
        check(Form { is_counted: true, ..Form::USUAL }, &[" l=5;"], &[]);
        check(Form { lifetime: Some(60), ..Form::USUAL }, &[" x=1060;"], &[]);
    }
}
