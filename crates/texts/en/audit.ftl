# What an audit says of access to mailboxes. It speaks of accounts, never of persons, and "no event" is never "no access".

# The four answers
audit-answer-use-recorded = use recorded
audit-answer-possible-not-recorded = possible, a trace not certain
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
audit-class-grant = giving of a right
audit-class-revoke = taking back of a right
audit-class-use = opening of a mailbox
audit-class-send-as = sending in another's name
audit-class-export = taking out in bulk
audit-class-search = search in content
audit-class-divert = copying of mail elsewhere
audit-class-divert-end = end of copying elsewhere
audit-class-tamper = making traces fewer
audit-class-audit-config = change of what is recorded
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
audit-bound-replaced = at the latest when another took its place
audit-bound-given-again = given again by another account
audit-bound-ceased = the mailbox or account ceased
audit-bound-unknown = unknown

# Ways of a right
audit-path-direct = by name
audit-path-group = as a member of { $name }
audit-path-role = by the role { $name }
audit-path-inherited = inherited from above the mailbox
audit-path-configuration = by configuration

# How well a log covers openings
audit-quality-complete = complete for openings
audit-quality-partial = partial
audit-quality-not-attributable = not attributable
audit-quality-truncated = cut short
audit-quality-administration-only = administration only
audit-quality-means-complete = Each opening of a mailbox by another account leaves a record; that need not name what was read in it.
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
audit-form-admin-audit-json = Exchange administrator audit log, JSON
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
audit-form-archive = archive: its members are read one by one
audit-form-unknown = not recognised: hashed, not read

# Systems
audit-system-exchange = Exchange on own servers
audit-system-m365 = Microsoft 365
audit-system-google = Google Workspace
audit-system-zimbra = Zimbra
audit-system-dovecot = Dovecot
audit-system-mail-server = mail server
audit-system-other = another system

# How far approvals cover a right
audit-cover-unknown = no approvals handed in
audit-cover-not-needed = none needed
audit-cover-covered = covered
audit-cover-beyond-time = beyond the time allowed
audit-cover-beyond-scope = beyond the mailboxes allowed
audit-cover-uncovered = no approval speaks of it
audit-cover-means-unknown = No list of approvals was handed in: nothing can be said.
audit-cover-means-not-needed = The provider's, the product's, or given by the owner.
audit-cover-means-covered = An approval covers it from its start to its end.
audit-cover-means-beyond-time = It began before its approval, or stood longer.
audit-cover-means-beyond-scope = Its holder has an approval, for other mailboxes.
audit-cover-means-uncovered = No approval that was handed in speaks of it.

# What ties an order to a right
audit-tie-names-both = it names the account or comes from it, and names the mailbox
audit-tie-names-holder = it names the account or comes from it, and does not name the mailbox
audit-tie-names-mailbox = it names the mailbox, not the account
audit-tie-time-alone = it names neither, the time alone suggests it

# What cannot be established, and why
audit-limit-no-opening-log = Nothing that was handed in records openings of mailboxes.
audit-limit-no-administration-log = Nothing that was handed in records administration: rights are seen as they stood when somebody looked, not who gave them, nor when.
audit-limit-no-snapshot = No snapshot of permissions was handed in: a right given before the logs begin leaves no trace in them.
audit-limit-snapshot-undated = A snapshot bears no date: what it shows stood at an unknown time. Whoever made it may know the day and hour; they can be handed in with it (--taken, or a column AsOf).
audit-limit-outside-log = The right also stood on days of which no log of openings speaks.
audit-limit-recording-off-by-default = Exchange on own servers records openings only where that was switched on, and nothing that was handed in says that it was.
audit-limit-recording-off = Recording was off: a snapshot or a record says so.
audit-limit-folder-openings-off-by-default = Which folders a delegate opens is recorded only where that was switched on (FolderBind).
audit-limit-messages-not-named = A record of a delegate's opening names the folder at most, never the messages that were read in it (Exchange writes MessageBind for administrators alone).
audit-limit-kept-days =
    { $count ->
        [one] Records are kept for { $count_written } day; what is older is gone, unless somebody exported it in time.
       *[other] Records are kept for { $count_written } days; what is older is gone, unless somebody exported it in time.
    }
