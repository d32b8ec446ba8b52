# The command line.

help-about = Keeps mail archives: imports every byte, finds any mail, shows it safely.
help-after =
    To begin: `greffe demo`, or `greffe import MAIL.mbox --mailbox ME`, then `greffe search WORDS` or `greffe serve`.
    Exit status: 0 done, 1 done with a reserve (nothing found, some of it unreadable), 2 could not.
    An unsealed archive is readable by whoever has its files: don't put an organisation's mailboxes in one.
help-usage = Usage:
help-verbs = Verbs
help-arguments = Arguments
help-options = Options
help-help = Shows this help
help-version = Shows the version
help-default = default: { $value }
help-values = one of: { $value }
help-variable = or the variable { $value }
help-value-date = DATE
help-value-dir = DIR
help-value-domain = DOMAIN
help-value-file = FILE
help-value-format = FORMAT
help-value-languages = LANGUAGES
help-value-mailbox = MAILBOX
help-value-method = METHOD
help-value-name = NAME
help-value-order = ORDER
help-value-query = QUERY
help-value-selector = SELECTOR
help-value-text = TEXT
help-value-verb = VERB
help-value-where = WHERE
help-value-whom = WHOM
help-value-zone = ZONE
help-archive = The archive's directory
help-json = Writes JSON to standard output, for scripts
help-lang = The language of messages

help-demo = Makes a fictional archive, in ./demo-archive unless another is named, says what it holds, and serves it on loopback
help-demo-no_serve = Stops before serving
help-demo-messages = How many messages to invent
help-demo-seed = Another seed, another archive
help-demo-port = The port to serve on; 0 takes a free one

help-init = Makes an empty archive
help-init-timezone = The time zone in which days and years are meant, e.g. Europe/Paris

help-import = Takes mail in: files, folders, archives, an account on a server, or - for standard input; goes on where it stopped
help-import-sources = mbox, maildir, MH, .eml, .emlx, PST, MSG, zip or tar of them, compressed or not: the format is found by content; or imaps://user@host/[folder]
help-import-mailbox = The mailbox to put it in
help-import-again = Reads again what earlier imports have read to its end (nothing is stored twice)
help-import-by = Who hands it in; kept with the import
help-import-note = A note, kept with the import
help-import-leave_attachments = Leaves the text of files inside messages for later (greffe extract)
help-import-ocr = Has the installed tesseract recognise the text of images and scans, in these languages (fra+eng); slow
help-import-pdftotext = Has the installed pdftotext read PDF of which no text, or not all, was read
help-import-bsdtar = Has the installed bsdtar unpack RAR and 7z, as sources and in attachments
help-import-timings = Says where the time went
help-import-password_file = The password of an account on a server, in the first line of a file; else GREFFE_IMAP_PASSWORD, else it is asked for
help-import-token_file = An OAuth 2.0 access token instead of a password
help-import-ca = Trusts the authorities in this PEM file instead of the system's
help-import-unencrypted = DANGER: lets imap:// go on when the server offers no encryption; anybody on the way can read the password and the mail, and change it

help-search = Finds messages
help-search-query = Words, "phrases", OR, -not, prefix*, word~1, near(a b, 5), from: subject: after: ...
help-search-limit = How many to show
help-search-offset = How many to pass over
help-search-sort = The order of results
help-search-collapse = Shows one message for all that have nearly the same text, and counts both
help-search-facets = Counts by mailbox, sender, year, kind and so on
help-search-after =
    What one can ask, whatever the case, the accents and the endings:
      contract budget             both words, anywhere
      "public contract"           these words in this order
      a OR b    -a    (a OR b) c  either, not, groups
      budg*     budget~1          words that begin so, words one letter away
      near(access mailbox, 5)     all of them, with at most five other words among them
      from: to: cc: bcc: with:    a name, an address, a domain
      subject: body: filename:    in that place; filetype:pdf, has:attachment
      attachment: author:         what files inside say, who wrote them
      after: before: on: year:    2016, 2016-03, 2016-03-14, last day included
      mailbox: folder: list: tag: thread: lang:fr larger:5M kind:person print:3f2a
      similar:3f2a                the messages of nearly the same text
      verdict:verified signed-by:region.example reason:key-missing

