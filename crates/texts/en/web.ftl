# web: what pages say. Keys begin with web-; families end in the code of what they name.
web-skip-main = Skip to the content
web-skip-facets = Skip to the filters
web-nav = Main menu
web-nav-overview = Overview
web-nav-search = Messages
web-nav-people = Correspondents
web-nav-batch = List of terms
web-nav-saved = Saved searches
web-nav-tags = Tags
web-nav-imports = Imports
web-nav-files = Unread files
web-nav-keys = Keys
web-nav-audit = Access
web-nav-help = Help
web-footer-nature = This document is produced by a piece of software called greffe. It is neither an act of a court registry nor an expert opinion.
web-footer-zone = Times are those of the time zone { $value }.
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
web-search-label = Search the archive
web-search-button = Search
web-search-hint = Words are combined. Quotation marks keep a phrase together, a minus excludes, from:name looks in one field.
web-search-all = All messages
web-search-title = Search: { $value }
web-search-total = { $n ->
    [one] { $count } message found
   *[other] { $count } messages found
    }
web-search-documents = { $n ->
    [one] { $count } document found
   *[other] { $count } documents found
    }
web-search-both = { $messages } and { $documents } found
web-search-elapsed = Exact count, answered in { $value } ms.
web-sort = Sort by
web-sort-relevance = relevance
web-sort--date = newest first
web-sort-date = oldest first
web-per-page = Per page
web-pages = Pages
web-page = Page
web-page-of = of { $value }
web-page-go = Go
web-page-next = Next page
web-page-previous = Previous page
web-page-beyond = The results end before this page.
web-newer = { $n ->
    [one] { $count } message has come in since the first page was shown; these results leave it out.
   *[other] { $count } messages have come in since the first page was shown; these results leave them out.
    }
web-newer-search = Search again
web-filters = Filters in use
web-filter = { $field }: { $value }
web-filter-not = not { $field }: { $value }
web-filter-remove = Remove the filter
web-facets = Narrow down
web-facet-mailbox = Mailbox
web-facet-from = Sender
web-facet-domain = Sender's domain
web-facet-year = Year
web-facet-kind = Kind of mail
web-facet-filetype = Type of file inside
web-facet-author = Author of a file, as it says
web-facet-attachment = Text of a file
web-facet-lang = Language
web-facet-list = Mailing list
web-facet-tag = Tag
web-facet-has = Attachments
web-facet-verdict = Signature
web-facet-signed-by = Signed by
web-facet-reason = Reason of the verdict
web-facet-on = Date
web-facet-folder = Folder
web-facet-thread = Thread
web-facet-exclude = Exclude { $value }
web-facet-more = { $n ->
    [one] { $count } more
   *[other] { $count } more
    }
web-facet-other = { $n ->
    [one] { $count } message under other values
   *[other] { $count } messages under other values
    }
web-has-attachment = with attachments
web-has-none = without attachments
web-has-unread-attachment = with files that were not read
web-lang-fr = French
web-lang-en = English
web-lang-de = German
web-lang-es = Spanish
web-lang-it = Italian
web-lang-pt = Portuguese
web-lang-nl = Dutch
web-lang-pl = Polish
web-lang-ru = Russian
web-lang-ar = Arabic
web-lang-zh = Chinese
web-lang-ja = Japanese
web-kind = Kind
web-kind-person = between people
web-kind-list = mailing list
web-kind-bulk = mass mailing
web-kind-automatic = automatic
web-kind-document = loose document
web-kind-help-person = written by a person to persons, as far as the headers tell
web-kind-help-list = came through a discussion list
web-kind-help-bulk = a newsletter or another mass mailing
web-kind-help-document = a file of the source that is no mail
web-kind-help-automatic = made by a program: bounces, absence notices, calendars, monitors
web-chart-title = Messages over time
web-chart-description = From { $first } to { $last }; most in { $peak }: { $count }. The table below holds the same numbers.
web-chart-bar = { $period }: { $count }
web-chart-table = The same as a table
web-chart-period = Period
web-chart-undated = { $n ->
    [one] { $count } message without a date is not in the chart.
   *[other] { $count } messages without a date are not in the chart.
    }
