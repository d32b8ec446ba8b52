//! Mail between people: greetings, paragraphs, signatures, answers, attached files.

use greffe_terms::Kind;

use super::{Desk, answered, owner, push_paragraphs};
use crate::attachment::{self, Document, File};
use crate::calendar;
use crate::chance::Chance;
use crate::draft::Draft;
use crate::thread::Thread;
use crate::words::{self, Language, Voice};
use crate::world::{Person, colleague, outsider};

/// Of a hundred mails of a campaign so many carry heavy files.
const HEAVY_PERCENT: usize = 34;

/// Makes a mail from a person to persons: an answer more often than not.
pub(crate) fn person(desk: &mut Desk) -> Draft {
    if desk.chance.percent(58)
        && let Some(thread) = desk.threads.take(false, desk.chance)
        && thread.date < calendar::END - 8 * 86_400
    {
        return answer(desk, thread);
    }
    let (mut draft, author, readers) = begin(desk);
    if desk.chance.percent(15) {
        attach(&mut draft, desk.chance);
    }
    let thread = Thread::after(&draft, draft.subject.clone(), author, readers);
    desk.threads.remember(thread);
    draft
}

/// Makes a mail that nobody answers, for a needle, an attack or damage.
pub(crate) fn fresh(desk: &mut Desk) -> Draft {
    begin(desk).0
}

/// Begins a conversation; returns its author and its readers too.
fn begin(desk: &mut Desk) -> (Draft, Person, Vec<Person>) {
    let host = owner(desk.chance);
    let other = match desk.chance.below(10) {
        0..=3 => owner(desk.chance),
        4..=5 => colleague(desk.chance),
        _ => outsider(desk.chance),
    };
    let language = match other.language {
        Language::French if !desk.chance.percent(4) => Language::French,
        _ => Language::English,
    };
    let (author, reader) =
        if desk.chance.percent(30) || other.address == host.address { (host, other) } else { (other, host) };
    let reader = if reader.address == author.address { colleague(desk.chance) } else { reader };
    let mut readers = vec![reader];
    while desk.chance.percent(35) && readers.len() < 6 {
        let next = if desk.chance.percent(75) { owner(desk.chance) } else { colleague(desk.chance) };
        if next.address != author.address && readers.iter().all(|reader| reader.address != next.address) {
            readers.push(next);
        }
    }
    let voice = Voice { language, now: calendar::to_office_hours(desk.now, desk.chance) };
    let subject = voice.subject(desk.chance);
    let mut draft = draft(desk, voice, &author, &readers, subject);
    draft.text = letter(voice, &author, readers.first(), desk.chance);
    draft.thread = desk.threads.next_label();
    (draft, author, readers)
}

/// Answers the last mail of `thread`.
fn answer(desk: &mut Desk, thread: Thread) -> Draft {
    let chance = &mut *desk.chance;
    let mut readers = thread.readers.clone();
    let author =
        if readers.is_empty() { thread.author.clone() } else { readers.remove(chance.below(readers.len())) };
    if author.address != thread.author.address {
        readers.insert(0, thread.author.clone());
    }
    let longest = if chance.percent(70) { 30_000 } else { 500_000 };
    let delay = chance.between(240, longest);
    let voice = Voice { language: thread.language, now: (thread.date + delay).min(calendar::END) };
    let subject = answered(&thread.subject, thread.language, chance);
    let mut draft = draft(desk, voice, &author, &readers, subject);
    draft.references.clone_from(&thread.references);
    draft.thread.clone_from(&thread.label);
    draft.text = letter(voice, &author, readers.first(), desk.chance);
    draft.text.push_str(&thread.quote(desk.chance));
    if desk.chance.percent(7) {
        attach(&mut draft, desk.chance);
    }
    desk.threads.remember(Thread::after(&draft, thread.subject, author, readers));
    draft
}

