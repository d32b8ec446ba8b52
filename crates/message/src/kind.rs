//! Who speaks: a person, a list, a mass mailing or a program.
//!
//! Only headers are looked at, in this order: what says it was made by a
//! program (RFC 3834), what came through a discussion list (RFC 2369, RFC 2919),
//! what was sent to many. What nothing marks is taken for a person's.

use greffe_terms::Kind;

use crate::model::Message;

/// From this many addressees on, a mail is a mass mailing.
const MANY_RECIPIENTS: usize = 50;

impl Message {
    /// Says who speaks.
    pub fn kind(&self) -> Kind {
        if self.is_automatic() {
            Kind::Automatic
        } else if self.came_through_list() {
            Kind::List
        } else if self.is_bulk() {
            Kind::Bulk
        } else if self.is_from_program() {
            Kind::Automatic
        } else {
            Kind::Person
        }
    }

    /// Returns the id of the list it came through (RFC 2919), else the address
    /// to post to.
    pub fn list(&self) -> Option<String> {
        let id = self.header("List-Id").and_then(list_id);
        let posting = || {
            ["List-Post", "X-Mailing-List", "X-BeenThere", "Mailing-List"]
                .into_iter()
                .find_map(|name| self.header(name).and_then(posting_address))
        };
        id.or_else(posting)
    }

    fn is_automatic(&self) -> bool {
        let submitted = self.header("Auto-Submitted").is_some_and(|value| !starts_with(value, "no"));
        let replied =
            ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"].iter().any(|name| self.header(name).is_some());
        let precedence = self.header("Precedence").is_some_and(|value| starts_with(value, "auto"));
        submitted
            || replied
            || precedence
            || self.is_report()
            || self.is_calendar()
            || self.has_absence_subject()
    }

    /// Bounces and receipts (RFC 6522), or no address to bounce to.
    fn is_report(&self) -> bool {
        let reports = self.parts.first().is_some_and(|root| root.content_type == "multipart/report");
        let no_return = self.header("Return-Path").is_some_and(|value| value.trim() == "<>");
        reports
            || no_return
            || self.from.iter().any(|from| is_local(&from.address, &["mailer-daemon", "postmaster"]))
    }

    /// Invitations and their answers are written by calendars.
    fn is_calendar(&self) -> bool {
        self.parts.iter().any(|part| part.content_type == "text/calendar" && !part.is_attachment)
    }

    fn has_absence_subject(&self) -> bool {
        const STARTS: [&str; 8] = [
            "automatic reply",
            "auto:",
            "autoreply",
            "out of office",
            "réponse automatique",
            "absence du bureau",
            "message d'absence",
            "automatische antwort",
        ];
        STARTS.iter().any(|start| starts_with(&self.subject, start))
    }

    fn came_through_list(&self) -> bool {
        const MARKS: [&str; 6] = [
            "X-Mailing-List",
            "Mailing-List",
            "X-BeenThere",
            "X-Mailman-Version",
            "List-Subscribe",
            "X-ML-Name",
        ];
        let posts = self.header("List-Post").is_some_and(|value| !starts_with(value, "no"));
        let precedence = self.header("Precedence").is_some_and(|value| starts_with(value, "list"));
        let marked = MARKS.iter().any(|name| self.header(name).is_some());
        // Newsletters carry a List-Id too, but with a way out for the reader.
        let only_id = self.header("List-Id").is_some() && self.header("List-Unsubscribe").is_none();
        posts || precedence || marked || (only_id && !self.is_campaign())
    }

    fn is_bulk(&self) -> bool {
        let precedence = self.header("Precedence");
        let is_mass =
            precedence.is_some_and(|value| starts_with(value, "bulk") || starts_with(value, "junk"));
        let has_way_out = self.header("List-Unsubscribe").is_some();
        is_mass || has_way_out || self.is_campaign() || self.to.len() + self.cc.len() >= MANY_RECIPIENTS
    }

