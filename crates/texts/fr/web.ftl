# web: what pages say. Keys begin with web-; families end in the code of what they name.
web-skip-main = Aller au contenu
web-skip-facets = Aller aux filtres
web-nav = Menu principal
web-nav-overview = Accueil
web-nav-search = Messages
web-nav-people = Correspondants
web-nav-batch = Liste de termes
web-nav-saved = Recherches gardées
web-nav-tags = Étiquettes
web-nav-imports = Versements
web-nav-files = Fichiers non lus
web-nav-keys = Clés
web-nav-audit = Accès
web-nav-help = Aide
web-footer-nature = Ce document est produit par un logiciel nommé greffe. Ce n'est ni un acte de greffe ni une expertise.
web-footer-zone = Les heures sont celles du fuseau horaire { $value }.
web-messages = Messages
web-messages-count = { $n ->
    [one] { $count } message
   *[other] { $count } messages
    }
web-documents-count = { $n ->
    [one] { $count } document
   *[other] { $count } documents
    }

# Search
web-search-label = Chercher dans l'archive
web-search-button = Chercher
web-search-hint = Les mots se combinent. Les guillemets gardent une expression entière, un moins exclut, from:nom cherche dans un seul champ.
web-search-all = Tous les messages
web-search-title = Recherche : { $value }
web-search-total = { $n ->
    [one] { $count } message trouvé
   *[other] { $count } messages trouvés
    }
web-search-documents = { $n ->
    [one] { $count } document trouvé
   *[other] { $count } documents trouvés
    }
web-search-both = { $messages } et { $documents } trouvés
web-search-elapsed = Compte exact, réponse en { $value } ms.
web-sort = Trier par
web-sort-relevance = pertinence
web-sort--date = plus récents d'abord
web-sort-date = plus anciens d'abord
web-per-page = Par page
web-pages = Pages
web-page = Page
web-page-of = sur { $value }
web-page-go = Aller
web-page-next = Page suivante
web-page-previous = Page précédente
web-page-beyond = Les résultats s'arrêtent avant cette page.
web-newer = { $n ->
    [one] { $count } message est arrivé depuis la première page ; ces résultats ne le comptent pas.
   *[other] { $count } messages sont arrivés depuis la première page ; ces résultats ne les comptent pas.
    }
web-newer-search = Chercher de nouveau
web-filters = Filtres appliqués
web-filter = { $field } : { $value }
web-filter-not = sauf { $field } : { $value }
web-filter-remove = Retirer le filtre
web-facets = Affiner
web-facet-mailbox = Boîte
web-facet-from = Expéditeur
web-facet-domain = Domaine de l'expéditeur
web-facet-year = Année
web-facet-kind = Genre de courrier
web-facet-filetype = Type de fichier joint
web-facet-author = Auteur d'un fichier, selon lui
web-facet-attachment = Texte d'un fichier
web-facet-lang = Langue
web-facet-list = Liste de diffusion
web-facet-tag = Étiquette
web-facet-has = Pièces jointes
web-facet-verdict = Signature
web-facet-signed-by = Signé par
web-facet-reason = Raison du verdict
web-facet-on = Date
web-facet-folder = Dossier
web-facet-thread = Fil
web-facet-exclude = Exclure { $value }
web-facet-more = { $n ->
    [one] { $count } de plus
   *[other] { $count } de plus
    }
web-facet-other = { $n ->
    [one] { $count } message sous d'autres valeurs
   *[other] { $count } messages sous d'autres valeurs
    }
web-has-attachment = avec pièces jointes
web-has-none = sans pièce jointe
web-has-unread-attachment = avec des fichiers non lus
web-lang-fr = français
web-lang-en = anglais
web-lang-de = allemand
web-lang-es = espagnol
web-lang-it = italien
web-lang-pt = portugais
web-lang-nl = néerlandais
web-lang-pl = polonais
web-lang-ru = russe
web-lang-ar = arabe
web-lang-zh = chinois
web-lang-ja = japonais
web-kind = Genre
web-kind-person = entre personnes
web-kind-list = liste de diffusion
web-kind-bulk = envoi en nombre
web-kind-automatic = automatique
web-kind-document = document isolé
web-kind-help-person = écrit par une personne à des personnes, pour autant que les en-têtes le disent
web-kind-help-list = passé par une liste de discussion
web-kind-help-bulk = une lettre d'information ou un autre envoi en nombre
web-kind-help-document = un fichier de la source qui n'est pas du courrier
web-kind-help-automatic = produit par un programme : rejets, absences, agendas, surveillance
web-chart-title = Messages au fil du temps
web-chart-description = De { $first } à { $last } ; maximum en { $peak } : { $count }. Le tableau ci-dessous donne les mêmes nombres.
web-chart-bar = { $period } : { $count }
web-chart-table = Les mêmes données en tableau
web-chart-period = Période
web-chart-undated = { $n ->
    [one] { $count } message sans date n'est pas dans le graphique.
   *[other] { $count } messages sans date ne sont pas dans le graphique.
    }
