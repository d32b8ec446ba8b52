//! `greffe-extract FILE...`: what files say, read where they can do no harm.
//!
//! The same program is the worker (`--worker`), which reads, and the parent,
//! which opens files, asks, and prints. The parent parses nothing.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use greffe_extract::{
    Confinement, Extractor, Item, Languages, Limits, Outcome, Reading, Tools, Why, Worker, worker,
};

/// Prints the text of files, read in a process without files, network or children.
///
/// Exits with 0 when all text was read, 1 when some was not, 2 when nothing could be done.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The files to read.
    files: Vec<PathBuf>,
    /// Print one JSON object a file, a line each.
    #[arg(long)]
    json: bool,
    /// Read although this system cannot shut the reading process in.
    #[arg(long)]
    unsandboxed: bool,
    /// Have `pdftotext` read PDF of which no text, or not all, was read.
    #[arg(long)]
    pdftotext: bool,
    /// Have `bsdtar` unpack RAR.
    #[arg(long)]
    bsdtar: bool,
    /// Have `tesseract` recognise the text of images, in these languages (`fra+eng`).
    #[arg(long, value_name = "LANGUAGES", value_parser = languages)]
    ocr: Option<Languages>,
    /// Seconds that one file may take.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    #[arg(long, hide = true)]
    tool: Option<String>,
    #[arg(long, hide = true, requires = "tool")]
    errand: Option<String>,
    #[arg(long, hide = true, requires = "tool")]
    languages: Option<String>,
    #[cfg(feature = "trespass")]
    #[arg(long, hide = true)]
    trespass: Option<String>,
    #[arg(long, hide = true, default_value_t = 2 << 30)]
    memory_bytes: u64,
    #[arg(long, hide = true, default_value_t = 600)]
    cpu_seconds: u64,
}

fn main() -> ExitCode {
    if let Some(code) = worker::called() {
        return code;
    }
    let arguments = Arguments::parse();
    let allowance =
        worker::Allowance { memory_bytes: arguments.memory_bytes, cpu_seconds: arguments.cpu_seconds };
    if let Some(name) = &arguments.tool {
        return launch(name, &arguments, allowance);
    }
    #[cfg(feature = "trespass")]
    if let Some(act) = &arguments.trespass {
        complain(if worker::is_done(act.as_bytes()) { "done" } else { "refused" });
        return ExitCode::SUCCESS;
    }
    match read_all(&arguments) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Becomes a tool, behind its walls; comes back if it cannot.
#[cfg(unix)]
fn launch(name: &str, arguments: &Arguments, allowance: worker::Allowance) -> ExitCode {
    let (errand, languages) = (arguments.errand.as_deref(), arguments.languages.as_deref());
    let confinement = confinement(arguments);
    #[cfg(feature = "trespass")]
    if let (Some(act), "trespass") = (&arguments.trespass, name) {
        let arguments = ["--trespass".to_owned(), act.clone()];
        complain(&worker::become_trespasser(&arguments, allowance, confinement).to_string());
        return ExitCode::from(2);
    }
    let error = worker::become_tool(name, errand, languages, allowance, confinement);
    complain(&format!("{name}: {error}"));
    ExitCode::from(2)
}

#[cfg(not(unix))]
fn launch(_: &str, _: &Arguments, _: worker::Allowance) -> ExitCode {
    ExitCode::from(2)
}

fn languages(names: &str) -> Result<Languages, &'static str> {
    Languages::parse(names).ok_or("no languages: `fra`, or `fra+eng`")
}

fn confinement(arguments: &Arguments) -> Confinement {
    if arguments.unsandboxed { Confinement::Waived } else { Confinement::Required }
}

fn read_all(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(!arguments.files.is_empty(), "no file was named");
    let limits = Limits { item_time: Duration::from_secs(arguments.seconds), ..Limits::default() };
    let input_bytes = limits.input_bytes;
    let program = std::env::current_exe().context("this program's own place is not known")?;
    let tools =
        Tools { pdftotext: arguments.pdftotext, bsdtar: arguments.bsdtar, ocr: arguments.ocr.clone() };
    let mut extractor =
        Extractor::new(Worker::Whole(program), limits, confinement(arguments)).with_tools(tools);
    for name in extractor.missing_tools() {
        complain(&format!("not installed: {name}"));
    }
    let (mut unread, mut incomplete) = (0, 0);
    for path in &arguments.files {
        let bytes = match bytes_of(path, input_bytes) {
            Ok(bytes) => bytes,
            Err(error) => {
                unread += 1;
                complain(&format!("{}: {error}", path.display()));
                continue;
            }
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let reading = extractor.read(&Item { name: &name, content_type: "", bytes: &bytes })?;
        incomplete += usize::from(is_incomplete(&reading));
        print(path, &reading, arguments.json)?;
    }
    Ok(ExitCode::from(match (unread, incomplete) {
        (0, 0) => 0,
        _ if unread == arguments.files.len() => 2,
        _ => 1,
    }))
}

/// An image without text was read as well as it can be.
fn is_incomplete(reading: &Reading) -> bool {
    let lacks = |outcome: Outcome| !matches!(outcome.why(), None | Some(Why::NoText));
    lacks(reading.outcome) || reading.inner.iter().any(|inner| lacks(inner.outcome))
}

/// One octet too many is enough to be told that the file is too large.
fn bytes_of(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn print(path: &Path, reading: &Reading, as_json: bool) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    if as_json {
        let line = serde_json::json!({ "file": path.to_string_lossy(), "reading": reading });
        return Ok(writeln!(out, "{line}")?);
    }
    writeln!(out, "== {} [{}] {}", path.display(), reading.format, in_words(reading.outcome))?;
    if let Some(by) = &reading.by {
        writeln!(out, "read by: {}", shown(by))?;
    }
    for (name, value) in facts(reading) {
        writeln!(out, "{name}: {value}")?;
    }
    let mut within = "";
    for piece in &reading.pieces {
        if piece.within != within {
            within = &piece.within;
            writeln!(out, "-- {}", shown(within))?;
        }
        match piece.mark {
            greffe_extract::Mark::Body => writeln!(out, "{}", shown(piece.text.trim_end()))?,
            mark => writeln!(out, "[{}] {}", mark.word(), shown(piece.text.trim_end()))?,
        }
    }
    for inner in &reading.inner {
        writeln!(out, "-- {} [{}] {}", shown(&inner.path), inner.format, in_words(inner.outcome))?;
    }
    Ok(())
}

fn in_words(outcome: Outcome) -> String {
    match outcome {
        Outcome::Complete => "complete".to_owned(),
        Outcome::Truncated(why) => format!("truncated ({})", why.word()),
        Outcome::None(why) => format!("none ({})", why.word()),
    }
}

fn facts(reading: &Reading) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(facts)) = serde_json::to_value(&reading.metadata) else {
        return Vec::new();
    };
    facts
        .into_iter()
        .map(|(name, value)| (name, shown(value.as_str().unwrap_or(&value.to_string()))))
        .collect()
}

/// Takes out what could give orders to a terminal.
fn shown(text: &str) -> String {
    text.chars().filter(|char| !char.is_control() || matches!(char, '\n' | '\t')).collect()
}

fn complain(text: &str) {
    // Nobody reads the complaints: there is nobody to tell that either.
    let _ = writeln!(io::stderr(), "{text}");
}
