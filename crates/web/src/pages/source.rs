//! The raw source of a message and its whole text, both as text and nothing else.

use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;

use greffe::view::AuthenticationView;
use greffe::{HeaderResult, Signature};

use super::{Answer, Frame, Link, Place, html, stream};
use crate::links;
use crate::reading::{PAGE_TEXT_BYTES, Part, Stretch, shorten, stretches};
use crate::say::Say;
use crate::visit::Visit;

/// Text that nothing may be made of.
pub(super) const TEXT_POLICY: &str =
    "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The longest domain or selector that is shown whole, in characters.
const NAME_CHARS: usize = 250;

#[derive(Template)]
#[template(path = "source.html")]
struct Page<'a> {
    frame: Frame<'a>,
    source: Vec<Stretch>,
    legend: String,
    signatures: Vec<Link>,
    replaced: bool,
    cut: bool,
    size: String,
    address: String,
}

/// Answers with the source, escaped, with what one signature covers marked;
/// octets that are no UTF-8 are replaced, and it says so.
pub(super) async fn page(visit: Visit, Path(id): Path<String>) -> Answer {
    let address = links::message(&id, "");
    let read = visit.ask(move |room| Ok((room.show(&id)?, stream::head(room, &id, PAGE_TEXT_BYTES)?)));
    let (message, head) = read.await?;
    let chosen = chosen(&message.authentication, visit.asked.number("signature")?);
    let say = visit.say();
    let page = Page {
        frame: Frame::new(&visit, Place::Elsewhere),
        source: marked(&head, chosen.map(|(_, signature)| signature)),
        legend: chosen.map(|(_, signature)| legend(say, signature)).unwrap_or_default(),
        signatures: signatures(say, &address, &message.authentication, chosen.map(|(at, _)| at)),
        replaced: std::str::from_utf8(&head).is_err_and(|error| error.error_len().is_some()),
        cut: (head.len() as u64) < message.bytes,
        size: say.bytes(message.bytes),
        address,
    };
    html(&page)
}

/// Returns the signature that is asked for, or else the one that the verdict rests on.
fn chosen(authentication: &AuthenticationView, asked: Option<usize>) -> Option<(usize, &Signature)> {
    let at = asked.or(authentication.judgement.best).unwrap_or(0);
    Some((at, authentication.judgement.signatures.get(at)?))
}

fn marked(head: &[u8], signature: Option<&Signature>) -> Vec<Stretch> {
    match signature {
        Some(signature) => {
            stretches(head, &signature.field, &signature.signed_fields, &signature.signed_body)
        }
        None => stretches(head, &(0..0), &[], &(0..0)),
    }
}

/// Says whose marks these are, and whether a key confirms them.
fn legend(say: Say<'_>, signature: &Signature) -> String {
    let key = match signature.header {
        HeaderResult::Valid => "web-source-legend-confirmed",
        HeaderResult::Invalid => "web-source-legend-contradicted",
        HeaderResult::KeyMissing | HeaderResult::KeyUnusable | HeaderResult::Malformed => {
            "web-source-legend-open"
        }
    };
    say.values(key, &name(signature)).into_owned()
}

/// Returns a link for each signature, when there is a choice.
fn signatures(
    say: Say<'_>,
    address: &str,
    authentication: &AuthenticationView,
    chosen: Option<usize>,
) -> Vec<Link> {
    let all = &authentication.judgement.signatures;
    let link = |(at, signature): (usize, &Signature)| Link {
        label: say.values("web-verdict-key", &name(signature)).into_owned(),
        address: links::address(&format!("{address}/source"), &[("signature", &at.to_string())]),
        current: chosen == Some(at),
    };
    if all.len() < 2 { Vec::new() } else { all.iter().enumerate().map(link).collect() }
}

fn name(signature: &Signature) -> [(&'static str, String); 2] {
    let short = |name: &str| shorten(name, NAME_CHARS);
    [("domain", short(&signature.domain)), ("selector", short(&signature.selector))]
}

/// Answers with the whole text as a reader sees it.
pub(super) async fn text(visit: Visit, Path(id): Path<String>) -> Answer {
    let message = visit.ask(move |room| room.show(&id)).await?;
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CONTENT_SECURITY_POLICY, TEXT_POLICY)];
    Ok((headers, message.text).into_response())
}
