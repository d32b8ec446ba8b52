//! What holds for any octets at all.

use greffe_message::{html_to_text, parse, parse_prefix};
use proptest::prelude::*;

/// Uses everything a message offers; returns how much text came out.
fn exercise(raw: &[u8]) -> usize {
    let message = parse(raw);
    let mut sorted = message.defects.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(message.defects, sorted, "defects are sorted, each once");
    for (n, part) in message.parts.iter().enumerate() {
        assert_eq!(part.n, n);
        assert!(part.parent.is_none_or(|parent| parent < n), "parents come first");
        assert_eq!(part.parent.is_none(), n == 0, "one root");
    }
    for n in 0..message.part_count() + 1 {
        assert_eq!(message.part(n).is_some(), n < message.part_count());
    }
    let summary = message.summary(raw.len() as u64);
    assert!(summary.attachments.iter().all(|file| message.part_bytes(file.part).is_some()));
    parse_prefix(raw);
    html_to_text(&message.text().text);
    message.searchable().body.len()
}

proptest! {
    #[test]
    fn any_octets_are_read(raw in prop::collection::vec(any::<u8>(), 0..600)) {
        exercise(&raw);
    }

    /// Octets folded into the alphabet of MIME: most of them are nearly mail.
    #[test]
    fn any_near_mail_is_read(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
    ) {
        exercise(pieces.concat().as_bytes());
    }

    /// Nothing readable is lost: a word is found wherever it stands below the header.
    #[test]
    fn a_word_in_the_body_is_found(before in "[ -~\n]{0,60}", after in "[ -~\n]{0,60}") {
        let raw = format!("Subject: x\n\n{before} needle42 {after}");
        prop_assert!(parse(raw.as_bytes()).searchable().body.contains("needle42"));
    }
}

const PIECES: &[&str] = &[
    "\r\n",
    "\n",
    "\r\n\r\n",
    "\n\n",
    " ",
    "\t",
    "--b",
    "--b--",
    "--c",
    "--c--",
    "--",
    "b",
    "x",
    "=",
    "=?",
    "?=",
    "?",
    "Content-Type: multipart/mixed; boundary=b",
    "Content-Type: multipart/alternative; boundary=\"c\"",
    "Content-Type: multipart/digest; boundary=b",
    "Content-Type: message/rfc822",
    "Content-Type: text/html",
    "Content-Type: text/plain; charset=utf-8; format=flowed",
    "Content-Type: image/png; name*0*=utf-8''%C3;name*1=x",
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
    "Content-Transfer-Encoding: x-uuencode",
    "Content-Disposition: attachment; filename=\"a",
    "begin 644 a\n#0V%T\nend",
    "From: ",
    "From ",
    "To: \"",
    "Date: ",
    "Thu, 13 Feb 2025 23:22:14 +0100",
    "Subject: =?utf-8?Q?r=C3?=",
    "=?iso-8859-1?B?6Q==?=",
    "<a@b.example>",
    "(",
    ")",
    "\"",
    ";",
    ":",
    ",",
    "<p>",
    "<!--",
    "&eacute;",
    "é",
    "\u{FFFD}",
    "Zm9v",
    "=C3=A9",
    "\0",
    ">",
];
