//! The plot: who asked for access to the mailboxes, and how it came out.
//!
//! Invented from end to end. The scenes are texts beside this file, in the order
//! of the chapters; each begins with `== slug`, then its fields, then the text.

use std::collections::HashMap;

use greffe_terms::Kind;

use crate::attachment::{self, Document, File};
use crate::calendar;
use crate::chance::Chance;
use crate::draft::Draft;
use crate::kinds;
use crate::thread::Thread;
use crate::words::{Language, Voice};
use crate::world::{Member, Person, member};

const CHAPTERS: [(&str, &str); 5] = [
    ("market", include_str!("1_market.txt")),
    ("newspaper", include_str!("2_newspaper.txt")),
    ("access", include_str!("3_access.txt")),
    ("discovery", include_str!("4_discovery.txt")),
    ("audit", include_str!("5_audit.txt")),
];

/// One mail of the plot, as its script gives it.
#[derive(Debug, Clone)]
struct Scene {
    chapter: &'static str,
    slug: &'static str,
    at: i64,
    from: Member,
    to: Vec<Member>,
    cc: Vec<Member>,
    subject: &'static str,
    answers: Option<&'static str>,
    files: Vec<&'static str>,
    text: &'static str,
}

/// The scenes still to come, the earliest first, and what may be answered.
pub(crate) struct Story {
    scenes: std::vec::IntoIter<Scene>,
    told: HashMap<&'static str, Thread>,
}

impl Story {
    /// Reads the script.
    pub(crate) fn new() -> Self {
        let mut scenes: Vec<Scene> =
            CHAPTERS.iter().flat_map(|(chapter, script)| read(chapter, script)).collect();
        scenes.sort_by_key(|scene| scene.at);
        Self { scenes: scenes.into_iter(), told: HashMap::new() }
    }

    /// Makes the next mail of the plot; `None` when all is told.
    pub(crate) fn next(&mut self, index: u32, chance: &mut Chance) -> Option<Draft> {
        let scene = self.scenes.next()?;
        let author = scene.from.to_person();
        let to: Vec<Person> = scene.to.iter().map(|member| member.to_person()).collect();
        let cc: Vec<Person> = scene.cc.iter().map(|member| member.to_person()).collect();
        let voice = Voice { language: language(scene.text), now: scene.at };
        let address = author.as_address();
        let id = crate::draft::message_id(index, &address.domain().unwrap_or_default(), chance);
        let mut draft =
            Draft::new(voice, Kind::Person, address, scene.from.mailbox.unwrap_or("presidence"), id);
        draft.address(&author, &to, &cc, chance);
        draft.subject = scene.subject.to_owned();
        draft.story = Some(scene.chapter);
        draft.thread = format!("story-{}", scene.slug);
        draft.text = format!("{}\n\n{}", scene.text, kinds::signature(voice.language, &author, chance));
        draft.files = scene.files.iter().filter_map(|file| make(file, voice, scene.text, chance)).collect();
        if let Some(thread) = scene.answers.and_then(|slug| self.told.get(slug)) {
            draft.references.clone_from(&thread.references);
            draft.thread.clone_from(&thread.label);
            draft.text.push_str(&thread.quote(chance));
        }
        let readers = to.into_iter().chain(cc).collect();
        let thread = Thread::after(&draft, scene.subject.to_owned(), author, readers);
        self.told.insert(scene.slug, thread);
        Some(draft)
    }
}

/// Reads the scenes of a script; what is not a whole scene is left out, and a test counts.
fn read(chapter: &'static str, script: &'static str) -> Vec<Scene> {
    script.split("\n== ").filter_map(|scene| read_scene(chapter, scene.trim_start_matches("== "))).collect()
}

fn read_scene(chapter: &'static str, scene: &'static str) -> Option<Scene> {
    let (slug, mut rest) = scene.split_once('\n')?;
    let mut fields: Vec<(&'static str, &'static str)> = Vec::new();
    while let Some((line, after)) = rest.split_once('\n') {
        // Fields are in small letters, no sentence begins so.
        let Some(field) = line.split_once(": ").filter(|(name, _)| is_field(name)) else { break };
        fields.push(field);
        rest = after;
    }
    let field = |wanted: &str| fields.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    Some(Scene {
        chapter,
        slug,
        at: calendar::parse_paris(field("at")?)?,
        from: member(field("from")?)?,
        to: members(field("to")?)?,
        cc: members(field("cc").unwrap_or(""))?,
        subject: field("subject")?,
        answers: field("answers"),
        files: fields.iter().filter(|(name, _)| *name == "file").map(|(_, value)| *value).collect(),
        text: rest.trim(),
    })
}

fn is_field(name: &str) -> bool {
    ["at", "from", "to", "cc", "subject", "answers", "file"].contains(&name)
}

fn members(slugs: &str) -> Option<Vec<Member>> {
    slugs.split(", ").filter(|slug| !slug.is_empty()).map(member).collect()
}

/// Tells the two languages of the script apart by their commonest words.
fn language(text: &str) -> Language {
    let has = |word: &str| text.split_whitespace().any(|other| other == word);
    if has("the") && !has("le") && !has("la") { Language::English } else { Language::French }
}

/// Makes the file that a scene names: its type, then its name.
fn make(file: &str, voice: Voice, text: &str, chance: &mut Chance) -> Option<File> {
    let (extension, name) = file.split_once(' ')?;
    if extension == "png" {
        let picture = attachment::photo(24_000, chance);
        return Some(File { name: format!("{name}.png"), ..picture });
    }
    let kind = Document::USUAL.into_iter().find(|kind| kind.extension() == extension)?;
    let mut lines: Vec<String> = vec![name.to_owned()];
    lines.extend(text.split("\n\n").map(str::to_owned));
    lines.extend(attachment::paragraphs(voice, 3_000, chance));
    Some(kind.make(name, &lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scene_is_read() {
        for (chapter, script) in CHAPTERS {
            let written = script.lines().filter(|line| line.starts_with("== ")).count();
            assert_eq!(read(chapter, script).len(), written, "{chapter}");
        }
    }

    #[test]
    fn answers_come_after_what_they_answer() {
        let story = Story::new();
        let mut seen = std::collections::HashSet::new();
        for scene in story.scenes {
            assert!(scene.answers.is_none_or(|slug| seen.contains(slug)), "{}", scene.slug);
            assert!(seen.insert(scene.slug), "{} twice", scene.slug);
            let files = scene.files.iter().all(|file| {
                let voice = Voice { language: Language::French, now: scene.at };
                make(file, voice, scene.text, &mut Chance::new(1)).is_some()
            });
            assert!(files, "{}", scene.slug);
        }
        assert!(seen.len() >= 60, "{}", seen.len());
    }

    #[test]
    fn the_languages_are_told_apart() {
        let count = |wanted| Story::new().scenes.filter(|scene| language(scene.text) == wanted).count();
        assert_eq!(count(Language::English), 5);
    }
}
