//! Where a file stands: its path in events, and the mail folder its path tells.

use crate::flags::maildir_letters;
use crate::utf7;

/// Extensions that a mailbox file has besides its name.
const MAILBOX_EXTENSIONS: [&str; 15] = [
    "mbox", "mbx", "mboxrd", "sbd", "pst", "ost", "gz", "zst", "xz", "bz2", "tar", "tgz", "zip", "7z", "rar",
];

/// The place of one file in the source.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// As in events.
    pub(crate) path: String,
    /// Folder of the container it is in; empty outside of containers.
    base: String,
    /// Path below the source's root or its container.
    relative: String,
    /// The source is this one file.
    is_root: bool,
}

impl Place {
    /// A source that is one file, by its last name.
    pub(crate) fn root(name: &str) -> Self {
        Self { path: name.to_owned(), base: String::new(), relative: name.to_owned(), is_root: true }
    }

    /// A source without a name, shown as `path`.
    pub(crate) fn nameless(path: &str) -> Self {
        Self { path: path.to_owned(), base: String::new(), relative: String::new(), is_root: true }
    }

    /// A file of a folder.
    pub(crate) fn below(relative: String) -> Self {
        Self { path: relative.clone(), base: String::new(), relative, is_root: false }
    }

    /// What the container at this place calls `entry`.
    pub(crate) fn inside(&self, entry: &str) -> Self {
        Self {
            path: format!("{}!/{entry}", self.path),
            base: self.base_folder(),
            relative: entry.to_owned(),
            is_root: false,
        }
    }

    /// Returns the folder that holds the folders of the container at this place.
    pub(crate) fn base_folder(&self) -> String {
        if self.is_root { String::new() } else { self.mailbox_folder() }
    }

    /// Returns the last name of the path.
    pub(crate) fn name(&self) -> &str {
        self.relative.rsplit('/').next().unwrap_or_default()
    }

    /// Returns the path of the folder that the file is in, below root or container.
    pub(crate) fn parent(&self) -> &str {
        self.relative.rsplit_once('/').map_or("", |(parent, _)| parent)
    }

    /// Says whether the file lies in a maildir's folder of this name (`cur`, `new`, `tmp`).
    ///
    /// Archives tell names one by one, so the layout is read from the name alone:
    /// a maildir name has `:2,` or begins with a number and a dot, and no extension of mail.
    pub(crate) fn is_maildir(&self, folder: &str) -> bool {
        let name = self.name();
        let (number, rest) = name.split_once('.').unwrap_or_default();
        let is_numbered =
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty();
        self.parent().rsplit('/').next() == Some(folder)
            && (maildir_letters(name).is_some()
                || is_numbered && !self.has_extension(&["eml", "emlx", "mbox"]))
    }

    /// Says whether the name ends in one of these extensions, whatever their case.
    pub(crate) fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = self.name().rsplit_once('.').map(|(_, extension)| extension);
        extension
            .is_some_and(|extension| extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
    }

    /// Returns the folder that an mbox (or an archive) at this place is.
    ///
    /// `Mail/INBOX.sbd/Sub` is `Mail/INBOX/Sub`; Apple Mail's `Sent.mbox/mbox` is `Sent`.
    pub(crate) fn mailbox_folder(&self) -> String {
        let mut names: Vec<&str> = self.relative.split('/').filter(|name| !name.is_empty()).collect();
        let file = names.pop().unwrap_or_default();
        let is_apple = file == "mbox" && names.last().is_some_and(|parent| parent.ends_with(".mbox"));
        if !is_apple && !file.is_empty() {
            names.push(file);
        }
        // Thunderbird calls its copies of a server's folders as the server does.
        let is_of_server = names.contains(&"ImapMail");
        let name = |name: &str| {
            let bare = without_extensions(name);
            if is_of_server { utf7::decode(bare) } else { bare.to_owned() }
        };
        self.join(names.into_iter().map(name).collect())
    }

    /// Returns the folder that a message file at this place is in.
    pub(crate) fn message_folder(&self) -> String {
        let names: Vec<&str> = self.parent().split('/').filter(|name| !name.is_empty()).collect();
        if self.is_maildir("cur") || self.is_maildir("new") || self.is_maildir("tmp") {
            return self.join(maildir_names(names.split_last().map_or(&[], |(_, names)| names)));
        }
        // Apple Mail: below `Sent.mbox/<id>/Data/3/Messages` only the mailboxes are names.
        let mailboxes =
            names.iter().rposition(|name| name.ends_with(".mbox")).map_or(names.len(), |at| at + 1);
        self.join(names.into_iter().take(mailboxes).map(|name| without_extensions(name).to_owned()).collect())
    }

