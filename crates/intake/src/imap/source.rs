//! An account as a source of messages: folder by folder, in the order of their numbers.

use std::collections::{HashMap, VecDeque};

use greffe_terms::{FileState, Fingerprint};

use super::account::Account;
use super::folders::{Folder, chosen};
use super::session::{Given, Listed, Session, Step};
use super::trouble::ImapTrouble;
use super::wire::Stop;
use super::{FolderSeen, OpenedAccount};
use crate::error::IntakeError;
use crate::event::{Event, Found, Lost, LostReason, Quoting};
use crate::known::{FileProgress, Known, SourceFingerprint};
use crate::listing::Listing;
use crate::options::Options;
use crate::source::Source;

/// Messages whose numbers are asked for at once.
const LISTED_AT_ONCE: u32 = 2_000;
/// Messages that are asked for at once.
const MESSAGES_AT_ONCE: usize = 200;
/// Bytes that are asked for at once, as the server counts them.
const BYTES_AT_ONCE: u64 = 8 << 20;
/// A message longer than this is not asked for; servers allow a tenth of it.
const MOST_MESSAGE_BYTES: u64 = 1 << 30;
/// Messages that break the connection, each twice, before it is the server's fault.
const MOST_STUMBLES: usize = 16;

/// Connects, logs in and lists what there is.
pub(super) fn open(account: &Account, options: &Options) -> Result<OpenedAccount, IntakeError> {
    let failed = |stop| failure(account, stop);
    let mut session = Session::open(account, options).map_err(failed)?;
    let (all, unreadable) = session.folders().map_err(failed)?;
    let folders = chosen(all, account.folder.as_deref()).map_err(|trouble| failed(trouble.into()))?;
    let mut seen = Vec::with_capacity(folders.len());
    for folder in &folders {
        let messages = session.count(folder).map_err(failed)?;
        seen.push(FolderSeen { name: folder.name.clone(), purpose: folder.purpose, messages });
    }
    let total_messages = seen.iter().map(|folder| folder.messages).sum();
    let mut mailboxes = Mailboxes {
        account: account.clone(),
        options: options.clone(),
        session: Some(session),
        folders: folders.into(),
        reading: None,
        validities: None,
        told: VecDeque::new(),
        standing: None,
        stumbles: 0,
        read_bytes: 0,
        total_messages,
        listing: Listing::default(),
        is_at_end: false,
    };
    for name in unreadable {
        mailboxes.lose(name, 0, LostReason::Damaged);
    }
    Ok(OpenedAccount { folders: seen, source: Box::new(mailboxes) })
}

fn failure(account: &Account, stop: Stop) -> IntakeError {
    match stop {
        Stop::Trouble(trouble) => IntakeError::Imap { server: account.server(), trouble },
        Stop::Here(error) => error,
    }
}

/// The reading of an account.
struct Mailboxes {
    account: Account,
    options: Options,
    session: Option<Session>,
    /// Those that were not begun.
    folders: VecDeque<Folder>,
    reading: Option<Reading>,
    /// Under which UIDVALIDITY earlier runs have read each folder; found out when needed.
    validities: Option<HashMap<String, Vec<u32>>>,
    told: VecDeque<(Event, Option<FileProgress>)>,
    standing: Option<FileProgress>,
    stumbles: usize,
    read_bytes: u64,
    total_messages: Option<u64>,
    listing: Listing,
    is_at_end: bool,
}

/// The folder that is being read.
struct Reading {
    folder: Folder,
    validity: Option<u32>,
    /// Not asked for yet, lowest number first.
    waiting: VecDeque<Listed>,
    /// Asked for, not answered yet.
    asked: Vec<Listed>,
    /// Answered, not in the listing yet: servers answer in any order.
    answered: Vec<(u32, Fingerprint)>,
    /// Ask for one at a time until this one is passed.
    careful_until: Option<u32>,
    /// The connection broke at this one.
    stumbled_at: Option<u32>,
}

impl Source for Mailboxes {
    fn total_bytes(&self) -> Option<u64> {
        None
    }

    fn total_messages(&self) -> Option<u64> {
        self.total_messages
    }

