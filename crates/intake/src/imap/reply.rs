//! What an answer says, as far as a reader of mail needs to know.
//!
//! `imap-proto` reads folders and messages. States (`* OK ...`) and what ends a
//! command are read here: they end in words for people, which it cuts at an octet
//! that need not be the border of a character.

use std::panic::catch_unwind;

use greffe_terms::Flags;
use imap_proto::{AttributeValue, Capability, MailboxDatum, NameAttribute, Response, StatusAttribute};

use super::folders::Folder;
use crate::place::shown_entry;

/// No answer that means anything here nests deeper; the library descends with each level.
const MOST_LEVELS: usize = 8;
/// A date-time of RFC 3501 §9 is shorter.
const MOST_DATE_BYTES: usize = 40;
/// Words of a server that are kept for a person to read.
const MOST_WORDS: usize = 200;

/// One answer.
pub(super) enum Reply {
    /// The command is over.
    Done {
        is_ok: bool,
        words: String,
    },
    /// Something about the connection.
    State {
        state: State,
        words: String,
    },
    /// The server waits for the rest of a command.
    GoOn,
    Capabilities(Vec<String>),
    Folder(Folder),
    /// A folder whose name cannot be read.
    UnreadableFolder(String),
    /// Messages in the folder that is open.
    Exists(u32),
    /// Messages in the folder that was asked for.
    Messages(u32),
    Fetched(Fetched),
    /// Nothing that was asked for.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Ok,
    No,
    Bad,
    Bye,
    LoggedIn,
}

/// What is told of one message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fetched {
    pub(super) uid: Option<u32>,
    pub(super) size: Option<u32>,
    pub(super) flags: Flags,
    /// When it came into the account, as the server writes it.
    pub(super) received: Option<String>,
    /// The message, where it came between quotation marks; empty where it was cut out.
    pub(super) body: Option<Vec<u8>>,
}

/// Reads an answer to the command `tag`.
pub(super) fn read(text: &[u8], tag: &str) -> Reply {
    if text.starts_with(b"+") {
        return Reply::GoOn;
    }
    if let Some(rest) = text.strip_prefix(tag.as_bytes()).and_then(|rest| rest.strip_prefix(b" ")) {
        return done(rest);
    }
    let Some(rest) = text.strip_prefix(b"* ") else { return Reply::Other };
    if let Some((state, words)) = state(rest) {
        return Reply::State { state, words };
    }
    data(text).or_else(|| unreadable_folder(rest)).unwrap_or(Reply::Other)
}

/// Returns what stands behind a name in the brackets before a server's words.
pub(super) fn code<'a>(words: &'a str, name: &str) -> Option<&'a str> {
    let (code, _) = words.strip_prefix('[')?.split_once(']')?;
    let (found, value) = code.split_once(' ').unwrap_or((code, ""));
    found.eq_ignore_ascii_case(name).then_some(value)
}

/// Makes words of a server fit to be shown: one line, cut short.
pub(super) fn shortened(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_WORDS).collect()
}

fn done(rest: &[u8]) -> Reply {
    match state(rest) {
        Some((state, words)) => Reply::Done { is_ok: state == State::Ok, words },
        None => Reply::Done { is_ok: false, words: String::new() },
    }
}

fn state(rest: &[u8]) -> Option<(State, String)> {
    let states: [(&[u8], State); 5] = [
        (b"OK", State::Ok),
        (b"NO", State::No),
        (b"BAD", State::Bad),
        (b"BYE", State::Bye),
        (b"PREAUTH", State::LoggedIn),
    ];
    let line = rest.trim_ascii_end();
    let (word, words) = match memchr::memchr(b' ', line) {
        Some(at) => line.split_at(at),
        None => (line, [].as_slice()),
    };
    let (_, state) = states.into_iter().find(|(known, _)| word.eq_ignore_ascii_case(known))?;
    Some((state, String::from_utf8_lossy(words.trim_ascii()).into_owned()))
}

/// Reads folders and messages; `None` if it is neither, or not well formed.
fn data(text: &[u8]) -> Option<Reply> {
    if deepest(text) > MOST_LEVELS {
        return None;
    }
    // The library takes some answers for impossible (a date that is NIL), and panics.
    catch_unwind(|| parsed(text)).unwrap_or_default()
}

