# The four verdicts.

verdict-verified = signature valid
verdict-partly-verified = signature valid, with limits
verdict-unproven = no technical proof, for or against
verdict-mismatch = signature does not match
verdict-of-verified = signature valid: { $domain }
verdict-of-partly-verified = signature valid, with limits: { $domain }
verdict-standing = A signature speaks for the domain's server, never for the person; whoever administers the mailbox or the domain can produce it.
verdict-means-verified = A key that is well attested, or that was supplied for this check, confirms the headers that a reader sees and the whole body.
verdict-means-partly-verified = A signature of the author's domain is valid, but not for everything, or not beyond every doubt: its limits are listed.
verdict-means-unproven = Nothing here confirms the message, and nothing contradicts it. Most mail of earlier years is in this case.
verdict-means-mismatch = A key that is well attested, or that was supplied for this check, says that the headers or the body are not as they were signed. This does not say what changed, when, or who changed it: servers, lists and export programs change mail too.

# Words that stand for what is not known
verdict-some-domain = an unnamed domain
verdict-some-author = a domain that is not named
verdict-some-selector = an unnamed selector
verdict-unknown = unknown
verdict-no-date = an unknown day
verdict-day-of-message = the day of the message
verdict-list-and = { $first } and { $last }
verdict-instant = { $day }, { $time } UTC
