//! Schemas of what signatures prove, and of domain keys.

use serde_json::Value;

use super::{flag, integer, list, maybe, object, of, text};

/// Returns the schemas by name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        (
            "Authentication",
            object(&[
                ("verdict", text()),
                ("reasons", list(text())),
                ("author_domain", text()),
                ("best", integer()),
                ("signatures", list(of("Signature"))),
                ("arc", of("Chain")),
                ("claims", list(of("Claim"))),
                ("signed_by", list(text())),
                ("history", list(of("VerdictChange"))),
                ("siblings", list(of("Sibling"))),
                ("copies", list(of("Copy"))),
                ("settle", list(of("KeyName"))),
            ]),
        ),
        ("Signature", signature()),
        ("Canonicalization", object(&[("header", text()), ("body", text())])),
        ("Covered", object(&[("header", text()), ("state", text())])),
        (
            "KeyFacts",
            object(&[
                ("bits", integer()),
                ("confidence", text()),
                ("spki_sha256", text()),
                ("sources", list(text())),
                ("notes", list(text())),
            ]),
        ),
        (
            "SignatureTime",
            object(&[
                ("signed_at", maybe("integer")),
                ("expires_at", maybe("integer")),
                ("date", maybe("integer")),
                ("plausible", flag()),
            ]),
        ),
        ("Repair", object(&[("repair", text()), ("places", integer()), ("offset", integer())])),
        (
            "Chain",
            object(&[
                ("result", text()),
                ("sets", integer()),
                ("signatures", list(of("Signature"))),
                ("broken", text()),
            ]),
        ),
        (
            "Claim",
            object(&[
                ("by", text()),
                ("method", text()),
                ("result", text()),
                ("domain", text()),
                ("selector", text()),
            ]),
        ),
        (
            "VerdictChange",
            object(&[("was", text()), ("now", text()), ("since", text()), ("because", of("Because"))]),
        ),
        (
            "Because",
            object(&[
                ("kind", text()),
                ("domain", text()),
                ("selector", text()),
                ("method", text()),
                ("source", text()),
                ("version", integer()),
            ]),
        ),
        (
            "Sibling",
            object(&[
                ("id", text()),
                ("how", text()),
                ("share", number()),
                ("domain", text()),
                ("date", maybe("string")),
                ("from", text()),
            ]),
        ),
        ("Copy", object(&[("id", text()), ("same_body", flag()), ("verdict", maybe("string"))])),
        ("KeyName", object(&[("domain", text()), ("selector", text())])),
        ("Key", key()),
        ("KeyClaim", object(&[("kind", text()), ("since", maybe("string")), ("source", text())])),
        (
            "MissingKey",
            object(&[
                ("domain", text()),
                ("selector", text()),
                ("messages", integer()),
                ("kinds", of("KindCounts")),
                ("first", maybe("string")),
                ("last", maybe("string")),
            ]),
        ),
        (
            "KeysReport",
            object(&[
                ("added", integer()),
                ("known", integer()),
                ("unread", list(of("UnreadKey"))),
                ("judged", integer()),
                ("turned", list(of("Turned"))),
            ]),
        ),
        ("UnreadKey", object(&[("path", text()), ("line", integer()), ("reason", text())])),
        ("Turned", object(&[("was", text()), ("now", text()), ("messages", integer())])),
        (
            "VerdictTotals",
            object(&[
                ("person", of("VerdictCounts")),
                ("list", of("VerdictCounts")),
                ("bulk", of("VerdictCounts")),
                ("automatic", of("VerdictCounts")),
            ]),
        ),
        (
            "VerdictCounts",
            object(&[
                ("verified", integer()),
                ("partly-verified", integer()),
                ("unproven", integer()),
                ("mismatch", integer()),
            ]),
        ),
        (
            "KindCounts",
            object(&[
                ("person", integer()),
                ("list", integer()),
                ("bulk", integer()),
                ("automatic", integer()),
            ]),
        ),
    ]
}

fn signature() -> Value {
    object(&[
        ("dialect", text()),
        ("domain", text()),
        ("selector", text()),
        ("identity", text()),
        ("algorithm", text()),
        ("canonicalization", of("Canonicalization")),
        ("header", text()),
        ("body", text()),
        ("signed_octets", maybe("integer")),
        ("body_octets", integer()),
        ("coverage", list(of("Covered"))),
        ("key", of("KeyFacts")),
        ("time", of("SignatureTime")),
        ("aligned", text()),
        ("repairs", list(of("Repair"))),
        ("verdict", text()),
        ("reasons", list(text())),
    ])
}

fn key() -> Value {
    object(&[
        ("domain", text()),
        ("selector", text()),
        ("algorithm", text()),
        ("bits", integer()),
        ("spki_sha256", maybe("string")),
        ("record", maybe("string")),
        ("confidence", text()),
        ("sources", list(text())),
        ("first_seen", maybe("string")),
        ("last_seen", maybe("string")),
        ("notes", list(text())),
        ("claims", list(of("KeyClaim"))),
    ])
}

/// A share; the others are whole numbers.
fn number() -> Value {
    serde_json::json!({ "type": "number" })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;
    use crate::samples;

    #[test]
    fn a_message_s_proof_has_the_fields_that_are_written() {
        let view = samples::message("x").authentication;
        check("Authentication", &view);
        let signature = &view.judgement.signatures[0];
        check("Signature", signature);
        check("Canonicalization", &signature.canonicalization);
        check("Covered", &signature.coverage[0]);
        check("KeyFacts", &signature.key);
        check("SignatureTime", &signature.time);
        check("Repair", &signature.repairs[0]);
        check("Chain", &view.judgement.arc);
        check("Claim", &view.judgement.claims[0]);
        check("VerdictChange", &view.history[0]);
        check("Sibling", &view.siblings[0]);
        check("Copy", &view.copies[0]);
        check("KeyName", &view.settle[0]);
    }

    #[test]
    fn keys_have_the_fields_that_are_written() {
        let key = samples::key("x");
        check("Key", &key);
        check("KeyClaim", &key.claims[0]);
        let missing = samples::missing_key("x");
        check("MissingKey", &missing);
        check("KindCounts", &missing.kinds);
        let totals = samples::import("x").verdicts;
        check("VerdictTotals", &totals);
        check("VerdictCounts", &totals.map(|totals| totals.person));
        let report = samples::keys_report("x");
        check("KeysReport", &report);
        check("UnreadKey", &report.unread[0]);
        check("Turned", &report.turned[0]);
    }

    #[test]
    fn a_change_has_the_fields_of_all_its_causes() {
        let causes = samples::causes("x");
        let mut written = std::collections::BTreeSet::new();
        for cause in causes {
            let cause = serde_json::to_value(cause).expect("JSON");
            written.extend(cause.as_object().expect("an object").keys().cloned());
        }
        let schemas = schemas();
        let (_, because) = schemas.iter().find(|(name, _)| *name == "Because").expect("a schema");
        let described = because["properties"].as_object().expect("properties").keys().cloned().collect();
        assert_eq!(written, described);
    }
}
