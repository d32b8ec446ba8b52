//! Words of a mapping for what an event can be.

use crate::model::{Class, Outcome, Power, Relation};

/// What a class can be, and that a record is about something else.
pub(super) const CLASSES: &[(&str, Option<Class>)] = &[
    ("grant", Some(Class::Grant)),
    ("revoke", Some(Class::Revoke)),
    ("use", Some(Class::Use)),
    ("send-as", Some(Class::SendAs)),
    ("export", Some(Class::Export)),
    ("search", Some(Class::Search)),
    ("divert", Some(Class::Divert)),
    ("divert-end", Some(Class::DivertEnd)),
    ("tamper", Some(Class::Tamper)),
    ("audit-config", Some(Class::AuditConfig)),
    ("auth", Some(Class::Auth)),
    ("other", Some(Class::Other)),
    ("irrelevant", None),
];

/// What a right lets one do.
pub(super) const POWERS: &[(&str, Power)] = &[
    ("open", Power::Open),
    ("open-folder", Power::OpenFolder),
    ("send-as", Power::SendAs),
    ("send-on-behalf", Power::SendOnBehalf),
    ("search-all", Power::SearchAll),
    ("export-all", Power::ExportAll),
    ("impersonate", Power::Impersonate),
    ("administer", Power::Administer),
    ("divert", Power::Divert),
    ("none", Power::None),
];

/// Who acted, seen from the mailbox.
pub(super) const RELATIONS: &[(&str, Relation)] = &[
    ("owner", Relation::Owner),
    ("non-owner", Relation::NonOwner),
    ("application", Relation::Application),
    ("shared", Relation::Shared),
    ("undetermined", Relation::Undetermined),
];

/// Whether it worked.
pub(super) const OUTCOMES: &[(&str, Outcome)] =
    &[("succeeded", Outcome::Succeeded), ("failed", Outcome::Failed), ("unsaid", Outcome::Unsaid)];

/// The value of a word, whatever its case.
pub(super) fn value<T: Copy>(words: &[(&'static str, T)], word: &str) -> Option<T> {
    words.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim())).map(|(_, value)| *value)
}

/// The words that a field can have; none if it takes any.
pub(super) fn expected(field: &str) -> Option<Vec<&'static str>> {
    fn names<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
        words.iter().map(|(word, _)| *word).collect()
    }
    Some(match field {
        "class" => names(CLASSES),
        "power" => names(POWERS),
        "relation" => names(RELATIONS),
        "outcome" => names(OUTCOMES),
        _ => return None,
    })
}