fn draft(desk: &mut Desk, voice: Voice, author: &Person, readers: &[Person], subject: String) -> Draft {
    let address = author.as_address();
    let id = desk.message_id(&address.domain().unwrap_or_default());
    // Where nobody has a mailbox, the mail was found in the secretary's copies.
    let mut draft = Draft::new(voice, Kind::Person, address, "presidence", id);
    let directly = 1 + desk.chance.below(2);
    let (to, cc) = readers.split_at(directly.min(readers.len()));
    draft.address(author, to, cc, desk.chance);
    draft.subject = subject;
    let program = desk.chance.pick(&[
        ("X-Mailer", "Courriel de bureau 16.0"),
        ("User-Agent", "Oiseau de foudre/115.8"),
        ("X-Mailer", "Telephone Mail (21F90)"),
    ]);
    draft.fields.push((program.0, program.1.to_owned()));
    draft
}

/// Writes greeting, paragraphs, good wishes and signature.
fn letter(voice: Voice, author: &Person, reader: Option<&Person>, chance: &mut Chance) -> String {
    let mut out = String::new();
    push_greeting(voice.language, reader, chance, &mut out);
    let paragraphs = if chance.percent(60) { chance.between(1, 3) } else { chance.between(2, 8) };
    push_paragraphs(voice, paragraphs, chance, &mut out);
    if chance.one_in(60) {
        // Must be quoted in an mbox, and stuffed where lines flow.
        out.push_str("From now on, tout passe par le secrétariat.\n\n");
    }
    out.push_str(&signature(voice.language, author, chance));
    out
}

fn push_greeting(language: Language, reader: Option<&Person>, chance: &mut Chance, out: &mut String) {
    let name = reader.map_or("", Person::given_name);
    let greeting = match language {
        Language::French => chance.pick(&["Bonjour", "Bonjour", "Chère collègue, cher collègue", "Bonsoir"]),
        Language::English => chance.pick(&["Dear", "Hello", "Hi"]),
        Language::Russian => "Здравствуйте",
    };
    out.push_str(greeting);
    if !name.is_empty() && !greeting.contains(',') && chance.percent(70) {
        out.push(' ');
        out.push_str(name);
    }
    out.push_str(",\n\n");
}

/// Writes good wishes, the name and the office of `author`.
pub(crate) fn signature(language: Language, author: &Person, chance: &mut Chance) -> String {
    let wishes = match language {
        Language::French => {
            chance.pick(&["Bien cordialement,", "Cordialement,", "Bien à vous,", "Merci d’avance,"])
        }
        Language::English => chance.pick(&["Best regards,", "Kind regards,", "Many thanks,"]),
        Language::Russian => "С уважением,",
    };
    let mut out = format!("{wishes}\n\n{}\n", author.name);
    if !author.office.is_empty() && chance.percent(75) {
        out.push_str(&format!("{}\n{} | {}\n", author.office, words::phone(chance), author.address));
    }
    if author.address.ends_with(crate::world::DOMAIN) && chance.percent(35) {
        out.push_str(match language {
            Language::English => "Please consider the environment before printing this message.\n",
            _ => "Ce message et ses pièces jointes sont destinés à la seule attention de leurs destinataires.\n",
        });
    }
    out.push('\n');
    out
}

/// Attaches one to three files.
fn attach(draft: &mut Draft, chance: &mut Chance) {
    for _ in 0..1 + usize::from(chance.one_in(4)) + usize::from(chance.one_in(10)) {
        let file = file(draft, chance);
        draft.files.push(file);
    }
}

/// Attaches one to three heavy files to more than a third of all mails.
pub(crate) fn attach_heavy(draft: &mut Draft, chance: &mut Chance) {
    if !chance.percent(HEAVY_PERCENT) {
        return;
    }
    for _ in 0..1 + usize::from(chance.one_in(3)) + usize::from(chance.one_in(6)) {
        let file = match chance.below(25) {
            0 => forwarded(draft.voice, chance),
            _ => attachment::heavy(&file_name(draft.voice, chance), "", draft.voice, chance),
        };
        draft.files.push(file);
    }
}

