//! Words by which a directory says what somebody is, French and English.

use super::sink::Sink;
use crate::model::PersonClass;

/// Each class with the words for it, in lower case and without accents.
const WORDS: &[(PersonClass, &[&str])] = &[
    (
        PersonClass::Elected,
        &["elected", "elu", "elue", "elus", "conseiller regional", "conseillere regionale"],
    ),
    (PersonClass::Cabinet, &["cabinet", "collaborateur de cabinet"]),
    (
        PersonClass::Union,
        &["union", "syndicat", "syndical", "syndicale", "representant du personnel", "staff representative"],
    ),
    (PersonClass::Press, &["press", "presse", "journalist", "journaliste"]),
    (PersonClass::Lawyer, &["lawyer", "avocat", "avocate"]),
    (
        PersonClass::Health,
        &["health", "sante", "medecin", "medecine du travail", "occupational health", "physician"],
    ),
    (PersonClass::Dpo, &["dpo", "dpd", "data protection officer", "delegue a la protection des donnees"]),
    (PersonClass::It, &["it", "informatique", "dsi", "systemes d'information", "information technology"]),
    (
        PersonClass::Shared,
        &["shared", "partagee", "boite partagee", "shared mailbox", "generique", "fonctionnelle"],
    ),
    (PersonClass::Service, &["service", "service account", "compte de service", "application", "applicatif"]),
];

/// The classes that a cell names.
pub(crate) fn classes(cell: &str, sink: &mut Sink<'_>) -> Vec<PersonClass> {
    let parts = cell.split([';', ',', '|', '+']).map(str::trim).filter(|part| !part.is_empty());
    let mut classes: Vec<PersonClass> = parts.map(|part| class(part, sink)).collect();
    classes.dedup();
    classes
}

fn class(word: &str, sink: &mut Sink<'_>) -> PersonClass {
    let plain = plain(word);
    let known = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    known.map_or_else(|| PersonClass::Other(sink.name(word)), |(class, _)| *class)
}

fn plain(word: &str) -> String {
    let folded = word.to_lowercase();
    folded
        .chars()
        .map(|c| match c {
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'à' | 'â' => 'a',
            'î' | 'ï' => 'i',
            'ô' => 'o',
            '’' => '\'',
            '-' | '_' => ' ',
            c => c,
        })
        .collect()
}
