//! Words for the desk's errors: what happened, and what to do.

use greffe::Error;

use crate::{Texts, Value};

/// The two texts of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorWords {
    /// What happened.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

impl Texts {
    /// Returns the words for an error.
    pub fn error(&self, error: &Error) -> ErrorWords {
        let mut values = error.arguments();
        if let Error::Query { expected, .. } = error {
            values.push(("expected", self.phrase(&format!("expected-{}", expected.code), &expected.values)));
            values.push(("wanted", expected.code.to_owned()));
        }
        self.error_of(error.code(), &values)
    }

    /// Returns the words for an error of another room, by its code.
    pub fn error_of(&self, code: &str, values: &[(&'static str, String)]) -> ErrorWords {
        let cause = self.refused(values).map(|cause| ("cause", cause));
        let own = |(name, _): &&(&'static str, String)| cause.is_none() || *name != "cause";
        let values: Vec<_> = values.iter().filter(own).cloned().chain(cause.clone()).collect();
        ErrorWords {
            what: self.phrase(&format!("err-{code}"), &values),
            hint: self.phrase(&format!("rec-{code}"), &values),
        }
    }

    /// Says what the system refused, in place of its own words; `None` where these must do.
    fn refused(&self, values: &[(&'static str, String)]) -> Option<String> {
        let value = |wanted| values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        let what = self.get(&format!("system-{}", value("refused")?)).into_owned();
        let Some(errno) = value("errno") else { return Some(what) };
        Some(self.phrase("system-numbered", &[("what", what), ("errno", errno.clone())]))
    }

    fn phrase(&self, key: &str, values: &[(&'static str, String)]) -> String {
        let values: Vec<(&str, Value<'_>)> =
            values.iter().map(|(name, value)| (*name, Value::Text(value))).collect();
        self.with(key, &values).into_owned()
    }
}
