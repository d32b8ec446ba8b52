# Ce que prouvent les signatures, en mots qui n'accusent ni n'acquittent. Les familles finissent par le code de ce qu'elles nomment.

# Raisons : -name pour les listes et les comptes, puis ce qui a été constaté, ce qui en découle, ce qui trancherait
reason-name-no-signature = aucune signature
reason-found-no-signature = Le message ne porte aucune signature.
reason-follows-no-signature = Aucune signature ne peut le confirmer ni le contredire. Longtemps, la plupart des courriers n'ont pas été signés, et ceux qui restent dans une même organisation ne le sont souvent toujours pas.
reason-settles-no-signature = Une autre copie avec tous ses en-têtes, ou un courrier signé qui cite ou joint celui-ci.
reason-name-malformed-signature = signature illisible
reason-found-malformed-signature = La signature de { $domain } est illisible : une mention obligatoire manque ou est abîmée.
reason-follows-malformed-signature = Elle ne prouve rien, ni dans un sens ni dans l'autre.
reason-settles-malformed-signature = Une autre copie du message dont les en-têtes ont été gardés tels quels.
reason-name-unsupported-dialect = signature d'un genre inconnu
reason-found-unsupported-dialect = La signature de { $domain } use d'un algorithme ou d'une version que greffe ne connaît pas ({ $algorithm }).
reason-follows-unsupported-dialect = Greffe ne peut dire si elle est valide.
reason-settles-unsupported-dialect = Un logiciel qui connaît ce genre de signature.
reason-name-from-not-signed = ligne From non signée
reason-found-from-not-signed = La signature de { $domain } ne couvre pas la ligne From.
reason-follows-from-not-signed = Les règles de DKIM l'exigent (RFC 6376, section 5.4) : sans cela, la signature ne dit rien de qui a écrit le message.
reason-settles-from-not-signed = Une autre signature qui couvre la ligne From.
reason-name-limit-reached = plus de signatures qu'il n'en est examiné
reason-found-limit-reached = Le message porte plus de signatures, ou de variantes de signatures, que greffe n'en examine.
reason-follows-limit-reached = L'une de celles qui n'ont pas été examinées peut être valide.
reason-settles-limit-reached = L'examen à la main des autres signatures, avec le dossier de preuve.
reason-name-key-missing = clé non disponible
reason-found-key-missing = La clé de { $domain } pour le sélecteur { $selector } n'est pas connue ici.
reason-follows-key-missing = On ne peut dire si la signature est valide. Une clé absente n'est pas le signe d'un changement : les domaines remplacent et retirent couramment leurs clés.
reason-settles-key-missing = Une copie de cet enregistrement de clé tel qu'il était à cette date : { $when }. Elle peut venir de qui l'a gardée, ou du domaine lui-même.
reason-name-key-absent = clé qui n'est plus publiée
reason-found-key-absent = La clé de { $domain } pour le sélecteur { $selector } a été demandée, et il n'y en avait pas sous ce nom.
reason-follows-key-absent = Le domaine ne la publie plus, ou ne l'a jamais publiée. Cela ne dit rien de ce message.
reason-settles-key-absent = Une copie de cet enregistrement de clé tel qu'il était à cette date : { $when }, de qui l'a gardée.
reason-name-key-revoked = clé retirée
reason-found-key-revoked = La clé de { $domain } pour le sélecteur { $selector } a été retirée : le domaine le dit, ou quelqu'un d'autre.
reason-follows-key-revoked = Une signature faite avant ce retrait peut être bonne ; faite après, elle ne prouve rien.
reason-settles-key-revoked = Le jour du retrait, et de quoi établir que le message existait avant.
reason-name-key-unusable = enregistrement de clé inutilisable
reason-found-key-unusable = Ce qui est connu comme la clé de { $domain } pour le sélecteur { $selector } ne peut être lu comme une clé.
reason-follows-key-unusable = La signature ne peut être vérifiée avec elle.
reason-settles-key-unusable = Une autre copie de cet enregistrement de clé.
reason-name-key-not-for-this = clé qui n'est pas faite pour cela
reason-found-key-not-for-this = L'enregistrement de clé de { $domain } pour le sélecteur { $selector } interdit cet usage : autre algorithme, autre service ou autre expéditeur.
reason-follows-key-not-for-this = Selon les règles du domaine lui-même, cette signature ne parle pas pour lui.
reason-settles-key-not-for-this = L'enregistrement de clé tel qu'il était à cette date : { $when }, ou une déclaration du domaine.
reason-name-key-forgeable = clé trop courte
reason-found-key-forgeable = La clé de { $domain } a { $bits } bits ; moins de 1 024, c'est trop peu.
reason-follows-key-forgeable = Une clé si courte se calcule avec des machines ordinaires : n'importe qui a pu faire cette signature.
reason-settles-key-forgeable = Une autre signature, d'une clé plus longue, ou des éléments d'une autre nature.
reason-name-key-published = clé privée rendue publique
reason-found-key-published = La moitié privée de cette clé de { $domain } a été rendue publique.
reason-follows-key-published = Depuis lors, n'importe qui peut faire une telle signature : elle prouve peu pour un message qui peut avoir été fait après.
reason-settles-key-published = De quoi établir que le message existait, tel quel, avant que la clé soit rendue publique.
reason-name-key-recovered = clé calculée à partir des signatures
reason-found-key-recovered = La clé a été calculée à partir des signatures elles-mêmes ; personne n'a montré que { $domain } la détenait.
reason-follows-key-recovered = Une seule et même clé a signé tous ces messages. À qui elle était, on l'ignore : qui invente des messages peut les signer d'une clé à lui.
reason-settles-key-recovered = Une copie, d'une autre source, de l'enregistrement de clé de { $domain } pour le sélecteur { $selector }.
reason-name-key-one-copy = clé connue par une seule copie
reason-found-key-one-copy = La clé de { $domain } est connue par une seule copie, que personne n'a signée.
reason-follows-key-one-copy = Qui aurait inventé cette copie aurait pu faire aussi la signature.
reason-settles-key-one-copy = Une seconde copie, indépendante, du même enregistrement de clé.
reason-name-key-supplied = clé fournie pour cette vérification
reason-found-key-supplied = La clé de { $domain } a été fournie par qui a demandé cette vérification.
reason-follows-key-supplied = Le résultat vaut ce que vaut la source de cette clé.
reason-settles-key-supplied = La même clé, d'une source indépendante.
reason-name-key-other-time = clé connue à une autre époque
reason-found-key-other-time = Tout ce qu'on sait de la clé de { $domain } est d'une autre époque que la signature.
reason-follows-key-other-time = Elle n'était peut-être pas celle du domaine quand le message a été signé.
reason-settles-key-other-time = Une copie de l'enregistrement de clé faite vers cette date : { $when }.
reason-name-key-test-mode = clé marquée comme un essai
reason-found-key-test-mode = { $domain } a marqué sa clé comme un essai.
reason-follows-key-test-mode = Le domaine ne faisait qu'essayer les signatures. Ce que la clé confirme n'en est pas moins confirmé.
reason-settles-key-test-mode = Rien de plus n'est nécessaire, sauf si le domaine conteste la signature.
reason-name-key-shared = clé commune à plusieurs domaines
reason-found-key-shared = Plusieurs domaines usent de la clé avec laquelle { $domain } a signé.
reason-follows-key-shared = Qui signe pour l'un peut signer pour les autres ; c'est d'ordinaire un même prestataire qui les sert tous.
reason-settles-key-shared = Une déclaration du prestataire sur qui pouvait signer pour { $domain } à cette date : { $when }.
reason-name-not-aligned = signé par un autre domaine
reason-found-not-aligned = La signature est de { $domain } ; la ligne From nomme { $author }.
reason-follows-not-aligned = Elle montre qu'un serveur de { $domain } a traité le message, non que { $author } l'a envoyé : qui possède un domaine peut signer n'importe quelle ligne From.
reason-settles-not-aligned = Une signature de { $author }, ou une déclaration selon laquelle { $domain } envoyait du courrier pour son compte.
reason-name-provider-alignment = signé sous le nom d'un prestataire
reason-found-provider-alignment = La signature est de { $domain }, nom qu'un prestataire a fait pour son client { $author }.
reason-follows-provider-alignment = Elle parle pour le prestataire : le message est parti par le compte de ce client.
reason-settles-provider-alignment = La confirmation du prestataire que ce nom était celui de { $author } à cette date : { $when }.
reason-name-no-author = aucun domaine d'auteur
reason-found-no-author = Aucune ligne From du message ne nomme un domaine.
reason-follows-no-author = Il n'y a pas d'auteur pour qui une signature puisse parler.
reason-settles-no-author = Une autre copie avec tous ses en-têtes.
reason-name-several-authors = auteurs de plusieurs domaines
reason-found-several-authors = La ligne From nomme des auteurs de plusieurs domaines.
reason-follows-several-authors = Une signature parle pour un seul domaine ; elle ne dit rien des autres auteurs.
reason-settles-several-authors = Le témoignage des autres auteurs, ou leurs copies du message.
reason-name-octets-uncovered = fin du corps non signée
reason-found-octets-uncovered = { $signed_octets ->
    [0] La signature ne couvre rien du corps, de { $body_octets_written } octets.
   *[other] La signature couvre les { $signed_octets_written } premiers des { $body_octets_written } octets du corps.
    }
