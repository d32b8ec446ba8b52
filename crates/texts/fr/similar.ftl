# Quasi-doublons : messages dont le texte est presque le même, messages qui le contiennent.

similar-title = Le même texte ailleurs
similar-means = On compare ce que les auteurs ont écrit eux-mêmes, sans lignes citées, signatures ni pieds de page. La proportion est celle des suites de trois mots identiques.
similar-too-short = Ce message compte moins de { $words } mots de son auteur : il n'est comparé à aucun autre.
similar-none = Aucun autre message n'a presque le même texte, ni ne le cite ou ne le joint.
similar-same = { $messages ->
        [one] { $messages_written } message dont le texte est presque le même
       *[other] { $messages_written } messages dont le texte est presque le même
    }
similar-contained = { $messages ->
        [one] { $messages_written } message qui cite ou joint ce texte
       *[other] { $messages_written } messages qui citent ou joignent ce texte
    }
similar-share-same = { $share } % en commun
similar-share-contained = { $share } % de ce texte
similar-cut = Il y en a plus que l'on n'en a comparé : les listes peuvent être incomplètes.
similar-group = Le groupe entier, ce message compris
similar-texts = { $texts ->
        [one] { $texts_written } texte : un seul message est montré pour tous ceux dont le texte est presque le même
       *[other] { $texts_written } textes différents : de ceux qui sont presque identiques, un seul message est montré
    }
similar-others = { $messages ->
        [one] et { $messages_written } autre message dont le texte est presque le même
       *[other] et { $messages_written } autres messages dont le texte est presque le même
    }
similar-show = Montrer
similar-show-messages = tous les messages
similar-show-texts = un seul par texte