help-show = Shows one message
help-show-id = Its id, or the first four digits or more
help-show-raw = Writes its exact bytes
help-show-part = Writes the decoded bytes of one part
help-show-text = With --part: what the file says, as the confined reader read it
help-show-headers = Shows all headers

help-extract = Reads the files inside messages that were not read yet, in a confined process
help-extract-list = Lists the files whose text no search finds, and why; with --json one a line
help-extract-again = Reads all files again
help-extract-ocr = Has the installed tesseract recognise the text of images and scans, in these languages (fra+eng); slow
help-extract-pdftotext = Has the installed pdftotext read PDF of which no text, or not all, was read
help-extract-bsdtar = Has the installed bsdtar unpack RAR
help-extract-unsandboxed = Reads them even if this system cannot confine the reader

help-verify = Says what the signatures of mails prove, outside any archive and without a network
help-verify-files = mbox, maildir, .eml, folders, zip or tar of them; or - for standard input
help-verify-keys = A file of domain keys (TSV, zone, TXT, JSON Lines); may be given several times
help-verify-observer = The public key of an observer whose signed statements about keys are to be believed; may be given several times
help-verify-bundle = Writes the evidence on each message into this new or empty directory
help-verify-dns = Asks the DNS for missing keys, after saying what that tells the resolver
help-verify-resolver = The resolver to ask, instead of the system's
help-verify-yes = Asks the resolver without asking you first

help-keys = The archive of domain keys
help-keys-add = Adds keys that somebody kept, and judges again what they affect
help-keys-add-files = TSV, zone files, names with TXT records, JSON Lines, signed statements
help-keys-add-observer = Who saw these keys
help-keys-add-method = How: dns, document, source-code, statement, sender-attested...
help-keys-add-source = Where they can be found: copies count as independent only if their sources differ
help-keys-add-seen = When they were seen, e.g. 2016-03-14
help-keys-list = Lists the keys that are known, with how well each is attested
help-keys-trust = Trusts an observer whose signed statements then count as such; without a file, lists who is trusted
help-keys-trust-file = The observer's public key: PEM, or a JSON Web Key (Ed25519 or P-256)
help-keys-trust-name = What the observer is called: keys of one name count as one observer
help-keys-distrust = Ceases to trust an observer, and judges again what rested on it
help-keys-distrust-name = The observer, as they were named
help-keys-missing = Ranks the keys that nobody has shown by the messages they would unlock
help-keys-missing-limit = How many to list
help-keys-recover = Computes a lost key from the signatures of the archive
help-keys-recover-domain = The signing domain; without it, the missing key that would unlock most
help-keys-recover-selector = The selector
help-keys-export = Writes all that was observed of keys, for others to read
help-keys-export-format = The format

help-export = Makes working copies, not redacted, with a manifest of hashes
help-export-query = Which messages, as in search
help-export-to = A new or empty directory
help-export-format = The format

help-audit = Says who could, and who did, open whose mailbox, from the logs of other mail systems
help-audit-files = Log exports, permission snapshots, papers: files, folders, compressed or not; known by their content
help-audit-out = Writes the report into this directory: new, empty, or that of an earlier report
help-audit-directory = People with their addresses, superiors and classes (CSV, LDIF); may be repeated
help-audit-approvals = Who allowed what to whom, from when to when (CSV); may be repeated
help-audit-calendar = Sensitive periods (CSV: label, from, to); may be repeated
help-audit-mapping = How to read logs of another system (TOML, see docs/audit-mapping.md); may be repeated
help-audit-rules = A folder of Sigma rules, beside those of greffe (see docs/audit-rules.md)
help-audit-keys = Domain keys to judge orders that are handed in as .eml; may be repeated
help-audit-zone = The zone of times that name none, e.g. Europe/Paris; UTC otherwise
help-audit-taken = When a snapshot was taken that does not say so: a file or folder, =, a day or better a moment (rights.csv=2016-03-14T09:00); may be repeated
help-audit-from = Asks about the time from this day on
help-audit-to = Asks about the time up to this day, the day included
help-audit-asked_by = Who asks, for the first page
help-audit-collected_by = Who collected the logs
help-audit-for_owner = Asks about one mailbox: who can open it, and who did
help-audit-pseudonymise = Writes codes for accounts and files; the key goes beside the directory, for its owner's eyes alone
help-audit-demo = Audits a fictional affair; its logs are written beside the report (demo-audit, demo-audit-logs)
help-audit-verify = Runs the question of an earlier report again, and compares. Exit: 0 all the same, 1 something differs
help-audit-after = Exit: 0 done; 1 done, but something that was handed in could not be read, or is not what it was handed in as; 2 could not. What the logs cannot tell is in the report, and no error.