audit-limit-readings-unseen = Whether readings are recorded depends on licence and setting (MailItemsAccessed), and none is seen here.
audit-limit-throttled = The system stopped recording for a time, because there was too much to record.
audit-limit-stops-at-limit = The export stops at a round number of rows or bytes: more may have been left behind.
audit-limit-reading-not-recorded = Google records no reading by delegation or by IMAP.
audit-limit-logins-look-alike = In this log, the login of a master user reads like the owner's own.
audit-limit-server-commands-silent = Commands on the server itself (doveadm) and changes of access lists leave no record.
audit-limit-grants-silent = Zimbra leaves no record of rights given, shares and exports.
audit-limit-bypassed = What the account { $account } does in mailboxes is not recorded for as long as it stands on the list of exceptions (audit bypass), as a record or a snapshot shows.
audit-limit-parameters-lost =
    { $count ->
        [one] { $count_written } record has lost some of its parameters (a list flattened, a cell cut by a spreadsheet).
       *[other] { $count_written } records have lost some of their parameters (lists flattened, cells cut by a spreadsheet).
    }
audit-limit-words-unknown =
    { $count ->
        [one] { $count_written } event is written in words that greffe does not know; it is kept as “other”. Google documents the sentences of its console in English alone: the reports of the interface (JSON) are the same in every language.
       *[other] { $count_written } events are written in words that greffe does not know; they are kept as “other”. Google documents the sentences of its console in English alone: the reports of the interface (JSON) are the same in every language.
    }
audit-limit-years-by-file =
    { $count ->
        [one] { $count_written } time tells no year: it was taken from the file's own time, which a copy may change.
       *[other] { $count_written } times tell no year: it was taken from the file's own time, which a copy may change.
    }
audit-limit-unreadable =
    { $count ->
        [one] { $count_written } record could not be read.
       *[other] { $count_written } records could not be read.
    }
audit-limit-members-unknown = A group or role has the right, and its members are not known.
audit-limit-no-directory = No directory was handed in: superiors, departments, classes and former names are not known.
audit-limit-no-approvals = No list of approvals was handed in: whether a right was allowed cannot be told.
audit-limit-names-unresolved =
    { $count ->
        [one] { $count_written } name could be tied to no account of the directory; it stands by itself.
       *[other] { $count_written } names could be tied to no account of the directory; they stand by themselves.
    }
audit-limit-several-tenants = The logs come from { $count_written } organisations (tenants). A name without a domain may stand for an account in each of them: ask about one at a time.
audit-limit-zones-assumed =
    { $count ->
        [one] { $count_written } time tells no zone: it may be off by hours.
       *[other] { $count_written } times tell no zone: they may be off by hours.
    }

# Exports that would settle it
audit-export-mailbox-audit-log = The mailbox audit log with its details, one mailbox at a time.
audit-export-audit-status = What is recorded for each mailbox, and for how many days.
audit-export-audit-bypass = The list of accounts whose acts in mailboxes are not recorded.
audit-export-admin-audit-log = The administrator audit log, as XML or CliXml; a CSV loses the parameters.
audit-export-management-event-log = The event log “MSExchange Management” of every server, and its backups.
audit-export-permissions = The permissions of all mailboxes and of their folders, with the day and hour of the export noted beside it.
audit-export-management-roles = The administrative roles with the accounts that hold them in effect.
audit-export-group-members = The members of the groups that hold rights, and events 4728, 4732 and 4756 of the domain controllers.
audit-export-web-server-logs = The logs of the web front (OWA, EWS, ActiveSync): they often outlive the mailbox audit.
audit-export-unified-audit-log = The unified audit log, in slices of time that stay below the limit of an export.
audit-export-google-reports = The reports of the Google administration, for all applications.
audit-export-google-delegates = The delegates of each mailbox, and the applications that were given the whole domain.
audit-export-dovecot-configuration = The configuration of Dovecot, its lists of master users and its access lists.
audit-export-dovecot-login-format = For the time to come: a login line that also names who logged in (auth_user). For the past, nothing that is left in this log settles it.
audit-export-server-commands = What administrators ran on the server itself (sudo, auditd).
audit-export-zimbra-grants = The rights given and the shares of each mailbox.
audit-export-whole-file = The same file, whole and unchanged.
audit-export-directory = The directory, with former names and dates.
audit-export-approvals = The approvals: reference, who allowed it, to whom, for which mailboxes, from when to when.