web-save-title = Garder cette recherche
web-save-name = Nom
web-save-button = Garder
web-export-title = Emporter ces résultats
web-export-as = Sous forme de
web-export-eml = Messages, un fichier chacun (.eml)
web-export-mbox = Une boîte en un fichier (mbox), sans les documents isolés
web-export-csv = Tableau des en-têtes (CSV)
web-export-jsonl = JSON Lines, textes compris
web-export-button = Télécharger en ZIP
web-export-caution = Copies de travail de tous les résultats, non caviardées, avec la liste de leurs SHA-256.
web-warning = Attention :
web-warning-word-clipped = Des mots très longs, seul le début est cherché : tous ceux qui commencent par « { $value } » sont trouvés.
web-warning-expansion-cut = « { $value } » recouvre plus de mots qu'il n'en est cherché ; des messages peuvent manquer. Écrivez un début plus long.
web-warning-no-such-name = Rien dans cette archive ne s'appelle « { $value } » ({ $operator }:). Vérifiez l'orthographe.
web-warning-attachments-not-read = { $n ->
    [one] { $count } message porte des fichiers dont le texte n'a pas été lu, ou pas en entier : il n'y a pas été examiné.
   *[other] { $count } messages portent des fichiers dont le texte n'a pas été lu, ou pas en entier : ils n'y ont pas été examinés.
    }
web-warning-not-compared = Le message que désigne similar: n'est comparé à aucun autre : il compte moins de { $count } mots de son auteur, ou c'est un document isolé.
web-warning-not-judged = { $n ->
    [one] { $count } message n'a pas encore de verdict et n'a pas été examiné.
   *[other] { $count } messages n'ont pas encore de verdict et n'ont pas été examinés.
    }
web-none-title = Aucun message trouvé
web-none-looser = Demander moins
web-none-without = Chercher sans { $value }
web-none-try = Ce qu'on peut encore essayer
web-none-try-prefix = Le début d'un mot et une étoile : march* trouve marché, marchés, marchander.
web-none-try-fuzzy = Un tilde pour d'autres orthographes : dupond~1 trouve aussi dupont.
web-none-try-or = Plusieurs mots dont un suffit : marché OR contrat.
web-query-error-title = Cette requête ne peut pas être lue
web-unseen-title = Ce qu'aucune recherche ici ne peut voir
web-unseen-none = Tout ce que contient cette archive a été lu ; rien n'échappe à la recherche.
web-unseen-files = { $n ->
    [one] { $count } message porte des fichiers dont le texte n'a pas été lu, ou pas en entier.
   *[other] { $count } messages portent des fichiers dont le texte n'a pas été lu, ou pas en entier.
    }
web-unseen-waiting = { $n ->
    [one] { $count } message est versé mais pas encore cherchable.
   *[other] { $count } messages sont versés mais pas encore cherchables.
    }
web-unseen-spans = { $n ->
    [one] { $count } passage des sources n'a pas pu être lu comme du courrier.
   *[other] { $count } passages des sources n'ont pas pu être lus comme du courrier.
    }
web-unseen-damaged = { $n ->
    [one] { $count } message est abîmé : une partie de son contenu n'a pas pu être lue.
   *[other] { $count } messages sont abîmés : une partie de leur contenu n'a pas pu être lue.
    }
web-unseen-more = Les versements, et ce qui n'a pas pu être lu et pourquoi

# Overview
web-overview-title = Ce que contient cette archive
web-overview-messages = { $n ->
    [one] { $count } message.
   *[other] { $count } messages.
    }
web-overview-empty = Rien n'a encore été versé. Dans un terminal :
web-overview-mailboxes = Boîtes
web-overview-examples = Recherches pour commencer
web-overview-facets = En nombres
web-example-attachment = courrier entre personnes qui porte des fichiers
web-example-or = l'expression, ou le mot
web-example-dates = un mot dans l'objet, sur deux ans
web-example-near = les deux mots à quelques mots l'un de l'autre
web-example-prefix = tout mot qui commence ainsi, sans les envois en nombre
web-example-file = messages de plus d'un mégaoctet qui portent un PDF
web-example-verdict = courrier entre personnes qu'une signature confirme

