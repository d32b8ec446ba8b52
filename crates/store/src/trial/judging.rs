//! Verdicts: entered in order, replaced, killed half-way, found to be about other packs.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::failpoints::{Action, Step, arm, disarm};
use crate::{Standing, VerdictsWriter};

const FILE: &str = "verdicts.db";

/// An archive of `count` tiny messages.
fn house_of(count: u32) -> House {
    let house = House::new();
    let mut writer = house.writer();
    writer.begin_import(start(1)).expect("begun");
    for first in (0..count).step_by(500) {
        writer.append(batch(1, first..count.min(first + 500), 60)).expect("stored");
    }
    drop(writer);
    house
}

/// The outline of a message, as one of a few; some hold what JSON holds.
fn outline(kind: u32) -> String {
    format!("{{\"verdict\":\"unproven\",\"domain\":\"liste{kind}.example\"}}")
}

fn judge(writer: &mut Writer, first: u32, kinds: &[u32]) -> Result<(), StoreError> {
    let outlines: Vec<String> = kinds.iter().map(|kind| outline(*kind)).collect();
    let outlines: Vec<&str> = outlines.iter().map(String::as_str).collect();
    writer.verdicts()?.append(Number(first), &outlines)
}

/// What stands, each message's outline written out.
fn standing(store: &Store) -> Vec<String> {
    let Standing { outlines, by_number } = store.verdicts().expect("opened").standing().expect("read");
    by_number.iter().map(|place| outlines[*place as usize].clone()).collect()
}

fn assert_stands(house: &House, kinds: &[u32]) {
    let expect: Vec<String> = kinds.iter().map(|kind| outline(*kind)).collect();
    assert_eq!(standing(&house.open()), expect);
    let verdicts = house.open().verdicts().expect("opened");
    assert_eq!(verdicts.through().expect("read"), kinds.len() as u32);
    for (number, expect) in (0..).zip(&expect).step_by(97) {
        assert_eq!(verdicts.outline_of(Number(number)).expect("read").as_ref(), Some(expect));
    }
    assert_eq!(verdicts.outline_of(Number(kinds.len() as u32)).expect("read"), None);
    let outlines = verdicts.standing().expect("read").outlines;
    for (place, text) in (0..).zip(&outlines).step_by(3) {
        let held = (0..).zip(&expect).filter(|(_, outline)| *outline == text);
        let held: Vec<Number> = held.map(|(number, _)| Number(number)).collect();
        assert_eq!(verdicts.numbers_with(&[place]).expect("read"), held);
    }
    assert_eq!(problems(&house.open()), Vec::<String>::new());
}

#[test]
fn verdicts_come_back_by_number_over_every_leaf() {
    let house = house_of(2_300);
    let kinds: Vec<u32> = (0..2_300).map(|n| n * n % 41).collect();
    assert_stands(&house, &[]);
    let mut writer = house.writer();
    writer.verdicts().expect("made").begin_again(7).expect("begun");
    for (first, each) in [(0, 1), (1, 998), (999, 1), (1_000, 1_001), (2_001, 299)] {
        judge(&mut writer, first, &kinds[first as usize..first as usize + each]).expect("entered");
    }
    // An append that is made again, and one that goes on from there.
    judge(&mut writer, 0, &kinds[..5]).expect("passed over");
    judge(&mut writer, 1_900, &kinds[1_900..]).expect("passed over");
    let mut verdicts = writer.verdicts().expect("open");
    verdicts.put_remark("keys", "a").expect("kept");
    verdicts.put_remark("keys", "b").expect("kept");
    assert_eq!(verdicts.read().judge_version().expect("read"), 7);
    drop(writer);
    assert_stands(&house, &kinds);
    let verdicts = house.open().verdicts().expect("opened");
    let distinct: std::collections::BTreeSet<u32> = kinds.into_iter().collect();
    assert_eq!(verdicts.standing().expect("read").outlines.len(), distinct.len());
    assert_eq!(verdicts.remark("keys").expect("read").as_deref(), Some("b"));
    assert_eq!(verdicts.remark("no").expect("read"), None);
}

#[test]
fn what_is_out_of_order_is_refused_whole() {
    let house = house_of(10);
    let mut writer = house.writer();
    judge(&mut writer, 0, &[1, 2, 3]).expect("entered");
    let check =
        |writer: &mut Writer, act: &dyn Fn(VerdictsWriter<'_>) -> Result<(), StoreError>, expect: &str| {
            let refused = act(writer.verdicts().expect("open")).expect_err(expect);
            assert!(refused.to_string().starts_with(expect), "{refused}");
        };
    check(&mut writer, &|mut v| v.append(Number(4), &["x"]), "message number 3 has no verdict yet");
    check(&mut writer, &|mut v| v.append(Number(3), &["x"; 8]), "there is no message number 10");
    check(&mut writer, &|mut v| v.append(Number(u32::MAX), &["x"]), "message number 3 has");
    check(&mut writer, &|mut v| v.replace(&[(Number(0), "x"), (Number(3), "y")]), "message number 3 has");
    drop(writer);
    assert_stands(&house, &[1, 2, 3]);
}

