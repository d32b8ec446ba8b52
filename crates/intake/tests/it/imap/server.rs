//! A mail server of the tests' own, on loopback: honest unless it is given a quirk.
//!
//! It remembers what it was told to do, and a test fails that told it anything but to read.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// All that may ever be said to a server.
const READING: [&str; 15] = [
    "LOGIN",
    "AUTHENTICATE",
    "CAPABILITY",
    "ID",
    "LIST",
    "NAMESPACE",
    "EXAMINE",
    "FETCH",
    "UID FETCH",
    "SEARCH",
    "NOOP",
    "LOGOUT",
    "STARTTLS",
    "STATUS",
    "UNSELECT",
];

/// When each message came, as the server says.
pub(crate) const RECEIVED: &str = "1-Mar-2016 09:04:05 +0100";

/// What is on the server, and how it misbehaves.
#[derive(Clone)]
pub(crate) struct Mail {
    pub password: &'static str,
    pub capabilities: &'static str,
    pub folders: Vec<Folder>,
    pub quirk: Quirk,
}

#[derive(Clone)]
pub(crate) struct Folder {
    /// As it stands in LIST: attributes, delimiter and name.
    pub listed: &'static str,
    /// As a command names it.
    pub raw: &'static str,
    pub validity: u32,
    /// UID, flags, octets.
    pub messages: Vec<(u32, &'static str, Vec<u8>)>,
}

/// One way of misbehaving.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quirk {
    None,
    /// Announces 4 GB for this message.
    Huge(u32),
    /// Says that it has this message, and never gives it.
    Withholds(u32),
    /// Announces fewer octets than it sends, for this message.
    TooShort(u32),
    /// Announces more octets than it sends, for this message, and is gone.
    TooLong(u32),
    /// Answers FETCH with octets that are no IMAP.
    Garbage,
    /// Takes leave in the first connection, after so many messages.
    Bye(usize),
    /// Hangs up whenever this message is asked for.
    HangsUp(u32),
    /// A line without an end.
    EndlessLine,
    /// News without an end.
    EndlessNews,
    /// Counts so many messages, whatever it has.
    Counts(u32),
    /// Has no way to open a folder.
    OpensNothing,
    /// Says something between STARTTLS and the encryption.
    SpeaksTooEarly,
}

impl Default for Mail {
    fn default() -> Self {
        let capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR SPECIAL-USE LIST-EXTENDED STARTTLS";
        Self { password: "s3cret \"quoted\"", capabilities, folders: Vec::new(), quirk: Quirk::None }
    }
}

/// Makes a message that tells itself from others.
pub(crate) fn message(n: u32) -> Vec<u8> {
    let head = format!("From: jo@mail.example\r\nMessage-ID: <{n}@mail.example>\r\nSubject: {n}\r\n");
    format!("{head}Date: Mon, 14 Mar 2016 09:00:00 +0000\r\n\r\nNumber {n}.\r\n").into_bytes()
}

/// A server that runs until the test ends.
pub(crate) struct Server {
    pub address: SocketAddr,
    mail: Arc<Mutex<Mail>>,
    said: Arc<Mutex<Vec<String>>>,
}

/// Encrypts a connection, or not.
pub(crate) type Encrypt = Arc<dyn Fn(TcpStream) -> Box<dyn Connection> + Send + Sync>;

pub(crate) trait Connection: Read + Write + Send {}
impl<T: Read + Write + Send> Connection for T {}

impl Server {
    /// Starts in the clear; `after` encrypts after STARTTLS, `at_once` before the first word.
    pub(crate) fn start(mail: Mail, at_once: Option<Encrypt>, after: Option<Encrypt>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (mail, said) = (Arc::new(Mutex::new(mail)), Arc::<Mutex<Vec<String>>>::default());
        let (shared, heard) = (Arc::clone(&mail), Arc::clone(&said));
        // The thread ends with the test.
        std::thread::spawn(move || {
            let connections = AtomicUsize::new(0);
            for stream in listener.incoming().map_while(Result::ok) {
                stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
                let mail = shared.lock().expect("no panic").clone();
                let connection = connections.fetch_add(1, Ordering::Relaxed);
                let mut talk = Talk { mail, heard: Arc::clone(&heard), connection, open: None, given: 0 };
                let (at_once, after) = (at_once.clone(), after.clone());
                std::thread::spawn(move || talk.hold(stream, at_once, after));
            }
        });
        Self { address, mail, said }
    }

    /// Changes what is on the server, for connections to come.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Mail)) {
        change(&mut self.mail.lock().expect("no panic"));
    }

    /// Returns what was said so far, and fails if any of it was more than reading.
    pub(crate) fn said(&self) -> Vec<String> {
        let said = self.said.lock().expect("no panic").clone();
        for line in &said {
            assert!(only_reads(line), "this changes something on the server: {line}");
        }
        said
    }
}

