//! What could not be established, gathered from every judge, and the export that would settle it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::judge::{Case, intervals};
use crate::model::{
    AccountId, Answered, Coverage, Export, Form, Gap, Limit, Name, Path, SourceId, System, Zones,
};

/// Gaps in the making.
#[derive(Default)]
struct Gaps(BTreeMap<(Limit, System), Gap>);

/// Every gap, by reason and system.
pub(crate) fn of(case: &Case<'_>, coverage: &[Coverage], answers: &[Answered], zones: &Zones) -> Vec<Gap> {
    let mut gaps = Gaps::default();
    for log in coverage {
        let system = case.acts.system(log.source);
        for limit in &log.limits {
            let gap = gaps.about(*limit, system);
            gap.sources.push(log.source);
            gap.span =
                Some(gap.span.map_or((log.from_ms, log.to_ms), |(from, to)| {
                    (from.min(log.from_ms), to.max(log.to_ms))
                }));
            // What a log cannot tell at all concerns every mailbox; the rest, those that it speaks of.
            gap.mailboxes.extend(log.mailbox);
        }
    }
    for answered in answers {
        let system = system_of(case, answered);
        for limit in &answered.limits {
            gaps.about(*limit, system).mailboxes.extend(answered.mailbox);
        }
    }
    of_the_whole(case, zones, &mut gaps);
    gaps.done(case)
}

impl Gaps {
    fn about(&mut self, limit: Limit, system: System) -> &mut Gap {
        self.0.entry((limit, system)).or_insert_with(|| Gap {
            limit,
            system,
            sources: Vec::new(),
            mailboxes: Vec::new(),
            span: None,
            settled_by: settled_by(limit, system),
        })
    }

    fn done(self, case: &Case<'_>) -> Vec<Gap> {
        let known = case.acts.accounts.list.iter().filter(|account| account.mailbox).count();
        let mut gaps: Vec<Gap> = self.0.into_values().collect();
        for gap in &mut gaps {
            gap.sources.sort_unstable();
            gap.sources.dedup();
            gap.mailboxes.sort_unstable();
            gap.mailboxes.dedup();
            if gap.mailboxes.len() == known {
                gap.mailboxes.clear();
            }
        }
        gaps
    }
}

fn system_of(case: &Case<'_>, answered: &Answered) -> System {
    let interval = answered.intervals.first().and_then(|place| case.intervals.get(*place));
    let used = answered.evidence.first().map(|(source, _)| case.acts.system(*source));
    interval.map(|interval| interval.system).or(used).unwrap_or_default()
}

/// What is missing beside every log: kinds of input, names, zones.
fn of_the_whole(case: &Case<'_>, zones: &Zones, gaps: &mut Gaps) {
    let evidence = case.acts.evidence;
    let system = main_system(case);
    let any = |wanted: fn(Form) -> bool| evidence.sources.iter().any(|source| wanted(source.form));
    let mut missing = |limit: Limit, is: bool| {
        if is {
            gaps.about(limit, system);
        }
    };
    missing(Limit::NoAdministrationLog, !any(intervals::records_administration));
    missing(Limit::NoSnapshot, !any(|form| matches!(form, Form::PermissionSnapshot | Form::Configuration)));
    missing(Limit::NoDirectory, evidence.people.is_empty());
    missing(Limit::NoApprovals, evidence.approvals.is_empty());
    missing(Limit::MembersUnknown, group_without_members(case));
    let unresolved = case.acts.accounts.unresolved;
    missing(Limit::NamesUnresolved(unresolved), unresolved > 0 && !evidence.people.is_empty());
    let tenants = evidence.tenants.len();
    missing(Limit::SeveralTenants(tenants as u64), tenants > 1);
    if !zones.assumed.is_empty() {
        let assumed = zones.assumed.iter().map(|(_, count)| count).sum();
        let files = zones.assumed.iter().map(|(source, _)| *source);
        gaps.about(Limit::ZonesAssumed(assumed), system).sources.extend(files);
    }
    let undated: BTreeSet<SourceId> =
        evidence.standing.iter().filter(|row| row.as_of.is_none()).map(|row| row.source).collect();
    if !undated.is_empty() {
        gaps.about(Limit::SnapshotUndated, system).sources.extend(undated);
    }
}

/// The system that most files are of.
fn main_system(case: &Case<'_>) -> System {
    let mut counts: BTreeMap<System, usize> = BTreeMap::new();
    for source in &case.acts.evidence.sources {
        if let Some(system) = System::of(source.form) {
            *counts.entry(system).or_default() += 1;
        }
    }
    let snapshots = case.intervals.first().map(|interval| interval.system);
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(system, _)| system)
        .or(snapshots)
        .unwrap_or_default()
}

