//! How well a domain's key is attested.

use serde::{Deserialize, Serialize};

/// From "computed from what it is to prove" to "proved by DNSSEC at that time".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// Recovered from the signatures under test: one key signed all these, whoever owned it.
    K0,
    /// One unsigned copy.
    K1,
    /// Two or more unsigned copies that agree, or handed in with the question.
    K2,
    /// One signed statement.
    K3,
    /// Seen by ourselves, or by two independent signed observers.
    K4,
    /// Proved by DNSSEC, or attested by the sender, at a time that includes the signature's.
    K5,
}