web-save-title = Save this search
web-save-name = Name
web-save-button = Save
web-export-title = Take these results away
web-export-as = As
web-export-eml = Messages, one file each (.eml)
web-export-mbox = One mailbox file (mbox), without loose documents
web-export-csv = Table of headers (CSV)
web-export-jsonl = JSON Lines, texts included
web-export-button = Download as ZIP
web-export-caution = Working copies of every result, not redacted, with a list of their SHA-256.
web-warning = Note:
web-warning-word-clipped = Of very long words only the beginning is searched: all that begin with “{ $value }” are found.
web-warning-expansion-cut = “{ $value }” stands for more words than are searched; some messages may be missing. Write a longer beginning.
web-warning-no-such-name = Nothing in this archive is called “{ $value }” ({ $operator }:). Check the spelling.
web-warning-attachments-not-read = { $n ->
    [one] { $count } message carries files whose text was not read, or not whole: it was not looked at there.
   *[other] { $count } messages carry files whose text was not read, or not whole: they were not looked at there.
    }
web-warning-not-compared = The message that similar: names is compared with no other: it has fewer than { $count } words of its own, or is a loose document.
web-warning-not-judged = { $n ->
    [one] { $count } message has no verdict yet and was not looked at.
   *[other] { $count } messages have no verdict yet and were not looked at.
    }
web-none-title = No message found
web-none-looser = Ask for less
web-none-without = Search without { $value }
web-none-try = What else to try
web-none-try-prefix = The beginning of a word and a star: contrac* finds contract, contracts, contracting.
web-none-try-fuzzy = A tilde for other spellings: dupond~1 also finds dupont.
web-none-try-or = Several words, of which one is enough: contract OR agreement.
web-query-error-title = This query cannot be read
web-unseen-title = What no search here can see
web-unseen-none = Everything in this archive was read; nothing is left out of a search.
web-unseen-files = { $n ->
    [one] { $count } message carries files whose text was not read, or not whole.
   *[other] { $count } messages carry files whose text was not read, or not whole.
    }
web-unseen-waiting = { $n ->
    [one] { $count } message has been imported but is not searchable yet.
   *[other] { $count } messages have been imported but are not searchable yet.
    }
web-unseen-spans = { $n ->
    [one] { $count } stretch of the sources could not be read as mail.
   *[other] { $count } stretches of the sources could not be read as mail.
    }
web-unseen-damaged = { $n ->
    [one] { $count } message is damaged: some of its content could not be read.
   *[other] { $count } messages are damaged: some of their content could not be read.
    }
web-unseen-more = Imports, and what could not be read and why

# Overview
web-overview-title = What this archive holds
web-overview-messages = { $n ->
    [one] { $count } message.
   *[other] { $count } messages.
    }
web-overview-empty = Nothing has been imported yet. In a terminal:
web-overview-mailboxes = Mailboxes
web-overview-examples = Searches to begin with
web-overview-facets = By the numbers
web-example-attachment = mail between people that carries files
web-example-or = the phrase, or the word
web-example-dates = a word in the subject, over two years
web-example-near = both words within a few words of each other
web-example-prefix = every word that begins so, without mass mailings
web-example-file = messages over one megabyte that carry a PDF
web-example-verdict = mail between people that a signature confirms

