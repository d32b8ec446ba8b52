//! Configurations of every sort: what stands in them.

use super::super::tried::{said, tried_as};
use crate::model::{Evidence, Flags, Form, Target};

fn stands(evidence: &Evidence) -> Vec<String> {
    let line = |standing: &crate::model::Standing| {
        let whose = match standing.target {
            Target::Mailbox(name) => evidence.names.text(name).to_owned(),
            Target::Scope(name) => format!("scope {}", evidence.names.text(name)),
            Target::All => "*".to_owned(),
            Target::None => "-".to_owned(),
        };
        let deny = if standing.flags.has(Flags::DENY) { " refused" } else { "" };
        let [holder, right] = [standing.beneficiary, standing.right].map(|name| said(evidence, Some(name)));
        format!("{holder} | {whose} | {right} | {:?}{deny}", standing.power)
    };
    evidence.standing.iter().map(line).collect()
}

fn check(path: &str, text: &str, expect: &[&str]) -> Evidence {
    let evidence = tried_as(path, text);
    assert_eq!(evidence.sources[0].form, Form::Configuration, "{text}");
    assert_eq!(stands(&evidence), expect, "{text}");
    evidence
}

#[test]
fn master_users_of_dovecot_stand_on_every_mailbox() {
    let text = "# 2.3.19.1 (9b53102964): /etc/dovecot/dovecot.conf\n\
        auth_master_user_separator=*\n\
        login_log_format_elements = user=<%u> auth_user=<%{auth_user}> rip=%r\n\
        passdb { \n driver=passwd-file\n args=/etc/dovecot/master\n master=yes\n}\n\
        passdb {\n driver = pam\n}\n\
        passdb passwd-file {\n master = yes\n passwd_file_path = /etc/dovecot/m2\n}\n";
    let evidence = check(
        "x",
        text,
        &[
            "passwd-file:/etc/dovecot/master | * | master user | Impersonate",
            "passwd-file:/etc/dovecot/m2 | * | master user | Impersonate",
        ],
    );
    assert!(said(&evidence, evidence.audit_states[0].admin).contains("%{auth_user}"));
}

#[test]
fn a_stock_login_format_is_no_record_of_masters() {
    let evidence =
        check("x", "mail_location = maildir:~\nlogin_log_format_elements = user=<%u> rip=%r\n", &[]);
    assert!(evidence.audit_states.is_empty());
}

#[test]
fn acl_files_are_their_folders() {
    let text = "user=dsi@r.example lr\nowner lrwstipekxacd\n-user=x@r.example r\ngroup=it lri\nanyone p\n\"user=a b\" lookup read\n";
    check(
        "backup/mail/elue@r.example/.Archive/dovecot-acl",
        text,
        &[
            "dsi@r.example | elue@r.example | lr Archive | OpenFolder",
            "x@r.example | elue@r.example | r Archive | OpenFolder refused",
            "it | elue@r.example | lri Archive | OpenFolder",
            "anyone | elue@r.example | p Archive | None",
            "a b | elue@r.example | lookup read Archive | OpenFolder",
        ],
    );
    check("srv/melue/Maildir/dovecot-acl", "user=dsi lr\n", &["dsi | melue | lr INBOX | OpenFolder"]);
    check("dovecot-acl", "user=dsi lr\n", &["dsi | - | lr INBOX | OpenFolder"]);
}

#[test]
fn postfix_copies_mail() {
    check(
        "x",
        "myhostname = mx.r.example\n# always_bcc = no@r.example\nalways_bcc = dsi@r.example\nsender_bcc_maps = hash:/etc/postfix/s, static:b@r.example\nrecipient_bcc_maps =\n",
        &[
            "dsi@r.example | * | always_bcc | Divert",
            "hash:/etc/postfix/s | scope hash:/etc/postfix/s | sender_bcc_maps | Divert",
            "b@r.example | * | sender_bcc_maps | Divert",
        ],
    );
    check(
        "x",
        "# copies\nelue@r.example   dsi@r.example\n@r.example\tall@r.example\nb@r.example b@r.example, c@r.example\n",
        &[
            "dsi@r.example | elue@r.example | address map | Divert",
            "all@r.example | scope @r.example | address map | Divert",
            "c@r.example | b@r.example | address map | Divert",
        ],
    );
}

#[test]
fn exim_copies_and_lets_go_on() {
    check(
        "x",
        "system_filter = /etc/exim/filter\nbegin routers\ncopy:\n  driver = redirect\n  data = dsi@r.example\n  unseen\n  condition = ${if eq{$sender_address}{elue@r.example}}\nplain:\n  driver = redirect\n  data = $local_part@else.example\nlast:\n  unseen = yes\n  data = b@r.example\n",
        &[
            "/etc/exim/filter | scope /etc/exim/filter | system_filter | Divert",
            "dsi@r.example | scope ${if eq{$sender_address}{elue@r.example}} | router copy | Divert",
            "b@r.example | * | router last | Divert",
        ],
    );
}

#[test]
fn cyrus_has_admins_and_acls() {
    check(
        "x",
        "configdirectory: /var/lib/imap\nadmins: cyrus dsi\nproxyservers: murder\n",
        &[
            "cyrus | * | admins | Administer",
            "dsi | * | admins | Administer",
            "murder | * | proxyservers | Impersonate",
        ],
    );
    check(
        "x",
        "localhost> lam user.elue\nelue lrswipkxtecda\ndsi lrs\nanyone p\n",
        &["dsi | elue | lrs user.elue | OpenFolder", "anyone | elue | p user.elue | None"],
    );
    check(
        "x",
        "user/e.lue@r.example\t0 default e.lue@r.example lrswipkxtecda group:it lr\n",
        &["it | e.lue@r.example | lr user/e.lue@r.example | OpenFolder"],
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "(passdb \\{\n|begin routers\n|user/[a-z]{0,3}\t|admins: |lam |[a-z=:@ {}\n-]){0,40}") {
        tried_as("a/b", &text);
    }
}
