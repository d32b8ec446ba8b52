//! Reads an mbox in one pass, message by message.

use std::io;

use greffe_terms::{Defect, FileState, Fingerprint, Flags};
use memchr::memmem;

use super::boundary::{self, End, Judgement, LOOKAHEAD_BYTES};
use super::dialect::Dialect;
use super::window::Window;
use crate::boxed::{Stream, reason_of};
use crate::error::IntakeError;
use crate::event::{Content, LostReason, Quoting};
use crate::header::{self, Survey};
use crate::options::Options;
use crate::place::shown;
use crate::postmark::{MAX_POSTMARK_BYTES, postmark};
use crate::spool::Gather;

/// A header is looked for in so much of a message.
const HEADER_BYTES: usize = 64 << 10;
/// A message over the limit goes to disk in steps of at least this.
const SPOOL_STEP_BYTES: usize = 1 << 20;

/// The reading of one mbox file.
pub(crate) struct Mbox {
    window: Window,
    dialect: Dialect,
    /// Messages so far, those of earlier runs included.
    items: u64,
    has_begun: bool,
    /// Length of the hole in view, which is to be told next.
    hole: usize,
}

/// What stands next in the file.
pub(crate) enum Piece {
    Message(Message),
    Lost { offset: u64, length: u64, reason: LostReason, kept: Option<Content> },
}

/// A message between two `From ` lines.
pub(crate) struct Message {
    pub(crate) offset: u64,
    pub(crate) content: Content,
    pub(crate) flags: Flags,
    pub(crate) postmark: Option<String>,
    pub(crate) quoting: Quoting,
    pub(crate) defects: Vec<Defect>,
}

/// A stretch of the file, before it is known whether it is a message.
struct Stretch {
    offset: u64,
    content: Content,
    postmark: Vec<u8>,
    end: StretchEnd,
    flags: Flags,
}

#[derive(PartialEq, Eq)]
enum StretchEnd {
    BlankLine,
    NoBlankLine,
    EndOfFile,
    Trouble,
}

impl Mbox {
    /// Reads `head`, then `stream`; `trouble` is what ended it already, if anything did.
    pub(crate) fn new(head: Vec<u8>, stream: Stream, trouble: Option<io::Error>) -> Self {
        let window = Window::new(head, stream, trouble);
        Self { window, dialect: Dialect::default(), items: 0, has_begun: false, hole: 0 }
    }

    /// Passes over what an earlier run has committed; says whether it is still
    /// there and still ends where a message ends. If not, this reading is spent.
    pub(crate) fn resume(&mut self, state: &FileState) -> bool {
        let Some(tail) = self.window.pass(state.committed_bytes) else { return false };
        self.items = state.items;
        self.has_begun = true;
        self.window.passed().sha256 == state.prefix_sha256 && self.stands_between_messages(&tail)
    }

    /// Returns the next piece; `None` at the end of the file.
    ///
    /// # Errors
    /// `Spool` if a message too large for memory cannot be written to disk.
    pub(crate) fn next(&mut self, options: &Options) -> Result<Option<Piece>, IntakeError> {
        if !self.has_begun {
            self.begin();
        }
        loop {
            if self.hole > 0 {
                return Ok(Some(self.take_hole()));
            }
            self.window.ensure(HEADER_BYTES);
            if self.window.bytes().is_empty() {
                return Ok(self.take_trouble());
            }
            let stretch = self.take_stretch(options)?;
            // Nothing but a hole, which is told by itself, or blank lines at the beginning.
            let is_nothing = stretch.content.length() == 0 && (self.hole > 0 || stretch.postmark.is_empty());
            if !is_nothing {
                return Ok(Some(self.recognise(stretch)));
            }
        }
    }

    /// Returns messages so far, and length and hash of the bytes before here.
    pub(crate) fn progress(&self) -> (u64, Fingerprint) {
        (self.items, self.window.passed())
    }

    /// A BOM and blank lines before the first message separate it from nothing.
    fn begin(&mut self) {
        self.has_begun = true;
        self.window.ensure(HEADER_BYTES);
        let view = self.window.bytes();
        let rest = header::skip_lead(view);
        // Only before a `From ` line: without one the bytes belong to the message.
        if rest.starts_with(b"From ") {
            self.window.consume(view.len() - rest.len());
        }
    }

