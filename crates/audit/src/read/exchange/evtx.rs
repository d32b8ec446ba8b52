//! Windows event logs: cmdlets ("MSExchange Management"), members of Exchange's groups (Security).
//!
//! The file is read chunk by chunk: memory is bounded, and a corrupt chunk or record
//! loses itself alone. Checksums are not asked for: logs copied from a running
//! server have stale ones, and what can be parsed is evidence.

use std::io::{self, Read};
use std::sync::Arc;

use evtx::{EvtxChunkData, ParserSettings};
use quick_xml::events::{BytesStart, Event as Node};
use quick_xml::{Reader, XmlVersion};

use super::act::Act;
use super::cmdlet::group_power;
use super::parameters::command_line;
use super::trail::Trail;
use super::who::{clean, named};
use crate::model::{Class, Flags, Moment, Outcome, Power, Target, Why, Zone};
use crate::read::draft::draft;
use crate::read::sink::Sink;

/// How every such file begins.
pub(super) const MAGIC: &[u8] = b"ElfFile\0";

const HEADER_BYTES: usize = 4096;
const CHUNK_BYTES: usize = 64 << 10;
const CHUNK_MAGIC: &[u8] = b"ElfChnk\0";

/// Reads one log.
pub(super) fn read(octets: &mut dyn Read, sink: &mut Sink<'_>) -> io::Result<()> {
    next(octets, HEADER_BYTES)?;
    let settings = Arc::new(ParserSettings::new().indent(false));
    let mut log = Log { record: 0, trail: Trail::default() };
    loop {
        let mut chunk = next(octets, CHUNK_BYTES)?;
        match chunk.as_slice() {
            [] => break,
            begins if begins.starts_with(CHUNK_MAGIC) => {
                // One that is cut is read as far as it goes.
                chunk.resize(CHUNK_BYTES, 0);
                log.chunk(chunk, &settings, sink);
            }
            // Space for records to come has no chunk in it yet.
            empty if empty.iter().all(|octet| *octet == 0) => {}
            _ => log.damaged(sink),
        }
    }
    log.trail.finish(sink);
    Ok(())
}

/// The next octets, so many at most; fewer where the stream ends.
fn next(octets: &mut dyn Read, most: usize) -> io::Result<Vec<u8>> {
    let mut read = Vec::with_capacity(most);
    octets.take(most as u64).read_to_end(&mut read)?;
    Ok(read)
}

struct Log {
    record: u64,
    trail: Trail,
}

impl Log {
    fn damaged(&mut self, sink: &mut Sink<'_>) {
        self.record += 1;
        sink.unreadable(self.record, Why::Damaged);
    }

    fn chunk(&mut self, octets: Vec<u8>, settings: &Arc<ParserSettings>, sink: &mut Sink<'_>) {
        let Ok(mut data) = EvtxChunkData::new(octets, false) else { return self.damaged(sink) };
        let Ok(mut chunk) = data.parse(Arc::clone(settings)) else { return self.damaged(sink) };
        for record in chunk.iter() {
            match record.and_then(|record| record.into_xml()) {
                Err(_) => self.damaged(sink),
                Ok(xml) if concerns(&xml.data) => {
                    self.record += 1;
                    self.entry(&xml.data, sink);
                }
                Ok(xml) => {
                    self.record += 1;
                    let utc_ms = xml.timestamp.as_millisecond();
                    sink.irrelevant(Some(Moment { utc_ms, zone: Zone::Explicit, raw: None }));
                }
            }
        }
    }

