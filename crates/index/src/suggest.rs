//! What a word that is being typed may become.

use std::cmp::Reverse;

use greffe_message::fold;
use greffe_terms::{Kind, Reason, Verdict};

use crate::facts::{Coded, CodedSets, Column, Dictionary, Facts, Judgement, Judgements};
use crate::query::{Field, Named, Scope, Trait, field_names};

/// Returns words to put in the place of `typed`, with how many messages each is
/// about (0 for a field's name), the most frequent first.
pub(crate) fn suggest(facts: &Facts, typed: &str, limit: usize) -> Vec<(String, u64)> {
    let (before, word) = typed.split_at(typed.len() - typed.trim_start_matches(['-', '(']).len());
    let mut found = match word.split_once(':') {
        Some((name, value)) => {
            Field::by_name(name).map(|field| values(facts, field, value)).unwrap_or_default()
        }
        None => anything(facts, word),
    };
    found.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    found.truncate(limit);
    found.into_iter().map(|(word, count)| (format!("{before}{word}"), count)).collect()
}

/// A bare word may become a field, a correspondent or a mailbox.
fn anything(facts: &Facts, word: &str) -> Vec<(String, u64)> {
    if word.is_empty() {
        return Vec::new();
    }
    let names = field_names().into_iter().filter(|name| name.starts_with(&word.to_lowercase()));
    let mut found: Vec<_> = names.map(|name| (format!("{name}:"), 0)).collect();
    found.extend(people(facts, Scope::With, word));
    found.extend(values(facts, Field::Named(Named::Mailbox), word));
    found
}

fn values(facts: &Facts, field: Field, typed: &str) -> Vec<(String, u64)> {
    let typed = typed.trim_start_matches(['"', '“', '«']);
    let set = |names, coded: &CodedSets<(u32, u32)>, part: fn((u32, u32)) -> u32| {
        listed(names, &in_sets(names, coded, part), typed)
    };
    let values = match field {
        Field::In(scope @ (Scope::From | Scope::To | Scope::Cc | Scope::Bcc | Scope::With)) => {
            return people(facts, scope, typed);
        }
        Field::Named(Named::Mailbox) => set(&facts.mailboxes, &facts.places, |(mailbox, _)| mailbox),
        Field::Named(Named::Folder) => set(&facts.folders, &facts.places, |(_, folder)| folder),
        Field::Named(Named::FileType) => {
            listed(&facts.file_types, &in_sets(&facts.file_types, &facts.file_sets, |place| place), typed)
        }
        Field::Named(Named::List) => coded(&facts.lists, typed),
        Field::Named(Named::Language) => coded(&facts.languages, typed),
        Field::Named(Named::Domain) => domains(facts, typed),
        Field::Named(Named::SignedBy) => listed(&facts.judgements.domains, &signed(&facts.judgements), typed),
        Field::Verdict => {
            judged(&facts.judgements, &Verdict::ALL, typed, |judgement, verdict| judgement.verdict == verdict)
        }
        Field::Reason => judged(&facts.judgements, Reason::ALL, typed, |judgement, reason| {
            judgement.reasons.contains(&reason)
        }),
        Field::Kind => fixed(Kind::ALL.map(Kind::as_str), typed),
        Field::Has => fixed(Trait::ALL.map(Trait::as_str), typed),
        _ => Vec::new(),
    };
    values.into_iter().map(|(value, count)| (format!("{}:{}", field.name(), quoted(&value)), count)).collect()
}

/// Correspondents whose address, or a word of whose name, begins so.
fn people(facts: &Facts, scope: Scope, typed: &str) -> Vec<(String, u64)> {
    let typed = fold(typed);
    let sent = tally(&facts.senders.by_number, facts.senders.dictionary.len());
    let mut found = Vec::new();
    for (place, address) in facts.senders.dictionary.folded().iter().enumerate() {
        let sent = sent.get(place).copied().unwrap_or(0);
        let received = u64::from(facts.mentions.get(place).unwrap_or(0));
        let count = match scope {
            Scope::From => sent,
            Scope::With => sent + received,
            _ => received,
        };
        let name = facts.sender_names.get(place);
        if count > 0 && (begins_a_word(address, &typed) || begins_a_word(&fold(name), &typed)) {
            let address = quoted(facts.senders.dictionary.name(place));
            found.push((format!("{}:{address}", Field::In(scope).name()), count));
        }
    }
    found
}

fn begins_a_word(text: &str, typed: &str) -> bool {
    let starts = text.match_indices(|char: char| !char.is_alphanumeric()).map(|(at, char)| at + char.len());
    std::iter::once(0)
        .chain(starts)
        .any(|start| text.get(start..).is_some_and(|rest| rest.starts_with(typed)))
}

fn domains(facts: &Facts, typed: &str) -> Vec<(String, u64)> {
    let sent = tally(&facts.senders.by_number, facts.senders.dictionary.len());
    let domains = &facts.sender_domains;
    let mut by_domain = vec![0; domains.dictionary.len()];
    for (domain, sent) in domains.by_number.iter().zip(sent) {
        if let Some(sum) = by_domain.get_mut(domain as usize) {
            *sum += sent;
        }
    }
    listed(&domains.dictionary, &by_domain, typed.trim_start_matches('@'))
}

fn coded(coded: &Coded, typed: &str) -> Vec<(String, u64)> {
    listed(&coded.dictionary, &tally(&coded.by_number, coded.dictionary.len()), typed)
}