reason-follows-octets-uncovered = Ce qui suit a pu être ajouté par n'importe qui sans toucher à la signature.
reason-settles-octets-uncovered = Le texte source, où les octets signés sont marqués ; ou une autre copie du message.
reason-name-header-unsigned = en-tête visible non signé
reason-found-header-unsigned = La signature ne couvre pas { $unsigned }.
reason-follows-header-unsigned = Ce qu'elle ne couvre pas a pu être changé ou ajouté sans toucher à elle.
reason-settles-header-unsigned = Une autre copie du message, qui concorde.
reason-name-header-duplicated = en-tête signé répété
reason-found-header-duplicated = { $duplicated } : le message a plus de ces lignes qu'il n'en a été signé.
reason-follows-header-duplicated = La ligne que montre un logiciel de courrier n'est peut-être pas celle qui est signée.
reason-settles-header-duplicated = Le texte source, où les lignes signées sont marquées.
reason-name-body-not-available = corps absent tel que signé
reason-found-body-not-available = Seuls les en-têtes ont pu être vérifiés : le corps n'est pas ici tel qu'il a été envoyé. Certains logiciels de courrier n'en gardent qu'un, refait.
reason-follows-body-not-available = La vérification ne dit rien du texte ni des pièces jointes.
reason-settles-body-not-available = Le message tel que son serveur l'a remis, par exemple d'une sauvegarde du serveur.
reason-name-sha1 = empreinte ancienne (SHA-1)
reason-found-sha1 = La signature use de SHA-1, une façon ancienne de prendre l'empreinte d'un texte.
reason-follows-sha1 = Depuis 2017 on sait préparer deux textes de même empreinte, à grands frais et seulement à l'avance. Un texte déjà signé ne peut être changé ainsi.
reason-settles-sha1 = Une autre signature qui use de SHA-256, ou une autre copie du message.
reason-name-line-ends-repaired = fins de ligne rétablies
reason-found-line-ends-repaired = Le fichier a d'autres fins de ligne que le courrier en chemin ; elles ont été rétablies avant la vérification.
reason-follows-line-ends-repaired = C'est habituel pour du courrier conservé et ne change aucun mot.
reason-settles-line-ends-repaired = Rien de plus n'est nécessaire.
reason-name-unescaped = marques mbox retirées
reason-found-unescaped = Des lignes qui commencent par « From » avaient été marquées de « > », comme le veulent les fichiers mbox ; la marque a été retirée avant la vérification.
reason-follows-unescaped = C'est habituel pour du courrier conservé et ne change aucun mot.
reason-settles-unescaped = Rien de plus n'est nécessaire.
reason-name-repaired = valide après réparations
reason-found-repaired = La signature n'est valide qu'une fois défaits des changements de ce qui était signé ; chacun figure sous « réparations ».
reason-follows-repaired = Le message conservé n'est pas, octet pour octet, ce qui a été signé.
reason-settles-repaired = Une autre copie qui n'ait besoin d'aucune réparation.
reason-name-expired = échéance passée
reason-found-expired = La signature demandait aux serveurs de ne plus s'y fier après cette date : { $expires }.
reason-follows-expired = Cela concernait la remise du courrier. Ce qui a été signé, et par qui, n'en est pas changé.
reason-settles-expired = Rien de plus n'est nécessaire.
reason-name-time-implausible = dates qui ne s'accordent pas
reason-found-time-implausible = Date de la signature, selon elle : { $signed }. Date du message : { $date }.
reason-follows-time-implausible = Ces dates ne s'accordent pas : une horloge était fausse, ou une date a été mise à la main.
reason-settles-time-implausible = Les lignes Received, et les journaux des serveurs qu'elles nomment.
reason-name-header-differs = en-têtes autres que signés
reason-found-header-differs = Les en-têtes ne concordent pas avec la signature de { $domain }.
reason-follows-header-differs = Au moins une ligne signée a été changée, ajoutée ou ôtée depuis. Un serveur, une liste de diffusion, un logiciel d'export ou une personne ont pu le faire ; la signature ne dit pas lequel.
reason-settles-header-differs = Une autre copie du message : celle de l'expéditeur, d'un autre destinataire, ou de la sauvegarde du serveur.
reason-name-body-differs = corps autre que signé
reason-found-body-differs = Le corps ne concorde pas avec la signature de { $domain }.
reason-follows-body-differs = Quelque chose y a été changé, ajouté ou ôté depuis. Un serveur, une liste de diffusion, un logiciel d'export ou une personne ont pu le faire ; la signature ne dit pas lequel.
reason-settles-body-differs = Une autre copie du message : celle de l'expéditeur, d'un autre destinataire, ou de la sauvegarde du serveur.
reason-name-explained-by-list = changé comme le font les listes
reason-found-explained-by-list = Ce qui diffère est ce qu'ajoute une liste de diffusion : des mots dans l'objet, ou des lignes à la fin.
reason-follows-explained-by-list = Sans ces ajouts, la signature concorde. La liste en est la cause probable ; cela explique la différence et ne prouve rien.
reason-settles-explained-by-list = Une copie qui ne soit pas passée par la liste.
reason-name-export-rewrote-bodies = corps réécrits par un export
reason-found-export-rewrote-bodies = Dans la source d'où vient ce message, les corps de courriers de nombreux domaines indépendants diffèrent de ce qui a été signé.
reason-follows-export-rewrote-bodies = Le logiciel qui a fait cet export les a réécrits : la différence ne dit rien de ce message. Le résultat pour les en-têtes demeure.
reason-settles-export-rewrote-bodies = Un export qui garde les octets tels qu'ils ont été reçus, ou la sauvegarde du serveur.

