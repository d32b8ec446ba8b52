//! What the system refused: a code for its usual answers, so that the floors above
//! can say them in a person's language, and its number for who wants to search for it.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::sync::Arc;

/// Numbers that [`ErrorKind`] has no name for; Linux and the BSDs agree on them.
const INPUT_OUTPUT: i32 = 5;
const TOO_MANY_FILES: [i32; 2] = [23, 24];

/// How the resolver's answer begins in the standard library, which gives it no kind and no number.
const NO_ADDRESS: &str = "failed to lookup address information";

/// Returns what the texts of an error mention when the system stands behind it: `cause`, its own
/// words; `refused`, the code of what it refused, unless it has none; `errno`, its number if it told one.
pub fn refused(error: &(dyn Error + 'static)) -> Vec<(&'static str, String)> {
    let Some(answer) = answer_behind(error) else { return Vec::new() };
    let code = code(answer).map(|code| ("refused", code.to_owned()));
    let number = answer.raw_os_error().map(|number| ("errno", number.to_string()));
    [("cause", answer.to_string())].into_iter().chain(code).chain(number).collect()
}

/// Returns the answer of the system among the causes of an error.
fn answer_behind<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    let causes = std::iter::successors(Some(error), |cause| (*cause).source());
    let answers = causes.filter_map(|cause| {
        cause.downcast_ref::<io::Error>().or_else(|| cause.downcast_ref::<Arc<io::Error>>().map(Arc::as_ref))
    });
    answers.last().map(innermost)
}

/// Returns what the system said: the index's engine wraps it in errors of its own.
pub(crate) fn innermost(error: &io::Error) -> &io::Error {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<io::Error>());
    inner.map_or(error, innermost)
}

/// Says whether more files are open than the system allows at once.
pub(crate) fn is_out_of_files(answer: &io::Error) -> bool {
    answer.raw_os_error().is_some_and(|number| TOO_MANY_FILES.contains(&number))
}

fn code(answer: &io::Error) -> Option<&'static str> {
    match answer.raw_os_error() {
        Some(INPUT_OUTPUT) => return Some("device"),
        _ if is_out_of_files(answer) => return Some("too-many-files"),
        _ => {}
    }
    Some(match answer.kind() {
        ErrorKind::NotFound => "not-found",
        ErrorKind::PermissionDenied => "denied",
        ErrorKind::AlreadyExists => "exists",
        ErrorKind::StorageFull => "full",
        ErrorKind::QuotaExceeded => "quota",
        ErrorKind::FileTooLarge => "too-large",
        ErrorKind::ReadOnlyFilesystem => "read-only",
        ErrorKind::IsADirectory => "directory",
        ErrorKind::NotADirectory => "not-a-directory",
        ErrorKind::InvalidFilename => "name",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "busy",
        ErrorKind::StaleNetworkFileHandle => "share-gone",
        ErrorKind::OutOfMemory => "memory",
        ErrorKind::UnexpectedEof => "end",
        ErrorKind::Interrupted => "interrupted",
        ErrorKind::ConnectionRefused => "connection-refused",
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected
        | ErrorKind::BrokenPipe => "connection-ended",
        // What a socket with a time limit answers.
        ErrorKind::TimedOut | ErrorKind::WouldBlock => "timed-out",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => "unreachable",
        ErrorKind::AddrNotAvailable => "not-an-own-address",
        _ if answer.to_string().starts_with(NO_ADDRESS) => "no-such-host",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_is_found_behind_what_others_say() {
        let check = |error: &(dyn Error + 'static), expect: &[(&str, &str)]| {
            let refused = refused(error);
            let told: Vec<_> = refused.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(told.get(1..).unwrap_or_default(), expect);
        };
        let system = io::Error::from_raw_os_error;
        let full = [("refused", "full"), ("errno", "28")];
        check(&system(28), &full);
        check(&Arc::new(system(28)), &full);
        check(&io::Error::other(io::Error::other(system(28))), &full);
        check(&crate::Error::Write { path: "a".into(), cause: system(28) }, &full);
        check(&system(5), &[("refused", "device"), ("errno", "5")]);
        check(&system(24), &[("refused", "too-many-files"), ("errno", "24")]);
        check(&io::Error::from(ErrorKind::UnexpectedEof), &[("refused", "end")]);
        check(&io::Error::other("failed to lookup address information: no"), &[("refused", "no-such-host")]);
        check(&io::Error::other("something else"), &[]);
        check(&crate::Error::NoMissingKeys, &[]);
    }
}
