//! The archive: which mail comes next.
//!
//! Mails come in blocks of a hundred. A block holds a fixed number of copies,
//! needles, attacks and damages at places by chance; ordinary mail fills the
//! rest, and at the beginning every other ordinary mail belongs to the plot.

use std::collections::VecDeque;

use greffe_terms::Kind;
use rayon::prelude::*;

use crate::calendar::{BEGIN, END};
use crate::chance::Chance;
use crate::damage;
use crate::draft::{Draft, Html};
use crate::envelope;
use crate::hostile;
use crate::journey::Journey;
use crate::kinds::{self, Desk};
use crate::letter::Letter;
use crate::mail::{Mail, Place};
use crate::needle::Needles;
use crate::planting;
use crate::story::{Story, Told};
use crate::thread::Threads;

/// What is asked of the generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Equal seeds give equal mails, if the number is equal too.
    pub seed: u64,
    /// How many mails to make.
    pub messages: u32,
}

/// What people attach to their mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Attachments {
    /// A few small files.
    #[default]
    Usual,
    /// Many files, and heavy ones: more than a third of a file a mail, nine tenths of all octets.
    Campaign,
}

/// Makes the mails of `plan`, one after another, in constant memory.
///
/// The same plan gives the same octets on every machine. A longer plan need not
/// begin with the mails of a shorter one.
pub fn generate(plan: &Plan) -> impl Iterator<Item = Mail> + use<> {
    generate_with(plan, Attachments::Usual)
}

/// As [`generate`], with such attachments.
pub fn generate_with(plan: &Plan, attachments: Attachments) -> impl Iterator<Item = Mail> + use<> {
    let archive = Archive::new(*plan, attachments);
    Batches { archive, written: Vec::new(), finished: Vec::new().into_iter() }
}

/// Letters that are written while those before them are signed.
const BATCH: usize = 400;

/// Mails in order: one hand writes, all hands sign.
///
/// What is signed follows from each letter alone, so that neither the number of
/// threads nor their order shows.
struct Batches {
    archive: Archive,
    written: Vec<Letter>,
    finished: std::vec::IntoIter<Mail>,
}

impl Iterator for Batches {
    type Item = Mail;

    fn next(&mut self) -> Option<Mail> {
        if self.finished.len() == 0 {
            if self.written.is_empty() {
                self.written = self.archive.by_ref().take(BATCH).collect();
            }
            let letters = std::mem::take(&mut self.written);
            let archive = &mut self.archive;
            let (written, finished) = rayon::join(
                || archive.take(BATCH).collect(),
                || letters.into_par_iter().map(Letter::finish).collect::<Vec<Mail>>(),
            );
            (self.written, self.finished) = (written, finished.into_iter());
        }
        self.finished.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.finished.len() + self.written.len() + self.archive.left();
        (left, Some(left))
    }
}

/// Mails of which copies may still turn up in other mailboxes.
const RECENT: usize = 24;
/// Larger mails are not kept for copying, so that memory stays bounded.
const COPIED_BYTES: usize = 500_000;
const BLOCK: u32 = 100;

/// What comes at one place of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Ordinary,
    Copy,
    Variant,
    Needle(Place),
    Hostile,
    Damaged,
}

/// A mail that other mailboxes may hold as well.
struct Recent {
    letter: Letter,
    also_in: Vec<&'static str>,
}

struct Archive {
    plan: Plan,
    attachments: Attachments,
    index: u32,
    chance: Chance,
    block: Vec<Slot>,
    threads: Threads,
    needles: Needles,
    story: Story,
    recent: VecDeque<Recent>,
    ordinary: u32,
    attacks: usize,
    damages: usize,
}

impl Iterator for Archive {
    type Item = Letter;

    fn next(&mut self) -> Option<Letter> {
        if self.index == self.plan.messages {
            return None;
        }
        if self.index.is_multiple_of(BLOCK) {
            self.block = self.new_block();
        }
        let slot = self.block.pop().unwrap_or(Slot::Ordinary);
        let letter = self.fill(slot);
        self.index += 1;
        Some(letter)
    }
}

impl Archive {
    fn new(plan: Plan, attachments: Attachments) -> Self {
        Self {
            plan,
            attachments,
            index: 0,
            chance: Chance::new(plan.seed),
            block: Vec::new(),
            threads: Threads::default(),
            needles: Needles::default(),
            story: Story::new(),
            recent: VecDeque::new(),
            ordinary: 0,
            attacks: 0,
            damages: 0,
        }
    }

    fn left(&self) -> usize {
        (self.plan.messages - self.index) as usize
    }

    fn new_block(&mut self) -> Vec<Slot> {
        let mut block = vec![Slot::Hostile, Slot::Damaged];
        block.extend(Place::ALL.map(Slot::Needle));
        block.extend([Slot::Copy; 6]);
        if self.chance.percent(60) {
            block.push(Slot::Variant);
        }
        block.resize(BLOCK as usize, Slot::Ordinary);
        // A short sample has needles too: only what there is room for is mixed.
        let wanted = (self.plan.messages - self.index).min(BLOCK) as usize;
        self.chance.shuffle(block.get_mut(..wanted).unwrap_or_default());
        block.reverse();
        block
    }

    fn fill(&mut self, slot: Slot) -> Letter {
        match slot {
            Slot::Ordinary => self.ordinary(),
            Slot::Copy => self.copy().unwrap_or_else(|| self.ordinary()),
            Slot::Variant => self.variant().unwrap_or_else(|| self.ordinary()),
            Slot::Needle(place) => self.needle(place),
            Slot::Hostile => self.hostile(),
            Slot::Damaged => self.damaged(),
        }
    }

