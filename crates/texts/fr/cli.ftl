# La ligne de commande.

help-about = Garde des archives de courrier : verse chaque octet, retrouve tout message, le montre sans danger.
help-after =
    Pour commencer : `greffe demo`, ou `greffe import COURRIER.mbox --mailbox MOI`, puis `greffe search MOTS` ou `greffe serve`.
    Code de sortie : 0 fait, 1 fait avec une réserve (rien trouvé, une partie illisible), 2 impossible.
    Une archive non scellée est lisible par quiconque a ses fichiers : n'y mettez pas les boîtes d'une organisation.
help-usage = Usage{"\u00A0"}:
help-verbs = Verbes{"\u00A0"}
help-arguments = Arguments{"\u00A0"}
help-options = Options{"\u00A0"}
help-help = Affiche cette aide
help-version = Affiche la version
help-default = par défaut : { $value }
help-values = au choix : { $value }
help-variable = ou la variable { $value }
help-value-date = DATE
help-value-dir = DOSSIER
help-value-domain = DOMAINE
help-value-file = FICHIER
help-value-format = FORMAT
help-value-languages = LANGUES
help-value-mailbox = BOÎTE
help-value-method = MÉTHODE
help-value-name = NOM
help-value-order = ORDRE
help-value-query = REQUÊTE
help-value-selector = SÉLECTEUR
help-value-text = TEXTE
help-value-verb = VERBE
help-value-where = LIEU
help-value-whom = QUI
help-value-zone = FUSEAU
help-archive = Le répertoire de l'archive
help-json = Écrit du JSON sur la sortie standard, pour les scripts
help-lang = La langue des messages

help-demo = Crée une archive fictive, dans ./demo-archive sauf si une autre est nommée, dit ce qu'elle contient et la sert en local
help-demo-no_serve = S'arrête avant de servir
help-demo-messages = Combien de messages inventer
help-demo-seed = Une autre graine, une autre archive
help-demo-port = Le port ; 0 en prend un libre

help-init = Crée une archive vide
help-init-timezone = Le fuseau horaire des jours et des années, par exemple Europe/Paris

help-import = Verse du courrier : fichiers, dossiers, archives, un compte sur un serveur, ou - pour l'entrée standard ; reprend où il s'était arrêté
help-import-sources = mbox, maildir, MH, .eml, .emlx, PST, MSG, zip ou tar de ceux-ci, compressés ou non : le format se reconnaît au contenu ; ou imaps://utilisateur@serveur/[dossier]
help-import-again = Relit ce que des versements antérieurs ont lu jusqu'au bout (rien n'est conservé deux fois)
help-import-mailbox = La boîte aux lettres qui reçoit ce courrier
help-import-by = Qui remet le courrier ; gardé avec le versement
help-import-note = Une note, gardée avec le versement
help-import-leave_attachments = Laisse le texte des fichiers joints pour plus tard (greffe extract)
help-import-ocr = Fait reconnaître par tesseract, s'il est installé, le texte des images et des numérisations, dans ces langues (fra+eng) ; lent
help-import-pdftotext = Fait lire par pdftotext, s'il est installé, les PDF dont le texte manque en tout ou partie
help-import-bsdtar = Fait ouvrir les RAR et les 7z par bsdtar, sources ou pièces jointes
help-import-timings = Dit où le temps est passé
help-import-password_file = Le mot de passe d'un compte sur un serveur, en première ligne d'un fichier ; sinon GREFFE_IMAP_PASSWORD, sinon il est demandé
help-import-token_file = Un jeton d'accès OAuth 2.0 au lieu d'un mot de passe
help-import-ca = Se fie aux autorités de ce fichier PEM au lieu de celles du système
help-import-unencrypted = DANGER : laisse imap:// continuer quand le serveur n'offre pas de chiffrement ; quiconque est sur le chemin peut lire le mot de passe et le courrier, et le modifier

