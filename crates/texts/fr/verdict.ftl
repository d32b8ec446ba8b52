# Les quatre verdicts.

verdict-verified = signature valide
verdict-partly-verified = signature valide, avec des limites
verdict-unproven = ni preuve, ni indice contraire
verdict-mismatch = la signature ne concorde pas
verdict-of-verified = signature valide : { $domain }
verdict-of-partly-verified = signature valide, avec des limites : { $domain }
verdict-standing = Une signature parle pour le serveur du domaine, jamais pour la personne ; quiconque administre la boîte ou le domaine peut la produire.
verdict-means-verified = Une clé bien attestée, ou fournie pour cette vérification, confirme les en-têtes qu'on lit et le corps entier.
verdict-means-partly-verified = Une signature du domaine de l'auteur est valide, mais pas pour tout, ou pas sans réserve : ses limites sont énumérées.
verdict-means-unproven = Rien ici ne confirme le message, et rien ne le contredit. C'est le cas de la plupart des courriers anciens.
verdict-means-mismatch = Une clé bien attestée, ou fournie pour cette vérification, dit que les en-têtes ou le corps ne sont pas tels qu'ils ont été signés. Cela ne dit ni ce qui a changé, ni quand, ni par qui : les serveurs, les listes et les logiciels d'export changent eux aussi les messages.

# Les mots de ce qu'on ignore
verdict-some-domain = un domaine sans nom
verdict-some-author = un domaine qui n'est pas nommé
verdict-some-selector = un sélecteur sans nom
verdict-unknown = inconnu
verdict-no-date = jour inconnu
verdict-day-of-message = le jour du message
verdict-list-and = { $first } et { $last }
verdict-instant = { $day }, { $time } UTC
