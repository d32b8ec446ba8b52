//! Administrative roles and the groups that hold them: rights on every mailbox at once.

use super::{Cmdlet, Meaning, Whose, identity};
use crate::model::{Class, Flags, Power};
use crate::read::exchange::parameters::{Parameters, list};

pub(super) fn means<'p>(cmdlet: &Cmdlet, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    match cmdlet.parts() {
        ("new", "managementroleassignment") => vec![assigned(given)],
        ("remove", "managementroleassignment") => unassigned(given).into_iter().collect(),
        ("set", "managementroleassignment") if given.switch("Enabled") == Some(false) => {
            unassigned(given).into_iter().collect()
        }
        ("add", "rolegroupmember") => members(Class::Grant, given, &["Member"]),
        ("remove", "rolegroupmember") => members(Class::Revoke, given, &["Member"]),
        ("update", "rolegroupmember") => replaced(given),
        ("add", "distributiongroupmember") => listed(members(Class::Grant, given, &["Member"])),
        ("remove", "distributiongroupmember") => listed(members(Class::Revoke, given, &["Member"])),
        ("update", "distributiongroupmember") => listed(replaced(given)),
        ("new", "rolegroup") => founded(given),
        ("remove", "rolegroup") => vec![group(Class::Revoke, identity(given), None)],
        ("add", "ediscoverycaseadmin") => case_admin(Class::Grant, given, &["User"]),
        ("remove", "ediscoverycaseadmin") => case_admin(Class::Revoke, given, &["User"]),
        ("add", "compliancecasemember") => case_admin(Class::Grant, given, &["Member"]),
        ("remove", "compliancecasemember") => case_admin(Class::Revoke, given, &["Member"]),
        _ => Vec::new(),
    }
}

/// Roles that open mailboxes or let one open them, with what they let one do.
const ROLES: &[(&str, Power)] = &[
    ("ApplicationImpersonation", Power::Impersonate),
    ("Application EWS.AccessAsApp", Power::Impersonate),
    ("Application Exchange Full Access", Power::Impersonate),
    ("Application Mail Full Access", Power::Impersonate),
    ("Application Mail.ReadWrite", Power::Impersonate),
    ("Application Mail.Read", Power::Impersonate),
    ("Application Mail.Send", Power::SendAs),
    ("Mailbox Search", Power::SearchAll),
    ("MailboxSearchApplication", Power::SearchAll),
    ("Mailbox Import Export", Power::ExportAll),
    ("Mail Recipients", Power::Administer),
    ("Active Directory Permissions", Power::Administer),
    ("Role Management", Power::Administer),
    ("Security Group Creation and Membership", Power::Administer),
    ("Unscoped Role Management", Power::Administer),
    ("Transport Rules", Power::Divert),
    ("Journaling", Power::Divert),
];

/// What an administrative role lets one do on mailboxes; a custom role's name tells nothing.
pub(in crate::read::exchange) fn role_power(role: &str) -> Power {
    let known = ROLES.iter().find(|(name, _)| name.eq_ignore_ascii_case(role.trim()));
    known.map_or(Power::None, |(_, power)| *power)
}

/// What members of a group of roles may do; by the names that Exchange and Active Directory gave them.
///
/// The name may come with a domain before it or as a path.
pub(in crate::read::exchange) fn group_power(group: &str) -> Power {
    let name = group.rsplit(['/', '\\']).next().unwrap_or(group).trim().to_ascii_lowercase();
    let name = name.strip_prefix("cn=").and_then(|dn| dn.split(',').next()).unwrap_or(&name);
    match name {
        "organization management"
        | "recipient management"
        | "exchange trusted subsystem"
        | "exchange windows permissions"
        | "exchange servers"
        | "exchange organization administrators"
        | "exchange recipient administrators"
        | "organizationmanagement" => Power::Administer,
        "discovery management" | "ediscovery manager" | "ediscoverymanager" => Power::SearchAll,
        "records management" | "compliance management" => Power::Divert,
        _ if name.contains("impersonation") => Power::Impersonate,
        _ => Power::None,
    }
}

fn assigned<'p>(given: &'p Parameters<'_>) -> Meaning<'p> {
    const SCOPES: &[&str] = &[
        "CustomRecipientWriteScope",
        "CustomResourceScope",
        "RecipientOrganizationalUnitScope",
        "ExclusiveRecipientWriteScope",
        "RecipientAdministrativeUnitScope",
        "RecipientGroupScope",
        "RecipientRelativeWriteScope",
    ];
    let role = given.first(&["Role"]).unwrap_or("");
    let whose = given.first(SCOPES).map_or(Whose::All, Whose::Scope);
    let power = role_power(role);
    // Roles given by policy are every user's own settings.
    let own_settings = given.first(&["Policy"]).is_some();
    let class = match power {
        Power::None if own_settings || !given.lost() => Class::Other,
        _ => Class::Grant,
    };
    let group = given.first(&["SecurityGroup"]);
    Meaning::new(class, power, whose)
        .right(role)
        .to(given.first(&["User", "App"]).or(group).or(given.first(&["Policy", "Computer"])))
        .flag(if group.is_some() { Flags::BY_GROUP } else { Flags::default() })
}

