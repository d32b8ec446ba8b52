//! Folders of an account: their names as people see them, and which are read.

use std::collections::BTreeSet;

use super::trouble::ImapTrouble;
use crate::place::shown_entry;
use crate::utf7;

/// Names that are listed when one is not found.
const NAMED: usize = 8;

/// A folder on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder {
    /// Its name as the server wrote it.
    pub(super) raw: String,
    /// Decoded, `/` between levels.
    pub(super) name: String,
    /// What it is for (RFC 6154).
    pub(super) purpose: Option<&'static str>,
    /// It can be opened.
    pub(super) holds_mail: bool,
}

impl Folder {
    pub(super) fn new(
        raw: &str,
        delimiter: Option<&str>,
        purpose: Option<&'static str>,
        holds_mail: bool,
    ) -> Self {
        let levels: Vec<&str> = match delimiter.filter(|delimiter| !delimiter.is_empty()) {
            Some(delimiter) => raw.split(delimiter).collect(),
            None => vec![raw],
        };
        let mut levels: Vec<String> = levels.into_iter().map(level).collect();
        if let Some(first) = levels.first_mut().filter(|first| first.eq_ignore_ascii_case("INBOX")) {
            *first = "INBOX".to_owned();
        }
        Self { raw: raw.to_owned(), name: levels.join("/"), purpose, holds_mail }
    }
}

/// One level of a name; a `/` in it separates nothing.
fn level(raw: &str) -> String {
    shown_entry(utf7::decode(raw).as_bytes()).replace('/', "\\x2F")
}

/// Returns the folders that are read, by name: all, or `wanted` and what is below it.
pub(super) fn chosen(all: Vec<Folder>, wanted: Option<&str>) -> Result<Vec<Folder>, ImapTrouble> {
    let mut named = distinct(all);
    named.retain(|folder| folder.holds_mail);
    named.sort_by(|a, b| a.name.cmp(&b.name));
    let Some(wanted) = wanted else { return Ok(named) };
    let known: Vec<&str> = named.iter().map(|folder| folder.name.as_str()).take(NAMED).collect();
    let known = known.join(", ");
    named.retain(|folder| is_wanted(&folder.name, wanted));
    match named.is_empty() {
        true => Err(ImapTrouble::NoFolder { folder: wanted.to_owned(), known }),
        false => Ok(named),
    }
}

fn is_wanted(name: &str, wanted: &str) -> bool {
    let is_inbox = |name: &str| name.eq_ignore_ascii_case("INBOX");
    let rest = name.strip_prefix(wanted);
    (is_inbox(name) && is_inbox(wanted)) || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Two folders that look the same would pass for one: the second keeps its raw name.
fn distinct(all: Vec<Folder>) -> Vec<Folder> {
    let (mut names, mut raws) = (BTreeSet::new(), BTreeSet::new());
    let mut kept = Vec::with_capacity(all.len());
    for mut folder in all {
        if !raws.insert(folder.raw.clone()) {
            continue;
        }
        if !names.insert(folder.name.clone()) {
            folder.name = format!("{}\\x00", shown_entry(folder.raw.as_bytes()));
            names.insert(folder.name.clone());
        }
        kept.push(folder);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_and_never_paths() {
        let check = |raw: &str, delimiter: Option<&str>, expect: &str| {
            assert_eq!(Folder::new(raw, delimiter, None, true).name, expect, "{raw:?}");
        };
        check("inbox", Some("/"), "INBOX");
        check("Inbox.Envoy&AOk-s", Some("."), "INBOX/Envoyés");
        check("a/b", Some("."), "a\\x2Fb");
        check("a/b", Some("/"), "a/b");
        check("../../etc", Some("/"), "../../etc");
        check("a\r\nb\0", Some("/"), "a\\x0D\\x0Ab\\x00");
        check("&AC8-", Some("."), "\\x2F");
        check("", None, "");
    }

    fn folders(names: &[&str]) -> Vec<Folder> {
        names.iter().map(|name| Folder::new(name, Some("/"), None, !name.ends_with('-'))).collect()
    }

    #[test]
    fn a_folder_is_read_with_what_is_below_it() {
        let check = |wanted: Option<&str>, expect: &[&str]| {
            let all = folders(&["Sent", "INBOX", "Sent/2017", "Sentry", "No-", "INBOX"]);
            let chosen = chosen(all, wanted).map(|chosen| chosen.into_iter().map(|folder| folder.name));
            assert_eq!(chosen.map(Iterator::collect::<Vec<_>>).unwrap_or_default(), expect, "{wanted:?}");
        };
        check(None, &["INBOX", "Sent", "Sent/2017", "Sentry"]);
        check(Some("Sent"), &["Sent", "Sent/2017"]);
        check(Some("inbox"), &["INBOX"]);
        check(Some("No-"), &[]);
        check(Some("Gone"), &[]);
    }

    #[test]
    fn folders_that_look_alike_stay_two() {
        let chosen = chosen(folders(&["Envoy&AOk-s", "Envoyés"]), None);
        let names: Vec<String> = chosen.unwrap_or_default().into_iter().map(|folder| folder.name).collect();
        assert_eq!(names, ["Envoyés", "Envoyés\\x00"]);
    }
}