    fn is_campaign(&self) -> bool {
        const MARKS: [&str; 6] = [
            "Feedback-ID",
            "List-Unsubscribe-Post",
            "X-Campaign",
            "X-CampaignID",
            "X-Mailgun-Tag",
            "X-MC-User",
        ];
        MARKS.iter().any(|name| self.header(name).is_some())
    }

    fn is_from_program(&self) -> bool {
        const NAMES: [&str; 9] = [
            "noreply",
            "no-reply",
            "no_reply",
            "donotreply",
            "do-not-reply",
            "ne-pas-repondre",
            "nepasrepondre",
            "mailer",
            "cron",
        ];
        self.from.iter().any(|from| is_local(&from.address, &NAMES)) || self.header("X-Cron-Env").is_some()
    }
}

fn starts_with(value: &str, start: &str) -> bool {
    let mut chars = value.trim_start().chars().flat_map(char::to_lowercase);
    start.chars().all(|expect| chars.next() == Some(expect))
}

fn is_local(address: &str, names: &[&str]) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let local = local.split('+').next().unwrap_or_default();
    names.iter().any(|name| local.eq_ignore_ascii_case(name))
}

/// Returns what stands in angle brackets, else the whole value, in lower case.
fn list_id(value: &str) -> Option<String> {
    let inside = value.rsplit_once('<').map_or(value, |(_, inside)| inside);
    let id = inside.split('>').next().unwrap_or_default().trim().to_lowercase();
    (!id.is_empty()).then_some(id)
}

/// `<mailto:x@y>`, `list x@y; contact ...`, `x@y`.
fn posting_address(value: &str) -> Option<String> {
    let words = value.split(['<', '>', ' ', ',', ';', '?']);
    let address = words.map(|word| word.trim_start_matches("mailto:")).find(|word| word.contains('@'))?;
    Some(address.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn the_headers_tell_who_speaks() {
        let check = |headers: &str, kind: Kind, list: Option<&str>| {
            let message = parse(format!("From: a@b.example\n{headers}\n\nx").as_bytes());
            assert_eq!((message.kind(), message.list().as_deref()), (kind, list), "{headers}");
        };
        check("Subject: hello", Kind::Person, None);
        check("Auto-Submitted: no", Kind::Person, None);
        check("Auto-Submitted: auto-replied", Kind::Automatic, None);
        check("Return-Path: <>", Kind::Automatic, None);
        check("Subject: =?utf-8?Q?R=C3=A9ponse_automatique=C2=A0:_x?=", Kind::Automatic, None);
        check("Content-Type: multipart/report; boundary=b", Kind::Automatic, None);
        check("Content-Type: text/calendar; method=REQUEST", Kind::Automatic, None);
        check(
            "List-Id: Les amis <amis.liste.example>\nList-Post: <mailto:amis@liste.example>",
            Kind::List,
            Some("amis.liste.example"),
        );
        check("List-Post: <mailto:Amis@liste.example>", Kind::List, Some("amis@liste.example"));
        check("List-Post: NO", Kind::Person, None);
        check("Precedence: bulk\nX-Mailing-List: dev@kernel.example", Kind::List, Some("dev@kernel.example"));
        check(
            "Mailing-List: list x@groups.example; contact y@groups.example",
            Kind::List,
            Some("x@groups.example"),
        );
        check("List-Id: <x.example>", Kind::List, Some("x.example"));
        check("List-Id: <x.example>\nList-Unsubscribe: <http://x.example/>", Kind::Bulk, Some("x.example"));
        check("Feedback-ID: 1:2:3:esp", Kind::Bulk, None);
        check("Precedence: bulk", Kind::Bulk, None);
        check(&format!("To: {}", "c@d.example, ".repeat(60)), Kind::Bulk, None);
        check("X-Cron-Env: <SHELL=/bin/sh>", Kind::Automatic, None);
    }

    #[test]
    fn programs_are_known_by_their_name() {
        for from in ["MAILER-DAEMON@b.example", "no-reply@b.example", "noreply+1@b.example"] {
            let message = parse(format!("From: {from}\n\nx").as_bytes());
            assert_eq!(message.kind(), Kind::Automatic, "{from}");
        }
    }
}
