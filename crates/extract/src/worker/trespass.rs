//! Tries to break out when an item asks for it. Compiled for tests alone: it is
//! how they know that the walls stand around this very process.

use std::net::{TcpListener, UdpSocket};
use std::os::unix::process::CommandExt;
use std::process::Command;

/// The declared type of the items that ask.
const ASKED: &str = "application/x-trespass";

/// Does what `bytes` name, if the item asks for it; then reading goes on.
pub(super) fn trespass(content_type: &str, bytes: &[u8]) {
    if content_type != ASKED {
        return;
    }
    match bytes {
        b"open" => drop(std::fs::File::open("/etc/passwd")),
        b"create" => drop(std::fs::File::create("/tmp/greffe-trespass")),
        b"list" => drop(std::fs::read_dir("/")),
        b"tcp" => drop(TcpListener::bind("127.0.0.1:0")),
        b"udp" => drop(UdpSocket::bind("127.0.0.1:0")),
        b"fork" => drop(Command::new("/bin/true").status()),
        b"exec" => drop(Command::new("/bin/true").exec()),
        b"thread" => drop(std::thread::Builder::new().spawn(|| ()).map(std::thread::JoinHandle::join)),
        b"signal" => rustix::process::getppid().into_iter().for_each(|parent| {
            let _ = rustix::process::test_kill_process(parent);
        }),
        b"memory" => drop(std::hint::black_box(vec![1_u8; 8 << 30])),
        b"sleep" => std::thread::sleep(std::time::Duration::from_secs(60)),
        b"overflow" => {
            std::hint::black_box(dig(1));
        }
        b"abort" => std::process::abort(),
        b"spin" => while std::hint::black_box(true) {},
        _ => {}
    }
}

fn dig(depth: u64) -> u64 {
    let here = std::hint::black_box([depth; 64]);
    if depth == 0 { 0 } else { dig(depth + 1) + here[(depth % 64) as usize] }
}