    fn take_stretch(&mut self, options: &Options) -> Result<Stretch, IntakeError> {
        let postmark = self.take_postmark();
        let offset = self.window.offset();
        self.window.ensure(HEADER_BYTES);
        let top = header::survey(self.window.bytes());
        let mut gather = Gather::default();
        let found = match self.end_by_content_length(&postmark, &top, options) {
            Some(end) => Some(end),
            None => self.find_separator(&mut gather, options)?,
        };
        let end = match &found {
            Some(end) if end.has_blank_line || end.hole_end > end.message_end => StretchEnd::BlankLine,
            Some(end) if end.next < self.window.bytes().len() => StretchEnd::NoBlankLine,
            None if self.window.is_troubled() => StretchEnd::Trouble,
            _ => StretchEnd::EndOfFile,
        };
        let is_lone = postmark.is_empty() && self.items == 0;
        let mut bounds = found.unwrap_or_else(|| self.end_of_file(is_lone));
        if gather.is_spooled() && bounds.message_end == 0 {
            // NULs as far back as can be seen: no line end is known before them, so no hole.
            let text = self.window.bytes().get(..bounds.next).unwrap_or_default();
            let message_end = text.len() - boundary::last_blank_line(text);
            bounds = End { message_end, hole_end: message_end, ..bounds };
        }
        gather.push(&self.window.raw(bounds.message_end), options)?;
        self.window.consume(bounds.message_end);
        self.hole = bounds.hole_end - bounds.message_end;
        if self.hole == 0 {
            self.window.consume(bounds.next - bounds.message_end);
        }
        let content = gather.finish(options)?;
        let flags = self.flags(top, content.prefix());
        Ok(Stretch { offset, content, postmark, end, flags })
    }

    /// Returns the marks in the header of a message, of which `top` is the survey of what
    /// stood in view when it began.
    fn flags(&self, top: Survey, message: &[u8]) -> Flags {
        let has_seen_header = top.body_at.is_some_and(|body_at| body_at <= message.len());
        // Line ends in view may not be those of the message.
        if has_seen_header && !self.window.is_turned() { top.flags } else { header::survey(message).flags }
    }

    /// Takes the `From ` line in view, if one begins it.
    fn take_postmark(&mut self) -> Vec<u8> {
        let view = self.window.bytes();
        let near = view.get(..MAX_POSTMARK_BYTES).unwrap_or(view);
        if !near.starts_with(b"From ") {
            return Vec::new();
        }
        let Some(length) = memchr::memchr(b'\n', near).map(|newline| newline + 1).or(self.whole_view(near))
        else {
            return Vec::new();
        };
        let line = near.get(..length).unwrap_or_default().to_vec();
        self.dialect.saw_postmark(&line);
        self.window.consume(length);
        line
    }

    /// The last line of a file may lack its line end.
    fn whole_view(&self, near: &[u8]) -> Option<usize> {
        (near.len() == self.window.bytes().len()).then_some(near.len())
    }

    /// Looks for the next separator; lays the message down in `gather` on the way if
    /// it is too large for memory. `None`: there is none up to the end.
    fn find_separator(&mut self, gather: &mut Gather, options: &Options) -> Result<Option<End>, IntakeError> {
        let mut at = 0;
        loop {
            if at as u64 > options.limits.spool_above_bytes + SPOOL_STEP_BYTES as u64 {
                at = self.lay_down(at, gather, options)?;
            }
            let view = self.window.bytes();
            let Some(found) = memmem::find(view.get(at..).unwrap_or_default(), b"From ") else {
                // The word may lie across the border of what was read.
                at = at.max(view.len().saturating_sub(4));
                if !self.window.fill() {
                    return Ok(None);
                }
                continue;
            };
            at += found;
            if let Some(end) = self.judge(at) {
                return Ok(Some(end));
            }
            at += 5;
        }
    }

    fn judge(&mut self, at: usize) -> Option<End> {
        let before = at.checked_sub(1).and_then(|at| self.window.bytes().get(at));
        if !matches!(before, None | Some(b'\n' | b'>' | 0)) {
            return None;
        }
        self.window.ensure(at + LOOKAHEAD_BYTES);
        match boundary::judge(self.window.bytes(), at) {
            Judgement::Separator(end) => return Some(end),
            Judgement::Quoted(levels) => self.dialect.saw_quoted(levels),
            Judgement::Text | Judgement::BareLine => {}
        }
        None
    }

    /// Moves what lies well before `at` to disk; returns the new offset of the same byte.
    fn lay_down(&mut self, at: usize, gather: &mut Gather, options: &Options) -> Result<usize, IntakeError> {
        let n = at.saturating_sub(LOOKAHEAD_BYTES);
        gather.push(&self.window.raw(n), options)?;
        self.window.consume(n);
        Ok(at - n)
    }

    /// Returns where Content-Length says that the message in view ends, if a `From `
    /// line or the end of the file is there (mboxcl, mboxcl2).
    ///
    /// Longer messages than may lie in memory are not looked up: they end at the
    /// next separator, as in the other dialects.
    fn end_by_content_length(&mut self, postmark: &[u8], top: &Survey, options: &Options) -> Option<End> {
        if postmark.is_empty() {
            return None;
        }
        let (body_at, length) = (top.body_at?, top.content_length?);
        if length > options.limits.spool_above_bytes {
            return None;
        }
        let target = body_at.checked_add(usize::try_from(length).ok()?)?;
        self.window.ensure(target.checked_add(LOOKAHEAD_BYTES)?);
        let end = self.fitting_end(body_at, target)?;
        let body = self.window.bytes().get(body_at..end.message_end).unwrap_or_default();
        let has_bare_from = body.starts_with(b"From ") || memmem::find(body, b"\nFrom ").is_some();
        self.dialect.saw_fitting_length(has_bare_from);
        Some(end)
    }

