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
        ErrorWords {
            what: self.phrase(&format!("err-{code}"), values),
            hint: self.phrase(&format!("rec-{code}"), values),
        }
    }

    fn phrase(&self, key: &str, values: &[(&'static str, String)]) -> String {
        let values: Vec<(&str, Value<'_>)> =
            values.iter().map(|(name, value)| (*name, Value::Text(value))).collect();
        self.with(key, &values).into_owned()
    }
}
