//! Words for what an audit of access found.
//!
//! They speak of accounts, never of persons, and neither accuse nor acquit: an
//! auditor reads them, and a works council, and whoever is named in them. Where
//! a log cannot tell, they say so; "no event" is never "no access".

mod gaps;
mod keys;
mod sigma;

use std::borrow::Cow;

use greffe::audit::{
    Answer, Basis, BoundBasis, Certainty, Class, Command, Cover, Explanation, Export, Form, GrantPath, Limit,
    OrderTie, Outcome, PersonClass, Power, Quality, Relation, Rule, Severity, System, Why, Zone,
};

pub use self::sigma::RuleWords;
use crate::{Texts, Value};

/// A value of an audit that has a word in each language, and a code that stays the same in all.
pub trait AuditWord: Copy {
    /// Returns the key of its text, `audit-<family>-<code>`.
    fn key(self) -> &'static str;

    /// Returns its code, for tables and programs: `use-recorded`.
    fn code(self) -> &'static str {
        self.key().splitn(3, '-').nth(2).unwrap_or_default()
    }
}

/// Returns the code of a class that a directory gives; empty for one that only the directory knows.
pub fn person_code(class: PersonClass) -> &'static str {
    keys::person(class).and_then(|key| key.strip_prefix("audit-person-")).unwrap_or_default()
}

macro_rules! words {
    ($($kind:ty => $key:path),+ $(,)?) => {
        $(impl AuditWord for $kind {
            fn key(self) -> &'static str {
                $key(self)
            }
        })+
    };
}

words! {
    Answer => keys::answer,
    Basis => keys::basis,
    BoundBasis => keys::bound,
    Certainty => keys::certainty,
    Class => keys::class,
    Cover => gaps::cover,
    Explanation => keys::explanation,
    Export => gaps::export,
    Form => keys::form,
    GrantPath => keys::path,
    Limit => gaps::limit,
    OrderTie => gaps::order_tie,
    Outcome => keys::outcome,
    Power => keys::power,
    Quality => keys::quality,
    Relation => keys::relation,
    &Rule => gaps::rule,
    Severity => keys::severity,
    System => gaps::system,
    Why => keys::why,
    Zone => keys::zone,
}

impl Texts {
    /// Returns the word for a value of an audit; it begins in lower case.
    pub fn audit(&self, word: impl AuditWord) -> Cow<'_, str> {
        self.get(word.key())
    }

    /// Returns what an answer means, and what it does not.
    pub fn audit_answer_means(&self, answer: Answer) -> Cow<'_, str> {
        self.get(&format!("audit-answer-means-{}", answer.code()))
    }

    /// Returns the sign of an answer: it only repeats the words beside it, for the eye.
    pub fn audit_answer_sign(&self, answer: Answer) -> Cow<'_, str> {
        self.get(&format!("audit-answer-sign-{}", answer.code()))
    }

    /// Returns what a quality of coverage means.
    pub fn audit_quality_means(&self, quality: Quality) -> Cow<'_, str> {
        self.get(&format!("audit-quality-means-{}", quality.code()))
    }

    /// Returns what a degree of certainty means.
    pub fn audit_certainty_means(&self, certainty: Certainty) -> Cow<'_, str> {
        self.get(&format!("audit-certainty-means-{}", certainty.code()))
    }

    /// Returns an answer in two or three words.
    pub fn audit_short(&self, answer: Answer) -> Cow<'_, str> {
        self.get(&format!("audit-answer-short-{}", answer.code()))
    }

    /// Returns what the cover of a right by approvals means.
    pub fn audit_cover_means(&self, cover: Cover) -> Cow<'_, str> {
        self.get(&format!("audit-cover-means-{}", cover.code()))
    }

    /// Returns why something cannot be told; `account` is the name that one of these mentions.
    pub fn audit_limit(&self, limit: Limit, account: &str) -> String {
        let count = match limit {
            Limit::KeptDays(days) => u64::from(days),
            Limit::ParametersLost(count)
            | Limit::WordsUnknown(count)
            | Limit::YearsByFile(count)
            | Limit::Unreadable(count)
            | Limit::NamesUnresolved(count)
            | Limit::SeveralTenants(count)
            | Limit::ZonesAssumed(count) => count,
            _ => 0,
        };
        self.told(limit.key(), &[("account", account.to_owned())], &[("count", count)])
    }

    /// Returns what closes an access that no typed command closes; none for one that is typed.
    pub fn audit_by_hand(&self, command: Command, arguments: &[(&str, String)]) -> Option<String> {
        gaps::by_hand(command).map(|key| self.told(key, arguments, &[]))
    }

    /// Returns how a right reached its holder; `name` is that of the group or role.
    pub fn audit_path(&self, path: GrantPath, name: &str) -> String {
        self.with(path.key(), &[("name", Value::Text(name))]).into_owned()
    }

    /// Returns a class of the directory in words; `written` stands for one that only the directory knows.
    pub fn audit_person<'a>(&'a self, class: PersonClass, written: &'a str) -> Cow<'a, str> {
        keys::person(class).map_or(Cow::Borrowed(written), |key| self.get(key))
    }
}

#[cfg(test)]
mod tests;
