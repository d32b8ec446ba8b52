//! Records of the unified audit log in any number: for measurements, not for truth.
//!
//! Written by hand, not through a tree of values: making ten million records
//! must not take longer than reading them. Mixed as in a large organisation:
//! most records are about files, one in five is an owner's, one in two hundred
//! somebody else's opening, one in two thousand a grant.

use std::fmt::Write;

use super::staff::{Account, Staff, Who};
use crate::calendar;
use crate::chance::Chance;

/// Records in one chunk.
const CHUNK: u64 = 5_000;
/// 2025-11-01T00:00:00Z.
const FROM: i64 = 1_761_955_200;
/// Seconds in which all records lie: half a year.
const SPAN: u64 = 180 * 86_400;
const MAILBOXES: usize = 3_000;
const HEADER: &str = "\"RunspaceId\",\"CreationDate\",\"Operations\",\"AuditData\",\"IsValid\"\r\n";

/// How records are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// One object a line.
    JsonLines,
    /// `Search-UnifiedAuditLog | Export-Csv`: the object in a cell.
    Csv,
}

impl Container {
    /// The name of a file of these.
    pub fn file_name(self) -> &'static str {
        match self {
            Container::JsonLines => "unified.jsonl",
            Container::Csv => "unified.csv",
        }
    }
}

/// Makes `events` records, by time, in chunks of whole lines.
pub fn logs(seed: u64, events: u64, container: Container) -> Logs {
    let mut chance = Chance::new(seed);
    let staff = Staff::new(MAILBOXES, &mut chance);
    let mailboxes = staff.mailboxes().collect();
    Logs { staff, mailboxes, chance, container, events, done: 0 }
}

/// The chunks of [`logs`].
#[derive(Debug)]
pub struct Logs {
    staff: Staff,
    mailboxes: Vec<Who>,
    chance: Chance,
    container: Container,
    events: u64,
    done: u64,
}

impl Iterator for Logs {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let end = self.events.min(self.done + CHUNK);
        if self.done == end {
            return None;
        }
        let mut out = String::with_capacity(4 << 20);
        if self.done == 0 && self.container == Container::Csv {
            out.push_str(HEADER);
        }
        for number in self.done..end {
            let at = FROM + (u128::from(number) * u128::from(SPAN) / u128::from(self.events)) as i64;
            match self.container {
                Container::JsonLines => self.push(number, at, &mut out),
                Container::Csv => self.push_row(number, at, &mut out),
            }
        }
        self.done = end;
        Some(out.into_bytes())
    }
}

impl Logs {
    /// The object in its cell, between cells that say the same again.
    fn push_row(&mut self, number: u64, at: i64, out: &mut String) {
        let mut json = String::with_capacity(1 << 10);
        self.push(number, at, &mut json);
        out.push_str("\"0e5f3c1a-0000-4000-8000-000000000001\",\"");
        out.push_str(&calendar::iso(at));
        out.push_str("\",\"");
        out.push_str(operation_of(&json));
        out.push_str("\",\"");
        out.push_str(&json.trim_end().replace('"', "\"\""));
        out.push_str("\",\"True\"\r\n");
    }

    fn push(&mut self, number: u64, at: i64, out: &mut String) {
        let (user, other) = (self.chance.pick_early(&self.mailboxes), self.chance.pick(&self.mailboxes));
        let (user, other) = (self.staff.get(user), self.staff.get(other));
        let time = calendar::iso(at);
        let items = self.chance.between(1, 12);
        // Writing to a String cannot fail.
        let _ = match self.chance.below(2_000) {
            0 => push_grant(number, &time, user, other, out),
            1..=10 => push_accessed(number, &time, (user, other), items, out),
            11..=410 => push_accessed(number, &time, (user, user), items, out),
            _ => push_file(number, &time, user, out),
        };
        out.push('\n');
    }
}

fn operation_of(json: &str) -> &str {
    let rest = json.split_once("\"Operation\":\"").map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or("")
}

fn push_start(
    number: u64,
    time: &str,
    (operation, kind, workload): (&str, u32, &str),
    user: &Account,
    out: &mut String,
) -> std::fmt::Result {
    write!(
        out,
        "{{\"CreationTime\":\"{time}\",\"Id\":\"{:08x}-0000-4000-8000-{number:012x}\",\"Operation\":\"{operation}\",\
         \"OrganizationId\":\"5b1c6a7e-0000-4000-8000-00000000ca7e\",\"RecordType\":{kind},\"UserKey\":\"{}\",\
         \"UserType\":0,\"Version\":1,\"Workload\":\"{workload}\",\"UserId\":\"{}\"",
        number.wrapping_mul(0x9e37_79b9) & 0xffff_ffff,
        user.guid,
        user.address
    )
}

