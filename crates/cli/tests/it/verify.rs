//! `greffe verify`, as a journalist or a court expert first meets it: no archive, no network.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::corpora::corpus;
use crate::signed::{Signer, mbox};
use crate::stranger::{Answer, Stranger};

const BODY: &str = "Bonjour,\nvoici la note.\n";

/// Runs `verify --json`; returns the answer and its lines.
fn verify(stranger: &Stranger, arguments: &[&OsStr]) -> (Answer, Vec<Value>) {
    let mut all = vec![OsStr::new("--json"), OsStr::new("verify")];
    all.extend(arguments);
    let answer = stranger.run(&all);
    let line = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let lines = answer.out().lines().map(line).collect();
    (answer, lines)
}

fn verdicts(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["verdict"].as_str().expect("a verdict")).collect()
}

/// The mails of an mbox must get these verdicts with the keys of these domains.
fn check(stranger: &Stranger, mails: &[String], keys: &[&Signer], expect: &[&str]) -> (Answer, Vec<Value>) {
    let source = stranger.write("in.mbox", mbox(mails.iter().cloned()));
    let table: String = keys.iter().map(|signer| signer.row("a lawyer's copy")).collect();
    let table = stranger.write("keys.tsv", table);
    let (answer, lines) = verify(stranger, &[source.as_os_str(), OsStr::new("--keys"), table.as_os_str()]);
    assert_eq!(verdicts(&lines), expect, "{}", answer.stderr);
    (answer, lines)
}

#[test]
fn a_signed_mail_is_verified_with_a_key_that_is_supplied() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    let mail = stranger.write("note.eml", signer.mail(1, BODY));
    let keys = stranger.write("keys.tsv", signer.row("a lawyer's copy"));
    let arguments = [mail.as_os_str(), OsStr::new("--keys"), keys.as_os_str()];
    let (answer, lines) = verify(&stranger, &arguments);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let line = &lines[0];
    assert_eq!(line["source"], mail.to_str().expect("a path"), "{line}");
    assert_eq!((&line["offset"], &line["verdict"]), (&Value::from(0), &Value::from("verified")), "{line}");
    assert_eq!(line["signatures"][0]["key"]["confidence"], "K2", "{line}");
    assert_eq!(line["signatures"][0]["header"], "valid", "{line}");
    let reasons = line["reasons"].as_array().expect("reasons");
    assert!(reasons.contains(&Value::from("key-supplied")), "every verdict repeats it: {line}");

    let words = stranger.command().arg("verify").args(arguments).output().expect("greffe runs");
    let words = String::from_utf8(words.stdout).expect("UTF-8");
    assert!(words.contains("signature valid: region.example"), "{words}");
    assert!(!stranger.path("archive").exists(), "verifying makes no archive");
}

#[test]
fn each_message_of_an_mbox_has_its_line_and_totals_are_split_by_kind() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    let altered = signer.mail(2, BODY).replace("la note", "la fausse note");
    let renamed = signer.mail(3, BODY).replace("subject: Note 3", "subject: Note 4");
    let unsigned = format!("From: anne@region.example\nList-Id: <l.region.example>\n\n{BODY}");
    let other = Signer::new("ailleurs.example").mail(5, BODY);
    let mails = [signer.mail(1, BODY), altered, renamed, unsigned, other];
    let expect = ["verified", "mismatch", "mismatch", "unproven", "unproven"];
    let (answer, lines) = check(&stranger, &mails, &[&signer], &expect);
    assert_eq!(answer.status, 1, "not all is verified");
    let signature = |n: usize, field: &str| lines[n]["signatures"][0][field].clone();
    assert_eq!((signature(1, "header"), signature(1, "body")), ("valid".into(), "differs".into()));
    assert_eq!((signature(2, "header"), signature(2, "body")), ("invalid".into(), "matches".into()));
    let offsets: Vec<u64> = lines.iter().map(|line| line["offset"].as_u64().expect("a number")).collect();
    assert!(offsets.is_sorted() && offsets[0] > 0, "{offsets:?}");
    assert_eq!(lines[3]["kind"], "list");
    let row =
        |words: &str| answer.stderr.lines().find(|line| line.contains(words)).expect("a row").to_owned();
    let counts = |words: &str| -> Vec<String> {
        row(words)
            .split("  ")
            .map(str::trim)
            .filter(|cell| cell.parse::<u32>().is_ok())
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(counts("no technical proof"), ["1", "1", "0", "0"], "{}", answer.stderr);
    assert_eq!(counts("does not match"), ["2", "0", "0", "0"], "{}", answer.stderr);
    assert!(row("ailleurs.example").contains("s1"), "what is missing is named: {}", answer.stderr);
}

