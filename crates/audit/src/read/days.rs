//! Days as people write them in tables: from the first instant of one to the last of another.

use super::sink::Sink;
use crate::model::Why;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The instant from which `cell` holds: a day counts from its first.
pub(crate) fn first_instant(cell: Option<&str>, sink: &mut Sink<'_>) -> Result<Option<i64>, Why> {
    let Some(cell) = cell else { return Ok(None) };
    Ok(Some(sink.moment(cell).ok_or(Why::Time)?.utc_ms))
}

/// The instant until which `cell` holds: a day counts to its last millisecond.
pub(crate) fn last_instant(cell: Option<&str>, sink: &mut Sink<'_>) -> Result<Option<i64>, Why> {
    let instant = first_instant(cell, sink)?;
    let whole_day = cell.is_some_and(|cell| !cell.contains(':'));
    Ok(instant.map(|at| if whole_day { at.saturating_add(DAY_MS - 1) } else { at }))
}