# Une signature
signature-title = { $domain }, sélecteur { $selector }
signature-dialect-dkim = DKIM (RFC 6376)
signature-dialect-dkim-draft = une forme ancienne de DKIM
signature-dialect-domainkeys = DomainKeys (RFC 4870)
signature-dialect-arc-message-signature = signature de message d'un relais (ARC, RFC 8617)
signature-dialect-arc-seal = sceau d'un relais (ARC, RFC 8617)
signature-header-valid = La clé confirme les en-têtes signés.
signature-header-invalid = La clé ne confirme pas les en-têtes signés.
signature-header-key-missing = Il n'y a pas de clé pour vérifier les en-têtes.
signature-header-key-unusable = La clé qu'on connaît ne peut servir.
signature-header-malformed = La signature est illisible.
signature-body-matches = Le corps entier concorde avec la signature ({ $body_octets_written } octets).
signature-body-matches-prefix = { $signed_octets ->
    [0] Rien du corps n'est signé ({ $body_octets_written } octets).
   *[other] Les { $signed_octets_written } premiers des { $body_octets_written } octets du corps concordent avec la signature ; le reste n'est pas couvert.
    }
signature-body-matches-after-repair = Après les réparations ci-dessous, le corps concorde avec la signature.
signature-body-differs = Le corps ne concorde pas avec la signature.
signature-body-not-available = Le corps n'a pas pu être vérifié.
signature-by = Signé par le serveur de { $domain } (sélecteur { $selector }).
signature-by-on = Signé par le serveur de { $domain } (sélecteur { $selector }) ; date, selon la signature : { $signed }.
signature-covers-whole = La signature couvre { $headers } et le corps entier.
signature-covers-first = La signature couvre { $headers } et les { $signed_octets_written } premiers octets du corps.
signature-covers-headers = La signature couvre { $headers }, et rien du corps.
signature-aligned-strict = Le domaine signataire est celui de l'auteur.
signature-aligned-relaxed = Le domaine signataire et celui de l'auteur ({ $author }) vont ensemble.
signature-aligned-provider = Le domaine signataire est le nom qu'un prestataire a fait pour celui de l'auteur ({ $author }).
signature-aligned-no = Le domaine signataire n'est pas celui de l'auteur ({ $author }).
signature-time-signed = Date, selon la signature : { $signed }.
signature-time-unsigned = La signature ne dit pas quand elle a été faite.
signature-time-expires = Les serveurs ne devaient plus s'y fier après cette date : { $expires } ; cela ne concernait que la remise.
signature-time-implausible = Cela ne s'accorde pas avec la date du message ({ $date }).
coverage-signed = signé
coverage-oversigned = signé ; aucun n'a pu être ajouté
coverage-unsigned = non signé
coverage-duplicated = plus nombreux qu'il n'en a été signé
coverage-absent = absent du message

