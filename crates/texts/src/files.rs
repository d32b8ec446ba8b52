//! Words for files inside messages: how their reading ended, what they say of themselves.

use greffe::view::FileState;
use greffe::{Mark, Metadata};

use crate::{Texts, Value};

impl Texts {
    /// Says how the reading of a file ended, and why text is missing.
    pub fn file_state(&self, state: &FileState) -> String {
        let why = state.why.map(|why| self.get(&format!("file-why-{why}")).into_owned()).unwrap_or_default();
        self.with(&format!("file-state-{}", state.outcome), &[("why", Value::Text(&why))]).into_owned()
    }

    /// Says where in a document text stands.
    pub fn file_mark(&self, mark: Mark) -> String {
        self.get(&format!("file-mark-{}", mark.word())).into_owned()
    }

    /// Returns what a file says of itself: a label and a value each, the values as written.
    pub fn file_says(&self, metadata: &Metadata) -> Vec<(String, String)> {
        let position = metadata.position.map(|at| format!("{:.5}, {:.5}", at.latitude, at.longitude));
        let said = [
            ("title", metadata.title.clone()),
            ("author", metadata.author.clone()),
            ("last-saved-by", metadata.last_saved_by.clone()),
            ("company", metadata.company.clone()),
            ("created", metadata.created.clone()),
            ("modified", metadata.modified.clone()),
            ("software", metadata.software.clone()),
            ("template", metadata.template.clone()),
            ("position", position),
        ];
        let label = |what: &str| self.get(&format!("file-says-{what}")).into_owned();
        said.into_iter().filter_map(|(what, value)| Some((label(what), value?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use greffe::{Position, WhyUnread};

    use super::*;
    use crate::Language;

    #[test]
    fn every_state_mark_and_claim_has_words() {
        for language in [Language::English, Language::French] {
            let texts = Texts::new(language);
            let whys = WhyUnread::ALL.map(WhyUnread::word).into_iter().chain(["inside"]);
            for why in whys {
                let said = texts.file_state(&FileState { outcome: "none", why: Some(why) });
                assert!(said.len() > 15 && !said.contains("file-"), "{said}");
            }
            for outcome in ["complete", "truncated", "waiting", "message"] {
                assert!(!texts.file_state(&FileState { outcome, why: None }).contains("file-"), "{outcome}");
            }
            for mark in Mark::ALL {
                assert!(!texts.file_mark(mark).contains("file-"), "{mark:?}");
            }
            let all = Some("x".to_owned());
            let metadata = Metadata {
                title: all.clone(),
                author: all.clone(),
                last_saved_by: all.clone(),
                company: all.clone(),
                created: all.clone(),
                modified: all.clone(),
                software: all.clone(),
                template: all,
                position: Some(Position { latitude: 48.1, longitude: -1.67 }),
            };
            let said = texts.file_says(&metadata);
            assert_eq!(said.len(), 9);
            assert!(said.iter().all(|(label, _)| !label.contains("file-")), "{said:?}");
            assert_eq!(said.last().map(|(_, at)| at.as_str()), Some("48.10000, -1.67000"));
        }
    }
}
