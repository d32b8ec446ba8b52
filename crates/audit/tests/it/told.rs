//! A story written to disk, read and judged, beside its truth; names as the truth has them.

use std::collections::HashMap;
use std::fs;
use std::sync::LazyLock;

use greffe_audit::{AccountId, Audit, Event, Name, Question, ReadOptions, Target, judge, read};
use greffe_sample::audit::{AuditTruth, Size, Story, story};
use tempfile::TempDir;

/// Three months after the last thing that happened.
const LATER_S: i64 = 90 * 86_400;

/// Every story, small and as large as in the plot, read and judged once.
pub(crate) static STORIES: LazyLock<Vec<Told>> = LazyLock::new(|| {
    let small = Story::ALL.map(|which| Told::new(which, 11, Size::SMALL));
    let usual = Story::ALL.map(|which| Told::new(which, 4, Size::USUAL));
    small.into_iter().chain(usual).collect()
});

/// One story with what was made of it.
pub(crate) struct Told {
    /// Its truth.
    pub(crate) truth: AuditTruth,
    /// What was judged.
    pub(crate) audit: Audit,
    addresses: HashMap<Name, String>,
    labels: Vec<String>,
}

impl Told {
    fn new(which: Story, seed: u64, size: Size) -> Self {
        let bundle = story(which, seed, size);
        let folder = TempDir::new().expect("a folder");
        for file in &bundle.files {
            fs::write(folder.path().join(file.name), &file.bytes).expect("room on the disk");
        }
        let evidence =
            read(&[folder.path().to_owned()], &ReadOptions::default(), &mut |_| {}).expect("readable");
        let truth = bundle.truth;
        let question = Question::new(1000 * (last_moment(&truth) + LATER_S));
        let audit = judge(evidence, &question);
        let labels: Vec<String> =
            (0..audit.accounts.list.len()).map(|at| label(&audit, &truth, at)).collect();
        let mut addresses = HashMap::new();
        for (account, label) in audit.accounts.list.iter().zip(&labels) {
            addresses.extend(account.names.iter().map(|name| (*name, label.clone())));
        }
        Told { truth, audit, addresses, labels }
    }

    /// The address of an account, if the truth knows it; otherwise what it is called in the audit.
    pub(crate) fn account(&self, account: AccountId) -> &str {
        self.labels.get(account.0 as usize).map_or("", |label| label)
    }

    /// The address behind a name of a record.
    pub(crate) fn name(&self, name: Name) -> String {
        let known = self.addresses.get(&name).cloned();
        known.unwrap_or_else(|| format!("?{}", self.audit.evidence.names.text(name)))
    }

    /// Whose mail an event is about; none for everybody's.
    pub(crate) fn mailbox(&self, event: &Event) -> Option<String> {
        match event.target {
            Target::Mailbox(name) => Some(self.name(name)),
            Target::Scope(name) => Some(format!("scope {}", self.name(name))),
            Target::All | Target::None => None,
        }
    }
}

fn last_moment(truth: &AuditTruth) -> i64 {
    let grants = truth.grants.iter().map(|grant| grant.at);
    let uses = truth.uses.iter().map(|opened| opened.at);
    // The second snapshot is taken on the four-hundredth day.
    grants.chain(uses).max().unwrap_or_default() + 60 * 86_400
}

fn label(audit: &Audit, truth: &AuditTruth, at: usize) -> String {
    let account = &audit.accounts.list[at];
    let names: Vec<String> =
        account.names.iter().map(|name| audit.evidence.names.text(*name).to_lowercase()).collect();
    let is = |known: &str| names.iter().any(|name| *name == known.to_lowercase());
    let known =
        truth.accounts.iter().find(|known| is(&known.address) || known.names.iter().any(|name| is(name)));
    let shown = account.label.map(|name| audit.evidence.names.text(name).to_owned());
    known.map(|known| known.address.clone()).or(shown).unwrap_or_default()
}