help-search = Trouve des messages
help-search-query = Mots, "expressions", OR, -pas, préfixe*, mot~1, near(a b, 5), from: subject: after: ...
help-search-limit = Combien en montrer
help-search-offset = Combien en sauter
help-search-sort = L'ordre des résultats
help-search-collapse = Ne montre qu'un message pour tous ceux dont le texte est presque le même, et compte les deux
help-search-facets = Compte par boîte, expéditeur, année, nature, etc.
help-search-after =
    Ce qu'on peut demander, sans égard aux majuscules, aux accents ni aux terminaisons{"\u00A0"}:
      marché budget               les deux mots, n'importe où
      "marché public"             ces mots dans cet ordre
      a OR b    -a    (a OR b) c  l'un ou l'autre, sans, groupes
      budg*     budget~1          qui commencent ainsi ; à une lettre près
      near(accès messagerie, 5)   tous, avec au plus cinq autres mots parmi eux
      from: to: cc: bcc: with:    un nom, une adresse, un domaine
      subject: body: filename:    à cet endroit ; filetype:pdf, has:attachment
      attachment: author:         ce que dit un fichier joint, qui l'a écrit
      after: before: on: year:    2016, 2016-03, 2016-03-14, jour final compris
      mailbox: folder: list: tag: thread: lang:fr larger:5M kind:person print:3f2a
      similar:3f2a                les messages de presque le même texte
      verdict:verified signed-by:region.example reason:key-missing

help-show = Montre un message
help-show-id = Son identifiant, ou ses quatre premiers chiffres au moins
help-show-raw = Écrit ses octets exacts
help-show-part = Écrit les octets décodés d'une partie
help-show-text = Avec --part : ce que dit le fichier, lu par le lecteur confiné
help-show-headers = Montre tous les en-têtes

help-extract = Lit les fichiers joints pas encore lus, dans un processus confiné
help-extract-list = Liste les fichiers dont aucune recherche ne trouve le texte, et pourquoi ; avec --json, un par ligne
help-extract-again = Relit tous les fichiers
help-extract-ocr = Fait reconnaître par tesseract, s'il est installé, le texte des images et des numérisations, dans ces langues (fra+eng) ; lent
help-extract-pdftotext = Fait lire par pdftotext, s'il est installé, les PDF dont le texte manque en tout ou partie
help-extract-bsdtar = Fait ouvrir les RAR par bsdtar, s'il est installé
help-extract-unsandboxed = Les lit même si ce système ne peut confiner le lecteur

help-verify = Dit ce que prouvent les signatures de messages, hors de toute archive et sans réseau
help-verify-files = mbox, maildir, .eml, dossiers, zip ou tar de ceux-ci ; ou - pour l'entrée standard
help-verify-keys = Un fichier de clés de domaines (TSV, zone, TXT, JSON Lines) ; peut être répété
help-verify-observer = La clé publique d'un observateur dont les déclarations signées sur des clés seront crues ; peut être répété
help-verify-bundle = Écrit le dossier de preuves de chaque message dans ce répertoire, nouveau ou vide
help-verify-dns = Demande les clés manquantes au DNS, après avoir dit ce que cela apprend au résolveur
help-verify-resolver = Le résolveur à interroger, au lieu de celui du système
help-verify-yes = Interroge le résolveur sans vous demander d'abord

help-keys = L'archive des clés de domaines
help-keys-add = Ajoute des clés que quelqu'un a conservées, et juge à nouveau ce qu'elles touchent
help-keys-add-files = TSV, fichiers de zone, noms avec leurs TXT, JSON Lines, déclarations signées
help-keys-add-observer = Qui a vu ces clés
help-keys-add-method = Comment : dns, document, source-code, statement, sender-attested...
help-keys-add-source = Où on les trouve : des copies ne comptent comme indépendantes que si leurs sources diffèrent
help-keys-add-seen = Quand elles ont été vues, par exemple 2016-03-14
help-keys-list = Liste les clés connues, avec la force de leur attestation
help-keys-trust = Fait confiance à un observateur : ses déclarations signées comptent alors comme telles ; sans fichier, liste ceux à qui l'on fait confiance
help-keys-trust-file = La clé publique de l'observateur : PEM, ou JSON Web Key (Ed25519 ou P-256)
help-keys-trust-name = Le nom de l'observateur : les clés d'un même nom comptent pour un seul
help-keys-distrust = Cesse de faire confiance à un observateur, et juge à nouveau ce qui en dépendait
help-keys-distrust-name = L'observateur, tel qu'il a été nommé
help-keys-missing = Classe les clés que personne n'a montrées selon les messages qu'elles éclaireraient
help-keys-missing-limit = Combien en lister
help-keys-recover = Calcule une clé perdue à partir des signatures de l'archive
help-keys-recover-domain = Le domaine signataire ; sans lui, la clé manquante qui éclairerait le plus de messages
help-keys-recover-selector = Le sélecteur
help-keys-export = Écrit tout ce qui a été observé des clés, pour que d'autres le lisent
help-keys-export-format = Le format

