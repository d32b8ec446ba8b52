//! How fast mail is judged: `cargo bench -p greffe-authenticate --bench judging`.
//!
//! Signs mails of usual sizes and judges them on one thread; gates nothing. The
//! last lines are mails made to be slow.

#![allow(clippy::print_stdout)]

#[allow(dead_code)]
#[path = "../tests/judging/signer.rs"]
mod signer;

use std::hint::black_box;
use std::time::Instant;

use greffe_authenticate::{Circumstances, KeyBook, judge};

use signer::{OLD, SHORT, Signer, USUAL};

fn main() {
    let usual = Signer { key: &USUAL, ..Signer::default() };
    let simple = Signer { canonicalization: "simple/simple", ..usual.clone() };
    let old = Signer { key: &OLD, ..usual.clone() };
    let short = Signer { key: &SHORT, algorithm: "ed25519-sha256", ..usual.clone() };
    for kilobytes in [2, 20, 200, 2000] {
        measure(&format!("{kilobytes} kB, RSA-2048, relaxed"), &usual, kilobytes, |raw| raw);
        measure(&format!("{kilobytes} kB, RSA-2048, relaxed, LF"), &usual, kilobytes, with_line_feeds);
        measure(&format!("{kilobytes} kB, RSA-2048, simple"), &simple, kilobytes, |raw| raw);
    }
    measure("2 kB, RSA-1024, relaxed", &old, 2, |raw| raw);
    measure("2 kB, Ed25519, relaxed", &short, 2, |raw| raw);
    measure("20 kB, altered, relaxed", &usual, 20, |raw| raw.replace("conseil", "council"));
    measure("20 kB, altered, simple", &simple, 20, |raw| raw.replace("conseil", "council"));
    measure_hostile(&usual);
}

/// Signs, changes and judges a mail, and prints what one judgement takes.
fn measure(name: &str, signer: &Signer, kilobytes: usize, change: fn(String) -> String) {
    let raw = change(signer.sign(&mail(kilobytes * 1000))).into_bytes();
    let keys = signer.keys();
    let seconds = seconds_of(&raw, &keys);
    let verdict = judge(&raw, &keys, &Circumstances::default()).verdict;
    let rate = raw.len() as f64 / 1e6 / seconds;
    println!("{name}: {:.1} us, {:.0} a second, {rate:.0} MB/s, {verdict}", seconds * 1e6, 1.0 / seconds);
}

fn measure_hostile(signer: &Signer) {
    let signed = signer.sign(&mail(2000));
    let (own, rest) = signed.split_at(signed.find("From:").unwrap_or_default());
    let (own, rest) = (own.to_owned(), rest.to_owned());
    let altered = rest.replace("conseil", "council");
    let lengths: String = (0..1000).map(|n| own.replace("h=from", &format!("l={n}; h=from"))).collect();
    let names = own.replace("h=from", &format!("h={}from", "received:".repeat(20_000)));
    let unknown: String = (0..20_000).map(|n| format!("x{n}:")).collect();
    let others = own.replace("h=from", &format!("h={unknown}from"));
    let fields = "Received: from a by b\r\n".repeat(20_000);
    let unsigned = |kind: &str| rest.replace("text/plain; charset=utf-8", kind);
    let head = own.clone() + &rest;
    let in_parts = own.clone() + &unsigned("multipart/alternative; boundary=b");
    for (name, raw) in [
        ("1,000 signatures", own.repeat(1000) + &rest),
        ("1,000 signatures, altered", own.repeat(1000) + &altered),
        ("1,000 lengths", lengths + &rest),
        ("l= of 31 digits", own.replace("h=from", &format!("l=1{}; h=from", "0".repeat(30))) + &rest),
        ("h= of 20,000 names over 20,000 fields", names.clone() + &fields + &rest),
        ("20 of these", names.repeat(20) + &fields + &rest),
        ("h= of 20,000 other names, 20 times", others.repeat(20) + &rest),
        ("10 MB of a field", format!("X: {}\r\n{head}", "a ".repeat(5_000_000))),
        ("10 MB of folds", format!("X:{}\r\n{head}", "\r\n a".repeat(2_500_000))),
        ("10 MB of fields", format!("{}{head}", "X: a\r\n".repeat(1_600_000))),
        ("10 MB of From fields", format!("{}{head}", "From: a@b.example\r\n".repeat(500_000))),
        ("10 MB of blanks", format!("{head}{}", " \t".repeat(5_000_000))),
        ("10 MB of parts", format!("{in_parts}{}", "--b\r\n\r\n".repeat(1_400_000))),
        ("10 MB of almost parts", format!("{in_parts}{}", "--bb\r\n".repeat(1_600_000))),
        ("64 MB of lines", format!("{head}{}", "a line of a mail, and more\r\n".repeat(2_300_000))),
    ] {
        let seconds = seconds_of(raw.as_bytes(), &signer.keys());
        println!("{name}: {:.1} ms, {} kB", seconds * 1e3, raw.len() / 1000);
    }
}

/// Returns a mail of about so many octets, as a person's or a newsletter's.
fn mail(octets: usize) -> String {
    let words = ["conseil", "budget", "réunion", "le", "projet", "de", "à", "dossier", "vote", "séance"];
    let mut body = String::with_capacity(octets);
    for n in 0_usize.. {
        body.push_str(words[(n * 7 + n / 13) % words.len()]);
        body.push_str(if n % 11 == 10 { "\r\n" } else { " " });
        if n % 97 == 0 {
            body.push_str("\r\n\r\n");
        }
        if body.len() >= octets {
            break;
        }
    }
    format!(
        "Return-Path: <camille@region.example>\r\nReceived: from mail.region.example (mail.region.example \
         [192.0.2.1])\r\n\tby mx.example.net with ESMTPS id 1234567890; Tue, 14 Mar 2017 10:00:01 +0100\r\n\
         Received: from localhost by mail.region.example; Tue, 14 Mar 2017 10:00:00 +0100\r\n\
         From: Camille Duval <camille@region.example>\r\nTo: Noor Haddad <noor@example.net>\r\n\
         Subject: =?utf-8?Q?R=C3=A9union_de_mardi?=\r\nDate: Tue, 14 Mar 2017 10:00:00 +0100\r\n\
         Message-ID: <1@region.example>\r\nMIME-Version: 1.0\r\nX-Mailer: example\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
    )
}

fn with_line_feeds(raw: String) -> String {
    raw.replace("\r\n", "\n")
}

/// Returns the seconds of processor time that one judgement takes: the best of
/// five rounds, as a busy machine only ever adds.
fn seconds_of(raw: &[u8], keys: &KeyBook) -> f64 {
    let round = || {
        let clock = Instant::now();
        let start = processor_seconds(clock);
        let mut runs = 0.0;
        loop {
            black_box(judge(black_box(raw), keys, &Circumstances::default()));
            runs += 1.0;
            let seconds = processor_seconds(clock) - start;
            if seconds > 0.1 {
                return seconds / runs;
            }
        }
    };
    (0..5).map(|_| round()).fold(f64::MAX, f64::min)
}

/// Time this thread has run, where the system tells; else time on the wall.
fn processor_seconds(clock: Instant) -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = stat.and_then(|stat| stat.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| clock.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}