    fn read_bytes(&self) -> u64 {
        self.read_bytes
    }

    fn next(&mut self, known: &dyn Known) -> Result<Option<Event>, IntakeError> {
        loop {
            if let Some((event, progress)) = self.told.pop_front() {
                self.standing = progress;
                return Ok(Some(event));
            }
            self.standing = None;
            if self.is_at_end {
                return Ok(None);
            }
            if let Err(stop) = self.go_on(known) {
                self.recover(stop).map_err(|stop| failure(&self.account, stop))?;
            }
        }
    }

    fn cursor(&self) -> Option<FileProgress> {
        self.standing.clone()
    }

    fn fingerprint(&self) -> Option<SourceFingerprint> {
        self.is_at_end.then(|| self.listing.fingerprint(self.account.name()))
    }
}

/// From one folder, one request, one answer to the next.
impl Mailboxes {
    fn go_on(&mut self, known: &dyn Known) -> Result<(), Stop> {
        match &self.reading {
            None => match self.folders.pop_front() {
                Some(folder) => self.begin_folder(folder, known),
                None => {
                    self.is_at_end = true;
                    self.session.take().into_iter().for_each(Session::close);
                    Ok(())
                }
            },
            Some(reading) if !reading.asked.is_empty() => self.take_answer(),
            Some(reading) if !reading.waiting.is_empty() => self.ask(known),
            Some(_) => {
                self.reading = None;
                Ok(())
            }
        }
    }

    fn begin_folder(&mut self, folder: Folder, known: &dyn Known) -> Result<(), Stop> {
        let session = connected(&mut self.session)?;
        if folder.raw.contains('\0') {
            // No command can name it.
            self.lose(folder.name, 0, LostReason::NotGiven);
            return Ok(());
        }
        let Some(opened) = session.examine(&folder)? else {
            self.lose(folder.name, 0, LostReason::NotGiven);
            return Ok(());
        };
        let waiting = list(session, opened.messages)?;
        if waiting.len() < opened.messages as usize {
            self.lose(folder.name.clone(), 0, LostReason::NotGiven);
        }
        if self.is_renumbered(&folder.name, opened.validity, known) {
            self.tell(Event::Renumbered { path: folder.name.clone() });
        }
        self.reading = Some(Reading {
            folder,
            validity: opened.validity,
            waiting: waiting.into(),
            asked: Vec::new(),
            answered: Vec::new(),
            careful_until: None,
            stumbled_at: None,
        });
        Ok(())
    }

    /// Says whether earlier runs know this folder by other numbers only.
    fn is_renumbered(&mut self, name: &str, validity: Option<u32>, known: &dyn Known) -> bool {
        let validities = self.validities.get_or_insert_with(|| validities_of(&known.paths()));
        let before = validities.get(name).map(Vec::as_slice).unwrap_or_default();
        !before.is_empty() && !validity.is_some_and(|validity| before.contains(&validity))
    }

    /// Passes over what an earlier run has, or asks for what comes before the next such message.
    fn ask(&mut self, known: &dyn Known) -> Result<(), Stop> {
        let Some(reading) = &mut self.reading else { return Ok(()) };
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some(next) = reading.waiting.front().copied() {
            let state = reading.validity.and_then(|_| known.file(&reading.path(next.uid)));
            let is_careful = reading.careful_until.is_some_and(|until| next.uid <= until);
            let known_as = state.as_ref().and_then(fingerprint_of);
            let is_absurd = u64::from(next.bytes) > MOST_MESSAGE_BYTES;
            let is_full =
                batch.len() >= MESSAGES_AT_ONCE || bytes >= BYTES_AT_ONCE || is_careful && !batch.is_empty();
            if is_full || (known_as.is_some() || is_absurd) && !batch.is_empty() {
                break;
            }
            reading.waiting.pop_front();
            if known_as.is_some() || is_absurd {
                let path = reading.path(next.uid);
                match known_as {
                    Some(fingerprint) => self.skip(path, fingerprint),
                    None => self.lose(path, u64::from(next.bytes), LostReason::TooLarge),
                }
                return Ok(());
            }
            bytes += u64::from(next.bytes);
            batch.push(next);
        }
        reading.asked = batch;
        let largest = reading.asked.iter().map(|listed| u64::from(listed.bytes)).max().unwrap_or(0);
        // Servers count line ends in their own way, and never by more than this.
        let most_bytes = largest.saturating_mul(2).saturating_add(16 << 20);
        connected(&mut self.session)?.ask(&reading.asked, most_bytes)
    }

