//! Progress of long work: on a terminal only, and not before 250 ms.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use greffe_texts::{Value, bytes, number};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::say::Voice;

const PATIENCE: Duration = Duration::from_millis(250);

/// A bar over bytes or messages.
pub(crate) struct Bar {
    bar: ProgressBar,
    began: Instant,
    /// What stands before the time that is left.
    left: String,
    is_shown: bool,
}

impl Bar {
    pub(crate) fn new(voice: &Voice) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let left = voice.texts.get("search-progress-left").into_owned();
        Self { bar, began: Instant::now(), left, is_shown: false }
    }

    /// Says bytes read and messages stored, with their rate.
    pub(crate) fn import(&mut self, voice: &Voice, messages: u64, done_bytes: u64) {
        let language = voice.language();
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        let rate = number(language, (messages as f64 / seconds) as u64);
        let message = voice.texts.with(
            "say-import-progress",
            &[
                ("messages", Value::Text(&number(language, messages))),
                ("bytes", Value::Text(&bytes(language, done_bytes))),
                ("rate", Value::Text(&rate)),
            ],
        );
        self.bar.set_message(message.into_owned());
    }

    /// Shows files read, with rate and time left.
    pub(crate) fn files(&mut self, voice: &Voice, done: u64, total: u64) {
        let written = |count| number(voice.language(), count);
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        let rate = written((done as f64 / seconds) as u64);
        let values = [("done", written(done)), ("total", written(total)), ("rate", rate)];
        let values = values.each_ref().map(|(name, value)| (*name, Value::Text(value)));
        self.bar.set_message(voice.texts.with("say-extract-progress", &values).into_owned());
        self.step(done, Some(total));
    }

    /// Shows what work is at, when nobody knows how much there is.
    pub(crate) fn at(&mut self, message: String) {
        self.bar.set_message(message);
        self.step(0, None);
    }

    /// Shows `done` of `total`.
    pub(crate) fn step(&mut self, done: u64, total: Option<u64>) {
        if !self.is_shown && self.began.elapsed() > PATIENCE && std::io::stderr().is_terminal() {
            self.is_shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            let template = match total {
                Some(_) => format!("{{bar:24}} {{percent:>3}} %  {{msg}}  {} {{eta}}", self.left),
                None => "{spinner} {msg}  {elapsed}".to_owned(),
            };
            let style = ProgressStyle::with_template(&template);
            self.bar.set_style(style.expect("a template of known fields"));
        }
        if let Some(total) = total {
            self.bar.set_length(total);
        }
        self.bar.set_position(done);
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
