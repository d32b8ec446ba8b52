# Ce qu'un audit dit des accès aux boîtes aux lettres. Il parle de comptes, jamais de personnes ; « aucune trace » n'y est jamais « aucun accès ».

# Les quatre réponses
audit-answer-use-recorded = accès enregistré
audit-answer-possible-not-recorded = accès possible, sans trace assurée
audit-answer-log-complete-no-use-recorded = accès possible, journal complet, aucun accès enregistré
audit-answer-unknown-no-log = inconnu, aucun journal
audit-answer-means-use-recorded = Le compte détenait le droit, et des enregistrements montrent qu'il a ouvert la boîte.
audit-answer-means-possible-not-recorded = Le compte détenait le droit. Une ouverture n'aurait pas forcément été enregistrée : l'absence de trace ne prouve rien.
audit-answer-means-log-complete-no-use-recorded = Le compte détenait le droit. Chaque ouverture aurait été enregistrée dans les journaux remis, et il n'y en a aucune.
audit-answer-means-unknown-no-log = Le compte détenait le droit. Aucun journal remis ne porte sur cette boîte à cette époque.
audit-answer-sign-use-recorded = ●
audit-answer-sign-possible-not-recorded = ◐
audit-answer-sign-log-complete-no-use-recorded = ○
audit-answer-sign-unknown-no-log = ?

# Sortes d'actes
audit-class-grant = droit donné
audit-class-revoke = droit retiré
audit-class-use = boîte ouverte
audit-class-send-as = envoi sous le nom d'autrui
audit-class-export = courrier extrait en nombre
audit-class-search = contenu recherché
audit-class-divert = courrier copié ailleurs
audit-class-divert-end = fin d'une copie ailleurs
audit-class-tamper = traces réduites
audit-class-audit-config = journalisation modifiée
audit-class-auth = connexion ou mot de passe
audit-class-other = autre

# Ce qu'un droit permet
audit-power-open = ouvrir toute la boîte
audit-power-open-folder = ouvrir certains dossiers
audit-power-send-as = envoyer en tant que le titulaire
audit-power-send-on-behalf = envoyer de la part du titulaire
audit-power-search-all = rechercher dans le contenu des boîtes
audit-power-export-all = extraire du courrier en nombre
audit-power-impersonate = agir sous l'identité de tout utilisateur
audit-power-administer = se donner n'importe quel droit
audit-power-divert = recevoir des copies
audit-power-none = rien de cela

# Qui a agi, vu de la boîte, et ce qui l'indique
audit-relation-owner = titulaire
audit-relation-non-owner = autre compte
audit-relation-application = application
audit-relation-provider = service du fournisseur
audit-relation-shared = boîte partagée
audit-relation-undetermined = l'enregistrement ne le dit pas
audit-basis-same-id = même numéro de compte des deux côtés
audit-basis-other-id = numéros de compte différents
audit-basis-logon-type = type de connexion enregistré par le système
audit-basis-app-only = jeton sans personne
audit-basis-service-account = compte de service documenté
audit-basis-login-name = nom de connexion, rien de mieux
audit-basis-directory = annuaire
audit-basis-nothing = rien

# Bornes d'un intervalle
audit-bound-event = enregistré
audit-bound-at-or-before = au plus tard le premier jour des journaux
audit-bound-still-open = rien n'en montre la fin
audit-bound-gone-between = disparu entre deux relevés
audit-bound-ceased = la boîte ou le compte a pris fin
audit-bound-unknown = inconnu

# Voies d'un droit
audit-path-direct = nommément
audit-path-group = comme membre de { $name }
audit-path-role = par le rôle { $name }
audit-path-inherited = hérité d'un niveau supérieur
audit-path-configuration = par la configuration

# Ce que vaut un journal pour les ouvertures
audit-quality-complete = complet
audit-quality-partial = partiel
audit-quality-not-attributable = non attribuable
audit-quality-truncated = tronqué
audit-quality-administration-only = administration seule
audit-quality-means-complete = Chaque ouverture par un autre compte est enregistrée.
audit-quality-means-partial = Certaines sortes d'ouverture par un autre compte ne sont pas enregistrées.
audit-quality-means-not-attributable = L'ouverture par un autre compte s'y lit comme celle du titulaire.
audit-quality-means-truncated = L'extraction s'arrête à une limite ; ce qui est au-delà n'y figure pas.
audit-quality-means-administration-only = Les droits donnés et retirés sont enregistrés, les ouvertures non.