# Commands that close what is open, where there is none to type
audit-command-entra-role = In the Entra console, take { $Member } out of the role { $Role }.
audit-command-entra-application = In the Entra console, take the permission { $Permission } from the application { $Application }.
audit-command-google-delegate = In the Google console, end the delegation of { $Mailbox } to { $Delegate }.
audit-command-google-role = In the Google console, take the role { $Role } from { $Member }.
audit-command-google-client = In the Google console (API controls, domain-wide delegation), take out the client { $Client }.
audit-command-dovecot-master-user = Take { $User } out of Dovecot's master users, and reload Dovecot.
audit-command-configuration-line = Take this line out of the mail server's configuration, and reload it: { $Setting } = { $Value }
audit-command-by-hand = No command is known: end by hand the right { $Right } of { $Holder } on { $Mailbox }.
audit-command-unsafe = A name in it holds control characters, so that its command cannot be typed safely: look at the records, and end it by hand.

# Findings: their name and why it is worth asking
audit-rule-self-grant = a right given to the own account
audit-rule-means-self-grant = Giving oneself access has no second pair of eyes on it.
audit-rule-grant-by-subordinate = a right given by a subordinate of its holder
audit-rule-means-grant-by-subordinate = A subordinate is in a poor place to refuse; who decided matters more than who typed.
audit-rule-left-out = mailboxes left out of a broad right
audit-rule-means-left-out = What a broad right spares may tell how it was chosen.
audit-rule-outlives-post = a right that outlives a post
audit-rule-means-outlives-post = A right that goes with a post should end with it.
audit-rule-content-search = a search in the content of mailboxes
audit-rule-means-content-search = The words searched for are the act: they tell what was looked for, before anything was opened.
audit-rule-almost-all = almost all mailboxes open to one account
audit-rule-means-almost-all = So broad a right asks for as broad a reason.
audit-rule-bulk-grant = many rights given within minutes
audit-rule-means-bulk-grant = A script gives rights without weighing them one by one; so does a migration.
audit-rule-brief-grant = a right given, used and taken back within a day
audit-rule-means-brief-grant = A quick repair looks like this; so does a look that should leave little trace.
audit-rule-no-approval = a right that no approval covers
audit-rule-means-no-approval = None of the papers handed in allows it; another paper may exist.
audit-rule-beyond-approval = a right beyond its approval
audit-rule-means-beyond-approval = A paper allows something, and the right went further or stood longer.
audit-rule-protected-person = access to a protected person
audit-rule-means-protected-person = Secrecy of votes, sources, care, defence or representation may be at stake.
audit-rule-sensitive-period = use in a sensitive period
audit-rule-means-sensitive-period = At such a time, who reads whose mail weighs more.
audit-rule-diversion = mail copied elsewhere
audit-rule-means-diversion = A copy goes on by itself, without anybody opening the mailbox. The conditions of a rule may narrow it to some messages; whoever receives copies need not have asked for them.
audit-rule-tampering = traces made fewer
audit-rule-means-tampering = What is not recorded can no longer be told, in anybody's favour.
audit-rule-look-alike = names that look alike
audit-rule-means-look-alike = Two names that differ by a sign are easily mistaken for one another, by people and in logs.
audit-rule-standing-today = access that stands today
audit-rule-means-standing-today = What stands can be used today.
audit-rule-sigma = { $title }
audit-rule-means-sigma = A rule over single records found it.

# Answers in two or three words
audit-answer-short-use-recorded = use recorded
audit-answer-short-possible-not-recorded = possible, trace not certain
audit-answer-short-log-complete-no-use-recorded = possible, none in a complete log
audit-answer-short-unknown-no-log = unknown, no log

# What findings say. A value that no record tells has a sentence of its own (-unsaid).
audit-finding-self-grant =
    { $grants ->
        [one] The account { $account } gave itself a right ({ $when }).
       *[other] The account { $account } gave itself { $grants_written } rights, on { $mailboxes_told } ({ $when }).
    }
audit-finding-grant-by-subordinate =
    { $grants ->
        [one] A right of the account { $other } was entered by the account { $account }, which the directory places below it ({ $when }).
       *[other] { $grants_written } rights of the account { $other }, on { $mailboxes_told }, were entered by the account { $account }, which the directory places below it ({ $when }).
    }
audit-finding-left-out =
    { $left_out ->
        [one] The account { $account } could open { $granted_written } of { $known_written } mailboxes; the one mailbox of the department “{ $department }” was left out.
       *[other] The account { $account } could open { $granted_written } of { $known_written } mailboxes; all { $left_out_written } mailboxes of the department “{ $department }” were left out.
    }
audit-finding-left-out-unsaid =
    { $left_out ->
        [one] The account { $account } could open { $granted_written } of { $known_written } mailboxes; one was left out.
       *[other] The account { $account } could open { $granted_written } of { $known_written } mailboxes; { $left_out_written } were left out.
    }
