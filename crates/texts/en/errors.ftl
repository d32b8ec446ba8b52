# What went wrong (err-) and what to do (rec-).

err-query = the query cannot be read at character { $at }: expected { $expected }
rec-query =
    { $wanted ->
        [near-distance] write it whole: near(access mailbox, 5) finds both words with at most 5 others among them
        [closing-quote] a phrase ends with the sign it began with: "public contract"
        [closing-parenthesis] each ( needs its ); a parenthesis that is meant as such stands in quotation marks
        [value] write the value without a space before it: from:anne, or from:"Anne Morel"
        [field] a word that holds a colon stands in quotation marks: "re:budget"
       *[other] correct this place, or put words that hold special characters in quotation marks; fields are written like from:name
    }
err-not-made = `{ $operator }:` cannot be searched: the data it needs has not been made for this archive
rec-not-made = leave `{ $operator }:` out; greffe never answers such a query with zero
err-no-such-message = no message has an id that begins with `{ $id }`
rec-no-such-message = copy the id from a list of results; its first four digits are enough when they are unique
err-several-messages = { $several } messages have an id that begins with `{ $id }`
rec-several-messages = type more digits of the id
err-no-such-part = this message has no part { $n } with bytes of its own
rec-no-such-part = parts are numbered from 0 to { $last }; `greffe show ID` lists them
err-part-not-held = part { $n } is too large to be handed out on its own
rec-part-not-held = `greffe show --raw ID > message.eml` writes the whole message, whose files any mail program can save
err-unknown-timezone = no time zone is called `{ $name }`
rec-unknown-timezone = use an IANA name such as Europe/Paris or UTC
err-not-empty = `{ $path }` is not empty
rec-not-empty = choose a directory that is new or empty
err-write = cannot write `{ $path }`: { $cause }
rec-write = check permissions and free space, then run the same command again
err-unusable = this cannot be used as a { $what }
rec-unusable = use 1 to { $most } characters, none of them invisible
err-name-taken = another search is kept under this name
rec-name-taken = choose another name, or delete the search that has it
err-no-source = there is no file or folder `{ $path }`
rec-no-source = check the spelling, or give the full path
err-source-unreadable = cannot open `{ $path }`: { $cause }
rec-source-unreadable = check the permissions of that file or folder
err-source-not-a-file = `{ $path }` is neither a file nor a folder
rec-source-not-a-file = give a file, a folder, or - for standard input
err-not-an-archive = `{ $path }` is not an archive
rec-not-an-archive = make one with `greffe import FILE --mailbox NAME`, or name another with --archive DIR
err-already-an-archive = `{ $path }` is an archive already
rec-already-an-archive = use it as it is, or choose another directory
err-settings = `{ $path }` is not written as greffe reads it (its reader says: { $cause })
rec-settings = restore it from a copy, or write it anew with two lines: format = 1 and timezone = "Europe/Paris" (or another IANA name); whoever was trusted to state keys is then named again with `greffe keys trust`
err-newer-format = this archive has format { $found }; this greffe reads formats up to { $known }
rec-newer-format = use the newer greffe that made it
err-denied = no permission for `{ $path }`
rec-denied = work as whoever may read and write there, or choose another place
err-port-taken = something else listens on port { $port } already
rec-port-taken = choose another with --port N; --port 0 takes a free one
err-listen = cannot listen on { $address }: { $cause }
rec-listen = choose another port with --port N; --port 0 takes a free one
err-network-file-system = `{ $path }` is on a network file system
rec-network-file-system = keep the archive on a local disk; a network share cannot guarantee what greffe promises
err-read-only = `{ $path }` can be read but not written
rec-read-only = copy the archive to a disk you can write to
err-catalogue-read-only = the catalogue of `{ $path }` must be made again, and this medium is read-only
rec-catalogue-read-only = copy the archive to a writable disk and open it there
err-catalogue-foreign = `{ $path }` does not belong to the packs beside it
rec-catalogue-foreign = restore the packs, or delete that file: greffe makes it again from the packs
err-catalogue-damaged = `{ $path }` is damaged
rec-catalogue-damaged = delete that file: greffe makes it again from the packs
err-desk-damaged = `{ $path }` is damaged: tags, notes and saved searches cannot be read
rec-desk-damaged = restore this file from a copy of the archive; do not delete it, nothing else holds what people wrote
err-newer-desk = `{ $path }` was written by a newer greffe
rec-newer-desk = use the newer greffe
err-log-unread = `{ $path }` has changes in its log that cannot be read on a read-only medium
rec-log-unread = copy the archive to a writable disk and open it there
err-index-busy = another greffe is writing to this archive's index
rec-index-busy = wait for it to finish, then run the same command again
err-pack-damaged = `{ $path }` is damaged at byte { $offset }
rec-pack-damaged = restore this file from a copy of the archive; nothing was changed
err-pack-missing = `{ $path }` is missing
rec-pack-missing = restore this file from a copy of the archive
err-no-keys = no domain key was found in `{ $path }`
rec-no-keys = give a table (domain, selector, record, by tabs), names with their TXT records, a zone file, or JSON Lines
err-no-observer-key = no public key of an observer was found in `{ $path }`
rec-no-observer-key = give one Ed25519 or P-256 public key: PEM (`openssl pkey -pubout`) or a JSON Web Key
err-observer-key-private = `{ $path }` holds a private key
rec-observer-key-private = give its public half, and keep this one to yourself: `openssl pkey -pubout -in KEY`
err-no-such-observer = nobody called `{ $name }` is trusted
rec-no-such-observer = `greffe keys trust` lists who is
err-no-missing-keys = no message of this archive lacks a key
rec-no-missing-keys = name a domain and a selector: `greffe keys recover example.org s1`
err-recover-too-few = a key needs two different signatures, and this archive has fewer of { $domain } with the selector { $selector }
rec-recover-too-few = `greffe keys missing` lists keys with the number of their messages
err-recover-size = the signatures of { $domain } with the selector { $selector } are not of RSA keys of 512 to 2,048 bits
rec-recover-size = such a key cannot be computed; look for a copy of its record
err-recover-nothing = the signatures of { $domain } with the selector { $selector } that were tried have no key in common
rec-recover-nothing = their headers may have been altered on the way; look for a copy of the key record
err-recover-stopped = the computation was broken off
rec-recover-stopped = run the same command again: it begins anew
err-verdicts-damaged = `{ $path }` is damaged
rec-verdicts-damaged = delete that file: greffe judges the messages again
err-readings-damaged = `{ $path }` is damaged
rec-readings-damaged = delete that file: `greffe extract` reads the files inside messages again
err-no-worker = the program that reads files inside messages, `greffe-extract`, is not installed beside `greffe`
rec-no-worker = build it with `cargo build --release -p greffe-extract --features formats`, or copy it beside `greffe`; then `greffe extract` reads them
err-tools-need-worker = tesseract, pdftotext and bsdtar are asked by `greffe-extract` only, which is not installed beside `greffe`
rec-tools-need-worker = build it with `cargo build --release -p greffe-extract --features formats`, or leave the option out
err-missing-tools = not installed: { $names }
rec-missing-tools = install them (on Debian: `apt install tesseract-ocr tesseract-ocr-fra poppler-utils libarchive-tools`), or leave the option out
err-worker-unconfined = this system cannot confine the program that reads files (missing: { $missing })
rec-worker-unconfined = read them on a system that can, or run `greffe extract --unsandboxed` if you trust every file
err-worker-not-started = the program that reads files, `{ $path }`, cannot be started: { $cause }
rec-worker-not-started = check that it is there and may be run, then run the same command again
err-worker-other-version = `{ $path }` is not the `greffe-extract` of this version
rec-worker-other-version = install the `greffe-extract` of the same version beside `greffe`
err-no-dns = this greffe was built without its DNS client
rec-no-dns = build it with `cargo build --release --features dns`, or give the keys with --keys FILE
err-imap-not-built = this greffe was built without its IMAP client
rec-imap-not-built = build it with `cargo build --release --features imap`, or fetch the mail as a maildir or an mbox and import that
err-imap-address = this is no address of an account
rec-imap-address = write it as imaps://user@host/ or imaps://user@host:port/folder; an @ in the user's name may stay as it is
err-imap-password-in-address = the address of the account holds a password, which other users of this machine can read in the list of processes
rec-imap-password-in-address = leave it out: greffe asks for it, or reads it from GREFFE_IMAP_PASSWORD or --password-file FILE; change it if others use this machine
err-imap-unreachable = the mail server { $server } cannot be reached: { $cause }
rec-imap-unreachable = check the name, the port and the network, then run the same command again
err-imap-certificate =
    { $reason ->
        [unknown-issuer] the certificate of { $server } was issued by nobody whom this system trusts
        [expired] the certificate of { $server } has expired
        [not-for-this-name] the certificate of { $server } is for another name
        [authority-itself] { $server } shows the certificate of an authority as its own
       *[other] the certificate of { $server } cannot be trusted
    }
