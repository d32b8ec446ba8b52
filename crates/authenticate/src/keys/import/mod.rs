//! Lists of keys that people hand in, in whatever form they have them.
//!
//! The form is seen from the content, line by line, so that a list pasted
//! together from several still reads. All that comes in here is a *copy*: it is
//! marked as handed in, and only a signature of its own can make it more.

mod json;
mod table;
#[cfg(test)]
mod tests;
mod zone;

use greffe_terms::Timestamp;

use super::line::{NotRead, Unread};
use super::observation::{Method, Observation};
use super::record::decoded;
use super::when::When;
pub(super) use table::ABSENT;
use table::Table;
use zone::Zone;

/// Observations that are taken from one file.
const MAX_OBSERVATIONS: usize = 1_000_000;
/// Lines that cannot be read of which each is told.
const MAX_UNREAD: usize = 1000;

/// Reads a list of keys that somebody hands in: observations (JSON Lines), signed
/// statements (JWS), tables (`domain selector record source`, by tabs), names with
/// their TXT records, zone files and what `dig` prints, and keys recovered elsewhere.
///
/// `source` says where the list is from, and is empty when nobody said; rows that
/// name a source keep theirs.
/// `as_of` is when what it says was so, for rows that do not say. What cannot be
/// read is told by its line, and stops nothing.
pub fn read_keys(text: &[u8], source: &str, as_of: Option<Timestamp>) -> (Vec<Observation>, Vec<Unread>) {
    let text = decoded(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text));
    let mut intake = Intake { source, as_of, observations: Vec::new(), unread: Vec::new() };
    if !json::read_whole(&text, &mut intake) {
        read_lines(&text, &mut intake);
    }
    (intake.observations, intake.unread)
}

/// What one file gives.
struct Intake<'a> {
    source: &'a str,
    as_of: Option<Timestamp>,
    observations: Vec<Observation>,
    unread: Vec<Unread>,
}

impl Intake<'_> {
    fn take(&mut self, line: usize, read: Result<Observation, NotRead>) {
        match read {
            Ok(_) if self.observations.len() >= MAX_OBSERVATIONS => self.refuse(line, NotRead::TooMany),
            Ok(observation) => {
                let observation = self.handed_in(observation);
                self.observations.push(observation);
            }
            Err(reason) => self.refuse(line, reason),
        }
    }

    fn refuse(&mut self, line: usize, reason: NotRead) {
        match self.unread.len() {
            ..MAX_UNREAD => self.unread.push(Unread { line, reason }),
            MAX_UNREAD => self.unread.push(Unread { line, reason: NotRead::TooMany }),
            _ => {}
        }
    }

    fn handed_in(&self, mut observation: Observation) -> Observation {
        if observation.source.is_empty() {
            self.source.clone_into(&mut observation.source);
        }
        observation.handed_in.get_or_insert_with(|| self.source.to_owned());
        // When a key was computed says nothing of when it was used, and what somebody
        // signed without a time must not be given one.
        let is_timeless = observation.when == When::Unknown
            && observation.method != Method::Recovered
            && observation.proof.is_none();
        if let (true, Some(as_of)) = (is_timeless, self.as_of) {
            observation.when = When::At(as_of);
        }
        observation
    }
}

fn read_lines(text: &str, intake: &mut Intake<'_>) {
    let mut table: Option<Table> = None;
    let mut zone = Zone::default();
    for (place, line) in text.lines().enumerate() {
        let number = place + 1;
        if zone.goes_on(line, intake) {
            continue;
        }
        let trimmed = line.trim();
        let is_comment = trimmed.is_empty() || trimmed.starts_with([';', '#']);
        if is_comment {
            continue;
        }
        if trimmed.starts_with('{') || json::is_compact(trimmed) {
            intake.take(number, json::read_line(trimmed));
        } else if let Some(headed) = Table::headed(line) {
            table = Some(headed);
        } else if let Some(table) = &table {
            intake.take(number, table.row(line));
        } else if let Some(row) = Table::unheaded(line) {
            intake.take(number, row);
        } else {
            zone.read(number, line, intake);
        }
    }
    zone.end(intake);
}

/// Splits `selector._domainkey.domain`.
fn split_name(name: &str) -> Option<(&str, &str)> {
    const BETWEEN: &str = "._domainkey.";
    // Only ASCII changes, so places stay what they are.
    let at = name.to_ascii_lowercase().find(BETWEEN)?;
    let (selector, domain) = (name.get(..at)?, name.get(at + BETWEEN.len()..)?);
    (!selector.is_empty() && !domain.trim_end_matches('.').is_empty()).then_some((selector, domain))
}
