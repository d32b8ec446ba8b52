//! `greffe demo`: a fictional archive, made, imported and served.

use std::path::Path;

use greffe::{Archive, DemoRequest, Edges, Progress, Room, SearchRequest};
use greffe_texts::{Value, number};

use crate::Outcome;
use crate::args::Demo;
use crate::progress::Bar;
use crate::say::{Voice, calling, tame_line};
use crate::{extract, serve, totals};

/// Where the demo lives unless another place is named, in the current directory.
const PLACE: &str = "demo-archive";

/// What the signatures show, told by an example each.
const TALES: [(&str, &str); 5] = [
    ("say-demo-verified", "kind:person verdict:verified"),
    ("say-demo-mismatch", "kind:person verdict:mismatch"),
    ("say-demo-not-aligned", "kind:person verdict:unproven reason:not-aligned"),
    ("say-demo-key-missing", "reason:key-missing"),
    ("say-demo-unsigned", "kind:person reason:no-signature"),
];

/// Searches to try, chosen to find the demo's story.
const TRY: [&str; 5] = [
    "accès messagerie",
    "from:fauconnet journal",
    "\"lycées numériques\" has:attachment",
    "attachment:budget",
    "kind:document",
];

pub(crate) fn run(place: Option<&Path>, demo: &Demo, voice: &Voice) -> anyhow::Result<Outcome> {
    let place = place.unwrap_or(Path::new(PLACE));
    let mut bar = Bar::new(voice);
    let request = DemoRequest { seed: demo.seed, messages: demo.messages };
    let made = greffe::demo(place, &request, Edges::system().with_own_worker(), &mut |progress| {
        if let Progress::Stored { messages, bytes, total_bytes, .. } = progress {
            bar.import(voice, messages, bytes);
            bar.step(bytes, total_bytes);
        }
    });
    bar.end();
    let archive = made?;
    introduce(&archive, place, voice)?;
    if demo.no_serve {
        return Ok(Outcome::Done);
    }
    serve::open_door(&archive, demo.port, voice)
}

/// Says what the signatures prove, in numbers and by examples.
fn tell_verdicts(room: &Room, greffe: &str, voice: &Voice) -> anyhow::Result<()> {
    let (verdicts, signed) = room.verdicts()?;
    totals::table(&verdicts, &signed, voice).iter().try_for_each(|line| voice.out(line))?;
    voice.out(&voice.texts.get("verdict-standing"))?;
    for (key, query) in TALES {
        let request = SearchRequest { query: query.to_owned(), limit: 1, ..SearchRequest::default() };
        let answer = room.search(&request)?;
        let Some(hit) = answer.hits.first() else { continue };
        let count = number(voice.language(), answer.total);
        let subject = tame_line(&hit.subject);
        let values = [("count", Value::Text(count.as_str())), ("subject", Value::Text(&subject))];
        voice.out(&voice.texts.with(key, &values))?;
        let id = hit.id.get(..12).unwrap_or(&hit.id);
        voice.out(&format!("  {greffe} show {id}"))?;
    }
    Ok(())
}

/// Says what was made and what to try.
fn introduce(archive: &Archive, place: &Path, voice: &Voice) -> anyhow::Result<()> {
    let room = archive.room();
    let overview = room.overview()?;
    if voice.json {
        voice.out_json(&overview)?;
        return Ok(());
    }
    let (path, greffe) = (tame_line(&place.display().to_string()), calling(place));
    let count = number(voice.language(), overview.messages);
    let mailboxes = number(voice.language(), overview.mailboxes.len() as u64);
    let values = [
        ("messages", Value::Text(count.as_str())),
        ("mailboxes", Value::Text(mailboxes.as_str())),
        ("path", Value::Text(&path)),
    ];
    voice.out(&voice.texts.with("say-demo-made", &values))?;
    tell_verdicts(&room, &greffe, voice)?;
    extract::lines(&room.files()?, voice).iter().try_for_each(|line| voice.out(line))?;
    voice.out(&voice.texts.get("say-demo-try"))?;
    for query in TRY {
        voice.out(&format!("  {greffe} search '{query}'"))?;
    }
    Ok(())
}
