//! Whom an archive trusts to state keys: their signed statements count as more than copies.
//!
//! That somebody is trusted is a decision of whoever keeps the archive, and so a
//! setting (`[[observer]]` in `greffe.toml`), public like everything there. What
//! rests on it is judged again when it changes.

use std::fs;
use std::path::{Path, PathBuf};

use greffe_authenticate::{ObserverKey, TrustedObserver};
use greffe_intake::IntakeError;
use greffe_store::{Holder, Observer, SETTINGS_FILE, Store};
use serde::Serialize;

use super::add::Turned;
use crate::archive::Archive;
use crate::catch_up;
use crate::error::Error;
use crate::import::Progress;
use crate::verdicts::Settling;

/// The longest name of an observer, in characters.
const LONGEST_NAME_CHARS: usize = 100;

/// Somebody whose signed statements about keys are believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObserverView {
    /// What they are called: those of one name are one observer.
    pub name: String,
    /// Their public key: the base64 of its SubjectPublicKeyInfo.
    pub key: String,
}

/// What became of an archive when it began or ceased to trust somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TrustReport {
    /// All that are trusted now.
    pub observers: Vec<ObserverView>,
    /// Messages judged again.
    pub judged: u64,
    /// Verdicts that became others.
    pub turned: Vec<Turned>,
}

impl Archive {
    /// Returns whom the archive trusts to state keys.
    pub fn observers(&self) -> Result<Vec<ObserverView>, Error> {
        Ok(self.store.observers()?.into_iter().map(view).collect())
    }

    /// Trusts whoever has the key in `file`, under a name; judges again what they stated.
    ///
    /// # Errors
    /// `NoObserverKey`, `Unusable` for the name: nothing is changed.
    pub fn trust(
        &self,
        file: &Path,
        name: &str,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<TrustReport, Error> {
        let observer = Observer { name: usable(name)?, key: read_key(file)?.to_string() };
        self.change_observers(tell, |observers| {
            // Under a second name it would be a second witness.
            if observers.iter().all(|known| known.key != observer.key) {
                observers.push(observer);
            }
            Ok(())
        })
    }

    /// Ceases to trust whoever has this name; judges again what they stated.
    ///
    /// # Errors
    /// `NoSuchObserver`.
    pub fn distrust(&self, name: &str, tell: &mut dyn FnMut(Progress)) -> Result<TrustReport, Error> {
        self.change_observers(tell, |observers| {
            let before = observers.len();
            observers.retain(|known| known.name != name.trim());
            let is_gone = observers.len() < before;
            if is_gone { Ok(()) } else { Err(Error::NoSuchObserver { name: name.to_owned() }) }
        })
    }

    fn change_observers(
        &self,
        tell: &mut dyn FnMut(Progress),
        change: impl FnOnce(&mut Vec<Observer>) -> Result<(), Error>,
    ) -> Result<TrustReport, Error> {
        let waiting = &mut |holder: &Holder| tell(Progress::Waiting { pid: holder.pid.unwrap_or(0) });
        let mut writer = self.store.writer(waiting)?;
        catch_up::catch_up(self, &mut writer, &mut |done, total| tell(Progress::CatchingUp { done, total }))?;
        let before = self.store.observers()?;
        let mut observers = before.clone();
        change(&mut observers)?;
        let mut report = TrustReport {
            observers: observers.iter().cloned().map(view).collect(),
            ..TrustReport::default()
        };
        if observers == before {
            return Ok(report);
        }
        writer.put_observers(&observers)?;
        let tell = &mut |done, total| tell(Progress::Judging { done, total });
        let settling = Settling { archive: self, writer: &mut writer, shown_below: u32::MAX, tell };
        let settled = settling.settle()?;
        report.judged = settled.judged_again;
        report.turned = Turned::all(settled.turns);
        Ok(report)
    }
}

/// Returns whom an archive trusts.
///
/// # Errors
/// `NoObserverKey`, naming the settings: somebody wrote there what is no key.
pub(crate) fn trusted(store: &Store) -> Result<Vec<TrustedObserver>, Error> {
    let read = |Observer { name, key }| {
        let path = PathBuf::from(SETTINGS_FILE);
        let key = ObserverKey::parse(&key).map_err(|cause| Error::NoObserverKey { path, cause })?;
        Ok(TrustedObserver { name, key })
    };
    store.observers()?.into_iter().map(read).collect()
}

/// Reads keys of observers who are trusted for one question, each named by its file.
pub(crate) fn named_by_file(files: &[PathBuf]) -> Result<Vec<TrustedObserver>, Error> {
    let read = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(TrustedObserver { name, key: read_key(path)? })
    };
    files.iter().map(read).collect()
}

fn read_key(path: &Path) -> Result<ObserverKey, Error> {
    let octets = fs::read(path).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => IntakeError::NotFound { path: path.to_owned() },
        _ => IntakeError::Unreadable { path: path.to_owned(), cause },
    })?;
    let key = ObserverKey::parse(&String::from_utf8_lossy(&octets));
    key.map_err(|cause| Error::NoObserverKey { path: path.to_owned(), cause })
}

fn usable(name: &str) -> Result<String, Error> {
    let name = name.trim();
    let is_usable =
        (1..=LONGEST_NAME_CHARS).contains(&name.chars().count()) && !name.contains(char::is_control);
    if is_usable {
        Ok(name.to_owned())
    } else {
        Err(Error::Unusable { what: "name", most: LONGEST_NAME_CHARS })
    }
}

fn view(Observer { name, key }: Observer) -> ObserverView {
    ObserverView { name, key }
}
