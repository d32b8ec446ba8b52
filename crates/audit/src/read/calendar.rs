//! The calendar of sensitive periods: label, first day, last day.

use std::io;

use super::columns::{Columns, Count, Wanted, fits};
use super::days::{first_instant, last_instant};
use super::input::Content;
use super::sink::Sink;
use super::sniff::Head;
use super::table::{Row, Table};
use crate::model::{Form, Period, Why};

const WANTED: &[Wanted] = &[
    Wanted {
        field: "label",
        names: &[
            "label",
            "libellé",
            "libelle",
            "période",
            "periode",
            "period",
            "événement",
            "evenement",
            "event",
        ],
        count: Count::One,
    },
    Wanted { field: "from", names: FROM, count: Count::One },
    Wanted { field: "to", names: TO, count: Count::One },
];

/// How first days are named.
pub(crate) const FROM: &[&str] =
    &["from", "du", "début", "debut", "date de début", "date de debut", "start", "valid from", "depuis"];

/// How last days are named.
pub(crate) const TO: &[&str] =
    &["to", "au", "fin", "date de fin", "end", "until", "valid to", "jusqu'au", "jusqu’au"];

/// Whether this is a calendar: a table with a label and two days.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    fits(head, WANTED).then_some(Form::Calendar)
}

/// Reads a calendar.
pub(super) fn read(_: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let separator = content.head().separator();
    let mut table = Table::new(content.text(), separator);
    let Some(columns) = Columns::find(&table, WANTED, sink) else { return Ok(()) };
    while let Some(row) = table.next() {
        match row.and_then(|row| period(&row, &columns, sink).map_err(|why| (row.record, why))) {
            Ok(period) => sink.period(period),
            Err((record, why)) => sink.unreadable(record, why),
        }
    }
    Ok(())
}

fn period(row: &Row<'_>, columns: &Columns, sink: &mut Sink<'_>) -> Result<Period, Why> {
    let label = columns.one(row, "label").ok_or(Why::Missing)?;
    let from_ms = first_instant(columns.one(row, "from"), sink)?.ok_or(Why::Missing)?;
    let to_ms = last_instant(columns.one(row, "to"), sink)?.ok_or(Why::Missing)?;
    if to_ms < from_ms {
        return Err(Why::Time);
    }
    Ok(Period { source: sink.source(), record: row.record, label: sink.name(label), from_ms, to_ms })
}

#[cfg(test)]
mod tests {
    use super::super::tried::{said, tried};
    use crate::model::Form;

    #[test]
    fn the_last_day_counts_whole() {
        for text in [
            "label,from,to\nElections,2015-11-23,2015-12-13\n",
            "Libellé;Du;Au\nElections;2015-11-23;2015-12-13\n",
        ] {
            let evidence = tried(text);
            assert_eq!(evidence.sources[0].form, Form::Calendar);
            let period = &evidence.periods[0];
            assert_eq!(said(&evidence, Some(period.label)), "Elections");
            assert_eq!(period.from_ms, 1_448_236_800_000);
            assert_eq!(period.to_ms, 1_450_051_199_999);
        }
    }

    #[test]
    fn rows_without_sense_are_counted() {
        let evidence = tried(
            "label,from,to\nA,2015-11-23,\n,2015-01-01,2015-01-02\nB,2015-02-02,2015-02-01\nC,soon,later\n",
        );
        assert_eq!(evidence.sources[0].tally.unreadable, 4);
        assert!(evidence.periods.is_empty());
    }
}