help-export = Fait des copies de travail, non caviardées, avec un manifeste d'empreintes
help-export-query = Quels messages, comme pour search
help-export-to = Un répertoire nouveau ou vide
help-export-format = Le format

help-audit = Dit qui pouvait ouvrir la boîte de qui, et qui l'a fait, d'après les journaux d'autres messageries
help-audit-files = Journaux, relevés de droits, documents : fichiers, dossiers, compressés ou non ; reconnus à leur contenu
help-audit-out = Écrit le rapport dans ce répertoire : nouveau, vide, ou celui d'un rapport antérieur
help-audit-directory = Les personnes, leurs adresses, leurs supérieurs et leurs qualités (CSV, LDIF) ; peut être répété
help-audit-approvals = Qui a autorisé quoi, à qui, de quand à quand (CSV) ; peut être répété
help-audit-calendar = Les périodes sensibles (CSV : libellé, du, au) ; peut être répété
help-audit-mapping = Comment lire les journaux d'un autre système (TOML, voir docs/audit-mapping.md) ; peut être répété
help-audit-rules = Un dossier de règles Sigma, en plus de celles de greffe (voir docs/audit-rules.md)
help-audit-keys = Clés de domaines pour examiner les ordres remis en .eml ; peut être répété
help-audit-zone = Le fuseau des heures qui n'en disent pas, par exemple Europe/Paris ; sinon UTC
help-audit-taken = Quand un relevé a été fait qui ne le dit pas : un fichier ou dossier, =, un jour ou mieux un moment (droits.csv=2016-03-14T09:00) ; peut être répété
help-audit-from = Porte sur le temps à partir de ce jour
help-audit-to = Porte sur le temps jusqu'à ce jour, inclus
help-audit-asked_by = Qui pose la question, pour la première page
help-audit-collected_by = Qui a recueilli les journaux
help-audit-for_owner = Porte sur une seule boîte : qui peut l'ouvrir, et qui l'a ouverte
help-audit-pseudonymise = Écrit des codes pour les comptes et les fichiers ; la clé va à côté du répertoire, pour son seul propriétaire
help-audit-demo = Audite une affaire fictive ; ses journaux sont écrits à côté du rapport (demo-audit, demo-audit-logs)
help-audit-verify = Repose la question d'un rapport antérieur, et compare. Code de sortie : 0 tout est identique, 1 quelque chose diffère
help-audit-after = Code de sortie : 0 fait ; 1 fait, mais une partie de ce qui a été remis n'a pu être lue, ou n'est pas ce qu'on a dit ; 2 impossible. Ce que les journaux ne peuvent dire est dans le rapport, et n'est pas une erreur.

help-serve = Sert des pages et une API HTTP en local
help-serve-port = Le port ; 0 en prend un libre

help-check = Recalcule chaque empreinte, et dit si toutes les parties de l'archive concordent encore

say-misread-no-such-verb = `{ $value }` n'est pas un verbe de greffe
say-misread-no-verb = aucun verbe ne dit quoi faire
say-misread-no-such-option = il n'y a pas ici d'option `{ $argument }`
say-misread-argument-missing = il manque { $argument }
say-misread-argument-twice = { $argument } est donné deux fois
say-misread-arguments-conflict = { $argument } ne va pas avec { $other }
say-misread-too-many-values = { $argument } prend moins de valeurs
say-misread-value-missing = il manque une valeur à { $argument }
say-misread-value-not-listed = { $argument } ne peut être `{ $value }`
say-misread-value-unreadable = { $argument } ne peut être `{ $value }`
say-see-help = voyez `{ $value }`
say-did-you-mean = vouliez-vous dire `{ $value }` ?
say-one-of = écrivez l'un de ceux-ci : { $value }
say-written-like = écrivez-le ainsi : { $value }

say-error = erreur
say-hint = conseil
say-warning = attention

say-import-progress = { $messages } messages, { $bytes }, { $rate }/s
say-import-done =
    { $messages ->
        [one] { $messages_written } message : conservés { $stored }, en double { $duplicates }
       *[other] { $messages_written } messages : conservés { $stored }, en double { $duplicates }
    }
say-import-already =
    { $already ->
        [one] { $already_written } d'entre eux était connu d'un versement antérieur
       *[other] { $already_written } d'entre eux étaient connus d'un versement antérieur
    }
