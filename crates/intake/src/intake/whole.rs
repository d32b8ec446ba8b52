//! Files that hold one message or none: read whole, then told.

use std::io::{self, Cursor, Read};

use super::Intake;
use crate::bookkeeping::is_bookkeeping;
use crate::boxed::{Stream, reason_of};
use crate::digest::Digest;
use crate::emlx;
use crate::error::IntakeError;
use crate::event::{Content, Event, Found, LostReason, Quoting};
use crate::flags::of_maildir_name;
use crate::header;
use crate::input::{Opened, joined};
use crate::known::FileProgress;
use crate::mh::{self, Sequences};
use crate::options::Options;
use crate::outlook::{self, Rebuilt};
use crate::place::Place;
use crate::sniff::Format;
use crate::spool::Gather;
use greffe_terms::{Defect, FileState, Fingerprint, Flags};

/// A property list is read up to here.
const MAX_PROPERTY_LIST_BYTES: u64 = 1 << 20;

/// A file that was read to its end, or as far as it could be.
pub(super) struct Whole {
    /// Its bytes, if they were to be kept.
    content: Option<Content>,
    /// Length and hash after decompression.
    pub(super) decoded: Fingerprint,
    /// Length and hash as it lies in its place; `None` if it was not read to its end.
    pub(super) file: Option<Fingerprint>,
    /// Why the reading ended before the end.
    trouble: Option<LostReason>,
}

/// What a file turned out to hold.
enum Holding {
    Message {
        offset: u64,
        content: Content,
        flags: Flags,
        defects: Vec<Defect>,
    },
    Lost {
        reason: LostReason,
        kept: Option<Content>,
    },
    Document {
        content: Content,
    },
    Bookkeeping,
    /// Nothing at all.
    Empty,
}

impl Intake {
    /// Reads all of a file that is neither a mailbox nor a container, and tells it.
    pub(super) fn take_whole(
        &mut self,
        place: Place,
        opened: Opened,
        state: Option<FileState>,
    ) -> Result<(), IntakeError> {
        self.note_sequences(&place, &opened);
        let format = opened.format;
        let is_unfinished = place.is_maildir("tmp") && !matches!(format, Format::Empty);
        let is_bookkeeping = format == Format::Document && is_bookkeeping(&place);
        let keeps = is_unfinished || is_kept(format) && !is_bookkeeping;
        let whole = Whole::read(opened, keeps, &self.options)?;
        if state.is_some_and(|state| is_taken_in(format, &state) && whole.is_known(&state)) {
            let items =
                u64::from(matches!(format, Format::Message | Format::Emlx | Format::Msg) && !is_unfinished);
            self.skip(&place, items);
            self.finish(&place, items, whole.file);
            return Ok(());
        }
        let Whole { content, decoded, file, trouble } = whole;
        let holding = match trouble {
            Some(reason) => Holding::Lost { reason, kept: content },
            None if is_unfinished => Holding::Lost { reason: LostReason::Unfinished, kept: content },
            None => self.holding(&place, format, content)?,
        };
        let items = u64::from(matches!(holding, Holding::Message { .. }));
        self.tell_holding(&place, holding, decoded);
        self.finish(&place, items, file);
        Ok(())
    }

    fn holding(
        &self,
        place: &Place,
        format: Format,
        content: Option<Content>,
    ) -> Result<Holding, IntakeError> {
        Ok(match (format, content) {
            (Format::Message, Some(content)) => {
                let flags = self.flags(place, header::survey(header::skip_lead(content.prefix())).flags);
                Holding::Message { offset: 0, content, flags, defects: Vec::new() }
            }
            (Format::Emlx, Some(content)) => emlx_message(content, &self.options)?,
            (Format::Msg, Some(content)) => msg_message(content, &self.options)?,
            (Format::Unreadable(reason), kept) => Holding::Lost { reason, kept },
            (Format::Document, Some(content)) => Holding::Document { content },
            (Format::Empty, _) => Holding::Empty,
            _ => Holding::Bookkeeping,
        })
    }

    fn tell_holding(&mut self, place: &Place, holding: Holding, decoded: Fingerprint) {
        let path = place.path.clone();
        match holding {
            Holding::Message { offset, content, flags, defects } => {
                let found = Found { offset, flags, defects, ..whole_file(place, content) };
                self.told.push_back((Event::Message(found), Some(progress_of(place, decoded))));
            }
            Holding::Document { content } => self.tell_document(place, content, decoded),
            Holding::Lost { reason, kept } => self.lose(path, 0, decoded.bytes, reason, kept),
            Holding::Bookkeeping => self.tell(Event::Bookkeeping { path, bytes: decoded.bytes }),
            Holding::Empty => {}
        }
    }

    /// Tells a file that is no mail.
    pub(super) fn tell_document(&mut self, place: &Place, content: Content, decoded: Fingerprint) {
        let event = Event::Document(whole_file(place, content));
        self.told.push_back((event, Some(progress_of(place, decoded))));
    }

    /// Returns the marks of a message file: its layout's, else those in its header.
    fn flags(&self, place: &Place, in_header: Flags) -> Flags {
        if place.is_maildir("cur") || place.is_maildir("new") {
            return of_maildir_name(place.name());
        }
        match &self.sequences {
            Some((folder, sequences)) if folder == container_folder(place) => sequences.flags(place.name()),
            _ => in_header,
        }
    }

