//! Which lines of a text are its author's, and which are quoted.
//!
//! Marks (`>`, `|`, `NB>`), attributions (`On ... wrote:`, `Le ... a écrit :`)
//! and the blocks with which Outlook and others open a forwarded mail; and what
//! programs, lists and lawyers put below a text, see [`super::footer`].

use super::footer::Footer;
use crate::fold::fold;
use crate::lines::lines;

/// Whose words a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The author's.
    Own,
    /// Somebody else's, quoted.
    Quoted,
    /// What stands below the author's words and says nothing of its own: a name and telephones
    /// under good wishes, the footer of a list, a lawyer's notice.
    Footer,
    /// Nobody's: blank, an attribution, the block under `-- `.
    Frame,
}

/// How an attribution ends, folded and without blanks.
const ATTRIBUTION_ENDS: [&str; 5] = ["wrote:", "aecrit:", "schrieb:", "escribio:", "hascritto:"];

/// What stands between dashes above a forwarded or quoted mail, folded.
const OPENINGS: [&str; 7] = [
    "original message",
    "message d'origine",
    "message original",
    "forwarded message",
    "message transfere",
    "forwarded by",
    "ursprungliche nachricht",
];

/// How Apple's programs open one, folded.
const APPLE_OPENINGS: [&str; 2] = ["begin forwarded message", "debut du message reexpedie"];

/// First lines of the header block that Outlook puts above a quoted mail, and
/// what must follow soon, folded and without blanks.
const BLOCK_STARTS: [&str; 3] = ["from:", "de:", "von:"];
const BLOCK_FIELDS: [&str; 9] =
    ["sent:", "date:", "to:", "subject:", "envoye:", "envoyele:", "objet:", "gesendet:", "betreff:"];

/// Lines after the first within which a header block must go on.
const BLOCK_LINES: usize = 3;

/// A longer line is text and not a frame.
const MAX_FRAME_OCTETS: usize = 400;

/// About as long a line is: more lines only cost memory.
const LINE_OCTETS: usize = 32;

/// Of a longer text, the rest is not looked at.
const MAX_TEXT_OCTETS: usize = 2 << 20;

/// Returns the lines of a text without their quote marks, each with its role. Of a text
/// longer than two megabytes, only the lines of its beginning.
pub fn lines_with_roles(text: &str) -> impl Iterator<Item = (Role, &str)> {
    let text = &text[..text.floor_char_boundary(MAX_TEXT_OCTETS)];
    let mut all = Vec::with_capacity(text.len() / LINE_OCTETS);
    all.extend(lines(text));
    with_roles(&all).into_iter()
}

fn with_roles<'a>(lines: &[&'a str]) -> Vec<(Role, &'a str)> {
    let mut roles = Vec::with_capacity(lines.len());
    let (mut is_quoted_to_the_end, mut footer) = (false, None::<Footer>);
    for (at, line) in lines.iter().enumerate() {
        let (marks, content) = unmarked(line);
        // An earlier footer may end here, and another begin.
        footer = footer.filter(|_| marks == 0).and_then(|footer| footer.go_on(content));
        let role = if content.is_empty() {
            Role::Frame
        } else if marks > 0 || is_quoted_to_the_end {
            Role::Quoted
        } else if content.ends_with([':', '：']) && is_attribution(lines, at) {
            // Without marks below it, all below it is quoted.
            is_quoted_to_the_end = !next_is_marked(lines, at);
            Role::Frame
        } else if opens_a_quote(content, lines, at) {
            is_quoted_to_the_end = true;
            Role::Frame
        } else {
            footer = Footer::at(content).or(footer);
            footer.map_or(Role::Own, Footer::role)
        };
        roles.push((role, content));
    }
    roles
}

/// Returns the number of quote marks of a line, and what stands behind them.
fn unmarked(line: &str) -> (usize, &str) {
    let mut content = line.trim();
    let mut marks = 0;
    while let Some(behind) = content.strip_prefix(['>', '|']).or_else(|| behind_initials(content)) {
        content = behind.trim_start();
        marks += 1;
    }
    (marks, content)
}

/// Takes `NB>` away.
fn behind_initials(content: &str) -> Option<&str> {
    let (initials, behind) =
        content.split_at_checked(content.bytes().take(5).position(|byte| byte == b'>')?)?;
    let is_initials =
        (1..=4).contains(&initials.len()) && initials.bytes().all(|byte| byte.is_ascii_uppercase());
    is_initials.then_some(behind.get(1..)?)
}

