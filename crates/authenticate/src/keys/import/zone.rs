//! Names with their TXT records: lists, zone files (RFC 1035 §5), what `dig` prints.
//!
//! Records of other kinds and other names are passed over in silence, for a zone
//! is full of them. An alias (CNAME) is followed within its file: large
//! providers have their customers publish nothing else.

use std::collections::HashMap;

use super::super::line::NotRead;
use super::super::observation::{Method, Observation};
use super::super::record::{MAX_RECORD_OCTETS, joined};
use super::table::ABSENT;
use super::{Intake, split_name};
use crate::alignment::comparable;

/// Longest record of several lines.
const MAX_LOGICAL_OCTETS: usize = 2 * MAX_RECORD_OCTETS;
/// Aliases of aliases that are followed.
const MAX_HOPS: usize = 8;
/// Records of one name that its aliases get.
const MAX_TEXTS: usize = 8;
/// Octets of records that all aliases of a file get.
const MAX_COPIED_OCTETS: usize = 64 * 1024 * 1024;

/// Kinds of records that a zone may hold: what tells its lines from others.
const KINDS: [&str; 24] = [
    "A", "AAAA", "CAA", "CDNSKEY", "CDS", "CNAME", "DNAME", "DNSKEY", "DS", "HINFO", "HTTPS", "LOC", "MX",
    "NAPTR", "NS", "NSEC", "NSEC3", "PTR", "RP", "RRSIG", "SOA", "SPF", "SRV", "TXT",
];

/// A zone file as far as it was read.
#[derive(Default)]
pub(super) struct Zone {
    origin: Option<String>,
    owner: Option<String>,
    /// A record whose parenthesis is still open, and the line where it began.
    open: Option<(usize, String)>,
    texts: HashMap<String, Vec<String>>,
    /// Where names of keys are told to be found: line, name, target.
    aliases: Vec<(usize, String, String)>,
    targets: HashMap<String, String>,
    is_zone: bool,
}

/// A line of a zone: `[owner] [ttl] [class] kind data`.
struct Entry<'a> {
    owner: Option<&'a str>,
    kind: &'a str,
    data: &'a str,
}

impl Zone {
    /// Takes a line that belongs to a record begun above; `false` if none is open.
    pub(super) fn goes_on(&mut self, line: &str, intake: &mut Intake<'_>) -> bool {
        let Some((began, mut text)) = self.open.take() else { return false };
        text.push('\n');
        text.push_str(line);
        if text.len() > MAX_LOGICAL_OCTETS {
            intake.refuse(began, NotRead::Unclosed);
        } else if is_open(line, 1) {
            self.open = Some((began, text));
        } else {
            self.read_entry(began, &text, intake);
        }
        true
    }

    /// Reads a line that is no comment.
    pub(super) fn read(&mut self, number: usize, line: &str, intake: &mut Intake<'_>) {
        if let Some(directive) = line.strip_prefix('$') {
            self.is_zone = true;
            self.direct(directive);
        } else if entry(line).is_some() && is_open(line, 0) {
            self.open = Some((number, line.to_owned()));
        } else {
            self.read_entry(number, line, intake);
        }
    }

    /// Follows the aliases, now that all names are known.
    pub(super) fn end(mut self, intake: &mut Intake<'_>) {
        if let Some((began, _)) = self.open.take() {
            intake.refuse(began, NotRead::Unclosed);
        }
        let mut copied_octets = 0;
        for (number, name, target) in &self.aliases {
            let end = self.end_of(target);
            let Some(records) = self.texts.get(end) else {
                intake.refuse(*number, NotRead::Alias);
                continue;
            };
            for record in records {
                // Many short lines that name one long record must not fill the memory.
                copied_octets += record.len();
                let read = match copied_octets {
                    ..MAX_COPIED_OCTETS => observation(name, Some(record)),
                    _ => Err(NotRead::TooMany),
                };
                intake.take(
                    *number,
                    read.map(|read| Observation { note: Some(format!("CNAME {end}")), ..read }),
                );
            }
        }
    }

    fn end_of<'a>(&'a self, target: &'a str) -> &'a str {
        let mut end = target;
        for _ in 0..MAX_HOPS {
            match self.targets.get(end) {
                Some(next) => end = next,
                None => break,
            }
        }
        end
    }

    fn direct(&mut self, directive: &str) {
        let mut words = directive.split_whitespace();
        let is_origin = words.next().is_some_and(|word| word.eq_ignore_ascii_case("ORIGIN"));
        if let (true, Some(origin)) = (is_origin, words.next()) {
            self.origin = Some(self.absolute(origin));
        }
    }

    fn read_entry(&mut self, number: usize, text: &str, intake: &mut Intake<'_>) {
        let Some(entry) = entry(text) else {
            return self.read_listed(number, text, intake);
        };
        if let Some(owner) = entry.owner {
            self.owner = Some(self.absolute(owner));
        }
        let Some(owner) = self.owner.clone() else { return };
        match entry.kind.to_ascii_uppercase().as_str() {
            "TXT" => self.read_text(number, owner, entry.data, intake),
            "CNAME" => self.read_alias(number, owner, entry.data),
            _ => {}
        }
    }

    fn read_alias(&mut self, number: usize, owner: String, data: &str) {
        let target = data.split_whitespace().next().and_then(|target| comparable(&self.absolute(target)));
        let (Some(name), Some(target)) = (comparable(&owner), target) else { return };
        if split_name(&owner).is_some() {
            self.aliases.push((number, owner, target.clone()));
        }
        self.targets.insert(name, target);
    }