help-serve = Serves pages and an HTTP API on loopback
help-serve-port = The port; 0 takes a free one

help-check = Recomputes every hash, and says whether all parts of the archive still agree

say-misread-no-such-verb = there is no verb `{ $value }`
say-misread-no-verb = no verb says what to do
say-misread-no-such-option = there is no option `{ $argument }` here
say-misread-argument-missing = missing: { $argument }
say-misread-argument-twice = { $argument } is given twice
say-misread-arguments-conflict = { $argument } cannot go together with { $other }
say-misread-too-many-values = { $argument } takes fewer values
say-misread-value-missing = { $argument } needs a value
say-misread-value-not-listed = { $argument } cannot be `{ $value }`
say-misread-value-unreadable = { $argument } cannot be `{ $value }`
say-see-help = see `{ $value }`
say-did-you-mean = did you mean `{ $value }`?
say-one-of = write one of these: { $value }
say-written-like = write it like this: { $value }

say-error = error
say-hint = hint
say-warning = warning

say-import-progress = { $messages } messages, { $bytes }, { $rate }/s
say-import-done =
    { $messages ->
        [one] { $messages_written } message: { $stored } stored, { $duplicates } duplicates
       *[other] { $messages_written } messages: { $stored } stored, { $duplicates } duplicates
    }
say-import-already =
    { $already ->
        [one] { $already_written } of them was known from an earlier run
       *[other] { $already_written } of them were known from an earlier run
    }
say-import-none = no mail was found there: greffe reads mbox, maildir, MH, .eml, .emlx, PST, MSG, and zip or tar of them
say-import-kind-person = { $messages_written } between people
say-import-kind-list =
    { $messages ->
        [one] { $messages_written } from a mailing list
       *[other] { $messages_written } from mailing lists
    }
say-import-kind-bulk =
    { $messages ->
        [one] { $messages_written } mass mailing
       *[other] { $messages_written } mass mailings
    }
say-import-kind-automatic =
    { $messages ->
        [one] { $messages_written } automatic message
       *[other] { $messages_written } automatic messages
    }
say-import-next = next: `{ $greffe } search WORDS` finds, `{ $greffe } serve` shows it in the browser
say-import-damaged =
    { $damaged ->
        [one] { $damaged_written } message is damaged: some content is lost (search for has:damage)
       *[other] { $damaged_written } messages are damaged: some content is lost (search for has:damage)
    }
say-import-unreadable =
    { $unreadable ->
        [one] { $unreadable_written } span could not be read as mail; what could be read of it is kept:
       *[other] { $unreadable_written } spans could not be read as mail; what could be read of them is kept:
    }
say-import-files =
    { $files ->
        [one] { $files_written } file of a mail program's own bookkeeping was not taken in
       *[other] { $files_written } files of mail programs' own bookkeeping were not taken in
    }
say-import-source = source { $path }: { $bytes }, SHA-256 { $sha256 }
say-import-account =
    { $folders ->
        [one] { $account }: { $folders_written } folder, { $messages_written } messages
       *[other] { $account }: { $folders_written } folders, { $messages_written } messages
    }
say-import-more-folders =
    { $more ->
        [one]   and { $more_written } more folder
       *[other]   and { $more_written } more folders
    }
say-folder-all = all mail
say-folder-archive = archive
say-folder-drafts = drafts
say-folder-flagged = flagged
say-folder-junk = junk
say-folder-sent = sent
say-folder-trash = trash
say-import-password = Password for { $account }:
say-import-unencrypted = if this server offers no encryption, anybody on the way can read the password and the mail, and change it
say-import-renumbered = the server has numbered the messages of `{ $folder }` anew: all of it was read again
say-import-second-mailbox = this archive is not sealed: whoever has its files can read all its mailboxes. Don't put an organisation's mailboxes in it.
say-import-waiting = another greffe is writing to this archive (process { $pid }); waiting for it to finish
say-import-catching-up = making the index whole again after an interruption
say-import-recoverable =
    { $keys ->
        [one] { $keys_written } missing key signed several messages: { $name } ({ $messages } messages). `greffe keys recover` tries to compute it from these signatures,
       *[other] { $keys_written } missing keys signed several messages each, above all { $name } ({ $messages } messages). `greffe keys recover` tries to compute that one from its signatures,
    } in seconds to minutes.