rec-imap-certificate =
    { $reason ->
        [unknown-issuer] if the server belongs to an organisation with an authority of its own, get that authority's certificate from its administrator and name it with --ca FILE; the password was not sent
        [expired] check this machine's clock, else ask the server's administrator; the password was not sent
        [authority-itself] its administrator can have a certificate for the server's name signed by that authority; the password was not sent
       *[other] use the name that the administrator gives for the server; the password was not sent
    }
err-imap-authorities = there is no authority to check the certificate of { $server } against
rec-imap-authorities = install the system's certificates (Debian: ca-certificates), or name a PEM file with --ca FILE
err-imap-no-tls = { $server } does not speak TLS
rec-imap-no-tls = imaps:// is usually port 993; for port 143 write imap://, which asks for encryption before the password
err-imap-unencrypted = { $server } offers no encryption; the password was not sent
rec-imap-unencrypted = try imaps://; if there is no other way, --unencrypted goes on in the clear, where anybody on the way can read the password and the mail, and change it
err-imap-no-secret = there is no password for the account on { $server }
rec-imap-no-secret = run the command in a terminal, set GREFFE_IMAP_PASSWORD, or name a file with --password-file FILE
err-imap-login = { $server } refuses this user or password: { $said }
rec-imap-login = check both; many providers want a password made for this program ("app password"), or a token (--token-file FILE)
err-imap-method = { $server } takes no login that greffe has the means for (it offers: { $offered })
rec-imap-method = if it offers XOAUTH2 or OAUTHBEARER, get an access token and name its file with --token-file FILE; otherwise leave --token-file out
err-imap-no-folder = the account on { $server } has no folder `{ $folder }`
rec-imap-no-folder = leave the folder out to read all of them; there are, among others: { $known }
err-imap-bye = { $server } ended the connection: { $said }
rec-imap-bye = what was read so far is stored; run the same command later: it goes on where it stopped
err-imap-broken = the connection to { $server } broke: { $cause }
rec-imap-broken = what was read so far is stored; run the same command again: it goes on where it stopped
err-imap-garbled = { $server } answers in a way that makes no sense
rec-imap-garbled = check that it is a mail server (IMAP); what was read so far is stored, and the same command goes on where it stopped
err-stdin-once = with --dns the mails are read twice, and standard input can be read only once
rec-stdin-once = write the mails to a file first and name that file
err-no-resolver = there is no resolver to ask: { $detail }
rec-no-resolver = name one with --resolver IP:PORT
err-disk-full = the disk that holds `{ $path }` is full
rec-disk-full = make room and run the same command again: it goes on where it stopped
err-id-prefix = this is not the beginning of a message id
rec-id-prefix = type { $least } to 64 hexadecimal digits, as in a list of results
err-output = what was to be said could not be written: { $cause }
rec-output = check where the output goes, then run the same command again
err-io = `{ $path }`: { $cause }
rec-io = check the disk and the permissions, then run the same command again
err-too-many-files = too many files are open at once: `{ $path }` could not be opened
rec-too-many-files = close other programs, or allow more with `ulimit -n 4096`, then run the same command again
err-database-unopened = the system did not open `{ $path }`
rec-database-unopened = check that you may read and write there; if so, too many files may be open at once: close other programs, or allow more with `ulimit -n 4096`
err-database-busy = another program holds `{ $path }`
rec-database-busy = wait until it has finished, then run the same command again
err-index-damaged = the index is damaged
rec-index-damaged = delete the directory `index` of the archive: greffe makes it again from the packs, which hold everything
err-settings-timezone = `greffe.toml` names a time zone that does not exist: `{ $name }`
rec-settings-timezone = correct its line `timezone` with an IANA name such as Europe/Paris or UTC
err-index = the index cannot be used (its engine says: { $detail })
rec-index = if the disk is full, make room and run the same command again; otherwise delete the directory `index` of the archive: greffe makes it again from the packs
err-internal = something went wrong inside greffe: { $detail }
rec-internal = please report this with what you did; leave out people's mail

# What the system refused, within the sentences above.
system-not-found = there is no file or folder of this name
system-denied = permission denied
system-exists = there is a file of this name already
system-full = the disk is full
system-quota = the disk quota is used up
system-too-large = the file is too large for this file system
system-read-only = this disk is read-only
system-directory = it is a folder, not a file
system-not-a-directory = part of the path is a file, not a folder
system-name = the name is too long, or not allowed here
system-busy = another program is using it
system-share-gone = the network share is no longer there
system-memory = there is not enough memory
system-end = it ends too soon
system-interrupted = the system broke off the work
system-device = the disk or device cannot be read or written (a hardware fault, perhaps)
system-too-many-files = too many files are open at once
system-connection-refused = nobody accepts connections there
system-connection-ended = the connection was ended by the other side
system-timed-out = no answer came in time
system-unreachable = the network does not lead there
system-not-an-own-address = this machine does not have that address
system-no-such-host = no server of this name is known
system-numbered = { $what } (os error { $errno })

expected-term = a word, a phrase, a field or a group
expected-one-minus = a term: one minus is enough
expected-letter = at least one letter or digit
expected-closing-quote = a closing { $quote }
expected-closing-parenthesis = a closing parenthesis
expected-opening-parenthesis = an opening parenthesis before this
expected-field =
    { $near ->
        [none] a field instead of `{ $found }`, one of { $valid }; or quotation marks
       *[other] `{ $near }:` perhaps, instead of `{ $found }:`; or quotation marks
    }
