# What signatures prove, in words that neither accuse nor acquit. Families end in the code of what they name.

# Reasons: -name for lists and counts, then what was found, what follows, what would settle it
reason-name-no-signature = no signature
reason-found-no-signature = The message carries no signature.
reason-follows-no-signature = No signature can confirm or contradict it. For many years most mail was not signed, and mail that stays inside one organisation often still is not.
reason-settles-no-signature = Another copy with its complete headers, or a signed mail that quotes or attaches this one.
reason-name-malformed-signature = signature that cannot be read
reason-found-malformed-signature = The signature of { $domain } cannot be read: something that it must hold is missing or damaged.
reason-follows-malformed-signature = It proves nothing, for or against.
reason-settles-malformed-signature = Another copy of the message whose headers were kept as they were.
reason-name-unsupported-dialect = signature of an unknown kind
reason-found-unsupported-dialect = The signature of { $domain } uses an algorithm or a version that greffe does not know ({ $algorithm }).
reason-follows-unsupported-dialect = Greffe cannot say whether it is valid.
reason-settles-unsupported-dialect = A program that knows this kind of signature.
reason-name-from-not-signed = From line not signed
reason-found-from-not-signed = The signature of { $domain } does not cover the From line.
reason-follows-from-not-signed = The rules of DKIM require it (RFC 6376, section 5.4): without it, the signature says nothing of who wrote the message.
reason-settles-from-not-signed = Another signature that covers the From line.
reason-name-limit-reached = more signatures than are looked at
reason-found-limit-reached = The message carries more signatures, or more variants of them, than greffe looks at.
reason-follows-limit-reached = One that was not looked at may be valid.
reason-settles-limit-reached = Checking the remaining signatures by hand, with the evidence bundle.
reason-name-key-missing = key not at hand
reason-found-key-missing = The key of { $domain } with the selector { $selector } is not at hand.
reason-follows-key-missing = Whether the signature is valid cannot be said. A missing key is no sign of a change: domains replace and withdraw their keys as a matter of course.
reason-settles-key-missing = A copy of that key record as it stood on { $when }: from whoever kept one, or from the domain itself.
reason-name-key-absent = key no longer published
reason-found-key-absent = The key of { $domain } with the selector { $selector } was looked up, and there was none of that name.
reason-follows-key-absent = The domain does not publish it any more, or never did. That says nothing of this message.
reason-settles-key-absent = A copy of that key record as it stood on { $when }, from whoever kept one.
reason-name-key-revoked = key withdrawn
reason-found-key-revoked = The key of { $domain } with the selector { $selector } was withdrawn: the domain says so, or somebody else does.
reason-follows-key-revoked = A signature made before that may be good; one made later proves nothing.
reason-settles-key-revoked = The day of the withdrawal, and evidence that the message existed before it.
reason-name-key-unusable = key record that cannot be used
reason-found-key-unusable = What is known as the key of { $domain } with the selector { $selector } cannot be read as a key.
reason-follows-key-unusable = The signature cannot be checked with it.
reason-settles-key-unusable = Another copy of that key record.
reason-name-key-not-for-this = key not meant for this
reason-found-key-not-for-this = The key record of { $domain } with the selector { $selector } forbids such a use: another algorithm, another service or another sender.
reason-follows-key-not-for-this = By the domain's own rules, this signature does not speak for it.
reason-settles-key-not-for-this = The key record as it stood on { $when }, or word from the domain.
reason-name-key-forgeable = key too short
reason-found-key-forgeable = The key of { $domain } is { $bits } bits long; fewer than 1,024 are too few.
reason-follows-key-forgeable = A key so short can be computed with ordinary machines: anyone could have made this signature.
reason-settles-key-forgeable = Another signature with a longer key, or evidence of another kind.
reason-name-key-published = private key made public
reason-found-key-published = The private half of this key of { $domain } was made public.
reason-follows-key-published = Since then anyone can make such a signature: it proves little for a message that may have been made later.
reason-settles-key-published = Evidence that the message existed, as it is, before the key was made public.
reason-name-key-recovered = key computed from the signatures
reason-found-key-recovered = The key was computed from the signatures themselves; nobody has shown that { $domain } had it.
reason-follows-key-recovered = One and the same key signed all these messages. Whose it was is not known: anyone who makes up messages can sign them with a key of their own.
reason-settles-key-recovered = A copy of the key record of { $domain } with the selector { $selector } from another source.
reason-name-key-one-copy = key known from one copy
reason-found-key-one-copy = The key of { $domain } is known from one copy, which nobody signed.
reason-follows-key-one-copy = Whoever made up that copy could also have made the signature.
reason-settles-key-one-copy = A second, independent copy of the same key record.
reason-name-key-supplied = key supplied for this check
reason-found-key-supplied = The key of { $domain } was supplied by whoever asked for this check.
reason-follows-key-supplied = The result is worth as much as the source of that key.
reason-settles-key-supplied = The same key from an independent source.
reason-name-key-other-time = key known from another time
reason-found-key-other-time = All that is known of the key of { $domain } is from another time than the signature.
reason-follows-key-other-time = It may not have been the domain's key when the message was signed.
reason-settles-key-other-time = A copy of the key record made near { $when }.
reason-name-key-test-mode = key marked as a test
reason-found-key-test-mode = { $domain } marked its key as a test.
reason-follows-key-test-mode = The domain was only trying out signatures. What the key confirms is confirmed all the same.
reason-settles-key-test-mode = Nothing more is needed, unless the domain disputes the signature.
reason-name-key-shared = key used by several domains
reason-found-key-shared = Several domains use the key with which { $domain } signed.
reason-follows-key-shared = Whoever signs for one of them can sign for the others; usually one provider serves them all.
reason-settles-key-shared = Word from the provider on who could sign for { $domain } on { $when }.
reason-name-not-aligned = signed by another domain
reason-found-not-aligned = The signature is one of { $domain }; the From line names { $author }.
reason-follows-not-aligned = It shows that a server of { $domain } handled the message, not that { $author } sent it: whoever has a domain can sign any From line.
reason-settles-not-aligned = A signature of { $author }, or word that { $domain } sent mail on its behalf.
reason-name-provider-alignment = signed through a provider's own name
reason-found-provider-alignment = The signature is one of { $domain }, the name that a provider made for its customer { $author }.
reason-follows-provider-alignment = It speaks for the provider: the message left through this customer's account.
reason-settles-provider-alignment = The provider's confirmation that this name was { $author }'s on { $when }.
reason-name-no-author = no author's domain
reason-found-no-author = No From line of the message names a domain.
reason-follows-no-author = There is no author for whom a signature could speak.
reason-settles-no-author = Another copy with its complete headers.
reason-name-several-authors = authors of several domains
reason-found-several-authors = The From line names authors of several domains.
reason-follows-several-authors = A signature speaks for one domain; it says nothing of the other authors.
reason-settles-several-authors = Word from the other authors, or their copies of the message.
reason-name-octets-uncovered = end of the body not signed
reason-found-octets-uncovered = { $signed_octets ->
    [0] The signature covers nothing of the body of { $body_octets_written } octets.
   *[other] The signature covers the first { $signed_octets_written } of the { $body_octets_written } octets of the body.
    }
