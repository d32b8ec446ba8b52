//! The talk with a server: log in, list, open to read, fetch. Every command that
//! greffe ever says is in this file, and none of them changes anything.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use greffe_terms::{Fingerprint, Flags};

use super::account::{Account, Secret, Security};
use super::connect::{Line, connect, encrypt, is_loopback};
use super::folders::Folder;
use super::reply::{self, Fetched, Reply, State, shortened};
use super::trouble::ImapTrouble;
use super::wire::{Stop, Wire};
use crate::event::Content;
use crate::options::Options;

/// More folders than this are nobody's.
const MOST_FOLDERS: usize = 100_000;
/// Answers that nobody asked for, during one command: other people's news.
const MOST_NEWS: usize = 20_000;

/// A connection that is logged in, or about to be.
pub(super) struct Session {
    wire: Wire,
    options: Options,
    capabilities: Vec<String>,
    commands: u64,
    tag: String,
    /// Answers that the command under way may still bring.
    answers_left: usize,
    /// A message in them may be so long.
    most_bytes: u64,
}

/// A folder that is open to be read.
pub(super) struct Opened {
    /// `None` if the server gives no lasting numbers.
    pub(super) validity: Option<u32>,
    pub(super) messages: u32,
}

/// A message of the folder that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) uid: u32,
    /// As the server counts.
    pub(super) bytes: u32,
}

/// What a server answers to a request for messages, one answer at a time.
pub(super) enum Step {
    Message(Given),
    /// Nothing to keep.
    Other,
    /// The request is answered, or refused.
    End {
        is_ok: bool,
    },
}

/// A message, and what the server tells of it.
pub(super) struct Given {
    pub(super) uid: u32,
    pub(super) flags: Flags,
    /// When it came into the account.
    pub(super) received: Option<String>,
    pub(super) content: Content,
    pub(super) fingerprint: Fingerprint,
}