    fn take_answer(&mut self) -> Result<(), Stop> {
        match connected(&mut self.session)?.step()? {
            Step::Message(given) => {
                self.take_message(given);
                Ok(())
            }
            Step::Other => Ok(()),
            Step::End { is_ok } => self.end_request(is_ok),
        }
    }

    fn take_message(&mut self, given: Given) {
        let Given { uid, flags, received, content, fingerprint } = given;
        let Some(reading) = &mut self.reading else { return };
        let Some(at) = reading.asked.iter().position(|listed| listed.uid == uid) else { return };
        reading.asked.remove(at);
        reading.answered.push((uid, fingerprint));
        let (path, folder) = (reading.path(uid), reading.folder.name.clone());
        let Fingerprint { bytes, sha256 } = fingerprint;
        self.read_bytes += bytes;
        let is_last = reading.asked.is_empty();
        if bytes > 0 {
            let found = Found {
                path: path.clone(),
                folder,
                offset: 0,
                length: bytes,
                content,
                flags,
                postmark: received,
                quoting: Quoting::None,
                defects: Vec::new(),
            };
            let progress =
                FileProgress { path: path.clone(), committed_bytes: bytes, prefix_sha256: sha256, items: 1 };
            self.told.push_back((Event::Message(found), Some(progress)));
        } else {
            self.lose(path.clone(), 0, LostReason::NoMessage);
        }
        self.tell(Event::FileDone { path, bytes, sha256, items: u64::from(bytes > 0) });
        if is_last {
            self.list_answered();
        }
    }

    /// Puts what was answered into the listing, in the order of the numbers.
    fn list_answered(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        let mut answered = std::mem::take(&mut reading.answered);
        answered.sort_by_key(|(uid, _)| *uid);
        for (uid, fingerprint) in answered {
            self.listing.add(&reading.path(uid), &fingerprint);
        }
    }

    /// A request is over, and some of what was asked for did not come.
    fn end_request(&mut self, is_ok: bool) -> Result<(), Stop> {
        self.list_answered();
        let Some(reading) = &mut self.reading else { return Ok(()) };
        let mut missing = std::mem::take(&mut reading.asked);
        if !is_ok && missing.len() > 1 {
            // One of them may be at fault: each for itself.
            reading.careful_until = missing.iter().map(|listed| listed.uid).max();
            missing.into_iter().rev().for_each(|listed| reading.waiting.push_front(listed));
            return Ok(());
        }
        // Whoever uses the account meanwhile may have deleted them.
        let there = connected(&mut self.session)?.still_there(&missing)?;
        missing.retain(|listed| there.contains(&listed.uid));
        for listed in missing {
            let path = reading.path(listed.uid);
            self.told.push_back((lost(path, u64::from(listed.bytes), LostReason::NotGiven), None));
        }
        Ok(())
    }
}

/// Connections break, and some servers hang up on a message that they cannot read.
impl Mailboxes {
    /// Connects again and goes on. A message at which that happens twice is told
    /// as lost; what cannot be helped is returned.
    fn recover(&mut self, stop: Stop) -> Result<(), Stop> {
        let trouble = match stop {
            Stop::Trouble(trouble) => trouble,
            here => return Err(here),
        };
        let is_of_the_line =
            matches!(trouble, ImapTrouble::Bye { .. } | ImapTrouble::Broken { .. } | ImapTrouble::Garbled);
        let Some(reading) = self.reading.as_mut().filter(|_| is_of_the_line) else {
            return Err(trouble.into());
        };
        let Some(first) = reading.asked.first().map(|listed| listed.uid) else { return Err(trouble.into()) };
        let mut again = std::mem::take(&mut reading.asked);
        reading.careful_until = again.iter().map(|listed| listed.uid).max();
        let mut given_up = None;
        if reading.stumbled_at.replace(first) == Some(first) {
            let listed = again.remove(0);
            given_up = Some(lost(reading.path(listed.uid), u64::from(listed.bytes), LostReason::NotGiven));
            self.stumbles += 1;
        }
        again.into_iter().rev().for_each(|listed| reading.waiting.push_front(listed));
        self.told.extend(given_up.map(|event| (event, None)));
        self.list_answered();
        let goes_on = self.stumbles < MOST_STUMBLES && self.reconnect();
        if goes_on { Ok(()) } else { Err(trouble.into()) }
    }