reason-follows-octets-uncovered = Whatever follows them may have been added by anyone without touching the signature.
reason-settles-octets-uncovered = The source text, where the signed octets are marked; or another copy of the message.
reason-name-header-unsigned = visible header not signed
reason-found-header-unsigned = The signature does not cover { $unsigned }.
reason-follows-header-unsigned = What it does not cover may have been changed or added without touching it.
reason-settles-header-unsigned = Another copy of the message that agrees.
reason-name-header-duplicated = signed header repeated
reason-found-header-duplicated = { $duplicated }: the message has more of these lines than were signed.
reason-follows-header-duplicated = The line that a mail program shows may not be the signed one.
reason-settles-header-duplicated = The source text, where the signed lines are marked.
reason-name-body-not-available = body not available as signed
reason-found-body-not-available = Only the headers could be checked: the body is not here as it was sent. Some mail programs keep only a rebuilt one.
reason-follows-body-not-available = The check says nothing of the text and the attachments.
reason-settles-body-not-available = The message as its server delivered it, for instance from the server's own backup.
reason-name-sha1 = old digest (SHA-1)
reason-found-sha1 = The signature uses SHA-1, an old way to take a text's fingerprint.
reason-follows-sha1 = Since 2017 it is known how to prepare two texts with the same fingerprint, at great cost and only beforehand. A text that is already signed cannot be changed in this way.
reason-settles-sha1 = Another signature that uses SHA-256, or another copy of the message.
reason-name-line-ends-repaired = line ends brought back
reason-found-line-ends-repaired = The file has other line ends than mail on its way; they were brought back before checking.
reason-follows-line-ends-repaired = This is usual for stored mail and changes no word.
reason-settles-line-ends-repaired = Nothing more is needed.
reason-name-unescaped = mbox marks taken away
reason-found-unescaped = Lines that begin with “From ” had been marked with “>”, as mbox files ask; the mark was taken away before checking.
reason-follows-unescaped = This is usual for stored mail and changes no word.
reason-settles-unescaped = Nothing more is needed.
reason-name-repaired = valid after repairs
reason-found-repaired = The signature is valid only after changes to what was signed were undone; each one is listed under “repairs”.
reason-follows-repaired = The message as stored is not, octet for octet, what was signed.
reason-settles-repaired = Another copy that needs no such repair.
reason-name-expired = past its expiry date
reason-found-expired = The signature asked servers not to rely on it after { $expires }.
reason-follows-expired = This concerned delivery. It does not change what was signed, or by whom.
reason-settles-expired = Nothing more is needed.
reason-name-time-implausible = times that do not fit
reason-found-time-implausible = The signature says it was made on { $signed }; the message is dated { $date }.
reason-follows-time-implausible = These times do not fit each other: a clock was wrong, or a date was set by hand.
reason-settles-time-implausible = The Received lines, and the logs of the servers they name.
reason-name-header-differs = headers not as signed
reason-found-header-differs = The headers do not agree with the signature of { $domain }.
reason-follows-header-differs = At least one signed line was changed, added or taken away since. A server, a mailing list, an export program or a person may have done so; the signature does not tell which.
reason-settles-header-differs = Another copy of the message: the sender's, another recipient's, or the server's backup.
reason-name-body-differs = body not as signed
reason-found-body-differs = The body does not agree with the signature of { $domain }.
reason-follows-body-differs = Something in it was changed, added or taken away since. A server, a mailing list, an export program or a person may have done so; the signature does not tell which.
reason-settles-body-differs = Another copy of the message: the sender's, another recipient's, or the server's backup.
reason-name-explained-by-list = changed as mailing lists do
reason-found-explained-by-list = What differs is what a mailing list adds: words in the subject, or lines at the end.
reason-follows-explained-by-list = Without these additions the signature matches. The list is the likely cause; this explains the difference and proves nothing.
reason-settles-explained-by-list = A copy that did not go through the list.
reason-name-export-rewrote-bodies = bodies rewritten by an export
reason-found-export-rewrote-bodies = In the source that this message came in, the bodies of mails from many independent domains differ from what was signed.
reason-follows-export-rewrote-bodies = The program that made this export rewrote them: the difference says nothing of this message. The result for the headers stands.
reason-settles-export-rewrote-bodies = An export that keeps the octets as they were received, or the server's backup.

