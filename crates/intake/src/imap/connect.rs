//! The connection to a server: TCP, and TLS that is checked against authorities.
//!
//! There is no way to take any certificate: who reads somebody's mail through a
//! stranger's hands cannot say afterwards what was on the server.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, ClientConnection, OtherError, RootCertStore, StreamOwned};

use super::account::Account;
use super::trouble::ImapTrouble;

const CONNECT_PATIENCE: Duration = Duration::from_secs(30);
/// Servers may look for a message on a tape robot, but not for ever.
const ANSWER_PATIENCE: Duration = Duration::from_secs(180);

/// Octets both ways.
pub(super) enum Line {
    Clear(TcpStream),
    Encrypted(Box<StreamOwned<ClientConnection, TcpStream>>),
    /// Between the two.
    Broken,
}

/// Connects, without a word.
pub(super) fn connect(account: &Account) -> Result<TcpStream, ImapTrouble> {
    let unreachable = |cause| ImapTrouble::Unreachable { cause };
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in (account.host.as_str(), account.port).to_socket_addrs().map_err(unreachable)? {
        match connect_to(&address) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(unreachable(last))
}

fn connect_to(address: &SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(address, CONNECT_PATIENCE)?;
    stream.set_read_timeout(Some(ANSWER_PATIENCE))?;
    stream.set_write_timeout(Some(ANSWER_PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Says whether the other end is this very machine.
pub(super) fn is_loopback(stream: &TcpStream) -> bool {
    stream.peer_addr().is_ok_and(|address| address.ip().to_canonical().is_loopback())
}

/// Encrypts a connection, once the server's certificate is found good.
pub(super) fn encrypt(account: &Account, mut stream: TcpStream) -> Result<Line, ImapTrouble> {
    let roots = match &account.authority {
        Some(file) => authorities_in(file)?,
        None => authorities_of_the_system(),
    };
    if roots.is_empty() {
        return Err(ImapTrouble::Authorities);
    }
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| ImapTrouble::NoTls)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(account.host.clone()).map_err(|_| ImapTrouble::Address)?;
    let mut connection = ClientConnection::new(Arc::new(config), name).map_err(|error| refusal(&error))?;
    while connection.is_handshaking() {
        connection.complete_io(&mut stream).map_err(trouble_of)?;
    }
    Ok(Line::Encrypted(Box::new(StreamOwned::new(connection, stream))))
}

fn authorities_in(file: &Path) -> Result<RootCertStore, ImapTrouble> {
    let certificates = CertificateDer::pem_file_iter(file).map_err(|_| ImapTrouble::Authorities)?;
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates.filter_map(Result::ok));
    Ok(roots)
}

fn authorities_of_the_system() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

fn trouble_of(error: io::Error) -> ImapTrouble {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match tls {
        Some(tls) => refusal(tls),
        None => ImapTrouble::Broken { cause: error },
    }
}

fn refusal(error: &rustls::Error) -> ImapTrouble {
    let rustls::Error::InvalidCertificate(why) = error else { return ImapTrouble::NoTls };
    let reason = match why {
        // The second: by somebody of the right name, with another key.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => "unknown-issuer",
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "expired",
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "not-for-this-name"
        }
        CertificateError::Other(other) if is_authority(other) => "authority-itself",
        _ => "other",
    };
    ImapTrouble::Certificate { reason }
}

/// Says whether the server shows the certificate of an authority as its own, as
/// certificates that sign themselves often are.
fn is_authority(other: &OtherError) -> bool {
    // What is wrapped is of a library below, which is named nowhere else.
    other.0.to_string() == "CaUsedAsEndEntity"
}

impl Read for Line {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Line::Clear(stream) => stream.read(buffer),
            Line::Encrypted(stream) => stream.read(buffer),
            Line::Broken => Err(io::ErrorKind::NotConnected.into()),
        }
    }
}

impl Write for Line {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Line::Clear(stream) => stream.write(buffer),
            Line::Encrypted(stream) => stream.write(buffer),
            Line::Broken => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Line::Clear(stream) => stream.flush(),
            Line::Encrypted(stream) => stream.flush(),
            Line::Broken => Err(io::ErrorKind::NotConnected.into()),
        }
    }
}
