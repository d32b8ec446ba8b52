//! Which text stands for which value: every `match` is exhaustive, so a new value without words does not compile.

use greffe::{
    Alignment, BodyResult, ChainEnd, ChainResult, Confidence, Coverage, Dialect, HeaderResult, KeyNote,
    Repair,
};

pub(super) const fn dialect(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Dkim => "signature-dialect-dkim",
        Dialect::DkimDraft => "signature-dialect-dkim-draft",
        Dialect::Domainkeys => "signature-dialect-domainkeys",
        Dialect::ArcMessageSignature => "signature-dialect-arc-message-signature",
        Dialect::ArcSeal => "signature-dialect-arc-seal",
    }
}

pub(super) const fn header(result: HeaderResult) -> &'static str {
    match result {
        HeaderResult::Valid => "signature-header-valid",
        HeaderResult::Invalid => "signature-header-invalid",
        HeaderResult::KeyMissing => "signature-header-key-missing",
        HeaderResult::KeyUnusable => "signature-header-key-unusable",
        HeaderResult::Malformed => "signature-header-malformed",
    }
}

pub(super) const fn body(result: BodyResult) -> &'static str {
    match result {
        BodyResult::Matches => "signature-body-matches",
        BodyResult::MatchesPrefix => "signature-body-matches-prefix",
        BodyResult::MatchesAfterRepair => "signature-body-matches-after-repair",
        BodyResult::Differs => "signature-body-differs",
        BodyResult::NotAvailable => "signature-body-not-available",
    }
}

pub(super) const fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Strict => "signature-aligned-strict",
        Alignment::Relaxed => "signature-aligned-relaxed",
        Alignment::Provider => "signature-aligned-provider",
        Alignment::No => "signature-aligned-no",
    }
}

pub(super) const fn coverage(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Signed => "coverage-signed",
        Coverage::Oversigned => "coverage-oversigned",
        Coverage::Unsigned => "coverage-unsigned",
        Coverage::Duplicated => "coverage-duplicated",
        Coverage::Absent => "coverage-absent",
    }
}

pub(super) const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::K0 => "key-confidence-k0",
        Confidence::K1 => "key-confidence-k1",
        Confidence::K2 => "key-confidence-k2",
        Confidence::K3 => "key-confidence-k3",
        Confidence::K4 => "key-confidence-k4",
        Confidence::K5 => "key-confidence-k5",
    }
}

pub(super) const fn note(note: KeyNote) -> &'static str {
    match note {
        KeyNote::PublishedPrivateKey => "key-note-published-private-key",
        KeyNote::Factored => "key-note-factored",
        KeyNote::TestMode => "key-note-test-mode",
        KeyNote::Revoked => "key-note-revoked",
        KeyNote::Shared => "key-note-shared",
        KeyNote::SuppliedByYou => "key-note-supplied-by-you",
        KeyNote::Recovered => "key-note-recovered",
    }
}

pub(super) const fn repair(repair: Repair) -> &'static str {
    match repair {
        Repair::LineEnds => "repair-line-ends",
        Repair::FromUnquoted => "repair-from-unquoted",
        Repair::LastLine => "repair-last-line",
        Repair::SignatureSpacing => "repair-signature-spacing",
        Repair::HeaderSpacing => "repair-header-spacing",
        Repair::BodySpacing => "repair-body-spacing",
        Repair::TransferEncoding => "repair-transfer-encoding",
        Repair::ListAdditions => "repair-list-additions",
    }
}

pub(super) const fn chain(result: ChainResult) -> &'static str {
    match result {
        ChainResult::Pass => "chain-pass",
        ChainResult::Fail => "chain-fail",
        ChainResult::KeyMissing => "chain-key-missing",
    }
}

pub(super) const fn chain_end(end: ChainEnd) -> &'static str {
    match end {
        ChainEnd::TooMany => "chain-end-too-many",
        ChainEnd::TooLong => "chain-end-too-long",
        ChainEnd::NoInstance(_) => "chain-end-no-instance",
        ChainEnd::NoSet(_) => "chain-end-no-set",
        ChainEnd::Missing(..) => "chain-end-missing",
        ChainEnd::Twice(..) => "chain-end-twice",
        ChainEnd::Malformed(..) => "chain-end-malformed",
        ChainEnd::ChainValue(..) => "chain-end-chain-value",
        ChainEnd::SignsSeal(_) => "chain-end-signs-seal",
        ChainEnd::Invalid(..) => "chain-end-invalid",
        ChainEnd::Body(_) => "chain-end-body",
        ChainEnd::KeyUnusable(..) => "chain-end-key-unusable",
        ChainEnd::NoKey(..) => "chain-end-no-key",
        ChainEnd::NoBody(_) => "chain-end-no-body",
    }
}