# Query language
web-syntax-summary = How to write a query
web-syntax-write = Write
web-syntax-find = Finds
web-syntax-more = The whole query language
web-syntax-words = both words, in any form and anywhere in the message
web-syntax-phrase = exactly these words in this order
web-syntax-or = one word or the other
web-syntax-not = the first word without the second
web-syntax-prefix = every word that begins so
web-syntax-fuzzy = also words that differ by one letter
web-syntax-near = both words with five others between at most, in any order
web-syntax-people = sender and recipient, by name, address or domain
web-syntax-subject = the word in the subject
web-syntax-dates = from March 2016 to 30 September, both included
web-syntax-files = messages that carry a PDF
web-syntax-attachment = the word in the text of a file, a file that names its author
web-syntax-unread = messages with files whose text was not read, or not whole
web-syntax-where = mail between people, in one mailbox
web-syntax-verdict = what a signature confirms, mass mailings left out
web-syntax-signed-by = what a server of this domain signed, whoever the sender is
web-field-people = sender, recipients, copies, hidden copies, any of these
web-field-text = the subject, the text
web-field-files = name and type of files inside, messages with files
web-field-attachment = the text inside attachments (says so when it has not been read)
web-field-author = who wrote or saved a file inside, and for which company, as the file says
web-field-unread = messages with files whose text was not read, or not whole: what a search did not see
web-field-dates = dates such as 2016, 2016-03 or 2016-03-14; the last day is included
web-field-places = where a message lies, the mailing list it came through
web-field-kind = person, list, bulk or automatic
web-field-domain = the domain of the sender
web-field-verdict = what the signatures prove: verified, partly-verified, unproven or mismatch
web-field-signed-by = the domain whose key confirms a signature, or any of its subdomains; whoever the sender is
web-field-reason = why the verdict is what it is: key-missing, no-signature… (all of them are below)
web-field-lang = language of the text: fr, en…
web-field-size = size of the message: 500k, 5M
web-field-tag = tags that somebody put on messages
web-field-thread = a whole thread, a message by its Message-ID
web-field-similar = the messages of nearly the same text as one, by its SHA-256 or its Message-ID
web-field-print = a message by the beginning of its SHA-256
web-field-group = groups: (a OR b) c, from:(claire OR noor)

# Help
web-help-title = Help
web-help-lead = Type words into the box. Greffe finds the messages that hold them all, counts them exactly and says what it could not look at.
web-help-examples = Examples
web-help-folding = Capitals and accents never matter. French and English words of four letters or more also find their other forms, unless they stand in quotation marks.
web-help-fields = Fields
web-help-field = Field
web-help-looks = Looks at
web-help-days = Days and years are those of the archive's time zone, { $value }.
web-help-kinds = Kinds of mail
web-help-verdicts = Signatures and verdicts
web-help-verdicts-lead = Mail servers sign what they send. Greffe checks these signatures with the keys of the domains, as far as they are known, and says in four words what follows.
web-help-verdicts-standing = A signature speaks for the domain's server, never for the person. A key that has gone missing is no sign of a change.
web-help-reasons = All reasons
web-help-keys = Keyboard
web-help-key = Key
web-help-does = Does
web-key-search = goes to the search box
web-key-next-result = goes to the next result
web-key-previous-result = goes to the previous result
web-key-open = opens the result
web-key-next = next page of results, or next message
web-key-previous = previous page of results, or previous message
web-keys-on = These keys are on. If you dictate or use other tools that send letters, switch them off.
web-keys-off = These keys are off.
web-keys-switch-off = Switch the keys off
web-keys-switch-on = Switch the keys on
web-help-api = For programs
web-help-api-text = The same answers exist as JSON:

# Message
web-no-name = (no name)
web-attachments-count = { $n ->
    [one] { $count } attachment
   *[other] { $count } attachments
    }
web-damaged = Damaged
web-damaged-text = Some content of this message could not be read. Its bytes are kept exactly as they were received.
web-defects = { $n ->
    [one] { $count } irregularity in this message
   *[other] { $count } irregularities in this message
    }