audit-finding-outlives-post =
    { $kind ->
        [departure] The account { $account } still held rights on { $mailboxes_told } { $days_told } after the departure that the directory dates.
       *[post] The account { $account } still held rights on { $mailboxes_told } { $days_told } after the change of post that the directory dates.
    }
audit-finding-content-search =
    { $scope ->
        [all] The account { $account } searched the content of all mailboxes ({ $when }), { $searches_told }, for: { $query }
        [some] The account { $account } searched the content of { $mailboxes_told } ({ $when }), { $searches_told }, for: { $query }
       *[unsaid] The account { $account } searched the content of mailboxes that the records do not name ({ $when }), { $searches_told }, for: { $query }
    }
audit-finding-content-search-unsaid =
    { $scope ->
        [all] The account { $account } searched the content of all mailboxes ({ $when }), { $searches_told }; no record tells for which words.
        [some] The account { $account } searched the content of { $mailboxes_told } ({ $when }), { $searches_told }; no record tells for which words.
       *[unsaid] The account { $account } searched the content of mailboxes ({ $when }), { $searches_told }; no record tells of which, nor for which words.
    }
audit-finding-almost-all =
    { $path ->
        [role] By a role or a configuration, the account { $account } could open every mailbox ({ $known_written } are known; { $when }).
       *[each] The account { $account } could open { $mailboxes_written } of { $known_written } mailboxes ({ $percent } %) at the same time ({ $when }).
    }
audit-finding-bulk-grant =
    { $minutes ->
        [0] The account { $account } entered { $grants_written } rights for the account { $other } in the same minute ({ $when }).
        [one] The account { $account } entered { $grants_written } rights for the account { $other } within a minute ({ $when }).
       *[other] The account { $account } entered { $grants_written } rights for the account { $other } within { $minutes_written } minutes ({ $when }).
    }
audit-finding-brief-grant =
    { $uses ->
        [one] The account { $account } had a right for { $minutes_told }, given by the account { $other } ({ $when }); one opening is recorded in that time.
       *[other] The account { $account } had a right for { $minutes_told }, given by the account { $other } ({ $when }); { $uses_written } openings are recorded in that time.
    }
audit-finding-no-approval =
    { $rights ->
        [one] One right of the account { $account } is covered by none of the approvals handed in ({ $when }).
       *[other] { $rights_told } of the account { $account }, on { $mailboxes_told }, are covered by none of the approvals handed in ({ $when }).
    }
audit-finding-beyond-approval =
    { $kind ->
        [time] The approval { $reference } allows the account { $account } access for a time; rights that began before or stood longer: { $rights_written }, on { $mailboxes_told } ({ $when }).
       *[scope] The approval { $reference } allows the account { $account } access to other mailboxes; rights that it does not provide for: { $rights_written }, on { $mailboxes_told } ({ $when }).
    }
audit-finding-protected-person =
    { $uses ->
        [0] The account { $account } had access to mail of accounts that the directory classes as “{ $class }” ({ $mailboxes_told }; { $when }). No opening by it is recorded, which does not mean that there was none.
        [one] The account { $account } had access to mail of accounts that the directory classes as “{ $class }” ({ $mailboxes_told }; { $when }); one opening by it is recorded.
       *[other] The account { $account } had access to mail of accounts that the directory classes as “{ $class }” ({ $mailboxes_told }; { $when }); { $uses_written } openings by it are recorded.
    }
audit-finding-sensitive-period = During the period “{ $period }”, openings by the account { $account } are recorded: { $uses_told }, in { $mailboxes_told } ({ $when }).
audit-finding-diversion =
    { $standing ->
        [yes] Mail of others ({ $mailboxes_told }) is copied to { $destination }, as the account { $account } set up ({ $when }).
       *[no] Mail of others ({ $mailboxes_told }) was copied to { $destination }, as the account { $account } had set up ({ $when }); it has ended.
    }
audit-finding-diversion-receiver =
    { $standing ->
        [yes] The account { $account } set up that mail of others ({ $mailboxes_told }) is copied to { $destination }, an address of its own ({ $when }).
       *[no] The account { $account } had set up that mail of others ({ $mailboxes_told }) was copied to { $destination }, an address of its own ({ $when }); it has ended.
    }
audit-finding-diversion-unsaid =
    { $standing ->
        [yes] Mail of { $mailboxes_told } is copied to { $destination }; no record tells who set it up ({ $when }).
       *[no] Mail of { $mailboxes_told } was copied to { $destination }; no record tells who set it up ({ $when }). It has ended.
    }
