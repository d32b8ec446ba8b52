# What an audit says of access to mailboxes. It speaks of accounts, never of persons, and "no event" is never "no access".

# The four answers
audit-answer-use-recorded = use recorded
audit-answer-possible-not-recorded = possible, use need not have left a trace
audit-answer-log-complete-no-use-recorded = possible, log complete, no use recorded
audit-answer-unknown-no-log = unknown, no log
audit-answer-means-use-recorded = The account held the right, and records show openings by it.
audit-answer-means-possible-not-recorded = The account held the right. An opening need not have left a record: that none is there proves nothing.
audit-answer-means-log-complete-no-use-recorded = The account held the right. Each opening would have left a record in the logs handed in, and none is there.
audit-answer-means-unknown-no-log = The account held the right. No log handed in speaks of that mailbox and time.
audit-answer-sign-use-recorded = ●
audit-answer-sign-possible-not-recorded = ◐
audit-answer-sign-log-complete-no-use-recorded = ○
audit-answer-sign-unknown-no-log = ?

# Sorts of acts
audit-class-grant = right given
audit-class-revoke = right taken back
audit-class-use = mailbox opened
audit-class-send-as = sent in another's name
audit-class-export = mail taken out in bulk
audit-class-search = content searched
audit-class-divert = mail copied elsewhere
audit-class-divert-end = end of copying elsewhere
audit-class-tamper = traces made fewer
audit-class-audit-config = recording changed
audit-class-auth = login or password
audit-class-other = other

# What a right lets one do
audit-power-open = open the whole mailbox
audit-power-open-folder = open some folders
audit-power-send-as = send as the owner
audit-power-send-on-behalf = send on the owner's behalf
audit-power-search-all = search the content of mailboxes
audit-power-export-all = take mail out in bulk
audit-power-impersonate = act as any user
audit-power-administer = give oneself any right
audit-power-divert = receive copies
audit-power-none = none of these

# Who acted, seen from the mailbox, and what tells so
audit-relation-owner = owner
audit-relation-non-owner = another account
audit-relation-application = application
audit-relation-provider = the provider's service
audit-relation-shared = shared mailbox
audit-relation-undetermined = the record does not tell
audit-basis-same-id = same account number on both sides
audit-basis-other-id = different account numbers
audit-basis-logon-type = type of login that the system recorded
audit-basis-app-only = token without a person
audit-basis-service-account = documented service account
audit-basis-login-name = login name, nothing better
audit-basis-directory = directory
audit-basis-nothing = nothing

# Ends of an interval
audit-bound-event = recorded
audit-bound-at-or-before = at or before the first day of the logs
audit-bound-still-open = nothing shows an end
audit-bound-gone-between = gone between two snapshots
audit-bound-ceased = the mailbox or account ceased
audit-bound-unknown = unknown

# Ways of a right
audit-path-direct = by name
audit-path-group = as a member of { $name }
audit-path-role = by the role { $name }
audit-path-inherited = inherited from above the mailbox
audit-path-configuration = by configuration

# How well a log covers openings
audit-quality-complete = complete
audit-quality-partial = partial
audit-quality-not-attributable = not attributable
audit-quality-truncated = cut short
audit-quality-administration-only = administration only
audit-quality-means-complete = Each opening by another account leaves a record.
audit-quality-means-partial = Some kinds of opening by another account leave no record.
audit-quality-means-not-attributable = An opening by another account reads like the owner's.
audit-quality-means-truncated = The export stops at a limit; what lies beyond it is not there.
audit-quality-means-administration-only = Rights given and taken back are recorded, openings are not.

audit-outcome-succeeded = done
audit-outcome-failed = attempted, refused
audit-outcome-unsaid = not said
audit-zone-explicit = zone written in the record
audit-zone-assumed = zone assumed
audit-zone-unknown = zone or order of day and month cannot be told

# How much a finding matters, and how sure it is
audit-severity-notice = to know
audit-severity-question = to ask about
audit-severity-grave = to act on
audit-certainty-recorded = recorded
audit-certainty-derived = follows from several records
audit-certainty-possible = possible
audit-certainty-means-recorded = A record says it in so many words.
audit-certainty-means-derived = It follows from several records put together.
audit-certainty-means-possible = It fits the records; other explanations fit too.

# Explanations to exclude before anybody is accused
audit-explanation-migration = a migration or a backup
audit-explanation-support = support that the owner had asked for
audit-explanation-replacement = a replacement during an absence
audit-explanation-owners-wish = the owner's own wish, carried out by an administrator
audit-explanation-unseen-approval = an approval that was not handed in
audit-explanation-tool = a tool that opens every mailbox (antivirus, archiving, synchronisation)
audit-explanation-inquiry = a legal or internal inquiry
audit-explanation-same-person = two accounts of the same person
audit-explanation-product-default = a default of the product
audit-explanation-maintenance = planned maintenance or clean-up

# Why a record could not be read
audit-why-syntax = broken syntax
audit-why-cut = cut
audit-why-time = no usable time
audit-why-missing = who or whose is missing
audit-why-damaged = damaged container
audit-why-too-large = larger than any real record

# Classes of the directory
audit-person-elected = elected member
audit-person-cabinet = cabinet
audit-person-union = staff representative
audit-person-press = press
audit-person-lawyer = lawyer
audit-person-health = occupational health
audit-person-dpo = data protection officer
audit-person-it = information technology
audit-person-shared = shared mailbox
audit-person-service = service account

# What an input turned out to be
audit-form-unified-csv = Microsoft 365 unified audit log, CSV
audit-form-unified-json = Microsoft 365 unified audit log, JSON
audit-form-office-activity = Sentinel, OfficeActivity
audit-form-cloud-app-events = Defender, CloudAppEvents
audit-form-entra-audit = Entra audit log
audit-form-admin-audit-xml = Exchange administrator audit log, XML
audit-form-admin-audit-csv = Exchange administrator audit log, CSV
audit-form-admin-audit-cli-xml = Exchange administrator audit log, CliXml
audit-form-mailbox-audit = Exchange mailbox audit log
audit-form-evtx = Windows event log
audit-form-permission-snapshot = snapshot of permissions
audit-form-rule-snapshot = snapshot of forwarding and rules
audit-form-audit-snapshot = snapshot of what is recorded
audit-form-google = Google Workspace reports
audit-form-zimbra = Zimbra log
audit-form-dovecot = Dovecot log
audit-form-configuration = server configuration
audit-form-mapped = log read by a mapping
audit-form-directory = directory
audit-form-approvals = approvals
audit-form-calendar = calendar
audit-form-order = mail that gives an order
audit-form-unknown = not recognised: hashed, not read
