//! What stands around every page: head, search box, navigation, footer.

use greffe_texts::Language;

use super::help::SYNTAX;
use crate::assets::{SCRIPT_ADDRESS, STYLE_ADDRESS};
use crate::links;
use crate::reading::shorten;
use crate::say::Say;
use crate::visit::Visit;

/// Where in the navigation a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The first page.
    Overview,
    /// The list of all messages.
    Search,
    /// Who wrote to whom.
    People,
    /// What came in.
    Imports,
    /// Files that were not searched.
    Files,
    /// Domain keys.
    Keys,
    /// Logs of other mail systems.
    Audit,
    /// Many terms at once.
    Batch,
    /// Kept searches.
    Saved,
    /// Tags.
    Tags,
    /// How to ask.
    Help,
    /// None of these.
    Elsewhere,
}

/// One line of the navigation.
pub(crate) struct Entry {
    /// Its address.
    pub(crate) address: &'static str,
    /// Key of its word.
    pub(crate) key: &'static str,
    /// It is this page.
    pub(crate) here: bool,
}

/// One choice among several, as a link.
pub(crate) struct Link {
    /// In words.
    pub(crate) label: String,
    /// Its address.
    pub(crate) address: String,
    /// It is what is shown now.
    pub(crate) current: bool,
}

/// What the base template needs of every page.
pub(crate) struct Frame<'a> {
    /// The words.
    pub(crate) say: Say<'a>,
    /// The query in the search box.
    pub(crate) query: String,
    /// Fields that the search box keeps (`sort`, `per`).
    pub(crate) kept: Vec<(&'static str, String)>,
    /// What forms send back; empty for readers without a session.
    pub(crate) csrf: &'a str,
    /// Single-letter keys are on.
    pub(crate) keys: bool,
    /// The reader has a session: show what leads further.
    pub(crate) inside: bool,
    place: Place,
    other_address: String,
}

impl<'a> Frame<'a> {
    /// Makes the frame of a page.
    pub(crate) fn new(visit: &'a Visit, place: Place) -> Self {
        let inside = visit.inside;
        let csrf = if inside { visit.house.gate.csrf() } else { "" };
        Self {
            say: visit.say(),
            query: String::new(),
            kept: Vec::new(),
            csrf,
            keys: visit.keys,
            inside,
            place,
            other_address: in_other_language(visit),
        }
    }

    /// Puts a query into the search box.
    pub(crate) fn asking(self, query: &str) -> Self {
        Self { query: query.to_owned(), ..self }
    }

    /// Returns the query as a title holds it.
    pub(crate) fn short_query(&self) -> String {
        shorten(&self.query, 80)
    }

    /// Returns the lines of the navigation.
    pub(crate) fn entries(&self) -> [Entry; 11] {
        let entry = |place, address, key| Entry { address, key, here: self.place == place };
        [
            entry(Place::Overview, "/", "web-nav-overview"),
            entry(Place::Search, "/search", "web-nav-search"),
            entry(Place::People, "/correspondents", "web-nav-people"),
            entry(Place::Batch, "/batch", "web-nav-batch"),
            entry(Place::Saved, "/saved", "web-nav-saved"),
            entry(Place::Tags, "/tags", "web-nav-tags"),
            entry(Place::Imports, "/imports", "web-nav-imports"),
            entry(Place::Files, "/files", "web-nav-files"),
            entry(Place::Keys, "/keys", "web-nav-keys"),
            entry(Place::Audit, "/audit", "web-nav-audit"),
            entry(Place::Help, "/help", "web-nav-help"),
        ]
    }

    /// Returns the query language in short: what one writes, and the key of what it finds.
    pub(crate) fn syntax(&self) -> &'static [(&'static str, &'static str)] {
        &SYNTAX
    }

    /// Returns the language's tag.
    pub(crate) fn lang(&self) -> &'static str {
        self.say.language().tag()
    }

    /// Returns the address of this page in the other language.
    pub(crate) fn other_address(&self) -> &str {
        &self.other_address
    }

    /// Returns the tag of the other language.
    pub(crate) fn other_lang(&self) -> &'static str {
        other(self.say.language()).tag()
    }

    /// Returns the name of the other language, in that language.
    pub(crate) fn other_name(&self) -> &'static str {
        match other(self.say.language()) {
            Language::English => "English",
            Language::French => "Français",
        }
    }

    /// Returns the address of the style sheet.
    pub(crate) fn style(&self) -> &'static str {
        STYLE_ADDRESS.as_str()
    }

    /// Returns the address of the script.
    pub(crate) fn script(&self) -> &'static str {
        SCRIPT_ADDRESS.as_str()
    }
}

/// What a reader without a session asks for is not repeated: `/start` holds a token.
fn in_other_language(visit: &Visit) -> String {
    let tag = other(visit.language).tag();
    let mut asked = if visit.inside { visit.asked.without("lang") } else { Vec::new() };
    asked.push(("lang", tag));
    links::address(visit.uri.path(), &asked)
}

fn other(language: Language) -> Language {
    match language {
        Language::English => Language::French,
        Language::French => Language::English,
    }
}
