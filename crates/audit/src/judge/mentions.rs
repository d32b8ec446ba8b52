//! Whom the orders name: addresses, names of a domain, and names as the directory writes them; and who
//! wrote them, for one can ask for oneself.
//!
//! A single word names nobody: `dsi` is a login, and a word of every such mail.

use std::collections::{HashMap, HashSet};

use greffe_message::fold;

use crate::judge::Acts;
use crate::model::{AccountId, Order};

/// The longest name that is looked for, in words.
const MOST_WORDS: usize = 5;

/// So many orders are looked at; more are no orders.
const MOST_ORDERS: usize = 1000;

/// The accounts that each order names, by place.
pub(crate) struct Mentions(Vec<HashSet<AccountId>>);

impl Mentions {
    /// Looks for every account in every order.
    pub(crate) fn find(acts: &Acts<'_>) -> Mentions {
        let orders = &acts.evidence.orders;
        if orders.is_empty() {
            return Mentions(Vec::new());
        }
        let called = called(acts);
        let writer = |order: &Order| acts.accounts.at(order.from, order.date_ms.unwrap_or(i64::MAX));
        let of = |order| named(order, &called).into_iter().chain(writer(order)).collect();
        Mentions(orders.iter().take(MOST_ORDERS).map(of).collect())
    }

    /// Whether an order names an account, or comes from it.
    pub(crate) fn names(&self, order: usize, account: AccountId) -> bool {
        self.0.get(order).is_some_and(|named| named.contains(&account))
    }
}

/// The accounts by each name that tells them apart in a text.
fn called(acts: &Acts<'_>) -> HashMap<String, Vec<AccountId>> {
    let mut called: HashMap<String, Vec<AccountId>> = HashMap::new();
    for (place, account) in acts.accounts.list.iter().enumerate().filter(|(_, account)| !account.provider) {
        let people = account.posts.iter().filter_map(|row| acts.evidence.people.get(*row));
        let displays = people.filter_map(|person| person.display);
        for name in account.names.iter().copied().chain(account.label).chain(displays) {
            let name = acts.text(name);
            // `corp.example/Users/David Martin` ends in a name that people write.
            let written =
                if name.contains(['@', '\\']) { name } else { name.rsplit('/').next().unwrap_or(name) };
            let words = words(written);
            if tells_apart(&words) {
                called.entry(words.join(" ")).or_default().push(AccountId(place as u32));
            }
        }
    }
    called
}

/// Two words or more, an address, or an account with its domain.
fn tells_apart(words: &[String]) -> bool {
    let whole = |word: &String| word.contains(['@', '\\']);
    (2..=MOST_WORDS).contains(&words.len()) || (words.len() == 1 && words.iter().any(whole))
}

fn named(order: &Order, called: &HashMap<String, Vec<AccountId>>) -> HashSet<AccountId> {
    let words = words(&order.text);
    let mut named = HashSet::new();
    for start in 0..words.len() {
        let mut phrase = String::new();
        for word in words.iter().skip(start).take(MOST_WORDS) {
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(word);
            named.extend(called.get(&phrase).into_iter().flatten());
        }
    }
    named
}

/// Words without case and accents, addresses whole.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let parts = folded.split(|c: char| !c.is_alphanumeric() && !"@.\\_+".contains(c));
    let words = parts.map(|word| word.trim_matches(['.', '+'])).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str, name: &str) -> bool {
        let words = words(name);
        let called = HashMap::from([(words.join(" "), vec![AccountId(0)])]);
        let order = Order {
            source: crate::SourceId(0),
            from: crate::model::Names::default().put(""),
            date_ms: None,
            subject: crate::model::Names::default().put(""),
            text: text.to_owned(),
        };
        tells_apart(&words) && !named(&order, &called).is_empty()
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        let text = "Merci d\u{2019}ouvrir la boîte d\u{2019}Éloïse  Œuvrard-Petit <e.oeuvrard@region.example>, \
            pour CORP\\dsi.";
        assert!(finds(text, "eloise oeuvrard petit") || finds(text, "Éloïse Œuvrard-Petit"));
        assert!(finds(text, "e.oeuvrard@region.example"));
        assert!(finds(text, "CORP\\DSI"));
        assert!(!finds(text, "oeuvrard@region.example"));
        assert!(!finds("la dsi ouvre", "dsi"), "a word alone names nobody");
    }
}
