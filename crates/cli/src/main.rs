//! The `greffe` command: one file a verb.
//!
//! Stdout is data, stderr is the rest; exit 0 done and true, 1 done with a
//! reserve, 2 could not. The verbs call the desk and put words to its answers;
//! they know nothing of packs, indexes or parsers.

mod accounts;
mod args;
mod audit;
mod check;
mod demo;
mod dns;
mod export;
mod extract;
mod help;
mod import;
mod init;
mod keys;
mod misread;
mod progress;
mod say;
mod search;
mod serve;
mod show;
mod totals;
mod verdict;
mod verify;

use std::process::ExitCode;

use args::{Line, Verb};
use greffe::Coded;
use say::Voice;

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done and true.
    Done,
    /// Done with a reserve: nothing found, or some of it could not be read.
    Reserve,
}

fn main() -> ExitCode {
    if let Some(code) = greffe::serve_as_worker() {
        return code;
    }
    let (line, texts) = args::read();
    let voice = Voice::new(texts, line.json);
    match run(line, &voice) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Reserve) => ExitCode::from(1),
        Err(error) => fail(&voice, &error),
    }
}

fn run(line: Line, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = &line.archive;
    match line.verb {
        Verb::Demo(demo) => demo::run(line.is_archive_named.then_some(archive), &demo, voice),
        Verb::Init(init) => init::run(archive, &init, voice),
        Verb::Import(import) => import::run(archive, &import, voice),
        Verb::Search(search) => search::run(archive, &search, voice),
        Verb::Show(show) => show::run(archive, &show, voice),
        Verb::Extract(extract) => extract::run(archive, &extract, voice),
        Verb::Verify(verify) => verify::run(line.is_archive_named.then_some(archive), &verify, voice),
        Verb::Audit(audit) => audit::run(&audit, voice),
        Verb::Keys(keys) => keys::run(archive, &keys.verb, voice),
        Verb::Export(export) => export::run(archive, &export, voice),
        Verb::Serve(serve) => serve::run(archive, &serve, voice),
        Verb::Check => check::run(archive, voice),
    }
}

/// Says what went wrong; a reader who has gone away is no error.
fn fail(voice: &Voice, error: &anyhow::Error) -> ExitCode {
    let is_closed_pipe = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(is_closed_pipe) {
        return ExitCode::SUCCESS;
    }
    if let Some(known) = error.downcast_ref::<greffe::Error>() {
        say_error(voice, known);
    } else if let Some(known) = error.downcast_ref::<greffe_report::ReportError>() {
        say_error_of(voice, &known.coded());
    } else if let Some(known) = error.downcast_ref::<greffe_web::WebError>() {
        say_error_of(voice, &known.coded());
    } else if let Some(known) = error.downcast_ref::<std::io::Error>() {
        say_error_of(voice, &Coded::bare("output").because_of(known));
    } else {
        voice.error(&format!("{error:#}"), &voice.texts.get("rec-internal"));
    }
    ExitCode::from(2)
}

fn say_error_of(voice: &Voice, error: &Coded) {
    let words = voice.texts.error_of(error, None);
    voice.error(&say::tame(&words.what), &say::tame(&words.hint));
}

fn say_error(voice: &Voice, error: &greffe::Error) {
    let words = voice.texts.error(error);
    voice.error(&say::tame(&words.what), &say::tame(&words.hint));
    if let greffe::Error::Query { query, at, .. } = error {
        let before = query.get(..*at).map_or(0, |text| text.chars().count());
        voice.exact_line(&format!("  {}", say::tame_line(query)));
        voice.exact_line(&format!("  {}^", " ".repeat(before)));
    }
}
