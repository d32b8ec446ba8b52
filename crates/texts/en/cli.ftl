# The command line.

help-about = Keeps mail archives: imports every byte, finds any mail, shows it safely.
help-after =
    Exit status: 0 done, 1 done with a reserve (nothing found, some of it unreadable), 2 could not.
    An unsealed archive is readable by whoever has its files: don't put an organisation's mailboxes in one.
help-usage = Usage:
help-verbs = Verbs
help-arguments = Arguments
help-options = Options
help-help = Shows this help
help-version = Shows the version
help-archive = The archive's directory
help-json = Writes JSON to standard output, for scripts
help-lang = The language of messages

help-demo = Makes a fictional archive in ./demo-archive, says what it holds, and serves it on loopback
help-demo-no_serve = Stops before serving
help-demo-messages = How many messages to invent
help-demo-seed = Another seed, another archive
help-demo-port = The port to serve on; 0 takes a free one

help-init = Makes an empty archive
help-init-timezone = The time zone in which days and years are meant, e.g. Europe/Paris

help-import = Takes mail in: files, folders, archives, or - for standard input; goes on where it stopped
help-import-sources = mbox, maildir, MH, .eml, .emlx, zip or tar of them, compressed or not; the format is found by content
help-import-mailbox = The mailbox to put it in
help-import-by = Who hands it in, for the record
help-import-note = A note for the record
help-import-timings = Says where the time went

help-search = Finds messages
help-search-query = Words, "phrases", OR, -not, prefix*, word~1, near(a b, 5), from: subject: after: ...
help-search-limit = How many to show
help-search-offset = How many to pass over
help-search-sort = The order of results
help-search-facets = Counts by mailbox, sender, year, kind and so on

help-show = Shows one message
help-show-id = Its id, or the first four digits or more
help-show-raw = Writes its exact bytes
help-show-part = Writes the decoded bytes of one part
help-show-headers = Shows all headers

help-export = Makes working copies, not redacted, with a manifest of hashes
help-export-query = Which messages, as in search
help-export-to = A new or empty directory
help-export-format = The format

help-serve = Serves pages and an HTTP API on loopback
help-serve-port = The port; 0 takes a free one

help-check = Recomputes every hash and compares packs, catalogue, index and facts

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
say-import-kinds = kinds: { $person } person, { $list } list, { $bulk } bulk, { $automatic } automatic
say-import-damaged =
    { $damaged ->
        [one] { $damaged_written } message is damaged: some content is lost (search for has:damage)
       *[other] { $damaged_written } messages are damaged: some content is lost (search for has:damage)
    }
say-import-unreadable =
    { $unreadable ->
        [one] { $unreadable_written } span could not be read as mail; it is kept:
       *[other] { $unreadable_written } spans could not be read as mail; they are kept:
    }
say-import-files =
    { $files ->
        [one] { $files_written } loose file that is not mail was left where it is
       *[other] { $files_written } loose files that are not mail were left where they are
    }
say-import-source = source { $path }: { $bytes }, SHA-256 { $sha256 }
say-import-second-mailbox = this archive is not sealed: whoever has its files can read all its mailboxes. Don't put an organisation's mailboxes in it.
say-import-waiting = another greffe is writing to this archive (process { $pid }); waiting for it to finish
say-import-catching-up = making the index whole again after an interruption
say-import-elapsed = in { $seconds } s
say-timings = { $stage }: { $seconds } s ({ $share } %)

say-search-total =
    { $total ->
        [0] no message matches
        [one] { $total_written } message
       *[other] { $total_written } messages
    }
say-search-shown = { $first } to { $last } of { $total }
say-search-nothing = try fewer words, a prefix (`budg*`) or a spelling variant (`budget~1`)
say-search-attachments =
    { $attachments ->
        [one] 1 attachment
       *[other] { $attachments } attachments
    }
say-search-no-date = no date
say-warning-expansion-cut = `{ $word }` stands for more words than are searched: results may be incomplete
say-warning-no-such-name = nothing in this archive is called `{ $name }` (`{ $operator }:`); check the spelling
say-warning-not-judged =
    { $messages ->
        [one] { $messages_written } message has no verdict yet and was not looked at
       *[other] { $messages_written } messages have no verdict yet and were not looked at
    }
say-warning-attachments-not-read =
    { $messages ->
        [one] the text inside attachments has not been read: { $messages_written } message has some
       *[other] the text inside attachments has not been read: { $messages_written } messages have some
    }

say-show-date = Date
say-show-from = From
say-show-to = To
say-show-cc = Cc
say-show-subject = Subject
say-show-id = Id
say-show-mailboxes = In
say-show-defects = Defects
say-show-parts = Parts
say-show-attachment = attachment
say-show-from-html = (text made from the HTML body)

say-facet-mailbox = mailbox
say-facet-from = from
say-facet-domain = domain
say-facet-year = year
say-facet-kind = kind
say-facet-filetype = file type
say-facet-lang = language
say-facet-list = list
say-facet-tag = tag
say-facet-has = attachments
say-facet-verdict = verdict
say-facet-signed-by = signed by
say-facet-reason = reason
say-facet-other = others

say-export-done =
    { $messages ->
        [one] { $messages_written } message written to { $path }: a working copy, not redacted
       *[other] { $messages_written } messages written to { $path }: working copies, not redacted
    }

say-init-done = archive made in { $path } (time zone { $timezone })

say-check-done =
    { $messages ->
        [one] { $messages_written } message, { $bytes }: everything agrees
       *[other] { $messages_written } messages, { $bytes }: everything agrees
    }
say-check-problems =
    { $problems ->
        [one] { $problems_written } problem
       *[other] { $problems_written } problems
    }

say-serve-open = open { $url }
say-serve-stop = this address is for you alone; Ctrl-C stops
say-demo-made = made { $messages } fictional messages in { $mailboxes } mailboxes ({ $path })
say-demo-try = try:

say-reason-no-message = no message is recognised here
say-reason-before-first-message = bytes before the first message
say-reason-utf-16 = UTF-16: convert it to the octets it was sent in
say-reason-unfinished = a delivery that was never finished
say-reason-unreadable = cannot be read (permission, or the disk)
say-reason-not-a-file = neither a file nor a folder
say-reason-link = a link, not followed
say-reason-encrypted = encrypted
say-reason-damaged = damaged
say-reason-truncated = cut off
say-reason-too-deep = nested too deep
say-reason-too-many-entries = too many entries
say-reason-ratio-exceeded = grows beyond the limits when unpacked
say-reason-total-exceeded = unpacks to more than is read
say-reason-unsupported-compression = a compression that is not read: unpack it first
say-reason-unsupported-format = a format that is not read yet
