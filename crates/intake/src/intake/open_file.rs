//! A mailbox or a container that is being read.

use std::sync::Arc;

use greffe_terms::Fingerprint;

use crate::boxed::{Budget, Tap};
use crate::container::{Tar, Zip};
use crate::error::IntakeError;
use crate::event::{Event, Found, Lost};
use crate::known::FileProgress;
use crate::mbox::{Mbox, Piece};
use crate::options::Options;
use crate::outlook::OpenPst;
use crate::place::Place;

/// One level of the stack.
pub(super) struct OpenFile {
    pub(super) place: Place,
    pub(super) body: Body,
    /// Messages in what it contains, as far as it was read.
    pub(super) items: u64,
    /// Nothing but its end has stopped the reading so far.
    is_whole: bool,
}

/// What is read on this level.
pub(super) enum Body {
    Mbox { mbox: Box<Mbox>, raw: Option<Tap> },
    Tar { tar: Tar, whole: WholeFile, budget: Arc<Budget>, depth: usize },
    Zip { zip: Zip, file: Option<Fingerprint>, budget: Arc<Budget>, depth: usize },
    Pst { pst: Box<OpenPst>, file: Option<Fingerprint> },
}

/// The hash of an archive.
pub(super) enum WholeFile {
    /// Known at its end.
    Flowing(Tap),
    /// Known before it was unpacked.
    Read(Option<Fingerprint>),
}

impl OpenFile {
    /// Begins a level.
    pub(super) fn new(place: Place, body: Body) -> Self {
        Self { place, body, items: 0, is_whole: true }
    }

    /// Returns what stands next if this is a mailbox or a PST that has not ended.
    pub(super) fn next_piece(&mut self, options: &Options) -> Result<Option<Event>, IntakeError> {
        let path = self.place.path.clone();
        let mbox = match &mut self.body {
            Body::Mbox { mbox, .. } => mbox,
            Body::Pst { pst, .. } => return pst.next(&path, &self.place.base_folder(), options),
            Body::Tar { .. } | Body::Zip { .. } => return Ok(None),
        };
        let Some(piece) = mbox.next(options)? else { return Ok(None) };
        Ok(Some(match piece {
            Piece::Message(message) => Event::Message(Found {
                path,
                folder: self.place.mailbox_folder(),
                offset: message.offset,
                length: message.content.length(),
                content: message.content,
                flags: message.flags,
                postmark: message.postmark,
                quoting: message.quoting,
                defects: message.defects,
            }),
            Piece::Lost { offset, length, reason, kept } => {
                // Only what could not be read at all has no length.
                self.is_whole &= length > 0;
                Event::Lost(Lost { path, offset, length, reason, kept })
            }
        }))
    }

    /// Returns where the reading of a mailbox or a PST stands.
    pub(super) fn progress(&self) -> Option<FileProgress> {
        let (items, Fingerprint { bytes, sha256 }) = match &self.body {
            Body::Mbox { mbox, .. } => mbox.progress(),
            Body::Pst { pst, file } => pst.progress((*file)?),
            Body::Tar { .. } | Body::Zip { .. } => return None,
        };
        let path = self.place.path.clone();
        Some(FileProgress { path, committed_bytes: bytes, prefix_sha256: sha256, items })
    }

    /// Returns how many messages are in it.
    pub(super) fn messages(&self) -> u64 {
        match &self.body {
            Body::Mbox { mbox, .. } => mbox.progress().0,
            Body::Pst { pst, .. } => pst.messages(),
            Body::Tar { .. } | Body::Zip { .. } => self.items,
        }
    }

    /// Returns length and hash, at its end; `None` if it was not read to its end.
    ///
    /// A compression that does not add up ends the reading of what is in it; the
    /// file around it still has an end and a hash.
    pub(super) fn fingerprint(&self) -> Option<Fingerprint> {
        match &self.body {
            Body::Mbox { raw: Some(raw), .. } | Body::Tar { whole: WholeFile::Flowing(raw), .. } => {
                raw.drain().ok()
            }
            Body::Mbox { mbox, raw: None } => self.is_whole.then(|| mbox.progress().1),
            Body::Tar { whole: WholeFile::Read(file), .. }
            | Body::Zip { file, .. }
            | Body::Pst { file, .. } => *file,
        }
    }
}
