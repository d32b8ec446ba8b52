//! The evidence bundle, checked again by openssl as a stranger would.

use std::path::Path;
use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use greffe_authenticate::{
    BodyResult, Bundle, Circumstances, HeaderResult, KeyBook, Method, Observation, bundle, judge,
    signature_inputs,
};
use tempfile::TempDir;

use crate::arc::Hand;
use crate::corpora;

const MAIL: &str = "From: Noor <noor@example.org>\r\nTo: camille@example.net\r\nSubject: le  budget\r\n\
                    Date: Tue, 03 Mar 2015 09:12:00 +0100\r\n\r\nLa  s\u{e9}ance est lev\u{e9}e. \r\n\r\nNoor\r\n\r\n";

/// A signature with `bh=AAAA` and `b=AAAA` where openssl is to fill them in.
const DKIM: &str =
    "DKIM-Signature: v=1; d=example.org; s=s1; h=from:to:subject:date;\r\n\tbh=AAAA;\r\n\tb=AAAA; ";

/// Makes keys and signs with openssl, which is not a dependency: a check with the
/// same code that signed would show little.
struct Signer {
    folder: TempDir,
}

impl Signer {
    /// Says so if there is no openssl here.
    #[allow(clippy::print_stderr)]
    fn new() -> Option<Signer> {
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("skipped: openssl is not here");
            return None;
        }
        Some(Signer { folder: tempfile::tempdir().expect("a folder") })
    }

    fn openssl(&self, arguments: &str) -> Vec<u8> {
        let mut command = Command::new("openssl");
        let output =
            command.args(arguments.split(' ')).current_dir(self.folder.path()).output().expect("it runs");
        assert!(output.status.success(), "openssl {arguments}: {output:?}");
        output.stdout
    }

    /// Makes a key; returns its record.
    fn key(&self, kind: &str) -> String {
        match kind.strip_prefix("rsa-") {
            Some(bits) => {
                self.openssl(&format!("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{bits} -out key"))
            }
            None => self.openssl("genpkey -algorithm ED25519 -out key"),
        };
        let spki = self.openssl("pkey -in key -pubout -outform DER");
        let (kind, octets) = if kind == "ed25519" { ("ed25519", &spki[12..]) } else { ("rsa", &spki[..]) };
        format!("v=DKIM1; k={kind}; p={}", STANDARD.encode(octets))
    }

    /// Fills in `bh=` and `b=`.
    fn signed(&self, field: &str, algorithm: &str) -> String {
        let mut mail = format!("{field}\r\n{MAIL}");
        let inputs =
            |mail: &str| signature_inputs(mail.as_bytes(), 0, &KeyBook::default()).expect("a signature");
        if let Some(body) = inputs(&mail).body_octets {
            let hash = self.digest(&body, algorithm);
            mail = mail.replacen("bh=AAAA", &format!("bh={}", STANDARD.encode(hash)), 1);
        }
        let signature = self.signature(&inputs(&mail).signed_octets, algorithm);
        mail.replacen("b=AAAA", &format!("b={}", STANDARD.encode(signature)), 1)
    }

    fn digest(&self, octets: &[u8], algorithm: &str) -> Vec<u8> {
        self.put("octets", octets);
        self.openssl(&format!("dgst -{} -binary octets", hash(algorithm)))
    }

    fn signature(&self, octets: &[u8], algorithm: &str) -> Vec<u8> {
        if algorithm == "ed25519-sha256" {
            let digest = self.digest(octets, algorithm);
            self.put("octets", &digest);
            return self.openssl("pkeyutl -sign -rawin -inkey key -in octets");
        }
        self.put("octets", octets);
        self.openssl(&format!("dgst -{} -sign key octets", hash(algorithm)))
    }

    fn put(&self, name: &str, octets: &[u8]) {
        std::fs::write(self.folder.path().join(name), octets).expect("written");
    }
}

fn hash(algorithm: &str) -> &str {
    algorithm.rsplit('-').next().expect("a hash")
}

/// Writes a bundle and runs the script of its first signature; returns what it said.
fn checked_again(bundle: &Bundle, change: impl FnOnce(&Path)) -> Output {
    run_again(bundle, "signature-1", change)
}

/// Writes a bundle and runs the script of one of its folders; returns what it said.
fn run_again(bundle: &Bundle, of: &str, change: impl FnOnce(&Path)) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    for file in &bundle.files {
        let path = folder.path().join(&file.name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, &file.octets).expect("written");
    }
    let sums =
        Command::new("sha256sum").args(["-c", "--quiet", "sha256sums"]).current_dir(folder.path()).output();
    assert!(sums.is_ok_and(|sums| sums.status.success()), "sha256sums");
    change(folder.path());
    Command::new("sh").arg(folder.path().join(of).join("verify.sh")).output().expect("sh runs")
}

fn flip_first_octet(path: &Path) {
    let mut octets = std::fs::read(path).expect("a file");
    octets[0] ^= 1;
    std::fs::write(path, octets).expect("written");
}