fn parsed(text: &[u8]) -> Option<Reply> {
    let (_, response) = imap_proto::parser::parse_response(text).ok()?;
    Some(match response {
        Response::Capabilities(capabilities) => {
            Reply::Capabilities(capabilities.iter().map(capability).collect())
        }
        Response::MailboxData(MailboxDatum::List { name_attributes, delimiter, name }) => {
            Reply::Folder(folder(&name_attributes, delimiter.as_deref(), &name))
        }
        Response::MailboxData(MailboxDatum::Exists(messages)) => Reply::Exists(messages),
        Response::MailboxData(MailboxDatum::Status { status, .. }) => messages(&status),
        Response::Fetch(_, values) => Reply::Fetched(fetched(values)),
        _ => Reply::Other,
    })
}

/// Returns how deep lists stand in one another.
fn deepest(text: &[u8]) -> usize {
    let (mut level, mut deepest, mut is_quoted, mut is_escaped) = (0_usize, 0, false, false);
    for byte in text {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'(' if !is_quoted => level += 1,
            b')' if !is_quoted => level = level.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(level);
    }
    deepest
}

/// What cannot be read of a LIST stands for the folder's name.
fn unreadable_folder(rest: &[u8]) -> Option<Reply> {
    const LIST: &[u8] = b"LIST ";
    let (word, name) = rest.split_at_checked(LIST.len())?;
    let name = name.trim_ascii_end();
    let name = name.get(..MOST_WORDS).unwrap_or(name);
    word.eq_ignore_ascii_case(LIST).then(|| Reply::UnreadableFolder(shown_entry(name)))
}

fn capability(capability: &Capability<'_>) -> String {
    match capability {
        Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
        Capability::Auth(method) => format!("AUTH={}", method.to_ascii_uppercase()),
        Capability::Atom(name) => name.to_ascii_uppercase(),
    }
}

