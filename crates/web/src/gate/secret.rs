//! The start token and what is derived from it.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// A token that a caller brings has at least so many characters.
pub(crate) const LEAST_TOKEN_LENGTH: usize = 16;

/// A secret in a form that fits URLs and headers. Not printable by `Debug`.
pub(crate) struct Secret(String);

impl Secret {
    /// Takes a secret that the caller made.
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// Makes one of 256 random bits.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(hexadecimal(&bytes)))
    }

    /// Makes the secret for one purpose; it does not tell this one (HMAC-SHA256, RFC 2104).
    pub(crate) fn derive(&self, purpose: &str) -> Self {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        Self(hexadecimal(&mac.finalize().into_bytes()))
    }

    /// Compares in constant time, so that answers' delays tell nothing of the secret.
    pub(crate) fn matches(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// Returns the secret, to be handed to its reader.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_matches_itself_alone() {
        let secret = Secret::random().expect("random bytes");
        assert_eq!(secret.as_str().len(), 64);
        assert!(secret.matches(secret.as_str()));
        for other in ["", "0", &secret.as_str()[1..], &secret.as_str().to_uppercase().replace('0', "g")] {
            assert!(!secret.matches(other));
        }
    }

    #[test]
    fn purposes_differ_and_stay() {
        let secret = Secret::new("a".repeat(32));
        assert_eq!(secret.derive("csrf").as_str(), secret.derive("csrf").as_str());
        assert_ne!(secret.derive("csrf").as_str(), secret.derive("session").as_str());
    }
}
