//! What one can type.

use std::path::PathBuf;

use crate::error::PeersError;
use crate::mail::MailSource;

/// Shown when the command line cannot be read.
pub(crate) const USAGE: &str = "\
usage: greffe-peers import [--messages N] [--seed N] [--runs N]
       greffe-peers import --mbox FILE [--runs N]
       greffe-peers queries [--messages N] [--seed N]
       greffe-peers verify [--mbox FILE --keys FILE...]
       greffe-peers attachments [--messages N] [--seed N]
       greffe-peers all [--mbox FILE] [--runs N]
options: --yes (install Debian packages without asking), --as-built (build nothing), \
         --keep (keep mail and archives)";

const IMPORTED_MESSAGES: u32 = 60_000;
const SEARCHED_MESSAGES: u32 = 100_000;
/// As many as a campaign lost in 2017.
const CAMPAIGN_MESSAGES: u32 = 71_848;
const SEED: u64 = 2015;

/// One measurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    /// How fast, how large.
    Import(MailSource),
    /// How fast signatures are judged; on whose mail, with whose keys, others judge otherwise.
    Verify { mbox: Option<PathBuf>, keys: Vec<PathBuf> },
    /// From a dump of heavy attachments to everything searchable.
    Attachments { messages: u32, seed: u64 },
    /// How fast something is found.
    Queries { messages: u32, seed: u64 },
}

/// The command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) tasks: Vec<Task>,
    /// Runs of each program, of which the one with the median CPU time counts.
    pub(crate) runs: usize,
    pub(crate) is_consent_given: bool,
    /// The programs are built already.
    pub(crate) is_built: bool,
    pub(crate) is_kept: bool,
}

#[derive(Default)]
struct Options {
    messages: Option<u32>,
    seed: Option<u64>,
    runs: Option<usize>,
    mbox: Option<PathBuf>,
    keys: Vec<PathBuf>,
    is_consent_given: bool,
    is_built: bool,
    is_kept: bool,
}

/// Reads the words after the program's name.
pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Arguments, PeersError> {
    let verb = words.next().ok_or(PeersError::Usage)?;
    let options = options(words)?;
    let seed = options.seed.unwrap_or(SEED);
    let generated = MailSource::Generated { messages: options.messages.unwrap_or(IMPORTED_MESSAGES), seed };
    let verify = Task::Verify { mbox: options.mbox.clone(), keys: options.keys.clone() };
    let given = options.mbox.map(|path| MailSource::Mbox { path });
    let searched =
        |messages: Option<u32>| Task::Queries { messages: messages.unwrap_or(SEARCHED_MESSAGES), seed };
    let tasks = match verb.as_str() {
        "import" => vec![Task::Import(given.unwrap_or(generated))],
        "queries" if given.is_none() => vec![searched(options.messages)],
        "attachments" if given.is_none() => {
            vec![Task::Attachments { messages: options.messages.unwrap_or(CAMPAIGN_MESSAGES), seed }]
        }
        "verify" if given.is_none() || !options.keys.is_empty() => vec![verify],
        "all" if options.messages.is_none() => {
            let imports = std::iter::once(generated).chain(given).map(Task::Import);
            imports.chain([searched(None), Task::Verify { mbox: None, keys: Vec::new() }]).collect()
        }
        _ => return Err(PeersError::Usage),
    };
    Ok(Arguments {
        tasks,
        runs: options.runs.unwrap_or(1).max(1),
        is_consent_given: options.is_consent_given,
        is_built: options.is_built,
        is_kept: options.is_kept,
    })
}

fn options(mut words: impl Iterator<Item = String>) -> Result<Options, PeersError> {
    let mut options = Options::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--messages" => options.messages = Some(number(words.next())?),
            "--seed" => options.seed = Some(number(words.next())?),
            "--runs" => options.runs = Some(number(words.next())?),
            "--mbox" => options.mbox = Some(words.next().ok_or(PeersError::Usage)?.into()),
            "--keys" => options.keys.push(words.next().ok_or(PeersError::Usage)?.into()),
            "--yes" => options.is_consent_given = true,
            "--as-built" => options.is_built = true,
            "--keep" => options.is_kept = true,
            _ => return Err(PeersError::Usage),
        }
    }
    Ok(options)
}

fn number<N: std::str::FromStr>(word: Option<String>) -> Result<N, PeersError> {
    word.and_then(|word| word.parse().ok()).ok_or(PeersError::Usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generated(messages: u32) -> Task {
        Task::Import(MailSource::Generated { messages, seed: SEED })
    }

    fn given() -> Task {
        Task::Import(MailSource::Mbox { path: "list.mbox".into() })
    }

    #[test]
    fn a_line_names_its_tasks() {
        fn check(line: &str, expect: Option<&[Task]>) {
            let tasks = read(line.split_whitespace().map(str::to_owned)).ok().map(|read| read.tasks);
            assert_eq!(tasks.as_deref(), expect, "{line}");
        }
        let searched = |messages| Task::Queries { messages, seed: SEED };
        check("import", Some(&[generated(60_000)]));
        check("import --messages 500 --yes", Some(&[generated(500)]));
        check("import --mbox list.mbox", Some(&[given()]));
        check("queries --messages 1000", Some(&[searched(1000)]));
        let verify = |mbox: Option<&str>, keys: &[&str]| Task::Verify {
            mbox: mbox.map(PathBuf::from),
            keys: keys.iter().map(PathBuf::from).collect(),
        };
        check("verify", Some(&[verify(None, &[])]));
        check("verify --mbox a --keys b --keys c", Some(&[verify(Some("a"), &["b", "c"])]));
        check("verify --mbox a", None);
        check("attachments", Some(&[Task::Attachments { messages: 71_848, seed: SEED }]));
        check("attachments --mbox a", None);
        check("all", Some(&[generated(60_000), searched(100_000), verify(None, &[])]));
        let four = [generated(60_000), given(), searched(100_000), verify(None, &[])];
        check("all --mbox list.mbox", Some(&four));
        check("", None);
        check("import --messages many", None);
        check("queries --mbox list.mbox", None);
        check("import --fast", None);
    }
}