    fn entry(&mut self, xml: &str, sink: &mut Sink<'_>) {
        let Some(entry) = Entry::parse(xml) else { return sink.unreadable(self.record, Why::Syntax) };
        match (entry.provider.as_str(), entry.event_id) {
            ("MSExchange CmdletLogs", 1) => self.cmdlet(&entry, Outcome::Succeeded, sink),
            ("MSExchange CmdletLogs", 6) => self.cmdlet(&entry, Outcome::Failed, sink),
            ("Microsoft-Windows-Security-Auditing", 4728 | 4732 | 4756) => {
                self.member(&entry, Class::Grant, sink);
            }
            ("Microsoft-Windows-Security-Auditing", 4729 | 4733 | 4757) => {
                self.member(&entry, Class::Revoke, sink);
            }
            ("Microsoft-Windows-Sysmon", 11) => self.written(&entry, sink),
            _ => {
                let moment = sink.moment(&entry.time);
                sink.irrelevant(moment);
            }
        }
    }

    /// The strings have no names, only places: cmdlet, parameters, caller, SID of the caller,
    /// SID under which it ran, host, process.
    fn cmdlet(&mut self, entry: &Entry, outcome: Outcome, sink: &mut Sink<'_>) {
        let parameters = command_line(entry.at(1));
        let act = Act {
            record: self.record,
            time: &entry.time,
            caller: entry.at(2),
            cmdlet: entry.at(0),
            outcome,
            client: Some(entry.at(5)).filter(|host| !host.is_empty()),
        };
        // Under another's SID the caller's name and the SID are two accounts.
        if entry.at(3) == entry.at(4) && entry.at(3).starts_with("S-1-") {
            self.trail.ties.tie(Some(act.caller), Some(entry.at(3)), sink);
        }
        self.trail.tell(act, &parameters, sink);
    }

    /// A member of a group that Exchange or the directory gives rights to.
    fn member(&mut self, entry: &Entry, class: Class, sink: &mut Sink<'_>) {
        let Some(time) = sink.moment(&entry.time) else { return sink.unreadable(self.record, Why::Time) };
        let group = entry.named("TargetUserName");
        let power = match group_power(group) {
            Power::None => by_sid(entry.named("TargetSid")),
            power => power,
        };
        if power == Power::None && !is_of_exchange(group) {
            return sink.irrelevant(Some(time));
        }
        let member =
            [entry.named("MemberName"), entry.named("MemberSid")].into_iter().find(|name| name.len() > 1);
        let actor = account(entry.named("SubjectDomainName"), entry.named("SubjectUserName"));
        let (Some(member), false) = (member, actor.is_empty()) else {
            return sink.unreadable(self.record, Why::Missing);
        };
        if entry.named("MemberName").len() > 1 {
            self.trail.ties.tie(Some(member), Some(entry.named("MemberSid")), sink);
        }
        self.trail.ties.tie(Some(&actor), Some(entry.named("SubjectUserSid")), sink);
        let mut event = draft(sink, self.record, time, class, &entry.event_id.to_string(), &clean(&actor));
        event.beneficiary = Some(named(sink, member));
        event.target = Target::All;
        event.right = Some(named(sink, group));
        event.power = power;
        event.outcome = Outcome::Succeeded;
        event.client = Some(named(sink, &entry.computer));
        event.flags = Flags::BY_GROUP;
        sink.event(event);
    }

    /// Sysmon saw the file written that says which transport agents see every mail.
    ///
    /// It names the program and not always the account: then the machine is all that is known.
    fn written(&mut self, entry: &Entry, sink: &mut Sink<'_>) {
        let Some(time) = sink.moment(&entry.time) else { return sink.unreadable(self.record, Why::Time) };
        let file = entry.named("TargetFilename").rsplit('\\').next().unwrap_or("");
        if !file.eq_ignore_ascii_case("agents.config") {
            return sink.irrelevant(Some(time));
        }
        let user = Some(entry.named("User")).filter(|user| !user.is_empty()).unwrap_or(&entry.computer);
        let mut event = draft(sink, self.record, time, Class::Other, "FileCreate", &clean(user));
        event.target = Target::All;
        event.right = Some(named(sink, file));
        event.power = Power::Divert;
        event.outcome = Outcome::Succeeded;
        event.client = Some(named(sink, entry.named("Image")));
        sink.event(event);
    }
}