    fn note_sequences(&mut self, place: &Place, opened: &Opened) {
        if place.name() == mh::SEQUENCES {
            let folder = container_folder(place).to_owned();
            self.sequences = Some((folder, Sequences::parse(&opened.head)));
        }
    }
}

impl Whole {
    pub(super) fn read(opened: Opened, keeps: bool, options: &Options) -> Result<Self, IntakeError> {
        let Opened { head, stream, trouble, raw, .. } = opened;
        let mut gather = Gather::default();
        let mut digest = Digest::default();
        let trouble = each_piece(joined(head, stream, trouble), |piece| {
            digest.update(piece);
            if keeps { gather.push(piece, options) } else { Ok(()) }
        })?;
        let decoded = digest.fingerprint();
        let file = match raw {
            Some(tap) => tap.drain().ok(),
            None => trouble.is_none().then_some(decoded),
        };
        let content = if keeps { Some(gather.finish(options)?) } else { None };
        Ok(Self { content, decoded, file, trouble: trouble.as_ref().map(reason_of) })
    }

    /// Says whether an earlier run has committed these very bytes.
    fn is_known(&self, state: &FileState) -> bool {
        let same_prefix = state.items > 0
            && state.committed_bytes == self.decoded.bytes
            && state.prefix_sha256 == self.decoded.sha256;
        self.trouble.is_none() && (same_prefix || state.finished.is_some() && state.finished == self.file)
    }
}

/// Says whether the bytes of such a file go into an event.
fn is_kept(format: Format) -> bool {
    matches!(
        format,
        Format::Message
            | Format::Emlx
            | Format::Msg
            | Format::Document
            | Format::Unreadable(LostReason::NoMessage | LostReason::Utf16)
    )
}

/// Says whether what an earlier run made of such a file is in the archive: documents
/// were once read to their end and only counted.
pub(super) fn is_taken_in(format: Format, state: &FileState) -> bool {
    format != Format::Document || state.items > 0
}

/// A file that is one item, from its first byte to its last.
fn whole_file(place: &Place, content: Content) -> Found {
    Found {
        path: place.path.clone(),
        folder: place.message_folder(),
        offset: 0,
        length: content.length(),
        content,
        flags: Flags::default(),
        postmark: None,
        quoting: Quoting::None,
        defects: Vec::new(),
    }
}

fn progress_of(place: &Place, decoded: Fingerprint) -> FileProgress {
    FileProgress {
        path: place.path.clone(),
        committed_bytes: decoded.bytes,
        prefix_sha256: decoded.sha256,
        items: 1,
    }
}

/// Returns the path of the folder a file is in, containers included.
fn container_folder(place: &Place) -> &str {
    place.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Takes the message out of the content of an `.emlx` file.
fn emlx_message(content: Content, options: &Options) -> Result<Holding, IntakeError> {
    let span = emlx::message_span(content.prefix()).unwrap_or(0..content.length());
    let is_short = content.length() < span.end;
    let mut stream: Stream = match content {
        Content::Memory(bytes) => Box::new(Cursor::new(bytes)),
        Content::Spooled { file, .. } => Box::new(file),
    };
    let spool_error = |cause| crate::spool::failed(options, cause);
    io::copy(&mut stream.as_mut().take(span.start), &mut io::sink()).map_err(spool_error)?;
    let mut gather = Gather::default();
    let message = Box::new(stream.as_mut().take(span.end - span.start));
    if let Some(cause) = each_piece(message, |piece| gather.push(piece, options))? {
        return Err(spool_error(cause));
    }
    let mut property_list = Vec::new();
    stream.take(MAX_PROPERTY_LIST_BYTES).read_to_end(&mut property_list).map_err(spool_error)?;
    let defects = if is_short { vec![Defect::Truncated] } else { Vec::new() };
    let (content, flags) = (gather.finish(options)?, emlx::flags(&property_list));
    Ok(Holding::Message { offset: span.start, content, flags, defects })
}

/// Rebuilds the message that a MSG holds.
fn msg_message(content: Content, options: &Options) -> Result<Holding, IntakeError> {
    Ok(match outlook::msg(&content, options)? {
        Ok(Rebuilt { content, flags, defects }) => Holding::Message { offset: 0, content, flags, defects },
        Err(reason) => Holding::Lost { reason, kept: Some(content) },
    })
}

/// Gathers a file that was laid down; the inner error is what ended its reading too early.
pub(super) fn gathered(
    stream: Stream,
    options: &Options,
) -> Result<io::Result<(Content, Fingerprint)>, IntakeError> {
    let (mut gather, mut digest) = (Gather::default(), Digest::default());
    let trouble = each_piece(stream, |piece| {
        digest.update(piece);
        gather.push(piece, options)
    })?;
    match trouble {
        Some(error) => Ok(Err(error)),
        None => Ok(Ok((gather.finish(options)?, digest.fingerprint()))),
    }
}

/// Hands on what `stream` gives; returns the error that ended it, if one did.
fn each_piece(
    mut stream: Box<dyn Read + '_>,
    mut take: impl FnMut(&[u8]) -> Result<(), IntakeError>,
) -> Result<Option<io::Error>, IntakeError> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(None),
            Ok(n) => take(buffer.get(..n).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Ok(Some(error)),
        }
    }
}
