//! Near-duplicates of the sample: what was made twice is found together, counts are exact.

use std::collections::BTreeSet;

use greffe::SearchRequest;

use super::{ask, everything, ids, sampled};

#[test]
fn one_message_stands_for_its_group_and_counts_are_exact() {
    let sampled = sampled();
    let room = sampled.room();
    for query in ["", "kind:list", "budget", "has:attachment year:2016", "nothinghasthisword"] {
        let all = ask(&room, &everything(query));
        let collapsed = ask(&room, &SearchRequest { collapse: true, ..everything(query) });
        assert_eq!((all.total, all.texts), (collapsed.total, None));
        assert_eq!(collapsed.texts, Some(collapsed.hits.len() as u64), "`{query}`");
        let behind: u64 = collapsed.hits.iter().filter_map(|hit| hit.similar).sum();
        assert_eq!(collapsed.hits.len() as u64 + behind, all.total, "`{query}`");
        let order: Vec<&String> = all.hits.iter().map(|hit| &hit.id).collect();
        let shown: BTreeSet<String> = collapsed.hits.iter().map(|hit| hit.id.clone()).collect();
        for hit in collapsed.hits.iter().filter(|hit| hit.similar != Some(0)).take(25) {
            let group = ids(&room, &format!("similar:{}", hit.id));
            let members: Vec<&&String> = order.iter().filter(|id| group.contains(**id)).collect();
            assert_eq!(members.len() as u64, hit.similar.unwrap_or(0) + 1, "`{query}` {}", hit.id);
            assert_eq!(**members[0], hit.id, "`{query}`: the first of the list stands for its group");
            assert_eq!(shown.intersection(&group).count(), 1, "`{query}` {}", hit.id);
        }
    }
}

#[test]
fn pages_of_texts_follow_one_another() {
    let sampled = sampled();
    let room = sampled.room();
    let request = SearchRequest { collapse: true, ..everything("") };
    let whole: Vec<String> = ask(&room, &request).hits.into_iter().map(|hit| hit.id).collect();
    let mut met = Vec::new();
    while met.len() < whole.len() {
        let page = ask(&room, &SearchRequest { offset: met.len(), limit: 333, ..request.clone() });
        assert!(!page.hits.is_empty());
        met.extend(page.hits.into_iter().map(|hit| hit.id));
    }
    assert_eq!(met, whole);
}

/// Copies of a mail that another relay, another list or another mailbox holds.
#[test]
fn copies_with_other_octets_are_found_together() {
    let sampled = sampled();
    let room = sampled.room();
    let (mut pairs, mut found) = (0, 0);
    for mail in sampled.distinct().filter(|mail| mail.truth.damage.is_none()) {
        let Some(first) = mail.truth.variant_of.and_then(|first| sampled.mails.get(first as usize)) else {
            continue;
        };
        let similar = &sampled.shown(&mail.truth.sha256).similar;
        if first.truth.damage.is_none() && similar.is_compared {
            pairs += 1;
            let group = ids(&room, &format!("similar:{}", mail.truth.sha256));
            found += usize::from(group.contains(&first.truth.sha256));
        }
    }
    assert!(pairs >= 5, "{pairs} copies to judge by");
    assert!(found * 100 >= pairs * 95, "{found} of {pairs} copies are in one group");
}

#[test]
fn what_is_shown_was_measured() {
    let sampled = sampled();
    let ids = ids(&sampled.room(), "kind:person");
    for id in ids.iter().take(100) {
        let similar = &sampled.shown(id).similar;
        for near in similar.same_text.iter().chain(&similar.contained_in) {
            assert!((0.0..=1.0).contains(&near.share) && near.id != *id, "{near:?}");
        }
        // Both ways the same.
        for near in similar.same_text.iter().filter(|near| near.share > 0.95).take(3) {
            let back = &sampled.shown(&near.id).similar.same_text;
            assert!(back.iter().any(|other| other.id == *id && other.share == near.share), "{id} {near:?}");
        }
    }
}