    fn read_text(&mut self, number: usize, owner: String, data: &str, intake: &mut Intake<'_>) {
        let record = match strings(data) {
            Ok(record) => record,
            Err(reason) => return intake.refuse(number, reason),
        };
        if split_name(&owner).is_some() {
            intake.take(number, observation(&owner, Some(&record)));
        } else if owner.contains("_domainkey") && !owner.starts_with("_domainkey.") {
            // A relative name, and nothing says below which domain.
            intake.refuse(number, NotRead::NoName);
        }
        if let Some(name) = comparable(&owner) {
            let records = self.texts.entry(name).or_default();
            if records.len() < MAX_TEXTS {
                records.push(record);
            }
        }
    }

    /// Reads `name TXT-record` without a kind: a list, or what `host` and `nslookup` print.
    fn read_listed(&mut self, number: usize, line: &str, intake: &mut Intake<'_>) {
        let (name, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        let rest = rest.trim();
        let said =
            ["descriptive text", "text ="].iter().find_map(|words| rest.strip_prefix(words)).unwrap_or(rest);
        if split_name(name).is_none() {
            // `_domainkey.domain` is a policy (RFC 4870 §3.6), no key.
            if !self.is_zone && !name.starts_with("_domainkey.") {
                intake.refuse(number, NotRead::UnknownForm);
            }
            return;
        }
        let is_record = said.contains('=') || said.trim_start().starts_with('"');
        let read = match said.trim() {
            ABSENT => observation(name, None),
            // A list may say that a look-up failed, which shows nothing.
            _ if !is_record => Err(NotRead::NoRecord),
            said => strings(said).and_then(|record| observation(name, Some(&record))),
        };
        intake.take(number, read);
    }

    /// Returns a name with its final part: relative ones end in the origin.
    fn absolute(&self, name: &str) -> String {
        match &self.origin {
            _ if name.ends_with('.') => name.to_owned(),
            Some(origin) if name == "@" => origin.clone(),
            Some(origin) => format!("{name}.{origin}"),
            None => name.to_owned(),
        }
    }
}

fn observation(name: &str, record: Option<&str>) -> Result<Observation, NotRead> {
    if record.is_some_and(|record| record.len() > MAX_RECORD_OCTETS) {
        return Err(NotRead::TooLong);
    }
    let (selector, domain) = split_name(name).ok_or(NotRead::NoName)?;
    Observation::new(domain, selector, record, Method::Document, "").ok_or(NotRead::NoName)
}

/// Reads a line as a zone's, if it names a kind of record.
fn entry(line: &str) -> Option<Entry<'_>> {
    let (owner, mut rest) = match line.starts_with(char::is_whitespace) {
        true => (None, line),
        false => word(line).map(|(owner, rest)| (Some(owner), rest))?,
    };
    // A lifetime and a class, in either order.
    for _ in 0..3 {
        let (next, after) = word(rest)?;
        if KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(next)) {
            return Some(Entry { owner, kind: next, data: after.trim() });
        }
        if !is_lifetime(next)
            && !["IN", "CH", "HS", "ANY"].iter().any(|class| class.eq_ignore_ascii_case(next))
        {
            return None;
        }
        rest = after;
    }
    None
}

fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    (!word.is_empty()).then_some((word, rest))
}

fn is_lifetime(word: &str) -> bool {
    let is_part = |octet: u8| octet.is_ascii_digit() || b"smhdwSMHDW".contains(&octet);
    word.starts_with(|first: char| first.is_ascii_digit()) && word.bytes().all(is_part)
}

/// Returns the text of a TXT record: its strings joined, or what stands there without quotes.
fn strings(data: &str) -> Result<String, NotRead> {
    let data = data.trim();
    if !data.starts_with(['"', '(']) {
        // Strictly a semicolon would begin a comment here; who leaves the quotes out means it.
        return Ok(data.replace("\\;", ";"));
    }
    let mut quoted = String::with_capacity(data.len());
    let mut scan = Scan::default();
    for character in data.chars() {
        if scan.step(character) == Part::Quoted {
            quoted.push(character);
        }
    }
    if scan.is_quoted { Err(NotRead::Unclosed) } else { Ok(joined(&quoted).into_owned()) }
}

/// Tells whether a parenthesis is still open at the end of a line.
fn is_open(line: &str, depth: usize) -> bool {
    let mut scan = Scan { depth, ..Scan::default() };
    for character in line.chars() {
        scan.step(character);
    }
    scan.depth > 0 && !scan.is_quoted
}

/// Where one is in the data of a record: within quotes, a comment, parentheses.
#[derive(Default)]
struct Scan {
    depth: usize,
    is_quoted: bool,
    is_escaped: bool,
    is_comment: bool,
}

#[derive(PartialEq)]
enum Part {
    /// Of a string, its quotes included.
    Quoted,
    Between,
}

impl Scan {
    fn step(&mut self, character: char) -> Part {
        if self.is_comment {
            self.is_comment = character != '\n';
            return Part::Between;
        }
        if std::mem::take(&mut self.is_escaped) {
            return if self.is_quoted { Part::Quoted } else { Part::Between };
        }
        let was_quoted = self.is_quoted;
        match character {
            '"' => self.is_quoted = !self.is_quoted,
            '\\' => self.is_escaped = true,
            ';' if !was_quoted => self.is_comment = true,
            '(' if !was_quoted => self.depth += 1,
            ')' if !was_quoted => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if was_quoted || self.is_quoted { Part::Quoted } else { Part::Between }
    }
}