# Clés
key-summary = { $bits } bits ; { $confidence }
key-confidence-k0 = calculée à partir des signatures elles-mêmes, non trouvée auprès du domaine (K0)
key-confidence-k1 = connue par une seule copie non signée (K1)
key-confidence-k2 = connue par des copies non signées qui s'accordent, ou fournie pour cette vérification (K2)
key-confidence-k3 = attestée par une déclaration signée (K3)
key-confidence-k4 = vue par greffe lui-même, ou attestée par deux déclarations signées indépendantes (K4)
key-confidence-k5 = prouvée par DNSSEC ou attestée par l'expéditeur, pour cette époque (K5)
key-note-published-private-key = Sa moitié privée a été rendue publique.
key-note-factored = Quelqu'un a calculé sa moitié privée.
key-note-test-mode = Le domaine l'a marquée comme un essai.
key-note-revoked = Elle a été retirée.
key-note-shared = Plusieurs domaines en usent.
key-note-supplied-by-you = Elle a été fournie par qui a demandé cette vérification.
key-note-recovered = Elle a été calculée à partir de signatures.

# Réparations : ce qui a été défait avant d'interroger de nouveau une signature
repair-line-ends = Les fins de ligne ont été ramenées à celles du courrier en chemin
repair-from-unquoted = « > » a été retiré devant des lignes qui commencent par « From », comme le veulent les fichiers mbox
repair-last-line = Des lignes vides à la fin, ou la dernière fin de ligne, ont été ajoutées ou ôtées
repair-signature-spacing = Les blancs et les coupures de ligne de la signature elle-même ont été rétablis
repair-header-spacing = Les blancs et les coupures de ligne d'en-têtes signés ont été rétablis
repair-body-spacing = Les blancs en fin de ligne du corps ont été rétablis
repair-transfer-encoding = Le corps a été ramené au codage de transfert dans lequel il a été signé
repair-list-additions = Ce qu'une liste de diffusion a ajouté a été retiré ; cela explique, et ne prouve rien
repair-places = { $repair } ({ $places ->
    [one] { $places_written } endroit
   *[other] { $places_written } endroits
    }).