web-among = Result { $position } of { $total }
web-among-label = Place among the results
web-among-previous = Previous message
web-among-next = Next message
web-from = From
web-to = To
web-cc = Copy
web-bcc = Hidden copy
web-reply-to = Reply to
web-date = Date
web-date-source-postmark = from what was kept beside the message of its delivery (the line `From ` of an mbox, the date of a mail server); the message itself gives no readable date
web-date-source-received = from the line of the last server that received it; the message itself gives no readable date
web-date-source-unknown = no line of the message gives a date
web-text = Text
web-text-from-html = This message has no plain text: what follows was made from its HTML.
web-text-empty = This message has no text.
web-text-cut = The text is longer than a page shows.
web-text-whole = Read the whole text
web-link-leads = leads to { $value }
web-attachments-risk = The name of a file leads to its text, which is safe to read here. Downloaded, files that strangers sent can harm a computer: greffe hands them out as they are and has not checked them for viruses.
web-part-name = Name
web-part-type = Type, as declared
web-part-text = What was read
web-part-size = Size
web-part-number = No.
web-part-download = Download
web-part-attachment = attachment
web-parts = { $n ->
    [one] { $count } part
   *[other] { $count } parts
    }
web-parts-label = Parts of the message
web-thread = { $n ->
    [one] Thread: { $count } message
   *[other] Thread: { $count } messages
    }
web-thread-here = (this message)
web-thread-search = All messages of this thread
web-variants = { $n ->
    [one] { $count } variant
   *[other] { $count } variants
    }
web-variants-text = These messages have the same Message-ID and other bytes.
web-tags-title = Tags
web-tags-none = No message has a tag yet. Tags are put on messages on their pages.
web-tag = Tag
web-tag-new = New tag
web-tag-add = Add the tag
web-tag-remove = Remove the tag { $value }
web-notes = Notes
web-note-new = New note
web-note-add = Add the note
web-note-delete = Delete the note
web-note-of = of { $value }
web-bytes = The message itself
web-source-link = Source text
web-raw-link = Download the exact bytes ({ $value })
web-source-title = Source of the message
web-source-back = Back to the message
web-source-replaced = Octets that are not UTF-8 are shown as �. The download has the exact bytes.
web-source-cut = Only the first part is shown. The download has everything.
web-source-signatures = Marks of the signature
web-source-legend-confirmed = Marked is what the signature of { $domain } (selector { $selector }) covers; its key confirms the header lines.
web-source-legend-contradicted = Marked is what the signature of { $domain } (selector { $selector }) says it covers; its key does not confirm the header lines.
web-source-legend-open = Marked is what the signature of { $domain } (selector { $selector }) says it covers; no key confirms it here.
web-source-legend-marks = Underlined on a coloured ground: signed lines and octets. Dotted: the signature itself. Everything else is not covered.
web-source-mark-signed = signed from here
web-source-mark-own = the signature from here
web-source-mark-end = to here
web-found = { $n ->
    [one] Found in { $count } place
   *[other] Found in { $count } places
    }
web-found-label = Where the message was found
web-found-place = Mailbox and folder
web-found-source = Source
web-found-path = File
web-found-offset = Byte
web-found-flags = Marks
web-found-postmark = Delivery, as noted there
web-flag-seen = read
web-flag-answered = answered
web-flag-flagged = starred
web-flag-draft = draft
web-flag-deleted = marked for deletion
web-flag-passed = forwarded
web-headers = { $n ->
    [one] { $count } header line
   *[other] { $count } header lines
    }
web-list-more = { $n ->
    [one] { $count } more is not shown here.
   *[other] { $count } more are not shown here.
    }

# What signatures prove
web-verdict-body = Body
web-verdict-covers = What the signature covers
web-verdict-why = Why, and what would settle it
web-verdict-settles = What would settle it:
web-verdict-keys = Keys that would say more
web-verdict-key = { $domain }, selector { $selector }
web-verdict-siblings = { $n ->
    [one] { $count } signed mail quotes it or has it attached
   *[other] { $count } signed mails quote it or have it attached
    }
web-verdict-signatures = { $n ->
    [one] The signature in detail
   *[other] The { $count } signatures in detail
    }
web-verdict-chain = What forwarders vouch for (ARC)
web-verdict-claims = { $n ->
    [one] What a receiving server noted
   *[other] What receiving servers noted ({ $count })
    }
web-verdict-history = { $n ->
    [one] This verdict has changed once
   *[other] This verdict has changed { $count } times
    }
