//! What is out of order in a stored message: in its octets, or in how it was kept.

use greffe_authenticate::BodyKept;
use greffe_store::Row;
use greffe_terms::{Defect, Severity};

/// Returns the defects of a message and of the places it was found in; some twice.
pub(crate) fn of(row: &Row) -> impl Iterator<Item = Defect> {
    let kept = row.occurrences.iter().flat_map(|occurrence| &occurrence.defects);
    row.summary.defects.iter().chain(kept).copied()
}

/// Says whether content was lost.
pub(crate) fn is_damaged(row: &Row) -> bool {
    of(row).any(|defect| defect.severity() == Severity::Damage)
}

/// Says whether the body is the one that came in.
///
/// A message found twice, once rebuilt and once as a file, is rebuilt: the file was
/// made of what greffe gave out.
pub(crate) fn body_kept(mut defects: impl Iterator<Item = Defect>) -> BodyKept {
    let is_rebuilt = defects.any(|defect| defect == Defect::RebuiltFromMapi);
    if is_rebuilt { BodyKept::Rebuilt } else { BodyKept::AsReceived }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_defect_says_that_a_body_was_rebuilt() {
        let check = |defects: &[Defect], expect: BodyKept| {
            assert_eq!(body_kept(defects.iter().copied()), expect, "{defects:?}");
        };
        check(&[], BodyKept::AsReceived);
        check(&[Defect::BareLf, Defect::IncompleteInContainer], BodyKept::AsReceived);
        check(&[Defect::BareLf, Defect::RebuiltFromMapi], BodyKept::Rebuilt);
    }
}