# A signature
signature-title = { $domain }, selector { $selector }
signature-dialect-dkim = DKIM (RFC 6376)
signature-dialect-dkim-draft = an early form of DKIM
signature-dialect-domainkeys = DomainKeys (RFC 4870)
signature-dialect-arc-message-signature = message signature of a forwarder (ARC, RFC 8617)
signature-dialect-arc-seal = seal of a forwarder (ARC, RFC 8617)
signature-header-valid = The key confirms the signed headers.
signature-header-invalid = The key does not confirm the signed headers.
signature-header-key-missing = There is no key to check the headers with.
signature-header-key-unusable = The key that is known cannot be used.
signature-header-malformed = The signature cannot be read.
signature-body-matches = The whole body agrees with the signature ({ $body_octets_written } octets).
signature-body-matches-prefix = { $signed_octets ->
    [0] Nothing of the body is signed ({ $body_octets_written } octets).
   *[other] The first { $signed_octets_written } of { $body_octets_written } octets of the body agree with the signature; the rest is not covered.
    }
signature-body-matches-after-repair = After the repairs below, the body agrees with the signature.
signature-body-differs = The body does not agree with the signature.
signature-body-not-available = The body could not be checked.
signature-by = Signed by the server of { $domain } (selector { $selector }).
signature-by-on = Signed by the server of { $domain } (selector { $selector }) on { $signed }, as the signature says.
signature-covers-whole = It covers { $headers } and the whole body.
signature-covers-first = It covers { $headers } and the first { $signed_octets_written } octets of the body.
signature-covers-headers = It covers { $headers }, and nothing of the body.
signature-aligned-strict = The signing domain is that of the author.
signature-aligned-relaxed = The signing domain and the author's ({ $author }) belong together.
signature-aligned-provider = The signing domain is the name that a provider made for the author's ({ $author }).
signature-aligned-no = The signing domain is not that of the author ({ $author }).
signature-time-signed = Made on { $signed }, as the signature says.
signature-time-unsigned = The signature does not say when it was made.
signature-time-expires = Servers were not to rely on it after { $expires }; this concerned delivery only.
signature-time-implausible = This does not fit the date of the message ({ $date }).
coverage-signed = signed
coverage-oversigned = signed; none can have been added
coverage-unsigned = not signed
coverage-duplicated = there are more of it than were signed
coverage-absent = not in the message

