//! Google Workspace: activities of the Reports API, one object a line and one list of them.
//!
//! Whoever uses an access for programs leaves no line here: that is for the
//! Gmail log, which is not handed in.

use serde_json::{Value, json};

use super::plot::{Deed, House, Plot};
use super::staff::Who;
use super::truth::{
    AuditTruth, DiversionTruth, FileTruth, FindingTruth, GrantTruth, IntervalTruth, UnknownTruth,
};
use super::{Bundle, File, Size, bundle, known, papers, told};
use crate::calendar;
use crate::chance::Chance;

/// The number by which Google names a program.
const PROGRAM: &str = "104502938475610293847";
const SCOPE: &str = "https://mail.google.com/";
const ROLE: &str = "_SEED_ADMIN_ROLE";
const FILE: &str = "admin.json";

/// What happened here, in the words of this system.
struct Affair<'p> {
    plot: &'p Plot,
    role_given: Deed,
    role_taken: Deed,
    program_admitted: Deed,
    monitor: (Deed, Deed),
}

/// Tells the story.
pub(super) fn tell(name: &'static str, seed: u64, size: Size) -> Bundle {
    let mut chance = Chance::new(seed);
    let day_zero = calendar::parse_paris("2025-11-14 01:00").unwrap_or_default();
    let plot = Plot::new(House::Cloud, day_zero, size.mailboxes, &mut chance);
    let deed = |slug, when| Deed { at: plot.at(when), by: plot.staff.of(slug) };
    let affair = Affair {
        role_given: deed("technicien", (0, 10, 2)),
        role_taken: deed("technicien", (45, 8, 12)),
        program_admitted: deed("dsi", (1, 18, 3)),
        monitor: plot.forwarded,
        plot: &plot,
    };
    let truth = affair.truth(name, seed);
    let mut files =
        vec![admin(&affair, size.everyday, &mut chance), accounts(&plot, size.everyday, &mut chance)];
    files.extend(papers::papers(&plot));
    bundle(files, truth)
}

impl Affair<'_> {
    fn address(&self, who: Who) -> String {
        self.plot.staff.address(who)
    }

    fn truth(&self, name: &'static str, seed: u64) -> AuditTruth {
        let mut accounts = known::accounts(&self.plot.staff);
        accounts.push(super::truth::AccountTruth {
            address: PROGRAM.to_owned(),
            names: Vec::new(),
            mailbox: false,
        });
        AuditTruth {
            story: name,
            seed,
            accounts,
            grants: self.grants(),
            intervals: self.intervals(),
            diversions: vec![self.diversion()],
            findings: self.findings(),
            unknowns: vec![UnknownTruth {
                what: "openings-by-programs",
                settled_by: Some("Gmail log events (applicationName=gmail)"),
            }],
            ..AuditTruth::default()
        }
    }

    fn grants(&self) -> Vec<GrantTruth> {
        let director = self.address(self.plot.staff.of("dsi"));
        let grant = |act, deed: Deed, beneficiary: &str, right: &str| GrantTruth {
            at: deed.at,
            act,
            executed_by: self.address(deed.by),
            beneficiary: beneficiary.to_owned(),
            mailbox: None,
            right: right.to_owned(),
            succeeded: true,
            deny: false,
            recorded_in: vec![FILE],
        };
        vec![
            grant("grant", self.role_given, &director, ROLE),
            grant("grant", self.program_admitted, PROGRAM, SCOPE),
            grant("revoke", self.role_taken, &director, ROLE),
        ]
    }

    fn intervals(&self) -> Vec<IntervalTruth> {
        let director = self.plot.staff.of("dsi");
        let interval = |beneficiary: String, right: &str, given: Deed, taken: Option<Deed>| IntervalTruth {
            beneficiary,
            mailbox: None,
            right: right.to_owned(),
            start: Some(given.at),
            start_basis: "event",
            end: taken.map(|taken| taken.at),
            end_basis: if taken.is_some() { "event" } else { "still-open" },
            granted_by: Some(self.address(given.by)),
            path: "role",
        };
        vec![
            interval(self.address(director), ROLE, self.role_given, Some(self.role_taken)),
            interval(PROGRAM.to_owned(), SCOPE, self.program_admitted, None),
        ]
    }

    fn diversion(&self) -> DiversionTruth {
        let (from, to) = self.monitor;
        DiversionTruth {
            from: from.at,
            to: Some(to.at),
            executed_by: self.address(from.by),
            mailbox: Some(self.address(self.plot.staff.of("presse"))),
            destination: self.address(self.plot.staff.of("dsi")),
        }
    }

    fn findings(&self) -> Vec<FindingTruth> {
        let (director, press) = (self.address(self.plot.staff.of("dsi")), self.plot.staff.of("presse"));
        let finding = |rule, account: &str, mailboxes, must| FindingTruth {
            rule,
            account: account.to_owned(),
            mailboxes,
            must,
        };
        vec![
            finding("grant-by-subordinate", &director, Vec::new(), true),
            finding("diversion", &director, vec![self.address(press)], true),
            finding("beyond-approval", &director, Vec::new(), true),
            finding("no-approval", PROGRAM, Vec::new(), true),
            finding("almost-all", &director, Vec::new(), false),
            finding("almost-all", PROGRAM, Vec::new(), false),
            finding("protected-person", &director, Vec::new(), false),
            finding("protected-person", PROGRAM, Vec::new(), false),
            finding("standing-today", PROGRAM, Vec::new(), true),
            finding("content-search", &director, Vec::new(), false),
        ]
    }
}

