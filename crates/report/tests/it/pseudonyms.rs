//! The edition for who must not know the names.

use std::collections::BTreeSet;

use greffe_report::{Secret, key_path};

use crate::affair::{Made, affair, read};

/// Every name of an account that could tell who it is: longer than a common word.
fn names() -> BTreeSet<String> {
    let audit = &affair().audited.audit;
    let names = audit.accounts.list.iter().filter(|account| !account.provider).flat_map(|one| &one.names);
    let people = audit.evidence.people.iter().flat_map(|person| &person.display);
    let texts = names.chain(people).map(|name| audit.evidence.names.text(*name).to_lowercase());
    texts.filter(|name| name.len() > 5 && name.contains(['@', '\\', ' ', '.'])).collect()
}

#[test]
fn no_file_of_it_holds_a_name() {
    let secret = Secret::new(&[[3; 16]]);
    let made = Made::of(&affair().audited, Some(&secret));
    let names = names();
    assert!(names.len() > 50, "the affair has people");
    for file in made.names() {
        // Places to break a line must not hide a name from this test.
        let text = made.text(&file).replace("<wbr>", "").to_lowercase();
        for name in &names {
            assert!(!text.contains(name.as_str()), "{file}: {name}");
        }
        for source in &affair().audited.audit.evidence.sources {
            assert!(!text.contains(&source.path.to_lowercase()), "{file}: {}", source.path);
        }
    }
}

#[test]
fn codes_are_the_same_in_every_report_and_the_key_undoes_them() {
    let secret = Secret::new(&[[3; 16]]);
    let (one, two) = (Made::of(&affair().audited, Some(&secret)), Made::of(&affair().audited, Some(&secret)));
    assert_eq!(one.text("intervals.csv"), two.text("intervals.csv"));
    assert!(!one.names().iter().any(|name| name.contains("key")), "the key is no part of the report");
    let key = read(&key_path(&one.dir()));
    let holder = affair().audited.audit.intervals[0].beneficiary;
    let account = affair().audited.audit.accounts.account(holder);
    let label = account.label.expect("a label");
    assert!(key.contains(affair().audited.audit.evidence.names.text(label)));
    let other = Made::of(&affair().audited, Some(&Secret::new(&[[4; 16]])));
    assert_ne!(one.text("intervals.csv"), other.text("intervals.csv"));
}