say-import-none = aucun courrier trouvé là : greffe lit mbox, maildir, MH, .eml, .emlx, PST, MSG, et les zip ou tar de ceux-ci
say-import-kind-person = { $messages_written } entre personnes
say-import-kind-list =
    { $messages ->
        [one] { $messages_written } passé par une liste
       *[other] { $messages_written } passés par des listes
    }
say-import-kind-bulk =
    { $messages ->
        [one] { $messages_written } envoi en nombre
       *[other] { $messages_written } envois en nombre
    }
say-import-kind-automatic =
    { $messages ->
        [one] { $messages_written } automatique
       *[other] { $messages_written } automatiques
    }
say-import-next = ensuite : `{ $greffe } search MOTS` cherche, `{ $greffe } serve` ouvre l'archive dans le navigateur
say-import-damaged =
    { $damaged ->
        [one] { $damaged_written } message est endommagé : du contenu est perdu (cherchez has:damage)
       *[other] { $damaged_written } messages sont endommagés : du contenu est perdu (cherchez has:damage)
    }
say-import-unreadable =
    { $unreadable ->
        [one] { $unreadable_written } passage n'a pu être lu comme du courrier ; ce qui a pu en être lu est gardé :
       *[other] { $unreadable_written } passages n'ont pu être lus comme du courrier ; ce qui a pu en être lu est gardé :
    }
say-import-files =
    { $files ->
        [one] { $files_written } fichier de service d'un logiciel de courrier n'a pas été versé
       *[other] { $files_written } fichiers de service de logiciels de courrier n'ont pas été versés
    }
say-import-source = source { $path } : { $bytes }, SHA-256 { $sha256 }
say-import-account =
    { $folders ->
        [one] { $account } : { $folders_written } dossier, { $messages_written } messages
       *[other] { $account } : { $folders_written } dossiers, { $messages_written } messages
    }
say-import-more-folders =
    { $more ->
        [one]   et { $more_written } autre dossier
       *[other]   et { $more_written } autres dossiers
    }
say-folder-all = tout le courrier
say-folder-archive = archives
say-folder-drafts = brouillons
say-folder-flagged = suivis
say-folder-junk = indésirables
say-folder-sent = envoyés
say-folder-trash = corbeille
say-import-password = Mot de passe pour { $account } :
say-import-unencrypted = si ce serveur n'offre pas de chiffrement, quiconque est sur le chemin peut lire le mot de passe et le courrier, et le modifier
say-import-renumbered = le serveur a renuméroté les messages de `{ $folder }` : tout le dossier a été relu
say-import-second-mailbox = cette archive n'est pas scellée : quiconque a ses fichiers peut lire toutes ses boîtes. N'y mettez pas les boîtes d'une organisation.
say-import-waiting = un autre greffe écrit dans cette archive (processus { $pid }) ; on attend qu'il finisse
say-import-catching-up = l'index est complété après une interruption
say-import-recoverable =
    { $keys ->
        [one] { $keys_written } clé manquante a signé plusieurs messages : { $name } ({ $messages } messages). `greffe keys recover` essaie de la calculer à partir de ces signatures,
       *[other] { $keys_written } clés manquantes ont signé plusieurs messages chacune, surtout { $name } ({ $messages } messages). `greffe keys recover` essaie de calculer celle-là à partir de ses signatures,
    } en quelques secondes à quelques minutes.
say-import-elapsed = en { $seconds } s
say-timings = { $stage } : { $seconds } s ({ $share } %)

say-extract-progress = { $done } fichiers lus sur { $total }, { $rate } par seconde
say-extract-none = aucun message ne contient de fichier
say-extract-done =
    { $files ->
        [one] { $files_written } fichier joint dans l'archive ; lu en entier : { $complete }
       *[other] { $files_written } fichiers joints dans l'archive ; lus en entier : { $complete }
    }
say-extract-light = les 7z, les feuilles de calcul binaires, certains PDF et le texte des images ne sont lus que par `greffe-extract`, qui n'est pas compilé ici : cargo build --release -p greffe-extract --features formats
say-extract-list = greffe extract --list nomme ceux dont du texte manque
say-extract-all-read = le texte de chaque fichier est lu
say-extract-unsandboxed = un fichier hostile peut faire ici tout ce que vous pouvez
say-import-waiting-files =
    { $files ->
        [one] { $files_written } fichier joint n'est pas lu : les recherches n'y regardent pas, et le disent
       *[other] { $files_written } fichiers joints ne sont pas lus : les recherches n'y regardent pas, et le disent
    }