audit-finding-tampering =
    { $near ->
        [before] The account { $account } executed { $operation }, { $what } ({ $times_told }, { $when }): { $hours_told } before a right or an opening of its own.
        [after] The account { $account } executed { $operation }, { $what } ({ $times_told }, { $when }): { $hours_told } after a right or an opening of its own.
       *[none] The account { $account } executed { $operation }, { $what } ({ $times_told }, { $when }).
    }
# What an act that made traces fewer does, after the name of its command
audit-tamper-recording = which stops the recording of acts in a mailbox
audit-tamper-fewer-acts = which has fewer sorts of acts in a mailbox recorded
audit-tamper-days = which has records kept for fewer days
audit-tamper-bypass = which leaves what an account does in mailboxes unrecorded: { $other }
audit-tamper-commands = which leaves some or all commands of administrators unrecorded
audit-tamper-whole = which stops the recording for the whole organisation
audit-tamper-rule = a rule that takes messages out of sight as they come
audit-tamper-deleted = which deletes messages for good in a mailbox of another
audit-tamper-other = which makes traces fewer
audit-finding-look-alike = The names of the accounts { $account } and { $other } differ by so little that one is easily taken for the other.
audit-finding-standing-today =
    { $scope ->
        [all] The account { $account } can open every mailbox today, as far as the evidence tells; nothing shows an end.
       *[some] The account { $account } holds { $rights_told } on { $mailboxes_told } today, as far as the evidence tells; nothing shows an end.
    }
audit-finding-sigma = { $title }: { $events_told }, of the account { $account } ({ $when }).
audit-finding-sigma-unsaid = { $title }: { $events_told }, of several accounts or none that is named ({ $when }).

# The frame of the report
audit-language = English
audit-title = Who could, and who did, open whose mailbox?
audit-title-owner = Who can open, and who opened, the mailbox { $mailbox }?
audit-made = Made on { $when } with greffe { $version }. Times are in UTC. The file evidence.json, beside this one, names the hash of each input and of each file made.
audit-contents = Contents
audit-more = more
audit-unsaid = not said
audit-from-to = { $from } to { $to }
# Rights of which nothing shows an end
audit-since = since { $from }, no end shown
audit-since-in-part = from { $from } on, in part with no end shown
audit-and-more = { $named } and { $count_written } more
audit-two = { $first }; { $second }
audit-named = { $name }: { $value }
audit-record = { $file }, no. { $record }
audit-right = { $right }: { $power }, { $path }
audit-rest =
    { $count ->
        [one] One more row is in { $file }.
       *[other] { $count_written } more rows are in { $file }.
    }
audit-n-mailboxes =
    { $count ->
        [0] all mailboxes
        [one] one mailbox
       *[other] { $count_written } mailboxes
    }
audit-n-rights =
    { $count ->
        [one] one right
       *[other] { $count_written } rights
    }
audit-n-days =
    { $count ->
        [one] one day
       *[other] { $count_written } days
    }
audit-n-hours =
    { $count ->
        [0] less than an hour
        [one] one hour
       *[other] { $count_written } hours
    }
audit-n-minutes =
    { $count ->
        [one] one minute
       *[other] { $count_written } minutes
    }
audit-n-times =
    { $count ->
        [one] once
       *[other] { $count_written } times
    }
audit-n-searches =
    { $count ->
        [one] one search
       *[other] { $count_written } searches
    }
audit-n-uses =
    { $count ->
        [one] one opening
       *[other] { $count_written } openings
    }
audit-n-events =
    { $count ->
        [one] one record
       *[other] { $count_written } records
    }
audit-counted = { $count_written }: { $named }
audit-all-mailboxes = all mailboxes
audit-all-or-any = all
audit-whole-system = whole system
audit-not-known = not known
audit-time-unknown = time unknown
audit-percent = { $percent } %
audit-percent-less = under 1 %
audit-of-all = { $count_written } of { $mailboxes_written }

audit-question-asked-by = Asked by
audit-question-collected-by = Logs collected by
audit-question-period = Period
audit-question-all-of = all that the logs tell: { $period }
audit-question-evidence = Evidence
audit-question-files =
    { $files ->
        [one] 1 file, { $records_written } records
       *[other] { $files_written } files, { $records_written } records
    }
audit-question-edition = Edition
audit-edition-owner = for one mailbox: rights and openings that concern others are left out
audit-edition-pseudonyms = with pseudonyms: accounts and files are codes, always the same; the key is kept apart
audit-edition-owner-pseudonyms = for one mailbox, with pseudonyms
audit-owner-unknown = Nothing that was handed in names the mailbox that was asked about. That does not mean that nobody could open it.

