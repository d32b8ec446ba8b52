# Ce qu'un audit dit des accès aux boîtes aux lettres. Il parle de comptes, jamais de personnes ; « aucune trace » n'y est jamais « aucun accès ».

# Les quatre réponses
audit-answer-use-recorded = accès enregistré
audit-answer-possible-not-recorded = accès possible, trace non garantie
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
audit-class-grant = octroi d'un droit
audit-class-revoke = retrait d'un droit
audit-class-use = ouverture d'une boîte
audit-class-send-as = envoi sous le nom d'autrui
audit-class-export = extraction en nombre
audit-class-search = recherche dans le contenu
audit-class-divert = copie du courrier ailleurs
audit-class-divert-end = fin d'une copie ailleurs
audit-class-tamper = réduction des traces
audit-class-audit-config = modification de la journalisation
audit-class-auth = connexion ou mot de passe
audit-class-other = autre

# Ce qu'un droit permet
audit-power-open = ouvrir toute la boîte
audit-power-open-folder = ouvrir certains dossiers
audit-power-send-as = envoyer sous le nom du titulaire
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
audit-bound-replaced = au plus tard quand un autre a pris sa place
audit-bound-given-again = donné de nouveau par un autre compte
audit-bound-ceased = la boîte ou le compte a pris fin
audit-bound-unknown = inconnu

# Voies d'un droit
audit-path-direct = nommément
audit-path-group = comme membre de { $name }
audit-path-role = par le rôle { $name }
audit-path-inherited = hérité d'un niveau supérieur
audit-path-configuration = par la configuration

# Ce que vaut un journal pour les ouvertures
audit-quality-complete = complet pour les ouvertures
audit-quality-partial = partiel
audit-quality-not-attributable = non attribuable
audit-quality-truncated = tronqué
audit-quality-administration-only = administration seule
audit-quality-means-complete = Chaque ouverture d'une boîte par un autre compte est enregistrée ; cela ne dit pas forcément ce qui y a été lu.
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
audit-explanation-maintenance = une maintenance ou un nettoyage prévus

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
audit-form-admin-audit-json = journal d'administration d'Exchange, JSON
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
audit-form-archive = archive : ses membres sont lus un par un
audit-form-unknown = non reconnu : son empreinte est prise, il n'est pas lu

# Systèmes
audit-system-exchange = Exchange sur serveurs propres
audit-system-m365 = Microsoft 365
audit-system-google = Google Workspace
audit-system-zimbra = Zimbra
audit-system-dovecot = Dovecot
audit-system-mail-server = serveur de messagerie
audit-system-other = autre système

# Dans quelle mesure les autorisations couvrent un droit
audit-cover-unknown = aucune autorisation remise
audit-cover-not-needed = non requise
audit-cover-covered = couvert
audit-cover-beyond-time = au-delà de la durée autorisée
audit-cover-beyond-scope = au-delà des boîtes autorisées
audit-cover-uncovered = aucune autorisation n'en parle
audit-cover-means-unknown = Aucune liste d'autorisations n'a été remise : on ne peut rien en dire.
audit-cover-means-not-needed = C'est celui du fournisseur ou du produit, ou c'est le titulaire qui l'a donné.
audit-cover-means-covered = Une autorisation le couvre de son début à sa fin.
audit-cover-means-beyond-time = Il a commencé avant son autorisation, ou duré plus qu'elle.
audit-cover-means-beyond-scope = Son détenteur a une autorisation, mais pour d'autres boîtes.
audit-cover-means-uncovered = Aucune autorisation remise n'en parle.

# Ce qui rattache un ordre à un droit
audit-tie-names-both = il nomme le compte ou en vient, et nomme la boîte
audit-tie-names-holder = il nomme le compte ou en vient, et ne nomme pas la boîte
audit-tie-names-mailbox = il nomme la boîte, pas le compte
audit-tie-time-alone = il ne nomme ni l'un ni l'autre, seule la date le suggère