    /// Opens the folder again; `false` if that cannot be, or its numbers have changed.
    fn reconnect(&mut self) -> bool {
        self.session = None;
        let Some(reading) = &self.reading else { return false };
        let Ok(mut session) = Session::open(&self.account, &self.options) else { return false };
        let opened = session.examine(&reading.folder);
        let is_same = matches!(opened, Ok(Some(opened)) if opened.validity == reading.validity);
        self.session = Some(session).filter(|_| is_same);
        is_same
    }
}

/// What is told.
impl Mailboxes {
    fn skip(&mut self, path: String, fingerprint: Fingerprint) {
        let Fingerprint { bytes, sha256 } = fingerprint;
        self.listing.add(&path, &fingerprint);
        self.read_bytes += bytes;
        self.tell(Event::Skipped { path: path.clone(), items: 1 });
        self.tell(Event::FileDone { path, bytes, sha256, items: 1 });
    }

    fn lose(&mut self, path: String, length: u64, reason: LostReason) {
        self.tell(lost(path, length, reason));
    }

    fn tell(&mut self, event: Event) {
        self.told.push_back((event, None));
    }
}

impl Reading {
    /// Returns the path of a message in events: its place, in the words of RFC 5092.
    fn path(&self, uid: u32) -> String {
        path(&self.folder.name, self.validity, uid)
    }
}

fn path(folder: &str, validity: Option<u32>, uid: u32) -> String {
    format!("{folder}/;UIDVALIDITY={};UID={uid}", validity.unwrap_or(0))
}

fn lost(path: String, length: u64, reason: LostReason) -> Event {
    Event::Lost(Lost { path, offset: 0, length, reason, kept: None })
}

fn connected(session: &mut Option<Session>) -> Result<&mut Session, Stop> {
    let gone = || ImapTrouble::Broken { cause: std::io::ErrorKind::NotConnected.into() };
    session.as_mut().ok_or_else(|| gone().into())
}

/// Lists the messages of the folder that is open, lowest number first.
fn list(session: &mut Session, messages: u32) -> Result<Vec<Listed>, Stop> {
    let mut listed = Vec::new();
    let mut first = 1;
    while first <= messages {
        let last = first.saturating_add(LISTED_AT_ONCE - 1).min(messages);
        let before = listed.len();
        session.list(first, last, &mut listed)?;
        if listed.len() == before {
            // It counts messages that it does not know.
            break;
        }
        let Some(next) = last.checked_add(1) else { break };
        first = next;
    }
    listed.sort_by_key(|listed| listed.uid);
    listed.dedup_by_key(|listed| listed.uid);
    Ok(listed)
}

/// Returns length and hash of a message that an earlier run has.
fn fingerprint_of(state: &FileState) -> Option<Fingerprint> {
    let committed = Fingerprint { bytes: state.committed_bytes, sha256: state.prefix_sha256 };
    let fingerprint = state.finished.or((state.items > 0).then_some(committed))?;
    (fingerprint.bytes > 0).then_some(fingerprint)
}

/// Returns the UIDVALIDITY of each folder in the paths of an earlier run.
fn validities_of(paths: &[String]) -> HashMap<String, Vec<u32>> {
    let mut validities: HashMap<String, Vec<u32>> = HashMap::new();
    for path in paths {
        let Some((folder, rest)) = path.rsplit_once("/;UIDVALIDITY=") else { continue };
        let Some(Ok(validity)) = rest.split(';').next().map(str::parse) else { continue };
        let of_folder = validities.entry(folder.to_owned()).or_default();
        if !of_folder.contains(&validity) {
            of_folder.push(validity);
        }
    }
    validities
}
