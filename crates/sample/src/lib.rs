//! A seed gives a fictional mail archive with its ground truth.
//!
//! The Région Hautes-Terres, its mailboxes, its quarrel about who may read them:
//! all invented, for the demonstration, the tests and the measurements. Mails
//! are made one after another in constant memory, and each comes with what a
//! perfect reader would find in it, and what its signatures prove.
//!
//! This is a writer and nothing else: it shares no code with the rooms that
//! read mail, so that a misunderstanding cannot hide on both sides at once. It
//! does no I/O and knows no clock; `greffe-sample` beside it writes files.

mod archive;
mod attachment;
pub mod audit;
pub mod bundle;
mod calendar;
mod chance;
mod damage;
mod draft;
mod dress;
mod envelope;
mod hostile;
mod journey;
pub mod keyring;
mod kinds;
mod letter;
mod loose;
mod mail;
mod needle;
mod page;
mod planting;
mod proof;
mod repeated;
mod sheet;
mod sign;
mod story;
mod thread;
mod wire;
mod words;
mod world;

pub use archive::{Attachments, Plan, generate, generate_with};
pub use hostile::hostile_mails;
pub use loose::{LooseDocument, loose_documents};
pub use mail::{Mail, Mailbox, Needle, Oddity, Place, Truth};
pub use proof::{Proof, SignatureTruth};
pub use repeated::{Repeated, Repetition, repeated_texts};
pub use sign::Dialect;
pub use world::mailboxes;
