//! Imports killed at random moments lose nothing and double nothing.
//!
//! A short run stands in the suite; `GREFFE_KILLS=500 cargo test kill` is the
//! long one.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::stranger::{Stranger, mbox};

const MESSAGES: u32 = 6000;

/// Loose documents beside them.
const DOCUMENTS: u32 = 300;

#[test]
fn a_killed_import_goes_on_where_it_stopped() {
    let wanted: u32 = std::env::var("GREFFE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let stranger = Stranger::new();
    stranger.write("dump/inbox.mbox", mbox(0..MESSAGES));
    for n in 0..DOCUMENTS {
        stranger.write(&format!("dump/files/{n:04}.csv"), format!("nom;montant\nbudget {n};{n}\n"));
    }
    let source = stranger.path("dump");
    let mut kills = 0;
    let mut wait = Wait(0x9e37_79b9);
    while kills < wanted {
        let archive = stranger.path(&format!("archive-{kills}"));
        loop {
            let mut child = stranger
                .command()
                .arg("--archive")
                .arg(&archive)
                .arg("import")
                .arg(&source)
                .args(["--mailbox", "anne"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("greffe runs");
            // The last one may end: a slow machine need not win a race to be done.
            if kills >= wanted {
                child.wait().expect("it ends");
                break;
            }
            sleep(wait.next());
            if child.try_wait().expect("a child").is_some() {
                break;
            }
            child.kill().expect("killed");
            child.wait().expect("reaped");
            kills += 1;
        }
        verify(&stranger, &archive);
    }
}

fn verify(stranger: &Stranger, archive: &std::path::Path) {
    let archive = archive.to_str().expect("a plain path");
    let source = stranger.path("dump");
    let source = source.to_str().expect("a plain path");
    let report = stranger.json(&["--archive", archive, "import", source, "--mailbox", "anne"]);
    assert_eq!(report["messages"], MESSAGES, "{report}");
    assert_eq!(report["stored"], MESSAGES, "{report}");
    assert_eq!(report["already"], MESSAGES, "{report}");
    assert_eq!(report["files"], DOCUMENTS, "{report}");
    let documents = stranger.json(&["--archive", archive, "search", "kind:document", "--limit", "0"]);
    assert_eq!(documents["total"], DOCUMENTS);
    let total = stranger.json(&["--archive", archive, "search", "budget -kind:document", "--limit", "0"]);
    assert_eq!(total["total"], MESSAGES);
    assert_eq!(stranger.run(&["--archive", archive, "check"]).status, 0);
}

/// Waits of 5 to 400 ms from a fixed seed (xorshift, Marsaglia 2003).
struct Wait(u64);

impl Wait {
    fn next(&mut self) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        Duration::from_millis(5 + self.0 % 395)
    }
}