say-import-read-later = `greffe extract` les lit

say-show-date = Date
say-show-from = De
say-show-to = À
say-show-cc = Copie
say-show-subject = Objet
say-show-id = Identifiant
say-show-mailboxes = Dans
say-show-defects = Défauts
say-show-parts = Parties
say-show-file-waiting = personne n'a encore lu ce fichier : `greffe extract` le fait
say-show-file-unread = du texte manque : { $why }
say-show-from-html = (texte tiré du corps HTML)

say-export-done =
    { $messages ->
        [0] aucun message ne correspond : rien n'a été écrit dans { $path } que le manifeste
        [one] { $messages_written } message écrit dans { $path } : une copie de travail, non caviardée
       *[other] { $messages_written } messages écrits dans { $path } : des copies de travail, non caviardées
    }

say-init-done = archive créée dans { $path } (fuseau horaire { $timezone })

say-check-done =
    { $messages ->
        [one] { $messages_written } message, { $bytes } de paquets : tout concorde
       *[other] { $messages_written } messages, { $bytes } de paquets : tout concorde
    }
say-check-problems =
    { $problems ->
        [one] { $problems_written } anomalie
       *[other] { $problems_written } anomalies
    }

say-serve-open = ouvrez { $url }
say-serve-stop = cette adresse n'est que pour vous ; Ctrl-C arrête
say-demo-made = { $messages } messages fictifs créés dans { $mailboxes } boîtes ({ $path })
say-demo-verified = signature valide ({ $count } messages entre personnes), par exemple « { $subject } » :
say-demo-mismatch = la signature ne concorde pas ({ $count }), par exemple « { $subject } » :
say-demo-not-aligned = signé par un autre domaine que celui de la ligne From ({ $count }), par exemple « { $subject } » :
say-demo-key-missing = une clé que personne n'a gardée ({ $count }), par exemple « { $subject } » :
say-demo-unsigned = aucune signature ({ $count }), par exemple « { $subject } » :
say-demo-try = essayez :

say-kind-person = personne
say-kind-list = liste
say-kind-bulk = en nombre
say-kind-automatic = automatique
say-verdicts-signed = avec une signature

say-verdict-settles = Ce qui trancherait : { $settles }
say-verify-done =
    { $messages ->
        [one] { $messages_written } message :
       *[other] { $messages_written } messages :
    }
say-verify-files =
    { $files ->
        [one] { $files_written } fichier qui n'est pas du courrier a été laissé de côté
       *[other] { $files_written } fichiers qui ne sont pas du courrier ont été laissés de côté
    }
say-verify-none = aucun message trouvé : donnez un message enregistré en .eml, un mbox, un maildir, ou un dossier ou une archive de tels fichiers
say-verify-lost = aucun message lu à { $place } : { $reason }
say-verify-rewritten-loose = { $files } fichiers d'un message chacun, pris ensemble : l'export dont ils viennent a réécrit le corps de messages de nombreux domaines indépendants ; là où seul le corps diffère, cela ne dit rien du message
say-verify-rewritten = { $source } : l'export a réécrit le corps de messages de nombreux domaines indépendants ; là où seul le corps diffère, cela ne dit rien du message
say-verify-missing = Clés manquantes qui trancheraient le plus (messages, domaine, sélecteur) :

say-unread-key = { $path }, ligne { $line } : { $reason }
say-unread-keys =
    { $lines ->
        [one] { $lines_written } ligne n'a pas pu être lue en tout
       *[other] { $lines_written } lignes n'ont pas pu être lues en tout
    }
say-unread-key-unknown-form = pas une clé sous une forme connue de greffe
say-unread-key-not-json = pas le JSON d'une observation
say-unread-key-unknown-version = une version que greffe ne connaît pas
say-unread-key-unknown-method = une méthode que greffe ne connaît pas
say-unread-key-no-name = ni domaine ni sélecteur
say-unread-key-no-record = pas d'enregistrement de clé
say-unread-key-bad-time = une date illisible
say-unread-key-other-key = nomme une autre clé que celle de son enregistrement
say-unread-key-too-long = trop long
say-unread-key-too-many = trop d'observations dans un même fichier
say-unread-key-unclosed = un guillemet ou une parenthèse qui ne se ferme pas

say-keys-added =
    { $added ->
        [one] { $added_written } observation ajoutée
       *[other] { $added_written } observations ajoutées
    }