# Keys
key-summary = { $bits } bits; { $confidence }
key-confidence-k0 = computed from the signatures themselves, not found with the domain (K0)
key-confidence-k1 = known from one unsigned copy (K1)
key-confidence-k2 = known from unsigned copies that agree, or supplied for this check (K2)
key-confidence-k3 = attested by one signed statement (K3)
key-confidence-k4 = seen by greffe itself, or attested by two independent signed statements (K4)
key-confidence-k5 = proved by DNSSEC or attested by the sender, for that time (K5)
key-note-published-private-key = Its private half was made public.
key-note-factored = Somebody computed its private half.
key-note-test-mode = The domain marked it as a test.
key-note-revoked = It was withdrawn.
key-note-shared = Several domains use it.
key-note-supplied-by-you = It was supplied by whoever asked for this check.
key-note-recovered = It was computed from signatures.

# Repairs: what was undone before a signature was asked again
repair-line-ends = Line ends were brought back to those of mail on its way
repair-from-unquoted = “>” was taken away before lines that begin with “From ”, as mbox files ask
repair-last-line = Blank lines at the end, or the last line end, were added or taken away
repair-signature-spacing = Blanks and line breaks in the signature itself were set right
repair-header-spacing = Blanks and line breaks in signed headers were set right
repair-body-spacing = Blanks at the ends of lines of the body were set right
repair-transfer-encoding = The body was brought back to the transfer encoding in which it was signed
repair-list-additions = What a mailing list added was taken away; this explains, and proves nothing
repair-places = { $repair } ({ $places ->
    [one] { $places_written } place
   *[other] { $places_written } places
    }).
repair-places-from = { $repair } ({ $places ->
    [one] { $places_written } place
   *[other] { $places_written } places
    }, from byte { $offset }).

# Forwarders and receivers
chain-pass = { $sets ->
    [one] { $sets_written } forwarder vouches for what it received (ARC), and its seal is valid.
   *[other] { $sets_written } forwarders vouch one after the other for what they received (ARC), and their seals are valid.
    }
chain-fail = { $sets ->
    [one] The seal of { $sets_written } forwarder (ARC) is not as it was set.
   *[other] The seals of { $sets_written } forwarders (ARC) are not as they were set.
    }
chain-key-missing = { $sets ->
    [one] The seal of { $sets_written } forwarder (ARC) cannot be checked: its key is not at hand.
   *[other] The seals of { $sets_written } forwarders (ARC) cannot be checked: a key is not at hand.
    }
