# Ce qui est arrivé (err-) et ce qu'on peut faire (rec-).

err-query = la requête ne peut être lue au caractère { $at } ; attendu : { $expected }
rec-query =
    { $wanted ->
        [near-distance] écrivez-le en entier : near(accès messagerie, 5) trouve les deux mots, avec au plus 5 autres parmi eux
        [closing-quote] une expression finit par le signe qui l'a ouverte : "marché public"
        [closing-parenthesis] chaque ( appelle sa ) ; une parenthèse cherchée comme telle se met entre guillemets
        [value] écrivez la valeur sans espace avant elle : from:anne, ou from:"Anne Morel"
        [field] un mot qui contient deux-points se met entre guillemets : "re:budget"
       *[other] corrigez cet endroit, ou mettez entre guillemets les mots qui ont des signes particuliers ; un champ s'écrit comme from:nom
    }
err-not-made = `{ $operator }:` ne peut être cherché : les données qu'il demande n'ont pas été établies pour cette archive
rec-not-made = retirez `{ $operator }:` ; greffe ne répond jamais zéro à une telle requête
err-no-such-message = aucun message n'a d'identifiant qui commence par `{ $id }`
rec-no-such-message = copiez l'identifiant d'une liste de résultats ; ses quatre premiers chiffres suffisent s'ils sont uniques
err-several-messages = { $several } messages ont un identifiant qui commence par `{ $id }`
rec-several-messages = donnez plus de chiffres de l'identifiant
err-no-such-part = ce message n'a pas de partie { $n } qui ait ses propres octets
rec-no-such-part = les parties sont numérotées de 0 à { $last } ; `greffe show ID` les énumère
err-part-not-held = la partie { $n } est trop grosse pour être remise seule
rec-part-not-held = `greffe show --raw ID > message.eml` écrit le message entier ; tout logiciel de messagerie sait en enregistrer les fichiers
err-unknown-timezone = aucun fuseau horaire ne s'appelle `{ $name }`
rec-unknown-timezone = donnez un nom IANA comme Europe/Paris ou UTC
err-not-empty = `{ $path }` n'est pas vide
rec-not-empty = choisissez un répertoire nouveau ou vide
err-write = impossible d'écrire `{ $path }` : { $cause }
rec-write = vérifiez les droits et la place libre, puis relancez la même commande
err-unusable = ceci ne peut servir ({ $what })
rec-unusable = mettez de 1 à { $most } caractères, aucun d'eux invisible
err-name-taken = une autre recherche est enregistrée sous ce nom
rec-name-taken = choisissez un autre nom, ou supprimez la recherche qui le porte
err-no-source = il n'y a ni fichier ni dossier `{ $path }`
rec-no-source = vérifiez l'orthographe, ou donnez le chemin entier
err-source-unreadable = impossible d'ouvrir `{ $path }` : { $cause }
rec-source-unreadable = vérifiez les droits de ce fichier ou de ce dossier
err-source-not-a-file = `{ $path }` n'est ni un fichier ni un dossier
rec-source-not-a-file = donnez un fichier, un dossier, ou - pour l'entrée standard
err-not-an-archive = `{ $path }` n'est pas une archive
rec-not-an-archive = créez-en une par `greffe import FICHIER --mailbox NOM`, ou nommez-en une autre par --archive RÉPERTOIRE
err-already-an-archive = `{ $path }` est déjà une archive
rec-already-an-archive = utilisez-la telle quelle, ou choisissez un autre répertoire
err-settings = `{ $path }` n'est pas écrit comme greffe le lit (son lecteur dit, en anglais : { $cause })
rec-settings = reprenez-le d'une copie, ou réécrivez-le en deux lignes : format = 1 et timezone = "Europe/Paris" (ou un autre nom IANA) ; qui attestait des clés se nomme alors de nouveau par `greffe keys trust`
err-newer-format = cette archive est au format { $found } ; ce greffe lit les formats jusqu'à { $known }
rec-newer-format = prenez le greffe plus récent qui l'a faite
err-denied = accès refusé à `{ $path }`
rec-denied = travaillez sous le nom de qui peut y lire et y écrire, ou choisissez un autre endroit
err-port-taken = un autre programme écoute déjà sur le port { $port }
rec-port-taken = choisissez-en un autre par --port N ; --port 0 en prend un libre
err-listen = impossible d'écouter sur { $address } : { $cause }
rec-listen = choisissez un autre port par --port N ; --port 0 en prend un libre
err-network-file-system = `{ $path }` est sur un système de fichiers en réseau
rec-network-file-system = gardez l'archive sur un disque local ; un partage réseau ne garantit pas ce que greffe promet
err-read-only = `{ $path }` peut être lu, mais pas écrit
rec-read-only = copiez l'archive sur un disque où vous pouvez écrire
err-catalogue-read-only = le catalogue de `{ $path }` doit être refait, et ce support est en lecture seule
rec-catalogue-read-only = copiez l'archive sur un disque où vous pouvez écrire et ouvrez-la là
err-catalogue-foreign = `{ $path }` n'appartient pas aux paquets qui l'accompagnent
rec-catalogue-foreign = reprenez les paquets d'une copie, ou supprimez ce fichier : greffe le refait à partir des paquets
err-catalogue-damaged = `{ $path }` est endommagé
rec-catalogue-damaged = supprimez ce fichier : greffe le refait à partir des paquets
err-desk-damaged = `{ $path }` est endommagé : étiquettes, notes et recherches gardées sont illisibles
rec-desk-damaged = reprenez ce fichier d'une copie de l'archive ; ne le supprimez pas, rien d'autre ne garde ce que les gens ont écrit
err-newer-desk = `{ $path }` a été écrit par un greffe plus récent
rec-newer-desk = prenez le greffe plus récent
err-log-unread = `{ $path }` a dans son journal des changements illisibles sur un support en lecture seule
rec-log-unread = copiez l'archive sur un disque où vous pouvez écrire et ouvrez-la là
err-index-busy = un autre greffe écrit dans l'index de cette archive
rec-index-busy = attendez qu'il finisse, puis relancez la même commande
err-pack-damaged = `{ $path }` est endommagé à l'octet { $offset }
rec-pack-damaged = reprenez ce fichier d'une copie de l'archive ; rien n'a été changé
err-pack-missing = `{ $path }` manque
rec-pack-missing = reprenez ce fichier d'une copie de l'archive
err-no-keys = aucune clé de domaine trouvée dans `{ $path }`
rec-no-keys = donnez un tableau (domaine, sélecteur, enregistrement, séparés par des tabulations), des noms avec leurs TXT, un fichier de zone, ou des JSON Lines
err-no-observer-key = aucune clé publique d'observateur trouvée dans `{ $path }`
rec-no-observer-key = donnez une clé publique Ed25519 ou P-256 : PEM (`openssl pkey -pubout`) ou JSON Web Key
err-observer-key-private = `{ $path }` contient une clé privée
rec-observer-key-private = donnez sa moitié publique, et gardez celle-ci pour vous : `openssl pkey -pubout -in CLÉ`
err-no-such-observer = aucun observateur nommé `{ $name }` n'a la confiance de l'archive
rec-no-such-observer = `greffe keys trust` les liste
err-no-missing-keys = il ne manque de clé à aucun message de cette archive
rec-no-missing-keys = nommez un domaine et un sélecteur : `greffe keys recover example.org s1`
err-recover-too-few = il faut deux signatures différentes pour une clé, et cette archive en a moins de { $domain } avec le sélecteur { $selector }
rec-recover-too-few = `greffe keys missing` liste les clés avec le nombre de leurs messages
err-recover-size = les signatures de { $domain } avec le sélecteur { $selector } ne sont pas celles de clés RSA de 512 à 2 048 bits
rec-recover-size = une telle clé ne peut être calculée ; cherchez une copie de son enregistrement
err-recover-nothing = les signatures de { $domain } avec le sélecteur { $selector } qui ont été essayées n'ont pas de clé commune
rec-recover-nothing = leurs en-têtes ont pu être modifiés en route ; cherchez une copie de l'enregistrement de la clé
err-recover-stopped = le calcul a été interrompu
rec-recover-stopped = relancez la même commande : elle reprend au début
err-verdicts-damaged = `{ $path }` est endommagé
rec-verdicts-damaged = supprimez ce fichier : greffe juge à nouveau les messages
err-readings-damaged = `{ $path }` est endommagé
rec-readings-damaged = supprimez ce fichier : `greffe extract` relit les fichiers joints
err-no-worker = le programme qui lit les fichiers joints, `greffe-extract`, n'est pas installé à côté de `greffe`
rec-no-worker = compilez-le par `cargo build --release -p greffe-extract --features formats`, ou copiez-le à côté de `greffe` ; puis `greffe extract` les lit
err-tools-need-worker = seul `greffe-extract` sait faire appel à tesseract, pdftotext et bsdtar, et il n'est pas installé à côté de `greffe`
rec-tools-need-worker = compilez-le par `cargo build --release -p greffe-extract --features formats`, ou retirez l'option
err-missing-tools = non installé : { $names }
rec-missing-tools = installez ce qui manque (sous Debian : `apt install tesseract-ocr tesseract-ocr-fra poppler-utils libarchive-tools`), ou retirez l'option
err-worker-unconfined = ce système ne peut pas confiner le programme qui lit les fichiers (manquent : { $missing })
rec-worker-unconfined = lisez-les sur un système qui le peut, ou lancez `greffe extract --unsandboxed` si vous faites confiance à chaque fichier
err-worker-not-started = le programme qui lit les fichiers, `{ $path }`, ne peut être lancé : { $cause }
rec-worker-not-started = vérifiez qu'il est là et qu'il peut être exécuté, puis relancez la même commande
err-worker-other-version = `{ $path }` n'est pas le `greffe-extract` de cette version
rec-worker-other-version = installez à côté de `greffe` le `greffe-extract` de la même version
err-no-dns = ce greffe a été construit sans son client DNS
rec-no-dns = construisez-le avec `cargo build --release --features dns`, ou donnez les clés avec --keys FICHIER
err-imap-not-built = ce greffe a été construit sans son client IMAP
rec-imap-not-built = construisez-le avec `cargo build --release --features imap`, ou rapatriez le courrier en maildir ou en mbox et versez celui-ci
err-imap-address = ceci n'est pas l'adresse d'un compte
rec-imap-address = écrivez-la imaps://utilisateur@serveur/ ou imaps://utilisateur@serveur:port/dossier ; un @ dans le nom d'utilisateur peut rester tel quel
err-imap-password-in-address = l'adresse du compte contient un mot de passe, que d'autres utilisateurs de cette machine peuvent lire dans la liste des processus
rec-imap-password-in-address = ôtez-le : greffe le demande, ou le lit dans GREFFE_IMAP_PASSWORD ou --password-file FICHIER ; changez-le si d'autres se servent de cette machine
err-imap-unreachable = le serveur de courrier { $server } est injoignable : { $cause }
rec-imap-unreachable = vérifiez le nom, le port et le réseau, puis relancez la même commande
err-imap-certificate =
    { $reason ->
        [unknown-issuer] le certificat de { $server } n'a été émis par personne à qui ce système se fie
        [expired] le certificat de { $server } a expiré
        [not-for-this-name] le certificat de { $server } porte un autre nom
        [authority-itself] { $server } présente comme le sien le certificat d'une autorité
       *[other] on ne peut se fier au certificat de { $server }
    }
