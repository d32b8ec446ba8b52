//! `greffe serve`: pages and API on loopback.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use greffe::Archive;
use greffe_texts::Value;
use greffe_web::{Options, Server, stop_signal};

use crate::Outcome;
use crate::args::Serve;
use crate::say::Voice;
use crate::search;

pub(crate) fn run(archive: &Path, serve: &Serve, voice: &Voice) -> anyhow::Result<Outcome> {
    open_door(&search::open(archive, voice)?, serve.port, voice)
}

/// Serves until Ctrl-C.
pub(crate) fn open_door(archive: &Archive, port: u16, voice: &Voice) -> anyhow::Result<Outcome> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let options = Options { address, token: None, language: None };
    let server = Server::bind(archive, options)?;
    let url = server.start_url().to_owned();
    if voice.json {
        voice.out_json(&serde_json::json!({ "url": url }))?;
    } else {
        voice.out(&voice.texts.with("say-serve-open", &[("url", Value::Text(&url))]))?;
    }
    voice.say("say-serve-stop", &[]);
    server.run(stop_signal())?;
    Ok(Outcome::Done)
}
