//! `/keys`: the domain keys that are known, those that are missing, and a form to hand some in.

use askama::Template;
use axum::extract::Request;
use greffe::view::{ClaimView, KeyView, KindCounts, MissingKeyView};
use greffe::{Confidence, KeysReport, Kind, ObserverView, Turned, UnreadKey};

use super::paging;
use super::results::Time;
use super::{Answer, Frame, HandedIn, Link, Place, html};
use crate::failure::Failure;
use crate::reading::shorten;
use crate::say::Say;
use crate::visit::Visit;

/// From the best attested to the least.
const CONFIDENCES: [Confidence; 6] =
    [Confidence::K5, Confidence::K4, Confidence::K3, Confidence::K2, Confidence::K1, Confidence::K0];
/// So many keys stand on one page.
const KEYS_PER_PAGE: usize = 100;
/// So many missing keys are listed: those that would unlock most.
const MISSING_ROWS: usize = 100;
/// So many lines that could not be read are listed.
const UNREAD_ROWS: usize = 50;
/// So many sources or claims of one key are named.
const NAMED: usize = 20;
/// Names and records come from files that anybody may have made.
const NAME_CHARS: usize = 260;
/// An RSA record of 4,096 bits has 800 characters.
const RECORD_CHARS: usize = 4_000;

/// A key that nobody has shown.
struct Missing {
    domain: String,
    selector: String,
    messages: String,
    kinds: Vec<String>,
    first: Option<Time>,
    last: Option<Time>,
}

/// A key that is known.
struct Known {
    domain: String,
    selector: String,
    size: String,
    confidence: &'static str,
    sources: Vec<String>,
    first: Option<Time>,
    last: Option<Time>,
    notes: Vec<String>,
    record: String,
    spki_sha256: String,
}

/// What became of keys that were handed in.
struct Added {
    counts: Vec<String>,
    turned: Vec<String>,
    unread: Vec<String>,
    unread_more: usize,
}

#[derive(Template)]
#[template(path = "keys.html")]
struct Page<'a> {
    frame: Frame<'a>,
    added: Option<Added>,
    domain: String,
    kinds: Vec<String>,
    missing: Vec<Missing>,
    missing_more: usize,
    known: Vec<Known>,
    known_total: usize,
    confidences: Vec<String>,
    observers: Vec<ObserverView>,
    pages: Vec<Link>,
}

/// Answers with all keys, or with those of one domain.
pub(super) async fn page(visit: Visit) -> Answer {
    answer(&visit, None).await
}

/// Takes a file of keys in, and says what became of it.
pub(super) async fn add(visit: Visit, request: Request) -> Answer {
    let handed = HandedIn::read(&visit, request).await?;
    if !visit.house.gate.is_own_form(&handed.csrf) {
        return Err(Failure::stale_form());
    }
    let report = handed.add(&visit).await?;
    answer(&visit, Some(&report)).await
}

async fn answer(visit: &Visit, report: Option<&KeysReport>) -> Answer {
    let (known, missing) = visit.ask(|room| Ok((room.keys()?, room.missing_keys()?))).await?;
    let number = visit.asked.page()?;
    let page = filled(visit, &known, &missing, number);
    let observers = visit.house.archive.observers()?;
    html(&Page { added: report.map(|report| added(visit.say(), report)), observers, ..page })
}

fn filled<'a>(visit: &'a Visit, known: &[KeyView], missing: &[MissingKeyView], number: usize) -> Page<'a> {
    let say = visit.say();
    let domain = visit.asked.text("domain").trim().to_lowercase();
    let asked = |of: &str| domain.is_empty() || of == domain;
    let known: Vec<&KeyView> = known.iter().filter(|key| asked(&key.domain)).collect();
    let missing: Vec<&MissingKeyView> = missing.iter().filter(|key| asked(&key.domain)).collect();
    let start = (number - 1).saturating_mul(KEYS_PER_PAGE);
    Page {
        frame: Frame::new(visit, Place::Keys),
        added: None,
        kinds: Kind::MAIL.map(|kind| say.code("kind", kind.as_str()).into_owned()).into(),
        missing: missing.iter().take(MISSING_ROWS).map(|key| self::missing(say, key)).collect(),
        missing_more: missing.len().saturating_sub(MISSING_ROWS),
        known: known.iter().skip(start).take(KEYS_PER_PAGE).map(|key| self::known(say, key)).collect(),
        known_total: known.len(),
        confidences: CONFIDENCES.map(|confidence| say.texts().confidence(confidence).into_owned()).into(),
        observers: Vec::new(),
        pages: pages(known.len(), number, &domain),
        domain,
    }
}

fn added(say: Say<'_>, report: &KeysReport) -> Added {
    let counts = [
        ("web-keys-added", report.added),
        ("web-keys-added-known", report.known),
        ("web-keys-added-judged", report.judged),
    ];
    let turned = |turned: &Turned| {
        let texts = say.texts();
        let values = [
            ("count", say.count("web-messages-count", turned.messages).into_owned()),
            ("was", texts.verdict(turned.was).into_owned()),
            ("now", texts.verdict(turned.now).into_owned()),
        ];
        say.values("web-keys-turned", &values).into_owned()
    };
    let unread = |unread: &UnreadKey| {
        let reason = say.word(&format!("say-unread-key-{}", unread.reason)).into_owned();
        let line = say.number(unread.line);
        say.values("web-keys-unread-line", &[("line", line), ("reason", reason)]).into_owned()
    };
    Added {
        counts: counts.map(|(key, count)| say.count(key, count).into_owned()).into(),
        turned: report.turned.iter().map(turned).collect(),
        unread: report.unread.iter().take(UNREAD_ROWS).map(unread).collect(),
        unread_more: report.unread.len().saturating_sub(UNREAD_ROWS),
    }
}

fn missing(say: Say<'_>, key: &MissingKeyView) -> Missing {
    Missing {
        domain: shorten(&key.domain, NAME_CHARS),
        selector: shorten(&key.selector, NAME_CHARS),
        messages: say.number(key.messages),
        kinds: kinds(say, &key.kinds),
        first: key.first.as_deref().map(|time| Time::day(say, time)),
        last: key.last.as_deref().map(|time| Time::day(say, time)),
    }
}

fn kinds(say: Say<'_>, counts: &KindCounts) -> Vec<String> {
    Kind::MAIL.map(|kind| say.number(counts.of(kind))).into()
}

fn known(say: Say<'_>, key: &KeyView) -> Known {
    let texts = say.texts();
    let notes = key.notes.iter().map(|note| texts.key_note(*note).into_owned());
    let claims = key.claims.iter().take(NAMED).map(|claim| self::claim(say, claim));
    Known {
        domain: shorten(&key.domain, NAME_CHARS),
        selector: shorten(&key.selector, NAME_CHARS),
        size: size(say, key),
        confidence: key.confidence.map(code).unwrap_or_default(),
        sources: key.sources.iter().take(NAMED).map(|source| shorten(source, NAME_CHARS)).collect(),
        first: key.first_seen.as_deref().map(|time| Time::day(say, time)),
        last: key.last_seen.as_deref().map(|time| Time::day(say, time)),
        notes: notes.chain(claims).collect(),
        record: shorten(key.record.as_deref().unwrap_or_default(), RECORD_CHARS),
        spki_sha256: key.spki_sha256.clone().unwrap_or_default(),
    }
}

/// The short name of a confidence, as the legend explains it.
const fn code(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::K0 => "K0",
        Confidence::K1 => "K1",
        Confidence::K2 => "K2",
        Confidence::K3 => "K3",
        Confidence::K4 => "K4",
        Confidence::K5 => "K5",
    }
}

/// Says what the record holds: a key, none that can be used, or that there is no such name.
fn size(say: Say<'_>, key: &KeyView) -> String {
    match (&key.record, key.bits) {
        (_, bits) if bits > 0 => {
            let values = [("algorithm", key.algorithm.clone()), ("bits", say.number(u64::from(bits)))];
            say.values("web-keys-size", &values).into_owned()
        }
        (Some(_), _) => say.word("web-keys-no-key").into_owned(),
        (None, _) => say.word("web-keys-absent").into_owned(),
    }
}

fn claim(say: Say<'_>, claim: &ClaimView) -> String {
    let what = say.code("claim", &claim.kind).into_owned();
    let mut values = vec![("claim", what), ("source", shorten(&claim.source, NAME_CHARS))];
    let Some(since) = &claim.since else { return say.values("web-keys-claim", &values).into_owned() };
    values.push(("since", Time::day(say, since).shown));
    say.values("web-keys-claim-since", &values).into_owned()
}

fn pages(total: usize, number: usize, domain: &str) -> Vec<Link> {
    let mut pages = paging::pages("/keys", &[("domain", domain)], total, KEYS_PER_PAGE, number);
    pages.iter_mut().for_each(|page| page.address.push_str("#known"));
    pages
}