rec-imap-certificate =
    { $reason ->
        [unknown-issuer] si le serveur est celui d'une organisation qui a sa propre autorité, demandez le certificat de celle-ci à l'administrateur et nommez-le avec --ca FICHIER ; le mot de passe n'a pas été envoyé
        [expired] vérifiez l'horloge de cette machine, sinon demandez à l'administrateur du serveur ; le mot de passe n'a pas été envoyé
        [authority-itself] son administrateur peut faire signer par cette autorité un certificat au nom du serveur ; le mot de passe n'a pas été envoyé
       *[other] utilisez le nom que l'administrateur donne au serveur ; le mot de passe n'a pas été envoyé
    }
err-imap-authorities = aucune autorité ne permet de vérifier le certificat de { $server }
rec-imap-authorities = installez les certificats du système (Debian : ca-certificates), ou nommez un fichier PEM avec --ca FICHIER
err-imap-no-tls = { $server } ne parle pas TLS
rec-imap-no-tls = imaps:// est d'ordinaire le port 993 ; pour le port 143, écrivez imap://, qui demande le chiffrement avant le mot de passe
err-imap-unencrypted = { $server } n'offre pas de chiffrement ; le mot de passe n'a pas été envoyé
rec-imap-unencrypted = essayez imaps:// ; s'il n'y a pas d'autre moyen, --unencrypted continue en clair, et quiconque est sur le chemin peut lire le mot de passe et le courrier, et le modifier
err-imap-no-secret = il n'y a pas de mot de passe pour le compte sur { $server }
rec-imap-no-secret = lancez la commande dans un terminal, définissez GREFFE_IMAP_PASSWORD, ou nommez un fichier avec --password-file FICHIER
err-imap-login = { $server } refuse cet utilisateur ou ce mot de passe : { $said }
rec-imap-login = vérifiez les deux ; beaucoup de fournisseurs veulent un mot de passe propre à ce programme (« mot de passe d'application »), ou un jeton (--token-file FICHIER)
err-imap-method = { $server } n'accepte aucune identification que greffe ait les moyens de fournir (il propose : { $offered })
rec-imap-method = s'il propose XOAUTH2 ou OAUTHBEARER, procurez-vous un jeton d'accès et nommez son fichier avec --token-file FICHIER ; sinon, ôtez --token-file
err-imap-no-folder = le compte sur { $server } n'a pas de dossier `{ $folder }`
rec-imap-no-folder = ne nommez pas de dossier pour les lire tous ; il y a, entre autres : { $known }
err-imap-bye = { $server } a mis fin à la connexion : { $said }
rec-imap-bye = ce qui a été lu est conservé ; relancez la même commande plus tard : elle reprend où elle s'est arrêtée
err-imap-broken = la connexion à { $server } s'est rompue : { $cause }
rec-imap-broken = ce qui a été lu est conservé ; relancez la même commande : elle reprend où elle s'est arrêtée
err-imap-garbled = { $server } répond d'une façon qui n'a pas de sens
rec-imap-garbled = vérifiez que c'est un serveur de courrier (IMAP) ; ce qui a été lu est conservé, et la même commande reprend où elle s'est arrêtée
err-stdin-once = avec --dns, les messages sont lus deux fois, et l'entrée standard ne peut l'être qu'une
rec-stdin-once = écrivez d'abord les messages dans un fichier et nommez ce fichier
err-no-resolver = il n'y a pas de résolveur à interroger : { $detail }
rec-no-resolver = nommez-en un avec --resolver IP:PORT
err-disk-full = le disque qui porte `{ $path }` est plein
rec-disk-full = faites de la place et relancez la même commande : elle reprend où elle s'est arrêtée
err-id-prefix = ceci n'est pas le début d'un identifiant de message
rec-id-prefix = donnez de { $least } à 64 chiffres hexadécimaux, comme dans une liste de résultats
err-output = ce qui était à dire n'a pu être écrit : { $cause }
rec-output = vérifiez où va la sortie, puis relancez la même commande
err-io = `{ $path }` : { $cause }
rec-io = vérifiez le disque et les droits, puis relancez la même commande
err-too-many-files = trop de fichiers sont ouverts à la fois : impossible d'ouvrir `{ $path }`
rec-too-many-files = fermez d'autres programmes, ou autorisez-en davantage par `ulimit -n 4096`, puis relancez la même commande
err-database-unopened = le système n'a pas ouvert `{ $path }`
rec-database-unopened = vérifiez que vous pouvez y lire et y écrire ; si oui, trop de fichiers sont peut-être ouverts à la fois : fermez d'autres programmes, ou autorisez-en davantage par `ulimit -n 4096`
err-database-busy = un autre programme occupe `{ $path }`
rec-database-busy = attendez qu'il ait fini, puis relancez la même commande
err-index-damaged = l'index est endommagé
rec-index-damaged = supprimez le répertoire `index` de l'archive : greffe le refait à partir des paquets, qui contiennent tout
err-settings-timezone = `greffe.toml` nomme un fuseau horaire qui n'existe pas : `{ $name }`
rec-settings-timezone = corrigez sa ligne `timezone` avec un nom IANA tel que Europe/Paris ou UTC
err-index = l'index est inutilisable (son moteur dit, en anglais : { $detail })
rec-index = si le disque est plein, faites de la place et relancez la même commande ; sinon supprimez le répertoire `index` de l'archive : greffe le refait à partir des paquets
err-internal = quelque chose s'est mal passé dans greffe : { $detail }
rec-internal = veuillez le signaler avec ce que vous faisiez ; sans le courrier de personne

# Ce que le système a refusé, à l'intérieur des phrases ci-dessus.
system-not-found = aucun fichier ni dossier ne porte ce nom
system-denied = permission refusée
system-exists = un fichier porte déjà ce nom
system-full = le disque est plein
system-quota = le quota de disque est épuisé
system-too-large = le fichier est trop gros pour ce système de fichiers
system-read-only = ce disque est en lecture seule
system-directory = c'est un dossier, pas un fichier
system-not-a-directory = une partie du chemin est un fichier, pas un dossier
system-name = le nom est trop long, ou n'est pas permis ici
system-busy = un autre programme s'en sert
system-share-gone = le partage réseau n'est plus là
system-memory = la mémoire manque
system-end = la fin arrive trop tôt
system-interrupted = le système a interrompu le travail
system-device = le disque ou le périphérique ne peut être lu ou écrit (peut-être une panne matérielle)
system-too-many-files = trop de fichiers sont ouverts à la fois
system-connection-refused = personne n'y accepte de connexion
system-connection-ended = l'autre côté a mis fin à la connexion
system-timed-out = aucune réponse n'est venue à temps
system-unreachable = le réseau n'y mène pas
system-not-an-own-address = cette machine n'a pas cette adresse
system-no-such-host = aucun serveur connu ne porte ce nom
system-numbered = { $what } (erreur système { $errno })

expected-term = un mot, une expression, un champ ou un groupe
expected-one-minus = un terme : un seul moins suffit
expected-letter = au moins une lettre ou un chiffre
expected-closing-quote = un { $quote } fermant
expected-closing-parenthesis = une parenthèse fermante
expected-opening-parenthesis = une parenthèse ouvrante auparavant
expected-field =
    { $near ->
        [none] un champ au lieu de `{ $found }`, parmi { $valid } ; ou des guillemets
       *[other] peut-être `{ $near }:` au lieu de `{ $found }:` ; ou des guillemets
    }
expected-value = une valeur juste après `{ $field }:`
expected-no-field-inside = seulement des valeurs dans le groupe de `{ $field }:`
expected-star-at-end = un * seulement à la fin d'un mot
expected-distance = 1 ou 2 après ~
expected-near-distance = des mots, une virgule et un nombre de 0 à { $largest }
expected-date = une date : 2016, 2016-03 ou 2016-03-14
expected-year = une année, comme 2016
expected-size = une taille, comme 500k ou 5M
expected-one-of = après `{ $field }:`, un mot parmi { $valid }
expected-hex-digits = de { $least } à { $most } chiffres hexadécimaux
expected-print-or-message-id = un identifiant de greffe ou un Message-ID
expected-shorter = une requête d'au plus { $bytes } octets
expected-shallower = au plus { $levels } niveaux de parenthèses
expected-fewer-terms = au plus { $terms } termes
expected-fewer-fuzzy = au plus { $words } mots avec ~
err-audit-rule = `{ $path }` n'est pas une règle utilisable : { $cause }
rec-audit-rule = une règle est un YAML Sigma sur les champs de docs/audit-rules.md ; corrigez celle-ci, ou retirez-la du dossier
err-audit-mapping = `{ $path }` n'est pas une correspondance utilisable : { $cause }
rec-audit-mapping = docs/audit-mapping.md dit comment s'écrit une correspondance
err-audit-taken-file = aucun des fichiers remis ne s'appelle `{ $file }`, dont il est dit qu'il date de `{ $value }`
rec-audit-taken-file = écrivez le fichier ou le dossier tel qu'il est remis, ou la dernière partie du chemin du fichier
err-audit-taken-day = `{ $value }`, donné comme date de `{ $file }`, n'est pas un jour, ou l'on ne sait lequel est le mois
rec-audit-taken-day = écrivez 2016-03-14, ou mieux 2016-03-14T09:00
err-report-not-empty = `{ $path }` n'est pas vide, et ne contient pas de rapport d'audit antérieur
rec-report-not-empty = choisissez un répertoire nouveau ou vide, ou celui d'un rapport antérieur, qui sera remplacé
err-no-report = `{ $path }` ne contient pas de rapport d'audit
rec-no-report = nommez le répertoire que `greffe audit ... --out RÉPERTOIRE` a écrit ; il contient un evidence.json
err-report-newer = le rapport de `{ $path }` a été fait par un greffe plus récent
rec-report-newer = prenez le greffe plus récent qui l'a fait
err-report-no-key = `{ $path }` manque, ou n'est pas une clé de pseudonymes
rec-report-no-key = reprenez le fichier de clé qui a été écrit à côté du rapport ; sans lui, les codes ne peuvent être refaits

# Pourquoi une partie de ce qui a été remis n'a pas pu être lue.
lost-no-message = aucun message reconnu ici
lost-before-first-message = des octets avant le premier message
lost-utf-16 = de l'UTF-16 : convertissez-le dans les octets d'origine
lost-unfinished = une remise jamais terminée
lost-unreadable = illisible : vérifiez les droits d'accès et le disque, puis relancez la même commande
lost-not-a-file = ni fichier ni dossier
lost-link = un lien, non suivi
lost-encrypted = chiffré
lost-damaged = endommagé
lost-truncated = coupé
lost-too-deep = des archives trop imbriquées
lost-too-many-entries = plus d'éléments que greffe n'en lit
lost-ratio-exceeded = donne un volume suspect une fois décompressé
lost-total-exceeded = donne, une fois décompressé, plus que greffe n'en lit
lost-unsupported-compression = une compression que greffe ne lit pas : décompressez d'abord
lost-not-unpacked = une archive 7z ou rar, que greffe n'ouvre pas seul : versez-la avec `--bsdtar` (il faut `greffe-extract` et bsdtar), ou dépaquetez-la (`bsdtar -xf FICHIER`) et versez le dossier
lost-unsupported-format = sous une forme de ce format que greffe ne lit pas
lost-not-given = le serveur l'annonce et ne le donne pas
lost-too-large = plus long que tout message que greffe demande

# Ce qu'un contrôle trouve d'anormal.
wrong-settings = illisible, ou modifié depuis l'ouverture
wrong-timezone = nomme un fuseau horaire qui n'existe pas : `{ $name }`
wrong-missing = manque
wrong-changed = ses octets ne sont pas ceux qui ont été écrits
wrong-contradicts = contredit ce qu'il décrit
wrong-unlisted = ne se rattache à rien
wrong-index-behind = l'index contient { $indexed } des { $stored } messages et documents conservés : le prochain versement ou la prochaine recherche le complète
wrong-verdicts-behind = tous les messages ne sont pas jugés avec les clés présentes : le prochain versement ou la prochaine recherche le fait
wrong-pack-frame = octet { $offset } : un bloc compressé ne peut être décodé ; messages concernés : { $messages }
wrong-pack-cut-short = octet { $offset } : le fichier est tronqué ; messages concernés : { $messages }
wrong-pack-tar-header = octet { $offset } : un en-tête tar est altéré ; messages concernés : { $messages }
wrong-pack-content = octet { $offset } : un message ne correspond pas à son identifiant ; messages concernés : { $messages }
wrong-pack-records = octet { $offset } : les enregistrements d'un lot sont illisibles ; messages concernés : { $messages }
wrong-pack-contradiction = octet { $offset } : les enregistrements d'un lot contredisent ce qui a été conservé avant eux ; messages concernés : { $messages }
wrong-pack-chain = octet { $offset } : un lot ne suit pas celui qui le précède ; messages concernés : { $messages }
wrong-pack-ending = octet { $offset } : la fin du paquet est altérée ; messages concernés : { $messages }
wrong-pack-changed = octet { $offset } : les octets compressés ne sont pas ceux qui ont été écrits ; messages concernés : { $messages }
wrong-database = la base de données est endommagée (détail, en anglais : { $details })
wrong-lines = illisible à ces lignes : { $lines }
wrong-catalogue-differs = diffère des paquets dans la table `{ $table }`, ligne { $row }
wrong-catalogue-not-compared = non comparé, car des paquets sont endommagés
