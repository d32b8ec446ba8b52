//! Mail made by programs: absence notices, bounces, alerts, reminders (RFC 3834, RFC 3464).

use greffe_terms::{Address, Kind};

use super::{Desk, owner};
use crate::attachment;
use crate::calendar;
use crate::draft::Draft;
use crate::wire::{Charset, Part, TextDress, Transfer};
use crate::words::{Language, Voice};
use crate::world::{Person, Shelf, colleague, outsider};

/// Makes a mail by a program.
pub(crate) fn automatic(desk: &mut Desk) -> Draft {
    match desk.chance.below(20) {
        0..=3 => absence(desk),
        4..=6 => bounce(desk),
        7..=8 => reminder(desk),
        9..=12 => report(desk),
        _ => alert(desk),
    }
}

fn absence(desk: &mut Desk) -> Draft {
    let author = if desk.chance.percent(50) { colleague(desk.chance) } else { outsider(desk.chance) };
    let reader = owner(desk.chance);
    let mut draft = draft(desk, author.as_address(), &reader, author.language);
    let (subject, text) = match author.language {
        Language::English => (
            "Automatic reply: {Noun} {ref}",
            "I am out of the office until {day}. For urgent matters please contact {name}, {phone}.",
        ),
        _ => (
            "Réponse automatique : {noun} {ref}",
            "Je suis absent jusqu’au {day}. En cas d’urgence, {name} peut être joint au {phone}.",
        ),
    };
    draft.voice.fill(subject, desk.chance, &mut draft.subject);
    draft.voice.fill(text, desk.chance, &mut draft.text);
    draft.text.push_str(&format!("\n\n{}\n", author.name));
    draft.fields =
        vec![("Auto-Submitted", "auto-replied".to_owned()), ("X-Auto-Response-Suppress", "All".to_owned())];
    draft
}

fn bounce(desk: &mut Desk) -> Draft {
    let daemon = "MAILER-DAEMON@mx1.hautes-terres.example";
    let reader = owner(desk.chance);
    let lost = outsider(desk.chance);
    let address = Address { name: Some("Mail Delivery System".to_owned()), address: daemon.to_owned() };
    let mut draft = draft(desk, address, &reader, Language::English);
    draft.subject = "Undelivered Mail Returned to Sender".to_owned();
    draft.fields = vec![("Auto-Submitted", "auto-replied".to_owned())];
    draft.body = Some(bounced(desk, &reader, &lost, draft.voice.now));
    draft
}

/// Makes the three parts of a delivery report: words, fields, the header that came back.
fn bounced(desk: &mut Desk, reader: &Person, lost: &Person, now: i64) -> Part {
    let text = format!(
        "This is the mail system at host mx1.hautes-terres.example.\n\n\
         I'm sorry to have to inform you that your message could not be delivered.\n\n\
         <{}>: host mx.{} said: 550 5.1.1 User unknown\n",
        lost.address,
        lost.as_address().domain().unwrap_or_default()
    );
    let dress = TextDress {
        charset: Charset::Ascii,
        declared: Some(Charset::Ascii),
        transfer: Transfer::AsIs,
        flowed: false,
    };
    let status = format!(
        "Reporting-MTA: dns; mx1.hautes-terres.example\r\n\r\nFinal-Recipient: rfc822; {}\r\nAction: failed\r\n\
         Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n",
        lost.address
    );
    let header = format!(
        "From: {}\r\nTo: {}\r\nDate: {}\r\nMessage-ID: <returned.{:x}@hautes-terres.example>\r\n\r\n",
        reader.address,
        lost.address,
        calendar::rfc5322(now - 60),
        desk.chance.bits()
    );
    let parts = vec![
        Part::text("plain", &text, dress),
        Part::plain("message/delivery-status", status.as_bytes()),
        Part::plain("text/rfc822-headers", header.as_bytes()),
    ];
    let boundary = format!("{:016X}.{}/mx1", desk.chance.bits(), desk.index);
    Part::multi("report; report-type=delivery-status", boundary, parts)
}

fn reminder(desk: &mut Desk) -> Draft {
    let reader = owner(desk.chance);
    let address = Address {
        name: Some("Agenda partagé".to_owned()),
        address: "agenda@hautes-terres.example".to_owned(),
    };
    let mut draft = draft(desk, address, &reader, Language::French);
    draft.is_prose = false;
    draft.subject = format!("Rappel : {}", draft.voice.subject(desk.chance));
    draft.fields = vec![("Auto-Submitted", "auto-generated".to_owned())];
    let begins_at = draft.voice.now + desk.chance.between(1, 9) * 3600;
    let octets = attachment::calendar(&draft.message_id, &draft.subject, &reader.address, begins_at);
    draft.body = Some(Part::plain("text/calendar; charset=utf-8; method=REQUEST", &octets));
    draft
}

fn alert(desk: &mut Desk) -> Draft {
    const STATES: [&str; 4] = ["CRITICAL", "WARNING", "OK", "UNKNOWN"];
    const CHECKS: [&str; 6] = ["disk /var", "smtp", "imap", "load", "certificate", "backup"];
    let (state, check) = (desk.chance.pick(&STATES), desk.chance.pick_early(&CHECKS));
    let host = format!("srv-{:03}", desk.chance.below(400));
    let mut draft = robot(desk, "Supervision", "supervision@hautes-terres.example", Language::English);
    draft.subject = format!("{state}: {check} on {host}");
    let (value, threshold) = (desk.chance.below(100), desk.chance.between(60, 95));
    draft.text = format!(
        "Host: {host}\nService: {check}\nState: {state}\nInfo: value={value} warn={threshold} pid={} trace={:016x}\n",
        desk.chance.below(65_536),
        desk.chance.bits()
    );
    draft
}

/// The long one: what ran in the night, line after line.
fn report(desk: &mut Desk) -> Draft {
    let mut draft = robot(desk, "Cron Daemon", "root@srv-cron.hautes-terres.example", Language::French);
    draft.subject = format!("Cron <root@srv-cron> /opt/sauvegarde/lot-{:02}.sh", desk.chance.below(24));
    for _ in 0..desk.chance.between(5, 60) {
        let (id, kilobytes, seconds) =
            (desk.chance.bits() as u32, desk.chance.below(900_000), desk.chance.below(900));
        draft.text.push_str(&format!("lot {id:08x} : {kilobytes} ko en {seconds} s, sans erreur\n"));
    }
    draft
}

fn robot(desk: &mut Desk, name: &str, address: &str, language: Language) -> Draft {
    let address = Address { name: Some(name.to_owned()), address: address.to_owned() };
    let reader = crate::world::member("technicien").map(crate::world::Member::to_person);
    let reader = reader.unwrap_or_else(|| owner(desk.chance));
    let mut draft = draft(desk, address, &reader, language);
    draft.is_prose = false;
    draft.fields = vec![("Auto-Submitted", "auto-generated".to_owned())];
    draft
}

fn draft(desk: &mut Desk, from: Address, reader: &Person, language: Language) -> Draft {
    let voice = Voice { language, now: desk.now };
    let id = desk.message_id(&from.domain().unwrap_or_default());
    let mut draft = Draft::new(voice, Kind::Automatic, from, reader.mailbox.unwrap_or("exploitation"), id);
    draft.shelf = Shelf::Machines;
    draft.to = vec![reader.as_address()];
    draft
}
