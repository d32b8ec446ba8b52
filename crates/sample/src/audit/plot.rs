//! What happened, whichever system wrote it down.
//!
//! On an asked-for morning a subordinate gives the director of the IT department
//! full access to all mailboxes but those of the department. Some openings are
//! recorded, most are not; a newspaper's name is searched for; traces grow fewer;
//! the rights stand until a union asks. Around it: what is innocent in any log.

use super::staff::{Staff, Who};
use crate::chance::Chance;

const DAY: i64 = 86_400;

/// Day after the bulk grant, hour, minute; UTC.
type When = (i64, i64, i64);
/// Who opened whose mailbox when, and whether messages were destroyed.
type Opening = (&'static str, When, &'static str, bool);

/// The name that is searched for.
pub(super) const QUERY: &str = "\"Le Courrier des Terres\" OR le-courrier-des-terres.example";
/// Where the press officer's mail is copied to.
pub(super) const COPY_TO: &str = "copie.presse@mel.example";
/// First and last day of the election campaign.
pub(super) const CAMPAIGN: (i64, i64) = (6, 27);
/// Days on which somebody noted who holds which right.
pub(super) const SNAPSHOTS: [i64; 2] = [60, 400];
/// From this day the director's openings are no longer recorded.
pub(super) const BYPASS_DAY: i64 = 20;

/// A right that can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    FullAccess,
    SendAs,
    SendOnBehalf,
    /// The role that lets one search all mailboxes.
    MailboxSearch,
    /// The role that lets a program act as any user.
    Impersonation,
}

/// Where the mail system stands: some things can be done in one of them only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum House {
    OnPremises,
    Cloud,
}

/// One end of a right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deed {
    pub(super) at: i64,
    pub(super) by: Who,
}

/// A right that somebody held for a time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) holder: Who,
    /// None for all mailboxes.
    pub(super) on: Option<Who>,
    pub(super) right: Right,
    pub(super) given: Deed,
    pub(super) taken: Option<Deed>,
    /// It comes from the database that the mailbox lies in.
    pub(super) inherited: bool,
}

/// A grant that gave nothing: it failed, or it refuses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt {
    pub(super) deed: Deed,
    pub(super) holder: Who,
    pub(super) on: Who,
    /// It worked, and denies the right.
    pub(super) deny: bool,
}

/// A mailbox opened by another than its owner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    pub(super) deed: Deed,
    pub(super) mailbox: Who,
    /// Messages were destroyed.
    pub(super) destroyed: bool,
}

/// What makes traces fewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blinding {
    /// Acts on this mailbox are recorded no more.
    Mailbox(Who),
    /// Acts of this account are recorded no more.
    Account(Who),
    /// The administrators' log is kept for a shorter time.
    ShorterLog,
    /// Notices to this mailbox are deleted.
    Notices(Who),
}

/// All that happened.
#[derive(Debug, Clone)]
pub(super) struct Plot {
    pub(super) staff: Staff,
    /// Midnight of the day of the bulk grant, UTC.
    pub(super) day_zero: i64,
    pub(super) held: Vec<Held>,
    pub(super) attempts: Vec<Attempt>,
    pub(super) opened: Vec<Opened>,
    /// Who searched when, in whose mail.
    pub(super) searched: Vec<(Deed, Option<Who>)>,
    /// Mail of the press officer copied elsewhere: from, to.
    pub(super) forwarded: (Deed, Deed),
    /// A rule that copies mail to the newspaper to the director.
    pub(super) copied: Deed,
    pub(super) blinded: Vec<(Deed, Blinding)>,
}

impl Plot {
    /// Lets it happen from `day_zero` on.
    pub(super) fn new(house: House, day_zero: i64, mailboxes: usize, chance: &mut Chance) -> Self {
        let staff = Staff::new(mailboxes, chance);
        let mut plot = Self {
            forwarded: (
                deed(&staff, day_zero, "dsi", (5, 18, 31)),
                deed(&staff, day_zero, "technicien", (45, 9, 5)),
            ),
            copied: deed(&staff, day_zero, "dsi", (6, 17, 44)),
            staff,
            day_zero,
            held: Vec::new(),
            attempts: Vec::new(),
            opened: Vec::new(),
            searched: Vec::new(),
            blinded: Vec::new(),
        };
        plot.usual_rights();
        match house {
            House::OnPremises => plot.migration_by_database(),
            House::Cloud => plot.migration_by_role(),
        }
        plot.bulk_grant();
        plot.quiet_grants();
        plot.attempts();
        plot.openings();
        plot.searches();
        plot.blindings();
        plot
    }