expected-value = a value right after `{ $field }:`
expected-no-field-inside = values only in the group of `{ $field }:`
expected-star-at-end = a * at the end of a word only
expected-distance = 1 or 2 after ~
expected-near-distance = words, a comma and a number from 0 to { $largest }
expected-date = a date: 2016, 2016-03 or 2016-03-14
expected-year = a year, such as 2016
expected-size = a size, such as 500k or 5M
expected-one-of = after `{ $field }:` one of { $valid }
expected-hex-digits = { $least } to { $most } hexadecimal digits
expected-print-or-message-id = an id of greffe's or a Message-ID
expected-shorter = a query of at most { $bytes } bytes
expected-shallower = at most { $levels } levels of parentheses
expected-fewer-terms = at most { $terms } terms
expected-fewer-fuzzy = at most { $words } words with ~
err-audit-rule = `{ $path }` is no rule that can be used: { $cause }
rec-audit-rule = rules are Sigma YAML over the fields of docs/audit-rules.md; correct this one, or take it out of the folder
err-audit-mapping = `{ $path }` is no mapping that can be used: { $cause }
rec-audit-mapping = how a mapping is written stands in docs/audit-mapping.md
err-audit-taken-file = no file that was handed in is called `{ $file }`, which is said to have been taken on `{ $value }`
rec-audit-taken-file = write the file or folder as it is handed in, or the last part of the file's path
err-audit-taken-day = `{ $value }`, when `{ $file }` is said to have been taken, is no day, or its day and month could be either
rec-audit-taken-day = write 2016-03-14, or better 2016-03-14T09:00
err-report-not-empty = `{ $path }` is not empty, and holds no earlier report of an audit
rec-report-not-empty = choose a new or empty directory, or that of an earlier report, which is then replaced
err-no-report = `{ $path }` holds no report of an audit
rec-no-report = name the directory that `greffe audit ... --out DIR` wrote; it holds an evidence.json
err-report-newer = the report in `{ $path }` was made by a newer greffe
rec-report-newer = use the newer greffe that made it
err-report-no-key = `{ $path }` is missing, or is no key of pseudonyms
rec-report-no-key = restore the key file that was written beside the report; without it the codes cannot be made again