/// A cheap look before an entry is parsed: a server's security log is mostly about something else.
fn concerns(xml: &str) -> bool {
    let after = xml.find("<EventID").and_then(|at| xml.get(at..)).unwrap_or("");
    let id = after.split_once('>').and_then(|(_, tail)| tail.split_once('<')).map(|(id, _)| id.trim());
    let ids = ["1", "6", "11", "4728", "4729", "4732", "4733", "4756", "4757"];
    id.is_some_and(|id| ids.contains(&id))
}

fn account(domain: &str, name: &str) -> String {
    match (domain, name) {
        (_, "" | "-") => String::new(),
        ("" | "-", name) => name.to_owned(),
        (domain, name) => format!("{domain}\\{name}"),
    }
}

/// Groups of the directory that may give themselves any right, in whatever language they are named.
fn by_sid(sid: &str) -> Power {
    let domain_group =
        sid.starts_with("S-1-5-21-") && ["-512", "-518", "-519"].iter().any(|rid| sid.ends_with(rid));
    if domain_group || sid == "S-1-5-32-544" { Power::Administer } else { Power::None }
}

/// Groups that Exchange makes and that give no right on mailboxes by themselves.
fn is_of_exchange(group: &str) -> bool {
    const GROUPS: &[&str] = &[
        "delegated setup",
        "exchange install domain servers",
        "exchangelegacyinterop",
        "help desk",
        "hygiene management",
        "managed availability servers",
        "public folder management",
        "security administrator",
        "security reader",
        "server management",
        "um management",
        "view-only organization management",
    ];
    GROUPS.contains(&group.trim().to_ascii_lowercase().as_str())
}

/// One entry of a log, as far as it matters.
#[derive(Debug, Default)]
struct Entry {
    provider: String,
    event_id: u32,
    time: String,
    computer: String,
    strings: Vec<(String, String)>,
}