/// A piece of a command.
enum Part<'a> {
    Words(&'a str),
    /// A name of the server's, in whatever form can hold it.
    Name(&'a str),
}

impl Session {
    /// Connects and logs in.
    pub(super) fn open(account: &Account, options: &Options) -> Result<Self, Stop> {
        let stream = connect(account)?;
        let is_here = is_loopback(&stream);
        let line = match account.security {
            Security::Tls => encrypt(account, stream)?,
            Security::StartTls => Line::Clear(stream),
        };
        let mut session = Self {
            wire: Wire::new(line),
            options: options.clone(),
            capabilities: Vec::new(),
            commands: 0,
            tag: String::new(),
            answers_left: MOST_NEWS,
            most_bytes: 0,
        };
        let mut is_logged_in = session.greet()?;
        let is_clear = account.security == Security::StartTls;
        if is_clear && (!is_here || account.authority.is_some()) {
            // What was said before the encryption may be anybody's.
            is_logged_in &= !session.begin_encryption(account, is_logged_in)?;
        }
        if !is_logged_in {
            session.log_in(account)?;
        }
        session.learn_capabilities()?;
        Ok(session)
    }

    /// Returns the folders, and the names of those that cannot be read.
    pub(super) fn folders(&mut self) -> Result<(Vec<Folder>, Vec<String>), Stop> {
        let tells_purposes = self.can("SPECIAL-USE") && self.can("LIST-EXTENDED");
        let asked = if tells_purposes { " RETURN (SPECIAL-USE)" } else { "" };
        self.begin(&[Part::Words(&format!("LIST \"\" \"*\"{asked}"))], MOST_FOLDERS)?;
        let (mut folders, mut unreadable) = (Vec::new(), Vec::new());
        self.finish(|reply| match reply {
            Reply::Folder(folder) => folders.push(folder),
            Reply::UnreadableFolder(name) => unreadable.push(name),
            _ => {}
        })?;
        Ok((folders, unreadable))
    }

    /// Returns how many messages are in a folder, if the server says.
    pub(super) fn count(&mut self, folder: &Folder) -> Result<Option<u64>, Stop> {
        self.begin(&[Part::Words("STATUS"), Part::Name(&folder.raw), Part::Words("(MESSAGES)")], 1)?;
        let mut count = None;
        self.finish(|reply| {
            if let Reply::Messages(messages) = reply {
                count = Some(u64::from(messages));
            }
        })?;
        Ok(count)
    }

    /// Opens a folder to read it; `None` if the server refuses.
    pub(super) fn examine(&mut self, folder: &Folder) -> Result<Option<Opened>, Stop> {
        self.begin(&[Part::Words("EXAMINE"), Part::Name(&folder.raw)], 1)?;
        let mut opened = Opened { validity: None, messages: 0 };
        let is_ok = self.finish(|reply| match reply {
            Reply::Exists(messages) => opened.messages = messages,
            Reply::State { words, .. } => {
                let number = reply::code(&words, "UIDVALIDITY").and_then(|number| number.parse().ok());
                opened.validity = number.filter(|number| *number > 0).or(opened.validity);
            }
            _ => {}
        })?;
        Ok(is_ok.then_some(opened))
    }

    /// Adds number and length of the messages from place `first` to place `last`.
    ///
    /// Places do not shift meanwhile: news of messages that went away must wait for
    /// another command (RFC 3501 §7.4.1).
    pub(super) fn list(&mut self, first: u32, last: u32, listed: &mut Vec<Listed>) -> Result<(), Stop> {
        let most = (last - first) as usize + 1;
        self.begin(&[Part::Words(&format!("FETCH {first}:{last} (UID RFC822.SIZE)"))], most)?;
        let mut found = 0;
        self.finish(|reply| {
            if let Reply::Fetched(Fetched { uid: Some(uid), size: Some(bytes), .. }) = reply {
                found += 1;
                if found <= most {
                    listed.push(Listed { uid, bytes });
                }
            }
        })?;
        Ok(())
    }

    /// Asks for messages; [`step`](Self::step) brings the answers. None may be
    /// longer than `most_bytes`.
    pub(super) fn ask(&mut self, messages: &[Listed], most_bytes: u64) -> Result<(), Stop> {
        let command = format!("UID FETCH {} (UID FLAGS INTERNALDATE BODY.PEEK[])", set(messages));
        self.begin(&[Part::Words(&command)], messages.len())?;
        self.most_bytes = most_bytes;
        Ok(())
    }

    /// Returns the next answer to [`ask`](Self::ask).
    pub(super) fn step(&mut self) -> Result<Step, Stop> {
        let (reply, message) = self.answer()?;
        Ok(match (reply, message) {
            (Reply::Done { is_ok, .. }, _) => Step::End { is_ok },
            (
                Reply::Fetched(Fetched { uid: Some(uid), flags, received, .. }),
                Some((content, fingerprint)),
            ) => Step::Message(Given { uid, flags, received, content, fingerprint }),
            (Reply::Fetched(Fetched { uid: Some(uid), flags, received, body: Some(body), .. }), None) => {
                let mut digest = crate::digest::Digest::default();
                digest.update(&body);
                let fingerprint = digest.fingerprint();
                Step::Message(Given { uid, flags, received, content: Content::Memory(body), fingerprint })
            }
            // A message that belongs to nothing: its literal was not as long as it said.
            (_, Some(_)) => return Err(ImapTrouble::Garbled.into()),
            _ => Step::Other,
        })
    }

    /// Returns which of these messages are still there.
    pub(super) fn still_there(&mut self, messages: &[Listed]) -> Result<Vec<u32>, Stop> {
        self.begin(&[Part::Words(&format!("UID FETCH {} (UID)", set(messages)))], messages.len())?;
        let mut there = Vec::new();
        self.finish(|reply| {
            if let Reply::Fetched(Fetched { uid: Some(uid), .. }) = reply {
                there.push(uid);
            }
        })?;
        Ok(there)
    }

    /// Takes leave; whatever the server has to say to that.
    pub(super) fn close(mut self) {
        let _ = self.begin(&[Part::Words("LOGOUT")], 0).and_then(|()| self.finish(|_| {}));
    }
}

/// The way in.
impl Session {
    /// Reads the greeting; says whether the server knows already who asks.
    fn greet(&mut self) -> Result<bool, Stop> {
        match self.answer()?.0 {
            Reply::State { state: State::LoggedIn, words } => {
                self.note_capabilities(&words);
                Ok(true)
            }
            Reply::State { state: State::Ok, words } => {
                self.note_capabilities(&words);
                Ok(false)
            }
            _ => Err(ImapTrouble::Garbled.into()),
        }
    }

    /// Encrypts the connection; says whether it is encrypted now.
    fn begin_encryption(&mut self, account: &Account, is_logged_in: bool) -> Result<bool, Stop> {
        self.learn_capabilities()?;
        // A server that greets by a name does not take STARTTLS any more.
        if !self.can("STARTTLS") || is_logged_in {
            let unencrypted = || ImapTrouble::Unencrypted.into();
            return if account.may_be_unencrypted { Ok(false) } else { Err(unencrypted()) };
        }
        self.begin(&[Part::Words("STARTTLS")], 0)?;
        if !self.finish(|_| {})? {
            return Err(ImapTrouble::Unencrypted.into());
        }
        let wire = std::mem::replace(&mut self.wire, Wire::new(Line::Broken));
        let Line::Clear(stream) = wire.into_line()? else { return Err(ImapTrouble::Garbled.into()) };
        self.wire = Wire::new(encrypt(account, stream)?);
        self.capabilities.clear();
        Ok(true)
    }

    fn log_in(&mut self, account: &Account) -> Result<(), Stop> {
        self.learn_capabilities()?;
        let user = &account.user;
        match account.secret.as_ref().ok_or(ImapTrouble::NoSecret)? {
            Secret::Token(token) if self.can("AUTH=OAUTHBEARER") => {
                let proof = format!("n,a={},\x01auth=Bearer {token}\x01\x01", saslname(user));
                self.authenticate("OAUTHBEARER", &proof)
            }
            Secret::Token(token) if self.can("AUTH=XOAUTH2") => {
                self.authenticate("XOAUTH2", &format!("user={user}\x01auth=Bearer {token}\x01\x01"))
            }
            Secret::Password(password) if self.can("AUTH=PLAIN") => {
                self.authenticate("PLAIN", &format!("\0{user}\0{password}"))
            }
            Secret::Password(password) if !self.can("LOGINDISABLED") => {
                self.begin(&[Part::Words("LOGIN"), Part::Name(user), Part::Name(password)], 0)?;
                self.admitted()
            }
            _ => Err(ImapTrouble::Method { offered: self.methods() }.into()),
        }
    }

    /// Proves who asks (RFC 3501 §6.2.2). What proves it waits for the server's `+`.
    fn authenticate(&mut self, method: &str, proof: &str) -> Result<(), Stop> {
        self.begin(&[Part::Words(&format!("AUTHENTICATE {method}"))], 0)?;
        let mut proof = Some(BASE64.encode(proof));
        loop {
            match self.answer()?.0 {
                // A second `+` explains a refusal, and waits to be heard (RFC 7628 §3.2.3).
                Reply::GoOn => {
                    let line = proof.take().unwrap_or_default();
                    self.wire.send(format!("{line}\r\n").as_bytes())?;
                }
                Reply::Done { is_ok, words } => return self.admit(is_ok, &words),
                _ => {}
            }
        }
    }

    fn admitted(&mut self) -> Result<(), Stop> {
        loop {
            if let Reply::Done { is_ok, words } = self.answer()?.0 {
                return self.admit(is_ok, &words);
            }
        }
    }

    fn admit(&mut self, is_ok: bool, words: &str) -> Result<(), Stop> {
        self.capabilities.clear();
        self.note_capabilities(words);
        if is_ok { Ok(()) } else { Err(ImapTrouble::Login { said: shortened(words) }.into()) }
    }

    fn learn_capabilities(&mut self) -> Result<(), Stop> {
        if self.capabilities.is_empty() {
            self.begin(&[Part::Words("CAPABILITY")], 1)?;
            self.finish(|_| {})?;
        }
        Ok(())
    }

    fn note_capabilities(&mut self, words: &str) {
        if let Some(names) = reply::code(words, "CAPABILITY") {
            self.capabilities = names.split(' ').map(str::to_ascii_uppercase).collect();
        }
    }

    fn can(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|known| known == capability)
    }

    fn methods(&self) -> String {
        let methods = self.capabilities.iter().filter_map(|capability| capability.strip_prefix("AUTH="));
        shortened(&methods.collect::<Vec<_>>().join(", "))
    }
}