say-import-elapsed = in { $seconds } s
say-timings = { $stage }: { $seconds } s ({ $share } %)

say-extract-progress = { $done } of { $total } files read, { $rate } a second
say-extract-none = no message has a file inside
say-extract-done =
    { $files ->
        [one] { $files_written } file inside the archive's messages; read whole: { $complete }
       *[other] { $files_written } files inside the archive's messages; read whole: { $complete }
    }
say-extract-light = 7z, binary sheets, some PDF and the text of images are read by `greffe-extract` only, which is not built here: cargo build --release -p greffe-extract --features formats
say-extract-list = greffe extract --list names those of which text is missing
say-extract-all-read = the text of every file is read
say-extract-unsandboxed = a hostile file can do here whatever you can
say-import-waiting-files =
    { $files ->
        [one] { $files_written } file inside a message is not read: searches don't look into it, and say so
       *[other] { $files_written } files inside messages are not read: searches don't look into them, and say so
    }
say-import-read-later = `greffe extract` reads them

say-show-date = Date
say-show-from = From
say-show-to = To
say-show-cc = Cc
say-show-subject = Subject
say-show-id = Id
say-show-mailboxes = In
say-show-defects = Defects
say-show-parts = Parts
say-show-file-waiting = nobody has read this file yet: `greffe extract` does
say-show-file-unread = text is missing: { $why }
say-show-from-html = (text made from the HTML body)

say-export-done =
    { $messages ->
        [0] no message matches: nothing but the manifest was written to { $path }
        [one] { $messages_written } message written to { $path }: a working copy, not redacted
       *[other] { $messages_written } messages written to { $path }: working copies, not redacted
    }

say-init-done = archive made in { $path } (time zone { $timezone })

say-check-done =
    { $messages ->
        [one] { $messages_written } message, { $bytes } of packs: everything agrees
       *[other] { $messages_written } messages, { $bytes } of packs: everything agrees
    }
say-check-problems =
    { $problems ->
        [one] { $problems_written } problem
       *[other] { $problems_written } problems
    }

say-serve-open = open { $url }
say-serve-stop = this address is for you alone; Ctrl-C stops
say-demo-made = made { $messages } fictional messages in { $mailboxes } mailboxes ({ $path })
say-demo-verified = signature valid ({ $count } messages between people), for instance “{ $subject }”:
say-demo-mismatch = signature does not match ({ $count }), for instance “{ $subject }”:
say-demo-not-aligned = signed by another domain than the From line names ({ $count }), for instance “{ $subject }”:
say-demo-key-missing = a key that nobody kept ({ $count }), for instance “{ $subject }”:
say-demo-unsigned = no signature at all ({ $count }), for instance “{ $subject }”:
say-demo-try = try:

say-kind-person = person
say-kind-list = list
say-kind-bulk = bulk
say-kind-automatic = automatic
say-verdicts-signed = with a signature

say-verdict-settles = What would settle it: { $settles }
say-verify-done =
    { $messages ->
        [one] { $messages_written } message:
       *[other] { $messages_written } messages:
    }
say-verify-files =
    { $files ->
        [one] { $files_written } file that is not mail was passed over
       *[other] { $files_written } files that are not mail were passed over
    }
say-verify-none = no message was found: give a mail saved as .eml, an mbox, a maildir, or a folder or archive of these
say-verify-lost = no message was read at { $place }: { $reason }
say-verify-rewritten-loose = { $files } files of one message each, taken together: the export that they come from rewrote bodies of mails from many independent domains; where only the body differs, that says nothing of the message
say-verify-rewritten = { $source }: the export rewrote bodies of mails from many independent domains; where only the body differs, that says nothing of the message
say-verify-missing = Missing keys that would settle most (messages, domain, selector):

say-unread-key = { $path }, line { $line }: { $reason }
say-unread-keys =
    { $lines ->
        [one] { $lines_written } line could not be read in all
       *[other] { $lines_written } lines could not be read in all
    }