# Ce qui ne peut être établi, et pourquoi
audit-limit-no-opening-log = Rien de ce qui a été remis n'enregistre les ouvertures de boîtes.
audit-limit-no-administration-log = Rien de ce qui a été remis n'enregistre l'administration : on voit les droits tels qu'ils étaient lors d'un relevé, non qui les a donnés, ni quand.
audit-limit-no-snapshot = Aucun relevé de droits n'a été remis : un droit donné avant le début des journaux n'y laisse aucune trace.
audit-limit-snapshot-undated = Un relevé ne porte pas de date : ce qu'il montre valait à un moment inconnu. Qui l'a fait en connaît peut-être le jour et l'heure ; on peut les remettre avec lui (--taken, ou une colonne AsOf).
audit-limit-outside-log = Le droit valait aussi à des jours dont aucun journal d'ouvertures ne parle.
audit-limit-recording-off-by-default = Exchange sur serveurs propres n'enregistre les ouvertures que là où on l'a demandé, et rien de ce qui a été remis ne dit que ce fut le cas.
audit-limit-recording-off = La journalisation était arrêtée : un relevé ou un enregistrement le dit.
audit-limit-folder-openings-off-by-default = Les dossiers qu'un délégué ouvre ne sont enregistrés que là où on l'a demandé (FolderBind).
audit-limit-messages-not-named = L'enregistrement d'une ouverture par un délégué nomme tout au plus le dossier, jamais les messages qui y ont été lus (Exchange n'enregistre MessageBind que pour les administrateurs).
audit-limit-kept-days =
    { $count ->
        [one] Les enregistrements sont gardés { $count_written } jour ; ce qui est plus ancien a disparu, sauf extraction faite à temps.
       *[other] Les enregistrements sont gardés { $count_written } jours ; ce qui est plus ancien a disparu, sauf extraction faite à temps.
    }
audit-limit-readings-unseen = Que les lectures soient enregistrées dépend de la licence et des réglages (MailItemsAccessed), et l'on n'en voit aucune ici.
audit-limit-throttled = Le système a cessé d'enregistrer pendant un temps, parce qu'il y avait trop à enregistrer.
audit-limit-stops-at-limit = L'extraction s'arrête à un nombre rond de lignes ou d'octets : il peut en manquer.
audit-limit-reading-not-recorded = Google n'enregistre pas les lectures par délégation ni par IMAP.
audit-limit-logins-look-alike = Dans ce journal, la connexion d'un utilisateur maître se lit comme celle du titulaire.
audit-limit-server-commands-silent = Les commandes passées sur le serveur lui-même (doveadm) et les changements de listes d'accès ne laissent pas de trace.
audit-limit-grants-silent = Zimbra n'enregistre ni les droits donnés, ni les partages, ni les extractions.
audit-limit-bypassed = Ce que le compte { $account } fait dans les boîtes n'est pas enregistré tant qu'il figure parmi les exceptions (audit bypass), comme un enregistrement ou un relevé le montre.
audit-limit-parameters-lost =
    { $count ->
        [one] { $count_written } enregistrement a perdu une partie de ses paramètres (liste aplatie, cellule coupée par un tableur).
       *[other] { $count_written } enregistrements ont perdu une partie de leurs paramètres (listes aplaties, cellules coupées par un tableur).
    }
audit-limit-words-unknown =
    { $count ->
        [one] { $count_written } événement est écrit en des termes que greffe ne connaît pas ; il est gardé comme « autre ». Google ne documente les phrases de sa console qu'en anglais : les rapports de l'interface (JSON) sont les mêmes dans toutes les langues.
       *[other] { $count_written } événements sont écrits en des termes que greffe ne connaît pas ; ils sont gardés comme « autre ». Google ne documente les phrases de sa console qu'en anglais : les rapports de l'interface (JSON) sont les mêmes dans toutes les langues.
    }
audit-limit-years-by-file =
    { $count ->
        [one] { $count_written } heure est écrite sans année : celle-ci vient de la date du fichier lui-même, qu'une copie peut changer.
       *[other] { $count_written } heures sont écrites sans année : celle-ci vient de la date du fichier lui-même, qu'une copie peut changer.
    }
audit-limit-unreadable =
    { $count ->
        [one] { $count_written } enregistrement n'a pu être lu.
       *[other] { $count_written } enregistrements n'ont pu être lus.
    }
audit-limit-members-unknown = Un groupe ou un rôle détient le droit, et l'on n'en connaît pas les membres.
audit-limit-no-directory = Aucun annuaire n'a été remis : on ne connaît ni les supérieurs, ni les services, ni les qualités, ni les anciens noms.
audit-limit-no-approvals = Aucune liste d'autorisations n'a été remise : on ne peut dire si un droit était permis.
audit-limit-names-unresolved =
    { $count ->
        [one] { $count_written } nom n'a pu être rattaché à aucun compte de l'annuaire ; il reste à part.
       *[other] { $count_written } noms n'ont pu être rattachés à aucun compte de l'annuaire ; ils restent à part.
    }
audit-limit-several-tenants = Les journaux viennent de { $count_written } organisations (« tenants »). Un nom sans domaine peut désigner un compte dans chacune : posez la question pour une seule à la fois.
audit-limit-zones-assumed =
    { $count ->
        [one] { $count_written } heure est écrite sans fuseau : elle peut être décalée de plusieurs heures.
       *[other] { $count_written } heures sont écrites sans fuseau : elles peuvent être décalées de plusieurs heures.
    }

# Extractions qui trancheraient
audit-export-mailbox-audit-log = Le journal d'accès des boîtes avec ses détails, une boîte à la fois.
audit-export-audit-status = Ce qui est journalisé pour chaque boîte, et pendant combien de jours c'est gardé.
audit-export-audit-bypass = La liste des comptes dont les actes dans les boîtes ne sont pas enregistrés.
audit-export-admin-audit-log = Le journal d'administration, en XML ou en CliXml ; un CSV perd les paramètres.
audit-export-management-event-log = Le journal d'événements « MSExchange Management » de chaque serveur, et ses sauvegardes.
audit-export-permissions = Les droits sur toutes les boîtes et leurs dossiers, en notant le jour et l'heure du relevé.
audit-export-management-roles = Les rôles d'administration, avec les comptes qui les exercent en effet.
audit-export-group-members = Les membres des groupes qui détiennent des droits, et les événements 4728, 4732 et 4756 des contrôleurs de domaine.
audit-export-web-server-logs = Les journaux du serveur web (OWA, EWS, ActiveSync) : ils sont souvent gardés plus longtemps que le journal d'accès.
audit-export-unified-audit-log = Le journal d'audit unifié, par tranches de temps qui restent sous la limite d'une extraction.
audit-export-google-reports = Les rapports de l'administration Google, pour toutes les applications.
audit-export-google-delegates = Les délégués de chaque boîte, et les applications admises pour tout le domaine.
audit-export-dovecot-configuration = La configuration de Dovecot, ses listes d'utilisateurs maîtres et ses listes d'accès.
audit-export-dovecot-login-format = Pour l'avenir : une ligne de connexion qui nomme aussi qui s'est connecté (auth_user). Pour le passé, rien de ce qui reste dans ce journal ne tranche.
audit-export-server-commands = Ce que les administrateurs ont exécuté sur le serveur lui-même (sudo, auditd).
audit-export-zimbra-grants = Les droits donnés et les partages de chaque boîte.
audit-export-whole-file = Le même fichier, entier et non modifié.
audit-export-directory = L'annuaire, avec les anciens noms et les dates.
audit-export-approvals = Les autorisations : référence, qui l'a donnée, à qui, pour quelles boîtes, du jour au jour.

# Ce qui ferme ce qui est ouvert, quand il n'y a pas de commande à taper
audit-command-entra-role = Dans la console Entra, retirer { $Member } du rôle { $Role }.
audit-command-entra-application = Dans la console Entra, retirer l'autorisation { $Permission } à l'application { $Application }.
audit-command-google-delegate = Dans la console Google, mettre fin à la délégation de { $Mailbox } à { $Delegate }.
audit-command-google-role = Dans la console Google, retirer le rôle { $Role } à { $Member }.
audit-command-google-client = Dans la console Google (contrôle des API, délégation au niveau du domaine), retirer le client { $Client }.
audit-command-dovecot-master-user = Retirer { $User } des utilisateurs maîtres de Dovecot, puis recharger Dovecot.
audit-command-configuration-line = Retirer cette ligne de la configuration du serveur de messagerie, puis la recharger : { $Setting } = { $Value }
audit-command-by-hand = Aucune commande connue : mettre fin à la main au droit { $Right } de { $Holder } sur { $Mailbox }.
audit-command-unsafe = Un nom y contient des caractères de contrôle ; la commande ne peut être tapée sans risque : voir les enregistrements, et y mettre fin à la main.

# Constats : leur nom, et pourquoi ils méritent une question
audit-rule-self-grant = droit donné à son propre compte
audit-rule-means-self-grant = Qui se donne un accès à soi-même le fait sans second regard.
audit-rule-grant-by-subordinate = droit donné par un subordonné du bénéficiaire
audit-rule-means-grant-by-subordinate = Un subordonné est mal placé pour refuser ; qui a décidé importe plus que qui a saisi la commande.
audit-rule-left-out = boîtes laissées de côté par un droit étendu
audit-rule-means-left-out = Ce qu'un droit étendu épargne peut dire comment il a été choisi.
audit-rule-outlives-post = droit qui survit à une fonction
audit-rule-means-outlives-post = Un droit attaché à une fonction devrait finir avec elle.
audit-rule-content-search = recherche dans le contenu des boîtes
audit-rule-means-content-search = Les mots recherchés sont l'acte même : ils disent ce qu'on cherchait, avant toute ouverture.
audit-rule-almost-all = presque toutes les boîtes ouvertes à un seul compte
audit-rule-means-almost-all = Un droit si étendu demande une raison aussi étendue.
audit-rule-bulk-grant = nombreux droits donnés en quelques minutes
audit-rule-means-bulk-grant = Un script donne des droits sans les peser un par un ; une migration fait de même.
audit-rule-brief-grant = droit donné, utilisé et retiré en un jour
audit-rule-means-brief-grant = Un dépannage ressemble à cela ; une consultation qui doit laisser peu de traces aussi.
audit-rule-no-approval = droit qu'aucune autorisation ne couvre
audit-rule-means-no-approval = Aucun des documents remis ne l'autorise ; il peut en exister un autre.
audit-rule-beyond-approval = droit qui dépasse son autorisation
audit-rule-means-beyond-approval = Un document autorise quelque chose, et le droit est allé plus loin ou a duré davantage.
audit-rule-protected-person = accès à une personne protégée
audit-rule-means-protected-person = Le secret du mandat, des sources, des soins, de la défense ou de la représentation peut être en jeu.
audit-rule-sensitive-period = accès pendant une période sensible
audit-rule-means-sensitive-period = À un tel moment, qui lit le courrier de qui pèse davantage.
audit-rule-diversion = courrier copié ailleurs
audit-rule-means-diversion = Une copie se poursuit d'elle-même, sans que personne n'ouvre la boîte. Les conditions d'une règle peuvent la limiter à certains messages ; qui reçoit les copies ne les a pas forcément demandées.
audit-rule-tampering = traces réduites
audit-rule-means-tampering = Ce qui n'est pas enregistré ne peut plus être dit, au bénéfice de personne.
audit-rule-look-alike = noms qui se ressemblent
audit-rule-means-look-alike = Deux noms qui ne diffèrent que d'un signe se confondent aisément, pour les gens comme dans les journaux.
audit-rule-standing-today = accès encore ouvert
audit-rule-means-standing-today = Ce qui est ouvert peut servir aujourd'hui.
audit-rule-sigma = { $title }
audit-rule-means-sigma = Une règle portant sur des enregistrements isolés l'a relevé.

# Réponses en deux ou trois mots
audit-answer-short-use-recorded = accès enregistré
audit-answer-short-possible-not-recorded = possible, trace non garantie
audit-answer-short-log-complete-no-use-recorded = possible, aucun (journal complet)
audit-answer-short-unknown-no-log = inconnu, aucun journal

# Ce que disent les constats. Une valeur qu'aucun enregistrement ne donne a sa propre phrase (-unsaid).
audit-finding-self-grant =
    { $grants ->
        [one] Le compte { $account } s'est donné un droit à lui-même ({ $when }).
       *[other] Le compte { $account } s'est donné à lui-même { $grants_written } droits, sur { $mailboxes_told } ({ $when }).
    }
audit-finding-grant-by-subordinate =
    { $grants ->
        [one] Un droit du compte { $other } a été saisi par le compte { $account }, que l'annuaire place sous son autorité ({ $when }).
       *[other] { $grants_written } droits du compte { $other }, sur { $mailboxes_told }, ont été saisis par le compte { $account }, que l'annuaire place sous son autorité ({ $when }).
    }
audit-finding-left-out =
    { $left_out ->
        [one] Le compte { $account } pouvait ouvrir { $granted_written } boîtes sur { $known_written } ; la seule boîte du service « { $department } » a été laissée de côté.
       *[other] Le compte { $account } pouvait ouvrir { $granted_written } boîtes sur { $known_written } ; les { $left_out_written } boîtes du service « { $department } » ont toutes été laissées de côté.
    }
audit-finding-left-out-unsaid =
    { $left_out ->
        [one] Le compte { $account } pouvait ouvrir { $granted_written } boîtes sur { $known_written } ; une seule a été laissée de côté.
       *[other] Le compte { $account } pouvait ouvrir { $granted_written } boîtes sur { $known_written } ; { $left_out_written } ont été laissées de côté.
    }
audit-finding-outlives-post =
    { $kind ->
        [departure] Le compte { $account } détenait encore des droits sur { $mailboxes_told } { $days_told } après le départ daté par l'annuaire.
       *[post] Le compte { $account } détenait encore des droits sur { $mailboxes_told } { $days_told } après le changement de fonction daté par l'annuaire.
    }
audit-finding-content-search =
    { $scope ->
        [all] Le compte { $account } a fait rechercher dans le contenu de toutes les boîtes ({ $when } ; { $searches_told }) : { $query }
        [some] Le compte { $account } a fait rechercher dans le contenu de { $mailboxes_told } ({ $when } ; { $searches_told }) : { $query }
       *[unsaid] Le compte { $account } a fait rechercher dans le contenu de boîtes que les enregistrements ne nomment pas ({ $when } ; { $searches_told }) : { $query }
    }
audit-finding-content-search-unsaid =
    { $scope ->
        [all] Le compte { $account } a fait rechercher dans le contenu de toutes les boîtes ({ $when } ; { $searches_told }) ; aucun enregistrement ne dit quels mots.
        [some] Le compte { $account } a fait rechercher dans le contenu de { $mailboxes_told } ({ $when } ; { $searches_told }) ; aucun enregistrement ne dit quels mots.
       *[unsaid] Le compte { $account } a fait rechercher dans le contenu de boîtes ({ $when } ; { $searches_told }) ; aucun enregistrement ne dit lesquelles, ni quels mots.
    }
audit-finding-almost-all =
    { $path ->
        [role] Par un rôle ou une configuration, le compte { $account } pouvait ouvrir toutes les boîtes ({ $known_written } sont connues ; { $when }).
       *[each] Le compte { $account } pouvait ouvrir en même temps { $mailboxes_written } boîtes sur { $known_written } ({ $percent } % ; { $when }).
    }
audit-finding-bulk-grant =
    { $minutes ->
        [0] Le compte { $account } a saisi { $grants_written } droits pour le compte { $other } dans la même minute ({ $when }).
        [one] Le compte { $account } a saisi { $grants_written } droits pour le compte { $other } en une minute ({ $when }).
       *[other] Le compte { $account } a saisi { $grants_written } droits pour le compte { $other } en { $minutes_written } minutes ({ $when }).
    }
audit-finding-brief-grant =
    { $uses ->
        [one] Le compte { $account } a détenu un droit pendant { $minutes_told }, donné par le compte { $other } ({ $when }) ; une ouverture est enregistrée dans ce temps.
       *[other] Le compte { $account } a détenu un droit pendant { $minutes_told }, donné par le compte { $other } ({ $when }) ; { $uses_written } ouvertures sont enregistrées dans ce temps.
    }
audit-finding-no-approval =
    { $rights ->
        [one] Un droit du compte { $account } n'est couvert par aucune des autorisations remises ({ $when }).
       *[other] { $rights_told } du compte { $account }, sur { $mailboxes_told }, ne sont couverts par aucune des autorisations remises ({ $when }).
    }
audit-finding-beyond-approval =
    { $kind ->
        [time] L'autorisation { $reference } permet au compte { $account } un accès pour un temps ; droits commencés avant ou gardés au-delà : { $rights_written }, sur { $mailboxes_told } ({ $when }).
       *[scope] L'autorisation { $reference } permet au compte { $account } l'accès à d'autres boîtes ; droits qu'elle ne prévoit pas : { $rights_written }, sur { $mailboxes_told } ({ $when }).
    }
audit-finding-protected-person =
    { $uses ->
        [0] Le compte { $account } avait accès au courrier de comptes auxquels l'annuaire donne la qualité « { $class } » ({ $mailboxes_told } ; { $when }). Aucune ouverture de sa part n'est enregistrée, ce qui ne veut pas dire qu'il n'y en ait pas eu.
        [one] Le compte { $account } avait accès au courrier de comptes auxquels l'annuaire donne la qualité « { $class } » ({ $mailboxes_told } ; { $when }) ; une ouverture de sa part est enregistrée.
       *[other] Le compte { $account } avait accès au courrier de comptes auxquels l'annuaire donne la qualité « { $class } » ({ $mailboxes_told } ; { $when }) ; { $uses_written } ouvertures de sa part sont enregistrées.
    }
audit-finding-sensitive-period = Pendant la période « { $period } », des ouvertures par le compte { $account } sont enregistrées : { $uses_told }, dans { $mailboxes_told } ({ $when }).
audit-finding-diversion =
    { $standing ->
        [yes] Du courrier d'autrui ({ $mailboxes_told }) est copié vers { $destination }, par un réglage du compte { $account } ({ $when }).
       *[no] Du courrier d'autrui ({ $mailboxes_told }) a été copié vers { $destination }, par un réglage du compte { $account } ({ $when }) ; cela a pris fin.
    }
audit-finding-diversion-receiver =
    { $standing ->
        [yes] Le compte { $account } a réglé la copie de courrier d'autrui ({ $mailboxes_told }) vers { $destination }, une adresse qui est la sienne ({ $when }).
       *[no] Le compte { $account } avait réglé la copie de courrier d'autrui ({ $mailboxes_told }) vers { $destination }, une adresse qui est la sienne ({ $when }) ; cela a pris fin.
    }
audit-finding-diversion-unsaid =
    { $standing ->
        [yes] Du courrier ({ $mailboxes_told }) est copié vers { $destination } ; aucun enregistrement ne dit qui l'a réglé ainsi ({ $when }).
       *[no] Du courrier ({ $mailboxes_told }) a été copié vers { $destination } ; aucun enregistrement ne dit qui l'avait réglé ainsi ({ $when }). Cela a pris fin.
    }
audit-finding-tampering =
    { $near ->
        [before] Le compte { $account } a exécuté { $operation }, { $what } ({ $times_told }, { $when }), { $hours_told } avant un droit ou une ouverture qui le concerne.
        [after] Le compte { $account } a exécuté { $operation }, { $what } ({ $times_told }, { $when }), { $hours_told } après un droit ou une ouverture qui le concerne.
       *[none] Le compte { $account } a exécuté { $operation }, { $what } ({ $times_told }, { $when }).
    }
# Ce que fait un acte qui réduit les traces, à la suite du nom de sa commande
audit-tamper-recording = ce qui arrête l'enregistrement des actes dans une boîte
audit-tamper-fewer-acts = ce qui réduit les sortes d'actes enregistrées dans une boîte
audit-tamper-days = ce qui fait garder les enregistrements moins longtemps
audit-tamper-bypass = ce qui laisse sans enregistrement ce qu'un compte fait dans les boîtes : { $other }
audit-tamper-commands = ce qui laisse sans enregistrement tout ou partie des commandes des administrateurs
audit-tamper-whole = ce qui arrête l'enregistrement pour toute l'organisation
audit-tamper-rule = une règle qui soustrait des messages à la vue dès leur arrivée
audit-tamper-deleted = ce qui supprime définitivement des messages dans la boîte d'un autre
audit-tamper-other = ce qui réduit les traces
audit-finding-look-alike = Les noms des comptes { $account } et { $other } diffèrent si peu qu'on prend aisément l'un pour l'autre.
audit-finding-standing-today =
    { $scope ->
        [all] Le compte { $account } peut aujourd'hui ouvrir toutes les boîtes, autant que les éléments remis permettent de le dire ; rien n'en montre la fin.
       *[some] Le compte { $account } détient aujourd'hui { $rights_told } sur { $mailboxes_told }, autant que les éléments remis permettent de le dire ; rien n'en montre la fin.
    }
audit-finding-sigma = { $title } : { $events_told }, du compte { $account } ({ $when }).
audit-finding-sigma-unsaid = { $title } : { $events_told }, de plusieurs comptes ou d'aucun qui soit nommé ({ $when }).

# Le cadre du rapport
audit-language = Français
audit-title = Qui pouvait ouvrir la boîte aux lettres de qui, et qui l'a fait ?
audit-title-owner = Qui peut ouvrir la boîte { $mailbox }, et qui l'a ouverte ?
audit-made = Fait le { $when } avec greffe { $version }. Les heures sont en temps universel (UTC). Le fichier evidence.json, joint à celui-ci, donne l'empreinte de chaque fichier remis et de chaque fichier produit.
audit-contents = Sommaire
audit-more = détail
audit-unsaid = non précisé
audit-from-to = du { $from } au { $to }
# Des droits dont rien ne montre la fin
audit-since = depuis le { $from }, sans fin connue
audit-since-in-part = à partir du { $from }, en partie sans fin connue
audit-and-more = { $named } et { $count_written } autres
audit-two = { $first } ; { $second }
audit-named = { $name } : { $value }
audit-record = { $file }, nº { $record }
audit-right = { $right } : { $power }, { $path }
audit-rest =
    { $count ->
        [one] Une autre ligne figure dans { $file }.
       *[other] { $count_written } autres lignes figurent dans { $file }.
    }
audit-n-mailboxes =
    { $count ->
        [0] toutes les boîtes
        [one] une boîte
       *[other] { $count_written } boîtes
    }
audit-n-rights =
    { $count ->
        [one] un droit
       *[other] { $count_written } droits
    }
audit-n-days =
    { $count ->
        [one] un jour
       *[other] { $count_written } jours
    }
audit-n-hours =
    { $count ->
        [0] moins d'une heure
        [one] une heure
       *[other] { $count_written } heures
    }
audit-n-minutes =
    { $count ->
        [one] une minute
       *[other] { $count_written } minutes
    }
audit-n-times =
    { $count ->
        [one] une fois
       *[other] { $count_written } fois
    }
audit-n-searches =
    { $count ->
        [one] une recherche
       *[other] { $count_written } recherches
    }
audit-n-uses =
    { $count ->
        [one] une ouverture
       *[other] { $count_written } ouvertures
    }
audit-n-events =
    { $count ->
        [one] un enregistrement
       *[other] { $count_written } enregistrements
    }
audit-counted = { $count_written } : { $named }
audit-all-mailboxes = toutes les boîtes
audit-all-or-any = toutes
audit-whole-system = tout le système
audit-not-known = inconnu
audit-time-unknown = date inconnue
audit-percent = { $percent } %
audit-percent-less = moins de 1 %
audit-of-all = { $count_written } sur { $mailboxes_written }

audit-question-asked-by = Question posée par
audit-question-collected-by = Journaux recueillis par
audit-question-period = Période
audit-question-all-of = tout ce que disent les journaux, { $period }
audit-question-evidence = Éléments remis
audit-question-files =
    { $files ->
        [one] 1 fichier, { $records_written } enregistrements
       *[other] { $files_written } fichiers, { $records_written } enregistrements
    }
audit-question-edition = Édition
audit-edition-owner = pour une seule boîte : les droits et les ouvertures qui en concernent d'autres n'y sont pas
audit-edition-pseudonyms = sous pseudonymes : comptes et fichiers sont des codes, toujours les mêmes ; la clé est gardée à part
audit-edition-owner-pseudonyms = pour une seule boîte, sous pseudonymes
audit-owner-unknown = Rien de ce qui a été remis ne nomme la boîte sur laquelle porte la question. Cela ne veut pas dire que personne ne pouvait l'ouvrir.

# Titres
audit-title-answer = La réponse
audit-title-findings = Constats
audit-title-matrix = Qui, quelle boîte, de quand à quand
audit-title-breadth = Combien de boîtes chaque compte pouvait ouvrir
audit-title-periods = Périodes sensibles
audit-title-approvals = Qui a demandé, accepté, exécuté ; qui en bénéficie
audit-title-coverage = Ce que couvrent les journaux
audit-title-diversions = Courrier copié ailleurs, traces réduites
audit-title-gaps = Ce qui n'a pu être établi
audit-title-open = Encore ouvert aujourd'hui
audit-title-timeline = Déroulement
audit-title-orders = Ordres donnés par courrier
audit-title-integrity = Entre quelles mains étaient les journaux
audit-title-annex = Annexe : fichiers et enregistrements

# La réponse
audit-point-holders =
    { $count ->
        [0] On ne connaît aucun compte qui ait pu ouvrir la boîte d'autrui (boîtes connues : { $mailboxes_written }).
        [one] Un compte pouvait ouvrir au moins une boîte d'autrui, ou agir sur toutes (boîtes connues : { $mailboxes_written }).
       *[other] { $count_written } comptes pouvaient ouvrir au moins une boîte d'autrui, ou agir sur toutes (boîtes connues : { $mailboxes_written }).
    }
audit-point-uses =
    { $count ->
        [0] Aucune ouverture par un autre compte que celui du titulaire n'est enregistrée. Ce que cela vaut dépend des journaux : voir plus loin.
        [one] Une ouverture par un autre compte que celui du titulaire est enregistrée.
       *[other] { $count_written } ouvertures par d'autres comptes que celui du titulaire sont enregistrées.
    }
audit-point-unattributable =
    { $count ->
        [one] Une ouverture ne peut être attribuée : le journal écrit de la même façon la connexion du titulaire et celle d'un autre ({ $mailboxes_written } boîte).
       *[other] { $count_written } ouvertures ne peuvent être attribuées, dans { $mailboxes_written } boîtes : le journal écrit de la même façon la connexion du titulaire et celle d'un autre.
    }
audit-point-grants =
    { $count ->
        [0] Aucun enregistrement ne montre qu'un droit ait été donné.
        [one] Un enregistrement montre un droit donné par le compte d'une personne.
       *[other] { $count_written } enregistrements montrent des droits donnés par des comptes de personnes.
    }
audit-point-approvals = Au regard des autorisations remises, droits couverts : { $covered_written } ; droits qui les dépassent : { $beyond_written } ; droits qu'aucune ne couvre : { $uncovered_written }.
audit-point-searches =
    { $count ->
        [one] Un enregistrement montre une recherche dans le contenu des boîtes.
       *[other] { $count_written } enregistrements montrent des recherches dans le contenu des boîtes.
    }
audit-point-diversions =
    { $count ->
        [one] Un réglage copie ou a copié du courrier ailleurs, établi par un autre compte que celui du titulaire ou par la configuration.
       *[other] { $count_written } réglages copient ou ont copié du courrier ailleurs, établis par d'autres comptes que ceux des titulaires ou par la configuration.
    }
audit-point-tampering =
    { $count ->
        [one] À une reprise, des actes ont réduit les traces.
       *[other] À { $count_written } reprises, des actes ont réduit les traces.
    }
audit-point-open =
    { $count ->
        [0] On ne connaît aucun accès encore ouvert aujourd'hui.
        [one] Un accès est encore ouvert aujourd'hui, autant que les éléments remis permettent de le dire.
       *[other] { $count_written } accès sont encore ouverts aujourd'hui, autant que les éléments remis permettent de le dire.
    }
audit-point-refused =
    { $count ->
        [one] Une tentative a été refusée ; elle n'a donné aucun accès.
       *[other] { $count_written } tentatives ont été refusées ; elles n'ont donné aucun accès.
    }
audit-point-service =
    { $count ->
        [one] En outre, un droit a été donné par les services du fournisseur lui-même : ce n'est l'indice de rien.
       *[other] En outre, { $count_written } droits ont été donnés par les services du fournisseur lui-même : ce n'est l'indice de rien.
    }
audit-point-owner =
    { $count ->
        [one] Un acte d'un titulaire sur sa propre boîte a été compté ; il n'est énuméré nulle part.
       *[other] { $count_written } actes de titulaires sur leur propre boîte ont été comptés ; ils ne sont énumérés nulle part.
    }
audit-point-gaps =
    { $count ->
        [0] On ne connaît rien que les éléments remis laissent en suspens.
        [one] Une question n'a pu être tranchée par les éléments remis.
       *[other] { $count_written } questions n'ont pu être tranchées par les éléments remis.
    }
audit-answer-chart = Réponses, pour chaque couple d'un compte et d'une boîte
audit-answer-table = Les quatre réponses
audit-answer-note = « Aucune trace » n'est pas « aucun accès ». Ce rapport parle de comptes : qui était au clavier, et pour quoi faire, aucun journal ne le dit. Détenir un droit n'est pas en abuser.

# Constats
audit-findings-none = Aucune règle n'a rien relevé. Cela ne dit rien de ce que les journaux ne contiennent pas.
audit-findings-lead = Chaque constat dit son degré de certitude, et les explications que les éléments remis n'excluent pas : elles sont à vérifier avant que quiconque soit tenu pour responsable.
audit-finding-mailboxes = Boîtes
audit-finding-explanations = Il peut aussi s'agir de
audit-finding-records = Enregistrements

# Matrice et étendue
audit-matrix-none = Les éléments remis ne font connaître aucun compte qui ait pu ouvrir la boîte d'autrui.
audit-matrix-lead = Une ligne est un compte qui a détenu un droit sur la boîte d'autrui, ou qui l'a ouverte. Le signe dit laquelle des quatre réponses vaut.
audit-matrix-chart = Accès par compte (lignes : { $holders_written }) et par boîte (colonnes : { $mailboxes_written })
audit-matrix-table = Droits et ouvertures
audit-breadth-lead =
    { $count ->
        [one] Une boîte est connue.
       *[other] { $count_written } boîtes sont connues. Les parts s'y rapportent.
    }
audit-breadth-chart = Boîtes d'autrui que chaque compte pouvait ouvrir à un moment donné
audit-breadth-table = Étendue de chaque compte

audit-periods-lead = Ces périodes viennent du calendrier qui a été remis. Un droit qui y a eu cours n'a pas forcément servi.
audit-periods-table = Droits en cours et ouvertures enregistrées, par période
audit-approvals-lead = Qui a demandé et qui a accepté ressort des ordres et des autorisations qui ont été remis ; qui a exécuté, des journaux. Qui exécute un ordre ne l'a pas forcément décidé.
audit-approvals-table = Droits selon leur autorisation
audit-roles-table = Les quatre rôles
audit-role-order = { $from } (courrier remis comme ordre, antérieur au droit : { $tie })

# Couverture
audit-coverage-none = Rien de ce qui a été remis n'est un journal qui couvre un temps.
audit-coverage-lead = Une barre montre de quand à quand un fichier parle, et ce qu'il vaut pour les ouvertures par autrui. En dehors des barres, on ne peut rien dire.
audit-coverage-chart = Temps couvert par chaque fichier
audit-coverage-table = Couverture
audit-coverage-plateau =
    { $count ->
        [one] { $file } s'arrête à { $count_written } enregistrement, là où les extractions s'arrêtent : il peut en manquer.
       *[other] { $file } s'arrête à { $count_written } enregistrements, là où les extractions s'arrêtent : il peut en manquer.
    }

audit-diversions-lead = Les règles et redirections que les titulaires ont établies pour eux-mêmes sont comptées, et ne sont pas énumérées.
audit-diversions-owners =
    { $count ->
        [one] Comptée, non énumérée : une règle ou redirection tenue pour celle du titulaire.
       *[other] Comptées, non énumérées : { $count_written } règles et redirections tenues pour celles des titulaires.
    }
audit-diversions-none = Les éléments remis ne montrent aucune copie de courrier établie par un autre que le titulaire.
audit-diversions-table = Courrier copié ailleurs
audit-tampering-services =
    { $count ->
        [one] Compté, non énuméré : un tel acte des services du fournisseur lui-même.
       *[other] Comptés, non énumérés : { $count_written } tels actes des services du fournisseur lui-même.
    }
audit-tampering-none = Aucun enregistrement ne montre que la journalisation ait été arrêtée ou modifiée, ni que des traces aient été supprimées.
audit-tampering-table = Modifications de la journalisation, et suppressions

audit-gaps-none = On ne connaît rien que les éléments remis laissent en suspens.
audit-gaps-lead = Ces questions restent ouvertes. Chacune est suivie de ce qui la trancherait, si quelque chose le peut.
audit-gaps-table = Questions ouvertes
audit-gaps-files =
    { $count ->
        [one] ({ $file })
       *[other] ({ $file } et d'autres : { $count_written } fichiers)
    }
audit-gaps-zones = Ce qui repose sur le fuseau supposé
audit-zones-read = Les heures écrites sans fuseau, et les jours des autorisations, du calendrier et des relevés, ont été lus dans le fuseau { $zone } ; dans un autre, tous se décalent de la différence.
audit-zones-file =
    { $count ->
        [one] { $file } : une heure sans fuseau.
       *[other] { $file } : { $count_written } heures sans fuseau.
    }
audit-zones-rights =
    { $count ->
        [one] Un droit commence ou finit à moins de 14 heures du premier ou du dernier jour de son autorisation : dans un autre fuseau, elle peut le couvrir plus ou moins.
       *[other] { $count_written } droits commencent ou finissent à moins de 14 heures du premier ou du dernier jour de leurs autorisations : dans un autre fuseau, elles peuvent les couvrir plus ou moins.
    }
audit-zones-uses =
    { $count ->
        [one] Une ouverture se situe à moins de 14 heures de la limite d'une période sensible : dans un autre fuseau, elle peut être de l'autre côté.
       *[other] { $count_written } ouvertures se situent à moins de 14 heures des limites de périodes sensibles : dans un autre fuseau, elles peuvent être de l'autre côté.
    }
audit-gaps-nothing-settles = Rien que l'on connaisse.
audit-gaps-commands = Les commandes de ces extractions
audit-gaps-commands-note = Elles ne font que lire. $from et $to y tiennent lieu des jours de la question, en dates. Qui est nommé dans ce rapport ne devrait pas les lancer seul.

audit-open-none = Les éléments remis ne montrent aucun accès d'un compte à la boîte d'autrui qui soit encore ouvert.
audit-open-lead = Rien ne montre la fin de ces accès. C'est au titulaire et au responsable de dire si chacun est nécessaire.
audit-open-table = Accès ouverts, autant que les éléments remis permettent de le dire
audit-open-commands = Commandes qui y mettent fin
audit-open-commands-note = Elles modifient la messagerie. Avant d'en lancer une, faites un relevé des droits tels qu'ils sont : ce qu'on retire est un élément de preuve.
audit-open-commands-withheld = Les commandes nomment des comptes ; elles figurent dans l'édition nominative.

audit-timeline-lead = Combien d'actes de chaque sorte contiennent les journaux, sans ceux des services du fournisseur ni ceux des titulaires sur leur propre boîte. Un vide peut être un vide du journal.
audit-timeline-chart = Actes dans le temps ; chaque ligne a sa propre échelle
audit-timeline-most = { $count_written } au plus
audit-timeline-table = Actes par mois

audit-orders-lead = Ces courriers ont été remis comme des ordres. Ce que prouvent leurs signatures :
audit-orders-table = Ordres
audit-orders-not-judged = non examiné : les octets du courrier ne sont pas disponibles

audit-integrity-collected = Les journaux ont été recueillis par : { $whom }.
audit-integrity-collected-unsaid = Qui a recueilli les journaux, et comment ils ont été gardés depuis, n'a pas été précisé.
audit-integrity-lead = Un compte qui administre un système peut en modifier les journaux, ou les faire modifier avant leur extraction. Comptes de ce rapport qui avaient ce pouvoir, autant que les éléments remis permettent de le dire :
audit-integrity-nobody = On n'en connaît aucun.
audit-integrity-note = Qu'un compte ait pu le faire ne veut pas dire qu'il l'ait fait. Une copie des journaux venue d'ailleurs (sauvegarde, fournisseur, journal central) trancherait.
audit-integrity-table = Comptes qui ont pu modifier les journaux
audit-integrity-administers = a détenu un rôle d'administration
audit-integrity-configured = a modifié la journalisation
audit-integrity-executed = a donné des droits sur des boîtes d'autrui

audit-annex-lead = Chaque fichier remis, selon son contenu, avec le sort de chacun de ses enregistrements, comptés à partir de 1. La liste complète des événements est dans events.csv.
audit-annex-sources = Fichiers et leurs enregistrements
audit-annex-hashes = Fichiers et leurs empreintes
audit-annex-unreadable = Enregistrements illisibles
audit-annex-events = Enregistrements sur lesquels repose ce rapport
audit-refused-none = Rien n'a été lu du tableau { $file } : il n'a pas de colonne pour `{ $field }` ; une telle colonne s'appelle { $expected }.
audit-refused-several = Rien n'a été lu du tableau { $file } : plusieurs colonnes peuvent être `{ $field }` ({ $found }) ; n'en laisser qu'une, appelée { $expected }.
audit-annex-secrets =
    { $count ->
        [one] Un secret en clair dans les journaux a été écarté ; il ne figure nulle part dans ce rapport.
       *[other] { $count_written } secrets en clair dans les journaux ont été écartés ; ils ne figurent nulle part dans ce rapport.
    }

# Têtes de colonnes
audit-head-answer = Réponse
audit-head-meaning = Ce qu'elle signifie
audit-head-pairs = Couples
audit-head-holder = Compte
audit-head-mailbox = Boîte
audit-head-rights = Droit
audit-head-since = Depuis
audit-head-until = Jusqu'à
audit-head-given-by = Exécuté par
audit-head-uses = Ouvertures enregistrées
audit-head-records = Enregistrements
audit-head-mailboxes = Boîtes
audit-head-share = Part
audit-head-protected = Dont, selon l'annuaire
audit-head-all = Sur toutes les boîtes
audit-head-cover = Autorisation
audit-head-right-count = Droits
audit-head-asked = Qui a demandé
audit-head-accepted = Qui a accepté
audit-head-executed = Qui a exécuté
audit-head-benefited = Qui en bénéficie
audit-head-power = Ce que cela permet
audit-head-when = Quand
audit-head-period = Période
audit-head-standing = Droits en cours
audit-head-searches = Recherches
audit-head-file = Fichier
audit-head-form = Ce que c'est
audit-head-from = Du
audit-head-to = Au
audit-head-quality = Valeur
audit-head-limits = Ce qu'il ne peut dire
audit-head-destination = Copié vers
audit-head-how = Comment
audit-head-time = Heure (UTC)
audit-head-class = Acte
audit-head-operation = Nom dans le système
audit-head-account = Compte
audit-head-outcome = Issue
audit-head-unknown = Ce qu'on ignore
audit-head-system = Système
audit-head-settles = Ce qui trancherait
audit-head-month = Mois
audit-head-from-line = De
audit-head-date-line = Date
audit-head-subject = Objet
audit-head-verdict = Ce que prouvent ses signatures
audit-head-because = Pourquoi
audit-head-bytes = Octets
audit-head-read = Lus
audit-head-owner = Actes des titulaires
audit-head-irrelevant = Autre sujet
audit-head-duplicate = Déjà vus
audit-head-unreadable = Illisibles
audit-head-span = Première et dernière heure
audit-head-record = Nº

# Règles de la maison, par leur nom
audit-house-application-may-read-all = un programme peut lire toutes les boîtes
audit-house-deleted-by-another = courrier supprimé par un autre compte
audit-house-failed-attempt = tentative refusée
audit-house-password-set-by-administrator = mot de passe fixé par un administrateur
audit-house-whole-folder-taken = dossier entier emporté par un autre compte

# Pourquoi ce qu'elles relèvent mérite une question, et ce qui peut l'expliquer autrement
audit-house-means-application-may-read-all = Le programme, et quiconque détient son secret, peut lire des boîtes sans que personne ne se connecte.
audit-house-innocent-application-may-read-all = un produit de sauvegarde, d'archivage, de téléphonie ou de synchronisation qui a été commandé
audit-house-means-deleted-by-another = Au cours d'une session où un autre compte a lu, des messages ont été supprimés.
audit-house-innocent-deleted-by-another = un assistant qui range la boîte à la demande de son titulaire ; un message dangereux retiré de toutes les boîtes
audit-house-means-failed-attempt = Le système l'a refusé : personne n'a obtenu d'accès par cet acte.
audit-house-innocent-failed-attempt = une faute de frappe, corrigée l'instant d'après ; un script qui essaie ce qui existe déjà
audit-house-means-password-set-by-administrator = Qui fixe le mot de passe d'un compte peut se connecter sous son nom ; le journal montrerait alors la connexion du titulaire.
audit-house-innocent-password-set-by-administrator = un mot de passe oublié par le titulaire ; un compte nouveau ou bloqué
audit-house-means-whole-folder-taken = Le programme d'un compte autre que celui du titulaire a copié des dossiers sur un ordinateur : quels messages y ont été ouverts ensuite, aucun journal du serveur ne peut le dire.
audit-house-innocent-whole-folder-taken = Outlook, qui copie sans qu'on le lui demande les boîtes qu'on lui a confiées (automapping) ; un outil qui archive ou protège les boîtes