#[test]
fn folders_are_read_as_an_import_reads_them() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    stranger.write("mail/cur/1.a.host:2,S", signer.mail(1, BODY));
    stranger.write("mail/.Envoyes/cur/2.a.host:2,S", signer.mail(2, BODY));
    let keys = stranger.write("keys.txt", format!("s1._domainkey.region.example\t{}\n", signer.record()));
    let (answer, lines) = verify(&stranger, &[OsStr::new("mail"), OsStr::new("--keys"), keys.as_os_str()]);
    assert_eq!((answer.status, verdicts(&lines)), (0, vec!["verified", "verified"]), "{}", answer.stderr);
    let mut sources: Vec<&str> = lines.iter().filter_map(|line| line["source"].as_str()).collect();
    sources.sort_unstable();
    assert_eq!(sources, ["mail/.Envoyes/cur/2.a.host:2,S", "mail/cur/1.a.host:2,S"]);
}

#[test]
fn without_a_key_nothing_is_said_for_or_against() {
    let stranger = Stranger::new();
    let altered = Signer::new("region.example").mail(1, BODY).replace("la note", "la fausse note");
    let source = stranger.write("in.mbox", mbox([Signer::new("region.example").mail(1, BODY), altered]));
    let (answer, lines) = verify(&stranger, &[source.as_os_str()]);
    assert_eq!((answer.status, verdicts(&lines)), (1, vec!["unproven", "unproven"]));
    for line in &lines {
        assert!(line["reasons"].as_array().expect("reasons").contains(&"key-missing".into()), "{line}");
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    let stranger = Stranger::new();
    let mail = stranger.write("note.eml", Signer::new("region.example").mail(1, BODY));
    let no_keys = stranger.write("no-keys.txt", "nothing of the kind\n");
    let full = stranger.write("full/a.txt", "mine").parent().expect("a folder").to_owned();
    let check = |arguments: &[&OsStr], words: &str| {
        let (answer, _) = verify(&stranger, arguments);
        assert_eq!(answer.status, 2, "{}", answer.stderr);
        assert!(answer.stderr.contains(words), "{}", answer.stderr);
    };
    check(&[OsStr::new("nowhere.mbox")], "there is no file");
    check(&[mail.as_os_str(), OsStr::new("--keys"), no_keys.as_os_str()], "no domain key");
    check(&[mail.as_os_str(), OsStr::new("--bundle"), full.as_os_str()], "is not empty");
}

#[test]
fn what_is_no_mail_is_said_with_what_would_be() {
    let stranger = Stranger::new();
    let note = stranger.write("note.txt", "mine\n");
    let empty = stranger.write("empty.mbox", "");
    for source in [note, empty] {
        let (answer, lines) = verify(&stranger, &[source.as_os_str()]);
        assert_eq!((answer.status, lines.len()), (1, 0), "{}", answer.stderr);
        assert!(answer.stderr.contains("give a mail saved as .eml"), "{}", answer.stderr);
    }
    let rewritten: Vec<u8> =
        Signer::new("region.example").mail(1, BODY).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (answer, _) = verify(&stranger, &[stranger.write("wide.eml", rewritten).as_os_str()]);
    assert!(answer.stderr.contains("UTF-16: convert it"), "{}", answer.stderr);
}

#[test]
fn a_mismatch_says_what_agrees_and_whose_signature_it_is() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    let mail = stranger.write("note.eml", signer.mail(1, BODY).replace("la note", "la fausse note"));
    let keys = stranger.write("keys.tsv", signer.row("a lawyer's copy"));
    let arguments = ["verify".as_ref(), mail.as_os_str(), "--keys".as_ref(), keys.as_os_str()];
    let answer = stranger.run(&arguments);
    let words = "region.example, selector s1: signature does not match. The key confirms the signed headers.";
    assert!(answer.out().contains(words), "{}", answer.out());
}

/// An mbox of mails of three domains that have nothing to do with each other, `altered` of each altered.
fn of_three_domains(altered: u32) -> (Vec<Signer>, Vec<String>) {
    let signers: Vec<Signer> = ["un.example", "deux.example", "trois.example"].map(Signer::new).into();
    let mails = (0..5).flat_map(|n| signers.iter().map(move |signer| (n, signer)));
    let mail = |(n, signer): (u32, &Signer)| {
        let mail = signer.mail(n, BODY);
        if n < altered { mail.replace("Bonjour,", "Bonjour, [lien retiré]") } else { mail }
    };
    let mails = mails.map(mail).collect();
    (signers, mails)
}