say-unread-key-unknown-form = not a key in any form that greffe knows
say-unread-key-not-json = not the JSON of an observation
say-unread-key-unknown-version = a version that greffe does not know
say-unread-key-unknown-method = a method that greffe does not know
say-unread-key-no-name = no domain and selector
say-unread-key-no-record = no key record
say-unread-key-bad-time = a time that cannot be read
say-unread-key-other-key = names another key than its record holds
say-unread-key-too-long = too long
say-unread-key-too-many = too many observations in one file
say-unread-key-unclosed = a quotation mark or parenthesis that does not end

say-keys-added =
    { $added ->
        [one] { $added_written } observation added
       *[other] { $added_written } observations added
    }
say-keys-known =
    { $known ->
        [one] { $known_written } was known, word for word
       *[other] { $known_written } were known, word for word
    }
say-keys-judged =
    { $judged ->
        [one] { $judged_written } message judged again
       *[other] { $judged_written } messages judged again
    }
say-keys-total =
    { $keys ->
        [one] { $keys_written } key
       *[other] { $keys_written } keys
    }
say-keys-observers =
    { $observers ->
        [0] nobody is trusted to state keys
        [one] { $observers_written } observer is trusted to state keys
       *[other] { $observers_written } observers are trusted to state keys
    }
say-keys-missing =
    { $keys ->
        [0] no key is missing
        [one] { $keys_written } key is missing
       *[other] { $keys_written } keys are missing
    }
say-keys-recovering = computing { $name } from its signatures: this takes seconds to minutes
say-keys-recovered = { $name }: a key of { $bits } bits, which { $verified } of { $of } signatures confirm. It shows that one key made all these, not whose.

say-dns-nothing = no key is missing: nothing is asked of the DNS
say-dns-system = the resolver that this machine is set up to ask
say-dns-tells =
    { $names ->
        [one] { $resolver } will be asked for { $names_written } name. Whoever runs it, and servers it asks, learn this name, your address and the time: it tells that you hold mail signed with this key, and nothing more of the mail.
       *[other] { $resolver } will be asked for { $names_written } names. Whoever runs it, and servers it asks, learn these names, your address and the time: they tell that you hold mail signed with these keys, and nothing more of the mail.
    }
say-dns-more =
    { $more ->
        [one] and { $more_written } more
       *[other] and { $more_written } more
    }
say-dns-yes-needed = nothing was asked: there is nobody to agree here; add --yes to agree beforehand
say-dns-agree = Ask? (y/n)
say-dns-done = the DNS has { $found } of them, says of { $nothing } that there is none, and gave no answer for { $unanswered }
say-dns-kept =
    { $added ->
        [one] { $added_written } observation kept in the archive
       *[other] { $added_written } observations kept in the archive
    }
say-dns-not-kept = what was seen is used now and kept nowhere; name an archive with --archive to keep it

say-audit-progress = { $files } files, { $events } events
say-audit-demo = the logs of a fictional affair are in { $path }
say-audit-done = report: { $path }/report.html (SHA-256 of its evidence.json: { $sha256 })
say-audit-key = the key of the pseudonyms is { $path }: keep it apart from the report
say-audit-unknown = { $file }: not recognised; its hash was taken, nothing of it was read
say-audit-unreadable =
    { $records ->
        [one] { $records_written } record could not be read
       *[other] { $records_written } records could not be read
    }
say-audit-of-file = { $file }: { $what }
say-audit-misread = { $file } was handed in as: { $wanted }; its content says something else
say-audit-refused = { $file }: nothing was read of this table; its column for `{ $field }` cannot be told (expected: { $expected })
say-audit-owner-unknown = nothing that was handed in names the mailbox that was asked about
say-audit-same =
    { $count ->
        [one] { $count_written } input or file was compared: all the same
       *[other] { $count_written } inputs and files were compared: all the same
    }
say-audit-differs =
    { $count ->
        [one] { $count_written } other input or file is the same
       *[other] { $count_written } other inputs and files are the same
    }
say-audit-input-changed = { $name }: this input has changed since
say-audit-input-gone = { $name }: this input is no longer there
say-audit-input-new = { $name }: this input has come since
say-audit-file-changed = { $name }: this file of the report was changed after it was made
say-audit-file-differs = { $name }: this file comes out differently
say-audit-other-version = the report was made by greffe { $name }: another version may say more or less
