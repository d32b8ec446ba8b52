//! What stands below a text and says nothing of its own: the block under `-- `, a name
//! and telephone number under `Cordialement,`, the footer of a list, a lawyer's notice.
//!
//! Whoever wants to hide words could put them here. So a footer has few and short
//! lines: what goes on longer is text.

use super::roles::Role;
use crate::fold::fold;

/// Lines that a footer has at most, blank ones not counted.
const LINES: usize = 12;

/// Lines below good wishes: a name, an office, telephones, an address.
const LINES_BELOW_WISHES: usize = 6;

/// Octets of a footer's longest line; below good wishes, of its shorter ones.
const LINE_OCTETS: usize = 160;
const LINE_OCTETS_BELOW_WISHES: usize = 100;

/// Octets of a lawyer's longest line: programs write a whole paragraph on one.
const NOTICE_OCTETS: usize = 1600;

/// A line of at least so many of these, and nothing else, opens the footer of a list.
const RULE_OCTETS: usize = 20;

/// How the notices of lawyers, gateways and telephones begin, folded.
const NOTICES: [&str; 30] = [
    "ce message et ses pieces",
    "ce message et toutes les pieces",
    "ce message et les pieces",
    "ce message est confidentiel",
    "ce message, ainsi que",
    "ce courriel et",
    "ce courrier electronique et",
    "cet e-mail et",
    "les informations contenues dans ce",
    "avis de confidentialite",
    "pensez a l'environnement",
    "avant d'imprimer",
    "afin de contribuer au respect de l'environnement",
    "envoye de mon",
    "envoye depuis mon",
    "telecharger outlook",
    "this e-mail and any",
    "this email and any",
    "this message and any",
    "this e-mail is intended",
    "this email is intended",
    "this message is intended",
    "this message is confidential",
    "the information contained in this",
    "confidentiality notice",
    "please consider the environment",
    "sent from my",
    "get outlook for",
    "diese e-mail enthalt vertrauliche",
    "caution: this email originated",
];

const NOTICE_OPENINGS: [[u8; 3]; NOTICES.len()] = openings(&NOTICES);

/// Octets of a line that are held against [`NOTICES`].
const NOTICE_START_OCTETS: usize = 80;

/// Good wishes that stand alone on a line above a name, folded.
const WISHES: [&str; 18] = [
    "cordialement",
    "bien cordialement",
    "tres cordialement",
    "bien a vous",
    "bien a toi",
    "merci d'avance",
    "respectueusement",
    "salutations distinguees",
    "cdlt",
    "best regards",
    "kind regards",
    "warm regards",
    "regards",
    "best wishes",
    "many thanks",
    "sincerely",
    "yours sincerely",
    "mit freundlichen grussen",
];

const WISHES_OPENINGS: [[u8; 3]; WISHES.len()] = openings(&WISHES);

/// Octets of the longest line that can be good wishes.
const WISHES_OCTETS: usize = 40;

/// A footer under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Footer {
    /// What its lines are.
    role: Role,
    /// How many lines of it may follow.
    lines: usize,
    /// Octets of its longest line.
    longest: usize,
    /// It ends where its paragraph does.
    is_paragraph: bool,
}

impl Footer {
    /// Returns the footer that the line opens, if it does.
    pub(super) fn at(line: &str) -> Option<Self> {
        let block = Self { role: Role::Footer, lines: LINES, longest: LINE_OCTETS, is_paragraph: false };
        if line == "--" {
            return Some(Self { role: Role::Frame, ..block });
        }
        if is_rule(line) {
            return Some(block);
        }
        if is_wishes(line) {
            let longest = LINE_OCTETS_BELOW_WISHES;
            return Some(Self { lines: LINES_BELOW_WISHES, longest, ..block });
        }
        is_notice(line).then_some(Self { longest: NOTICE_OCTETS, is_paragraph: true, ..block })
    }

    /// Returns what its lines are.
    pub(super) fn role(self) -> Role {
        self.role
    }

