//! What a message's signatures prove, and what stands beside them.
//!
//! The verdict is the judge's alone. What is shown with it (earlier verdicts,
//! mails that quote this one, other copies of it) never changes its name.

use greffe_authenticate::Judgement;
use greffe_terms::Verdict;
use serde::Serialize;

/// What is proven of a message, what was said of it before, and what speaks for it otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct AuthenticationView {
    /// Verdict, reasons, signatures, chain and claims.
    #[serde(flatten)]
    pub judgement: Judgement,
    /// Domains whose key made a signature over these headers and this body, whoever the author is.
    pub signed_by: Vec<String>,
    /// Earlier verdicts, the oldest change first; empty when it never changed.
    pub history: Vec<VerdictChange>,
    /// Verified messages that quote or attach this one; looked for when it is not verified itself.
    pub siblings: Vec<SiblingView>,
    /// Other messages with the same Message-ID.
    pub copies: Vec<CopyView>,
    /// Keys that nobody has shown: with them, more could be said.
    pub settle: Vec<KeyName>,
}

/// A verdict that became another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictChange {
    /// What it was.
    pub was: Verdict,
    /// What it became.
    pub now: Verdict,
    /// When (RFC 3339, UTC).
    pub since: String,
    /// Why.
    pub because: Because,
}

/// Why a verdict became another one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Because {
    /// Something was learnt of a domain's key.
    Key {
        /// The domain.
        domain: String,
        /// The selector.
        selector: String,
        /// How it was learnt, as an observation says: `dns`, `document`, `recovered`...
        method: String,
        /// Who or what says so.
        source: String,
    },
    /// The archive began or ceased to trust an observer who had stated the key.
    Observers,
    /// A newer greffe judges otherwise.
    Judge {
        /// Its number.
        version: u32,
    },
    /// What came in with it shows that the export rewrote bodies, or, with more of it, that it did not.
    Export {
        /// The source as it was handed in.
        source: String,
    },
}

/// A verified message that holds the words of another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiblingView {
    /// Its id.
    pub id: String,
    /// How it holds them.
    pub how: HowQuoted,
    /// The share of the other's own words that it holds, from 0 to 1.
    pub share: f64,
    /// The domain whose signature covers it.
    pub domain: String,
    /// Its date (RFC 3339, UTC).
    pub date: Option<String>,
    /// Its From, as written.
    pub from: String,
}

/// How a message holds another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HowQuoted {
    /// As quoted text, which whoever wrote it could edit.
    Quoted,
    /// Whole, as an attached message.
    Attached,
}

/// Another message with the same Message-ID.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyView {
    /// Its id.
    pub id: String,
    /// Its body is the same, octet for octet but for line ends.
    pub same_body: bool,
    /// Its verdict; `None` while it is not judged.
    pub verdict: Option<Verdict>,
}

/// The name of a domain's key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct KeyName {
    /// The domain, in lower case.
    pub domain: String,
    /// The selector.
    pub selector: String,
}