web-verdict-source = Source text, with what is signed marked
web-verdict-evidence = Evidence bundle, to check this without greffe (ZIP)
web-signature-alone = By itself
web-signature-kind = Kind
web-signature-headers = Headers
web-signature-author = Author
web-signature-time = Time
web-signature-key = Key
web-signature-sources = Key known from
web-signature-repairs = Repairs
web-signature-coverage = Lines it names
web-signature-why = Why

# Formatted view
web-formatted-title = Formatted view
web-formatted-show = Show the formatted view
web-formatted-hide = Hide the formatted view
web-formatted-alone = Open it in a page of its own
web-formatted-safe = Nothing in it runs and nothing is loaded from other machines.
web-formatted-remote = Not loaded, by machine:
web-formatted-hidden = Text that the mail hides from its readers:
web-formatted-links = Links that are not what they seem:
# What the mail says stands in an isolate of its own, which it cannot end.
web-formatted-link = “{"\u2068"}{ $shown }{"\u2069"}” leads to { $target }: { $reason }
web-formatted-style-sheet = The mail has a style sheet, which is not followed: text that it hides appears like any other.
web-formatted-cut = Not everything is shown in its form.
web-formatted-none = This message has no formatted text.
web-formatted-remote-image = image not loaded from
web-formatted-embedded = content not loaded from
web-formatted-missing-image = image that the mail does not carry
web-formatted-refused-image = image too large or of a type that is not shown
web-formatted-leads-to = leads to
web-formatted-plain-from-here = From here on as plain text: too large or nested too deeply.
web-formatted-cut-here = Cut here: the source text has the rest.
web-link-warning-shows-another-address = it shows another address
web-link-warning-idn = its name has letters that may look like others
web-link-warning-name-before-host = a name before the machine's passes for it
web-link-warning-not-opened = links of this kind are not opened from here

# Irregularities of messages
web-defect-bare-lf = Lines end in LF alone instead of CR LF; nothing is lost.
web-defect-bare-cr = A CR stands without its LF; nothing is lost.
web-defect-nul-bytes = The message holds NUL bytes.
web-defect-eight-bit-header = A header line holds undeclared accented characters; they were read as well as possible.
web-defect-guessed-charset = The character set was missing or wrong; another one was taken.
web-defect-undecodable-text = Some octets are no character in any set; they appear as �.
web-defect-malformed-encoded-word = An encoded word in a header line is malformed and appears as it stands.
web-defect-header-without-colon = A header line has no colon.
web-defect-no-header = The message has no header at all.
web-defect-no-from = The message names no sender.
web-defect-several-from = The message has several From lines; mail programs may show another one.
web-defect-no-date = The message has no Date line.
web-defect-malformed-date = The Date line cannot be read, or names a day beyond reason.
web-defect-several-dates = The message has several Date lines.
web-defect-repeated-header = A header line that may stand once stands again.
web-defect-no-boundary = The border between parts is missing: parts could not be told apart.
web-defect-truncated = The closing border is missing: the end may be cut off.
web-defect-malformed-base64 = Base64 content is malformed or cut short: some bytes may be missing.
web-defect-malformed-quoted-printable = Quoted-printable content has malformed escapes; they appear as they stand.
web-defect-unknown-transfer-encoding = The transfer encoding is unknown; the octets were taken as they are.
web-defect-too-many-parts = The message has more parts or levels than are read.
web-defect-too-many-headers = The message has more header lines than are read.
web-defect-oversize = The message is over 64 MB: what stands in its large parts was not read.
web-defect-unparsable = No reader could make sense of the message: only its bytes and the words in them are here.
web-defect-no-blank-line-before-next = In its mbox file no blank line separates it from the next message.
web-defect-rebuilt-from-mapi = Outlook keeps no original of a mail: this one was put together again from what it keeps. Its body is not, octet by octet, the one that was sent.
web-defect-incomplete-in-container = Some of it could not be read in the Outlook file that held it.

