//! Every word greffe says to people, in French and in English.
//!
//! The texts stand in Fluent files, one pair a subject (`fr/web.ftl`,
//! `en/web.ftl`): a test holds their keys against each other. Below this room
//! errors are enums and nobody knows a language; above it doors ask for a text
//! by its key. Missing keys show as the key in brackets, never as a panic.

mod audit;
mod clock;
mod error;
mod files;
mod format;
mod similar;
mod verdict;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

pub use audit::{AuditWord, RuleWords, person_code};
pub use clock::Clock;
pub use error::ErrorWords;
use format::bound;
pub use format::{bytes, date, day, decimal, instant, number};
pub use verdict::{
    ChainWords, CoverageWords, JudgementWords, KeyWords, ReasonWords, SignatureWords, Statement, shown, sign,
};

/// The languages that greffe speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
}

impl Language {
    /// Returns the BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
        }
    }

    /// Chooses by a locale or language tag such as `fr_FR.UTF-8` or `fr-CA`; `None` for other languages.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', ';', '@']).next()?.trim().to_ascii_lowercase();
        match primary.as_str() {
            "fr" => Some(Language::French),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// Returns the Fluent files, by [`Subject`].
    fn sources(self) -> [&'static str; SUBJECTS] {
        match self {
            Language::English => [
                include_str!("../en/audit.ftl"),
                include_str!("../en/cli.ftl"),
                include_str!("../en/errors.ftl"),
                include_str!("../en/files.ftl"),
                include_str!("../en/judgement.ftl"),
                include_str!("../en/search.ftl"),
                include_str!("../en/similar.ftl"),
                include_str!("../en/verdict.ftl"),
                include_str!("../en/web.ftl"),
            ],
            Language::French => [
                include_str!("../fr/audit.ftl"),
                include_str!("../fr/cli.ftl"),
                include_str!("../fr/errors.ftl"),
                include_str!("../fr/files.ftl"),
                include_str!("../fr/judgement.ftl"),
                include_str!("../fr/search.ftl"),
                include_str!("../fr/similar.ftl"),
                include_str!("../fr/verdict.ftl"),
                include_str!("../fr/web.ftl"),
            ],
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// What a file of texts is about: the first word of a key tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Audit,
    Cli,
    Errors,
    Files,
    Judgement,
    Search,
    Similar,
    Verdict,
    Web,
}

/// How many subjects there are.
const SUBJECTS: usize = 9;

impl Subject {
    fn of(key: &str) -> Self {
        match key.split('-').next().unwrap_or(key) {
            "audit" => Subject::Audit,
            "help" | "say" => Subject::Cli,
            "err" | "rec" | "expected" | "system" | "lost" | "wrong" => Subject::Errors,
            "file" => Subject::Files,
            "search" => Subject::Search,
            "similar" => Subject::Similar,
            "verdict" => Subject::Verdict,
            "web" => Subject::Web,
            _ => Subject::Judgement,
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The texts of one language. Send + Sync.
pub struct Texts {
    language: Language,
    set: fn(&str) -> String,
    /// By [`Subject`], each read when first asked: a command says few of all words.
    bundles: [OnceLock<Bundle>; SUBJECTS],
}

impl Texts {
    /// Makes the texts of a language, for a terminal.
    pub fn new(language: Language) -> Self {
        Self { language, set: str::to_owned, bundles: Default::default() }
    }

    /// Makes the texts of a language, for pages: in French no line breaks before `;`, `:` or `»`.
    pub fn typeset(language: Language) -> Self {
        match language {
            Language::English => Self::new(language),
            Language::French => Self { set: bound, ..Self::new(language) },
        }
    }

    /// Returns the language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the text of `key`.
    pub fn get(&self, key: &str) -> Cow<'_, str> {
        self.format(key, None)
    }

    /// Returns the text of `key` with values in their places.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> Cow<'_, str> {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set((*name).to_owned(), value.to_fluent());
        }
        self.format(key, Some(&arguments))
    }

    /// Says whether there is a text of that key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle(Subject::of(key)).get_message(key).is_some_and(|message| message.value().is_some())
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Cow<'_, str> {
        let bundle = self.bundle(Subject::of(key));
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return Cow::Owned(format!("[{key}]"));
        };
        let mut errors = Vec::new();
        Cow::Owned(bundle.format_pattern(pattern, arguments, &mut errors).into_owned())
    }

    fn bundle(&self, subject: Subject) -> &Bundle {
        self.bundles[subject as usize].get_or_init(|| self.read(subject))
    }

    fn read(&self, subject: Subject) -> Bundle {
        let tag = self.language.tag().parse().expect("`en` and `fr` are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks help bidirectional prose; in terminals and attributes they are noise.
        bundle.set_use_isolating(false);
        let source = self.language.sources()[subject as usize];
        let resource = match FluentResource::try_new((self.set)(source)) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // The first text of a key wins; `tests` refuse files that repeat one.
        let _ = bundle.add_resource(resource);
        bundle
    }
}

/// A value in a text.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// A count: chooses plural forms; write it with `number` if it is to be read.
    Count(u64),
}

impl Value<'_> {
    fn to_fluent(self) -> FluentValue<'static> {
        match self {
            Value::Text(text) => FluentValue::from(text.to_owned()),
            Value::Count(count) => FluentValue::from(count),
        }
    }
}

#[cfg(test)]
mod tests;
