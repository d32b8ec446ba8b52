//! `/message/{id}/formatted`: a mail's own look, harmless, in a page of its own.
//!
//! The page stands in a sandboxed frame under the strictest policy that still
//! shows colours and the mail's own images. What the cleaning took away is told
//! on the message's page, outside the frame.

use askama::Template;
use axum::extract::Path;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse};
use greffe::{Error, Room};

use super::Answer;
use crate::failure::Failure;
use crate::formatted::{Cleaned, FormattedTexts, LinkWarning, clean};
use crate::say::Say;
use crate::visit::Visit;

/// No script, no request, no form, no way out but links that open anew.
const POLICY: &str = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; \
     style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// So many findings of a sort are listed.
const MOST_FINDINGS: usize = 50;

/// What the cleaning found, in words.
pub(super) struct Findings {
    /// Machines that the mail would have asked, with how often.
    pub(super) remote: Vec<(String, String)>,
    /// Texts that the mail hides.
    pub(super) hidden: Vec<String>,
    /// Links that mislead.
    pub(super) links: Vec<String>,
    /// There is a style sheet that is not followed.
    pub(super) style_sheet: bool,
    /// Not all is shown in its form.
    pub(super) cut: bool,
}

impl Findings {
    /// Puts what was found into words.
    pub(super) fn new(say: Say<'_>, cleaned: &Cleaned) -> Self {
        let remote = cleaned.remote.iter().map(|(host, count)| (host.clone(), say.number(*count)));
        let link = |link: &crate::formatted::Link| {
            let reason = say.code("link-warning", warning_code(link.warning?)).into_owned();
            let values = [("shown", link.shown.clone()), ("target", link.target.clone()), ("reason", reason)];
            Some(say.values("web-formatted-link", &values).into_owned())
        };
        Self {
            remote: remote.take(MOST_FINDINGS).collect(),
            hidden: cleaned.hidden.iter().take(MOST_FINDINGS).cloned().collect(),
            links: cleaned.links.iter().filter_map(link).take(MOST_FINDINGS).collect(),
            style_sheet: cleaned.style_sheet,
            cut: cleaned.cut,
        }
    }
}

#[derive(Template)]
#[template(path = "formatted.html")]
struct Page<'a> {
    title: String,
    page_lang: &'static str,
    lang: Option<&'a str>,
    /// The only text that no template escapes: `formatted::clean` made it.
    clean: &'a str,
}

/// Answers with the formatted view.
pub(super) async fn page(visit: Visit, Path(id): Path<String>) -> Answer {
    let texts = texts(visit.say());
    let read = visit.ask(move |room| Ok((cleaned(room, &id, &texts)?, room.show(&id)?.lang)));
    let (Some(cleaned), lang) = read.await? else { return Err(Failure::not_found()) };
    let page = Page {
        title: visit.say().word("web-formatted-title").into_owned(),
        page_lang: visit.language.tag(),
        lang: lang.as_deref(),
        clean: &cleaned.html,
    };
    let page = page.render().map_err(|_unwritable| Failure::internal())?;
    Ok(([(CONTENT_SECURITY_POLICY, POLICY)], Html(page)).into_response())
}

/// Cleans a message's HTML; `None` when it has none.
pub(super) fn cleaned(room: &Room, id: &str, texts: &FormattedTexts) -> Result<Option<Cleaned>, Error> {
    Ok(room.html(id)?.map(|body| clean(&body, texts)))
}

/// Returns the words that stand inside the view.
pub(super) fn texts(say: Say<'_>) -> FormattedTexts {
    let word = |key: &str| say.word(key).into_owned();
    FormattedTexts {
        remote_image: word("web-formatted-remote-image"),
        embedded: word("web-formatted-embedded"),
        missing_image: word("web-formatted-missing-image"),
        refused_image: word("web-formatted-refused-image"),
        leads_to: word("web-formatted-leads-to"),
        plain_from_here: word("web-formatted-plain-from-here"),
        cut_here: word("web-formatted-cut-here"),
    }
}

fn warning_code(warning: LinkWarning) -> &'static str {
    match warning {
        LinkWarning::ShowsAnotherAddress => "shows-another-address",
        LinkWarning::Idn => "idn",
        LinkWarning::NameBeforeHost => "name-before-host",
        LinkWarning::NotOpened => "not-opened",
    }
}