/// Makes a mail of its own with a heavy file, to be sent along.
fn forwarded(voice: Voice, chance: &mut Chance) -> File {
    let mut text = String::new();
    push_paragraphs(voice, 2, chance, &mut text);
    let inner = attachment::heavy(&file_name(voice, chance), "", voice, chance);
    nested_with(&text, vec![inner], voice, chance)
}

fn file(draft: &Draft, chance: &mut Chance) -> File {
    let voice = draft.voice;
    match chance.below(20) {
        0..=3 => attachment::photo(chance.between(1_000, 140_000) as usize, chance),
        4 => {
            let owner = &draft.from;
            let name = owner.name.clone().unwrap_or_default();
            let octets = attachment::vcard(&name, &owner.address, &words::phone(chance));
            File { name: "contact.vcf".into(), content_type: "text/vcard; charset=utf-8", octets }
        }
        5 => {
            let begins_at = voice.now + chance.between(1, 30) * 86_400;
            let octets =
                attachment::calendar(&draft.message_id, &draft.subject, &draft.from.address, begins_at);
            File { name: "invitation.ics".into(), content_type: "text/calendar; charset=utf-8", octets }
        }
        6 => nested(voice, chance),
        _ => attached_document(voice, chance),
    }
}

/// Makes a document with a name of its own.
pub(crate) fn attached_document(voice: Voice, chance: &mut Chance) -> File {
    let kind = chance.pick_early(&Document::USUAL);
    let bytes = chance.between(1_000, 18_000) * if chance.percent(18) { 10 } else { 1 };
    let lines = attachment::paragraphs(voice, bytes as usize, chance);
    kind.make(&file_name(voice, chance), &lines)
}

/// Names a document: accents, spaces, and now and then something nasty.
fn file_name(voice: Voice, chance: &mut Chance) -> String {
    const STEMS: [&str; 8] = [
        "Compte rendu réunion",
        "Délibération n° 12",
        "tableau_suivi",
        "Étude préalable (définitif)",
        "budget",
        "Convention signée",
        "Pièce jointe à l'arrêté",
        "note",
    ];
    const ENGLISH_STEMS: [&str; 4] = ["Progress report", "minutes_final", "Budget table", "annex"];
    let stem =
        if voice.language == Language::English { chance.pick(&ENGLISH_STEMS) } else { chance.pick(&STEMS) };
    let number = chance.below(1_000);
    match chance.below(60) {
        0 => format!("../../{stem} {number}"),
        1 => format!("C:\\Partage\\{stem}-{number}"),
        // Shown from right to left, `fdp.` reads `.pdf`.
        2 => format!("{stem} {number}\u{202e}fdp"),
        _ => format!("{stem} {number}"),
    }
}

/// Makes a mail of its own to be sent along.
fn nested(voice: Voice, chance: &mut Chance) -> File {
    let mut text = String::new();
    push_paragraphs(voice, 3, chance, &mut text);
    nested_mail(&text, voice, chance)
}

/// Packs `text` as a mail inside a mail.
pub(crate) fn nested_mail(text: &str, voice: Voice, chance: &mut Chance) -> File {
    nested_with(text, Vec::new(), voice, chance)
}

fn nested_with(text: &str, files: Vec<File>, voice: Voice, chance: &mut Chance) -> File {
    let author = outsider(chance);
    let host = owner(chance);
    let id = crate::draft::message_id(chance.bits() as u32, "forwarded.example", chance);
    let mut inner = Draft::new(voice, Kind::Person, author.as_address(), "presidence", id);
    inner.to = vec![host.as_address()];
    inner.subject = voice.subject(chance);
    inner.text = format!("{text}{}", signature(voice.language, &author, chance));
    inner.files = files;
    let octets = crate::envelope::nested(inner, chance);
    File { name: "message.eml".into(), content_type: "message/rfc822", octets }
}
