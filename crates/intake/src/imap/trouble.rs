//! What goes wrong with a mail server, in words that a person can act on.

use std::error::Error;
use std::{fmt, io};

/// Why an account cannot be read, or not to its end.
///
/// What a server said is cut short and shown to the person alone.
#[derive(Debug)]
#[non_exhaustive]
pub enum ImapTrouble {
    /// This program was built without its IMAP client.
    NotBuilt,
    /// The address is not `imaps://user@host/`.
    Address,
    /// The address holds a password.
    PasswordInAddress,
    /// No such host, or nobody answers there.
    Unreachable {
        /// What the system said.
        cause: io::Error,
    },
    /// The server's certificate is not trusted.
    Certificate {
        /// Why: `unknown-issuer`, `expired`, `not-for-this-name`, `authority-itself`, `other`.
        reason: &'static str,
    },
    /// There are no authorities to check a certificate against.
    Authorities,
    /// The server does not speak TLS where it should.
    NoTls,
    /// The server offers no encryption.
    Unencrypted,
    /// Nothing to log in with was given.
    NoSecret,
    /// The server refuses user or password.
    Login {
        /// What it said.
        said: String,
    },
    /// The server takes nothing that greffe has to log in with.
    Method {
        /// What it offers.
        offered: String,
    },
    /// There is no such folder.
    NoFolder {
        /// As it was asked for.
        folder: String,
        /// Some that there are.
        known: String,
    },
    /// The server says goodbye, or refuses what every server grants.
    Bye {
        /// What it said.
        said: String,
    },
    /// The connection broke.
    Broken {
        /// What the system said.
        cause: io::Error,
    },
    /// What comes is no IMAP, or more than anybody asked for.
    Garbled,
}

impl ImapTrouble {
    /// Returns the code that names its texts, e.g. `imap-login`.
    pub const fn code(&self) -> &'static str {
        match self {
            ImapTrouble::NotBuilt => "imap-not-built",
            ImapTrouble::Address => "imap-address",
            ImapTrouble::PasswordInAddress => "imap-password-in-address",
            ImapTrouble::Unreachable { .. } => "imap-unreachable",
            ImapTrouble::Certificate { .. } => "imap-certificate",
            ImapTrouble::Authorities => "imap-authorities",
            ImapTrouble::NoTls => "imap-no-tls",
            ImapTrouble::Unencrypted => "imap-unencrypted",
            ImapTrouble::NoSecret => "imap-no-secret",
            ImapTrouble::Login { .. } => "imap-login",
            ImapTrouble::Method { .. } => "imap-method",
            ImapTrouble::NoFolder { .. } => "imap-no-folder",
            ImapTrouble::Bye { .. } => "imap-bye",
            ImapTrouble::Broken { .. } => "imap-broken",
            ImapTrouble::Garbled => "imap-garbled",
        }
    }

    /// Returns the values that its texts mention.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            ImapTrouble::Certificate { reason } => vec![("reason", (*reason).to_owned())],
            ImapTrouble::Login { said } | ImapTrouble::Bye { said } => vec![("said", said.clone())],
            ImapTrouble::Method { offered } => vec![("offered", offered.clone())],
            ImapTrouble::NoFolder { folder, known } => {
                vec![("folder", folder.clone()), ("known", known.clone())]
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for ImapTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Error for ImapTrouble {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ImapTrouble::Unreachable { cause } | ImapTrouble::Broken { cause } => Some(cause),
            _ => None,
        }
    }
}
