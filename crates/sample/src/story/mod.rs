//! The plot: who asked for access to the mailboxes, and how it came out.
//!
//! Invented from end to end. The scenes are texts beside this file, in the order
//! of the chapters; each begins with `== slug`, then its fields, then the text.

use std::collections::HashMap;

use greffe_terms::Kind;

use crate::attachment::{self, Document, File};
use crate::calendar;
use crate::chance::Chance;
use crate::draft::{Draft, Handling};
use crate::kinds;
use crate::mail::Mail;
use crate::thread::Thread;
use crate::words::{Language, Voice};
use crate::world::{Member, Person, Shelf, member};

const CHAPTERS: [(&str, &str); 6] = [
    ("market", include_str!("1_market.txt")),
    ("newspaper", include_str!("2_newspaper.txt")),
    ("access", include_str!("3_access.txt")),
    ("discovery", include_str!("4_discovery.txt")),
    ("audit", include_str!("5_audit.txt")),
    ("leak", include_str!("6_leak.txt")),
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
    /// Where it was found, if not where its readers keep their mail.
    found_in: Option<&'static str>,
    /// What becomes of its signature, if that matters.
    proof: Option<&'static str>,
    text: &'static str,
}

/// A mail of the plot that a later one carries.
struct Kept {
    message_id: String,
    subject: String,
    octets: Vec<u8>,
}

/// The scenes still to come, the earliest first, and what may be answered.
pub(crate) struct Story {
    scenes: std::vec::IntoIter<Scene>,
    told: HashMap<&'static str, Thread>,
    kept: HashMap<&'static str, Kept>,
}

/// The next mail of the plot.
pub(crate) struct Told {
    pub(crate) slug: &'static str,
    pub(crate) draft: Draft,
    /// Whether a later one carries it: then it is to be handed back.
    pub(crate) is_kept: bool,
}

impl Story {
    /// Reads the script.
    pub(crate) fn new() -> Self {
        let mut scenes: Vec<Scene> =
            CHAPTERS.iter().flat_map(|(chapter, script)| read(chapter, script)).collect();
        scenes.sort_by_key(|scene| scene.at);
        Self { scenes: scenes.into_iter(), told: HashMap::new(), kept: HashMap::new() }
    }

    /// Makes the next mail of the plot; `None` when all is told.
    pub(crate) fn next(&mut self, index: u32, chance: &mut Chance) -> Option<Told> {
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
        handle(&mut draft, &scene);
        draft.subject = scene.subject.to_owned();
        draft.story = Some(scene.chapter);
        draft.thread = format!("story-{}", scene.slug);
        draft.text = format!("{}\n\n{}", scene.text, kinds::signature(voice.language, &author, chance));
        draft.files = scene.files.iter().filter_map(|file| make(file, voice, scene.text, chance)).collect();
        self.enclose(&scene, &mut draft);
        if let Some(thread) = scene.answers.and_then(|slug| self.told.get(slug)) {
            draft.references.clone_from(&thread.references);
            draft.thread.clone_from(&thread.label);
            draft.text.push_str(&thread.quote(chance));
        }
        let readers = to.into_iter().chain(cc).collect();
        let thread = Thread::after(&draft, scene.subject.to_owned(), author, readers);
        self.told.insert(scene.slug, thread);
        let is_kept =
            self.scenes.as_slice().iter().any(|later| later.carried().any(|slug| slug == scene.slug));
        Some(Told { slug: scene.slug, draft, is_kept })
    }

    /// Keeps a mail as it came in, for whoever will pass it on.
    pub(crate) fn keep(&mut self, slug: &'static str, mail: &Mail) {
        let (message_id, subject) = (mail.truth.message_id.clone(), mail.truth.subject.clone());
        let kept = Kept {
            message_id: message_id.unwrap_or_default(),
            subject: subject.unwrap_or_default(),
            // A part of a mail has the line ends of a mail.
            octets: with_cr(&mail.raw),
        };
        self.kept.insert(slug, kept);
    }

    fn enclose(&self, scene: &Scene, draft: &mut Draft) {
        for kept in scene.carried().filter_map(|slug| self.kept.get(slug)) {
            // No system takes a colon in a file's name.
            let name = format!("{}.eml", kept.subject.replace(": ", " "));
            draft.files.push(File { name, content_type: "message/rfc822", octets: kept.octets.clone() });
            draft.carries.push(kept.message_id.clone());
        }
    }
}

impl Scene {
    /// The scenes whose mails this one carries.
    fn carried(&self) -> impl Iterator<Item = &'static str> {
        self.files.iter().filter_map(|file| file.strip_prefix("mail "))
    }
}

/// Sees to it that what the plot says of a signature can be so.
fn handle(draft: &mut Draft, scene: &Scene) {
    match scene.proof {
        Some("signed") => draft.receive(),
        Some("forged") => draft.handling = Handling::Forged,
        _ => {}
    }
    if let Some(mailbox) = scene.found_in {
        (draft.mailbox, draft.shelf) = (mailbox, Shelf::Received);
        draft.also_in.clear();
    }
}

fn with_cr(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 40);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let text = line.strip_suffix(b"\n").map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        out.extend_from_slice(text.unwrap_or(line));
        out.extend_from_slice(if text.is_some() { b"\r\n" } else { b"" });
    }
    out
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
        found_in: field("in"),
        proof: field("proof"),
        files: fields.iter().filter(|(name, _)| *name == "file").map(|(_, value)| *value).collect(),
        text: rest.trim(),
    })
}

fn is_field(name: &str) -> bool {
    ["at", "from", "to", "cc", "subject", "answers", "file", "in", "proof"].contains(&name)
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
                if let Some(slug) = file.strip_prefix("mail ") {
                    return seen.contains(slug);
                }
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