chain-means = A seal speaks for the forwarder's server. It does not speak for the author.
chain-broken = Where the chain ends: { $broken }.
# Why a chain of seals ends: what RFC 8617 calls a set is what one forwarder adds
chain-end-too-many = there are more than the 50 forwarders that the rules allow
chain-end-too-long = its fields are too long to be judged
chain-end-no-instance = one { $field } does not say which forwarder added it (i=)
chain-end-no-set = nothing is here of forwarder { $set }
chain-end-missing = the { $field } of forwarder { $set } is missing
chain-end-twice = forwarder { $set } has more than one { $field }
chain-end-malformed = the { $field } of forwarder { $set } cannot be read
chain-end-chain-value = the seal of forwarder { $set } says cv={ $value }, where the first must say none and each later one pass
chain-end-signs-seal = the ARC-Message-Signature of forwarder { $set } covers a seal, which the rules forbid
chain-end-invalid = the key does not confirm the { $field } of forwarder { $set }
chain-end-body = the body is not the one that forwarder { $set } signed
chain-end-key-unusable = the key for the { $field } of forwarder { $set } cannot be used
chain-end-no-key = no key that could settle it is at hand for the { $field } of forwarder { $set }
chain-end-no-body = the body is not here as forwarder { $set } signed it

# What receivers wrote down
claim = { $by } noted: { $method } = { $result }
claim-domain = { $by } noted: { $method } = { $result } for { $domain }
claim-means = What receiving servers wrote down when the mail came in. These are their claims, in plain text that anyone can write; they prove nothing by themselves.

# Beside the verdict: earlier verdicts, mails that hold the same words, other copies
change = { $since }: { $now } (before: { $was }). { $because }
because-key = The key of { $domain } with the selector { $selector } became known ({ $method }): { $source }.
because-observers = The archive began or ceased to trust an observer whose signed statement names its key.
because-judge = A newer version of greffe's rules ({ $version }).
because-export = What else came in from { $source } changed what is known of that export.
key-method-dns-dnssec = asked of DNS, with DNSSEC
key-method-dns = asked of DNS
key-method-statement = a signed statement
key-method-document = a document
key-method-source-code = the source code of a program
key-method-sender-attested = word from the domain's owner
key-method-recovered = computed from signatures
sibling-quoted = Quoted by a mail signed by { $domain }, of { $date }: { $share } % of its own lines, in these words.
sibling-attached = Attached, whole or in part ({ $share } %), to a mail signed by { $domain }, of { $date }.
sibling-means = It shows that somebody with access to that domain's server sent these words on that day. A quotation can be edited: it shows no more than that, and the verdict above does not change.
copy-same-body = same text and attachments
copy-other-body = another text or other attachments
copy-verdict = { $body }; { $verdict }

# The statement of an evidence bundle, one page of plain text
statement-title = What the signatures of one message prove
statement-nature = This document is produced by a piece of software called greffe. It is neither an act of a court registry nor an expert opinion.
statement-message = The message
statement-octets = Octets
statement-from = From
statement-subject = Subject
statement-date = Date
statement-verdict = Verdict: { $verdict }
statement-why = Why, and what would settle it
statement-settles = What would settle it: { $settles }
statement-signatures = The signatures
statement-alone = By itself: { $verdict }. { $dialect }.
statement-coverage = Headers: { $coverage }.
statement-covered = { $header } ({ $words })
statement-key = Key: { $key }. SHA-256 { $sha256 }.
statement-sources = Key known from: { $sources }.
statement-beside = Forwarders and receivers
statement-check = How to check this without greffe
statement-check-how = Each folder below holds the octets that were signed, the signature and the key record, and says where the key is known from. In a terminal, in this directory:
statement-check-octets = That these octets are those of message.eml can be compared by the rules of RFC 6376, section 3.4. The file sha256sums lists the fingerprints of all files.
statement-check-none = No signature of this message can be checked again: there is none, or its key is missing.
statement-made = Made on { $when } with greffe { $version }.
