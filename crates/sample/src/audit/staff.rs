//! Who has an account: the cast, colleagues by chance, shared mailboxes and services.

use crate::chance::Chance;
use crate::world::{self, CAST, DOMAIN};

/// An account, by its place in the [`Staff`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Who(pub(super) usize);

/// What sort of account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    /// A mailbox of several people.
    Shared,
    /// A program; it has no mailbox.
    Service,
    /// Made to be taken for another; no directory knows it.
    Impostor,
}

/// One account.
#[derive(Debug, Clone)]
pub(super) struct Account {
    /// How the plot names it; empty for the others.
    pub(super) slug: &'static str,
    pub(super) sort: Sort,
    pub(super) name: String,
    pub(super) address: String,
    /// The name without domain that Windows logs in with.
    pub(super) login: String,
    pub(super) department: &'static str,
    /// What the directory calls it: `elected`, `union`, `it`...
    pub(super) class: &'static str,
    pub(super) manager: Option<Who>,
    pub(super) sid: String,
    pub(super) guid: String,
    /// Day after the bulk grant on which the person leaves.
    pub(super) leaves_on_day: Option<i64>,
}

/// Everybody.
#[derive(Debug, Clone)]
pub(super) struct Staff {
    accounts: Vec<Account>,
}

const DEPARTMENTS: [&str; 7] =
    ["Finances", "Lycées", "Transports", "Culture", "Ressources humaines", "Agriculture", "Assemblée"];

/// Slug, department and class of those members of the cast who work for the Région.
const PARTS: [(&str, &str, &str); 14] = [
    ("presidente", "Présidence", "elected"),
    ("dircab", "Cabinet", "cabinet"),
    ("dgs", "Direction générale", ""),
    ("dsi", "Informatique", "it"),
    ("technicien", "Informatique", "it"),
    ("majorite", "Élus", "elected"),
    ("opposition", "Élus", "elected"),
    ("syndicat", "Représentants du personnel", "union"),
    ("presse", "Communication", "press"),
    ("achats", "Achats", ""),
    ("europe", "Europe", ""),
    ("dpo", "Protection des données", "dpo"),
    ("secretaire", "Présidence", ""),
    ("juriste", "Affaires juridiques", "lawyer"),
];

/// Slug, name, login, department, class and sort of the others whom the plot names.
const OTHERS: [(&str, &str, &str, &str, &str, Sort); 7] = [
    ("assistant", "Ophélie Brémontier", "ophelie.bremontier", "Informatique", "it", Sort::Person),
    ("reseau", "Gaspard Villedieu-Roux", "gaspard.villedieu-roux", "Informatique", "it", Sort::Person),
    ("ancien", "Corentin Malebranque", "corentin.malebranque", "Assemblée", "", Sort::Person),
    ("accueil", "Accueil du public", "accueil", "Assemblée", "shared", Sort::Shared),
    ("depannage", "Dépannage informatique", "depannage", "Informatique", "shared", Sort::Shared),
    ("migration", "Service de migration", "svc-migration", "Informatique", "service", Sort::Service),
    ("sosie", "Eloise Oeuvrard", "e1oise.oeuvrard", "", "", Sort::Impostor),
];

impl Staff {
    /// Hires everybody; `mailboxes` counts all mailboxes, and is never under what the plot needs.
    pub(super) fn new(mailboxes: usize, chance: &mut Chance) -> Self {
        let mut staff = Self { accounts: Vec::new() };
        for (slug, department, class) in PARTS {
            staff.hire_cast(slug, department, class, chance);
        }
        for (slug, name, login, department, class, sort) in OTHERS {
            staff.add(Account { slug, class, ..account(sort, name, login, department) }, chance);
        }
        while staff.mailboxes().count() < mailboxes {
            staff.hire_colleague(chance);
        }
        let dsi = staff.of("dsi");
        for at in ["technicien", "assistant", "reseau"].map(|slug| staff.of(slug)) {
            staff.accounts[at.0].manager = Some(dsi);
        }
        let former = staff.of("ancien");
        staff.accounts[former.0].leaves_on_day = Some(100);
        staff
    }

    fn hire_cast(
        &mut self,
        slug: &'static str,
        department: &'static str,
        class: &'static str,
        chance: &mut Chance,
    ) {
        let Some(member) = CAST.iter().find(|member| member.slug == slug) else { return };
        let login = member.address.split('@').next().unwrap_or(slug);
        self.add(Account { slug, class, ..account(Sort::Person, member.name, login, department) }, chance);
    }