fn push_grant(number: u64, time: &str, by: &Account, on: &Account, out: &mut String) -> std::fmt::Result {
    push_start(number, time, ("Add-MailboxPermission", 1, "Exchange"), by, out)?;
    write!(
        out,
        ",\"ResultStatus\":\"True\",\"ObjectId\":\"{}\",\"ExternalAccess\":false,\"Parameters\":[\
         {{\"Name\":\"Identity\",\"Value\":\"{}\"}},{{\"Name\":\"User\",\"Value\":\"{}\"}},\
         {{\"Name\":\"AccessRights\",\"Value\":\"FullAccess\"}}]}}",
        on.login, on.address, by.address
    )
}

fn push_accessed(
    number: u64,
    time: &str,
    (by, owner): (&Account, &Account),
    items: i64,
    out: &mut String,
) -> std::fmt::Result {
    push_start(number, time, ("MailItemsAccessed", 50, "Exchange"), by, out)?;
    let logon = if by.sid == owner.sid { 0 } else { 2 };
    write!(
        out,
        ",\"ResultStatus\":\"Succeeded\",\"ClientIPAddress\":\"192.0.2.{}\",\"ClientInfoString\":\"Client=OWA;Action=ViaProxy\",\
         \"ExternalAccess\":false,\"InternalLogonType\":0,\"LogonType\":{logon},\"LogonUserSid\":\"{}\",\"MailboxGuid\":\"{}\",\
         \"MailboxOwnerSid\":\"{}\",\"MailboxOwnerUPN\":\"{}\",\"OperationProperties\":[{{\"Name\":\"MailAccessType\",\
         \"Value\":\"Bind\"}},{{\"Name\":\"IsThrottled\",\"Value\":\"False\"}}],\"Folders\":[{{\"FolderItems\":[",
        number % 250,
        by.sid,
        owner.guid,
        owner.sid,
        owner.address
    )?;
    for item in 0..items {
        let comma = if item == 0 { "" } else { "," };
        write!(
            out,
            "{comma}{{\"InternetMessageId\":\"<{number:x}.{item}@mel.example>\",\"SizeInBytes\":{}}}",
            900 + item * 411
        )?;
    }
    write!(out, "],\"Id\":\"LgAAAAB\",\"Path\":\"\\\\Inbox\"}}],\"OperationCount\":{items}}}")
}

fn push_file(number: u64, time: &str, user: &Account, out: &mut String) -> std::fmt::Result {
    push_start(number, time, ("FileAccessed", 6, "SharePoint"), user, out)?;
    write!(
        out,
        ",\"ClientIP\":\"192.0.2.{}\",\"ObjectId\":\"https://hautesterres.sharepoint.example/sites/agents/{number:x}.docx\",\
         \"EventSource\":\"SharePoint\",\"ItemType\":\"File\",\"SourceFileExtension\":\"docx\",\"SourceFileName\":\"{number:x}.docx\",\
         \"SiteUrl\":\"https://hautesterres.sharepoint.example/sites/agents/\",\"UserAgent\":\"Mozilla/5.0\"}}",
        number % 250
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_record_and_none_is_missing() {
        let text: Vec<u8> = logs(1, 12_345, Container::JsonLines).flatten().collect();
        let text = String::from_utf8(text).expect("text");
        let mut last = String::new();
        let mut lines = 0;
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let time = record["CreationTime"].as_str().expect("a time").to_owned();
            assert!(last <= time);
            last = time;
            lines += 1;
        }
        assert_eq!(lines, 12_345);
        for operation in ["Add-MailboxPermission", "MailItemsAccessed", "FileAccessed"] {
            assert!(text.contains(operation), "{operation}");
        }
    }

    #[test]
    fn the_table_holds_the_same_objects() {
        let text = |container| -> String {
            let octets: Vec<u8> = logs(2, 300, container).flatten().collect();
            String::from_utf8(octets).expect("text")
        };
        let (lines, table) = (text(Container::JsonLines), text(Container::Csv));
        let cell = |row: &str| {
            let (_, from_cell) = row.split_once("\"{")?;
            Some(format!("{{{}", from_cell.strip_suffix("\",\"True\"")?.replace("\"\"", "\"")))
        };
        let cells: Vec<String> = table.lines().skip(1).filter_map(cell).collect();
        assert_eq!(cells, lines.lines().collect::<Vec<_>>());
        assert_eq!(cells.len(), 300);
        assert!(table.contains("\",\"MailItemsAccessed\",\"{"));
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        assert_eq!(logs(1, 0, Container::Csv).count(), 0);
    }
}