/// The administrators' log, as one answer of the interface.
fn admin(affair: &Affair<'_>, everyday: usize, chance: &mut Chance) -> (File, FileTruth) {
    let plot = affair.plot;
    let (director, press) = (plot.staff.of("dsi"), plot.staff.of("presse"));
    let (from, to) = affair.monitor;
    let role = json!([text("ROLE_NAME", ROLE), text("USER_EMAIL", &plot.staff.address(director))]);
    let program = json!([text("API_CLIENT_NAME", PROGRAM), text("API_SCOPES", SCOPE)]);
    let monitor = json!([
        text("USER_EMAIL", &plot.staff.address(press)),
        text("EMAIL_MONITOR_DEST_EMAIL", &plot.staff.address(director)),
        text("EMAIL_MONITOR_LEVEL_INCOMING_EMAIL", "FULL_MESSAGE"),
    ]);
    let mut all = vec![
        activity(
            plot,
            affair.role_given,
            "admin",
            ("DELEGATED_ADMIN_SETTINGS", "ASSIGN_ROLE"),
            role.clone(),
            chance,
        ),
        activity(
            plot,
            affair.role_taken,
            "admin",
            ("DELEGATED_ADMIN_SETTINGS", "UNASSIGN_ROLE"),
            role,
            chance,
        ),
        activity(
            plot,
            affair.program_admitted,
            "admin",
            ("DOMAIN_SETTINGS", "AUTHORIZE_API_CLIENT_ACCESS"),
            program,
            chance,
        ),
        activity(plot, from, "admin", ("USER_SETTINGS", "CREATE_EMAIL_MONITOR"), monitor.clone(), chance),
        activity(plot, to, "admin", ("USER_SETTINGS", "DELETE_EMAIL_MONITOR"), monitor, chance),
    ];
    all.extend((0..everyday).map(|_| routine(plot, chance)));
    // The newest first, as the interface answers.
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let items: Vec<Value> = all.into_iter().map(|(_, value)| value).collect();
    let records = items.len() as u64;
    let answer = json!({"kind": "admin#reports#activities", "etag": "\"sample\"", "items": items});
    let (file, truth) = told(FILE, "google", answer.to_string().into_bytes(), records);
    (file, FileTruth { irrelevant: Some(everyday as u64), ..truth })
}

fn routine(plot: &Plot, chance: &mut Chance) -> (i64, Value) {
    let deed = Deed {
        at: plot.at((chance.between(-20, 59), chance.between(7, 18), chance.between(0, 59))),
        by: plot.staff.of("technicien"),
    };
    let parameters =
        json!([text("GROUP_EMAIL", "agents@hautes-terres.example"), text("NEW_VALUE", "Agents")]);
    activity(plot, deed, "admin", ("GROUP_SETTINGS", "CHANGE_GROUP_NAME"), parameters, chance)
}

/// Owners who forward their own mail, one activity a line: counted, and nobody's business.
fn accounts(plot: &Plot, own: usize, chance: &mut Chance) -> (File, FileTruth) {
    let mailboxes: Vec<Who> = plot.staff.mailboxes().collect();
    let count = own.div_ceil(20);
    let mut lines: Vec<(i64, Value)> = (0..count)
        .map(|_| {
            let owner = chance.pick(&mailboxes);
            let deed = Deed { at: plot.at((chance.between(-20, 59), 12, chance.between(0, 59))), by: owner };
            let parameters = json!([text("email_forwarding_destination_address", "moi@mel.example")]);
            let event = ("email_forwarding_change", "email_forwarding_out_of_domain");
            activity(plot, deed, "user_accounts", event, parameters, chance)
        })
        .collect();
    lines.sort_by_key(|(at, _)| *at);
    let text: String = lines.iter().map(|(_, value)| format!("{value}\n")).collect();
    let (file, truth) = told("user_accounts.jsonl", "google", text.into_bytes(), count as u64);
    (file, FileTruth { owner: Some(count as u64), ..truth })
}

fn text(name: &str, value: &str) -> Value {
    json!({"name": name, "value": value})
}

fn activity(
    plot: &Plot,
    deed: Deed,
    application: &str,
    (kind, name): (&str, &str),
    parameters: Value,
    chance: &mut Chance,
) -> (i64, Value) {
    let qualifier = (chance.bits() >> 1).to_string();
    let value = json!({
        "kind": "admin#reports#activity",
        "id": {
            "time": format!("{}.{:03}Z", calendar::iso(deed.at), deed.at % 1000),
            "uniqueQualifier": qualifier,
            "applicationName": application,
            "customerId": "C0exemple",
        },
        "actor": {"callerType": "USER", "email": plot.staff.address(deed.by), "profileId": format!("1{:020}", deed.by.0)},
        "ipAddress": "192.0.2.77",
        "events": [{"type": kind, "name": name, "parameters": parameters}],
    });
    (deed.at, value)
}