fn only_reads(line: &str) -> bool {
    let upper = line.to_uppercase();
    let is_known = READING.iter().any(|verb| upper.strip_prefix(verb).is_some_and(is_end_of_word));
    let marks_as_seen = upper.replace("BODY.PEEK[", "").contains("BODY[") || upper.contains("RFC822 ");
    is_known && !marks_as_seen && !upper.contains("RFC822)")
}

fn is_end_of_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

/// One connection.
struct Talk {
    mail: Mail,
    heard: Arc<Mutex<Vec<String>>>,
    connection: usize,
    open: Option<Folder>,
    given: usize,
}

type Line = BufReader<Box<dyn Connection>>;

impl Talk {
    fn hold(&mut self, stream: TcpStream, at_once: Option<Encrypt>, after: Option<Encrypt>) {
        let plain = stream.try_clone().expect("two handles");
        let mut line: Line = BufReader::new(match at_once {
            Some(encrypt) => encrypt(stream),
            None => Box::new(stream),
        });
        send(&mut line, "* OK ready\r\n");
        while let Some((tag, command)) = self.hear(&mut line) {
            if command == "STARTTLS" {
                let early = if self.mail.quirk == Quirk::SpeaksTooEarly { "* OK early\r\n" } else { "" };
                send(&mut line, &format!("{tag} OK go\r\n{early}"));
                let encrypt = after.as_ref().expect("a server that encrypts");
                line = BufReader::new(encrypt(plain.try_clone().expect("two handles")));
            } else if !self.answer(&mut line, &tag, &command) {
                return;
            }
        }
    }

    /// Reads a command, literals included; what proves who asks is not remembered.
    fn hear(&self, line: &mut Line) -> Option<(String, String)> {
        let mut text = read_line(line)?;
        while let Some(length) = text.strip_suffix('}').and_then(|text| text.rsplit_once('{')) {
            let length = length.1.parse().expect("a length");
            send(line, "+ go on\r\n");
            let mut literal = vec![0; length];
            line.read_exact(&mut literal).ok()?;
            text = format!("{text}\r\n{}{}", String::from_utf8_lossy(&literal), read_line(line)?);
        }
        let (tag, command) = text.split_once(' ')?;
        self.heard.lock().expect("no panic").push(command.to_owned());
        Some((tag.to_owned(), command.to_owned()))
    }

    /// Answers; `false` when it has hung up.
    fn answer(&mut self, line: &mut Line, tag: &str, command: &str) -> bool {
        let verb = command.split(' ').next().unwrap_or_default();
        match verb {
            "CAPABILITY" => send(line, &format!("* CAPABILITY {}\r\n", self.mail.capabilities)),
            "AUTHENTICATE" => return self.authenticate(line, tag),
            "LOGIN" => {
                let password = self.mail.password.replace('"', "\\\"");
                let is_right = command == format!("LOGIN \"jo\" \"{password}\"");
                let words = if is_right { "OK in" } else { "NO [AUTHENTICATIONFAILED] no, jo" };
                send(line, &format!("{tag} {words}\r\n"));
                return true;
            }
            "LIST" => {
                for folder in &self.mail.folders {
                    send(line, &format!("* LIST {}\r\n", folder.listed));
                }
            }
            "STATUS" => {
                let Some(folder) = self.named(command) else { return refuse(line, tag) };
                send(line, &format!("* STATUS x (MESSAGES {})\r\n", folder.messages.len()));
            }
            "EXAMINE" => return self.examine(line, tag, command),
            "FETCH" => self.list(line, command),
            "UID" => return self.fetch(line, tag, command),
            "LOGOUT" => send(line, "* BYE see you\r\n"),
            _ => return refuse(line, tag),
        }
        send(line, &format!("{tag} OK done\r\n"));
        verb != "LOGOUT"
    }

    fn authenticate(&self, line: &mut Line, tag: &str) -> bool {
        send(line, "+ \r\n");
        let proof = read_line(line).unwrap_or_default();
        let right = format!("\0jo\0{}", self.mail.password);
        let bearer = "n,a=jo,\x01auth=Bearer t0ken\x01\x01";
        let is_right = [right.as_str(), bearer].iter().any(|right| proof == encoded(right));
        let words = if is_right { "OK in" } else { "NO [AUTHENTICATIONFAILED] no, jo" };
        send(line, &format!("{tag} {words}\r\n"));
        true
    }

    fn named(&self, command: &str) -> Option<&Folder> {
        let names = |folder: &&Folder| {
            let literal = format!("{{{}}}\r\n{}", folder.raw.len(), folder.raw);
            command.contains(&format!("\"{}\"", folder.raw)) || command.contains(&literal)
        };
        self.mail.folders.iter().find(names)
    }

