//! `/help`: the query language, the keys, what is what.

use askama::Template;
use axum::body::Bytes;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};

use greffe::{Reason, Verdict};

use super::verdict::Mark;
use super::{Answer, Frame, Place, html, own_form};
use crate::say::Say;
use crate::visit::{KEYS_COOKIE, Visit};

/// The query language in short: what one writes, and the key of what it finds.
pub(super) const SYNTAX: [(&str, &str); 16] = [
    ("marché public", "web-syntax-words"),
    ("\"marché public\"", "web-syntax-phrase"),
    ("marché OR contrat", "web-syntax-or"),
    ("marché -public", "web-syntax-not"),
    ("march*", "web-syntax-prefix"),
    ("marche~1", "web-syntax-fuzzy"),
    ("near(marché public, 5)", "web-syntax-near"),
    ("from:claire to:region.example", "web-syntax-people"),
    ("subject:budget", "web-syntax-subject"),
    ("after:2016-03 before:2016-09-30", "web-syntax-dates"),
    ("has:attachment filetype:pdf", "web-syntax-files"),
    ("attachment:devis author:martin", "web-syntax-attachment"),
    ("has:unread-attachment", "web-syntax-unread"),
    ("kind:person mailbox:presidence", "web-syntax-where"),
    ("verdict:verified -kind:bulk", "web-syntax-verdict"),
    ("signed-by:region.example", "web-syntax-signed-by"),
];

/// All fields, with the key of what they look at.
const FIELDS: [(&str, &str); 20] = [
    ("from: to: cc: bcc: with:", "web-field-people"),
    ("subject: body:", "web-field-text"),
    ("filename: filetype: has:attachment", "web-field-files"),
    ("attachment:", "web-field-attachment"),
    ("author:", "web-field-author"),
    ("has:unread-attachment", "web-field-unread"),
    ("after: before: on: year:", "web-field-dates"),
    ("mailbox: folder: list:", "web-field-places"),
    ("kind:", "web-field-kind"),
    ("domain:", "web-field-domain"),
    ("verdict:", "web-field-verdict"),
    ("signed-by:", "web-field-signed-by"),
    ("reason:", "web-field-reason"),
    ("lang:", "web-field-lang"),
    ("larger: smaller:", "web-field-size"),
    ("tag:", "web-field-tag"),
    ("thread: message-id:", "web-field-thread"),
    ("similar:", "web-field-similar"),
    ("print:", "web-field-print"),
    ("( )", "web-field-group"),
];

/// Keys of the pages, with the key of what they do.
const KEYS: [(&str, &str); 6] = [
    ("/", "web-key-search"),
    ("j", "web-key-next-result"),
    ("k", "web-key-previous-result"),
    ("o", "web-key-open"),
    ("n", "web-key-next"),
    ("p", "web-key-previous"),
];

#[derive(Template)]
#[template(path = "help.html")]
struct Page<'a> {
    frame: Frame<'a>,
    fields: &'static [(&'static str, &'static str)],
    letters: &'static [(&'static str, &'static str)],
    verdicts: Vec<(&'static str, Mark, String)>,
    reasons: Vec<(&'static str, String)>,
}

/// Answers with the help page.
pub(super) async fn page(visit: Visit) -> Answer {
    let say = visit.say();
    let reason = |reason: &Reason| (reason.as_str(), say.texts().reason_name(*reason).into_owned());
    html(&Page {
        frame: Frame::new(&visit, Place::Help),
        fields: &FIELDS,
        letters: &KEYS,
        verdicts: Verdict::ALL.into_iter().filter_map(|verdict| explained(say, verdict)).collect(),
        reasons: Reason::ALL.iter().map(reason).collect(),
    })
}

/// Returns a verdict's word in queries, its words for people and what it means.
fn explained(say: Say<'_>, verdict: Verdict) -> Option<(&'static str, Mark, String)> {
    let mark = Mark::new(say, Some(verdict.as_str()))?;
    Some((verdict.as_str(), mark, say.texts().verdict_means(verdict).into_owned()))
}

/// Switches the single-letter keys on or off.
pub(super) async fn set_keys(visit: Visit, body: Bytes) -> Answer {
    let form = own_form(&visit, &body)?;
    let state = if form.text("keys") == "off" { "off" } else { "on" };
    let cookie = format!("{KEYS_COOKIE}={state}; SameSite=Strict; Path=/; HttpOnly; Max-Age=31536000");
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/help#keys")).into_response())
}
