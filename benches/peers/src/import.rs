//! Taking mail in: how fast, with how much memory, into how much room.

use std::process::Command;

use crate::document::Section;
use crate::error::PeersError;
use crate::machine::Machine;
use crate::mail::{self, Mail, MailSource};
use crate::process;
use crate::programs::{self, Imported, Program};
use crate::site::Site;
use crate::table::{Asked, Table, Target, grouped, megabytes, seconds, targets};

/// Measures all programs on the same mail.
pub(crate) fn measure(
    site: &Site,
    source: &MailSource,
    runs: usize,
    machine: &Machine,
) -> Result<Section, PeersError> {
    let mail = mail::prepare(site, source)?;
    let mut results = Vec::new();
    for program in programs::all() {
        results.push((program.name(), median_run(program.as_ref(), site, &mail, runs)?));
    }
    let [(_, greffe), (_, notmuch), (_, mu), _] = results.as_slice() else { unreachable!("four imports") };
    let asked = asked(source, &mail, greffe, notmuch, mu);
    let text = format!(
        "## Import: {}\n\n{}\n\n{}\n{}\n{}",
        title(source, &mail),
        machine.paragraph(),
        table(&mail, &results),
        note(runs),
        targets(&asked)
    );
    Ok(Section { name: name(source).to_owned(), text })
}

/// Imports `runs` times; the run with the median CPU time counts.
fn median_run(program: &dyn Program, site: &Site, mail: &Mail, runs: usize) -> Result<Imported, PeersError> {
    let mut imports = Vec::with_capacity(runs);
    for run in 1..=runs {
        settle()?;
        let imported = program.import(site, mail)?;
        let (name, cost) = (program.name(), &imported.cost);
        eprintln!("{name}, run {run}: {} wall, {} CPU", seconds(cost.wall), seconds(cost.cpu));
        imports.push(imported);
    }
    imports.sort_by_key(|imported| imported.cost.cpu);
    Ok(imports.swap_remove(runs / 2))
}

/// Writes back what the last program left in the page cache, so that the next does not pay for it.
fn settle() -> Result<(), PeersError> {
    process::measure(&mut Command::new("sync"), &[0]).map(drop)
}

fn name(source: &MailSource) -> &'static str {
    match source {
        MailSource::Generated { .. } => "import-generated",
        MailSource::Mbox { .. } => "import-mbox",
    }
}

fn title(source: &MailSource, mail: &Mail) -> String {
    let (messages, size) = (grouped(mail.messages), megabytes(mail.bytes));
    match source {
        MailSource::Generated { seed, .. } => format!("{messages} generated messages ({size}, seed {seed})"),
        MailSource::Mbox { .. } => format!("an mbox of {messages} messages ({size})"),
    }
}

fn note(runs: usize) -> String {
    let counted = match runs {
        1 => "One run of each.".to_owned(),
        _ => format!("Of {runs} runs of each, the one with the median CPU time."),
    };
    format!(
        "{counted} notmuch and mu do not read what attachments say: `greffe, mail only` (`--leave-attachments`) \
         does not either, and is what the ratios compare; `greffe` does.\n"
    )
}

fn table(mail: &Mail, results: &[(&str, Imported)]) -> String {
    let headings: Vec<&str> = std::iter::once("").chain(results.iter().map(|(name, _)| *name)).collect();
    let mut table = Table::new(&headings);
    let mut row = |what: &str, cell: &dyn Fn(&Imported) -> String| {
        table.row(std::iter::once(what.to_owned()).chain(results.iter().map(|(_, imported)| cell(imported))));
    };
    let sized = |bytes: u64| format!("{} ({:.2})", megabytes(bytes), mail::share(bytes, mail));
    row("messages it says it has", &|imported| grouped(imported.messages));
    row("time", &|imported| seconds(imported.cost.wall));
    row("CPU", &|imported| seconds(imported.cost.cpu));
    row("messages a second", &|imported| grouped(per_second(mail, imported) as u64));
    row("**messages a CPU-second**", &|imported| {
        format!("**{}**", grouped(per_cpu_second(mail, imported) as u64))
    });
    let rate = results.first().map_or(f64::NAN, |(_, greffe)| per_cpu_second(mail, greffe));
    row("greffe's rate, mail only, times this", &|imported| {
        format!("{:.1}", rate / per_cpu_second(mail, imported))
    });
    row("peak memory", &|imported| megabytes(imported.cost.peak_bytes));
    row("of it anonymous", &|imported| megabytes(imported.cost.peak_anonymous_bytes));
    row("index (share of the mail)", &|imported| sized(imported.index_bytes));
    row("own copy of the mail", &|imported| imported.store_bytes.map_or("none".to_owned(), sized));
    table.into_text()
}

/// The numbers of the issue for this mail, of greffe doing what the peers do: generated mail is
/// small and plain, a real list is neither.
fn asked(
    source: &MailSource,
    mail: &Mail,
    greffe: &Imported,
    notmuch: &Imported,
    mu: &Imported,
) -> Vec<Target> {
    let against = |peer| per_cpu_second(mail, greffe) / per_cpu_second(mail, peer);
    let room = mail::share(greffe.index_bytes + greffe.store_bytes.unwrap_or(0), mail);
    let at_least =
        |what, limit, measured, digits| Target { what, measured, asked: Asked::AtLeast(limit), digits };
    let at_most =
        |what, limit, measured, digits| Target { what, measured, asked: Asked::AtMost(limit), digits };
    let memory = at_most("anonymous memory, MB", 600.0, greffe.cost.peak_anonymous_bytes as f64 / 1e6, 0);
    match source {
        MailSource::Generated { .. } => vec![
            at_least("messages a CPU-second, times notmuch's", 12.0, against(notmuch), 1),
            at_least("messages a CPU-second, times mu's", 7.0, against(mu), 1),
            memory,
            at_most("store and index, share of the mail", 0.5, room, 3),
        ],
        MailSource::Mbox { .. } => vec![
            at_least("messages a second", 2800.0, per_second(mail, greffe), 0),
            memory,
            at_most("store and index, share of the mail", 0.72, room, 3),
        ],
    }
}

fn per_second(mail: &Mail, imported: &Imported) -> f64 {
    mail.messages as f64 / imported.cost.wall.as_secs_f64().max(f64::EPSILON)
}

fn per_cpu_second(mail: &Mail, imported: &Imported) -> f64 {
    mail.messages as f64 / imported.cost.cpu.as_secs_f64().max(f64::EPSILON)
}