#[test]
fn verdicts_are_replaced_and_forgotten() {
    let house = house_of(1_500);
    let mut kinds: Vec<u32> = (0..1_500).map(|n| n % 5).collect();
    let mut writer = house.writer();
    judge(&mut writer, 0, &kinds).expect("entered");
    let (new, old) = (outline(99), outline(4));
    let changes = [(Number(1_499), &*new), (Number(0), &*new), (Number(999), &*old), (Number(1_000), &*new)];
    writer.verdicts().expect("open").replace(&changes).expect("replaced");
    for (number, kind) in [(1_499, 99), (0, 99), (999, 4), (1_000, 99)] {
        kinds[number] = kind;
    }
    assert_stands(&house, &kinds);
    writer.verdicts().expect("open").begin_again(2).expect("emptied");
    assert_stands(&house, &[]);
    judge(&mut writer, 0, &[8]).expect("entered");
    drop(writer);
    assert_stands(&house, &[8]);
    assert_eq!(house.open().verdicts().expect("opened").judge_version().expect("read"), 2);
}

#[test]
fn a_kill_or_a_full_disk_leaves_whole_verdicts_and_the_next_run_goes_on() {
    let kinds: Vec<u32> = (0..40).map(|n| n % 7).collect();
    for (step, kept) in [(Step::BeforeView, 0), (Step::AfterView, 10)] {
        for action in [Action::Kill, Action::DiskFull] {
            for nth in [0, 2] {
                let house = house_of(40);
                let mut writer = house.writer();
                arm(step, nth, action);
                let entered = (0..40).step_by(10).try_for_each(|first| {
                    judge(&mut writer, first, &kinds[first as usize..first as usize + 10])
                });
                drop(writer);
                disarm();
                assert!(entered.is_err(), "{step:?} {nth}");
                let through = nth * 10 + kept;
                assert_stands(&house, &kinds[..through as usize]);
                judge(&mut house.writer(), through, &kinds[through as usize..]).expect("gone on");
                assert_stands(&house, &kinds);
            }
        }
    }
}

#[test]
fn verdicts_about_other_packs_count_as_none() {
    let (house, other, longer) = (house_of(10), House::new(), house_of(12));
    import(&other.store, 1, 10, 10).expect("imported");
    for stranger in [&other, &longer] {
        let count = stranger.store.count().expect("counted");
        judge(&mut stranger.writer(), 0, &vec![1; count as usize]).expect("entered");
        fs::copy(stranger.path().join(FILE), house.path().join(FILE)).expect("copied");
        assert_eq!(standing(&house.open()), Vec::<String>::new());
        assert!(problems(&house.open())[0].contains("made for other packs"));
        judge(&mut house.writer(), 0, &[5, 6]).expect("begun again");
        assert_stands(&house, &[5, 6]);
    }
}

#[test]
fn a_file_of_an_unknown_format_is_set_aside() {
    let house = house_of(3);
    judge(&mut house.writer(), 0, &[1, 2, 3]).expect("entered");
    for round in 0..2 {
        let connection = rusqlite::Connection::open(house.path().join(FILE)).expect("opened");
        connection.pragma_update(None, "user_version", 900 + round).expect("changed");
        drop(connection);
        let newer = fs::read(house.path().join(FILE)).expect("read");
        assert_eq!(standing(&house.open()), Vec::<String>::new());
        judge(&mut house.writer(), 0, &[4, 5]).expect("begun again");
        assert_stands(&house, &[4, 5]);
        assert!(fs::read(house.path().join("verdicts.db.aside")).expect("kept") == newer);
    }
}

#[test]
fn a_damaged_file_is_named_and_deleted_it_comes_back() {
    let house = house_of(3);
    judge(&mut house.writer(), 0, &[1, 2, 3]).expect("entered");
    let path = house.path().join(FILE);
    fs::write(&path, vec![7; 9_000]).expect("written");
    assert!(matches!(house.open().verdicts(), Err(StoreError::VerdictsDamaged { .. })));
    let refused = house.writer().verdicts().map(drop);
    assert!(matches!(refused, Err(StoreError::VerdictsDamaged { .. })), "{refused:?}");
    assert!(!problems(&house.open()).is_empty());
    crate::database::remove(&path).expect("deleted");
    assert_stands(&house, &[]);
    judge(&mut house.writer(), 0, &[1, 2, 3]).expect("entered");
    assert_stands(&house, &[1, 2, 3]);
}