# Query language
web-syntax-summary = Comment écrire une requête
web-syntax-write = Écrire
web-syntax-find = Trouve
web-syntax-more = Tout le langage de requête
web-syntax-words = les deux mots, sous toutes leurs formes, n'importe où dans le message
web-syntax-phrase = exactement ces mots dans cet ordre
web-syntax-or = un mot ou l'autre
web-syntax-not = le premier mot sans le second
web-syntax-prefix = tout mot qui commence ainsi
web-syntax-fuzzy = aussi les mots qui diffèrent d'une lettre
web-syntax-near = les deux mots, cinq autres entre eux au plus, dans un ordre quelconque
web-syntax-people = expéditeur et destinataire, par nom, adresse ou domaine
web-syntax-subject = le mot dans l'objet
web-syntax-dates = de mars 2016 au 30 septembre, bornes comprises
web-syntax-files = les messages qui portent un PDF
web-syntax-attachment = le mot dans le texte d'un fichier, un fichier qui nomme son auteur
web-syntax-unread = messages avec des fichiers dont le texte n'a pas été lu, ou pas en entier
web-syntax-where = le courrier entre personnes, dans une boîte
web-syntax-verdict = ce qu'une signature confirme, sans les envois en nombre
web-syntax-signed-by = ce qu'un serveur de ce domaine a signé, quel que soit l'expéditeur
web-field-people = expéditeur, destinataires, copies, copies cachées, l'un d'eux
web-field-text = l'objet, le texte
web-field-files = nom et type des fichiers joints, messages avec fichiers
web-field-attachment = le texte des pièces jointes (le dit s'il n'a pas été lu)
web-field-author = qui a écrit ou enregistré un fichier joint, et pour quelle société, selon le fichier
web-field-unread = messages avec des fichiers dont le texte n'a pas été lu, ou pas en entier : ce qu'une recherche n'a pas vu
web-field-dates = dates comme 2016, 2016-03 ou 2016-03-14 ; le dernier jour est compris
web-field-places = où se trouve un message, la liste par laquelle il est passé
web-field-kind = person, list, bulk ou automatic
web-field-domain = le domaine de l'expéditeur
web-field-verdict = ce que prouvent les signatures : verified, partly-verified, unproven ou mismatch
web-field-signed-by = le domaine dont la clé confirme une signature, ou un de ses sous-domaines ; quel que soit l'expéditeur
web-field-reason = pourquoi le verdict est celui-là : key-missing, no-signature… (toutes figurent plus bas)
web-field-lang = langue du texte : fr, en…
web-field-size = taille du message : 500k, 5M
web-field-tag = étiquettes posées sur les messages
web-field-thread = un fil entier, un message par son Message-ID
web-field-similar = les messages dont le texte est presque celui d'un autre, désigné par son SHA-256 ou son Message-ID
web-field-print = un message par le début de son SHA-256
web-field-group = groupes : (a OR b) c, from:(claire OR noor)

# Help
web-help-title = Aide
web-help-lead = Tapez des mots dans la boîte. Greffe trouve les messages qui les contiennent tous, les compte exactement et dit ce qu'il n'a pas pu regarder.
web-help-examples = Exemples
web-help-folding = Majuscules et accents ne comptent jamais. Les mots français et anglais de quatre lettres ou plus trouvent aussi leurs autres formes, sauf entre guillemets.
web-help-fields = Champs
web-help-field = Champ
web-help-looks = Regarde
web-help-days = Les jours et les années sont ceux du fuseau horaire de l'archive, { $value }.
web-help-kinds = Genres de courrier
web-help-verdicts = Signatures et verdicts
web-help-verdicts-lead = Les serveurs de courrier signent ce qu'ils envoient. Greffe vérifie ces signatures avec les clés des domaines, pour autant qu'on les connaisse, et dit en quatre verdicts ce qui en découle.
web-help-verdicts-standing = Une signature parle pour le serveur du domaine, jamais pour la personne. Une clé disparue n'est pas le signe d'un changement.
web-help-reasons = Toutes les raisons
web-help-keys = Clavier
web-help-key = Touche
web-help-does = Effet
web-key-search = va à la boîte de recherche
web-key-next-result = va au résultat suivant
web-key-previous-result = va au résultat précédent
web-key-open = ouvre le résultat
web-key-next = page de résultats suivante, ou message suivant
web-key-previous = page de résultats précédente, ou message précédent
web-keys-on = Ces touches sont actives. Si vous dictez ou utilisez d'autres outils qui envoient des lettres, désactivez-les.
web-keys-off = Ces touches sont inactives.
web-keys-switch-off = Désactiver les touches
web-keys-switch-on = Activer les touches
web-help-api = Pour les programmes
web-help-api-text = Les mêmes réponses existent en JSON :

# Message
web-no-name = (sans nom)
web-attachments-count = { $n ->
    [one] { $count } pièce jointe
   *[other] { $count } pièces jointes
    }
web-damaged = Abîmé
web-damaged-text = Une partie du contenu de ce message n'a pas pu être lue. Ses octets sont gardés exactement tels qu'ils ont été reçus.
web-defects = { $n ->
    [one] { $count } irrégularité dans ce message
   *[other] { $count } irrégularités dans ce message
    }
web-among = Résultat { $position } sur { $total }
web-among-label = Place parmi les résultats
web-among-previous = Message précédent
web-among-next = Message suivant
web-from = De
web-to = À
web-cc = Copie
web-bcc = Copie cachée
web-reply-to = Répondre à
web-date = Date
web-date-source-postmark = de ce qui était noté de sa remise à côté du message (ligne `From ` d'un mbox, date d'un serveur de courrier) ; le message lui-même ne donne pas de date lisible
web-date-source-received = d'après la ligne du dernier serveur qui l'a reçu ; le message lui-même ne donne pas de date lisible
web-date-source-unknown = aucune ligne du message ne donne de date
web-text = Texte
web-text-from-html = Ce message n'a pas de texte simple : ce qui suit a été tiré de son HTML.
web-text-empty = Ce message n'a pas de texte.
web-text-cut = Le texte est plus long que ce qu'une page montre.
web-text-whole = Lire le texte entier
web-link-leads = mène à { $value }
web-attachments-risk = Le nom d'un fichier mène à son texte, qui se lit ici sans danger. Téléchargés, des fichiers envoyés par des inconnus peuvent nuire à un ordinateur : greffe les remet tels quels, sans contrôle antivirus.
web-part-name = Nom
web-part-type = Type déclaré
web-part-text = Ce qui a été lu
web-part-size = Taille
web-part-number = N°
web-part-download = Télécharger
web-part-attachment = pièce jointe
web-parts = { $n ->
    [one] { $count } partie
   *[other] { $count } parties
    }
