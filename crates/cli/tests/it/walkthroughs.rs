//! The walkthroughs of `docs/`: each command is run, and answers what is written.
//!
//! In a block marked `console`, a line that begins with `$ ` is a command, one
//! with `> ` goes on with it, and the others are its answer. `...` stands for
//! any lines, `[..]` for any words of a line.

use std::fs;
use std::path::{Path, PathBuf};

use crate::stranger::Stranger;

#[test]
fn what_a_mail_proves() {
    walk("what-a-mail-proves.md", "en_GB.UTF-8");
}

#[test]
fn ce_que_prouve_un_message() {
    walk("ce-que-prouve-un-message.md", "fr_FR.UTF-8");
}

#[test]
fn who_could_open_my_mailbox() {
    walk("who-could-open-my-mailbox.md", "en_GB.UTF-8");
}

#[test]
fn qui_pouvait_ouvrir_ma_boite() {
    walk("qui-pouvait-ouvrir-ma-boite.md", "fr_FR.UTF-8");
}

#[test]
fn every_walkthrough_is_walked() {
    let this = include_str!("walkthroughs.rs");
    for entry in fs::read_dir(folder()).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(this.contains(&format!("walk(\"{name}\"")), "no test walks {name}");
    }
}

/// A command and the lines that answer it.
struct Step {
    command: String,
    answer: Vec<String>,
}

/// All commands are lines of one shell: what one exports, the next one has.
fn walk(name: &str, language: &str) {
    let text = fs::read_to_string(folder().join(name)).expect("the walkthrough is there");
    let steps = steps(&text);
    assert!(!steps.is_empty(), "{name}: no command");
    let stranger = Stranger::new();
    let script: String = steps.iter().map(|step| format!("{}\nprintf '\\036\\n'\n", step.command)).collect();
    let bin = Path::new(env!("CARGO_BIN_EXE_greffe")).parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = stranger.shell();
    shell.env("LANG", language).env("PATH", format!("{}:{path}", bin.display()));
    let output = shell.arg("-c").arg(format!("exec 2>&1\n{script}")).output().expect("a shell");
    let told = String::from_utf8(output.stdout).expect("text");
    let answers: Vec<&str> = told.split("\u{1e}\n").collect();
    for (step, told) in steps.iter().zip(answers) {
        let told: Vec<&str> = told.lines().collect();
        let expect: Vec<&str> = step.answer.iter().map(String::as_str).collect();
        assert!(answers_to(&told, &expect), "{name}: $ {}\n{}\n", step.command, told.join("\n"));
    }
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut is_console = false;
    for line in text.lines() {
        match line {
            "```console" => is_console = true,
            "```" => is_console = false,
            _ if !is_console => {}
            _ => match (line.strip_prefix("$ "), line.strip_prefix("> "), steps.last_mut()) {
                (Some(command), ..) => steps.push(Step { command: command.to_owned(), answer: Vec::new() }),
                (_, Some(more), Some(step)) => step.command += &format!("\n{more}"),
                (.., Some(step)) => step.answer.push(line.to_owned()),
                _ => panic!("an answer before any command: {line}"),
            },
        }
    }
    steps
}

/// Says whether the lines told are those expected.
fn answers_to(told: &[&str], expect: &[&str]) -> bool {
    match (told, expect) {
        ([], []) => true,
        (_, ["...", rest @ ..]) => (0..=told.len()).any(|from| answers_to(&told[from..], rest)),
        ([line, told @ ..], [pattern, expect @ ..]) => is_like(line, pattern) && answers_to(told, expect),
        _ => false,
    }
}

fn is_like(line: &str, pattern: &str) -> bool {
    match pattern.split_once("[..]") {
        None => line == pattern,
        Some((before, after)) => line.strip_prefix(before).is_some_and(|rest| {
            rest.char_indices().map(|(at, _)| at).chain([rest.len()]).any(|at| is_like(&rest[at..], after))
        }),
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/walkthroughs")
}
