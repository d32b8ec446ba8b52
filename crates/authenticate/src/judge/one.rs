//! One signature of a message: header and body are judged apart, then weighed.

use std::cell::OnceCell;

use greffe_terms::Reason;

use super::ask::{Answer, MAX_EFFORT, Question};
use super::body::BodyFound;
use super::coverage::coverage;
use super::mail::Mail;
use super::presentation::Presentation;
use super::time::signature_time;
use super::verdict::{Weighed, weigh};
use super::{BodyKept, Circumstances};
use crate::bodies::Bodies;
use crate::headers::{Headers, bare_line_feeds};
use crate::keys::{Algorithm, KeyBook};
use crate::report::{BodyResult, HeaderResult, Repair, RepairMade, Signature};
use crate::signature::{Selection, Written, select};

/// A message while it is judged.
pub(crate) struct Judging<'a> {
    pub(super) headers: &'a Headers<'a>,
    pub(super) keys: &'a KeyBook,
    pub(super) circumstances: &'a Circumstances,
    pub(super) bodies: Bodies<'a>,
    mail: OnceCell<Mail>,
    bare_line_feeds: Option<u64>,
    presentation: Presentation<'a>,
    /// Nobody asks which octets are signed.
    is_in_outline: bool,
    /// What may still be asked of keys.
    pub(super) effort_left: u64,
}

impl<'a> Judging<'a> {
    /// Begins with a message.
    pub(crate) fn new(headers: &'a Headers<'a>, keys: &'a KeyBook, circumstances: &'a Circumstances) -> Self {
        Judging {
            headers,
            keys,
            circumstances,
            bodies: Bodies::new(headers),
            mail: OnceCell::new(),
            bare_line_feeds: None,
            presentation: Presentation::of(headers),
            is_in_outline: false,
            effort_left: MAX_EFFORT,
        }
    }

    /// Leaves out which octets of the body are signed.
    pub(super) fn in_outline(mut self) -> Self {
        self.is_in_outline = true;
        self
    }

    /// Returns the domain of the author that is shown.
    pub(super) fn author_domain(&self) -> Option<String> {
        self.mail().author_domain().map(str::to_owned)
    }

    /// Nothing is held against a message that nobody signed.
    fn mail(&self) -> &Mail {
        self.mail.get_or_init(|| Mail::of(self.headers))
    }

    /// Judges one signature.
    pub(crate) fn signature(&mut self, written: &Written<'_>) -> Signature {
        self.signature_over(written, &select(self.headers, written))
    }

    /// Judges one signature over the fields that it is known to be over.
    pub(crate) fn signature_over(&mut self, written: &Written<'_>, selection: &Selection) -> Signature {
        let body = self.body(written);
        let answer = match self.question(written, selection, &body) {
            Ok(question) => self.ask(&question),
            Err(reason) => Answer::none(HeaderResult::Malformed, Some(reason)),
        };
        let body = if written.hashes_body_apart() { body } else { self.body_in_one(written, &answer, body) };
        self.report(written, selection, &body, answer)
    }

    /// Returns what to ask the keys, or why they cannot be asked.
    pub(super) fn question<'q, 'w>(
        &self,
        written: &'q Written<'w>,
        selection: &'q Selection,
        body: &BodyFound,
    ) -> Result<Question<'q, 'w>, Reason> {
        Ok(Question {
            written,
            selection,
            algorithm: self.algorithm_to_ask(written)?,
            signed_at: written.signed_at.or_else(|| self.mail().date),
            body_was_8bit: body.matches() && body.reading.decodes,
        })
    }

    fn algorithm_to_ask(&self, written: &Written<'_>) -> Result<Algorithm, Reason> {
        let lacks_body = self.circumstances.body == BodyKept::Rebuilt && !written.hashes_body_apart();
        match (written.fault, written.algorithm) {
            (Some(fault), _) => Err(fault),
            (None, None) => Err(Reason::UnsupportedDialect),
            (None, Some(_)) if lacks_body => Err(Reason::BodyNotAvailable),
            (None, Some(_)) if self.headers.is_cut() => Err(Reason::LimitReached),
            (None, Some(algorithm)) => Ok(algorithm),
        }
    }

    fn report(
        &mut self,
        written: &Written<'_>,
        selection: &Selection,
        body: &BodyFound,
        answer: Answer,
    ) -> Signature {
        let (header, body_result) = (answer.proved(), body.proved());
        let authorship = self.mail().authorship(&written.domain, selection);
        let coverage = coverage(self.headers, written, selection);
        let time = signature_time(written, self.mail().date, self.circumstances.now);
        let repairs = self.repairs(body, &answer);
        let could_mislead = header == HeaderResult::Valid && self.presentation.could_mislead(&coverage);
        let (verdict, reasons) = weigh(&Weighed {
            written,
            body,
            answer: &answer,
            authorship,
            coverage: &coverage,
            could_mislead,
            time: &time,
            repairs: &repairs,
            circumstances: self.circumstances,
        });
        let signed_octets = body.signed_octets.filter(|_| body.matches() && !body.reading.only_explains());
        let form = written.canonicalization.body;
        let signed_body = signed_octets
            .filter(|_| !self.is_in_outline)
            .map(|octets| self.bodies.signed_span(form, body.reading, octets));
        let span = |&number: &usize| self.headers.fields()[number].whole();
        Signature {
            dialect: written.dialect,
            domain: written.domain.clone(),
            selector: written.selector.clone(),
            identity: written.identity.clone(),
            algorithm: written.algorithm_name.clone(),
            canonicalization: written.canonicalization,
            header,
            body: body_result,
            signed_octets: body.signed_octets,
            body_octets: body.octets,
            coverage,
            key: answer.key.map(|(_, facts)| facts),
            time,
            aligned: authorship.aligned,
            repairs,
            verdict,
            reasons,
            field: written.field(self.headers).whole(),
            signed_fields: selection.numbers.iter().map(span).collect(),
            signed_body: signed_body.unwrap_or_default(),
        }
    }

    /// Returns what had to be undone before header or body matched, in the order of the repairs.
    fn repairs(&mut self, body: &BodyFound, answer: &Answer) -> Vec<RepairMade> {
        let header_matches = answer.header == HeaderResult::Valid;
        if !header_matches && !body.matches() {
            return Vec::new();
        }
        let mut repairs = Vec::new();
        let headers = self.headers;
        let places = *self.bare_line_feeds.get_or_insert_with(|| bare_line_feeds(headers.octets()));
        if places > 0 {
            repairs.push(RepairMade { repair: Repair::LineEnds, places, offset: None });
        }
        if header_matches {
            repairs.extend(answer.header_reading.repairs());
        }
        if body.matches() {
            repairs.extend(self.bodies.repairs(body.reading));
        }
        repairs.sort_by_key(|made| made.repair);
        repairs.dedup_by_key(|made| made.repair);
        repairs
    }
}

impl Answer {
    /// Returns what the keys say of the header as it is; what a list added is no part of it.
    pub(super) fn proved(&self) -> HeaderResult {
        match self.header {
            HeaderResult::Valid if self.header_reading.only_explains() => HeaderResult::Invalid,
            header => header,
        }
    }
}

impl BodyFound {
    /// Returns what is shown of the body as it is; what a list added is no part of it.
    pub(super) fn proved(&self) -> BodyResult {
        if self.matches() && self.reading.only_explains() { BodyResult::Differs } else { self.result }
    }
}
