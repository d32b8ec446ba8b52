//! Identities, on evidence built by hand.

use super::*;
use crate::judge::built::Built;

fn same(built: &Built, accounts: &Accounts, one: &str, other: &str) -> bool {
    let at = |text: &str| {
        let name = built.evidence.names.find(text).unwrap_or_else(|| panic!("`{text}` is not there"));
        accounts.at(name, 0).unwrap_or_else(|| panic!("`{text}` names nobody"))
    };
    at(one) == at(other)
}

#[test]
fn records_tie_names_across_their_spellings() {
    let mut built = Built::new();
    built.same("S-1-5-21-1-2-3-1104", "david@corp.example");
    built.same("CORP\\david", "s-1-5-21-1-2-3-1104");
    built.same("CN=David Martin,OU=Users,DC=corp,DC=example", "CORP\\DAVID");
    built.opens("corp.example/Users/David Martin", "David@Corp.Example");
    let accounts = resolve(&built.evidence, None);
    for other in ["CORP\\david", "David@Corp.Example", "corp.example/Users/David Martin"] {
        assert!(same(&built, &accounts, "david@corp.example", other), "{other}");
    }
    assert_eq!(accounts.list.len(), 1);
}

#[test]
fn two_people_of_one_display_name_stay_two() {
    let mut built = Built::new();
    built.person("j.martin@corp.example").display("Jean Martin");
    built.person("jean.martin2@corp.example").display("Jean Martin");
    built.opens("Jean Martin", "a@corp.example");
    let accounts = resolve(&built.evidence, None);
    assert!(!same(&built, &accounts, "j.martin@corp.example", "jean.martin2@corp.example"));
    assert!(!same(&built, &accounts, "Jean Martin", "j.martin@corp.example"));
    assert!(!same(&built, &accounts, "Jean Martin", "jean.martin2@corp.example"));
    assert_eq!(accounts.unresolved, 2, "the display name and a@corp.example");
}

#[test]
fn a_display_name_ties_to_the_one_person_and_says_how() {
    let mut built = Built::new();
    built.person("j.martin@corp.example").display("Jean Martin");
    built.opens("corp.example/Users/Jean Martin", "a@corp.example");
    let accounts = resolve(&built.evidence, None);
    assert!(same(&built, &accounts, "corp.example/Users/Jean Martin", "j.martin@corp.example"));
    let id = accounts.at(built.evidence.names.find("j.martin@corp.example").expect("named"), 0).expect("one");
    assert_eq!(accounts.account(id).tied_by_display.len(), 1);

    built.opens("corp.example/Former/Jean Martin", "a@corp.example");
    let accounts = resolve(&built.evidence, None);
    assert!(
        !same(&built, &accounts, "corp.example/Users/Jean Martin", "j.martin@corp.example"),
        "which one?"
    );
}

#[test]
fn two_people_of_the_directory_are_never_made_one_by_a_record() {
    let mut built = Built::new();
    built.person("a@corp.example").alias("S-1-5-21-1-2-3-1");
    built.person("b@corp.example").alias("S-1-5-21-1-2-3-2");
    built.same("a@corp.example", "b@corp.example");
    built.same("S-1-5-21-1-2-3-8", "c@corp.example");
    built.same("S-1-5-21-1-2-3-9", "c@corp.example");
    let accounts = resolve(&built.evidence, None);
    assert!(!same(&built, &accounts, "a@corp.example", "b@corp.example"));
    assert!(!same(&built, &accounts, "S-1-5-21-1-2-3-8", "S-1-5-21-1-2-3-9"), "two SIDs are two accounts");
}

#[test]
fn a_reused_name_is_of_each_in_their_time() {
    let mut built = Built::new();
    built.person("info@corp.example").display("Ann").alias("ann@corp.example").until(1000);
    built.person("info@corp.example").display("Bob").alias("bob@corp.example").from(2000);
    let accounts = resolve(&built.evidence, None);
    let named = |text: &str| built.evidence.names.find(text).expect("named");
    let who = |at| accounts.at(named("info@corp.example"), at);
    assert_eq!(who(500), accounts.at(named("ann@corp.example"), 500));
    assert_eq!(who(1500), accounts.at(named("ann@corp.example"), 1500), "until somebody takes it");
    assert_eq!(who(2500), accounts.at(named("bob@corp.example"), 2500));
    assert_ne!(who(500), who(2500));
}

#[test]
fn a_change_of_post_is_one_person_and_an_overlap_is_nobody() {
    let mut built = Built::new();
    built.person("eve@corp.example").display("Eve").until(1000);
    built.person("eve@corp.example").display("Eve").from(1001);
    built.person("x@corp.example").display("Xenia").alias("desk@corp.example");
    built.person("y@corp.example").display("Yann").alias("desk@corp.example");
    let accounts = resolve(&built.evidence, None);
    let eve = accounts.at(built.evidence.names.find("eve@corp.example").expect("named"), 0).expect("eve");
    assert_eq!(accounts.account(eve).posts, [0, 1]);
    assert!(!same(&built, &accounts, "desk@corp.example", "x@corp.example"));
    assert!(!same(&built, &accounts, "desk@corp.example", "y@corp.example"));
}

#[test]
fn a_login_name_without_domain_is_tied_to_one_account_only() {
    let mut built = Built::new();
    built.opens("david", "ann@corp.example");
    built.opens("david@corp.example", "ann@corp.example");
    built.opens("eve@corp.example", "ann@corp.example");
    built.opens("CORP\\eve", "eve");
    let accounts = resolve(&built.evidence, None);
    assert!(same(&built, &accounts, "david", "david@corp.example"));
    assert!(!same(&built, &accounts, "eve", "eve@corp.example"), "CORP\\eve may be another");
    built.person("eve@corp.example").alias("eve");
    let accounts = resolve(&built.evidence, None);
    assert!(same(&built, &accounts, "CORP\\eve", "eve@corp.example"), "the directory says so");
}

#[test]
fn services_are_apart_and_no_mailboxes() {
    let mut built = Built::new();
    built.opens("NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)", "ann@corp.example");
    let accounts = resolve(&built.evidence, None);
    assert_eq!(accounts.list.iter().filter(|a| a.provider).count(), 1);
    assert_eq!(accounts.list.iter().filter(|a| a.mailbox).count(), 1);
    assert_eq!(accounts.unresolved, 1);
}

#[test]
fn one_odd_record_makes_no_service_of_a_person() {
    let mut built = Built::new();
    built.opens("dsi@corp.example", "ann@corp.example").relation = crate::Relation::Provider;
    assert_eq!(resolve(&built.evidence, None).list.iter().filter(|a| a.provider).count(), 1);
    built.opens("dsi@corp.example", "ann@corp.example");
    assert_eq!(resolve(&built.evidence, None).list.iter().filter(|a| a.provider).count(), 0);
}
