//! The archive: which mail comes next.
//!
//! Mails come in blocks of a hundred. A block holds a fixed number of copies,
//! needles, attacks and damages at places by chance; ordinary mail fills the
//! rest, and at the beginning every other ordinary mail belongs to the plot.

use std::collections::VecDeque;

use crate::calendar::{BEGIN, END};
use crate::chance::Chance;
use crate::damage;
use crate::draft::{Draft, Html};
use crate::envelope;
use crate::hostile;
use crate::kinds::{self, Desk};
use crate::mail::{Mail, Place};
use crate::needle::Needles;
use crate::planting;
use crate::story::Story;
use crate::thread::Threads;

/// What is asked of the generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Equal seeds give equal mails, if the number is equal too.
    pub seed: u64,
    /// How many mails to make.
    pub messages: u32,
}

/// Makes the mails of `plan`, one after another, in constant memory.
///
/// The same plan gives the same octets on every machine. A longer plan need not
/// begin with the mails of a shorter one.
pub fn generate(plan: &Plan) -> impl Iterator<Item = Mail> + use<> {
    Archive::new(*plan)
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
    mail: Mail,
    also_in: Vec<&'static str>,
}

struct Archive {
    plan: Plan,
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
    type Item = Mail;

    fn next(&mut self) -> Option<Mail> {
        if self.index == self.plan.messages {
            return None;
        }
        if self.index.is_multiple_of(BLOCK) {
            self.block = self.new_block();
        }
        let slot = self.block.pop().unwrap_or(Slot::Ordinary);
        let mail = self.fill(slot);
        self.index += 1;
        Some(mail)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.plan.messages - self.index) as usize;
        (left, Some(left))
    }
}

impl Archive {
    fn new(plan: Plan) -> Self {
        Self {
            plan,
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

    fn fill(&mut self, slot: Slot) -> Mail {
        match slot {
            Slot::Ordinary => self.ordinary(),
            Slot::Copy => self.copy().unwrap_or_else(|| self.ordinary()),
            Slot::Variant => self.variant().unwrap_or_else(|| self.ordinary()),
            Slot::Needle(place) => self.needle(place),
            Slot::Hostile => self.hostile(),
            Slot::Damaged => self.damaged(),
        }
    }

    fn ordinary(&mut self) -> Mail {
        self.ordinary += 1;
        if self.ordinary.is_multiple_of(2)
            && let Some(draft) = self.story.next(self.index, &mut self.chance)
        {
            return self.seal(draft);
        }
        let kind = self.chance.below(100);
        let mut desk = self.desk();
        let draft = match kind {
            0..=56 => kinds::person(&mut desk),
            57..=71 => kinds::list(&mut desk),
            72..=87 => kinds::bulk(&mut desk),
            _ => kinds::automatic(&mut desk),
        };
        self.seal(draft)
    }

    fn needle(&mut self, place: Place) -> Mail {
        let needle = self.needles.next(place);
        let mut draft = kinds::fresh(&mut self.desk());
        planting::plant(needle, &mut draft, &mut self.chance);
        self.seal(draft)
    }

    fn hostile(&mut self) -> Mail {
        let which = self.attacks;
        self.attacks += 1;
        let draft = hostile::hostile(&mut self.desk(), which);
        self.seal(draft)
    }

    /// Makes a multipart with an attached file, then breaks it.
    fn damaged(&mut self) -> Mail {
        let mut draft = kinds::fresh(&mut self.desk());
        draft.html = Html::BesideText(format!("<p>{}</p>\n", draft.voice.subject(&mut self.chance)));
        let file = kinds::attached_document(draft.voice, &mut self.chance);
        draft.files.push(file);
        let mut mail = envelope::seal(draft, self.index, &mut self.chance);
        damage::inflict(&mut mail, self.damages, &mut self.chance);
        self.damages += 1;
        mail
    }

    /// Finds a recent mail in another mailbox, octet by octet the same.
    fn copy(&mut self) -> Option<Mail> {
        let (mut mail, mailbox) = self.recent_elsewhere()?;
        mail.truth.duplicate_of = Some(mail.truth.duplicate_of.unwrap_or(mail.truth.index));
        self.move_to(&mut mail, mailbox);
        Some(mail)
    }

    /// Finds a recent mail in another mailbox as another relay left it.
    fn variant(&mut self) -> Option<Mail> {
        let (mut mail, mailbox) = self.recent_elsewhere()?;
        let line_end = if mail.raw.contains(&b'\r') { "\r\n" } else { "\n" };
        let host = self.chance.between(2, 9);
        let line = format!("X-Relay: relais{host}.{}{line_end}", crate::world::DOMAIN);
        mail.raw.splice(0..0, line.bytes());
        envelope::stamp(&mut mail.truth, &mail.raw);
        mail.truth.variant_of = Some(mail.truth.index);
        self.move_to(&mut mail, mailbox);
        Some(mail)
    }

    fn recent_elsewhere(&mut self) -> Option<(Mail, &'static str)> {
        let with_room: Vec<usize> = (0..self.recent.len())
            .filter(|at| self.recent.get(*at).is_some_and(|r| !r.also_in.is_empty()))
            .collect();
        if with_room.is_empty() {
            return None;
        }
        let recent = self.recent.get_mut(self.chance.pick(&with_room))?;
        let mailbox = recent.also_in.remove(0);
        Some((recent.mail.clone(), mailbox))
    }

    fn move_to(&mut self, mail: &mut Mail, mailbox: &'static str) {
        (mail.mailbox, mail.truth.mailbox) = (mailbox, mailbox);
        (mail.folder, mail.truth.folder) = ("INBOX", "INBOX");
        mail.truth.index = self.index;
        mail.delivered_at += self.chance.between(0, 30);
    }

    fn seal(&mut self, mut draft: Draft) -> Mail {
        let also_in = std::mem::take(&mut draft.also_in);
        let mail = envelope::seal(draft, self.index, &mut self.chance);
        if !also_in.is_empty() && mail.raw.len() < COPIED_BYTES {
            if self.recent.len() == RECENT {
                self.recent.pop_front();
            }
            self.recent.push_back(Recent { mail: mail.clone(), also_in });
        }
        mail
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
