//! Conversations under way: a bounded window of them, so that memory stays constant.

use std::collections::VecDeque;

use crate::chance::Chance;
use crate::draft::Draft;
use crate::page;
use crate::words::Language;
use crate::world::Person;

/// Conversations that may still be answered.
const WINDOW: usize = 48;
/// Ids a References header carries at most here (RFC 5322 §3.6.4 sets no limit).
const REFERENCES: usize = 20;
/// Octets of the last text that an answer quotes at most.
const QUOTED: usize = 2_500;

/// One conversation, as its next writer sees it.
#[derive(Debug, Clone)]
pub(crate) struct Thread {
    pub(crate) label: String,
    /// Without `Re:`.
    pub(crate) subject: String,
    pub(crate) references: Vec<String>,
    /// Who wrote last.
    pub(crate) author: Person,
    /// Who else reads it.
    pub(crate) readers: Vec<Person>,
    /// What was written last, without what it quoted itself beyond a point.
    pub(crate) text: String,
    /// When.
    pub(crate) date: i64,
    pub(crate) language: Language,
    /// The list it runs on: its place in [`crate::kinds::LISTS`].
    pub(crate) list: Option<usize>,
}

/// The window of conversations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Threads {
    open: VecDeque<Thread>,
    begun: u32,
}

impl Threads {
    /// Names a new conversation.
    pub(crate) fn next_label(&mut self) -> String {
        self.begun += 1;
        format!("t{:06}", self.begun)
    }

    /// Remembers a conversation after its latest mail; the oldest one is forgotten when there are too many.
    pub(crate) fn remember(&mut self, thread: Thread) {
        if self.open.len() == WINDOW {
            self.open.pop_front();
        }
        self.open.push_back(thread);
    }

    /// Takes a conversation out, on a list or between people, to be continued; `None` if none is open.
    pub(crate) fn take(&mut self, on_list: bool, chance: &mut Chance) -> Option<Thread> {
        let fitting: Vec<usize> = (0..self.open.len())
            .filter(|at| self.open.get(*at).is_some_and(|thread| thread.list.is_some() == on_list))
            .collect();
        if fitting.is_empty() {
            return None;
        }
        self.open.remove(chance.pick(&fitting))
    }
}

impl Thread {
    /// Goes on from `draft`, which was just written by `author`.
    pub(crate) fn after(draft: &Draft, subject: String, author: Person, readers: Vec<Person>) -> Self {
        let mut references = draft.references.clone();
        references.push(draft.message_id.clone());
        // The first id and the latest ones are worth most to a reader.
        if references.len() > REFERENCES {
            references.remove(1);
        }
        let mut text = draft.text.clone();
        truncate(&mut text, QUOTED);
        Self {
            label: draft.thread.clone(),
            subject,
            references,
            author,
            readers,
            text,
            date: draft.voice.now,
            language: draft.voice.language,
            list: None,
        }
    }

    /// Returns the last text as an answer quotes it, after the line that says whose it is.
    pub(crate) fn quote(&self, chance: &mut Chance) -> String {
        if chance.percent(35) {
            return self.quote_below();
        }
        let mut out = match self.language {
            Language::English => "On ".to_owned(),
            _ => "Le ".to_owned(),
        };
        self.push_date(&mut out);
        out.push_str(", ");
        out.push_str(&self.author.name);
        out.push_str(if self.language == Language::English { " wrote:\n\n" } else { " a écrit :\n\n" });
        out.push_str(&page::quoted(&self.text));
        out
    }

    /// The way of Outlook: the earlier header in words, the text unquoted.
    fn quote_below(&self) -> String {
        let mut date = String::new();
        self.push_date(&mut date);
        let readers: Vec<&str> = self.readers.iter().map(|reader| reader.name.as_str()).collect();
        let (author, subject, readers) = (&self.author, &self.subject, readers.join(" ; "));
        let head = if self.language == Language::English {
            ["-----Original Message-----\nFrom:", "Sent:", "To:", "Subject:"]
        } else {
            ["-----Message d'origine-----\nDe :", "Envoyé :", "À :", "Objet :"]
        };
        let [from, sent, to, about] = head;
        let (name, address, text) = (&author.name, &author.address, &self.text);
        format!("{from} {name} <{address}>\n{sent} {date}\n{to} {readers}\n{about} {subject}\n\n{text}")
    }

    fn push_date(&self, out: &mut String) {
        let clock = crate::calendar::Civil::in_paris(self.date);
        crate::calendar::push_day(self.date, self.language, out);
        let at = if self.language == Language::English { "at" } else { "à" };
        out.push_str(&format!(" {at} {}:{:02}", clock.hour, clock.minute));
    }
}

/// Cuts `text` to at most `bytes` octets, at the end of a line if there is one.
fn truncate(text: &mut String, bytes: usize) {
    if text.len() <= bytes {
        return;
    }
    let mut end = bytes;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    if let Some(line_end) = text.rfind('\n') {
        text.truncate(line_end + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_letters() {
        let check = |text: &str, bytes, expect: &str| {
            let mut text = text.to_owned();
            truncate(&mut text, bytes);
            assert_eq!(text, expect);
        };
        check("été", 1, "");
        check("été", 3, "ét");
        check("a\nbcd", 4, "a\n");
        check("a", 4, "a");
    }
}
