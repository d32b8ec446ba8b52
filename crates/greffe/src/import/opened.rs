//! What an import reads from: files and folders, standard input, accounts on mail servers.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use greffe_extract::{Unpacking, Worker};
use greffe_intake::{OpenedAccount, Options, Source, Unpacker};

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
    let options = Options { unpacker: unpacker(archive, request), ..Options::new(&archive.dir) };
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

/// Whoever unpacks 7z and RAR, if the installed tool was asked for.
fn unpacker(archive: &Archive, request: &ImportRequest) -> Option<Arc<dyn Unpacker>> {
    match (archive.edges.worker)().filter(|_| request.tools.bsdtar) {
        Some(Worker::Whole(program)) => Some(Arc::new(Bsdtar { program })),
        _ => None,
    }
}

/// The installed `bsdtar`, behind the walls that the worker's program raises around it.
#[derive(Debug)]
struct Bsdtar {
    program: PathBuf,
}

impl Unpacker for Bsdtar {
    fn unpack(&self, archive: File) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Unpacking::start(&self.program, archive)?))
    }
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
