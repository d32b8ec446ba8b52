//! The desk: one verb for each thing an archive can do.
//!
//! It opens the house (store, index), wires its edges (clock, randomness,
//! who reads files), and gives the doors plain values. A door depends on this room alone:
//! what holds here holds for every command and every page. All reading goes
//! through a [`Room`], which tells a [`Recorder`] of each [`Act`] before it answers.
//! It knows no language, no terminal and no HTTP.

mod archive;
pub mod audit;
mod catch_up;
mod check;
mod dated;
mod defects;
mod demo;
mod edges;
mod error;
mod export;
mod files;
mod import;
mod keys;
mod octets;
mod reader;
mod reading;
mod record;
mod refusal;
mod room;
#[cfg(feature = "samples")]
pub mod samples;
mod threads;
mod verdicts;
mod verify;
pub mod view;

pub use greffe_authenticate::{
    Alignment, ArcField, BodyResult, Bundle, BundleFile, Canonical, Canonicalization, Chain, ChainEnd,
    ChainResult, Claim, ClaimKind, Confidence, Coverage, Covered, Dialect, Evidence, HeaderResult, Judgement,
    KeyClaim, KeyFacts, KeyForm, KeyNote, Method, Observation, Repair, RepairMade, Signature, SignatureTime,
    Statement, UnknownMethod, When,
};
pub use greffe_extract::worker::called as serve_as_worker;
pub use greffe_extract::{
    Drawing, Inner, Languages, Mark, Metadata, NoPicture, Outcome as ReadingOutcome, Picture, Piece,
    Position, Reading, Tools, Why as WhyUnread, Worker,
};
pub use greffe_index::{Foremost, Highlights, Site, time_zone};
pub use greffe_intake::{Account, FolderSeen, Secret};
pub use greffe_message::LEAST_WORDS;
pub use greffe_message::write::csv;
pub use greffe_terms::{Kind, Reason, Timestamp, Verdict};

pub use archive::Archive;
pub use check::{CheckReport, Problem};
pub use demo::{DemoRequest, demo};
pub use edges::{Edges, read_instant, system_timezone};
pub use error::{Coded, Error, Fault};
pub use export::{ExportFormat, ExportReport, ExportRequest, ExportedFile};
pub use files::{FilesReport, ReadFilesRequest};
pub use import::{AttachmentsReport, ImportReport, ImportRequest, LostSpan, Progress, Timings};
pub use keys::{
    KeysReport, ObserverView, Provenance, Recoverable, RecoveryProgress, RecoveryReport, TrustReport, Turned,
    UnreadKey,
};
pub use record::{Act, Recorded, Recorder};
pub use refusal::refused;
pub use room::{PeopleRequest, Room, SearchRequest, Sort, received_by, sent_by};
pub use verify::{
    BundleOrder, LookUpReport, Printer, Statements, Verification, VerifiedMessage, VerifyProgress,
    VerifyReport, VerifyRequest,
};
