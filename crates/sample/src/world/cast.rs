//! The cast: who plays a part in the plot or owns a mailbox.

use super::Person;
use crate::words::Language;

/// One member of the cast.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    /// How the plot's script names this person.
    pub(crate) slug: &'static str,
    pub(crate) name: &'static str,
    pub(crate) address: &'static str,
    pub(crate) office: &'static str,
    /// The mailbox this person owns, if it is part of the sample.
    pub(crate) mailbox: Option<&'static str>,
    pub(crate) language: Language,
}

impl Member {
    /// Returns the member as a person.
    pub(crate) fn to_person(self) -> Person {
        Person {
            name: self.name.to_owned(),
            address: self.address.to_owned(),
            office: self.office.to_owned(),
            mailbox: self.mailbox,
            language: self.language,
        }
    }
}

/// Finds a member by slug.
pub(crate) fn member(slug: &str) -> Option<Member> {
    CAST.iter().copied().find(|member| member.slug == slug)
}

const fn owner(
    slug: &'static str,
    name: &'static str,
    address: &'static str,
    office: &'static str,
    mailbox: &'static str,
) -> Member {
    Member { slug, name, address, office, mailbox: Some(mailbox), language: Language::French }
}

const fn outside(
    slug: &'static str,
    name: &'static str,
    address: &'static str,
    office: &'static str,
    language: Language,
) -> Member {
    Member { slug, name, address, office, mailbox: None, language }
}

/// Everybody; the owners of mailboxes first.
#[rustfmt::skip]
pub(crate) const CAST: [Member; 22] = [
    owner("presidente", "Éloïse Œuvrard", "eloise.oeuvrard@hautes-terres.example", "Présidente de la Région Hautes-Terres", "presidence"),
    owner("dircab", "Bastien Guérin-Lacaze", "bastien.guerin-lacaze@hautes-terres.example", "Directeur de cabinet", "cabinet"),
    owner("dgs", "Noëlle Castaing", "noelle.castaing@hautes-terres.example", "Directrice générale des services", "direction-generale"),
    owner("dsi", "Rémi Fauconnet", "remi.fauconnet@hautes-terres.example", "Directeur des systèmes d’information", "informatique"),
    owner("technicien", "Łukasz Wójcik", "lukasz.wojcik@hautes-terres.example", "Administrateur messagerie, DSI", "exploitation"),
    owner("majorite", "Hélène Müller", "helene.muller@hautes-terres.example", "Vice-présidente, groupe majoritaire", "elus-majorite"),
    owner("opposition", "Karim Aït-Ouali", "karim.ait-ouali@hautes-terres.example", "Conseiller régional, président du groupe d’opposition", "elus-opposition"),
    owner("syndicat", "Maëlle Nguyễn", "maelle.nguyen@ufr-hautes-terres.example", "Secrétaire de l’Union des fonctionnaires régionaux", "syndicat-ufr"),
    owner("presse", "Théo Lefèvre", "theo.lefevre@hautes-terres.example", "Directeur de la communication", "communication"),
    owner("achats", "Inès Çelik", "ines.celik@hautes-terres.example", "Directrice des achats", "achats"),
    owner("europe", "Chloé Vandenbossche", "chloe.vandenbossche@hautes-terres.example", "Chargée de mission Europe", "europe"),
    owner("dpo", "Djamila Échallier", "djamila.echallier@hautes-terres.example", "Déléguée à la protection des données", "protection-donnees"),
    outside("journaliste", "Gaëlle Thévenoux", "g.thevenoux@le-courrier-des-terres.example", "Le Courrier des Terres", Language::French),
    outside("redaction", "Désiré Quéméneur", "redaction@le-courrier-des-terres.example", "Le Courrier des Terres, rédaction en chef", Language::French),
    outside("fournisseur", "Cédric Roquefeuillade", "c.roquefeuillade@lumiplan.example", "Lumiplan Réseaux, directeur commercial", Language::French),
    outside("concurrent", "Béatrice Fontvieille", "b.fontvieille@altidata.example", "Altidata SAS, gérante", Language::French),
    outside("partenaire", "Siobhán Ó Súilleabháin", "siobhan@northern-uplands.example", "Northern Uplands Council, joint secretariat", Language::English),
    outside("auditeur", "Aurélien Cœurdevey", "a.coeurdevey@cabinet-verdon.example", "Cabinet Verdon, audit interne", Language::French),
    outside("citoyen", "Honorine Puydarrieux", "honorine.puydarrieux@mel.example", "", Language::French),
    outside("proviseur", "Ilyès Benhaddouche", "proviseur@lycee-belleombre.example", "Proviseur du lycée de Belleombre", Language::French),
    outside("secretaire", "Fatou Dembélé", "fatou.dembele@hautes-terres.example", "Secrétariat de la présidence", Language::French),
    outside("juriste", "Yaël Zambelli", "yael.zambelli@hautes-terres.example", "Directrice juridique", Language::French),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_and_addresses_are_unique() {
        let slugs: std::collections::HashSet<_> = CAST.iter().map(|member| member.slug).collect();
        let addresses: std::collections::HashSet<_> = CAST.iter().map(|member| member.address).collect();
        assert_eq!((slugs.len(), addresses.len()), (CAST.len(), CAST.len()));
        assert!(CAST.iter().all(|member| member.address.ends_with(".example")));
    }
}
