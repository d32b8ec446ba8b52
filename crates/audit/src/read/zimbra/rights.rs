//! Zimbra's rights: who is allowed what, in an ACE or a share.

use crate::model::{Flags, Power};

/// One `zimbraACE`: grantee, its type, right; a `-` before the right refuses it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ace<'l> {
    pub(super) grantee: &'l str,
    pub(super) kind: &'l str,
    pub(super) right: &'l str,
    pub(super) refused: bool,
}

impl<'l> Ace<'l> {
    /// `46e2a5c6-… usr -loginAs`.
    pub(super) fn parse(value: &'l str) -> Option<Self> {
        let mut words = value.split_whitespace();
        let (grantee, kind, right) = (words.next()?, words.next()?, words.next()?);
        let (right, refused) = right.strip_prefix('-').map_or((right, false), |right| (right, true));
        // `+` lets the grantee pass it on, `*` restricts it to sub-domains.
        Some(Ace { grantee, kind, right: right.trim_start_matches(['+', '*']), refused })
    }

    /// Whether it is refused, and whether a group holds it.
    pub(super) fn flags(&self) -> Flags {
        let refused = if self.refused { Flags::DENY } else { Flags::default() };
        if is_group(self.kind) { refused.with(Flags::BY_GROUP) } else { refused }
    }
}

/// Whether a grantee of this type is more than one account.
pub(super) fn is_group(kind: &str) -> bool {
    matches!(kind, "grp" | "dom" | "all" | "pub" | "egp")
}

/// What a right lets one do.
pub(super) fn power_of(right: &str) -> Power {
    match right {
        "loginAs" => Power::Open,
        "adminLoginAs" | "adminLoginCalendarResourceAs" => Power::Impersonate,
        "sendAs" | "sendAsDistList" => Power::SendAs,
        "sendOnBehalfOf" | "sendOnBehalfOfDistList" => Power::SendOnBehalf,
        "viewFreeBusy" | "invite" | "viewDistList" | "sendToDistList" | "ownDistList" => Power::None,
        right if right.to_lowercase().contains("admin") || right.starts_with("set.account") => {
            Power::Administer
        }
        "setAccountPassword" | "modifyAccount" | "crossMailboxSearch" => Power::Administer,
        _ => Power::None,
    }
}

/// What the letters of a share let one do.
pub(super) fn power_of_share(letters: &str) -> Power {
    if letters.contains('r') { Power::OpenFolder } else { Power::None }
}
