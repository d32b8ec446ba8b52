//! Words for what stands beside a verdict and never changes it: its history, mails that hold the same words, copies.

use greffe::view::{Because, CopyView, HowQuoted, SiblingView, VerdictChange};

use super::phrase::shown;
use crate::similar::percent;
use crate::{Texts, day};

impl Texts {
    /// Returns what a verdict was, what it became, when and why.
    pub fn verdict_change(&self, change: &VerdictChange) -> String {
        let values = [
            ("since", day(self.language(), &change.since)),
            ("now", self.verdict(change.now).into_owned()),
            ("was", self.verdict(change.was).into_owned()),
            ("because", self.because(&change.because)),
        ];
        self.told("change", &values, &[])
    }

    /// Returns how a verified message holds the words of another one; [`Texts::sibling_means`] belongs to it.
    pub fn sibling(&self, sibling: &SiblingView) -> String {
        let key = match sibling.how {
            HowQuoted::Quoted => "sibling-quoted",
            HowQuoted::Attached => "sibling-attached",
        };
        let date = sibling.date.as_deref().map(|date| day(self.language(), date));
        let values = [
            ("domain", shown(&sibling.domain)),
            ("date", date.unwrap_or_else(|| self.get("verdict-no-date").into_owned())),
            ("share", percent(sibling.share)),
        ];
        self.told(key, &values, &[])
    }

    /// Returns what such a message shows, and what it does not.
    pub fn sibling_means(&self) -> String {
        self.get("sibling-means").into_owned()
    }

    /// Returns how another message with the same Message-ID compares.
    pub fn copy_of(&self, copy: &CopyView) -> String {
        let body = self.get(if copy.same_body { "copy-same-body" } else { "copy-other-body" }).into_owned();
        let Some(verdict) = copy.verdict else { return body };
        self.told("copy-verdict", &[("body", body), ("verdict", self.verdict(verdict).into_owned())], &[])
    }

    /// Returns how a key was learnt, in words; the code itself when it has none.
    pub fn key_method(&self, method: &str) -> String {
        let key = format!("key-method-{method}");
        if self.has(&key) { self.get(&key).into_owned() } else { shown(method) }
    }

    fn because(&self, because: &Because) -> String {
        match because {
            Because::Key { domain, selector, method, source } => {
                let values = [
                    ("domain", shown(domain)),
                    ("selector", shown(selector)),
                    ("method", self.key_method(method)),
                    ("source", shown(source)),
                ];
                self.told("because-key", &values, &[])
            }
            Because::Observers => self.get("because-observers").into_owned(),
            Because::Judge { version } => {
                self.told("because-judge", &[("version", version.to_string())], &[])
            }
            Because::Export { source } => self.told("because-export", &[("source", shown(source))], &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use greffe::Verdict;

    use super::*;
    use crate::Language;

    #[test]
    fn a_change_says_what_was_and_why() {
        let change = |because| VerdictChange {
            was: Verdict::Unproven,
            now: Verdict::Verified,
            since: "2026-01-02T03:04:05Z".to_owned(),
            because,
        };
        let key = Because::Key {
            domain: "region.example".to_owned(),
            selector: "s1".to_owned(),
            method: "document".to_owned(),
            source: "keys.tsv".to_owned(),
        };
        assert_eq!(
            Texts::new(Language::English).verdict_change(&change(key)),
            "2 January 2026: signature valid (before: no technical proof, for or against). \
             The key of region.example with the selector s1 became known (a document): keys.tsv."
        );
        let export = Because::Export { source: "a.mbox".to_owned() };
        for because in [Because::Judge { version: 2 }, Because::Observers, export] {
            let told = Texts::new(Language::French).verdict_change(&change(because));
            assert!(told.starts_with("2 janvier 2026 : signature valide (auparavant : ni preuve"), "{told}");
        }
    }

    #[test]
    fn a_quotation_says_how_much_it_holds() {
        let check = |how, share, date: Option<&str>, expect: &str| {
            let sibling = SiblingView {
                id: "ab".repeat(32),
                how,
                share,
                domain: "region.example".to_owned(),
                date: date.map(str::to_owned),
                from: String::new(),
            };
            assert_eq!(Texts::new(Language::English).sibling(&sibling), expect);
        };
        check(
            HowQuoted::Quoted,
            0.999,
            Some("2016-03-14T09:00:00Z"),
            "Quoted by a mail signed by region.example, of 14 March 2016: 99 % of its own lines, in these words.",
        );
        check(
            HowQuoted::Attached,
            1.0,
            None,
            "Attached, whole or in part (100 %), to a mail signed by region.example, of an unknown day.",
        );
    }

    #[test]
    fn a_copy_is_compared_in_words() {
        let copy = |same_body, verdict| CopyView { id: String::new(), same_body, verdict };
        let texts = Texts::new(Language::French);
        assert_eq!(texts.copy_of(&copy(true, None)), "mêmes texte et pièces jointes");
        assert_eq!(
            texts.copy_of(&copy(false, Some(Verdict::Mismatch))),
            "autre texte ou autres pièces jointes ; la signature ne concorde pas"
        );
    }

    #[test]
    fn a_method_without_words_stands_as_it_is() {
        let texts = Texts::new(Language::English);
        assert_eq!(texts.key_method("dns-dnssec"), "asked of DNS, with DNSSEC");
        assert_eq!(texts.key_method("carrier-pigeon"), "carrier-pigeon");
    }
}