# Files inside messages
web-snippet-of = In the file
web-file-message = In the message
web-file-document = The document
web-file-lead = What a program that is shut in with this file, and reaches nothing else, found in it. The file itself was not sent to your browser.
web-file-format = Content is
web-file-format-unknown = nothing that greffe knows
web-file-by = Read by
web-file-says = What it says of itself
web-file-inner = { $n ->
    [one] { $count } document inside
   *[other] { $count } documents inside
    }
web-file-text-empty = No text was found in it.
web-file-bytes = Its fingerprint
web-file-download = The file itself
web-file-risk = Opening a stranger's file on your everyday machine runs it with all your rights: it can read, change and send whatever you can. Prefer this page. Greffe hands the file out as it is and has not checked it for viruses.
web-file-download-button = Download the file all the same ({ $value })
web-pictures-title = Pictures of the pages
web-pictures-show = Show pictures of the pages
web-pictures-position = Pages { $first } to { $last } of { $total }.
web-pictures-lead = Drawn apart from your browser, which only gets the pixels.
web-pictures-previous = Pages before
web-pictures-next = Pages after
web-picture-page = Page { $page } of { $total }
web-picture-text-only = Files of this kind are not drawn: their text is the preview.
web-picture-no-page = The file has fewer pages.
web-picture-failed = No picture could be drawn: { $value }
web-files-title = What was not searched, and why
web-files-lead = No search finds the text of these files, or not all of it. Their names and types are found, and so are the messages that carry them.
web-files-link = What was not searched, and why
web-files-none = There are none: the text of every file inside a message was read.
web-files-waiting = Some files wait to be read. In a terminal:
web-files-light = These files were read by greffe alone. 7z, binary sheets, some PDF and the text of images are read by greffe-extract only, which is not built here:
web-files-reasons = Reasons
web-files-why = Why
web-files-files = Files
web-files-csv = Download the whole list (CSV)
web-files-search = Messages that carry them
web-files-count = { $n ->
    [one] { $count } file
   *[other] { $count } files
    }
web-files-all = { $n ->
    [one] The only file
   *[other] All { $count } files
    }
web-files-subject = Message
web-files-type = Type
web-files-bytes = Bytes

# Correspondents
web-people-title = Correspondents
web-people-lead = Every address that sent a message or stands in To or Cc, as headers say. A From line is easily made up: what a signature proves stands with each message.
web-people-who = Name or address
web-people-show = Show
web-people-all = All correspondents
web-people-count = { $n ->
    [0] Nobody
    [one] { $count } correspondent
   *[other] { $count } correspondents
    }
web-people-busiest = most messages
web-people-by-sent = sent
web-people-by-received = received
web-people-by-latest = wrote last
web-people-by-address = address
web-people-person = Name and address
web-people-address = Address
web-people-sent = Sent
web-people-received = Received
web-people-first = First sent
web-people-last = Last sent
web-people-names = Names it bore
web-people-messages = All messages from and to this address
web-people-looked-at = { $n ->
    [one] Names and recipients are those of the newest message sent; counts of messages received and dates are of all.
   *[other] Names and recipients are those of the newest { $count } messages sent; counts of messages received and dates are of all.
    }
web-people-writes-to = Writes to
web-people-hears-from = Hears from
web-people-nobody = Nobody, as far as headers say.
web-people-others = { $n ->
    [one] { $count } more with others
   *[other] { $count } more with others
    }
web-people-same-name = Other addresses of this name
web-people-same-name-text = The same person, perhaps; nothing here proves it, and nothing is counted together.

# Imports
web-imports-title = Imports
web-imports-lead = What was handed in, what came of it, and what could not be read.
web-imports-none = Nothing has been imported yet.
web-import-into = Into the mailbox { $value }
web-import-started = Started
web-import-finished = Finished
web-import-unfinished = interrupted, or still running: run the same command again to go on
web-import-by = Handed in by
web-import-note = Note
web-import-id = Import
web-import-accounts = Accounts: messages = stored + known before
web-import-messages = messages
web-import-stored = stored
web-import-duplicates = known before
web-import-unreadable = stretches not read
web-import-files = loose documents
web-import-sources = Sources
web-spans = { $n ->
    [one] { $count } stretch could not be read
   *[other] { $count } stretches could not be read
    }
