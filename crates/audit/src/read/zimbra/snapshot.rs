//! Snapshots: `zmprov ga`, `zmprov -l gaa -v`, `zmprov getGrants`.

use std::io::{self, BufRead};

use super::super::lines::{Line, Lines};
use super::super::sink::Sink;
use super::command::{ADMINISTERING, DIVERTING};
use super::rights::{Ace, is_group, power_of, power_of_share};
use crate::model::{Flags, Name, Path, Power, Standing, Target, Why};

/// Whether a line begins the attributes of an account.
pub(super) fn is_account(line: &str) -> bool {
    line.strip_prefix("# name ").is_some_and(|name| name.contains('@') && !name.trim().contains(' '))
}

/// Whether a line is the header of `getGrants`.
pub(super) fn is_grants(line: &str) -> bool {
    line.starts_with("target type") && line.contains("grantee type") && line.trim_end().ends_with("right")
}

/// Reads the attributes of accounts, or a list of grants: each line is a record.
pub(super) fn read(text: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut lines = Lines::new(text);
    let mut account: Option<Name> = None;
    let mut in_grants = false;
    while let Some((record, line)) = lines.next()? {
        let Line::Text(line) = line else {
            sink.unreadable(record, Why::TooLarge);
            continue;
        };
        if is_account(line) {
            (account, in_grants) = (line.strip_prefix("# name ").map(|name| sink.name(name)), false);
            sink.irrelevant(None);
        } else if is_grants(line) {
            in_grants = true;
            sink.irrelevant(None);
        } else if in_grants {
            grant(record, line, sink);
        } else if let Some(account) = account {
            attribute(record, line, account, sink);
        } else {
            sink.irrelevant(None);
        }
    }
    Ok(())
}

fn grant(record: u64, line: &str, sink: &mut Sink<'_>) {
    let words: Vec<&str> = line.split_whitespace().take(8).collect();
    if line.starts_with("---") {
        return sink.irrelevant(None);
    }
    let (target, kind, grantee, right) = match words[..] {
        [of, _, target, kind, _, grantee, right] => (target_of(of, target, sink), kind, grantee, right),
        // The global target has neither id nor name.
        ["global", kind, _, grantee, right] => (Target::All, kind, grantee, right),
        _ => return sink.unreadable(record, Why::Missing),
    };
    let (right, refused) = right.strip_prefix('-').map_or((right, false), |right| (right, true));
    let right = right.trim_start_matches(['+', '*']);
    let beneficiary = sink.name(grantee);
    let mut standing = stands(record, beneficiary, target, right, power_of(right), sink);
    if refused {
        standing.flags = Flags::DENY;
    }
    if is_group(kind) {
        standing.path = Path::Group(beneficiary);
        standing.flags = standing.flags.with(Flags::BY_GROUP);
    }
    sink.standing(standing);
}

fn target_of(kind: &str, name: &str, sink: &mut Sink<'_>) -> Target {
    match kind {
        "account" | "calresource" => Target::Mailbox(sink.name(name)),
        "global" | "config" | "globalgrant" => Target::All,
        _ => Target::Scope(sink.name(name)),
    }
}

fn attribute(record: u64, line: &str, account: Name, sink: &mut Sink<'_>) {
    let Some((attribute, value)) = line.split_once(": ") else { return sink.irrelevant(None) };
    let value = value.trim();
    if attribute.to_lowercase().contains("password") && is_clear(value) {
        sink.dropped_secret();
    }
    let standing = if DIVERTING.contains(&attribute) {
        Some(diverted(record, account, attribute, value, sink))
    } else if ADMINISTERING.contains(&attribute) && value.eq_ignore_ascii_case("TRUE") {
        Some(stands(record, account, Target::All, attribute, Power::Administer, sink))
    } else if attribute == "zimbraACE" {
        ace(record, account, value, sink)
    } else if attribute == "zimbraSharedItem" {
        share(record, account, value, sink)
    } else {
        if matches!(attribute, "zimbraId" | "zimbraMailAlias") {
            let other = sink.name(value);
            sink.same(account, other);
        }
        None
    };
    match standing {
        Some(standing) => sink.standing(standing),
        None => sink.irrelevant(None),
    }
}

/// A hash or a mask is not in clear; a policy (`zimbraPasswordMinLength`) is no password.
fn is_clear(value: &str) -> bool {
    let is_policy = value.bytes().all(|octet| octet.is_ascii_digit()) || matches!(value, "TRUE" | "FALSE");
    !is_policy && !value.starts_with('{') && !value.starts_with("VALUE-BLOCKED") && !value.contains('Z')
}

fn diverted(record: u64, account: Name, attribute: &str, value: &str, sink: &mut Sink<'_>) -> Standing {
    let to = sink.name(value);
    let standing = stands(record, to, Target::Mailbox(account), attribute, Power::Divert, sink);
    Standing { destination: Some(to), ..standing }
}

fn ace(record: u64, account: Name, value: &str, sink: &mut Sink<'_>) -> Option<Standing> {
    let ace = Ace::parse(value)?;
    let beneficiary = sink.name(ace.grantee);
    let target = Target::Mailbox(account);
    let standing = stands(record, beneficiary, target, ace.right, power_of(ace.right), sink);
    let path = if is_group(ace.kind) { Path::Group(beneficiary) } else { Path::Direct };
    Some(Standing { path, flags: ace.flags(), ..standing })
}

/// `granteeId:…;granteeName:…;granteeType:usr;folderId:2;folderPath:/Inbox;…;rights:r;type:folder;`.
fn share(record: u64, account: Name, value: &str, sink: &mut Sink<'_>) -> Option<Standing> {
    let field = |name: &str| {
        let fields = value.split(';').filter_map(|field| field.split_once(':'));
        fields
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
    };
    let grantee = field("granteeName").or_else(|| field("granteeId"))?;
    let letters = field("rights")?;
    let beneficiary = sink.name(grantee);
    let right = format!("{letters} {}", field("folderPath").unwrap_or("?"));
    let standing =
        stands(record, beneficiary, Target::Mailbox(account), &right, power_of_share(letters), sink);
    let group = field("granteeType").is_some_and(is_group);
    let path = if group { Path::Group(beneficiary) } else { Path::Direct };
    let flags = if group { Flags::BY_GROUP } else { Flags::default() };
    Some(Standing { path, flags, ..standing })
}

fn stands(
    record: u64,
    beneficiary: Name,
    target: Target,
    right: &str,
    power: Power,
    sink: &mut Sink<'_>,
) -> Standing {
    Standing {
        source: sink.source(),
        record,
        as_of: None,
        beneficiary,
        target,
        right: sink.name(right),
        power,
        path: Path::Direct,
        destination: None,
        flags: Flags::default(),
    }
}