# Titles of sections
audit-title-answer = The answer
audit-title-findings = What was found
audit-title-matrix = Who, which mailbox, from when to when
audit-title-breadth = How many mailboxes each account could open
audit-title-periods = Sensitive periods
audit-title-approvals = Who asked, accepted, executed, and who benefits
audit-title-coverage = What the logs cover
audit-title-diversions = Mail copied elsewhere, traces made fewer
audit-title-gaps = What could not be established
audit-title-open = Still open today
audit-title-timeline = Course of events
audit-title-orders = Orders given by mail
audit-title-integrity = In whose hands the logs were
audit-title-annex = Annex: files and records

# The answer
audit-point-holders =
    { $count ->
        [0] No account is known that could open a mailbox of another (known mailboxes: { $mailboxes_written }).
        [one] One account could open at least one mailbox of another, or act on all (known mailboxes: { $mailboxes_written }).
       *[other] { $count_written } accounts could open at least one mailbox of another, or act on all (known mailboxes: { $mailboxes_written }).
    }
audit-point-uses =
    { $count ->
        [0] No opening by an account other than the owner's is recorded. What that is worth depends on the logs: see below.
        [one] One opening by an account other than the owner's is recorded.
       *[other] { $count_written } openings by accounts other than the owner's are recorded.
    }
audit-point-unattributable =
    { $count ->
        [one] One opening is not attributable: the log writes the owner's login and another's alike ({ $mailboxes_written } mailbox).
       *[other] { $count_written } openings, in { $mailboxes_written } mailboxes, are not attributable: the log writes the owner's login and another's alike.
    }
audit-point-grants =
    { $count ->
        [0] No record shows a right being given.
        [one] One record shows a right being given by a person's account.
       *[other] { $count_written } records show rights being given by people's accounts.
    }
audit-point-approvals = Against the approvals handed in, rights covered: { $covered_written }; going beyond: { $beyond_written }; covered by none: { $uncovered_written }.
audit-point-searches =
    { $count ->
        [one] One record shows a search in the content of mailboxes.
       *[other] { $count_written } records show searches in the content of mailboxes.
    }
audit-point-diversions =
    { $count ->
        [one] One setting copies or copied mail elsewhere, set up by another account than the owner's or by configuration.
       *[other] { $count_written } settings copy or copied mail elsewhere, set up by other accounts than the owner's or by configuration.
    }
audit-point-tampering =
    { $count ->
        [one] Once, acts made traces fewer.
       *[other] { $count_written } times, acts made traces fewer.
    }
audit-point-open =
    { $count ->
        [0] No access is known to stand today.
        [one] One access stands today, as far as the evidence tells.
       *[other] { $count_written } accesses stand today, as far as the evidence tells.
    }
audit-point-refused =
    { $count ->
        [one] One attempt was refused; it gave no access.
       *[other] { $count_written } attempts were refused; they gave no access.
    }
audit-point-service =
    { $count ->
        [one] Besides, one right was given by the provider's own services: it is no sign of anything.
       *[other] Besides, { $count_written } rights were given by the provider's own services: they are no sign of anything.
    }
audit-point-owner =
    { $count ->
        [one] One act of an owner on the own mailbox was counted; it is listed nowhere.
       *[other] { $count_written } acts of owners on their own mailboxes were counted; they are listed nowhere.
    }
audit-point-gaps =
    { $count ->
        [0] Nothing is known that the evidence leaves open.
        [one] One question could not be settled by the evidence.
       *[other] { $count_written } questions could not be settled by the evidence.
    }
audit-answer-chart = Answers, for each pair of account and mailbox
audit-answer-table = The four answers
audit-answer-note = “No event” is not “no access”. This report speaks of accounts: who sat at the keyboard, and what for, no log tells. A right is not a misuse.

# Findings
audit-findings-none = No rule found anything. That says nothing of what the logs do not hold.
audit-findings-lead = Each statement comes with how sure it is and with explanations that the evidence does not exclude: they are to be asked about before anybody is held responsible.
audit-finding-mailboxes = Mailboxes
audit-finding-explanations = It may also be
audit-finding-records = Records

# Matrix and breadth
audit-matrix-none = The evidence knows of no account that could open a mailbox of another.
audit-matrix-lead = A row is an account that held a right on a mailbox of another, or opened one. The sign says which of the four answers holds.
audit-matrix-chart = Access by account (rows: { $holders_written }) and mailbox (columns: { $mailboxes_written })
audit-matrix-table = Rights and openings
audit-breadth-lead =
    { $count ->
        [one] One mailbox is known.
       *[other] { $count_written } mailboxes are known. Shares are of these.
    }
