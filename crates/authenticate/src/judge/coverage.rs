//! Which of the headers that a reader sees a signature covers.

use crate::headers::Headers;
use crate::report::{Coverage, Covered, Dialect};
use crate::signature::{Selection, Written};

/// The headers that a reader sees, or that decide how the body is shown.
const SEEN: [&str; 10] = [
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Reply-To",
    "Message-ID",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
];

/// Those without which a signature says too little of what is shown.
const DECISIVE: [&str; 4] = ["From", "To", "Subject", "Date"];

/// Those that a reader should know of when they are not covered.
const NOTABLE: [&str; 2] = ["Cc", "Reply-To"];

/// Returns the state of each header that a reader sees.
pub(super) fn coverage(headers: &Headers<'_>, written: &Written<'_>, selection: &Selection) -> Vec<Covered> {
    let state =
        |header: &'static str| Covered { header, state: state_of(header, headers, written, selection) };
    SEEN.into_iter().map(state).collect()
}

fn state_of(header: &str, headers: &Headers<'_>, written: &Written<'_>, selection: &Selection) -> Coverage {
    let group = headers.group(header.as_bytes());
    let there = group.len();
    let signed = group.filter(|&place| selection.holds(headers.in_order_of_name(place))).count();
    let is_it = |name: &&&[u8]| name.eq_ignore_ascii_case(header.as_bytes());
    // DomainKeys cannot say that there is no more of a header.
    let names = written.names.as_deref().filter(|_| written.dialect != Dialect::Domainkeys);
    let listed = names.map_or(signed, |names| names.iter().filter(is_it).count());
    match (there, signed) {
        (0, _) if listed == 0 => Coverage::Absent,
        (_, 0) if there > 0 => Coverage::Unsigned,
        _ if signed < there => Coverage::Duplicated,
        _ if listed > there => Coverage::Oversigned,
        _ => Coverage::Signed,
    }
}

/// Tells whether one of the decisive headers is not covered.
pub(super) fn lacks_decisive(coverage: &[Covered]) -> bool {
    DECISIVE.into_iter().any(|header| is_unsigned(coverage, header))
}

/// Tells whether a header that a reader should know of is not covered.
pub(super) fn lacks_notable(coverage: &[Covered]) -> bool {
    NOTABLE.into_iter().any(|header| is_unsigned(coverage, header))
}

/// Tells whether a header is there and not covered.
pub(super) fn is_unsigned(coverage: &[Covered], header: &str) -> bool {
    coverage.iter().any(|covered| covered.header == header && covered.state == Coverage::Unsigned)
}

/// Tells whether the one that is shown of a header may not be the signed one.
pub(super) fn has_duplicates(coverage: &[Covered]) -> bool {
    coverage.iter().any(|covered| covered.state == Coverage::Duplicated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::select;

    #[test]
    fn states_are_told() {
        let check = |dialect: Dialect, names: &str, header: &str, expect: Coverage| {
            let raw = b"Subject: 0\nSubject: 1\nSignature: 2\nFrom: 3\nTo: 4\n\n";
            let headers = Headers::split(raw);
            let mut written = Written::read(&headers, 2, dialect);
            written.names = Some(names.split(':').map(str::as_bytes).collect());
            let coverage = coverage(&headers, &written, &select(&headers, &written));
            let covered = coverage.iter().find(|covered| covered.header == header).expect("told");
            assert_eq!(covered.state, expect, "{dialect:?} {names} {header}");
        };
        check(Dialect::Dkim, "from:to", "From", Coverage::Signed);
        check(Dialect::Dkim, "from:FROM", "From", Coverage::Oversigned);
        check(Dialect::Dkim, "from:cc", "Cc", Coverage::Oversigned);
        check(Dialect::Dkim, "from:cc", "To", Coverage::Unsigned);
        check(Dialect::Dkim, "from:subject", "Subject", Coverage::Duplicated);
        check(Dialect::Dkim, "from:subject:subject", "Subject", Coverage::Signed);
        check(Dialect::Dkim, "from", "Reply-To", Coverage::Absent);
        check(Dialect::Domainkeys, "from:from", "From", Coverage::Signed);
        check(Dialect::Domainkeys, "from:cc", "Cc", Coverage::Absent);
        check(Dialect::Domainkeys, "from:subject", "Subject", Coverage::Unsigned);
    }
}
