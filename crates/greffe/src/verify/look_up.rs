//! Keys asked of the DNS: only when somebody asks, and what was seen is kept.

use std::net::SocketAddr;
use std::path::Path;

use greffe_authenticate::Observation;

use super::{Printer, Verification};
use crate::archive::Archive;
use crate::error::Error;
use crate::keys::KeysReport;
use crate::view::KeyName;

/// What the DNS said.
#[derive(Debug, Clone, Default)]
pub struct LookUpReport {
    /// Names asked for.
    pub asked: usize,
    /// Names of which there is a record.
    pub found: usize,
    /// Names of which there is none.
    pub nothing: usize,
    /// Names for which nobody answered.
    pub unanswered: usize,
    /// What became of the archive in which the observations are kept.
    pub kept: Option<KeysReport>,
}

impl Verification {
    /// Returns the keys that are missing: all that a look-up would ask for.
    ///
    /// # Errors
    /// `NoDns` from a greffe that was built without it; `StdinOnce`: the sources
    /// are read here and once more when they are judged.
    pub fn lacking(&self) -> Result<Vec<KeyName>, Error> {
        if cfg!(not(feature = "dns")) {
            return Err(Error::NoDns);
        }
        if self.sources.iter().any(|path| path == Path::new("-")) {
            return Err(Error::StdinOnce);
        }
        let quiet = &mut Printer {
            lines: &|_| String::new(),
            bundles: None,
            out: &mut |_| Ok(()),
            tell: &mut |_| {},
        };
        let missing = self.judge_all(quiet)?.missing.ranked();
        Ok(missing.into_iter().map(|key| KeyName { domain: key.domain, selector: key.selector }).collect())
    }

    /// Asks for these keys, uses what is seen, and keeps it in the archive if one was named.
    ///
    /// # Errors
    /// `NoDns`, and those of the resolver and of the archive.
    pub fn look_up(
        &mut self,
        names: &[KeyName],
        resolver: Option<SocketAddr>,
        tell: &mut dyn FnMut(usize),
    ) -> Result<LookUpReport, Error> {
        let at = (self.edges.now)();
        let (mut report, seen) = ask::ask(names, resolver, at, tell)?;
        if let Some(dir) = self.archive.as_ref().filter(|_| !seen.is_empty()) {
            let archive = Archive::open(dir, self.edges)?;
            report.kept = Some(archive.add_observations(&seen, &mut |_| {})?);
        }
        self.archived.extend(seen);
        Ok(report)
    }
}

/// What was seen, as observations of the house's own.
#[cfg(feature = "dns")]
mod ask {
    use std::time::Duration;

    use greffe_authenticate::{Method, When};
    use greffe_intake::{DnsAnswer, Looked, Resolver};
    use greffe_terms::Timestamp;

    use super::*;

    /// How long an answer is waited for.
    const PATIENCE: Duration = Duration::from_secs(5);

    pub(super) fn ask(
        names: &[KeyName],
        resolver: Option<SocketAddr>,
        at: Timestamp,
        tell: &mut dyn FnMut(usize),
    ) -> Result<(LookUpReport, Vec<Observation>), Error> {
        let pairs: Vec<(String, String)> =
            names.iter().map(|name| (name.domain.clone(), name.selector.clone())).collect();
        let resolver = resolver.map_or(Resolver::System, Resolver::At);
        let looked = greffe_intake::look_up(&pairs, resolver, PATIENCE, tell)?;
        let mut report = LookUpReport { asked: looked.len(), ..LookUpReport::default() };
        let mut seen = Vec::new();
        for one in &looked {
            match &one.answer {
                DnsAnswer::Records(records) => {
                    report.found += 1;
                    seen.extend(records.iter().filter_map(|record| observation(one, Some(record), at)));
                }
                DnsAnswer::Nothing => {
                    report.nothing += 1;
                    seen.extend(observation(one, None, at));
                }
                DnsAnswer::Unanswered => report.unanswered += 1,
            }
        }
        Ok((report, seen))
    }

    fn observation(looked: &Looked, record: Option<&String>, at: Timestamp) -> Option<Observation> {
        let record = record.map(String::as_str);
        let mut seen = Observation::new(&looked.domain, &looked.selector, record, Method::Dns, "DNS")?;
        "greffe".clone_into(&mut seen.observer);
        seen.when = When::At(at);
        Some(seen)
    }
}

#[cfg(not(feature = "dns"))]
mod ask {
    use greffe_terms::Timestamp;

    use super::*;

    pub(super) fn ask(
        _names: &[KeyName],
        _resolver: Option<SocketAddr>,
        _at: Timestamp,
        _tell: &mut dyn FnMut(usize),
    ) -> Result<(LookUpReport, Vec<Observation>), Error> {
        Err(Error::NoDns)
    }
}
