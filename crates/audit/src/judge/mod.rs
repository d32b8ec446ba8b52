//! Evidence to what can be said of it: identities, intervals, coverage, findings.