impl Entry {
    fn parse(xml: &str) -> Option<Self> {
        let mut reader = Reader::from_str(xml);
        let mut entry = Entry::default();
        let mut text = String::new();
        let mut name = String::new();
        loop {
            match reader.read_event().ok()? {
                Node::Start(start) => {
                    text.clear();
                    name = attribute(&start, "Name").unwrap_or_default();
                    entry.begin(&start);
                }
                Node::Empty(start) => {
                    entry.begin(&start);
                    if start.local_name().into_inner() == "Data" {
                        entry.strings.push((attribute(&start, "Name").unwrap_or_default(), String::new()));
                    }
                }
                Node::Text(part) => text.push_str(&part.xml10_content()),
                Node::CData(part) => text.push_str(&part.xml10_content()),
                Node::GeneralRef(part) => text.push_str(&super::clixml::resolved(&part)?),
                Node::End(end) => {
                    entry.end(end.local_name().into_inner(), &mut name, &mut text);
                }
                Node::Eof => return Some(entry),
                _ => {}
            }
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>) {
        match start.local_name().into_inner() {
            "Provider" => self.provider = attribute(start, "Name").unwrap_or_default(),
            "TimeCreated" => self.time = attribute(start, "SystemTime").unwrap_or_default(),
            _ => {}
        }
    }

    fn end(&mut self, element: &str, name: &mut String, text: &mut String) {
        match element {
            "EventID" => self.event_id = text.trim().parse().unwrap_or(0),
            "Computer" => self.computer = text.trim().to_owned(),
            "Data" => self.strings.push((std::mem::take(name), std::mem::take(text))),
            _ => {}
        }
    }

    /// The string of that place, from 0.
    fn at(&self, place: usize) -> &str {
        self.strings.get(place).map_or("", |(_, text)| text.trim())
    }

    /// The string of that name.
    fn named(&self, name: &str) -> &str {
        self.strings.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim())
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes.with_checks(false).filter_map(Result::ok).find(|a| a.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, SourceId};
    use crate::read::evidence_of;
    use crate::read::exchange::corpora;
    use crate::read::tried::{outline, said};

    const ADDED: &str = "evtx-to-mitre/ID4756-Exchange-admin-group-change.evtx";
    const CRITICAL: &str = "evtx-to-mitre/ID4756-Exchange-critical-group-change-DCsync.evtx";
    const AGENTS: &str = "evtx-to-mitre/ID6-Failed-to-install-an-Exchange-transport-agent.evtx";
    const CONFIGURED: &str = "evtx-to-mitre/ID11-Exchange-transport-config-modified.evtx";

    fn rights(evidence: &Evidence) -> Vec<(&str, Power)> {
        evidence.events.iter().map(|event| (said(evidence, event.right), event.power)).collect()
    }

    #[test]
    fn members_of_exchange_groups_are_grants_of_the_directory() {
        let Some(evidence) = corpora::evidence(ADDED) else { return };
        assert_eq!((evidence.sources[0].tally.read, evidence.sources[0].tally.records), (15, 15));
        assert!(evidence.events.iter().all(|event| event.class == Class::Grant));
        assert!(rights(&evidence).contains(&("Organization Management", Power::Administer)));
        assert!(rights(&evidence).contains(&("Help Desk", Power::None)));
        let sid = evidence.names.find("S-1-5-21-4230534742-2542757381-3142984815-1111").expect("the actor's");
        assert!(
            evidence.same.iter().any(|(account, other)| {
                *other == sid && evidence.names.text(*account) == r"OFFSEC\admmig"
            })
        );
    }

    #[test]
    fn groups_that_own_the_directory_are_more_than_exchange_groups() {
        let Some(evidence) = corpora::evidence(CRITICAL) else { return };
        assert_eq!(
            rights(&evidence),
            [
                ("Exchange Servers", Power::Administer),
                ("Exchange Trusted Subsystem", Power::Administer),
                ("Exchange Windows Permissions", Power::Administer),
            ]
        );
    }

    #[test]
    fn cmdlets_that_failed_are_attempts_to_divert() {
        let Some(evidence) = corpora::evidence(AGENTS) else { return };
        let caller = "offsec.lan/OFFSEC-COMPANY/Administrators/admmig";
        let line = |cmdlet| format!("Divert {cmdlet} {caller} - * Undetermined");
        let (install, enable) = (line("Install-TransportAgent"), line("Enable-TransportAgent"));
        assert_eq!(outline(&evidence), [install.clone(), install, enable.clone(), enable]);
        assert!(evidence.events.iter().all(|event| event.outcome == Outcome::Failed));
        assert_eq!(rights(&evidence)[0], ("Evil", Power::Divert));
    }

    #[test]
    fn a_changed_list_of_transport_agents_is_told_without_a_name() {
        let Some(evidence) = corpora::evidence(CONFIGURED) else { return };
        assert_eq!(outline(&evidence), ["Other FileCreate exchange01.offsec.lan - * Undetermined"]);
        assert_eq!(rights(&evidence), [("agents.config", Power::Divert)]);
    }

    /// What one entry is read to, written as the library renders it.
    fn entry(provider: &str, event_id: u32, data: &str) -> Evidence {
        let mut evidence = evidence_of(b"");
        let xml = format!(
            "<?xml version=\"1.0\"?><Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\
            <System><Provider Name=\"{provider}\"/><EventID Qualifiers=\"16384\">{event_id}</EventID>\
            <TimeCreated SystemTime=\"2015-11-17T20:04:05.123456Z\"/><Computer>dc1.corp.example</Computer></System>\
            <EventData>{data}</EventData></Event>"
        );
        assert!(concerns(&xml));
        let mut sink = Sink::new(&mut evidence, SourceId(0));
        let mut log = Log { record: 1, trail: Trail::default() };
        log.entry(&xml, &mut sink);
        log.trail.finish(&mut sink);
        evidence
    }

    #[test]
    fn a_cmdlet_that_ran_is_read_by_the_places_of_its_strings() {
        let data = "<Data>Add-MailboxPermission</Data>\
            <Data>-Identity \"martine\" -User \"CORP\\dsi\" -AccessRights \"FullAccess\"</Data>\
            <Data>corp.example/Users/Y &amp; Z</Data><Data>S-1-5-21-1</Data><Data>S-1-5-21-1</Data><Data>EMS</Data>";
        let evidence = entry("MSExchange CmdletLogs", 1, data);
        assert_eq!(
            outline(&evidence),
            [r"Grant Add-MailboxPermission corp.example/Users/Y & Z CORP\dsi martine Undetermined"]
        );
        let event = &evidence.events[0];
        assert_eq!((event.outcome, event.time.utc_ms), (Outcome::Succeeded, 1_447_790_645_123));
        assert_eq!(evidence.same.len(), 1);
        assert_eq!(entry("Another", 1, data).sources[0].tally.irrelevant, 1);
    }

    #[test]
    fn members_leave_groups_and_most_groups_are_about_something_else() {
        let member = |group: &str, sid: &str| {
            format!(
                "<Data Name=\"MemberName\">-</Data><Data Name=\"MemberSid\">S-1-5-21-7</Data>\
                <Data Name=\"TargetUserName\">{group}</Data><Data Name=\"TargetSid\">{sid}</Data>\
                <Data Name=\"SubjectUserName\">y</Data><Data Name=\"SubjectDomainName\">CORP</Data>"
            )
        };
        let security = "Microsoft-Windows-Security-Auditing";
        let left = entry(security, 4757, &member("Discovery Management", "S-1-5-21-3-1105"));
        assert_eq!(outline(&left), [r"Revoke 4757 CORP\y S-1-5-21-7 * Undetermined"]);
        assert_eq!(rights(&left), [("Discovery Management", Power::SearchAll)]);
        let french = entry(security, 4728, &member("Admins du domaine", "S-1-5-21-3-512"));
        assert_eq!(rights(&french), [("Admins du domaine", Power::Administer)]);
        let other = entry(security, 4728, &member("Imprimantes", "S-1-5-21-3-1200"));
        assert_eq!(other.sources[0].tally.irrelevant, 1);
    }

    #[test]
    fn a_corrupt_chunk_loses_itself_alone() {
        let mut log = vec![0; HEADER_BYTES + 3 * CHUNK_BYTES];
        log[..MAGIC.len()].copy_from_slice(MAGIC);
        // The first is nothing that is known, the second says it is one and is not, the third is empty.
        log[HEADER_BYTES..HEADER_BYTES + 4].copy_from_slice(b"what");
        log[HEADER_BYTES + CHUNK_BYTES..][..8].copy_from_slice(CHUNK_MAGIC);
        let tally = evidence_of(&log).sources[0].tally;
        assert_eq!((tally.records, tally.read), (tally.unreadable + tally.irrelevant, 0));
        assert!(tally.unreadable >= 1, "{tally:?}");
    }

    #[test]
    fn whatever_is_broken_in_a_real_log_ends_and_is_counted() {
        let Some(octets) = corpora::octets(ADDED) else { return };
        for seed in 0..60_usize {
            let mut broken = octets.clone();
            for step in 0..40 {
                let at = HEADER_BYTES + (seed * 7919 + step * 104_729) % (broken.len() - HEADER_BYTES);
                broken[at] ^= 1 << (step % 8);
            }
            let tally = evidence_of(&broken).sources[0].tally;
            assert!(tally.records >= 1, "{seed}: {tally:?}");
        }
        let cut = evidence_of(&octets[..octets.len() - 40_000]);
        assert!(cut.sources[0].tally.records >= 1);
    }
}