    fn ordinary(&mut self) -> Letter {
        self.ordinary += 1;
        if self.ordinary.is_multiple_of(2)
            && let Some(told) = self.story.next(self.index, &mut self.chance)
        {
            return self.tell(told);
        }
        let kind = self.chance.below(100);
        let mut desk = self.desk();
        let mut draft = match kind {
            0..=56 => kinds::person(&mut desk),
            57..=71 => kinds::list(&mut desk),
            72..=87 => kinds::bulk(&mut desk),
            _ => kinds::automatic(&mut desk),
        };
        if self.attachments == Attachments::Campaign && draft.kind == Kind::Person {
            kinds::attach_heavy(&mut draft, &mut self.chance);
        }
        self.write(draft)
    }

    fn tell(&mut self, told: Told) -> Letter {
        let letter = self.write(told.draft);
        if told.is_kept {
            self.story.keep(told.slug, &letter.clone().finish());
        }
        letter
    }

    fn needle(&mut self, place: Place) -> Letter {
        let needle = self.needles.next(place);
        let mut draft = kinds::fresh(&mut self.desk());
        match (self.attachments, place) {
            (Attachments::Campaign, Place::AttachmentText) => {
                planting::plant_heavy(needle, &mut draft, &mut self.chance);
            }
            _ => planting::plant(needle, &mut draft, &mut self.chance),
        }
        self.write(draft)
    }

    fn hostile(&mut self) -> Letter {
        let which = self.attacks;
        self.attacks += 1;
        let draft = hostile::hostile(&mut self.desk(), which);
        self.write(draft)
    }

    /// Makes a multipart with an attached file, then breaks it.
    fn damaged(&mut self) -> Letter {
        let mut draft = kinds::fresh(&mut self.desk());
        draft.html = Html::BesideText(format!("<p>{}</p>\n", draft.voice.subject(&mut self.chance)));
        let file = kinds::attached_document(draft.voice, &mut self.chance);
        draft.files.push(file);
        let journey = Journey::undisturbed(&draft);
        let letter = envelope::write(draft, self.index, journey, &mut self.chance);
        // Damage comes after the signature, so that this one cannot wait for the others.
        let mut mail = letter.finish();
        damage::inflict(&mut mail, self.damages, &mut self.chance);
        self.damages += 1;
        Letter::finished(mail)
    }

    /// Finds a recent mail in another mailbox, octet by octet the same.
    fn copy(&mut self) -> Option<Letter> {
        let (mut letter, mailbox) = self.recent_elsewhere()?;
        let truth = &mut letter.mail.truth;
        truth.duplicate_of = Some(truth.duplicate_of.unwrap_or(truth.index));
        self.move_to(&mut letter.mail, mailbox);
        Some(letter)
    }

    /// Finds a recent mail in another mailbox as another relay left it.
    fn variant(&mut self) -> Option<Letter> {
        let (mut letter, mailbox) = self.recent_elsewhere()?;
        let host = self.chance.between(2, 9);
        letter.relay = Some(format!("X-Relay: relais{host}.{}\r\n", crate::world::DOMAIN));
        letter.mail.truth.variant_of = Some(letter.mail.truth.index);
        self.move_to(&mut letter.mail, mailbox);
        Some(letter)
    }

    fn recent_elsewhere(&mut self) -> Option<(Letter, &'static str)> {
        let with_room: Vec<usize> = (0..self.recent.len())
            .filter(|at| self.recent.get(*at).is_some_and(|r| !r.also_in.is_empty()))
            .collect();
        if with_room.is_empty() {
            return None;
        }
        let recent = self.recent.get_mut(self.chance.pick(&with_room))?;
        let mailbox = recent.also_in.remove(0);
        Some((recent.letter.clone(), mailbox))
    }

    fn move_to(&mut self, mail: &mut Mail, mailbox: &'static str) {
        (mail.mailbox, mail.truth.mailbox) = (mailbox, mailbox);
        (mail.folder, mail.truth.folder) = ("INBOX", "INBOX");
        mail.truth.index = self.index;
        mail.delivered_at += self.chance.between(0, 30);
    }

    fn write(&mut self, mut draft: Draft) -> Letter {
        let also_in = std::mem::take(&mut draft.also_in);
        let journey = Journey::choose(&draft, &mut self.chance_of_journey());
        let letter = envelope::write(draft, self.index, journey, &mut self.chance);
        if !also_in.is_empty() && letter.size_bytes() < COPIED_BYTES {
            if self.recent.len() == RECENT {
                self.recent.pop_front();
            }
            self.recent.push_back(Recent { letter: letter.clone(), also_in });
        }
        letter
    }

    /// A chance apart: whoever signs or forges has no say in what is written.
    fn chance_of_journey(&self) -> Chance {
        Chance::new(self.plan.seed ^ u64::from(self.index + 1).rotate_left(32))
    }

    fn desk(&mut self) -> Desk<'_> {
        let now = self.now();
        Desk { chance: &mut self.chance, threads: &mut self.threads, index: self.index, now }
    }

    /// Time goes on with the index, faster in the old days: later years have more mail.
    fn now(&mut self) -> i64 {
        let share = f64::from(self.index) / f64::from(self.plan.messages.max(1));
        let span = (END - BEGIN) as f64;
        let since_begin = (share.sqrt() * span) as i64;
        (BEGIN + since_begin + self.chance.between(-4 * 86_400, 4 * 86_400)).clamp(BEGIN, END)
    }
}
