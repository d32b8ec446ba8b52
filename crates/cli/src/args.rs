//! What one can type. Help texts are Fluent's (`help-…`), in the language of the person.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use greffe::audit::SnapshotDay;
use greffe::{Languages, Method, Timestamp, Tools};
use greffe_texts::{Language, Texts};

use crate::help;
use crate::misread::{self, WrittenLike};

/// Where the archive is unless somebody says otherwise.
pub(crate) const ARCHIVE: &str = "archive";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "greffe", version, disable_help_subcommand = true)]
pub(crate) struct Line {
    #[arg(
        long,
        global = true,
        env = "GREFFE_ARCHIVE",
        default_value = ARCHIVE,
        hide_env_values = true,
        value_name = "DIR"
    )]
    pub archive: PathBuf,
    /// The archive was named on the command line itself.
    #[arg(skip)]
    pub is_archive_named: bool,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, value_name = "fr|en")]
    pub lang: Option<String>,
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Demo(Demo),
    Init(Init),
    Import(Import),
    Search(Search),
    Show(Show),
    Extract(Extract),
    Verify(Verify),
    Audit(Box<Audit>),
    Keys(Keys),
    Export(Export),
    Serve(Serve),
    Check,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[arg(long)]
    pub no_serve: bool,
    #[arg(long, value_name = "N", default_value_t = 1500)]
    pub messages: u32,
    #[arg(long, value_name = "N", default_value_t = 2015)]
    pub seed: u64,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub mailbox: String,
    #[arg(long, value_name = "WHOM")]
    pub by: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[arg(long)]
    pub again: bool,
    #[arg(long)]
    pub leave_attachments: bool,
    #[command(flatten)]
    pub tools: ToolOptions,
    #[arg(long)]
    pub timings: bool,
    #[arg(long, value_name = "FILE", conflicts_with = "token_file")]
    pub password_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,
    #[arg(long)]
    pub unencrypted: bool,
}

/// Installed tools that take a second look at attachments.
#[derive(Debug, Args)]
pub(crate) struct ToolOptions {
    #[arg(long, value_name = "LANGUAGES", value_parser = languages)]
    pub ocr: Option<Languages>,
    #[arg(long)]
    pub pdftotext: bool,
    #[arg(long)]
    pub bsdtar: bool,
}

impl ToolOptions {
    pub(crate) fn tools(&self) -> Tools {
        Tools { pdftotext: self.pdftotext, bsdtar: self.bsdtar, ocr: self.ocr.clone() }
    }
}

fn languages(names: &str) -> Result<Languages, WrittenLike> {
    Languages::parse(names).ok_or(WrittenLike("fra+eng"))
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    #[arg(value_name = "QUERY", value_parser = unshield)]
    pub query: Vec<String>,
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    #[arg(long, value_name = "ORDER", value_enum, default_value_t = Order::Relevance, allow_hyphen_values = true)]
    pub sort: Order,
    #[arg(long)]
    pub collapse: bool,
    #[arg(long)]
    pub facets: bool,
}

/// The orders of `--sort`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    Relevance,
    Date,
    #[value(name = "-date")]
    DateDescending,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, conflicts_with = "part")]
    pub raw: bool,
    #[arg(long, value_name = "N")]
    pub part: Option<usize>,
    #[arg(long, requires = "part")]
    pub text: bool,
    #[arg(long)]
    pub headers: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    #[arg(long, conflicts_with_all = ["again", "unsandboxed", "ocr", "pdftotext", "bsdtar"])]
    pub list: bool,
    #[arg(long)]
    pub again: bool,
    #[arg(long)]
    pub unsandboxed: bool,
    #[command(flatten)]
    pub tools: ToolOptions,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub keys: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub observer: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub bundle: Option<PathBuf>,
    #[arg(long)]
    pub dns: bool,
    #[arg(long, value_name = "IP:PORT", requires = "dns")]
    pub resolver: Option<SocketAddr>,
    #[arg(long, requires = "dns")]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Audit {
    #[arg(value_name = "FILE", required_unless_present_any = ["demo", "verify"])]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "DIR", required_unless_present_any = ["demo", "verify"])]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub directory: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub approvals: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub calendar: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub mapping: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub keys: Vec<PathBuf>,
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    #[arg(long, value_name = "FILE=DATE", value_parser = snapshot_day)]
    pub taken: Vec<SnapshotDay>,
    #[arg(long, value_name = "DATE", value_parser = instant)]
    pub from: Option<Timestamp>,
    #[arg(long, value_name = "DATE", value_parser = last_instant)]
    pub to: Option<Timestamp>,
    #[arg(long, value_name = "WHOM")]
    pub asked_by: Option<String>,
    #[arg(long, value_name = "WHOM")]
    pub collected_by: Option<String>,
    #[arg(long, value_name = "MAILBOX")]
    pub for_owner: Option<String>,
    #[arg(long)]
    pub pseudonymise: bool,
    #[arg(long, conflicts_with_all = ["files", "verify"])]
    pub demo: bool,
    #[arg(long, value_name = "DIR", conflicts_with_all = ["files", "out"])]
    pub verify: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Keys {
    #[command(subcommand)]
    pub verb: KeysVerb,
}

/// What to do with the keys of an archive.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysVerb {
    Add(KeysAdd),
    List,
    Trust(KeysTrust),
    Distrust(KeysDistrust),
    Missing(KeysMissing),
    Recover(KeysRecover),
    Export(KeysExport),
}