#[test]
fn a_changed_row_of_the_verdicts_is_seen() {
    let check = |statement: &str, what: &str| {
        let house = house_of(5);
        let mut writer = house.writer();
        judge(&mut writer, 0, &[1, 2, 1, 2, 3]).expect("entered");
        writer.verdicts().expect("open").put_remark("keys", "12").expect("kept");
        drop(writer);
        let connection = rusqlite::Connection::open(house.path().join(FILE)).expect("opened");
        connection.execute_batch(statement).expect(statement);
        drop(connection);
        let found = problems(&house.open());
        assert!(found.iter().any(|found| found.contains(what)), "{statement}: {found:?}");
    };
    check("UPDATE outlines SET packed = substr(packed, 2)", "a sheaf of outlines");
    check("DELETE FROM outlines", "contradictions in judged");
    check("UPDATE judged SET places = substr(places, 5)", "judged");
    check("DELETE FROM judged", "contradictions in judged");
    check("UPDATE mark SET through = 4", "an altered mark");
    check("UPDATE remarks SET value = '13'", "altered rows in remarks");
    check("CREATE TABLE more (n)", "altered words in schema");
}

#[test]
fn most_flipped_bytes_of_the_verdicts_are_seen() {
    let house = house_of(1_200);
    judge(&mut house.writer(), 0, &(0..1_200).map(|n| n % 60).collect::<Vec<_>>()).expect("entered");
    let path = house.path().join(FILE);
    let whole = fs::read(&path).expect("read");
    let says_something: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] != 0).step_by(149).collect();
    let mut found = 0;
    for at in &says_something {
        let mut flipped = whole.clone();
        flipped[*at] ^= 1;
        fs::write(&path, flipped).expect("written");
        found += usize::from(!problems(&house.open()).is_empty());
    }
    // SQLite keeps some octets that say nothing, as the number of the last change.
    assert!(found * 100 >= says_something.len() * 95, "{found} of {}", says_something.len());
}

#[test]
fn readers_see_verdicts_while_they_are_entered() {
    let house = house_of(600);
    let before = house.open().verdicts().expect("opened");
    let mut writer = house.writer();
    judge(&mut writer, 0, &[1; 10]).expect("entered");
    let reader = house.open().verdicts().expect("opened");
    assert_eq!((before.through().expect("read"), reader.through().expect("read")), (0, 10));
    for first in (10..600).step_by(10) {
        judge(&mut writer, first, &[first % 3; 10]).expect("entered");
        let standing = reader.standing().expect("read");
        assert_eq!(standing.by_number.len() as u32, first + 10);
    }
    drop((writer, before));
    let copy = tempfile::tempdir().expect("a directory");
    copy_dir(&house.path(), copy.path());
    let copied = Store::open(copy.path(), summarise).expect("opened");
    assert_eq!(standing(&copied), standing(&house.store), "a copied archive says the same");
}

/// What may be done with verdicts.
#[derive(Debug, Clone)]
enum Act {
    Append(Vec<u32>),
    Replace(Vec<(u32, u32)>),
    BeginAgain,
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => proptest::collection::vec(0..20_u32, 0..700).prop_map(Act::Append),
        3 => proptest::collection::vec((0..1_300_u32, 0..30_u32), 0..20).prop_map(Act::Replace),
        1 => Just(Act::BeginAgain),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn whatever_is_done_what_stands_is_what_was_said(acts in proptest::collection::vec(any_act(), 1..12)) {
        let house = house_of(1_300);
        let mut said: Vec<u32> = Vec::new();
        let mut writer = house.writer();
        for act in acts {
            match act {
                Act::Append(kinds) => {
                    let kinds = &kinds[..kinds.len().min(1_300 - said.len())];
                    judge(&mut writer, said.len() as u32, kinds).expect("entered");
                    said.extend(kinds);
                }
                Act::Replace(changes) => {
                    let changes: Vec<_> = changes.into_iter().filter(|(n, _)| (*n as usize) < said.len()).collect();
                    changes.iter().for_each(|(number, kind)| said[*number as usize] = *kind);
                    let outlines: Vec<_> = changes.iter().map(|(n, kind)| (Number(*n), outline(*kind))).collect();
                    let changes: Vec<_> = outlines.iter().map(|(n, outline)| (*n, outline.as_str())).collect();
                    writer.verdicts().expect("open").replace(&changes).expect("replaced");
                }
                Act::BeginAgain => {
                    writer.verdicts().expect("open").begin_again(1).expect("emptied");
                    said.clear();
                }
            }
        }
        drop(writer);
        assert_stands(&house, &said);
    }
}