audit-breadth-chart = Mailboxes of others that each account could open at some time
audit-breadth-table = Breadth of each account

audit-periods-lead = These periods were handed in with the calendar. A right that stood in one need not have been used.
audit-periods-table = Rights that stood and openings recorded, by period
audit-approvals-lead = Who asked and who accepted is known from orders and approvals that were handed in, who executed from the logs. Who executes an order did not necessarily decide it.
audit-approvals-table = Rights by their cover
audit-roles-table = The four roles
audit-role-order = { $from } (mail handed in as an order, earlier than the right: { $tie })

# Coverage
audit-coverage-none = Nothing that was handed in is a log that covers a time.
audit-coverage-lead = A bar shows from when to when a file speaks, and how well it records openings by others. Outside the bars nothing can be said.
audit-coverage-chart = Time covered by each file
audit-coverage-table = Coverage
audit-coverage-plateau =
    { $count ->
        [one] { $file } stops at { $count_written } record, where exports stop: more may have been left behind.
       *[other] { $file } stops at { $count_written } records, where exports stop: more may have been left behind.
    }

audit-diversions-lead = Rules and forwarding that owners set up for themselves are counted and not listed.
audit-diversions-owners =
    { $count ->
        [one] Counted, not listed: one rule or forwarding taken for the owner's.
       *[other] Counted, not listed: { $count_written } rules and forwardings taken for the owners'.
    }
audit-diversions-none = No copying of mail elsewhere, set up by another than the owner, is in the evidence.
audit-diversions-table = Mail copied elsewhere
audit-tampering-services =
    { $count ->
        [one] Counted, not listed: one such act of the provider's own services.
       *[other] Counted, not listed: { $count_written } such acts of the provider's own services.
    }
audit-tampering-none = No record shows recording switched off or changed, nor traces removed.
audit-tampering-table = Changes of what is recorded, and removals

audit-gaps-none = Nothing is known that the evidence leaves open.
audit-gaps-lead = These questions stay open. Each comes with what would settle it, as far as anything would.
audit-gaps-table = Open questions
audit-gaps-files =
    { $count ->
        [one] ({ $file })
       *[other] ({ $file } and others: { $count_written } files)
    }
audit-gaps-zones = What rests on the zone that was assumed
audit-zones-read = Times that tell no zone, and the days of approvals, of the calendar and of snapshots, were read in the zone { $zone }; in another they all move by the difference.
audit-zones-file =
    { $count ->
        [one] { $file }: one time without zone.
       *[other] { $file }: { $count_written } times without zone.
    }
audit-zones-rights =
    { $count ->
        [one] One right begins or ends within 14 hours of the first or last day of its approval: in another zone the approval may cover it more or less.
       *[other] { $count_written } rights begin or end within 14 hours of the first or last day of their approvals: in another zone these may cover them more or less.
    }
audit-zones-uses =
    { $count ->
        [one] One opening lies within 14 hours of the bound of a sensitive period: in another zone it may lie on the other side.
       *[other] { $count_written } openings lie within 14 hours of the bounds of sensitive periods: in another zone they may lie on the other side.
    }
audit-gaps-nothing-settles = Nothing that is known of.
audit-gaps-commands = The commands for these exports
audit-gaps-commands-note = They only read. $from and $to stand for the days of the question, as dates. Who is named in this report should not run them alone.

audit-open-none = The evidence shows no access of one account to the mailbox of another that stands today.
audit-open-lead = Nothing shows an end of these. Whether each is needed is for its owner and whoever is responsible to say.
audit-open-table = Access that stands, as far as the evidence tells
audit-open-commands = Commands that end them
audit-open-commands-note = They change the mail system. Export the rights as they stand before running any: what is removed is evidence.
audit-open-commands-withheld = The commands name accounts; they are in the edition with names.

audit-timeline-lead = How many acts of each sort the logs hold, without those of the provider's services and of owners on their own mailboxes. Gaps may be gaps of the logs.
audit-timeline-chart = Acts over time; each row has its own scale
audit-timeline-most = at most { $count_written }
audit-timeline-table = Acts by month

audit-orders-lead = These mails were handed in as orders. What their signatures prove:
audit-orders-table = Orders
audit-orders-not-judged = not judged: the octets of the mail are not at hand

