//! `verify --dns`, against a server of the test's own on loopback: nothing else is asked.

use std::ffi::OsStr;
use std::net::{SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use crate::signed::{Signer, mbox};
use crate::stranger::{Answer, Stranger};

/// A DNS server that knows one key, and remembers what it was asked for.
struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(signer: &Signer) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a port");
        let address = socket.local_addr().expect("an address");
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let (remembered, name) = (Arc::clone(&asked), format!("s1._domainkey.{}", signer.domain));
        let record = signer.record();
        // The thread ends with the test.
        socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        std::thread::spawn(move || {
            let mut octets = [0; 512];
            while let Ok((length, from)) = socket.recv_from(&mut octets) {
                let (question, answer) = answer(&octets[..length], &name, &record);
                remembered.lock().expect("no panic").push(question);
                socket.send_to(&answer, from).expect("sent");
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().expect("no panic").clone();
        asked.sort();
        asked.dedup();
        asked
    }
}

/// Answers a question (RFC 1035 §4.1): the record of `name`, or that there is no such name.
fn answer(query: &[u8], name: &str, record: &str) -> (String, Vec<u8>) {
    let (mut labels, mut at) = (Vec::new(), 12);
    while query[at] != 0 {
        let end = at + 1 + usize::from(query[at]);
        labels.push(String::from_utf8_lossy(&query[at + 1..end]).to_lowercase());
        at = end;
    }
    let (asked, question) = (labels.join("."), &query[12..at + 5]);
    let is_known = asked == name;
    let mut answer = query[..2].to_vec();
    answer.extend([0x84, if is_known { 0 } else { 3 }, 0, 1, 0, u8::from(is_known), 0, 0, 0, 0]);
    answer.extend(question);
    if is_known {
        let length = record.len() as u8;
        answer.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, length + 1, length]);
        answer.extend(record.as_bytes());
    }
    (asked, answer)
}

fn verify(stranger: &Stranger, server: &Server, more: &[&str]) -> (Answer, Vec<Value>) {
    let resolver = server.address.to_string();
    let mut arguments = vec!["--json", "verify", "in.mbox", "--dns", "--resolver", &resolver];
    arguments.extend(more);
    let answer = stranger.run(&arguments.iter().map(OsStr::new).collect::<Vec<_>>());
    let lines = answer.out().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (answer, lines)
}

#[test]
fn the_dns_is_asked_only_by_whoever_agrees_and_what_it_says_is_kept() {
    let stranger = Stranger::new();
    let (known, gone) = (Signer::new("region.example"), Signer::new("parti.example"));
    stranger.write("in.mbox", mbox([known.mail(1, "Bonjour.\n"), gone.mail(2, "Bonjour.\n")]));
    let server = Server::start(&known);

    let (answer, lines) = verify(&stranger, &server, &[]);
    assert_eq!((answer.status, lines.len()), (1, 0), "nothing is judged: {}", answer.stderr);
    for words in ["2 names", "s1._domainkey.region.example", "s1._domainkey.parti.example", "--yes"] {
        assert!(answer.stderr.contains(words), "`{words}` is not in {}", answer.stderr);
    }
    assert_eq!(server.asked(), [] as [&str; 0]);

    let (answer, lines) = verify(&stranger, &server, &["--yes"]);
    assert_eq!(server.asked(), ["s1._domainkey.parti.example", "s1._domainkey.region.example"]);
    assert!(answer.stderr.contains("kept nowhere"), "{}", answer.stderr);
    assert_eq!(lines[0]["signatures"][0]["header"], "valid", "{}", lines[0]);
    let reasons = lines[1]["reasons"].as_array().expect("reasons");
    assert!(reasons.contains(&"key-absent".into()), "an absence is an observation too: {}", lines[1]);

    stranger.run(&["init"]);
    verify(&stranger, &server, &["--yes", "--archive", "archive"]);
    let kept =
        std::fs::read_to_string(stranger.path("archive/keys/observations.jsonl")).expect("observations");
    assert_eq!(kept.lines().count(), 2, "{kept}");
    assert!(kept.lines().all(|line| line.contains("\"method\":\"dns\"")), "{kept}");
}
