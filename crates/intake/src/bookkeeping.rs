//! Files that mail programs and systems keep for themselves: indexes, marks, positions.
//!
//! They are made from the mail or from the folder beside them, and say nothing that
//! somebody wrote; or they are what a program needs to log in. They are counted, and not
//! taken in.

use crate::mh;
use crate::place::Place;

/// Whole names, in any case.
const NAMES: [&str; 35] = [
    mh::SEQUENCES,
    "maildirfolder",
    "maildirsize",
    "msgFilterRules.dat",
    "popstate.dat",
    "subscriptions",
    "table_of_contents",
    ".DS_Store",
    "Thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    ".localized",
    // Apple Mail.
    "Envelope Index",
    "Envelope Index-shm",
    "Envelope Index-wal",
    ".mboxCache.plist",
    // A profile of Thunderbird: its settings and indexes, and the passwords it keeps.
    "global-messages-db.sqlite",
    "prefs.js",
    "panacea.dat",
    "folderTree.json",
    "folderCache.json",
    "session.json",
    "xulstore.json",
    "places.sqlite",
    "favicons.sqlite",
    "cookies.sqlite",
    "logins.json",
    "logins-backup.json",
    "signons.sqlite",
    "key3.db",
    "key4.db",
    "cert8.db",
    "cert9.db",
    "secmod.db",
    "pkcs11.txt",
];

/// Beginnings of names: `dovecot.index.log`, `dovecot-uidlist`, `courierimapuiddb`; and
/// `._report.doc`, in which macOS keeps the attributes of another file.
const BEGINNINGS: [&str; 5] = ["dovecot.", "dovecot-", "courierimap", "courierpop3", "._"];

/// Says whether the file at this place is bookkeeping: its name alone tells.
pub(crate) fn is_bookkeeping(place: &Place) -> bool {
    let name = place.name();
    place.has_extension(&["msf"])
        || NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_bookkeeping() {
        let check = |path: &str, expect: bool| {
            assert_eq!(is_bookkeeping(&Place::below(path.to_owned())), expect, "{path}");
        };
        check("Maildir/dovecot.index.cache", true);
        check("Maildir/dovecot-uidlist", true);
        check("Maildir/courierimapuiddb", true);
        check("Maildir/maildirsize", true);
        check("Mail/INBOX.msf", true);
        check("Mail/msgfilterrules.dat", true);
        check("photos/.DS_Store", true);
        check("photos/THUMBS.DB", true);
        check("dump.zip!/__MACOSX/mail/._1.eml", true);
        check("V10/MailData/Envelope Index", true);
        check("x.default/key4.db", true);
        check("notes/dovecot migration.odt", false);
        check("photos/thumbs.db.pdf", false);
        check("msf", false);
    }
}
