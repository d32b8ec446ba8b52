//! Help in the language of the person: Fluent's texts put into clap's frame.
//!
//! Clap's own words (`[default: ...]`, names of values) are English, so they are
//! hidden and said again in the text of each argument.

use clap::{Arg, ArgAction, Command, CommandFactory};
use greffe_texts::{Texts, Value};

use crate::args::Line;

/// Returns the command with its help in the language of `texts`.
pub(crate) fn command(texts: &Texts) -> Command {
    let command = with_help(Line::command(), texts, "help").about(texts.get("help-about").into_owned());
    let command = command.after_help(texts.get("help-after").into_owned());
    with_verbs(command, texts, "help")
}

/// Gives each verb its help, and the verbs below it theirs.
fn with_verbs(command: Command, texts: &Texts, prefix: &str) -> Command {
    let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    verbs.into_iter().fold(command, |command, name| {
        command.mut_subcommand(&name, |verb| {
            let key = format!("{prefix}-{name}");
            let verb = with_help(verb, texts, &key).about(texts.get(&key).into_owned());
            let after = format!("{key}-after");
            let verb = if texts.has(&after) { verb.after_help(texts.get(&after).into_owned()) } else { verb };
            with_verbs(verb, texts, &key)
        })
    })
}

fn with_help(command: Command, texts: &Texts, prefix: &str) -> Command {
    let say = |key: &str| texts.get(key).into_owned();
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(say("help-verbs"))
        .subcommand_value_name(say("help-value-verb"))
        .help_template(format!(
            "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            say("help-usage")
        ))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help));
    let command = if prefix == "help" {
        command.arg(Arg::new("version").short('V').long("version").action(ArgAction::Version))
    } else {
        command
    };
    command.mut_args(|argument| explained(argument, texts, prefix))
}

/// Gives an argument its help, with what clap would say of it in English.
fn explained(argument: Arg, texts: &Texts, prefix: &str) -> Arg {
    let id = argument.get_id().as_str();
    let is_shared = ["help", "version"].contains(&id);
    let key = if is_shared { format!("help-{id}") } else { format!("{prefix}-{id}") };
    let heading = if argument.is_positional() { "help-arguments" } else { "help-options" };
    // What every verb takes stands last.
    let last = if is_shared { 1_000 } else { 900 };
    let mut argument = argument.help_heading(texts.get(heading).into_owned());
    if is_shared || argument.is_global_set() {
        argument = argument.display_order(last);
    }
    if argument.get_action().takes_values() {
        argument = argument.hide_default_value(true).hide_possible_values(true).hide_env(true);
    }
    if texts.has(&key) {
        let more = notes(&argument, texts);
        argument = argument.help(format!("{}{more}", texts.get(&key)));
    }
    match argument.get_value_names() {
        Some([name]) => {
            let word = format!("help-value-{}", name.to_lowercase());
            if texts.has(&word) { argument.value_name(texts.get(&word).into_owned()) } else { argument }
        }
        _ => argument,
    }
}

/// Says which values an argument takes, and which one it has if none is given.
fn notes(argument: &Arg, texts: &Texts) -> String {
    if !argument.get_action().takes_values() {
        return String::new();
    }
    let values: Vec<String> =
        argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let variable = argument.get_env().map(|name| name.to_string_lossy().into_owned());
    let told = [
        ("help-values", values.join(", ")),
        ("help-default", defaults.join(", ")),
        ("help-variable", variable.unwrap_or_default()),
    ];
    let told = told.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(key, value)| format!(" [{}]", texts.with(key, &[("value", Value::Text(&value))]))).collect()
}

#[cfg(test)]
mod tests {
    use greffe_texts::Language;

    use super::*;

    #[test]
    fn every_argument_has_its_help_in_both_languages() {
        for language in [Language::English, Language::French] {
            let texts = Texts::new(language);
            let command = command(&texts);
            command.clone().debug_assert();
            check_help(&command, &texts, "help");
        }
    }

    fn check_help(command: &Command, texts: &Texts, prefix: &str) {
        for verb in command.get_subcommands() {
            let key = format!("{prefix}-{}", verb.get_name());
            assert!(texts.has(&key), "{}: {key}", texts.language());
            for argument in verb.get_arguments().filter(|argument| !argument.is_global_set()) {
                let id = argument.get_id();
                assert!(argument.get_help().is_some(), "{}: {key} {id}", texts.language());
            }
            check_help(verb, texts, &key);
        }
    }
}
