//! One line of a log of Dovecot's, whoever wrote its beginning: Dovecot, syslog, journald.

use serde::Deserialize;

/// What a line says, by whom and when.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The time as written.
    pub(super) time: String,
    /// The server; empty in a log of Dovecot's own.
    pub(super) host: String,
    /// `imap-login`, `imap`, `auth`, `lmtp`...
    pub(super) service: String,
    /// Whose process it is; empty for none.
    pub(super) user: String,
    /// Its number, if the prefix tells.
    pub(super) pid: String,
    /// Its session, if the prefix tells.
    pub(super) session: String,
    /// The rest.
    pub(super) message: String,
}

/// What a line turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// Dovecot's.
    Entry(Entry),
    /// Another program's, in the log of a whole system; with its time.
    Stranger(String),
    /// Nothing that begins with a time.
    Nothing,
}

/// Names of processes that log as Dovecot does.
const SERVICES: &[&str] = &[
    "imap-login",
    "imap",
    "pop3-login",
    "pop3",
    "submission-login",
    "submission",
    "managesieve-login",
    "managesieve",
    "auth",
    "auth-worker",
    "master",
    "lmtp",
    "lda",
    "deliver",
    "doveadm",
    "indexer-worker",
    "imap-hibernate",
    "log",
    "config",
    "anvil",
    "ssl-params",
    "stats",
    "dict",
    "replicator",
    "aggregator",
    "quota-status",
    "imap-urlauth",
    "old-stats",
    "script",
    "director",
    "dsync-server",
    "dsync-local",
    "lmtp-proxy",
];

const LEVELS: &[&str] = &["Debug: ", "Info: ", "Warning: ", "Error: ", "Fatal: ", "Panic: "];

/// Reads one line.
pub(super) fn read(line: &str) -> Read {
    if line.starts_with('{') {
        return journal(line).unwrap_or(Read::Nothing);
    }
    let Some((time, rest)) = time_of(without_priority(line)) else { return Read::Nothing };
    if let Some(entry) = process(time, "", rest) {
        return Read::Entry(entry);
    }
    let Some((host, rest)) = rest.split_once(' ') else { return Read::Stranger(time.to_owned()) };
    match message_of_dovecot(rest).and_then(|message| process(time, host, message)) {
        Some(entry) => Read::Entry(entry),
        None => Read::Stranger(time.to_owned()),
    }
}

/// One line of `journalctl -o json`.
#[derive(Deserialize)]
struct Journal {
    #[serde(rename = "MESSAGE")]
    message: String,
    #[serde(rename = "__REALTIME_TIMESTAMP")]
    microseconds: String,
    #[serde(rename = "_HOSTNAME", default)]
    host: String,
    #[serde(rename = "SYSLOG_IDENTIFIER", default)]
    program: String,
}

fn journal(line: &str) -> Option<Read> {
    let journal: Journal = serde_json::from_str(line).ok()?;
    let time = jiff::Timestamp::from_microsecond(journal.microseconds.parse().ok()?).ok()?.to_string();
    if journal.program != "dovecot" {
        return Some(Read::Stranger(time));
    }
    process(&time, &journal.host, &journal.message).map(Read::Entry)
}

fn without_priority(line: &str) -> &str {
    let Some((number, rest)) = line.strip_prefix('<').and_then(|rest| rest.split_once('>')) else {
        return line;
    };
    if number.len() > 3 || !number.bytes().all(|octet| octet.is_ascii_digit()) {
        return line;
    }
    rest.strip_prefix("1 ").unwrap_or(rest)
}

/// The time at the beginning, and what follows: `Nov 21 21:58:43`, `2026-11-21 21:58:43`, `2026-11-21T…`.
fn time_of(line: &str) -> Option<(&str, &str)> {
    let first = line.split(' ').next()?;
    let words = match first.as_bytes() {
        [a, b, c] if [a, b, c].iter().all(|octet| octet.is_ascii_alphabetic()) => 3,
        [a, b, c, d, b'-', ..] if [a, b, c, d].iter().all(|octet| octet.is_ascii_digit()) => {
            if first.contains('T') { 1 } else { 2 }
        }
        _ => return None,
    };
    let end = end_of_words(line, words)?;
    let (time, rest) = line.split_at_checked(end)?;
    time.contains(':').then(|| (time, rest.trim_start()))
}

fn end_of_words(line: &str, words: usize) -> Option<usize> {
    let mut end = 0;
    for _ in 0..words {
        let rest = line.get(end..)?;
        let lead = rest.len() - rest.trim_start_matches(' ').len();
        let word = rest.trim_start_matches(' ').split(' ').next()?;
        end += lead + word.len();
    }
    Some(end)
}

