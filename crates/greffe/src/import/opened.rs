//! What an import reads from: files and folders, standard input, accounts on mail servers.

use std::path::Path;

use greffe_intake::{OpenedAccount, Options, Source};

use super::{ImportRequest, Progress};
use crate::archive::Archive;
use crate::error::Error;

/// A source that can be read, under the name it is known by.
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) source: Box<dyn Source>,
}

/// Opens all sources of a request: nothing is taken in unless all of them are there.
pub(super) fn open_all(
    archive: &Archive,
    request: &ImportRequest,
    tell: &mut dyn FnMut(Progress),
) -> Result<Vec<Opened>, Error> {
    let options = Options::new(&archive.dir);
    let mut opened = Vec::with_capacity(request.sources.len() + request.accounts.len());
    for path in &request.sources {
        opened.push(Opened { name: source_name(path), source: open(path, &options)? });
    }
    for account in &request.accounts {
        let OpenedAccount { folders, source } = greffe_intake::open_account(account, &options)?;
        let name = account.name().to_owned();
        tell(Progress::Account { name: name.clone(), folders });
        opened.push(Opened { name, source });
    }
    Ok(opened)
}

fn open(path: &Path, options: &Options) -> Result<Box<dyn Source>, Error> {
    if path == Path::new("-") {
        return Ok(greffe_intake::open_stdin(std::io::stdin(), options));
    }
    Ok(greffe_intake::open(path, options)?)
}

/// The name under which a source is known from one run to the next: its
/// absolute path, so that the folder one stands in does not matter.
fn source_name(path: &Path) -> String {
    if path == Path::new("-") {
        return "-".to_owned();
    }
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}