say-keys-known =
    { $known ->
        [one] { $known_written } était connue, mot pour mot
       *[other] { $known_written } étaient connues, mot pour mot
    }
say-keys-judged =
    { $judged ->
        [one] { $judged_written } message jugé à nouveau
       *[other] { $judged_written } messages jugés à nouveau
    }
say-keys-total =
    { $keys ->
        [one] { $keys_written } clé
       *[other] { $keys_written } clés
    }
say-keys-observers =
    { $observers ->
        [0] les déclarations de personne ne sont crues
        [one] les déclarations de { $observers_written } observateur sont crues
       *[other] les déclarations de { $observers_written } observateurs sont crues
    }
say-keys-missing =
    { $keys ->
        [0] aucune clé ne manque
        [one] { $keys_written } clé manque
       *[other] { $keys_written } clés manquent
    }
say-keys-recovering = calcul de { $name } à partir de ses signatures : de quelques secondes à quelques minutes
say-keys-recovered = { $name } : une clé de { $bits } bits, que { $verified } signatures sur { $of } confirment. Elle montre qu'une même clé les a toutes faites, non à qui elle était.

say-dns-nothing = aucune clé ne manque : rien n'est demandé au DNS
say-dns-system = le résolveur réglé sur cette machine
say-dns-tells =
    { $names ->
        [one] { $names_written } nom sera demandé : { $resolver }. Qui l'exploite, et les serveurs qu'il interroge, apprennent ce nom, votre adresse et l'heure : cela dit que vous détenez du courrier signé avec cette clé, et rien d'autre de ce courrier.
       *[other] { $names_written } noms seront demandés : { $resolver }. Qui l'exploite, et les serveurs qu'il interroge, apprennent ces noms, votre adresse et l'heure : cela dit que vous détenez du courrier signé avec ces clés, et rien d'autre de ce courrier.
    }
say-dns-more =
    { $more ->
        [one] et { $more_written } autre
       *[other] et { $more_written } autres
    }
say-dns-yes-needed = rien n'a été demandé : il n'y a personne ici pour donner son accord ; ajoutez --yes pour le donner d'avance
say-dns-agree = Demander ? (o/n)
say-dns-done = le DNS en a { $found }, dit de { $nothing } qu'il n'y en a pas, et n'a pas répondu pour { $unanswered }
say-dns-kept =
    { $added ->
        [one] { $added_written } observation gardée dans l'archive
       *[other] { $added_written } observations gardées dans l'archive
    }
say-dns-not-kept = ce qui a été vu sert maintenant et n'est gardé nulle part ; nommez une archive avec --archive pour le garder

say-audit-progress = { $files } fichiers, { $events } événements
say-audit-demo = les journaux d'une affaire fictive sont dans { $path }
say-audit-done = rapport : { $path }/report.html (SHA-256 de son evidence.json : { $sha256 })
say-audit-key = la clé des pseudonymes est { $path } : gardez-la à part du rapport
say-audit-unknown = { $file } : non reconnu ; son empreinte est prise, rien n'en a été lu
say-audit-unreadable =
    { $records ->
        [one] { $records_written } enregistrement n'a pu être lu
       *[other] { $records_written } enregistrements n'ont pu être lus
    }
say-audit-of-file = { $file } : { $what }
say-audit-misread = { $file } a été remis comme : { $wanted } ; son contenu dit autre chose
say-audit-refused = { $file } : rien n'a été lu de ce tableau ; on ne peut dire quelle colonne est `{ $field }` (attendu : { $expected })
say-audit-owner-unknown = rien de ce qui a été remis ne nomme la boîte sur laquelle porte la question
say-audit-same =
    { $count ->
        [one] { $count_written } fichier remis ou produit comparé : tout est identique
       *[other] { $count_written } fichiers remis ou produits comparés : tout est identique
    }
say-audit-differs =
    { $count ->
        [one] { $count_written } autre fichier remis ou produit est identique
       *[other] { $count_written } autres fichiers remis ou produits sont identiques
    }
say-audit-input-changed = { $name } : ce fichier remis a changé depuis
say-audit-input-gone = { $name } : ce fichier remis n'est plus là
say-audit-input-new = { $name } : ce fichier est venu depuis
say-audit-file-changed = { $name } : ce fichier du rapport a été modifié après coup
say-audit-file-differs = { $name } : ce fichier ne se refait pas à l'identique
say-audit-other-version = le rapport a été fait par greffe { $name } : une autre version peut en dire plus ou moins
