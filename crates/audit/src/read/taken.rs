//! Days of snapshots that bear none, as whoever handed them in knows them.
//!
//! What a record itself says of its day counts before what is said of its file.

use jiff::tz::TimeZone;

use super::times::{Clock, Stamp};
use super::{Taken, TakenWrong};
use crate::error::AuditError;
use crate::model::{Evidence, Moment, Source, SourceId};

/// Dates the records without a day of each file that `taken` names.
pub(super) fn date(evidence: &mut Evidence, taken: &[Taken], zone: &TimeZone) -> Result<(), AuditError> {
    // Of a folder and a file in it, the file's own day counts: the longer name is said last.
    let mut taken: Vec<&Taken> = taken.iter().collect();
    taken.sort_by_key(|one| one.file.len());
    let mut days: Vec<Option<Moment>> = vec![None; evidence.sources.len()];
    for one in taken {
        let wrong = |what| AuditError::Taken { file: one.file.clone(), at: one.at.clone(), what };
        let moment = moment(&one.at, zone, evidence).ok_or_else(|| wrong(TakenWrong::NoDay))?;
        let mut is_handed_in = false;
        for (source, day) in evidence.sources.iter().zip(&mut days) {
            if is_called(source, &one.file) {
                (*day, is_handed_in) = (Some(moment), true);
            }
        }
        if !is_handed_in {
            return Err(wrong(TakenWrong::NoFile));
        }
    }
    let day = |source: SourceId| days.get(source.0 as usize).copied().flatten();
    for row in evidence.standing.iter_mut().filter(|row| row.as_of.is_none()) {
        row.as_of = day(row.source);
    }
    for state in evidence.audit_states.iter_mut().filter(|state| state.as_of.is_none()) {
        state.as_of = day(state.source);
    }
    Ok(())
}

fn moment(text: &str, zone: &TimeZone, evidence: &mut Evidence) -> Option<Moment> {
    // A day of which day and month could be either is none that somebody means to say.
    let stamp = Stamp::parse(text).filter(|stamp| !stamp.is_open())?;
    let (utc_ms, zone) = Clock::new(zone.clone(), None).read(&stamp)?;
    Some(Moment { utc_ms, zone, raw: Some(evidence.names.put(text)) })
}

/// Whether a file is the one of that name, lies in the folder or archive of that name, or is the
/// only part of its path that was named.
fn is_called(source: &Source, name: &str) -> bool {
    let within = |path: &str| {
        path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '!']))
    };
    let is_last_part = !name.contains(['/', '!']) && source.path.rsplit(['/', '!']).next() == Some(name);
    within(&source.path) || is_last_part || within(source.path.trim_start_matches("./"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tried::tried_as;

    const ROWS: &str =
        "Identity,User,AccessRights,AsOf\nann,bob,FullAccess,\nann,eve,FullAccess,2015-12-01\n";

    fn dated(taken: &[(&str, &str)]) -> Result<Vec<Option<i64>>, AuditError> {
        let mut evidence = tried_as("exports/rights.csv", ROWS);
        let taken: Vec<Taken> =
            taken.iter().map(|(file, at)| Taken { file: (*file).to_owned(), at: (*at).to_owned() }).collect();
        date(&mut evidence, &taken, &TimeZone::UTC)?;
        Ok(evidence.standing.iter().map(|row| row.as_of.map(|at| at.utc_ms / 86_400_000)).collect())
    }

    #[test]
    fn a_row_without_a_day_gets_that_of_its_file() {
        assert_eq!(dated(&[]).expect("dates"), [None, Some(16_770)]);
        for name in ["exports/rights.csv", "exports", "rights.csv"] {
            assert_eq!(
                dated(&[(name, "2016-01-02")]).expect("dates"),
                [Some(16_802), Some(16_770)],
                "{name}"
            );
        }
        let both = [("exports/rights.csv", "2016-01-03"), ("exports", "2016-01-02")];
        assert_eq!(dated(&both).expect("dates")[0], Some(16_803));
    }

    #[test]
    fn what_names_no_file_or_no_day_is_said() {
        for (file, at) in
            [("ights.csv", "2016-01-02"), ("exports", "soon"), ("exports", "03/04/2016"), ("", "2016-01-02")]
        {
            assert!(dated(&[(file, at)]).is_err(), "{file} {at}");
        }
    }
}
