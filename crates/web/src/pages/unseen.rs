//! What a search could not look at: said beside every answer that may lack it.

use greffe::view::{Overview, Warning};
use greffe::{Error, Room, SearchRequest};

use crate::visit::Visit;

/// Finds the messages with a file whose text is not found, or not all of it.
pub(super) const UNREAD: &str = "has:unread-attachment";

/// Something that was not looked at.
pub(super) struct Unseen {
    /// In words.
    pub(super) words: String,
    /// A page of its own lists these files.
    pub(super) files: bool,
}

/// What searches in this archive can see.
pub(super) struct Sight {
    /// What the archive holds.
    pub(super) overview: Overview,
    /// Messages with files that were not read, or not whole.
    unread: u64,
}

impl Sight {
    /// Asks the room.
    pub(super) fn of(room: &Room) -> Result<Self, Error> {
        let unread = SearchRequest { query: UNREAD.to_owned(), limit: 0, ..SearchRequest::default() };
        Ok(Self { overview: room.overview()?, unread: room.search(&unread)?.total })
    }

    /// Returns what no search can see.
    pub(super) fn unseen(&self, visit: &Visit) -> Vec<Unseen> {
        let overview = &self.overview;
        let waiting = (overview.messages + overview.files).saturating_sub(overview.searchable);
        let counted = [
            ("web-unseen-waiting", waiting, false),
            ("web-unseen-files", self.unread, true),
            ("web-unseen-spans", overview.unreadable, false),
            ("web-unseen-damaged", overview.damaged, false),
        ];
        let counted = counted.into_iter().filter(|(_, count, _)| *count > 0);
        let unseen =
            |(key, count, files)| Unseen { words: visit.say().count(key, count).into_owned(), files };
        counted.map(unseen).collect()
    }
}

/// Returns what one search could not look at.
pub(super) fn warnings(visit: &Visit, warnings: &[Warning]) -> Vec<Unseen> {
    let say = visit.say();
    let words = |warning: &Warning| match warning {
        Warning::ExpansionCut { word } => say.value("web-warning-expansion-cut", word).into_owned(),
        Warning::WordClipped { word } => say.value("web-warning-word-clipped", word).into_owned(),
        Warning::NoSuchName { operator, name } => {
            let values = [("value", name.clone()), ("operator", operator.clone())];
            say.values("web-warning-no-such-name", &values).into_owned()
        }
        Warning::AttachmentsNotRead { messages } => {
            say.count("web-warning-attachments-not-read", *messages).into_owned()
        }
        Warning::NotCompared => {
            say.count("web-warning-not-compared", greffe::LEAST_WORDS as u64).into_owned()
        }
        Warning::NotJudged { messages } => say.count("web-warning-not-judged", *messages).into_owned(),
    };
    let unseen = |warning: &Warning| Unseen {
        words: words(warning),
        files: matches!(warning, Warning::AttachmentsNotRead { .. }),
    };
    warnings.iter().map(unseen).collect()
}
