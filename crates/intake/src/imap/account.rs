//! Whose mail is read and where: `imaps://user@host[:port]/[folder]` (RFC 5092).

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::Url;

use super::trouble::ImapTrouble;
use crate::error::IntakeError;

/// What proves to a server who asks.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// A password, or an application's password.
    Password(String),
    /// An OAuth 2.0 access token (RFC 7628, XOAUTH2).
    Token(String),
}

/// A file whose first line is longer holds no secret.
const MOST_SECRET_BYTES: u64 = 64 << 10;

impl Secret {
    /// Reads the password in the first line of a file.
    ///
    /// # Errors
    /// `Unreadable`.
    pub fn password_in(file: &Path) -> Result<Self, IntakeError> {
        first_line(file).map(Secret::Password)
    }

    /// Reads the access token in the first line of a file.
    ///
    /// # Errors
    /// `Unreadable`.
    pub fn token_in(file: &Path) -> Result<Self, IntakeError> {
        first_line(file).map(Secret::Token)
    }
}

fn first_line(file: &Path) -> Result<String, IntakeError> {
    let mut text = String::new();
    let read = File::open(file).and_then(|open| open.take(MOST_SECRET_BYTES).read_to_string(&mut text));
    let line = text.lines().next().unwrap_or_default();
    match read {
        Ok(_) if !line.is_empty() => Ok(line.to_owned()),
        Ok(_) => Err(unreadable(file, io::ErrorKind::UnexpectedEof.into())),
        Err(cause) => Err(unreadable(file, cause)),
    }
}

fn unreadable(file: &Path, cause: io::Error) -> IntakeError {
    IntakeError::Unreadable { path: file.to_owned(), cause }
}

/// Shows neither: secrets belong in no diagnostics.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Secret::Password(_) => "Password(..)",
            Secret::Token(_) => "Token(..)",
        })
    }
}

/// Somebody's mail on an IMAP server.
#[derive(Debug, Clone)]
pub struct Account {
    pub(super) security: Security,
    /// Without the brackets of an IPv6 address, in lower case.
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) user: String,
    /// Only this folder and those below it.
    pub(super) folder: Option<String>,
    pub(super) secret: Option<Secret>,
    pub(super) authority: Option<PathBuf>,
    pub(super) may_be_unencrypted: bool,
    name: String,
}

/// When the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    /// From its first octet (`imaps`, RFC 8314 §3.2).
    Tls,
    /// After STARTTLS (`imap`); to this very machine only with an authority of its own.
    StartTls,
}

impl Account {
    /// Says whether a source is named as an account and not as a file.
    pub fn is_one(source: &str) -> bool {
        scheme(source).is_some()
    }

    /// Reads `imaps://user@host[:port]/[folder]`; `imap` instead of `imaps` begins
    /// in the clear and asks for STARTTLS.
    ///
    /// # Errors
    /// `Imap` if this program was built without the client; if it is no such address,
    /// or holds a password: that would stand in the list of processes and in the
    /// shell's history.
    pub fn parse(source: &str) -> Result<Self, IntakeError> {
        // Not repeated: what was typed may hold a password.
        let refused = |trouble| IntakeError::Imap { server: String::new(), trouble };
        let no_address = || refused(ImapTrouble::Address);
        if cfg!(not(feature = "imap")) {
            return Err(refused(ImapTrouble::NotBuilt));
        }
        let security = scheme(source).ok_or_else(no_address)?;
        let url = Url::parse(source.trim()).map_err(|_| no_address())?;
        if url.password().is_some() {
            return Err(refused(ImapTrouble::PasswordInAddress));
        }
        let host = url.host_str().unwrap_or_default().to_lowercase();
        let user = decoded(url.username()).filter(|user| !user.is_empty()).ok_or_else(no_address)?;
        let folder = decoded(url.path().trim_matches('/')).ok_or_else(no_address)?;
        if host.is_empty() || url.query().is_some() || url.fragment().is_some() {
            return Err(no_address());
        }
        let port = url.port().unwrap_or(security.usual_port());
        let shown_port = if port == security.usual_port() { String::new() } else { format!(":{port}") };
        let name = format!("{}://{}@{host}{shown_port}/{folder}", security.scheme(), url.username());
        Ok(Self {
            security,
            host: host.trim_matches(['[', ']']).to_owned(),
            port,
            user,
            folder: Some(folder).filter(|folder| !folder.is_empty()),
            secret: None,
            authority: None,
            may_be_unencrypted: false,
            name,
        })
    }

