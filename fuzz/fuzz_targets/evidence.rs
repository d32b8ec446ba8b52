//! Any mail is judged with its chain and its claims, any bundle is made of it, and
//! any two texts are compared; what is told of them holds together.
#![no_main]

use std::collections::BTreeSet;

use greffe_authenticate::{
    ChainResult, Circumstances, KeyBook, attached, bundle, judge, quoted_share, telling_phrases,
};
use greffe_fuzz::spell;
use libfuzzer_sys::fuzz_target;

const EVIDENCE: &[&[u8]] = &[
    b"\r\n",
    b"\n",
    b"\r\n\r\n",
    b"\r\n\t",
    b" ",
    b"\"",
    b"\\",
    b"(",
    b")",
    b";",
    b"=",
    b"/",
    b".",
    b"@",
    b"> ",
    b"| ",
    b"-- \n",
    b"a",
    b"one two three four five six ",
    b"From: a@example.org\r\n",
    b"ARC-Seal: ",
    b"ARC-Message-Signature: ",
    b"ARC-Authentication-Results: ",
    b"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.org; s=s1; b=YWJj\r\n",
    b"ARC-Message-Signature: i=1; a=rsa-sha256; d=example.org; s=s1; h=from:to; bh=YWJj; b=YWJj\r\n",
    b"ARC-Authentication-Results: i=1; mx.example; dkim=pass\r\n",
    b"ARC-Seal: i=2; a=ed25519-sha256; cv=pass; d=example.org; s=s1; b=YWJj\r\n",
    b"ARC-Message-Signature: i=2; a=rsa-sha256; d=example.org; s=s1; h=; bh=YWJj; b=YWJj\r\n",
    b"ARC-Authentication-Results: i=2; mx.example; arc=fail\r\n",
    b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1; h=from; bh=YWJj; b=YWJj; ",
    b"DomainKey-Signature: a=rsa-sha1; q=dns; c=nofws; d=example.org; s=s1; b=YWJj\r\n",
    b"Authentication-Results: mx.example 1; ",
    b"Received-SPF: pass (mx.example: domain of a@example.org) receiver=mx.example; ",
    b"i=1; ",
    b"i=51; ",
    b"l=4; ",
    b"cv=fail; ",
    b"spf=pass smtp.mailfrom=a@example.org",
    b"dkim (a) / 1 = pass reason=\"a;b\" header.d=example.org",
    b"Content-Type: message/rfc822\r\n",
    b"On 3 March, a@example.org wrote:\n",
    b"Le 3 mars \xC3\xA0 9 h, a@example.org a \xC3\xA9crit\xC2\xA0:\n",
    b"-----Original Message-----\n",
    b"De : a\nEnvoy\xC3\xA9 : mardi\n",
];

fuzz_target!(|data: &[u8]| {
    read(data);
    read(&spell(data, EVIDENCE));
});

fn read(raw: &[u8]) {
    let keys = KeyBook::default();
    let judgement = judge(raw, &keys, &Circumstances::default());
    if let Some(chain) = &judgement.arc {
        assert_ne!(chain.result, ChainResult::Pass, "without a key");
        assert!(chain.broken.is_some() && chain.signatures.len() <= 2 * chain.sets);
    }
    for claim in &judgement.claims {
        assert!(!claim.method.is_empty() && !claim.result.is_empty());
    }
    let bundle = bundle(raw, &judgement, &keys);
    let names: BTreeSet<&str> = bundle.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names.len(), bundle.files.len());
    assert_eq!(bundle.statement.signatures.len(), judgement.signatures.len());

    let (one, other) = raw.split_at(raw.len() / 2);
    let (one_text, other_text) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    if let Some(quoted) = quoted_share(&one_text, &other_text) {
        assert!(quoted.found > 0 && quoted.found <= quoted.lines, "{quoted:?}");
    }
    assert!(telling_phrases(&one_text, 3).iter().all(|phrase| !phrase.contains('"')));
    attached(one, &greffe_message::parse(other));
}
