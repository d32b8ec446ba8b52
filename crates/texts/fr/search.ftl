# Une recherche en ligne de commande : on l'attend, elle se lit donc à part.

search-total =
    { $total ->
        [0] aucun message ne correspond
        [one] { $total_written } message
       *[other] { $total_written } messages
    }
search-documents =
    { $documents ->
        [one] { $documents_written } document
       *[other] { $documents_written } documents
    }
search-both = { $messages } et { $documents }
search-shown = { $first } à { $last } sur { $total }
search-nothing = essayez moins de mots, un préfixe (`budg*`) ou une graphie voisine (`budget~1`)
search-attachments =
    { $attachments ->
        [one] 1 pièce jointe
       *[other] { $attachments } pièces jointes
    }
search-no-subject = (sans objet)
search-no-sender = (sans expéditeur)
search-no-date = sans date
search-warning-word-clipped = des mots très longs, seul le début est cherché : tous ceux qui commencent par `{ $word }` sont trouvés
search-warning-expansion-cut = `{ $word }` désigne plus de mots qu'on n'en cherche : les résultats peuvent être incomplets
search-warning-no-such-name = rien dans cette archive ne s'appelle `{ $name }` (`{ $operator }:`) ; vérifiez l'orthographe
search-warning-not-compared = le message que désigne `similar:` n'est comparé à aucun autre : il compte moins de { $words } mots de son auteur, ou c'est un document isolé
search-warning-not-judged =
    { $messages ->
        [one] { $messages_written } message n'a pas encore de verdict et n'a pas été examiné
       *[other] { $messages_written } messages n'ont pas encore de verdict et n'ont pas été examinés
    }
search-warning-attachments-not-read =
    { $messages ->
        [one] { $messages_written } message a des pièces jointes dont le texte n'est pas lu, ou pas en entier (has:unread-attachment) : elles n'ont pas été fouillées
       *[other] { $messages_written } messages ont des pièces jointes dont le texte n'est pas lu, ou pas en entier (has:unread-attachment) : elles n'ont pas été fouillées
    }
search-facet-mailbox = boîte
search-facet-from = expéditeur
search-facet-domain = domaine
search-facet-year = année
search-facet-kind = nature
search-facet-filetype = type de fichier
search-facet-lang = langue
search-facet-list = liste
search-facet-tag = étiquette
search-facet-has = pièces jointes
search-facet-verdict = verdict
search-facet-signed-by = signé par
search-facet-reason = raison
search-facet-other = autres
search-progress-left = encore
