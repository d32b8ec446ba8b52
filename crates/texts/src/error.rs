//! Words for the desk's errors: what happened, and what to do.

use greffe::{Coded, Error};

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
        let expected = match error {
            Error::Query { expected, .. } => Some(expected),
            _ => None,
        };
        self.error_of(&error.coded(), expected)
    }

    /// Returns the words for an error by its code, and by what was expected of a query.
    pub fn error_of(&self, error: &Coded, expected: Option<&Coded>) -> ErrorWords {
        let cause = self.refused(&error.values).map(|cause| ("cause", cause));
        let own = |(name, _): &&(&'static str, String)| cause.is_none() || *name != "cause";
        let mut values: Vec<_> = error.values.iter().filter(own).cloned().chain(cause.clone()).collect();
        if let Some(expected) = expected {
            values.push(("expected", self.expected(expected)));
            values.push(("wanted", expected.code.to_owned()));
        }
        ErrorWords {
            what: self.phrase(&format!("err-{}", error.code), &values),
            hint: self.phrase(&format!("rec-{}", error.code), &values),
        }
    }

    /// Says what a query could have held where it cannot be read.
    pub fn expected(&self, expected: &Coded) -> String {
        self.phrase(&format!("expected-{}", expected.code), &expected.values)
    }

    /// Says what does not agree in an archive.
    pub fn found_wrong(&self, what: &Coded) -> String {
        self.phrase(&format!("wrong-{}", what.code), &what.values)
    }

    /// Says why something handed in could not be read; the code itself when there are no words for it.
    pub fn lost(&self, reason: &str) -> String {
        let key = format!("lost-{reason}");
        if self.has(&key) { self.get(&key).into_owned() } else { reason.to_owned() }
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
