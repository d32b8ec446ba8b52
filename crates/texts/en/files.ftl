# Files inside messages: what was read of them.

file-state-complete = text read
file-state-truncated = text read in part: { $why }
file-state-none = no text: { $why }
file-state-waiting = not read yet
file-state-message = read with this message
file-why-no-text = it holds none (an image, a scan, an empty document)
file-why-encrypted = a password is needed
file-why-damaged = damaged, or not what it claims to be
file-why-too-large = too large
file-why-timed-out = it took too long
file-why-crashed = the reader stopped on it
file-why-unsupported = greffe does not read this format
file-why-inside = that of a document in it

file-mark-body = text
file-mark-comment = comment
file-mark-deleted = deleted, kept by change tracking
file-mark-hidden = on a hidden sheet or slide
file-mark-text-box = text box
file-mark-header-footer = header or footer
file-mark-notes = notes
file-mark-formula = formula
file-mark-aside = beside the running text

file-says-title = Title
file-says-author = Author
file-says-last-saved-by = Last saved by
file-says-company = Company
file-says-created = Created
file-says-modified = Modified
file-says-software = Made with
file-says-template = Template
file-says-position = Taken at
file-claims = What the file says of itself; nothing of it is proved.

# Loose documents, beside the mail.
file-import-documents =
    { $files ->
        [one] { $files_written } loose document was taken in beside the mail (search for kind:document)
       *[other] { $files_written } loose documents were taken in beside the mail (search for kind:document)
    }
file-export-documents =
    { $files ->
        [one] { $files_written } loose document is among them
       *[other] { $files_written } loose documents are among them
    }
file-export-left-out =
    { $files ->
        [one] { $files_written } loose document was left out: an mbox holds mail only; export it with --as eml
       *[other] { $files_written } loose documents were left out: an mbox holds mail only; export them with --as eml
    }
file-check-documents =
    { $files ->
        [one] { $files_written } loose document was among what was checked
       *[other] { $files_written } loose documents were among what was checked
    }
file-kind-document = no mail: a file that lay beside it
