//! Mail through discussion lists: List-Id and its kin (RFC 2919, 2369), a footer, threads.

use greffe_terms::Kind;

use super::{Desk, answered, push_paragraphs, signature};
use crate::calendar;
use crate::draft::{Additions, Draft};
use crate::thread::Thread;
use crate::words::{Language, Voice};
use crate::world::{Person, Shelf, colleague, outsider};

/// One list.
pub(crate) struct List {
    name: &'static str,
    domain: &'static str,
    tag: &'static str,
    language: Language,
    /// Mailboxes subscribed to it.
    members: &'static [&'static str],
}

/// The lists of the sample.
pub(crate) const LISTS: [List; 4] = [
    List {
        name: "agents-liste",
        domain: "hautes-terres.example",
        tag: "[agents]",
        language: Language::French,
        members: &["syndicat-ufr", "informatique", "exploitation", "communication", "achats"],
    },
    List {
        name: "lycees-numeriques",
        domain: "hautes-terres.example",
        tag: "[lycées]",
        language: Language::French,
        members: &["achats", "informatique", "elus-majorite"],
    },
    List {
        name: "upland-partners",
        domain: "northern-uplands.example",
        tag: "[partners]",
        language: Language::English,
        members: &["europe", "direction-generale"],
    },
    List {
        name: "admins",
        domain: "libre-messagerie.example",
        tag: "",
        language: Language::French,
        members: &["exploitation", "informatique"],
    },
];

/// Makes a mail that came through a list.
pub(crate) fn list(desk: &mut Desk) -> Draft {
    if desk.chance.percent(65)
        && let Some(thread) = desk.threads.take(true, desk.chance)
        && let Some(at) = thread.list
        && thread.date < calendar::END - 8 * 86_400
    {
        return answer(desk, at, thread);
    }
    let at = desk.chance.below(LISTS.len());
    let voice = Voice { language: LISTS[at].language, now: calendar::to_office_hours(desk.now, desk.chance) };
    let author = subscriber(&LISTS[at], desk);
    let subject = voice.subject(desk.chance);
    let mut draft = through(desk, &LISTS[at], voice, &author, &subject);
    draft.thread = desk.threads.next_label();
    finish(desk, at, draft, subject, author)
}

fn answer(desk: &mut Desk, at: usize, thread: Thread) -> Draft {
    let list = &LISTS[at];
    let now = (thread.date + desk.chance.between(300, 200_000)).min(calendar::END);
    let voice = Voice { language: list.language, now };
    let author = subscriber(list, desk);
    let subject = answered(&thread.subject, list.language, desk.chance);
    let mut draft = through(desk, list, voice, &author, &subject);
    draft.references.clone_from(&thread.references);
    draft.thread.clone_from(&thread.label);
    draft.text.push_str(&thread.quote(desk.chance));
    finish(desk, at, draft, thread.subject, author)
}

/// Remembers the thread, then adds the footer, which no one quotes.
fn finish(desk: &mut Desk, at: usize, mut draft: Draft, subject: String, author: Person) -> Draft {
    let mut thread = Thread::after(&draft, subject, author, Vec::new());
    thread.list = Some(at);
    desk.threads.remember(thread);
    let list = &LISTS[at];
    let (name, domain) = (list.name, list.domain);
    let footer = format!(
        "\n_______________________________________________\n{name} mailing list\n{name}@{domain}\nhttps://{domain}/listes/{name}\n"
    );
    draft.text.push_str(&footer);
    draft.list = Some(Additions { domain, tag: list.tag, footer });
    draft
}

fn subscriber(list: &List, desk: &mut Desk) -> Person {
    if list.language == Language::French && list.domain == crate::world::DOMAIN {
        return colleague(desk.chance);
    }
    outsider(desk.chance)
}

fn through(desk: &mut Desk, list: &List, voice: Voice, author: &Person, subject: &str) -> Draft {
    let (name, domain) = (list.name, list.domain);
    let address = author.as_address();
    let id = desk.message_id(&address.domain().unwrap_or_default());
    let mailbox = desk.chance.pick(list.members);
    let mut draft = Draft::new(voice, Kind::List, address, mailbox, id);
    draft.shelf = Shelf::Lists;
    draft.also_in = list.members.iter().copied().filter(|member| *member != mailbox).collect();
    draft.to = vec![greffe_terms::Address { name: None, address: format!("{name}@{domain}") }];
    draft.subject = if list.tag.is_empty() { subject.to_owned() } else { format!("{} {subject}", list.tag) };
    push_paragraphs(voice, desk.chance.between(1, 5), desk.chance, &mut draft.text);
    draft.text.push_str(&signature(voice.language, author, desk.chance));
    draft.fields = vec![
        ("Sender", format!("{name}-bounces@{domain}")),
        ("List-Id", format!("<{name}.{domain}>")),
        ("List-Post", format!("<mailto:{name}@{domain}>")),
        ("List-Unsubscribe", format!("<mailto:{name}-request@{domain}?subject=unsubscribe>")),
        ("List-Archive", format!("<https://{domain}/archives/{name}/>")),
        ("Precedence", "list".to_owned()),
    ];
    draft
}