#[derive(Debug, Args)]
pub(crate) struct KeysAdd {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "WHOM")]
    pub observer: Option<String>,
    #[arg(long, value_name = "METHOD", value_parser = method)]
    pub method: Option<Method>,
    #[arg(long, value_name = "WHERE")]
    pub source: Option<String>,
    #[arg(long, value_name = "DATE", value_parser = instant)]
    pub seen: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(crate) struct KeysTrust {
    #[arg(value_name = "FILE", requires = "name")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "NAME", requires = "file")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct KeysDistrust {
    #[arg(value_name = "NAME")]
    pub name: String,
}

#[derive(Debug, Args)]
pub(crate) struct KeysMissing {
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct KeysRecover {
    #[arg(value_name = "DOMAIN", requires = "selector")]
    pub domain: Option<String>,
    #[arg(value_name = "SELECTOR")]
    pub selector: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct KeysExport {
    #[arg(long = "as", value_name = "FORMAT", value_enum, default_value_t = KeysFormat::Jsonl)]
    pub format: KeysFormat,
}

/// The formats of `keys export --as`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeysFormat {
    Jsonl,
    Tsv,
    Zone,
    Names,
}

fn method(word: &str) -> Result<Method, WrittenLike> {
    word.parse().map_err(|_| WrittenLike("dns"))
}

fn snapshot_day(text: &str) -> Result<SnapshotDay, WrittenLike> {
    SnapshotDay::parse(text).ok_or(WrittenLike("rights.csv=2016-03-14T09:00"))
}

fn instant(text: &str) -> Result<Timestamp, WrittenLike> {
    greffe::read_instant(text).ok_or(WrittenLike("2016-03-14"))
}

/// A day stands for its last second.
fn last_instant(text: &str) -> Result<Timestamp, WrittenLike> {
    let Timestamp(at) = instant(text)?;
    let is_day = !text.contains('T');
    Ok(Timestamp(if is_day { at.saturating_add(86_399) } else { at }))
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[arg(value_name = "QUERY", value_parser = unshield)]
    pub query: Vec<String>,
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    #[arg(long = "as", value_name = "FORMAT", value_enum)]
    pub format: Format,
}

/// The formats of `--as`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Mbox,
    Eml,
    Csv,
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[arg(long, value_name = "N", default_value_t = 7878)]
    pub port: u16,
}

/// Reads the command line; help and errors come in the language it asks for.
///
/// Exits like any command when it is asked for help or cannot be read.
pub(crate) fn read() -> (Line, Texts) {
    let texts = Texts::new(language());
    let arguments = shield(std::env::args_os());
    // Putting the help in takes longer than reading a line that needs none.
    let matches = Line::command().try_get_matches_from(&arguments).unwrap_or_else(|_| {
        let mut command = help::command(&texts);
        let read = command.try_get_matches_from_mut(&arguments);
        read.unwrap_or_else(|error| misread::exit(&error, &command, &arguments, &texts))
    });
    let mut line = Line::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    line.is_archive_named = is_named(&matches, "archive");
    (line, texts)
}

/// Says whether an option was typed, before the verb or behind it.
fn is_named(matches: &ArgMatches, id: &str) -> bool {
    let is_typed = |matches: &ArgMatches| matches.value_source(id) == Some(ValueSource::CommandLine);
    is_typed(matches) || matches.subcommand().is_some_and(|(_, matches)| is_typed(matches))
}

/// Before a word of a query that begins with a minus; no argument of a process can hold it.
pub(crate) const SHIELD: char = '\0';

/// Lets a query begin with a minus: `-budget` excludes, and is no option.
///
/// Options of greffe have two dashes; `-h` and `-V` alone are kept as they are, and so is
/// everything before a verb that takes a query.
fn shield(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut shielded: Vec<OsString> = Vec::new();
    for argument in arguments {
        let text = argument.to_str().unwrap_or_default();
        let is_exclusion = text.len() > 1
            && text.starts_with('-')
            && !text.starts_with("--")
            && !matches!(text, "-h" | "-V")
            && shielded.iter().any(|before| before == "search" || before == "export")
            && shielded.last().is_none_or(|before| before != "--sort");
        shielded.push(if is_exclusion { format!("{SHIELD}{text}").into() } else { argument });
    }
    shielded
}

fn unshield(argument: &str) -> Result<String, std::convert::Infallible> {
    Ok(argument.trim_start_matches(SHIELD).to_owned())
}

/// The language of `--lang`, else of the environment, else English. Read
/// before clap does, since help itself is in that language.
fn language() -> Language {
    let mut arguments = std::env::args().skip_while(|argument| !argument.starts_with("--lang"));
    let asked = arguments.next().and_then(|first| match first.split_once('=') {
        Some((_, tag)) => Some(tag.to_owned()),
        None => arguments.next(),
    });
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default());
    let first_set = environment.iter().find(|value| !value.is_empty());
    let tags = asked.as_deref().into_iter().chain(first_set.map(String::as_str));
    tags.filter_map(Language::from_tag).next().unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_may_begin_with_a_minus() {
        let words = ["greffe", "search", "-budget", "--limit", "5", "a", "-b", "--sort", "-date"];
        let line = Line::try_parse_from(shield(words.map(OsString::from).into_iter()));
        let Verb::Search(search) = line.expect("it reads").verb else { panic!("a search") };
        assert_eq!(search.query, ["-budget", "a", "-b"]);
        assert_eq!((search.limit, search.sort), (5, Order::DateDescending));
    }
}