web-spans-text = No message could be recognised there. The bytes are named so that somebody can look at the source.
web-span-reason = Why

# Domain keys
web-keys-title = Domain keys
web-keys-lead = A signature is checked with a key that its domain published. Domains withdraw their keys after some time; here are those that this archive knows, and those it lacks.
web-keys-missing = Keys that are missing
web-keys-missing-lead = For each key, the messages that it would allow to check. It can come from whoever kept a copy, or from the domain.
web-keys-missing-search = See the messages whose key is missing
web-keys-missing-none = No signature here lacks its key.
web-keys-domain = Domain
web-keys-selector = Selector
web-keys-unlocks = messages
web-keys-dates = Dates of the messages
web-keys-add = Hand in keys
web-keys-add-lead = A list of domain, selector and key record, a zone file, lines of name and TXT record, or observations of another archive. What the keys affect is judged again, and each message says what its verdict was before.
web-keys-add-worth = One copy that nobody signed counts for little (K1); two that agree, from different places, count for more (K2).
web-keys-observers = { $n ->
    [0] Nobody is trusted to state keys
    [one] { $count } observer is trusted to state keys
   *[other] { $count } observers are trusted to state keys
    }
web-keys-observers-lead = Signed statements of a trusted observer count for more than copies of a record. Whoever keeps the archive decides whom it trusts:
web-keys-file = File of keys
web-keys-source = Where the keys come from (an address, a document; otherwise the name of the file)
web-keys-observer = Who saw them (optional)
web-keys-add-button = Add the keys
web-keys-added-title = What became of the keys
web-keys-added = { $n ->
    [one] { $count } observation of a key was added.
   *[other] { $count } observations of keys were added.
    }
web-keys-added-known = { $n ->
    [one] { $count } was known already.
   *[other] { $count } were known already.
    }
web-keys-added-judged = { $n ->
    [one] { $count } message was judged again.
   *[other] { $count } messages were judged again.
    }
web-keys-turned = { $count }: { $now } (before: { $was })
web-keys-unread = { $n ->
    [one] { $count } line could not be read
   *[other] { $count } lines could not be read
    }
web-keys-unread-line = Line { $line }: { $reason }
web-keys-known = { $n ->
    [one] { $count } key is known
   *[other] { $count } keys are known
    }
web-keys-known-none = No key is known yet.
web-keys-seen = Seen
web-keys-notes = What else is said of it
web-keys-attested = Attested
web-keys-confidences = How well a key is attested: what K0 to K5 mean
web-keys-sources = { $n ->
    [one] { $count } source, and the record
   *[other] { $count } sources, and the record
    }
web-keys-size = { $algorithm }, { $bits } bits
web-keys-no-key = no key that can be used
web-keys-absent = looked up: there was none of that name
web-keys-claim = { $claim } (according to { $source })
web-keys-claim-since = { $claim } since { $since } (according to { $source })
web-claim-revoked = withdrawn
web-claim-private-key-published = private half made public
web-claim-factored = private half computed
web-claim-shared = used by several domains
web-totals-title = Verdicts by kind of mail
web-totals-lead = What the signatures prove, counted apart for each kind, because a total would say little: mass mailings are often signed where letters between people are not.
web-totals-unjudged = no verdict yet
web-totals-keys = The domain keys that are known and those that are missing

# Batch
web-batch-title = Search a list of terms
web-batch-lead = Up to { $value } names or terms, and how many messages hold each one.
web-batch-paste = Terms, one a line
web-batch-upload = Or a file: one term a line, or the first column of a .csv
web-batch-queries = Read each term as a query instead of a phrase
web-batch-button = Count
web-batch-found = { $found } of { $total } terms occur
web-batch-unread = not searched
web-batch-remarks = Remarks
web-batch-term = Term
web-batch-download = Download as CSV
web-batch-again = Another list

