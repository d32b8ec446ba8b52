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
