//! Who holds which right, and what is recorded, as somebody noted on two days.

use super::plot::{Held, House, Plot, Right, SNAPSHOTS};
use super::staff::{Account, Sort, Who};
use super::table::Table;
use super::truth::FileTruth;
use super::{File, told};

/// Rows that each mailbox bears by itself: user, rights, refused.
const BY_ITSELF: [(&str, &str, bool); 2] = [
    ("NT AUTHORITY\\SELF", "FullAccess, ReadPermission", false),
    ("NT AUTHORITY\\SYSTEM", "FullAccess", false),
];
/// And on premises: the servers, and administrators to whom it is refused.
const ON_PREMISES: [(&str, &str, bool); 3] = [
    ("HAUTES-TERRES\\Exchange Servers", "FullAccess", false),
    ("HAUTES-TERRES\\Domain Admins", "FullAccess", true),
    ("HAUTES-TERRES\\Organization Management", "FullAccess", true),
];

/// `Get-Mailbox | Get-MailboxPermission` on both days.
pub(super) fn permissions(plot: &Plot, house: House) -> [(File, FileTruth); 2] {
    let [first, second] = SNAPSHOTS.map(|day| plot.at((day, 9, 0)));
    [
        permissions_at(plot, house, "permissions-1.csv", first),
        permissions_at(plot, house, "permissions-2.csv", second),
    ]
}

fn permissions_at(plot: &Plot, house: House, name: &'static str, moment: i64) -> (File, FileTruth) {
    let columns = ["Identity", "User", "AccessRights", "IsInherited", "Deny", "InheritanceType", "AsOf"];
    let mut table = Table::of_type(
        "Selected.Microsoft.Exchange.Management.RecipientTasks.MailboxAcePresentationObject",
        &columns,
    );
    let as_of = format!("{}Z", crate::calendar::iso(moment));
    let mut rows = 0;
    for mailbox in plot.staff.mailboxes() {
        let identity = identity(plot.staff.get(mailbox), house);
        for cells in rows_of(plot, house, mailbox, moment) {
            let [user, rights, inherited, deny] = cells.each_ref().map(String::as_str);
            table.row(&[&identity, user, rights, inherited, deny, "All", &as_of]);
            rows += 1;
        }
    }
    let (file, truth) = told(name, "permission-snapshot", table.into_utf8(), rows);
    (file, FileTruth { irrelevant: None, ..truth })
}

/// User, rights, whether inherited, whether refused.
fn rows_of(plot: &Plot, house: House, mailbox: Who, moment: i64) -> Vec<[String; 4]> {
    let said = |flag: bool| if flag { "True" } else { "False" }.to_owned();
    let of_house = if house == House::OnPremises { ON_PREMISES.as_slice() } else { &[] };
    let product = BY_ITSELF.iter().chain(of_house).map(|(user, rights, deny)| {
        [(*user).to_owned(), (*rights).to_owned(), said(!user.ends_with("SELF")), said(*deny)]
    });
    let stands =
        |held: &&Held| held.on == Some(mailbox) && held.right == Right::FullAccess && held.stands_at(moment);
    let held = plot.held.iter().filter(stands).map(|held| {
        let user = user(plot.staff.get(held.holder), house);
        [user, "FullAccess".to_owned(), said(held.inherited), said(false)]
    });
    let refused = plot.attempts.iter().filter(|attempt| attempt.deny && attempt.on == mailbox);
    let refused = refused.map(|attempt| {
        let user = user(plot.staff.get(attempt.holder), house);
        [user, "FullAccess".to_owned(), said(false), said(true)]
    });
    product.chain(held).chain(refused).collect()
}

fn identity(account: &Account, house: House) -> String {
    if house == House::OnPremises { account.canonical_name() } else { account.login.clone() }
}

fn user(account: &Account, house: House) -> String {
    if house == House::OnPremises { account.windows_name() } else { account.address.clone() }
}

/// Whether acts on a mailbox are recorded, and which acts of delegates.
type Recording = fn(&Plot, Who) -> (bool, String);

/// `Get-Mailbox` on the first day: names that belong together, and what is recorded.
pub(super) fn mailboxes(plot: &Plot, house: House, recording: Recording) -> (File, FileTruth) {
    let columns = [
        "Name",
        "Alias",
        "SamAccountName",
        "UserPrincipalName",
        "PrimarySmtpAddress",
        "ExchangeGuid",
        "RecipientTypeDetails",
        "AuditEnabled",
        "AuditLogAgeLimit",
        "AuditDelegate",
        "ForwardingSmtpAddress",
        "GrantSendOnBehalfTo",
        "Identity",
        "AsOf",
    ];
    let mut table = Table::of_type("Selected.Microsoft.Exchange.Data.Directory.Management.Mailbox", &columns);
    let mut rows = 0;
    for who in plot.staff.mailboxes() {
        table.row(&mailbox(plot, house, who, recording(plot, who)));
        rows += 1;
    }
    let (file, truth) = told("mailboxes.csv", "audit-snapshot", table.into_utf8(), rows);
    // It tells of permissions, forwarding and recording at once.
    (file, FileTruth { form: None, irrelevant: None, ..truth })
}

fn mailbox(plot: &Plot, house: House, who: Who, (enabled, delegate): (bool, String)) -> [String; 14] {
    let account = plot.staff.get(who);
    let sort = if account.sort == Sort::Shared { "SharedMailbox" } else { "UserMailbox" };
    let on_behalf = plot.held.iter().find(|held| held.on == Some(who) && held.right == Right::SendOnBehalf);
    [
        account.name.clone(),
        account.login.clone(),
        account.login.clone(),
        account.address.clone(),
        account.address.clone(),
        account.guid.clone(),
        sort.to_owned(),
        if enabled { "True" } else { "False" }.to_owned(),
        "90.00:00:00".to_owned(),
        delegate,
        String::new(),
        on_behalf.map(|held| identity(plot.staff.get(held.holder), house)).unwrap_or_default(),
        identity(account, house),
        format!("{}Z", crate::calendar::iso(plot.at((SNAPSHOTS[0], 9, 0)))),
    ]
}
