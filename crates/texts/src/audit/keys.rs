//! Which text stands for which value: every `match` is exhaustive, so a new value without words does not compile.

use greffe::audit::{
    Answer, Basis, BoundBasis, Certainty, Class, Explanation, Form, GrantPath, Outcome, PersonClass, Power,
    Quality, Relation, Severity, Why, Zone,
};

pub(super) const fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::UseRecorded => "audit-answer-use-recorded",
        Answer::PossibleNotRecorded => "audit-answer-possible-not-recorded",
        Answer::LogCompleteNoUseRecorded => "audit-answer-log-complete-no-use-recorded",
        Answer::UnknownNoLog => "audit-answer-unknown-no-log",
    }
}

pub(super) const fn class(class: Class) -> &'static str {
    match class {
        Class::Grant => "audit-class-grant",
        Class::Revoke => "audit-class-revoke",
        Class::Use => "audit-class-use",
        Class::SendAs => "audit-class-send-as",
        Class::Export => "audit-class-export",
        Class::Search => "audit-class-search",
        Class::Divert => "audit-class-divert",
        Class::DivertEnd => "audit-class-divert-end",
        Class::Tamper => "audit-class-tamper",
        Class::AuditConfig => "audit-class-audit-config",
        Class::Auth => "audit-class-auth",
        Class::Other => "audit-class-other",
    }
}

pub(super) const fn power(power: Power) -> &'static str {
    match power {
        Power::Open => "audit-power-open",
        Power::OpenFolder => "audit-power-open-folder",
        Power::SendAs => "audit-power-send-as",
        Power::SendOnBehalf => "audit-power-send-on-behalf",
        Power::SearchAll => "audit-power-search-all",
        Power::ExportAll => "audit-power-export-all",
        Power::Impersonate => "audit-power-impersonate",
        Power::Administer => "audit-power-administer",
        Power::Divert => "audit-power-divert",
        Power::None => "audit-power-none",
    }
}

pub(super) const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Owner => "audit-relation-owner",
        Relation::NonOwner => "audit-relation-non-owner",
        Relation::Application => "audit-relation-application",
        Relation::Provider => "audit-relation-provider",
        Relation::Shared => "audit-relation-shared",
        Relation::Undetermined => "audit-relation-undetermined",
    }
}

pub(super) const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::SameId => "audit-basis-same-id",
        Basis::OtherId => "audit-basis-other-id",
        Basis::LogonType => "audit-basis-logon-type",
        Basis::AppOnly => "audit-basis-app-only",
        Basis::ServiceAccount => "audit-basis-service-account",
        Basis::LoginName => "audit-basis-login-name",
        Basis::Directory => "audit-basis-directory",
        Basis::Nothing => "audit-basis-nothing",
    }
}

pub(super) const fn bound(basis: BoundBasis) -> &'static str {
    match basis {
        BoundBasis::Event => "audit-bound-event",
        BoundBasis::AtOrBefore => "audit-bound-at-or-before",
        BoundBasis::StillOpen => "audit-bound-still-open",
        BoundBasis::GoneBetween => "audit-bound-gone-between",
        BoundBasis::Replaced => "audit-bound-replaced",
        BoundBasis::GivenAgain => "audit-bound-given-again",
        BoundBasis::Ceased => "audit-bound-ceased",
        BoundBasis::Unknown => "audit-bound-unknown",
    }
}

pub(super) const fn path(path: GrantPath) -> &'static str {
    match path {
        GrantPath::Direct => "audit-path-direct",
        GrantPath::Group(_) => "audit-path-group",
        GrantPath::Role(_) => "audit-path-role",
        GrantPath::Inherited => "audit-path-inherited",
        GrantPath::Configuration => "audit-path-configuration",
    }
}

pub(super) const fn quality(quality: Quality) -> &'static str {
    match quality {
        Quality::Complete => "audit-quality-complete",
        Quality::Partial => "audit-quality-partial",
        Quality::NotAttributable => "audit-quality-not-attributable",
        Quality::Truncated => "audit-quality-truncated",
        Quality::AdministrationOnly => "audit-quality-administration-only",
    }
}

pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Succeeded => "audit-outcome-succeeded",
        Outcome::Failed => "audit-outcome-failed",
        Outcome::Unsaid => "audit-outcome-unsaid",
    }
}

pub(super) const fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::Explicit => "audit-zone-explicit",
        Zone::Assumed => "audit-zone-assumed",
        Zone::Unknown => "audit-zone-unknown",
    }
}

pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Notice => "audit-severity-notice",
        Severity::Question => "audit-severity-question",
        Severity::Grave => "audit-severity-grave",
    }
}

pub(super) const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Recorded => "audit-certainty-recorded",
        Certainty::Derived => "audit-certainty-derived",
        Certainty::Possible => "audit-certainty-possible",
    }
}

pub(super) const fn explanation(explanation: Explanation) -> &'static str {
    match explanation {
        Explanation::Migration => "audit-explanation-migration",
        Explanation::Support => "audit-explanation-support",
        Explanation::Replacement => "audit-explanation-replacement",
        Explanation::OwnersWish => "audit-explanation-owners-wish",
        Explanation::UnseenApproval => "audit-explanation-unseen-approval",
        Explanation::Tool => "audit-explanation-tool",
        Explanation::Inquiry => "audit-explanation-inquiry",
        Explanation::SamePerson => "audit-explanation-same-person",
        Explanation::ProductDefault => "audit-explanation-product-default",
        Explanation::Maintenance => "audit-explanation-maintenance",
    }
}

pub(super) const fn why(why: Why) -> &'static str {
    match why {
        Why::Syntax => "audit-why-syntax",
        Why::Cut => "audit-why-cut",
        Why::Time => "audit-why-time",
        Why::Missing => "audit-why-missing",
        Why::Damaged => "audit-why-damaged",
        Why::TooLarge => "audit-why-too-large",
    }
}

/// The class that a directory gives; none for one in its own words.
pub(super) const fn person(class: PersonClass) -> Option<&'static str> {
    Some(match class {
        PersonClass::Elected => "audit-person-elected",
        PersonClass::Cabinet => "audit-person-cabinet",
        PersonClass::Union => "audit-person-union",
        PersonClass::Press => "audit-person-press",
        PersonClass::Lawyer => "audit-person-lawyer",
        PersonClass::Health => "audit-person-health",
        PersonClass::Dpo => "audit-person-dpo",
        PersonClass::It => "audit-person-it",
        PersonClass::Shared => "audit-person-shared",
        PersonClass::Service => "audit-person-service",
        PersonClass::Other(_) => return None,
    })
}

pub(super) const fn form(form: Form) -> &'static str {
    match form {
        Form::UnifiedCsv => "audit-form-unified-csv",
        Form::UnifiedJson => "audit-form-unified-json",
        Form::OfficeActivity => "audit-form-office-activity",
        Form::CloudAppEvents => "audit-form-cloud-app-events",
        Form::EntraAudit => "audit-form-entra-audit",
        Form::AdminAuditXml => "audit-form-admin-audit-xml",
        Form::AdminAuditCsv => "audit-form-admin-audit-csv",
        Form::AdminAuditCliXml => "audit-form-admin-audit-cli-xml",
        Form::AdminAuditJson => "audit-form-admin-audit-json",
        Form::MailboxAudit => "audit-form-mailbox-audit",
        Form::Evtx => "audit-form-evtx",
        Form::PermissionSnapshot => "audit-form-permission-snapshot",
        Form::RuleSnapshot => "audit-form-rule-snapshot",
        Form::AuditSnapshot => "audit-form-audit-snapshot",
        Form::Google => "audit-form-google",
        Form::Zimbra => "audit-form-zimbra",
        Form::Dovecot => "audit-form-dovecot",
        Form::Configuration => "audit-form-configuration",
        Form::Mapped => "audit-form-mapped",
        Form::Directory => "audit-form-directory",
        Form::Approvals => "audit-form-approvals",
        Form::Calendar => "audit-form-calendar",
        Form::Order => "audit-form-order",
        Form::Archive => "audit-form-archive",
        Form::Unknown => "audit-form-unknown",
    }
}
