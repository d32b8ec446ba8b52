//! Whom a reader of somebody's mail talks to: certificates, and connections in the clear.

use std::net::TcpStream;
use std::sync::Arc;

use greffe_intake::{Account, Secret};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::server::{Encrypt, Mail, Quirk, Server};
use super::{Files, Reading, mail, read};

/// A server of this name shows the certificate of an authority.
const AN_AUTHORITY: &str = "authority.example";

/// An authority of the tests' own, and its certificate as a file.
struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    file: tempfile::NamedTempFile,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let issuer = CertifiedIssuer::self_signed(params, key).expect("a certificate");
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), issuer.pem()).expect("written");
        Self { issuer, file }
    }

    /// Returns what encrypts as a server of this name.
    fn server(&self, name: &str, is_expired: bool) -> Encrypt {
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        if name == AN_AUTHORITY {
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        }
        if is_expired {
            params.not_after = rcgen::date_time_ymd(2001, 1, 1);
            params.not_before = rcgen::date_time_ymd(2000, 1, 1);
        }
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("a certificate and its key");
        let config = Arc::new(config);
        Arc::new(move |stream: TcpStream| {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            Box::new(StreamOwned::new(connection, stream))
        })
    }

    /// Reads as `scheme`, trusting this authority.
    fn read(&self, scheme: &str, server: &Server) -> Reading {
        let source = format!("{scheme}://jo@localhost:{}/", server.address.port());
        let account = Account::parse(&source).expect("an address");
        let account = account.with_secret(Secret::Password(Mail::default().password.to_owned()));
        read(&account.with_authority(Some(self.file.path().to_owned())), &Files::default())
    }
}

#[test]
fn a_certificate_is_checked_or_nothing_is_said() {
    let authority = Authority::new();
    let check = |issuer: &Authority, name: &str, is_expired: bool, expect: &str| {
        let server = Server::start(mail(Quirk::None), Some(issuer.server(name, is_expired)), None);
        let reading = authority.read("imaps", &server);
        let end = reading.end.as_ref().map_or_else(String::new, |end| format!("{end:?}"));
        assert!(end.contains(expect) && end.is_empty() == expect.is_empty(), "{end}");
        assert_eq!(reading.messages.len(), if expect.is_empty() { 4 } else { 0 });
        assert_eq!(server.said().is_empty(), !expect.is_empty());
    };
    check(&authority, "localhost", false, "");
    check(&authority, "mail.example", false, "not-for-this-name");
    check(&authority, "localhost", true, "expired");
    check(&authority, AN_AUTHORITY, false, "authority-itself");
    check(&Authority::new(), "localhost", false, "unknown-issuer");
}

#[test]
fn starttls_comes_before_the_password() {
    let authority = Authority::new();
    let server = Server::start(mail(Quirk::None), None, Some(authority.server("localhost", false)));
    let reading = authority.read("imap", &server);
    assert_eq!(reading.trouble(), "");
    assert_eq!(reading.messages.len(), 4);
    let said = server.said();
    let place = |verb: &str| said.iter().position(|said| said.starts_with(verb)).expect("said");
    assert!(place("STARTTLS") < place("AUTHENTICATE"));
}

#[test]
fn a_password_is_not_said_in_the_clear() {
    let authority = Authority::new();
    let check = |capabilities: &'static str, quirk: Quirk, encrypt: Option<Encrypt>, expect: &str| {
        let server = Server::start(Mail { capabilities, ..mail(quirk) }, None, encrypt);
        let reading = authority.read("imap", &server);
        assert_eq!(reading.trouble(), expect, "{capabilities}");
        assert!(!server.said().iter().any(|said| said.contains("AUTHENTICATE") || said.contains("LOGIN")));
    };
    let encrypt = || Some(authority.server("localhost", false));
    check("IMAP4rev1 AUTH=PLAIN", Quirk::None, None, "imap-unencrypted");
    check("IMAP4rev1 AUTH=PLAIN STARTTLS", Quirk::SpeaksTooEarly, encrypt(), "imap-garbled");
    check(
        "IMAP4rev1 STARTTLS",
        Quirk::None,
        Some(authority.server("mail.example", false)),
        "imap-certificate",
    );
}

#[test]
fn a_server_in_the_clear_speaks_no_tls() {
    let server = Server::start(mail(Quirk::None), None, None);
    assert_eq!(Authority::new().read("imaps", &server).trouble(), "imap-no-tls");
}

#[test]
fn without_an_authority_nobody_is_trusted() {
    let authority = Authority::new();
    std::fs::write(authority.file.path(), "no certificate").expect("written");
    let server = Server::start(mail(Quirk::None), Some(authority.server("localhost", false)), None);
    assert_eq!(authority.read("imaps", &server).trouble(), "imap-authorities");
}
