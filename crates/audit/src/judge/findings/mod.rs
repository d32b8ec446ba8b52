//! What the rules find. Each rule is a file or part of one; each finding says how sure it is
//! and what else could explain it.
//!
//! | rule | accounts, in order | values |
//! |---|---|---|
//! | `SelfGrant` | who gave and has | `grants`, `mailboxes` |
//! | `GrantBySubordinate` | who executed, who benefits | `grants`, `mailboxes`, `levels` |
//! | `LeftOut` | who benefits | `department` (may be empty), `left_out`, `granted`, `known` |
//! | `OutlivesPost` | who kept it | `kind` (`departure`, `post`), `days`, `mailboxes` |
//! | `ContentSearch` | who searched | `query` (empty if no record tells), `searches`, `mailboxes`, `scope` (`all`, `some`, `unsaid`) |
//! | `AlmostAll` | who can | `mailboxes`, `known`, `percent`, `path` (`each`, `role`) |
//! | `BulkGrant` | who executed, who benefits | `grants`, `minutes` |
//! | `BriefGrant` | who had it, who gave it | `minutes`, `uses` |
//! | `NoApproval` | who has it | `rights`, `mailboxes` |
//! | `BeyondApproval` | who has it | `kind` (`time`, `scope`), `reference`, `rights`, `mailboxes` |
//! | `ProtectedPerson` | who could | `class`, `mailboxes`, `uses` |
//! | `SensitivePeriod` | who used | `period`, `uses`, `mailboxes` |
//! | `Diversion` | who set it (absent if unknown), where mail goes | `destination`, `mailboxes`, `set_by` (`another`, `receiver`, `nobody-told`), `standing` (`yes`, `no`) |
//! | `Tampering` | who did | `operation`, `right`, `times`, `near` (`before`, `after`, `none`), `hours`, `bypassed` (`yes`, `no`) |
//! | `LookAlike` | the one, the other | `one`, `other` |
//! | `StandingToday` | who can | `rights`, `mailboxes`, `scope` (`all`, `some`), `dated` (`yes`, `no`) |
//! | `Sigma` | who did (may be absent) | `name` (of a rule of the house, to be said in other words), `title`, `description`, `events`, `false_positive`..., and `title_fr`, `description_en`... if the rule has them |

mod approvals;
mod breadth;
mod diversions;
mod found;
mod grants;
mod look_alikes;
mod people;
mod searches;
mod standing;
mod tampering;

use std::cmp::Reverse;

pub(crate) use self::found::Found;
use crate::judge::Case;
use crate::model::Finding;

/// Every finding, the gravest first.
pub(crate) fn find(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    grants::find(case, &mut findings);
    breadth::find(case, &mut findings);
    approvals::find(case, &mut findings);
    people::find(case, &mut findings);
    searches::find(case, &mut findings);
    diversions::find(case, &mut findings);
    tampering::find(case, &mut findings);
    look_alikes::find(case, &mut findings);
    standing::find(case, &mut findings);
    findings.extend(super::sigma::find(case));
    findings.sort_by_cached_key(|found| {
        (
            Reverse(found.severity),
            found.rule.clone(),
            found.accounts.clone(),
            found.span,
            found.values.clone(),
        )
    });
    findings
}

#[cfg(test)]
mod tests;