    /// A moment: day after the bulk grant, hour, minute.
    pub(super) fn at(&self, (day, hour, minute): When) -> i64 {
        moment(self.day_zero, (day, hour, minute))
    }

    fn deed(&self, by: &str, when: When) -> Deed {
        deed(&self.staff, self.day_zero, by, when)
    }

    fn give(&mut self, holder: &str, on: Option<&str>, right: Right, given: Deed) -> &mut Held {
        let (holder, on) = (self.staff.of(holder), on.map(|slug| self.staff.of(slug)));
        self.held.push(Held { holder, on, right, given, taken: None, inherited: false });
        let last = self.held.len() - 1;
        &mut self.held[last]
    }

    /// Rights with a reason: support, a shared mailbox, a secretary, a migration.
    fn usual_rights(&mut self) {
        let (given, taken) = (self.deed("technicien", (-12, 9, 14)), self.deed("technicien", (-9, 16, 40)));
        self.give("assistant", Some("europe"), Right::FullAccess, given).taken = Some(taken);
        let given = self.deed("technicien", (-15, 10, 2));
        self.give("ancien", Some("accueil"), Right::FullAccess, given);
        let given = self.deed("technicien", (-15, 10, 3));
        self.give("secretaire", Some("accueil"), Right::FullAccess, given);
        let given = self.deed("technicien", (-8, 14, 20));
        self.give("secretaire", Some("presidente"), Right::SendAs, given);
        let given = self.deed("technicien", (-8, 14, 26));
        self.give("secretaire", Some("dgs"), Right::SendOnBehalf, given);
    }

    fn migration_by_role(&mut self) {
        let (given, taken) = (self.deed("technicien", (-18, 9, 0)), self.deed("technicien", (50, 9, 0)));
        self.give("migration", None, Right::Impersonation, given).taken = Some(taken);
    }

    /// Inherited by every mailbox, from before any log to after it.
    fn migration_by_database(&mut self) {
        let (given, taken) = (self.deed("technicien", (-200, 8, 0)), self.deed("technicien", (150, 8, 0)));
        let holder = self.staff.of("migration");
        for mailbox in self.staff.mailboxes().collect::<Vec<_>>() {
            let (on, taken) = (Some(mailbox), Some(taken));
            self.held.push(Held { holder, on, right: Right::FullAccess, given, taken, inherited: true });
        }
    }

    /// One command after the other, four seconds apart, and one that is taken back a year later.
    fn bulk_grant(&mut self) {
        let (holder, first) = (self.staff.of("dsi"), self.deed("technicien", (0, 10, 2)));
        let taken_from = self.staff.of("achats");
        for (turn, mailbox) in self.subjects().into_iter().enumerate() {
            let given = Deed { at: first.at + 4 * turn as i64, ..first };
            let taken = (mailbox == taken_from).then(|| self.deed("technicien", (345, 8, 12)));
            let on = Some(mailbox);
            self.held.push(Held { holder, on, right: Right::FullAccess, given, taken, inherited: false });
        }
    }

    /// The mailboxes of the bulk grant: all but those of the IT department.
    pub(super) fn subjects(&self) -> Vec<Who> {
        let spared: Vec<Who> = self.staff.it().collect();
        self.staff.mailboxes().filter(|who| !spared.contains(who)).collect()
    }

    /// An evening's look into the subordinate's mailbox, a role, and a name that looks like another.
    fn quiet_grants(&mut self) {
        let (given, taken) = (self.deed("dsi", (13, 18, 22)), self.deed("dsi", (13, 20, 5)));
        self.give("dsi", Some("technicien"), Right::FullAccess, given).taken = Some(taken);
        let given = self.deed("technicien", (2, 8, 40));
        self.give("dsi", None, Right::MailboxSearch, given);
        let given = self.deed("technicien", (9, 21, 47));
        self.give("sosie", Some("dircab"), Right::FullAccess, given);
    }

