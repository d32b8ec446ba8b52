//! A dump in 7z: unpacked by the installed `bsdtar` when asked, else named with what to do.

use std::path::Path;
use std::process::Command;

use crate::stranger::{Stranger, mbox};

/// Packs files below `folder` with what is installed; says so if nothing is.
#[allow(clippy::print_stdout)]
fn pack(folder: &Path, archive: &Path) -> bool {
    let worker = Path::new(env!("CARGO_BIN_EXE_greffe")).with_file_name("greffe-extract");
    if !Path::new("/usr/bin/bsdtar").is_file() || !worker.is_file() {
        println!("skipped: `bsdtar` is not installed, or `greffe-extract` is not built");
        return false;
    }
    let mut bsdtar = Command::new("/usr/bin/bsdtar");
    bsdtar.arg("-acf").arg(archive).arg("-C").arg(folder).arg(".");
    bsdtar.status().expect("bsdtar runs").success()
}

#[test]
fn a_dump_in_7z_is_imported_when_asked() {
    let stranger = Stranger::new();
    stranger.write("dump/inbox.mbox", mbox(0..20));
    stranger.write("dump/\u{e9}t\u{e9}/comptes.csv", "nom;montant\nAnne;48200\n");
    let archive = stranger.path("dump.7z");
    if !pack(&stranger.path("dump"), &archive) {
        return;
    }
    let path = archive.to_str().expect("a path");
    let told = stranger.run(&["import", "--mailbox", "anne", path]);
    assert_eq!(told.status, 1);
    assert!(format!("{}{}", told.out(), told.stderr).contains("--bsdtar"), "{}", told.stderr);

    let import = ["import", "--mailbox", "anne", "--bsdtar", path];
    let report = stranger.json(&import);
    let counts = ["messages", "stored", "files", "unreadable"].map(|field| report[field].as_u64());
    assert_eq!(counts, [20, 20, 1, 0].map(Some), "{report}");
    let again = stranger.json(&import);
    assert_eq!((&again["messages"], &again["already"]), (&20.into(), &20.into()), "{again}");
    assert_eq!((stranger.total("word0019"), stranger.total("filename:comptes")), (1, 1));
    let hit = &stranger.json(&["search", "word0019"])["hits"][0];
    let shown = stranger.json(&["show", hit["id"].as_str().expect("an id")]);
    assert_eq!(shown["occurrences"][0]["path"], "dump.7z!/./inbox.mbox");
    assert!(!stranger.path("inbox.mbox").exists());
}
