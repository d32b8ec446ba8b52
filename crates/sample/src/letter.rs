//! A letter: written, and about to be signed, carried and delivered.
//!
//! Finishing it is pure and takes most of the time, so that many can be
//! finished at once.

use std::sync::{Arc, OnceLock};

use crate::envelope;
use crate::journey::{Fate, Journey};
use crate::mail::{Mail, Truth};
use crate::proof::{Harm, Proof, SignatureTruth};
use crate::sheet::Sheet;
use crate::sign::{Mark, Seal, Unsigned, pair, seal};

/// One letter, its lines ended by CRLF.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// What relays leave above the author's fields.
    pub(crate) trace: Vec<u8>,
    pub(crate) sheet: Sheet,
    /// As it was before a list added to it.
    pub(crate) before_list: Option<Sheet>,
    /// Whether a stranger could tell what the list added, by looking at the octets.
    pub(crate) explains_itself: bool,
    pub(crate) lf_only: bool,
    pub(crate) journey: Journey,
    /// Its signatures, made once for all copies.
    pub(crate) stamps: Arc<OnceLock<Vec<u8>>>,
    /// A field that one more relay put on top.
    pub(crate) relay: Option<String>,
    /// Everything but the octets.
    pub(crate) mail: Mail,
}

impl Letter {
    /// Wraps a mail whose journey is over.
    pub(crate) fn finished(mail: Mail) -> Self {
        Self {
            trace: Vec::new(),
            sheet: Sheet::default(),
            before_list: None,
            explains_itself: false,
            lf_only: false,
            journey: Journey::unsigned(),
            stamps: Arc::default(),
            relay: None,
            mail,
        }
    }

    /// Returns the length of what is written, without signatures.
    pub(crate) fn size_bytes(&self) -> usize {
        self.trace.len() + self.sheet.fields.len() + self.sheet.body.len()
    }

    /// Signs and delivers it.
    pub(crate) fn finish(mut self) -> Mail {
        if !self.mail.raw.is_empty() {
            return self.mail;
        }
        let stamps = Arc::clone(&self.stamps);
        let stamps = stamps.get_or_init(|| [self.stamps_of_list(), self.stamps_of_author()].concat());
        let (on_top, fate) = self.journey.fate.befall(&mut self.sheet, &mut self.mail.truth);
        self.mail.truth.proof = self.proof(fate);
        let relay = self.relay.as_deref().unwrap_or_default();
        let Sheet { fields, body } = &self.sheet;
        let raw = [relay.as_bytes(), &on_top, &self.trace, stamps, fields.as_slice(), b"\r\n", body].concat();
        self.mail.raw = if self.lf_only { without_cr(&raw) } else { raw };
        envelope::stamp(&mut self.mail.truth, &self.mail.raw);
        self.mail
    }

    fn stamps_of_author(&self) -> Vec<u8> {
        let decoy;
        let sheet = if self.journey.fate == Fate::Replayed {
            decoy = self.decoy();
            &decoy
        } else {
            self.before_list.as_ref().unwrap_or(&self.sheet)
        };
        let signed_at = self.written_at() + self.journey.clock_error;
        self.journey.marks.iter().flat_map(|mark| mark.sign(sheet.as_unsigned(), signed_at)).collect()
    }

    fn stamps_of_list(&self) -> Vec<u8> {
        let Some(mark) = &self.journey.list_mark else { return Vec::new() };
        let (mail, at) = (self.sheet.as_unsigned(), self.written_at() + 1);
        let mut stamps = self.seal(mail, at);
        stamps.extend_from_slice(&mark.sign(mail, at));
        stamps
    }

    fn seal(&self, mail: Unsigned, at: i64) -> Vec<u8> {
        let Some(domain) = self.journey.sealed_by else { return Vec::new() };
        let Some(pair) = pair(domain, "liste") else { return Vec::new() };
        let results: Vec<String> = self.journey.marks.iter().map(result_of).collect();
        let results = if results.is_empty() { "dkim=none".to_owned() } else { results.join(";\r\n\t") };
        seal(mail, Seal { domain, selector: "liste", pair, results: &results }, at)
    }

    /// Another mail by the same author, of which the signature is genuine.
    fn decoy(&self) -> Sheet {
        let fields = self.sheet.fields_with_subject("Compte rendu");
        Sheet { fields, body: b"Bonjour,\r\n\r\nVoici le compte rendu.\r\n".to_vec() }
    }

    fn written_at(&self) -> i64 {
        self.mail.truth.date.unwrap_or(self.mail.delivered_at)
    }

    fn proof(&self, fate: Fate) -> Proof {
        let author = self.author_domain();
        let (mut of_author, of_list) = (self.harm(fate), Harm::default());
        if let Some(before) = &self.before_list {
            of_author.body = true;
            of_author.header = before.fields != self.sheet.fields && self.changed_by_list(before);
            of_author.by_list = self.explains_itself;
        }
        let by_list = self.journey.list_mark.iter().map(|mark| SignatureTruth::new(mark, &author, of_list));
        let by_author = self.journey.marks.iter().map(|mark| SignatureTruth::new(mark, &author, of_author));
        let told: &Truth = &self.mail.truth;
        Proof {
            sealed_by: self.journey.sealed_by,
            tale: self.tale(fate),
            quotes: told.proof.quotes.clone(),
            carries: told.proof.carries.clone(),
            ..Proof::of(by_list.chain(by_author).collect())
        }
    }

    fn author_domain(&self) -> String {
        self.mail.truth.from.as_ref().and_then(greffe_terms::Address::domain).unwrap_or_default()
    }

    /// A tag in the subject is the only change that a list makes to signed fields.
    fn changed_by_list(&self, before: &Sheet) -> bool {
        let unfolded = |sheet: &Sheet| -> Vec<u8> {
            sheet.fields.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
        };
        unfolded(before) != unfolded(&self.sheet)
    }

    fn harm(&self, fate: Fate) -> Harm {
        let is_replayed = fate == Fate::Replayed;
        Harm {
            header: is_replayed || fate == Fate::SubjectChanged,
            body: is_replayed || fate == Fate::WordChanged,
            by_list: false,
            appended: fate == Fate::Appended,
            from_on_top: fate == Fate::FromOnTop,
            wrong_clock: self.journey.clock_error != 0,
        }
    }

    fn tale(&self, fate: Fate) -> Option<&'static str> {
        match fate.tale() {
            None if self.journey.clock_error != 0 => Some("clock-wrong"),
            None if self.before_list.is_some() && !self.journey.marks.is_empty() => Some("through-list"),
            tale => tale,
        }
    }
}

fn result_of(mark: &Mark) -> String {
    format!("dkim=pass header.d={} header.s={}", mark.domain, mark.selector)
}

fn without_cr(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    raw.split(|byte| *byte == b'\r').for_each(|piece| out.extend_from_slice(piece));
    out
}
