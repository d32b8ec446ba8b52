//! `greffe demo`: a fictional archive, made, imported and served.

use std::path::Path;

use greffe::{Archive, DemoRequest, Edges, Progress};
use greffe_texts::{Value, number};

use crate::Outcome;
use crate::args::Demo;
use crate::progress::Bar;
use crate::say::Voice;
use crate::serve;

/// Where the demo lives, in the current directory.
const PLACE: &str = "demo-archive";

/// Searches to try, chosen to find the demo's story.
const TRY: [&str; 3] = ["accès messagerie", "from:fauconnet journal", "\"lycées numériques\" has:attachment"];

pub(crate) fn run(demo: &Demo, voice: &Voice) -> anyhow::Result<Outcome> {
    let mut bar = Bar::new();
    let request = DemoRequest { seed: demo.seed, messages: demo.messages };
    let made = greffe::demo(Path::new(PLACE), &request, Edges::system(), &mut |progress| {
        if let Progress::Stored { messages, bytes, total_bytes } = progress {
            bar.import(voice, messages, bytes, total_bytes);
        }
    });
    bar.end();
    let archive = made?;
    introduce(&archive, voice)?;
    if demo.no_serve {
        return Ok(Outcome::Done);
    }
    serve::open_door(&archive, demo.port, voice)
}

/// Says what was made and what to try.
fn introduce(archive: &Archive, voice: &Voice) -> anyhow::Result<()> {
    let overview = archive.room().overview()?;
    if voice.json {
        voice.out_json(&overview)?;
        return Ok(());
    }
    let count = number(voice.language(), overview.messages);
    let mailboxes = number(voice.language(), overview.mailboxes.len() as u64);
    let values = [
        ("messages", Value::Text(count.as_str())),
        ("mailboxes", Value::Text(mailboxes.as_str())),
        ("path", Value::Text(PLACE)),
    ];
    voice.out(&voice.texts.with("say-demo-made", &values))?;
    voice.out(&voice.texts.get("say-demo-try"))?;
    for query in TRY {
        voice.out(&format!("  greffe --archive {PLACE} search '{query}'"))?;
    }
    Ok(())
}
