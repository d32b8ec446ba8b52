//! Whether the times of a signature and of its mail fit each other.

use greffe_terms::Timestamp;

use crate::report::SignatureTime;
use crate::signature::Written;

/// Clocks are off, and a draft is signed when it is sent.
const BEFORE_SECONDS: i64 = 24 * 60 * 60;
const AFTER_SECONDS: i64 = 7 * 24 * 60 * 60;

/// Holds the times of a signature against the Date of its mail, and against the
/// moment of the question. Absent times fit.
pub(super) fn signature_time(
    written: &Written<'_>,
    date: Option<Timestamp>,
    now: Option<Timestamp>,
) -> SignatureTime {
    let (signed_at, expires_at) = (written.signed_at, written.expires_at);
    let follows = |(date, signed_at): (Timestamp, Timestamp)| {
        let seconds = signed_at.0.saturating_sub(date.0);
        (-BEFORE_SECONDS..=AFTER_SECONDS).contains(&seconds)
    };
    let expires_later = |(signed_at, expires_at): (Timestamp, Timestamp)| signed_at < expires_at;
    let is_future =
        |(signed_at, now): (Timestamp, Timestamp)| signed_at.0 > now.0.saturating_add(BEFORE_SECONDS);
    let plausible = date.zip(signed_at).is_none_or(follows)
        && signed_at.zip(expires_at).is_none_or(expires_later)
        && !signed_at.zip(now).is_some_and(is_future);
    SignatureTime { signed_at, expires_at, date, plausible }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headers::Headers;
    use crate::report::Dialect;

    #[test]
    fn times_fit_or_not() {
        let check =
            |signed_at: Option<i64>, expires_at: Option<i64>, date: Option<i64>, now: Option<i64>, expect| {
                let headers = Headers::split(b"Signature: a=b\n\n");
                let mut written = Written::read(&headers, 0, Dialect::Dkim);
                written.signed_at = signed_at.map(Timestamp);
                written.expires_at = expires_at.map(Timestamp);
                let time = signature_time(&written, date.map(Timestamp), now.map(Timestamp));
                assert_eq!(time.plausible, expect, "{signed_at:?} {expires_at:?} {date:?} {now:?}");
            };
        const DAY: i64 = 24 * 60 * 60;
        check(None, None, None, None, true);
        check(Some(DAY), Some(8 * DAY), Some(DAY), Some(99 * DAY), true);
        check(Some(8 * DAY), None, Some(DAY), None, true);
        check(Some(8 * DAY + 1), None, Some(DAY), None, false);
        check(Some(0), None, Some(DAY), None, true);
        check(Some(0), None, Some(DAY + 1), None, false);
        check(Some(DAY), Some(DAY), None, None, false);
        check(Some(9 * DAY), None, None, Some(DAY), false);
        check(Some(i64::MAX), None, Some(i64::MIN), Some(i64::MAX), false);
    }
}
