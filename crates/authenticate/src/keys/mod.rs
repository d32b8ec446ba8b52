//! The archive of domain keys: mail outlives DNS, so keys are *observations*.
//!
//! An [`Observation`] is what somebody saw and how; a [`KeyBook`] is what follows
//! from all of them for one name at one time. A key is never simply "the key":
//! it comes with who attests it, when, and what has become of it since.

mod algorithm;
mod attested;
mod book;
mod candidate;
mod claim;
mod confidence;
mod der;
mod export;
mod import;
mod line;
mod observation;
mod observer;
mod public;
mod record;
mod statement;
mod when;

pub use algorithm::{Algorithm, KeyType, UnknownAlgorithm};
pub use attested::{Attested, Fit};
pub use book::KeyBook;
pub use candidate::{Candidate, Candidates, UnusableRecord};
pub use claim::{ClaimKind, Exposure, KeyClaim};
pub use confidence::Confidence;
pub use export::{KeyForm, write_keys};
pub use import::read_keys;
pub use line::{NotRead, Unread, read_observations};
pub use observation::{KeyName, Method, Observation, UnknownMethod};
pub use observer::{BadObserverKey, ObserverKey, TrustedObserver};
pub use public::{BadKey, PublicKey};
pub use record::{KeyRecord, KeyUse, PublicHalf, Restriction, Unusable};
pub use when::When;
