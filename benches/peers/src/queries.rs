//! Finding mail: in one process, and as commands beside the peers.

use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use crate::document::Section;
use crate::error::PeersError;
use crate::machine::Machine;
use crate::mail::{self, MailSource};
use crate::process;
use crate::programs::{self, Greffe, Program};
use crate::site::Site;
use crate::table::{Asked, Table, Target, grouped, megabytes, targets};

/// Queries asked in one process.
const QUERIES: usize = 1000;

/// How often each word is searched with each program.
const ROUNDS: usize = 6;

/// What `greffe-ask` answers.
#[derive(Deserialize)]
struct Answered {
    messages: u64,
    classes: Vec<Class>,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Class {
    name: String,
    queries: usize,
    without_hits: usize,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    max_ms: f64,
    slowest: String,
}

/// Measures both on the same mail.
pub(crate) fn measure(site: &Site, source: &MailSource, machine: &Machine) -> Result<Section, PeersError> {
    let mail = mail::prepare(site, source)?;
    let programs = programs::all();
    for program in &programs {
        eprintln!("{} takes the mail in", program.name());
        program.import(site, &mail)?;
    }
    let answered = ask(site)?;
    let commands = time_commands(&programs, site, &answered.words)?;
    let text = format!(
        "## Queries over {} generated messages ({}, {} distinct)\n\n{}\n\n\
         {QUERIES} queries in one process, one after another, all of them twice: exact total, 20 hits with snippets, all facets; \
         what attachments say is searched, too. Times are those of the second time, but for the last line. Milliseconds.\n\n{}\n\
         As commands, from start to exit, 20 results of one word; {} words of the mail, {ROUNDS} times each, the programs taking turns forwards and backwards. \
         notmuch lists threads; it and mu search no attachments, as `greffe, mail only` does, which is compared. \
         Milliseconds.\n\n{}\n{}",
        grouped(mail.messages),
        megabytes(mail.bytes),
        grouped(answered.messages),
        machine.paragraph(),
        class_table(&answered.classes),
        answered.words.len(),
        command_table(&commands),
        targets(&asked(&answered.classes, &commands)),
    );
    Ok(Section { name: "queries".to_owned(), text })
}

fn ask(site: &Site) -> Result<Answered, PeersError> {
    let mut command = Command::new(site.built("greffe-ask"));
    let everything = Greffe { reads_attachments: true };
    command.arg(site.path(everything.archive())).arg(QUERIES.to_string());
    let (_, stdout) = process::measure(&mut command, &[0])?;
    serde_json::from_str(&stdout).map_err(|_| PeersError::Answer {
        program: "greffe-ask".to_owned(),
        answer: stdout.chars().take(200).collect(),
        expected: "a report",
    })
}

/// The times of one program's searches.
struct Commands {
    name: &'static str,
    times: Vec<Duration>,
}

impl Commands {
    fn median_ms(&self) -> f64 {
        self.times.get(self.times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    fn max_ms(&self) -> f64 {
        self.times.last().map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

/// Searches each word with each program, again and again; one search beforehand warms the caches.
///
/// The programs take turns, every other round backwards: whoever follows the slowest finds least
/// of its own in the processor's caches.
fn time_commands(
    programs: &[Box<dyn Program>],
    site: &Site,
    words: &[String],
) -> Result<Vec<Commands>, PeersError> {
    let mut commands: Vec<Commands> =
        programs.iter().map(|program| Commands { name: program.name(), times: Vec::new() }).collect();
    let mut turns: Vec<usize> = (0..programs.len()).collect();
    let mut search = |word: &str, turns: &[usize]| {
        turns.iter().try_for_each(|&turn| {
            let program = &programs[turn];
            let (cost, _) = process::measure(&mut program.search(site, word), program.search_codes())?;
            commands[turn].times.push(cost.wall);
            Ok::<_, PeersError>(())
        })
    };
    words.iter().take(1).try_for_each(|word| search(word, &turns))?;
    for _ in 0..ROUNDS {
        words.iter().try_for_each(|word| search(word, &turns))?;
        turns.reverse();
    }
    for timed in &mut commands {
        timed.times.remove(0);
        timed.times.sort();
    }
    Ok(commands)
}

fn class_table(classes: &[Class]) -> String {
    let headings = ["", "queries", "without hits", "p50", "p95", "p99", "max", "slowest"];
    let mut table = Table::new(&headings);
    for class in classes {
        let times = [class.p50_ms, class.p95_ms, class.p99_ms, class.max_ms].map(|ms| format!("{ms:.2}"));
        let counts = [class.name.clone(), grouped(class.queries as u64), grouped(class.without_hits as u64)];
        table.row(counts.into_iter().chain(times).chain([format!("`{}`", class.slowest)]));
    }
    table.into_text()
}

fn command_table(commands: &[Commands]) -> String {
    let mut table = Table::new(&["", "median", "max"]);
    for timed in commands {
        table.row([
            timed.name.to_owned(),
            format!("{:.1}", timed.median_ms()),
            format!("{:.1}", timed.max_ms()),
        ]);
    }
    table.into_text()
}

fn asked(classes: &[Class], commands: &[Commands]) -> Vec<Target> {
    let all = classes.iter().find(|class| class.name == "all").map_or(f64::NAN, |class| class.p95_ms);
    let median =
        |name| commands.iter().find(|timed| timed.name == name).map_or(f64::NAN, Commands::median_ms);
    vec![
        Target { what: "p95 of all queries, ms", measured: all, asked: Asked::AtMost(10.0), digits: 2 },
        Target {
            what: "`greffe search` of mail only, times the time of `notmuch search`",
            measured: median("greffe, mail only") / median("notmuch"),
            asked: Asked::AtMost(1.0),
            digits: 2,
        },
    ]
}