web-parts-label = Parties du message
web-thread = { $n ->
    [one] Fil : { $count } message
   *[other] Fil : { $count } messages
    }
web-thread-here = (ce message)
web-thread-search = Tous les messages de ce fil
web-variants = { $n ->
    [one] { $count } variante
   *[other] { $count } variantes
    }
web-variants-text = Ces messages ont le même Message-ID et d'autres octets.
web-tags-title = Étiquettes
web-tags-none = Aucun message n'a encore d'étiquette. On les pose sur la page des messages.
web-tag = Étiquette
web-tag-new = Nouvelle étiquette
web-tag-add = Ajouter l'étiquette
web-tag-remove = Retirer l'étiquette { $value }
web-notes = Notes
web-note-new = Nouvelle note
web-note-add = Ajouter la note
web-note-delete = Supprimer la note
web-note-of = du { $value }
web-bytes = Le message lui-même
web-source-link = Texte source
web-raw-link = Télécharger les octets exacts ({ $value })
web-source-title = Source du message
web-source-back = Retour au message
web-source-replaced = Les octets qui ne sont pas de l'UTF-8 apparaissent comme �. Le téléchargement donne les octets exacts.
web-source-cut = Seul le début est montré. Le téléchargement donne tout.
web-source-signatures = Marques de la signature
web-source-legend-confirmed = Est marqué ce que couvre la signature de { $domain } (sélecteur { $selector }) ; sa clé confirme les lignes d'en-tête.
web-source-legend-contradicted = Est marqué ce que la signature de { $domain } (sélecteur { $selector }) dit couvrir ; sa clé ne confirme pas les lignes d'en-tête.
web-source-legend-open = Est marqué ce que la signature de { $domain } (sélecteur { $selector }) dit couvrir ; aucune clé ne le confirme ici.
web-source-legend-marks = Souligné sur fond coloré : lignes et octets signés. En pointillé : la signature elle-même. Rien d'autre n'est couvert.
web-source-mark-signed = signé à partir d'ici
web-source-mark-own = la signature à partir d'ici
web-source-mark-end = jusqu'ici
web-found = { $n ->
    [one] Trouvé à { $count } endroit
   *[other] Trouvé à { $count } endroits
    }
web-found-label = Où le message a été trouvé
web-found-place = Boîte et dossier
web-found-source = Source
web-found-path = Fichier
web-found-offset = Octet
web-found-flags = Marques
web-found-postmark = Remise, telle que notée
web-flag-seen = lu
web-flag-answered = répondu
web-flag-flagged = suivi
web-flag-draft = brouillon
web-flag-deleted = marqué supprimé
web-flag-passed = transféré
web-headers = { $n ->
    [one] { $count } ligne d'en-tête
   *[other] { $count } lignes d'en-tête
    }
web-list-more = { $n ->
    [one] { $count } de plus n'est pas montrée ici.
   *[other] { $count } de plus ne sont pas montrées ici.
    }

# What signatures prove
web-verdict-body = Corps
web-verdict-covers = Ce que couvre la signature
web-verdict-why = Pourquoi, et ce qui trancherait
web-verdict-settles = Ce qui trancherait :
web-verdict-keys = Les clés qui en diraient plus
web-verdict-key = { $domain }, sélecteur { $selector }
web-verdict-siblings = { $n ->
    [one] { $count } courrier signé le cite ou le joint
   *[other] { $count } courriers signés le citent ou le joignent
    }
web-verdict-signatures = { $n ->
    [one] La signature en détail
   *[other] Les { $count } signatures en détail
    }
web-verdict-chain = Ce dont répondent les relais (ARC)
web-verdict-claims = { $n ->
    [one] Ce qu'un serveur de réception a noté
   *[other] Ce que des serveurs de réception ont noté ({ $count })
    }
web-verdict-history = { $n ->
    [one] Ce verdict a changé une fois
   *[other] Ce verdict a changé { $count } fois
    }
web-verdict-source = Texte source, avec ce qui est signé marqué
web-verdict-evidence = Dossier de preuve, pour vérifier sans greffe (ZIP)
web-signature-alone = À elle seule
web-signature-kind = Genre
web-signature-headers = En-têtes
web-signature-author = Auteur
web-signature-time = Date
web-signature-key = Clé
web-signature-sources = Clé connue par
web-signature-repairs = Réparations
web-signature-coverage = Lignes qu'elle nomme
web-signature-why = Pourquoi

