//! A kill or a full disk at every arrow of the write order: nothing is lost, nothing doubled.

use super::*;
use crate::failpoints::{Action, Step, arm, disarm, is_dead};

const STEPS: [Step; 7] = [
    Step::Write,
    Step::BeforeSync,
    Step::AfterSync,
    Step::AfterCatalogue,
    Step::Ending,
    Step::BeforeRename,
    Step::AfterRename,
];

/// Packs so small that several are finished on the way.
fn house() -> House {
    House::with_packs_of(8_000)
}

/// What an archive must say after an import that was interrupted and run again.
fn assert_all_there(house: &House, count: u32) {
    let rows = all_rows(&house.open());
    assert_eq!(rows.len() as u32, count);
    for (n, row) in rows.iter().enumerate() {
        assert_eq!(row.summary.subject, format!("essai {n}"));
        assert_eq!(row.occurrences.len(), 1, "message {n} is known at one place");
    }
    house.assert_sound();
}

#[test]
fn a_kill_at_any_step_loses_nothing() {
    for step in STEPS {
        let mut kills = 0;
        for nth in 0..40 {
            let house = house();
            arm(step, nth, Action::Kill);
            let first = import(&house.store, 1, 60, 7);
            let killed = is_dead();
            disarm();
            assert_eq!(first.is_err(), killed, "{step:?} {nth}");
            kills += u32::from(killed);
            if killed {
                import(&house.store, 2, 60, 7).expect("the same command again");
            }
            assert_all_there(&house, 60);
            if !killed {
                break;
            }
        }
        assert!(kills > 0, "no kill at {step:?}");
    }
}

#[test]
fn a_kill_while_a_torn_tail_is_cut_loses_nothing() {
    let house = house();
    arm(Step::Write, 2, Action::Kill);
    assert!(import(&house.store, 1, 60, 7).is_err());
    disarm();
    arm(Step::Cut, 0, Action::Kill);
    assert!(import(&house.store, 2, 60, 7).is_err());
    assert!(is_dead());
    disarm();
    import(&house.store, 3, 60, 7).expect("the same command again");
    assert_all_there(&house, 60);
}

#[test]
fn a_full_disk_leaves_whole_batches_and_the_next_run_goes_on() {
    for step in STEPS {
        for nth in 0..5 {
            let house = house();
            arm(step, nth, Action::DiskFull);
            let first = import(&house.store, 1, 60, 7);
            disarm();
            let Err(error) = first else { break };
            assert!(matches!(error, StoreError::DiskFull { .. }), "{step:?}: {error}");
            if step == Step::Write {
                let needed = matches!(error, StoreError::DiskFull { needed_bytes: Some(1..), .. });
                assert!(needed, "{error:?}");
            }
            import(&house.store, 2, 60, 7).expect("the same command again");
            assert_all_there(&house, 60);
        }
    }
}

#[test]
fn the_same_writer_goes_on_after_a_full_disk() {
    for step in [Step::Write, Step::BeforeSync, Step::AfterSync, Step::AfterCatalogue] {
        let house = House::new();
        let mut writer = house.writer();
        writer.begin_import(start(1)).expect("begun");
        writer.append(batch(1, 0..3, 700)).expect("stored");
        arm(step, 0, Action::DiskFull);
        assert!(matches!(writer.append(batch(1, 3..6, 700)), Err(StoreError::DiskFull { .. })));
        disarm();
        let again = writer.append(batch(1, 3..6, 700)).expect("stored").outcomes;
        let committed = matches!(step, Step::AfterSync | Step::AfterCatalogue);
        let expect = [3, 4, 5].map(|n| match committed {
            true => Outcome::Already(Number(n)),
            false => Outcome::Stored(Number(n)),
        });
        assert_eq!(again, expect, "{step:?}");
        drop(writer);
        assert_all_there(&house, 6);
    }
}

#[test]
fn a_second_writer_waits_for_the_first() {
    let house = House::new();
    let mut first = house.writer();
    first.begin_import(start(1)).expect("begun");
    first.append(batch(1, 0..3, 700)).expect("stored");
    let (store, (told, hears)) = (house.store.clone(), std::sync::mpsc::channel());
    let second = std::thread::spawn(move || {
        let writer = store.writer(&mut |holder| told.send(holder.clone()).expect("heard"));
        writer.expect("its turn").store().count().expect("counted")
    });
    let holder = hears.recv().expect("it waits");
    assert_eq!(holder.what, Some(format!("import {}", import_id(1))));
    assert_eq!(house.store.count().expect("readers do not wait"), 3);
    first.append(batch(1, 3..5, 700)).expect("stored");
    drop(first);
    assert_eq!(second.join().expect("no panic"), 5);
}
