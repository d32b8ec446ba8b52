//! The envelope: a draft becomes the octets of a mail, with the truth about them.

use std::borrow::Cow;
use std::sync::Arc;

use greffe_terms::{Flags, Kind};
use sha2::{Digest, Sha256};

use crate::bundle::mbox_quoted;
use crate::calendar;
use crate::chance::Chance;
use crate::draft::Draft;
use crate::dress::Dress;
use crate::journey::Journey;
use crate::letter::Letter;
use crate::mail::{Mail, Truth};
use crate::proof::Proof;
use crate::sheet::Sheet;
use crate::wire::{Header, Part, hexadecimal};
use crate::world::{self, Shelf};

/// Writes `draft` as the mail of number `index`, which nobody signs or touches.
pub(crate) fn seal(draft: Draft, index: u32, chance: &mut Chance) -> Mail {
    write(draft, index, Journey::unsigned(), chance).finish()
}

/// Writes `draft` as the letter of number `index`, ready for its journey.
pub(crate) fn write(mut draft: Draft, index: u32, journey: Journey, chance: &mut Chance) -> Letter {
    let dress = Dress::choose(&mut draft, chance);
    let boundaries = chance.bits();
    let sheet = sheet(&draft, &dress, boundaries);
    let before_list = draft.before_list().map(|draft| self::sheet(&draft, &dress, boundaries));
    let delivered_at = draft.voice.now + chance.between(1, 90);
    let mut trace = Header::default();
    push_trace(&draft, &journey, delivered_at, &mut trace, chance);
    let folder = world::folder_for(draft.shelf, draft.voice.now, chance);
    let flags = flags(draft.kind, folder, chance);
    let mut letter = Letter {
        trace: trace.as_bytes().to_vec(),
        sheet,
        before_list,
        lf_only: dress.lf_only,
        explains_itself: dress.is_bare_text() && draft.subject.is_ascii(),
        journey,
        stamps: Arc::default(),
        relay: None,
        mail: Mail {
            mailbox: draft.mailbox,
            folder,
            raw: Vec::new(),
            delivered_at,
            flags,
            truth: truth(draft, dress, index, folder),
        },
    };
    letter.mail.truth.size_bytes = letter.size_bytes();
    letter
}

/// Writes `draft` as a mail to be put inside another one: no trace of relays, plain dress.
pub(crate) fn nested(draft: Draft, chance: &mut Chance) -> Vec<u8> {
    octets(&draft, &Dress::plain(), chance.bits())
}

/// Writes into `truth` what follows from the octets.
pub(crate) fn stamp(truth: &mut Truth, raw: &[u8]) {
    truth.size_bytes = raw.len();
    truth.sha256 = sha256(raw);
    truth.sha256_in_mbox = match mbox_quoted(raw) {
        Cow::Borrowed(_) => None,
        Cow::Owned(quoted) => Some(sha256(&quoted)),
    };
}

/// Returns SHA-256 of `raw` in hexadecimal.
fn sha256(raw: &[u8]) -> String {
    hexadecimal(&Sha256::digest(raw))
}

fn sheet(draft: &Draft, dress: &Dress, boundaries: u64) -> Sheet {
    let mut octets = octets(draft, dress, boundaries);
    if octets.last() != Some(&b'\n') {
        octets.extend_from_slice(b"\r\n");
    }
    Sheet::parse(&octets)
}

/// Writes header and body; equal `boundaries` give equal ones.
fn octets(draft: &Draft, dress: &Dress, boundaries: u64) -> Vec<u8> {
    let mut header = Header::default();
    push_fields(draft, dress, &mut header);
    let mut octets = header.as_bytes().to_vec();
    body(draft, dress, boundaries).push(&mut octets);
    octets
}

fn body(draft: &Draft, dress: &Dress, boundaries: u64) -> Part {
    let mut made = 0;
    let mut boundary = || {
        made += 1;
        // `=_` occurs in no quoted-printable or base64 text (RFC 2045 §6.7).
        format!("----=_Part_{made}_{:08x}", boundaries.wrapping_mul(made | 1) as u32)
    };
    dress.body(draft, &mut boundary)
}

