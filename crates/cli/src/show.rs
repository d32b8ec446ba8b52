//! `greffe show`: one message, its exact bytes, or one of its parts.

use std::io::{self, Write};
use std::path::Path;

use greffe::view::{AuthenticationView, FileText, MessageView, NearView, SimilarView};
use greffe::{Kind, Mark, ReadingOutcome};
use greffe_texts::{Clock, Value, bytes};

use crate::Outcome;
use crate::args::Show;
use crate::say::{Voice, tame, tame_line};
use crate::{search, verdict};

pub(crate) fn run(archive: &Path, show: &Show, voice: &Voice) -> anyhow::Result<Outcome> {
    let archive = search::open(archive, voice)?;
    let (clock, room) = (Clock::new(archive.timezone()), archive.room());
    if show.raw {
        let mut out = io::stdout().lock();
        room.copy_raw(&show.id, &mut out)?;
        out.flush()?;
    } else if let Some(n) = show.part.filter(|_| show.text) {
        return say_file(&room.file_text(&show.id, n)?, voice);
    } else if let Some(n) = show.part {
        io::stdout().lock().write_all(&room.part(&show.id, n)?.bytes)?;
    } else if voice.json {
        voice.out_json(&room.show(&show.id)?)?;
    } else {
        say(&room.show(&show.id)?, show.headers, &clock, voice)?;
    }
    Ok(Outcome::Done)
}

/// What the worker read in a file: what it says of itself, then its text with a mark where it changes place.
fn say_file(file: &FileText, voice: &Voice) -> anyhow::Result<Outcome> {
    if voice.json {
        voice.out_json(file)?;
    }
    let Some(reading) = &file.reading else {
        voice.say("say-show-file-waiting", &[]);
        return Ok(Outcome::Reserve);
    };
    let is_whole = reading.outcome == ReadingOutcome::Complete;
    if !voice.json {
        for (label, value) in voice.texts.file_says(&reading.metadata) {
            voice.out(&format!("{} {}", voice.label(&label), tame_line(&value)))?;
        }
        let mut place = ("", Mark::Body);
        for piece in &reading.pieces {
            if place != (piece.within.as_str(), piece.mark) {
                place = (piece.within.as_str(), piece.mark);
                let heading = format!("-- {} {}", tame_line(place.0), voice.texts.file_mark(place.1));
                voice.out(&voice.faint(&heading))?;
            }
            voice.out(tame(&piece.text).trim_end())?;
        }
    }
    if let Some(why) = reading.outcome.why() {
        let why = voice.texts.get(&format!("file-why-{}", why.word())).into_owned();
        voice.say("say-show-file-unread", &[("why", Value::Text(&why))]);
    }
    Ok(if is_whole { Outcome::Done } else { Outcome::Reserve })
}

fn say(message: &MessageView, all_headers: bool, clock: &Clock, voice: &Voice) -> anyhow::Result<()> {
    if all_headers {
        for (name, value) in &message.headers {
            voice.out(&format!("{}: {}", voice.bold(&tame_line(name)), tame_line(value)))?;
        }
    } else {
        say_headers(message, clock, voice)?;
    }
    if message.kind == Kind::Document.as_str() {
        return say_parts(message, voice);
    }
    say_authentication(&message.authentication, voice)?;
    voice.out("")?;
    if message.text_from_html {
        voice.out(&voice.faint(&voice.texts.get("say-show-from-html")))?;
    }
    voice.out(tame(&message.text).trim_end())?;
    say_similar(&message.similar, clock, voice)?;
    say_parts(message, voice)
}

