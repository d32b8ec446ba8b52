//! The words that somebody else finds in a file.

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use crate::words::{self, Bag};

/// Returns the words to be found; `None` where there is nobody to ask.
pub(crate) fn words(format: &str, path: &Path, bytes: &[u8]) -> Option<Bag> {
    match format {
        "pdf" => pdftotext(path),
        "docx" | "xlsx" | "pptx" => Some(words::of(&elements(bytes)?)),
        _ => None,
    }
}

fn pdftotext(path: &Path) -> Option<Bag> {
    let output = Command::new("pdftotext").args(["-q", "-enc", "UTF-8"]).arg(path).arg("-").output().ok()?;
    output.status.success().then(|| words::of(&String::from_utf8_lossy(&output.stdout)))
}

/// What stands in the `t` elements of all parts, and in those of comments and notes. Runs
/// of one word may be cut in two: paragraphs end it, elements do not.
fn elements(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    for n in 0..archive.len() {
        let Ok(mut part) = archive.by_index(n) else { continue };
        if !part.name().is_ok_and(|name| name.ends_with(".xml")) {
            continue;
        }
        let mut xml = Vec::new();
        if part.read_to_end(&mut xml).is_ok() {
            scan(&String::from_utf8_lossy(&xml), &mut text);
            text.push('\n');
        }
    }
    Some(text)
}

fn scan(xml: &str, text: &mut String) {
    for piece in xml.split('<') {
        let Some((tag, rest)) = piece.split_once('>') else { continue };
        let name = tag.split([' ', '/']).find(|word| !word.is_empty()).unwrap_or_default();
        let is_end = tag.starts_with('/');
        let local = name.rsplit(':').next().unwrap_or_default();
        let is_text = local == "t" && !is_end && !tag.ends_with('/');
        if ["p", "si", "is", "tab", "br"].contains(&local) {
            text.push('\n');
        }
        if is_text {
            text.push_str(&plain(rest));
        }
    }
}

fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("&amp;", "&")
}
