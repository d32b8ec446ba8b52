//! Installed programs that get a second look at what the worker could not read.
//!
//! Only those that were asked for, only from the system's own folders, and each
//! behind walls of its own: it gets the file through a pipe, and what it says
//! comes back through one. A [`crate::Reading`] says which of them read it.

mod process;
mod second_look;
mod unpack;

use std::path::{Path, PathBuf};

pub(crate) use process::{Launch, Run};
pub use unpack::Unpacking;

/// `PATH` is not searched: whoever can change it would read along.
const FOLDERS: [&str; 2] = ["/usr/bin", "/usr/local/bin"];

/// Which programs may be asked where the worker read no text, or not all. None, unless named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tools {
    /// `pdftotext` (Poppler), for PDF.
    pub pdftotext: bool,
    /// `bsdtar` (libarchive), for RAR, and for 7z that is imported: it unpacks, and the worker
    /// or whoever imports reads.
    pub bsdtar: bool,
    /// `tesseract`, for images and for pages of PDF that are images.
    pub ocr: Option<Languages>,
}

/// Languages of a text to be recognised, as `tesseract` calls them: `fra+eng`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages(String);

impl Languages {
    /// Returns the languages; `None` unless each is a plain word.
    pub fn parse(names: &str) -> Option<Self> {
        let is_plain = |name: &str| {
            !name.is_empty()
                && name.len() <= 32
                && !name.starts_with('_')
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        let is_short = names.split('+').count() <= 8;
        (is_short && names.split('+').all(is_plain)).then(|| Self(names.to_owned()))
    }

    /// Returns them as they were named.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A program that may be launched: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tool {
    Pdftotext,
    Bsdtar,
    Tesseract,
}

/// What it is launched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Errand<'a> {
    /// To say its version.
    Version,
    /// To say which languages it knows (`tesseract`).
    Languages,
    /// To read its standard input, in these languages if it asks for any.
    Read(&'a str),
}

impl Tool {
    const ALL: [Self; 3] = [Self::Pdftotext, Self::Bsdtar, Self::Tesseract];

    /// Returns the name of its program.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pdftotext => "pdftotext",
            Self::Bsdtar => "bsdtar",
            Self::Tesseract => "tesseract",
        }
    }

    /// Returns the tool of that name.
    #[cfg(feature = "formats")]
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }

    /// Returns where it is installed, if it is.
    pub(crate) fn installed(self) -> Option<PathBuf> {
        let paths = FOLDERS.iter().map(|folder| Path::new(folder).join(self.name()));
        paths.into_iter().find(|path| path.is_file())
    }

    /// Returns what its program is told. None of it comes from a file.
    #[cfg(feature = "formats")]
    pub(crate) fn arguments(self, errand: Errand<'_>) -> Vec<String> {
        let words: &[&str] = match (self, errand) {
            (Self::Pdftotext, Errand::Version) => &["-v"],
            (_, Errand::Version) => &["--version"],
            (_, Errand::Languages) => &["--list-langs"],
            (Self::Pdftotext, Errand::Read(_)) => &["-q", "-enc", "UTF-8", "-", "-"],
            // Whatever the archive is, it comes out as tar, for the worker to read.
            (Self::Bsdtar, Errand::Read(_)) => &["-cf", "-", "--format=pax", "@-"],
            (Self::Tesseract, Errand::Read(languages)) => &["stdin", "stdout", "-l", languages],
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    }
}

impl Tools {
    fn asked(&self, tool: Tool) -> bool {
        match tool {
            Tool::Pdftotext => self.pdftotext,
            Tool::Bsdtar => self.bsdtar,
            Tool::Tesseract => self.ocr.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_words_and_no_options_or_paths() {
        for names in ["fra", "fra+eng", "chi_sim+eng"] {
            assert_eq!(Languages::parse(names).map(|languages| languages.0).as_deref(), Some(names));
        }
        for names in ["", "+", "fra+", "-psm", "../fra", "fra eng", "é", &"a".repeat(33), &"a+".repeat(9)] {
            assert_eq!(Languages::parse(names), None, "{names}");
        }
    }
}