fn push_fields(draft: &Draft, dress: &Dress, header: &mut Header) {
    header.addresses("From", std::slice::from_ref(&draft.from), dress.header);
    header.addresses("To", &draft.to, dress.header);
    header.addresses("Cc", &draft.cc, dress.header);
    header.text("Subject", &draft.subject, dress.header);
    header.field("Date", &calendar::rfc5322(draft.voice.now));
    header.field("Message-ID", &format!("<{}>", draft.message_id));
    if let Some(parent) = draft.references.last() {
        header.field("In-Reply-To", &format!("<{parent}>"));
        let ids: Vec<String> = draft.references.iter().map(|id| format!("<{id}>")).collect();
        header.field("References", &ids.join(" "));
    }
    draft.fields.iter().for_each(|(name, value)| header.field(name, value));
    header.field("MIME-Version", "1.0");
}

/// Writes what relays leave: Return-Path and Received, the last hop first.
fn push_trace(draft: &Draft, journey: &Journey, delivered_at: i64, header: &mut Header, chance: &mut Chance) {
    if draft.shelf == Shelf::Sent {
        return;
    }
    let is_bounce = draft.from.address.starts_with("MAILER-DAEMON");
    let sender = if is_bounce { "" } else { draft.from.address.as_str() };
    header.field("Return-Path", &format!("<{sender}>"));
    let domain = draft.from.domain().unwrap_or_default();
    let recipient = draft.to.first().map_or("", |to| to.address.as_str());
    push_hop(
        "mx1.hautes-terres.example",
        "bal2.hautes-terres.example",
        recipient,
        delivered_at,
        header,
        chance,
    );
    if domain != world::DOMAIN {
        let host = format!("out{}.{domain}", chance.between(1, 4));
        push_hop(&host, "mx1.hautes-terres.example", recipient, delivered_at - 1, header, chance);
        header.field(
            "Authentication-Results",
            &format!(
                "mx1.hautes-terres.example; {}spf=pass smtp.mailfrom={domain}; dmarc=none header.from={domain}",
                journey.results_at_delivery()
            ),
        );
    }
}

fn push_hop(from: &str, by: &str, recipient: &str, at: i64, header: &mut Header, chance: &mut Chance) {
    // Addresses of 192.0.2.0/24 are kept for documents (RFC 5737).
    let (last, queue) = (chance.between(1, 254), chance.bits() >> 20);
    let date = calendar::rfc5322(at);
    let value = format!(
        "from {from} ({from} [192.0.2.{last}]) by {by} (Postfix) with ESMTPS id {queue:X} for <{recipient}>; {date}"
    );
    header.field("Received", &value);
}

fn flags(kind: Kind, folder: &str, chance: &mut Chance) -> Flags {
    let is_sent = folder == "Éléments envoyés";
    let is_person = kind == Kind::Person;
    Flags {
        seen: is_sent || chance.percent(if is_person { 95 } else { 70 }),
        answered: is_person && !is_sent && chance.percent(30),
        flagged: is_person && chance.percent(4),
        draft: false,
        deleted: folder == "Corbeille" && chance.percent(50),
        passed: is_person && chance.percent(5),
    }
}

/// Writes down all but what follows from the octets.
fn truth(draft: Draft, dress: Dress, index: u32, folder: &'static str) -> Truth {
    let visible = draft.attack.as_ref().map(|attack| attack.visible.clone());
    let charset = if draft.body.is_some() { "utf-8" } else { dress.text.charset.name() };
    Truth {
        index,
        mailbox: draft.mailbox,
        folder,
        sha256: String::new(),
        sha256_in_mbox: None,
        size_bytes: 0,
        message_id: Some(draft.message_id),
        thread: draft.thread,
        language: draft.is_prose.then_some(draft.voice.language.code()),
        kind: draft.kind,
        subject: Some(draft.subject),
        from: Some(draft.from),
        recipients: draft.to.into_iter().chain(draft.cc).map(|to| to.address).collect(),
        date: Some(draft.voice.now),
        charset,
        attachments: dress.picture.into_iter().chain(draft.files).map(|file| file.name).collect(),
        needles: draft.needle.into_iter().collect(),
        defects: dress.defects,
        damage: None,
        oddities: dress.oddities,
        duplicate_of: None,
        variant_of: None,
        hostile: draft.attack.is_some(),
        attack: draft.attack.as_ref().map(|attack| attack.name),
        visible,
        marker: draft.attack.map(|attack| attack.marker),
        story: draft.story,
        proof: Proof {
            quotes: draft.references.last().cloned(),
            carries: draft.carries,
            ..Proof::of(Vec::new())
        },
    }
}
