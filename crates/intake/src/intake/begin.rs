//! The beginning of one file: what it is, and whether an earlier run has it.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use greffe_terms::{FileState, Fingerprint};

use super::open_file::WholeFile;
use super::whole::{Whole, gathered, is_taken_in};
use super::{Body, Intake, OpenFile};
use crate::boxed::{FileSpan, Stream, Tap, reason_of};
use crate::container::{Tar, Zip};
use crate::error::IntakeError;
use crate::event::LostReason;
use crate::input::{Input, Opened, joined};
use crate::known::Known;
use crate::mbox::Mbox;
use crate::outlook::OpenPst;
use crate::place::Place;
use crate::sniff::Format;
use crate::unpack::{Unpacked, Unpacker};

impl Intake {
    /// Begins `input`: puts it on the stack, or tells all of it at once.
    pub(super) fn begin(&mut self, mut input: Input, known: &dyn Known) -> Result<(), IntakeError> {
        let state = known.file(&input.place.path);
        if state.is_some() {
            // To compare with what was committed and still be able to begin anew.
            input.make_rereadable(&self.options)?;
        }
        let opened = match input.open(&self.options) {
            Ok(opened) => opened,
            Err(error) => {
                self.lose(input.place.path, 0, 0, reason_of(&error), None);
                return Ok(());
            }
        };
        if let Some(state) = &state
            && let Some(same) = same_as_finished(&mut input, &opened, state)
        {
            // A document is an item of its file, and no message; some of them are zips.
            let is_document = matches!(opened.format, Format::Document | Format::Zip);
            let items = if is_document { 0 } else { state.items };
            self.skip(&input.place, items);
            self.finish(&input.place, items, Some(same));
            return Ok(());
        }
        match opened.format {
            Format::Mbox => self.begin_mbox(input, opened, state),
            Format::Tar | Format::Zip | Format::Packed | Format::Pst
                if opened.depth >= self.options.limits.depth =>
            {
                let refused = Opened { format: Format::Unreadable(LostReason::TooDeep), ..opened };
                self.take_whole(input.place, refused, state)
            }
            Format::Tar => {
                self.begin_tar(input, opened);
                Ok(())
            }
            Format::Zip => self.begin_zip(input, opened),
            Format::Packed => match self.options.unpacker.clone() {
                Some(unpacker) => self.begin_packed(input, opened, unpacker.as_ref()),
                None => self.refuse_packed(&input.place, opened),
            },
            Format::Pst => self.begin_pst(input, opened, state),
            _ => self.take_whole(input.place, opened, state),
        }
    }

    fn begin_mbox(
        &mut self,
        mut input: Input,
        opened: Opened,
        state: Option<FileState>,
    ) -> Result<(), IntakeError> {
        let (mut mbox, mut raw) = mailbox(opened);
        if let Some(state) = state.filter(|state| state.committed_bytes > 0) {
            if mbox.resume(&state) {
                self.skip(&input.place, state.items);
            } else {
                // The file has changed: all of it anew.
                match input.open(&self.options) {
                    Ok(again) => (mbox, raw) = mailbox(again),
                    Err(error) => {
                        self.lose(input.place.path, 0, 0, reason_of(&error), None);
                        return Ok(());
                    }
                }
            }
        }
        self.push(input.place, Body::Mbox { mbox: Box::new(mbox), raw });
        Ok(())
    }

    fn begin_tar(&mut self, input: Input, opened: Opened) {
        let Opened { head, stream, trouble, raw, depth, .. } = opened;
        let stream = joined(head, stream, trouble);
        // Compressed, the file is hashed below the decompression; else here.
        let (stream, raw): (Stream, Tap) = match raw {
            Some(raw) => (stream, raw),
            None => {
                let tap = Tap::new(stream);
                (Box::new(tap.clone()), tap)
            }
        };
        let tar = Tar::new(stream, self.options.limits.entries);
        let whole = WholeFile::Flowing(raw);
        self.push(input.place, Body::Tar { tar, whole, budget: input.budget, depth });
    }

    /// Tells an archive that nobody unpacks. It was not read to its end: whoever comes
    /// again with somebody who does finds it open.
    fn refuse_packed(&mut self, place: &Place, opened: Opened) -> Result<(), IntakeError> {
        let whole = Whole::read(opened, false, &self.options)?;
        self.lose(place.path.clone(), 0, whole.decoded.bytes, LostReason::NotUnpacked, None);
        if let Some(fingerprint) = whole.file {
            self.certify(place, fingerprint);
        }
        Ok(())
    }