/// What a record says of a role assignment, which is given with parameters and taken by its name.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read::exchange) enum Assignment<'p> {
    /// A role that opens mailboxes was given.
    Given { name: &'p str, role: &'p str, holder: &'p str },
    /// An assignment ended.
    Taken { name: &'p str },
}

/// Reads what a cmdlet does to a role assignment.
pub(in crate::read::exchange) fn assignment<'p>(
    operation: &str,
    given: &'p Parameters<'_>,
) -> Option<Assignment<'p>> {
    match Cmdlet::parse(operation)?.parts() {
        ("new", "managementroleassignment") => {
            let name = given.first(&["Name"]).or_else(|| given.modified_object())?;
            let role = given.first(&["Role"]).filter(|role| role_power(role) != Power::None)?;
            let holder = given.first(&["User", "App", "SecurityGroup"])?;
            Some(Assignment::Given { name, role, holder })
        }
        ("remove", "managementroleassignment") => identity(given).map(|name| Assignment::Taken { name }),
        _ => None,
    }
}

/// An assignment is removed by its own name, which begins with the role's unless somebody named it.
fn unassigned<'p>(given: &'p Parameters<'_>) -> Option<Meaning<'p>> {
    let name = identity(given)?;
    let bare = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let known = ROLES.iter().find_map(|(role, power)| {
        let rest = strip_prefix_ignoring_case(bare, role)?;
        let holder = rest.strip_prefix('-').filter(|holder| !holder.is_empty());
        (holder.is_some() || rest.is_empty()).then_some((*role, *power, holder))
    });
    Some(match known {
        Some((role, power, holder)) => Meaning::new(Class::Revoke, power, Whose::All).right(role).to(holder),
        // Which role ended, and whose, is not in the record.
        None => Meaning::new(Class::Revoke, Power::None, Whose::All).right(name).flag(Flags::PARAMETERS_LOST),
    })
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}

fn group<'p>(class: Class, name: Option<&'p str>, member: Option<&'p str>) -> Meaning<'p> {
    let name = name.unwrap_or("");
    Meaning::new(class, group_power(name), Whose::All).right(name).to(member).flag(Flags::BY_GROUP)
}

fn members<'p>(class: Class, given: &'p Parameters<'_>, parameter: &[&str]) -> Vec<Meaning<'p>> {
    let named = given.first(parameter).map(list).unwrap_or_default();
    match named.is_empty() {
        true => vec![group(class, identity(given), None)],
        false => named.into_iter().map(|member| group(class, identity(given), Some(member))).collect(),
    }
}

/// Groups that rights on mailboxes can be given to: membership opens what the group holds, and nothing
/// by itself, whatever the group is called.
fn listed(mut meanings: Vec<Meaning<'_>>) -> Vec<Meaning<'_>> {
    for meaning in &mut meanings {
        (meaning.power, meaning.whose) = (Power::None, Whose::Untold);
    }
    meanings
}

/// The whole list was replaced: who is in is told, who lost membership is not.
fn replaced<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let mut meanings = match given.first(&["Members"]) {
        Some(_) => members(Class::Grant, given, &["Members"]),
        None => Vec::new(),
    };
    meanings.push(group(Class::Other, identity(given), None).flag(Flags::PARAMETERS_LOST));
    meanings
}

/// A new group with roles and members at once: each member has the strongest of its roles.
fn founded<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let name = given.first(&["Name"]).or_else(|| given.modified_object()).unwrap_or("");
    let roles = given.first(&["Roles"]).map(list).unwrap_or_default();
    let members = given.first(&["Members"]).map(list).unwrap_or_default();
    let power = roles.iter().map(|role| role_power(role)).find(|power| *power != Power::None);
    let power = power.unwrap_or_else(|| group_power(name));
    let whose = given.first(&["CustomRecipientWriteScope"]).map_or(Whose::All, Whose::Scope);
    let member = |class, who| Meaning::new(class, power, whose).right(name).to(who).flag(Flags::BY_GROUP);
    match members.is_empty() {
        true => vec![member(Class::Other, None)],
        false => members.into_iter().map(|who| member(Class::Grant, Some(who))).collect(),
    }
}

fn case_admin<'p>(class: Class, given: &'p Parameters<'_>, parameter: &[&str]) -> Vec<Meaning<'p>> {
    let case = given.first(&["Case"]).unwrap_or("eDiscovery");
    vec![Meaning::new(class, Power::SearchAll, Whose::All).right(case).to(given.first(parameter))]
}
