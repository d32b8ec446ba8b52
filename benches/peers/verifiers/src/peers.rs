//! The peers, each asked in its own words: does this signature verify?

use std::borrow::Borrow;
use std::collections::HashMap;
use std::future::{Future, Ready, ready};
use std::hash::Hash;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::{DomainKey, VerifySignature};
use mail_auth::hickory_resolver::config::{ResolverConfig, ResolverOpts};
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt};
use viadkim::verifier::LookupTxt;

/// Records by name, without a last dot.
pub(crate) type Records = HashMap<String, String>;

/// What a peer says of one signature: "pass", or its own words for why not.
pub(crate) type Said = String;

/// mail-auth, whose cache holds parsed keys.
pub(crate) struct MailAuth {
    authenticator: MessageAuthenticator,
    keys: ParsedKeys,
    runtime: tokio::runtime::Runtime,
}

struct ParsedKeys(HashMap<Box<str>, Txt>);

impl ResolverCache<Box<str>, Txt> for ParsedKeys {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        Some(self.0.get(name).cloned().unwrap_or(Txt::Error(mail_auth::Error::ParseError)))
    }

    fn remove<Q>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn insert(&self, _: Box<str>, _: Txt, _: Instant) {}
}

impl MailAuth {
    pub(crate) fn new(records: &Records) -> anyhow::Result<Self> {
        let parsed = records.iter().map(|(name, record)| {
            let key = match DomainKey::parse(record.as_bytes()) {
                Ok(key) => Txt::DomainKey(Arc::new(key)),
                Err(error) => Txt::Error(error),
            };
            (format!("{name}.").into(), key)
        });
        // No server: what the cache does not have is not asked for.
        let nobody = ResolverConfig::from_parts(None, Vec::new(), Vec::new());
        Ok(Self {
            authenticator: MessageAuthenticator::new(nobody, ResolverOpts::default())?,
            keys: ParsedKeys(parsed.collect()),
            runtime: tokio::runtime::Builder::new_current_thread().enable_time().build()?,
        })
    }

    /// One answer a signature, by signing domain and selector.
    pub(crate) fn verify(&self, raw: &[u8]) -> Vec<(String, String, Said)> {
        let Some(message) = AuthenticatedMessage::parse(raw) else { return Vec::new() };
        let parameters = Parameters::new(&message).with_txt_cache(&self.keys);
        let outputs = self.runtime.block_on(self.authenticator.verify_dkim(parameters));
        let said = |result: &DkimResult| match result {
            DkimResult::Pass => "pass".to_owned(),
            DkimResult::Neutral(why) => format!("neutral: {why}"),
            DkimResult::Fail(why) => format!("fail: {why}"),
            DkimResult::PermError(why) => format!("permerror: {why}"),
            DkimResult::TempError(why) => format!("temperror: {why}"),
            DkimResult::None => "none".to_owned(),
        };
        let answers = outputs.iter().map(|output| {
            let signature = output.signature();
            let domain = signature.map(|signature| signature.domain().to_lowercase()).unwrap_or_default();
            let selector = signature.map(|signature| signature.selector().to_lowercase()).unwrap_or_default();
            (domain, selector, said(output.result()))
        });
        answers.collect()
    }
}

/// viadkim.
pub(crate) struct Viadkim {
    records: Answers,
    config: viadkim::Config,
    runtime: tokio::runtime::Runtime,
}

#[derive(Clone)]
struct Answers(Arc<Records>);

impl LookupTxt for Answers {
    type Answer = Vec<io::Result<Vec<u8>>>;
    type Query<'a> = Pin<Box<Ready<io::Result<Self::Answer>>>>;

    fn lookup_txt(&self, name: &str) -> Self::Query<'_> {
        let record = self.0.get(name.trim_end_matches('.'));
        let answer = record.map(|record| vec![Ok(record.clone().into_bytes())]);
        Box::pin(ready(answer.ok_or_else(|| io::ErrorKind::NotFound.into())))
    }
}

impl Viadkim {
    pub(crate) fn new(records: &Records) -> anyhow::Result<Self> {
        let config = viadkim::Config {
            allow_expired: true,
            allow_timestamp_in_future: true,
            allow_sha1: true,
            min_key_bits: 512,
            ..viadkim::Config::default()
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        Ok(Self { records: Answers(Arc::new(records.clone())), config, runtime })
    }

    /// Says whether any signature of the mail, in CRLF, verifies.
    pub(crate) fn verify(&self, raw: &[u8]) -> bool {
        let Some(end) = raw.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
        let Ok(header) = String::from_utf8_lossy(&raw[..end]).parse() else { return false };
        let answers = viadkim::verify(&self.records, &header, &raw[end + 4..], &self.config);
        let answers = self.wait(answers);
        answers.iter().any(|answer| matches!(answer.status, viadkim::VerificationStatus::Success))
    }

    fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}
