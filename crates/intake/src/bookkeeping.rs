//! Files that mail programs and systems keep for themselves: indexes, marks, positions.
//!
//! They are made from the mail or from the folder beside them, and say nothing that
//! somebody wrote. They are counted, and not taken in.

use crate::mh;
use crate::place::Place;

/// Whole names, in any case.
const NAMES: [&str; 12] = [
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
];

/// Beginnings of names: `dovecot.index.log`, `dovecot-uidlist`, `courierimapuiddb`.
const BEGINNINGS: [&str; 4] = ["dovecot.", "dovecot-", "courierimap", "courierpop3"];

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
        check("notes/dovecot migration.odt", false);
        check("photos/thumbs.db.pdf", false);
        check("msf", false);
    }
}
