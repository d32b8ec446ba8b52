//! What somebody is told whose command line cannot be read, in their language.
//!
//! Clap tells what is wrong as values; its sentences are English and are not used.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use greffe_texts::{Texts, Value};

use crate::args::SHIELD;
use crate::say::{Voice, tame_line};

/// How a value is written, for one that could not be read.
#[derive(Debug)]
pub(crate) struct WrittenLike(pub(crate) &'static str);

impl std::fmt::Display for WrittenLike {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for WrittenLike {}

/// Shows help or the version that was asked for, or says what is wrong; ends the process.
pub(crate) fn exit(error: &Error, command: &Command, arguments: &[OsString], texts: &Texts) -> ! {
    let Some(code) = code(error) else { error.exit() };
    let help = format!("{} --help", verbs(command, arguments));
    let (what, hint) = words(code, error, &help, texts);
    Voice::new(Texts::new(texts.language()), false).error(&tame_line(&what), &tame_line(&hint));
    std::process::exit(2);
}

/// Returns the code of the texts; `None` for what is no mistake, or none that has words.
fn code(error: &Error) -> Option<&'static str> {
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => "no-such-verb",
        ErrorKind::MissingSubcommand => "no-verb",
        ErrorKind::UnknownArgument => "no-such-option",
        ErrorKind::MissingRequiredArgument => "argument-missing",
        ErrorKind::ArgumentConflict if is_of_itself(error) => "argument-twice",
        ErrorKind::ArgumentConflict => "arguments-conflict",
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => "too-many-values",
        ErrorKind::InvalidValue if told(error, ContextKind::InvalidValue).is_empty() => "value-missing",
        ErrorKind::InvalidValue => "value-not-listed",
        ErrorKind::ValueValidation => "value-unreadable",
        _ => return None,
    })
}

/// Says whether an argument is in conflict with itself: typed more often than it may be.
fn is_of_itself(error: &Error) -> bool {
    told(error, ContextKind::InvalidArg) == told(error, ContextKind::PriorArg)
}

fn words(code: &str, error: &Error, help: &str, texts: &Texts) -> (String, String) {
    let verb = [ContextKind::InvalidSubcommand, ContextKind::InvalidValue];
    let value = verb.map(|kind| told(error, kind)).concat();
    let argument = told(error, ContextKind::InvalidArg);
    let other = told(error, ContextKind::PriorArg);
    let values = [
        ("value", Value::Text(&value)),
        ("argument", Value::Text(&argument)),
        ("other", Value::Text(&other)),
    ];
    let what = texts.with(&format!("say-misread-{code}"), &values).into_owned();
    let (key, remedy) = remedy(error).unwrap_or(("say-see-help", help.to_owned()));
    (what, texts.with(key, &[("value", Value::Text(&remedy))]).into_owned())
}

/// Returns what is known to help, and the key of the text that says it.
fn remedy(error: &Error) -> Option<(&'static str, String)> {
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg];
    let suggested = suggested.map(|kind| told(error, kind)).concat();
    let listed = told(error, ContextKind::ValidValue);
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<WrittenLike>());
    if !suggested.is_empty() {
        Some(("say-did-you-mean", suggested.replace(", ", "`, `")))
    } else if !listed.is_empty() {
        Some(("say-one-of", listed))
    } else {
        cause.map(|like| ("say-written-like", like.to_string()))
    }
}

/// Returns what clap tells under a name, several values with commas.
fn told(error: &Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    text.replace(SHIELD, "")
}

/// Returns `greffe` with the verbs that were typed.
fn verbs(command: &Command, arguments: &[OsString]) -> String {
    let mut at = command;
    let mut typed = vec![command.get_name()];
    for argument in arguments.iter().skip(1).filter_map(|argument| argument.to_str()) {
        if let Some(verb) = at.find_subcommand(argument) {
            at = verb;
            typed.push(verb.get_name());
        }
    }
    typed.join(" ")
}

#[cfg(test)]
mod tests {
    use greffe_texts::Language;

    use super::*;
    use crate::help;

    #[track_caller]
    fn check(line: &str, language: Language, what: &str, hint: &str) {
        let texts = Texts::new(language);
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let mut command = help::command(&texts);
        let error = command.try_get_matches_from_mut(&arguments).expect_err("it cannot be read");
        let help = format!("{} --help", verbs(&command, &arguments));
        let words = words(code(&error).expect("a mistake"), &error, &help, &texts);
        assert_eq!((words.0.as_str(), words.1.as_str()), (what, hint));
    }

    #[test]
    fn a_mistake_is_told_in_the_language_of_the_person() {
        let (en, fr) = (Language::English, Language::French);
        check("greffe serch x", en, "there is no verb `serch`", "did you mean `serve`, `search`?");
        check("greffe xyzzy", fr, "`xyzzy` n'est pas un verbe de greffe", "voyez `greffe --help`");
        check("greffe --json", en, "no verb says what to do", "see `greffe --help`");
        check("greffe search --limt 3 x", en, "there is no option `--limt` here", "did you mean `--limit`?");
        check("greffe import x", fr, "il manque --mailbox <NOM>", "voyez `greffe import --help`");
        check("greffe keys add", en, "missing: <FILE>...", "see `greffe keys add --help`");
        let one_of = "write one of these: relevance, date, -date";
        check("greffe search --sort up x", en, "--sort <ORDER> cannot be `up`", one_of);
        check("greffe search x --sort", en, "--sort <ORDER> needs a value", one_of);
        let hint = "voyez `greffe search --help`";
        check("greffe search --limit \0-1 y", fr, "--limit <N> ne peut être `-1`", hint);
        check("greffe search --limit x y", fr, "--limit <N> ne peut être `x`", hint);
        let hint = "write it like this: 2016-03-14";
        check("greffe keys add f --seen never", en, "--seen <DATE> cannot be `never`", hint);
        let hint = "voyez `greffe search --help`";
        check("greffe search --limit 1 x --limit 2", fr, "--limit <N> est donné deux fois", hint);
        let what = "--raw cannot go together with --part <N>";
        check("greffe show ab --raw --part 1", en, what, "see `greffe show --help`");
    }

    #[test]
    fn help_and_version_are_no_mistakes() {
        let command = help::command(&Texts::new(Language::French));
        for line in [["greffe", "--help"], ["greffe", "--version"]] {
            let error = command.clone().try_get_matches_from(line).expect_err("it ends there");
            assert_eq!(code(&error), None);
        }
    }
}
