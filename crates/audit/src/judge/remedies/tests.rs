//! Commands, on evidence built by hand.

use crate::judge::built::{ADMIN_LOG, Built};
use crate::judge::judge;
use crate::model::*;

fn lines(built: Built) -> Vec<String> {
    let audit = judge(built.evidence, &Question::new(1000));
    audit.remedies.iter().filter_map(Remedy::line).collect()
}

#[test]
fn what_stands_has_a_command_and_what_ended_has_none() {
    let mut built = Built::new();
    built.grant("admin@corp.example", "dsi@corp.example", "ann@corp.example", 10);
    built.grant("admin@corp.example", "dsi@corp.example", "bob@corp.example", 10);
    built.revoke("admin@corp.example", "dsi@corp.example", "bob@corp.example", 20);
    let expected = "Remove-MailboxPermission -Identity 'ann@corp.example' -User 'dsi@corp.example' \
                    -AccessRights 'FullAccess'";
    assert_eq!(lines(built), [expected]);
}

#[test]
fn a_name_from_a_log_stays_a_name() {
    let mut built = Built::new();
    built.grant("admin@corp.example", "x'; Remove-Mailbox 'all", "ann@corp.example", 10);
    built.grant("admin@corp.example", "y’; Remove-Mailbox ’all", "ann@corp.example", 10);
    built.grant("admin@corp.example", "z\nRemove-Mailbox", "ann@corp.example", 10);
    let lines = lines(built);
    assert_eq!(lines.len(), 2, "a name with a line break makes no command");
    assert!(lines[0].contains("-User 'x''; Remove-Mailbox ''all'"), "{}", lines[0]);
    assert!(lines[1].contains("-User 'y’’; Remove-Mailbox ’’all'"), "{}", lines[1]);
}

#[test]
fn each_sort_of_right_has_its_own_command() {
    let cases = [
        (Power::SendOnBehalf, "GrantSendOnBehalfTo", false, "@{Remove='dsi@corp.example'}"),
        (Power::OpenFolder, "Reviewer:\\Inbox", false, "-Identity 'ann@corp.example:\\Inbox'"),
        (Power::SendAs, "SendAs", false, "Remove-ADPermission -Identity 'ann@corp.example'"),
        (Power::Impersonate, "ApplicationImpersonation", true, "-Role 'ApplicationImpersonation'"),
        (
            Power::SearchAll,
            "Discovery Management",
            true,
            "Remove-RoleGroupMember -Identity 'Discovery Management'",
        ),
    ];
    for (power, right, all, expected) in cases {
        let mut built = Built::new();
        let right = built.name(right);
        let event = built.grant("admin@corp.example", "dsi@corp.example", "ann@corp.example", 10);
        (event.power, event.right) = (power, Some(right));
        if all {
            event.target = Target::All;
        }
        assert_eq!(event.source, ADMIN_LOG);
        let lines = lines(built);
        assert!(lines.iter().any(|line| line.contains(expected)), "{expected}: {lines:?}");
    }
}