    fn examine(&mut self, line: &mut Line, tag: &str, command: &str) -> bool {
        let folder = self.named(command).cloned();
        let Some(folder) = folder.filter(|_| self.mail.quirk != Quirk::OpensNothing) else {
            return refuse(line, tag);
        };
        let exists = match self.mail.quirk {
            Quirk::Counts(messages) => messages as usize,
            _ => folder.messages.len(),
        };
        send(line, &format!("* {exists} EXISTS\r\n* OK [UIDVALIDITY {}] é\r\n", folder.validity));
        send(line, &format!("{tag} OK [READ-ONLY] open\r\n"));
        self.open = Some(folder);
        true
    }

    /// Numbers and lengths, by place.
    fn list(&self, line: &mut Line, command: &str) {
        if self.mail.quirk == Quirk::EndlessNews {
            // Until nobody listens any more.
            while line.get_mut().write_all(b"* 1 RECENT\r\n").is_ok() {}
        }
        let places = command.split(' ').nth(1).unwrap_or_default().split_once(':').expect("a range");
        let places = places.0.parse().expect("a number")..=places.1.parse().expect("a number");
        let messages = self.open.iter().flat_map(|folder| &folder.messages);
        for (place, (uid, _, octets)) in (1_usize..).zip(messages) {
            if places.contains(&place) {
                let bytes = octets.len();
                send(line, &format!("* {place} FETCH (UID {uid} RFC822.SIZE {bytes})\r\n"));
            }
        }
    }

    fn fetch(&mut self, line: &mut Line, tag: &str, command: &str) -> bool {
        let set = command.split(' ').nth(2).unwrap_or_default().to_owned();
        let asks_for_octets = command.contains("BODY.PEEK[]");
        let messages = self.open.as_ref().map(|folder| folder.messages.clone()).unwrap_or_default();
        for (place, (uid, flags, octets)) in (1_usize..).zip(messages) {
            if !is_in(&set, uid) {
                continue;
            }
            if !asks_for_octets {
                send(line, &format!("* {place} FETCH (UID {uid})\r\n"));
            } else if !self.give(line, place, uid, flags, &octets) {
                return false;
            }
        }
        send(line, &format!("{tag} OK done\r\n"));
        true
    }

    /// Gives one message; `false` when it has hung up.
    fn give(&mut self, line: &mut Line, place: usize, uid: u32, flags: &str, octets: &[u8]) -> bool {
        let mut announced = octets.len() as u64;
        match self.mail.quirk {
            Quirk::Withholds(this) if this == uid => return true,
            Quirk::HangsUp(this) if this == uid => return false,
            Quirk::Huge(this) if this == uid => announced = 4 << 30,
            Quirk::TooShort(this) if this == uid => announced /= 2,
            Quirk::TooLong(this) if this == uid => announced += 40,
            Quirk::Garbage => send(line, "\0\u{7f}<html>500</html>\r\n* 1 FETCH (((((\r\n"),
            Quirk::EndlessLine => while line.get_mut().write_all(&[b'x'; 4096]).is_ok() {},
            Quirk::Bye(after) if self.connection == 0 && self.given == after => {
                send(line, "* BYE shutting down\r\n");
                return false;
            }
            _ => {}
        }
        self.given += 1;
        let known = format!("UID {uid} INTERNALDATE \" {RECEIVED}\" FLAGS ({flags})");
        send(line, &format!("* {place} FETCH ({known} BODY[] {{{announced}}}\r\n"));
        let _ = line.get_mut().write_all(octets);
        send(line, ")\r\n");
        self.mail.quirk != Quirk::TooLong(uid)
    }
}

/// Says whether a set of numbers (`3:5,9`) holds this one.
fn is_in(set: &str, uid: u32) -> bool {
    set.split(',').any(|range| {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        (first.parse().expect("a number")..=last.parse().expect("a number")).contains(&uid)
    })
}

fn read_line(line: &mut Line) -> Option<String> {
    let mut text = String::new();
    let read = line.read_line(&mut text).ok()?;
    (read > 0).then(|| text.trim_end_matches(['\r', '\n']).to_owned())
}

/// A client that has gone away is no matter of the server's.
fn send(line: &mut Line, text: &str) {
    let _ = line.get_mut().write_all(text.as_bytes()).and_then(|()| line.get_mut().flush());
}

fn refuse(line: &mut Line, tag: &str) -> bool {
    send(line, &format!("{tag} NO not here\r\n"));
    true
}

/// Base64 (RFC 4648 §4), so that the server trusts no part of what it tests.
fn encoded(text: &str) -> String {
    const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(*chunk.get(at).unwrap_or(&0)));
        for place in 0..4 {
            let symbol = SYMBOLS[(bits >> (18 - 6 * place) & 63) as usize];
            written.push(if place <= chunk.len() { char::from(symbol) } else { '=' });
        }
    }
    written
}
