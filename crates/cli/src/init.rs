//! `greffe init`: an empty archive.

use std::path::Path;

use greffe::{Archive, Edges};
use greffe_texts::Value;

use crate::Outcome;
use crate::args::Init;
use crate::say::Voice;

pub(crate) fn run(archive: &Path, init: &Init, voice: &Voice) -> anyhow::Result<Outcome> {
    let timezone = init.timezone.clone().unwrap_or_else(greffe::system_timezone);
    let made = Archive::create(archive, &timezone, Edges::system())?;
    if voice.json {
        voice.out_json(&serde_json::json!({ "archive": archive, "timezone": made.timezone() }))?;
        return Ok(Outcome::Done);
    }
    let path = archive.display().to_string();
    voice.say("say-init-done", &[("path", Value::Text(&path)), ("timezone", Value::Text(&timezone))]);
    Ok(Outcome::Done)
}