# Why something that was handed in could not be read.
lost-no-message = no message is recognised here
lost-before-first-message = bytes before the first message
lost-utf-16 = UTF-16: convert it to the octets it was sent in
lost-unfinished = a delivery that was never finished
lost-unreadable = cannot be read: check its permissions and the disk, then run the same command again
lost-not-a-file = neither a file nor a folder
lost-link = a link, not followed
lost-encrypted = encrypted
lost-damaged = damaged
lost-truncated = cut off
lost-too-deep = archives nested too deeply
lost-too-many-entries = more entries than are read
lost-ratio-exceeded = unpacks to suspiciously much
lost-total-exceeded = unpacks to more than is read
lost-unsupported-compression = a compression that is not read: unpack it first
lost-not-unpacked = a 7z or rar archive, which is not read: import it with `--bsdtar` (needs `greffe-extract` and bsdtar), or unpack it (`bsdtar -xf FILE`) and import the folder
lost-unsupported-format = in a form of this format that greffe does not read
lost-not-given = the server lists it and does not give it
lost-too-large = longer than any message that greffe asks for

# What a check finds wrong.
wrong-settings = cannot be read, or has changed
wrong-timezone = names a time zone that does not exist: `{ $name }`
wrong-missing = is missing
wrong-changed = its bytes are not those that were written
wrong-contradicts = contradicts what it describes
wrong-unlisted = belongs to nothing
wrong-index-behind = the index holds { $indexed } of the { $stored } messages and documents stored: the next import or search completes it
wrong-verdicts-behind = not every message is judged with the keys at hand: the next import or search does it
wrong-pack-frame = byte { $offset }: a frame cannot be decoded; messages concerned: { $messages }
wrong-pack-cut-short = byte { $offset }: the file is cut short; messages concerned: { $messages }
wrong-pack-tar-header = byte { $offset }: a tar header is altered; messages concerned: { $messages }
wrong-pack-content = byte { $offset }: a message differs from its id; messages concerned: { $messages }
wrong-pack-records = byte { $offset }: the records of a batch cannot be read; messages concerned: { $messages }
wrong-pack-contradiction = byte { $offset }: the records of a batch contradict what was stored before them; messages concerned: { $messages }
wrong-pack-chain = byte { $offset }: a batch does not follow the one before it; messages concerned: { $messages }
wrong-pack-ending = byte { $offset }: the end of the pack is altered; messages concerned: { $messages }
wrong-pack-changed = byte { $offset }: the compressed bytes are not those that were written; messages concerned: { $messages }
wrong-database = the database is damaged: { $details }
wrong-lines = cannot be read in these lines: { $lines }
wrong-catalogue-differs = differs from the packs in the table `{ $table }`, row { $row }
wrong-catalogue-not-compared = not compared, since packs are damaged
