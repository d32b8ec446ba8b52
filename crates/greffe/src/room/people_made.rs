//! What people make of an archive: tags, notes, saved searches.
//!
//! They refer to messages by id, since numbers may be made again.

use std::collections::BTreeMap;

use greffe_index::Tags;
use greffe_store::Found;
use greffe_terms::MessageId;

use super::Room;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::view::{Count, NoteView, SavedSearch};

/// The most characters of a tag or of the name of a search.
const NAME_CHARS: usize = 80;

/// The most characters of a note.
const NOTE_CHARS: usize = 20_000;

impl Room {
    /// Returns all tags with the number of messages that have them.
    pub fn tags(&self) -> Result<Vec<Count>, Error> {
        let tags = self.tag_numbers()?.0.into_iter();
        Ok(tags.map(|(value, numbers)| Count { value, count: numbers.len() as u64 }).collect())
    }

    /// Puts a tag on a message. Tags are folded to lower case without spaces at their ends.
    pub fn tag(&self, id: &str, tag: &str) -> Result<(), Error> {
        let row = self.find(id)?;
        let tag = usable("tag", &tag.to_lowercase(), NAME_CHARS)?;
        self.shelf.desk().tag(&row.id, &tag, (self.edges.now)())?;
        Ok(())
    }

    /// Takes a tag off a message.
    pub fn untag(&self, id: &str, tag: &str) -> Result<(), Error> {
        let row = self.find(id)?;
        self.shelf.desk().untag(&row.id, tag)?;
        Ok(())
    }

    /// Writes a note on a message.
    pub fn write_note(&self, id: &str, text: &str) -> Result<(), Error> {
        let row = self.find(id)?;
        let text = usable("note", text, NOTE_CHARS)?;
        self.shelf.desk().add_note(&row.id, &text, None, (self.edges.now)())?;
        Ok(())
    }

    /// Deletes note `n` of a message.
    pub fn delete_note(&self, id: &str, n: i64) -> Result<(), Error> {
        let row = self.find(id)?;
        if self.shelf.desk().notes(&row.id)?.iter().any(|note| note.note == n) {
            self.shelf.desk().remove_note(n)?;
        }
        Ok(())
    }

    /// Returns the saved searches by name.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, Error> {
        let view = |search: greffe_store::SavedSearch| SavedSearch {
            n: search.search,
            name: search.name,
            query: search.query,
            created_at: rfc3339(search.created_at),
        };
        Ok(self.shelf.desk().searches()?.into_iter().map(view).collect())
    }

    /// Keeps a search under a name of its own; the same search once more is the one that is kept.
    /// The query must be readable.
    ///
    /// # Errors
    /// `NameTaken` where another search has the name: feeds and people know it by that.
    pub fn save_search(&self, name: &str, query: &str) -> Result<SavedSearch, Error> {
        let name = usable("name", name, NAME_CHARS)?;
        greffe_index::parse(query).map_err(|error| Error::query(query, &error))?;
        let at = (self.edges.now)();
        if let Some(n) = self.shelf.desk().save_search(&name, query, at)? {
            return Ok(SavedSearch { n, name, query: query.to_owned(), created_at: rfc3339(at) });
        }
        let mut kept = self.saved_searches()?.into_iter();
        kept.find(|kept| kept.name == name && kept.query == query).ok_or(Error::NameTaken)
    }

    /// Forgets saved search `n`.
    pub fn delete_saved_search(&self, n: i64) -> Result<(), Error> {
        self.shelf.desk().remove_search(n)?;
        Ok(())
    }

    pub(super) fn tags_of(&self, id: &MessageId) -> Result<Vec<String>, Error> {
        Ok(self.shelf.desk().tags(id)?)
    }

    pub(super) fn notes_of(&self, id: &MessageId) -> Result<Vec<NoteView>, Error> {
        let view = |note: greffe_store::Note| NoteView {
            n: note.note,
            written_at: rfc3339(note.at),
            text: note.text,
        };
        Ok(self.shelf.desk().notes(id)?.into_iter().map(view).collect())
    }

    /// The tags as the index wants them: by message number, sorted.
    pub(super) fn tag_numbers(&self) -> Result<Tags, Error> {
        let mut tags: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for tag in self.shelf.desk().all_tags()? {
            // A tag on a message that is not here (a restored desk.db) waits for it.
            if let Found::One(number) = self.shelf.find(&tag.id.to_string())? {
                tags.entry(tag.tag).or_default().push(number.0);
            }
        }
        tags.values_mut().for_each(|numbers| numbers.sort_unstable());
        Ok(Tags(tags))
    }
}

fn usable(what: &'static str, text: &str, most: usize) -> Result<String, Error> {
    let text = text.trim();
    let is_usable = !text.is_empty() && text.chars().count() <= most && text.chars().all(is_seen);
    if is_usable { Ok(text.to_owned()) } else { Err(Error::Unusable { what, most }) }
}

/// Says whether a character, or the end of a line, neither acts on a terminal nor turns the order
/// of what is seen.
fn is_seen(char: char) -> bool {
    let turns = matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !turns && (!char.is_control() || matches!(char, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_seen_as_it_is() {
        for plain in ["à relire", "note\r\nof two lines", "שלום", "\u{200F}עברית", "a\tb"] {
            assert!(usable("note", plain, 20).is_ok(), "{plain:?}");
        }
        for hidden in ["", " ", "a\0", "\u{1B}[2J", "\u{202E}abc", "a\u{2067}b"] {
            assert!(usable("note", hidden, 20).is_err(), "{hidden:?}");
        }
        assert!(usable("note", "123456", 5).is_err());
    }
}