/// What follows `dovecot:`, `dovecot[12]:` or, in RFC 5424, `dovecot 12 - -`.
fn message_of_dovecot(rest: &str) -> Option<&str> {
    let (program, message) = rest.split_once(' ')?;
    let name = program.trim_end_matches(':').split('[').next()?;
    if name != "dovecot" {
        return None;
    }
    if program.ends_with(':') {
        return Some(message.trim_start());
    }
    let mut parts = message.splitn(4, ' ');
    parts.nth(3)
}

/// `imap(user)<pid><session>: Info: message`.
fn process(time: &str, host: &str, text: &str) -> Option<Entry> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
    let (service, mut rest) = text.split_at_checked(end)?;
    if !SERVICES.contains(&service) {
        return None;
    }
    let mut user = "";
    if let Some(inner) = rest.strip_prefix('(') {
        let end = inner.find(")<").into_iter().chain(inner.find("):")).min()?;
        (user, rest) = (inner.get(..end)?, inner.get(end + 1..)?);
    }
    let (mut pid, mut session) = ("", "");
    while let Some((inner, after)) = rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
        let is_number = !inner.is_empty() && inner.bytes().all(|octet| octet.is_ascii_digit());
        if is_number && pid.is_empty() {
            pid = inner
        } else {
            session = inner
        }
        rest = after;
    }
    let message = rest.strip_prefix(':')?.trim_start();
    let message = LEVELS.iter().find_map(|level| message.strip_prefix(level)).unwrap_or(message);
    // Since 2.2 the user may be followed by its address or process: `imap(user, 192.0.2.7)`.
    let user = user.split(',').next().unwrap_or(user);
    let [time, host, service, user, pid, session, message] =
        [time, host, service, user, pid, session, message].map(str::to_owned);
    Some(Entry { time, host, service, user, pid, session, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, time: &str, host: &str, who: (&str, &str, &str), message: &str) {
        let Read::Entry(entry) = read(line) else { panic!("no entry: {line}") };
        assert_eq!((entry.time.as_str(), entry.host.as_str(), entry.message.as_str()), (time, host, message));
        assert_eq!((entry.service.as_str(), entry.user.as_str(), entry.session.as_str()), who, "{line}");
    }

    #[test]
    fn every_prefix_is_read() {
        let imap = ("imap", "a@r.example", "S/+1");
        check(
            "2026-11-21 21:58:43 imap(a@r.example)<12><S/+1>: Info: x: y",
            "2026-11-21 21:58:43",
            "",
            imap,
            "x: y",
        );
        check("Nov  1 21:58:43 imap(a@r.example)<12><S/+1>: Info: x", "Nov  1 21:58:43", "", imap, "x");
        check(
            "Nov 21 21:58:43 mx1 dovecot: imap(a@r.example)<12><S/+1>: x",
            "Nov 21 21:58:43",
            "mx1",
            imap,
            "x",
        );
        check(
            "Nov 21 21:58:43 mx1 dovecot[7]: imap(a@r.example)<12><S/+1>: x",
            "Nov 21 21:58:43",
            "mx1",
            imap,
            "x",
        );
        check(
            "<22>1 2026-11-21T21:58:43.1+01:00 mx1 dovecot 7 - - imap(a@r.example)<12><S/+1>: x",
            "2026-11-21T21:58:43.1+01:00",
            "mx1",
            imap,
            "x",
        );
        check(
            r#"{"MESSAGE":"imap(a@r.example)<12><S/+1>: Info: x","__REALTIME_TIMESTAMP":"1795298323000000","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"dovecot"}"#,
            "2026-11-21T21:58:43Z",
            "mx1",
            imap,
            "x",
        );
        check(
            "Nov 21 21:58:43 imap-login: Info: Login: user=<a>",
            "Nov 21 21:58:43",
            "",
            ("imap-login", "", ""),
            "Login: user=<a>",
        );
    }

    #[test]
    fn what_is_not_dovecots_is_told_apart() {
        let stranger = Read::Stranger("Nov 21 21:58:43".to_owned());
        assert_eq!(read("Nov 21 21:58:43 mx1 postfix/smtpd[1]: connect from x"), stranger);
        assert_eq!(read("Nov 21 21:58:43 mx1 evil: dovecot: imap(a): x"), stranger);
        assert_eq!(read("\tat com.example.Trace(Unknown)"), Read::Nothing);
        assert_eq!(read("Nov 21"), Read::Nothing);
        assert_eq!(read("{\"MESSAGE\":1}"), Read::Nothing);
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read(line in "(<[0-9]{0,4}>)?(Nov 21 21:58:43 )?[ -~é]{0,80}") {
            read(&line);
        }
    }
}