/// Other messages of nearly the same text, and those that hold it. What was not found is not said.
fn say_similar(similar: &SimilarView, clock: &Clock, voice: &Voice) -> anyhow::Result<()> {
    let texts = &voice.texts;
    let same = similar.same_text.iter().map(|near| (near, texts.share_in_common(near)));
    let containing = similar.contained_in.iter().map(|near| (near, texts.share_held(near)));
    for (heading, list) in [
        (texts.same_text(similar), same.collect::<Vec<_>>()),
        (texts.containing(similar), containing.collect()),
    ] {
        if list.is_empty() {
            continue;
        }
        voice.out("")?;
        voice.out(&voice.bold(&heading))?;
        for (near, share) in &list {
            voice.out(&near_line(near, share, clock, voice))?;
        }
    }
    if similar.is_cut {
        voice.say("similar-cut", &[]);
    }
    Ok(())
}

fn near_line(near: &NearView, share: &str, clock: &Clock, voice: &Voice) -> String {
    let when = search::when(near.date.as_deref(), clock, voice);
    let id = near.id.get(..12).unwrap_or(&near.id);
    format!("  {}  {when}  {share}  {}", voice.faint(id), tame_line(&near.from))
}

fn say_headers(message: &MessageView, clock: &Clock, voice: &Voice) -> anyhow::Result<()> {
    let places: Vec<String> = message
        .mailboxes
        .iter()
        .map(|place| format!("{}/{}", place.mailbox, place.folder).trim_end_matches('/').to_owned())
        .collect();
    let dated = |date| format!("{} ({})", clock.short(date), clock.zone());
    let lines = [
        ("say-show-date", message.date.as_deref().map(dated).unwrap_or_default()),
        ("say-show-from", message.from.join(", ")),
        ("say-show-to", message.to.join(", ")),
        ("say-show-cc", message.cc.join(", ")),
        ("say-show-subject", message.subject.clone()),
        ("say-show-mailboxes", places.join(", ")),
        ("say-show-id", message.id.clone()),
        ("say-show-defects", defects(message, voice)),
    ];
    for (key, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
        voice.out(&format!("{} {}", voice.label(&voice.texts.get(key)), tame_line(&value)))?;
    }
    Ok(())
}

/// What is irregular, in sentences; a code that has none as it is.
fn defects(message: &MessageView, voice: &Voice) -> String {
    let words = |code: &String| {
        let key = format!("web-defect-{code}");
        if voice.texts.has(&key) { voice.texts.get(&key).into_owned() } else { code.clone() }
    };
    message.defects.iter().map(words).collect::<Vec<_>>().join(" ")
}

/// What the signatures prove, what was said before, and what speaks for the message otherwise.
fn say_authentication(authentication: &AuthenticationView, voice: &Voice) -> anyhow::Result<()> {
    voice.out("")?;
    for line in verdict::lines(&authentication.judgement, voice) {
        voice.out(&line)?;
    }
    let texts = &voice.texts;
    let mut beside: Vec<String> =
        authentication.history.iter().map(|change| texts.verdict_change(change)).collect();
    beside.extend(authentication.siblings.iter().map(|sibling| texts.sibling(sibling)));
    if !authentication.siblings.is_empty() {
        beside.push(texts.sibling_means());
    }
    beside.extend(authentication.copies.iter().map(|copy| texts.copy_of(copy)));
    for line in beside {
        voice.out(&format!("    {}", tame_line(&line)))?;
    }
    voice.out(&format!("    {}", texts.get("verdict-standing")))?;
    Ok(())
}

fn say_parts(message: &MessageView, voice: &Voice) -> anyhow::Result<()> {
    if message.parts.len() < 2 && message.kind != Kind::Document.as_str() {
        return Ok(());
    }
    voice.out("")?;
    voice.out(&voice.bold(&voice.texts.get("say-show-parts")))?;
    for part in &message.parts {
        let size = bytes(voice.language(), part.bytes);
        let mark = part.file.map(|state| voice.texts.file_state(&state)).unwrap_or_default();
        let line = format!(
            "  {:>2}  {}  {size}  {}  {mark}",
            part.n,
            tame_line(&part.content_type),
            tame_line(&part.name)
        );
        voice.out(line.trim_end())?;
    }
    Ok(())
}