    /// Begins an archive that somebody else turns into tar.
    fn begin_packed(
        &mut self,
        input: Input,
        opened: Opened,
        unpacker: &dyn Unpacker,
    ) -> Result<(), IntakeError> {
        let (place, budget, depth) = (input.place.clone(), Arc::clone(&input.budget), opened.depth);
        let filed = input.into_file(opened, &self.options)?;
        if let Some(reason) = filed.breaks_off {
            self.lose(place.path.clone(), filed.bytes, 0, reason, None);
        }
        match from_beginning(&filed.file).and_then(|archive| unpacker.unpack(archive)) {
            Ok(stream) => {
                let (archive_bytes, produced_bytes, budget_of) = (filed.bytes, 0, Arc::clone(&budget));
                let stream = Unpacked { stream, archive_bytes, produced_bytes, budget: budget_of };
                let tar = Tar::new(Box::new(stream), self.options.limits.entries);
                let whole = WholeFile::Read(filed.fingerprint);
                self.push(place, Body::Tar { tar, whole, budget, depth });
            }
            Err(error) => self.lose(place.path, 0, filed.bytes, reason_of(&error), None),
        }
        Ok(())
    }

    fn begin_zip(&mut self, input: Input, opened: Opened) -> Result<(), IntakeError> {
        let (place, budget, depth) = (input.place.clone(), input.budget.clone(), opened.depth);
        let count = input.count();
        let filed = input.into_file(opened, &self.options)?;
        if let Some(reason) = filed.breaks_off {
            self.lose(place.path.clone(), filed.bytes, 0, reason, None);
        }
        match Zip::open(Arc::clone(&filed.file), count, budget.clone(), &self.options.limits) {
            Ok(zip) if zip.is_document() => {
                let whole = FileSpan { file: Arc::clone(&filed.file), at: 0, left: filed.bytes };
                match gathered(Box::new(whole), &self.options)? {
                    Ok((content, decoded)) => self.tell_document(&place, content, decoded),
                    Err(error) => self.lose(place.path.clone(), 0, filed.bytes, reason_of(&error), None),
                }
                self.finish(&place, 0, filed.fingerprint);
            }
            Ok(zip) => self.push(place, Body::Zip { zip, file: filed.fingerprint, budget, depth }),
            Err(reason) => {
                self.lose(place.path.clone(), 0, filed.bytes, reason, None);
                self.finish(&place, 0, filed.fingerprint);
            }
        }
        Ok(())
    }

    fn begin_pst(
        &mut self,
        input: Input,
        opened: Opened,
        state: Option<FileState>,
    ) -> Result<(), IntakeError> {
        let (place, budget) = (input.place.clone(), input.budget.clone());
        let count = input.count();
        let filed = input.into_file(opened, &self.options)?;
        if let Some(reason) = filed.breaks_off {
            self.lose(place.path.clone(), filed.bytes, 0, reason, None);
        }
        match OpenPst::open(filed.file, filed.bytes, count, budget) {
            Ok(mut pst) => {
                let resumed = state.zip(filed.fingerprint).and_then(|(state, file)| pst.resume(&state, file));
                if let Some(items) = resumed {
                    self.skip(&place, items);
                }
                self.push(place, Body::Pst { pst: Box::new(pst), file: filed.fingerprint });
            }
            Err(reason) => {
                self.lose(place.path.clone(), 0, filed.bytes, reason, None);
                self.finish(&place, 0, filed.fingerprint);
            }
        }
        Ok(())
    }

    fn push(&mut self, place: Place, body: Body) {
        self.open.push(OpenFile::new(place, body));
    }
}

/// Returns a handle on a file that others read too, at its beginning.
fn from_beginning(file: &Mutex<File>) -> io::Result<File> {
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner).try_clone()?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn mailbox(opened: Opened) -> (Mbox, Option<Tap>) {
    (Mbox::new(opened.head, opened.stream, opened.trouble), opened.raw)
}

/// Returns the file's fingerprint if an earlier run has finished this very file,
/// where that is not found out on the way.
fn same_as_finished(input: &mut Input, opened: &Opened, state: &FileState) -> Option<Fingerprint> {
    let finished = state.finished.filter(|_| is_taken_in(opened.format, state))?;
    let is_found_out_later = match opened.format {
        // It may be that nobody unpacked it.
        Format::Packed if state.items == 0 => return None,
        Format::Tar | Format::Zip | Format::Packed => false,
        // The prefix that is compared anyway is the whole file.
        Format::Mbox => state.committed_bytes == finished.bytes,
        _ => true,
    };
    if opened.raw.is_none() && is_found_out_later {
        return None;
    }
    input.fingerprint_if_long(finished.bytes).filter(|fingerprint| *fingerprint == finished)
}
