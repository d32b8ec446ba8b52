//! Records of the unified log in the tables that its exports are.

use super::record::Record;
use crate::audit::cmdlet::Meaning;
use crate::audit::table::Table;
use crate::audit::truth::FileTruth;
use crate::audit::{File, told};
use crate::calendar;

/// `Search-UnifiedAuditLog | Export-Csv`.
pub(super) fn search_csv(name: &'static str, records: &[&Record]) -> (File, FileTruth) {
    let columns = [
        "RunspaceId",
        "RecordType",
        "CreationDate",
        "UserIds",
        "Operations",
        "AuditData",
        "ResultIndex",
        "ResultCount",
        "Identity",
        "IsValid",
        "ObjectState",
    ];
    let mut table = Table::of_type(
        "Deserialized.Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLogEvent",
        &columns,
    );
    let count = records.len().to_string();
    for (at, record) in records.iter().enumerate() {
        let (index, date) = ((at + 1).to_string(), calendar::iso(record.at));
        table.row(&[
            "0e5f3c1a-0000-4000-8000-000000000001",
            record.kind,
            &date,
            &record.user,
            record.operation,
            &record.json,
            &index,
            &count,
            &record.id,
            "True",
            "Unchanged",
        ]);
    }
    fate(records, told(name, "unified-csv", table.into_utf8(), records.len() as u64))
}

/// The same by a tool that asks operation by operation, chooses its columns, and writes UTF-16
/// and the dates of the machine it runs on.
pub(super) fn tool_csv(name: &'static str, records: &[&Record]) -> (File, FileTruth) {
    let columns =
        ["CreationDate", "UserIds", "Operations", "Identity", "AuditData", "RecordType", "ResultIndex"];
    let mut table = Table::new(',', &columns);
    let mut records = records.to_vec();
    records.sort_by_key(|record| (record.operation, record.at));
    for (at, record) in records.iter().enumerate() {
        let (date, index) = (american(record.at), at.to_string());
        let cells = [&date, &record.user, record.operation, &record.id, &record.json, record.kind, &index];
        table.row(&cells);
    }
    fate(&records, told(name, "unified-csv", table.into_utf16(), records.len() as u64))
}

/// The download of the portal, the newest first.
pub(super) fn portal_csv(name: &'static str, records: &[&Record]) -> (File, FileTruth) {
    let columns = [
        "RecordId",
        "CreationDate",
        "RecordType",
        "Operation",
        "UserId",
        "AuditData",
        "AssociatedAdminUnits",
        "AssociatedAdminUnitsNames",
    ];
    let mut table = Table::new(',', &columns);
    for record in records.iter().rev() {
        let date = format!("{}.0000000Z", calendar::iso(record.at).trim_end_matches('Z'));
        table.row(&[&record.id, &date, record.kind, record.operation, &record.user, &record.json, "", ""]);
    }
    fate(records, told(name, "unified-csv", table.into_utf8(), records.len() as u64))
}

/// What becomes of records, none of which another file holds.
pub(super) fn fate(records: &[&Record], told: (File, FileTruth)) -> (File, FileTruth) {
    let count = |meaning| records.iter().filter(|record| record.meaning == meaning).count() as u64;
    let (file, truth) = told;
    let fate =
        FileTruth { owner: Some(count(Meaning::Own)), irrelevant: Some(count(Meaning::Irrelevant)), ..truth };
    (file, fate)
}

/// `11/14/2025 2:40:07 PM`.
fn american(at: i64) -> String {
    let iso = calendar::iso(at);
    let part = |range: std::ops::Range<usize>| iso.get(range).and_then(|digits| digits.parse().ok());
    let [year, month, day, hour] = [0..4, 5..7, 8..10, 11..13].map(|range| part(range).unwrap_or(0_u32));
    let clock = iso.get(13..19).unwrap_or_default();
    let (twelve, half) = (if hour % 12 == 0 { 12 } else { hour % 12 }, if hour < 12 { "AM" } else { "PM" });
    format!("{month}/{day}/{year} {twelve}{clock} {half}")
}

#[cfg(test)]
mod tests {
    use super::american;

    #[test]
    fn midnight_is_twelve() {
        assert_eq!(american(0), "1/1/1970 12:00:00 AM");
        assert_eq!(american(13 * 3600 + 65), "1/1/1970 1:01:05 PM");
    }
}