#[test]
fn an_export_that_rewrote_bodies_accuses_nobody() {
    let check = |altered: u32, expect: &str| {
        let stranger = Stranger::new();
        let (signers, mails) = of_three_domains(altered);
        let verdict = |n: usize| if n < altered as usize * 3 { expect } else { "verified" };
        let expect: Vec<&str> = (0..mails.len()).map(verdict).collect();
        self::check(&stranger, &mails, &signers.iter().collect::<Vec<_>>(), &expect)
    };
    let (answer, lines) = check(4, "unproven");
    let reasons = lines[0]["reasons"].as_array().expect("reasons");
    assert!(reasons.contains(&"export-rewrote-bodies".into()), "{}", lines[0]);
    assert_eq!(lines[0]["signatures"][0]["header"], "valid", "the result for the headers is shown");
    assert!(answer.stderr.contains("rewrote bodies"), "{}", answer.stderr);
    // A few altered mails are altered mails.
    let (answer, _) = check(1, "mismatch");
    assert!(!answer.stderr.contains("rewrote bodies"), "{}", answer.stderr);
}

#[test]
fn mails_that_come_one_a_file_are_of_one_export() {
    let check = |altered: u32, expect: &str| {
        let stranger = Stranger::new();
        let (signers, mails) = of_three_domains(altered);
        let table: String = signers.iter().map(|signer| signer.row("a lawyer's copy")).collect();
        let table = stranger.write("keys.tsv", table);
        let mut sources: Vec<_> =
            (0..).zip(&mails).map(|(n, mail)| stranger.write(&format!("{n}.eml"), mail)).collect();
        // A source of its own in between says nothing of the others, nor they of it.
        let own = [signers[0].mail(90, BODY), signers[0].mail(91, BODY).replace("Bonjour", "Bonsoir")];
        sources.insert(3, stranger.write("own.mbox", mbox(own)));
        let mut arguments: Vec<&OsStr> = sources.iter().map(|source| source.as_os_str()).collect();
        arguments.extend([OsStr::new("--keys"), table.as_os_str()]);
        let (answer, lines) = verify(&stranger, &arguments);
        let verdict = |n: usize| if n < altered as usize * 3 { expect } else { "verified" };
        let mut expect: Vec<&str> = (0..mails.len()).map(verdict).collect();
        expect.splice(3..3, ["verified", "mismatch"]);
        assert_eq!(verdicts(&lines), expect, "{}", answer.stderr);
        assert_eq!(answer.stderr.contains("files of one message each"), altered > 1, "{}", answer.stderr);
    };
    check(4, "unproven");
    check(1, "mismatch");
}

#[test]
fn a_bundle_can_be_checked_without_greffe() {
    let stranger = Stranger::new();
    let signer = Signer::new("region.example");
    let mail = stranger.write("note.eml", signer.mail(1, BODY));
    let keys = stranger.write("keys.tsv", signer.row("a lawyer's copy"));
    let bundles = stranger.path("bundles");
    let arguments = ["--keys".as_ref(), keys.as_os_str(), "--bundle".as_ref(), bundles.as_os_str()];
    let (answer, lines) = verify(&stranger, &[&[mail.as_os_str()], &arguments[..]].concat());
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let bundle = bundles.join(lines[0]["id"].as_str().expect("an id"));
    assert_eq!(std::fs::read(bundle.join("message.eml")).ok(), std::fs::read(&mail).ok());
    let page = |name: &str| std::fs::read_to_string(bundle.join(name)).expect("a page");
    assert!(page("statement.en.txt").contains("signature valid: region.example"));
    assert!(page("statement.fr.txt").contains("Ce n'est ni un acte de\ngreffe ni une expertise."));
    for page in [page("statement.en.txt"), page("statement.fr.txt")] {
        assert!(page.contains("sh signature-1/verify.sh"), "{page}");
    }
    run_script(&bundle);
}

/// Runs the script of a bundle as a court expert would.
#[allow(clippy::print_stdout)] // the test's own report: it says what was skipped
fn run_script(bundle: &Path) {
    if Command::new("openssl").arg("version").output().is_err() {
        println!("skipped: no openssl on this machine");
        return;
    }
    let script =
        || Command::new("sh").arg("signature-1/verify.sh").current_dir(bundle).output().expect("sh runs");
    let answer = script();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let octets = bundle.join("signature-1/header-octets");
    let altered = std::fs::read_to_string(&octets).expect("octets").replace("Note 1", "Note 2");
    std::fs::write(&octets, altered).expect("written");
    assert!(!script().status.success(), "an altered header must not check");
}

#[test]
fn thirty_mails_at_the_edge() {
    let Some(folder) = corpus("dkim-edge") else { return };
    let expected = std::fs::read_to_string(folder.join("expected.tsv")).expect("a table");
    let keys = folder.join("keys.tsv");
    let stranger = Stranger::new();
    for row in expected.lines().skip(1) {
        let mut cells = row.split('\t');
        let (Some(name), Some(verdicts)) = (cells.next(), cells.next()) else { continue };
        let mail = folder.join(name);
        let (_, lines) = verify(&stranger, &[mail.as_os_str(), "--keys".as_ref(), keys.as_os_str()]);
        let verdict = lines[0]["verdict"].as_str().expect("a verdict");
        assert!(verdicts.split('|').any(|expect| expect == verdict), "{name}: {verdict}, not {verdicts}");
    }
}