repair-places-from = { $repair } ({ $places ->
    [one] { $places_written } endroit
   *[other] { $places_written } endroits
    }, à partir de l'octet { $offset }).

# Relais et destinataires
chain-pass = { $sets ->
    [one] { $sets_written } relais répond de ce qu'il a reçu (ARC), et son sceau est valide.
   *[other] { $sets_written } relais répondent l'un après l'autre de ce qu'ils ont reçu (ARC), et leurs sceaux sont valides.
    }
chain-fail = { $sets ->
    [one] Le sceau de { $sets_written } relais (ARC) n'est pas tel qu'il a été posé.
   *[other] Les sceaux de { $sets_written } relais (ARC) ne sont pas tels qu'ils ont été posés.
    }
chain-key-missing = { $sets ->
    [one] Le sceau de { $sets_written } relais (ARC) ne peut être vérifié : sa clé n'est pas connue ici.
   *[other] Les sceaux de { $sets_written } relais (ARC) ne peuvent être vérifiés : une clé n'est pas connue ici.
    }
chain-means = Un sceau parle pour le serveur du relais. Il ne parle pas pour l'auteur.
chain-broken = Où la chaîne s'arrête : { $broken }.
# Pourquoi une chaîne de sceaux s'arrête : ce que la RFC 8617 nomme « set » est ce qu'un relais ajoute
chain-end-too-many = il y a plus de 50 relais, le nombre que les règles permettent
chain-end-too-long = ses champs sont trop longs pour être examinés
chain-end-no-instance = un champ { $field } ne dit pas quel relais l'a ajouté (i=)
chain-end-no-set = il n'y a rien ici du relais { $set }
chain-end-missing = le champ { $field } du relais { $set } manque
chain-end-twice = le relais { $set } a plus d'un champ { $field }
chain-end-malformed = le champ { $field } du relais { $set } est illisible
chain-end-chain-value = le sceau du relais { $set } dit cv={ $value }, alors que le premier doit dire none et les suivants pass
chain-end-signs-seal = le champ ARC-Message-Signature du relais { $set } couvre un sceau, ce que les règles interdisent
chain-end-invalid = la clé ne confirme pas le champ { $field } du relais { $set }
chain-end-body = le corps n'est pas celui que le relais { $set } a signé
chain-end-key-unusable = la clé du champ { $field } du relais { $set } est inutilisable
chain-end-no-key = aucune clé connue ici ne permet de trancher pour le champ { $field } du relais { $set }
chain-end-no-body = le corps n'est pas ici tel que le relais { $set } l'a signé

# Ce que des destinataires ont noté
claim = { $by } a noté : { $method } = { $result }
claim-domain = { $by } a noté : { $method } = { $result } pour { $domain }
claim-means = Ce que des serveurs de réception ont écrit à l'arrivée du courrier. Ce sont leurs affirmations, en texte clair que chacun peut écrire ; par elles-mêmes elles ne prouvent rien.

# À côté du verdict : verdicts antérieurs, courriers qui portent les mêmes mots, autres copies
change = { $since } : { $now } (auparavant : { $was }). { $because }
because-key = La clé de { $domain } pour le sélecteur { $selector } est devenue connue ({ $method }) : { $source }.
because-observers = L'archive a commencé ou cessé de faire confiance à un observateur dont une déclaration signée nomme sa clé.
because-judge = Une nouvelle version des règles de greffe ({ $version }).
because-export = Ce qui est venu d'autre de { $source } a changé ce qu'on sait de cet export.
key-method-dns-dnssec = demandée au DNS, avec DNSSEC
key-method-dns = demandée au DNS
key-method-statement = une déclaration signée
key-method-document = un document
key-method-source-code = le code source d'un programme
key-method-sender-attested = une déclaration du titulaire du domaine
key-method-recovered = calculée à partir de signatures
sibling-quoted = Cité par un courrier signé par { $domain }, du { $date } : { $share } % de ses propres lignes, en ces termes.
sibling-attached = Joint, en entier ou en partie ({ $share } %), à un courrier signé par { $domain }, du { $date }.
sibling-means = Cela montre que quelqu'un ayant accès au serveur de ce domaine a envoyé ces mots ce jour-là. Une citation peut être retouchée : cela ne montre rien de plus, et le verdict ci-dessus n'en est pas changé.
copy-same-body = mêmes texte et pièces jointes
copy-other-body = autre texte ou autres pièces jointes
copy-verdict = { $body } ; { $verdict }

# La déclaration d'un dossier de preuve, une page de texte
statement-title = Ce que prouvent les signatures d'un message
statement-nature = Ce document est produit par un logiciel nommé greffe. Ce n'est ni un acte de greffe ni une expertise.
statement-message = Le message
statement-octets = Octets
statement-from = De
statement-subject = Objet
statement-date = Date
statement-verdict = Verdict : { $verdict }
statement-why = Pourquoi, et ce qui trancherait
statement-settles = Ce qui trancherait : { $settles }
statement-signatures = Les signatures
statement-alone = À elle seule : { $verdict }. { $dialect }.
statement-coverage = En-têtes : { $coverage }.
statement-covered = { $header } ({ $words })
statement-key = Clé : { $key }. SHA-256 { $sha256 }.
statement-sources = Clé connue par : { $sources }.
statement-beside = Relais et serveurs de réception
statement-check = Comment vérifier sans greffe
statement-check-how = Chaque dossier ci-dessous contient les octets qui ont été signés, la signature et l'enregistrement de clé, et dit par qui la clé est connue. Dans un terminal, dans ce répertoire :
statement-check-octets = Que ces octets sont ceux de message.eml se compare selon les règles de la RFC 6376, section 3.4. Le fichier sha256sums énumère les empreintes de tous les fichiers.
statement-check-none = Aucune signature de ce message ne peut être vérifiée de nouveau : il n'y en a pas, ou sa clé manque.
statement-made = Fait le { $when } avec greffe { $version }.