/// Tells whether the line, which ends in a colon, ends an attribution; one runs over three lines at most,
/// and names a day or an address.
fn is_attribution(lines: &[&str], at: usize) -> bool {
    let dense = lines.get(at).map(|line| dense(line)).unwrap_or_default();
    let above = lines.get(at.saturating_sub(2)..=at).unwrap_or_default();
    let names_somebody = |line: &&str| line.contains('@') || line.bytes().any(|byte| byte.is_ascii_digit());
    ATTRIBUTION_ENDS.iter().any(|end| dense.ends_with(end)) && above.iter().any(names_somebody)
}

fn next_is_marked(lines: &[&str], at: usize) -> bool {
    // Looked at once for each attribution, and only as far as blank lines go:
    // a bound keeps text of attributions and blank lines linear.
    let below = lines.iter().skip(at + 1).take(20);
    below
        .map(|line| unmarked(line))
        .find(|(marks, content)| *marks > 0 || !content.is_empty())
        .is_some_and(|(marks, _)| marks > 0)
}

fn opens_a_quote(content: &str, lines: &[&str], at: usize) -> bool {
    let mut below = lines.iter().skip(at + 1).take(BLOCK_LINES);
    is_opening(content)
        || (may_start_block(content)
            && lines.get(at).is_some_and(|line| begins_densely(line, &BLOCK_STARTS))
            && below.any(|line| begins_densely(line, &BLOCK_FIELDS)))
}

/// `-----Original Message-----`, `Begin forwarded message:`.
fn is_opening(line: &str) -> bool {
    if line.len() > MAX_FRAME_OCTETS || !line.starts_with(['-', '_', '*', '=', 'B', 'D']) {
        return false;
    }
    let folded = fold(line);
    let is_framed = !folded.starts_with(|char: char| char.is_alphabetic());
    APPLE_OPENINGS.iter().any(|opening| folded.starts_with(opening))
        || (is_framed && OPENINGS.iter().any(|opening| folded.contains(opening)))
}

fn may_start_block(content: &str) -> bool {
    let first = content.trim_start_matches(|char: char| char == '*' || char.is_whitespace()).bytes().next();
    first.is_some_and(|first| matches!(first, b'F' | b'f' | b'D' | b'd' | b'V' | b'v'))
}

/// Tells whether a short line, folded, begins with one of these, which are ASCII.
fn begins_densely(line: &str, starts: &[&str]) -> bool {
    // ASCII folds to small letters: most lines are told by their first, and need no folding.
    let ascii =
        line.chars().take_while(char::is_ascii).filter(is_dense).map(|char| char.to_ascii_lowercase());
    let goes_on = |start: &&str| ascii.clone().zip(start.chars()).all(|(char, wanted)| char == wanted);
    if line.len() > MAX_FRAME_OCTETS || !starts.iter().any(goes_on) {
        return false;
    }
    let folded = fold(line);
    let dense = folded.chars().filter(is_dense);
    starts.iter().any(|start| dense.clone().take(start.len()).eq(start.chars()))
}

/// Folds a short line, without blanks and the stars of bold type.
fn dense(line: &str) -> String {
    if line.len() > MAX_FRAME_OCTETS {
        return String::new();
    }
    fold(line).chars().filter(is_dense).collect()
}

fn is_dense(char: &char) -> bool {
    !char.is_whitespace() && *char != '*'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `o` own, `q` quoted, `.` frame: a letter a line.
    fn check(text: &str, expect: &str) {
        let letter = |(role, _)| match role {
            Role::Own => 'o',
            Role::Quoted => 'q',
            Role::Footer => 'f',
            Role::Frame => '.',
        };
        assert_eq!(lines_with_roles(text).map(letter).collect::<String>(), expect, "{text}");
    }

    #[test]
    fn marks_tell_quotes() {
        check("one\n> two\n>\n\nthree", "oq..o");
        check("| one\n>> two\nNB> three\nABCDE> four\nnb> five", "qqqoo");
        check("1 > 0\na|b", "oo");
    }

    #[test]
    fn attributions_open_quotes() {
        check("Oui.\nOn 3 March, A <a@example.org> wrote:\n> one\nNon.", "o.qo");
        check("Oui.\nLe 3 mars 2015, A a écrit :\none\n\ntwo", "o.q.q");
        check("Le 3 mars 2015 à 9 h, Camille\n<a@example.org> a \u{e9}crit\u{a0}:\n\none", "o..q");
        check("Voici ce que Noor a écrit :\nrien", "oo");
    }

    #[test]
    fn forwarded_mail_is_quoted_to_its_end() {
        check("FYI\n-----Original Message-----\nFrom: a\n\none", "o.q.q");
        check("FYI\n*From:* a\n*Sent:* Tuesday\nTo: b\n\none", "o.qq.q");
        check("FYI\nDe : a\nEnvoyé : mardi\nObjet : b\none", "o.qqq");
        check("De : ce point nous parlerons\ndemain\nencore", "ooo");
        check("Begin forwarded message:\n\none", "..q");
        check("Je cite le message original\none", "oo");
    }
}
