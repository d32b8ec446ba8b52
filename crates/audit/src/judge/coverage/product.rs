//! What the products record, as their makers document it.

use super::seen::Log;
use crate::model::{Form, Limit, Quality, Source};

/// Days that Exchange keeps its administrators' records unless somebody said otherwise.
const USUAL_DAYS: u32 = 90;

/// Whether files of this form tell of acts at all.
pub(super) fn is_log(form: Form) -> bool {
    use Form::*;
    let m365 = matches!(form, UnifiedCsv | UnifiedJson | OfficeActivity | CloudAppEvents | EntraAudit);
    let exchange = matches!(
        form,
        AdminAuditXml | AdminAuditCsv | AdminAuditCliXml | AdminAuditJson | MailboxAudit | Evtx
    );
    m365 || exchange || matches!(form, Google | Zimbra | Dovecot | Mapped)
}

/// What a log tells of its whole system.
pub(super) fn whole(source: &Source, log: Log) -> (Quality, Vec<Limit>) {
    let (quality, mut limits) = usual(source.form, log);
    if source.plateau {
        limits.push(Limit::StopsAtLimit);
    }
    if log.parameters_lost > 0 {
        limits.push(Limit::ParametersLost(log.parameters_lost));
    }
    if log.words_unknown > 0 {
        limits.push(Limit::WordsUnknown(log.words_unknown));
    }
    if source.years_by_file > 0 {
        limits.push(Limit::YearsByFile(source.years_by_file));
    }
    if source.tally.unreadable > 0 {
        limits.push(Limit::Unreadable(source.tally.unreadable));
    }
    (if source.plateau { Quality::Truncated } else { quality }, limits)
}

/// What logs of this form hold when nobody changed a setting.
pub(super) fn usual(form: Form, log: Log) -> (Quality, Vec<Limit>) {
    use Form::*;
    match form {
        AdminAuditXml | AdminAuditCsv | AdminAuditCliXml | AdminAuditJson => {
            (Quality::AdministrationOnly, vec![Limit::KeptDays(USUAL_DAYS)])
        }
        // An administrator who gave himself FullAccess is a delegate in this log.
        MailboxAudit => {
            let silent =
                [Limit::RecordingOffByDefault, Limit::FolderOpeningsOffByDefault, Limit::MessagesNotNamed];
            (Quality::Partial, silent.to_vec())
        }
        UnifiedCsv | UnifiedJson | OfficeActivity | CloudAppEvents if !log.openings => {
            (Quality::AdministrationOnly, vec![Limit::ReadingsUnseen])
        }
        Google => (Quality::AdministrationOnly, vec![Limit::ReadingNotRecorded]),
        Zimbra => (Quality::Partial, vec![Limit::GrantsSilent]),
        Dovecot if log.undetermined || !log.attributed => {
            (Quality::NotAttributable, vec![Limit::LoginsLookAlike, Limit::ServerCommandsSilent])
        }
        Dovecot => (Quality::Partial, vec![Limit::ServerCommandsSilent]),
        _ if log.openings => (Quality::Partial, Vec::new()),
        _ => (Quality::AdministrationOnly, Vec::new()),
    }
}
