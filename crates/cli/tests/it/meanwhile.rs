//! Searching while an import runs: what is told is always whole, and only grows.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use greffe::view::{Count, Facet, SearchAnswer};
use greffe::{Archive, Edges, Room, SearchRequest};

use crate::sampled::{ask, everything, ids, take_in};
use crate::stranger::{Stranger, mbox};

/// Each source overlaps the one before, so that places change while others search.
const SOURCES: [Range<u32>; 4] = [0..1_000, 900..1_900, 1_800..2_800, 2_700..3_700];
const DISTINCT: u64 = 3_700;

/// Marks an import as over, even one that failed.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

#[test]
fn answers_stay_whole_while_mail_comes_in() {
    let stranger = Stranger::new();
    let dir = stranger.path("archive");
    let writing = Archive::create(&dir, "Europe/Paris", Edges::system()).expect("an archive");
    // One reader in the importing process, one as another process would be.
    let reading = Archive::open(&dir, Edges::system()).expect("the same archive");
    let rooms = [writing.room(), reading.room()];
    let is_over = AtomicBool::new(false);
    let mut totals: [Vec<u64>; 2] = Default::default();
    thread::scope(|scope| {
        scope.spawn(|| {
            let _over = Over(&is_over);
            for (n, messages) in SOURCES.into_iter().enumerate() {
                let source = stranger.write(&format!("{n}.mbox"), mbox(messages));
                take_in(&writing, source, &format!("box{n}"));
            }
        });
        while !is_over.load(Ordering::Acquire) {
            for (room, totals) in rooms.iter().zip(&mut totals) {
                totals.push(consistent_total(room));
            }
        }
    });
    for (room, mut totals) in rooms.iter().zip(totals) {
        totals.push(consistent_total(room));
        assert!(totals.is_sorted(), "totals went back: {totals:?}");
        assert_eq!(totals.last(), Some(&DISTINCT));
        totals.dedup();
        assert!(totals.len() > 2, "nothing was seen meanwhile: {totals:?}");
        assert_eq!(ids(room, "budget").len() as u64, DISTINCT);
        assert_eq!(ids(room, "mailbox:box0 mailbox:box1").len(), 100);
        assert_eq!(ids(room, "word3699").len(), 1);
    }
}

/// Asks once with facets, then for a page of the same state; returns the total.
fn consistent_total(room: &Room) -> u64 {
    let first = SearchRequest { limit: 10, facets: true, ..everything("budget") };
    let answer = ask(room, &first);
    let facets = answer.facets.as_ref().expect("facets were asked for");
    for (name, facet) in [("from", &facets.from), ("kind", &facets.kind), ("has", &facets.has)] {
        assert_eq!(sum(&facet.values) + facet.other, answer.total, "{name}");
    }
    assert_eq!(sum(&facets.months) + facets.undated, answer.total);
    assert!(places(&facets.mailbox) >= answer.total, "every message lies somewhere");
    assert_eq!(answer.hits.len() as u64, answer.total.min(10));
    follow(room, &answer);
    answer.total
}

/// The last page of an answer is there however much came in since.
fn follow(room: &Room, answer: &SearchAnswer) {
    let offset = answer.total.saturating_sub(5) as usize;
    let last = SearchRequest { offset, limit: 10, through: Some(answer.through), ..everything("budget") };
    let page = ask(room, &last);
    assert_eq!((page.total, page.hits.len() as u64), (answer.total, answer.total.min(5)));
}

fn sum(counts: &[Count]) -> u64 {
    counts.iter().map(|count| count.count).sum()
}

fn places(facet: &Facet) -> u64 {
    sum(&facet.values) + facet.other
}
