//! Accounts on mail servers among the sources of an import, and what proves who asks.
//!
//! A password comes from a file, from the environment or from a prompt that does not
//! show it; never from the command line, which every process of the machine can read.

use std::path::PathBuf;

use greffe::{Account, Error, FolderSeen, Secret};
use greffe_texts::{Value, number};

use crate::args::Import;
use crate::say::{Voice, tame_line};

/// Folders that are named before the others are counted.
const NAMED: usize = 30;

const PASSWORD_VARIABLE: &str = "GREFFE_IMAP_PASSWORD";

/// Tells accounts from files, and asks for the passwords that are missing.
pub(crate) fn apart(import: &Import, voice: &Voice) -> Result<(Vec<Account>, Vec<PathBuf>), Error> {
    let (mut accounts, mut files) = (Vec::new(), Vec::new());
    for source in &import.sources {
        match source.to_str().filter(|source| Account::is_one(source)) {
            Some(source) => accounts.push(account(source, import, voice)?),
            None => files.push(source.clone()),
        }
    }
    Ok((accounts, files))
}

fn account(source: &str, import: &Import, voice: &Voice) -> Result<Account, Error> {
    let account = Account::parse(source)?;
    let account = account.with_authority(import.ca.clone()).danger_unencrypted(import.unencrypted);
    if import.unencrypted {
        voice.warn("say-import-unencrypted", &[]);
    }
    let secret = match (&import.password_file, &import.token_file) {
        (Some(file), _) => Some(Secret::password_in(file)?),
        (None, Some(file)) => Some(Secret::token_in(file)?),
        (None, None) => {
            std::env::var(PASSWORD_VARIABLE).ok().or_else(|| typed(&account, voice)).map(Secret::Password)
        }
    };
    Ok(match secret {
        Some(secret) => account.with_secret(secret),
        None => account,
    })
}

/// Asks the person at the terminal; nobody there is no password.
#[cfg(feature = "imap")]
fn typed(account: &Account, voice: &Voice) -> Option<String> {
    let account = ("account", Value::Text(account.name()));
    let prompt = voice.texts.with("say-import-password", &[account]).into_owned();
    rpassword::prompt_password(format!("{prompt} ")).ok().filter(|password| !password.is_empty())
}

#[cfg(not(feature = "imap"))]
fn typed(_account: &Account, _voice: &Voice) -> Option<String> {
    None
}

/// Says what will be read of an account.
pub(crate) fn say(name: &str, folders: &[FolderSeen], voice: &Voice) {
    let written = |count: u64| number(voice.language(), count);
    let messages: u64 = folders.iter().filter_map(|folder| folder.messages).sum();
    let values = [
        ("account", Value::Text(name)),
        ("folders", Value::Count(folders.len() as u64)),
        ("folders_written", Value::Text(&written(folders.len() as u64))),
        ("messages_written", Value::Text(&written(messages))),
    ];
    voice.say("say-import-account", &values);
    for folder in folders.iter().take(NAMED) {
        let purpose = folder.purpose.map(|purpose| voice.texts.get(&format!("say-folder-{purpose}")));
        let purpose = purpose.map_or_else(String::new, |purpose| format!(" ({purpose})"));
        let messages = folder.messages.map_or_else(|| "?".to_owned(), written);
        voice.line(&format!("  {}{purpose}  {messages}", tame_line(&folder.name)));
    }
    if folders.len() > NAMED {
        voice.line(&voice.count("say-import-more-folders", "more", (folders.len() - NAMED) as u64));
    }
}