fn listed(names: &Dictionary, counts: &[u64], typed: &str) -> Vec<(String, u64)> {
    let typed = fold(typed);
    let found = names.folded().iter().zip(names.names.iter()).zip(counts);
    let found = found.filter(|((folded, _), count)| **count > 0 && folded.starts_with(&*typed));
    found.map(|((_, name), count)| (name.to_owned(), *count)).collect()
}

fn fixed<const N: usize>(words: [&str; N], typed: &str) -> Vec<(String, u64)> {
    words.iter().filter(|word| word.starts_with(typed)).map(|word| ((*word).to_owned(), 0)).collect()
}

/// Counts the messages that each domain signed.
fn signed(judgements: &Judgements) -> Vec<u64> {
    let mut counts = vec![0; judgements.domains.len()];
    let messages = tally(&judgements.by_number, judgements.distinct.len());
    for (judgement, messages) in judgements.distinct.iter().zip(messages) {
        for signer in &judgement.signers {
            if let Some(count) = counts.get_mut(*signer as usize) {
                *count += messages;
            }
        }
    }
    counts
}

/// Words about judgements, with the messages of which each is true.
fn judged<T: Copy + std::fmt::Display>(
    judgements: &Judgements,
    words: &[T],
    typed: &str,
    is_true: impl Fn(&Judgement, T) -> bool,
) -> Vec<(String, u64)> {
    let messages = tally(&judgements.by_number, judgements.distinct.len());
    let count = |word: T| {
        let held =
            judgements.distinct.iter().zip(&messages).filter(|(judgement, _)| is_true(judgement, word));
        held.map(|(_, messages)| messages).sum()
    };
    let fitting = words.iter().filter(|word| word.to_string().starts_with(typed));
    fitting.map(|word| (word.to_string(), count(*word))).collect()
}

fn tally(by_number: &Column<u32>, values: usize) -> Vec<u64> {
    let mut counts = vec![0; values];
    for place in by_number.iter() {
        if let Some(count) = counts.get_mut(place as usize) {
            *count += 1;
        }
    }
    counts
}

fn in_sets<T: Copy>(names: &Dictionary, coded: &CodedSets<T>, part: impl Fn(T) -> u32) -> Vec<u64> {
    let mut counts = vec![0; names.len()];
    for (set, messages) in coded.sets.iter().zip(tally(&coded.by_number, coded.sets.len())) {
        let mut places: Vec<u32> = set.iter().map(|item| part(*item)).collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            if let Some(count) = counts.get_mut(place as usize) {
                *count += messages;
            }
        }
    }
    counts
}

/// A value that the query language would split, or take a star or a quote of, is quoted.
fn quoted(value: &str) -> String {
    let is_plain = |char: char| char.is_alphanumeric() || "-_.@+/=!#$%&'".contains(char);
    if !value.is_empty() && value.chars().all(is_plain) {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use greffe_terms::{Reason, Verdict};

    use crate::facts::BARE;
    use crate::{FactRow, FactsBuilder, Index};

    fn index(dir: &std::path::Path) -> Index {
        let index = Index::open(dir).unwrap();
        let mut facts = FactsBuilder::new("UTC").unwrap();
        let jean = FactRow {
            from: Some("jean.dupont@region.example"),
            from_name: Some("Jean Dupont, élu"),
            to: &["anne@union.example", "anne@union.example"],
            kind: greffe_terms::Kind::Person,
            size_bytes: 1,
            places: &[("Présidence", "Boîte d'envoi")],
            file_types: &["pdf"],
            attachments: 1,
            language: Some("fr"),
            list: Some("bureau.lists.example"),
            verdict: Some(Verdict::Verified),
            reasons: &[Reason::KeySupplied],
            signed_by: &["mail.region.example"],
            ..BARE
        };
        facts.push(jean);
        facts.push(FactRow { from: Some("anne@union.example"), from_name: None, to: &[], ..jean });
        index.swap_facts(facts).unwrap();
        index
    }

    #[test]
    fn a_word_becomes_what_the_archive_holds() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        let check = |typed: &str, expect: &[(&str, u64)]| {
            let found = index.suggest(typed, 3);
            let found: Vec<(&str, u64)> = found.iter().map(|(word, count)| (word.as_str(), *count)).collect();
            assert_eq!(found, expect, "{typed}");
            for (word, _) in found.iter().filter(|(word, _)| !word.ends_with(':')) {
                assert!(crate::parse(word.trim_start_matches('(')).is_ok(), "{word}");
            }
        };
        check("from:dup", &[("from:jean.dupont@region.example", 1)]);
        check("from:ELU", &[("from:jean.dupont@region.example", 1)]);
        check("to:anne", &[("to:anne@union.example", 2)]);
        check("-with:uni", &[("-with:anne@union.example", 3)]);
        check("anne", &[("with:anne@union.example", 3)]);
        check("mailbox:pres", &[("mailbox:Présidence", 2)]);
        check("(folder:\"boi", &[("(folder:\"Boîte d'envoi\"", 2)]);
        check("domain:", &[("domain:region.example", 1), ("domain:union.example", 1)]);
        check("list:bur", &[("list:bureau.lists.example", 2)]);
        check("kind:b", &[("kind:bulk", 0)]);
        check(
            "verdict:",
            &[("verdict:verified", 2), ("verdict:mismatch", 0), ("verdict:partly-verified", 0)],
        );
        check("reason:key-s", &[("reason:key-supplied", 2), ("reason:key-shared", 0)]);
        check("signed-by:mail", &[("signed-by:mail.region.example", 2)]);
        check("filet", &[("filetype:", 0)]);
        check("http:x", &[]);
        check("", &[]);
    }
}
