//! `dovecot.conf` and `doveconf -n`: master users, and whether logins are told apart.

use super::{Reader, Stands, Whose, setting};
use crate::model::Power;
use crate::read::sniff::Head;

/// No configuration nests deeper.
const DEEPEST: usize = 32;

/// Elements of the login format that name who authenticated.
const TELLING: &[&str] = &["%{auth_user}", "%{orig_user}", "%{master_user}", "%{original_user}"];

/// Whether a line is one that only Dovecot's configuration has.
pub(super) fn is(head: &Head) -> bool {
    head.lines().any(|line| {
        let line = line.trim();
        let opens = ["passdb", "userdb", "protocol imap", "namespace inbox"].iter().any(|block| {
            line.strip_prefix(block).is_some_and(|rest| rest.starts_with([' ', '{']) && rest.ends_with('{'))
        });
        let sets = setting(line, '=').is_some_and(|(name, _)| {
            matches!(
                name,
                "mail_location"
                    | "auth_master_user_separator"
                    | "auth_mechanisms"
                    | "login_log_format_elements"
            )
        });
        opens || sets || (line.starts_with("# ") && line.ends_with("dovecot.conf"))
    })
}

/// The blocks that are open.
#[derive(Default)]
pub(super) struct Settings {
    blocks: Vec<Block>,
    /// Blocks beyond the deepest, which are passed over.
    beyond: usize,
}

#[derive(Default)]
struct Block {
    name: String,
    driver: String,
    file: String,
    is_master: bool,
}

impl Reader for Settings {
    fn line(&mut self, line: &str, stands: &mut Vec<Stands>) {
        let line = line.trim();
        if line.starts_with('#') {
            return;
        }
        if let Some(name) = line.strip_suffix('{') {
            return self.open(name.trim());
        }
        if line == "}" {
            return self.close(stands);
        }
        if let (Some((name, value)), Some(block)) = (setting(line, '='), self.blocks.last_mut()) {
            block.set(name, value);
        }
    }

    fn audit(&self, line: &str) -> Option<String> {
        let (name, value) = setting(line, '=')?;
        let tells =
            name == "login_log_format_elements" && TELLING.iter().any(|element| value.contains(element));
        tells.then(|| value.to_owned())
    }
}

impl Settings {
    fn open(&mut self, name: &str) {
        if self.blocks.len() == DEEPEST {
            self.beyond += 1;
            return;
        }
        // Since 2.4 the driver may be the second word: `passdb passwd-file {`.
        let mut words = name.split_whitespace();
        let name = words.next().unwrap_or_default().to_owned();
        let driver = words.next().unwrap_or_default().to_owned();
        self.blocks.push(Block { name, driver, ..Block::default() });
    }

    fn close(&mut self, stands: &mut Vec<Stands>) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(block) = self.blocks.pop() else { return };
        if block.name == "passdb" && block.is_master {
            let holder = format!("{}:{}", block.driver, block.file);
            stands.push(Stands::new(&holder, Whose::All, "master user", Power::Impersonate));
        }
    }
}

impl Block {
    fn set(&mut self, name: &str, value: &str) {
        match name {
            "driver" | "passdb_driver" => self.driver = value.to_owned(),
            "args" | "passwd_file_path" => self.file = value.to_owned(),
            "master" | "passdb_master" => self.is_master = value == "yes",
            _ => {}
        }
    }
}
