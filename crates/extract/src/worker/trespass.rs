//! Tries to break out when an item asks for it. Compiled for tests alone: it is
//! how they know that the walls stand around this very process.

use std::net::{TcpListener, UdpSocket};
use std::os::unix::process::CommandExt;
use std::process::Command;

/// The declared type of the items that ask.
const ASKED: &str = "application/x-trespass";

/// Does what `bytes` name, if the item asks for it; says what came of it.
pub(super) fn trespass(content_type: &str, bytes: &[u8]) -> Option<&'static [u8]> {
    (content_type == ASKED).then(|| if is_done(bytes) { &b"done"[..] } else { b"refused" })
}

/// Does what `act` names; says whether it could.
pub fn is_done(act: &[u8]) -> bool {
    match act {
        b"open" => std::fs::File::open("/etc/passwd").is_ok(),
        b"create" => std::fs::File::create(std::env::temp_dir().join("greffe-trespass")).is_ok(),
        b"list" => std::fs::read_dir("/").is_ok(),
        b"look" => std::fs::metadata("/etc/passwd").is_ok(),
        b"tcp" => TcpListener::bind("127.0.0.1:0").is_ok(),
        b"udp" => UdpSocket::bind("127.0.0.1:0").is_ok(),
        b"fork" => Command::new("/bin/true").status().is_ok(),
        b"exec" => drop_error(Command::new("/bin/true").exec()),
        b"thread" => std::thread::Builder::new().spawn(|| ()).is_ok(),
        b"signal" => rustix::process::getppid()
            .is_some_and(|parent| rustix::process::test_kill_process(parent).is_ok()),
        b"memory" => std::hint::black_box(vec![1_u8; 8 << 30]).len() > 1,
        b"sleep" => {
            std::thread::sleep(std::time::Duration::from_secs(60));
            true
        }
        b"spin" => loop {
            std::hint::black_box(act);
        },
        b"overflow" => dig(1) > 0,
        b"abort" => std::process::abort(),
        _ => false,
    }
}

/// Who comes back from `exec` did not get there.
fn drop_error(_: std::io::Error) -> bool {
    false
}

fn dig(depth: u64) -> u64 {
    let here = std::hint::black_box([depth; 64]);
    if depth == 0 { 0 } else { dig(depth + 1) + here[(depth % 64) as usize] }
}