    fn fitting_end(&self, body_at: usize, target: usize) -> Option<End> {
        let view = self.window.bytes();
        let after = view.get(target..)?;
        let begins_line = target == body_at || view.get(target - 1) == Some(&b'\n');
        let blank_bytes = match after {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => 0,
        };
        let rest = after.get(blank_bytes..)?;
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let is_next = line.starts_with(b"From ") && postmark(header::trim_line_end(line)).is_some();
        let is_end = rest.is_empty() && self.window.has_ended() && !self.window.is_troubled();
        let next = target + blank_bytes;
        let end = End { message_end: target, hole_end: target, next, has_blank_line: blank_bytes > 0 };
        (is_end || begins_line && is_next).then_some(end)
    }

    /// The last message ends before the file's last blank line and a hole; a lone
    /// message without `From ` line is the whole file.
    fn end_of_file(&self, is_lone: bool) -> End {
        let view = self.window.bytes();
        if is_lone || self.window.is_troubled() {
            let whole = view.len();
            return End { message_end: whole, hole_end: whole, next: whole, has_blank_line: false };
        }
        boundary::end_before(view)
    }

    fn recognise(&mut self, stretch: Stretch) -> Piece {
        let Stretch { offset, content, postmark, end, flags } = stretch;
        let top = content.prefix();
        let is_message =
            if postmark.is_empty() { header::is_message(top) } else { header::has_substance(top) };
        if !is_message {
            return self.lose(offset, content, postmark, &end);
        }
        self.items += 1;
        let defects = match end {
            StretchEnd::NoBlankLine => vec![Defect::NoBlankLineBeforeNext],
            StretchEnd::Trouble => vec![Defect::Truncated],
            StretchEnd::BlankLine | StretchEnd::EndOfFile => Vec::new(),
        };
        let quoting = if postmark.is_empty() && self.items == 1 && end == StretchEnd::EndOfFile {
            Quoting::None
        } else {
            self.dialect.quoting()
        };
        let postmark = (!postmark.is_empty()).then(|| shown(header::trim_line_end(&postmark)));
        Piece::Message(Message { offset, content, flags, postmark, quoting, defects })
    }

    fn lose(&self, offset: u64, content: Content, postmark: Vec<u8>, end: &StretchEnd) -> Piece {
        let reason = match end {
            StretchEnd::BlankLine | StretchEnd::NoBlankLine if postmark.is_empty() => {
                LostReason::BeforeFirstMessage
            }
            _ => LostReason::NoMessage,
        };
        // A `From ` line and nothing behind it: the line itself is what was lost.
        let (offset, content) = match content.length() {
            0 => (offset - postmark.len() as u64, Content::Memory(postmark)),
            _ => (offset, content),
        };
        Piece::Lost { offset, length: content.length(), reason, kept: Some(content) }
    }

    /// Tells the hole in view; the line ends after it separate.
    fn take_hole(&mut self) -> Piece {
        let offset = self.window.offset();
        let bytes = self.window.raw(self.hole).into_owned();
        self.window.consume(self.hole);
        self.hole = 0;
        let view = self.window.bytes();
        let line_ends = view.iter().take(4).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.window.consume(line_ends);
        let length = bytes.len() as u64;
        Piece::Lost { offset, length, reason: LostReason::NoMessage, kept: Some(Content::Memory(bytes)) }
    }

    fn take_trouble(&mut self) -> Option<Piece> {
        let trouble = self.window.take_trouble()?;
        let reason = reason_of(&trouble);
        Some(Piece::Lost { offset: self.window.offset(), length: 0, reason, kept: None })
    }

    /// After the bytes that end in `tail`, are we where an earlier run can have
    /// stopped? Not if the last message has gone on growing.
    fn stands_between_messages(&mut self, tail: &[u8]) -> bool {
        self.window.ensure(LOOKAHEAD_BYTES);
        let view = self.window.bytes();
        if view.is_empty() || tail.is_empty() {
            return true;
        }
        let blank_bytes = match view {
            [b'\r', b'\n', b'F', ..] => 2,
            [b'\n', b'F', ..] => 1,
            _ => 0,
        };
        let line = view.get(blank_bytes..).unwrap_or_default().split(|byte| *byte == b'\n').next();
        let is_next = postmark(header::trim_line_end(line.unwrap_or_default())).is_some();
        // A second blank line would belong to the message.
        let is_separated = blank_bytes == 0 || boundary::last_blank_line(tail) == 0;
        if !(is_next && is_separated && tail.ends_with(b"\n")) {
            return false;
        }
        self.window.consume(blank_bytes);
        true
    }
}