    fn attempts(&mut self) {
        let tries = [
            ("technicien", (0, 9, 58), "dsi", "presidente", false),
            ("technicien", (2, 13, 30), "reseau", "presidente", true),
            ("assistant", (3, 11, 11), "assistant", "dsi", false),
        ];
        for (by, when, holder, on, deny) in tries {
            let (holder, on) = (self.staff.of(holder), self.staff.of(on));
            self.attempts.push(Attempt { deed: self.deed(by, when), holder, on, deny });
        }
    }

    fn openings(&mut self) {
        const OPENED: [Opening; 17] = [
            ("migration", (-10, 1, 12), "opposition", false),
            ("migration", (-10, 1, 31), "presse", false),
            ("dsi", (1, 18, 3), "opposition", false),
            ("dsi", (1, 18, 21), "syndicat", false),
            ("dsi", (2, 17, 50), "presse", false),
            ("dsi", (3, 19, 4), "opposition", false),
            ("dsi", (4, 12, 40), "achats", false),
            ("dsi", (5, 18, 55), "syndicat", false),
            ("dsi", (6, 7, 20), "presidente", false),
            ("dsi", (7, 18, 30), "juriste", false),
            ("dsi", (8, 18, 12), "opposition", false),
            ("dsi", (10, 19, 9), "syndicat", true),
            ("dsi", (12, 18, 44), "presse", false),
            ("dsi", (13, 18, 31), "technicien", false),
            ("dsi", (14, 18, 2), "opposition", false),
            ("dsi", (25, 18, 37), "opposition", false),
            ("dsi", (31, 18, 8), "syndicat", false),
        ];
        for (by, when, mailbox, destroyed) in OPENED {
            let mailbox = self.staff.of(mailbox);
            self.opened.push(Opened { deed: self.deed(by, when), mailbox, destroyed });
        }
    }

    fn searches(&mut self) {
        let on = ["opposition", "syndicat"].map(|slug| Some(self.staff.of(slug)));
        self.searched = vec![
            (self.deed("dsi", (3, 8, 5)), None),
            (self.deed("dsi", (3, 8, 31)), on[0]),
            (self.deed("dsi", (3, 8, 33)), on[1]),
        ];
    }

    fn blindings(&mut self) {
        let (majority, director, officer) =
            (self.staff.of("majorite"), self.staff.of("dsi"), self.staff.of("dpo"));
        self.blinded = vec![
            (self.deed("technicien", (1, 8, 15)), Blinding::Mailbox(majority)),
            (self.deed("dsi", (2, 19, 40)), Blinding::Notices(officer)),
            (self.deed("technicien", (BYPASS_DAY, 8, 2)), Blinding::Account(director)),
            (self.deed("dsi", (BYPASS_DAY + 1, 18, 50)), Blinding::ShorterLog),
        ];
    }
}

fn deed(staff: &Staff, day_zero: i64, by: &str, when: When) -> Deed {
    Deed { at: moment(day_zero, when), by: staff.of(by) }
}

fn moment(day_zero: i64, (day, hour, minute): When) -> i64 {
    day_zero + day * DAY + hour * 3600 + minute * 60
}

impl Held {
    /// Whether it stands at `moment`.
    pub(super) fn stands_at(&self, moment: i64) -> bool {
        self.given.at <= moment && self.taken.is_none_or(|taken| moment < taken.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_departments_own_mailboxes_are_left_out() {
        let plot = Plot::new(House::OnPremises, 0, 40, &mut Chance::new(1));
        let director = plot.staff.of("dsi");
        let at = plot.at((1, 0, 0));
        let open =
            |held: &&Held| held.holder == director && held.right == Right::FullAccess && held.stands_at(at);
        let opened: Vec<_> = plot.held.iter().filter(open).filter_map(|held| held.on).collect();
        assert_eq!(opened.len(), 35);
        assert!(plot.staff.it().all(|who| !opened.contains(&who)));
    }

    #[test]
    fn whoever_opens_a_mailbox_held_the_right_then() {
        let plot = Plot::new(House::OnPremises, 0, 40, &mut Chance::new(1));
        for opened in &plot.opened {
            let could = |held: &Held| {
                held.holder == opened.deed.by
                    && held.on == Some(opened.mailbox)
                    && held.right == Right::FullAccess
                    && held.stands_at(opened.deed.at)
            };
            assert!(plot.held.iter().any(could), "{opened:?}");
        }
    }
}
