//! Who reads files: greffe alone, the worker of all formats, tools that were named.

use std::io::{Cursor, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::stranger::Stranger;

/// Writes the sample's loose documents, and a zip with something in it that nobody can read.
fn write_dump(stranger: &Stranger) {
    for document in greffe_sample::loose_documents() {
        stranger.write(&format!("dump/{}", document.path), &document.octets);
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, octets) in [("notes.txt", &b"rien"[..]), ("caisse/cle.bin", b"\x01\x02\x03")] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        archive.write_all(octets).expect("written");
    }
    let octets = archive.finish().expect("an archive").into_inner();
    let mail = format!(
        "From: a@region.example\nSubject: dossier\nMIME-Version: 1.0\n\
         Content-Type: application/zip; name=dossier.zip\nContent-Transfer-Encoding: base64\n\
         Content-Disposition: attachment; filename=dossier.zip\n\n{}\n",
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, octets)
    );
    stranger.write("dump/un.eml", mail);
}

#[test]
fn greffe_alone_reads_pdf_and_says_what_it_does_not_read() {
    let stranger = Stranger::with_greffe_alone();
    write_dump(&stranger);
    let report = stranger.import(Path::new("dump"), "anne");
    assert_eq!(report["attachments"]["light"], json!(true), "{report}");
    assert_eq!(stranger.total("attachment:palimpseste"), 1, "a word of a PDF");
    let hit = &stranger.json(&["search", "attachment:palimpseste"])["hits"][0];
    let id = hit["id"].as_str().expect("an id");
    let shown = stranger.run(&["show", "--part", "0", "--text", id]);
    assert!(shown.out().contains("palimpseste"), "{}", shown.out());

    let listed = stranger.run(&["--json", "extract", "--list"]).out();
    let files: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let zip = files.iter().find(|file| file["name"] == json!("dossier.zip")).expect("listed");
    assert_eq!(zip["why"], json!("inside"), "{zip}");
    assert_eq!(zip["inside"], json!([{ "path": "caisse/cle.bin", "text": "none", "why": "unsupported" }]));
    let listed = stranger.run(&["extract", "--list"]).out();
    assert!(listed.contains("caisse/cle.bin"), "{listed}");
}

#[test]
fn tools_are_asked_by_the_other_worker_only() {
    let stranger = Stranger::with_greffe_alone();
    write_dump(&stranger);
    for verb in [&["import", "--mailbox", "anne", "--ocr", "fra", "dump"][..], &["extract", "--pdftotext"]] {
        let refused = stranger.run(verb);
        assert_eq!(refused.status, 2, "{}", refused.stderr);
        assert!(refused.stderr.contains("greffe-extract"), "{}", refused.stderr);
        // Nothing was taken in: whoever asked for more is not given less.
        let _ = stranger.run(&["init"]);
        assert_eq!(stranger.total("kind:document"), 0);
    }
}