# Formatted view
web-formatted-title = Vue mise en forme
web-formatted-show = Montrer la vue mise en forme
web-formatted-hide = Cacher la vue mise en forme
web-formatted-alone = L'ouvrir dans sa propre page
web-formatted-safe = Rien ne s'y exécute et rien n'est chargé depuis d'autres machines.
web-formatted-remote = Non chargé, par machine :
web-formatted-hidden = Texte que le message cache à ses lecteurs :
web-formatted-links = Liens qui ne sont pas ce qu'ils paraissent :
# What the mail says stands in an isolate of its own, which it cannot end.
web-formatted-link = « {"\u2068"}{ $shown }{"\u2069"} » mène à { $target } : { $reason }
web-formatted-style-sheet = Le message a une feuille de style, qui n'est pas suivie : le texte qu'elle cache paraît comme le reste.
web-formatted-cut = Tout n'est pas montré dans sa forme.
web-formatted-none = Ce message n'a pas de texte mis en forme.
web-formatted-remote-image = image non chargée depuis
web-formatted-embedded = contenu non chargé depuis
web-formatted-missing-image = image que le message ne porte pas
web-formatted-refused-image = image trop grande ou d'un type non montré
web-formatted-leads-to = mène à
web-formatted-plain-from-here = La suite en texte simple : trop grand ou trop imbriqué.
web-formatted-cut-here = Coupé ici : le texte source donne la suite.
web-link-warning-shows-another-address = il montre une autre adresse
web-link-warning-idn = son nom a des lettres qui peuvent ressembler à d'autres
web-link-warning-name-before-host = un nom placé avant celui de la machine se fait passer pour lui
web-link-warning-not-opened = les liens de cette sorte ne s'ouvrent pas d'ici

# Irregularities of messages
web-defect-bare-lf = Les lignes finissent par LF seul au lieu de CR LF ; rien n'est perdu.
web-defect-bare-cr = Un CR est sans son LF ; rien n'est perdu.
web-defect-nul-bytes = Le message contient des octets nuls.
web-defect-eight-bit-header = Une ligne d'en-tête contient des caractères accentués non déclarés ; ils ont été lus au mieux.
web-defect-guessed-charset = Le jeu de caractères manquait ou était faux ; un autre a été pris.
web-defect-undecodable-text = Des octets ne sont un caractère dans aucun jeu ; ils apparaissent comme �.
web-defect-malformed-encoded-word = Un mot encodé d'une ligne d'en-tête est mal formé et apparaît tel quel.
web-defect-header-without-colon = Une ligne d'en-tête n'a pas de deux-points.
web-defect-no-header = Le message n'a aucun en-tête.
web-defect-no-from = Le message ne nomme pas d'expéditeur.
web-defect-several-from = Le message a plusieurs lignes From ; un autre logiciel peut en montrer une autre.
web-defect-no-date = Le message n'a pas de ligne Date.
web-defect-malformed-date = La ligne Date est illisible, ou donne un jour déraisonnable.
web-defect-several-dates = Le message a plusieurs lignes Date.
web-defect-repeated-header = Une ligne d'en-tête qui doit être unique est répétée.
web-defect-no-boundary = La limite entre les parties manque : elles n'ont pas pu être séparées.
web-defect-truncated = La limite finale manque : la fin est peut-être coupée.
web-defect-malformed-base64 = Un contenu base64 est mal formé ou coupé : des octets peuvent manquer.
web-defect-malformed-quoted-printable = Un contenu quoted-printable a des échappements mal formés ; ils apparaissent tels quels.
web-defect-unknown-transfer-encoding = L'encodage de transfert est inconnu ; les octets ont été pris tels quels.
web-defect-too-many-parts = Le message a plus de parties ou de niveaux qu'il n'en est lu.
web-defect-too-many-headers = Le message a plus de lignes d'en-tête qu'il n'en est lu.
web-defect-oversize = Le message dépasse 64 Mo : le contenu de ses grosses parties n'a pas été lu.
web-defect-unparsable = Aucun lecteur n'a pu comprendre le message : seuls ses octets et les mots qu'ils contiennent sont là.
web-defect-no-blank-line-before-next = Dans son fichier mbox, aucune ligne vide ne le sépare du message suivant.
web-defect-rebuilt-from-mapi = Outlook ne garde pas l’original d’un message : celui-ci a été reconstitué à partir de ce qu’il garde. Son corps n’est pas, octet pour octet, celui qui a été envoyé.
web-defect-incomplete-in-container = Une partie n’a pas pu être lue dans le fichier Outlook qui le contenait.

# Les fichiers dans les messages
web-snippet-of = Dans le fichier
web-file-message = Dans le message
web-file-document = Le document
web-file-lead = Ce qu'un programme enfermé avec ce fichier, sans accès à rien d'autre, y a trouvé. Le fichier lui-même n'a pas été envoyé à votre navigateur.
web-file-format = Le contenu est
web-file-format-unknown = rien que greffe connaisse
web-file-by = Lu par
web-file-says = Ce qu'il dit de lui-même
web-file-inner = { $n ->
    [one] { $count } document à l'intérieur
   *[other] { $count } documents à l'intérieur
    }