audit-outcome-succeeded = exécuté
audit-outcome-failed = tenté, refusé
audit-outcome-unsaid = non précisé
audit-zone-explicit = fuseau écrit dans l'enregistrement
audit-zone-assumed = fuseau supposé
audit-zone-unknown = fuseau ou ordre du jour et du mois indéterminable

# Portée d'un constat, et son degré de certitude
audit-severity-notice = à savoir
audit-severity-question = à éclaircir
audit-severity-grave = à traiter
audit-certainty-recorded = enregistré
audit-certainty-derived = déduit de plusieurs enregistrements
audit-certainty-possible = possible
audit-certainty-means-recorded = Un enregistrement le dit en toutes lettres.
audit-certainty-means-derived = Cela découle de plusieurs enregistrements rapprochés.
audit-certainty-means-possible = Cela s'accorde avec les enregistrements ; d'autres explications s'accordent aussi.

# Explications à écarter avant de mettre qui que ce soit en cause
audit-explanation-migration = une migration ou une sauvegarde
audit-explanation-support = une assistance demandée par le titulaire
audit-explanation-replacement = un remplacement pendant une absence
audit-explanation-owners-wish = un souhait du titulaire, exécuté par un administrateur
audit-explanation-unseen-approval = une autorisation qui n'a pas été remise
audit-explanation-tool = un outil qui ouvre toutes les boîtes (antivirus, archivage, synchronisation)
audit-explanation-inquiry = une enquête judiciaire ou interne
audit-explanation-same-person = deux comptes de la même personne
audit-explanation-product-default = un réglage par défaut du produit
audit-explanation-maintenance = une maintenance ou un ménage prévus

# Pourquoi un enregistrement n'a pu être lu
audit-why-syntax = syntaxe endommagée
audit-why-cut = coupé
audit-why-time = sans date utilisable
audit-why-missing = il manque de qui ou de quoi il s'agit
audit-why-damaged = contenant endommagé
audit-why-too-large = plus grand que tout enregistrement réel

# Qualités selon l'annuaire
audit-person-elected = élu
audit-person-cabinet = cabinet
audit-person-union = représentant du personnel
audit-person-press = presse
audit-person-lawyer = avocat
audit-person-health = santé au travail
audit-person-dpo = délégué à la protection des données
audit-person-it = informatique
audit-person-shared = boîte partagée
audit-person-service = compte de service

# Ce qu'un fichier remis s'est révélé être
audit-form-unified-csv = journal d'audit unifié de Microsoft 365, CSV
audit-form-unified-json = journal d'audit unifié de Microsoft 365, JSON
audit-form-office-activity = Sentinel, OfficeActivity
audit-form-cloud-app-events = Defender, CloudAppEvents
audit-form-entra-audit = journal d'audit d'Entra
audit-form-admin-audit-xml = journal d'administration d'Exchange, XML
audit-form-admin-audit-csv = journal d'administration d'Exchange, CSV
audit-form-admin-audit-cli-xml = journal d'administration d'Exchange, CliXml
audit-form-mailbox-audit = journal d'accès aux boîtes d'Exchange
audit-form-evtx = journal d'événements de Windows
audit-form-permission-snapshot = relevé de droits
audit-form-rule-snapshot = relevé de redirections et de règles
audit-form-audit-snapshot = relevé de ce qui est journalisé
audit-form-google = rapports de Google Workspace
audit-form-zimbra = journal de Zimbra
audit-form-dovecot = journal de Dovecot
audit-form-configuration = configuration de serveur
audit-form-mapped = journal lu par une correspondance
audit-form-directory = annuaire
audit-form-approvals = autorisations
audit-form-calendar = calendrier
audit-form-order = courrier qui donne un ordre
audit-form-unknown = non reconnu : son empreinte est prise, il n'est pas lu