/// Commands and their answers.
impl Session {
    /// Sends a command that is answered by `answers` and the server's news.
    fn begin(&mut self, parts: &[Part<'_>], answers: usize) -> Result<(), Stop> {
        self.commands += 1;
        self.tag = format!("g{}", self.commands);
        self.answers_left = answers.saturating_add(MOST_NEWS);
        self.most_bytes = 0;
        let mut line = self.tag.clone();
        for part in parts {
            line.push(' ');
            match part {
                Part::Words(words) => line.push_str(words),
                Part::Name(name) if is_quotable(name) => {
                    line.push_str(&format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")));
                }
                Part::Name(name) => {
                    self.wire.send(format!("{line}{{{}}}\r\n", name.len()).as_bytes())?;
                    self.wait_to_go_on()?;
                    line = (*name).to_owned();
                }
            }
        }
        line.push_str("\r\n");
        Ok(self.wire.send(line.as_bytes())?)
    }

    fn wait_to_go_on(&mut self) -> Result<(), Stop> {
        loop {
            match self.answer()?.0 {
                Reply::GoOn => return Ok(()),
                Reply::Done { words, .. } => return Err(ImapTrouble::Bye { said: shortened(&words) }.into()),
                _ => {}
            }
        }
    }

    /// Hands the answers to the command under way to `take`; says whether it was granted.
    fn finish(&mut self, mut take: impl FnMut(Reply)) -> Result<bool, Stop> {
        loop {
            match self.answer()?.0 {
                Reply::Done { is_ok, words } => {
                    self.note_capabilities(&words);
                    return Ok(is_ok);
                }
                Reply::Capabilities(names) => self.capabilities = names,
                other => take(other),
            }
        }
    }

    /// Reads one answer. A server that takes leave ends every command.
    fn answer(&mut self) -> Result<(Reply, Option<(Content, Fingerprint)>), Stop> {
        self.answers_left = self.answers_left.checked_sub(1).ok_or(ImapTrouble::Garbled)?;
        let answer = self.wire.answer(self.most_bytes, &self.options)?;
        match reply::read(&answer.text, &self.tag) {
            Reply::State { state: State::Bye, words } => {
                Err(ImapTrouble::Bye { said: shortened(&words) }.into())
            }
            reply => Ok((reply, answer.message)),
        }
    }
}

/// Says whether a name can stand between quotation marks (RFC 3501 §4.3).
fn is_quotable(name: &str) -> bool {
    name.bytes().all(|byte| (0x20..0x7F).contains(&byte))
}

/// Writes a user's name as OAUTHBEARER has it (RFC 5801 §4).
fn saslname(user: &str) -> String {
    user.replace('=', "=3D").replace(',', "=2C")
}

/// Writes numbers as ranges: `3:5,9`.
fn set(messages: &[Listed]) -> String {
    let follow = |a: &Listed, b: &Listed| a.uid.checked_add(1) == Some(b.uid);
    let ranges = messages.chunk_by(follow).map(|run| match run {
        [first, .., last] => format!("{}:{}", first.uid, last.uid),
        lone => lone.iter().map(|listed| listed.uid.to_string()).collect(),
    });
    ranges.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_ranges() {
        let check = |uids: &[u32], expect: &str| {
            let listed: Vec<Listed> = uids.iter().map(|uid| Listed { uid: *uid, bytes: 0 }).collect();
            assert_eq!(set(&listed), expect);
        };
        check(&[], "");
        check(&[3], "3");
        check(&[3, 4, 5, 9, 11, 12], "3:5,9,11:12");
        check(&[u32::MAX - 1, u32::MAX], "4294967294:4294967295");
    }

    #[test]
    fn names_that_no_quotes_can_hold_are_seen() {
        assert!(is_quotable("a \"b\" \\c"));
        assert!(!is_quotable("é"));
        assert!(!is_quotable("a\r\nA1 DELETE x"));
        assert!(!is_quotable("a\0"));
    }
}
