//! Rules over single records: those of the house have their words here, those of others bring theirs.

use greffe::audit::{Finding, Rule};

use super::AuditWord;
use crate::{Texts, shown};

/// A rule in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleWords {
    /// Its name; begins in lower case if it is a rule of the house.
    pub name: String,
    /// Why what it finds is worth a question.
    pub means: String,
    /// Innocent explanations that a rule over single records names; the others have theirs in the finding.
    pub innocent: Vec<String>,
}

impl Texts {
    /// Returns the name of the rule that found something, why that is worth a question, and what else
    /// could explain it.
    pub fn audit_rule(&self, finding: &Finding) -> RuleWords {
        let Rule::Sigma(title) = &finding.rule else {
            let means = self.get(&format!("audit-rule-means-{}", finding.rule.code())).into_owned();
            let name = self.told(finding.rule.key(), &[("title", String::new())], &[]);
            return RuleWords { name, means, innocent: Vec::new() };
        };
        self.of_the_house(finding).unwrap_or_else(|| self.of_others(finding, title))
    }

    fn of_the_house(&self, finding: &Finding) -> Option<RuleWords> {
        let name = values(finding, "name").next()?.replace('_', "-");
        let key = format!("audit-house-{name}");
        self.has(&key).then(|| RuleWords {
            name: self.get(&key).into_owned(),
            means: self.get(&format!("audit-house-means-{name}")).into_owned(),
            innocent: vec![self.get(&format!("audit-house-innocent-{name}")).into_owned()],
        })
    }

    /// In the language of these texts where the rule has it, as it is written where it has not.
    fn of_others(&self, finding: &Finding, title: &str) -> RuleWords {
        let written = |name: &str| -> Vec<String> {
            let own = format!("{name}_{}", self.language().tag());
            let told = if values(finding, &own).next().is_some() { &own } else { name };
            values(finding, told).map(shown).filter(|text| !text.is_empty()).collect()
        };
        let usual = || self.get("audit-rule-means-sigma").into_owned();
        RuleWords {
            name: written("title").into_iter().next().unwrap_or_else(|| shown(title)),
            means: written("description").into_iter().next().unwrap_or_else(usual),
            innocent: written("false_positive"),
        }
    }
}

fn values<'f>(finding: &'f Finding, name: &'f str) -> impl Iterator<Item = &'f str> {
    finding.values.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use greffe::audit::{Certainty, Finding, Rule, Severity};

    use crate::{Language, Texts};

    fn finding(values: &[(&'static str, &str)]) -> Finding {
        Finding {
            rule: Rule::Sigma("As written".to_owned()),
            severity: Severity::Notice,
            certainty: Certainty::Recorded,
            accounts: Vec::new(),
            mailboxes: Vec::new(),
            span: None,
            values: values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
            explanations: Vec::new(),
            evidence: Vec::new(),
            intervals: Vec::new(),
        }
    }

    #[test]
    fn rules_of_the_house_speak_both_languages() {
        let told = finding(&[("name", "failed_attempt"), ("title", "As written")]);
        let [french, english] =
            [Language::French, Language::English].map(|language| Texts::new(language).audit_rule(&told));
        assert_ne!(french, english);
        assert!(french.name != "As written" && !french.means.is_empty() && french.innocent.len() == 1);
    }

    #[test]
    fn rules_of_others_keep_their_words_or_bring_two() {
        let french = Texts::new(Language::French);
        let one = finding(&[("title", "As written"), ("description", "Why"), ("false_positive", "A tool")]);
        assert_eq!(french.audit_rule(&one).name, "As written");
        assert_eq!(french.audit_rule(&one).innocent, ["A tool"]);
        let two = finding(&[
            ("title", "As written"),
            ("description", "Why"),
            ("title_fr", "Tel quel"),
            ("description_fr", "Pourquoi"),
            ("false_positive", "A tool"),
            ("false_positive_fr", "Un outil"),
        ]);
        let words = french.audit_rule(&two);
        assert_eq!((words.name.as_str(), words.means.as_str()), ("Tel quel", "Pourquoi"));
        assert_eq!(words.innocent, ["Un outil"]);
        assert_eq!(Texts::new(Language::English).audit_rule(&two).name, "As written");
    }
}