web-file-text-empty = Aucun texte n'y a été trouvé.
web-file-bytes = Son empreinte
web-file-download = Le fichier lui-même
web-file-risk = Ouvrir le fichier d'un inconnu sur votre machine de tous les jours, c'est l'exécuter avec tous vos droits : il peut lire, changer et envoyer tout ce que vous pouvez. Préférez cette page. Greffe remet le fichier tel quel, sans contrôle antivirus.
web-file-download-button = Télécharger tout de même le fichier ({ $value })
web-pictures-title = Images des pages
web-pictures-show = Montrer les images des pages
web-pictures-position = Pages { $first } à { $last } sur { $total }.
web-pictures-lead = Dessinées hors de votre navigateur, qui n'en reçoit que les pixels.
web-pictures-previous = Pages précédentes
web-pictures-next = Pages suivantes
web-picture-page = Page { $page } sur { $total }
web-picture-text-only = Les fichiers de cette sorte ne sont pas dessinés : leur texte en est l'aperçu.
web-picture-no-page = Le fichier a moins de pages.
web-picture-failed = Aucune image n'a pu être dessinée : { $value }
web-files-title = Ce qui n'a pas été cherché, et pourquoi
web-files-lead = Aucune recherche ne trouve le texte de ces fichiers, ou pas tout leur texte. Leurs noms et leurs types sont trouvés, et les messages qui les portent aussi.
web-files-link = Ce qui n'a pas été cherché, et pourquoi
web-files-none = Il n'y en a pas : le texte de chaque fichier joint a été lu.
web-files-waiting = Des fichiers attendent d'être lus. Dans un terminal :
web-files-light = Ces fichiers ont été lus par greffe seul. Les 7z, les tableurs binaires, certains PDF et le texte des images ne sont lus que par greffe-extract, qui n'est pas construit ici :
web-files-reasons = Raisons
web-files-why = Pourquoi
web-files-files = Fichiers
web-files-csv = Télécharger toute la liste (CSV)
web-files-search = Les messages qui les portent
web-files-count = { $n ->
    [one] { $count } fichier
   *[other] { $count } fichiers
    }
web-files-all = { $n ->
    [one] Le seul fichier
   *[other] Les { $count } fichiers
    }
web-files-subject = Message
web-files-type = Type
web-files-bytes = Octets

# Correspondants
web-people-title = Correspondants
web-people-lead = Toutes les adresses qui ont envoyé un message ou figurent en À ou en Copie, d'après les en-têtes. Une ligne De s'invente facilement : ce que prouve une signature est dit avec chaque message.
web-people-who = Nom ou adresse
web-people-show = Montrer
web-people-all = Tous les correspondants
web-people-count = { $n ->
    [0] Personne
    [one] { $count } correspondant
   *[other] { $count } correspondants
    }
web-people-busiest = le plus de messages
web-people-by-sent = envoyés
web-people-by-received = reçus
web-people-by-latest = dernier à écrire
web-people-by-address = adresse
web-people-person = Nom et adresse
web-people-address = Adresse
web-people-sent = Envoyés
web-people-received = Reçus
web-people-first = Premier envoi
web-people-last = Dernier envoi
web-people-names = Noms portés
web-people-messages = Tous les messages de cette adresse ou pour elle
web-people-looked-at = { $n ->
    [one] Noms et destinataires sont ceux du dernier message envoyé ; les dates et les comptes des messages reçus portent sur tous.
   *[other] Noms et destinataires sont ceux des { $count } derniers messages envoyés ; les dates et les comptes des messages reçus portent sur tous.
    }
web-people-writes-to = Écrit à
web-people-hears-from = Reçoit de
web-people-nobody = Personne, d'après les en-têtes.
web-people-others = { $n ->
    [one] { $count } autre message, avec d'autres
   *[other] { $count } autres messages, avec d'autres
    }
web-people-same-name = Autres adresses du même nom
web-people-same-name-text = La même personne, peut-être ; rien ici ne le prouve, et rien n'est compté ensemble.

# Imports
web-imports-title = Versements
web-imports-lead = Ce qui a été remis, ce qu'il en est advenu, et ce qui n'a pas pu être lu.
web-imports-none = Rien n'a encore été versé.
web-import-into = Dans la boîte { $value }
web-import-started = Début
web-import-finished = Fin
web-import-unfinished = interrompu, ou en cours : relancez la même commande pour continuer
web-import-by = Remis par
web-import-note = Note
web-import-id = Versement
web-import-accounts = Comptes : messages = gardés + déjà connus
web-import-messages = messages
web-import-stored = gardés
web-import-duplicates = déjà connus
web-import-unreadable = passages non lus
web-import-files = documents isolés
web-import-sources = Sources
web-spans = { $n ->
    [one] { $count } passage n'a pas pu être lu
   *[other] { $count } passages n'ont pas pu être lus
    }
web-spans-text = Aucun message n'y a été reconnu. Les octets sont nommés pour qu'on puisse regarder la source.
web-span-reason = Pourquoi

