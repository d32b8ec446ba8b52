//! A thousand queries to one archive in one process, timed one by one.
//!
//! `greffe-ask ARCHIVE N` draws N queries from the archive's own words, asks
//! each against the clock (exact total, 20 hits with snippets, all facets), first
//! one after another and then all of them again, and prints one JSON object. It uses the
//! desk as any door does; it knows no other room.

mod chance;
mod latency;
mod mix;
mod vocabulary;

use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use greffe::{Archive, Edges, Room, SearchRequest, Sort};
use serde::Serialize;

use crate::chance::Chance;
use crate::latency::{Asked, ClassReport, report};
use crate::mix::Query;
use crate::vocabulary::Vocabulary;

/// Another seed asks other queries.
const SEED: u64 = 2017;

/// Words handed back for the measurement of commands.
const COMMAND_WORDS: usize = 20;

#[derive(Serialize)]
struct Report {
    messages: u64,
    classes: Vec<ClassReport>,
    words: Vec<String>,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [archive, queries] = arguments.as_slice() else { anyhow::bail!("usage: greffe-ask ARCHIVE N") };
    let queries = queries.parse().context("N is a number of queries")?;
    let room = Archive::open(Path::new(archive), Edges::system())?.room();

    let vocabulary = Vocabulary::read(&room)?;
    let mut chance = Chance::new(SEED);
    let mix = mix::draw(&vocabulary, queries, &mut chance)?;
    let words = mix::words(&vocabulary, COMMAND_WORDS, &mut chance)?;
    let ask_all = || mix.iter().map(|query| ask(&room, query)).collect::<anyhow::Result<Vec<Asked>>>();
    let (first, again) = (ask_all()?, ask_all()?);
    let report = Report { messages: room.overview()?.messages, classes: report(&first, &again), words };
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

fn ask(room: &Room, query: &Query) -> anyhow::Result<Asked> {
    let request = SearchRequest {
        query: query.text.clone(),
        limit: 20,
        sort: Sort::Relevance,
        facets: true,
        ..SearchRequest::default()
    };
    let began = Instant::now();
    let answer = room.search(&request);
    let spent = began.elapsed();
    let answer = answer.with_context(|| format!("the query `{}`", query.text))?;
    Ok(Asked { class: query.class, text: query.text.clone(), spent, total: answer.total })
}
