//! What a message's signatures prove, beside the very headers that are shown.
//!
//! The words are those of `texts`, the same that the command prints. Here they
//! get their place: first the verdict and what it covers, then why and what
//! would settle it; the rest waits closed.

use greffe::view::{AuthenticationView, CopyView, KeyName, SiblingView};
use greffe::{BodyResult, Coverage, HeaderResult, Reason, Signature, Verdict};
use greffe_texts::{CoverageWords, JudgementWords, SignatureWords};

use super::Link;
use super::results::or_word;
use crate::links;
use crate::reading::shorten;
use crate::say::Say;

/// A From line may be a megabyte long; a line of a list may not.
const LINE_CHARS: usize = 250;
/// So many keys, mails or copies are named.
const NAMED: usize = 20;

/// The panel of a message.
pub(super) struct Panel {
    /// Word of the verdict, for the style sheet.
    pub(super) code: &'static str,
    /// The judgement in words.
    pub(super) words: JudgementWords,
    /// The reasons stand open: nobody may leave with half of a contradiction.
    pub(super) is_open: bool,
    /// The headers that a reader sees; empty where no key confirms a signature.
    pub(super) headers: Vec<Covered>,
    /// The body, likewise.
    pub(super) body: Option<Covered>,
    /// Keys that would say more, as links to what is known of them.
    pub(super) settle: Vec<Link>,
    /// Mails that hold the same words.
    pub(super) siblings: Vec<Beside>,
    /// What that shows.
    pub(super) siblings_mean: String,
    /// Earlier verdicts.
    pub(super) history: Vec<String>,
}

/// A header or the body, and whether it is covered.
#[derive(Clone)]
pub(super) struct Covered {
    /// Name of the header, or the word for the body.
    pub(super) name: String,
    /// For the style sheet: `is-signed`, `is-open` or `is-doubtful`.
    pub(super) class: &'static str,
    /// In words.
    pub(super) words: String,
}

/// Another message that says something of this one.
pub(super) struct Beside {
    /// Its page.
    pub(super) address: String,
    /// Whose it is.
    pub(super) from: String,
    /// What it says.
    pub(super) words: String,
}

impl Panel {
    /// Makes the panel of a message.
    pub(super) fn new(say: Say<'_>, authentication: &AuthenticationView) -> Self {
        let texts = say.texts();
        let words = texts.judgement(&authentication.judgement);
        let shown = confirmed(authentication);
        let signature = shown.and(authentication.judgement.best).and_then(|best| words.signatures.get(best));
        Self {
            code: authentication.judgement.verdict.as_str(),
            is_open: authentication.judgement.verdict == Verdict::Mismatch,
            headers: signature.map(headers).unwrap_or_default(),
            body: signature.zip(shown).map(|(words, signature)| body(say, signature, words)),
            settle: authentication.settle.iter().take(NAMED).map(|name| key(say, name)).collect(),
            siblings: siblings(say, &authentication.siblings),
            siblings_mean: texts.sibling_means(),
            history: authentication.history.iter().map(|change| texts.verdict_change(change)).collect(),
            words,
        }
    }

    /// Says whether coverage needs a list: where all is covered, one sentence has said so.
    pub(super) fn lists_coverage(&self) -> bool {
        let is_signed = |covered: &Covered| covered.class == "is-signed";
        let is_whole = self.headers.iter().chain(&self.body).all(is_signed);
        let is_told = is_whole && self.words.summary.is_some();
        !(self.headers.is_empty() || is_told)
    }

    /// Returns whether a header that is shown is covered; `None` where nothing can be said.
    pub(super) fn of(&self, header: &str) -> Option<Covered> {
        self.headers.iter().find(|covered| covered.name.eq_ignore_ascii_case(header)).cloned()
    }
}

/// Returns the signature that speaks of what is shown: that of the verdict, if a
/// key of the author's domain that can be relied on confirms its headers.
fn confirmed(authentication: &AuthenticationView) -> Option<&Signature> {
    let judgement = &authentication.judgement;
    let speaks = |signature: &&Signature| {
        let only_its_export_is_odd = signature.reasons.contains(&Reason::ExportRewroteBodies);
        signature.header == HeaderResult::Valid
            && (signature.verdict != Verdict::Unproven || only_its_export_is_odd)
    };
    judgement.signatures.get(judgement.best?).filter(speaks)
}

fn headers(words: &SignatureWords) -> Vec<Covered> {
    let header = |one: &CoverageWords| Covered {
        name: one.header.to_owned(),
        class: class_of(one.state),
        words: one.words.clone(),
    };
    words.coverage.iter().map(header).collect()
}

fn body(say: Say<'_>, signature: &Signature, words: &SignatureWords) -> Covered {
    Covered {
        name: say.word("web-verdict-body").into_owned(),
        class: class_of_body(signature.body),
        words: words.body.clone(),
    }
}

const fn class_of(state: Coverage) -> &'static str {
    match state {
        Coverage::Signed | Coverage::Oversigned => "is-signed",
        Coverage::Unsigned | Coverage::Absent => "is-open",
        Coverage::Duplicated => "is-doubtful",
    }
}

const fn class_of_body(body: BodyResult) -> &'static str {
    match body {
        BodyResult::Matches | BodyResult::MatchesAfterRepair => "is-signed",
        BodyResult::MatchesPrefix | BodyResult::NotAvailable => "is-open",
        BodyResult::Differs => "is-doubtful",
    }
}

fn key(say: Say<'_>, name: &KeyName) -> Link {
    let values =
        [("domain", shorten(&name.domain, LINE_CHARS)), ("selector", shorten(&name.selector, LINE_CHARS))];
    Link {
        label: say.values("web-verdict-key", &values).into_owned(),
        address: links::address("/keys", &[("domain", &name.domain)]),
        current: false,
    }
}

fn siblings(say: Say<'_>, all: &[SiblingView]) -> Vec<Beside> {
    all.iter().take(NAMED).map(|one| sibling(say, one)).collect()
}

fn sibling(say: Say<'_>, sibling: &SiblingView) -> Beside {
    Beside {
        address: links::message(&sibling.id, ""),
        from: or_word(say, &shorten(&sibling.from, LINE_CHARS), "search-no-sender"),
        words: say.texts().sibling(sibling),
    }
}

/// Returns how another copy compares; empty when it was not compared.
pub(super) fn compared(say: Say<'_>, id: &str, copies: &[CopyView]) -> String {
    let copy = copies.iter().find(|copy| copy.id == id);
    copy.map(|copy| say.texts().copy_of(copy)).unwrap_or_default()
}

/// The verdict of a message in a list: a sign, and its words.
pub(super) struct Mark {
    /// For the style sheet.
    pub(super) code: &'static str,
    /// Repeats the words for the eye.
    pub(super) sign: char,
    /// In words.
    pub(super) words: String,
}

impl Mark {
    /// Makes the mark of a verdict's word; `None` while a message is not judged.
    pub(super) fn new(say: Say<'_>, word: Option<&str>) -> Option<Self> {
        let verdict: Verdict = word?.parse().ok()?;
        let words = say.texts().verdict(verdict).into_owned();
        Some(Self { code: verdict.as_str(), sign: greffe_texts::sign(verdict), words })
    }
}