# Domain keys
web-keys-title = Clés des domaines
web-keys-lead = Une signature se vérifie avec une clé que son domaine a publiée. Les domaines retirent leurs clés au bout d'un temps ; voici celles que cette archive connaît, et celles qui lui manquent.
web-keys-missing = Les clés qui manquent
web-keys-missing-lead = Pour chaque clé, les messages qu'elle permettrait de vérifier. Elle peut venir de qui en a gardé une copie, ou du domaine.
web-keys-missing-search = Voir les messages dont la clé manque
web-keys-missing-none = Aucune signature ici ne manque de sa clé.
web-keys-domain = Domaine
web-keys-selector = Sélecteur
web-keys-unlocks = messages
web-keys-dates = Dates des messages
web-keys-add = Remettre des clés
web-keys-add-lead = Une liste de domaines, sélecteurs et enregistrements de clé, un fichier de zone, des lignes de nom et d'enregistrement TXT, ou les observations d'une autre archive. Ce que les clés concernent est jugé de nouveau, et chaque message dit quel était son verdict auparavant.
web-keys-add-worth = Une copie que personne n'a signée compte peu (K1) ; deux qui s'accordent, d'endroits différents, comptent davantage (K2).
web-keys-observers = { $n ->
    [0] Aucun observateur n'est cru quand il déclare des clés
    [one] { $count } observateur est cru quand il déclare des clés
   *[other] { $count } observateurs sont crus quand ils déclarent des clés
    }
web-keys-observers-lead = Les déclarations signées d'un observateur de confiance comptent plus que des copies d'un enregistrement. La personne qui tient l'archive décide à qui se fier :
web-keys-file = Fichier de clés
web-keys-source = D'où viennent les clés (une adresse, un document ; à défaut, le nom du fichier)
web-keys-observer = Qui les a vues (facultatif)
web-keys-add-button = Ajouter les clés
web-keys-added-title = Ce que les clés sont devenues
web-keys-added = { $n ->
    [one] { $count } observation de clé a été ajoutée.
   *[other] { $count } observations de clés ont été ajoutées.
    }
web-keys-added-known = { $n ->
    [one] { $count } était déjà connue.
   *[other] { $count } étaient déjà connues.
    }
web-keys-added-judged = { $n ->
    [one] { $count } message a été jugé de nouveau.
   *[other] { $count } messages ont été jugés de nouveau.
    }
web-keys-turned = { $count } : { $now } (auparavant : { $was })
web-keys-unread = { $n ->
    [one] { $count } ligne n'a pas pu être lue
   *[other] { $count } lignes n'ont pas pu être lues
    }
web-keys-unread-line = Ligne { $line } : { $reason }
web-keys-known = { $n ->
    [one] { $count } clé est connue
   *[other] { $count } clés sont connues
    }
web-keys-known-none = Aucune clé n'est encore connue.
web-keys-seen = Vue
web-keys-notes = Ce qu'on en dit d'autre
web-keys-attested = Attestée
web-keys-confidences = Combien une clé est attestée : ce que veulent dire K0 à K5
web-keys-sources = { $n ->
    [one] { $count } source, et l'enregistrement
   *[other] { $count } sources, et l'enregistrement
    }
web-keys-size = { $algorithm }, { $bits } bits
web-keys-no-key = aucune clé utilisable
web-keys-absent = demandée : il n'y en avait pas sous ce nom
web-keys-claim = { $claim } (selon { $source })
web-keys-claim-since = { $claim } depuis le { $since } (selon { $source })
web-claim-revoked = retirée
web-claim-private-key-published = moitié privée rendue publique
web-claim-factored = moitié privée calculée
web-claim-shared = commune à plusieurs domaines
web-totals-title = Verdicts par genre de courrier
web-totals-lead = Ce que prouvent les signatures, compté à part pour chaque genre, car un total dirait peu : les envois en nombre sont souvent signés quand les lettres entre personnes ne le sont pas.
web-totals-unjudged = pas encore de verdict
web-totals-keys = Les clés des domaines, connues et manquantes

# Batch
web-batch-title = Chercher une liste de termes
web-batch-lead = Jusqu'à { $value } noms ou termes, et le nombre de messages qui contiennent chacun.
web-batch-paste = Termes, un par ligne
web-batch-upload = Ou un fichier : un terme par ligne, ou la première colonne d'un .csv
web-batch-queries = Lire chaque terme comme une requête et non comme une expression
web-batch-button = Compter
web-batch-found = { $found } termes sur { $total } apparaissent
web-batch-unread = non cherché
web-batch-remarks = Remarques
web-batch-term = Terme
web-batch-download = Télécharger en CSV
web-batch-again = Une autre liste

# Saved searches
web-saved-title = Recherches gardées
web-saved-none = Aucune recherche n'est encore gardée. Chaque liste de résultats a un formulaire pour cela.
web-saved-feeds = Un flux donne les messages les plus récents de sa recherche. Son adresse l'ouvre sans session : gardez-la pour vous ; elle change quand greffe démarre avec un autre jeton.
web-saved-name = Nom
web-saved-query = Requête
web-saved-created = Gardée le
web-saved-feed = Flux
web-saved-forget = Oublier
web-saved-delete = Supprimer