#[test]
fn openssl_agrees() {
    let Some(signer) = Signer::new() else { return };
    let check = |kind: &str, algorithm: &str, field: &str, in_one: bool| {
        let record = signer.key(kind);
        let mail = signer.signed(field, algorithm);
        let observation = Observation::new("example.org", "s1", Some(&record), Method::Document, "made here");
        let keys = KeyBook::supplied(observation);
        let judgement = judge(mail.as_bytes(), &keys, &Circumstances::default());
        assert_eq!(judgement.signatures[0].header, HeaderResult::Valid, "{field}: {judgement:?}");
        let bundle = bundle(mail.as_bytes(), &judgement, &keys);
        assert!(bundle.statement.signatures[0].can_be_checked, "{field}");
        assert_eq!(bundle.statement.signatures[0].record.as_deref(), Some(record.as_str()), "{field}");

        let same = checked_again(&bundle, |_| ());
        assert!(same.status.success(), "{field}: {same:?}");
        let files: &[&str] = if in_one { &["signed-octets"] } else { &["header-octets", "body-octets"] };
        for name in files.iter().chain(&["signature.bin"]) {
            let file = format!("signature-1/{name}");
            let other = checked_again(&bundle, |folder| flip_first_octet(&folder.join(&file)));
            assert_eq!(other.status.code(), Some(1), "{field}, other {name}: {other:?}");
        }
    };
    let dkim = |tags: &str| format!("{DKIM}{tags}");
    check("rsa-2048", "rsa-sha256", &dkim("a=rsa-sha256; c=relaxed/relaxed"), false);
    check("rsa-1024", "rsa-sha256", &dkim("a=rsa-sha256; c=simple/simple"), false);
    check("rsa-1024", "rsa-sha1", &dkim("a=rsa-sha1; c=simple/relaxed"), false);
    check("rsa-1024", "rsa-sha256", &dkim("a=rsa-sha256; c=relaxed/simple; l=9"), false);
    check("ed25519", "ed25519-sha256", &dkim("a=ed25519-sha256; c=relaxed/relaxed"), false);
    let domainkeys = "DomainKey-Signature: a=rsa-sha1; q=dns; c=nofws; s=s1; d=example.org; b=AAAA";
    check("rsa-1024", "rsa-sha1", domainkeys, true);
    check("rsa-1024", "rsa-sha1", &domainkeys.replace("nofws", "simple"), true);
}

#[test]
fn a_chain_can_be_checked_again() {
    if Signer::new().is_none() {
        return;
    }
    let hand = Hand::new(1);
    let mail = hand.chain(2);
    let judgement = judge(mail.as_bytes(), &hand.keys(), &Circumstances::default());
    let bundle = bundle(mail.as_bytes(), &judgement, &hand.keys());
    let folders: Vec<String> = bundle.statement.folders().into_iter().flatten().collect();
    assert_eq!(folders, ["arc-2-message-signature", "arc-2-seal", "arc-1-message-signature", "arc-1-seal"]);
    for folder in &folders {
        let same = run_again(&bundle, folder, |_| ());
        assert!(same.status.success(), "{folder}: {same:?}");
        let file = format!("{folder}/header-octets");
        let other = run_again(&bundle, folder, |root| flip_first_octet(&root.join(&file)));
        assert_eq!(other.status.code(), Some(1), "{folder}: {other:?}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let Some(signer) = Signer::new() else { return };
    signer.key("rsa-1024");
    let mail = signer.signed(&format!("{DKIM}a=rsa-sha256; l=4"), "rsa-sha256");
    let keys = KeyBook::default();
    let judgement = judge(mail.as_bytes(), &keys, &Circumstances::default());
    let bundle = bundle(mail.as_bytes(), &judgement, &keys);
    assert!(!bundle.statement.signatures[0].can_be_checked);
    let names: Vec<&str> = bundle.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "message.eml",
            "signature-1/header-octets",
            "signature-1/body-octets",
            "signature-1/body-not-covered",
            "signature-1/signature.bin",
            "signature-1/verify.sh",
            "signature-1/key-observations.jsonl",
            "judgement.json",
            "sha256sums",
        ]
    );
    let output = checked_again(&bundle, |_| ());
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("s1._domainkey.example.org"), "{said}");
}

#[test]
fn mails_of_the_corpora_are_checked_again() {
    if Signer::new().is_none() {
        return;
    }
    let check = |name: &str, keys: &str, mails: &str, at_least: usize| {
        let Some(folder) = corpora::folder(name) else { return };
        let keys = corpora::keys(&folder.join(keys));
        let files =
            corpora::rows(&folder.join("expected.tsv")).into_iter().filter_map(|row| row.into_iter().next());
        let agreed = files.filter(|file| agrees(&folder.join(mails).join(file), &keys)).count();
        assert!(agreed >= at_least, "{name}: only {agreed}");
    };
    check("dkim-edge", "keys.tsv", ".", 20);
    check("mail-dkim", "t/FAKE_DNS.dat", "t/corpus", 30);
}

/// Asks openssl about the first signature of a mail: what it says must be what
/// the judge said. Returns whether that was yes.
fn agrees(file: &Path, keys: &KeyBook) -> bool {
    let Ok(raw) = std::fs::read(file) else { return false };
    let judgement = judge(&raw, keys, &Circumstances::default());
    let Some(first) = judgement.signatures.first().filter(|first| first.key.is_some()) else { return false };
    let expect = first.header == HeaderResult::Valid && first.body != BodyResult::Differs;
    let output = checked_again(&bundle(&raw, &judgement, keys), |_| ());
    assert_eq!(output.status.success(), expect, "{}: {first:?} {output:?}", file.display());
    expect
}