fn group_without_members(case: &Case<'_>) -> bool {
    let through = |path: Path| match path {
        Path::Group(group) | Path::Role(group) => Some(group),
        _ => None,
    };
    let with_members: HashSet<Name> =
        case.intervals.iter().filter_map(|interval| through(interval.path)).collect();
    let holders: BTreeSet<AccountId> = case.rights().map(|(_, right)| right.beneficiary).collect();
    holders.into_iter().any(|holder| {
        let names = &case.acts.accounts.account(holder).names;
        is_group(case, names) && !names.iter().any(|name| with_members.contains(name))
    })
}

/// A group, by the names that the products gave theirs.
fn is_group(case: &Case<'_>, names: &[Name]) -> bool {
    const GROUPS: [&str; 12] = [
        "domain admins",
        "enterprise admins",
        "administrators",
        "domain users",
        "everyone",
        "default",
        "organization management",
        "recipient management",
        "discovery management",
        "help desk",
        "exchange organization administrators",
        "exchange recipient administrators",
    ];
    let named = |name: &Name| {
        let text = case.acts.text(*name).to_lowercase();
        let own = text.rsplit(['\\', '/']).next().unwrap_or(&text).to_owned();
        GROUPS.contains(&own.as_str())
    };
    names.iter().any(named)
}

/// The exports that would settle a gap, the best first.
fn settled_by(limit: Limit, system: System) -> Vec<Export> {
    use Export::*;
    use System::{Dovecot, Exchange, Google, M365, Zimbra};
    match (limit, system) {
        (Limit::NoOpeningLog | Limit::OutsideLog, Exchange) => {
            vec![MailboxAuditLog, AuditStatus, WebServerLogs]
        }
        (Limit::NoOpeningLog | Limit::OutsideLog | Limit::ReadingsUnseen, M365) => {
            vec![UnifiedAuditLog, AuditStatus]
        }
        (Limit::NoOpeningLog | Limit::OutsideLog, Dovecot) => vec![DovecotLoginFormat, DovecotConfiguration],
        (Limit::NoOpeningLog | Limit::OutsideLog | Limit::ReadingNotRecorded, Google) => {
            vec![GoogleReports, GoogleDelegates]
        }
        (Limit::NoOpeningLog | Limit::OutsideLog, _) => vec![WholeFile],
        (Limit::NoAdministrationLog, M365) => vec![UnifiedAuditLog],
        (Limit::NoAdministrationLog, Google) => vec![GoogleReports],
        (Limit::NoAdministrationLog, Zimbra) => vec![ZimbraGrants],
        (Limit::NoAdministrationLog, Dovecot) => vec![DovecotConfiguration, ServerCommands],
        (Limit::NoAdministrationLog, _) => vec![AdminAuditLog, ManagementEventLog],
        (Limit::NoSnapshot | Limit::SnapshotUndated, Google) => vec![GoogleDelegates],
        (Limit::NoSnapshot | Limit::SnapshotUndated, Zimbra) => vec![ZimbraGrants],
        (Limit::NoSnapshot | Limit::SnapshotUndated, Dovecot) => vec![DovecotConfiguration],
        (Limit::NoSnapshot | Limit::SnapshotUndated, _) => vec![Permissions, ManagementRoles],
        (Limit::RecordingOffByDefault | Limit::FolderOpeningsOffByDefault, _) => {
            vec![AuditStatus, WebServerLogs]
        }
        (Limit::RecordingOff | Limit::MessagesNotNamed, Exchange) => vec![WebServerLogs],
        (Limit::RecordingOff | Limit::Throttled, _) => vec![AuditStatus],
        (Limit::KeptDays(_), _) => vec![ManagementEventLog, WebServerLogs],
        (Limit::StopsAtLimit, M365) => vec![UnifiedAuditLog],
        (Limit::StopsAtLimit | Limit::Unreadable(_), _) => vec![WholeFile],
        (Limit::WordsUnknown(_), _) => vec![GoogleReports],
        (Limit::YearsByFile(_), _) => vec![WholeFile],
        (Limit::ParametersLost(_), Exchange) => vec![AdminAuditLog, ManagementEventLog],
        (Limit::ParametersLost(_), _) => vec![UnifiedAuditLog, WholeFile],
        (Limit::LoginsLookAlike, _) => vec![DovecotConfiguration, DovecotLoginFormat, ServerCommands],
        (Limit::ServerCommandsSilent, _) => vec![ServerCommands, DovecotConfiguration],
        (Limit::GrantsSilent, _) => vec![ZimbraGrants, ServerCommands],
        (Limit::Bypassed(_), _) => vec![AuditBypass, WebServerLogs],
        (Limit::MembersUnknown, _) => vec![GroupMembers, ManagementRoles],
        (Limit::NoDirectory | Limit::NamesUnresolved(_) | Limit::SeveralTenants(_), _) => vec![Directory],
        (Limit::NoApprovals, _) => vec![Approvals],
        (Limit::ReadingsUnseen, _) => vec![UnifiedAuditLog],
        (Limit::ReadingNotRecorded | Limit::MessagesNotNamed | Limit::ZonesAssumed(_), _) => Vec::new(),
    }
}