# What goes wrong: web-problem- what happened, web-advice- what to do
web-problem-title = Cela n'a pas marché
web-problem-status = État HTTP { $value }
web-problem-not-found = Il n'y a pas de page à cette adresse.
web-advice-not-found = Revenez en arrière, ou repartez de la première page.
web-problem-no-session = Ce navigateur n'a pas été admis.
web-advice-no-session = Ouvrez l'adresse que greffe a affichée au démarrage ; elle contient un jeton qui change à chaque démarrage.
web-problem-cross-site = La demande venait d'un autre site et a été refusée.
web-advice-cross-site = Ouvrez les pages mêmes de greffe et agissez de là.
web-problem-misdirected = Greffe a été appelé par un nom qui n'est pas le sien.
web-advice-misdirected = Utilisez l'adresse que greffe a affichée au démarrage.
web-problem-stale-form = Le formulaire ne vient pas de ce démarrage de greffe. Rien n'a été changé.
web-advice-stale-form = Rechargez la page du formulaire et renvoyez-le.
web-problem-token-only = Agir par l'API demande le jeton de démarrage. Rien n'a été changé.
web-advice-token-only = Envoyez l'en-tête Authorization: Bearer avec le jeton.
web-problem-malformed = Le champ { $field } ne peut pas être lu.
web-advice-malformed = Remplissez-le, ou laissez-le ; les textes ne doivent pas être trop longs.
web-problem-unknown-field = Cette adresse ne connaît pas de champ { $field }.
web-advice-unknown-field = Vérifiez l'orthographe. Elle connaît : { $known }.
web-problem-no-choice = Le champ { $field } ne prend pas cette valeur.
web-advice-no-choice = Il prend l'une de celles-ci : { $choices }.
web-problem-beyond = Le nombre du champ { $field } est trop grand.
web-advice-beyond = Il va jusqu'à { $most }.
web-problem-malformed-body = Le corps n'est pas ce que prend cette adresse : ligne { $line }, colonne { $column }.
web-advice-malformed-body = /api/openapi.json dit ce qu'elle prend.
web-problem-no-such-correspondent = Aucun message ne nomme cette adresse.
web-advice-no-such-correspondent = Vérifiez l'orthographe, ou cherchez-en une partie parmi les correspondants.
web-problem-malformed-request = La demande ne peut pas être lue.
web-advice-malformed-request = Revenez en arrière et réessayez.
web-problem-no-terms = La liste ne contient aucun terme. Rien n'a été cherché.
web-advice-no-terms = Écrivez un terme par ligne ; d'un tableau, c'est la première colonne qui est lue.
web-problem-unclosed-quote = Le guillemet qui ouvre une cellule à la ligne { $line } n'est pas fermé là où finit la cellule. Rien n'a été cherché.
web-advice-unclosed-quote = Fermez-le ou retirez-le, puis renvoyez la liste.
web-problem-too-many = La liste a plus de { $limit } termes. Rien n'a été cherché.
web-advice-too-many = Partagez la liste.
web-problem-too-large = L'envoi dépasse ce qui est pris en une fois.
web-advice-too-large = Envoyez moins d'un mégaoctet.
web-problem-method = Cette adresse ne prend pas de telles demandes.
web-advice-method = Revenez en arrière et utilisez les liens et boutons de la page.
web-problem-internal = Quelque chose s'est mal passé dans greffe.
web-advice-internal = Réessayez. Si cela se reproduit, signalez-le avec ce que vous avez fait, sans le courrier de personne.

# Audit des accès
web-audit-title = Qui pouvait ouvrir la boîte de qui ?
web-audit-lead = Déposez ici des journaux et des relevés de droits d'une messagerie, avec un annuaire, des autorisations et un calendrier s'il y en a : des fichiers, ou des archives de ceux-ci, reconnus à leur contenu. Le rapport dit ce qu'ils disent, et ce qu'ils ne peuvent dire.
web-audit-asked-by = Qui pose la question (pour la première page)
web-audit-collected-by = Qui a recueilli les journaux
web-audit-for-owner = Seulement sur cette boîte (vide pour toutes)
web-audit-zone = Fuseau des heures qui n'en disent pas (UTC si vide)
web-audit-taken = Quand ont été faits les relevés qui ne le disent pas, fichier par fichier (plusieurs : séparés par ;)
web-audit-files = Fichiers
web-audit-button = Faire le rapport
web-audit-kept = Les fichiers sont lus, et ne sont pas gardés. Les rapports restent jusqu'à l'arrêt de greffe ; enregistrez-les pour les garder.
web-audit-reports = Rapports de cette session
web-audit-report-title = Rapport sur les accès aux boîtes
web-audit-unread = Non reconnus, ou non lus en entier
web-audit-open = Ouvrir le rapport seul, pour le lire ou l'imprimer
web-audit-save = Enregistrer ses fichiers
web-audit-packed = Enregistrer tout le rapport (ZIP)
web-audit-again = Pour le refaire et comparer, décompressez-le, mettez à côté, dans un dossier appelé logs, les fichiers remis, sous les noms que leur donne le rapport, et lancez à cet endroit :