# Saved searches
web-saved-title = Saved searches
web-saved-none = No search has been saved yet. Each list of results has a form for it.
web-saved-feeds = A feed holds the newest messages of its search. Its address opens it without a session, so keep it to yourself; it changes when greffe is started with another token.
web-saved-name = Name
web-saved-query = Query
web-saved-created = Saved on
web-saved-feed = Feed
web-saved-forget = Forget
web-saved-delete = Delete

# What goes wrong: web-problem- what happened, web-advice- what to do
web-problem-title = This did not work
web-problem-status = HTTP status { $value }
web-problem-not-found = There is no page at this address.
web-advice-not-found = Go back, or begin again from the first page.
web-problem-no-session = This browser has not been let in.
web-advice-no-session = Open the address that greffe printed when it started; it holds a token that changes at each start.
web-problem-cross-site = The request came from another site and was refused.
web-advice-cross-site = Open greffe's own pages and act from there.
web-problem-misdirected = Greffe was called by a name that is not its own.
web-advice-misdirected = Use the address that greffe printed when it started.
web-problem-stale-form = The form is not from this start of greffe. Nothing was changed.
web-advice-stale-form = Reload the page that holds the form and send it again.
web-problem-token-only = Acts through the API need the start token. Nothing was changed.
web-advice-token-only = Send the header Authorization: Bearer with the token.
web-problem-malformed = The field { $field } cannot be read.
web-advice-malformed = Fill it in, or leave it out; texts must not be too long.
web-problem-unknown-field = This address knows no field { $field }.
web-advice-unknown-field = Check the spelling. It knows: { $known }.
web-problem-no-choice = The field { $field } does not take this value.
web-advice-no-choice = It takes one of: { $choices }.
web-problem-beyond = The number in the field { $field } is too large.
web-advice-beyond = It goes up to { $most }.
web-problem-malformed-body = The body is not what this address takes: line { $line }, column { $column }.
web-advice-malformed-body = /api/openapi.json says what it takes.
web-problem-no-such-correspondent = No message names this address.
web-advice-no-such-correspondent = Check the spelling, or look for a part of it among the correspondents.
web-problem-malformed-request = The request cannot be read.
web-advice-malformed-request = Go back and try again.
web-problem-no-terms = The list holds no term. Nothing was searched.
web-advice-no-terms = Write one term a line; of a table, the first column is read.
web-problem-unclosed-quote = The quotation mark that begins a cell in line { $line } is not closed where the cell ends. Nothing was searched.
web-advice-unclosed-quote = Close it or take it out, then send the list again.
web-problem-too-many = The list has more than { $limit } terms. Nothing was searched.
web-advice-too-many = Split the list.
web-problem-too-large = More was sent than is taken at once.
web-advice-too-large = Send less than one megabyte.
web-problem-method = This address does not take such requests.
web-advice-method = Go back and use the page's own links and buttons.
web-problem-internal = Something went wrong inside greffe.
web-advice-internal = Try again. If it happens again, please report it with what you did, without anybody's mail.

# Audit of access
web-audit-title = Who could open whose mailbox?
web-audit-lead = Drop log exports and permission snapshots of a mail system here, with a directory, approvals and a calendar if there are any: files or archives of them, known by their content. The report says what they tell, and what they cannot.
web-audit-asked-by = Who asks (for the first page)
web-audit-collected-by = Who collected the logs
web-audit-for-owner = Only about this mailbox (leave empty for all)
web-audit-zone = Zone of times that tell none (UTC if empty)
web-audit-taken = When snapshots were taken that do not say so, by file (several: separated by ;)
web-audit-files = Files
web-audit-button = Make the report
web-audit-kept = The files are read and not kept. Reports stay until greffe stops; save them to keep them.
web-audit-reports = Reports of this session
web-audit-report-title = Report on access to mailboxes
web-audit-unread = Not recognised, or not read whole
web-audit-open = Open the report by itself, to read or print it
web-audit-save = Save its files
web-audit-packed = Save the whole report (ZIP)
web-audit-again = To make it again and compare, unpack it, lay the files that were handed in beside it in a folder called logs, under the names that the report gives them, and run there:
