//! `greffe search`: messages that match, and what they have in common.

use std::path::Path;

use greffe::view::{Facet, Facets, Hit, SearchAnswer, Warning};
use greffe::{Archive, Edges, Kind, SearchRequest, Sort, Verdict};
use greffe_texts::{Clock, Value, number, sign};

use crate::Outcome;
use crate::args::{Order, Search};
use crate::progress::Bar;
use crate::say::{Voice, tame_line};

/// A subject or a sender may be a megabyte long; a line of a list may not.
const LINE_CHARS: usize = 250;

pub(crate) fn run(archive: &Path, search: &Search, voice: &Voice) -> anyhow::Result<Outcome> {
    answer_here();
    let archive = open(archive, voice)?;
    let room = archive.room();
    let answer = room.search(&SearchRequest {
        query: search.query.join(" "),
        offset: search.offset,
        limit: search.limit,
        sort: match search.sort {
            Order::Relevance => Sort::Relevance,
            Order::Date => Sort::Date,
            Order::DateDescending => Sort::DateDescending,
        },
        facets: search.facets,
        collapse: search.collapse,
        through: None,
    })?;
    if voice.json {
        voice.out_json(&answer)?;
    } else {
        say(&answer, search, &Clock::new(archive.timezone()), voice)?;
    }
    // The process ends here, and gives back what was opened and mapped at once.
    std::mem::forget((archive, room));
    Ok(if answer.total == 0 { Outcome::Reserve } else { Outcome::Done })
}

/// Makes the thread that asks one of those that answer: to wake another one and to wait for it,
/// time and again, would take a tenth of the time of a search.
fn answer_here() {
    // Never this one alone: others may need an answer while it waits for them.
    let threads = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    // An error would say that there are threads already, which do as well.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread().build_global();
}

/// Opens an archive to read it, its views made whole.
pub(crate) fn open(archive: &Path, voice: &Voice) -> Result<Archive, greffe::Error> {
    let mut bar = Bar::new(voice);
    let archive =
        Archive::open_whole(archive, Edges::system(), &mut |done, total| bar.step(done, Some(total)));
    bar.end();
    archive
}

fn say(answer: &SearchAnswer, search: &Search, clock: &Clock, voice: &Voice) -> anyhow::Result<()> {
    if answer.total > 0 {
        say_warnings(answer, voice);
    }
    let lines: Vec<String> = answer.hits.iter().flat_map(|hit| lines_of(hit, clock, voice)).collect();
    if !lines.is_empty() {
        voice.out(&lines.join("\n"))?;
    }
    if let Some(facets) = &answer.facets {
        say_facets(facets, voice)?;
    }
    voice.line(&found(answer, voice));
    if let Some(texts) = answer.texts.filter(|texts| *texts > 0) {
        voice.line(&voice.texts.different_texts(texts));
    }
    let (shown, all) = (answer.hits.len() as u64, answer.texts.unwrap_or(answer.total));
    if shown > 0 && shown < all {
        let written = |count: u64| number(voice.language(), count);
        voice.say(
            "search-shown",
            &[
                ("first", Value::Text(&written(search.offset as u64 + 1))),
                ("last", Value::Text(&written(search.offset as u64 + shown))),
                ("total", Value::Text(&written(all))),
            ],
        );
    }
    if answer.total == 0 {
        voice.say("search-nothing", &[]);
        // Of what was not found, it is the last word.
        say_warnings(answer, voice);
    }
    Ok(())
}

/// Counts what was found: loose documents are no messages.
fn found(answer: &SearchAnswer, voice: &Voice) -> String {
    let messages = answer.total.saturating_sub(answer.documents);
    let messages_found = || voice.count("search-total", "total", messages);
    let documents_found = || voice.count("search-documents", "documents", answer.documents);
    match (messages, answer.documents) {
        (_, 0) => messages_found(),
        (0, _) => documents_found(),
        _ => {
            let (messages, documents) = (messages_found(), documents_found());
            let both = [("messages", Value::Text(&messages)), ("documents", Value::Text(&documents))];
            voice.texts.with("search-both", &both).into_owned()
        }
    }
}

fn say_warnings(answer: &SearchAnswer, voice: &Voice) {
    answer.warnings.iter().for_each(|warning| warn(warning, voice));
}

/// Says what a search could not look at.
pub(crate) fn warn(warning: &Warning, voice: &Voice) {
    match warning {
        Warning::ExpansionCut { word } => {
            voice.warn("search-warning-expansion-cut", &[("word", Value::Text(&tame_line(word)))]);
        }
        Warning::WordClipped { word } => {
            voice.warn("search-warning-word-clipped", &[("word", Value::Text(&tame_line(word)))]);
        }
        Warning::NoSuchName { operator, name } => {
            let values = [("operator", Value::Text(operator.as_str())), ("name", Value::Text(name.as_str()))];
            voice.warn("search-warning-no-such-name", &values);
        }
        Warning::AttachmentsNotRead { messages } => {
            let written = number(voice.language(), *messages);
            voice.warn(
                "search-warning-attachments-not-read",
                &[("messages", Value::Count(*messages)), ("messages_written", Value::Text(&written))],
            );
        }
        Warning::NotCompared => {
            let words = Value::Count(greffe::LEAST_WORDS as u64);
            voice.warn("search-warning-not-compared", &[("words", words)]);
        }
        Warning::NotJudged { messages } => {
            let written = number(voice.language(), *messages);
            voice.warn(
                "search-warning-not-judged",
                &[("messages", Value::Count(*messages)), ("messages_written", Value::Text(&written))],
            );
        }
    }
}

