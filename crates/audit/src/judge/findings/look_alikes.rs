//! Accounts whose names look alike: found, never merged.

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::skeleton;

use super::Found;
use crate::judge::Case;
use crate::model::Explanation::{ProductDefault, SamePerson};
use crate::model::{AccountId, Certainty, Finding, Name, Rule, Severity};

/// Of names that all look alike, the first is compared with so many.
const MOST_ALIKE: usize = 20;

pub(super) fn find(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut alike: BTreeMap<String, BTreeMap<AccountId, Name>> = BTreeMap::new();
    for (place, account) in
        case.acts.accounts.list.iter().enumerate().filter(|(_, account)| !account.provider)
    {
        for name in &account.names {
            if let Some(looks) = looks(case.acts.text(*name)) {
                alike.entry(looks).or_default().entry(AccountId(place as u32)).or_insert(*name);
            }
        }
    }
    let concerned = concerned(case);
    let concerns = |(one, other): (AccountId, AccountId)| {
        concerned.as_ref().is_none_or(|all| all.contains(&one) || all.contains(&other))
    };
    let mut told: BTreeSet<(AccountId, AccountId)> = BTreeSet::new();
    for names in alike.values().filter(|names| names.len() > 1) {
        let Some((genuine, rest)) = genuine_first(case, names) else { continue };
        for other in rest.into_iter().take(MOST_ALIKE) {
            let pair = (genuine.0, other.0);
            // Two rows of the directory are two people; whoever keeps it meant both.
            let both_known = case.posts(genuine.0).next().is_some() && case.posts(other.0).next().is_some();
            if !both_known && concerns(pair) && told.insert(pair) {
                findings.push(look_alike(case, genuine, other));
            }
        }
    }
}

/// In the edition for one owner, only look-alikes of the owner and of who holds a right there.
fn concerned(case: &Case<'_>) -> Option<BTreeSet<AccountId>> {
    case.question.for_owner.as_ref()?;
    let holders = case.intervals.iter().map(|interval| interval.beneficiary);
    Some(case.owner.into_iter().chain(holders).collect())
}

type Named = (AccountId, Name);

/// The account of the directory first, else the first that the evidence names.
fn genuine_first(case: &Case<'_>, names: &BTreeMap<AccountId, Name>) -> Option<(Named, Vec<Named>)> {
    let mut named: Vec<Named> = names.iter().map(|(account, name)| (*account, *name)).collect();
    named.sort_by_key(|(account, _)| (case.posts(*account).next().is_none(), *account));
    let (first, rest) = named.split_first()?;
    Some((*first, rest.to_vec()))
}

fn look_alike(case: &Case<'_>, one: Named, other: Named) -> Finding {
    let mut found = Found::new(Rule::LookAlike, Severity::Question, Certainty::Possible)
        .accounts([one.0, other.0])
        .explained_by(&[SamePerson, ProductDefault]);
    found.value("one", case.acts.text(one.1));
    found.value("other", case.acts.text(other.1));
    found.done()
}

/// What an address looks like: letters that are taken for each other are one (UTS 39: `rn` and
/// `m`, `0` and `o`, `1` and `l`), dots and dashes before the `@` are not seen.
///
/// Each sort of name is compared with its own: `CORP\ann` and `ann@corp.example` are two.
fn looks(name: &str) -> Option<String> {
    let name = name.trim();
    if let Some((domain, login)) = name.split_once('\\') {
        let is_login = !domain.is_empty() && !login.is_empty() && !name.contains(char::is_whitespace);
        return is_login.then(|| format!("{}\\{}", domain.to_lowercase(), skeleton_of(&bare(login))));
    }
    let (local, domain) = name.rsplit_once('@')?;
    if local.is_empty() || !domain.contains('.') || name.contains(char::is_whitespace) {
        return None;
    }
    Some(format!("{}@{}", skeleton_of(&bare(local)), skeleton_of(domain)))
}

fn bare(login: &str) -> String {
    login.replace(['.', '-', '_'], "")
}

fn skeleton_of(text: &str) -> String {
    // Twice, because a capital that stands for a small letter folds to another look.
    let once: String = skeleton(&text.to_lowercase()).flat_map(char::to_lowercase).collect();
    skeleton(&once).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::looks;

    #[test]
    fn names_that_look_alike_look_the_same() {
        let cases = [
            ("martin@corp.example", "rnartin@corp.example", true),
            ("paolo@corp.example", "pa0lo@corp.example", true),
            ("alain@corp.example", "a1ain@corp.example", true),
            ("jean.paul@corp.example", "jeanpaul@corp.example", true),
            ("anna@corp.example", "аnna@corp.example", true),
            ("anna@corp.example", "anna@c0rp.example", true),
            ("anna@corp.example", "anne@corp.example", false),
            ("anna@corp.example", "anna@corp.test", false),
            ("anna@corp.example", "CORP\\anna", false),
            ("CORP\\martin", "corp\\rnartin", true),
            ("CORP\\anna", "TEST\\anna", false),
        ];
        for (one, other, same) in cases {
            assert_eq!(looks(one) == looks(other), same, "{one} {other}");
        }
    }
}