    fn hire_colleague(&mut self, chance: &mut Chance) {
        let person = world::colleague(chance);
        let login = person.address.split('@').next().unwrap_or("x").to_owned();
        // Names repeat in large staffs, and so they get a number, as anywhere.
        let number = self.accounts.len();
        let taken = self.accounts.iter().any(|known| known.login == login || known.name == person.name);
        let (name, login) = match taken {
            true => (format!("{} {number}", person.name), format!("{login}{number}")),
            false => (person.name, login),
        };
        let department = chance.pick(&DEPARTMENTS);
        self.add(account(Sort::Person, &name, &login, department), chance);
    }

    fn add(&mut self, account: Account, chance: &mut Chance) {
        let relative = 1104 + 3 * self.accounts.len();
        let sid = format!("S-1-5-21-1004336348-1177238915-682003330-{relative}");
        self.accounts.push(Account { sid, guid: guid(chance), ..account });
    }

    /// The account that the plot names `slug`; the first one for a slug that does not exist.
    pub(super) fn of(&self, slug: &str) -> Who {
        Who(self.accounts.iter().position(|account| account.slug == slug).unwrap_or(0))
    }

    /// What is known of an account.
    pub(super) fn get(&self, who: Who) -> &Account {
        &self.accounts[who.0]
    }

    /// Its main address.
    pub(super) fn address(&self, who: Who) -> String {
        self.get(who).address.clone()
    }

    /// Everybody.
    pub(super) fn everybody(&self) -> impl Iterator<Item = (Who, &Account)> {
        self.accounts.iter().enumerate().map(|(at, account)| (Who(at), account))
    }

    /// Everybody with a mailbox.
    pub(super) fn mailboxes(&self) -> impl Iterator<Item = Who> {
        let with = |account: &Account| matches!(account.sort, Sort::Person | Sort::Shared);
        self.everybody().filter(move |(_, account)| with(account)).map(|(who, _)| who)
    }

    /// The mailboxes of those who run the mail system.
    pub(super) fn it(&self) -> impl Iterator<Item = Who> {
        self.mailboxes().filter(|who| self.get(*who).department == "Informatique")
    }
}

impl Account {
    /// As Windows writes it: domain, backslash, login.
    pub(super) fn windows_name(&self) -> String {
        format!("HAUTES-TERRES\\{}", self.login)
    }

    /// As Exchange names objects: the path in the directory.
    pub(super) fn canonical_name(&self) -> String {
        format!("{DOMAIN}/Comptes/{}", self.name)
    }
}

fn account(sort: Sort, name: &str, login: &str, department: &'static str) -> Account {
    Account {
        slug: "",
        sort,
        name: name.to_owned(),
        address: format!("{login}@{DOMAIN}"),
        login: login.to_owned(),
        department,
        class: "",
        manager: None,
        sid: String::new(),
        guid: String::new(),
        leaves_on_day: None,
    }
}

/// A GUID of chance, in the form of version 4.
pub(super) fn guid(chance: &mut Chance) -> String {
    let (a, b) = (chance.bits(), chance.bits());
    let (low, mid, high) = (a >> 32, (a >> 16) & 0xffff, a & 0xfff);
    format!("{low:08x}-{mid:04x}-4{high:03x}-{:04x}-{:012x}", 0x8000 | (b >> 50), b & 0xffff_ffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plot_finds_everybody_it_names() {
        let staff = Staff::new(40, &mut Chance::new(1));
        let slugs = PARTS.map(|part| part.0).into_iter().chain(OTHERS.map(|other| other.0));
        for slug in slugs {
            assert_eq!(staff.get(staff.of(slug)).slug, slug);
        }
        assert_eq!(staff.mailboxes().count(), 40);
        assert_eq!(staff.it().count(), 5);
    }

    #[test]
    fn no_two_accounts_share_a_name_of_theirs() {
        let staff = Staff::new(400, &mut Chance::new(2));
        for field in 0..4 {
            let of = |account: &Account| {
                let Account { address, sid, guid, name, .. } = account.clone();
                [address, sid, guid, name][field].clone()
            };
            let distinct: std::collections::HashSet<String> = staff.everybody().map(|(_, a)| of(a)).collect();
            assert_eq!(distinct.len(), staff.everybody().count());
        }
    }
}
