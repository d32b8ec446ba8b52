//! The fingerprint of what was handed in: a file's own, or a listing of a folder's.

use greffe_terms::Fingerprint;

use crate::digest::Digest;
use crate::known::SourceFingerprint;

/// Gathers fingerprints of files in the order of their paths.
#[derive(Default)]
pub(crate) struct Listing {
    lines: Digest,
    bytes: u64,
}

impl Listing {
    /// Adds a line as `sha256sum` prints it: a name with a line end or a backslash
    /// in it is escaped, and the line then begins with a backslash.
    pub(crate) fn add(&mut self, path: &str, file: &Fingerprint) {
        let escaped = path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
        let mark = if escaped == path { "" } else { "\\" };
        let hex: String = file.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        self.lines.update(format!("{mark}{hex}  {escaped}\n").as_bytes());
        self.bytes += file.bytes;
    }

    /// Returns the folder's fingerprint.
    pub(crate) fn fingerprint(&self, path: &str) -> SourceFingerprint {
        let sha256 = self.lines.fingerprint().sha256;
        SourceFingerprint { path: path.to_owned(), bytes: self.bytes, sha256 }
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn a_folder_is_what_sha256sum_prints() {
        let mut listing = Listing::default();
        listing.add("a/1.eml", &Fingerprint { bytes: 3, sha256: [0xAB; 32] });
        listing.add("b\nc", &Fingerprint { bytes: 4, sha256: [0; 32] });
        let printed = format!("{}  a/1.eml\n\\{}  b\\nc\n", "ab".repeat(32), "00".repeat(32));
        let told = listing.fingerprint("x");
        assert_eq!(told.sha256[..], Sha256::digest(printed)[..]);
        assert_eq!(told.bytes, 7);
    }
}
