//! Loose documents, as they lie beside the mail in a dump: each holds a word that stands
//! nowhere else, or says something of who made it and where.

use crate::attachment::{jpeg_at, pdf, xlsx_by};

/// A file of a dump that is no mail.
#[derive(Debug, Clone, PartialEq)]
pub struct LooseDocument {
    /// Where it lies below the dump's folder.
    pub path: &'static str,
    /// The file.
    pub octets: Vec<u8>,
    /// A word of its text; `None` for a picture.
    pub word: Option<&'static str>,
    /// Who wrote it, as it says itself.
    pub author: Option<&'static str>,
    /// Latitude and longitude that it says it was taken at.
    pub position: Option<(f64, f64)>,
}

/// Returns a spreadsheet, a letter and a photo, always the same.
pub fn loose_documents() -> Vec<LooseDocument> {
    let lines = |text: &[&str]| text.iter().map(|line| (*line).to_owned()).collect::<Vec<String>>();
    let table = lines(&["Poste;Montant", "Avances du cabinet;48200", "Provision carambole;1750"]);
    let letter =
        lines(&["Note au président", "Le bail du local de la rue Haute prend fin sous le mot palimpseste."]);
    vec![
        LooseDocument {
            path: "Documents/Cabinet/avances 2015.xlsx",
            octets: xlsx_by("Solène Vasseur", &table),
            word: Some("carambole"),
            author: Some("Solène Vasseur"),
            position: None,
        },
        LooseDocument {
            path: "Documents/Cabinet/note bail.pdf",
            octets: pdf(&letter),
            word: Some("palimpseste"),
            author: None,
            position: None,
        },
        LooseDocument {
            path: "Photos/IMG_0417.jpg",
            octets: jpeg_at((45, 30), (3, 15)),
            word: None,
            author: None,
            position: Some((45.5, 3.25)),
        },
    ]
}