    fn join(&self, names: Vec<String>) -> String {
        let base = Some(self.base.clone()).filter(|base| !base.is_empty());
        // Archives may name the way to nowhere.
        let names = names.into_iter().filter(|name| !matches!(name.as_str(), "." | ".."));
        base.into_iter().chain(names).collect::<Vec<_>>().join("/")
    }
}

/// Takes `.mbox`, `.sbd` and compressions off, as many as there are.
fn without_extensions(name: &str) -> &str {
    let mut bare = name;
    while let Some((rest, extension)) = bare.rsplit_once('.').filter(|(rest, _)| !rest.is_empty()) {
        if !MAILBOX_EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)) {
            break;
        }
        bare = rest;
    }
    bare
}

/// Names of maildir++ folders: `.Sub.Folder` beside `cur` is `Sub/Folder`, nothing is `INBOX`.
fn maildir_names(names: &[&str]) -> Vec<String> {
    let Some((last, before)) = names.split_last() else { return vec!["INBOX".to_owned()] };
    let mut decoded: Vec<String> = before.iter().map(|name| utf7::decode(name)).collect();
    match last.strip_prefix('.').filter(|subfolder| !subfolder.is_empty()) {
        Some(subfolder) => decoded.extend(subfolder.split('.').map(utf7::decode)),
        None => decoded.push(utf7::decode(last)),
    }
    decoded
}

/// Shows a name's octets: those that are not UTF-8 as `\xE9`.
pub(crate) fn shown(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02X}")));
    }
    text
}

/// Shows what an archive calls an entry: anything, NUL included, where a file
/// system would have refused it. Controls are shown as `\x00`.
pub(crate) fn shown_entry(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for char in shown(name).chars() {
        match char.is_ascii_control() {
            true => text.push_str(&format!("\\x{:02X}", u32::from(char))),
            false => text.push(char),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_mailboxes() {
        let check = |relative: &str, expect: &str| {
            assert_eq!(Place::below(relative.into()).mailbox_folder(), expect, "{relative}");
        };
        check("list.mbox", "list");
        check("list.mbox.gz", "list");
        check("Mail/Local/INBOX", "Mail/Local/INBOX");
        check("INBOX.sbd/Sub.sbd/Leaf", "INBOX/Sub/Leaf");
        check("Sent.mbox/mbox", "Sent");
        check("ImapMail/host.example/Envoy&AOk-s.sbd/&AMk-t&AOk-", "ImapMail/host.example/Envoyés/Été");
        check("Mail/Local/R&D", "Mail/Local/R&D");
        check("mbox", "mbox");
        check(".mbox", ".mbox");
    }

    #[test]
    fn folders_of_messages() {
        let check = |relative: &str, expect: &str| {
            assert_eq!(Place::below(relative.into()).message_folder(), expect, "{relative}");
        };
        check("1.eml", "");
        check("a/b/1.eml", "a/b");
        check("cur/1.M2.host:2,S", "INBOX");
        check("new/1.M2.host", "INBOX");
        check("jo/cur/1.M2.host:2,S", "jo");
        check(".Envoy&AOk-s.2017/new/1.M2.host", "Envoyés/2017");
        check("jo/.Sub.Folder/cur/1.M2.host;2,", "jo/Sub/Folder");
        check("new/1.eml", "new");
        check("V2/Sent.mbox/Old.mbox/0F-1/Data/3/Messages/12.emlx", "V2/Sent/Old");
    }

    #[test]
    fn containers_give_their_name_unless_they_are_the_source() {
        let check = |place: Place, path: &str, folder: &str| {
            assert_eq!((place.path.as_str(), place.message_folder().as_str()), (path, folder));
        };
        check(Place::root("d.tar.gz").inside("in/1.eml"), "d.tar.gz!/in/1.eml", "in");
        check(Place::below("x/d.tar.gz".into()).inside("in/1.eml"), "x/d.tar.gz!/in/1.eml", "x/d/in");
        check(Place::root("d.zip").inside("e.zip").inside("../1.eml"), "d.zip!/e.zip!/../1.eml", "e");
    }

    #[test]
    fn octets_that_are_not_text_are_shown() {
        assert_eq!(shown("é/x".as_bytes()), "é/x");
        assert_eq!(shown(b"\xE9t\xE9"), "\\xE9t\\xE9");
        assert_eq!(shown_entry(b"\xE9.eml\0.txt\n\x7F"), "\\xE9.eml\\x00.txt\\x0A\\x7F");
    }
}
