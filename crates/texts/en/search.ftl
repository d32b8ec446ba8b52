# A search at the command line: what one waits for, so it is read by itself.

search-total =
    { $total ->
        [0] no message matches
        [one] { $total_written } message
       *[other] { $total_written } messages
    }
search-documents =
    { $documents ->
        [one] { $documents_written } document
       *[other] { $documents_written } documents
    }
search-both = { $messages } and { $documents }
search-shown = { $first } to { $last } of { $total }
search-nothing = try fewer words, a prefix (`budg*`) or a spelling variant (`budget~1`)
search-attachments =
    { $attachments ->
        [one] 1 attachment
       *[other] { $attachments } attachments
    }
search-no-subject = (no subject)
search-no-sender = (no sender)
search-no-date = no date
search-warning-word-clipped = of very long words only the beginning is searched: all that begin with `{ $word }` are found
search-warning-expansion-cut = `{ $word }` stands for more words than are searched: results may be incomplete
search-warning-no-such-name = nothing in this archive is called `{ $name }` (`{ $operator }:`); check the spelling
search-warning-not-compared = the message that `similar:` names is compared with no other: it has fewer than { $words } words of its own, or is a loose document
search-warning-not-judged =
    { $messages ->
        [one] { $messages_written } message has no verdict yet and was not looked at
       *[other] { $messages_written } messages have no verdict yet and were not looked at
    }
search-warning-attachments-not-read =
    { $messages ->
        [one] { $messages_written } message has attachments whose text is not read, or not whole (has:unread-attachment): it was not looked at there
       *[other] { $messages_written } messages have attachments whose text is not read, or not whole (has:unread-attachment): they were not looked at there
    }
search-facet-mailbox = mailbox
search-facet-from = from
search-facet-domain = domain
search-facet-year = year
search-facet-kind = kind
search-facet-filetype = file type
search-facet-lang = language
search-facet-list = list
search-facet-tag = tag
search-facet-has = attachments
search-facet-verdict = verdict
search-facet-signed-by = signed by
search-facet-reason = reason
search-facet-other = others
search-progress-left = left:
