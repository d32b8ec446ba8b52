//! Outlook's files turned and cut: every reading ends, in bounded memory, and loses
//! what is damaged.

use std::fs;

use greffe_mapi::{Pst, read_msg, read_tnef};

use crate::{Memory, corpus, name_of, rebuilt};

/// A small generator: the same numbers each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    /// Turns a few octets, near one another as often as not.
    fn turn(&mut self, octets: &mut [u8]) {
        let near = self.roll(octets.len());
        for _ in 0..=self.roll(4) {
            let at = if self.roll(2) == 0 {
                self.roll(octets.len())
            } else {
                (near + self.roll(64)) % octets.len()
            };
            octets[at] = [0, 0xFF, octets[at] ^ 1 << self.roll(8), self.roll(256) as u8][self.roll(4)];
        }
    }
}

/// Reads all of a PST; returns how many items could be read.
fn read_all(octets: Vec<u8>) -> usize {
    let length = octets.len();
    let Ok(mut pst) = Pst::open(Memory(octets)) else { return 0 };
    let items = (0..pst.entries().len().min(200)).filter_map(|n| pst.read(n).ok());
    items.inspect(|item| assert!(rebuilt(item).len() < 64 * length)).count()
}

#[test]
fn turned_pst_files_end() {
    let mut dice = Dice(1);
    for file in corpus("pst", &["PersonalStorageFile2.pst", "test.ost", "SampleContacts.pst"]) {
        let whole = fs::read(&file).unwrap();
        for _ in 0..400 {
            let mut octets = whole.clone();
            // Half of the turns where the file has something: its trees and its blocks.
            let used = if dice.roll(2) == 0 { octets.len() } else { 600 };
            dice.turn(octets.get_mut(..used).unwrap());
            read_all(octets);
        }
        for _ in 0..40 {
            read_all(whole[..dice.roll(whole.len())].to_vec());
        }
    }
}

#[test]
fn turned_msg_and_tnef_files_end() {
    let mut dice = Dice(2);
    for file in [corpus("msg", &[".msg"]), corpus("tnef", &[".dat"])].concat() {
        let whole = fs::read(&file).unwrap();
        for _ in 0..20 {
            let mut octets = whole.clone();
            dice.turn(&mut octets);
            octets.truncate(if dice.roll(8) == 0 { dice.roll(whole.len()) } else { whole.len() });
            for item in [read_msg(&octets), read_tnef(&octets)].into_iter().flatten() {
                assert!(rebuilt(&item).len() < 64 * whole.len(), "{}", name_of(&file));
            }
        }
    }
}

#[test]
fn damage_loses_only_what_is_damaged() {
    for file in corpus("pst", &["aspose/Outlook.pst"]) {
        let whole = fs::read(&file).unwrap();
        let items = read_all(whole.clone());
        let check = |what: &str, at: usize, octets: &[u8], expect: usize| {
            let mut turned = whole.clone();
            turned[at..at + octets.len()].copy_from_slice(octets);
            assert_eq!(read_all(turned), expect, "{what}");
        };
        check("a checksum of the header", 4, &[1, 2, 3, 4], items);
        check("an unknown version", 10, &[0, 0], items);
        check("an unknown coding", 513, &[0x77], items);
        check("the root of the nodes", 224, &[0xFF; 8], items);
        check("the root of the blocks", 240, &[0xFF; 8], items);
        let pst = Pst::open(Memory(whole.clone())).unwrap();
        let first = pst.entries().first().unwrap().offset as usize;
        check("the first block of an item", first, &[0; 64], items - 1);
    }
}
