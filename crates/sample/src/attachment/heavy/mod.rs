//! Files as heavy as those in the mailboxes of a campaign: documents of many pages with
//! photos, tables of thousands of rows, photos as telephones make them, archives of all that.

mod pdf;
mod sheets;
mod slides;
mod text;

use super::{File, csv, paragraphs, photo_of_noise, zip};
use crate::chance::Chance;
use crate::words::Voice;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEETS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

/// Makes a file called `name`, without an extension. If `said` is not empty, the file has
/// text, and this line stands in it.
pub(crate) fn heavy(name: &str, said: &str, voice: Voice, chance: &mut Chance) -> File {
    let bytes = size(chance);
    match chance.below(100) {
        0..=21 if said.is_empty() => {
            let octets = photo_of_noise(bytes, chance).octets;
            let name = format!("IMG_{:04}.jpg", chance.below(10_000));
            File { name, content_type: "image/jpeg", octets }
        }
        22..=27 if said.is_empty() => bundle(name, voice, chance),
        kind => document(kind, name, said, bytes, voice, chance),
    }
}

/// Most files are small, and most octets lie in large ones.
fn size(chance: &mut Chance) -> usize {
    let (from, to) = match chance.below(100) {
        0..=36 => (8_000, 60_000),
        37..=64 => (60_000, 200_000),
        65..=85 => (200_000, 600_000),
        86..=95 => (600_000, 1_500_000),
        _ => (1_500_000, 6_000_000),
    };
    chance.between(from, to) as usize
}

fn document(kind: usize, name: &str, said: &str, bytes: usize, voice: Voice, chance: &mut Chance) -> File {
    let (extension, content_type, octets) = match kind % 10 {
        0..=4 => ("pdf", "application/pdf", pdf::make(said, bytes, voice, chance)),
        5..=6 => ("docx", WORD, text::make(said, bytes, voice, chance)),
        7 => ("xlsx", SHEETS, sheets::make(said, bytes, voice, chance)),
        8 => ("pptx", SLIDES, slides::make(said, bytes, voice, chance)),
        _ => {
            let lines = with(said, paragraphs(voice, bytes.min(60_000), chance), chance);
            ("csv", "text/csv; charset=utf-8", csv(&lines))
        }
    };
    File { name: format!("{name}.{extension}"), content_type, octets }
}

/// Packs some documents and a photo.
fn bundle(name: &str, voice: Voice, chance: &mut Chance) -> File {
    let mut entries = Vec::new();
    for number in 1..=chance.between(2, 4) {
        let (kind, bytes) = (chance.below(100), size(chance).min(200_000));
        let file = document(kind, &format!("{name}/annexe {number}"), "", bytes, voice, chance);
        entries.push((file.name, file.octets));
    }
    let picture = photo_of_noise(chance.between(40_000, 150_000) as usize, chance).octets;
    entries.push((format!("{name}/photo.jpg"), picture));
    let octets = zip::pack_deflated(&entries);
    File { name: format!("{name}.zip"), content_type: "application/zip", octets }
}

/// Puts a line anywhere behind the first.
fn with(said: &str, mut lines: Vec<String>, chance: &mut Chance) -> Vec<String> {
    if !said.is_empty() {
        lines.insert(1 + chance.below(lines.len()).min(lines.len() - 1), said.to_owned());
    }
    lines
}

/// Makes photos of `bytes` octets together, at most `most` of them.
fn photos(bytes: usize, most: usize, chance: &mut Chance) -> Vec<super::Photo> {
    const SMALLEST: usize = 20_000;
    let count = (bytes / SMALLEST).min(most);
    (0..count).map(|_| photo_of_noise(bytes / count, chance)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn contains(octets: &[u8], text: &[u8]) -> bool {
        octets.windows(text.len()).any(|window| window == text)
    }

    #[test]
    fn files_are_heavy_on_the_whole_and_of_many_types() {
        let mut chance = Chance::new(7);
        let voice = Voice { language: Language::French, now: 1_450_000_000 };
        let files: Vec<File> = (0..300).map(|_| heavy("note", "", voice, &mut chance)).collect();
        for extension in [".pdf", ".docx", ".xlsx", ".pptx", ".csv", ".jpg", ".zip"] {
            assert!(files.iter().any(|file| file.name.ends_with(extension)), "{extension}");
        }
        let mean = files.iter().map(|file| file.octets.len()).sum::<usize>() / files.len();
        assert!((200_000..450_000).contains(&mean), "{mean}");
    }

    #[test]
    fn what_a_document_must_say_stands_in_it() {
        let mut chance = Chance::new(7);
        let voice = Voice { language: Language::English, now: 1_450_000_000 };
        for kind in 0..10 {
            let file = document(kind, "note", "zorbaék", 30_000, voice, &mut chance);
            let text = unpacked(&file.octets);
            let found = contains(&text, "zorbaék".as_bytes()) || contains(&text, b"zorba\xe9k");
            assert!(found, "{}", file.name);
        }
    }

    /// Every run of deflate that stands somewhere in the octets, and these.
    fn unpacked(octets: &[u8]) -> Vec<u8> {
        let mut out = octets.to_vec();
        for (at, _) in octets.windows(4).enumerate().filter(|(_, four)| four == b"PK\x03\x04") {
            let field =
                |from: usize| usize::from(u16::from_le_bytes([octets[at + from], octets[at + from + 1]]));
            let start = at + 30 + field(26) + field(28);
            let inflated = miniz_oxide::inflate::decompress_to_vec(&octets[start..]);
            out.extend(inflated.unwrap_or_else(|error| error.output));
        }
        for (at, _) in octets.windows(7).enumerate().filter(|(_, seven)| seven == b"stream\n") {
            let inflated = miniz_oxide::inflate::decompress_to_vec_zlib(&octets[at + 7..]);
            out.extend(inflated.unwrap_or_else(|error| error.output));
        }
        out
    }
}