/// Writes when a message was written: the day that `on:` finds it by.
pub(crate) fn when(date: Option<&str>, clock: &Clock, voice: &Voice) -> String {
    match date {
        Some(date) => clock.short(date),
        None => voice.texts.get("search-no-date").into_owned(),
    }
}

fn lines_of(hit: &Hit, clock: &Clock, voice: &Voice) -> Vec<String> {
    let when = when(hit.date.as_deref(), clock, voice);
    let id = hit.id.get(..12).unwrap_or(&hit.id);
    let from = or_word(marked(&line(&hit.from), &hit.from_marks, voice), "search-no-sender", hit, voice);
    let mut lines = vec![format!("{}  {when}  {from}", voice.faint(id))];
    let mut subject = format!("    {}", or_word(headline(hit, voice), "search-no-subject", hit, voice));
    if hit.attachments > 0 {
        let files =
            voice.texts.with("search-attachments", &[("attachments", Value::Count(hit.attachments as u64))]);
        subject.push_str(&format!("  [{files}]"));
    }
    lines.push(subject);
    if let Some(verdict) = hit.verdict.and_then(|word| word.parse::<Verdict>().ok()) {
        lines.push(format!("    {} {}", sign(verdict), voice.texts.verdict(verdict)));
    }
    if !hit.snippet.is_empty() {
        lines.push(format!("    {}", marked(&hit.snippet, &hit.marks, voice)));
    }
    if let Some(others) = hit.similar.filter(|others| *others > 0) {
        lines.push(format!("    {}", voice.faint(&voice.texts.others_alike(others))));
    }
    lines
}

/// Shortens a text to what a list has room for.
fn line(text: &str) -> String {
    match text.char_indices().nth(LINE_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns a text, or words for its absence; loose documents have no sender.
fn or_word(text: String, absent: &str, hit: &Hit, voice: &Voice) -> String {
    let is_told = !text.trim().is_empty() || hit.kind == Kind::Document.as_str();
    if is_told { text } else { voice.texts.get(absent).into_owned() }
}

/// The subject in bold, its marks underlined as well: bold alone would not tell them.
fn headline(hit: &Hit, voice: &Voice) -> String {
    painted(&line(&hit.subject), &hit.subject_marks, |text| voice.bold(text), |word| voice.underlined(word))
}

/// A text with its marks in bold.
fn marked(text: &str, marks: &[(usize, usize)], voice: &Voice) -> String {
    painted(text, marks, str::to_owned, |word| voice.bold(word))
}

/// Writes a text of a mail on one line, its marks otherwise than the rest.
fn painted(
    text: &str,
    marks: &[(usize, usize)],
    plain: impl Fn(&str) -> String,
    mark: impl Fn(&str) -> String,
) -> String {
    let (mut line, mut from) = (String::new(), 0);
    for &(start, end) in marks {
        let (Some(before), Some(word)) = (text.get(from..start), text.get(start..end)) else { break };
        line.push_str(&plain(&tame_line(before)));
        line.push_str(&mark(&tame_line(word)));
        from = end;
    }
    line.push_str(&plain(&tame_line(text.get(from..).unwrap_or_default())));
    line
}

fn say_facets(facets: &Facets, voice: &Voice) -> anyhow::Result<()> {
    let all: [(&str, &Facet); 13] = [
        ("mailbox", &facets.mailbox),
        ("from", &facets.from),
        ("domain", &facets.domain),
        ("year", &facets.year),
        ("kind", &facets.kind),
        ("filetype", &facets.filetype),
        ("lang", &facets.lang),
        ("list", &facets.list),
        ("tag", &facets.tag),
        ("has", &facets.has),
        ("verdict", &facets.verdict),
        ("signed-by", &facets.signed_by),
        ("reason", &facets.reason),
    ];
    for (name, facet) in all.into_iter().filter(|(_, facet)| !facet.values.is_empty()) {
        voice.out(&voice.bold(&voice.texts.get(&format!("search-facet-{name}"))))?;
        for count in &facet.values {
            voice.out(&format!(
                "{:>10}  {}",
                number(voice.language(), count.count),
                tame_line(&count.value)
            ))?;
        }
        if facet.other > 0 {
            let others = voice.texts.get("search-facet-other");
            voice.out(&format!("{:>10}  ({others})", number(voice.language(), facet.other)))?;
        }
    }
    Ok(())
}
