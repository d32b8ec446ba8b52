//! `dovecot-acl` files and what `doveadm acl get` prints.

use super::{Reader, Stands, Whose};
use crate::model::Power;
use crate::read::sniff::Head;

/// Who a line can be about.
const IDENTIFIERS: &[&str] = &["user=", "group=", "group-override=", "owner", "anyone", "authenticated"];

/// Letters of rights (RFC 4314), as Dovecot writes them.
const LETTERS: &str = "lrwstipekxacd";

/// Their names, as `doveadm` writes them.
const WORDS: &[&str] = &[
    "lookup",
    "read",
    "write",
    "write-seen",
    "write-deleted",
    "insert",
    "post",
    "expunge",
    "create",
    "delete",
    "admin",
];

/// Directories that are part of a mailbox, not its owner.
const PARTS: &[&str] =
    &["maildir", "mail", "mdbox", "sdbox", "mailboxes", "dbox-mails", "inbox", "control", "cur"];

/// Whether every line is a right.
pub(super) fn is(head: &Head) -> bool {
    let mut lines =
        head.lines().filter(|line| !line.starts_with('#') && !is_header(line)).take(50).peekable();
    lines.peek().is_some() && lines.all(|line| parse(line).is_some())
}

fn is_header(line: &str) -> bool {
    line.starts_with("ID ") && line.ends_with("Rights")
}

/// The rights on one folder; the file does not say whose, its place does.
pub(super) struct Acl {
    whose: Whose,
    folder: Option<String>,
}

impl Acl {
    /// The ACL that lies at `path`.
    pub(super) fn of(path: &str) -> Self {
        let mut parts: Vec<&str> = path.split(['/', '\\', '!']).collect();
        parts.pop();
        let folder =
            parts.iter().rev().find_map(|part| part.strip_prefix('.')).filter(|name| !name.is_empty());
        let is_owner = |part: &&&str| {
            !part.is_empty() && !part.starts_with('.') && !PARTS.contains(&part.to_lowercase().as_str())
        };
        let owner =
            parts.iter().rev().find(|part| part.contains('@')).or_else(|| parts.iter().rev().find(is_owner));
        let whose = owner.map_or(Whose::Unknown, |owner| Whose::Mailbox((*owner).to_owned()));
        Acl { whose, folder: folder.map(str::to_owned) }
    }
}

impl Reader for Acl {
    fn line(&mut self, line: &str, stands: &mut Vec<Stands>) {
        let Some(entry) = parse(line) else { return };
        if entry.holder == "owner" {
            return;
        }
        let folder = self.folder.as_deref().unwrap_or("INBOX");
        let power = if entry.reads { Power::OpenFolder } else { Power::None };
        let right = format!("{} {folder}", entry.rights);
        let right = Stands::new(entry.holder, self.whose.clone(), &right, power);
        stands.push(Stands { by_group: entry.is_group, refused: entry.refused, ..right });
    }
}

struct Entry<'l> {
    holder: &'l str,
    rights: &'l str,
    reads: bool,
    is_group: bool,
    refused: bool,
}

fn parse(line: &str) -> Option<Entry<'_>> {
    let line = line.trim();
    let (refused, line) = line.strip_prefix('-').map_or((false, line), |line| (true, line));
    let (identifier, rights) = match line.strip_prefix('"') {
        Some(inner) => inner.split_once('"')?,
        None => line.split_once([' ', '\t'])?,
    };
    let known = IDENTIFIERS.iter().find(|known| identifier.starts_with(**known))?;
    let holder = if known.ends_with('=') { identifier.strip_prefix(known)? } else { identifier };
    let rights = rights.trim().trim_start_matches(':');
    let is_group = !known.starts_with("user") && *known != "owner";
    Some(Entry { holder, rights, reads: reads(rights)?, is_group, refused })
}

/// Whether the rights let one read; none if these are no rights.
fn reads(rights: &str) -> Option<bool> {
    if rights.split_whitespace().all(|word| WORDS.contains(&word)) {
        return Some(rights.split_whitespace().any(|word| word == "read"));
    }
    rights.chars().all(|letter| LETTERS.contains(letter)).then(|| rights.contains('r'))
}
