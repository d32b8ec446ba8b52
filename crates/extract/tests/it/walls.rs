//! A worker that tries to break out is stopped; without its walls, it is not:
//! each attempt is made both ways, so that these tests fail when the sandbox is gone.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use greffe_extract::{Confinement, Item, Limits, NoPicture, Outcome, Picture, Why};

use crate::{PROGRAM, extractor, read, short};

const TRESPASS: &str = "application/x-trespass";

/// `SIGSYS`: a system call that the filter does not know.
const FORBIDDEN: i32 = 31;

#[test]
fn files_and_children_are_refused() {
    let mut confined = extractor(short(), Confinement::Required);
    for act in ["open", "create", "list", "look", "fork", "thread"] {
        assert_eq!(read(&mut confined, TRESPASS, act.as_bytes()).text(), "refused\n", "{act}");
    }
}

#[test]
fn the_network_and_other_programs_end_the_worker_and_not_the_extractor() {
    for act in ["tcp", "udp", "exec", "signal"] {
        let mut confined = extractor(short(), Confinement::Required);
        let reading = read(&mut confined, TRESPASS, act.as_bytes());
        assert_eq!(reading.outcome, Outcome::None(Why::Crashed), "{act}");
        assert_eq!(reading.signal, Some(FORBIDDEN), "{act}");
        assert_eq!(read(&mut confined, "", b"next").text(), "next\n", "after {act}");
    }
}

#[test]
fn who_draws_stands_within_the_same_walls() {
    let look = |confinement, act: &[u8]| {
        let item = Item { name: "", content_type: TRESPASS, bytes: act };
        extractor(short(), confinement).picture(&item, 0, 100).expect("a worker can be asked here")
    };
    for act in ["tcp", "udp", "signal"] {
        let stopped = Picture::None(NoPicture::Failed(Why::Crashed));
        assert_eq!(look(Confinement::Required, act.as_bytes()), stopped, "{act}");
        let free = Picture::None(NoPicture::TextOnly);
        assert_eq!(look(Confinement::Waived, act.as_bytes()), free, "{act}");
    }
}

/// Has the launcher become a program that tries `act`; returns what that said, and the signal that ended it.
fn launch(act: &str, unsandboxed: bool) -> (String, Option<i32>) {
    let mut command = Command::new(PROGRAM);
    command.args(["--tool", "trespass", "--trespass", act]).stdin(Stdio::null());
    if unsandboxed {
        command.arg("--unsandboxed");
    }
    let output = command.output().expect("the launcher starts");
    (String::from_utf8_lossy(&output.stderr).trim().to_owned(), output.status.signal())
}

#[test]
fn tools_stand_within_walls_of_their_own() {
    // A socket is refused, not fatal: the C library asks for one to look up names of users.
    for act in ["open", "create", "list", "tcp", "udp", "fork", "exec"] {
        assert_eq!(launch(act, false), ("refused".to_owned(), None), "{act}");
    }
    assert_eq!(launch("signal", false), (String::new(), Some(FORBIDDEN)));
    for act in ["open", "list", "tcp", "udp", "fork", "signal"] {
        assert_eq!(launch(act, true), ("done".to_owned(), None), "{act}");
    }
    assert_eq!(launch("exec", true), (String::new(), None), "the other program took its place");
}

#[test]
fn the_launcher_launches_tools_alone() {
    for name in ["sh", "/bin/sh", "../bin/sh", "cat", ""] {
        let output = Command::new(PROGRAM).args(["--tool", name]).output().expect("the launcher starts");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{name}");
    }
}

#[test]
fn the_same_acts_succeed_without_walls() {
    let mut free = extractor(short(), Confinement::Waived);
    for act in ["open", "list", "look", "tcp", "udp", "fork", "thread", "signal"] {
        assert_eq!(read(&mut free, TRESPASS, act.as_bytes()).text(), "done\n", "{act}");
    }
    // Another program took the worker's place, and ended: no signal.
    let reading = read(&mut free, TRESPASS, b"exec");
    assert_eq!((reading.outcome, reading.signal), (Outcome::None(Why::Crashed), None));
}

#[test]
fn each_end_has_its_name() {
    let limits = Limits { item_time: Duration::from_secs(2), ..Limits::default() };
    let cases = [
        ("memory", Why::TooLarge),
        ("sleep", Why::TimedOut),
        ("overflow", Why::Crashed),
        ("abort", Why::Crashed),
    ];
    for (act, why) in cases {
        let started = Instant::now();
        let mut extractor = extractor(limits.clone(), Confinement::Required);
        assert_eq!(read(&mut extractor, TRESPASS, act.as_bytes()).outcome, Outcome::None(why), "{act}");
        assert_eq!(read(&mut extractor, "", b"next").text(), "next\n", "after {act}");
        assert!(started.elapsed() < Duration::from_secs(20), "{act}");
    }
}

#[test]
fn processor_time_ends_in_time() {
    // The wall clock is generous, the processor's is not.
    let limits = Limits { worker_time: Duration::from_secs(1), ..short() };
    let mut extractor = extractor(limits, Confinement::Required);
    let reading = read(&mut extractor, TRESPASS, b"spin");
    assert_eq!(reading.outcome, Outcome::None(Why::TimedOut));
}

#[test]
fn workers_are_replaced_after_their_share_of_items() {
    let mut extractor = extractor(Limits { worker_items: 2, ..short() }, Confinement::Required);
    for n in 0..7 {
        let said = format!("item {n}");
        assert_eq!(read(&mut extractor, "", said.as_bytes()).text(), format!("{said}\n"));
    }
}

#[test]
fn text_beyond_the_room_is_cut() {
    let mut extractor = extractor(Limits { output_bytes: 100_000, ..short() }, Confinement::Required);
    let reading = read(&mut extractor, "", "mot ".repeat(100_000).as_bytes());
    assert_eq!(reading.outcome, Outcome::Truncated(Why::TooLarge));
    assert!(reading.text().len() > 90_000 && reading.text().len() <= 100_000);
    assert_eq!(read(&mut extractor, "", b"next").text(), "next\n");
}
