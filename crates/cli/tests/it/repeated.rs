//! Near-duplicates of which the truth is known: how many are found, how many are wrong.

use std::collections::HashMap;
use std::fs;

use greffe::{Archive, Edges};
use greffe_sample::{Repeated, Repetition, repeated_texts};

use crate::sampled::{TIMEZONE, ids, take_in};

const FAMILIES: u32 = 60;

/// Pairs that there are, that were found, and that were found though there are none.
#[derive(Debug, Default)]
struct Score {
    of: u32,
    found: u32,
    wrong: u32,
}

impl Score {
    fn recall(&self) -> f64 {
        f64::from(self.found) / f64::from(self.of)
    }

    fn precision(&self) -> f64 {
        f64::from(self.found) / f64::from(self.found + self.wrong)
    }
}

#[test]
fn texts_that_come_again_are_found_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let mails = repeated_texts(5, FAMILIES);
    let dump = folder.path().join("dump");
    fs::create_dir(&dump).expect("a folder");
    for (n, repeated) in mails.iter().enumerate() {
        fs::write(dump.join(format!("{n}.eml")), &repeated.mail.raw).expect("written");
    }
    let archive = folder.path().join("archive");
    let archive = Archive::create(&archive, TIMEZONE, Edges::system()).expect("an archive");
    take_in(&archive, dump, "presidence");
    let room = archive.room();
    let known: HashMap<&str, &Repeated> =
        mails.iter().map(|repeated| (&*repeated.mail.truth.sha256, repeated)).collect();
    let (mut grouped, mut same, mut held) = (Score::default(), Score::default(), Score::default());
    for first in mails.iter().filter(|repeated| repeated.role == Repetition::First) {
        let id = &*first.mail.truth.sha256;
        let count = |score: &mut Score, found: Vec<&str>, expect: Repetition| {
            let is_right = |id: &&str| {
                known.get(id).is_some_and(|other| other.family == first.family && other.role == expect)
            };
            let right = found.iter().filter(|id| is_right(id)).count() as u32;
            score.of += 1;
            score.found += right;
            score.wrong += found.len() as u32 - right;
        };
        let group = ids(&room, &format!("similar:{id}"));
        let others = group.iter().map(String::as_str).filter(|other| *other != id).collect();
        count(&mut grouped, others, Repetition::AnotherFooter);
        let similar = room.show(id).expect("it is there").similar;
        let listed = similar.same_text.iter().map(|near| &*near.id).collect();
        count(&mut same, listed, Repetition::AnotherFooter);
        let listed = similar.contained_in.iter().map(|near| &*near.id);
        // Whoever has the same text holds it, too.
        let listed = listed.filter(|other| !similar.same_text.iter().any(|near| near.id == *other)).collect();
        count(&mut held, listed, Repetition::InAnswer);
    }
    for (what, score) in [("groups", grouped), ("same text", same), ("held by answers", held)] {
        let (recall, precision) = (score.recall(), score.precision());
        assert!(recall >= 0.95 && precision >= 0.98, "{what}: {recall:.3} and {precision:.3}, {score:?}");
    }
}