fn folder(attributes: &[NameAttribute<'_>], delimiter: Option<&str>, name: &str) -> Folder {
    let purpose = attributes.iter().find_map(|attribute| match attribute {
        NameAttribute::All => Some("all"),
        NameAttribute::Archive => Some("archive"),
        NameAttribute::Drafts => Some("drafts"),
        NameAttribute::Flagged => Some("flagged"),
        NameAttribute::Junk => Some("junk"),
        NameAttribute::Sent => Some("sent"),
        NameAttribute::Trash => Some("trash"),
        _ => None,
    });
    let holds_no_mail = attributes.iter().any(|attribute| match attribute {
        NameAttribute::NoSelect => true,
        NameAttribute::Extension(name) => name.eq_ignore_ascii_case("\\NonExistent"),
        _ => false,
    });
    Folder::new(name, delimiter, purpose, !holds_no_mail)
}

fn messages(status: &[StatusAttribute]) -> Reply {
    let messages = status.iter().find_map(|attribute| match attribute {
        StatusAttribute::Messages(messages) => Some(*messages),
        _ => None,
    });
    messages.map_or(Reply::Other, Reply::Messages)
}

fn fetched(values: Vec<AttributeValue<'_>>) -> Fetched {
    let mut fetched = Fetched::default();
    for value in values {
        match value {
            AttributeValue::Uid(uid) => fetched.uid = Some(uid),
            AttributeValue::Rfc822Size(size) => fetched.size = Some(size),
            AttributeValue::InternalDate(date) => fetched.received = received(&date),
            AttributeValue::Flags(names) => fetched.flags = flags(names.iter().map(AsRef::as_ref)),
            AttributeValue::BodySection { section: None, index: None, data } => {
                fetched.body = data.map(|data| data.into_owned());
            }
            _ => {}
        }
    }
    fetched
}

/// Takes what may be a date, to be shown and kept.
fn received(date: &str) -> Option<String> {
    let is_plain = date.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    (is_plain && (1..=MOST_DATE_BYTES).contains(&date.len())).then(|| date.trim().to_owned())
}

/// Returns the marks of RFC 3501 §2.3.2, and `$Forwarded` (RFC 5788).
fn flags<'a>(names: impl Iterator<Item = &'a str>) -> Flags {
    let mut flags = Flags::default();
    for name in names {
        match name.to_ascii_lowercase().as_str() {
            "\\seen" => flags.seen = true,
            "\\answered" => flags.answered = true,
            "\\flagged" => flags.flagged = true,
            "\\deleted" => flags.deleted = true,
            "\\draft" => flags.draft = true,
            "$forwarded" => flags.passed = true,
            _ => {}
        }
    }
    flags
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn summary(reply: &Reply) -> String {
        match reply {
            Reply::Done { is_ok, words } => format!("done {is_ok} {words}"),
            Reply::State { state, words } => format!("{state:?} {words}"),
            Reply::GoOn => "go on".to_owned(),
            Reply::Capabilities(names) => names.join(" "),
            Reply::Folder(folder) => format!("{} {:?} {}", folder.name, folder.purpose, folder.holds_mail),
            Reply::UnreadableFolder(name) => format!("folder? {name}"),
            Reply::Exists(n) => format!("exists {n}"),
            Reply::Messages(n) => format!("messages {n}"),
            Reply::Fetched(Fetched { uid, size, flags, received, body }) => {
                let seen = if flags.seen { "seen" } else { "" };
                let received = received.as_deref().unwrap_or_default();
                format!("{uid:?} {size:?} {seen}{received} {:?}", body.as_ref().map(Vec::len))
            }
            Reply::Other => "other".to_owned(),
        }
    }

    #[test]
    fn answers_are_read() {
        let check =
            |text: &str, expect: &str| assert_eq!(summary(&read(text.as_bytes(), "g7")), expect, "{text:?}");
        check("g7 OK [READ-ONLY] done\r\n", "done true [READ-ONLY] done");
        check("g7 NO [ALERT]é\r\n", "done false [ALERT]é");
        check("g7\r\n", "other");
        check("g8 OK done\r\n", "other");
        check("* OK [UIDVALIDITY 7]\r\n", "Ok [UIDVALIDITY 7]");
        check("* BYE\r\n", "Bye ");
        check("* PREAUTH hello\r\n", "LoggedIn hello");
        check("+ \r\n", "go on");
        check("+\r\n", "go on");
        check("* CAPABILITY IMAP4rev1 auth=plain STARTTLS\r\n", "IMAP4REV1 AUTH=PLAIN STARTTLS");
        check("* LIST (\\HasNoChildren \\Sent) \".\" INBOX.Sent\r\n", "INBOX/Sent Some(\"sent\") true");
        check("* LIST (\\Noselect) \"/\" {3}\r\na b\r\n", "a b None false");
        check("* LIST (\\NonExistent) NIL \"a/b\"\r\n", "a\\x2Fb None false");
        check("* LIST (\\x\r\n", "folder? (\\x");
        check("* 12 EXISTS\r\n", "exists 12");
        check("* STATUS \"a b\" (MESSAGES 3)\r\n", "messages 3");
        check("* 1 FETCH (UID 3 FLAGS (\\Seen) BODY[] {0}\r\n)\r\n", "Some(3) None seen Some(0)");
        check("* 1 FETCH (UID 3 RFC822.SIZE 5)\r\n", "Some(3) Some(5)  None");
        check(
            "* 1 FETCH (INTERNALDATE \" 1-Jul-1996 02:44:25 -0700\" UID 3)\r\n",
            "Some(3) None 1-Jul-1996 02:44:25 -0700 None",
        );
        check("* 1 FETCH (UID 3 INTERNALDATE \"\u{1b}[31m\")\r\n", "Some(3) None  None");
        check("* 1 FETCH (UID 3 INTERNALDATE NIL)\r\n", "other");
        check("* 1 FETCH (UID 99999999999)\r\n", "other");
        check("* 3 EXPUNGE\r\n", "other");
        check("\0\0\0\r\n", "other");
        check(&format!("* 1 FETCH (BODYSTRUCTURE {}\r\n", "(".repeat(60_000)), "other");
    }

    #[test]
    fn codes_stand_in_brackets() {
        assert_eq!(code("[UIDVALIDITY 7] ok", "uidvalidity"), Some("7"));
        assert_eq!(code("[READ-ONLY]", "READ-ONLY"), Some(""));
        assert_eq!(code("UIDVALIDITY 7", "UIDVALIDITY"), None);
        assert_eq!(code("[UIDVALIDITY 7", "UIDVALIDITY"), None);
    }

    proptest! {
        #[test]
        fn no_answer_is_too_strange(
            start in prop::sample::select(vec![
                "* ", "* LIST ", "* LIST (\\Sent) ", "* 1 FETCH (", "* STATUS ", "* CAPABILITY ", "g7 ", "",
            ]),
            words in prop::collection::vec(prop::sample::select(vec![
                "(", ")", "\"", "\\", "{0}\r\n", "NIL", "UID", "FLAGS", "BODY[]", "ENVELOPE", "BODYSTRUCTURE",
                " ", "7", "é", "\u{80}", "[", "]", "OK", "X", "\0", "INTERNALDATE", "MESSAGES", "/",
            ]), 0..40),
        ) {
            read(format!("{start}{}\r\n", words.concat()).as_bytes(), "g7");
        }
    }
}