    /// Returns the footer after a further line; `None` if it does not belong to it.
    pub(super) fn go_on(self, content: &str) -> Option<Self> {
        if content.is_empty() {
            return (!self.is_paragraph).then_some(self);
        }
        let lines = self.lines.checked_sub(1)?;
        (content.len() <= self.longest).then_some(Self { lines, ..self })
    }
}

fn is_rule(line: &str) -> bool {
    line.len() >= RULE_OCTETS && line.bytes().all(|byte| byte == b'_')
}

fn is_wishes(line: &str) -> bool {
    if line.len() > WISHES_OCTETS || !begins_with(line, &WISHES_OPENINGS) {
        return false;
    }
    let folded = fold(line);
    WISHES.contains(&folded.trim_end_matches([',', '.', '!', ' ']))
}

fn is_notice(line: &str) -> bool {
    if line.len() > NOTICE_OCTETS || !begins_with(line, &NOTICE_OPENINGS) {
        return false;
    }
    let folded = fold(&line[..line.floor_char_boundary(NOTICE_START_OCTETS)]);
    NOTICES.iter().any(|notice| folded.starts_with(notice))
}

/// Looks at three letters, so that most lines cost nothing: they have to be ASCII to be
/// folded already. All that is looked for begins with one that is.
fn begins_with(line: &str, openings: &[[u8; 3]]) -> bool {
    let Some(mut letters) = line.as_bytes().first_chunk().copied() else { return false };
    letters.make_ascii_lowercase();
    letters[0].is_ascii() && (!letters.is_ascii() || openings.contains(&letters))
}

/// Returns the first three letters of each phrase.
const fn openings<const N: usize>(phrases: &[&str; N]) -> [[u8; 3]; N] {
    let mut openings = [[0; 3]; N];
    let mut at = 0;
    while at < N {
        if let Some(letters) = phrases[at].as_bytes().first_chunk() {
            openings[at] = *letters;
        }
        at += 1;
    }
    openings
}

#[cfg(test)]
mod tests {
    use super::super::roles::lines_with_roles;
    use super::*;

    /// Returns the lines that are text.
    fn check(text: &str, expect: &[&str]) {
        let own = lines_with_roles(text).filter(|(role, _)| *role == Role::Own).map(|(_, line)| line);
        assert_eq!(own.collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn signatures_and_footers_are_no_text() {
        check("one\n-- \nNoor\nDirection\n> two", &["one"]);
        check(
            "one\n\nBien cordialement,\n\nNoor Belkacem\nDirection\n01 23 45 | n@region.example\n",
            &["one"],
        );
        check("one\nBest regards\nNoor", &["one"]);
        check("one\n\nCe message et ses pièces jointes sont destinés\nà eux seuls.\n\ntwo", &["one", "two"]);
        check("one\n\nSent from my telephone", &["one"]);
        let rule = "_".repeat(47);
        check(&format!("one\n{rule}\nagents mailing list\nagents@region.example\n"), &["one"]);
        check(&format!("one\n{rule}\nDe : A\nEnvoyé : mardi\n\ntwo\nthree"), &["one"]);
        check("cordialement vôtre\nregards croisés", &["cordialement vôtre", "regards croisés"]);
    }

    #[test]
    fn what_goes_on_longer_is_text() {
        let many: Vec<String> = (0..LINES + 2).map(|n| format!("line {n}")).collect();
        let text = format!("one\n--\n{}", many.join("\n"));
        check(&text, &["one", "line 12", "line 13"]);
        let long = "word ".repeat(40);
        check(&format!("one\n--\nNoor\n{long}\ntwo"), &["one", long.trim(), "two"]);
        check(&format!("Regards,\nNoor\n{long}"), &[long.trim()]);
        let notice = format!("This email and any {}", "word ".repeat(400));
        check(&notice, &[notice.trim()]);
    }

    #[test]
    fn every_opening_is_looked_at() {
        assert!(WISHES.iter().all(|wishes| is_wishes(wishes) && fold(wishes) == *wishes));
        assert!(NOTICES.iter().all(|notice| is_notice(notice) && fold(notice) == *notice));
    }
}
