//! What went wrong is told in the language of the person, with what to do about it.

use std::fs;

use crate::stranger::{Answer, Stranger, mbox};

fn archive() -> Stranger {
    let stranger = Stranger::new();
    let mail = stranger.write("mail.mbox", mbox(0..20));
    assert_eq!(stranger.import(&mail, "anne")["stored"], 20);
    stranger
}

fn in_french(stranger: &Stranger, arguments: &[&str]) -> Answer {
    stranger.run(&[&["--lang", "fr"], arguments].concat())
}

#[test]
fn settings_that_cannot_be_read_say_how_they_are_written() {
    let stranger = archive();
    for broken in ["format = \"x", "format = \"deux\"", "timezone = \"UTC\"", ""] {
        stranger.write("archive/greffe.toml", broken);
        let answer = in_french(&stranger, &["search", "budget"]);
        assert_eq!(answer.status, 2, "{broken}");
        assert!(answer.stderr.contains("n'est pas écrit comme greffe le lit"), "{}", answer.stderr);
    }
    // The two lines that the advice names are enough.
    stranger.write("archive/greffe.toml", "format = 1\ntimezone = \"Europe/Paris\"\n");
    assert_eq!(in_french(&stranger, &["search", "budget"]).status, 0);
}

#[test]
fn a_check_tells_in_french_what_is_wrong() {
    let stranger = archive();
    let facts = fs::read_dir(stranger.path("archive/index/facts")).expect("facts").next();
    let facts = facts.expect("a generation").expect("readable").path();
    let mut octets = fs::read(&facts).expect("readable");
    octets[40] ^= 1;
    fs::write(&facts, octets).expect("written");
    let answer = in_french(&stranger, &["check"]);
    assert_eq!(answer.status, 1);
    assert!(answer.out().contains(" : ses octets ne sont pas ceux qui ont été écrits"), "{}", answer.out());
    assert!(answer.stderr.contains("conseil : supprimez le répertoire `index`"), "{}", answer.stderr);
    // Scripts find the same words whoever runs them.
    let json = in_french(&stranger, &["--json", "check"]).out();
    assert!(json.contains("\"code\":\"changed\""), "{json}");
    assert!(json.contains("its bytes are not those that were written"), "{json}");
}

#[cfg(unix)]
#[test]
fn too_many_open_files_are_a_matter_of_the_machine() {
    let stranger = archive();
    let mut refused = 0;
    for most in 6..24 {
        let greffe = env!("CARGO_BIN_EXE_greffe");
        let line = format!("ulimit -n {most}; exec {greffe} search budget");
        let output = stranger.shell().args(["-c", &line]).output().expect("a shell runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!told.contains("inside greffe"), "{most}: {told}");
        if output.status.code() == Some(2) && told.contains("ulimit -n") {
            refused += 1;
        }
    }
    assert!(refused > 2, "{refused}");
}