audit-integrity-collected = The logs were collected by: { $whom }.
audit-integrity-collected-unsaid = Who collected the logs, and how they were kept until now, was not said.
audit-integrity-lead = An account that administers a system can change its logs, or have changed them before they were exported. Accounts of this report that had that power, as far as the evidence tells:
audit-integrity-nobody = None is known from the evidence.
audit-integrity-note = That an account could do so does not mean that it did. A copy of the logs from another place (a backup, the provider, a central log) would settle it.
audit-integrity-table = Accounts that could have changed the logs
audit-integrity-administers = held an administrative role
audit-integrity-configured = changed what is recorded
audit-integrity-executed = gave rights on mailboxes of others

audit-annex-lead = Each file that was handed in, by its content, with what became of each record of it. Records are counted from 1. The whole list of events is in events.csv.
audit-annex-sources = Files and their records
audit-annex-hashes = Files and their hashes
audit-annex-unreadable = Records that could not be read
audit-annex-events = Records behind this report
audit-refused-none = Nothing was read of the table { $file }: no column for `{ $field }` is in it; such a column is called { $expected }.
audit-refused-several = Nothing was read of the table { $file }: several columns could be `{ $field }` ({ $found }); leave one, called { $expected }.
audit-annex-secrets =
    { $count ->
        [one] One clear-text secret in the logs was dropped, and stands nowhere in this report.
       *[other] { $count_written } clear-text secrets in the logs were dropped, and stand nowhere in this report.
    }

# Heads of columns
audit-head-answer = Answer
audit-head-meaning = What it means
audit-head-pairs = Pairs
audit-head-holder = Account
audit-head-mailbox = Mailbox
audit-head-rights = Right
audit-head-since = Since
audit-head-until = Until
audit-head-given-by = Executed by
audit-head-uses = Openings recorded
audit-head-records = Records
audit-head-mailboxes = Mailboxes
audit-head-share = Share
audit-head-protected = Of which, by the directory
audit-head-all = Over all mailboxes
audit-head-cover = Approval
audit-head-right-count = Rights
audit-head-asked = Who asked
audit-head-accepted = Who accepted
audit-head-executed = Who executed
audit-head-benefited = Who benefits
audit-head-power = What it lets one do
audit-head-when = When
audit-head-period = Period
audit-head-standing = Rights that stood
audit-head-searches = Searches
audit-head-file = File
audit-head-form = What it is
audit-head-from = From
audit-head-to = To
audit-head-quality = How well
audit-head-limits = What it cannot tell
audit-head-destination = Copied to
audit-head-how = How
audit-head-time = Time (UTC)
audit-head-class = Act
audit-head-operation = As the system calls it
audit-head-account = Account
audit-head-outcome = Outcome
audit-head-unknown = What is not known
audit-head-system = System
audit-head-settles = What would settle it
audit-head-month = Month
audit-head-from-line = From
audit-head-date-line = Date
audit-head-subject = Subject
audit-head-verdict = What its signatures prove
audit-head-because = Why
audit-head-bytes = Octets
audit-head-read = Read
audit-head-owner = Owners' own
audit-head-irrelevant = About something else
audit-head-duplicate = Seen before
audit-head-unreadable = Unreadable
audit-head-span = First and last time
audit-head-record = Record

# Rules of the house, by their names
audit-house-application-may-read-all = a program may read every mailbox
audit-house-deleted-by-another = mail deleted by another account
audit-house-failed-attempt = an attempt that was refused
audit-house-password-set-by-administrator = a password set by an administrator
audit-house-whole-folder-taken = a whole folder taken by another account

# Why what they find is worth a question, and what else could explain it
audit-house-means-application-may-read-all = The program, and whoever holds its secret, can read mailboxes without anybody logging in.
audit-house-innocent-application-may-read-all = a backup, archiving, telephony or synchronisation product that was ordered
audit-house-means-deleted-by-another = In a session in which another account read, messages were deleted.
audit-house-innocent-deleted-by-another = an assistant who keeps the mailbox tidy on its owner's wish; a dangerous message taken back from all mailboxes
audit-house-means-failed-attempt = The system refused it: nobody got access by this act.
audit-house-innocent-failed-attempt = a typing error, put right a moment later; a script that tries what is there already
audit-house-means-password-set-by-administrator = Whoever sets the password of an account can log in under its name; the log would then show its owner's login.
audit-house-innocent-password-set-by-administrator = a password that its owner had forgotten; a new or locked account
audit-house-means-whole-folder-taken = The program of an account other than the owner's copied folders to a computer: which messages were opened there afterwards, no log of the server can tell.
audit-house-innocent-whole-folder-taken = Outlook, which copies mailboxes that it was given without being asked (automapping); a tool that archives or protects mailboxes