    /// Adds what proves who asks.
    pub fn with_secret(self, secret: Secret) -> Self {
        Self { secret: Some(secret), ..self }
    }

    /// Trusts the authorities in this file (PEM) instead of the system's.
    pub fn with_authority(self, authority: Option<PathBuf>) -> Self {
        Self { authority, ..self }
    }

    /// Lets the password and the mail go over the network in the clear when the
    /// server offers nothing better.
    pub fn danger_unencrypted(self, may_be_unencrypted: bool) -> Self {
        Self { may_be_unencrypted, ..self }
    }

    /// Returns the name that it is known by from one import to the next; no secret is in it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns host and port, for errors.
    pub(super) fn server(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl Security {
    fn scheme(self) -> &'static str {
        match self {
            Security::Tls => "imaps",
            Security::StartTls => "imap",
        }
    }

    fn usual_port(self) -> u16 {
        match self {
            Security::Tls => 993,
            Security::StartTls => 143,
        }
    }
}

fn scheme(source: &str) -> Option<Security> {
    let (scheme, _) = source.trim().split_once("://")?;
    [Security::Tls, Security::StartTls].into_iter().find(|known| scheme.eq_ignore_ascii_case(known.scheme()))
}

/// Undoes `%40` and the like; controls are in no name of a user or folder.
fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    (!text.chars().any(char::is_control)).then(|| text.into_owned())
}

#[cfg(all(test, feature = "imap"))]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_or_refused() {
        let check = |source: &str, expect: Option<(&str, u16, &str, Option<&str>)>| {
            let account = Account::parse(source).ok();
            let read = account.as_ref().map(|account| {
                (account.host.as_str(), account.port, account.user.as_str(), account.folder.as_deref())
            });
            assert_eq!(read, expect, "{source}");
        };
        check("imaps://jo@mail.example/", Some(("mail.example", 993, "jo", None)));
        check("IMAPS://jo@Mail.Example", Some(("mail.example", 993, "jo", None)));
        check("imap://jo@[::1]:1143/", Some(("::1", 1143, "jo", None)));
        check("imap://jo@mail.example/Sent", Some(("mail.example", 143, "jo", Some("Sent"))));
        let dated = Some(("mail.example", 993, "jo@firm.example", Some("Envoyés/2017")));
        check("imaps://jo%40firm.example@mail.example/Envoy%C3%A9s/2017/", dated);
        check("imaps://jo@firm.example@mail.example/Envoyés/2017", dated);
        check("imaps://mail.example/", None);
        check("imaps://jo@/", None);
        check("imaps://jo:secret@mail.example/", None);
        check("imaps://jo%0d%0aA1@mail.example/", None);
        check("imaps://jo@mail.example/a%00b", None);
        check("imaps://jo@mail.example:99999/", None);
        check("imaps://jo@mail.example/?x", None);
        check("https://jo@mail.example/", None);
        check("./imaps", None);
    }

    #[test]
    fn the_name_does_not_depend_on_how_it_was_typed() {
        let check = |source: &str, expect: &str| {
            assert_eq!(Account::parse(source).expect("an account").name(), expect, "{source}");
        };
        check("imaps://jo@mail.example", "imaps://jo@mail.example/");
        check("IMAPS://jo@MAIL.example:993/", "imaps://jo@mail.example/");
        check("imaps://jo@mail.example:1993/Sent/", "imaps://jo@mail.example:1993/Sent");
        check("imaps://jo@firm.example@mail.example/", "imaps://jo%40firm.example@mail.example/");
    }

    #[test]
    fn a_secret_is_never_shown() {
        let account = Account::parse("imaps://jo@mail.example/").expect("an account");
        let account = account.with_secret(Secret::Password("hunter2".to_owned()));
        assert!(!format!("{account:?}").contains("hunter2"));
        let error = Account::parse("imaps://jo:hunter2@mail.example/").expect_err("refused");
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}
