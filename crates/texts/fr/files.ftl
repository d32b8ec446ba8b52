# Les fichiers dans les messages : ce qui en a été lu.

file-state-complete = texte lu
file-state-truncated = texte lu en partie : { $why }
file-state-none = pas de texte : { $why }
file-state-waiting = pas encore lu
file-state-message = lu avec ce message
file-why-no-text = il n'en contient pas (image, numérisation, document vide)
file-why-encrypted = il faut un mot de passe
file-why-damaged = endommagé, ou autre chose que ce qu'il prétend
file-why-too-large = trop volumineux
file-why-timed-out = la lecture durait trop longtemps
file-why-crashed = le lecteur s'est arrêté dessus
file-why-unsupported = greffe ne lit pas ce format
file-why-inside = celui d'un document qu'il contient

file-mark-body = texte
file-mark-comment = commentaire
file-mark-deleted = supprimé, gardé par le suivi des modifications
file-mark-hidden = sur une feuille ou une diapositive masquée
file-mark-text-box = zone de texte
file-mark-header-footer = en-tête ou pied de page
file-mark-notes = notes
file-mark-formula = formule
file-mark-aside = à côté du texte courant

file-says-title = Titre
file-says-author = Auteur
file-says-last-saved-by = Enregistré en dernier par
file-says-company = Société
file-says-created = Créé le
file-says-modified = Modifié le
file-says-software = Fait avec
file-says-template = Modèle
file-says-position = Prise à
file-claims = Ce que le fichier dit de lui-même ; rien n'en est prouvé.

# Les documents isolés, à côté du courrier.
file-import-documents =
    { $files ->
        [one] { $files_written } document isolé a été versé à côté du courrier (cherchez kind:document)
       *[other] { $files_written } documents isolés ont été versés à côté du courrier (cherchez kind:document)
    }
file-export-documents =
    { $files ->
        [one] { $files_written } document isolé y est joint
       *[other] { $files_written } documents isolés y sont joints
    }
file-export-left-out =
    { $files ->
        [one] { $files_written } document isolé n'y est pas : un mbox ne contient que du courrier ; exportez-le avec --as eml
       *[other] { $files_written } documents isolés n'y sont pas : un mbox ne contient que du courrier ; exportez-les avec --as eml
    }
file-check-documents =
    { $files ->
        [one] { $files_written } document isolé était parmi ce qui a été vérifié
       *[other] { $files_written } documents isolés étaient parmi ce qui a été vérifié
    }
file-kind-document = pas un courrier : un fichier qui se trouvait à côté
